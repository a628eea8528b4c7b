//! Which hunks of the increment bear on which criteria, as far as is known.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::super::{Model, Screen};
use super::unclear::add_suggested;
use super::{Alike, File, FileLinks, HunkLink, LinkCounts, LinkState, SharedLinks, Shown};
use crate::model::change::{FileChange, FileDiff, Hunk};
use crate::model::id::{Digest, IncrementId, ObjectId};
use crate::model::link::{LinkTarget, TraceLink};
use crate::model::note::Place;
use crate::model::record::{Evidence, Given};
use crate::model::spec::CriterionKey;
use crate::model::text::RepoPath;
use crate::model::verdict::Verdict;
use crate::trace::suggest::Suggestion;
use crate::trace::{self, Bearing};

/// By file, its hunks: there may be as many links as hunks in one file, and tens of thousands of both.
type Hunks<'t> = HashMap<&'t RepoPath, HashSet<&'t Digest>>;

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
        (0..self.engagement.increments.len()).for_each(|increment| self.relink_increment(increment));
    }

    /// Works out anew what bears on what in an increment, as far as it was read through or is listed.
    pub(in crate::app) fn relink_increment(&mut self, increment: usize) {
        self.bearings.resize(self.engagement.increments.len(), Bearing::default());
        let empty = trace::IncrementTrace::default();
        let trace = self.traces.get(increment).and_then(Option::as_ref).map_or(&empty, |trace| trace);
        let listed = increment == self.review.increment && self.review.shown == Shown::Whole;
        let listing = self.review.listing.as_ref().filter(|_| listed);
        let commits = listing.into_iter().flat_map(|listing| &listing.commits).chain(&trace.commits);
        let paths = listing.into_iter().flat_map(|listing| listing.files.iter().map(FileChange::path));
        let paths = paths.chain(trace.files.iter().map(|file| &file.path));
        let mut links = trace::settled(&trace.links, commits.map(|commit| commit.id), paths, &self.record);
        if !trace.files.is_empty() {
            let mut hunks = Hunks::new();
            links.retain(|link| self.is_of(increment, trace, link, &mut hunks));
        }
        let bearing = Bearing::new(links, &trace.touched, &self.record).sparing(trace.documents());
        let unclear = self.unclear_in(trace);
        self.unclear.resize(self.engagement.increments.len(), Bearing::default());
        if let Some(slot) = self.bearings.get_mut(increment) {
            *slot = bearing;
        }
        if let Some(slot) = self.unclear.get_mut(increment) {
            *slot = unclear;
        }
        self.review.shared_links.retain(|alike, _| alike.increment != increment);
        self.cover_increment(increment);
        self.learn(increment);
        if self.screen == Screen::Gaps {
            self.rebuild_gaps();
        }
    }

    /// Whether a link is one of an increment that was read through: the same file may be in others, with
    /// other hunks.
    fn is_of<'t>(
        &self,
        increment: usize,
        trace: &'t trace::IncrementTrace,
        link: &TraceLink,
        hunks: &mut Hunks<'t>,
    ) -> bool {
        let LinkTarget::Hunk { path, digest } = &link.target else { return true };
        let mut is_there = || {
            let Some(file) = trace.file(path) else { return false };
            hunks.entry(&file.path).or_insert_with(|| file.hunks.iter().collect()).contains(digest)
        };
        let id = self.engagement.increments.get(increment).map(|found| &found.id);
        let given = self.record.links.get(&(link.criterion.clone(), link.target.clone()));
        let said_here = || given.into_iter().flatten().any(|given| given.increment() == id);
        is_there() || said_here()
    }

    /// What bears on what in one commit: what is said of other commits is left out.
    fn bearing_of_commit(&self, commit: ObjectId) -> Bearing {
        let links = self.bearing().links().iter();
        let own = links.filter(|link| !matches!(link.target, LinkTarget::Commit(other) if other != commit));
        let paths = self.review.files.iter().map(|file| file.change.path().clone()).collect();
        let bearing = Bearing::new(own.cloned().collect(), &[(commit, paths)], &self.record);
        bearing.sparing(self.trace().map(|trace| trace.documents()).unwrap_or_default())
    }

    /// What bears on what in the increment shown, or under the cursor.
    pub fn bearing(&self) -> &Bearing {
        self.bearings.get(self.review.increment).unwrap_or(&self.no_bearing)
    }

    /// What bears on what where a file shown is from.
    fn bearing_of(&self, file: &File) -> &Bearing {
        match self.review.shown {
            Shown::Commit(_) => &self.review.of_commit,
            Shown::Whole | Shown::Gathered => self.bearings.get(file.of).unwrap_or(&self.no_bearing),
        }
    }

    /// Whether anything in a file of an increment bears on the chosen criterion, as far as is known
    /// before it is read.
    pub(super) fn reaches_chosen(&self, increment: usize, path: &RepoPath) -> bool {
        let key = self.chosen.and_then(|chosen| self.engagement.key(chosen));
        let bears =
            key.zip(self.bearings.get(increment)).is_some_and(|(key, bearing)| bearing.reaches(key, path));
        let is_gathered = |found: &Suggestion| {
            let state = LinkState::Suggested(found.strength);
            found.target.path() == Some(path) && self.review.shows_link(increment, state)
        };
        let hints = self.chosen.zip(self.hints.get(increment));
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

    fn numbered(&self, link: &TraceLink) -> Option<HunkLink> {
        let criterion = self.engagement.number_of(&link.criterion)?;
        Some(HunkLink { criterion, state: LinkState::of(&link.kind) })
    }

    /// Works out one file's links anew.
    pub(super) fn link_file(&mut self, file: usize) {
        let Some(found) = self.review.files.get(file) else { return };
        let (bearing, unclear) = (self.bearing_of(found), self.unclear_of(found));
        let path = found.change.path();
        let hints = self.hints.get(found.of);
        let linked = |links: Vec<&TraceLink>, unclear: Vec<&TraceLink>| {
            let mut links: Vec<HunkLink> = links.into_iter().filter_map(|link| self.numbered(link)).collect();
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

    /// The numbers of the criteria that anything in some increments is known to bear on: for each the same as
    /// [`bears_on`](Self::bears_on), found in one pass over what is said.
    pub(in crate::app) fn borne_on(&self, increments: Range<usize>) -> HashSet<usize> {
        let mut borne_on = HashSet::new();
        let number_of = |key: &CriterionKey| self.engagement.number_of(key);
        for (at, found) in increments.clone().filter_map(|at| Some((at, self.engagement.increments.get(at)?)))
        {
            let named =
                found.criteria.iter().flat_map(|id| self.engagement.numbers_of_id(id).iter().copied());
            borne_on.extend(named);
            let bearing = self.bearings.get(at).map_or(&[][..], |bearing| bearing.criteria());
            borne_on.extend(bearing.iter().filter_map(number_of));
        }
        let ids: HashSet<&IncrementId> = self
            .engagement
            .increments
            .get(increments)
            .unwrap_or_default()
            .iter()
            .map(|found| &found.id)
            .collect();
        for ((key, _), given) in &self.record.links {
            let mut on = given.iter().filter(|given| given.value).filter_map(Given::increment);
            if on.any(|of| ids.contains(of)) {
                borne_on.extend(number_of(key));
            }
        }
        borne_on
    }

    /// Whether anything in the increment with that index is known to bear on a criterion.
    pub fn bears_on(&self, increment: usize, criterion: usize) -> bool {
        let Some(found) = self.engagement.increments.get(increment) else { return false };
        let Some(key) = self.engagement.key(criterion) else { return false };
        found.criteria.contains(&key.id)
            || self.bearings.get(increment).is_some_and(|bearing| bearing.bears(key))
            || self.confirmed_in(increment, criterion)
    }

    /// Whether a reviewer confirmed, on the increment with that index, a link to a criterion.
    pub fn confirmed_in(&self, increment: usize, criterion: usize) -> bool {
        let Some(found) = self.engagement.increments.get(increment) else { return false };
        let Some(key) = self.engagement.key(criterion) else { return false };
        let on_it = |given: &Given<bool>| given.value && given.increment() == Some(&found.id);
        self.record.links.iter().any(|((linked, _), given)| linked == key && given.iter().any(on_it))
    }

    /// The lines of the increment shown that bear on a criterion now: what a verdict rests on.
    pub fn evidence(&self, criterion: usize) -> Vec<Evidence> {
        let Some(key) = self.engagement.key(criterion) else { return Vec::new() };
        let own = self.review.files.iter().filter(|file| file.of == self.review.increment);
        let files = own.map(|file| (&file.change, file.diff().and_then(FileDiff::as_text)));
        trace::evidence(self.bearing(), key, files)
    }

    /// The criterion a new note on these lines would be about: the chosen one, if they bear on it.
    pub fn criterion_for_note(&self, file: Option<usize>, hunk: Option<u32>) -> Place {
        let linked = file.zip(hunk).is_some_and(|(file, hunk)| {
            self.chosen.is_some_and(|chosen| self.review.files[file].links.bears_on(hunk, chosen))
        });
        let criterion =
            self.chosen.filter(|_| linked).and_then(|chosen| self.engagement.key(chosen)).cloned();
        Place { increment: self.increment().map(|increment| increment.id.clone()), criterion, anchor: None }
    }

    /// The verdict that I gave on a criterion, if it stands.
    pub fn my_verdict(&self, criterion: usize) -> Option<Verdict> {
        let key = self.engagement.key(criterion)?;
        let mine = self.record.verdicts_on(key).filter(|given| given.by == self.engagement.me).last();
        mine.and_then(|given| given.value.verdict)
    }
}
