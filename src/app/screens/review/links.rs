//! Computes which hunks of the increment bear on which criteria, as far as is known.

use std::collections::HashSet;

use crate::app::facts::Facts;
use crate::app::facts::link_state::{HunkLink, LinkState};
use crate::app::screens::review::Review;
use crate::app::screens::review::unclear::add_suggested;
use crate::app::screens::review::{Alike, File, FileLinks, LinkCounts, SharedLinks, Shown};
use crate::model::change::{FileDiff, Hunk, Side, TextDiff};
use crate::model::id::{Digest, ObjectId};
use crate::model::index::{CriterionIndex, FileIndex, IncrementIndex};
use crate::model::link::{LinkTarget, TraceLink};
use crate::model::note::Place;
use crate::model::record::Evidence;
use crate::model::text::RepoPath;
use crate::trace;
use crate::trace::suggest::{Suggestion, Suggestions};
use crate::trace::{Bearing, HunkPlace};

impl Review {
    /// Recomputes the links of everything shown.
    pub(super) fn relink(&mut self, facts: &Facts) {
        self.of_commit = match self.shown {
            Shown::Commit(commit) => self.bearing_of_commit(facts, commit),
            Shown::Whole | Shown::Since(_) | Shown::Gathered => Bearing::default(),
        };
        self.link_counts = LinkCounts::default();
        self.shared_links.clear();
        self.files
            .iter_mut()
            .for_each(|file| file.links = FileLinks::default());
        for file in self.files.indexes() {
            self.link_file(facts, file);
        }
    }

    /// Returns the links of one commit: the increment's links without those of its other commits.
    fn bearing_of_commit(&self, facts: &Facts, commit: ObjectId) -> Bearing {
        let links = self.bearing(facts).links().iter();
        let own = links
            .filter(|link| !matches!(link.target, LinkTarget::Commit(other) if other != commit));
        let paths = self
            .files
            .iter()
            .map(|file| file.change.path().clone())
            .collect();
        let bearing = Bearing::new(own.cloned().collect(), &[(commit, paths)], &facts.record);
        bearing.sparing(
            self.trace(facts)
                .map(|trace| trace.documents())
                .unwrap_or_default(),
        )
    }

