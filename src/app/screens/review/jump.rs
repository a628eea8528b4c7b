//! Jumps through the diff: by hunk, file and note, and to what is left to review.

use crate::app::facts::Facts;
use crate::app::input::geometry::Focus;
use crate::app::input::keymap::Action;
use crate::app::screens::ask::Ask;
use crate::app::screens::review::rows::{RowAnchor, RowKind, RowPlace};
use crate::app::screens::review::{FileState, Review, Shown};
use crate::model::change::{FileDiff, Side};
use crate::model::index::{CriterionIndex, FileIndex, Indexes, SectionIndex};
use crate::model::verdict::CriterionState;

impl Review {
    /// Jumps to a row of the diff; the trail remembers the place before.
    pub fn jump_to_row(&mut self, facts: &Facts, row: usize, asks: &mut Vec<Ask>) {
        if row != self.view.cursor {
            self.leave_mark(facts);
        }
        self.diff_focus = true;
        self.view.jump(row, self.rows.len());
        self.follow_hunk(facts, asks);
    }

    /// Chooses the criterion of the note under the cursor; else the first one that the hunk there
    /// bears on, unless it also bears on the chosen one.
    pub fn follow_hunk(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        let thread = self
            .thread_here()
            .and_then(|thread| facts.record.threads.get(thread as usize));
        let noted = thread.and_then(|thread| thread.place.criterion.as_ref());
        if let Some(criterion) = noted
            .and_then(|key| facts.engagement.criterion_of(key))
            .filter(|_| !self.is_gathered())
        {
            return asks.push(Ask::Choose(criterion));
        }
        let Some((section, hunk)) = self.rows.hunk_at(self.view.cursor) else {
            return;
        };
        let Some(file) = self.file_in_section(section) else {
            return;
        };
        let links = file.links.of_hunk(hunk);
        if self.is_gathered()
            || links
                .iter()
                .any(|link| Some(link.criterion) == facts.chosen)
        {
            return;
        }
        // A suggestion must not replace the criterion that the reviewer chose.
        if let Some(link) = links.iter().find(|link| link.state.counts()) {
            asks.push(Ask::Choose(link.criterion));
        }
    }

    /// Jumps to the next or previous hunk; to the header of a file that is not read yet.
    pub fn jump_hunk(&mut self, facts: &Facts, forward: bool, asks: &mut Vec<Ask>) {
        let cursor = self.view.cursor;
        let found = self.rows.jump_hunk(cursor, forward);
        let unread = self.unread_between(cursor, found, forward);
        match unread.or(found) {
            Some(row) => self.jump_to_row(facts, row, asks),
            None => asks.push(Ask::info(if forward {
                "no later hunk"
            } else {
                "no hunk before"
            })),
        }
    }

    /// Returns the header of the nearest unread, unfolded file between two rows.
    fn unread_between(&self, from: usize, to: Option<usize>, forward: bool) -> Option<usize> {
        let rows = &self.rows;
        let here = rows.section_of(from);
        let unread = |section: &SectionIndex| {
            let file = self.file_in_section(*section);
            rows.is_shown(*section)
                && file
                    .is_some_and(|file| !matches!(file.state, FileState::Read(_)) && !file.folded)
        };
        let end = to.map(|row| rows.section_of(row));
        let section = if forward {
            let sections = rows.sections_from(here.next());
            let before = |section: &SectionIndex| end.is_none_or(|end| *section < end);
            sections.take_while(before).find(unread)
        } else {
            let first = end.map_or(SectionIndex::COVER, |end| end.next());
            Indexes::between(first, here).rev().find(unread)
        };
        section.map(|section| rows.header(section))
    }

    /// Jumps to the next or previous thread.
    pub fn jump_note(&mut self, facts: &Facts, forward: bool, asks: &mut Vec<Ask>) {
        match self.rows.jump_thread(self.view.cursor, forward) {
            Some(row) => self.jump_to_thread(facts, row, asks),
            None => asks.push(Ask::info(if forward {
                "no further note"
            } else {
                "no note before"
            })),
        }
    }

    /// Jumps to the first row of a thread and scrolls so that all of it shows.
    fn jump_to_thread(&mut self, facts: &Facts, row: usize, asks: &mut Vec<Ask>) {
        self.jump_to_row(facts, row, asks);
        let len = self.rows.len();
        let thread = self.thread_here();
        let is_more = |row: &usize| match (self.rows.get(*row).map(|(_, row)| row.kind), thread) {
            (Some(RowKind::Thread { thread: shown, .. }), Some(thread)) => shown == thread,
            _ => false,
        };
        let last = (row..len).take_while(is_more).last().unwrap_or(row);
        self.view.show_also(last, len);
    }

    /// Jumps to the next or previous file.
    pub fn jump_file(&mut self, facts: &Facts, forward: bool, asks: &mut Vec<Ask>) {
        if let Some(row) = self.rows.jump_section(self.view.cursor, forward) {
            self.jump_to_row(facts, row, asks);
        }
    }

