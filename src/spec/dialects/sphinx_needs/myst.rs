//! Finds needs in Markdown, where MyST writes directives as fences with a name in braces. Knows
//! nothing of their content.

use super::names::{LIST, NEEDS, is_about, is_beside};

/// The number of lines below a fence that are searched for its options.
const MAX_OPTIONS: usize = 20;

/// Returns whether one of the lines opens a need.
pub(super) fn has_needs<'a>(lines: impl Iterator<Item = &'a str>) -> bool {
    let mut below_other = 0;
    for line in lines {
        if let Some((_, name, _)) = opens(line) {
            if NEEDS.contains(&name) || name == LIST {
                return true;
            }
            below_other = if is_beside(name) || is_about(name) {
                0
            } else {
                MAX_OPTIONS
            };
        } else if below_other > 0 {
            below_other -= 1;
            if line
                .trim()
                .strip_prefix(":id:")
                .is_some_and(|id| !id.trim().is_empty())
            {
                return true;
            }
        }
    }
    false
}

/// Returns the text with fenced directives in the syntax of reStructuredText, their content
/// indented, and otherwise only headings; each line keeps its number.
pub(super) fn directives(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    // The open fences, innermost last, and whether each is a directive. Only the first can be
    // another one, and then nothing opens in it.
    let mut open: Vec<(&str, bool)> = Vec::new();
    for line in text.lines() {
        let content = line.trim();
        if open.last().is_some_and(|(mark, _)| closes(content, mark)) {
            open.pop();
        } else if let Some((mark, name, rest)) =
            opens(line).filter(|_| open.last().is_none_or(|(_, is_one)| *is_one))
        {
            out.push_str(&format!(
                "{}.. {name}:: {rest}",
                "   ".repeat(open.len().min(20))
            ));
            open.push((mark, true));
        } else if let Some(mark) = fence(content).filter(|_| open.is_empty()) {
            open.push((mark, false));
        } else if open.last().is_some_and(|(_, is_one)| *is_one) {
            out.push_str(&format!("{}{line}", "   ".repeat(open.len().min(20))));
        } else if open.is_empty() && content.starts_with('#') {
            out.push_str(content);
        }
        out.push('\n');
    }
    out
}

/// Returns the mark, the name and the rest of ```` ```{name} rest ````.
fn opens(line: &str) -> Option<(&str, &str, &str)> {
    let content = line.trim_start();
    let mark = fence(content)?;
    let (name, rest) = content
        .get(mark.len()..)?
        .strip_prefix('{')?
        .split_once('}')?;
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ':' | '.');
    (!name.is_empty() && name.chars().all(fits)).then_some((mark, name, rest.trim()))
}

/// Returns the run of three or more backticks, tildes or colons at the start of a line.
fn fence(content: &str) -> Option<&str> {
    let mark = content
        .bytes()
        .next()
        .filter(|byte| matches!(byte, b'`' | b'~' | b':'))?;
    let length = content.bytes().take_while(|byte| *byte == mark).count();
    content.get(..length).filter(|_| length >= 3)
}

fn closes(content: &str, mark: &str) -> bool {
    content.len() >= mark.len()
        && content.starts_with(mark)
        && content.trim_start_matches(&mark[..1]).is_empty()
}
