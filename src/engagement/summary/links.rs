//! Collects the links of each criterion, and changes without links, over all increments, with the
//! lines of the hunks.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::engagement::LinedUp;
use crate::model::change::Side;
use crate::model::id::ObjectId;
use crate::model::link::{LinkKind, LinkTarget, TraceLink};
use crate::model::record::Record;
use crate::model::spec::{CriterionKey, LineRange};
use crate::model::summary::{CriterionReach, Linked, Unclaimed};
use crate::model::text::Untrusted;

/// Maximum number of links per criterion, and of files, that are kept; the rest are counted. More
/// than anybody reads.
const MAX_LINKS: usize = 500;

/// A hunk's place: its side, and its changed lines.
type HunkKey = (Side, LineRange);

/// The links of one criterion: all that reviewers confirmed, and the first [`MAX_LINKS`] of the
/// others.
#[derive(Default)]
struct CriterionLinks {
    kept: Vec<Linked>,
    /// How many of the kept links nobody confirmed.
    declared: usize,
    /// How many links were not kept.
    more: usize,
}

impl CriterionLinks {
    /// Adds a link, or counts it once as many as are shown are kept: a commit that names 2,000
    /// criteria has a link to each.
    fn add(&mut self, declares: bool, link: impl FnOnce() -> Linked) {
        if declares && self.declared == MAX_LINKS {
            self.more += 1;
            return;
        }
        self.declared += usize::from(declares);
        self.kept.push(link());
    }
}

/// The links of all increments added so far.
#[derive(Default)]
pub(super) struct LinksSummary {
    links: BTreeMap<CriterionKey, CriterionLinks>,
    reach: BTreeMap<CriterionKey, CriterionReach>,
    /// Changes without a linked criterion.
    pub unclaimed: Vec<Unclaimed>,
    /// Links that reviewers confirmed and some increment delivers.
    delivered: BTreeSet<(CriterionKey, LinkTarget)>,
}

impl LinksSummary {
    /// Adds the links of the increment with that index, and its changes without links.
    pub(super) fn add(&mut self, index: usize, lined_up: &LinedUp) {
        let trace = &lined_up.trace;
        let subjects: HashMap<ObjectId, Untrusted> = trace
            .commits
            .iter()
            .map(|commit| (commit.id, commit.subject()))
            .collect();
        let lines = lines_of_hunks(lined_up);
        let links = lined_up.bearing.links().iter();
        let is_here = |link: &&TraceLink| match &link.target {
            LinkTarget::Commit(_) | LinkTarget::File(_) => true,
            LinkTarget::Hunk { .. } => lines.contains_key(&link.target),
        };
        for TraceLink {
            criterion,
            target,
            kind,
        } in links.filter(is_here).cloned()
        {
            if matches!(kind, LinkKind::Confirmed(_)) {
                self.delivered.insert((criterion.clone(), target.clone()));
            }
            let subject = match &target {
                LinkTarget::Commit(id) => {
                    self.reach
                        .entry(criterion.clone())
                        .or_default()
                        .commits
                        .push(*id);
                    subjects.get(id).cloned().unwrap_or_default()
                }
                LinkTarget::File(_) | LinkTarget::Hunk { .. } => Untrusted::default(),
            };
            let lines = lines.get(&target).copied().flatten();
            let declares = matches!(kind, LinkKind::Declared(_));
            let linked = || Linked {
                increment: Some(index),
                target,
                kind,
                subject,
                lines,
            };
            self.links
                .entry(criterion)
                .or_default()
                .add(declares, linked);
        }
        let coverage = &lined_up.coverage;
        for criterion in lined_up.bearing.criteria() {
            let Some(found) = coverage.evidence(criterion) else {
                continue;
            };
            let reach = self.reach.entry(criterion.clone()).or_default();
            reach.hunks += found.hunks();
            reach.tests += found.tests;
            reach.by_commit_only += found.by_commit_only;
            reach.more_files += found.more_files;
            for files in &found.files {
                // Duplicates are searched for only among the first of a list.
                let room = MAX_LINKS.saturating_sub(reach.files.len());
                reach.files.extend(files.iter().take(room).cloned());
                reach.more_files += files.len().saturating_sub(room);
            }
        }
        let open: Vec<_> = coverage.open().collect();
        for of_file in open.chunk_by(|one, next| one.path == next.path) {
            let lines = of_file.iter().filter_map(|piece| piece.lines).collect();
            self.unclaimed.push(Unclaimed {
                increment: index,
                path: of_file[0].path.clone(),
                lines,
            });
        }
    }

    /// Adds links that reviewers confirmed and no added increment delivers: after a rebase, for
    /// example.
    pub(super) fn add_the_rest(&mut self, record: &Record) {
        for (link, statements) in &record.links {
            let confirmed = statements
                .iter()
                .rfind(|given| given.value && record.is_reviewer(&given.by));
            let Some(confirmed) = confirmed.filter(|_| !self.delivered.contains(link)) else {
                continue;
            };
            let (criterion, target) = link.clone();
            let linked = || Linked {
                increment: None,
                target,
                kind: LinkKind::Confirmed(confirmed.by.clone()),
                subject: Untrusted::default(),
                lines: None,
            };
            self.links.entry(criterion).or_default().add(false, linked);
        }
    }

    /// Removes and returns a criterion's links, the number of those not kept, and their totals.
    pub(super) fn take(
        &mut self,
        criterion: &CriterionKey,
    ) -> (Vec<Linked>, usize, CriterionReach) {
        let CriterionLinks {
            kept: mut links,
            more,
            ..
        } = self.links.remove(criterion).unwrap_or_default();
        // Stable: within each kind they stay sorted by increment, then by target.
        links.sort_by_key(|linked| matches!(linked.kind, LinkKind::Declared(_)));
        let more = more + links.len().saturating_sub(MAX_LINKS);
        links.truncate(MAX_LINKS);
        (
            links,
            more,
            self.reach.remove(criterion).unwrap_or_default(),
        )
    }
}

/// Returns the places of an increment's hunks.
fn lines_of_hunks(lined_up: &LinedUp) -> HashMap<LinkTarget, Option<HunkKey>> {
    let files = lined_up.trace.files.iter();
    let hunks = files.flat_map(|file| {
        file.hunks.iter().enumerate().map(|(number, digest)| {
            let place = file
                .places
                .get(number)
                .map(|place| (place.side, place.lines));
            (
                LinkTarget::Hunk {
                    path: file.path.clone(),
                    digest: *digest,
                },
                place,
            )
        })
    });
    hunks.collect()
}
