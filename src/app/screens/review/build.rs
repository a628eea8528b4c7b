//! Rebuilds the rows when their sources change: files, threads, widths, filters.

use std::collections::HashMap;

use crate::app::facts::Facts;
use crate::app::facts::apply::{Changed, Links};
use crate::app::facts::threads::{self, ThreadView};
use crate::app::input::geometry::{self, Focus};
use crate::app::screens::review::rows::{
    PlacedThread, RowAnchor, RowOptions, RowPlace, Rows, Section, SectionInput, ThreadAt,
    build_cover, build_file,
};
use crate::app::screens::review::{LineEmphasis, Review, cover};
use crate::model::change::FileDiff;
use crate::model::id::EventId;
use crate::model::index::{FileIndex, IncrementIndex, SectionIndex};
use crate::model::note::Standing;
use crate::model::text::RepoPath;

/// What the cursor is on, so that it is found again when rows and files have other indexes.
pub(in crate::app) struct Here {
    anchor: Option<RowAnchor>,
    /// The increment and the path of the file.
    file: Option<(IncrementIndex, RepoPath)>,
    /// The thread's id; its index changes when another thread sorts in before it.
    thread: Option<EventId>,
    /// The nearest row above the thread, for when the thread disappears.
    below: Option<RowAnchor>,
}

impl Here {
    /// Returns the increment and the path of the file.
    pub(crate) fn file(&self) -> Option<(IncrementIndex, &RepoPath)> {
        self.file
            .as_ref()
            .map(|(increment, path)| (*increment, path))
    }
}

impl Review {
    /// Returns what the cursor is on, to return to it once files or rows have changed.
    pub(in crate::app) fn here(&self) -> Here {
        let anchor = self.rows.anchor(self.view.cursor);
        let file = anchor.and_then(|at| self.files.get(at.section.file()?));
        let thread = match anchor.map(|at| at.place) {
            // By the rows as they were built: the record may have other indexes already.
            Some(RowPlace::Thread { thread, .. }) => self
                .threads
                .get(thread as usize)
                .and_then(Option::as_ref)
                .map(|view| view.id),
            _ => None,
        };
        let mut above = (0..self.view.cursor)
            .rev()
            .filter_map(|row| self.rows.anchor(row));
        let is_thread = |anchor: &RowAnchor| matches!(anchor.place, RowPlace::Thread { .. });
        let below = thread.and_then(|_| above.find(|anchor| !is_thread(anchor)));
        let file = file.map(|file| (file.increment, file.change.path().clone()));
        Here {
            anchor,
            file,
            thread,
            below,
        }
    }

    /// Updates the screen after facts changed.
    pub(in crate::app) fn follow(&mut self, facts: &Facts, changed: Changed) {
        if changed.engagement {
            self.criteria.detail.forget();
        }
        if changed.viewed {
            self.tree.outdate();
        }
        let is_here = match changed.links {
            Links::None => false,
            Links::Of(increment) => {
                self.forget_shared_links(increment);
                self.is_gathered() || increment == self.increment
            }
            Links::All => true,
        };
        if is_here && self.is_gathered() || changed.chosen && self.is_gathered() {
            self.regather(facts);
        } else if is_here || changed.notes || changed.size {
            self.rebuild_all(facts);
        } else if changed.record || changed.scope {
            self.rebuild_criteria(facts);
        }
        if changed.chosen {
            self.show_chosen(facts);
            self.criteria.detail_top = 0;
        }
    }

    /// Rebuilds everything on the review screen; the cursor stays on what it is on.
    pub fn rebuild_all(&mut self, facts: &Facts) {
        let here = self.here();
        self.rebuild_from(facts, here);
    }

