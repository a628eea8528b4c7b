//! Makes one pass over the lines of a document in Org. Knows nothing of criteria.

use crate::model::spec::LineRange;
use crate::spec::markdown::body::columns;

use super::super::nesting::Nesting;
use super::super::out::{MAX_INDENT, Out, line};
use super::super::packed::PackedRows;
use super::super::rows::{Table, TableRow};
use super::super::rst::mark;
use super::super::{MarkdownText, each_block, ids};

use super::inline::converted;

const NOT_INCLUDED: &str =
    "the file that is included here is not read: review it as a spec of its own";
const UNCLOSED: &str =
    "the block that begins here is never closed; it is read up to the next heading: close it";

/// Words before a heading's title that give the state of the work.
const STATES: [&str; 9] = [
    "CANCELED",
    "CANCELLED",
    "DOING",
    "DONE",
    "INPROGRESS",
    "IN-PROGRESS",
    "NEXT",
    "TODO",
    "WAITING",
];
/// The number of lines below a heading that are searched for its properties.
const MAX_PROPERTIES: usize = 30;

/// The state of the pass.
pub(super) struct OrgPass<'a> {
    lines: &'a [&'a str],
    out: Out,
    /// Open items, by the column of their mark.
    nesting: Nesting<usize>,
    warnings: Vec<(u32, &'static str)>,
}

