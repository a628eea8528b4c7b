//! Keeps the rows in step with what they are made of: files, threads, widths, filters.

use std::collections::HashMap;

use crate::app::Model;
use crate::app::facts::threads;
use crate::app::input::geometry::{self, Focus};
use crate::app::screens::review::rows::{
    Layout, PlacedThread, RowAnchor, RowPlace, Rows, Section, SectionInput, ThreadAt, build_cover, build_file,
};
use crate::app::screens::review::{Review, Words};
use crate::model::change::FileDiff;
use crate::model::id::EventId;
use crate::model::note::Standing;
use crate::model::text::RepoPath;

/// Where the cursor is, apart from row and file numbers.
pub(in crate::app) struct Here {
    anchor: Option<RowAnchor>,
    /// The file, and the increment it is of.
    file: Option<(usize, RepoPath)>,
    /// The thread, whose index changes when another one sorts in before it.
    thread: Option<EventId>,
    /// What the thread stands below, for when it goes.
    below: Option<RowAnchor>,
}

impl Here {
    /// The file, with the increment it is of.
    pub fn file(&self) -> Option<(usize, &RepoPath)> {
        self.file.as_ref().map(|(of, path)| (*of, path))
    }
}

impl Model {
    /// Where the cursor is, to be returned to once files or rows have changed.
    pub(in crate::app) fn here(&self) -> Here {
        let anchor = self.review.rows.anchor(self.review.view.cursor);
        let file = anchor.and_then(|at| self.review.files.get(at.section.checked_sub(1)?));
        let thread = match anchor.map(|at| at.place) {
            Some(RowPlace::Thread { thread, .. }) => {
                self.facts.record.threads.get(thread as usize).map(|found| found.id)
            }
            _ => None,
        };
        let mut above = (0..self.review.view.cursor).rev().filter_map(|row| self.review.rows.anchor(row));
        let is_thread = |anchor: &RowAnchor| matches!(anchor.place, RowPlace::Thread { .. });
        let below = thread.and_then(|_| above.find(|anchor| !is_thread(anchor)));
        let file = file.map(|file| (file.of, file.change.path().clone()));
        Here { anchor, file, thread, below }
    }

    /// Rebuilds everything on the review screen; the cursor stays on what it is on.
    pub fn rebuild_all(&mut self) {
        let here = self.here();
        self.rebuild_from(here);
    }

    /// Rebuilds everything on the review screen and returns to where the cursor was.
    pub(in crate::app) fn rebuild_from(&mut self, here: Here) {
        self.lay_out();
        self.review.threads = vec![None; self.facts.record.threads.len()];
        self.relink();
        self.review.cover = crate::app::screens::review::cover::lines(self, self.text_columns());
        self.number_moved();
        self.review.tree.outdate();
        self.review.words = Words::default();
        let mut sections = vec![self.cover_section()];
        let mut threads = self.threads_of_files();
        for file in 0..self.review.files.len() {
            let threads = threads.remove(&file).unwrap_or_default();
            sections.push(self.file_section(file, &threads));
        }
        self.review.rows = Rows::new(sections);
        self.search.iter_mut().for_each(|search| search.forget_rows(None));
        self.rebuild_criteria();
        self.return_to(here);
    }

    /// Returns to where the cursor was, now that the rows are others.
    pub(in crate::app) fn return_to(&mut self, here: Here) {
        let index =
            here.thread.and_then(|id| self.facts.record.threads.iter().position(|thread| thread.id == id));
        let shown = index.and_then(|index| self.row_of_thread(index as u32)).is_some();
        let anchor = if shown { here.anchor } else { here.below.or(here.anchor) };
        let followed = anchor.map(|anchor| match here.file() {
            Some((of, path)) => match self.review.file_in(of, path) {
                Some(file) => RowAnchor { section: file + 1, ..anchor },
                None => RowAnchor { section: 0, place: RowPlace::Cover(0) },
            },
            None => anchor,
        });
        let followed = followed.map(|anchor| match (anchor.place, index) {
            (RowPlace::Thread { part, .. }, Some(index)) => {
                RowAnchor { place: RowPlace::Thread { thread: index as u32, part }, ..anchor }
            }
            _ => anchor,
        });
        self.restore(followed);
    }

    /// Rebuilds one file's rows; the cursor stays on what it is on.
    pub fn rebuild_file(&mut self, file: usize) {
        let anchor = self.review.rows.anchor(self.review.view.cursor);
        let threads = self.threads_of_files().remove(&file).unwrap_or_default();
        self.review.words = Words::default();
        self.review.tree.outdate_file(file);
        let section = self.file_section(file, &threads);
        self.review.rows.replace(file + 1, section);
        self.search.iter_mut().for_each(|search| search.forget_rows(Some(file + 1)));
        self.restore(anchor);
    }

    fn restore(&mut self, anchor: Option<RowAnchor>) {
        let len = self.review.rows.len();
        match anchor.and_then(|anchor| self.review.rows.row_of(&anchor)) {
            Some(row) => self.review.view.replace(row, len),
            None => self.review.view.go(self.review.view.cursor, len),
        }
    }

