//! Reads the rows of a file, each with its position. Owns the CSV library, and the guess of the
//! delimiter. Knows nothing of requirements.

use std::ops::Range;

use csv::{Reader, ReaderBuilder, StringRecord};

use crate::spec::source::SpecText;

/// Delimiters, the likeliest first.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];
/// The number of rows that are examined to guess the delimiter.
const GUESSED_BY: usize = 24;
/// The number of rows that are examined to find the columns.
const SAMPLE: usize = 200;
/// The limit on rereading after unclosed quotes, in multiples of the size of the file.
const REREAD: usize = 4;
/// The most fields of a row that are used.
const MAX_CELLS: usize = 200;

#[derive(Clone)]
pub(super) struct SheetRow<'a> {
    pub(super) cells: Vec<&'a str>,
    /// The bytes of the row, without blank lines before it.
    pub(super) span: Range<usize>,
    pub(super) delimiter: char,
    /// Whether a quote was opened in the row and not closed, so that the line was read without
    /// quotes.
    pub(super) is_torn: bool,
}

impl SheetRow<'_> {
    /// Returns a field without the white space around it; empty when there is none.
    pub(super) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }
}

/// A row that owns its fields.
pub(super) struct KeptRow {
    cells: Vec<String>,
}

impl KeptRow {
    pub(super) fn row(&self) -> SheetRow<'_> {
        let cells = self.cells.iter().map(String::as_str).collect();
        SheetRow {
            cells,
            span: 0..0,
            delimiter: ',',
            is_torn: false,
        }
    }
}

/// A text as rows.
pub(super) struct SheetTable<'s> {
    text: &'s str,
    /// The offset of the first row, after a line such as `sep=;`, which is for spreadsheets.
    start: usize,
    delimiter: char,
}

impl<'s> SheetTable<'s> {
    /// Guesses the delimiter; `None` when none fits.
    pub(super) fn new(source: &'s SpecText, is_tabbed: bool) -> Option<Self> {
        let text = source.text();
        let first = text.lines().next().unwrap_or_default();
        let said = first
            .strip_prefix("sep=")
            .and_then(|rest| rest.chars().next())
            .filter(char::is_ascii);
        let start = if said.is_some() {
            (first.len() + 1).min(text.len())
        } else {
            0
        };
        let fits = |delimiter: &char| evenness(text.get(start..).unwrap_or_default(), *delimiter);
        let tab = is_tabbed.then_some('\t').filter(|tab| fits(tab) > (0, 0));
        let likeliest = || {
            DELIMITERS
                .into_iter()
                .rev()
                .max_by_key(fits)
                .filter(|best| fits(best) > (0, 0))
        };
        let delimiter = said.or(tab).or_else(likeliest)?;
        Some(Self {
            text,
            start,
            delimiter,
        })
    }

    /// Returns the first rows.
    pub(super) fn sample(&self) -> Vec<KeptRow> {
        let mut sample = Vec::new();
        self.walk(SAMPLE, |_, row| {
            sample.push(KeptRow {
                cells: row.cells.iter().map(|cell| (*cell).to_owned()).collect(),
            });
        });
        sample
    }

    /// Passes every row to `take`, with its index from 0.
    pub(super) fn each(&self, take: impl FnMut(usize, &SheetRow<'_>)) {
        self.walk(usize::MAX, take);
    }

    /// Passes up to `most` rows to `take`. A line with a quote that is not closed properly would
    /// absorb the rows after it, so that line is read without quotes.
    fn walk(&self, most: usize, mut take: impl FnMut(usize, &SheetRow<'_>)) {
        let mut at = self.start;
        let mut index = 0;
        // The rows after a torn one are read again, up to this many bytes in total.
        let mut left = self.text.len().saturating_mul(REREAD);
        while let Some(torn) =
            self.rows(at..self.text.len(), left > 0, (&mut index, most), &mut take)
        {
            left = left.saturating_sub(torn.len());
            let text = self.text.get(torn.start..).unwrap_or_default();
            let end = torn.start + text.find('\n').map_or(text.len(), |end| end + 1);
            self.rows(torn.start..end, false, (&mut index, most), &mut take);
            at = end;
        }
    }

    /// Passes the rows of a part to `take`, and returns the span of the first torn row, if there is
    /// one.
    fn rows(
        &self,
        part: Range<usize>,
        quoting: bool,
        (index, most): (&mut usize, usize),
        take: &mut impl FnMut(usize, &SheetRow<'_>),
    ) -> Option<Range<usize>> {
        let text = self.text.get(part.clone()).unwrap_or_default();
        let mut reader = reader(text, self.delimiter, quoting);
        let mut record = StringRecord::new();
        while *index < most && reader.read_record(&mut record).is_ok_and(|more| more) {
            let from = record.position().map_or(0, |at| at.byte() as usize);
            let to = reader.position().byte() as usize;
            let row = text.get(from..to).unwrap_or_default();
            let blank = row.len() - row.trim_start_matches(['\n', '\r']).len();
            let row = row.get(blank..).unwrap_or_default().trim_end();
            let span = part.start + from + blank..part.start + to;
            if quoting && row.contains('\n') && !is_whole(row, self.delimiter) {
                return Some(span);
            }
            let cells = record.iter().take(MAX_CELLS);
            let cells = cells
                .map(|cell| {
                    if quoting {
                        cell
                    } else {
                        cell.trim().trim_matches('"')
                    }
                })
                .collect();
            take(
                *index,
                &SheetRow {
                    cells,
                    span,
                    delimiter: self.delimiter,
                    is_torn: !quoting,
                },
            );
            *index += 1;
        }
        None
    }
}

/// Returns whether all quotes of a row are closed, and each is followed by the end of its field.
fn is_whole(row: &str, delimiter: char) -> bool {
    let (mut is_open, mut at_start) = (false, true);
    let mut chars = row.chars().peekable();
    while let Some(char) = chars.next() {
        if !is_open {
            is_open = char == '"' && at_start;
            at_start = char == delimiter || char == '\n';
        } else if char == '"' && chars.next_if_eq(&'"').is_none() {
            is_open = false;
            if chars
                .peek()
                .is_some_and(|next| *next != delimiter && *next != '\n')
            {
                return false;
            }
        }
    }
    !is_open
}

fn reader(text: &str, delimiter: char, quoting: bool) -> Reader<&[u8]> {
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).quoting(quoting);
    builder.delimiter(u8::try_from(delimiter).unwrap_or(b','));
    builder.from_reader(text.as_bytes())
}

/// Rates how evenly a delimiter divides the first rows: how many rows in ten have the median number
/// of fields, and that number; (0, 0) when it divides none.
fn evenness(text: &str, delimiter: char) -> (usize, usize) {
    let mut reader = reader(text, delimiter, true);
    let mut record = StringRecord::new();
    let mut widths = Vec::new();
    while widths.len() < GUESSED_BY && reader.read_record(&mut record).is_ok_and(|more| more) {
        widths.push(record.len());
    }
    widths.sort_unstable();
    let Some(usual) = widths
        .get(widths.len() / 2)
        .copied()
        .filter(|usual| *usual > 1)
    else {
        return (0, 0);
    };
    let even = widths.iter().filter(|width| **width == usual).count();
    (even * 10 / widths.len(), usual)
}