impl<'a> OrgPass<'a> {
    /// Creates a pass over these lines.
    pub(super) fn new(lines: &'a [&'a str]) -> Self {
        Self {
            lines,
            out: Out::default(),
            nesting: Nesting::default(),
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

    fn block(&mut self, at: usize, text: &'a str) -> usize {
        let content = text.trim_start();
        let lines = line(at as u32 + 1);
        if content.is_empty() {
            self.out.blank(lines);
            return at + 1;
        }
        if let Some((level, title)) = heading(text) {
            self.nesting.clear();
            self.heading(at, level, title);
            return at + 1;
        }
        if let Some(keyword) = content.strip_prefix("#+") {
            return self.keyword(at, keyword);
        }
        if content == "#" || content.starts_with("# ") {
            self.out.comment(
                std::iter::once(content.trim_start_matches('#')),
                lines.first,
            );
            return at + 1;
        }
        if is_drawer(content) {
            return self.drawer(at);
        }
        if content.starts_with('|') {
            return self.table(at);
        }
        if content.starts_with(": ") || content == ":" {
            return self.fixed_width(at);
        }
        let is_rule = content.len() >= 5 && content.bytes().all(|byte| byte == b'-');
        if is_rule {
            self.out.blank(lines);
            return at + 1;
        }
        let indent = columns(text.strip_suffix(content).unwrap_or_default());
        self.item_or_prose(content, indent, lines);
        at + 1
    }

    fn heading(&mut self, at: usize, level: usize, title: &str) {
        let lines = line(at as u32 + 1);
        let below = self
            .lines
            .get(at + 1..)
            .unwrap_or_default()
            .iter()
            .take(MAX_PROPERTIES)
            .map(|line| line.trim());
        let mut properties = below.skip_while(|line| {
            line.starts_with("SCHEDULED")
                || line.starts_with("DEADLINE")
                || line.starts_with("CLOSED")
        });
        if properties
            .next()
            .is_some_and(|line| line.eq_ignore_ascii_case(":PROPERTIES:"))
        {
            let inner = properties.take_while(|line| !line.eq_ignore_ascii_case(":END:"));
            let ids = inner.filter_map(property).filter(|(name, _)| {
                [
                    "custom_id",
                    "id",
                    "req_id",
                    "reqid",
                    "requirement_id",
                    "uid",
                ]
                .contains(&name.to_lowercase().as_str())
            });
            if let Some((_, id)) = ids.into_iter().find(|(_, id)| ids::is_id(id)) {
                self.out.anchor(id, at as u32 + 1);
            }
        }
        self.out
            .heading(level, &converted(bare_title(title)), lines);
    }

    /// Takes a line that begins with `#+`.
    fn keyword(&mut self, at: usize, keyword: &'a str) -> usize {
        let lines = line(at as u32 + 1);
        let lower = keyword.to_lowercase();
        if let Some(name) = lower.strip_prefix("begin_") {
            return self.delimited(
                at,
                name.split_whitespace().next().unwrap_or_default(),
                keyword,
            );
        }
        let value = keyword
            .split_once(':')
            .map_or("", |(_, value)| value.trim());
        if lower.starts_with("title:") {
            self.out.heading(1, value, lines);
        } else if lower.starts_with("caption:") || lower.starts_with("name:") && value.contains(' ')
        {
            self.out
                .label(self.nesting.column(), &converted(value), lines);
        } else {
            if lower.starts_with("include:") {
                self.warnings.push((at as u32 + 1, NOT_INCLUDED));
            }
            self.out.blank(lines);
        }
        at + 1
    }

    /// Takes a block from `#+BEGIN_…` to `#+END_…`: code, a quote, a comment, or ordinary text.
    fn delimited(&mut self, at: usize, name: &str, keyword: &str) -> usize {
        const READ: [&str; 10] = [
            "comment", "example", "export", "note", "quote", "src", "tip", "verbatim", "verse",
            "warning",
        ];
        if !READ.contains(&name) {
            self.out.blank(line(at as u32 + 1));
            return at + 1;
        }
        let last = format!("#+end_{name}");
        let below = self.lines.get(at + 1..).unwrap_or_default();
        let ends = |line: &&str| line.trim().eq_ignore_ascii_case(&last) || heading(line).is_some();
        let length = below.iter().position(ends).unwrap_or(below.len());
        let end = at + 1 + length;
        let is_closed = self
            .lines
            .get(end)
            .is_some_and(|line| heading(line).is_none());
        if !is_closed {
            self.warnings.push((at as u32 + 1, UNCLOSED));
        }
        let inner = below.get(..length).unwrap_or_default();
        let column = self.nesting.column();
        match name {
            "src" | "example" | "export" | "verbatim" => {
                let language = keyword
                    .split_whitespace()
                    .nth(1)
                    .filter(|_| name == "src")
                    .unwrap_or_default();
                self.code(
                    at,
                    inner.iter().map(|line| line.trim_start_matches(',')),
                    language,
                );
            }
            "comment" => self.out.comment(
                std::iter::once("").chain(inner.iter().copied()),
                at as u32 + 1,
            ),
            _ => {
                self.out.end_block(at as u32 + 1);
                for (number, text) in (at as u32 + 2..).zip(inner) {
                    self.out.quote(column, &converted(text), line(number));
                }
            }
        }
        self.out.blank(line(end as u32));
        end + usize::from(is_closed)
    }

    fn code<'l>(
        &mut self,
        at: usize,
        texts: impl Iterator<Item = &'l str> + Clone,
        language: &str,
    ) {
        let column = self.nesting.column();
        let indent = |text: &str| text.len() - text.trim_start().len();
        let base = texts
            .clone()
            .filter(|text| !text.trim().is_empty())
            .map(indent)
            .min()
            .unwrap_or(0);
        self.out.end_block(at as u32 + 1);
        self.out.open_code(column, language, line(at as u32 + 1));
        let mut last = at as u32 + 1;
        for (number, text) in (at as u32 + 2..).zip(texts) {
            let inner = indent(text).saturating_sub(base).min(MAX_INDENT);
            self.out.code(
                column,
                &format!("{:inner$}{}", "", text.trim_start()),
                line(number),
            );
            last = number;
        }
        self.out.close_code(column, line(last));
    }

    fn fixed_width(&mut self, at: usize) -> usize {
        let is_part = |line: &&&str| line.trim_start().starts_with(": ") || line.trim() == ":";
        let inner: Vec<&str> = self
            .lines
            .iter()
            .skip(at)
            .take_while(is_part)
            .copied()
            .collect();
        // The code starts one line earlier, where a delimited block would have its mark.
        let first = at.saturating_sub(1);
        self.code(
            first,
            inner
                .iter()
                .map(|line| line.trim_start().trim_start_matches(':')),
            "",
        );
        self.out.blank(line((at + inner.len()) as u32));
        at + inner.len()
    }

    /// Skips a drawer.
    fn drawer(&mut self, at: usize) -> usize {
        let below = self
            .lines
            .get(at + 1..)
            .unwrap_or_default()
            .iter()
            .take(MAX_PROPERTIES * 10);
        let length = below
            .take_while(|line| heading(line).is_none())
            .position(|line| line.trim().eq_ignore_ascii_case(":END:"));
        let end = at + 1 + length.map_or(0, |length| length + 1);
        for at in at..end {
            self.out.blank(line(at as u32 + 1));
        }
        end
    }

    fn table(&mut self, at: usize) -> usize {
        let mut table = Table::default();
        let mut end = at;
        while let Some(content) = self
            .lines
            .get(end)
            .map(|line| line.trim())
            .filter(|line| line.starts_with('|'))
        {
            end += 1;
            if content.starts_with("|-") || content.starts_with("|+") {
                if table.header.is_none() && table.rows.len() == 1 {
                    table.header = table.rows.iter().next();
                    table.rows = PackedRows::default();
                }
                continue;
            }
            let inner = content.trim_start_matches('|').trim_end_matches('|');
            let cells: Vec<String> = inner
                .split('|')
                .map(|cell| converted(cell.trim()))
                .collect();
            // `<l>` and `<10>` set the width of a column.
            let is_width =
                |cell: &String| cell.is_empty() || (cell.starts_with('<') && cell.ends_with('>'));
            if !cells.iter().all(is_width) {
                let lines = line(end as u32);
                table.rows.push(&TableRow { cells, lines });
            }
        }
        self.nesting.clear();
        table.write(&mut self.out);
        end
    }

    fn item_or_prose(&mut self, content: &str, indent: usize, lines: LineRange) {
        let Some(mark) = mark(content).filter(|_| !(content.starts_with('*') && indent == 0))
        else {
            if self.out.is_after_blank()
                || self.nesting.innermost().is_some_and(|mark| *mark >= indent)
            {
                self.nesting.close(|mark| *mark >= indent);
            }
            self.out
                .text(self.nesting.column(), &converted(content), lines);
            return;
        };
        let depth = self
            .nesting
            .position(|mark| *mark >= indent)
            .unwrap_or(self.nesting.depth());
        let place = self.nesting.item(depth, indent, mark.number);
        let text = content.get(mark.length..).unwrap_or_default();
        let text = text
            .strip_prefix("[@")
            .and_then(|text| text.split_once("] "))
            .map_or(text, |(_, text)| text);
        let text = match text
            .split_once(" :: ")
            .or_else(|| text.strip_suffix(" ::").map(|term| (term, "")))
        {
            Some((term, rest)) => {
                format!("**{}**: {}", term.trim().trim_matches('*'), converted(rest))
            }
            None => {
                let box_ = ["[ ]", "[X]", "[x]", "[-]"]
                    .into_iter()
                    .find(|mark| text.starts_with(mark))
                    .unwrap_or("");
                format!("{box_}{}", converted(&text[box_.len()..]))
            }
        };
        self.out.item(place.indent, &place.mark, &text, lines);
    }
}

