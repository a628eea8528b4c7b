//! Which differences are shown: what of white space counts, old and new lines below or beside each other.
//!
//! A file's exact differences stay what its marks, links and notes go by; what is shown is made of them.

use std::sync::Arc;

use crate::app::input::geometry;
use crate::app::input::geometry::Focus;
use crate::app::screens::review::rows::Row;
use crate::app::screens::review::{File, FileState};
use crate::app::{Message, Model};
use crate::diff::{self, DiffOptions, Whitespace};
use crate::model::change::{FileDiff, Side};
use crate::model::settings::Layout;
use crate::safe;

/// Cells that one press scrolls sideways.
const SIDEWAYS: u32 = 8;

impl File {
    /// What is shown of its differences, once read.
    pub fn shown(&self) -> Option<&FileDiff> {
        self.shown.as_deref().or_else(|| self.diff())
    }

    /// Whether all of its changes are in white space that does not count.
    pub fn is_quiet(&self) -> bool {
        let Some(shown) = self.shown.as_deref().and_then(FileDiff::as_text) else { return false };
        !shown.hunks.is_empty() && (0..shown.hunks.len() as u32).all(|hunk| shown.is_quiet(hunk))
    }

    /// Works out what is shown, unless it is known.
    pub(super) fn settle_shown(&mut self, options: DiffOptions) {
        if options == DiffOptions::default() || self.shown.is_some() {
            return;
        }
        if let FileState::Read(exact) = &self.state
            && let Some(text) = exact.as_text()
        {
            self.shown = Some(Arc::new(FileDiff::Text(diff::ignoring(text, options))));
        }
    }
}

/// What does not count, as the screen says it.
pub fn words(options: DiffOptions) -> Option<&'static str> {
    Some(match (options.whitespace, options.ignore_blank_lines) {
        (Whitespace::Exact, false) => return None,
        (Whitespace::Exact, true) => "blank lines not counted",
        (Whitespace::IgnoreAtEol, false) => "white space at line ends not counted",
        (Whitespace::IgnoreAtEol, true) => "white space at line ends, blank lines not counted",
        (Whitespace::IgnoreAmount, false) => "amount of white space not counted",
        (Whitespace::IgnoreAmount, true) => "amount of white space, blank lines not counted",
        (Whitespace::IgnoreAll, false) => "white space not counted",
        (Whitespace::IgnoreAll, true) => "white space, blank lines not counted",
    })
}

impl Model {
    /// The next of the four modes: all white space counts, none at line ends, not how much, none.
    pub(in crate::app) fn cycle_whitespace(&mut self) {
        let whitespace = match self.review.options.whitespace {
            Whitespace::Exact => Whitespace::IgnoreAtEol,
            Whitespace::IgnoreAtEol => Whitespace::IgnoreAmount,
            Whitespace::IgnoreAmount => Whitespace::IgnoreAll,
            Whitespace::IgnoreAll => Whitespace::Exact,
        };
        self.show_with(DiffOptions { whitespace, ..self.review.options });
    }

    /// Leaves changes of nothing but blank lines out, or shows them again.
    pub(in crate::app) fn toggle_blank_lines(&mut self) {
        let ignore_blank_lines = !self.review.options.ignore_blank_lines;
        self.show_with(DiffOptions { ignore_blank_lines, ..self.review.options });
    }

    fn show_with(&mut self, options: DiffOptions) {
        self.review.options = options;
        self.review.files.iter_mut().for_each(|file| file.shown = None);
        self.rebuild_all();
        let said = words(options).unwrap_or("every difference is shown");
        let quiet = match self.review.quiet_files() {
            0 => String::new(),
            1 => "; one file has no other change".to_owned(),
            count => format!("; {count} files have no other change"),
        };
        self.message = Some(Message::info(format!("{said}{quiet}")));
    }

    /// Old and new lines beside each other, or below.
    pub(in crate::app) fn toggle_split(&mut self) {
        self.layout = if self.review.split { Layout::Unified } else { Layout::SideBySide };
        self.review.left = 0;
        self.rebuild_all();
    }

    /// Gives the diff the whole width, or the criteria their place back.
    pub(in crate::app) fn toggle_diff_alone(&mut self) {
        self.widths.diff_alone = !self.widths.diff_alone;
        self.review.diff_focus |= self.widths.diff_alone;
        self.review.tree.focused &= !self.widths.diff_alone;
        self.refit();
    }

    /// Lays old and new lines out as the reviewer wants, or as the diff's width has it.
    pub(super) fn lay_out(&mut self) {
        self.review.split = match self.layout {
            Layout::Unified => false,
            Layout::SideBySide => true,
            Layout::Auto => self.areas_with(Focus::Diff).diff.width >= geometry::WIDE_DIFF,
        };
    }

    pub(in crate::app) fn scroll_left(&mut self) {
        self.review.left = self.review.left.saturating_sub(SIDEWAYS);
    }

    /// Scrolls sideways while a line on the screen goes on there.
    pub(in crate::app) fn scroll_right(&mut self) {
        let view = self.review.view;
        let on_screen = (view.top..view.top + view.height).filter_map(|row| self.review.rows.get(row));
        let beyond = on_screen.map(|(section, row)| self.cells_beyond(section, &row)).max();
        if !self.review.wrap && self.review.left < beyond.unwrap_or(0) {
            self.review.left += SIDEWAYS;
        }
    }

    /// How many cells of a row's text there is no room for.
    fn cells_beyond(&self, section: usize, row: &Row) -> u32 {
        let Some(file) = section.checked_sub(1) else { return 0 };
        let Some(text) = self.review.files.get(file).and_then(|found| found.diff()?.as_text()) else {
            return 0;
        };
        let pane = self.areas_with(Focus::Diff).diff.inner().width;
        let room = geometry::text_cells(pane, self.review.digits(file), self.review.split);
        let lines = [Side::Old, Side::New].into_iter().filter_map(|side| Some((side, row.line(side)?)));
        let cells = lines.map(|(side, line)| safe::cells(text.text(side).line(line), self.facts.tab));
        cells.max().unwrap_or(0).saturating_sub(u32::from(room))
    }
}

impl crate::app::screens::review::Review {
    /// How many of the files read so far have no change that counts.
    pub fn quiet_files(&self) -> usize {
        self.files.iter().filter(|file| file.is_quiet()).count()
    }
}
