//! Decides what the columns of a table hold: ids, requirements, acceptance criteria, or a history
//! of versions.
//!
//! Owns how a table of requirements is distinguished from others, by the names of its columns and
//! by their content. Knows nothing of headings.

use crate::spec::markdown::outline::Outline;
use crate::spec::markdown::table::{bare, cells};
use crate::spec::markdown::written::{Families, Shape};
use crate::spec::source::SpecText;

use super::prose::{is_unwritten, letters};
use super::tellings::{
    ColumnMeaning, is_glossary, is_id_name, is_identifier_name, names_no_requirement, telling,
};

/// The number of first columns that may hold the ids without saying so.
pub(super) const ID_COLUMNS: usize = 2;
/// The number of rows of a table that are examined to determine its kind.
const SAMPLE: usize = 40;
/// The fewest letters, on average, in a column of sentences.
pub(super) const MIN_LETTERS: usize = 20;
/// The fewest letters, on average, in a column whose name says that it holds requirements.
const MIN_NAMED_LETTERS: usize = 2;

/// The most words of a column's name.
const MAX_NAME: usize = 5;

/// The number of bytes of a cell that are searched for the number of an id; more than ids are long.
const ID_REACH: usize = 64;

/// The shortest word that is an identifier because of its column's name, in bytes.
const MIN_CODE: usize = 3;

/// Letters of ids that may have words in place of a number, since in a table they stand for nothing
/// else.
const WORDED: [&str; 6] = ["BR", "FR", "NFR", "REQ", "UIR", "UR"];

/// The kind of a table.
pub(super) enum TableKind<'a> {
    /// Rows that may be requirements.
    Rows(TableColumns<'a>),
    /// Versions of the document.
    History,
    /// Any other table.
    Other,
}

/// The columns of a table, by their content.
pub(super) struct TableColumns<'a> {
    /// The names of the columns.
    pub(super) names: Vec<&'a str>,
    /// The number of heading rows at the top.
    pub(super) headings: usize,
    pub(super) id: Option<usize>,
    /// Whether the name of that column says that it holds identifiers, so that any word with a
    /// number may be one.
    pub(super) says_ids: bool,
    /// The columns of sentences, the main one first. Never empty.
    pub(super) text: Vec<usize>,
    /// The average number of letters in a cell of the main column.
    pub(super) weight: usize,
    /// Whether no column has sentences: then only a heading of criteria makes the rows criteria.
    pub(super) is_thin: bool,
    /// Whether the name of a column says that the rows are requirements or criteria.
    pub(super) is_titled: bool,
}

impl<'a> TableColumns<'a> {
    /// Examines the first rows of a table.
    pub(super) fn of(
        source: &'a SpecText,
        outline: &Outline,
        first: u32,
        end: u32,
        families: &Families,
    ) -> TableKind<'a> {
        let sample: Vec<Vec<&str>> = rows(source, outline, first, end)
            .take(SAMPLE + 2)
            .map(cells)
            .collect();
        let headings = headings(&sample, families);
        let Some(mut names) = headings
            .checked_sub(1)
            .and_then(|at| sample.get(at))
            .cloned()
        else {
            return TableKind::Other;
        };
        // A header may be shorter than the rows: further columns have no name.
        let width = sample.iter().map(Vec::len).max().unwrap_or_default();
        names.resize(width.max(names.len()), "");
        let rows: Vec<&Vec<&str>> = sample
            .iter()
            .skip(headings)
            .filter(|row| !is_group(row))
            .collect();
        if rows.is_empty() {
            return TableKind::Other;
        }
        let id = id_column(&names, &rows, families).or_else(|| code_column(&names, &rows));
        if is_history(&names, &rows, id) {
            return TableKind::History;
        }
        if id.is_none() && is_glossary(&names) {
            return TableKind::Other;
        }
        let is_foreign = |at: usize| {
            names
                .get(at)
                .is_some_and(|name| names_no_requirement(bare(name)))
        };
        if id.is_some_and(is_foreign) {
            return TableKind::Other;
        }
        let weight = |column: usize| weight(&rows, column, families);
        let tellings: Vec<ColumnMeaning> = names.iter().map(|name| telling(bare(name))).collect();
        let is_named = |column: &usize| {
            tellings
                .get(*column)
                .is_some_and(|told| *told != ColumnMeaning::Nothing)
        };
        let is_text = |column: &usize| {
            let min = if is_named(column) {
                MIN_NAMED_LETTERS
            } else {
                MIN_LETTERS
            };
            Some(*column) != id && weight(*column) >= min
        };
        let mut text: Vec<usize> = (0..names.len()).filter(is_text).collect();
        let is_thin = text.is_empty();
        if is_thin {
            text = (0..names.len())
                .filter(|column| Some(*column) != id && weight(*column) >= MIN_NAMED_LETTERS)
                .collect();
        }
        let Some(main) = main_column(&tellings, &text, weight) else {
            return TableKind::Other;
        };
        text.retain(|column| *column != main);
        text.insert(0, main);
        if id.is_none() {
            text = std::iter::once(main)
                .chain((0..names.len()).filter(|column| *column != main))
                .collect();
        }
        let says_ids = id
            .and_then(|id| names.get(id))
            .is_some_and(|name| is_identifier_name(bare(name)));
        let is_titled = is_named(&main) || (id.is_some() && text.iter().any(is_named));
        TableKind::Rows(TableColumns {
            names,
            headings,
            id,
            says_ids,
            weight: weight(main),
            text,
            is_thin,
            is_titled,
        })
    }

    /// Returns the id that is the whole content of the cell in the id column.
    pub(super) fn id_in(&self, cells: &[&str], families: &Families) -> Option<(String, Shape)> {
        let cell = cells.get(self.id?)?;
        id_of(cell, families)
            .or_else(|| Some((code(cell).filter(|_| self.says_ids)?, Shape::Other)))
    }
}

