//! Tables of requirements: a column of ids and a column of sentences.
//!
//! Owns which tables are such, and what their rows give. Knows nothing of headings beyond what stands
//! under them.

use std::collections::HashMap;

use crate::model::spec::{Claim, CriterionKind};
use crate::spec::draft::{MAX_LABEL_CHARS, clip};
use crate::spec::ids::Name;
use crate::spec::markdown::body::take_box;
use crate::spec::markdown::outline::{Kind, Outline};
use crate::spec::markdown::table::{bare, cells};
use crate::spec::markdown::words::{self, Class};
use crate::spec::markdown::written::{Families, Shape};
use crate::spec::place::Role;
use crate::spec::source::Source;

use super::evidence::Evidence;
use super::walk::{Walk, counts};

/// How many of the first columns may hold the ids.
const ID_COLUMNS: usize = 2;
/// The fewest rows with ids that tables with the same header must have together.
const MIN_ROWS: usize = 2;
/// The rows of a table that are looked at to tell what it is.
const SAMPLE: usize = 40;
/// The fewest letters that the sentences of a column have on average; half that of scripts that write
/// a word with one or two.
const MIN_LETTERS: usize = 20;

/// What the tables of a document are, by their header rows.
#[derive(Default)]
pub(super) struct Tables {
    /// Rows with an id, by header.
    rows: HashMap<String, usize>,
}

/// Where in a table what stands.
struct Columns {
    id: usize,
    /// Columns of sentences, the main one first.
    text: Vec<usize>,
}

impl Tables {
    /// Looks all tables over. The ids' letters are taken note of.
    pub(super) fn new(source: &Source, outline: &Outline, families: &mut Families) -> Self {
        let mut tables = Self::default();
        for block in &outline.blocks {
            let Kind::Table { first, end } = block.kind else { continue };
            for row in rows(source, outline, first, end).skip(1) {
                for cell in cells(row).into_iter().take(ID_COLUMNS) {
                    families.see(&format!("{}:", bare(cell)));
                }
            }
        }
        for block in &outline.blocks {
            let Kind::Table { first, end } = block.kind else { continue };
            let header = rows(source, outline, first, end).next().unwrap_or_default();
            let Some(columns) = columns(source, outline, first, end, families) else { continue };
            let ids = rows(source, outline, first, end)
                .skip(1)
                .filter(|row| cells(row).get(columns.id).is_some_and(|cell| id_of(cell, families).is_some()));
            *tables.rows.entry(header.to_owned()).or_default() += ids.count();
        }
        tables
    }

    fn rows_like(&self, header: &str) -> usize {
        self.rows.get(header).copied().unwrap_or_default()
    }
}

impl Walk<'_> {
    /// Reads a table whose rows are requirements; any other is passed over.
    pub(super) fn table(&mut self, first: u32, end: u32) {
        let class = self.scopes.class();
        if !counts(class) && class != Class::Tasks {
            return;
        }
        let (source, outline) = (self.source, self.outline);
        let header = rows(source, outline, first, end).next().unwrap_or_default();
        let Some(columns) = columns(source, outline, first, end, &self.families) else { return };
        let names: Vec<&str> = cells(header);
        let titled = names.iter().any(|name| words::classify(bare(name)) == Class::Criteria);
        if self.tables.rows_like(header) < MIN_ROWS {
            return;
        }
        let starts = outline.rows.get(first as usize + 1..end as usize).unwrap_or_default();
        for start in starts {
            let start = *start as usize;
            let row = line_at(source, start);
            let cells = cells(row);
            let Some((id, shape)) = cells.get(columns.id).and_then(|cell| id_of(cell, &self.families)) else {
                continue;
            };
            // A running number is an id only where something says that these are criteria.
            let running = shape == Shape::Number;
            if running && !titled && class != Class::Criteria {
                continue;
            }
            let is_task = shape == Shape::Task;
            if !is_task && (self.role == Role::Tasks || class == Class::Tasks) {
                continue;
            }
            let kind = if is_task { CriterionKind::Task } else { CriterionKind::Criterion };
            let text = text_of(&cells, &names, &columns);
            let claim = cells.iter().find_map(|cell| claim_of(cell)).unwrap_or(Claim::None);
            let name = match running {
                true => self.scopes.name(id.parse().ok(), None),
                false => Name::Written(id),
            };
            let span = start..start + row.len();
            self.add(name, kind, text, claim, span, Vec::new(), Evidence::Row);
        }
    }
}

