//! Which hunks of the increment bear on which criteria, as far as is known.

use std::collections::HashMap;

use super::super::Model;
use crate::model::change::{FileDiff, Hunk};
use crate::model::link::{LinkKind, TraceLink};
use crate::model::note::Place;
use crate::model::record::Evidence;
use crate::model::text::RepoPath;
use crate::model::verdict::Verdict;
use crate::trace::{self, Bearing};

/// A criterion that something bears on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct HunkLink {
    /// The criterion's number.
    pub criterion: usize,
    /// Whether a reviewer confirmed it; else it is the contractor's or the spec's claim.
    pub confirmed: bool,
}

/// The links of one file.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct FileLinks {
    /// Of the file as a whole, or of a commit that touched it.
    pub file: Vec<HunkLink>,
    /// Of each hunk, by index; those of the file among them. `None` where there are no lines to show.
    hunks: Option<Vec<Vec<HunkLink>>>,
}

/// How many hunks of an increment bear on each criterion. A file without lines to show counts as one.
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
            let count = if link.confirmed { &mut counts.0 } else { &mut counts.1 };
            *count = by(*count);
        }
    }
}

impl FileLinks {
    /// The criteria a hunk bears on.
    pub fn of_hunk(&self, hunk: u32) -> &[HunkLink] {
        self.hunks.as_ref().and_then(|hunks| hunks.get(hunk as usize)).unwrap_or(&self.file)
    }

    /// The links of all hunks one after the other; those of the file where it has none to show.
    fn all_of_hunks(&self) -> impl Iterator<Item = &HunkLink> {
        let hunks = self.hunks.as_deref().unwrap_or(std::slice::from_ref(&self.file));
        hunks.iter().flatten()
    }

    /// Whether a hunk bears on a criterion.
    pub fn bears_on(&self, hunk: u32, criterion: usize) -> bool {
        self.of_hunk(hunk).iter().any(|link| link.criterion == criterion)
    }

    /// All criteria that anything in the file bears on, confirmed links before declared ones.
    pub fn all(&self) -> Vec<HunkLink> {
        let mut all: Vec<HunkLink> = self.file.iter().chain(self.all_of_hunks()).copied().collect();
        all.sort_by_key(|link| (link.criterion, !link.confirmed));
        all.dedup_by_key(|link| link.criterion);
        all
    }

    /// Whether the file or any hunk of it bears on a criterion.
    pub fn mentions(&self, criterion: usize) -> bool {
        self.file.iter().chain(self.all_of_hunks()).any(|link| link.criterion == criterion)
    }
}

impl Model {
    /// Works out anew what bears on what in the increment shown.
    pub(super) fn relink(&mut self) {
        let empty = trace::IncrementTrace::default();
        let traced = self.trace().map_or(&empty, |trace| trace);
        let listing = self.review.listing.as_ref();
        let commits = listing.into_iter().flat_map(|listing| listing.commits.iter().map(|commit| commit.id));
        let files: Vec<RepoPath> = self.review.files.iter().map(|file| file.change.path().clone()).collect();
        let links = trace::settled(&traced.links, commits, &files, &self.record);
        self.review.bearing = Bearing::new(links, &traced.touched, &self.record);
        self.learn();
        self.review.link_counts = LinkCounts::default();
        for file in 0..self.review.files.len() {
            self.review.files[file].links = FileLinks::default();
            self.link_file(file);
        }
    }

    /// Works out one file's links anew.
    pub(super) fn link_file(&mut self, file: usize) {
        let Some(found) = self.review.files.get(file) else { return };
        let bearing = &self.review.bearing;
        let path = found.change.path();
        let numbered = |links: Vec<&TraceLink>| {
            let number = |link: &TraceLink| {
                let confirmed = matches!(link.kind, LinkKind::Confirmed(_));
                Some(HunkLink { criterion: self.engagement.number_of(&link.criterion)?, confirmed })
            };
            links.into_iter().filter_map(number).collect::<Vec<_>>()
        };
        let of_hunk = |hunk: &Hunk| numbered(bearing.of_hunk(path, hunk.digest));
        let text = found.diff().and_then(FileDiff::as_text);
        let links = FileLinks {
            file: numbered(bearing.of_file(path)),
            hunks: text.map(|text| text.hunks.iter().map(of_hunk).collect()),
        };
        let counts = &mut self.review.link_counts;
        counts.count(&self.review.files[file].links, |count| count.saturating_sub(1));
        counts.count(&links, |count| count + 1);
        self.review.files[file].links = links;
    }

    /// Whether anything in the increment with that index is known to bear on a criterion.
    pub fn bears_on(&self, increment: usize, criterion: usize) -> bool {
        let Some(found) = self.engagement.increments.get(increment) else { return false };
        let Some(key) = self.engagement.key(criterion) else { return false };
        if increment == self.review.increment && self.review.bearing.bears(key) {
            return true;
        }
        let declared = self.traces.get(increment).and_then(Option::as_ref);
        found.criteria.contains(&key.id)
            || declared.is_some_and(|trace| trace.links.iter().any(|link| link.criterion == *key))
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
        let files = self.review.files.iter();
        let files = files.map(|file| (&file.change, file.diff().and_then(FileDiff::as_text)));
        trace::evidence(&self.review.bearing, key, files)
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
