//! Converts the parts of a Markdown file that are not Markdown: tables drawn with characters, as
//! Pandoc and Word export them, and lists and tables in HTML. Every other line stays as it is.
//!
//! Owns where such parts begin and end. Knows nothing of criteria.

mod lines;

use crate::model::spec::LineRange;
use crate::spec::source::SpecText;

use super::out::{Out, line};
use super::{grid, html, ids, ruled};
use lines::{Fences, cleaned};

/// The elements that are converted where one begins a line.
const ELEMENTS: [&str; 10] = [
    "table", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6",
];
/// The deepest indentation of such a part, in columns: anything further right is code, or belongs
/// to a list.
const MAX_INDENT: usize = 3;

/// Returns the text with such parts written as Markdown; `None` when there are none.
pub(in crate::spec::dialects) fn translated(source: &SpecText) -> Option<SpecText> {
    if !source.text().lines().any(lines::may_be_foreign) {
        return None;
    }
    let mut lines = Vec::with_capacity(source.line_count());
    lines.extend(source.text().lines());
    let mut pass = Pass {
        lines: &lines,
        out: Out::default(),
        fences: Fences::default(),
        unclosed: Vec::new(),
        changes: 0,
    };
    pass.run();
    (pass.changes > 0).then(|| pass.out.into_source(lines.len() as u32))
}

struct Pass<'a> {
    lines: &'a [&'a str],
    out: Out,
    fences: Fences,
    /// Elements that are known not to be closed any more.
    unclosed: Vec<&'static str>,
    /// The number of parts that were rewritten.
    changes: usize,
}

impl<'a> Pass<'a> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(text) = self.lines.get(at).copied() {
            let is_plain = self.fences.enter(text, at == 0);
            let found = if is_plain {
                self.foreign(at, text)
            } else {
                None
            };
            at = match found {
                Some(next) => {
                    self.changes += 1;
                    next.max(at + 1)
                }
                None => {
                    self.line(at, text, is_plain);
                    at + 1
                }
            };
        }
    }

    fn line(&mut self, at: usize, text: &str, is_plain: bool) {
        let number = at as u32 + 1;
        match cleaned(text).filter(|_| is_plain) {
            Some(text) => {
                self.changes += 1;
                self.out.anchored(&text, line(number));
            }
            None if is_plain => self.out.anchored(text, line(number)),
            None => self.out.verbatim(text, line(number)),
        }
    }

    /// Converts the part that begins at a line, if it is not Markdown, and returns the index of the
    /// line after it.
    fn foreign(&mut self, at: usize, text: &str) -> Option<usize> {
        let content = text.trim_start();
        if text.len() - content.len() > MAX_INDENT || content.is_empty() {
            return None;
        }
        match content.as_bytes()[0] {
            b'+' if grid::is_border(text) => self.grid(at),
            b'<' => self
                .anchor(at, content)
                .or_else(|| self.element(at, content)),
            _ => ruled::read(self.lines, at).map(|(table, next)| {
                table.write(&mut self.out);
                next
            }),
        }
    }

    fn grid(&mut self, at: usize) -> Option<usize> {
        let rest = self.lines.get(at..)?.iter().copied();
        let (table, count) = grid::read(rest, at as u32 + 1);
        if table.rows.is_empty() && table.header.is_none() {
            for (number, text) in (at as u32 + 1..).zip(self.lines.get(at..at + count)?) {
                self.out.verbatim(text, line(number));
            }
        } else {
            table.write(&mut self.out);
        }
        Some(at + count)
    }

    /// Takes a line that holds only the id of the next block: `<a id="REQ-1"></a>`,
    /// `<div>REQ-1, from A-2</div>`.
    fn anchor(&mut self, at: usize, content: &str) -> Option<usize> {
        let (tag, rest) = content.strip_prefix('<')?.split_once('>')?;
        let name = tag.split_whitespace().next()?;
        let text = rest.trim_end().strip_suffix(&format!("</{name}>"))?.trim();
        let attribute = ["id=", "name="]
            .into_iter()
            .find_map(|name| tag.split_once(name))
            .map(|(_, value)| value);
        let id = match name {
            "a" | "span" if text.is_empty() => attribute?
                .trim_matches(['"', '\''])
                .split(['"', '\'', ' '])
                .next()?,
            "div" | "p" => text.split([',', ';', ' ', ':']).next()?,
            _ => return None,
        };
        let is_alone = name == "a"
            || name == "span"
            || text.len() == id.len()
            || text[id.len()..].starts_with([',', ';']);
        if !ids::is_id(id) || !is_alone {
            return None;
        }
        self.out.end_block(at as u32 + 1);
        self.out.anchor(id, at as u32 + 1);
        Some(at + 1)
    }

    fn element(&mut self, at: usize, content: &str) -> Option<usize> {
        let name = ELEMENTS
            .into_iter()
            .find(|name| opens(content, name))
            .filter(|name| !self.unclosed.contains(name))?;
        let mut depth = 0i64;
        let length = self.lines.get(at..)?.iter().position(|line| {
            depth += balance(line, name);
            depth <= 0
        });
        let Some(length) = length else {
            self.unclosed.push(name);
            return None;
        };
        let end = at + length + 1;
        let html = self.lines.get(at..end)?.join("\n");
        let lines = LineRange::new(at as u32 + 1, end as u32);
        self.out.end_block(lines.first);
        html::write(&html, lines.first, &mut self.out);
        self.out.blank(line(lines.last));
        Some(end)
    }
}

/// Returns whether a line begins with the start tag of an element.
fn opens(content: &str, name: &str) -> bool {
    let inner = content
        .get(1..name.len() + 1)
        .filter(|inner| inner.eq_ignore_ascii_case(name));
    let after = content.as_bytes().get(name.len() + 1);
    inner.is_some() && after.is_none_or(|byte| matches!(byte, b'>' | b' ' | b'\t' | b'/'))
}

/// Counts the start tags of an element on a line, less its end tags.
fn balance(line: &str, name: &str) -> i64 {
    let mut balance = 0;
    let mut rest = line;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        balance += i64::from(opens(rest, name));
        rest = &rest[1..];
        if rest.starts_with('/') && opens(rest, name) {
            balance -= 1;
        }
    }
    balance
}
