//! Ids that several specs have, where nothing says which of them is meant: marked beside the hunks and commits that
//! name them. They count for none of the criteria.

use super::super::Model;
use super::{File, HunkLink, LinkState, Shown};
use crate::model::change::{FileDiff, Hunk};
use crate::model::id::ObjectId;
use crate::model::link::{LinkTarget, TraceLink};
use crate::model::spec::CriterionKey;
use crate::safe;
use crate::trace::{self, Bearing, IncrementTrace};

impl Model {
    /// What is unclear in an increment, as far as it was read through.
    pub(super) fn unclear_in(&self, trace: &IncrementTrace) -> Bearing {
        let links = trace.ambiguous.clone();
        Bearing::new(links, &trace.touched, &self.record).sparing(trace.documents())
    }

    /// What is unclear where a file shown is from.
    fn unclear_of(&self, file: &File) -> &Bearing {
        self.unclear.get(file.of).unwrap_or(&self.no_bearing)
    }

    /// Whether an unclear link is one of what is shown: of the commit, where only one is.
    fn is_shown(&self, link: &TraceLink) -> bool {
        match (self.review.shown, &link.target) {
            (Shown::Commit(shown), LinkTarget::Commit(commit)) => *commit == shown,
            _ => true,
        }
    }

    /// Adds to each hunk's links, and to the file's, the criteria that are named there and may not be meant.
    pub(super) fn add_unclear(&self, file: &File, links: &mut super::FileLinks) {
        let unclear = self.unclear_of(file);
        if unclear.links().is_empty() {
            return;
        }
        let path = file.change.path();
        self.add(unclear.of_file(path), &mut links.file);
        let text = file.diff().and_then(FileDiff::as_text);
        let hunks: &[Hunk] = text.map_or(&[], |text| &text.hunks);
        for (hunk, links) in hunks.iter().zip(links.hunks.iter_mut().flatten()) {
            self.add(unclear.of_hunk(path, hunk.digest), links);
        }
    }

    /// Adds to the links of a target itself the criteria that it names and may not mean.
    pub(in crate::app) fn add_unclear_on(&self, target: &LinkTarget, links: &mut Vec<HunkLink>) {
        let unclear = self.unclear.get(self.review.increment).unwrap_or(&self.no_bearing);
        let own = unclear.links().iter().filter(|link| link.target == *target);
        self.add(own.collect(), links);
    }

    fn add(&self, unclear: Vec<&TraceLink>, links: &mut Vec<HunkLink>) {
        let settled: Vec<&CriterionKey> = links
            .iter()
            .filter(|link| link.state.counts())
            .filter_map(|link| self.engagement.key(link.criterion))
            .collect();
        // Where one of the specs is linked, it is the one that is meant.
        let is_open =
            |link: &&&TraceLink| self.is_shown(link) && settled.iter().all(|key| key.id != link.criterion.id);
        let open: Vec<usize> = unclear
            .iter()
            .filter(is_open)
            .filter_map(|link| self.engagement.number_of(&link.criterion))
            .collect();
        for criterion in open {
            match links.iter_mut().find(|link| link.criterion == criterion) {
                // That it is named says more than that the words are alike.
                Some(link) => link.state = link.state.max(LinkState::Unclear),
                None => links.push(HunkLink { criterion, state: LinkState::Unclear }),
            }
        }
        links.sort_by_key(|link| std::cmp::Reverse(link.state));
    }

    /// What is to be said above a file's lines of ids in it that several specs have, wrapped.
    pub(super) fn unclear_lines(&self, file: usize) -> Vec<String> {
        let Some(found) = self.review.files.get(file) else { return Vec::new() };
        if self.unclear_of(found).links().is_empty() || self.is_spec(found.change.path()) {
            return Vec::new();
        }
        let all = found.links.all();
        let unclear = all.iter().filter(|link| link.state == LinkState::Unclear);
        self.told(unclear.filter_map(|link| self.engagement.key(link.criterion)))
    }

    /// The same below a commit of the cover.
    pub(super) fn unclear_of_commit(&self, commit: ObjectId) -> Vec<String> {
        let settled = |key: &CriterionKey| {
            let links = self.bearing().links().iter();
            links
                .filter(|link| link.target == LinkTarget::Commit(commit))
                .any(|link| link.criterion.id == key.id)
        };
        let trace = self.trace();
        let unclear = trace.into_iter().flat_map(|trace| &trace.ambiguous);
        let unclear = unclear.filter(|link| link.target == LinkTarget::Commit(commit));
        self.told(unclear.map(|link| &link.criterion).filter(|key| !settled(key)))
    }

    fn told<'k>(&self, criteria: impl Iterator<Item = &'k CriterionKey>) -> Vec<String> {
        let columns = self.text_columns().saturating_sub(4);
        let words = trace::unclear(criteria);
        words.map_or_else(Vec::new, |words| {
            safe::wrap(words, columns).into_iter().map(|line| line.text).collect()
        })
    }
}
