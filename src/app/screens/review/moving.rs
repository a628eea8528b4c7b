//! Moves the cursor in the pane that has the focus, and goes from increment to increment.

use crate::app::facts::Facts;
use crate::app::facts::outline::CriteriaRow;
use crate::app::input::geometry::Focus;
use crate::app::screens::ask::Ask;
use crate::app::screens::review::Review;
use crate::app::viewport::Viewport;

impl Review {
    /// Moves the cursor by a number of lines or criteria in the pane that has the focus.
    pub(super) fn move_by(&mut self, facts: &Facts, by: isize, asks: &mut Vec<Ask>) {
        if self.diff_focus {
            self.move_in_diff(facts, |view, len| view.step(by, len), asks);
        } else {
            self.step_criterion(facts, by, asks);
        }
    }

    /// Moves the diff's cursor, within its file when one file at a time is shown.
    pub(super) fn move_in_diff(
        &mut self,
        facts: &Facts,
        motion: impl Fn(&mut Viewport, usize),
        asks: &mut Vec<Ask>,
    ) {
        let window = self.window();
        motion(&mut self.view, self.rows.len());
        self.view.confine(&window);
        self.follow_hunk(facts, asks);
    }

    pub(super) fn page(&mut self, facts: &Facts, halves: isize, asks: &mut Vec<Ask>) {
        if self.diff_focus {
            self.move_in_diff(facts, |view, len| view.page(halves, len), asks);
        } else if halves.abs() == 1 {
            // Half pages scroll the chosen criterion's text, whole pages scroll the list.
            let height = self.areas_with(facts, Focus::Criteria).detail.height;
            self.scroll_detail(facts, halves * isize::from(height as i16 / 2).max(1));
        } else {
            self.step_criterion(
                facts,
                halves * (self.criteria.view.height as isize / 2).max(1),
                asks,
            );
        }
    }

    pub(super) fn go_to_end(&mut self, facts: &Facts, end: bool, asks: &mut Vec<Ask>) {
        let by = if end { isize::MAX } else { isize::MIN };
        if self.diff_focus {
            self.move_in_diff(facts, |view, len| view.step(by, len), asks);
        } else {
            self.step_criterion(facts, by / 2, asks);
        }
    }

    /// Shows one file at a time, or all of them one below the other.
    pub(super) fn toggle_single(&mut self, asks: &mut Vec<Ask>) {
        self.single ^= true;
        let words = if self.single {
            "one file at a time"
        } else {
            "all files"
        };
        asks.push(Ask::info(words));
    }

    /// Chooses the criterion in a row of the pane of criteria.
    pub(in crate::app) fn choose_row(&mut self, row: usize, asks: &mut Vec<Ask>) {
        if let Some(criterion) = self.criteria.rows.get(row).and_then(CriteriaRow::criterion) {
            asks.push(Ask::Choose(criterion));
        }
    }

    /// Opens the next or previous increment; while stepping through commits, the next or previous
    /// commit.
    pub fn step_increment(&mut self, facts: &Facts, forward: bool, asks: &mut Vec<Ask>) {
        if self.step_commit(facts, forward, asks) {
            return;
        }
        let to = if forward {
            let next = self.increment.next();
            facts.engagement.increments.get(next).map(|_| next)
        } else {
            self.increment.previous()
        };
        match to {
            Some(to) => {
                self.leave_mark(facts);
                self.open_increment(facts, to, None, asks);
            }
            None => asks.push(Ask::info(if forward {
                "this is the last increment"
            } else {
                "this is the first increment"
            })),
        }
    }
}
