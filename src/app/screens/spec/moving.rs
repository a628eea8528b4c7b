//! Moves through the whole spec: by criterion, heading, file and match.

use crate::app::facts::Facts;
use crate::app::screens::ask::Ask;
use crate::app::screens::spec::SpecScreen;
use crate::model::spec::{Criterion, CriterionKind};

impl SpecScreen {
    /// Moves the cursor, and chooses the criterion it reaches; tells the user why when it cannot
    /// move.
    pub(super) fn moved(
        &mut self,
        facts: &Facts,
        by: impl FnOnce(&mut Self) -> Result<(), &'static str>,
    ) -> Vec<Ask> {
        match by(self) {
            Ok(()) => self.choose(facts),
            Err(why) => vec![Ask::info(why)],
        }
    }

    /// Makes the criterion under the cursor the chosen one, so that verdicts and notes are about
    /// it.
    pub(super) fn choose(&self, facts: &Facts) -> Vec<Ask> {
        self.criterion(facts, self.line())
            .map(Ask::Choose)
            .into_iter()
            .collect()
    }

    /// Goes to the next or previous criterion of the spec.
    pub(super) fn next_criterion(
        &mut self,
        facts: &Facts,
        forward: bool,
    ) -> Result<(), &'static str> {
        let Some(spec) = self.shown(facts) else {
            return Ok(());
        };
        let line = self.line() + 1;
        let is_criterion = |(index, item): &(usize, &Criterion)| {
            item.kind == CriterionKind::Criterion && self.amended.has(*index)
        };
        let items = spec.criteria.iter().enumerate();
        let found = if forward {
            let next = spec
                .criteria
                .partition_point(|item| item.lines.first <= line);
            items.skip(next).find(is_criterion)
        } else {
            let before = spec
                .criteria
                .partition_point(|item| item.lines.first < line);
            items.take(before).rev().find(is_criterion)
        };
        match found.map(|(_, item)| item.lines.first.saturating_sub(1)) {
            Some(line) => {
                self.jump(facts, line);
                Ok(())
            }
            None => {
                let words = if forward {
                    "no later criterion in this spec"
                } else {
                    "no criterion before"
                };
                Err(words)
            }
        }
    }

    /// Goes to the next or previous line that looks like a criterion and was left out.
    pub(super) fn next_left_out(
        &mut self,
        facts: &Facts,
        forward: bool,
    ) -> Result<(), &'static str> {
        let left_out = self
            .shown(facts)
            .map(|spec| &*spec.left_out)
            .unwrap_or_default();
        let line = self.line() + 1;
        let found = if forward {
            left_out.get(left_out.partition_point(|one| one.lines.first <= line))
        } else {
            left_out
                .partition_point(|one| one.lines.first < line)
                .checked_sub(1)
                .and_then(|at| left_out.get(at))
        };
        match (
            found.map(|one| one.lines.first.saturating_sub(1)),
            left_out.is_empty(),
        ) {
            (Some(line), _) => {
                self.jump(facts, line);
                Ok(())
            }
            (None, true) => Err("no line that looks like a criterion was left out"),
            (None, false) => {
                let words = if forward {
                    "no further line left out"
                } else {
                    "no line left out before"
                };
                Err(words)
            }
        }
    }

    /// Goes to the next or previous heading.
    pub(super) fn next_heading(
        &mut self,
        facts: &Facts,
        forward: bool,
    ) -> Result<(), &'static str> {
        let headings = &self.headings;
        let cursor = self.line();
        let found = if forward {
            headings.get(headings.partition_point(|line| *line <= cursor))
        } else {
            headings
                .partition_point(|line| *line < cursor)
                .checked_sub(1)
                .and_then(|at| headings.get(at))
        };
        match found.copied() {
            Some(line) => {
                self.jump(facts, line);
                Ok(())
            }
            None => {
                let words = if forward {
                    "no further heading"
                } else {
                    "no heading before"
                };
                Err(words)
            }
        }
    }

    /// Goes to the next or previous match, by line or piece of a long line; wraps around at the
    /// ends.
    pub(in crate::app) fn search_on(&mut self, facts: &Facts, forward: bool) -> Vec<Ask> {
        let Some(search) = &self.search else {
            return Vec::new();
        };
        let (cursor, len) = (self.cursor, self.piece_count());
        let matches = |piece: &u32| search.expression.is_in(self.piece(facts, *piece));
        let found = if forward {
            (cursor + 1..len).chain(0..=cursor).find(matches)
        } else {
            (0..cursor).rev().chain((cursor..len).rev()).find(matches)
        };
        let Some(piece) = found else {
            return vec![Ask::info("no match in this spec")];
        };
        let around = if forward {
            piece <= cursor
        } else {
            piece >= cursor
        };
        let words = match () {
            () if piece == cursor => "the only line with a match",
            () if forward => "search continued from the start",
            () => "search continued from the end",
        };
        self.show_piece(facts, piece);
        let mut asks = self.choose(facts);
        asks.extend(around.then(|| Ask::info(words)));
        asks
    }
}
