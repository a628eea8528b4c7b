//! Writes Markdown that is converted from another markup, line by line, each line with the original
//! lines it stands for.
//!
//! Owns how headings, items, code, quotes and comments are written, and escapes text that would be
//! taken for Markdown by accident. Knows nothing of the markups.

use crate::model::spec::LineRange;
use crate::spec::source::SpecText;

use super::ids::id_before;

/// The deepest indentation of a line, in columns: deeper nesting stays at this depth.
pub(super) const MAX_INDENT: usize = 120;
/// The deepest level of a heading in Markdown.
const MAX_LEVEL: usize = 6;

/// The most lines with content: as many as the reader of Markdown accepts.
const MAX_LINES: usize = 1_300_000;
/// The most bytes: more than a readable text has in Markdown, unless its nesting keeps getting
/// deeper.
const MAX_BYTES: usize = 24 << 20;

/// The lines written so far.
#[derive(Default)]
pub(super) struct Out {
    text: String,
    /// The byte offset of each line.
    starts: Vec<u32>,
    /// The original lines that each line stands for.
    lines: Vec<LineRange>,
    /// The number of lines with content.
    filled: usize,
    /// The first of the original's lines that did not fit.
    cut: Option<u32>,
    /// An id for the next text, and the line of its anchor.
    anchor: Option<(String, u32)>,
}

/// Returns a range of one line.
pub(super) fn line(number: u32) -> LineRange {
    LineRange::new(number, number)
}

impl Out {
    /// Returns the text for the reader of Markdown. `last` is the number of the original's last
    /// line.
    pub(super) fn into_source(mut self, last: u32) -> SpecText {
        self.push("", line(last.max(1)));
        SpecText::translation(self.text, self.starts, self.lines, self.cut)
    }

