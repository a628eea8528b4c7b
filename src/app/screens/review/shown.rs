//! What the review shows: an increment as a whole, one of its commits, or a criterion's hunks of all increments.
//!
//! Whatever it is, it is files in one list and rows in one row model. A file knows the increment it is of.

use std::collections::HashMap;

use crate::app::facts::Facts;
use crate::app::facts::link_state::LinkState;
use crate::app::facts::suggested::Suggested;
use crate::app::msg::Effect;
use crate::app::screens::ask::Arrival;
use crate::app::screens::review::{File, FileState, Review, Stage};
use crate::app::viewport::Viewport;
use crate::app::{Message, Model};
use crate::model::id::ObjectId;
use crate::model::kind::{Because, Classified};
use crate::model::text::RepoPath;
use crate::trace::IncrementTrace;
use crate::trace::suggest::Strength;

/// The part of the best increment's score that another one needs for its guesses to be gathered too.
const NEAR: f32 = 0.8;

/// What of an increment is shown.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Shown {
    /// All of it.
    #[default]
    Whole,
    /// One of its commits.
    Commit(ObjectId),
    /// The chosen criterion's hunks, of all increments.
    Gathered,
}

/// Which guesses are gathered with the links.
#[derive(Clone, Debug)]
pub(super) struct Gathers {
    /// By increment, whether any are.
    likely: Vec<bool>,
    /// The weakest of them.
    least: Strength,
}

impl Default for Gathers {
    fn default() -> Self {
        Self { likely: Vec::new(), least: Strength::Weak }
    }
}

impl Review {
    /// Whether a link in an increment is among what is shown.
    pub(super) fn shows_link(&self, of: usize, state: LinkState) -> bool {
        match state {
            LinkState::Suggested(strength) if self.is_gathered() => {
                strength >= self.gathers.least && self.gathers.likely.get(of).copied().unwrap_or(false)
            }
            _ => true,
        }
    }

    /// Whether the chosen criterion's hunks of all increments are shown, and nothing else.
    pub fn is_gathered(&self) -> bool {
        self.shown == Shown::Gathered
    }

    /// The commit that is shown alone: its place among the increment's, from 0.
    pub fn step(&self) -> Option<usize> {
        let Shown::Commit(commit) = self.shown else { return None };
        self.steps.iter().position(|step| *step == commit)
    }
}

impl Gathers {
    /// Decides which guesses are gathered with the links of the chosen criterion: none of increments in which
    /// others are far likelier, and none that hardly stand out unless there is nothing better anywhere.
    fn of(facts: &Facts) -> Self {
        let Some((chosen, key)) =
            facts.chosen.and_then(|chosen| Some((chosen, facts.engagement.key(chosen)?)))
        else {
            return Self::default();
        };
        let best =
            |found: &Suggested| found.found().and_then(|found| found.best(key)).map(|(_, score)| score);
        let scores: Vec<f32> = facts.suggested.iter().map(|found| best(found).unwrap_or_default()).collect();
        let top = scores.iter().copied().fold(0.0, f32::max);
        let linked = |of: usize| facts.bearings.get(of).is_some_and(|bearing| bearing.bears(key));
        let any = (0..scores.len()).any(linked);
        let likely =
            |(of, score): (usize, &f32)| linked(of) || (!any && *score > 0.0 && *score >= NEAR * top);
        let likely: Vec<bool> = scores.iter().enumerate().map(likely).collect();
        let hints = facts.hints.iter().zip(&likely).filter(|(_, likely)| **likely);
        let mut hints = hints.flat_map(|(hints, _)| hints.of_criterion(chosen));
        let least = if any || hints.any(|hint| hint.strength >= Strength::Fair) {
            Strength::Fair
        } else {
            Strength::Weak
        };
        Self { likely, least }
    }
}

impl Model {
    /// Shows another increment, headed for `arrive`; what was read of the one before is dropped.
    pub fn open_increment(&mut self, increment: usize, arrive: Option<Arrival>, effects: &mut Vec<Effect>) {
        self.open_shown(increment, Shown::Whole, arrive, effects);
    }

