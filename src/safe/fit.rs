//! Cuts safe text to a width.
//!
//! Owns where a text may be cut. Knows nothing of why it is too long.

use super::text::TAB;
use super::unit::{UnitDisplay, Units, printable_prefix};

/// Measures safe text in cells.
pub fn str_cells(text: &str) -> usize {
    if printable_prefix(text.as_bytes()) == text.len() {
        return text.len();
    }
    Units::new(text.as_bytes())
        .map(|unit| unit.shown.cells(0, TAB) as usize)
        .sum()
}

/// Returns the start of `text` in at most `width` cells, with `…` for the rest. Never splits a
/// grapheme. Makes the text safe if it is not yet.
pub fn fit(text: &str, width: usize) -> String {
    let is_ascii = printable_prefix(text.as_bytes()) == text.len();
    if str_cells(text) <= width {
        return if is_ascii {
            text.to_owned()
        } else {
            pieces(text).map(|(piece, _)| piece).collect()
        };
    }
    let Some(room) = width.checked_sub(1) else {
        return String::new();
    };
    if is_ascii {
        return format!("{}…", &text[..room]);
    }
    let mut shown = String::new();
    let mut used = 0;
    for (piece, cells) in pieces(text) {
        used += cells;
        if used > room {
            break;
        }
        shown += &piece;
    }
    shown + "…"
}

/// Returns the end of a path in at most `width` cells, with `…` for the rest: `…/src/refund.rs`.
/// Cuts before a `/` when the last part fits.
pub fn fit_end(text: &str, width: usize) -> String {
    if str_cells(text) <= width {
        return fit(text, width);
    }
    let Some(room) = width.checked_sub(1) else {
        return String::new();
    };
    let pieces: Vec<(String, usize)> = pieces(text).collect();
    let mut used = 0;
    let kept = pieces.iter().rev().take_while(|(_, cells)| {
        used += cells;
        used <= room
    });
    let first = pieces.len() - kept.count();
    let border = pieces[first..]
        .iter()
        .position(|(piece, _)| piece == "/")
        .unwrap_or(0);
    let end: String = pieces[first + border..]
        .iter()
        .map(|(piece, _)| piece.as_str())
        .collect();
    format!("…{end}")
}

/// Splits shown text into indivisible parts, with their widths.
fn pieces(text: &str) -> impl Iterator<Item = (String, usize)> {
    Units::new(text.as_bytes()).flat_map(|unit| {
        let single = match unit.shown {
            UnitDisplay::Ascii(_) => None,
            shown => {
                let cells = shown.cells(0, TAB);
                let mut piece = String::new();
                // Writing to a string cannot fail.
                let _ = shown.write(cells, &mut piece);
                Some((piece, cells as usize))
            }
        };
        let run = match unit.shown {
            UnitDisplay::Ascii(run) => run,
            _ => "",
        };
        single
            .into_iter()
            .chain(run.chars().map(|c| (c.to_string(), 1)))
    })
}