    fn push(&mut self, text: &str, lines: LineRange) {
        let has_room = self.text.len() + text.len() <= MAX_BYTES;
        if !has_room || (self.filled >= MAX_LINES && !text.is_empty()) {
            self.cut.get_or_insert(lines.first);
        }
        if self.cut.is_some() {
            return;
        }
        self.filled += usize::from(!text.is_empty());
        self.starts.push(self.text.len() as u32);
        self.lines.push(lines);
        let text = text.trim_end_matches('\n');
        if text.contains(['\n', '\r']) {
            self.text.extend(
                text.chars()
                    .map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }),
            );
        } else {
            self.text.push_str(text);
        }
        self.text.push('\n');
    }

    /// Ends what is written: nothing is read from line `number`, 1-based, on.
    pub(super) fn cut_at(&mut self, number: u32) {
        self.cut.get_or_insert(number);
    }

    /// Writes a line unchanged, indented by `indent` columns.
    pub(super) fn raw(&mut self, indent: usize, text: &str, lines: LineRange) {
        let text = text.trim_end();
        if text.is_empty() {
            return self.blank(lines);
        }
        self.push(
            &format!("{:indent$}{text}", "", indent = indent.min(MAX_INDENT)),
            lines,
        );
    }

    /// Writes an empty line; several in a row become one.
    pub(super) fn blank(&mut self, lines: LineRange) {
        if self.is_after_blank()
            && self.cut.is_none()
            && let Some(before) = self.lines.last_mut()
        {
            before.last = before.last.max(lines.last);
        } else {
            self.push("", lines);
        }
    }

    /// Writes an empty line that ends the block before, unless there is one.
    pub(super) fn end_block(&mut self, number: u32) {
        if !self.is_after_blank() {
            self.push("", line(number));
        }
    }

    /// Writes a line of Markdown unchanged, including the blanks at its end.
    pub(super) fn verbatim(&mut self, text: &str, lines: LineRange) {
        self.push(text, lines);
    }

    /// Writes a line of Markdown with the id of a pending anchor, if there is one.
    pub(super) fn anchored(&mut self, text: &str, lines: LineRange) {
        if self.anchor.is_none() || text.trim().is_empty() {
            return self.verbatim(text, lines);
        }
        let content = text.trim_start_matches(['#', ' ', '-', '*', '+']);
        let marks = text.strip_suffix(content).unwrap_or_default().to_owned();
        let (content, lines) = self.with_anchor(content, lines);
        self.verbatim(&format!("{marks}{content}"), lines);
    }

    /// Returns the last original line that was written for; 1 before there is one.
    pub(super) fn last_line(&self) -> u32 {
        self.lines.last().map_or(1, |lines| lines.last)
    }

    /// Returns whether the last line is empty, or there is none.
    pub(super) fn is_after_blank(&self) -> bool {
        self.text.is_empty() || self.text.ends_with("\n\n") || self.text == "\n"
    }

    /// Keeps the name of an anchor for the next text, if it looks like the id of a requirement.
    pub(super) fn anchor(&mut self, name: &str, number: u32) {
        if super::ids::is_id(name) {
            self.anchor = Some((name.to_owned(), number));
        }
    }

    /// Writes a heading of the given level, 1 or more.
    pub(super) fn heading(&mut self, level: usize, text: &str, lines: LineRange) {
        let (text, lines) = self.with_anchor(text, lines);
        self.end_block(lines.first);
        let marks = "#".repeat(level.clamp(1, MAX_LEVEL));
        self.raw(0, &format!("{marks} {}", text.trim()), lines);
        self.blank(line(lines.last));
    }

    /// Writes the first line of a list item; `mark` is its bullet or number with a blank.
    pub(super) fn item(&mut self, indent: usize, mark: &str, text: &str, lines: LineRange) {
        let (text, lines) = self.with_anchor(text, lines);
        self.raw(indent, &format!("{mark}{}", text.trim_start()), lines);
    }

    /// Writes a line of a paragraph, escaped so that its start is not taken for a mark.
    pub(super) fn text(&mut self, indent: usize, text: &str, lines: LineRange) {
        let (text, lines) = self.with_anchor(text, lines);
        self.raw(indent, &guarded(text.trim_start()), lines);
    }

    /// Writes a line of a quote.
    pub(super) fn quote(&mut self, indent: usize, text: &str, lines: LineRange) {
        self.raw(indent, &format!("> {}", text.trim_start()), lines);
    }

    /// Writes a label: a paragraph of its own in bold.
    pub(super) fn label(&mut self, indent: usize, text: &str, lines: LineRange) {
        let text = text.trim().trim_matches('*');
        if text.is_empty() {
            return self.blank(lines);
        }
        self.end_block(lines.first);
        self.raw(indent, &format!("**{text}**"), lines);
        self.blank(line(lines.last));
    }

    /// Writes a comment of several lines; the first is the original's line `first`.
    pub(super) fn comment<'l>(&mut self, texts: impl Iterator<Item = &'l str>, first: u32) {
        self.raw(0, "<!--", line(first));
        let mut last = first;
        for (number, text) in (first..).zip(texts) {
            self.raw(0, &text.trim().replace("--", "- -"), line(number));
            last = number;
        }
        self.raw(0, "-->", line(last));
    }

    /// Opens a block of code in the given language, which may be empty.
    pub(super) fn open_code(&mut self, indent: usize, language: &str, lines: LineRange) {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+');
        let language: String = language
            .chars()
            .take_while(|c| plain(*c))
            .take(30)
            .collect();
        self.raw(indent, &format!("```{language}"), lines);
    }

    /// Writes a line of code, changed where it would end the block.
    pub(super) fn code(&mut self, indent: usize, text: &str, lines: LineRange) {
        let text = text.replace("```", "'''").replace("~~~", "---");
        let indent = if text.trim().is_empty() {
            0
        } else {
            indent.min(MAX_INDENT)
        };
        self.push(&format!("{:indent$}{}", "", text.trim_end()), lines);
    }

    /// Closes a block of code.
    pub(super) fn close_code(&mut self, indent: usize, lines: LineRange) {
        self.raw(indent, "```", lines);
    }

    /// Returns a text with the id of the pending anchor before it, unless it has an id of its own,
    /// and its lines.
    fn with_anchor(&mut self, text: &str, lines: LineRange) -> (String, LineRange) {
        match self.anchor.take() {
            Some((id, number)) if lines.first.saturating_sub(number) <= 3 => (
                id_before(&id, text),
                LineRange::new(number.min(lines.first), lines.last),
            ),
            _ => (text.to_owned(), lines),
        }
    }
}

/// Returns a line of prose with a backslash where it would begin a heading, an item, a quote, code,
/// HTML, a table or a rule.
pub(super) fn guarded(text: &str) -> String {
    let text = text.trim_end();
    let begins = |marks: &[&str]| marks.iter().any(|mark| text.starts_with(mark));
    let is_rule = || {
        let first = text
            .chars()
            .next()
            .filter(|c| matches!(c, '=' | '-' | '*' | '_' | '+'));
        first.is_some_and(|first| text.chars().all(|c| c == first || c == ' '))
    };
    if begins(&["#", ">", "<", "|", "- ", "+ ", "* ", "```", "~~~"]) || is_rule() {
        return format!("\\{text}");
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text.split_at_checked(digits) {
        Some((number, rest))
            if (1..10).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") ")) =>
        {
            format!("{number}\\{rest}")
        }
        _ => text.to_owned(),
    }
}
