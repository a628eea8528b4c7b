//! Chooses what the review shows: a whole increment, one of its commits, what changed since an
//! earlier round, or a criterion's hunks of all increments.
//!
//! In each case it is one list of files and one row model. A file knows the increment it belongs
//! to.

use std::collections::HashMap;

use crate::app::facts::Facts;
use crate::app::facts::link_state::LinkState;
use crate::app::facts::suggested::Suggested;
use crate::app::msg::Effect;
use crate::app::screens::ask::{Ask, Landing};
use crate::app::screens::review::{File, FileState, Review, Stage};
use crate::app::viewport::Viewport;
use crate::model::id::ObjectId;
use crate::model::increment::{CommitRange, IncrementPart};
use crate::model::index::{FileIndex, IncrementIndex, IndexedVec};
use crate::model::kind::{Because, Classified};
use crate::model::text::RepoPath;
use crate::trace::IncrementTrace;
use crate::trace::suggest::Strength;

/// The share of the best increment's score from which another increment's suggestions are gathered
/// too.
const NEAR: f32 = 0.8;

/// The part of an increment that is shown.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Shown {
    /// All of the increment.
    #[default]
    Whole,
    /// One of its commits alone.
    Commit(ObjectId),
    /// What the contractor changed since an earlier round, which has this range.
    Since(CommitRange),
    /// The chosen criterion's hunks, of all increments.
    Gathered,
}

/// The suggestions that are gathered with the links of the chosen criterion.
#[derive(Clone, Debug)]
pub(super) struct Gathers {
    /// Whether an increment's suggestions are gathered; indexed like the increments.
    likely: IndexedVec<IncrementIndex, bool>,
    /// The weakest strength that is gathered.
    least: Strength,
}

impl Default for Gathers {
    fn default() -> Self {
        Self {
            likely: IndexedVec::default(),
            least: Strength::Weak,
        }
    }
}

impl Review {
    /// Tells whether a link in an increment is among what is shown.
    pub(super) fn shows_link(&self, increment: IncrementIndex, state: LinkState) -> bool {
        match state {
            LinkState::Suggested(strength) if self.is_gathered() => {
                strength >= self.gathers.least
                    && self.gathers.likely.get(increment).copied().unwrap_or(false)
            }
            _ => true,
        }
    }

    /// Tells whether only the chosen criterion's hunks are shown, of all increments.
    pub fn is_gathered(&self) -> bool {
        self.shown == Shown::Gathered
    }

    /// Returns the 0-based place, among the increment's commits, of the commit that is shown alone.
    pub fn step(&self) -> Option<usize> {
        let Shown::Commit(commit) = self.shown else {
            return None;
        };
        self.steps.iter().position(|step| *step == commit)
    }
}

impl Gathers {
    /// Selects the suggestions to gather: those of increments with links, or without any link, of
    /// increments whose best score is near the highest one. Weak ones only when there is nothing
    /// better.
    fn of(facts: &Facts) -> Self {
        let Some((chosen, key)) = facts
            .chosen
            .and_then(|chosen| Some((chosen, facts.engagement.key(chosen)?)))
        else {
            return Self::default();
        };
        let best = |found: &Suggested| {
            found
                .found()
                .and_then(|found| found.best(key))
                .map(|(_, score)| score)
        };
        let scores: IndexedVec<IncrementIndex, f32> = facts
            .suggested
            .iter()
            .map(|found| best(found).unwrap_or_default())
            .collect();
        let top = scores.iter().copied().fold(0.0, f32::max);
        let linked = |increment: IncrementIndex| facts.bearing(increment).bears(key);
        let any = scores.indexes().any(linked);
        let likely = |(increment, score): (IncrementIndex, &f32)| {
            linked(increment) || (!any && *score > 0.0 && *score >= NEAR * top)
        };
        let likely: IndexedVec<_, bool> = scores.entries().map(likely).collect();
        let hints = facts
            .hints
            .iter()
            .zip(likely.iter())
            .filter(|(_, likely)| **likely);
        let mut hints = hints.flat_map(|(hints, _)| hints.of_criterion(chosen));
        let least = if any || hints.any(|hint| hint.strength >= Strength::Fair) {
            Strength::Fair
        } else {
            Strength::Weak
        };
        Self { likely, least }
    }
}

impl Review {
    /// Opens an increment, to go to `arrive`; the files read of the former one are dropped.
    pub fn open_increment(
        &mut self,
        facts: &Facts,
        increment: IncrementIndex,
        arrive: Option<Landing>,
        asks: &mut Vec<Ask>,
    ) {
        self.open_shown(facts, increment, Shown::Whole, arrive, asks);
    }

