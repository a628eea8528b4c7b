//! Formats a table in columns, or field by field where there is no room for columns.
//!
//! Owns the columns' widths. Knows nothing of Markdown.

use super::super::line::{Line, line};
use super::super::text::TAB;
use super::super::wrap::row_from;
use super::layout::{Lead, Prose, ProseRows};
use super::{ProseRow, ProseStyle};

/// The narrowest column in cells when columns are shrunk.
const NARROWEST: u32 = 8;

/// The separator of two columns.
const BETWEEN: &str = " | ";

/// A cell of the table, made safe.
struct SafeCell {
    line: Line,
    marks: Vec<(std::ops::Range<u32>, ProseStyle)>,
}

impl SafeCell {
    fn new(prose: &Prose) -> Self {
        let line = line(prose.text.trim().as_bytes(), TAB);
        let lead = prose.text.len() - prose.text.trim_start().len();
        let at = |byte: usize| line.text_offset(byte.saturating_sub(lead)) as u32;
        let marks = prose
            .marks
            .iter()
            .map(|(range, mark)| (at(range.start)..at(range.end), *mark));
        Self {
            marks: marks.collect(),
            line,
        }
    }
}

/// Adds a table: the first of `lines` is its head.
pub(super) fn table(lines: &[Vec<Prose>], first: &Lead, rest: &Lead, rows: &mut ProseRows) {
    let cells: Vec<Vec<SafeCell>> = lines
        .iter()
        .map(|line| line.iter().map(SafeCell::new).collect())
        .collect();
    let Some(head) = cells.first() else { return };
    let room = rows
        .width()
        .saturating_sub(rest.text.len().max(first.text.len()) as u32);
    match widths(&cells, head.len(), room) {
        Some(widths) => {
            for (index, line) in cells.iter().enumerate() {
                let lead = if index == 0 { first } else { rest };
                in_columns(line, &widths, (lead, rest), index == 0, rows);
                if index == 0 {
                    rows.row(rule(&widths, rest));
                }
            }
        }
        None => field_by_field(lines, first, rest, rows),
    }
}

/// Computes each column's width; `None` when they do not fit beside each other.
fn widths(cells: &[Vec<SafeCell>], columns: usize, room: u32) -> Option<Vec<u32>> {
    let wanted = |column: usize| {
        cells
            .iter()
            .filter_map(|line| line.get(column))
            .map(|cell| cell.line.cells)
            .max()
            .unwrap_or(0)
            .max(1)
    };
    let mut widths: Vec<u32> = (0..columns).map(wanted).collect();
    let between = columns.saturating_sub(1) as u32 * BETWEEN.len() as u32;
    let room = room.checked_sub(between)?;
    // The widest columns shrink first, down to one common limit.
    let fits = |limit: u32| {
        widths
            .iter()
            .map(|width| u64::from(*width.min(&limit)))
            .sum::<u64>()
    };
    let (mut low, mut high) = (1, widths.iter().copied().max().unwrap_or(1));
    while low < high {
        let middle = (low + high).div_ceil(2);
        if fits(middle) <= u64::from(room) {
            low = middle
        } else {
            high = middle - 1
        }
    }
    if low < NARROWEST && fits(u32::MAX) > u64::from(room) {
        return None;
    }
    widths
        .iter_mut()
        .for_each(|width| *width = (*width).min(low));
    Some(widths)
}

/// Adds one line of the table, with its cells wrapped in their columns.
fn in_columns(
    cells: &[SafeCell],
    widths: &[u32],
    (first, rest): (&Lead, &Lead),
    head: bool,
    rows: &mut ProseRows,
) {
    // For each column, the cell offset at which its next row starts; `None` once all of it is
    // shown.
    let mut from = vec![Some(0); cells.len()];
    let mut lead = first;
    while from.iter().any(Option::is_some) {
        let mut built = RowBuilder::new(lead);
        for (column, width) in widths.iter().enumerate() {
            if column > 0 {
                built.put(BETWEEN.trim_end(), Some(ProseStyle::Frame));
                built.put(" ", None);
            }
            let start = built.cells;
            if let (Some(cell), Some(Some(at))) = (cells.get(column), from.get(column).copied()) {
                let (part, next) = row_from(&cell.line, at, (*width).max(4));
                built.part(cell, &part.bytes, head);
                built.cells += part.cells;
                from[column] = (next < cell.line.text.len()).then(|| cell.line.column(next));
            }
            if column + 1 < widths.len() {
                built.put(
                    &" ".repeat((start + width).saturating_sub(built.cells) as usize),
                    None,
                );
            }
        }
        rows.row(built.finish());
        lead = rest;
    }
}

