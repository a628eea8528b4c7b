//! What bears on each criterion, over all increments, with the lines of the hunks that do.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::engagement::files::{UNASKED, diff_of};
use crate::git::{Repository, SimilarityBudget};
use crate::model::change::{Hunk, Side, TextDiff};
use crate::model::id::{Digest, ObjectId};
use crate::model::increment::{CommitRange, Increment};
use crate::model::link::{LinkKind, LinkTarget, TraceLink};
use crate::model::record::Record;
use crate::model::spec::{CriterionKey, LineRange};
use crate::model::summary::Linked;
use crate::model::text::{RepoPath, Untrusted};
use crate::trace::{self, IncrementTrace};

/// Links of a criterion that are kept; the rest are counted. More than anybody reads.
const MAX_LINKS: usize = 500;

/// Bytes of both sides of an increment's linked files that are compared for the lines of its hunks.
const MAX_COMPARED: usize = 64 << 20;

/// A hunk's place: its side, and its changed lines.
type Lines = (Side, LineRange);

/// The links of all increments added so far.
#[derive(Default)]
pub(super) struct Evidence {
    links: BTreeMap<CriterionKey, Vec<Linked>>,
    /// What reviewers confirmed and some increment delivers.
    delivered: BTreeSet<(CriterionKey, LinkTarget)>,
}

impl Evidence {
    /// Adds the links of the increment with that index.
    pub fn add(
        &mut self,
        repository: &Repository,
        index: usize,
        increment: &Increment,
        traced: &IncrementTrace,
        record: &Record,
    ) {
        let subjects: HashMap<ObjectId, Untrusted> =
            traced.commits.iter().map(|commit| (commit.id, commit.subject())).collect();
        let hunks: HashMap<&RepoPath, HashSet<Digest>> =
            traced.files.iter().map(|file| (&file.path, file.hunks.iter().copied().collect())).collect();
        let commits = traced.commits.iter().map(|commit| commit.id);
        let paths = traced.files.iter().map(|file| &file.path);
        let mut links = trace::settled(&traced.links, commits, paths, record);
        links.retain(|link| match &link.target {
            LinkTarget::Commit(_) | LinkTarget::File(_) => true,
            LinkTarget::Hunk { path, digest } => hunks.get(path).is_some_and(|known| known.contains(digest)),
        });
        let lines = lines_of_hunks(repository, &increment.range, &links);
        for TraceLink { criterion, target, kind } in links {
            if matches!(kind, LinkKind::Confirmed(_)) {
                self.delivered.insert((criterion.clone(), target.clone()));
            }
            let subject = match &target {
                LinkTarget::Commit(id) => subjects.get(id).cloned().unwrap_or_default(),
                LinkTarget::File(_) | LinkTarget::Hunk { .. } => Untrusted::default(),
            };
            let lines = lines.get(&target).copied();
            let linked = Linked { increment: Some(index), target, kind, subject, lines };
            self.links.entry(criterion).or_default().push(linked);
        }
    }

    /// Adds what reviewers confirmed and no increment added delivers: after a rebase, say.
    pub fn add_the_rest(&mut self, record: &Record) {
        for (link, statements) in &record.links {
            let confirmed = statements.iter().rfind(|given| given.value && record.is_reviewer(&given.by));
            let Some(confirmed) = confirmed.filter(|_| !self.delivered.contains(link)) else { continue };
            let (criterion, target) = link.clone();
            self.links.entry(criterion).or_default().push(Linked {
                increment: None,
                target,
                kind: LinkKind::Confirmed(confirmed.by.clone()),
                subject: Untrusted::default(),
                lines: None,
            });
        }
    }

    /// Takes out a criterion's links, and how many there are beyond those.
    pub fn take(&mut self, criterion: &CriterionKey) -> (Vec<Linked>, usize) {
        let mut links = self.links.remove(criterion).unwrap_or_default();
        // Stable: within each kind by increment, then by target, as they were added.
        links.sort_by_key(|linked| matches!(linked.kind, LinkKind::Declared(_)));
        let more = links.len().saturating_sub(MAX_LINKS);
        links.truncate(MAX_LINKS);
        (links, more)
    }
}

/// Where the linked hunks of an increment stand, as far as the budget allows.
fn lines_of_hunks(
    repository: &Repository,
    range: &CommitRange,
    links: &[TraceLink],
) -> HashMap<LinkTarget, Lines> {
    let mut wanted: BTreeMap<&RepoPath, HashSet<Digest>> = BTreeMap::new();
    for link in links {
        if let LinkTarget::Hunk { path, digest } = &link.target {
            wanted.entry(path).or_default().insert(*digest);
        }
    }
    let mut lines = HashMap::new();
    if wanted.is_empty() {
        return lines;
    }
    let Ok(mut changes) = repository.changes(range) else { return lines };
    // As for the digests of the hunks, which depend on what a file is compared with.
    repository.find_similar(&mut changes.files, SimilarityBudget::default());
    let mut compared = 0;
    for change in &changes.files {
        let path = change.path();
        let Some(digests) = wanted.get(path).filter(|_| compared < MAX_COMPARED) else { continue };
        let diff = diff_of(repository, change, UNASKED);
        let Some(text) = diff.as_text() else { continue };
        compared += text.old.bytes().len() + text.new.bytes().len();
        for hunk in text.hunks.iter().filter(|hunk| digests.contains(&hunk.digest)) {
            if let Some(found) = changed_lines(text, hunk) {
                let target = LinkTarget::Hunk { path: path.clone(), digest: hunk.digest };
                lines.insert(target, found);
            }
        }
    }
    lines
}

/// From the first to the last line that a hunk adds; that it removes, when it adds none.
fn changed_lines(text: &TextDiff, hunk: &Hunk) -> Option<Lines> {
    let changes = text.changes.get(hunk.changes.start as usize..hunk.changes.end as usize)?;
    [Side::New, Side::Old].into_iter().find_map(|side| {
        let ranges = changes.iter().map(|change| match side {
            Side::Old => &change.old,
            Side::New => &change.new,
        });
        let mut ranges = ranges.filter(|range| !range.is_empty());
        let first = ranges.next()?;
        let last = ranges.next_back().unwrap_or(first);
        Some((side, LineRange { first: first.start + 1, last: last.end }))
    })
}
