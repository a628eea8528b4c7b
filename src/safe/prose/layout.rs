//! Breaks prose into rows with indents.
//!
//! Owns indents and hanging rows. Knows nothing of Markdown.

use std::ops::Range;

use super::super::draft::clipped;
use super::super::line::{Line, line};
use super::super::text::TAB;
use super::super::wrap::{MAX_ROWS, blanks, fit_notice, marker, row_from};
use super::{ProseRow, ProseStyle, step_word};

/// Extra indent in cells of the further rows of a step, or of a line of code.
const HANG: u32 = 2;

/// One line of text, unchanged, and the styles of its parts: byte ranges of `text`.
#[derive(Default)]
pub(super) struct Prose {
    pub(super) text: String,
    pub(super) marks: Vec<(Range<usize>, ProseStyle)>,
}

/// The prefix of a line's first row, and of its further rows: bullets, quotation marks. ASCII.
#[derive(Clone, Default)]
pub(super) struct Lead {
    pub(super) text: String,
    pub(super) marks: Vec<(Range<u32>, ProseStyle)>,
}

impl Lead {
    /// Adds the prefix of one container.
    pub(super) fn push(&mut self, text: &str, mark: Option<ProseStyle>) {
        let start = self.text.len() as u32;
        self.text += text;
        let shown = text.trim_end_matches(' ').len() as u32;
        self.marks
            .extend(mark.map(|mark| (start..start + shown, mark)));
    }

    fn cells(&self) -> u32 {
        self.text.len() as u32
    }

    /// Limits the prefix to half a row: deeper nesting is not indented further.
    fn limited(&self, limit: u32) -> Self {
        let over = self.cells().saturating_sub(limit);
        let inside = self.marks.iter().filter(|(range, _)| range.start >= over);
        Self {
            text: self
                .text
                .get(over as usize..)
                .unwrap_or_default()
                .to_owned(),
            marks: inside
                .map(|(range, mark)| (range.start - over..range.end - over, *mark))
                .collect(),
        }
    }
}

/// Rows under construction.
pub(super) struct ProseRows {
    width: u32,
    rows: Vec<ProseRow>,
}

impl ProseRows {
    pub(super) fn new(width: u32) -> Self {
        Self {
            width,
            rows: Vec::new(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn width(&self) -> u32 {
        self.width
    }

    pub(super) fn finish(self) -> Vec<ProseRow> {
        self.rows
    }

    /// Adds an empty row, unless it would be the first.
    pub(super) fn gap(&mut self) {
        if self
            .rows
            .last()
            .is_some_and(|row| !row.line.text.is_empty())
        {
            self.rows.push(ProseRow::default());
        }
    }

    /// Adds a row of our own words.
    pub(super) fn notice(&mut self, words: &str) {
        let line = Line::notice(&fit_notice(words.to_owned(), self.width));
        self.rows.push(ProseRow {
            line,
            marks: Vec::new(),
        });
    }

    /// Adds a finished row.
    pub(super) fn row(&mut self, row: ProseRow) {
        self.rows.push(row);
    }

    /// Adds a line of prose; further rows of a step hang.
    pub(super) fn prose(&mut self, mut prose: Prose, first: &Lead, rest: &Lead) {
        let step = step_word(&prose.text);
        if step > 0 {
            prose.marks.push((0..step, ProseStyle::Keyword));
        }
        self.wrap(&prose, first, rest, if step > 0 { HANG } else { 0 });
    }

    /// Adds a line of code, with its own indent.
    pub(super) fn code(&mut self, text: &str, first: &Lead, rest: &Lead) {
        let prose = Prose {
            text: text.to_owned(),
            marks: vec![(0..text.len(), ProseStyle::Code)],
        };
        self.wrap(&prose, first, rest, HANG);
    }

    /// Adds a line of plain text.
    pub(super) fn plain(&mut self, bytes: &[u8]) {
        let line = line(bytes, TAB);
        let lead = blanks(&line.text);
        let text = &line.text[lead..];
        let step = step_word(text);
        let hang = if step > 0 { HANG } else { marker(text) as u32 };
        let marks = if step > 0 {
            vec![((lead as u32)..(lead + step) as u32, ProseStyle::Keyword)]
        } else {
            Vec::new()
        };
        self.wrap_line(&line, &marks, (&Lead::default(), &Lead::default()), hang);
    }

    fn wrap(&mut self, prose: &Prose, first: &Lead, rest: &Lead, hang: u32) {
        let made = line(prose.text.as_bytes(), TAB);
        let at = |byte: usize| made.text_offset(byte) as u32;
        let marks: Vec<_> = prose
            .marks
            .iter()
            .map(|(range, mark)| (at(range.start)..at(range.end), *mark))
            .collect();
        self.wrap_line(&made, &marks, (first, rest), hang);
    }

    fn wrap_line(
        &mut self,
        line: &Line,
        marks: &[(Range<u32>, ProseStyle)],
        (first, rest): (&Lead, &Lead),
        hang: u32,
    ) {
        if self.rows.len() > MAX_ROWS {
            return;
        }
        let lead = blanks(&line.text) as u32;
        let limit = self.width / 2;
        let mut before = first.limited(limit);
        let mut pad = lead.min(limit - before.cells());
        let mut from = if lead as usize == line.text.len() {
            0
        } else {
            lead
        };
        loop {
            let indent = before.cells() + pad;
            let (part, next) = row_from(line, from, self.width - indent);
            let (start, end) = (part.bytes.start as u32, part.bytes.end as u32);
            let mut shown = line.part(&part, indent, 0);
            // Each blank is replaced by one ASCII character, so all offsets stay valid.
            shown.text.replace_range(..before.text.len(), &before.text);
            let clamp = |range: &Range<u32>| range.start.max(start)..range.end.min(end);
            let shift =
                |range: Range<u32>| range.start - start + indent..range.end - start + indent;
            let own = marks.iter().map(|(range, mark)| (clamp(range), *mark));
            let own = own.filter(|(range, _)| range.start < range.end);
            let marks = before
                .marks
                .iter()
                .cloned()
                .chain(own.map(|(range, mark)| (shift(range), mark)));
            self.rows.push(ProseRow {
                marks: marks.collect(),
                line: shown,
            });
            if next == line.text.len() {
                break;
            }
            from = line.column(next);
            before = rest.limited(limit);
            pad = (lead + hang).min(limit - before.cells());
        }
        if line.cut > 0 {
            self.notice(&clipped(line.cut));
        }
    }
}
