//! Maps the bytes of a source line to the text made from it, and to cells.
//!
//! Owns the map between source bytes, text bytes and cells of one line. Knows nothing of
//! characters.

use std::ops::Range;

/// The map of one line. Neighbouring units of one shape share an entry, so that a line in one
/// script has a handful. A line without entries is printable ASCII: all three numbers are equal.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Offsets {
    runs: Vec<Run>,
}

/// Units of one shape, up to the next run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Run {
    /// The start of the run: in the source, in the text, and in cells.
    src: u32,
    text: u32,
    cell: u32,
    /// Source bytes of each unit; 0 for indentation that we added.
    unit_src: u32,
    /// Text bytes of each unit. Equals the cells only for ASCII units, which may be cut anywhere.
    unit_text: u8,
    /// Cells of each unit; at least one.
    unit_cells: u8,
}

/// A place between two cells, as a byte offset of the text and a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Boundary {
    pub text: u32,
    pub cell: u32,
}

impl Offsets {
    /// Adds a unit: its start in the source, in the text and in cells, and its size in source
    /// bytes, text bytes and cells.
    pub(super) fn push(&mut self, src: u32, at: Boundary, unit: (u32, u32, u32)) {
        let (unit_text, unit_cells) = (saturated(unit.1), saturated(unit.2));
        let same = |run: &Run| {
            (run.unit_src, run.unit_text, run.unit_cells) == (unit.0, unit_text, unit_cells)
        };
        if !self.runs.last().is_some_and(same) {
            self.runs.push(Run {
                src,
                text: at.text,
                cell: at.cell,
                unit_src: unit.0,
                unit_text,
                unit_cells,
            });
        }
    }

    /// Returns the text offset of the unit that shows a source byte; at most `end`.
    pub(super) fn text_of_source(&self, src: u32, end: u32) -> u32 {
        if self.runs.is_empty() {
            return src.min(end);
        }
        let Some((run, next)) = self.last(|run| run.src <= src) else {
            return 0;
        };
        let units = (src - run.src).checked_div(run.unit_src).unwrap_or(0);
        let text = run
            .text
            .saturating_add(units.saturating_mul(u32::from(run.unit_text)));
        text.min(next.map_or(end, |next| next.text))
    }

    /// Returns the cell of a byte of the text; at most `end`.
    pub(super) fn cell_of_text(&self, text: u32, end: u32) -> u32 {
        if self.runs.is_empty() {
            return text.min(end);
        }
        let Some((run, _)) = self.last(|run| run.text <= text) else {
            return 0;
        };
        let bytes = text - run.text;
        let cells = if run.is_ascii() {
            bytes
        } else {
            bytes / u32::from(run.unit_text) * u32::from(run.unit_cells)
        };
        (run.cell + cells).min(end)
    }

    /// Returns the nearest places at or before a column, and at or after it: they differ when the
    /// column is inside a wide unit. `end` is the end of the line.
    pub(super) fn around(&self, cell: u32, end: Boundary) -> (Boundary, Boundary) {
        if cell >= end.cell {
            return (end, end);
        }
        let Some((run, _)) = self.last(|run| run.cell <= cell) else {
            let place = Boundary { text: cell, cell };
            return (place, place);
        };
        let within = cell - run.cell;
        if run.is_ascii() {
            let place = Boundary {
                text: run.text + within,
                cell,
            };
            return (place, place);
        }
        let (text, cells) = (u32::from(run.unit_text), u32::from(run.unit_cells));
        let at = |units: u32| Boundary {
            text: run.text + units * text,
            cell: run.cell + units * cells,
        };
        (at(within / cells), at(within.div_ceil(cells)))
    }

    /// Returns the map of a part of the line, with `pad` blanks before it, and `base` added to
    /// source offsets.
    pub(super) fn slice(&self, part: Range<Boundary>, pad: u32, base: u32) -> Self {
        let identity = [Run {
            src: 0,
            text: 0,
            cell: 0,
            unit_src: 1,
            unit_text: 1,
            unit_cells: 1,
        }];
        let runs = if self.runs.is_empty() {
            &identity[..]
        } else {
            &self.runs
        };
        let (start, end) = (part.start, part.end);
        let first = runs
            .partition_point(|run| run.text <= start.text)
            .saturating_sub(1);
        let mut slice = Self::default();
        let shift = |at: Boundary| Boundary {
            text: at.text - start.text + pad,
            cell: at.cell - start.cell + pad,
        };
        for (index, run) in runs
            .iter()
            .enumerate()
            .skip(first)
            .take_while(|(_, run)| run.text < end.text)
        {
            let unit = (
                run.unit_src,
                u32::from(run.unit_text),
                u32::from(run.unit_cells),
            );
            let skipped = if index == first {
                start.text - run.text
            } else {
                0
            };
            let (units, inside) = (skipped / unit.1, skipped % unit.1);
            let mut src = base.saturating_add(run.src.saturating_add(units.saturating_mul(unit.0)));
            let mut at = if index == first {
                start
            } else {
                Boundary {
                    text: run.text,
                    cell: run.cell,
                }
            };
            if pad > 0 && slice.runs.is_empty() {
                slice.push(src, Boundary { text: 0, cell: 0 }, (0, 1, 1));
            }
            if inside > 0 {
                // The rest of a stand-in or of a tab that was cut in two.
                let rest = unit.1 - inside;
                slice.push(src, shift(at), (unit.0, rest, rest));
                src = src.saturating_add(unit.0);
                at = Boundary {
                    text: at.text + rest,
                    cell: at.cell + rest,
                };
            }
            slice.push(src, shift(at), unit);
        }
        slice
    }

    /// Finds the last run for which `starts_before` holds, and the one after it.
    fn last(&self, starts_before: impl Fn(&Run) -> bool) -> Option<(&Run, Option<&Run>)> {
        let next = self.runs.partition_point(starts_before);
        let run = self.runs.get(next.checked_sub(1)?)?;
        Some((run, self.runs.get(next)))
    }
}

impl Run {
    fn is_ascii(&self) -> bool {
        self.unit_text == self.unit_cells
    }
}

/// Narrows a unit's size for storing. The longest unit has 8 marks on 4 letters; the widest is a
/// tab of 255.
fn saturated(size: u32) -> u8 {
    u8::try_from(size).unwrap_or(u8::MAX)
}
