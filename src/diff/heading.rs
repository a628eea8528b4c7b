//! Finds the heading of a hunk: its function or section.

use crate::model::change::FileText;

/// Maximum number of lines searched upwards for a heading.
const MAX_LINES_UP: u32 = 2_000;

/// Finds the last line above line `before` (both 0-based) that starts with a letter, `_` or `$`:
/// git's rule for files without a language of their own (`def_ff` in its `xdiff/xemit.c`). At most
/// 2,000 lines up.
pub fn heading(text: &FileText, before: u32) -> Option<u32> {
    let before = before.min(text.len());
    (before.saturating_sub(MAX_LINES_UP)..before)
        .rev()
        .find(|line| {
            let first = text.line(*line).first();
            first.is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'$'))
        })
}
