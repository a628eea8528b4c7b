//! Marks unclear ids: several specs have them, and nothing tells which is meant. They are shown
//! beside the hunks and commits that name them, and count for no criterion.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};

use crate::app::facts::Facts;
use crate::app::facts::link_state::{HunkLink, LinkState};
use crate::app::screens::review::{Review, Shown};
use crate::model::id::{CriterionId, ObjectId};
use crate::model::index::{CriterionIndex, FileIndex};
use crate::model::link::{LinkTarget, TraceLink};
use crate::model::spec::CriterionKey;
use crate::{safe, trace};

impl Review {
    /// Tells whether an unclear link belongs to what is shown: with one commit shown, to that
    /// commit.
    fn is_shown(&self, link: &TraceLink) -> bool {
        match (self.shown, &link.target) {
            (Shown::Commit(shown), LinkTarget::Commit(commit)) => *commit == shown,
            _ => true,
        }
    }

    /// Adds unclear links to the links of a target itself.
    pub(in crate::app) fn add_unclear_on(
        &self,
        facts: &Facts,
        target: &LinkTarget,
        links: &mut Vec<HunkLink>,
    ) {
        let unclear = facts.unclear(self.increment);
        self.add_unclear(facts, unclear.on(target).collect(), links);
    }

    /// Adds unclear links to other links, and sorts them best first.
    pub(super) fn add_unclear(
        &self,
        facts: &Facts,
        unclear: Vec<&TraceLink>,
        links: &mut Vec<HunkLink>,
    ) {
        // An id with a link to the criterion of one spec is no longer unclear.
        let settled: HashSet<&CriterionId> = links
            .iter()
            .filter_map(|link| facts.engagement.key(link.criterion))
            .map(|key| &key.id)
            .collect();
        let is_open =
            |link: &&TraceLink| self.is_shown(link) && !settled.contains(&link.criterion.id);
        let open: BTreeSet<CriterionIndex> = unclear
            .into_iter()
            .filter(is_open)
            .filter_map(|link| facts.engagement.criterion_of(&link.criterion))
            .collect();
        links.extend(open.into_iter().map(|criterion| HunkLink {
            criterion,
            state: LinkState::Unclear,
        }));
        links.sort_by_key(|link| Reverse(link.state));
    }

    /// Returns the words about unclear ids above a file's lines, wrapped.
    pub(super) fn unclear_lines(&self, facts: &Facts, file: FileIndex) -> Vec<String> {
        let Some(found) = self.files.get(file) else {
            return Vec::new();
        };
        if facts.unclear(found.increment).links().is_empty() || facts.is_spec(found.change.path()) {
            return Vec::new();
        }
        let all = found.links.all();
        let unclear = all.iter().filter(|link| link.state == LinkState::Unclear);
        self.told(
            facts,
            unclear.filter_map(|link| facts.engagement.key(link.criterion)),
        )
    }

    /// Returns the words about unclear ids below a commit of the cover, wrapped.
    pub(super) fn unclear_of_commit(&self, facts: &Facts, commit: ObjectId) -> Vec<String> {
        let target = LinkTarget::Commit(commit);
        let settled: HashSet<&CriterionId> = self
            .bearing(facts)
            .on(&target)
            .map(|link| &link.criterion.id)
            .collect();
        let unclear = facts.unclear(self.increment).on(&target);
        self.told(
            facts,
            unclear
                .map(|link| &link.criterion)
                .filter(|key| !settled.contains(&key.id)),
        )
    }

    fn told<'k>(
        &self,
        facts: &Facts,
        criteria: impl Iterator<Item = &'k CriterionKey>,
    ) -> Vec<String> {
        let columns = self.text_columns(facts).saturating_sub(4);
        let words = trace::unclear(criteria);
        words.map_or_else(Vec::new, |words| {
            safe::wrap(words, columns)
                .into_iter()
                .map(|line| line.text)
                .collect()
        })
    }
}

/// Adds suggestions to surer links, except for criteria whose id is named: naming counts for more
/// than like words.
pub(super) fn add_suggested(suggested: &[HunkLink], links: &mut Vec<HunkLink>) {
    let named: HashSet<CriterionIndex> = links
        .iter()
        .filter(|link| link.state == LinkState::Unclear)
        .map(|link| link.criterion)
        .collect();
    links.extend(
        suggested
            .iter()
            .filter(|link| !named.contains(&link.criterion)),
    );
}
