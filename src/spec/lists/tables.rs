//! Reads tables of requirements row by row.
//!
//! Owns which rows are criteria, which are headings, and which belong to the row above. What the
//! columns hold is decided in `columns`. Of headings it only knows the class of what stands under
//! them.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::model::spec::{CriterionKind, TickClaim};
use crate::spec::draft::{MAX_LABEL_CHARS, clip};
use crate::spec::ids::Name;
use crate::spec::markdown::body::take_box;
use crate::spec::markdown::outline::{Kind, Outline};
use crate::spec::markdown::steps;
use crate::spec::markdown::table::{bare, cells, split_cells};
use crate::spec::markdown::words::Class;
use crate::spec::markdown::written::{Families, Shape};
use crate::spec::source::SpecText;

use super::columns::{
    ID_COLUMNS, MIN_LETTERS, TableColumns, TableKind, id_of, is_group, line_at, may_be_id, rows,
};
use super::pass::{ListPass, counts};
use super::prose::is_unwritten;
use super::reading_reason::ReadingReason;
use super::reasons;

/// The fewest rows with ids in all tables with the same header together.
const MIN_ROWS: usize = 2;
/// The fewest columns of a table that is recognised by a header that was read before.
const MIN_SHARED: usize = 4;
/// The number of rows of a table that are examined to decide whether they are user stories.
const STORY_SAMPLE: usize = 40;

/// The tables of a document.
#[derive(Default)]
pub(super) struct DocumentTables<'a> {
    /// The kind of each table, by its first row, until it is read.
    readings: HashMap<u32, TableKind<'a>>,
    /// The number of rows with an id, by header row, counted up to [`MIN_ROWS`].
    rows: HashMap<&'a str, usize>,
    /// The headers of the tables without ids that were read.
    read: HashSet<&'a str>,
    /// The rows that were left out last, and the reason.
    left_out: Option<(Range<usize>, &'static str)>,
}

impl<'a> DocumentTables<'a> {
    /// Examines all tables, and records the letters of their ids.
    pub(super) fn new(source: &'a SpecText, outline: &Outline, families: &mut Families) -> Self {
        let mut tables = Self::default();
        for block in &outline.blocks {
            let Kind::Table { first, end } = block.kind else {
                continue;
            };
            for row in rows(source, outline, first, end).skip(1) {
                for cell in split_cells(row).take(ID_COLUMNS) {
                    let cell = bare(cell);
                    if may_be_id(cell) {
                        families.see(&format!("{cell}:"));
                    }
                }
            }
        }
        for block in &outline.blocks {
            let Kind::Table { first, end } = block.kind else {
                continue;
            };
            let reading = TableColumns::of(source, outline, first, end, families);
            if let TableKind::Rows(columns) = &reading
                && let Some(id) = columns.id
            {
                let header = header(source, outline, first, end);
                let known = tables.rows.entry(header).or_default();
                let ids = rows(source, outline, first, end)
                    .skip(columns.headings)
                    .filter(|row| {
                        let cell = split_cells(row).nth(id);
                        cell.is_some_and(|cell| id_of(cell, families).is_some())
                    });
                *known += ids.take(MIN_ROWS.saturating_sub(*known)).count();
            }
            tables.readings.insert(first, reading);
        }
        tables
    }

    fn rows_like(&self, header: &str) -> usize {
        self.rows.get(header).copied().unwrap_or_default()
    }
}

fn header<'a>(source: &'a SpecText, outline: &Outline, first: u32, end: u32) -> &'a str {
    rows(source, outline, first, end).next().unwrap_or_default()
}

/// A row that is a criterion, until the next one begins.
struct OpenRow {
    name: Name,
    kind: CriterionKind,
    text: String,
    claim: TickClaim,
    span: Range<usize>,
}