    fn open_shown(
        &mut self,
        increment: usize,
        shown: Shown,
        arrive: Option<Arrival>,
        effects: &mut Vec<Effect>,
    ) {
        if increment >= self.facts.engagement.increments.len() {
            return;
        }
        let old = std::mem::take(&mut self.review);
        self.review = Review {
            increment,
            shown,
            opened: old.request + 1,
            request: old.request + 1,
            stage: if shown == Shown::Gathered { Stage::Listed } else { Stage::Listing },
            view: Viewport { height: old.view.height, ..Viewport::default() },
            wrap: old.wrap,
            single: old.single && shown != Shown::Gathered,
            options: old.options,
            diff_focus: old.diff_focus,
            criteria: old.criteria,
            tree: old.tree.on_another(),
            arrive,
            ..Review::default()
        };
        self.search = None;
        let near = self.destination().cloned();
        let request = self.review.request;
        match shown {
            Shown::Whole => effects.push(Effect::List { request, increment, commit: None, near }),
            Shown::Commit(commit) => {
                self.review.steps = old.steps;
                effects.push(Effect::List { request, increment, commit: Some(commit), near });
            }
            Shown::Gathered => {
                self.review.files = old.files;
                self.gather();
            }
        }
        self.rebuild_all();
    }

    /// The increment as a whole, when less or more than that is shown; the cursor stays on its line.
    pub(in crate::app) fn show_whole(&mut self, effects: &mut Vec<Effect>) {
        if self.review.shown == Shown::Whole {
            return;
        }
        let arrival = self.arrival_here();
        self.open_increment(self.review.increment, arrival, effects);
    }

    /// Where the cursor is, to arrive there again once the files are others.
    fn arrival_here(&self) -> Option<Arrival> {
        let (section, row) = self.review.rows.get(self.review.view.cursor)?;
        let file = self.review.files.get(section.checked_sub(1)?)?;
        Some(Arrival::Line { path: file.change.path().clone(), line: row.note_line() })
    }

    /// Only the chosen criterion's hunks, of all increments; or the increment as a whole again.
    pub(in crate::app) fn toggle_only(&mut self, effects: &mut Vec<Effect>) {
        if self.review.is_gathered() {
            return self.show_whole(effects);
        }
        if self.facts.chosen.is_none() {
            self.message = Some(Message::info("choose a criterion first"));
            return;
        }
        let (here, before) = (self.here(), self.review.increment);
        let stays = self.bears_here();
        self.open_shown(before, Shown::Gathered, None, effects);
        if stays {
            self.return_to(here);
        } else {
            self.go_to_gathered(before);
            self.jump_evidence(true);
        }
    }

    /// Whether the hunk under the cursor bears on the chosen criterion.
    fn bears_here(&self) -> bool {
        let hunk = self.review.rows.hunk_at(self.review.view.cursor);
        let file =
            hunk.and_then(|(section, hunk)| Some((self.review.files.get(section.checked_sub(1)?)?, hunk)));
        let on = file.zip(self.facts.chosen);
        self.review.diff_focus && on.is_some_and(|((file, hunk), chosen)| file.links.bears_on(hunk, chosen))
    }

    /// The first of the gathered files of an increment, or of those after it.
    fn go_to_gathered(&mut self, increment: usize) {
        let file = self.review.files.iter().position(|file| file.of >= increment);
        if let Some(file) = file.or(self.review.files.len().checked_sub(1)) {
            let row = self.review.rows.header(file + 1);
            self.review.view.jump(row, self.review.rows.len());
            self.review.diff_focus = true;
        }
    }

    /// Collects anew what is gathered; the cursor stays on what it is on, else on the same increment.
    pub(in crate::app) fn regather(&mut self) {
        let here = self.here();
        let of = self.review.increment;
        self.gather();
        let stays = here.file().is_none_or(|(of, path)| self.review.file_in(of, path).is_some());
        self.rebuild_from(here);
        if !stays {
            self.go_to_gathered(of);
        }
    }

    /// Takes it that more is known of what bears on what in an increment.
    pub(in crate::app) fn take_links(&mut self, increment: usize) {
        let is_shown = increment == self.review.increment && !self.review.is_gathered();
        if is_shown {
            // Which works out anew what bears on what in it.
            return self.rebuild_all();
        }
        self.relink_increment(increment);
        if self.review.is_gathered() {
            self.regather();
        }
    }