fn rule(widths: &[u32], lead: &Lead) -> ProseRow {
    let mut built = RowBuilder::new(lead);
    for (column, width) in widths.iter().enumerate() {
        let last = column + 1 == widths.len();
        built.put(
            &"-".repeat(*width as usize + usize::from(!last)),
            Some(ProseStyle::Frame),
        );
        if !last {
            built.put("|-", Some(ProseStyle::Frame));
        }
    }
    built.finish()
}

/// Adds each line of the table as its fields below each other, named by the head.
fn field_by_field(lines: &[Vec<Prose>], first: &Lead, rest: &Lead, rows: &mut ProseRows) {
    let Some((head, lines)) = lines.split_first() else {
        return;
    };
    for (index, line) in lines.iter().enumerate() {
        for (column, cell) in line.iter().enumerate() {
            let name = head
                .get(column)
                .map(|name| name.text.trim())
                .unwrap_or_default();
            let before = if name.is_empty() {
                String::new()
            } else {
                format!("{name}: ")
            };
            let shift = before.len();
            let mut marks: Vec<_> = vec![(0..name.len(), ProseStyle::Strong)];
            marks.extend(
                cell.marks
                    .iter()
                    .map(|(at, mark)| (at.start + shift..at.end + shift, *mark)),
            );
            let lead = if index == 0 && column == 0 {
                first
            } else {
                rest
            };
            rows.prose(
                Prose {
                    text: before + &cell.text,
                    marks,
                },
                lead,
                rest,
            );
        }
        if index + 1 < lines.len() {
            rows.gap();
        }
    }
}

/// A row put together from parts.
struct RowBuilder {
    row: ProseRow,
    cells: u32,
}

impl RowBuilder {
    fn new(lead: &Lead) -> Self {
        let line = Line {
            text: lead.text.clone(),
            ..Line::default()
        };
        Self {
            cells: lead.text.len() as u32,
            row: ProseRow {
                line,
                marks: lead.marks.clone(),
            },
        }
    }

    /// Appends ASCII text of our own.
    fn put(&mut self, text: &str, mark: Option<ProseStyle>) {
        let start = self.row.line.text.len() as u32;
        self.row.line.text += text;
        self.cells += text.len() as u32;
        self.row
            .marks
            .extend(mark.map(|mark| (start..start + text.len() as u32, mark)));
    }

    /// Appends part of a cell.
    fn part(&mut self, cell: &SafeCell, bytes: &std::ops::Range<usize>, head: bool) {
        let base = self.row.line.text.len() as u32;
        let (start, end) = (bytes.start as u32, bytes.end as u32);
        self.row.line.text += &cell.line.text[bytes.clone()];
        let within = |range: &std::ops::Range<u32>| {
            let range = range.start.max(start)..range.end.min(end);
            (range.start < range.end).then(|| range.start - start + base..range.end - start + base)
        };
        self.row
            .line
            .stand_ins
            .extend(cell.line.stand_ins.iter().filter_map(within));
        self.row
            .line
            .suspicious
            .extend(cell.line.suspicious.iter().filter_map(within));
        if head {
            self.row
                .marks
                .push((base..base + end - start, ProseStyle::Strong));
        }
        self.row.marks.extend(
            cell.marks
                .iter()
                .filter_map(|(range, mark)| Some((within(range)?, *mark))),
        );
    }

    /// Returns the row; its columns are those of its text, which is safe already and stays as it
    /// is.
    fn finish(self) -> ProseRow {
        let made = line(self.row.line.text.as_bytes(), TAB);
        let Line {
            stand_ins,
            suspicious,
            ..
        } = self.row.line;
        ProseRow {
            line: Line {
                stand_ins,
                suspicious,
                ..made
            },
            marks: self.row.marks,
        }
    }
}
