//! Chooses what the review shows: a whole increment, one of its commits, what changed since an
//! earlier round, or a criterion's hunks of all increments.
//!
//! In each case it is one list of files and one row model. A file knows the increment it belongs
//! to.

use crate::app::facts::Facts;
use crate::app::msg::Effect;
use crate::app::screens::ask::{Ask, Landing};
use crate::app::screens::review::{Review, Stage};
use crate::app::viewport::Viewport;
use crate::model::id::ObjectId;
use crate::model::increment::{CommitRange, IncrementPart};
use crate::model::index::IncrementIndex;

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

impl Review {
    /// Tells whether only the chosen criterion's hunks are shown, of all increments.
    pub fn is_gathered(&self) -> bool {
        self.shown == Shown::Gathered
    }

    /// Tells whether only a part of the increment is shown, so that what is known of the whole does
    /// not apply.
    pub(super) fn is_part(&self) -> bool {
        matches!(self.shown, Shown::Commit(_) | Shown::Since(_))
    }

    /// Tells whether only what changed since an earlier round is shown.
    pub(super) fn is_since(&self) -> bool {
        matches!(self.shown, Shown::Since(_))
    }

    /// Returns the 0-based place, among the increment's commits, of the commit that is shown alone.
    pub fn step(&self) -> Option<usize> {
        let Shown::Commit(commit) = self.shown else {
            return None;
        };
        self.steps.iter().position(|step| *step == commit)
    }

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
