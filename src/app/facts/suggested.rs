//! Stores the suggestions of increments as the background finds them, and keeps them in step with
//! the links.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use crate::app::facts::Facts;
use crate::app::facts::engagement::Engagement;
use crate::app::facts::link_state::{HunkLink, LinkState};
use crate::model::id::Digest;
use crate::model::index::{CriterionIndex, IncrementIndex};
use crate::model::link::LinkTarget;
use crate::model::text::RepoPath;
use crate::trace::suggest::{BestScores, Suggestion, Suggestions};

/// The state of the search for suggestions in one increment.
#[derive(Clone, Default, Debug)]
pub enum Suggested {
    /// The increment was not read yet.
    #[default]
    Waiting,
    /// The increment is being read: files read, and files in all.
    Reading(usize, usize),
    /// The suggestions were found.
    Found(Arc<Suggestions>),
}

impl Suggested {
    /// Returns the suggestions, once they are found.
    pub fn found(&self) -> Option<&Suggestions> {
        match self {
            Self::Found(suggestions) => Some(suggestions),
            Self::Waiting | Self::Reading(..) => None,
        }
    }
}

/// The suggestions of an increment, indexed for lookup.
#[derive(Clone, Default, Debug)]
pub struct Hints {
    /// The suggested hunks by criterion, best first.
    by_criterion: HashMap<CriterionIndex, Vec<Suggestion>>,
    /// The suggested criteria by file and hunk, best first.
    by_hunk: HashMap<RepoPath, HashMap<Digest, Vec<HunkLink>>>,
}

impl Hints {
    fn new(suggestions: &Suggestions, engagement: &Engagement) -> Self {
        let mut hints = Self::default();
        let mut by_hunk: HashMap<(RepoPath, Digest), Vec<(HunkLink, f32)>> = HashMap::new();
        for (criterion, found) in engagement.criteria().entries() {
            let suggested = suggestions.of_criterion(&found.key);
            for suggestion in &suggested {
                if let LinkTarget::Hunk { path, digest } = &suggestion.target {
                    let link = HunkLink {
                        criterion,
                        state: LinkState::Suggested(suggestion.strength),
                    };
                    by_hunk
                        .entry((path.clone(), *digest))
                        .or_default()
                        .push((link, suggestion.score));
                }
            }
            if !suggested.is_empty() {
                hints.by_criterion.insert(criterion, suggested);
            }
        }
        for ((path, digest), mut links) in by_hunk {
            links.sort_by(|(a, one), (b, other)| b.state.cmp(&a.state).then(other.total_cmp(one)));
            let links = links.into_iter().map(|(link, _)| link).collect();
            hints.by_hunk.entry(path).or_default().insert(digest, links);
        }
        hints
    }

    /// Returns the hunks suggested for a criterion, best first.
    pub fn of_criterion(&self, criterion: CriterionIndex) -> &[Suggestion] {
        self.by_criterion.get(&criterion).map_or(&[], Vec::as_slice)
    }

    /// Returns the criteria suggested for a hunk, best first.
    pub fn of_hunk(&self, path: &RepoPath, digest: Digest) -> &[HunkLink] {
        self.by_hunk
            .get(path)
            .and_then(|hunks| hunks.get(&digest))
            .map_or(&[], Vec::as_slice)
    }

    /// Returns the criteria suggested for any hunk of a file, each with its strongest suggestion,
    /// best first.
    pub fn of_file(&self, path: &RepoPath) -> Vec<HunkLink> {
        let mut links: Vec<HunkLink> = self
            .by_hunk
            .get(path)
            .into_iter()
            .flat_map(HashMap::values)
            .flatten()
            .copied()
            .collect();
        links.sort_by_key(|link| (link.criterion, Reverse(link.state)));
        links.dedup_by_key(|link| link.criterion);
        links.sort_by_key(|link| Reverse(link.state));
        links
    }
}

impl Facts {
    /// Returns the suggestions of an increment, as far as they are known.
    pub fn hints(&self, increment: IncrementIndex) -> Option<&Hints> {
        self.hints.get(increment)
    }

    pub(super) fn take_indexing(&mut self, increment: IncrementIndex, files: (usize, usize)) {
        if let Some(slot) = self
            .suggested
            .get_mut(increment)
            .filter(|slot| slot.found().is_none())
        {
            *slot = Suggested::Reading(files.0, files.1);
        }
    }

    /// Stores the suggestions of an increment, and compares the suggestions of all increments
    /// again.
    pub(super) fn take_suggestions(
        &mut self,
        increment: IncrementIndex,
        suggestions: Arc<Suggestions>,
    ) {
        if let Some(slot) = self.suggested.get_mut(increment) {
            *slot = Suggested::Found(suggestions);
        }
        self.compare();
        self.hint(increment);
    }

    /// Compares the suggestions of each increment with those of the others, which may weaken them.
    fn compare(&mut self) {
        let known = self.suggested.entries().enumerate();
        let best = BestScores::of(known.filter_map(|(at, (_, one))| Some((at, one.found()?))));
        let mut changed = Vec::new();
        for (at, (increment, suggested)) in self.suggested.entries_mut().enumerate() {
            if let Suggested::Found(suggestions) = suggested
                && Suggestions::compare(suggestions, at, &best)
            {
                changed.push(increment);
            }
        }
        changed
            .into_iter()
            .for_each(|increment| self.hint(increment));
    }

    /// Reranks the suggestions of an increment after its links changed.
    pub(super) fn learn(&mut self, increment: IncrementIndex) {
        let Some(Suggested::Found(suggestions)) = self.suggested.get_mut(increment) else {
            return;
        };
        if let Some(bearing) = self.bearings.get(increment) {
            Arc::make_mut(suggestions).learn(bearing);
        }
        self.hint(increment);
    }

    /// Rebuilds the lookup tables of an increment's suggestions.
    fn hint(&mut self, increment: IncrementIndex) {
        let Some(Suggested::Found(suggestions)) = self.suggested.get(increment) else {
            return;
        };
        if let Some(slot) = self.hints.get_mut(increment) {
            *slot = Hints::new(suggestions, &self.engagement);
        }
    }
}
