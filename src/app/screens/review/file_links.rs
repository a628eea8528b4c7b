//! The links of one file and of its hunks, and the number of shown hunks for each criterion.
//!
//! Knows nothing of where links come from.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use crate::app::facts::link_state::{HunkLink, LinkState};
use crate::model::index::{CriterionIndex, IncrementIndex};

/// The links of one file.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct FileLinks {
    /// The links of the file as a whole, and of commits that touch it, best first.
    pub file: SharedLinks,
    /// The suggestions for any of its hunks.
    pub(super) hinted: Vec<HunkLink>,
    /// The links of each hunk, best first, by index; they include the file's. `None` when there are
    /// no lines to show.
    pub(super) hunks: Option<Vec<SharedLinks>>,
}

/// Links that hunks share, since a commit may have a thousand links and as many hunks.
pub type SharedLinks = Arc<[HunkLink]>;

/// What hunks with the same links have in common.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(in crate::app) struct Alike {
    /// The increment.
    pub(super) increment: IncrementIndex,
    /// The set of their links, by [`Bearing::alike`](crate::trace::Bearing::alike).
    pub(super) linked: u32,
    /// The set of their unclear links, by the same.
    pub(super) unclear: u32,
}

/// The number of shown hunks for each criterion. A file without lines to show counts as one hunk.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct LinkCounts {
    /// The numbers of confirmed hunks and of merely declared ones, by criterion.
    by_criterion: HashMap<CriterionIndex, (usize, usize)>,
    /// By the address of shared links: the number of hunks that share them, and the best link for
    /// each criterion, in the order of the criteria.
    shared: HashMap<usize, (usize, Vec<HunkLink>)>,
}

/// The number of links above which shared links are counted as a whole.
const MANY: usize = 16;

impl LinkCounts {
    /// Returns the numbers of hunks that bear on a criterion: confirmed, and merely declared.
    pub fn of(&self, criterion: CriterionIndex) -> (usize, usize) {
        let mut counts = self
            .by_criterion
            .get(&criterion)
            .copied()
            .unwrap_or_default();
        for (hunks, links) in self.shared.values() {
            let at = links.binary_search_by_key(&criterion, |link| link.criterion);
            let link = at.ok().and_then(|at| links.get(at));
            match link.map(|link| link.state) {
                Some(LinkState::Confirmed) => counts.0 += hunks,
                Some(LinkState::Declared) => counts.1 += hunks,
                Some(LinkState::Suggested(_) | LinkState::Unclear) | None => {}
            }
        }
        counts
    }

    pub(super) fn count(&mut self, links: &FileLinks, by: impl Fn(usize) -> usize) {
        for links in links.of_hunks() {
            if links.len() > MANY {
                self.count_shared(links, &by);
                continue;
            }
            for link in links.iter() {
                let counts = self.by_criterion.entry(link.criterion).or_default();
                let count = match link.state {
                    LinkState::Confirmed => &mut counts.0,
                    LinkState::Declared => &mut counts.1,
                    LinkState::Suggested(_) | LinkState::Unclear => continue,
                };
                *count = by(*count);
            }
        }
    }

    fn count_shared(&mut self, links: &SharedLinks, by: &impl Fn(usize) -> usize) {
        let address = links.as_ptr().addr();
        let (hunks, _) = self.shared.entry(address).or_insert_with(|| {
            let mut links = links.to_vec();
            // For each criterion only its best link counts.
            links.sort_by_key(|link| (link.criterion, Reverse(link.state)));
            links.dedup_by_key(|link| link.criterion);
            (0, links)
        });
        *hunks = by(*hunks);
        if *hunks == 0 {
            self.shared.remove(&address);
        }
    }
}

impl FileLinks {
    /// Returns the links of a hunk, best first: the criteria it bears on, or may.
    pub fn of_hunk(&self, hunk: u32) -> &[HunkLink] {
        self.hunks
            .as_ref()
            .and_then(|hunks| hunks.get(hunk as usize))
            .unwrap_or(&self.file)
    }

    /// Iterates over the links of all hunks, or of the file when it has no hunks to show; a run of
    /// hunks that share their links counts once.
    fn all_of_hunks(&self) -> impl Iterator<Item = &HunkLink> {
        // Of neighbours that share their links, only the last one's are taken.
        let of_hunks = self.of_hunks();
        let next = of_hunks.iter().skip(1).map(Some).chain([None]);
        let last_of_run = of_hunks
            .iter()
            .zip(next)
            .filter(|(links, next)| next.is_none_or(|next| !Arc::ptr_eq(links, next)));
        last_of_run.flat_map(|(links, _)| links.iter())
    }

    /// Returns the links of each hunk; those of the file when it has no hunks to show.
    fn of_hunks(&self) -> &[SharedLinks] {
        self.hunks
            .as_deref()
            .unwrap_or(std::slice::from_ref(&self.file))
    }

    /// Returns the state of the link between a hunk and a criterion.
    pub fn link(&self, hunk: u32, criterion: CriterionIndex) -> Option<LinkState> {
        self.of_hunk(hunk)
            .iter()
            .find(|link| link.criterion == criterion)
            .map(|link| link.state)
    }

    /// Tells whether a hunk bears on a criterion; suggestions do not count.
    pub fn bears_on(&self, hunk: u32, criterion: CriterionIndex) -> bool {
        self.link(hunk, criterion).is_some_and(LinkState::counts)
    }

    /// Tells whether a hunk names an unclear id.
    pub fn is_unclear(&self, hunk: u32) -> bool {
        self.of_hunk(hunk)
            .iter()
            .any(|link| link.state == LinkState::Unclear)
    }

    /// Returns the best link of the file and its hunks to each criterion, best first.
    pub fn all(&self) -> Vec<HunkLink> {
        let mut all: Vec<HunkLink> = self
            .file
            .iter()
            .chain(self.all_of_hunks())
            .chain(&self.hinted)
            .copied()
            .collect();
        all.sort_by_key(|link| (link.criterion, Reverse(link.state)));
        all.dedup_by_key(|link| link.criterion);
        all.sort_by_key(|link| Reverse(link.state));
        all
    }

    /// Returns the state of the best link between the file or its hunks and a criterion.
    pub fn best(&self, criterion: CriterionIndex) -> Option<LinkState> {
        let all = self
            .file
            .iter()
            .chain(self.all_of_hunks())
            .chain(&self.hinted);
        all.filter(|link| link.criterion == criterion)
            .map(|link| link.state)
            .max()
    }
}