    /// Returns the rows of what the user has not viewed: each hunk's first change, and the headers
    /// of files that are folded, unread, without hunks, or without a change that counts.
    pub(in crate::app) fn unviewed(&self, facts: &Facts) -> Vec<usize> {
        let mut rows: Vec<usize> = Vec::new();
        for (index, file) in self.files.entries() {
            let section = index.section();
            if file.viewed || !self.rows.is_shown(section) {
                continue;
            }
            match file.diff() {
                Some(FileDiff::Text(text))
                    if !text.hunks.is_empty() && !file.folded && !file.is_quiet() =>
                {
                    let unseen = (0..)
                        .zip(&text.hunks)
                        .filter(|(_, hunk)| !facts.is_viewed(&hunk.digest));
                    rows.extend(
                        unseen.filter_map(|(hunk, _)| self.rows.row_of_hunk(section, hunk)),
                    );
                }
                _ => rows.push(self.rows.header(section)),
            }
        }
        rows
    }

    /// Goes to what is left to review: a hunk not viewed, then a criterion without a verdict that
    /// holds.
    pub fn jump_to_review(&mut self, facts: &Facts, forward: bool, asks: &mut Vec<Ask>) {
        let cursor = self.view.cursor;
        let rows = self.unviewed(facts);
        let next = if forward {
            rows.iter()
                .find(|row| **row > cursor || (!self.diff_focus && **row == cursor))
        } else {
            rows.iter().rev().find(|row| **row < cursor)
        };
        if let Some(row) = next
            .or(if forward { rows.first() } else { rows.last() })
            .copied()
            && (row != cursor || !self.diff_focus)
        {
            self.jump_to_row(facts, row, asks);
        } else if let Some(criterion) = self.next_unjudged(facts) {
            asks.push(Ask::Choose(criterion));
            self.diff_focus = false;
            self.tree.focused = false;
            let viewed = if rows.is_empty() {
                "all hunks here are viewed"
            } else {
                "one hunk is left to view"
            };
            asks.push(Ask::info(format!(
                "{viewed}; this criterion needs a verdict"
            )));
        } else {
            let keys = [(Action::NextIncrement, "goes to the next increment")];
            asks.push(Ask::info(
                facts.with_keys("nothing is left to review here", &keys),
            ));
        }
    }

    /// Returns the first criterion in scope that the increment bears on and that needs a verdict.
    fn next_unjudged(&self, facts: &Facts) -> Option<CriterionIndex> {
        let borne_on = facts.borne_on(Indexes::one(self.increment));
        let waits = |criterion: &CriterionIndex| {
            let state = facts
                .engagement
                .key(*criterion)
                .map(|key| self.state_here(facts, key));
            matches!(
                state,
                Some(CriterionState::Unreviewed | CriterionState::Stale | CriterionState::Disputed)
            )
        };
        facts
            .engagement
            .criteria_in(facts.scope)
            .find(|criterion| borne_on.contains(criterion) && waits(criterion))
    }

    /// Returns the row that shows a line of a file; the file's header until it is read.
    pub(in crate::app) fn row_of_line(&self, file: FileIndex, line: Option<(Side, u32)>) -> usize {
        let rows = &self.rows;
        let Some((side, line)) = line else {
            return rows.header(file.section());
        };
        let place = RowPlace::Line {
            side,
            line,
            other: 0,
            part: 0,
        };
        rows.row_of(&RowAnchor {
            section: file.section(),
            place,
        })
        .unwrap_or_else(|| rows.header(file.section()))
    }

    /// Returns the first row of a thread, if it is shown.
    pub fn row_of_thread(&self, thread: u32) -> Option<usize> {
        self.rows.sections().find_map(|section| {
            let threads = &self.rows.section(section)?.threads;
            let (row, _) = threads.iter().find(|(_, shown)| *shown == thread)?;
            Some(self.rows.start(section) + *row as usize)
        })
    }

    /// Returns the index in the record of the thread under the cursor.
    pub fn thread_here(&self) -> Option<u32> {
        match self.rows.get(self.view.cursor)?.1.kind {
            RowKind::Thread { thread, .. } => Some(thread),
            _ => None,
        }
    }

    /// Returns the place of the cursor in its increment, for comparison with a change's place: the
    /// index of the file in the trace, and 0 for the file or 1 + the hunk's index.
    pub(in crate::app) fn place_in_increment(&self, facts: &Facts) -> Option<(usize, usize)> {
        let on_diff = self.focus() == Focus::Diff;
        let file = self.file_at(self.view.cursor).filter(|_| on_diff)?;
        let found = self.files.get(file)?;
        let trace = facts.trace(found.increment)?;
        let number = trace
            .files
            .iter()
            .position(|stat| stat.path == *found.change.path())?;
        let hunk = self
            .rows
            .hunk_at(self.view.cursor)
            .filter(|(section, _)| *section == file.section());
        let whole = self.shown == Shown::Whole || self.is_gathered();
        Some((
            number,
            hunk.filter(|_| whole)
                .map_or(0, |(_, hunk)| hunk as usize + 1),
        ))
    }
}
