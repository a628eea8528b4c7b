//! Chooses how differences are shown: which white space counts, and old and new lines below or
//! beside each other.
//!
//! Marks, links and notes go by a file's exact diff; what is shown is derived from it.

use std::sync::Arc;

use crate::app::facts::Facts;
use crate::app::input::geometry;
use crate::app::input::geometry::Focus;
use crate::app::screens::ask::Ask;
use crate::app::screens::review::Review;
use crate::app::screens::review::rows::Row;
use crate::app::screens::review::{File, FileState};
use crate::diff::{self, DiffOptions, Whitespace};
use crate::model::change::{FileDiff, Side};
use crate::model::index::SectionIndex;
use crate::model::settings::Layout;
use crate::safe;

/// The cells scrolled sideways at one press.
const SIDEWAYS: u32 = 8;

impl File {
    /// Returns the diff to show, once the file is read.
    pub fn shown(&self) -> Option<&FileDiff> {
        self.shown.as_deref().or_else(|| self.diff())
    }

    /// Tells whether the file is read and all its changes are in ignored white space.
    pub fn is_quiet(&self) -> bool {
        let Some(shown) = self.shown.as_deref().and_then(FileDiff::as_text) else {
            return false;
        };
        !shown.hunks.is_empty() && (0..shown.hunks.len() as u32).all(|hunk| shown.is_quiet(hunk))
    }

    /// Computes the diff to show with these options, unless it is cached.
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

/// Returns the words for what is ignored; `None` when every difference counts.
pub fn words(options: DiffOptions) -> Option<&'static str> {
    Some(match (options.whitespace, options.ignore_blank_lines) {
        (Whitespace::Exact, false) => return None,
        (Whitespace::Exact, true) => "blank lines ignored",
        (Whitespace::IgnoreAtEol, false) => "white space at line ends ignored",
        (Whitespace::IgnoreAtEol, true) => "white space at line ends, blank lines ignored",
        (Whitespace::IgnoreAmount, false) => "amount of white space ignored",
        (Whitespace::IgnoreAmount, true) => "amount of white space, blank lines ignored",
        (Whitespace::IgnoreAll, false) => "white space ignored",
        (Whitespace::IgnoreAll, true) => "white space, blank lines ignored",
    })
}

impl Review {
    /// Goes to the next mode: all white space counts, none at line ends, its amount does not, none
    /// does.
    pub(in crate::app) fn cycle_whitespace(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        let whitespace = match self.options.whitespace {
            Whitespace::Exact => Whitespace::IgnoreAtEol,
            Whitespace::IgnoreAtEol => Whitespace::IgnoreAmount,
            Whitespace::IgnoreAmount => Whitespace::IgnoreAll,
            Whitespace::IgnoreAll => Whitespace::Exact,
        };
        self.show_with(
            facts,
            DiffOptions {
                whitespace,
                ..self.options
            },
            asks,
        );
    }

    /// Ignores changes of blank lines alone, or shows them again.
    pub(in crate::app) fn toggle_blank_lines(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        let ignore_blank_lines = !self.options.ignore_blank_lines;
        self.show_with(
            facts,
            DiffOptions {
                ignore_blank_lines,
                ..self.options
            },
            asks,
        );
    }

    fn show_with(&mut self, facts: &Facts, options: DiffOptions, asks: &mut Vec<Ask>) {
        self.options = options;
        self.files.iter_mut().for_each(|file| file.shown = None);
        self.rebuild_all(facts);
        let said = words(options).unwrap_or("all differences shown");
        let quiet = match self.quiet_files() {
            0 => String::new(),
            1 => "; one file has no other change".to_owned(),
            count => format!("; {count} files have no other changes"),
        };
        asks.push(Ask::info(format!("{said}{quiet}")));
    }

    /// Lays old and new lines out beside or below each other.
    pub(in crate::app) fn toggle_split(&mut self, facts: &Facts) {
        self.layout = if self.split {
            Layout::Unified
        } else {
            Layout::SideBySide
        };
        self.left = 0;
        self.rebuild_all(facts);
    }

    /// Gives the diff the whole width, or shows the other panes again.
    pub(in crate::app) fn toggle_diff_alone(&mut self, facts: &Facts) {
        self.widths.diff_alone = !self.widths.diff_alone;
        self.diff_focus |= self.widths.diff_alone;
        self.tree.focused &= !self.widths.diff_alone;
        self.refit(facts);
    }

    /// Fits everything to panes of another size, and wraps it again.
    pub(in crate::app) fn refit(&mut self, facts: &Facts) {
        self.fit_review(facts);
        self.rebuild_all(facts);
    }

    /// Fits the lists of diff and criteria to their panes.
    pub(in crate::app) fn fit_review(&mut self, facts: &Facts) {
        let areas = self.areas(facts);
        let len = self.rows.len();
        self.view
            .resize(usize::from(areas.diff.inner().height), len);
        if self.single {
            let window = self.window();
            self.view.confine(&window);
        }
        let len = self.criteria.rows.len();
        self.criteria
            .view
            .resize(usize::from(areas.criteria.inner().height), len);
    }

    /// Sets the layout that the reviewer chose, else the one that suits the diff's width.
    pub(super) fn lay_out(&mut self, facts: &Facts) {
        self.split = match self.layout {
            Layout::Unified => false,
            Layout::SideBySide => true,
            Layout::Auto => self.areas_with(facts, Focus::Diff).diff.width >= geometry::WIDE_DIFF,
        };
    }

    pub(in crate::app) fn scroll_left(&mut self) {
        self.left = self.left.saturating_sub(SIDEWAYS);
    }

    /// Scrolls sideways, if a line on the screen continues there.
    pub(in crate::app) fn scroll_right(&mut self, facts: &Facts) {
        let view = self.view;
        let on_screen = (view.top..view.top + view.height).filter_map(|row| self.rows.get(row));
        let beyond = on_screen
            .map(|(section, row)| self.cells_beyond(facts, section, &row))
            .max();
        if !self.wrap && self.left < beyond.unwrap_or(0) {
            self.left += SIDEWAYS;
        }
    }

    /// Returns how many cells of a row's text do not fit in the pane.
    fn cells_beyond(&self, facts: &Facts, section: SectionIndex, row: &Row) -> u32 {
        let Some(file) = section.file() else {
            return 0;
        };
        let Some(text) = self
            .files
            .get(file)
            .and_then(|found| found.diff()?.as_text())
        else {
            return 0;
        };
        let pane = self.areas_with(facts, Focus::Diff).diff.inner().width;
        let room = geometry::text_cells(pane, self.digits(file), self.split);
        let lines = [Side::Old, Side::New]
            .into_iter()
            .filter_map(|side| Some((side, row.line(side)?)));
        let cells = lines.map(|(side, line)| safe::cells(text.text(side).line(line), facts.tab));
        cells.max().unwrap_or(0).saturating_sub(u32::from(room))
    }
}

impl Review {
    /// Counts the files read so far whose changes are all ignored.
    pub fn quiet_files(&self) -> usize {
        self.files.iter().filter(|file| file.is_quiet()).count()
    }
}