/// The sentences of a row: the main one, and the others behind the names of their columns.
fn text_of(cells: &[&str], names: &[&str], columns: &Columns) -> String {
    let mut text = String::new();
    for (nth, column) in columns.text.iter().enumerate() {
        let cell = cells.get(*column).copied().unwrap_or_default();
        if nth == 0 {
            text.push_str(cell);
        } else if !cell.is_empty() {
            let name = clip(bare(names.get(*column).copied().unwrap_or_default()), MAX_LABEL_CHARS);
            text.push_str(&format!("\n{name}: {cell}"));
        }
    }
    text
}

/// Finds the columns of a table; `None` when it has none of ids, or none of sentences.
fn columns(source: &Source, outline: &Outline, first: u32, end: u32, families: &Families) -> Option<Columns> {
    let sample: Vec<Vec<&str>> = rows(source, outline, first, end).take(SAMPLE + 1).map(cells).collect();
    let (header, rows) = sample.split_first()?;
    if rows.is_empty() {
        return None;
    }
    let ids = |column: usize| {
        rows.iter().filter(|row| row.get(column).is_some_and(|cell| id_of(cell, families).is_some())).count()
    };
    let id = (0..ID_COLUMNS).find(|column| ids(*column) * 2 > rows.len())?;
    if header.get(id).is_some_and(|name| names_no_requirement(bare(name))) {
        return None;
    }
    let weight = |column: usize| {
        let letters = rows.iter().filter_map(|row| row.get(column)).map(|cell| letters(cell)).sum::<usize>();
        letters / rows.len()
    };
    let mut text: Vec<usize> =
        (0..header.len()).filter(|column| *column != id && weight(*column) >= MIN_LETTERS).collect();
    let main = text.iter().copied().max_by_key(|column| (weight(*column), usize::MAX - column))?;
    // The first column that says what is required, when its name says so, is the main one.
    let named = text.iter().copied().find(|column| {
        header.get(*column).is_some_and(|name| words::classify(bare(name)) == Class::Criteria)
    });
    let main = named.unwrap_or(main);
    text.retain(|column| *column != main);
    text.insert(0, main);
    Some(Columns { id, text })
}

/// Names of columns whose numbers and ids are of something else.
fn names_no_requirement(name: &str) -> bool {
    let name = name.to_lowercase();
    ["version", "date", "phase", "sprint", "story", "risk", "decision"].iter().any(|word| name.contains(word))
}

/// The id that is all of a cell.
fn id_of(cell: &str, families: &Families) -> Option<(String, Shape)> {
    let cell = format!("{}:", bare(cell));
    let found = families.id_of(&cell, true)?;
    found.rest.is_empty().then_some((found.id, found.shape))
}

/// A box that is all of a cell.
fn claim_of(cell: &str) -> Option<Claim> {
    match cell {
        "☑" | "☒" | "✅" => return Some(Claim::Ticked),
        "☐" | "⬜" => return Some(Claim::Unticked),
        _ => {}
    }
    take_box(&format!("{cell} x")).filter(|(_, rest)| *rest == "x").map(|(claim, _)| claim)
}

/// Letters, those of scripts without spaces counting double.
fn letters(text: &str) -> usize {
    let wide =
        |c: char| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}');
    text.chars().take(400).map(|c| if wide(c) { 2 } else { usize::from(c.is_alphanumeric()) }).sum()
}

/// The rows of a table, its header first.
fn rows<'a>(source: &'a Source, outline: &'a Outline, first: u32, end: u32) -> impl Iterator<Item = &'a str> {
    let starts = outline.rows.get(first as usize..end as usize).unwrap_or_default();
    starts.iter().map(|start| line_at(source, *start as usize))
}

fn line_at(source: &Source, start: usize) -> &str {
    source.text().get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default()
}
