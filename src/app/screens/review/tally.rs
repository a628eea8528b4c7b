//! Counts the matching rows of the whole increment: read files by their rows, the others by a
//! worker in the background.

use std::collections::{HashMap, HashSet};

use crate::app::msg::Effect;
use crate::app::screens::ask::Ask;
use crate::app::screens::review::{FileState, Review};
use crate::app::search::{Search, SearchArea};
use crate::model::index::{FileIndex, IndexedVec, Indexes, SectionIndex};

/// The most files counted at once, so that files to show need not wait for long.
const COUNTS_AT_ONCE: usize = 2;

/// The number of unread files after which no more are counted unless the search waits for them.
const MAX_COUNTED: usize = 5_000;

/// The matches counted so far.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(crate) struct MatchTally {
    /// The search that is counted; answers to another one are dropped.
    pub(super) id: u64,
    /// The direction (true for forward) of a search that waits for a file to be counted or read.
    pub(super) waiting: Option<bool>,
    /// The matching rows of each section, counted from its first row; `None` until looked at.
    sections: IndexedVec<SectionIndex, Option<Vec<u32>>>,
    /// The number of matching rows of unread files, by file.
    unread: HashMap<FileIndex, u32>,
    asked: HashSet<FileIndex>,
}

/// The matches in a section.
pub(super) enum Hits<'a> {
    /// These rows, counted from the section's first.
    Rows(&'a [u32]),
    /// This many once the file is read; `None` when it was not counted yet.
    Unread(Option<u32>),
}

/// The position of the cursor among the matches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MatchPosition {
    /// The 1-based number of the match under the cursor; `None` without one, or while an earlier
    /// file is not counted.
    pub at: Option<usize>,
    /// The number of matches, as far as is known.
    pub of: usize,
    /// Whether the number is complete.
    pub counted: CountState,
}

/// Whether all matches are counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CountState {
    /// All are counted.
    All,
    /// Counting goes on.
    SoFar,
    /// Counting stopped, since there are too many files to search without being asked.
    InPart,
}

impl MatchTally {
    /// Returns an empty count for the next search.
    pub(super) fn next(&self) -> Self {
        Self {
            id: self.id + 1,
            ..Self::default()
        }
    }

    /// Drops the matches of a section, or of all, whose rows changed.
    pub(crate) fn forget(&mut self, section: Option<SectionIndex>) {
        match section {
            Some(section) => self
                .sections
                .get_mut(section)
                .into_iter()
                .for_each(|rows| *rows = None),
            None => self.sections = IndexedVec::default(),
        }
    }

    pub(crate) fn take(&mut self, file: FileIndex, hits: u32) {
        self.asked.remove(&file);
        self.unread.insert(file, hits);
    }
}

impl Review {
    /// Searches the rows that are new since the last call, and requests counts of unread files.
    pub(in crate::app) fn count_hits(&mut self, asks: &mut Vec<Ask>) {
        let Some(search) = self.search.take() else {
            return;
        };
        let mut sections = std::mem::take(&mut self.tally.sections);
        let rows = &self.rows;
        sections.resize(rows.sections().len(), None);
        for (section, known) in sections.entries_mut().filter(|(_, known)| known.is_none()) {
            let found = rows
                .section(section)
                .map(|found| found.rows.as_slice())
                .unwrap_or_default();
            let matching = (0..)
                .zip(found)
                .filter(|(_, row)| self.row_matches(&search, section, row));
            *known = Some(matching.map(|(row, _)| row).collect());
        }
        self.tally.sections = sections;
        if search.within == SearchArea::Diff {
            self.ask_for_counts(&search, asks);
        }
        self.search = Some(search);
    }

    fn ask_for_counts(&mut self, search: &Search, asks: &mut Vec<Ask>) {
        let section = self.rows.section_of(self.view.cursor);
        let here = section.file().unwrap_or_default();
        let files = &self.files;
        let tally = &mut self.tally;
        let order: Vec<FileIndex> = match tally.waiting {
            Some(false) => Indexes::before(here.next())
                .rev()
                .chain(files.indexes_from(here.next()).rev())
                .collect(),
            _ => files
                .indexes_from(here)
                .chain(Indexes::before(here))
                .collect(),
        };
        let unasked = tally.waiting.is_none() && tally.unread.len() >= MAX_COUNTED;
        for file in order {
            if unasked || tally.asked.len() >= COUNTS_AT_ONCE {
                break;
            }
            let Some(found) = files.get(file) else {
                continue;
            };
            let is_read = matches!(found.state, FileState::Read(_));
            if is_read
                || found.folded
                || tally.unread.contains_key(&file)
                || !tally.asked.insert(file)
            {
                continue;
            }
            asks.push(Ask::Do(Effect::CountHits {
                request: self.opened,
                search: tally.id,
                file,
                change: found.change.clone(),
                expression: search.expression.clone(),
            }));
        }
    }

    /// Returns the matches in a section, as far as it was counted.
    pub(super) fn hits_of(&self, section: SectionIndex) -> Hits<'_> {
        let tally = &self.tally;
        let is_in_diff = self
            .search
            .as_ref()
            .is_some_and(|search| search.within == SearchArea::Diff);
        let rows = tally
            .sections
            .get(section)
            .and_then(Option::as_deref)
            .unwrap_or_default();
        let file = section
            .file()
            .and_then(|file| Some((file, self.files.get(file)?)));
        match file {
            Some((index, file))
                if is_in_diff
                    && !matches!(file.state, FileState::Read(_))
                    && !file.folded
                    && self.rows.is_shown(section) =>
            {
                Hits::Unread(tally.unread.get(&index).copied())
            }
            _ => Hits::Rows(rows),
        }
    }

    /// Returns the position of the cursor among the matches; `None` without a search.
    pub fn search_standing(&self) -> Option<MatchPosition> {
        self.search.as_ref()?;
        let cursor = self.view.cursor;
        let here = self.rows.section_of(cursor);
        let mut standing = MatchPosition {
            at: None,
            of: 0,
            counted: CountState::All,
        };
        for section in self.rows.sections() {
            let before = standing.of;
            match self.hits_of(section) {
                Hits::Rows(rows) => {
                    standing.of += rows.len();
                    let row = (cursor.saturating_sub(self.rows.start(section))) as u32;
                    let at = rows.binary_search(&row).ok().filter(|_| section == here);
                    if let Some(at) = at.filter(|_| standing.counted == CountState::All) {
                        standing.at = Some(before + at + 1);
                    }
                }
                Hits::Unread(Some(hits)) => standing.of += hits as usize,
                Hits::Unread(None) if self.tally.unread.len() >= MAX_COUNTED => {
                    standing.counted = CountState::InPart
                }
                Hits::Unread(None) => standing.counted = CountState::SoFar,
            }
        }
        Some(standing)
    }
}
