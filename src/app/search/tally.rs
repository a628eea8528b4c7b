//! How many rows match, over the whole increment: those of files read by their rows, the others as a worker counts
//! them in the background.

use std::collections::{HashMap, HashSet};

use crate::app::Model;
use crate::app::msg::Effect;
use crate::app::screens::review::FileState;
use crate::app::search::Within;

/// Files being counted at once, so that those that are to be shown need not wait for long.
const COUNTS_AT_ONCE: usize = 2;

/// Files that are counted without anybody having gone there.
const MAX_COUNTED: usize = 5_000;

/// What is known so far.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Tally {
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
pub struct Standing {
    /// Which match the cursor is on, from 1; `None` on a row without, or while those before it are not all counted.
    pub at: Option<usize>,
    /// How many there are, as far as is known.
    pub of: usize,
    /// How far that is known.
    pub counted: Counted,
}

/// How far matches are counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counted {
    /// All of them.
    All,
    /// It goes on.
    SoFar,
    /// There are too many files to look into all of them unasked.
    InPart,
}

impl Tally {
    /// Forgets a section's rows, or all of them, for they are others now.
    pub fn forget(&mut self, section: Option<usize>) {
        match section {
            Some(section) => self.sections.get_mut(section).into_iter().for_each(|rows| *rows = None),
            None => self.sections.clear(),
        }
    }

    pub fn take(&mut self, file: usize, hits: u32) {
        self.asked.remove(&file);
        self.unread.insert(file, hits);
    }
}

impl Model {
    /// Looks through the rows that are new since last time, and has files counted that are not read.
    pub(in crate::app) fn count_hits(&mut self, effects: &mut Vec<Effect>) {
        let Some(mut search) = self.search.take() else { return };
        let rows = &self.review.rows;
        let tally = &mut search.tally;
        tally.sections.resize(rows.section_count(), None);
        for (section, known) in tally.sections.iter_mut().enumerate().filter(|(_, known)| known.is_none()) {
            let found = rows.section(section).map(|found| found.rows.as_slice()).unwrap_or_default();
            let matching = (0..).zip(found);
            let matching =
                matching.filter(|(_, row)| self.row_matches(&search.expression, search.within, section, row));
            *known = Some(matching.map(|(row, _)| row).collect());
        }
        if search.within == Within::Diff {
            self.ask_for_counts(&mut search, effects);
        }
        self.search = Some(search);
    }

    fn ask_for_counts(&self, search: &mut crate::app::search::Search, effects: &mut Vec<Effect>) {
        let files = &self.review.files;
        let here = self.review.rows.section_of(self.review.view.cursor).saturating_sub(1);
        let order: Vec<usize> = match search.waiting {
            Some(false) => (0..here + 1).rev().chain((here + 1..files.len()).rev()).collect(),
            _ => (here..files.len()).chain(0..here).collect(),
        };
        let unasked = search.waiting.is_none() && search.tally.unread.len() >= MAX_COUNTED;
        for file in order {
            if unasked || search.tally.asked.len() >= COUNTS_AT_ONCE {
                break;
            }
            let Some(found) = files.get(file) else { continue };
            let is_read = matches!(found.state, FileState::Read(_));
            if is_read
                || found.folded
                || search.tally.unread.contains_key(&file)
                || !search.tally.asked.insert(file)
            {
                continue;
            }
            effects.push(Effect::CountHits {
                request: self.review.opened,
                search: search.id,
                file,
                change: found.change.clone(),
                expression: search.expression.clone(),
            });
        }
    }

    /// What a section has of a search, as far as it was counted.
    pub(super) fn hits_of<'a>(&self, search: &'a crate::app::search::Search, section: usize) -> Hits<'a> {
        let rows = search.tally.sections.get(section).and_then(Option::as_deref).unwrap_or_default();
        let file = section.checked_sub(1).and_then(|file| Some((file, self.review.files.get(file)?)));
        match file {
            Some((index, file))
                if search.within == Within::Diff
                    && !matches!(file.state, FileState::Read(_))
                    && !file.folded
                    && self.review.rows.is_shown(section) =>
            {
                Hits::Unread(search.tally.unread.get(&index).copied())
            }
            _ => Hits::Rows(rows),
        }
    }

    /// Where the cursor is among the matches of the search in force.
    pub fn search_standing(&self) -> Option<Standing> {
        let search = self.search.as_ref()?;
        let cursor = self.review.view.cursor;
        let here = self.review.rows.section_of(cursor);
        let mut standing = Standing { at: None, of: 0, counted: Counted::All };
        for section in 0..self.review.rows.section_count() {
            let before = standing.of;
            match self.hits_of(search, section) {
                Hits::Rows(rows) => {
                    standing.of += rows.len();
                    let row = (cursor.saturating_sub(self.review.rows.start(section))) as u32;
                    let at = rows.binary_search(&row).ok().filter(|_| section == here);
                    if let Some(at) = at.filter(|_| standing.counted == Counted::All) {
                        standing.at = Some(before + at + 1);
                    }
                }
                Hits::Unread(Some(hits)) => standing.of += hits as usize,
                Hits::Unread(None) if search.tally.unread.len() >= MAX_COUNTED => {
                    standing.counted = Counted::InPart
                }
                Hits::Unread(None) => standing.counted = Counted::SoFar,
            }
        }
        Some(standing)
    }
}
