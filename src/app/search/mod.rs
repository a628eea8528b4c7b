//! Searching the diff: from match to match over the whole increment, reading only files that have one.

mod expression;
mod tally;

use std::borrow::Cow;
use std::ops::Range;

pub use expression::Expression;
pub use tally::{Counted, Standing};

use crate::app::facts::threads::ThreadLine;
use crate::app::msg::Effect;
use crate::app::screens::review::CoverLine;
use crate::app::screens::review::rows::{LineKind, Row, RowKind};
use crate::app::{Message, Model, Screen};
use crate::model::change::{FileDiff, Side};
use crate::safe::Line;
use tally::{Hits, Tally};

/// Earlier searches that are remembered.
const MAX_EARLIER: usize = 100;

/// Where a search goes on.
enum Next {
    /// At a row.
    Row(usize),
    /// In a file that is to be counted or read first.
    Later,
    /// Nowhere.
    None,
}

/// A search in force.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Search {
    /// Which search it is, so that answers to another one are dropped.
    id: u64,
    /// What is looked for.
    pub expression: Expression,
    /// Where it is looked for.
    pub within: Within,
    /// The direction in which it waits for a file to be counted or read.
    waiting: Option<bool>,
    tally: Tally,
}

/// Where a search looks.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Within {
    /// In everything that the diff pane shows.
    #[default]
    Diff,
    /// In the files' names.
    Names,
}

impl Within {
    /// What a prompt calls it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Diff => "diff",
            Self::Names => "file names",
        }
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Diff => Self::Names,
            Self::Names => Self::Diff,
        }
    }
}

/// The searches of this run.
#[derive(Clone, Default, Debug)]
pub struct Searches {
    /// What was looked for, newest last.
    texts: Vec<String>,
    /// How many searches were begun.
    begun: u64,
}

/// A search being typed.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Asked {
    /// Where it will look.
    pub within: Within,
    /// How far back among the earlier searches; 0 is what is being typed.
    back: usize,
    /// What was typed before going back.
    typed: String,
}

impl Asked {
    /// Goes to an earlier search, or a later one; `text` is what stands in the prompt.
    pub fn earlier(&mut self, searches: &Searches, further: bool, text: &mut String) {
        if self.back == 0 {
            self.typed.clone_from(text);
        }
        let back =
            if further { (self.back + 1).min(searches.texts.len()) } else { self.back.saturating_sub(1) };
        if back != self.back {
            self.back = back;
            let earlier = searches.texts.len().checked_sub(back).and_then(|at| searches.texts.get(at));
            text.clone_from(earlier.unwrap_or(&self.typed));
        }
    }
}

impl Search {
    /// Where it matches in a line of the diff: byte ranges, left to right.
    pub fn hits(&self, line: &[u8]) -> Vec<Range<usize>> {
        if self.within == Within::Diff { self.expression.hits(line) } else { Vec::new() }
    }

    /// Where it matches in a line that is searched as it is shown: byte ranges of its text.
    pub fn hits_shown(&self, line: &Line) -> Vec<Range<usize>> {
        self.hits(line.text.as_bytes())
    }

    /// Rows of a section, or of all, are others now.
    pub fn forget_rows(&mut self, section: Option<usize>) {
        self.tally.forget(section);
    }

    /// The file that has to be read before the search can go on.
    pub fn waits_for(&self, model: &Model) -> Option<usize> {
        let forward = self.waiting?;
        let here = model.review.rows.section_of(model.review.view.cursor);
        let wanted = |section: &usize| matches!(model.hits_of(self, *section), Hits::Unread(Some(1..)));
        let section = if forward {
            (here..model.review.rows.section_count()).find(wanted)
        } else {
            (0..here + 1).rev().find(wanted)
        };
        section?.checked_sub(1)
    }
}