impl ListPass<'_> {
    /// Reads a table whose rows are requirements; skips any other.
    pub(super) fn table(&mut self, first: u32, end: u32) {
        let class = self.scopes.class();
        let (source, outline) = (self.source, self.outline);
        let columns = match self
            .tables
            .readings
            .remove(&first)
            .unwrap_or(TableKind::Other)
        {
            TableKind::Rows(columns) => columns,
            TableKind::History => {
                return self.leave_out_table(first, end, reasons::HISTORY);
            }
            TableKind::Other => return self.pass_over_table(first, end, class),
        };
        let header = header(source, outline, first, end);
        let is_of_stories =
            || columns.id.is_none() && self.is_table_of_stories(&columns, class, first, end);
        let evidence = if self.is_table_of_criteria(&columns, class, header) {
            ReadingReason::RowOfCriteria
        } else if is_of_stories() {
            ReadingReason::Story
        } else {
            return self.pass_over_table(first, end, class);
        };
        if columns.id.is_none() {
            self.tables.read.insert(header);
        }
        let starts = outline
            .rows
            .get(first as usize + columns.headings..end as usize)
            .unwrap_or_default();
        let mut group: Vec<String> = Vec::new();
        let mut open: Option<OpenRow> = None;
        for start in starts {
            let start = *start as usize;
            let line = line_at(source, start);
            let cells = cells(line);
            let span = start..start + line.len();
            let id = columns.id_in(&cells, &self.families);
            if id.is_none() && is_group(&cells) {
                self.add_row(open.take(), &group, evidence);
                let label = cells
                    .iter()
                    .map(|cell| bare(cell))
                    .find(|cell| !cell.is_empty());
                group = label
                    .map(|label| clip(label, MAX_LABEL_CHARS).to_owned())
                    .into_iter()
                    .collect();
                continue;
            }
            let is_more = columns
                .id
                .and_then(|id| cells.get(id))
                .is_some_and(|cell| cell.is_empty());
            if let Some(row) = open.as_mut().filter(|_| is_more) {
                // Text beside an empty id continues the row above.
                row.text.push('\n');
                row.text.push_str(&text_of(&cells, &columns));
                row.span.end = span.end;
                continue;
            }
            self.add_row(open.take(), &group, evidence);
            open = self.row(&cells, id, &columns, class, span);
        }
        self.add_row(open, &group, evidence);
    }

    /// Leaves out the rows of a table that is not read, unless its heading says that they are
    /// something else.
    fn pass_over_table(&mut self, first: u32, end: u32, class: Class) {
        if counts(class) && !self.is_among_tasks() {
            self.leave_out_table(first + 1, end, reasons::UNSAID_TABLE);
        }
    }

    /// Leaves out the rows of a table as one entry.
    fn leave_out_table(&mut self, first: u32, end: u32, why: &'static str) {
        let starts = self
            .outline
            .rows
            .get(first as usize..end as usize)
            .unwrap_or_default();
        if let (Some(start), Some(last)) = (starts.first(), starts.last()) {
            let last = *last as usize;
            let span = *start as usize..last + line_at(self.source, last).len();
            self.leave_out(&span, why);
        }
    }

    /// Returns whether the rows of a table are criteria under their heading.
    fn is_table_of_criteria(&self, columns: &TableColumns<'_>, class: Class, header: &str) -> bool {
        let is_of_criteria = matches!(class, Class::Criteria | Class::Throughout);
        if columns.id.is_some() {
            let is_told = columns.is_titled || is_of_criteria;
            // Rows under other headings are examined too, to say why they are left out.
            let has_rows = self.tables.rows_like(header) >= MIN_ROWS || self.are_ids_told(columns);
            return is_told || (!columns.is_thin && has_rows);
        }
        let is_wide = columns.names.len() >= 2;
        let is_expected = columns.is_titled && (counts(class) || class == Class::Aside);
        let by_heading = class == Class::Criteria
            && (self.scopes.names_acceptance() || columns.weight >= MIN_LETTERS)
            && (!self.has_boxes() || self.scopes.names_acceptance());
        // Tables with the same columns have the same subject.
        let by_header =
            columns.names.len() >= MIN_SHARED && counts(class) && self.tables.read.contains(header);
        is_wide && !self.is_among_tasks() && (is_expected || by_heading || by_header)
    }

    /// Returns whether a column is said to hold identifiers, in a document of requirements.
    fn are_ids_told(&self, columns: &TableColumns<'_>) -> bool {
        columns.says_ids && self.document.is_of_requirements
    }

    /// Returns whether most rows are user stories, where nothing else looks like criteria. The
    /// cells of a row are read together, with a first cell that spans rows.
    fn is_table_of_stories(
        &self,
        columns: &TableColumns<'_>,
        class: Class,
        first: u32,
        end: u32,
    ) -> bool {
        if !self.lenient || self.is_among_tasks() || !counts(class) {
            return false;
        }
        let (mut stories, mut all) = (0, 0);
        let mut carried = "";
        for row in rows(self.source, self.outline, first, end)
            .skip(columns.headings)
            .take(STORY_SAMPLE)
        {
            let cells = cells(row);
            carried = cells
                .first()
                .map(|cell| bare(cell))
                .filter(|cell| !cell.is_empty())
                .unwrap_or(carried);
            let told = format!("{carried} {}", cells.get(1..).unwrap_or_default().join(" "));
            let is_story = |text: &str| steps::is_user_story(text.trim());
            all += 1;
            stories += usize::from(is_story(&told) || cells.iter().any(|cell| is_story(cell)));
        }
        stories * 2 > all
    }

    /// Reads one row; leaves it out with a reason if it is not a criterion but looks like one.
    fn row(
        &mut self,
        cells: &[&str],
        id: Option<(String, Shape)>,
        columns: &TableColumns<'_>,
        class: Class,
        span: Range<usize>,
    ) -> Option<OpenRow> {
        let is_of_criteria = matches!(class, Class::Criteria | Class::Throughout);
        let is_told = columns.is_titled || is_of_criteria;
        let id_cell = columns.id.and_then(|id| cells.get(id)).copied();
        let kind = match &id {
            Some((_, Shape::Task)) => CriterionKind::Task,
            // A running number is an id only where something says that these are criteria.
            Some((_, Shape::Number)) if !is_told => return None,
            Some((id, Shape::Other))
                if !(is_told || self.are_ids_told(columns))
                    && self.families.is_of_something_else(id) =>
            {
                return None;
            }
            None if id_cell.is_some_and(|cell| !is_unwritten(cell)) => return None,
            _ => CriterionKind::Criterion,
        };
        let is_task = kind == CriterionKind::Task;
        let is_sure = match &id {
            Some((_, Shape::Criterion)) => true,
            Some((id, Shape::Other)) => self.families.is_own(id),
            Some(_) => false,
            None => columns.is_titled,
        };
        let is_expected = counts(class)
            || (is_task && class == Class::Tasks)
            || (class == Class::Aside && is_sure);
        if !is_expected || (self.is_among_tasks() && !is_task) {
            if let Some(why) = class.why_left_out() {
                self.leave_out_row(&span, why);
            }
            return None;
        }
        let text = text_of(cells, columns);
        if text.is_empty() {
            self.leave_out_row(&span, reasons::UNWRITTEN);
            return None;
        }
        let name = match id {
            Some((id, Shape::Number)) => self.scopes.name(id.parse().ok(), None),
            Some((id, _)) => Name::Written(id),
            None => self.scopes.name(None, None),
        };
        let claim = cells
            .iter()
            .find_map(|cell| claim_of(cell))
            .unwrap_or(TickClaim::None);
        Some(OpenRow {
            name,
            kind,
            text,
            claim,
            span,
        })
    }

    /// Leaves out a row with a reason; adjacent rows with the same reason become one entry.
    fn leave_out_row(&mut self, span: &Range<usize>, why: &'static str) {
        let start = match &self.tables.left_out {
            Some((above, same)) if above.end + 1 == span.start && *same == why => above.start,
            _ => span.start,
        };
        self.tables.left_out = Some((start..span.end, why));
        if start < span.start {
            self.draft.extend_left_out(self.source.lines(span));
        } else {
            self.leave_out(span, why);
        }
    }

    fn add_row(&mut self, row: Option<OpenRow>, group: &[String], evidence: ReadingReason) {
        let Some(OpenRow {
            name,
            kind,
            text,
            claim,
            span,
        }) = row
        else {
            return;
        };
        let evidence = if matches!(name, Name::Written(_)) {
            ReadingReason::Row
        } else {
            evidence
        };
        self.add(name, kind, text, claim, span, group.to_vec(), evidence);
    }
}

