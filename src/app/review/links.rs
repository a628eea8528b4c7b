//! Which hunks of the increment bear on which criteria, as far as is known.

use std::collections::BTreeMap;

use super::super::Model;
use crate::model::change::FileDiff;
use crate::model::link::{LinkTarget, TraceLink};
use crate::model::note::Place;
use crate::model::record::Evidence;
use crate::model::spec::LineRange;
use crate::model::verdict::Verdict;

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
    /// Of single hunks, by index.
    pub hunks: BTreeMap<u32, Vec<HunkLink>>,
    /// Criteria that a reviewer said single hunks do not bear on.
    rejected: BTreeMap<u32, Vec<usize>>,
}

impl FileLinks {
    /// The criteria a hunk bears on, by its own links first, then by its file's.
    pub fn of_hunk(&self, hunk: u32) -> Vec<HunkLink> {
        let rejected = self.rejected.get(&hunk).map_or(&[][..], Vec::as_slice);
        let mut links: Vec<HunkLink> = Vec::new();
        for link in self.hunks.get(&hunk).into_iter().flatten().chain(&self.file) {
            if !rejected.contains(&link.criterion) && !links.iter().any(|seen| seen.criterion == link.criterion) {
                links.push(*link);
            }
        }
        links
    }

    /// Whether a hunk bears on a criterion.
    pub fn bears_on(&self, hunk: u32, criterion: usize) -> bool {
        self.of_hunk(hunk).iter().any(|link| link.criterion == criterion)
    }

    /// Whether the file or any hunk of it bears on a criterion.
    pub fn mentions(&self, criterion: usize) -> bool {
        self.file.iter().chain(self.hunks.values().flatten()).any(|link| link.criterion == criterion)
    }
}

impl Model {
    /// Works out one file's links anew.
    pub(super) fn link_file(&mut self, file: usize) {
        let Some(found) = self.review.files.get(file) else { return };
        let path = found.change.path();
        let old_path = found.change.old.as_ref().map(|entry| &entry.path);
        let here = |other: &crate::model::text::RepoPath| other == path || Some(other) == old_path;
        let hunks = found.diff().and_then(FileDiff::as_text).map_or(&[][..], |text| &text.hunks);
        let mut links = FileLinks::default();

        let declared = self.trace().map_or(&[][..], |trace| &trace.links);
        for TraceLink { criterion, target, .. } in declared {
            let Some(number) = self.engagement.number_of(criterion) else { continue };
            let link = HunkLink { criterion: number, confirmed: false };
            match target {
                LinkTarget::Commit(commit) => {
                    let touched = self.trace().into_iter().flat_map(|trace| &trace.touched);
                    let mut paths = touched.filter(|(id, _)| id == commit).flat_map(|(_, paths)| paths);
                    if paths.any(here) && !links.file.contains(&link) {
                        links.file.push(link);
                    }
                }
                LinkTarget::File(target) if here(target) => links.file.push(link),
                LinkTarget::Hunk { path: target, digest } if here(target) => {
                    let hunk = hunks.iter().position(|hunk| hunk.digest == *digest);
                    hunk.into_iter().for_each(|hunk| links.hunks.entry(hunk as u32).or_default().push(link));
                }
                _ => {}
            }
        }
        for ((criterion, target), given) in &self.record.links {
            let Some(number) = self.engagement.number_of(criterion) else { continue };
            let holds = given.iter().all(|given| given.value);
            let link = HunkLink { criterion: number, confirmed: true };
            match target {
                LinkTarget::File(target) if here(target) => {
                    links.file.retain(|seen| seen.criterion != number);
                    if holds {
                        links.file.insert(0, link);
                    }
                }
                LinkTarget::Hunk { path: target, digest } if here(target) => {
                    let Some(hunk) = hunks.iter().position(|hunk| hunk.digest == *digest) else { continue };
                    let own = links.hunks.entry(hunk as u32).or_default();
                    own.retain(|seen| seen.criterion != number);
                    if holds {
                        own.insert(0, link);
                    } else {
                        links.rejected.entry(hunk as u32).or_default().push(number);
                    }
                }
                _ => {}
            }
        }
        links.hunks.retain(|_, own| !own.is_empty());
        self.review.files[file].links = links;
    }

    /// Whether anything in the increment with that index is known to bear on a criterion.
    pub fn bears_on(&self, increment: usize, criterion: usize) -> bool {
        let Some(found) = self.engagement.increments.get(increment) else { return false };
        let Some(key) = self.engagement.key(criterion) else { return false };
        if found.criteria.contains(&key.id) {
            return true;
        }
        if self.traces[increment].as_ref().is_some_and(|trace| trace.links.iter().any(|link| link.criterion == *key)) {
            return true;
        }
        self.record.links.iter().any(|((linked, _), given)| {
            linked == key
                && given.iter().all(|given| given.value)
                && given.iter().any(|given| {
                    given.subject.as_ref().and_then(|subject| subject.increment.as_ref()) == Some(&found.id)
                })
        })
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
        let mut evidence = Vec::new();
        for file in self.review.files.iter().filter(|file| file.links.mentions(criterion)) {
            let text = file.diff().and_then(FileDiff::as_text);
            let lines = text.into_iter().flat_map(|text| text.hunks.iter().enumerate());
            let lines = lines
                .filter(|(index, hunk)| file.links.bears_on(*index as u32, criterion) && !hunk.new.is_empty())
                .map(|(_, hunk)| LineRange::new(hunk.new.start + 1, hunk.new.end))
                .collect();
            evidence.push(Evidence {
                path: file.change.path().clone(),
                blob: file.change.new.as_ref().map(|entry| entry.id),
                lines,
            });
        }
        evidence
    }

    /// The criterion a new note on these lines would be about: the chosen one, if they bear on it.
    pub fn criterion_for_note(&self, file: Option<usize>, hunk: Option<u32>) -> Place {
        let linked = file.zip(hunk).is_some_and(|(file, hunk)| {
            self.chosen.is_some_and(|chosen| self.review.files[file].links.bears_on(hunk, chosen))
        });
        let criterion = self.chosen.filter(|_| linked).and_then(|chosen| self.engagement.key(chosen)).cloned();
        Place { increment: self.increment().map(|increment| increment.id.clone()), criterion, anchor: None }
    }

    /// The verdict that I gave on a criterion, if it stands.
    pub fn my_verdict(&self, criterion: usize) -> Option<Verdict> {
        let key = self.engagement.key(criterion)?;
        let mut mine = self.record.verdicts_on(key).filter(|given| given.by == self.engagement.me);
        mine.next_back().and_then(|given| given.value.verdict)
    }
}