    /// Rebuilds everything on the review screen, and puts the cursor on `here`.
    pub(in crate::app) fn rebuild_from(&mut self, facts: &Facts, here: Here) {
        self.lay_out(facts);
        self.threads = vec![None; facts.record.threads.len()];
        self.relink(facts);
        self.cover = cover::lines(self, facts, self.text_columns(facts));
        self.number_moved(facts);
        self.tree.outdate();
        self.words = LineEmphasis::default();
        let mut sections = vec![self.cover_section(facts)];
        let mut threads = self.threads_of_files(facts);
        for file in self.files.indexes() {
            let threads = threads.remove(&file).unwrap_or_default();
            sections.push(self.file_section(facts, file, &threads));
        }
        self.rows = Rows::new(sections);
        self.tally.forget(None);
        self.rebuild_criteria(facts);
        self.return_to(facts, here);
    }

    /// Puts the cursor back on what it was on, after the rows changed.
    pub(in crate::app) fn return_to(&mut self, facts: &Facts, here: Here) {
        let index = here.thread.and_then(|id| {
            facts
                .record
                .threads
                .iter()
                .position(|thread| thread.id == id)
        });
        let shown = index
            .and_then(|index| self.row_of_thread(index as u32))
            .is_some();
        let anchor = if shown {
            here.anchor
        } else {
            here.below.or(here.anchor)
        };
        let followed = anchor.map(|anchor| match here.file() {
            Some((increment, path)) => match self.file_in(increment, path) {
                Some(file) => RowAnchor {
                    section: file.section(),
                    ..anchor
                },
                None => RowAnchor {
                    section: SectionIndex::COVER,
                    place: RowPlace::Cover(0),
                },
            },
            None => anchor,
        });
        let followed = followed.map(|anchor| match (anchor.place, index) {
            (RowPlace::Thread { part, .. }, Some(index)) => RowAnchor {
                place: RowPlace::Thread {
                    thread: index as u32,
                    part,
                },
                ..anchor
            },
            _ => anchor,
        });
        self.restore(followed);
    }

    /// Rebuilds one file's rows; the cursor stays on what it is on.
    pub fn rebuild_file(&mut self, facts: &Facts, file: FileIndex) {
        let anchor = self.rows.anchor(self.view.cursor);
        let threads = self
            .threads_of_files(facts)
            .remove(&file)
            .unwrap_or_default();
        self.words = LineEmphasis::default();
        self.tree.outdate_file(file);
        let section = self.file_section(facts, file, &threads);
        self.rows.replace(file.section(), section);
        self.tally.forget(Some(file.section()));
        self.restore(anchor);
    }

    fn restore(&mut self, anchor: Option<RowAnchor>) {
        let len = self.rows.len();
        match anchor.and_then(|anchor| self.rows.row_of(&anchor)) {
            Some(row) => self.view.replace(row, len),
            None => self.view.go(self.view.cursor, len),
        }
    }

    /// Returns the width for running text (notes, messages) in the diff pane, in cells.
    pub(super) fn text_columns(&self, facts: &Facts) -> u16 {
        let pane = self.areas_with(facts, Focus::Diff).diff.inner().width;
        // Room for the bar before a note, a space after it, and one at the end.
        pane.saturating_sub(7).clamp(20, 100)
    }

    fn cover_section(&mut self, facts: &Facts) -> Section {
        let mut placed = Vec::new();
        let record = facts.record.clone();
        let increment = self.increment(facts).filter(|_| !self.is_gathered());
        if let Some(increment) = increment.map(|increment| increment.id.clone()) {
            for (index, thread) in threads::of_increment(&record, &increment) {
                let anchor = thread.place.anchor.as_ref();
                let standing = match anchor {
                    None => Standing::Exact,
                    // Before the listing comes, the files are not known.
                    Some(_)
                        if self.listing.is_some() && self.file_with(&record, thread).is_none() =>
                    {
                        match record.standing_of(thread) {
                            None | Some(Standing::Gone) => Standing::Gone,
                            Some(_) => Standing::Outside,
                        }
                    }
                    Some(_) => continue,
                };
                let view = threads::view(&record, thread, standing, self.text_columns(facts));
                placed.push(threads::placed(index, ThreadAt::Top, &view));
                self.keep_view(index, view);
            }
        }
        if !placed.is_empty() {
            self.cover.push(super::CoverLine::Empty);
        }
        build_cover(self.cover.len() as u32, &placed)
    }

