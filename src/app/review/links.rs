//! Which hunks of the increment bear on which criteria, as far as is known.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::super::{Model, Screen};
use super::{File, Shown};
use crate::model::change::{FileChange, FileDiff, Hunk};
use crate::model::id::ObjectId;
use crate::model::link::{LinkKind, LinkTarget, TraceLink};
use crate::model::note::Place;
use crate::model::record::Evidence;
use crate::model::text::RepoPath;
use crate::model::verdict::Verdict;
use crate::trace::suggest::{Strength, Suggestion};
use crate::trace::{self, Bearing};

/// How sure it is that something bears on a criterion, from a guess to a reviewer's word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum LinkState {
    /// The texts are alike: a guess, which counts for nothing.
    Suggested(Strength),
    /// An id that several specs have is named, and nothing says which is meant: it counts for none.
    Unclear,
    /// The contractor's or the spec's claim.
    Declared,
    /// A reviewer said so.
    Confirmed,
}

impl LinkState {
    /// What a link is, by who says so.
    pub fn of(kind: &LinkKind) -> Self {
        match kind {
            LinkKind::Confirmed(_) => Self::Confirmed,
            LinkKind::Declared(_) => Self::Declared,
        }
    }

    /// Whether it counts as a link.
    pub fn counts(self) -> bool {
        matches!(self, Self::Declared | Self::Confirmed)
    }

    /// As a person reads it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Declared => "declared",
            Self::Unclear => "its id is named, several specs have it",
            Self::Suggested(Strength::Strong) => "suggested, strong",
            Self::Suggested(Strength::Fair) => "suggested, fair",
            Self::Suggested(Strength::Weak) => "suggested, weak",
        }
    }
}

/// A criterion that something bears on, or may.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HunkLink {
    /// The criterion's number.
    pub criterion: usize,
    /// How sure that is.
    pub state: LinkState,
}

/// The links of one file; those of the same thing best first.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct FileLinks {
    /// Of the file as a whole, or of a commit that touched it.
    pub file: Vec<HunkLink>,
    /// Suggested for any of its hunks.
    hinted: Vec<HunkLink>,
    /// Of each hunk, by index; those of the file among them. `None` where there are no lines to show.
    pub(super) hunks: Option<Vec<Vec<HunkLink>>>,
}

/// How many hunks of what is shown bear on each criterion. A file without lines to show counts as one.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct LinkCounts {
    /// By the criterion's number: confirmed, and declared only.
    by_criterion: HashMap<usize, (usize, usize)>,
}

impl LinkCounts {
    /// How many hunks bear on a criterion: confirmed, and declared only.
    pub fn of(&self, criterion: usize) -> (usize, usize) {
        self.by_criterion.get(&criterion).copied().unwrap_or_default()
    }

    fn count(&mut self, links: &FileLinks, by: impl Fn(usize) -> usize) {
        for link in links.all_of_hunks() {
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

impl FileLinks {
    /// The criteria a hunk bears on, or may, best first.
    pub fn of_hunk(&self, hunk: u32) -> &[HunkLink] {
        self.hunks.as_ref().and_then(|hunks| hunks.get(hunk as usize)).unwrap_or(&self.file)
    }

    /// The links of all hunks one after the other; those of the file where it has none to show.
    fn all_of_hunks(&self) -> impl Iterator<Item = &HunkLink> {
        let hunks = self.hunks.as_deref().unwrap_or(std::slice::from_ref(&self.file));
        hunks.iter().flatten()
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

impl Model {
    /// Works out anew what bears on what in what is shown.
    pub(super) fn relink(&mut self) {
        self.relink_increment(self.review.increment);
        self.review.of_commit = match self.review.shown {
            Shown::Commit(commit) => self.bearing_of_commit(commit),
            Shown::Whole | Shown::Gathered => Bearing::default(),
        };
        self.review.link_counts = LinkCounts::default();
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
            links.retain(|link| self.is_of(increment, trace, link));
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
        self.cover_increment(increment);
        self.learn(increment);
        if self.screen == Screen::Gaps {
            self.rebuild_gaps();
        }
    }

    /// Whether a link is one of an increment that was read through: the same file may be in others, with
    /// other hunks.
    fn is_of(&self, increment: usize, trace: &trace::IncrementTrace, link: &TraceLink) -> bool {
        let LinkTarget::Hunk { path, digest } = &link.target else { return true };
        let is_there = || trace.files.iter().any(|file| file.path == *path && file.hunks.contains(digest));
        let id = self.engagement.increments.get(increment).map(|found| &found.id);
        let given = self.record.links.get(&(link.criterion.clone(), link.target.clone()));
        let said_here = || {
            given
                .into_iter()
                .flatten()
                .any(|given| given.subject.as_ref().and_then(|subject| subject.increment.as_ref()) == id)
        };
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

    /// Works out one file's links anew.
    pub(super) fn link_file(&mut self, file: usize) {
        let Some(found) = self.review.files.get(file) else { return };
        let bearing = self.bearing_of(found);
        let path = found.change.path();
        let hints = self.hints.get(found.of);
        let numbered = |links: Vec<&TraceLink>| {
            let number = |link: &TraceLink| {
                let criterion = self.engagement.number_of(&link.criterion)?;
                Some(HunkLink { criterion, state: LinkState::of(&link.kind) })
            };
            let mut links: Vec<HunkLink> = links.into_iter().filter_map(number).collect();
            links.sort_by_key(|link| Reverse(link.state));
            links
        };
        let of_hunk = |hunk: &Hunk| {
            let mut links = numbered(bearing.of_hunk(path, hunk.digest));
            let suggested = hints.map_or(&[][..], |hints| hints.of_hunk(path, hunk.digest));
            links.extend(suggested);
            links
        };
        let text = found.diff().and_then(FileDiff::as_text);
        let mut links = FileLinks {
            file: numbered(bearing.of_file(path)),
            hinted: hints.map(|hints| hints.of_file(path)).unwrap_or_default(),
            hunks: text.map(|text| text.hunks.iter().map(of_hunk).collect()),
        };
        self.add_unclear(found, &mut links);
        let counts = &mut self.review.link_counts;
        counts.count(&self.review.files[file].links, |count| count.saturating_sub(1));
        counts.count(&links, |count| count + 1);
        self.review.files[file].links = links;
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
        let on_it = |given: &crate::model::record::Given<bool>| {
            given.value
                && given.subject.as_ref().and_then(|subject| subject.increment.as_ref()) == Some(&found.id)
        };
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