/// Returns the sentences of a row: the main one, and the others after the names of their columns.
/// Empty when none is written.
fn text_of(cells: &[&str], columns: &TableColumns<'_>) -> String {
    let mut text = String::new();
    for (nth, column) in columns.text.iter().enumerate() {
        let cell = cells.get(*column).copied().unwrap_or_default();
        if is_unwritten(cell) {
            // Without its main sentence, a row of a table without ids says nothing.
            if nth == 0 && columns.id.is_none() {
                return String::new();
            }
            continue;
        }
        let name = clip(
            bare(columns.names.get(*column).copied().unwrap_or_default()),
            MAX_LABEL_CHARS,
        );
        match (nth, name.is_empty()) {
            (0, _) => text.push_str(cell),
            (_, true) => text.push_str(&format!("\n{cell}")),
            (_, false) => text.push_str(&format!("\n{name}: {cell}")),
        }
    }
    text.trim().to_owned()
}

/// Returns the claim of a box that is the whole content of a cell.
fn claim_of(cell: &str) -> Option<TickClaim> {
    match cell {
        "☑" | "☒" | "✅" => return Some(TickClaim::Ticked),
        "☐" | "⬜" => return Some(TickClaim::Unticked),
        _ => {}
    }
    take_box(&format!("{cell} x"))
        .filter(|(_, rest)| *rest == "x")
        .map(|(claim, _)| claim)
}
