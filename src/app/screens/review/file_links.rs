//! The links of one file and of its hunks, and how many of what is shown bear on each criterion.
//!
//! Knows nothing of where links are from.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use crate::app::facts::link_state::{HunkLink, LinkState};

/// The links of one file; those of the same thing best first.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct FileLinks {
    /// Of the file as a whole, or of a commit that touched it.
    pub file: SharedLinks,
    /// Suggested for any of its hunks.
    pub(super) hinted: Vec<HunkLink>,
    /// Of each hunk, by index; those of the file among them. `None` where there are no lines to show.
    pub(super) hunks: Option<Vec<SharedLinks>>,
}

/// Links that hunks have in common: those of one commit may be a thousand, and its hunks as many.
pub type SharedLinks = Arc<[HunkLink]>;

/// What hunks have in common that share their links.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(in crate::app) struct Alike {
    /// The increment's index.
    pub(super) increment: usize,
    /// Which links they have, by [`Bearing::alike`](crate::trace::Bearing::alike).
    pub(super) linked: u32,
    /// The same of what is unclear.
    pub(super) unclear: u32,
}

/// How many hunks of what is shown bear on each criterion. A file without lines to show counts as one.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct LinkCounts {
    /// By the criterion's number: confirmed, and declared only.
    by_criterion: HashMap<usize, (usize, usize)>,
    /// By the address of links that hunks share: how many hunks share them, and the links, one for each criterion, in the
    /// order of the criteria's numbers.
    shared: HashMap<usize, (usize, Vec<HunkLink>)>,
}

/// Links from which on those that are shared are counted as a whole.
const MANY: usize = 16;

impl LinkCounts {
    /// How many hunks bear on a criterion: confirmed, and declared only.
    pub fn of(&self, criterion: usize) -> (usize, usize) {
        let mut counts = self.by_criterion.get(&criterion).copied().unwrap_or_default();
        for (hunks, links) in self.shared.values() {
            let at = links.binary_search_by_key(&criterion, |link| link.criterion);
            match at.map(|at| links[at].state) {
                Ok(LinkState::Confirmed) => counts.0 += hunks,
                Ok(LinkState::Declared) => counts.1 += hunks,
                Ok(LinkState::Suggested(_) | LinkState::Unclear) | Err(_) => {}
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
            // Of a criterion that is suggested besides, what counts.
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
    /// The criteria a hunk bears on, or may, best first.
    pub fn of_hunk(&self, hunk: u32) -> &[HunkLink] {
        self.hunks.as_ref().and_then(|hunks| hunks.get(hunk as usize)).unwrap_or(&self.file)
    }

    /// The links of all hunks one after the other, each of those that neighbours share once; those of the file where
    /// it has none to show.
    fn all_of_hunks(&self) -> impl Iterator<Item = &HunkLink> {
        // Links that the next hunk shares are the same once more.
        let of_hunks = self.of_hunks();
        let next = of_hunks.iter().skip(1).map(Some).chain([None]);
        let last_of_run = of_hunks
            .iter()
            .zip(next)
            .filter(|(links, next)| next.is_none_or(|next| !Arc::ptr_eq(links, next)));
        last_of_run.flat_map(|(links, _)| links.iter())
    }

    /// The links of each hunk; those of the file where it has none to show.
    fn of_hunks(&self) -> &[SharedLinks] {
        self.hunks.as_deref().unwrap_or(std::slice::from_ref(&self.file))
    }

    /// How a hunk and a criterion are linked.
    pub fn link(&self, hunk: u32, criterion: usize) -> Option<LinkState> {
        self.of_hunk(hunk).iter().find(|link| link.criterion == criterion).map(|link| link.state)
    }

    /// Whether a hunk bears on a criterion; a suggestion says nothing of that.
    pub fn bears_on(&self, hunk: u32, criterion: usize) -> bool {
        self.link(hunk, criterion).is_some_and(LinkState::counts)
    }

    /// Whether an id is named in a hunk that several specs have.
    pub fn is_unclear(&self, hunk: u32) -> bool {
        self.of_hunk(hunk).iter().any(|link| link.state == LinkState::Unclear)
    }

    /// All criteria that anything in the file bears on, or may, best first.
    pub fn all(&self) -> Vec<HunkLink> {
        let mut all: Vec<HunkLink> =
            self.file.iter().chain(self.all_of_hunks()).chain(&self.hinted).copied().collect();
        all.sort_by_key(|link| (link.criterion, Reverse(link.state)));
        all.dedup_by_key(|link| link.criterion);
        all.sort_by_key(|link| Reverse(link.state));
        all
    }

    /// The best link between anything in the file and a criterion.
    pub fn best(&self, criterion: usize) -> Option<LinkState> {
        let all = self.file.iter().chain(self.all_of_hunks()).chain(&self.hinted);
        all.filter(|link| link.criterion == criterion).map(|link| link.state).max()
    }
}