/// Returns the level and the title of a heading.
fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line
        .bytes()
        .take(30)
        .take_while(|byte| *byte == b'*')
        .count();
    let title = line.get(level..)?.strip_prefix(' ')?;
    (level > 0 && !title.trim().is_empty()).then_some((level, title.trim()))
}

/// Returns a title without its state, its priority, its count of boxes and its tags.
fn bare_title(title: &str) -> &str {
    let mut title = title;
    if let Some((word, rest)) = title
        .split_once(' ')
        .filter(|(word, _)| STATES.contains(word))
    {
        let _ = word;
        title = rest.trim_start();
    }
    if let Some(rest) = title
        .strip_prefix("[#")
        .and_then(|rest| rest.split_once("] "))
        .map(|(_, rest)| rest)
    {
        title = rest;
    }
    if let Some((before, tags)) = title.rsplit_once(' ')
        && tags.len() > 2
        && tags.starts_with(':')
        && tags.ends_with(':')
    {
        title = before.trim_end();
    }
    if let Some((before, count)) = title.rsplit_once(" [")
        && count.strip_suffix(']').is_some_and(|count| {
            count
                .bytes()
                .all(|byte| byte.is_ascii_digit() || b"/%".contains(&byte))
        })
    {
        title = before.trim_end();
    }
    title
}

/// Returns whether a line opens a drawer: `:NAME:`.
fn is_drawer(content: &str) -> bool {
    let name = content
        .strip_prefix(':')
        .and_then(|inner| inner.strip_suffix(':'));
    name.is_some_and(|name| {
        !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
    })
}

/// Returns the name and the value of `:NAME: value`.
fn property(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.strip_prefix(':')?.split_once(':')?;
    Some((name, value.trim()))
}
