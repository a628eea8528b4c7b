//! Finds the function, type or section that contains a line, by indentation, braces and a few
//! keywords.
//!
//! Knows no language. It relies on what most have in common: contents are indented, a function
//! begins with a keyword or a signature, and ends with a closing mark. Where that fails the answer
//! is a line further out, or none. Looks at no more than 2,000 lines up and 5,000 down, and 1 KiB
//! of each.

mod kind;

use std::ops::Range;

use crate::model::change::FileText;
use kind::{LineFacts, LineRole};

/// Maximum number of lines searched upwards for a heading.
const MAX_LINES_UP: u32 = 2_000;

/// Maximum number of lines searched downwards for an end.
const MAX_LINES_DOWN: u32 = 5_000;

/// Maximum number of empty lines and comments between a label and its statement.
const MAX_ASIDES: u32 = 20;

/// Finds the heading of the function, type or section that contains a line; the line itself if it
/// is one. Lines are 0-based.
///
/// This is the nearest enclosing line (less indented) that begins a function or a type; if none
/// does, the outermost. For lines without indentation it is the last Markdown heading (with blank
/// lines around) or `[section]` above.
pub fn enclosing(text: &FileText, line: u32) -> Option<u32> {
    if line >= text.len() {
        return None;
    }
    let own = LineFacts::of(text, line);
    if own.kind == LineRole::Definition
        || is_section(text, line)
        || heads_outermost(text, line, &own)
    {
        return Some(line);
    }
    let lowest = line.saturating_sub(MAX_LINES_UP);
    let inside =
        stands_like(text, line).and_then(|like| heading_outside(text, &like, lowest..line));
    inside.or_else(|| (lowest..line).rev().find(|at| is_section(text, *at)))
}

/// Whether an unindented line has others inside it.
fn heads_outermost(text: &FileText, line: u32, own: &LineFacts) -> bool {
    own.kind == LineRole::Other
        && own.indent == 0
        && own.can_head
        && !own.is_blank()
        && !is_label(text, line, own)
        && {
            let next = stands_like(text, line.saturating_add(1));
            next.is_some_and(|next| next.indent > 0 || next.kind == LineRole::Continuing)
        }
}

/// Finds the line that gives the level of a line: the next that is not empty, no comment and no
/// label.
fn stands_like(text: &FileText, line: u32) -> Option<LineFacts> {
    let end = text.len().min(line.saturating_add(MAX_LINES_UP));
    let mut below = (line..end).map(|at| (at, LineFacts::of(text, at)));
    let says = |(at, line): &(u32, LineFacts)| {
        !line.is_blank() && line.kind != LineRole::Aside && !is_label(text, *at, line)
    };
    below.find(says).map(|(_, line)| line)
}

/// Finds, in the lines `above` one at the level of `own`, the heading that contains it.
fn heading_outside(text: &FileText, own: &LineFacts, above: Range<u32>) -> Option<u32> {
    let is_part = matches!(own.kind, LineRole::Closing | LineRole::Continuing);
    // Headings are less indented than this; a block's heading may be level with its closing line.
    let mut limit = own.indent + usize::from(is_part);
    // Whether the limiting line continues one above it.
    let mut goes_on = own.kind == LineRole::Continuing || (is_part && own.opens);
    let mut outermost: Option<(usize, u32)> = None;
    // Indentation of the last line looked at.
    let mut indent_below = own.indent;
    for at in above.rev() {
        if limit == 0 {
            break;
        }
        let line = LineFacts::of(text, at);
        if line.is_blank() {
            continue;
        }
        let has_deeper = indent_below > line.indent;
        indent_below = line.indent;
        if line.indent >= limit || is_label(text, at, &line) {
            continue;
        }
        match line.kind {
            _ if is_section(text, at) => break,
            LineRole::Aside => {}
            LineRole::Definition => return Some(at),
            // The end of another block: nothing above it can contain the line.
            LineRole::Closing if !line.opens && !goes_on => break,
            LineRole::Closing | LineRole::Continuing => (limit, goes_on) = (line.indent + 1, true),
            LineRole::Other => {
                if line.can_head && outermost.is_none_or(|(indent, _)| line.indent < indent) {
                    outermost = Some((line.indent, at));
                }
                // Other lines are text that happens to be there.
                if line.opens || goes_on || (line.can_head && has_deeper) {
                    (limit, goes_on) = (line.indent, false);
                }
            }
        }
    }
    outermost.map(|(_, at)| at)
}

