//! Writes documents as plain text, in 80 columns. Knows nothing of reviews.

use super::document::{Block, Document, InlineText, TextSpan};
use crate::model::amendment::marked;
use crate::safe;

/// Columns of a mail.
const WIDTH: u16 = 80;

pub(super) fn write(document: &Document) -> String {
    let blocks: Vec<String> = document.blocks.iter().map(block).collect();
    blocks.join("\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(level, line) => heading(*level, &plain(line)),
        Block::Paragraph(line) => wrapped(plain(line), ""),
        Block::Items(items) => items
            .iter()
            .map(|item| wrapped(format!("- {}", plain(item)), ""))
            .collect(),
        Block::Quote(text) => wrapped(text, "> "),
        Block::Reworded(pieces, what) => wrapped(marked(pieces, what.plain()), "> "),
        Block::Excerpt(text, _) => wrapped(text, "    "),
        Block::Table(columns, rows) => rows.iter().map(|cells| row(columns, cells)).collect(),
    }
}

fn plain(line: &InlineText) -> String {
    let part = |span: &TextSpan| match span {
        TextSpan::Ours(words) => words.to_string(),
        TextSpan::Text(text) | TextSpan::Code(text) => safe::inline(text).into_string(),
    };
    line.0.iter().map(part).collect()
}

/// Wraps text in rows of at most [`WIDTH`] columns, each after a prefix.
fn wrapped(text: impl AsRef<[u8]>, prefix: &str) -> String {
    let rows = safe::wrap(text, WIDTH - prefix.len() as u16);
    rows.iter()
        .map(|row| format!("{}\n", format!("{prefix}{}", row.text).trim_end()))
        .collect()
}

fn heading(level: u8, text: &str) -> String {
    let rule = match level {
        1 => "=",
        2 => "-",
        3 => "~",
        _ => return wrapped(text, ""),
    };
    format!(
        "{}{}\n",
        wrapped(text, ""),
        rule.repeat(safe::str_cells(text).min(WIDTH.into()))
    )
}

/// Writes a row: the first two cells as a title, the others below it with the names of their
/// columns.
fn row(columns: &[&str], cells: &[InlineText]) -> String {
    let cells: Vec<String> = cells.iter().map(plain).collect();
    let title = cells
        .iter()
        .take(2)
        .filter(|cell| !cell.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join("  ");
    let named = columns
        .iter()
        .zip(&cells)
        .skip(2)
        .filter(|(_, cell)| !cell.is_empty());
    let rest = named.map(|(name, cell)| format!("{}: {cell}", name.to_lowercase()));
    wrapped(title, "") + &wrapped(rest.collect::<Vec<_>>().join("; "), "    ")
}
