//! Which hunks of the increment bear on which criteria, as far as is known.

use crate::app::facts::link_state::{HunkLink, LinkState};
use crate::app::facts::links::Hunks;
use crate::app::screens::review::unclear::add_suggested;
use crate::app::screens::review::{Alike, File, FileLinks, LinkCounts, SharedLinks, Shown};
use crate::app::{Model, Screen};
use crate::model::change::{FileChange, FileDiff, Hunk};
use crate::model::id::ObjectId;
use crate::model::link::{LinkTarget, TraceLink};
use crate::model::note::Place;
use crate::model::record::Evidence;
use crate::model::text::RepoPath;
use crate::trace;
use crate::trace::Bearing;
use crate::trace::suggest::Suggestion;

impl Model {
    /// Works out anew what bears on what in what is shown.
    pub(super) fn relink(&mut self) {
        self.relink_increment(self.review.increment);
        self.review.of_commit = match self.review.shown {
            Shown::Commit(commit) => self.bearing_of_commit(commit),
            Shown::Whole | Shown::Gathered => Bearing::default(),
        };
        self.review.link_counts = LinkCounts::default();
        self.review.shared_links.clear();
        for file in 0..self.review.files.len() {
            self.review.files[file].links = FileLinks::default();
            self.link_file(file);
        }
    }

    /// Works out anew what bears on what in every increment: the record says something else now.
    pub(in crate::app) fn relink_all(&mut self) {
        (0..self.facts.engagement.increments.len()).for_each(|increment| self.relink_increment(increment));
    }

    /// Works out anew what bears on what in an increment, as far as it was read through or is listed.
    pub(in crate::app) fn relink_increment(&mut self, increment: usize) {
        self.facts.bearings.resize(self.facts.engagement.increments.len(), Bearing::default());
        let empty = trace::IncrementTrace::default();
        let trace = self.facts.traces.get(increment).and_then(Option::as_ref).map_or(&empty, |trace| trace);
        let listed = increment == self.review.increment && self.review.shown == Shown::Whole;
        let listing = self.review.listing.as_ref().filter(|_| listed);
        let commits = listing.into_iter().flat_map(|listing| &listing.commits).chain(&trace.commits);
        let paths = listing.into_iter().flat_map(|listing| listing.files.iter().map(FileChange::path));
        let paths = paths.chain(trace.files.iter().map(|file| &file.path));
        let mut links =
            trace::settled(&trace.links, commits.map(|commit| commit.id), paths, &self.facts.record);
        if !trace.files.is_empty() {
            let mut hunks = Hunks::new();
            links.retain(|link| self.facts.is_of(increment, trace, link, &mut hunks));
        }
        let bearing = Bearing::new(links, &trace.touched, &self.facts.record).sparing(trace.documents());
        let unclear = self.facts.unclear_in(trace);
        self.facts.unclear.resize(self.facts.engagement.increments.len(), Bearing::default());
        if let Some(slot) = self.facts.bearings.get_mut(increment) {
            *slot = bearing;
        }
        if let Some(slot) = self.facts.unclear.get_mut(increment) {
            *slot = unclear;
        }
        self.review.shared_links.retain(|alike, _| alike.increment != increment);
        self.facts.cover_increment(increment);
        self.facts.learn(increment);
        if self.screen == Screen::Gaps {
            self.gaps.refresh(&self.facts);
        }
    }

    /// What bears on what in one commit: what is said of other commits is left out.
    fn bearing_of_commit(&self, commit: ObjectId) -> Bearing {
        let links = self.bearing().links().iter();
        let own = links.filter(|link| !matches!(link.target, LinkTarget::Commit(other) if other != commit));
        let paths = self.review.files.iter().map(|file| file.change.path().clone()).collect();
        let bearing = Bearing::new(own.cloned().collect(), &[(commit, paths)], &self.facts.record);
        bearing.sparing(self.trace().map(|trace| trace.documents()).unwrap_or_default())
    }

    /// What bears on what in the increment shown, or under the cursor.
    pub fn bearing(&self) -> &Bearing {
        self.facts.bearings.get(self.review.increment).unwrap_or(&self.facts.no_bearing)
    }

    /// What bears on what where a file shown is from.
    fn bearing_of(&self, file: &File) -> &Bearing {
        match self.review.shown {
            Shown::Commit(_) => &self.review.of_commit,
            Shown::Whole | Shown::Gathered => {
                self.facts.bearings.get(file.of).unwrap_or(&self.facts.no_bearing)
            }
        }
    }