/// Lists the rows of a table, its header first.
pub(super) fn rows<'a>(
    source: &'a SpecText,
    outline: &Outline,
    first: u32,
    end: u32,
) -> impl Iterator<Item = &'a str> {
    let starts = outline
        .rows
        .get(first as usize..end as usize)
        .unwrap_or_default();
    starts.iter().map(|start| line_at(source, *start as usize))
}

pub(super) fn line_at(source: &SpecText, start: usize) -> &str {
    let rest = source.text().get(start..).unwrap_or_default();
    let end = rest
        .bytes()
        .position(|byte| matches!(byte, b'\n' | b'\r'))
        .unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}

/// Counts the heading rows: the first, and a second one where the first only spans columns.
fn headings(sample: &[Vec<&str>], families: &Families) -> usize {
    let filled = |row: &Vec<&str>| {
        let mut seen: Vec<&str> = row
            .iter()
            .map(|cell| bare(cell))
            .filter(|cell| !cell.is_empty())
            .collect();
        seen.dedup();
        seen.len()
    };
    match (sample.first().map(filled), sample.get(1).map(filled)) {
        // Word exports tables with an empty header; then a first row of content does not look like
        // names.
        (Some(0), Some(second)) if second > 1 && !sample.get(1).is_some_and(has_only_names) => 1,
        // The first row of content may name the column below it.
        (Some(0), Some(1))
            if sample
                .get(1)
                .is_some_and(|row| is_short_header(row, sample.get(2))) =>
        {
            2
        }
        (Some(1), Some(second))
            if second > 1 && sample.get(1).is_some_and(|row| says(row, families)) =>
        {
            1
        }
        (Some(first), Some(second)) if first <= 1 && second > 1 && second > first => 2,
        (Some(_), _) => 1,
        (None, _) => 0,
    }
}

/// Returns whether a row is a header without being marked as one: it has one cell, which names
/// requirements or criteria, and the row below has more.
fn is_short_header(row: &Vec<&str>, below: Option<&Vec<&str>>) -> bool {
    let is_shorter = row.len() == 1 && below.is_some_and(|below| below.len() > 1);
    is_shorter
        && row
            .first()
            .is_some_and(|cell| telling(bare(cell)) != ColumnMeaning::Nothing)
}

/// Returns whether a row below a header of one cell holds content rather than names of columns: it
/// has an id or a sentence.
fn says(row: &Vec<&str>, families: &Families) -> bool {
    let has_id = row
        .iter()
        .take(ID_COLUMNS)
        .any(|cell| id_of(cell, families).is_some());
    has_id
        || row.iter().any(|cell| {
            cell.split_whitespace().nth(MAX_NAME).is_some()
                || bare(cell).ends_with(['.', '。', ';'])
        })
}

