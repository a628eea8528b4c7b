//! Decides which column of a table holds what, by the names in its first rows, else by its content.
//!
//! Owns the decision whether rows are requirements or other data. Knows nothing of the file format.

use crate::spec::fields::{Field, field, is_worded, letters};
use crate::spec::markdown::modal;
use crate::spec::markdown::table::bare;
use crate::spec::markdown::written::{Families, Shape};

use super::rows::{KeptRow, SheetRow};

/// The number of rows among which the row of column names is searched.
const BEFORE_NAMES: usize = 12;
/// The fewest letters, on average, in a column of sentences; letters of scripts without spaces
/// count double.
const MIN_LETTERS: usize = 10;
/// Kinds of rows that are requirements.
const KINDS: [&str; 12] = [
    "requirement",
    "req",
    "story",
    "user story",
    "functional",
    "non-functional",
    "nonfunctional",
    "functional requirement",
    "non-functional requirement",
    "anforderung",
    "criterion",
    "acceptance criterion",
];

/// Parts of the names of columns that hold remarks on a requirement.
const REMARKS: [&str; 16] = [
    "comment",
    "remark",
    "note",
    "discussion",
    "history",
    "change",
    "kommentar",
    "bemerkung",
    "anmerkung",
    "hinweis",
    "remarque",
    "observac",
    "примечан",
    "備考",
    "备注",
    "備註",
];

/// A column of sections, and whether it is filled once for several rows.
#[derive(Clone, Copy)]
pub(super) struct SectionColumn {
    pub(super) column: usize,
    pub(super) is_filled_once: bool,
}

/// The columns of a table, by their content.
pub(super) struct SheetColumns {
    /// The number of named columns, or of those in the longest row.
    pub(super) width: usize,
    /// The index of the first row of requirements, from 0.
    pub(super) first_row: usize,
    pub(super) id: Option<usize>,
    pub(super) title: Option<usize>,
    /// The columns of the requirement's text, in the order in which they are read.
    pub(super) text: Vec<usize>,
    /// Other columns of sentences, with their names.
    pub(super) further: Vec<(usize, String)>,
    pub(super) section: Option<SectionColumn>,
    pub(super) kind: Option<usize>,
    pub(super) status: Option<usize>,
    names: Vec<String>,
    families: Families,
}

impl SheetColumns {
    /// Finds the columns by the first rows of a file; `is_named` says that the file's name is one
    /// of requirements. `None` when the rows are other data.
    pub(super) fn find(sample: &[KeptRow], is_named: bool) -> Option<Self> {
        let rows: Vec<SheetRow<'_>> = sample.iter().map(KeptRow::row).collect();
        let families = families(&rows);
        let mut columns = Self::named(&rows, families);
        if columns.text.is_empty() && columns.title.is_none() && columns.further.is_empty() {
            columns.guess(&rows)?;
        }
        let rows = rows.get(columns.first_row..).unwrap_or_default();
        columns.prefer_ids(rows);
        columns.measure(rows);
        columns
            .is_of_requirements(rows, is_named)
            .then_some(columns)
    }

    /// Finds the columns by their names; none if no row has names.
    fn named(rows: &[SheetRow<'_>], families: Families) -> Self {
        let known = |row: &SheetRow<'_>| {
            row.cells
                .iter()
                .filter(|cell| field(cell).is_some())
                .count()
        };
        let first = rows
            .iter()
            .take(BEFORE_NAMES)
            .position(|row| known(row) >= 2 || row.cells.len() > 1 && has_telling(row));
        let header = first.and_then(|at| rows.get(at));
        let names: Vec<String> = header
            .map(|row| row.cells.iter().map(|cell| one_line(cell)).collect())
            .unwrap_or_default();
        let mut columns = Self {
            width: names.len(),
            first_row: first.map_or(0, |at| at + 1),
            id: None,
            title: None,
            text: Vec::new(),
            further: Vec::new(),
            section: None,
            kind: None,
            status: None,
            names: Vec::new(),
            families,
        };
        let mut telling = 0;
        for (column, name) in names.iter().enumerate() {
            let Some(known) = field(name) else { continue };
            match known.field {
                Field::Text if known.is_telling => {
                    columns.text.insert(telling, column);
                    telling += 1;
                }
                Field::Text => columns.text.push(column),
                Field::Acceptance => columns.further.push((column, name.clone())),
                Field::Title => drop(columns.title.get_or_insert(column)),
                Field::Id => drop(columns.id.get_or_insert(column)),
                Field::Kind => drop(columns.kind.get_or_insert(column)),
                Field::Status => drop(columns.status.get_or_insert(column)),
                Field::Section => {
                    columns.section.get_or_insert(SectionColumn {
                        column,
                        is_filled_once: false,
                    });
                }
            }
        }
        columns.names = names;
        columns
    }

