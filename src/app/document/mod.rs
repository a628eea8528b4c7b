//! The whole spec: its source, line by line, with its criteria in the margin.
//!
//! Owns which spec is shown, where its lines start, and where the reviewer is in it. Lines are wrapped
//! only when they come onto the screen, so that a frame costs the same however long the spec is.

mod amended;
mod moving;
mod scroll;

use std::ops::Range;

use super::{Message, Model, Screen};
use crate::model::id::Digest;
use crate::model::spec::{Criterion, CriterionKind, LineRange, Spec};
use crate::safe::{self, Line};
use amended::Amended;

/// Cells of an id in the margin, in a wide terminal and in a narrow one.
const IDS: (u16, u16) = (14, 8);

/// Cells of "left out" in the margin.
const LEFT_OUT: usize = 8;

/// Criteria looked at, from a line upwards, for one that the line is part of. They nest no deeper.
const NESTED: usize = 64;

/// The whole spec on the screen.
#[derive(Clone, Default, Debug)]
pub struct Document {
    /// Index of the spec.
    pub spec: usize,
    /// The line the cursor is on, 0-based.
    pub cursor: u32,
    /// The line at the top of the screen, and how many of its rows are above it.
    pub top: (u32, usize),
    /// What was chosen, and on which screen, when it was opened.
    from: Option<(Screen, Option<usize>)>,
    /// The text whose lines `starts` are.
    digest: Option<Digest>,
    /// The byte at which each line starts.
    starts: Vec<u32>,
    /// Lines that are headings, 0-based, in order.
    headings: Vec<u32>,
    /// Cells of the longest id.
    widest: u16,
    /// What the delivery changes in it.
    amended: Amended,
}

/// A row of the whole spec on the screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DocumentRow {
    /// The line it belongs to, 0-based.
    pub line: u32,
    /// Which row of that line, from 0.
    pub part: usize,
    /// What it shows.
    pub shown: DocumentText,
}

/// What a row of the whole spec shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DocumentText {
    /// Part of the line. Source offsets count from the line's start.
    Source(Line),
    /// What the reader had to say about the line; made safe.
    Warning(String),
    /// Why the line and those after it were left out, in our words.
    LeftOut(String),
}

impl Document {
    /// How many lines there are; at least one.
    pub fn len(&self) -> u32 {
        self.starts.len().max(1) as u32
    }

    /// Whether nothing was opened yet.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Whether a line is a heading.
    pub fn is_heading(&self, line: u32) -> bool {
        self.headings.binary_search(&line).is_ok()
    }

    /// Digits that line numbers need.
    pub fn digits(&self) -> u16 {
        (self.len().ilog10() as u16 + 1).max(3)
    }

    /// The bytes of a line in a spec's source, without its end.
    fn bytes(&self, line: u32) -> Range<usize> {
        let at = |line: usize| self.starts.get(line).map(|start| *start as usize);
        let start = at(line as usize).unwrap_or(0);
        start..at(line as usize + 1).map_or(usize::MAX, |next| next - 1)
    }

    /// Finds the lines and headings of a spec, unless they are known.
    fn index(&mut self, spec: &Spec) {
        if self.digest == Some(spec.digest) {
            return;
        }
        self.digest = Some(spec.digest);
        self.starts.clear();
        self.headings.clear();
        let source = spec.source.as_bytes();
        self.headings.extend(spec.headings.iter().map(|line| line.saturating_sub(1)));
        let mut start = 0;
        for line in source.split(|byte| *byte == b'\n') {
            self.starts.push(start);
            start = start.saturating_add(line.len() as u32 + 1);
        }
        // What follows the last line end is no line.
        if self.starts.len() > 1 && source.last() == Some(&b'\n') {
            self.starts.pop();
        }
        let widest = spec.criteria.iter().map(|item| item.id.as_str().len()).max().unwrap_or(0);
        let left_out = if spec.left_out.is_empty() { 0 } else { LEFT_OUT };
        self.widest = widest.max(left_out).min(usize::from(IDS.0)) as u16;
    }
}

