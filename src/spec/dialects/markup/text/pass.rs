//! Makes one pass over the lines of a plain text. Knows nothing of criteria.

use crate::model::spec::LineRange;
use crate::spec::markdown::body::columns;
use crate::spec::markdown::words::{self, Class};

use super::super::nesting::Nesting;
use super::super::out::{Out, line};
use super::super::rst::{mark, ruler};
use super::super::{MarkdownText, each_block, grid, ruled};

use super::line::{
    boxed, bullet, depth, id, is_heading, is_in_capitals, is_of_print, numbered, obliges, titled,
};

/// The depth of number from which a section without subsections is a requirement when its text
/// states an obligation.
const DEEP: usize = 3;

/// The number of lines of a paragraph that are examined.
const MAX_PARAGRAPH: usize = 8;

/// The state of the pass.
pub(super) struct TextPass<'a> {
    lines: &'a [&'a str],
    out: Out,
    /// Open items, by the column at which their text begins; 0 for a numbered requirement.
    nesting: Nesting<usize>,
    /// Whether the open requirement began with its title: then the paragraphs below are its text.
    is_titled: bool,
    in_fence: bool,
    /// The index of the line up to which each line is a paragraph.
    lines_until: usize,
}

impl<'a> TextPass<'a> {
    /// Creates a pass over these lines.
    pub(super) fn new(lines: &'a [&'a str]) -> Self {
        Self {
            lines,
            out: Out::default(),
            nesting: Nesting::default(),
            is_titled: false,
            in_fence: false,
            lines_until: 0,
        }
    }

    /// Makes the pass; returns the text as Markdown.
    pub(super) fn run(mut self) -> MarkdownText {
        each_block(self.lines, |at, line| self.block(at, line));
        MarkdownText {
            source: self.out.into_source(self.lines.len() as u32),
            warnings: Vec::new(),
        }
    }

    fn block(&mut self, at: usize, text: &'a str) -> usize {
        let content = text.trim_start_matches('\u{c}').trim_start();
        let lines = line(at as u32 + 1);
        if content.starts_with("```") || content.starts_with("~~~") {
            self.in_fence = !self.in_fence;
        }
        if self.in_fence || content.starts_with("```") || content.starts_with("~~~") {
            self.out.raw(0, text, lines);
            return at + 1;
        }
        if content.is_empty() || is_of_print(content) {
            self.out.blank(lines);
            return at + 1;
        }
        let found = self
            .table(at, content)
            .or_else(|| self.heading(at, content, lines));
        if let Some(next) = found {
            return next;
        }
        let indent = columns(text.strip_suffix(content).unwrap_or_default());
        if !self.item(at, content, indent, lines) {
            self.prose(at, content, indent, lines);
        }
        at + 1
    }

    fn table(&mut self, at: usize, content: &str) -> Option<usize> {
        if grid::is_border(content) {
            let rest = self.lines.get(at..)?.iter().copied();
            let (table, count) = grid::read(rest, at as u32 + 1);
            self.close();
            table.write(&mut self.out);
            return Some(at + count);
        }
        if let Some((table, next)) = ruled::read(self.lines, at) {
            self.close();
            table.write(&mut self.out);
            return Some(next);
        }
        if content.starts_with('|') {
            if !self.is_after(at, '|') {
                self.close();
                self.out.end_block(at as u32 + 1);
            }
            self.out.raw(0, content, line(at as u32 + 1));
            return Some(at + 1);
        }
        None
    }

    fn is_after(&self, at: usize, mark: char) -> bool {
        at.checked_sub(1)
            .and_then(|at| self.lines.get(at))
            .is_some_and(|above| above.trim_start().starts_with(mark))
    }

    /// Takes a heading: underlined, in capitals between blank lines, or numbered.
    fn heading(&mut self, at: usize, content: &str, lines: LineRange) -> Option<usize> {
        let next = self.lines.get(at + 1).copied().unwrap_or_default().trim();
        let begins = self.out.is_after_blank();
        if ruler(content).is_some() && content.len() >= 3 {
            // A rule above a title, or between paragraphs.
            self.out.blank(lines);
            return Some(at + 1);
        }
        let underlined = ruler(next).filter(|mark| next.len() >= 3 && "=-~*#_".contains(*mark));
        if let Some(mark) = underlined.filter(|_| begins && bullet(content).is_none()) {
            let level = if "=#*".contains(mark) { 1 } else { 2 };
            self.close();
            let level = numbered(content).map_or(level, |(number, _)| depth(number) + 1);
            self.out
                .heading(level, content, LineRange::new(lines.first, lines.last + 1));
            return Some(at + 2);
        }
        if let Some((number, text)) = numbered(content) {
            let dense = depth(number) > 1
                && !next.is_empty()
                && numbered(next).is_none_or(|(below, _)| depth(below) > depth(number));
            let stands_alone = next.is_empty() || numbered(next).is_some() || begins || dense;
            let is_requirement = depth(number) >= DEEP && self.states_what_must_be(at);
            let is_list = depth(number) == 1 && !is_in_capitals(text) && self.is_list(at, number);
            if is_heading(text) && stands_alone && !is_requirement && !is_list && id(text).is_none()
            {
                self.close();
                let (title, name) = titled(content);
                let title = name.map_or(title.to_owned(), |name| format!("{name}: {title}"));
                self.out.heading(depth(number) + 1, &title, lines);
                return Some(at + 1);
            }
            return None;
        }
        // `Acceptance criteria` by itself is a heading in any spelling.
        let is_titled = || is_in_capitals(content) || words::classify(content) == Class::Criteria;
        if begins
            && next.is_empty()
            && bullet(content).is_none()
            && is_titled()
            && id(content).is_none()
        {
            self.close();
            self.out.heading(2, content, lines);
            return Some(at + 1);
        }
        None
    }

    /// Returns whether the next line of text has the next number, or the previous one the number
    /// before, with at most one blank line between. Then the lines are items, not sections, which
    /// have text below them.
    fn is_list(&self, at: usize, number: &str) -> bool {
        let own = number.parse::<u64>().unwrap_or(0);
        let of = |line: Option<&&str>| {
            line.and_then(|line| numbered(line.trim()))
                .and_then(|(number, _)| number.parse::<u64>().ok())
        };
        let above = (1..=2)
            .filter_map(|by| self.lines.get(at.checked_sub(by)?))
            .find(|line| !line.trim().is_empty());
        let below = (1..=2)
            .filter_map(|by| self.lines.get(at + by))
            .find(|line| !line.trim().is_empty());
        of(below) == Some(own + 1) || of(above).is_some_and(|above| above + 1 == own)
    }

    /// Returns whether the text below a line states an obligation.
    fn states_what_must_be(&self, at: usize) -> bool {
        let below = self.lines.get(at + 1..).unwrap_or_default();
        let text = below
            .iter()
            .take(4)
            .map(|line| line.trim())
            .find(|line| !line.is_empty());
        text.is_some_and(|text| {
            numbered(text).is_none()
                && bullet(text).is_none()
                && id(text).is_none()
                && obliges(text)
        })
    }

    /// Takes the first line of an item: a numbered requirement, an id and a text, a box, a bullet,
    /// a number. Returns whether it is one.
    fn item(&mut self, at: usize, content: &str, indent: usize, lines: LineRange) -> bool {
        let above = at
            .checked_sub(1)
            .and_then(|at| self.lines.get(at))
            .copied()
            .unwrap_or_default();
        if let Some((number, text)) = numbered(content).filter(|(number, _)| depth(number) > 1) {
            self.requirement(&format!("**{number}** {text}"), lines);
            self.is_titled = is_heading(text) && self.states_what_must_be(at);
            return true;
        }
        if let Some((name, text)) = id(content) {
            let text = if text.is_empty() {
                format!("**{name}**:")
            } else {
                format!("**{name}**: {text}")
            };
            self.requirement(&text, lines);
            return true;
        }
        let (length, number) = match (bullet(content), mark(content)) {
            (Some(length), _) => (length, None),
            (None, Some(mark)) => (mark.length, mark.number),
            (None, None) if boxed(content).is_some() => (0, None),
            (None, None) => return false,
        };
        let position = self.nesting.position(|text| *text > indent);
        let begins = self.out.is_after_blank()
            || position.is_some()
            || number.is_none()
            || above.ends_with([':', '：']);
        if !begins {
            return false;
        }
        if number.is_some() && position.is_none() {
            self.out.end_block(lines.first);
        }
        let outer = position.unwrap_or(self.nesting.depth());
        let place = self.nesting.item(outer, indent + length.max(1), number);
        let text = content.get(length..).unwrap_or_default();
        let text = boxed(text).map_or(text.to_owned(), |(mark, rest)| format!("{mark} {rest}"));
        let text = match id(&text) {
            Some((name, rest)) => format!("**{name}**: {rest}"),
            None => text,
        };
        self.out.item(place.indent, &place.mark, &text, lines);
        true
    }

    fn requirement(&mut self, text: &str, lines: LineRange) {
        self.nesting.clear();
        let place = self.nesting.item(0, 0, None);
        self.is_titled = false;
        self.out.item(place.indent, &place.mark, text, lines);
    }

    fn prose(&mut self, at: usize, content: &str, indent: usize, lines: LineRange) {
        let begins = self.out.is_after_blank();
        if begins && !self.is_titled {
            // A requirement continues in indented paragraphs; an item continues in those below its
            // text.
            self.nesting
                .close(|text| *text > indent || (*text == 0 && indent == 0));
        }
        if begins && self.nesting.depth() == 0 {
            self.lines_until = self.lines_until.max(self.end_of_lines(at));
        }
        let is_own = at < self.lines_until || (begins && self.obliges(at));
        if is_own && self.nesting.depth() == 0 {
            self.out.item(0, "- ", content, lines);
        } else {
            // A paragraph below such an item that is not an item itself begins anew.
            self.out.text(self.nesting.column(), content, lines);
        }
    }

    /// Returns the index after lines that are a paragraph each, as in exported text: several, none
    /// blank, none that continues on the next.
    fn end_of_lines(&self, at: usize) -> usize {
        let below = self.lines.get(at..).unwrap_or_default();
        let is_part = |line: &&&str| !line.trim().is_empty() && numbered(line.trim()).is_none();
        let length = below.iter().take_while(is_part).count();
        let is_whole = |line: &&str| {
            let line = line.trim();
            let begins = line.chars().next().is_some_and(|c| !c.is_lowercase());
            begins && !line.ends_with([',', ':', '：', '-']) && line.split_whitespace().count() > 1
        };
        let own = below.get(..length).unwrap_or_default();
        if length > 1 && own.iter().all(is_whole) {
            at + length
        } else {
            at
        }
    }

    /// Returns whether the paragraph that begins at a line states an obligation.
    fn obliges(&self, at: usize) -> bool {
        let below = self
            .lines
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take(MAX_PARAGRAPH);
        below
            .take_while(|line| !line.trim().is_empty())
            .any(|line| obliges(line))
    }

    fn close(&mut self) {
        self.nesting.clear();
        self.is_titled = false;
    }
}