/// Returns the whole function, type or section that contains a line, from its heading to its last
/// line (end excluded); the line alone if there is none. It ends with its closing line, or before
/// the next line at its heading's level that begins something new, without the empty lines and
/// comments before that one. A section ends before the next of its level.
pub fn extent(text: &FileText, line: u32) -> Range<u32> {
    let Some(heading) = enclosing(text, line) else {
        return line..line.saturating_add(1).min(text.len()).max(line);
    };
    let bottom = text.len().min(heading.saturating_add(MAX_LINES_DOWN));
    let end = match section_level(text, heading) {
        Some(level) => (heading + 1..bottom)
            .find(|at| section_level(text, *at).is_some_and(|other| other <= level))
            .unwrap_or(bottom),
        None => block_end(text, heading, bottom),
    };
    let last = (heading..end)
        .rev()
        .find(|at| !LineFacts::of(text, *at).is_blank());
    heading..last.unwrap_or(heading) + 1
}

fn block_end(text: &FileText, heading: u32, bottom: u32) -> u32 {
    let head = LineFacts::of(text, heading);
    let mut depth = head.braces;
    // The end if nothing more belongs to it: the comments belong to what follows.
    let mut end = None;
    for at in heading + 1..bottom {
        let line = LineFacts::of(text, at);
        let is_inside = depth > 0;
        depth += line.braces;
        if line.is_blank() {
            continue;
        }
        if line.indent > head.indent || line.kind == LineRole::Continuing {
            end = None;
            continue;
        }
        match line.kind {
            LineRole::Closing if line.indent < head.indent => return end.unwrap_or(at),
            LineRole::Closing if line.opens || continues_below(text, at, bottom) => {}
            LineRole::Closing => return at + 1,
            LineRole::Aside | LineRole::Other if is_inside => {}
            LineRole::Aside => end = end.or(Some(at)),
            _ if is_inside && is_label(text, at, &line) => {}
            _ => return end.unwrap_or(at),
        }
    }
    end.unwrap_or(bottom)
}

/// Whether the next line that is not empty continues what this one did not end.
fn continues_below(text: &FileText, line: u32, bottom: u32) -> bool {
    let next = (line + 1..bottom)
        .map(|at| LineFacts::of(text, at))
        .find(|line| !line.is_blank());
    next.is_some_and(|next| next.kind == LineRole::Continuing)
}

/// Whether a line is a jump label, not a key: a word and a colon, followed by a statement.
fn is_label(text: &FileText, at: u32, line: &LineFacts) -> bool {
    line.is_key && {
        let mut below = (at + 1..text.len().min(at.saturating_add(MAX_ASIDES)))
            .map(|at| LineFacts::of(text, at));
        let next = below.find(|line| !line.is_blank() && line.kind != LineRole::Aside);
        next.is_some_and(|next| next.is_statement || next.kind == LineRole::Closing)
    }
}

fn is_section(text: &FileText, line: u32) -> bool {
    section_level(text, line).is_some()
}

/// Returns the depth of the section that a line begins. A Markdown heading has the number of its
/// `#`s, and needs a blank line or nothing on both sides, so that it is no comment; `[section]` or
/// `[[section]]` has 0.
fn section_level(text: &FileText, line: u32) -> Option<usize> {
    let said = kind::cut(text.line(line)).trim_ascii_end();
    if let [b'[', .., b']'] = said {
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"[]._-\"' :/".contains(byte);
        return said.iter().all(is_name).then_some(0);
    }
    let level = said.iter().take_while(|byte| **byte == b'#').count();
    let is_heading = (1..=6).contains(&level)
        && said.get(level) == Some(&b' ')
        && said
            .iter()
            .any(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
    let is_blank = |line: u32| LineFacts::of(text, line).is_blank();
    (is_heading && (line == 0 || is_blank(line - 1)) && is_blank(line + 1)).then_some(level)
}