impl Model {
    /// The spec shown as a whole.
    pub fn document_spec(&self) -> Option<&Spec> {
        self.engagement.specs.get(self.document.spec)
    }

    /// Cells of an id in the whole spec's margin.
    pub fn document_ids(&self) -> u16 {
        let most = if self.size.cols >= super::geometry::BOTH_PANES { IDS.0 } else { IDS.1 };
        self.document.widest.clamp(4, most)
    }

    /// Cells before a line's text: the chosen mark, the state, a blank, the id, a blank, the number, a
    /// blank, the criterion's bar, a blank.
    fn document_margin(&self) -> u16 {
        self.document_ids() + self.document.digits() + 7
    }

    /// A line of the spec shown as a whole, as it came: for searching, not for showing.
    pub(super) fn document_line(&self, line: u32) -> &[u8] {
        let source = self.document_spec().map(|spec| spec.source.as_bytes()).unwrap_or_default();
        let bytes = self.document.bytes(line);
        let found = source.get(bytes.start..bytes.end.min(source.len())).unwrap_or_default();
        found.strip_suffix(b"\r").unwrap_or(found)
    }

    /// Where a search finds its text in a line: byte ranges of the line.
    pub fn document_hits(&self, search: &super::search::Search, line: u32) -> Vec<Range<usize>> {
        search.expression.hits(self.document_line(line))
    }

    /// The rows of one line: its text, then what the reader had to say about it.
    fn document_rows(&self, line: u32) -> Vec<DocumentText> {
        let inner = self.size.body().inner();
        let width = inner.width.saturating_sub(self.document_margin() + 1);
        let mut rows: Vec<DocumentText> =
            safe::wrap(self.document_line(line), width).into_iter().map(DocumentText::Source).collect();
        if rows.is_empty() {
            rows.push(DocumentText::Source(Line::default()));
        }
        let warnings = self.document_spec().map(|spec| &*spec.warnings).unwrap_or_default();
        let first = warnings.partition_point(|warning| warning.line <= line);
        let here = warnings.iter().skip(first).take_while(|warning| warning.line == line + 1);
        rows.extend(here.map(|warning| {
            let about = safe::inline(&warning.about);
            let about = if about.is_empty() { String::new() } else { format!(": {about}") };
            DocumentText::Warning(format!("{}{about}", warning.message))
        }));
        let why = self.document_left_out(line);
        if let Some(why) = why.filter(|why| line == 0 || self.document_left_out(line - 1) != Some(*why)) {
            let words = safe::wrap(format!("left out: {why}"), width);
            rows.extend(words.into_iter().map(|row| DocumentText::LeftOut(row.text)));
        }
        rows.extend(self.document.amended.notes(line).iter().cloned().map(DocumentText::Warning));
        rows
    }

    /// What the spec's source has at a line, 0-based: criteria and tasks that start there.
    pub fn document_items(&self, line: u32) -> Vec<&Criterion> {
        let items = self.document_spec().map(|spec| &*spec.criteria).unwrap_or_default();
        let first = items.partition_point(|item| item.lines.first <= line);
        let end = items.partition_point(|item| item.lines.first <= line + 1);
        let here = items.get(first..end).unwrap_or_default().iter().zip(first..);
        here.filter(|(_, index)| self.document.amended.has(*index)).map(|(item, _)| item).collect()
    }

