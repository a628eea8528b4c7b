//! Strips the marks of Markdown from a text that is shown in one line.

use super::text::Untrusted;

/// Maximum length of a link in bytes, so that a missing end cannot cost unbounded time.
const LINK: usize = 2_048;
/// Number of bytes of a text that are read for one line: more than a terminal is wide.
const ONE_LINE: usize = 8 << 10;

/// Strips the marks of a whole text.
pub(super) fn whole(text: &Untrusted) -> Untrusted {
    Untrusted::from(plain(&text.lossy()).as_str())
}

/// Strips the marks of as much of a text as one line can show; an ellipsis stands for the rest.
pub(super) fn start(text: &Untrusted) -> Untrusted {
    let bytes = text.as_bytes();
    if bytes.len() <= ONE_LINE {
        return whole(text);
    }
    // No character is cut in two.
    let is_start = |at: &usize| bytes[*at] & 0xc0 != 0x80;
    let end = (0..=ONE_LINE).rev().find(is_start).unwrap_or(ONE_LINE);
    let start = plain(&String::from_utf8_lossy(&bytes[..end]));
    Untrusted::from(format!("{start}…").as_str())
}

/// Strips emphasis and link targets: `**See** [the plan](docs/plan.md)` becomes `See the plan`.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    // Positions in the output of brackets that are still open.
    let mut open: Vec<usize> = Vec::new();
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        if let Some((code, after)) = rest
            .strip_prefix('`')
            .and_then(|after| after.split_once('`'))
        {
            plain.extend(["`", code, "`"]);
            rest = after;
            continue;
        }
        if let Some(after) = rest.strip_prefix("**").or_else(|| rest.strip_prefix("__")) {
            rest = after;
            continue;
        }
        let opened = if char == ']' {
            open.pop().filter(|start| plain.len() - start < LINK)
        } else {
            None
        };
        if let (Some(start), Some(after)) = (opened, after_target(rest)) {
            let is_picture = plain[..start].ends_with('!');
            plain.replace_range(start - usize::from(is_picture)..=start, "");
            rest = after;
            continue;
        }
        if char == '[' {
            open.push(plain.len());
        }
        plain.push(char);
        rest = &rest[char.len_utf8()..];
    }
    plain
}

/// Returns the text after `](target)`.
fn after_target(rest: &str) -> Option<&str> {
    let target = rest.strip_prefix("](")?;
    let end = target
        .bytes()
        .take(LINK)
        .position(|byte| b") \n".contains(&byte))?;
    target[end..].strip_prefix(')')
}
