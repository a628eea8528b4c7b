//! Searching the diff: rows one after the other, reading further files only as the search meets them.

use std::borrow::Cow;
use std::ops::Range;

use super::review::{CoverLine, FileState, Review};
use super::rows::{Row, RowKind};
use super::threads::ThreadLine;
use super::{Message, Model, Screen};
use crate::model::change::{FileDiff, Side};
use crate::safe::Line;

/// A search in force.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Search {
    /// What is looked for. Upper case counts only when it has some.
    pub needle: String,
    /// The direction in which it waits for a file to be read.
    waiting: Option<bool>,
}

impl Search {
    /// A search for a text.
    pub fn new(needle: String) -> Self {
        Self { needle, waiting: None }
    }

    /// Where the text is found in a line: byte ranges, left to right.
    pub fn hits(&self, line: &[u8]) -> Vec<Range<usize>> {
        let mut hits = Vec::new();
        let mut at = 0;
        while let Some(hit) = self.next(line, at) {
            at = hit.end;
            hits.push(hit);
        }
        hits
    }

    /// Where the text is found in a line that is searched as it is shown: byte ranges of its text.
    pub fn hits_shown(&self, line: &Line) -> Vec<Range<usize>> {
        self.hits(line.text.as_bytes())
    }

    /// Whether the text is found in a line.
    pub fn is_in(&self, line: &[u8]) -> bool {
        self.next(line, 0).is_some()
    }

    /// The first match from a byte on.
    fn next(&self, line: &[u8], from: usize) -> Option<Range<usize>> {
        let needle = self.needle.as_bytes();
        let first = *needle.first()?;
        let exact = self.needle.chars().any(char::is_uppercase);
        let (lower, upper) =
            if exact { (first, first) } else { (first.to_ascii_lowercase(), first.to_ascii_uppercase()) };
        let mut at = from;
        loop {
            at += line.get(at..)?.iter().position(|byte| *byte == lower || *byte == upper)?;
            let part = line.get(at..at + needle.len())?;
            if if exact { part == needle } else { part.eq_ignore_ascii_case(needle) } {
                return Some(at..at + needle.len());
            }
            at += 1;
        }
    }

    /// The file that has to be read before the search can go on.
    pub fn waits_for(&self, review: &Review) -> Option<usize> {
        let forward = self.waiting?;
        next_unread(review, forward)
    }
}

fn next_unread(review: &Review, forward: bool) -> Option<usize> {
    let here = review.rows.section_of(review.view.cursor);
    let unread = |file: &usize| {
        let found = &review.files[*file];
        !matches!(found.state, FileState::Read(_)) && !found.folded
    };
    if forward {
        (here.saturating_sub(1)..review.files.len()).find(unread)
    } else {
        (0..here).rev().find(unread)
    }
}

impl Model {
    /// Goes to the next or previous match after the cursor, reading files on the way.
    pub fn search_on(&mut self, forward: bool) {
        if self.screen == Screen::Spec {
            return self.search_document(forward);
        }
        let Some(mut search) = self.search.take() else { return };
        search.waiting = None;
        let rows = &self.review.rows;
        let cursor = self.review.view.cursor;
        let stop = next_unread(&self.review, forward).map(|file| rows.start(file + 1));
        let matches = |row: usize| {
            rows.get(row)
                .is_some_and(|(section, found)| !search.hits(&self.row_text(section, &found)).is_empty())
        };
        let found = if forward {
            (cursor + 1..stop.map_or(rows.len(), |stop| stop + 1).max(cursor + 1)).find(|row| matches(*row))
        } else {
            (stop.map_or(0, |stop| stop + 1)..cursor).rev().find(|row| matches(*row))
        };
        match (found, stop) {
            (Some(row), _) => self.jump_to_row(row),
            (None, Some(_)) => {
                search.waiting = Some(forward);
                self.message = Some(Message::info("searching … Esc stops"));
            }
            (None, None) => {
                let way = if forward { "further" } else { "earlier" };
                self.message = Some(Message::info(format!("no {way} match")));
            }
        }
        self.search = Some(search);
    }

    /// Goes on with a search that waited for a file.
    pub fn resume_search(&mut self) {
        if let Some(forward) = self.search.as_ref().and_then(|search| search.waiting) {
            self.message = None;
            self.search_on(forward);
        }
    }

    /// The text of a row, as it came: for searching and copying, not for showing.
    pub fn row_text(&self, section: usize, row: &Row) -> Cow<'_, [u8]> {
        let file = section.checked_sub(1).and_then(|file| self.review.files.get(file));
        let empty = Cow::Borrowed(&[][..]);
        match row.kind {
            RowKind::File => file.map_or(empty, |file| Cow::Borrowed(file.change.path().as_bytes())),
            RowKind::Line { part: 0, .. } => {
                let Some(diff) = file.and_then(|file| file.diff()).and_then(FileDiff::as_text) else {
                    return empty;
                };
                match row.note_line() {
                    Some((Side::New, line)) => Cow::Borrowed(diff.new.line(line)),
                    Some((Side::Old, line)) => Cow::Borrowed(diff.old.line(line)),
                    None => empty,
                }
            }
            RowKind::Thread { thread, part } => {
                let view = self.review.threads.get(thread as usize).and_then(Option::as_ref);
                match view.and_then(|view| view.lines.get(usize::from(part))) {
                    Some(ThreadLine::Body(line) | ThreadLine::ReplyBody(line) | ThreadLine::Quote(line)) => {
                        Cow::Borrowed(line.text.as_bytes())
                    }
                    _ => empty,
                }
            }
            RowKind::Cover(index) => match self.review.cover.get(index as usize) {
                Some(CoverLine::Message(line)) => Cow::Borrowed(line.text.as_bytes()),
                Some(CoverLine::Commit(commit)) => {
                    let listing = self.review.listing.as_ref();
                    let commit = listing.and_then(|listing| listing.commits.get(*commit));
                    commit.map_or(empty, |commit| Cow::Owned(commit.subject().as_bytes().to_vec()))
                }
                _ => empty,
            },
            _ => empty,
        }
    }
}