impl Model {
    /// Starts a search.
    pub(in crate::app) fn search_for(&mut self, text: String, within: Within, effects: &mut Vec<Effect>) {
        if text.is_empty() {
            self.search = None;
            return;
        }
        self.searches.texts.retain(|earlier| *earlier != text);
        self.searches.texts.push(text.clone());
        if self.searches.texts.len() > MAX_EARLIER {
            self.searches.texts.remove(0);
        }
        self.searches.begun += 1;
        self.search = Some(Search {
            id: self.searches.begun,
            expression: Expression::new(text),
            within,
            waiting: None,
            tally: Tally::default(),
        });
        if self.screen != Screen::Spec {
            self.screen = Screen::Review;
            self.review.diff_focus = true;
            self.count_hits(effects);
        }
        self.search_on(true, effects);
        let remark = self.search.as_ref().and_then(|search| search.expression.remark());
        if let Some(remark) = remark {
            let found = self.message.take().map(|message| format!("{} · ", message.text));
            self.message = Some(Message::info(format!("{}{remark}", found.unwrap_or_default())));
        }
    }

    /// Begins to count anew: the files are others now.
    pub(in crate::app) fn restart_search(&mut self) {
        self.searches.begun += 1;
        let id = self.searches.begun;
        if let Some(search) = &mut self.search {
            search.id = id;
            search.tally = Tally::default();
        }
    }

    /// Takes how many rows of a file match that is not read.
    pub(in crate::app) fn take_hits(&mut self, id: u64, file: usize, hits: u32) {
        if let Some(search) = self.search.as_mut().filter(|search| search.id == id) {
            search.tally.take(file, hits);
        }
    }

    /// Goes to the next or previous match after the cursor, reading files on the way that have one.
    pub fn search_on(&mut self, forward: bool, effects: &mut Vec<Effect>) {
        let Some(mut search) = self.search.take() else { return };
        if self.screen == Screen::Spec {
            let asks = self.document.search(&self.facts, &search, forward);
            self.search = Some(search);
            return self.answer(asks, effects);
        }
        search.waiting = None;
        match self.next_hit(&search, forward) {
            Next::Row(row) => self.jump_to_row(row),
            Next::Later => {
                search.waiting = Some(forward);
                self.message = Some(Message::info("searching … Esc stops"));
            }
            Next::None => {
                let way = if forward { "further" } else { "earlier" };
                self.message = Some(Message::info(format!("no {way} match")));
            }
        }
        self.search = Some(search);
    }

    fn next_hit(&self, search: &Search, forward: bool) -> Next {
        let rows = &self.review.rows;
        let cursor = self.review.view.cursor;
        let here = rows.section_of(cursor);
        let count = rows.section_count();
        let sections: Vec<usize> =
            if forward { (here..count).collect() } else { (0..(here + 1).min(count)).rev().collect() };
        for section in sections {
            let start = rows.start(section);
            match self.hits_of(search, section) {
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
                        Some(row) if self.row_matches(&search.expression, search.within, section, &row) => {
                            Next::Row(start)
                        }
                        _ => Next::Later,
                    };
                }
            }
        }
        Next::None
    }

    /// Goes on with a search that waited for a file.
    pub fn resume_search(&mut self, effects: &mut Vec<Effect>) {
        if let Some(forward) = self.search.as_ref().and_then(|search| search.waiting) {
            self.count_hits(effects);
            self.message = None;
            self.search_on(forward, effects);
        }
    }

    /// Whether a row matches. A wrapped line does with its first row, lines beside each other with either.
    fn row_matches(&self, expression: &Expression, within: Within, section: usize, row: &Row) -> bool {
        if within == Within::Names && row.kind != RowKind::File {
            return false;
        }
        if expression.is_in(&self.row_text(section, row)) {
            return true;
        }
        let RowKind::Line { kind: LineKind::Replaced, part: 0, .. } = row.kind else { return false };
        let file = section.checked_sub(1).and_then(|file| self.review.files.get(file));
        let text = file.and_then(|file| file.diff()).and_then(FileDiff::as_text);
        text.is_some_and(|text| expression.is_in(text.old.line(row.old)))
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
