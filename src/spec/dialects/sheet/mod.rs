//! Requirements in rows and columns: CSV and TSV, as spreadsheets and requirement tools export
//! them.
//!
//! Owns how a row becomes a criterion. A file of other data is refused, so that its rows are never
//! shown as criteria.

mod columns;
mod rows;

use crate::model::spec::Dialect;
use crate::spec::draft::{MAX_LABEL_CHARS, SpecDraft, clip};
use crate::spec::error::ReadError;
use crate::spec::fields::{Outcome, Record};
use crate::spec::ids::Name;
use crate::spec::place::SplitPath;
use crate::spec::source::SpecText;

use super::Reader;
use columns::{SectionColumn, SheetColumns};
use rows::{SheetRow, SheetTable};

const LOOKED_FOR: &str = "a row of column names such as `id`, `requirement`, `description` or `acceptance criteria`, \
                          or rows that have an id such as REQ-1 and a sentence";

const RULE: &str = "row of a table file";
const ENDINGS: [&str; 3] = ["csv", "tsv", "tab"];

/// The letters of ids that are only numbers: requirement 7 is `R7`.
const NUMBERED: &str = "R";

const SHORT: &str = "the row has fewer fields than the header row; the fields that it has are read";
const LONG: &str = "the row has more fields than the row of column names: put a text that holds the dividing mark \
                    in quotes; what is too much was taken for a part of the requirement";
const TORN: &str = "a quote is opened in this line and not closed before a mark that divides fields; the line is read \
                    without quotes: close it";

/// Files of rows and columns.
pub(super) struct Sheets;

impl Reader for Sheets {
    fn dialect(&self) -> Dialect {
        Dialect::Csv
    }

    fn place(&self, place: &SplitPath) -> Option<u32> {
        let is_named = place.is_named_for_requirements() || place.is_named_specification();
        (self.claims(place) && is_named).then(|| 700 + place.archived() + place.depth())
    }

    fn claims(&self, place: &SplitPath) -> bool {
        place.stem(&ENDINGS).is_some()
    }

    fn recognises(&self, _place: &SplitPath, _source: &SpecText) -> bool {
        // Any text may contain commas.
        false
    }

    fn read(&self, place: &SplitPath, source: &SpecText) -> Result<SpecDraft, ReadError> {
        let none = || ReadError::NoCriteria {
            looked_for: LOOKED_FOR,
        };
        let is_tabbed = place.stem(&["tsv", "tab"]).is_some();
        let table = SheetTable::new(source, is_tabbed).ok_or_else(none)?;
        let is_named = place.is_named_for_requirements();
        let columns = SheetColumns::find(&table.sample(), is_named).ok_or_else(none)?;
        let mut reading = SheetReader {
            source,
            columns,
            draft: SpecDraft::default(),
            headings: Vec::new(),
            above: String::new(),
        };
        table.each(|index, row| reading.row(index, row));
        let count = reading.draft.found.len();
        if count == 0 {
            return Err(none());
        }
        let rows = if count == 1 { "row" } else { "rows" };
        reading.draft.because = format!("{count} {rows} with {}", reading.columns.because());
        Ok(reading.draft)
    }
}

struct SheetReader<'s> {
    source: &'s SpecText,
    columns: SheetColumns,
    draft: SpecDraft,
    /// The heading from the last row that is one.
    headings: Vec<String>,
    /// The last value in the column of sections, if it is filled once for several rows.
    above: String,
}

impl SheetReader<'_> {
    fn row(&mut self, index: usize, row: &SheetRow<'_>) {
        let lines = self.source.lines(&row.span);
        if index < self.columns.first_row || self.columns.is_header(row) {
            return;
        }
        if let Some(heading) = self.columns.heading_in(row) {
            self.headings = vec![heading];
            return self.draft.headings.push(lines.first);
        }
        if let Some(message) = self.oddity(row) {
            self.draft
                .warn(lines.first, message, &self.columns.id_in(row));
        }
        let mut record = self.record(row);
        if record.id.is_empty()
            && record.title.is_empty()
            && record.text.is_empty()
            && record.further.is_empty()
        {
            return;
        }
        let number = record
            .id
            .bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| std::mem::take(&mut record.id));
        match record.outcome(self.section(row), lines, RULE) {
            Outcome::Heading(label) => {
                self.headings = vec![label];
                self.draft.headings.push(lines.first);
            }
            Outcome::LeftOut(why) => self.draft.leave_out(lines, why),
            Outcome::Item(mut found) => {
                if let Some(ordinal) = number.filter(|number| !number.is_empty()) {
                    found.name = Name::Ordinal {
                        stem: NUMBERED.to_owned(),
                        ordinal,
                    };
                }
                self.draft.add(*found);
            }
        }
    }

    fn record(&self, row: &SheetRow<'_>) -> Record {
        let columns = &self.columns;
        // A text without quotes was split at each delimiter in it.
        let surplus = surplus(row, columns.width);
        let divided = columns.text.last().copied();
        let cell = |column: usize| match divided {
            Some(text) if column == text => {
                let parts = row.cells.get(column..=column + surplus).unwrap_or_default();
                parts
                    .join(row.delimiter.encode_utf8(&mut [0; 4]))
                    .trim()
                    .to_owned()
            }
            Some(text) if column > text => row.cell(column + surplus).to_owned(),
            _ => row.cell(column).to_owned(),
        };
        let text = columns
            .text
            .iter()
            .map(|column| cell(*column))
            .filter(|cell| !cell.is_empty());
        let further = columns
            .further
            .iter()
            .map(|(column, name)| (name.clone(), cell(*column)));
        let one = |column: Option<usize>| column.map_or_else(String::new, cell);
        Record {
            id: columns.id_in(row),
            title: one(columns.title),
            text: text.collect::<Vec<_>>().join("\n"),
            further: further.filter(|(_, text)| !text.is_empty()).collect(),
            kind: one(columns.kind),
            status: one(columns.status),
        }
    }

    /// Returns the headings of a row: from a row above it, and from its own column of sections.
    fn section(&mut self, row: &SheetRow<'_>) -> Vec<String> {
        let mut section = self.headings.clone();
        let Some(SectionColumn {
            column,
            is_filled_once,
        }) = self.columns.section
        else {
            return section;
        };
        let own = row
            .cell(column)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        if !own.is_empty() || !is_filled_once {
            self.above = own;
        }
        if !self.above.is_empty() {
            section.push(clip(&self.above, MAX_LABEL_CHARS).to_owned());
        }
        section
    }

    fn oddity(&self, row: &SheetRow<'_>) -> Option<&'static str> {
        let width = self.columns.width;
        if row.is_torn {
            return Some(TORN);
        }
        match row.cells.len() {
            fields if fields < width => Some(SHORT),
            _ => (surplus(row, width) > 0).then_some(LONG),
        }
    }
}

/// Returns the number of fields that a row has beyond the columns, not counting empty ones at its
/// end.
fn surplus(row: &SheetRow<'_>, width: usize) -> usize {
    let filled = row
        .cells
        .iter()
        .rposition(|cell| !cell.trim().is_empty())
        .map_or(0, |last| last + 1);
    filled.saturating_sub(width)
}