    /// Why a line, 0-based, was left out though it looks like a criterion; `None` where it was not.
    pub fn document_left_out(&self, line: u32) -> Option<&'static str> {
        self.document_spec()?.left_out_at(line + 1).map(|left_out| left_out.why)
    }

    /// The lines of the innermost criterion or task that a line, 0-based, is part of.
    pub fn document_range(&self, line: u32) -> Option<LineRange> {
        self.document_item(line, |_| true).map(|(_, item)| item.lines)
    }

    /// The number of the innermost criterion that a line, 0-based, is part of.
    pub fn document_criterion(&self, line: u32) -> Option<usize> {
        let (index, _) = self.document_item(line, |item| item.kind == CriterionKind::Criterion)?;
        self.engagement.number_at(self.document.spec, index)
    }

    fn document_item(&self, line: u32, wanted: impl Fn(&Criterion) -> bool) -> Option<(usize, &Criterion)> {
        let items = self.document_spec().map(|spec| &*spec.criteria)?;
        let end = items.partition_point(|item| item.lines.first <= line + 1);
        let near = items.get(..end)?.iter().enumerate().rev().take(NESTED);
        near.into_iter().find(|(index, item)| {
            item.lines.contains(line + 1) && wanted(item) && self.document.amended.has(*index)
        })
    }

    /// Opens the whole spec at the chosen criterion, or goes back when it is open.
    pub(super) fn toggle_document(&mut self) {
        if self.screen == Screen::Spec {
            return self.leave_document(true);
        }
        self.document.from = Some((self.screen, self.chosen));
        self.open_document();
    }

    /// Shows the whole spec at the chosen criterion.
    pub(super) fn open_document(&mut self) {
        let chosen = self.chosen.and_then(|chosen| self.engagement.criteria().get(chosen));
        let (spec, index) = match chosen {
            Some(found) => (found.spec, Some(found.index)),
            None => (0, None),
        };
        self.screen = Screen::Spec;
        self.search = None;
        let criterion = index.and_then(|index| self.engagement.specs.get(spec)?.criteria.get(index));
        let line = criterion.map_or(0, |item| item.lines.first.saturating_sub(1));
        let is_absent = self.is_chosen_absent();
        self.show_document(spec, line);
        if is_absent {
            let words = "the chosen criterion was removed from the spec; it stood about here";
            self.message = Some(Message::info(words));
        }
    }

    /// The lines of the chosen criterion, where the source of the spec shown has it.
    pub fn document_chosen(&self) -> Option<LineRange> {
        let found = self.engagement.criteria().get(self.chosen?)?;
        let is_here = found.spec == self.document.spec && self.document.amended.has(found.index);
        is_here.then(|| self.document_spec()?.criteria.get(found.index).map(|item| item.lines))?
    }

    /// Shows a spec at a line, 0-based.
    pub(super) fn show_document(&mut self, spec: usize, line: u32) {
        let Some(found) = self.engagement.specs.get(spec) else { return };
        self.document.spec = spec;
        self.document.index(found);
        self.document.amended = self.amended_in(spec);
        self.document_jump(line);
    }

    /// Goes back to where the whole spec was opened, with what was chosen then, or with the criterion under
    /// the cursor.
    pub(super) fn leave_document(&mut self, as_before: bool) {
        let (screen, chosen) = self.document.from.take().unwrap_or((Screen::Review, None));
        self.search = None;
        match (as_before, self.document_criterion(self.document.cursor)) {
            (true, _) => {
                if let Some(chosen) = chosen.filter(|chosen| *chosen < self.engagement.criteria().len()) {
                    self.choose(chosen);
                }
            }
            (false, Some(number)) => self.choose(number),
            (false, None) => {
                self.document.from = Some((screen, chosen));
                self.message = Some(Message::info("no criterion here; ] goes to the next one"));
                return;
            }
        }
        self.screen = if screen == Screen::Spec { Screen::Review } else { screen };
        match self.screen {
            Screen::Overview => self.rebuild_overview(),
            Screen::Snags => self.rebuild_snags(),
            Screen::Gaps => self.rebuild_gaps(),
            Screen::Amendments => self.fit_amendments(),
            Screen::Review | Screen::Verify | Screen::Spec => self.rebuild_criteria(),
        }
    }
}
