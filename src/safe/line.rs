//! Makes one line of a file ready to draw.
//!
//! Owns the text of a line, its marked parts, and its columns. Knows nothing of files or colours.

use std::ops::Range;

use super::confusable::ConfusableFinder;
use super::draft::{MAX_CELLS, SafeDraft};
use super::offsets::{Boundary, Offsets};
use super::unit::{MAX_UNIT_CELLS, UnitDisplay, Units, printable_prefix};

/// One line of a file, ready to draw.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Line {
    /// The text to draw, without control, bidi or invisible characters and line breaks.
    pub text: String,
    /// The width of `text`, in cells.
    pub cells: u32,
    /// Byte ranges of `text` that are stand-ins, in order. Draw them in a style of their own: the
    /// source may contain the same characters, which are not listed here.
    pub stand_ins: Vec<Range<u32>>,
    /// Byte ranges of `text` with words of mixed scripts, or of letters that pass for ASCII (UTS
    /// #39).
    pub suspicious: Vec<Range<u32>>,
    /// Cells left out after [`MAX_CELLS`].
    pub cut: u32,
    pub(super) offsets: Offsets,
}

/// The part of a line between two columns.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Columns {
    /// Byte range of [`Line::text`].
    pub bytes: Range<usize>,
    /// Blanks to draw before it, where the first column is inside a wide character.
    pub pad: u32,
    /// The width of the bytes, without `pad`.
    pub cells: u32,
    /// The column after the part: less than requested when a wide character did not fit. The next
    /// part has to start here.
    pub end: u32,
}

/// Makes one line safe. `bytes` is without its line end (any other `\n` shows as `␊`, `\r` as `␍`);
/// tab stops are every `tab` cells (0 counts as 1). One pass; memory is bounded however long the
/// line is.
pub fn line(bytes: &[u8], tab: u8) -> Line {
    if printable_prefix(bytes) == bytes.len() {
        let shown = bytes.len().min(MAX_CELLS as usize);
        return Line {
            text: String::from_utf8_lossy(&bytes[..shown]).into_owned(),
            cells: shown as u32,
            cut: u32::try_from(bytes.len() - shown).unwrap_or(u32::MAX),
            ..Line::default()
        };
    }
    let mut draft = SafeDraft {
        text: String::with_capacity(bytes.len().min(2 * MAX_CELLS as usize)),
        ..SafeDraft::default()
    };
    let mut line = Line::default();
    let mut words = ConfusableFinder::new(|found: Range<usize>| {
        line.suspicious.push(found.start as u32..found.end as u32)
    });
    for unit in Units::new(bytes) {
        let at = Boundary {
            text: draft.text.len() as u32,
            cell: draft.cells,
        };
        let cells = draft.push(&unit.shown, tab);
        if cells == 0 {
            continue;
        }
        let end = draft.text.len() as u32;
        let src = u32::try_from(unit.src.start).unwrap_or(u32::MAX);
        let (shown, shape) = match unit.shown {
            UnitDisplay::Ascii(text) => (UnitDisplay::Ascii(&text[..cells as usize]), (1, 1, 1)),
            shown => (
                shown,
                (
                    u32::try_from(unit.src.len()).unwrap_or(u32::MAX),
                    end - at.text,
                    cells,
                ),
            ),
        };
        line.offsets.push(src, at, shape);
        words.read(&shown, at.text as usize);
        if shown.kind().is_some() {
            line.stand_ins.push(at.text..end);
        }
    }
    words.finish();
    Line {
        text: draft.text,
        cells: draft.cells,
        cut: draft.cut,
        ..line
    }
}

/// Measures a line: equals `line(bytes, tab).cells`, without making the line.
pub fn cells(bytes: &[u8], tab: u8) -> u32 {
    let mut cells = 0;
    let mut at = 0;
    loop {
        let run = printable_prefix(&bytes[at..]);
        cells += run;
        at += run;
        match bytes.get(at) {
            _ if at == cells && cells >= MAX_CELLS as usize => return MAX_CELLS,
            None if cells <= MAX_CELLS as usize => return cells as u32,
            Some(b'\t') if cells <= MAX_CELLS as usize => {
                cells += UnitDisplay::Tab.cells(cells as u32, tab) as usize;
                at += 1;
            }
            _ => break,
        }
    }
    let mut cells = 0;
    for unit in Units::new(bytes) {
        let wanted = unit.shown.cells(cells, tab);
        match unit.shown {
            UnitDisplay::Ascii(_) => cells = cells.saturating_add(wanted).min(MAX_CELLS),
            _ if cells + wanted > MAX_CELLS => break,
            _ => cells += wanted,
        }
    }
    cells
}