    /// Collects the files of all increments in which anything bears on the chosen criterion. What was read
    /// of them stays.
    pub(in crate::app) fn gather(&mut self) {
        let mut before: HashMap<(usize, RepoPath), File> = HashMap::new();
        for file in self.review.files.drain(..) {
            before.insert((file.of, file.change.path().clone()), file);
        }
        self.review.gathers = Gathers::of(&self.facts);
        let mut files = Vec::new();
        for (of, trace) in self.facts.traces.iter().enumerate() {
            let Some(trace) = trace else { continue };
            let mut commits = commits_of(trace);
            for stat in &trace.files {
                // The spec names every criterion.
                if self.reaches_chosen(of, &stat.path) && !self.facts.is_spec(&stat.path) {
                    let kind = Classified { kind: stat.kind, because: Because::Nothing, fold: false };
                    let kept = before.remove(&(of, stat.path.clone()));
                    let mut file = kept.unwrap_or_else(|| File::new(of, stat.change.clone(), kind));
                    if file.state == FileState::Reading {
                        file.state = FileState::Unread;
                    }
                    // Whoever asks for a criterion's hunks wants to see them.
                    file.folded = false;
                    file.commits = commits.remove(&stat.path).unwrap_or_default();
                    files.push(file);
                }
            }
        }
        self.review.files = files;
        self.review.request += 1;
        self.review.index_paths();
        self.restart_search();
    }

    /// Whether a file's rows begin with the increment it is of.
    pub(super) fn is_headed(&self, file: usize) -> bool {
        let of = |file: usize| self.review.files.get(file).map(|file| file.of);
        self.review.is_gathered() && file.checked_sub(1).and_then(of) != of(file)
    }

    /// The increment under the cursor is the one that is reviewed.
    pub(in crate::app) fn follow_increment(&mut self) {
        let file = self.review.file_at(self.review.view.cursor).filter(|_| self.review.is_gathered());
        if let Some(file) = file.and_then(|file| self.review.files.get(file)) {
            self.review.increment = file.of;
        }
    }

    /// One commit after the other, or the increment as a whole again.
    pub(in crate::app) fn toggle_steps(&mut self, effects: &mut Vec<Effect>) {
        if let Shown::Commit(_) = self.review.shown {
            return self.show_whole(effects);
        }
        let steps = self.own_commits();
        let more = self.trace().is_some_and(|trace| trace.more_commits);
        if steps.is_empty() {
            self.message = Some(Message::info("the commits are still being read"));
            return;
        }
        if let ([_], false) = (steps.as_slice(), self.review.is_gathered()) {
            self.message = Some(Message::info("this increment is one commit"));
            return;
        }
        // The newest commit that touches the file under the cursor, else the first.
        let path =
            self.review.file_at(self.review.view.cursor).map(|file| self.review.files[file].change.path());
        let touched = self.trace().zip(path).and_then(|(trace, path)| {
            trace.touched.iter().find(|(_, paths)| paths.contains(path)).map(|(commit, _)| *commit)
        });
        let arrival = self.arrival_here().filter(|_| touched.is_some());
        let Some(first) = touched.or(steps.first().copied()) else { return };
        self.review.steps = steps;
        self.open_shown(self.review.increment, Shown::Commit(first), arrival, effects);
        if more {
            self.message =
                Some(Message::info("there are more commits than are listed; these are the newest"));
        }
    }

    /// One commit of the increment alone.
    pub(super) fn show_commit(&mut self, commit: ObjectId, effects: &mut Vec<Effect>) {
        self.review.steps = self.own_commits();
        self.open_shown(self.review.increment, Shown::Commit(commit), None, effects);
    }

    /// The increment's commits, oldest first: what a merge brought from the default branch is others' work.
    fn own_commits(&self) -> Vec<ObjectId> {
        if let Some(trace) = self.trace() {
            let own = trace.commits.iter().rev().filter(|commit| !trace.others.contains(&commit.id));
            return own.map(|commit| commit.id).collect();
        }
        let listing = self.review.listing.as_ref().filter(|_| self.review.shown == Shown::Whole);
        listing.into_iter().flat_map(|listing| listing.commits.iter().rev().map(|commit| commit.id)).collect()
    }

    /// The next or previous commit of the increment; false when it is not shown commit by commit.
    pub(in crate::app) fn step_commit(&mut self, forward: bool, effects: &mut Vec<Effect>) -> bool {
        let Some(step) = self.review.step() else { return false };
        let next = if forward { step + 1 } else { step.wrapping_sub(1) };
        match self.review.steps.get(next).copied() {
            Some(commit) => self.open_shown(self.review.increment, Shown::Commit(commit), None, effects),
            None => {
                let which = if forward { "last" } else { "first" };
                self.message = Some(Message::info(format!("this is the {which} commit of the increment")));
            }
        }
        true
    }
}

/// The commits of an increment that touch each file, newest first.
fn commits_of(trace: &IncrementTrace) -> HashMap<&RepoPath, Vec<ObjectId>> {
    let mut commits: HashMap<&RepoPath, Vec<ObjectId>> = HashMap::new();
    for (commit, paths) in &trace.touched {
        for path in paths {
            commits.entry(path).or_default().push(*commit);
        }
    }
    commits
}