    /// Finds a column of ids and one of sentences by their content; `None` if there are none.
    fn guess(&mut self, rows: &[SheetRow<'_>]) -> Option<()> {
        let width = rows.iter().map(|row| row.cells.len()).max()?;
        let ids = |column: usize| {
            rows.iter()
                .filter(|row| self.is_id(row.cell(column)))
                .count()
        };
        let id = (0..width.min(3)).find(|column| ids(*column) * 2 > rows.len())?;
        let others =
            (0..width).filter(|column| *column != id && letters_in(rows, *column) >= MIN_LETTERS);
        let text = others.max_by_key(|column| letters_in(rows, *column))?;
        self.first_row = rows.iter().position(|row| self.is_id(row.cell(id)))?;
        if let Some(header) = self.first_row.checked_sub(1).and_then(|at| rows.get(at)) {
            self.names = header.cells.iter().map(|cell| one_line(cell)).collect();
        }
        (self.width, self.id, self.text) = (width, Some(id), vec![text]);
        Some(())
    }

    /// Among several columns of ids, prefers one whose ids have letters and a number.
    fn prefer_ids(&mut self, rows: &[SheetRow<'_>]) {
        let with_letters = |column: usize| {
            rows.iter()
                .filter(|row| {
                    row.cell(column).contains(char::is_alphabetic) && self.is_id(row.cell(column))
                })
                .count()
        };
        let all = self.names.iter().enumerate();
        let ids = all.filter(|(_, name)| field(name).is_some_and(|known| known.field == Field::Id));
        let best = ids
            .map(|(column, _)| column)
            .max_by_key(|column| (with_letters(*column), self.names.len() - column));
        self.id = best.or(self.id);
    }

    /// Finds what only the rows show: further columns of sentences, and whether sections are named
    /// once for several rows.
    fn measure(&mut self, rows: &[SheetRow<'_>]) {
        if let Some(section) = &mut self.section {
            let blank = rows
                .iter()
                .filter(|row| row.cell(section.column).is_empty())
                .count();
            let starts_filled = rows
                .first()
                .is_some_and(|row| !row.cell(section.column).is_empty());
            section.is_filled_once = starts_filled && blank * 2 > rows.len();
        }
        for (column, name) in self.names.iter().enumerate() {
            let lower = name.to_lowercase();
            let is_remark = REMARKS.iter().any(|word| lower.contains(word));
            if field(name).is_none()
                && !is_remark
                && letters_in(rows, column) >= MIN_LETTERS
                && is_prose(rows, column)
            {
                self.further.push((column, name.clone()));
            }
        }
        self.further
            .retain(|(column, _)| Some(*column) != self.id && !self.text.contains(column));
    }

    /// Returns whether the rows are requirements: they hold sentences, and the file's name, a
    /// column, the ids, the kinds or the sentences say so.
    fn is_of_requirements(&self, rows: &[SheetRow<'_>], is_named: bool) -> bool {
        let further = self.further.iter().map(|(column, _)| *column);
        let worded: Vec<usize> = self
            .text
            .iter()
            .copied()
            .chain(self.title)
            .chain(further)
            .collect();
        let has_sentences = worded.iter().any(|column| is_prose(rows, *column));
        if !has_sentences {
            return false;
        }
        let says_so = self
            .names
            .iter()
            .any(|name| field(name).is_some_and(|known| known.is_telling));
        let most = |count: usize| count * 2 > rows.len();
        let kinds = |row: &&SheetRow<'_>| {
            self.kind
                .is_some_and(|column| KINDS.contains(&row.cell(column).to_lowercase().as_str()))
        };
        let binding = |row: &&SheetRow<'_>| {
            self.id_in(row).contains(|c: char| c.is_ascii_digit())
                && self
                    .text
                    .iter()
                    .any(|column| modal::is_binding_in_any_case(row.cell(*column)))
        };
        let ids = |row: &&SheetRow<'_>| {
            self.id
                .is_some_and(|column| self.shape(row.cell(column)) == Some(Shape::Criterion))
        };
        is_named
            || says_so
            || most(rows.iter().filter(ids).count())
            || most(rows.iter().filter(kinds).count())
            || most(rows.iter().filter(binding).count())
    }

    /// Returns the id of a row; empty when it has none.
    pub(super) fn id_in(&self, row: &SheetRow<'_>) -> String {
        self.id.map_or_else(String::new, |column| {
            bare(row.cell(column)).trim_matches(['[', ']']).to_owned()
        })
    }

    /// Returns the text of a row that is a heading: its only filled field is neither an id nor a
    /// requirement.
    pub(super) fn heading_in(&self, row: &SheetRow<'_>) -> Option<String> {
        let mut filled = row
            .cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.trim().is_empty());
        let (column, cell) = filled.next()?;
        let is_required =
            self.text.contains(&column) || self.further.iter().any(|(other, _)| *other == column);
        let is_alone =
            filled.next().is_none() && self.width > 2 && !is_required && Some(column) != self.title;
        (is_alone && !self.is_id(cell) && cell.contains(char::is_alphabetic))
            .then(|| one_line(cell))
    }

