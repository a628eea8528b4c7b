//! Makes one pass over the lines of an AsciiDoc document. Blocks between delimiters are read in
//! `blocks`. Knows nothing of criteria.

use crate::model::spec::LineRange;

use super::super::nesting::Nesting;
use super::super::out::{Out, line};
use super::super::{MarkdownText, each_block};
use super::attributes::{BlockAttributes, anchor, is_remark};
use super::inline::converted;
use super::line::{
    ItemMark, block_macro, delimiter, heading, is_attribute, item, term, underlined,
};

const NOT_INCLUDED: &str =
    "the file that is included here is not read: review it as a spec of its own";

/// The identity of a list: the number of open blocks around it, and its mark.
type ListKey<'a> = (usize, &'a str);

/// The state of the pass.
pub(super) struct AdocPass<'a> {
    pub(super) lines: &'a [&'a str],
    pub(super) out: Out,
    pub(super) nesting: Nesting<ListKey<'a>>,
    /// The open blocks: the mark that closes each, and whether it is a remark.
    pub(super) blocks: Vec<(&'a str, bool)>,
    pub(super) attributes: BlockAttributes,
    /// Whether the next text belongs to the open item.
    pub(super) attached: bool,
    /// Whether the current paragraph is a remark.
    in_remark: bool,
    /// Marks that are known not to be closed any more.
    pub(super) unclosed: std::collections::HashSet<String>,
    pub(super) warnings: Vec<(u32, &'static str)>,
}

impl<'a> AdocPass<'a> {
    /// Creates a pass over these lines.
    pub(super) fn new(lines: &'a [&'a str]) -> Self {
        Self {
            lines,
            out: Out::default(),
            nesting: Nesting::default(),
            blocks: Vec::new(),
            attributes: BlockAttributes::default(),
            attached: false,
            in_remark: false,
            unclosed: std::collections::HashSet::new(),
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
    fn block(&mut self, at: usize, line: &'a str) -> usize {
        let begins = self.out.is_after_blank();
        if line.is_empty() {
            self.attached = false;
            self.in_remark = false;
            return self.pass(at);
        }
        if line == "+" {
            self.attached = true;
            return self.pass(at);
        }
        if let Some(next) = self.unseen(at, line).or_else(|| self.table(at, line)) {
            return next;
        }
        if let Some(mark) = delimiter(line)
            && let Some(next) = self.delimited(at, mark)
        {
            return next;
        }
        if self.is_in_remark() {
            self.out
                .quote(self.nesting.column(), &converted(line), line_at(at));
            return at + 1;
        }
        if let Some(next) = self.before_block(at, line) {
            return next;
        }
        if let Some(next) = self
            .heading(at, line, begins)
            .or_else(|| self.item(at, line))
        {
            return next;
        }
        self.prose(at, line, begins)
    }

    /// Skips a line that has no text, and returns the index of the next.
    pub(super) fn pass(&mut self, at: usize) -> usize {
        self.out.blank(line_at(at));
        at + 1
    }

    pub(super) fn is_in_remark(&self) -> bool {
        self.in_remark || self.blocks.iter().any(|(_, is_remark)| *is_remark)
    }

    /// Takes lines without text: comments, document attributes, rules, conditions and macros.
    fn unseen(&mut self, at: usize, line: &'a str) -> Option<usize> {
        if line.starts_with("//") && !line.starts_with("///") {
            self.out
                .comment(std::iter::once(line.trim_start_matches('/')), at as u32 + 1);
            return Some(at + 1);
        }
        let is_rule = matches!(line, "'''" | "---" | "***" | "<<<");
        let found = block_macro(line);
        if let Some(("include", _)) = found {
            self.warnings.push((at as u32 + 1, NOT_INCLUDED));
        }
        let is_endif = line.starts_with("endif::")
            || line.starts_with("ifdef::")
            || line.starts_with("ifndef::");
        (is_rule || is_endif || found.is_some() || is_attribute(line)).then(|| self.pass(at))
    }

    /// Takes the anchor, attributes or title of the next block.
    fn before_block(&mut self, at: usize, line: &'a str) -> Option<usize> {
        if line.starts_with('[') && line.ends_with(']') && item(line).is_none() && !is_box(line) {
            if let Some(id) = anchor(line) {
                self.out.anchor(id, at as u32 + 1);
            }
            if !line.starts_with("[[") {
                self.attributes.take(line);
            }
            return Some(self.pass(at));
        }
        let title = line
            .strip_prefix('.')
            .filter(|title| !title.starts_with([' ', '.', '\t']))?;
        if !self.attached {
            self.nesting.close(|(block, _)| *block >= self.blocks.len());
        }
        self.out
            .label(self.nesting.column(), &converted(title), line_at(at));
        Some(at + 1)
    }

    fn heading(&mut self, at: usize, line: &'a str, begins: bool) -> Option<usize> {
        let under = self.lines.get(at + 1).copied().unwrap_or_default();
        let (level, text, lines) = match heading(line) {
            Some((level, text)) => (level, text, line_at(at)),
            None if begins => (
                underlined(line, under)?,
                line,
                LineRange::new(at as u32 + 1, at as u32 + 2),
            ),
            None => return None,
        };
        if let Some(id) = text.starts_with("[[").then(|| anchor(text)).flatten() {
            self.out.anchor(id, at as u32 + 1);
        }
        self.nesting.clear();
        self.attributes = BlockAttributes::default();
        self.out.heading(level, &converted(text), lines);
        Some(lines.last as usize)
    }

    fn item(&mut self, at: usize, line: &'a str) -> Option<usize> {
        let (name, mark) = match item(line) {
            Some(mark) => (None, mark),
            None => term(line).map(|(term, mark)| (Some(term), mark))?,
        };
        // A number at the start of a line within a paragraph is not a mark.
        let written = matches!(mark.key, "1." | "a.");
        if written && !self.out.is_after_blank() && self.nesting.depth() == 0 {
            return None;
        }
        let ItemMark { key, number, text } = mark;
        let block = self.blocks.len();
        let depth = self
            .nesting
            .position(|(other, mark)| (*other, *mark) == (block, key));
        let place = self
            .nesting
            .item(depth.unwrap_or(self.nesting.depth()), (block, key), number);
        let text = match name {
            Some(name) => {
                if let Some(id) = anchor(name).filter(|_| name.starts_with("[[")) {
                    self.out.anchor(id, at as u32 + 1);
                }
                format!(
                    "**{}**: {}",
                    converted(name).trim().trim_matches('*'),
                    converted(text)
                )
            }
            None => {
                if let Some(id) = text.starts_with("[[").then(|| anchor(text)).flatten() {
                    self.out.anchor(id, at as u32 + 1);
                }
                boxed(text)
            }
        };
        self.attached = false;
        self.attributes = BlockAttributes::default();
        self.out.item(place.indent, &place.mark, &text, line_at(at));
        Some(at + 1)
    }

    fn prose(&mut self, at: usize, line: &'a str, begins: bool) -> usize {
        let is_term_open = matches!(
            self.nesting.innermost(),
            Some((_, "::" | ":::" | "::::" | ";;"))
        );
        if begins && !self.attached && !is_term_open && !line.starts_with([' ', '\t']) {
            self.nesting.close(|(block, _)| *block >= self.blocks.len());
        }
        if begins && line.starts_with([' ', '\t']) && self.nesting.depth() == 0 {
            return self.literal(at);
        }
        let column = self.nesting.column();
        let style = std::mem::take(&mut self.attributes).style;
        let word = line.split_once(": ").map_or("", |(word, _)| word);
        if is_remark(word) || is_remark(&style) {
            self.in_remark = true;
            self.out.end_block(at as u32 + 1);
            self.out.quote(column, &converted(line), line_at(at));
            return at + 1;
        }
        if let Some(id) = line.starts_with("[[").then(|| anchor(line)).flatten() {
            self.out.anchor(id, at as u32 + 1);
        }
        self.out.text(column, &converted(line), line_at(at));
        at + 1
    }
}

/// Returns the line number of a line's index, as a range.
pub(super) fn line_at(at: usize) -> LineRange {
    line(at as u32 + 1)
}

/// Returns an item's text with its box as Markdown.
fn boxed(text: &str) -> String {
    let ticked = text.strip_prefix("[*]").map(|rest| ("[x]", rest));
    let (mark, rest) = match ticked {
        Some(found) => found,
        None if is_box(text) => text.split_at(3),
        None => return converted(text),
    };
    format!("{mark}{}", converted(rest))
}

fn is_box(text: &str) -> bool {
    ["[ ]", "[x]", "[X]", "[*]"]
        .iter()
        .any(|mark| text.starts_with(mark))
}