/// Counts the rows of a line in a pane `width` cells wide: as many as [`Line::rows`] gives, at
/// least one. Wide characters at the border can cause more rows than the line's width suggests.
pub fn rows(bytes: &[u8], tab: u8, width: u16) -> u32 {
    let (cells, row) = (cells(bytes, tab), row_cells(width));
    match cells <= row || printable_prefix(bytes) == bytes.len() {
        true => cells.div_ceil(row).max(1),
        false => line(bytes, tab).rows(width).count() as u32,
    }
}

/// Raises a width to the narrowest row that holds every unit.
fn row_cells(width: u16) -> u32 {
    u32::from(width).max(MAX_UNIT_CELLS)
}

impl Line {
    /// Maps a byte of the source to its offset in `text`, for search hits and emphasis. Never
    /// decreases as the source offset grows; past the source's end or the cut it is the text's end.
    pub fn text_offset(&self, source_byte: usize) -> usize {
        let src = u32::try_from(source_byte).unwrap_or(u32::MAX);
        self.offsets.text_of_source(src, self.text.len() as u32) as usize
    }

    /// Returns the column of a byte of `text`, 0-based.
    pub fn column(&self, text_offset: usize) -> u32 {
        let text = u32::try_from(text_offset).unwrap_or(u32::MAX);
        self.offsets
            .cell_of_text(text.min(self.text.len() as u32), self.cells)
    }

    /// Returns the part of `text` between two columns, end excluded. A wide character across `from`
    /// is replaced by blanks; one across `to` is left out.
    pub fn columns(&self, from: u32, to: u32) -> Columns {
        let line_end = self.end();
        let (_, start) = self.offsets.around(from, line_end);
        let (end, _) = self.offsets.around(to.max(from), line_end);
        let pad = start.cell.min(to).saturating_sub(from);
        if end.cell <= start.cell {
            let at = start.text as usize;
            return Columns {
                bytes: at..at,
                pad,
                cells: 0,
                end: start.cell,
            };
        }
        let bytes = start.text as usize..end.text as usize;
        Columns {
            bytes,
            pad,
            cells: end.cell - start.cell,
            end: end.cell,
        }
    }

    /// Splits the line into rows of at most `width` cells (less than 4 counts as 4), between
    /// characters. An empty line is one row.
    pub fn rows(&self, width: u16) -> impl Iterator<Item = Columns> {
        let first = self.columns(0, row_cells(width));
        std::iter::successors(Some(first), move |row| {
            (row.end < self.cells).then(|| self.columns(row.end, row.end + row_cells(width)))
        })
    }

    /// Returns the place at the end of the line.
    fn end(&self) -> Boundary {
        Boundary {
            text: self.text.len() as u32,
            cell: self.cells,
        }
    }

    /// Makes a line of our own words, marked as a whole.
    pub(super) fn notice(text: &str) -> Self {
        let stand_in = 0..text.len() as u32;
        Self {
            stand_ins: Vec::from([stand_in]),
            ..line(text.as_bytes(), 1)
        }
    }

    /// Returns part of this line, with `pad` blanks before it. `base` is the offset of this line in
    /// the source.
    pub(super) fn part(&self, part: &Columns, pad: u32, base: usize) -> Self {
        let start = Boundary {
            text: part.bytes.start as u32,
            cell: part.end - part.cells,
        };
        let end = Boundary {
            text: part.bytes.end as u32,
            cell: part.end,
        };
        let base = u32::try_from(base).unwrap_or(u32::MAX);
        let within = |ranges: &[Range<u32>]| {
            let clamp = |range: &Range<u32>| range.start.max(start.text)..range.end.min(end.text);
            let shift =
                |range: Range<u32>| range.start - start.text + pad..range.end - start.text + pad;
            ranges
                .iter()
                .map(clamp)
                .filter(|range| range.start < range.end)
                .map(shift)
                .collect()
        };
        Self {
            text: " ".repeat(pad as usize) + &self.text[part.bytes.clone()],
            cells: pad + part.cells,
            stand_ins: within(&self.stand_ins),
            suspicious: within(&self.suspicious),
            cut: 0,
            offsets: self.offsets.slice(start..end, pad, base),
        }
    }
}
