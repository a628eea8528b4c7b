//! The whole spec: its source, line by line, with its criteria in the margin.
//!
//! Owns which spec is shown and where the reviewer is in it. Lines are wrapped only when they come onto
//! the screen, a long one piece by piece, so that a frame costs the same however long spec and lines are.

mod amended;
mod moving;
mod pieces;
mod scroll;

use std::ops::Range;

use amended::Amended;
use pieces::Pieces;

use crate::app::{Message, Model, Screen};
use crate::model::id::Digest;
use crate::model::spec::{Criterion, CriterionKind, LineRange, Spec};
use crate::safe;
use crate::safe::Line;

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
    /// The piece the cursor is on, 0-based: a line, or part of a long one.
    pub cursor: u32,
    /// The piece at the top of the screen, and how many of its rows are above it.
    pub top: (u32, usize),
    /// What was chosen, and on which screen, when it was opened.
    from: Option<(Screen, Option<usize>)>,
    /// The text whose pieces `pieces` are.
    digest: Option<Digest>,
    /// Where its lines, and the pieces of long ones, start.
    pieces: Pieces,
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
    /// The piece it belongs to, 0-based.
    pub piece: u32,
    /// Whether the line begins in this row.
    pub is_first: bool,
    /// What it shows.
    pub shown: DocumentText,
}

/// What a row of the whole spec shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DocumentText {
    /// Part of the line. Source offsets count from the piece's start.
    Source(Line),
    /// What the reader had to say about the line; made safe.
    Warning(String),
    /// Why the line and those after it were left out, in our words.
    LeftOut(String),
}

impl Document {
    /// How many pieces there are, which is how many lines where none is long; at least one.
    pub fn len(&self) -> u32 {
        self.pieces.len()
    }

    /// How many lines there are; at least one.
    pub fn lines(&self) -> u32 {
        self.pieces.line_of(self.pieces.len() - 1) + 1
    }

    /// The line that the cursor is on, 0-based.
    pub fn line(&self) -> u32 {
        self.pieces.line_of(self.cursor)
    }

    /// Whether nothing was opened yet.
    pub fn is_empty(&self) -> bool {
        self.digest.is_none()
    }

    /// Whether a line is a heading.
    pub fn is_heading(&self, line: u32) -> bool {
        self.headings.binary_search(&line).is_ok()
    }

    /// Digits that line numbers need.
    pub fn digits(&self) -> u16 {
        (self.lines().ilog10() as u16 + 1).max(3)
    }

    /// Finds the lines and headings of a spec, unless they are known.
    fn index(&mut self, spec: &Spec) {
        if self.digest == Some(spec.digest) {
            return;
        }
        self.digest = Some(spec.digest);
        self.pieces = Pieces::of(spec.source.as_bytes());
        self.headings.clear();
        self.headings.extend(spec.headings.iter().map(|line| line.saturating_sub(1)));
        let widest = spec.criteria.iter().map(|item| item.id.as_str().len()).max().unwrap_or(0);
        let left_out = if spec.left_out.is_empty() { 0 } else { LEFT_OUT };
        self.widest = widest.max(left_out).min(usize::from(IDS.0)) as u16;
    }
}

impl Model {
    /// The spec shown as a whole.
    pub fn document_spec(&self) -> Option<&Spec> {
        self.facts.engagement.specs.get(self.document.spec)
    }

    /// Cells of an id in the whole spec's margin.
    pub fn document_ids(&self) -> u16 {
        let most =
            if self.facts.size.cols >= crate::app::input::geometry::BOTH_PANES { IDS.0 } else { IDS.1 };
        self.document.widest.clamp(4, most)
    }

    /// Cells before a line's text: the chosen mark, the state, a blank, the id, a blank, the number, a
    /// blank, the criterion's bar, a blank.
    fn document_margin(&self) -> u16 {
        self.document_ids() + self.document.digits() + 7
    }

    /// A piece of the spec shown as a whole, as it came: for searching, not for showing.
    pub(in crate::app) fn document_piece(&self, piece: u32) -> &[u8] {
        let source = self.document_spec().map(|spec| spec.source.as_bytes()).unwrap_or_default();
        self.document.pieces.bytes(source, piece)
    }

