//! Builds statements about one delivery, as its reviewer saw it.
//!
//! Finds lines by their words and hunks by their lines, so that no number and no digest is copied
//! by hand. Knows nothing of what the statements say.

use std::sync::Arc;

use anyhow::{Context as _, Result, bail};

use crate::diff;
use crate::engagement::{UNASKED, diff_of};
use crate::git::{FileContent, Repository, SimilarityBudget};
use crate::model::change::{FileChange, FileDiff, FileText, Side, TextDiff};
use crate::model::event::{Body, Statement};
use crate::model::id::{Digest, ObjectId};
use crate::model::increment::Increment;
use crate::model::link::LinkTarget;
use crate::model::note::{Anchor, Label, NoteBody};
use crate::model::record::{Evidence, SpecRef};
use crate::model::spec::{CriterionKey, LineRange, Spec};
use crate::model::statement;
use crate::model::text::{RepoPath, Untrusted};
use crate::model::verdict::{Outcome, Verdict};
use crate::spec;

/// The path of the spec.
const SPEC: &str = "spec.md";

/// A round of an increment.
pub(super) struct Delivered<'r> {
    repository: &'r Repository,
    increment: Increment,
    spec: Spec,
    changes: Vec<FileChange>,
}

/// Lines of a file: its path, and words in the first and in the last line.
pub(super) struct LinesBetween(pub &'static str, pub &'static str, pub &'static str);

impl<'r> Delivered<'r> {
    /// Reads the round, and the spec of that time.
    pub(super) fn new(repository: &'r Repository, increment: Increment) -> Result<Self> {
        let entry = repository
            .entry(increment.range.head, &SPEC.into())?
            .context("no spec was delivered")?;
        let bytes = match repository.read(entry.id, spec::MAX_BYTES as u64)? {
            FileContent::Bytes(bytes) => bytes,
            _ => bail!("the spec cannot be read"),
        };
        let spec = spec::read(&entry.path, &bytes, Some(entry.id))?;
        let mut changes = repository.changes(&increment.range)?.files;
        repository.find_similar(&mut changes, SimilarityBudget::default());
        Ok(Self {
            repository,
            increment,
            spec,
            changes,
        })
    }

    /// Builds a verdict that rests on these lines.
    pub(super) fn verdict(
        &self,
        id: &str,
        verdict: Verdict,
        lines: &[LinesBetween],
        comment: &str,
    ) -> Result<Statement> {
        let (criterion, spec) = self.criterion(id)?;
        let evidence = lines
            .iter()
            .map(|lines| self.evidence(lines))
            .collect::<Result<_>>()?;
        let body = Body::Verdict {
            criterion,
            verdict: Some(verdict),
            comment: comment.into(),
        };
        Ok(Statement {
            spec: Some(spec),
            ..self.statement(evidence, body)?
        })
    }

    /// Builds a note on the increment or the anchor; about a criterion if there is an id.
    pub(super) fn note(
        &self,
        label: Label,
        id: Option<&str>,
        on: Option<Anchor>,
        text: &str,
    ) -> Result<Statement> {
        let (criterion, spec) = id.map(|id| self.criterion(id)).transpose()?.unzip();
        let note = NoteBody {
            label,
            blocking: None,
            text: text.into(),
        };
        let statement = self.statement(Vec::new(), Body::Note { criterion, note })?;
        Ok(Statement {
            spec,
            anchor: on.map(Arc::new),
            ..statement
        })
    }

    /// Builds the link from a criterion to the hunk of a file that shows those words.
    pub(super) fn link(&self, id: &str, path: &str, words: &str) -> Result<Statement> {
        let target = self.hunk(path, words)?;
        self.statement(
            Vec::new(),
            Body::Link {
                criterion: self.criterion(id)?.0,
                target,
            },
        )
    }

    /// Builds a decision about the increment.
    pub(super) fn outcome(&self, outcome: Outcome, comment: &str) -> Result<Statement> {
        let increment = self.increment.id.clone();
        self.statement(
            Vec::new(),
            Body::Outcome {
                increment,
                outcome,
                comment: comment.into(),
            },
        )
    }

    fn statement(&self, evidence: Vec<Evidence>, body: Body) -> Result<Statement> {
        let tree = self.repository.tree_of(self.increment.range.head)?;
        let subject = statement::subject(&self.increment, Some(tree), evidence);
        Ok(Statement {
            subject: Some(subject),
            ..Statement::new(body)
        })
    }

    fn evidence(&self, lines: &LinesBetween) -> Result<Evidence> {
        let (path, blob, text) = self.file(lines.0)?;
        Ok(Evidence {
            path,
            blob: Some(blob),
            lines: vec![range(&text, lines)?],
        })
    }

    /// Finds the criterion with that id, and the spec of that time.
    fn criterion(&self, id: &str) -> Result<(CriterionKey, Arc<SpecRef>)> {
        let found = self
            .spec
            .criteria
            .iter()
            .find(|criterion| criterion.id.as_str() == id);
        let found = found.with_context(|| format!("the spec has no {id}"))?;
        let key = CriterionKey {
            spec: self.spec.path.clone(),
            id: found.id.clone(),
        };
        Ok((key, statement::spec_ref(&self.spec, Some(found))))
    }

    /// Makes the anchor of a note about lines.
    pub(super) fn anchor(&self, lines: &LinesBetween) -> Result<Anchor> {
        let (path, blob, text) = self.file(lines.0)?;
        let range = range(&text, lines)?;
        let (kept, before, after) = diff::anchor_text(&text, range);
        Ok(Anchor {
            path,
            side: Side::New,
            blob: Some(blob),
            lines: Some(range),
            text: kept,
            before,
            after,
        })
    }

    /// Makes the anchor of a note about a whole file.
    pub(super) fn file_anchor(&self, path: &str) -> Result<Anchor> {
        let (path, blob, _) = self.file(path)?;
        let (side, text) = (Side::New, Untrusted::default());
        Ok(Anchor {
            path,
            side,
            blob: Some(blob),
            lines: None,
            text,
            before: None,
            after: None,
        })
    }

    /// Returns the digests of a file's hunks.
    pub(super) fn hunks(&self, path: &str) -> Result<Vec<Digest>> {
        Ok(self
            .diff(path)?
            .hunks
            .iter()
            .map(|hunk| hunk.digest)
            .collect())
    }

    fn hunk(&self, path: &str, words: &str) -> Result<LinkTarget> {
        let diff = self.diff(path)?;
        let line = line_with(&diff.new, 0, words)?;
        let hunk = diff.hunks.iter().find(|hunk| hunk.new.contains(&line));
        let digest = hunk
            .with_context(|| format!("{path} does not change at {words:?}"))?
            .digest;
        Ok(LinkTarget::Hunk {
            path: path.into(),
            digest,
        })
    }

    fn diff(&self, path: &str) -> Result<TextDiff> {
        let wanted = RepoPath::from(path);
        let change = self.changes.iter().find(|change| *change.path() == wanted);
        match change.map(|change| diff_of(self.repository, change, UNASKED)) {
            Some(FileDiff::Text(diff)) => Ok(diff),
            _ => bail!("{path} has no lines that changed"),
        }
    }

    fn file(&self, path: &str) -> Result<(RepoPath, ObjectId, Arc<FileText>)> {
        let entry = self
            .repository
            .entry(self.increment.range.head, &path.into())?;
        let entry = entry.with_context(|| format!("{path} was not delivered"))?;
        match self.repository.read(entry.id, UNASKED)? {
            FileContent::Bytes(bytes) => Ok((entry.path, entry.id, Arc::new(FileText::new(bytes)))),
            _ => bail!("{path} cannot be read"),
        }
    }
}

fn range(text: &FileText, lines: &LinesBetween) -> Result<LineRange> {
    let first = line_with(text, 0, lines.1)?;
    let last = line_with(text, first, lines.2)?;
    Ok(LineRange::new(first + 1, last + 1))
}

/// Finds the first line from `start` on that has the words; lines are 0-based.
fn line_with(text: &FileText, start: u32, words: &str) -> Result<u32> {
    let has = |line: &u32| String::from_utf8_lossy(text.line(*line)).contains(words);
    (start..text.len())
        .find(has)
        .with_context(|| format!("no line has {words:?}"))
}