    fn file_section(&mut self, facts: &Facts, file: FileIndex, threads: &[u32]) -> Section {
        let placed = self.place_threads(facts, file, threads);
        let only = self.only_hunks(facts, file);
        let headed = self.is_headed(file);
        let unclear = self.unclear_lines(facts, file);
        let (split, digits) = (self.split, self.digits(file));
        let wrap = self.wrap.then(|| {
            let pane = self.areas_with(facts, Focus::Diff).diff.inner().width;
            geometry::text_cells(pane, digits, split).max(10)
        });
        let Some(found) = self.files.get_mut(file) else {
            return Section::default();
        };
        found.settle_shown(self.options);
        found.unclear = unclear;
        build_file(&SectionInput {
            headed,
            diff: found.shown(),
            folded: found.folded,
            only: only.as_deref(),
            revealed: &found.revealed,
            unclear: found.unclear.len() as u16,
            threads: &placed,
            layout: RowOptions {
                split,
                wrap,
                tab: facts.tab,
            },
        })
    }

    /// Keeps a thread that was laid out, by its index in the record.
    fn keep_view(&mut self, thread: u32, view: ThreadView) {
        if let Some(slot) = self.threads.get_mut(thread as usize) {
            *slot = Some(view);
        }
    }

    /// Returns the threads on each file, by their indexes in the record.
    fn threads_of_files(&self, facts: &Facts) -> HashMap<FileIndex, Vec<u32>> {
        let mut found: HashMap<FileIndex, Vec<u32>> = HashMap::new();
        for increment in self.increments_shown() {
            let Some(delivered) = facts.engagement.increments.get(increment) else {
                continue;
            };
            for (index, thread) in threads::of_increment(&facts.record, &delivered.id) {
                let path = facts.record.path_of(thread);
                if let Some(file) = path.and_then(|path| self.file_in(increment, path)) {
                    found.entry(file).or_default().push(index);
                }
            }
        }
        found
    }

    /// Lays out a file's threads, each with the place where it stands.
    fn place_threads(
        &mut self,
        facts: &Facts,
        file: FileIndex,
        threads: &[u32],
    ) -> Vec<PlacedThread> {
        let columns = self.text_columns(facts);
        let mut placed = Vec::new();
        for &index in threads {
            let thread = facts.record.threads.get(index as usize);
            let Some((thread, found)) = thread.zip(self.files.get(file)) else {
                continue;
            };
            let now = thread
                .place
                .anchor
                .as_ref()
                .and_then(|anchor| found.change.entry(anchor.side));
            let (at, standing) = threads::place(&facts.record, thread, found.diff(), now);
            let view = threads::view(&facts.record, thread, standing, columns);
            placed.push(threads::placed(index, at, &view));
            self.keep_view(index, view);
        }
        placed
    }

    /// Returns the hunks to show of a file while only the chosen criterion's are shown; `None` for
    /// all.
    fn only_hunks(&self, facts: &Facts, file: FileIndex) -> Option<Vec<u32>> {
        if !self.is_gathered() {
            return None;
        }
        let chosen = facts.chosen?;
        let found = self.files.get(file)?;
        let hunks = found.diff()?.as_text()?.hunks.len() as u32;
        let is_gathered = |hunk: &u32| {
            let state = found.links.link(*hunk, chosen);
            state.is_some_and(|state| self.shows_link(found.increment, state))
        };
        Some((0..hunks).filter(is_gathered).collect())
    }
}

impl Review {
    /// Returns the number of digits of a file's line numbers, at least 3.
    pub fn digits(&self, file: FileIndex) -> u16 {
        digits(self.files.get(file).and_then(super::File::diff))
    }
}

fn digits(diff: Option<&FileDiff>) -> u16 {
    let lines = diff
        .and_then(FileDiff::as_text)
        .map_or(0, |text| text.old.len().max(text.new.len()));
    (lines.max(1).ilog10() as u16 + 1).max(3)
}
