//! Reads labels with their text on the same line: `**Acceptance criteria:** The refund is paid.`
//!
//! Owns where such a label ends and its text begins. Knows nothing of lists under labels.

use std::cell::OnceCell;
use std::ops::Range;

use crate::spec::markdown::body::unindent;
use crate::spec::markdown::outline::{Block, Item, Kind};
use crate::spec::markdown::words::{self, Class};
use crate::spec::place::ListRole;

use super::pass::{ListPass, counts};
use super::prose;
use super::reading_reason::ReadingReason;

/// The longest label, in bytes.
const MAX_LABEL: usize = 80;
/// The most lines of a text that are searched for a label.
const MAX_LINES: usize = 40;
/// The fewest letters of a text after a label.
const MIN_LETTERS: usize = 8;

/// A label of acceptance criteria, and its text.
struct InlineLabel {
    label: String,
    /// The bytes from the label on, up to the next label.
    span: Range<usize>,
    /// The offset of the text.
    text: usize,
}

impl ListPass<'_> {
    /// Takes the criterion after a label in a paragraph; returns whether there is one. If a list
    /// follows, the label applies to it as well.
    pub(super) fn inline_in_paragraph(&mut self, at: usize, block: &Block, class: Class) -> bool {
        if !self.may_hold_inline(class) {
            return false;
        }
        let Some(inline) = find(self.text_at(&block.span), block.span.start) else {
            return false;
        };
        let text = self.text_at(&(inline.text..inline.span.end)).trim();
        let leads_on = text.ends_with([':', '：']);
        let next = self.outline.blocks.get(at + 1);
        let has_list =
            inline.span.end == block.span.end && next.is_some_and(|next| next.item().is_some());
        if leads_on && !has_list {
            return false;
        }
        if has_list {
            let span = block.span.clone();
            self.label(
                at,
                &Block {
                    kind: Kind::Paragraph { item: None },
                    span,
                    text: inline.label,
                    bold: true,
                    told: OnceCell::new(),
                },
            );
            if leads_on || !prose::is_sentence(text) {
                return true;
            }
        }
        self.add_inline(inline.span, text.to_owned(), 0);
        true
    }

    /// Takes the criterion after a label in a list item; returns whether there is one. Skips an
    /// item with nested items, since it is their label.
    pub(super) fn inline_in_item(&mut self, block: &Block, item: Item, class: Class) -> bool {
        if item.has_items || !self.may_hold_inline(class) {
            return false;
        }
        let Some(inline) = find(self.text_at(&(item.content..block.span.end)), item.content) else {
            return false;
        };
        let text = self.text_at(&(inline.text..inline.span.end)).trim();
        if text.ends_with([':', '：']) {
            return false;
        }
        let start = if inline.span.start == item.content {
            block.span.start
        } else {
            inline.span.start
        };
        let indent = crate::spec::markdown::body::columns(self.source.before(item.content));
        self.add_inline(start..inline.span.end, text.to_owned(), indent);
        true
    }

    fn may_hold_inline(&self, class: Class) -> bool {
        !matches!(self.role, ListRole::Tasks | ListRole::Checklist)
            && (counts(class) || matches!(class, Class::Aside | Class::Tasks))
    }

    fn add_inline(&mut self, span: Range<usize>, text: String, indent: usize) {
        let name = self.scopes.name(None, None);
        let text = unindent(&text, indent);
        self.add_criterion(name, text, span, ReadingReason::List);
    }
}

/// Returns whether a text begins with a label of acceptance criteria and its text.
pub(super) fn begins_inline(text: &str) -> bool {
    text.lines().next().and_then(split).is_some()
}

/// Returns the label of acceptance criteria that a text begins with, if its text follows on the
/// same line.
pub(super) fn inline_label(text: &str) -> Option<&str> {
    text.lines().next().and_then(split).map(|(label, _)| label)
}

/// Finds the first such label of a text; `offset` is the text's position in the source.
fn find(text: &str, offset: usize) -> Option<InlineLabel> {
    let mut start = 0;
    let mut found: Option<InlineLabel> = None;
    for line in text.split_inclusive('\n').take(MAX_LINES) {
        let content = line.trim_start();
        let at = start + line.len() - content.len();
        match &mut found {
            Some(inline) if is_label(content) => {
                inline.span.end = offset + start;
                return found;
            }
            None => {
                if let Some((label, length)) = split(content.trim_end()) {
                    let span = offset + at..offset + text.trim_end().len();
                    found = Some(InlineLabel {
                        label: label.to_owned(),
                        span,
                        text: offset + at + length,
                    });
                }
            }
            Some(_) => {}
        }
        start += line.len();
    }
    found
}

/// Returns the label of acceptance criteria that a line begins with, and the number of bytes before
/// its text.
fn split(line: &str) -> Option<(&str, usize)> {
    let mut end = line.len().min(MAX_LABEL);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    let colon = line.get(..end)?.find([':', '：'])?;
    let (label, rest) = line.split_at_checked(colon)?;
    let text = rest.trim_start_matches([':', '：', '*', '_']).trim_start();
    let label = label.trim_matches(['*', '_', ' ']);
    // `Given` in bold belongs to the text.
    let marks = if rest
        .trim_start_matches([':', '：'])
        .starts_with([' ', '\t'])
    {
        rest.trim_start_matches([':', '：']).trim_start()
    } else {
        text
    };
    // A placeholder such as `[to be filled in]`.
    let bare = marks.trim_end_matches('.');
    let is_blank = bare.starts_with(['[', '<', '{']) && bare.ends_with([']', '>', '}']);
    let is_text = prose::letters(marks) >= MIN_LETTERS && !prose::is_unwritten(marks) && !is_blank;
    (is_text && words::is_acceptance_label(label)).then(|| (label, line.len() - marks.len()))
}

/// Returns whether a line begins with a label in bold.
fn is_label(line: &str) -> bool {
    let inner = line.strip_prefix("**").or_else(|| line.strip_prefix("__"));
    inner
        .and_then(|inner| inner.split_once(['*', '_']))
        .is_some_and(|(label, rest)| {
            label.len() <= MAX_LABEL
                && (label.ends_with([':', '：'])
                    || rest.trim_start_matches(['*', '_']).starts_with([':', '：']))
        })
}