    /// Returns whether a row repeats the names of the columns, as the first row of a page does.
    pub(super) fn is_header(&self, row: &SheetRow<'_>) -> bool {
        self.names.len() > 1
            && row
                .cells
                .iter()
                .map(|cell| cell.trim())
                .eq(self.names.iter().map(String::as_str))
    }

    /// Describes the columns, in words that follow "rows with".
    pub(super) fn because(&self) -> String {
        match (self.id, self.names.is_empty()) {
            (Some(_), false) => "an id column and a requirement column".to_owned(),
            (Some(_), true) => "ids and sentences; no row names the columns".to_owned(),
            (None, _) => "a requirement column".to_owned(),
        }
    }

    fn is_id(&self, cell: &str) -> bool {
        self.shape(cell).is_some()
    }

    fn shape(&self, cell: &str) -> Option<Shape> {
        let cell = format!("{}:", bare(cell.trim()).trim_matches(['[', ']']));
        self.families
            .id_of(&cell, true)
            .filter(|found| found.rest.is_empty())
            .map(|found| found.shape)
    }
}

fn has_telling(row: &SheetRow<'_>) -> bool {
    row.cells
        .iter()
        .any(|cell| field(cell).is_some_and(|known| known.is_telling))
}

fn families(rows: &[SheetRow<'_>]) -> Families {
    let mut families = Families::default();
    for cell in rows.iter().flat_map(|row| row.cells.iter().take(3)) {
        families.see(&format!("{}:", bare(cell.trim()).trim_matches(['[', ']'])));
    }
    families
}

/// Returns the average number of letters in the filled fields of a column.
fn letters_in(rows: &[SheetRow<'_>], column: usize) -> usize {
    let cells = || {
        rows.iter()
            .map(|row| row.cell(column))
            .filter(|cell| !cell.is_empty())
    };
    cells().map(letters).sum::<usize>() / cells().count().max(1)
}

/// Returns whether most filled fields of a column have more than one word.
fn is_prose(rows: &[SheetRow<'_>], column: usize) -> bool {
    let cells = || {
        rows.iter()
            .map(|row| row.cell(column))
            .filter(|cell| !cell.is_empty())
    };
    cells().filter(|cell| is_worded(cell)).count() * 2 > cells().count()
}

fn one_line(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}