    /// Cells of running text (notes, messages) that the diff pane holds.
    pub(super) fn text_columns(&self) -> u16 {
        let pane = self.areas_with(Focus::Diff).diff.inner().width;
        // The bar before a note, a space after it, and one at the end.
        pane.saturating_sub(7).clamp(20, 100)
    }

    fn cover_section(&mut self) -> Section {
        let mut placed = Vec::new();
        let record = self.facts.record.clone();
        let increment = self.increment().filter(|_| !self.review.is_gathered());
        if let Some(increment) = increment.map(|increment| increment.id.clone()) {
            for (index, thread) in threads::of_increment(&record, &increment) {
                let anchor = thread.place.anchor.as_ref();
                let standing = match anchor {
                    None => Standing::Exact,
                    // Before the listing nobody knows which files there are.
                    Some(_)
                        if self.review.listing.is_some()
                            && self.review.file_with(&record, thread).is_none() =>
                    {
                        match record.standing_of(thread) {
                            None | Some(Standing::Gone) => Standing::Gone,
                            Some(_) => Standing::Outside,
                        }
                    }
                    Some(_) => continue,
                };
                let view = threads::view(&record, thread, standing, self.text_columns());
                placed.push(threads::placed(index, ThreadAt::Top, &view));
                self.review.threads[index as usize] = Some(view);
            }
        }
        if !placed.is_empty() {
            self.review.cover.push(super::CoverLine::Empty);
        }
        build_cover(self.review.cover.len() as u32, &placed)
    }

    fn file_section(&mut self, file: usize, threads: &[u32]) -> Section {
        let placed = self.place_threads(file, threads);
        let only = self.only_hunks(file);
        let options = self.review.options;
        self.review.files[file].settle_shown(options);
        self.review.files[file].unclear = self.unclear_lines(file);
        let found = &self.review.files[file];
        let (split, digits) = (self.review.split, digits(found.diff()));
        let wrap = self.review.wrap.then(|| {
            let pane = self.areas_with(Focus::Diff).diff.inner().width;
            geometry::text_cells(pane, digits, split).max(10)
        });
        build_file(&SectionInput {
            headed: self.is_headed(file),
            diff: found.shown(),
            folded: found.folded,
            only: only.as_deref(),
            revealed: &found.revealed,
            unclear: found.unclear.len() as u16,
            threads: &placed,
            layout: Layout { split, wrap, tab: self.facts.tab },
        })
    }

    /// The threads on each file, by their indexes in the record.
    fn threads_of_files(&self) -> HashMap<usize, Vec<u32>> {
        let mut found: HashMap<usize, Vec<u32>> = HashMap::new();
        for of in self.increments_shown() {
            let Some(increment) = self.facts.engagement.increments.get(of) else { continue };
            for (index, thread) in threads::of_increment(&self.facts.record, &increment.id) {
                let path = self.facts.record.path_of(thread);
                if let Some(file) = path.and_then(|path| self.review.file_in(of, path)) {
                    found.entry(file).or_default().push(index);
                }
            }
        }
        found
    }

    /// A file's threads, each with where it stands and its lines wrapped.
    fn place_threads(&mut self, file: usize, threads: &[u32]) -> Vec<PlacedThread> {
        let columns = self.text_columns();
        let found = &self.review.files[file];
        let mut placed = Vec::new();
        for &index in threads {
            let Some(thread) = self.facts.record.threads.get(index as usize) else { continue };
            let now = thread.place.anchor.as_ref().and_then(|anchor| found.change.entry(anchor.side));
            let (at, standing) = threads::place(&self.facts.record, thread, found.diff(), now);
            let view = threads::view(&self.facts.record, thread, standing, columns);
            placed.push(threads::placed(index, at, &view));
            self.review.threads[index as usize] = Some(view);
        }
        placed
    }

    /// The hunks to show while only the chosen criterion's are; `None` when all are.
    fn only_hunks(&self, file: usize) -> Option<Vec<u32>> {
        if !self.review.is_gathered() {
            return None;
        }
        let chosen = self.facts.chosen?;
        let found = &self.review.files[file];
        let hunks = found.diff()?.as_text()?.hunks.len() as u32;
        let is_gathered = |hunk: &u32| {
            let state = found.links.link(*hunk, chosen);
            state.is_some_and(|state| self.review.shows_link(found.of, state))
        };
        Some((0..hunks).filter(is_gathered).collect())
    }
}

impl Review {
    /// Digits that a file's line numbers need.
    pub fn digits(&self, file: usize) -> u16 {
        digits(self.files.get(file).and_then(super::File::diff))
    }
}

fn digits(diff: Option<&FileDiff>) -> u16 {
    let lines = diff.and_then(FileDiff::as_text).map_or(0, |text| text.old.len().max(text.new.len()));
    (lines.max(1).ilog10() as u16 + 1).max(3)
}
