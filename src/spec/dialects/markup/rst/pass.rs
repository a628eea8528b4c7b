//! Makes one pass over the lines of a document in reStructuredText, block by block. Directives are
//! read in `directives`. Knows nothing of criteria.

use crate::model::spec::LineRange;

use super::super::columns::runs;
use super::super::nesting::Nesting;
use super::super::out::{Out, line};
use super::super::rows::{Table, TableRow};
use super::super::{MarkdownText, each_block, grid, ids, simple};

use super::inline::converted;
use super::line::{Line, end_of, field, mark, ruler};

/// The longest line that is a term, in bytes: a longer one is a sentence.
const MAX_TERM: usize = 80;

/// The state of the pass.
pub(super) struct RstPass<'a> {
    pub(super) lines: &'a [Line<'a>],
    pub(super) out: Out,
    /// Open lists, by the column at which the content of their items begins.
    pub(super) nesting: Nesting<usize>,
    /// The styles of headings in the order of their first use: the mark, and whether there is a
    /// line above the title.
    styles: Vec<(char, bool)>,
    /// Whether it is known that no more simple tables are closed.
    tables_end: bool,
    /// Warnings, with the line of each.
    pub(super) warnings: Vec<(u32, &'static str)>,
}

impl<'a> RstPass<'a> {
    /// Creates a pass over these lines.
    pub(super) fn new(lines: &'a [Line<'a>]) -> Self {
        let (nesting, out) = (Nesting::default(), Out::default());
        Self {
            lines,
            out,
            nesting,
            styles: Vec::new(),
            tables_end: false,
            warnings: Vec::new(),
        }
    }

    /// Makes the pass; returns the text as Markdown, and a warning for each part that was not read.
    pub(super) fn run(mut self) -> MarkdownText {
        each_block(self.lines, |at, line| self.block(at, line));
        MarkdownText {
            source: self.out.into_source(self.lines.len() as u32),
            warnings: self.warnings,
        }
    }

    /// Takes the block that begins at a line, and returns the index of the line to go on with.
    fn block(&mut self, at: usize, line: Line<'a>) -> usize {
        if line.is_blank() {
            self.blank(at);
            return at + 1;
        }
        if line.indent == 0
            && let Some(next) = self.heading(at)
        {
            return next;
        }
        if let Some(next) = self.item(at, line) {
            return next;
        }
        self.nesting.close(|content| *content > line.indent);
        if line.content == ".." || line.content.starts_with(".. ") {
            return self.explicit(at, line);
        }
        let table = self.grid(at, line).or_else(|| self.simple_table(at, line));
        table
            .or_else(|| self.field(at, line))
            .unwrap_or_else(|| self.prose(at, line))
    }

    pub(super) fn blank(&mut self, at: usize) {
        self.out.blank(line_at(at));
    }

    /// Skips the lines up to the index `end`, which have no text to read.
    pub(super) fn skip(&mut self, at: usize, end: usize) -> usize {
        for at in at..end {
            self.blank(at);
        }
        end
    }

    /// Takes the heading or rule that begins at a line.
    fn heading(&mut self, at: usize) -> Option<usize> {
        let text = |at: usize| self.lines.get(at).map(|line| line.text);
        let above = ruler(text(at)?);
        let (title, under) = if above.is_some() {
            (text(at + 1)?, at + 2)
        } else {
            (text(at)?, at + 1)
        };
        let mark = text(under).and_then(ruler);
        let Some(mark) = mark.filter(|_| !title.is_empty() && ruler(title).is_none()) else {
            // A rule between paragraphs.
            return above.map(|_| self.skip(at, at + 1));
        };
        let long = text(under)?.len() >= title.trim().chars().take(4).count();
        if above.is_some_and(|above| above != mark) || !long {
            return None;
        }
        let style = (mark, above.is_some());
        let level = self
            .styles
            .iter()
            .position(|other| *other == style)
            .unwrap_or_else(|| {
                self.styles.push(style);
                self.styles.len() - 1
            });
        self.nesting.clear();
        // The line above the title is not part of the heading's lines.
        let lines = LineRange::new(under as u32, under as u32 + 1);
        self.out.heading(level + 1, &converted(title.trim()), lines);
        Some(under + 1)
    }

    /// Takes the first line of an item.
    fn item(&mut self, at: usize, line: Line<'a>) -> Option<usize> {
        let mark = mark(line.content)?;
        let depth = self.nesting.position(|content| *content > line.indent);
        // A number at the start of a line within a paragraph is not a mark.
        let begins = self.out.is_after_blank() || depth.is_some() || mark.number.is_none();
        if !begins {
            return None;
        }
        let depth = depth.unwrap_or(self.nesting.depth());
        let content = line.indent + mark.length;
        let place = self.nesting.item(depth, content, mark.number);
        let text = line.content.get(mark.length..).unwrap_or_default();
        let (text, is_literal) = without_colons(text);
        self.out
            .item(place.indent, &place.mark, &converted(&text), line_at(at));
        Some(if is_literal {
            self.literal(at + 1, content, "")
        } else {
            at + 1
        })
    }

    fn grid(&mut self, at: usize, line: Line<'a>) -> Option<usize> {
        if !grid::is_border(line.content) {
            return None;
        }
        let rest = self.lines.get(at..)?.iter().map(|line| line.text);
        let (table, count) = grid::read(rest, at as u32 + 1);
        self.table(table);
        Some(at + count)
    }

    fn simple_table(&mut self, at: usize, line: Line<'a>) -> Option<usize> {
        let columns = simple::ColumnStarts::new(&runs(line.text, '=')?)?;
        let end = self.end_of_table(at)?;
        let mut reading = simple::SimpleParser::new(columns, false);
        for (below, text) in self.lines.iter().enumerate().take(end).skip(at + 1) {
            if runs(text.text, '=').is_some() {
                reading.end_header();
            } else if runs(text.text, '-').is_none() || text.is_blank() {
                reading.line(text.text, below as u32 + 1);
            }
        }
        self.table(reading.into_table());
        Some(end + 1)
    }

    /// Returns the index of the rule that ends a simple table, which has a blank line below it.
    fn end_of_table(&mut self, at: usize) -> Option<usize> {
        if self.tables_end {
            return None;
        }
        let below = self.lines.get(at + 1..)?;
        let ends = |index: usize| below.get(index + 1).is_none_or(Line::is_blank);
        let length = below
            .iter()
            .enumerate()
            .position(|(index, line)| runs(line.text, '=').is_some() && ends(index));
        self.tables_end = length.is_none();
        length.map(|length| at + 1 + length)
    }

    /// Writes a table with the markup in its cells as Markdown; open lists end before it.
    pub(super) fn table(&mut self, table: Table) {
        self.nesting.clear();
        let with_markup = |mut row: TableRow| {
            row.cells
                .iter_mut()
                .for_each(|cell| *cell = converted(cell));
            row
        };
        let table = Table {
            header: table.header.map(with_markup),
            rows: table.rows.iter().map(with_markup).collect(),
        };
        table.write(&mut self.out);
    }

    fn field(&mut self, at: usize, line: Line<'a>) -> Option<usize> {
        let (name, value) = field(line.content)?;
        if ids::is_id(name) {
            let depth = self.nesting.depth();
            let place = self.nesting.item(depth, line.indent + 1, None);
            self.out.item(
                place.indent,
                &place.mark,
                &format!("**{name}**: {}", converted(value)),
                line_at(at),
            );
        } else if value.is_empty()
            && self
                .lines
                .get(at + 1)
                .is_none_or(|next| next.indent <= line.indent)
        {
            self.blank(at);
        } else {
            let text = format!("{name}: {}", converted(value));
            self.out.text(self.nesting.column(), &text, line_at(at));
        }
        Some(at + 1)
    }

    /// Takes a line of prose, or a term with its definition.
    fn prose(&mut self, at: usize, line: Line<'a>) -> usize {
        let begins = self.out.is_after_blank()
            || at
                .checked_sub(1)
                .and_then(|at| self.lines.get(at))
                .is_some_and(|above| above.indent > line.indent);
        let next = self
            .lines
            .get(at + 1)
            .filter(|next| !next.is_blank() && next.indent > line.indent);
        let (text, is_literal) = without_colons(line.content);
        let text = converted(text.strip_prefix("| ").unwrap_or(&text));
        match next.filter(|next| begins && !is_literal && mark(next.content).is_none()) {
            Some(next) if line.content.len() <= MAX_TERM && !next.content.starts_with("..") => {
                let depth = self.nesting.depth();
                let place = self.nesting.item(depth, next.indent, None);
                // The text after a colon is the classifier of the term.
                let term = text
                    .split_once(" : ")
                    .map_or(text.as_str(), |(term, _)| term);
                let term = term.trim_end_matches(':').trim_matches('*');
                self.out.item(
                    place.indent,
                    &place.mark,
                    &format!("**{term}**:"),
                    line_at(at),
                );
                at + 1
            }
            _ if text.is_empty() => {
                self.blank(at);
                if is_literal {
                    self.literal(at + 1, line.indent, "")
                } else {
                    at + 1
                }
            }
            _ => {
                self.out.text(self.nesting.column(), &text, line_at(at));
                if is_literal {
                    self.literal(at + 1, line.indent, "")
                } else {
                    at + 1
                }
            }
        }
    }

    /// Takes the lines that are indented deeper than `indent` as code, after skipping blank ones.
    pub(super) fn literal(&mut self, at: usize, indent: usize, language: &str) -> usize {
        let Some(begin) = self
            .lines
            .iter()
            .skip(at)
            .position(|line| !line.is_blank())
            .map(|gap| at + gap)
        else {
            return at;
        };
        let Some(first) = self.lines.get(begin).filter(|first| first.indent > indent) else {
            return at;
        };
        self.skip(at, begin);
        let end = end_of(self.lines, begin, indent);
        let column = self.nesting.column();
        self.out.end_block(begin as u32 + 1);
        self.out.open_code(column, language, line_at(begin));
        for (at, line) in self.lines.iter().enumerate().take(end).skip(begin) {
            let inner = line
                .indent
                .saturating_sub(first.indent)
                .min(super::super::out::MAX_INDENT);
            self.out.code(
                column,
                &format!("{:inner$}{}", "", line.content),
                line_at(at),
            );
        }
        self.out.close_code(column, line_at(end - 1));
        end
    }
}

/// Returns the line number of a line's index, as a range.
pub(super) fn line_at(at: usize) -> LineRange {
    line(at as u32 + 1)
}

/// Returns a text without the second of two colons at its end, and whether code follows.
fn without_colons(text: &str) -> (String, bool) {
    match text.strip_suffix("::") {
        Some("") => (String::new(), true),
        Some(text) if text.ends_with(' ') => (text.trim_end().to_owned(), true),
        Some(text) => (format!("{text}:"), true),
        None => (text.to_owned(), false),
    }
}