    /// Returns the links of the increment shown, or of the one under the cursor.
    pub fn bearing<'f>(&self, facts: &'f Facts) -> &'f Bearing {
        facts.bearing(self.increment)
    }

    /// Returns the links to use for a shown file: its increment's, or those of the one commit
    /// shown.
    fn bearing_of<'a>(&'a self, facts: &'a Facts, file: &File) -> &'a Bearing {
        match self.shown {
            Shown::Commit(_) => &self.of_commit,
            Shown::Whole | Shown::Since(_) | Shown::Gathered => facts.bearing(file.increment),
        }
    }

    /// Tells whether a file of an increment has a link to the chosen criterion, as far as is known
    /// before it is read.
    pub(super) fn reaches_chosen(
        &self,
        facts: &Facts,
        increment: IncrementIndex,
        path: &RepoPath,
    ) -> bool {
        let key = facts.chosen.and_then(|chosen| facts.engagement.key(chosen));
        let bears = key.is_some_and(|key| facts.bearing(increment).reaches(key, path));
        let is_gathered = |found: &Suggestion| {
            let state = LinkState::Suggested(found.strength);
            found.target.path() == Some(path) && self.shows_link(increment, state)
        };
        let hints = facts.chosen.zip(facts.hints(increment));
        bears
            || hints
                .is_some_and(|(chosen, hints)| hints.of_criterion(chosen).iter().any(is_gathered))
    }

    /// Drops the shared links of an increment after its links changed.
    pub(in crate::app) fn forget_shared_links(&mut self, increment: IncrementIndex) {
        self.shared_links
            .retain(|alike, _| alike.increment != increment);
    }

    /// Returns the increments that the shown files belong to.
    pub(super) fn increments_shown(&self) -> Vec<IncrementIndex> {
        if !self.is_gathered() {
            return vec![self.increment];
        }
        let mut shown: Vec<IncrementIndex> = self.files.iter().map(|file| file.increment).collect();
        shown.dedup();
        shown
    }

    /// Returns the digests that the links of a shown hunk go by: its own, or, where only what
    /// changed since an earlier round is shown, those of the increment's hunks on the same lines.
    pub(super) fn digests_of(
        &self,
        facts: &Facts,
        file: &File,
        text: &TextDiff,
        hunk: &Hunk,
    ) -> Vec<Digest> {
        if !self.is_since() {
            return vec![hunk.digest];
        }
        let trace = facts.trace(file.increment);
        let Some(stat) = trace.and_then(|trace| trace.file(file.change.path())) else {
            return Vec::new();
        };
        let changes = text.changes_of(hunk);
        let Some((first, last)) = changes.first().zip(changes.last()) else {
            return Vec::new();
        };
        // Places count lines from 1, changes from 0. A removal stands between two lines.
        let meets = |place: &HunkPlace| {
            place.side == Side::New
                && place.lines.first <= last.new.end.max(first.new.start + 1)
                && first.new.start < place.lines.last
        };
        let hunks = stat.hunks.iter().zip(&stat.places);
        let found = hunks.filter(|(_, place)| meets(place));
        found.map(|(digest, _)| *digest).collect()
    }

    /// Recomputes the links of one file.
    pub(super) fn link_file(&mut self, facts: &Facts, file: FileIndex) {
        let Some(found) = self.files.get(file) else {
            return;
        };
        let (bearing, unclear) = (
            self.bearing_of(facts, found),
            facts.unclear(found.increment),
        );
        let path = found.change.path();
        let hints = facts.hints(found.increment);
        let linked = |links: Vec<&TraceLink>, unclear: Vec<&TraceLink>| {
            let mut links: Vec<HunkLink> = links
                .into_iter()
                .filter_map(|link| facts.hunk_link(link))
                .collect();
            self.add_unclear(facts, unclear, &mut links);
            links
        };
        // Most hunks have only the links of their commits, which are computed once and shared.
        let alike = bearing.alike(path).zip(unclear.alike(path));
        let alike = alike.map(|(linked, unclear)| Alike {
            increment: found.increment,
            linked,
            unclear,
        });
        let known = alike
            .and_then(|alike| self.shared_links.get(&alike))
            .cloned();
        let whole =
            known.unwrap_or_else(|| linked(bearing.of_file(path), unclear.of_file(path)).into());
        let is_since = self.is_since();
        let of_hunk = |text: &TextDiff, hunk: &Hunk| -> SharedLinks {
            let digests = self.digests_of(facts, found, text, hunk);
            let suggested = |digest| hints.map_or(&[][..], |hints| hints.of_hunk(path, digest));
            let has_own = || digests.iter().any(|digest| !suggested(*digest).is_empty());
            if alike.is_some() && !has_own() {
                return whole.clone();
            }
            let mut links = match alike {
                Some(_) => whole.to_vec(),
                None => Vec::new(),
            };
            for digest in digests {
                if alike.is_none() {
                    let own = bearing.of_hunk(path, digest);
                    links.extend(linked(own, unclear.of_hunk(path, digest)));
                }
                add_suggested(suggested(digest), &mut links);
            }
            if is_since {
                let mut seen = HashSet::new();
                links.retain(|link| seen.insert(link.criterion));
            }
            links.into()
        };
        let text = found.diff().and_then(FileDiff::as_text);
        let links = FileLinks {
            hinted: hints.map(|hints| hints.of_file(path)).unwrap_or_default(),
            hunks: text.map(|text| {
                let hunks = text.hunks.iter();
                hunks.map(|hunk| of_hunk(text, hunk)).collect()
            }),
            file: whole,
        };
        if let Some(alike) = alike {
            self.shared_links.insert(alike, links.file.clone());
        }
        if let Some(found) = self.files.get_mut(file) {
            let counts = &mut self.link_counts;
            counts.count(&found.links, |count| count.saturating_sub(1));
            counts.count(&links, |count| count + 1);
            found.links = links;
        }
    }

    /// Returns the lines of the increment shown that now bear on a criterion: the evidence of a
    /// verdict. Where only a part of the increment is shown, all of it counts, once it was read
    /// through.
    pub fn evidence(&self, facts: &Facts, criterion: CriterionIndex) -> Vec<Evidence> {
        let Some(key) = facts.engagement.key(criterion) else {
            return Vec::new();
        };
        if self.is_part() {
            let trace = self.trace(facts);
            return trace.map_or_else(Vec::new, |trace| {
                trace::evidence_in(self.bearing(facts), key, trace)
            });
        }
        let own = self
            .files
            .iter()
            .filter(|file| file.increment == self.increment);
        let files = own.map(|file| (&file.change, file.diff().and_then(FileDiff::as_text)));
        trace::evidence(self.bearing(facts), key, files)
    }

    /// Returns the place of a new note on a hunk: the increment, and the chosen criterion if the
    /// hunk bears on it.
    pub fn criterion_for_note(
        &self,
        facts: &Facts,
        file: Option<FileIndex>,
        hunk: Option<u32>,
    ) -> Place {
        let found = file.and_then(|file| self.files.get(file));
        let criterion = facts
            .chosen
            .filter(|chosen| {
                let on = found.zip(hunk);
                on.is_some_and(|(found, hunk)| found.links.bears_on(hunk, *chosen))
            })
            .and_then(|chosen| facts.engagement.key(chosen))
            .cloned();
        Place {
            increment: self.increment(facts).map(|increment| increment.id.clone()),
            criterion,
            anchor: None,
        }
    }

    /// Returns the suggestions of the increment on the review screen.
    pub fn suggestions<'f>(&self, facts: &'f Facts) -> Option<&'f Suggestions> {
        facts.suggested.get(self.increment)?.found()
    }
}
