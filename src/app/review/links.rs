//! Which hunks of the increment bear on which criteria, as far as is known.

use super::super::Model;
use crate::model::change::FileDiff;
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
    /// Of each hunk, by index; those of the file among them. Empty until the file was read.
    hunks: Vec<Vec<HunkLink>>,
}

impl FileLinks {
    /// The criteria a hunk bears on.
    pub fn of_hunk(&self, hunk: u32) -> &[HunkLink] {
        self.hunks.get(hunk as usize).unwrap_or(&self.file)
    }

    /// Whether a hunk bears on a criterion.
    pub fn bears_on(&self, hunk: u32, criterion: usize) -> bool {
        self.of_hunk(hunk).iter().any(|link| link.criterion == criterion)
    }

    /// All criteria that anything in the file bears on, confirmed links before declared ones.
    pub fn all(&self) -> Vec<HunkLink> {
        let mut all: Vec<HunkLink> = self.file.iter().chain(self.hunks.iter().flatten()).copied().collect();
        all.sort_by_key(|link| (link.criterion, !link.confirmed));
        all.dedup_by_key(|link| link.criterion);
        all
    }

    /// Whether the file or any hunk of it bears on a criterion.
    pub fn mentions(&self, criterion: usize) -> bool {
        self.file.iter().chain(self.hunks.iter().flatten()).any(|link| link.criterion == criterion)
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
        for file in 0..self.review.files.len() {
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
        let hunks = found.diff().and_then(FileDiff::as_text).map_or(&[][..], |text| &text.hunks);
        let links = FileLinks {
            file: numbered(bearing.of_file(path)),
            hunks: hunks.iter().map(|hunk| numbered(bearing.of_hunk(path, hunk.digest))).collect(),
        };
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

    /// How many hunks of the increment shown bear on a criterion: confirmed, and declared only.
    pub fn link_counts(&self, criterion: usize) -> (usize, usize) {
        let mut counts = (0, 0);
        for file in &self.review.files {
            let hunks = file.diff().and_then(FileDiff::as_text).map_or(1, |text| text.hunks.len());
            for hunk in 0..hunks as u32 {
                match file.links.of_hunk(hunk).iter().find(|link| link.criterion == criterion) {
                    Some(link) if link.confirmed => counts.0 += 1,
                    Some(_) => counts.1 += 1,
                    None => {}
                }
            }
        }
        counts
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