    /// Whether anything in a file of an increment bears on the chosen criterion, as far as is known
    /// before it is read.
    pub(super) fn reaches_chosen(&self, increment: usize, path: &RepoPath) -> bool {
        let key = self.facts.chosen.and_then(|chosen| self.facts.engagement.key(chosen));
        let bears = key
            .zip(self.facts.bearings.get(increment))
            .is_some_and(|(key, bearing)| bearing.reaches(key, path));
        let is_gathered = |found: &Suggestion| {
            let state = LinkState::Suggested(found.strength);
            found.target.path() == Some(path) && self.review.shows_link(increment, state)
        };
        let hints = self.facts.chosen.zip(self.facts.hints.get(increment));
        bears || hints.is_some_and(|(chosen, hints)| hints.of_criterion(chosen).iter().any(is_gathered))
    }

    /// The increments that files shown are of.
    pub(super) fn increments_shown(&self) -> Vec<usize> {
        if !self.review.is_gathered() {
            return vec![self.review.increment];
        }
        let mut shown: Vec<usize> = self.review.files.iter().map(|file| file.of).collect();
        shown.dedup();
        shown
    }

    /// Works out one file's links anew.
    pub(super) fn link_file(&mut self, file: usize) {
        let Some(found) = self.review.files.get(file) else { return };
        let (bearing, unclear) = (self.bearing_of(found), self.facts.unclear_of(found));
        let path = found.change.path();
        let hints = self.facts.hints.get(found.of);
        let linked = |links: Vec<&TraceLink>, unclear: Vec<&TraceLink>| {
            let mut links: Vec<HunkLink> =
                links.into_iter().filter_map(|link| self.facts.numbered(link)).collect();
            self.add_unclear(unclear, &mut links);
            links
        };
        // Most hunks have the links of their commits and no others.
        let alike = bearing.alike(path).zip(unclear.alike(path));
        let alike = alike.map(|(linked, unclear)| Alike { increment: found.of, linked, unclear });
        let known = alike.and_then(|alike| self.review.shared_links.get(&alike)).cloned();
        let whole = known.unwrap_or_else(|| linked(bearing.of_file(path), unclear.of_file(path)).into());
        let of_hunk = |hunk: &Hunk| -> SharedLinks {
            let suggested = hints.map_or(&[][..], |hints| hints.of_hunk(path, hunk.digest));
            if alike.is_some() && suggested.is_empty() {
                return whole.clone();
            }
            let mut links = match alike {
                Some(_) => whole.to_vec(),
                None => {
                    let digest = hunk.digest;
                    linked(bearing.of_hunk(path, digest), unclear.of_hunk(path, digest))
                }
            };
            add_suggested(suggested, &mut links);
            links.into()
        };
        let text = found.diff().and_then(FileDiff::as_text);
        let links = FileLinks {
            hinted: hints.map(|hints| hints.of_file(path)).unwrap_or_default(),
            hunks: text.map(|text| text.hunks.iter().map(of_hunk).collect()),
            file: whole,
        };
        if let Some(alike) = alike {
            self.review.shared_links.insert(alike, links.file.clone());
        }
        let counts = &mut self.review.link_counts;
        counts.count(&self.review.files[file].links, |count| count.saturating_sub(1));
        counts.count(&links, |count| count + 1);
        self.review.files[file].links = links;
    }

    /// The lines of the increment shown that bear on a criterion now: what a verdict rests on.
    pub fn evidence(&self, criterion: usize) -> Vec<Evidence> {
        let Some(key) = self.facts.engagement.key(criterion) else { return Vec::new() };
        let own = self.review.files.iter().filter(|file| file.of == self.review.increment);
        let files = own.map(|file| (&file.change, file.diff().and_then(FileDiff::as_text)));
        trace::evidence(self.bearing(), key, files)
    }

    /// The criterion a new note on these lines would be about: the chosen one, if they bear on it.
    pub fn criterion_for_note(&self, file: Option<usize>, hunk: Option<u32>) -> Place {
        let linked = file.zip(hunk).is_some_and(|(file, hunk)| {
            self.facts.chosen.is_some_and(|chosen| self.review.files[file].links.bears_on(hunk, chosen))
        });
        let criterion = self
            .facts
            .chosen
            .filter(|_| linked)
            .and_then(|chosen| self.facts.engagement.key(chosen))
            .cloned();
        Place { increment: self.increment().map(|increment| increment.id.clone()), criterion, anchor: None }
    }
}
