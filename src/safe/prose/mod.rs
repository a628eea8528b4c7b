//! Prose as its author formatted it: Markdown, or plain text with steps, in rows of styled text.
//!
//! Owns what a mark-up means on a screen of cells. Knows nothing of colours, nor of what the prose says.
//! Everything that the mark-up says is shown, link targets and definitions included: what a renderer
//! would hide is what an attacker would write.

mod layout;
mod parse;
mod table;

use std::ops::Range;

use super::line::Line;
use super::wrap::{MAX_ROWS, MIN_WIDTH};
use layout::Rows;

/// The longest text that is parsed, in bytes. The parser's work is bounded by the text's length times
/// how deep it nests; a criterion is some hundred bytes, and what is longer is shown as it stands.
pub const MAX_FORMATTED: usize = 16 << 10;

/// One row of prose.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Row {
    /// What to draw.
    pub line: Line,
    /// Byte ranges of `line.text` with what they are. They may overlap.
    pub marks: Vec<(Range<u32>, Mark)>,
}

/// What part of a row is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// Emphasised.
    Emphasis,
    /// Strongly emphasised, or a table's head.
    Strong,
    /// Struck out.
    Struck,
    /// Code.
    Code,
    /// A link's text.
    Link,
    /// Where a link leads, and other mark-up shown as text.
    Target,
    /// A heading.
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

/// Markdown in rows of at most `width` cells (less than 8 counts as 8). A text longer than
/// [`MAX_FORMATTED`] is shown as [`plain`] text.
pub fn markdown(bytes: impl AsRef<[u8]>, width: u16) -> Vec<Row> {
    let bytes = bytes.as_ref();
    if bytes.len() > MAX_FORMATTED {
        return plain(bytes, width);
    }
    let mut rows = Rows::new(u32::from(width.max(MIN_WIDTH)));
    parse::blocks(&String::from_utf8_lossy(bytes), &mut rows);
    // Mark-up with nothing in it, such as a thousand `>`: better seen than not.
    if rows.len() == 0 { plain(bytes, width) } else { rows.finish() }
}

/// Plain text in rows of at most `width` cells (less than 8 counts as 8): line breaks kept, list items
/// and steps hanging. Lines after [`MAX_ROWS`] rows are counted.
pub fn plain(bytes: impl AsRef<[u8]>, width: u16) -> Vec<Row> {
    let mut rows = Rows::new(u32::from(width.max(MIN_WIDTH)));
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

/// The length of the word that begins a step, at the start of a line; 0 when it begins none. In capitals
/// or with one: `when` goes on with a sentence.
fn step_word(text: &str) -> usize {
    let word = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let known = ["Given", "When", "Then", "And", "But"];
    let found = known.iter().any(|known| text[..word] == **known || text[..word] == known.to_uppercase());
    let ends = text[word..].starts_with([' ', ',', ':']);
    if found && ends { word } else { 0 }
}
