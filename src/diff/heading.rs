//! The heading under which lines stand: the function or section that a hunk is in.

use crate::model::change::FileText;

/// How far up a heading is looked for.
const MAX_LINES_UP: u32 = 2_000;

/// The last line above line `before` (both 0-based) that starts with a letter, `_` or `$`: git's rule
/// for files without a language of their own (`def_ff` in its `xdiff/xemit.c`). At most 2,000 lines up.
pub fn heading(text: &FileText, before: u32) -> Option<u32> {
    let before = before.min(text.len());
    (before.saturating_sub(MAX_LINES_UP)..before).rev().find(|line| {
        let first = text.line(*line).first();
        first.is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'$'))
    })
}