/// Returns whether the cells of a row may be names of columns: short, without a number, and not
/// sentences.
fn has_only_names(row: &Vec<&str>) -> bool {
    row.iter().map(|cell| bare(cell)).all(|cell| {
        let is_short = cell.split_whitespace().count() <= MAX_NAME;
        is_short
            && !cell.ends_with(['.', '。', ';'])
            && !cell.contains(|c: char| c.is_ascii_digit())
    })
}

/// Returns whether a row is a heading over the rows below it: only its first cell is filled, or all
/// filled cells are the same.
pub(super) fn is_group(row: &[&str]) -> bool {
    let mut filled = row
        .iter()
        .map(|cell| bare(cell))
        .filter(|cell| !cell.is_empty());
    let Some(first) = filled.next() else {
        return false;
    };
    let (mut others, mut same) = (0, true);
    for cell in filled {
        others += 1;
        same &= cell == first;
    }
    let is_first = row.first().is_some_and(|cell| !bare(cell).is_empty());
    let is_marked = row
        .iter()
        .any(|cell| cell.starts_with("**") || cell.starts_with("__"));
    row.len() >= 2 && is_first && same && (others > 0 || row.len() >= 3 || is_marked)
}

/// Returns the column of ids: one of the first, or one whose name says so.
fn id_column(names: &[&str], rows: &[&Vec<&str>], families: &Families) -> Option<usize> {
    let is_column = |column: &usize| {
        let filled = rows
            .iter()
            .filter_map(|row| row.get(*column))
            .filter(|cell| !is_unwritten(cell));
        let (mut ids, mut all) = (0, 0);
        for cell in filled {
            all += 1;
            ids += usize::from(id_of(cell, families).is_some());
        }
        ids * 2 > all
    };
    let says_so = |column: &usize| {
        names
            .get(*column)
            .is_some_and(|name| is_id_name(bare(name)))
    };
    (0..names.len()).find(|column| (*column < ID_COLUMNS || says_so(column)) && is_column(column))
}

/// Returns a column whose name says that it holds identifiers, and whose cells are all words with a
/// number: `Q-COM-Mv0.1-0`.
fn code_column(names: &[&str], rows: &[&Vec<&str>]) -> Option<usize> {
    let is_column = |column: &usize| {
        let mut filled = rows
            .iter()
            .filter_map(|row| row.get(*column))
            .filter(|cell| !is_unwritten(cell));
        names
            .get(*column)
            .is_some_and(|name| is_identifier_name(bare(name)))
            && filled.clone().next().is_some()
            && filled.all(|cell| code(cell).is_some())
    };
    (0..names.len()).find(is_column)
}

/// Returns the word that is the whole content of a cell, if it begins with a capital and has a
/// number.
fn code(cell: &str) -> Option<String> {
    let cell = bare(cell);
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let is_code = (MIN_CODE..=ID_REACH).contains(&cell.len())
        && cell.starts_with(|c: char| c.is_ascii_uppercase())
        && cell.ends_with(|c: char| c.is_ascii_alphanumeric())
        && cell.bytes().all(fits)
        && may_be_id(cell);
    is_code.then(|| cell.to_owned())
}

/// Returns the average number of letters in the filled cells of a column; cells that only name ids
/// count as 0.
fn weight(rows: &[&Vec<&str>], column: usize, families: &Families) -> usize {
    let cells = rows
        .iter()
        .filter_map(|row| row.get(column))
        .filter(|cell| !is_unwritten(cell));
    let (mut sum, mut count) = (0, 0);
    for cell in cells {
        let names_ids = cell
            .split([',', ';', ' '])
            .all(|part| part.is_empty() || id_of(part, families).is_some());
        sum += if names_ids { 0 } else { letters(cell) };
        count += 1;
    }
    sum.checked_div(count).unwrap_or_default()
}

/// Returns the column of requirements, else that of acceptance criteria, else the one with the most
/// letters.
fn main_column(
    tellings: &[ColumnMeaning],
    text: &[usize],
    weight: impl Fn(usize) -> usize,
) -> Option<usize> {
    let named = |kind: ColumnMeaning| {
        text.iter()
            .copied()
            .find(|column| tellings.get(*column) == Some(&kind))
    };
    let heaviest = || {
        text.iter()
            .copied()
            .max_by_key(|column| (weight(*column), usize::MAX - column))
    };
    named(ColumnMeaning::Required)
        .or_else(|| named(ColumnMeaning::Accepted))
        .or_else(heaviest)
}

