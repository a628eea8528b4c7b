//! Ids that several specs have, where nothing says which of them is meant: marked beside the hunks and commits that
//! name them. They count for none of the criteria.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};

use crate::app::facts::Facts;
use crate::app::facts::link_state::{HunkLink, LinkState};
use crate::app::screens::review::{Review, Shown};
use crate::model::id::{CriterionId, ObjectId};
use crate::model::link::{LinkTarget, TraceLink};
use crate::model::spec::CriterionKey;
use crate::{safe, trace};

impl Review {
    /// Whether an unclear link is one of what is shown: of the commit, where only one is.
    fn is_shown(&self, link: &TraceLink) -> bool {
        match (self.shown, &link.target) {
            (Shown::Commit(shown), LinkTarget::Commit(commit)) => *commit == shown,
            _ => true,
        }
    }

    /// Adds to the links of a target itself the criteria that it names and may not mean.
    pub(in crate::app) fn add_unclear_on(
        &self,
        facts: &Facts,
        target: &LinkTarget,
        links: &mut Vec<HunkLink>,
    ) {
        let unclear = facts.unclear.get(self.increment).unwrap_or(&facts.no_bearing);
        self.add_unclear(facts, unclear.on(target).collect(), links);
    }

    /// Adds to links, best first, the criteria that are named and may not be meant.
    pub(super) fn add_unclear(&self, facts: &Facts, unclear: Vec<&TraceLink>, links: &mut Vec<HunkLink>) {
        // Where one of the specs is linked, it is the one that is meant.
        let settled: HashSet<&CriterionId> =
            links.iter().filter_map(|link| facts.engagement.key(link.criterion)).map(|key| &key.id).collect();
        let is_open = |link: &&TraceLink| self.is_shown(link) && !settled.contains(&link.criterion.id);
        let open: BTreeSet<usize> = unclear
            .into_iter()
            .filter(is_open)
            .filter_map(|link| facts.engagement.number_of(&link.criterion))
            .collect();
        links.extend(open.into_iter().map(|criterion| HunkLink { criterion, state: LinkState::Unclear }));
        links.sort_by_key(|link| Reverse(link.state));
    }

    /// What is to be said above a file's lines of ids in it that several specs have, wrapped.
    pub(super) fn unclear_lines(&self, facts: &Facts, file: usize) -> Vec<String> {
        let Some(found) = self.files.get(file) else { return Vec::new() };
        if facts.unclear_of(found).links().is_empty() || facts.is_spec(found.change.path()) {
            return Vec::new();
        }
        let all = found.links.all();
        let unclear = all.iter().filter(|link| link.state == LinkState::Unclear);
        self.told(facts, unclear.filter_map(|link| facts.engagement.key(link.criterion)))
    }

    /// The same below a commit of the cover.
    pub(super) fn unclear_of_commit(&self, facts: &Facts, commit: ObjectId) -> Vec<String> {
        let target = LinkTarget::Commit(commit);
        let settled: HashSet<&CriterionId> =
            self.bearing(facts).on(&target).map(|link| &link.criterion.id).collect();
        let unclear = facts.unclear.get(self.increment).unwrap_or(&facts.no_bearing).on(&target);
        self.told(facts, unclear.map(|link| &link.criterion).filter(|key| !settled.contains(&key.id)))
    }

    fn told<'k>(&self, facts: &Facts, criteria: impl Iterator<Item = &'k CriterionKey>) -> Vec<String> {
        let columns = self.text_columns(facts).saturating_sub(4);
        let words = trace::unclear(criteria);
        words.map_or_else(Vec::new, |words| {
            safe::wrap(words, columns).into_iter().map(|line| line.text).collect()
        })
    }
}

/// Adds suggestions to links that are all surer: that something is named says more than that the words are alike.
pub(super) fn add_suggested(suggested: &[HunkLink], links: &mut Vec<HunkLink>) {
    let named: HashSet<usize> =
        links.iter().filter(|link| link.state == LinkState::Unclear).map(|link| link.criterion).collect();
    links.extend(suggested.iter().filter(|link| !named.contains(&link.criterion)));
}
