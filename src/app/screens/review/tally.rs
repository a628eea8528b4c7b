//! How many rows match, over the whole increment: those of files read by their rows, the others as a worker counts
//! them in the background.

use std::collections::{HashMap, HashSet};

use crate::app::msg::Effect;
use crate::app::screens::ask::Ask;
use crate::app::screens::review::{FileState, Review};
use crate::app::search::{Search, SearchArea};

/// Files being counted at once, so that those that are to be shown need not wait for long.
const COUNTS_AT_ONCE: usize = 2;

/// Files that are counted without anybody having gone there.
const MAX_COUNTED: usize = 5_000;

/// What is known so far.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(crate) struct MatchTally {
    /// Which search is counted, so that answers to another one are dropped.
    pub(super) id: u64,
    /// The direction in which the search waits for a file to be counted or read.
    pub(super) waiting: Option<bool>,
    /// By section: the rows that match, counted from the section's first; `None` until looked at.
    sections: Vec<Option<Vec<u32>>>,
    /// Of files that are not read: how many rows would match.
    unread: HashMap<usize, u32>,
    asked: HashSet<usize>,
}

/// What a section has of a search.
pub(super) enum Hits<'a> {
    /// These rows, counted from its first.
    Rows(&'a [u32]),
    /// So many, once it is read; `None` when nobody has counted yet.
    Unread(Option<u32>),
}

/// Where the cursor is among the matches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MatchPosition {
    /// Which match the cursor is on, from 1; `None` on a row without, or while those before it are not all counted.
    pub at: Option<usize>,
    /// How many there are, as far as is known.
    pub of: usize,
    /// How far that is known.
    pub counted: CountState,
}

/// How far matches are counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CountState {
    /// All of them.
    All,
    /// It goes on.
    SoFar,
    /// There are too many files to look into all of them unasked.
    InPart,
}

impl MatchTally {
    /// An empty count of the next search.
    pub(super) fn next(&self) -> Self {
        Self { id: self.id + 1, ..Self::default() }
    }

    /// Forgets a section's rows, or all of them, for they are others now.
    pub(crate) fn forget(&mut self, section: Option<usize>) {
        match section {
            Some(section) => self.sections.get_mut(section).into_iter().for_each(|rows| *rows = None),
            None => self.sections.clear(),
        }
    }

    pub(crate) fn take(&mut self, file: usize, hits: u32) {
        self.asked.remove(&file);
        self.unread.insert(file, hits);
    }
}

impl Review {
    /// Looks through the rows that are new since last time, and has files counted that are not read.
    pub(in crate::app) fn count_hits(&mut self, asks: &mut Vec<Ask>) {
        let Some(search) = self.search.take() else { return };
        let mut sections = std::mem::take(&mut self.tally.sections);
        let rows = &self.rows;
        sections.resize(rows.section_count(), None);
        for (section, known) in sections.iter_mut().enumerate().filter(|(_, known)| known.is_none()) {
            let found = rows.section(section).map(|found| found.rows.as_slice()).unwrap_or_default();
            let matching = (0..).zip(found).filter(|(_, row)| self.row_matches(&search, section, row));
            *known = Some(matching.map(|(row, _)| row).collect());
        }
        self.tally.sections = sections;
        if search.within == SearchArea::Diff {
            self.ask_for_counts(&search, asks);
        }
        self.search = Some(search);
    }

    fn ask_for_counts(&mut self, search: &Search, asks: &mut Vec<Ask>) {
        let here = self.rows.section_of(self.view.cursor).saturating_sub(1);
        let files = &self.files;
        let tally = &mut self.tally;
        let order: Vec<usize> = match tally.waiting {
            Some(false) => (0..here + 1).rev().chain((here + 1..files.len()).rev()).collect(),
            _ => (here..files.len()).chain(0..here).collect(),
        };
        let unasked = tally.waiting.is_none() && tally.unread.len() >= MAX_COUNTED;
        for file in order {
            if unasked || tally.asked.len() >= COUNTS_AT_ONCE {
                break;
            }
            let Some(found) = files.get(file) else { continue };
            let is_read = matches!(found.state, FileState::Read(_));
            if is_read || found.folded || tally.unread.contains_key(&file) || !tally.asked.insert(file) {
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

    /// What a section has of a search, as far as it was counted.
    pub(super) fn hits_of(&self, section: usize) -> Hits<'_> {
        let tally = &self.tally;
        let is_in_diff = self.search.as_ref().is_some_and(|search| search.within == SearchArea::Diff);
        let rows = tally.sections.get(section).and_then(Option::as_deref).unwrap_or_default();
        let file = section.checked_sub(1).and_then(|file| Some((file, self.files.get(file)?)));
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

    /// Where the cursor is among the matches of the search in force.
    pub fn search_standing(&self) -> Option<MatchPosition> {
        self.search.as_ref()?;
        let cursor = self.view.cursor;
        let here = self.rows.section_of(cursor);
        let mut standing = MatchPosition { at: None, of: 0, counted: CountState::All };
        for section in 0..self.rows.section_count() {
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