    pub(super) fn open_shown(
        &mut self,
        facts: &Facts,
        increment: IncrementIndex,
        shown: Shown,
        arrive: Option<Landing>,
        asks: &mut Vec<Ask>,
    ) {
        if facts.engagement.increments.get(increment).is_none() {
            return;
        }
        let old = std::mem::take(self);
        *self = Review {
            increment,
            shown,
            opened: old.request + 1,
            request: old.request + 1,
            stage: if shown == Shown::Gathered {
                Stage::Listed
            } else {
                Stage::Listing
            },
            view: Viewport {
                height: old.view.height,
                ..Viewport::default()
            },
            wrap: old.wrap,
            single: old.single && shown != Shown::Gathered,
            options: old.options,
            diff_focus: old.diff_focus,
            criteria: old.criteria,
            tree: old.tree.on_another(),
            arrive,
            tally: old.tally,
            trail: old.trail,
            widths: old.widths,
            layout: old.layout,
            painting: old.painting,
            ..Review::default()
        };
        self.restart_search();
        let near = self.destination(facts).cloned();
        let request = self.request;
        let mut list = |part, near| {
            asks.push(Ask::Do(Effect::List {
                request,
                increment,
                part,
                near,
            }));
        };
        match shown {
            Shown::Whole => list(IncrementPart::Whole, near),
            Shown::Since(round) => list(IncrementPart::Since(round), near),
            Shown::Commit(commit) => {
                self.steps = old.steps;
                list(IncrementPart::Commit(commit), near);
            }
            Shown::Gathered => {
                self.files = old.files;
                self.gather(facts);
            }
        }
        self.rebuild_all(facts);
    }

    /// Shows the whole increment, unless it is shown already; the cursor stays on its line.
    pub(in crate::app) fn show_whole(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        if self.shown == Shown::Whole {
            return;
        }
        let arrival = self.arrival_here();
        self.open_increment(facts, self.increment, arrival, asks);
    }

    /// Returns the place under the cursor, to go there again in another list of files.
    pub(super) fn arrival_here(&self) -> Option<Landing> {
        let (section, row) = self.rows.get(self.view.cursor)?;
        let file = self.file_in_section(section)?;
        Some(Landing::Line {
            path: file.change.path().clone(),
            line: row.note_line(),
        })
    }

    /// Shows only the chosen criterion's hunks, of all increments; or the whole increment again.
    pub(in crate::app) fn toggle_only(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        if self.is_gathered() {
            return self.show_whole(facts, asks);
        }
        if facts.chosen.is_none() {
            asks.push(Ask::info("choose a criterion first"));
            return;
        }
        let (here, before) = (self.here(), self.increment);
        let stays = self.bears_here(facts);
        self.open_shown(facts, before, Shown::Gathered, None, asks);
        if stays {
            self.return_to(facts, here);
        } else {
            self.go_to_gathered(before);
            self.jump_evidence(facts, true, asks);
        }
    }

    /// Tells whether the hunk under the cursor bears on the chosen criterion.
    fn bears_here(&self, facts: &Facts) -> bool {
        let hunk = self.rows.hunk_at(self.view.cursor);
        let file = hunk.and_then(|(section, hunk)| Some((self.file_in_section(section)?, hunk)));
        let on = file.zip(facts.chosen);
        self.diff_focus
            && on.is_some_and(|((file, hunk), chosen)| file.links.bears_on(hunk, chosen))
    }

    /// Goes to the first gathered file of an increment, or of the increments after it.
    fn go_to_gathered(&mut self, increment: IncrementIndex) {
        let mut files = self.files.entries();
        let file = files.find(|(_, file)| file.increment >= increment);
        if let Some(file) = file.map(|(file, _)| file).or(self.files.last_index()) {
            let row = self.rows.header(file.section());
            self.view.jump(row, self.rows.len());
            self.diff_focus = true;
        }
    }

    /// Gathers the files again; the cursor stays on what it is on, else on the same increment.
    pub(in crate::app) fn regather(&mut self, facts: &Facts) {
        let here = self.here();
        let before = self.increment;
        self.gather(facts);
        let stays = here
            .file()
            .is_none_or(|(increment, path)| self.file_in(increment, path).is_some());
        self.rebuild_from(facts, here);
        if !stays {
            self.go_to_gathered(before);
        }
    }

    /// Gathers the files of all increments with a hunk for the chosen criterion. Files that were
    /// read stay read.
    pub(in crate::app) fn gather(&mut self, facts: &Facts) {
        let mut before: HashMap<(IncrementIndex, RepoPath), File> = HashMap::new();
        for file in self.files.take_all() {
            before.insert((file.increment, file.change.path().clone()), file);
        }
        self.gathers = Gathers::of(facts);
        let mut files = Vec::new();
        for (increment, trace) in facts.traces.entries() {
            let Some(trace) = trace else { continue };
            let mut commits = commits_of(trace);
            for stat in &trace.files {
                // The spec is left out: it names every criterion.
                if self.reaches_chosen(facts, increment, &stat.path) && !facts.is_spec(&stat.path) {
                    let kind = Classified {
                        kind: stat.kind,
                        because: Because::Nothing,
                        fold: false,
                    };
                    let kept = before.remove(&(increment, stat.path.clone()));
                    let mut file =
                        kept.unwrap_or_else(|| File::new(increment, stat.change.clone(), kind));
                    if file.state == FileState::Reading {
                        file.state = FileState::Unread;
                    }
                    // Not folded, since the user asked for the criterion's hunks.
                    file.folded = false;
                    file.commits = commits.remove(&stat.path).unwrap_or_default();
                    files.push(file);
                }
            }
        }
        self.files = files.into();
        self.request += 1;
        self.index_paths();
        self.restart_search();
    }

