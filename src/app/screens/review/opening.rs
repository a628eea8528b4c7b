//! Opens what the cursor is on, and goes to places of an increment.

use crate::app::Screen;
use crate::app::facts::Facts;
use crate::app::msg::Effect;
use crate::app::screens::ask::{Ask, Destination, Landing};
use crate::app::screens::review::rows::RowKind;
use crate::app::screens::review::{File, Review, Shown};
use crate::model::change::FileDiff;
use crate::model::index::{FileIndex, IncrementIndex};

impl Review {
    /// Opens the row under the cursor in the diff; in the pane of criteria, goes to the chosen
    /// criterion's first hunk.
    pub(in crate::app) fn open(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        if self.diff_focus {
            self.open_row(facts, asks);
        } else {
            self.diff_focus = true;
            self.jump_evidence(facts, true, asks);
        }
    }

    /// Goes to a place of an increment; opens the increment when it is not shown.
    pub(in crate::app) fn go_to(
        &mut self,
        facts: &Facts,
        destination: Destination,
        asks: &mut Vec<Ask>,
    ) {
        match destination {
            Destination::Criterion { increment, .. } => {
                if let Some(increment) = increment.filter(|increment| *increment != self.increment)
                {
                    self.open_increment(facts, increment, None, asks);
                }
                self.diff_focus = false;
                self.tree.focused = false;
            }
            Destination::Increment(increment) => {
                if !self.shows_whole(increment) {
                    self.open_increment(facts, increment, None, asks);
                }
            }
            Destination::Target(increment, target) => {
                self.go_to_target(facts, increment, &target, asks)
            }
            Destination::Place(increment, arrival) => {
                self.go_to_arrival(facts, increment, arrival, asks)
            }
            Destination::Thread(thread) => self.open_thread(facts, thread, asks),
        }
    }

    fn go_to_arrival(
        &mut self,
        facts: &Facts,
        increment: IncrementIndex,
        arrival: Landing,
        asks: &mut Vec<Ask>,
    ) {
        self.leave_mark(facts);
        self.diff_focus = true;
        self.tree.focused = false;
        if self.shows_whole(increment) {
            self.go_to_line(arrival);
            self.arrive(facts);
            self.follow_hunk(facts, asks);
        } else {
            self.open_increment(facts, increment, Some(arrival), asks);
        }
    }

    /// Goes to a thread, in its increment.
    pub(in crate::app) fn open_thread(&mut self, facts: &Facts, thread: u32, asks: &mut Vec<Ask>) {
        let record = facts.record.clone();
        let Some(found) = record.threads.get(thread as usize) else {
            return;
        };
        self.leave_mark(facts);
        if let Some(criterion) = found
            .place
            .criterion
            .as_ref()
            .and_then(|key| facts.engagement.criterion_of(key))
        {
            asks.push(Ask::Choose(criterion));
        }
        let increment = found
            .place
            .increment
            .as_ref()
            .and_then(|id| facts.engagement.increment_of(id));
        let Some(increment) = increment else {
            asks.push(Ask::info("the increment of that note no longer exists"));
            return;
        };
        asks.push(Ask::Show(Screen::Review));
        self.diff_focus = true;
        if increment != self.increment || self.shown != Shown::Whole {
            self.open_increment(facts, increment, Some(Landing::Thread(thread)), asks);
        }
        if self.row_of_thread(thread).is_none() {
            self.uncover(facts, self.file_with(&facts.record, found));
        }
        match self.row_of_thread(thread) {
            Some(row) => self.jump_to_row(facts, row, asks),
            None => self.arrive = Some(Landing::Thread(thread)),
        }
    }

    /// Unfolds a file, so that its rows are shown.
    pub(in crate::app) fn uncover(&mut self, facts: &Facts, file: Option<FileIndex>) {
        if let Some(found) = file.and_then(|file| self.files.get_mut(file)) {
            found.folded = false;
        }
        self.rebuild_all(facts);
    }

    /// Shows more of what the cursor is on: a folded file, hidden lines, a file over the budget,
    /// the cover.
    pub(in crate::app) fn open_row(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        let Some((section, row)) = self.rows.get(self.view.cursor) else {
            return;
        };
        let Some(file) = section.file() else {
            return self.toggle_cover(facts);
        };
        match row.kind {
            RowKind::File => self.toggle_fold(facts),
            RowKind::Gap { .. } => self.open_gap(facts, &row, asks),
            RowKind::Notice(_) => {
                let found = self.files.get(file);
                let is_too_large =
                    |found: &&File| matches!(found.diff(), Some(FileDiff::TooLarge { .. }));
                if let Some(found) = found.filter(is_too_large) {
                    let change = found.change.clone();
                    asks.push(Ask::Do(Effect::ReadFile {
                        request: self.request,
                        file,
                        change,
                        large: true,
                    }));
                    asks.push(Ask::info("reading the large file …"));
                }
            }
            _ => {}
        }
    }

    /// Shows all commits with their whole messages, or only the newest ones' subjects again.
    fn toggle_cover(&mut self, facts: &Facts) {
        self.cover_open ^= true;
        self.rebuild_all(facts);
    }

    /// Folds or unfolds the file under the cursor.
    pub(in crate::app) fn toggle_fold(&mut self, facts: &Facts) {
        let Some(file) = self.file_at(self.view.cursor) else {
            return self.toggle_cover(facts);
        };
        self.fold_file(facts, file);
        let header = self.rows.header(file.section());
        self.view.go(header, self.rows.len());
    }

    /// Folds or unfolds a file in the diff.
    pub(in crate::app) fn fold_file(&mut self, facts: &Facts, file: FileIndex) {
        if let Some(found) = self.files.get_mut(file) {
            found.folded ^= true;
        }
        self.rebuild_file(facts, file);
    }
}