    /// Where a search finds its text in a piece: byte ranges of the piece.
    pub fn document_hits(&self, search: &crate::app::search::Search, piece: u32) -> Vec<Range<usize>> {
        search.expression.hits(self.document_piece(piece))
    }

    /// The rows of one piece: its text, then what the reader had to say about the line that ends with it.
    fn document_rows(&self, piece: u32) -> Vec<DocumentText> {
        let inner = self.facts.size.body().inner();
        let width = inner.width.saturating_sub(self.document_margin() + 1);
        let mut rows: Vec<DocumentText> =
            safe::wrap(self.document_piece(piece), width).into_iter().map(DocumentText::Source).collect();
        if rows.is_empty() {
            rows.push(DocumentText::Source(Line::default()));
        }
        if self.document.pieces.ends_line(piece) {
            rows.extend(self.document_remarks(self.document.pieces.line_of(piece), width));
        }
        rows
    }

    /// What is said below a line, 0-based: by the reader, and about what the delivery changes.
    fn document_remarks(&self, line: u32, width: u16) -> Vec<DocumentText> {
        let mut rows = Vec::new();
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
        self.facts.engagement.number_at(self.document.spec, index)
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
    pub(in crate::app) fn toggle_document(&mut self) {
        if self.screen == Screen::Spec {
            return self.leave_document(true);
        }
        self.document.from = Some((self.screen, self.facts.chosen));
        self.open_document();
    }

    /// Shows the whole spec at the chosen criterion.
    pub(in crate::app) fn open_document(&mut self) {
        let chosen = self.facts.chosen.and_then(|chosen| self.facts.engagement.criteria().get(chosen));
        let (spec, index) = match chosen {
            Some(found) => (found.spec, Some(found.index)),
            None => (0, None),
        };
        self.screen = Screen::Spec;
        self.search = None;
        let criterion = index.and_then(|index| self.facts.engagement.specs.get(spec)?.criteria.get(index));
        let line = criterion.map_or(0, |item| item.lines.first.saturating_sub(1));
        let is_absent = self.facts.is_chosen_absent();
        self.show_document(spec, line);
        if is_absent {
            let words = "the chosen criterion was removed from the spec; it stood about here";
            self.message = Some(Message::info(words));
        }
    }

    /// The lines of the chosen criterion, where the source of the spec shown has it.
    pub fn document_chosen(&self) -> Option<LineRange> {
        let found = self.facts.engagement.criteria().get(self.facts.chosen?)?;
        let is_here = found.spec == self.document.spec && self.document.amended.has(found.index);
        is_here.then(|| self.document_spec()?.criteria.get(found.index).map(|item| item.lines))?
    }

    /// Shows a spec at a line, 0-based.
    pub(in crate::app) fn show_document(&mut self, spec: usize, line: u32) {
        let Some(found) = self.facts.engagement.specs.get(spec) else { return };
        self.document.spec = spec;
        self.document.index(found);
        self.document.amended = self.facts.amended_in(spec);
        self.document_jump(line);
    }

    /// Goes back to where the whole spec was opened, with what was chosen then, or with the criterion under
    /// the cursor.
    pub(in crate::app) fn leave_document(&mut self, as_before: bool) {
        let (screen, chosen) = self.document.from.take().unwrap_or((Screen::Review, None));
        self.search = None;
        match (as_before, self.document_criterion(self.document.line())) {
            (true, _) => {
                if let Some(chosen) = chosen.filter(|chosen| *chosen < self.facts.engagement.criteria().len())
                {
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
            Screen::Overview => self.overview.refresh(&self.facts),
            Screen::Snags => self.snags.refresh(&self.facts),
            Screen::Gaps => self.gaps.refresh(&self.facts),
            Screen::Amendments => self.amendments.fit(&self.facts),
            Screen::Review | Screen::Verify | Screen::Spec => self.rebuild_criteria(),
        }
    }
}
