//! Reads blocks between delimiters: code, remarks, tables, comments, and plain text.

use super::super::out::MAX_INDENT;
use super::attributes::BlockAttributes;
use super::line::heading;
use super::pass::{AdocPass, line_at};
use super::table;

const UNCLOSED: &str =
    "the block that begins here is never closed; it is read up to the next heading: close it";

/// The index of the first heading of a section after an empty line.
fn section(lines: &[&str]) -> Option<usize> {
    let mut is_after_blank = false;
    lines.iter().position(|line| {
        let is_heading = is_after_blank && line.starts_with("==") && heading(line).is_some();
        is_after_blank = line.is_empty();
        is_heading
    })
}

impl<'a> AdocPass<'a> {
    /// Takes the line that opens or closes a block, and returns the index of the line to go on
    /// with.
    pub(super) fn delimited(&mut self, at: usize, mark: &'a str) -> Option<usize> {
        let first = mark.chars().next()?;
        if let Some(open) = self.blocks.iter().rposition(|(open, _)| *open == mark) {
            self.nesting.close(|(block, _)| *block > open);
            self.blocks.truncate(open);
            self.attached = !self.blocks.is_empty() || self.nesting.depth() > 0;
            return Some(self.pass(at));
        }
        match first {
            '/' => Some(self.comment(at, mark)),
            '+' => Some(self.passed_through(at, mark)),
            '-' if mark != "--" => Some(self.code(at, mark)),
            '.' | '`' => Some(self.code(at, mark)),
            _ => Some(self.open(at, mark)),
        }
    }

    /// Opens a block whose text is read like any other.
    fn open(&mut self, at: usize, mark: &'a str) -> usize {
        if !self.attached {
            let block = self.blocks.len();
            self.nesting.close(|(other, _)| *other >= block);
        }
        let attributes = std::mem::take(&mut self.attributes);
        let is_remark = mark.starts_with('_') || attributes.is_remark();
        self.blocks.push((mark, is_remark));
        self.attached = false;
        self.pass(at)
    }

    /// Returns the index of the line that ends the block opened at `at` with `mark`, and whether
    /// that line closes it: the same mark, or the next heading, or the end of the text.
    fn end(&mut self, at: usize, mark: &str) -> (usize, bool) {
        let mark = if mark.starts_with("```") { "```" } else { mark };
        let below = self.lines.get(at + 1..).unwrap_or_default();
        if self.unclosed.contains(mark) {
            // The search has already failed once, down to the end.
        } else if let Some(length) = below.iter().position(|line| *line == mark) {
            let inner = below.get(..length).unwrap_or_default();
            // No table has headings in it: the mark opens the next one.
            let heading = mark.ends_with("===").then(|| section(inner)).flatten();
            if let Some(heading) = heading {
                self.warnings.push((at as u32 + 1, UNCLOSED));
                return (at + 1 + heading, false);
            }
            return (at + 1 + length, true);
        } else {
            self.unclosed.insert(mark.to_owned());
        }
        self.warnings.push((at as u32 + 1, UNCLOSED));
        let heading = below
            .iter()
            .position(|line| line.starts_with("== ") || line.starts_with("=== "));
        (at + 1 + heading.unwrap_or(below.len()), false)
    }

    fn comment(&mut self, at: usize, mark: &str) -> usize {
        let (end, is_closed) = self.end(at, mark);
        let inner = self.lines.get(at + 1..end).unwrap_or_default();
        self.out.comment(
            std::iter::once("").chain(inner.iter().copied()),
            at as u32 + 1,
        );
        end + usize::from(is_closed)
    }

    fn passed_through(&mut self, at: usize, mark: &str) -> usize {
        let (end, is_closed) = self.end(at, mark);
        for at in at..end {
            self.pass(at);
        }
        end + usize::from(is_closed)
    }

    fn code(&mut self, at: usize, mark: &str) -> usize {
        let (end, is_closed) = self.end(at, mark);
        if !self.attached {
            let block = self.blocks.len();
            self.nesting.close(|(other, _)| *other >= block);
        }
        let BlockAttributes { second, .. } = std::mem::take(&mut self.attributes);
        let language = mark
            .strip_prefix("```")
            .filter(|language| !language.is_empty())
            .unwrap_or(&second);
        let column = self.nesting.column();
        self.out.end_block(at as u32 + 1);
        self.out.open_code(column, language, line_at(at));
        for (at, line) in self.lines.iter().enumerate().take(end).skip(at + 1) {
            self.out.code(column, line, line_at(at));
        }
        self.out
            .close_code(column, line_at(end - usize::from(!is_closed)));
        end + usize::from(is_closed)
    }

    /// Takes an indented paragraph outside lists as code, and returns the index of the line after
    /// it.
    pub(super) fn literal(&mut self, at: usize) -> usize {
        let length = self
            .lines
            .iter()
            .skip(at)
            .take_while(|line| !line.is_empty())
            .count();
        self.out.open_code(0, "", line_at(at));
        for (at, line) in self.lines.iter().enumerate().take(at + length).skip(at) {
            let indent = (line.len() - line.trim_start().len()).min(MAX_INDENT);
            self.out.code(
                0,
                &format!("{:indent$}{}", "", line.trim_start()),
                line_at(at),
            );
        }
        self.out.close_code(0, line_at(at + length - 1));
        at + length
    }

    /// Takes a table from its first line to its last, and returns the index of the line after it.
    pub(super) fn table(&mut self, at: usize, line: &str) -> Option<usize> {
        let mark = line
            .strip_suffix("===")
            .filter(|mark| matches!(*mark, "|" | "," | ":" | "!"))?
            .chars()
            .next()?;
        let (end, is_closed) = self.end(at, line);
        let inner = self.lines.get(at + 1..end).unwrap_or_default();
        let attributes = std::mem::take(&mut self.attributes);
        self.nesting.clear();
        table::write(inner, at as u32 + 2, mark, &attributes, &mut self.out);
        Some(end + usize::from(is_closed))
    }
}
