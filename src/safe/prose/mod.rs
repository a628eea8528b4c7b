//! Formats prose (Markdown, or plain text with steps) as rows of styled text.
//!
//! Owns how mark-up looks on a screen of cells. Knows nothing of colours, nor of what the prose
//! says. All mark-up is shown, including link targets and definitions: an attacker would use what a
//! renderer hides.

mod layout;
mod parse;
mod table;

use std::ops::Range;

use super::line::Line;
use super::wrap::{MAX_ROWS, MIN_WIDTH};
use layout::ProseRows;

/// Maximum length of text that is parsed, in bytes. The parser's work is bounded by the length
/// times the nesting depth; a criterion has some hundred bytes, and longer text is shown as it
/// stands.
pub const MAX_FORMATTED: usize = 16 << 10;

/// One row of prose.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct ProseRow {
    /// The line to draw.
    pub line: Line,
    /// Byte ranges of `line.text` with their styles. They may overlap.
    pub marks: Vec<(Range<u32>, ProseStyle)>,
}

/// The style of a part of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProseStyle {
    /// Emphasised.
    Emphasis,
    /// Strongly emphasised, or a table's head.
    Strong,
    /// Struck out.
    Struck,
    Code,
    /// A link's text.
    Link,
    /// The address of a link, and other mark-up shown as text.
    Target,
    Heading,
    /// The word that begins a step: given, when, then.
    Keyword,
    /// A list's bullet, number or box; a bullet is one `-`.
    Bullet,
    /// The `>` before quoted lines.
    Quote,
    /// Lines drawn by us: `-` across, `|` down.
    Frame,
}

/// Formats Markdown in rows of at most `width` cells (less than 8 counts as 8). A text longer than
/// [`MAX_FORMATTED`] is shown as [`plain`] text.
pub fn markdown(bytes: impl AsRef<[u8]>, width: u16) -> Vec<ProseRow> {
    let bytes = bytes.as_ref();
    if bytes.len() > MAX_FORMATTED {
        return plain(bytes, width);
    }
    let mut rows = ProseRows::new(u32::from(width.max(MIN_WIDTH)));
    parse::blocks(&String::from_utf8_lossy(bytes), &mut rows);
    // Mark-up without content, such as a thousand `>`, is better seen than not.
    if rows.len() == 0 {
        plain(bytes, width)
    } else {
        rows.finish()
    }
}

/// Formats plain text in rows of at most `width` cells (less than 8 counts as 8). Keeps line
/// breaks; list items and steps hang. Lines after [`MAX_ROWS`] rows are counted.
pub fn plain(bytes: impl AsRef<[u8]>, width: u16) -> Vec<ProseRow> {
    let mut rows = ProseRows::new(u32::from(width.max(MIN_WIDTH)));
    let bytes = bytes.as_ref();
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    for source in lines.by_ref() {
        let stripped = source.strip_suffix(b"\n");
        rows.plain(stripped.map_or(source, |text| text.strip_suffix(b"\r").unwrap_or(text)));
        if rows.len() >= MAX_ROWS {
            break;
        }
    }
    let left = lines.count();
    if left > 0 {
        rows.notice(&format!("<+{left} lines>"));
    }
    rows.finish()
}

/// Measures the word that begins a step at the start of a line; 0 when there is none. It needs a
/// capital letter: a lower-case `when` continues a sentence.
fn step_word(text: &str) -> usize {
    let word = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let known = ["Given", "When", "Then", "And", "But"];
    let found = known
        .iter()
        .any(|known| text[..word] == **known || text[..word] == known.to_uppercase());
    let ends = text[word..].starts_with([' ', ',', ':']);
    if found && ends { word } else { 0 }
}
