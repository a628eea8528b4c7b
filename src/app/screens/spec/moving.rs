//! Moves through the whole spec: by criterion, heading, file and match.

use crate::app::{Message, Model, Screen};
use crate::model::spec::{Criterion, CriterionKind};

impl Model {
    /// Makes the criterion under the cursor the chosen one, so that verdicts and notes are about it.
    pub(super) fn choose_in_document(&mut self) {
        if self.screen == Screen::Spec
            && let Some(number) = self.document_criterion(self.document.line())
        {
            self.choose(number);
        }
    }

    /// Whether a verdict or a note given now would be about something else than what is looked at.
    pub(in crate::app) fn is_off_criteria(&self) -> bool {
        self.screen == Screen::Spec && self.document_criterion(self.document.line()).is_none()
    }

    /// The next or previous criterion of the spec.
    pub(in crate::app) fn step_in_document(&mut self, forward: bool) {
        let Some(spec) = self.document_spec() else { return };
        let line = self.document.line() + 1;
        let is_criterion = |(index, item): &(usize, &Criterion)| {
            item.kind == CriterionKind::Criterion && self.document.amended.has(*index)
        };
        let items = spec.criteria.iter().enumerate();
        let found = if forward {
            let next = spec.criteria.partition_point(|item| item.lines.first <= line);
            items.skip(next).find(is_criterion)
        } else {
            let before = spec.criteria.partition_point(|item| item.lines.first < line);
            items.take(before).rev().find(is_criterion)
        };
        match found.map(|(_, item)| item.lines.first.saturating_sub(1)) {
            Some(line) => self.document_jump(line),
            None => {
                let words = if forward { "no further criterion in this spec" } else { "no criterion before" };
                self.message = Some(Message::info(words));
            }
        }
    }

    /// The next or previous line that looks like a criterion and was left out.
    pub(in crate::app) fn jump_left_out(&mut self, forward: bool) {
        let left_out = self.document_spec().map(|spec| &*spec.left_out).unwrap_or_default();
        let line = self.document.line() + 1;
        let found = if forward {
            left_out.get(left_out.partition_point(|one| one.lines.first <= line))
        } else {
            left_out
                .partition_point(|one| one.lines.first < line)
                .checked_sub(1)
                .and_then(|at| left_out.get(at))
        };
        match (found.map(|one| one.lines.first.saturating_sub(1)), left_out.is_empty()) {
            (Some(line), _) => self.document_jump(line),
            (None, true) => {
                self.message = Some(Message::info("nothing that looks like a criterion was left out"))
            }
            (None, false) => {
                let words = if forward { "no further line left out" } else { "no line left out before" };
                self.message = Some(Message::info(words));
            }
        }
    }

    /// The next or previous heading.
    pub(in crate::app) fn jump_heading(&mut self, forward: bool) {
        let headings = &self.document.headings;
        let cursor = self.document.line();
        let found = if forward {
            headings.get(headings.partition_point(|line| *line <= cursor))
        } else {
            headings.partition_point(|line| *line < cursor).checked_sub(1).and_then(|at| headings.get(at))
        };
        match found.copied() {
            Some(line) => self.document_jump(line),
            None => {
                let words = if forward { "no further heading" } else { "no heading before" };
                self.message = Some(Message::info(words));
            }
        }
    }

    /// Goes to the next or previous line, or piece of a long one, with a match, from the end on to the start.
    pub(in crate::app) fn search_document(&mut self, forward: bool) {
        let Some(search) = self.search.as_ref() else { return };
        let (cursor, len) = (self.document.cursor, self.document.len());
        let matches = |piece: &u32| search.expression.is_in(self.document_piece(*piece));
        let found = if forward {
            (cursor + 1..len).chain(0..=cursor).find(matches)
        } else {
            (0..cursor).rev().chain((cursor..len).rev()).find(matches)
        };
        match found {
            Some(piece) => {
                let around = if forward { piece <= cursor } else { piece >= cursor };
                if around {
                    let words = if piece == cursor {
                        "the only line with a match"
                    } else if forward {
                        "on from the start"
                    } else {
                        "on from the end"
                    };
                    self.message = Some(Message::info(words));
                }
                self.document_show(piece);
            }
            None => self.message = Some(Message::info("not in this spec")),
        }
    }
}
