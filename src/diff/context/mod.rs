//! The function, type or section that a line is in, by indentation, braces and a few words.
//!
//! Knows no language. It goes by what most have in common: what is inside stands further in, what
//! begins a function says so or looks like a signature, what ends one is a closing mark. Where
//! that fails the answer is a line further out, or none. Looks at no more than 2,000 lines up and
//! 5,000 down, and 1 KiB of each.

mod kind;

use std::ops::Range;

use crate::model::change::FileText;
use kind::{Kind, Line};

/// How far up a heading is looked for.
const MAX_LINES_UP: u32 = 2_000;

/// How far down an end is looked for.
const MAX_LINES_DOWN: u32 = 5_000;

/// How many empty lines and comments may stand between a label and what it labels.
const MAX_ASIDES: u32 = 20;

/// The heading of the function, type or section that a line is in; the line itself if it is one.
/// Lines are 0-based.
///
/// Of all lines that the line stands further in than, the nearest that begins a function or a type;
/// if none does, the outermost. For lines that stand in nothing the last Markdown heading (with blank
/// lines around) or `[section]` above.
pub fn enclosing(text: &FileText, line: u32) -> Option<u32> {
    if line >= text.len() {
        return None;
    }
    let own = Line::of(text, line);
    if own.kind == Kind::Definition || is_section(text, line) || heads_outermost(text, line, &own) {
        return Some(line);
    }
    let lowest = line.saturating_sub(MAX_LINES_UP);
    let inside = stands_like(text, line).and_then(|like| heading_outside(text, &like, lowest..line));
    inside.or_else(|| (lowest..line).rev().find(|at| is_section(text, *at)))
}

/// Whether a line that stands in nothing has others standing in it.
fn heads_outermost(text: &FileText, line: u32, own: &Line) -> bool {
    own.kind == Kind::Other
        && own.indent == 0
        && own.can_head
        && !own.is_blank()
        && !is_label(text, line, own)
        && {
            let next = stands_like(text, line.saturating_add(1));
            next.is_some_and(|next| next.indent > 0 || next.kind == Kind::Continuing)
        }
}

/// The line whose indentation says where a line stands: the next that is not empty, no comment and no
/// label.
fn stands_like(text: &FileText, line: u32) -> Option<Line> {
    let end = text.len().min(line.saturating_add(MAX_LINES_UP));
    let mut below = (line..end).map(|at| (at, Line::of(text, at)));
    let says =
        |(at, line): &(u32, Line)| !line.is_blank() && line.kind != Kind::Aside && !is_label(text, *at, line);
    below.find(says).map(|(_, line)| line)
}

/// Of the lines `above` one that stands like `own`, the heading of what it is in.
fn heading_outside(text: &FileText, own: &Line, above: Range<u32>) -> Option<u32> {
    let is_part = matches!(own.kind, Kind::Closing | Kind::Continuing);
    // Headings stand further out than this; that of a block as far as its closing line.
    let mut limit = own.indent + usize::from(is_part);
    // Whether the line that limits goes on with one above it.
    let mut goes_on = own.kind == Kind::Continuing || (is_part && own.opens);
    let mut outermost: Option<(usize, u32)> = None;
    // Of the line last looked at.
    let mut indent_below = own.indent;
    for at in above.rev() {
        if limit == 0 {
            break;
        }
        let line = Line::of(text, at);
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
            Kind::Aside => {}
            Kind::Definition => return Some(at),
            // The end of something else: what is above it is outside no more.
            Kind::Closing if !line.opens && !goes_on => break,
            Kind::Closing | Kind::Continuing => (limit, goes_on) = (line.indent + 1, true),
            Kind::Other => {
                if line.can_head && outermost.is_none_or(|(indent, _)| line.indent < indent) {
                    outermost = Some((line.indent, at));
                }
                // Others are text that only happens to stand there.
                if line.opens || goes_on || (line.can_head && has_deeper) {
                    (limit, goes_on) = (line.indent, false);
                }
            }
        }
    }
    outermost.map(|(_, at)| at)
}

/// The whole function, type or section that a line is in, from its heading to its last line (end
/// excluded); the line alone if it is in none. It ends with its closing line, or before the next line that
/// stands as far out as its heading and begins something new; empty lines and comments before that one
/// are not part of it. A section ends before the next of its level.
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
    let last = (heading..end).rev().find(|at| !Line::of(text, *at).is_blank());
    heading..last.unwrap_or(heading) + 1
}

fn block_end(text: &FileText, heading: u32, bottom: u32) -> u32 {
    let head = Line::of(text, heading);
    let mut depth = head.braces;
    // Where it ends if nothing of it follows: comments that belong to what comes next.
    let mut end = None;
    for at in heading + 1..bottom {
        let line = Line::of(text, at);
        let is_inside = depth > 0;
        depth += line.braces;
        if line.is_blank() {
            continue;
        }
        if line.indent > head.indent || line.kind == Kind::Continuing {
            end = None;
            continue;
        }
        match line.kind {
            Kind::Closing if line.indent < head.indent => return end.unwrap_or(at),
            Kind::Closing if line.opens || continues_below(text, at, bottom) => {}
            Kind::Closing => return at + 1,
            Kind::Aside | Kind::Other if is_inside => {}
            Kind::Aside => end = end.or(Some(at)),
            _ if is_inside && is_label(text, at, &line) => {}
            _ => return end.unwrap_or(at),
        }
    }
    end.unwrap_or(bottom)
}

/// Whether the next line that is not empty goes on with what this one did not end.
fn continues_below(text: &FileText, line: u32, bottom: u32) -> bool {
    let next = (line + 1..bottom).map(|at| Line::of(text, at)).find(|line| !line.is_blank());
    next.is_some_and(|next| next.kind == Kind::Continuing)
}

/// Whether a line is a label to jump to, and not a key: a word and a colon, and a statement next.
fn is_label(text: &FileText, at: u32, line: &Line) -> bool {
    line.is_key && {
        let mut below = (at + 1..text.len().min(at.saturating_add(MAX_ASIDES))).map(|at| Line::of(text, at));
        let next = below.find(|line| !line.is_blank() && line.kind != Kind::Aside);
        next.is_some_and(|next| next.is_statement || next.kind == Kind::Closing)
    }
}

fn is_section(text: &FileText, line: u32) -> bool {
    section_level(text, line).is_some()
}

/// How deep the section is that a line begins: a Markdown heading by its `#`s, with a blank line or
/// nothing on both sides so that it is no comment; a `[section]` or `[[section]]` 0.
fn section_level(text: &FileText, line: u32) -> Option<usize> {
    let said = kind::cut(text.line(line)).trim_ascii_end();
    if let [b'[', .., b']'] = said {
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"[]._-\"' :/".contains(byte);
        return said.iter().all(is_name).then_some(0);
    }
    let level = said.iter().take_while(|byte| **byte == b'#').count();
    let is_heading = (1..=6).contains(&level)
        && said.get(level) == Some(&b' ')
        && said.iter().any(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
    let is_blank = |line: u32| Line::of(text, line).is_blank();
    (is_heading && (line == 0 || is_blank(line - 1)) && is_blank(line + 1)).then_some(level)
}
