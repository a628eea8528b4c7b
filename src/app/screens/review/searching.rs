//! Searches the diff: goes from match to match over the whole increment, and reads only files that
//! have one.

use std::borrow::Cow;

use crate::app::facts::Facts;
use crate::app::facts::threads::ThreadLine;
use crate::app::input::keymap::Action;
use crate::app::screens::ask::Ask;
use crate::app::screens::review::rows::{Row, RowKind, RowSides};
use crate::app::screens::review::tally::Hits;
use crate::app::screens::review::{CoverLine, Review};
use crate::app::search::{Search, SearchArea};
use crate::model::change::{FileDiff, Side};
use crate::model::index::{FileIndex, Indexes, SectionIndex};

/// The next step of a search.
enum Next {
    /// Go to this row.
    Row(usize),
    /// Wait until a file is counted or read.
    Later,
    /// Stop: there is no further match.
    None,
}

impl Review {
    /// Starts a search: counts its matches and goes to the first one after the cursor.
    pub(in crate::app) fn search_for(
        &mut self,
        facts: &Facts,
        search: Search,
        asks: &mut Vec<Ask>,
    ) {
        self.search = Some(search);
        self.restart_search();
        self.diff_focus = true;
        self.count_hits(asks);
        self.search_on(facts, true, asks);
    }

    /// Starts counting again, as after the files changed; answers to the former count are dropped.
    pub(in crate::app) fn restart_search(&mut self) {
        self.tally = self.tally.next();
    }

    /// Ends the search; returns whether there was one.
    pub(in crate::app) fn end_search(&mut self) -> bool {
        self.restart_search();
        self.search.take().is_some()
    }

    /// Takes in the number of matching rows of an unread file.
    pub(in crate::app) fn take_hits(&mut self, id: u64, file: FileIndex, hits: u32) {
        if id == self.tally.id {
            self.tally.take(file, hits);
        }
    }

    /// Goes to the next or previous match; reads the files with matches on the way.
    pub fn search_on(&mut self, facts: &Facts, forward: bool, asks: &mut Vec<Ask>) {
        if self.search.is_none() {
            return;
        }
        self.tally.waiting = None;
        match self.next_hit(forward) {
            Next::Row(row) => self.jump_to_row(facts, row, asks),
            Next::Later => {
                self.tally.waiting = Some(forward);
                asks.push(Ask::info(
                    facts.with_keys("searching …", &[(Action::Back, "stops")]),
                ));
            }
            Next::None => {
                let way = if forward { "later" } else { "earlier" };
                asks.push(Ask::info(format!("no {way} match")));
            }
        }
    }

    /// Continues a search that waited for a file; returns whether one did.
    pub(in crate::app) fn resume_search(&mut self, facts: &Facts, asks: &mut Vec<Ask>) -> bool {
        let Some(forward) = self.tally.waiting.filter(|_| self.search.is_some()) else {
            return false;
        };
        self.count_hits(asks);
        self.search_on(facts, forward, asks);
        true
    }

    /// Returns the index of the file that has to be read before the search can go on.
    pub(super) fn search_waits_for(&self) -> Option<FileIndex> {
        let forward = self.tally.waiting?;
        let here = self.rows.section_of(self.view.cursor);
        let wanted =
            |section: &SectionIndex| matches!(self.hits_of(*section), Hits::Unread(Some(1..)));
        let section = if forward {
            self.rows.sections_from(here).find(wanted)
        } else {
            Indexes::before(here.next()).rev().find(wanted)
        };
        section?.file()
    }

    fn next_hit(&self, forward: bool) -> Next {
        let Some(search) = &self.search else {
            return Next::None;
        };
        let rows = &self.rows;
        let cursor = self.view.cursor;
        let here = rows.section_of(cursor);
        let sections: Vec<SectionIndex> = if forward {
            rows.sections_from(here).collect()
        } else {
            Indexes::before(here.next()).rev().collect()
        };
        for section in sections {
            let start = rows.start(section);
            match self.hits_of(section) {
                Hits::Rows(hits) => {
                    let mut hits = hits.iter().map(|row| start + *row as usize);
                    let found = if forward {
                        hits.find(|row| *row > cursor)
                    } else {
                        hits.rfind(|row| *row < cursor)
                    };
                    if let Some(row) = found {
                        return Next::Row(row);
                    }
                }
                Hits::Unread(Some(0)) => {}
                Hits::Unread(_) => {
                    let header = rows.get(start).map(|(_, row)| row);
                    let header = header.filter(|_| forward && start > cursor);
                    return match header {
                        Some(row) if self.row_matches(search, section, &row) => Next::Row(start),
                        _ => Next::Later,
                    };
                }
            }
        }
        Next::None
    }

    /// Tells whether a row matches. A wrapped line matches in its first row, lines beside each
    /// other by either text.
    pub(super) fn row_matches(&self, search: &Search, section: SectionIndex, row: &Row) -> bool {
        if search.within == SearchArea::Names && row.kind != RowKind::File {
            return false;
        }
        if search.expression.is_in(&self.row_text(section, row)) {
            return true;
        }
        let RowKind::Line {
            kind: RowSides::Replaced,
            part: 0,
            ..
        } = row.kind
        else {
            return false;
        };
        let file = self.file_in_section(section);
        let text = file
            .and_then(|file| file.diff())
            .and_then(FileDiff::as_text);
        text.is_some_and(|text| search.expression.is_in(text.old.line(row.old)))
    }

    /// Returns the raw text of a row: for searching and copying, not for showing.
    pub fn row_text(&self, section: SectionIndex, row: &Row) -> Cow<'_, [u8]> {
        let file = self.file_in_section(section);
        let empty = Cow::Borrowed(&[][..]);
        match row.kind {
            RowKind::File => {
                file.map_or(empty, |file| Cow::Borrowed(file.change.path().as_bytes()))
            }
            RowKind::Line { part: 0, .. } => {
                let Some(diff) = file
                    .and_then(|file| file.diff())
                    .and_then(FileDiff::as_text)
                else {
                    return empty;
                };
                match row.note_line() {
                    Some((Side::New, line)) => Cow::Borrowed(diff.new.line(line)),
                    Some((Side::Old, line)) => Cow::Borrowed(diff.old.line(line)),
                    None => empty,
                }
            }
            RowKind::Thread { thread, part } => {
                let view = self.threads.get(thread as usize).and_then(Option::as_ref);
                match view.and_then(|view| view.lines.get(usize::from(part))) {
                    Some(
                        ThreadLine::Body(line)
                        | ThreadLine::ReplyBody(line)
                        | ThreadLine::Quote(line),
                    ) => Cow::Borrowed(line.text.as_bytes()),
                    _ => empty,
                }
            }
            RowKind::Cover(index) => match self.cover.get(index as usize) {
                Some(CoverLine::Message(line)) => Cow::Borrowed(line.text.as_bytes()),
                Some(CoverLine::Commit(commit)) => {
                    let listing = self.listing.as_ref();
                    let commit = listing.and_then(|listing| listing.commits.get(*commit));
                    commit.map_or(empty, |commit| {
                        Cow::Owned(commit.subject().as_bytes().to_vec())
                    })
                }
                _ => empty,
            },
            _ => empty,
        }
    }
}
