//! The tables that statements and drafts have in common: how each is read and written.

use std::sync::Arc;

use serde::Deserialize;

use super::read::Fault;
use super::values::{ByName, Lines, Path, Spelled, Text};
use super::write::Toml;
use crate::model::change::Side;
use crate::model::id::{CriterionId, Digest, IncrementId, ObjectId};
use crate::model::increment::CommitRange;
use crate::model::link::LinkTarget;
use crate::model::note::{Anchor, Label, NoteBody};
use crate::model::record::{Evidence, SpecRef, Subject};
use crate::model::spec::{CriterionKey, LineRange};

/// Makes the key of a criterion that may be left out; with `criterion`, there has to be `spec` too.
pub(in crate::record) fn key(
    spec: Option<Path>,
    criterion: Option<Spelled<CriterionId>>,
) -> Result<Option<CriterionKey>, Fault> {
    let Some(Spelled(id)) = criterion else {
        return Ok(None);
    };
    let Path(spec) = spec.ok_or(Fault::Missing("spec"))?;
    Ok(Some(CriterionKey { spec, id }))
}

/// Writes `spec` and `criterion` into the current table.
pub(in crate::record) fn put_key(out: &mut Toml, key: &CriterionKey) {
    out.path("spec", &key.spec);
    out.id("criterion", &key.id);
}

/// Makes the words of a note or an edit.
pub(in crate::record) fn note(
    label: ByName<Label>,
    blocking: Option<bool>,
    text: Text,
) -> NoteBody {
    NoteBody {
        label: label.0,
        blocking,
        text: text.0,
    }
}

/// Writes the words of a note or an edit into the current table.
pub(in crate::record) fn put_note(out: &mut Toml, note: &NoteBody) {
    out.id("label", note.label.name());
    if let Some(blocking) = note.blocking {
        out.plain("blocking", blocking);
    }
    out.text("text", &note.text);
}

/// `[body]` of a `link` or an `unlink`.
#[derive(Deserialize)]
pub(in crate::record) struct LinkTable {
    spec: Path,
    criterion: Spelled<CriterionId>,
    commit: Option<Spelled<ObjectId>>,
    path: Option<Path>,
    hunk: Option<Spelled<Digest>>,
}

impl LinkTable {
    /// Makes the criterion and the target of the link.
    pub(in crate::record) fn ends(self) -> Result<(CriterionKey, LinkTarget), Fault> {
        let target = match (self.commit, self.path, self.hunk) {
            (Some(commit), ..) => LinkTarget::Commit(commit.0),
            (None, Some(path), Some(hunk)) => LinkTarget::Hunk {
                path: path.0,
                digest: hunk.0,
            },
            (None, Some(path), None) => LinkTarget::File(path.0),
            // A newer version may link to another kind of target.
            (None, None, _) => return Err(Fault::Unknown),
        };
        Ok((
            CriterionKey {
                spec: self.spec.0,
                id: self.criterion.0,
            },
            target,
        ))
    }
}

/// Writes the criterion and the target of a link into the current table.
pub(in crate::record) fn put_link(out: &mut Toml, criterion: &CriterionKey, target: &LinkTarget) {
    put_key(out, criterion);
    match target {
        LinkTarget::Commit(commit) => out.id("commit", commit),
        LinkTarget::File(path) => out.path("path", path),
        LinkTarget::Hunk { path, digest } => {
            out.path("path", path);
            out.id("hunk", digest);
        }
    }
}

/// `[subject]`.
#[derive(Deserialize)]
pub(in crate::record) struct SubjectTable {
    increment: Option<Spelled<IncrementId>>,
    base: Option<Spelled<ObjectId>>,
    head: Spelled<ObjectId>,
    tree: Option<Spelled<ObjectId>>,
    #[serde(default)]
    evidence: Vec<EvidenceTable>,
}

