//! What Enter does: goes into what the cursor is on, or shows more of it.

use crate::app::msg::Effect;
use crate::app::screens::ask::Arrival;
use crate::app::screens::review::Shown;
use crate::app::screens::review::rows::RowKind;
use crate::app::{Message, Model, Screen};
use crate::model::change::FileDiff;

impl Model {
    /// Goes into what the cursor is on.
    pub(in crate::app) fn open(&mut self, effects: &mut Vec<Effect>) {
        if self.review.diff_focus {
            self.open_row(effects);
        } else {
            self.review.diff_focus = true;
            self.jump_evidence(true);
        }
    }

    /// Goes to a thread, in its increment.
    pub(in crate::app) fn open_thread(&mut self, thread: u32, effects: &mut Vec<Effect>) {
        let record = self.facts.record.clone();
        let Some(found) = record.threads.get(thread as usize) else { return };
        self.leave_mark();
        if let Some(number) =
            found.place.criterion.as_ref().and_then(|key| self.facts.engagement.number_of(key))
        {
            self.choose(number);
        }
        let increment = found.place.increment.as_ref().and_then(|id| self.facts.engagement.increment_of(id));
        let Some(increment) = increment else {
            self.message = Some(Message::info("the increment of that note is not among those found"));
            return;
        };
        self.screen = Screen::Review;
        self.review.diff_focus = true;
        if increment != self.review.increment || self.review.shown != Shown::Whole {
            self.open_increment(increment, Some(Arrival::Thread(thread)), effects);
        }
        if self.row_of_thread(thread).is_none() {
            self.uncover(self.review.file_with(&self.facts.record, found));
        }
        match self.row_of_thread(thread) {
            Some(row) => self.jump_to_row(row),
            None => self.review.arrive = Some(Arrival::Thread(thread)),
        }
    }

    /// Takes away what hides rows of a file: its fold.
    pub(in crate::app) fn uncover(&mut self, file: Option<usize>) {
        if let Some(file) = file {
            self.review.files[file].folded = false;
        }
        self.rebuild_all();
    }

    /// Shows more of what the cursor is on: a folded file, hidden lines, a file over the budget.
    pub(in crate::app) fn open_row(&mut self, effects: &mut Vec<Effect>) {
        let Some((section, row)) = self.review.rows.get(self.review.view.cursor) else { return };
        let Some(file) = section.checked_sub(1) else { return self.toggle_cover() };
        match row.kind {
            RowKind::File => self.toggle_fold(),
            RowKind::Gap { .. } => self.open_gap(&row),
            RowKind::Notice(_) => {
                if let Some(FileDiff::TooLarge { .. }) = self.review.files[file].diff() {
                    let change = self.review.files[file].change.clone();
                    effects.push(Effect::ReadFile {
                        request: self.review.request,
                        file,
                        change,
                        large: true,
                    });
                    self.message = Some(Message::info("reading the large file …"));
                }
            }
            _ => {}
        }
    }

    /// Shows all commits with their whole messages, or the newest ones' subjects again.
    fn toggle_cover(&mut self) {
        self.review.cover_open ^= true;
        self.rebuild_all();
    }

    /// Folds the file under the cursor, or opens it.
    pub(in crate::app) fn toggle_fold(&mut self) {
        let Some(file) = self.review.file_at(self.review.view.cursor) else { return self.toggle_cover() };
        self.fold_file(file);
        let header = self.review.rows.header(file + 1);
        self.review.view.go(header, self.review.rows.len());
    }

    /// Folds a file in the diff, or opens it.
    pub(in crate::app) fn fold_file(&mut self, file: usize) {
        self.review.files[file].folded ^= true;
        self.rebuild_file(file);
    }
}