/// Returns whether rows are versions of the document: numbers such as 1.0 beside dates.
fn is_history(names: &[&str], rows: &[&Vec<&str>], id: Option<usize>) -> bool {
    let find = |is: fn(&str) -> bool, other: Option<usize>| {
        (0..names.len())
            .filter(|column| Some(*column) != other)
            .find(|column| {
                let filled = || {
                    rows.iter()
                        .filter_map(|row| row.get(*column))
                        .filter(|cell| !cell.is_empty())
                };
                let count = filled().filter(|cell| is(bare(cell))).count();
                count > 0 && count * 2 >= filled().count()
            })
    };
    let versions = find(is_version, None);
    if versions.is_none() {
        return false;
    }
    let dates = find(is_date, versions);
    dates.is_some() && (id.is_none() || id == versions || id == dates)
}

/// Returns whether a cell is a version: `1.0`, `v2`, `Rev. 3`.
fn is_version(cell: &str) -> bool {
    if !cell.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let lower = cell.to_lowercase();
    let number = lower.trim_start_matches(|c: char| c.is_alphabetic() || matches!(c, '.' | ' '));
    let word = lower
        .get(..lower.len() - number.len())
        .unwrap_or_default()
        .trim_end_matches(['.', ' ']);
    let is_word = matches!(
        word,
        "" | "v" | "ver" | "version" | "rev" | "revision" | "r" | "第"
    );
    is_word
        && number.starts_with(|c: char| c.is_ascii_digit())
        && number.len() <= 12
        && number
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '版'))
}

/// Returns whether a cell is a date: `2026-04-22`, `22.04.2026`, `4/22/26`, `2026年4月22日`, `22 April
/// 2026`.
fn is_date(cell: &str) -> bool {
    if cell.is_empty() || cell.len() > 40 {
        return false;
    }
    let groups: Vec<usize> = cell
        .split(|c: char| !c.is_ascii_digit())
        .map(str::len)
        .filter(|len| *len > 0)
        .collect();
    let has_year = groups.contains(&4);
    let is_numeric = cell.chars().all(|c| {
        c.is_ascii_digit()
            || matches!(
                c,
                '-' | '.' | '/' | '年' | '月' | '日' | ' ' | '년' | '월' | '일'
            )
    });
    let is_short =
        groups.len() == 3 && groups.iter().all(|len| *len <= 2) && groups.last() == Some(&2);
    match groups.len() {
        2 | 3 if is_numeric => has_year || is_short,
        1 | 2 => {
            has_year
                && cell.chars().filter(|c| c.is_alphabetic()).count() >= 3
                && cell.split(' ').count() <= 4
        }
        _ => false,
    }
}

/// Returns whether a cell has a digit near its start, as almost every id has.
pub(super) fn may_be_id(cell: &str) -> bool {
    cell.bytes()
        .take(ID_REACH)
        .any(|byte| byte.is_ascii_digit())
}

/// Returns the id that is the whole content of a cell.
pub(super) fn id_of(cell: &str, families: &Families) -> Option<(String, Shape)> {
    let cell = bare(cell);
    if is_word_id(cell) {
        return Some((cell.to_owned(), Shape::Criterion));
    }
    if !may_be_id(cell) {
        return None;
    }
    let cell = format!("{cell}:");
    let found = families.id_of(&cell, true)?;
    found.rest.is_empty().then_some((found.id, found.shape))
}

/// Returns whether a cell is an id with words in place of a number: `FR_END_LEVEL`, `NFR-PORTABLE`.
fn is_word_id(cell: &str) -> bool {
    let rest = WORDED
        .iter()
        .find_map(|letters| cell.strip_prefix(letters)?.strip_prefix(['_', '-']));
    rest.is_some_and(|rest| {
        let is_part = |part: &str| {
            part.starts_with(|c: char| c.is_ascii_uppercase())
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        };
        rest.len() <= ID_REACH && rest.split(['_', '-']).all(is_part)
    })
}