/// One of `[[subject.evidence]]`.
#[derive(Deserialize)]
struct EvidenceTable {
    path: Path,
    blob: Option<Spelled<ObjectId>>,
    #[serde(default)]
    lines: Vec<Lines>,
}

impl From<SubjectTable> for Arc<Subject> {
    fn from(read: SubjectTable) -> Self {
        let evidence = |read: EvidenceTable| Evidence {
            path: read.path.0,
            blob: read.blob.map(|id| id.0),
            lines: read.lines.into_iter().map(|lines| lines.0).collect(),
        };
        Self::new(Subject {
            increment: read.increment.map(|id| id.0),
            range: CommitRange {
                base: read.base.map(|id| id.0),
                head: read.head.0,
            },
            tree: read.tree.map(|id| id.0),
            evidence: read.evidence.into_iter().map(evidence).collect(),
        })
    }
}

/// Writes `[subject]` with its `[[subject.evidence]]`.
pub(in crate::record) fn put_subject(out: &mut Toml, subject: &Subject) {
    out.table("subject");
    out.maybe_id("increment", subject.increment.as_ref());
    out.maybe_id("base", subject.range.base);
    out.id("head", subject.range.head);
    out.maybe_id("tree", subject.tree);
    for evidence in &subject.evidence {
        out.table_of("subject.evidence");
        out.path("path", &evidence.path);
        out.maybe_id("blob", evidence.blob);
        if !evidence.lines.is_empty() {
            let lines: Vec<String> = evidence.lines.iter().map(spell_lines).collect();
            out.plain("lines", format!("[{}]", lines.join(", ")));
        }
    }
}

/// `[spec]`.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::record) struct SpecTable {
    path: Path,
    blob: Option<Spelled<ObjectId>>,
    criterion_digest: Option<Spelled<Digest>>,
    criterion_text: Option<Text>,
}

impl From<SpecTable> for Arc<SpecRef> {
    fn from(read: SpecTable) -> Self {
        Self::new(SpecRef {
            path: read.path.0,
            blob: read.blob.map(|id| id.0),
            criterion: read.criterion_digest.map(|id| id.0),
            text: read.criterion_text.map(|text| text.0),
        })
    }
}

/// Writes `[spec]`.
pub(in crate::record) fn put_spec(out: &mut Toml, spec: &SpecRef) {
    out.table("spec");
    out.path("path", &spec.path);
    out.maybe_id("blob", spec.blob);
    out.maybe_id("criterion-digest", spec.criterion);
    if let Some(text) = &spec.text {
        out.text("criterion-text", text);
    }
}

/// `[anchor]`.
#[derive(Deserialize)]
pub(in crate::record) struct AnchorTable {
    path: Path,
    side: ByName<Side>,
    blob: Option<Spelled<ObjectId>>,
    lines: Option<Lines>,
    text: Text,
    before: Option<Spelled<Digest>>,
    after: Option<Spelled<Digest>>,
}

impl From<AnchorTable> for Arc<Anchor> {
    fn from(read: AnchorTable) -> Self {
        Self::new(Anchor {
            path: read.path.0,
            side: read.side.0,
            blob: read.blob.map(|id| id.0),
            lines: read.lines.map(|lines| lines.0),
            text: read.text.0,
            before: read.before.map(|id| id.0),
            after: read.after.map(|id| id.0),
        })
    }
}

/// Writes `[anchor]`.
pub(in crate::record) fn put_anchor(out: &mut Toml, anchor: &Anchor) {
    out.table("anchor");
    out.path("path", &anchor.path);
    out.id("side", anchor.side.name());
    out.maybe_id("blob", anchor.blob);
    if let Some(range) = &anchor.lines {
        out.plain("lines", spell_lines(range));
    }
    out.text("text", &anchor.text);
    out.maybe_id("before", anchor.before);
    out.maybe_id("after", anchor.after);
}

fn spell_lines(range: &LineRange) -> String {
    format!("[{}, {}]", range.first, range.last)
}
