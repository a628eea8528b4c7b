//! Makes one pass over the lines of a document in Jira's markup. Knows nothing of criteria.

use std::collections::HashMap;

use crate::model::spec::LineRange;
use crate::spec::markdown::words::{self, Class};

use super::super::nesting::Nesting;
use super::super::out::{Out, line};
use super::super::rows::{Table, TableRow};
use super::super::{MarkdownText, each_block};
use super::inline::converted;
use super::line::{block_macro, heading, item, row};

const UNCLOSED: &str =
    "the block that begins here is never closed; it is read up to the next heading: close it";
const NOT_INCLUDED: &str =
    "the page that is included here is not read: review it as a spec of its own";

/// The state of the pass.
pub(super) struct JiraPass<'a> {
    lines: &'a [&'a str],
    out: Out,
    /// Open items, by the number of their marks.
    nesting: Nesting<usize>,
    /// The name of the macro whose content is a remark, up to the macro that closes it.
    remark: Option<&'a str>,
    /// For each macro name, the line index up to which it is known not to be closed.
    unclosed: HashMap<&'a str, usize>,
    warnings: Vec<(u32, &'static str)>,
    /// The line index up to which each line is an item that lost its mark.
    bare_until: usize,
}

impl<'a> JiraPass<'a> {
    /// Creates a pass over these lines.
    pub(super) fn new(lines: &'a [&'a str]) -> Self {
        Self {
            lines,
            out: Out::default(),
            nesting: Nesting::default(),
            remark: None,
            unclosed: HashMap::new(),
            warnings: Vec::new(),
            bare_until: 0,
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
        let is_rule = content.len() >= 4 && content.bytes().all(|byte| byte == b'-');
        if content.is_empty() || is_rule {
            self.out.blank(lines);
            return at + 1;
        }
        if let Some((level, title)) = heading(content) {
            self.nesting.clear();
            self.remark = None;
            self.out.heading(level, &converted(title), lines);
            if words::classify(title) == Class::Criteria {
                self.bare_until = self.bare_end(at + 1);
            }
            return at + 1;
        }
        if let Some((name, arguments, after)) = block_macro(content) {
            return self.macro_(at, name, arguments, after);
        }
        if self.remark.is_some() || content.starts_with("bq. ") {
            self.out.quote(
                0,
                &converted(content.strip_prefix("bq. ").unwrap_or(content)),
                lines,
            );
            return at + 1;
        }
        if let Some(code) = content.strip_prefix("bc. ") {
            self.out.open_code(0, "", lines);
            self.out.code(0, code, lines);
            self.out.close_code(0, lines);
            return at + 1;
        }
        if content.starts_with('|') {
            return self.table(at);
        }
        match item(content) {
            Some((marks, text)) => {
                let depth = self
                    .nesting
                    .position(|length| *length >= marks.len())
                    .unwrap_or(self.nesting.depth());
                let number = marks.ends_with('#').then_some(0);
                let place = self.nesting.item(depth, marks.len(), number);
                let (mark, text) = ticked(text);
                self.out.item(
                    place.indent,
                    &place.mark,
                    &format!("{mark}{}", converted(text)),
                    lines,
                );
            }
            None if at < self.bare_until => self.out.item(0, "- ", &converted(content), lines),
            None => {
                if self.out.is_after_blank() {
                    self.nesting.clear();
                }
                // Lines are not wrapped: outside lists, each is a paragraph.
                if self.nesting.depth() == 0 {
                    self.out.end_block(lines.first);
                }
                let text = content.strip_prefix("p. ").unwrap_or(content);
                self.out
                    .text(self.nesting.column(), &converted(text), lines);
            }
        }
        at + 1
    }

    /// Returns the index after the lines under a heading of criteria that are one criterion each:
    /// copied from a page, they lost their marks. Returns `at` when other things are among them.
    fn bare_end(&self, at: usize) -> usize {
        let below = self.lines.get(at..).unwrap_or_default();
        let blank = below
            .iter()
            .take_while(|line| line.trim().is_empty())
            .count();
        let below = below.get(blank..).unwrap_or_default();
        let is_end = |line: &&str| line.trim().is_empty() || heading(line.trim_start()).is_some();
        let length = below.iter().position(is_end).unwrap_or(below.len());
        let inner = below.get(..length).unwrap_or_default();
        let is_bare = |line: &&str| {
            let line = line.trim_start();
            !line.starts_with(['|', '{']) && item(line).is_none() && !line.ends_with(':')
        };
        if length > 1 && inner.iter().all(is_bare) {
            at + blank + length
        } else {
            at
        }
    }

    /// Takes a line that begins with a macro, and returns the index of the line to go on with.
    fn macro_(&mut self, at: usize, name: &'a str, arguments: &str, after: &'a str) -> usize {
        let lines = line(at as u32 + 1);
        match name {
            "code" | "noformat" => return self.code(at, name, arguments, after),
            "anchor" => self.out.anchor(arguments, at as u32 + 1),
            "color" => {
                self.out.text(
                    self.nesting.column(),
                    &converted(after.trim_end_matches("{color}")),
                    lines,
                );
                return at + 1;
            }
            "include" => self.warnings.push((at as u32 + 1, NOT_INCLUDED)),
            "toc" => {}
            // A panel is a frame around ordinary text.
            "panel" | "expand" => {
                self.nesting.clear();
                let title = arguments
                    .split('|')
                    .find_map(|argument| argument.strip_prefix("title="));
                if let Some(title) = title {
                    self.out.label(0, &converted(title), lines);
                    return at + 1;
                }
            }
            _ if self.remark == Some(name) => self.remark = None,
            _ => {
                self.out.end_block(lines.first);
                let closes = format!("{{{name}}}");
                if let Some(text) = after.strip_suffix(closes.as_str()) {
                    self.out.quote(0, &converted(text), lines);
                } else if self.is_closed(at, name, &closes) {
                    self.remark = Some(name);
                }
            }
        }
        self.out.blank(lines);
        at + 1
    }

    /// Returns whether a macro is closed before the next heading.
    fn is_closed(&mut self, at: usize, name: &'a str, closes: &str) -> bool {
        if self.unclosed.get(name).is_some_and(|end| at < *end) {
            return false;
        }
        let below = self.lines.get(at + 1..).unwrap_or_default();
        let length = below
            .iter()
            .position(|line| line.trim().ends_with(closes) || heading(line).is_some());
        let end = at + 1 + length.unwrap_or(below.len());
        let is_closed = self
            .lines
            .get(end)
            .is_some_and(|line| heading(line).is_none());
        if !is_closed {
            self.unclosed.insert(name, end);
        }
        is_closed
    }

    fn code(&mut self, at: usize, name: &str, arguments: &str, after: &str) -> usize {
        let closes = format!("{{{name}}}");
        let column = self.nesting.column();
        let language = arguments
            .split('|')
            .find(|argument| !argument.contains('='))
            .unwrap_or_default();
        self.out.end_block(at as u32 + 1);
        self.out.open_code(column, language, line(at as u32 + 1));
        if let Some((code, _)) = after.split_once(&closes) {
            self.out.code(column, code, line(at as u32 + 1));
            self.out.close_code(column, line(at as u32 + 1));
            return at + 1;
        }
        let below = self.lines.get(at + 1..).unwrap_or_default();
        let length = below
            .iter()
            .position(|line| line.contains(&closes) || heading(line).is_some());
        let end = at + 1 + length.unwrap_or(below.len());
        let is_closed = self
            .lines
            .get(end)
            .is_some_and(|line| line.contains(&closes));
        if !is_closed {
            self.warnings.push((at as u32 + 1, UNCLOSED));
        }
        for (number, text) in (at as u32 + 2..).zip(below.get(..end - at - 1).unwrap_or_default()) {
            self.out.code(column, text, line(number));
        }
        self.out.close_code(column, line(end as u32));
        end + usize::from(is_closed)
    }

    /// Takes consecutive rows; a line that does not begin with a bar continues the row above while
    /// that is not closed.
    fn table(&mut self, at: usize) -> usize {
        let mut table = Table::default();
        let mut end = at;
        while let Some(content) = self
            .lines
            .get(end)
            .map(|line| line.trim())
            .filter(|line| line.starts_with('|'))
        {
            let mut text = content.to_owned();
            let first = end as u32 + 1;
            end += 1;
            while !text.ends_with('|')
                && let Some(more) = self.lines.get(end).map(|line| line.trim())
                && !more.is_empty()
                && !more.starts_with('|')
                && heading(more).is_none()
            {
                text.push(' ');
                text.push_str(more);
                end += 1;
            }
            let (cells, is_header) = row(&text);
            let cells = cells.iter().map(|cell| converted(cell)).collect();
            let row = TableRow::new(cells, LineRange::new(first, end as u32));
            if is_header && table.header.is_none() && table.rows.is_empty() {
                table.header = Some(row);
            } else {
                table.rows.push(&row);
            }
        }
        self.nesting.clear();
        table.write(&mut self.out);
        end
    }
}

/// Splits an item's text into its box, as Markdown, and the rest; `(/)` and `(x)` are pictures of a
/// tick and a cross.
fn ticked(text: &str) -> (&'static str, &str) {
    for (mark, written) in [
        ("[ ]", "[ ] "),
        ("[x]", "[x] "),
        ("[X]", "[x] "),
        ("(/)", "[x] "),
        ("(x)", "[ ] "),
        ("[]", "[ ] "),
    ] {
        if let Some(rest) = text.strip_prefix(mark).filter(|rest| rest.starts_with(' ')) {
            return (written, rest.trim_start());
        }
    }
    ("", text)
}