    /// Tells whether the header of an increment stands above a file.
    pub(super) fn is_headed(&self, file: FileIndex) -> bool {
        let increment_of = |file: FileIndex| self.files.get(file).map(|file| file.increment);
        self.is_gathered() && file.previous().and_then(increment_of) != increment_of(file)
    }

    /// Makes the increment under the cursor the one under review, while several are shown.
    pub(in crate::app) fn follow_increment(&mut self) {
        let file = self
            .file_at(self.view.cursor)
            .filter(|_| self.is_gathered());
        if let Some(file) = file.and_then(|file| self.files.get(file)) {
            self.increment = file.increment;
        }
    }

    /// Starts stepping through the increment's commits one by one, or shows the whole increment
    /// again.
    pub(in crate::app) fn toggle_steps(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        if let Shown::Commit(_) = self.shown {
            return self.show_whole(facts, asks);
        }
        let steps = self.own_commits(facts);
        let more = self.trace(facts).is_some_and(|trace| trace.more_commits);
        if steps.is_empty() {
            asks.push(Ask::info("the commits are still being read"));
            return;
        }
        if let ([_], false) = (steps.as_slice(), self.is_gathered()) {
            asks.push(Ask::info("this increment has only one commit"));
            return;
        }
        // Starts at the newest commit that touches the file under the cursor, else at the first.
        let section = self.rows.section_of(self.view.cursor);
        let path = self.file_in_section(section).map(|file| file.change.path());
        let touched = self.trace(facts).zip(path).and_then(|(trace, path)| {
            trace
                .touched
                .iter()
                .find(|(_, paths)| paths.contains(path))
                .map(|(commit, _)| *commit)
        });
        let arrival = self.arrival_here().filter(|_| touched.is_some());
        let Some(first) = touched.or(steps.first().copied()) else {
            return;
        };
        self.steps = steps;
        self.open_shown(facts, self.increment, Shown::Commit(first), arrival, asks);
        if more {
            asks.push(Ask::info("only the newest commits are listed"));
        }
    }

    /// Shows one commit of the increment alone.
    pub(super) fn show_commit(&mut self, facts: &Facts, commit: ObjectId, asks: &mut Vec<Ask>) {
        self.steps = self.own_commits(facts);
        self.open_shown(facts, self.increment, Shown::Commit(commit), None, asks);
    }

    /// Returns the increment's commits, oldest first, without others' commits that a merge brought
    /// from the default branch.
    fn own_commits(&self, facts: &Facts) -> Vec<ObjectId> {
        if let Some(trace) = self.trace(facts) {
            let own = trace
                .commits
                .iter()
                .rev()
                .filter(|commit| !trace.others.contains(&commit.id));
            return own.map(|commit| commit.id).collect();
        }
        let listing = self.listing.as_ref().filter(|_| self.shown == Shown::Whole);
        listing
            .into_iter()
            .flat_map(|listing| listing.commits.iter().rev().map(|commit| commit.id))
            .collect()
    }

    /// Goes to the next or previous commit; returns false when the increment is not shown commit by
    /// commit.
    pub(in crate::app) fn step_commit(
        &mut self,
        facts: &Facts,
        forward: bool,
        asks: &mut Vec<Ask>,
    ) -> bool {
        let Some(step) = self.step() else {
            return false;
        };
        let next = if forward {
            step + 1
        } else {
            step.wrapping_sub(1)
        };
        match self.steps.get(next).copied() {
            Some(commit) => {
                self.open_shown(facts, self.increment, Shown::Commit(commit), None, asks)
            }
            None => {
                let which = if forward { "last" } else { "first" };
                asks.push(Ask::info(format!(
                    "this is the {which} commit of the increment"
                )));
            }
        }
        true
    }

    /// Tells whether an increment is shown as a whole.
    pub(in crate::app) fn shows_whole(&self, increment: IncrementIndex) -> bool {
        self.increment == increment && self.shown == Shown::Whole
    }
}

/// Returns the commits of an increment that touch each file, newest first.
fn commits_of(trace: &IncrementTrace) -> HashMap<&RepoPath, Vec<ObjectId>> {
    let mut commits: HashMap<&RepoPath, Vec<ObjectId>> = HashMap::new();
    for (commit, paths) in &trace.touched {
        for path in paths {
            commits.entry(path).or_default().push(*commit);
        }
    }
    commits
}
