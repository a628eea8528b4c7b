//! Writes documents in Markdown.
//!
//! Every line of outside text has a marker of ours before it: hosts run commands such as `/close`
//! at the start of a line. Knows nothing of reviews.

use super::document::{Block, Document, InlineText, Rewording, TextSpan};
use crate::model::amendment::TextPiece;
use crate::model::text::Untrusted;
use crate::safe;

pub(super) fn write(document: &Document) -> String {
    let blocks: Vec<String> = document.blocks.iter().map(block).collect();
    blocks.join("\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(level, line) => heading(*level, line),
        Block::Paragraph(line) => spans(line) + "\n",
        Block::Items(items) => items
            .iter()
            .map(|item| format!("- {}\n", spans(item)))
            .collect(),
        Block::Quote(text) => quote(text),
        Block::Reworded(pieces, what) => reworded(pieces, *what),
        Block::Excerpt(text, language) => safe::markdown_fence(text, language),
        Block::Table(columns, rows) => table(columns, rows),
    }
}

fn spans(line: &InlineText) -> String {
    line.0.iter().map(span).collect()
}

fn span(span: &TextSpan) -> String {
    match span {
        TextSpan::Ours(words) => words.to_string(),
        TextSpan::Text(text) => safe::markdown_inline(text).into_string(),
        TextSpan::Code(text) => code(text),
    }
}

fn heading(level: u8, line: &InlineText) -> String {
    let mut text = spans(line);
    // A run of `#` at the end would count as a closing marker.
    if text.ends_with('#') && !text.ends_with("\\#") {
        text.insert(text.len() - 1, '\\');
    }
    format!("{} {text}\n", "#".repeat(level.into()))
}

/// Writes a code span that ends where we end it.
fn code(text: &Untrusted) -> String {
    let text = safe::inline(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if longest > 0 || text.is_empty() {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

fn table(columns: &[&str], rows: &[Vec<InlineText>]) -> String {
    let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let names: Vec<String> = columns.iter().map(|name| (*name).to_owned()).collect();
    let rule = vec!["---".to_owned(); columns.len()];
    let rows = rows
        .iter()
        .map(|cells| row(&cells.iter().map(spans).collect::<Vec<_>>()));
    row(&names) + &row(&rule) + &rows.collect::<String>()
}

/// Writes a quotation with `>` before every line, so that it stays recognisable as somebody's
/// words. Line breaks are written as backslashes, which survive mailers that strip trailing blanks.
fn quote(text: &Untrusted) -> String {
    let lines = text.as_bytes().split(|byte| *byte == b'\n');
    quoted(
        lines
            .map(|line| safe::markdown_inline(line_end(line)).into_string())
            .collect(),
    )
}

/// Writes a quotation like [`quote`], with differences struck out in the text before and strong in
/// the text after.
fn reworded(pieces: &[TextPiece], what: Rewording) -> String {
    let mark = match what {
        Rewording::Before => "~~",
        Rewording::After => "**",
    };
    let mut lines = vec![String::new()];
    for piece in pieces {
        for (at, part) in piece
            .text
            .as_bytes()
            .split(|byte| *byte == b'\n')
            .enumerate()
        {
            if at > 0 {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                put_piece(line, line_end(part), if piece.differs { mark } else { "" });
            }
        }
    }
    quoted(lines.iter().map(|line| line.trim().to_owned()).collect())
}

/// Appends a piece between marks to a line. Blanks at its ends go outside, because a mark next to a
/// blank on the inside does not count.
fn put_piece(line: &mut String, piece: &[u8], mark: &str) {
    let words = safe::markdown_inline(piece).into_string();
    if words.is_empty() {
        line.push_str(if piece.is_empty() { "" } else { " " });
        return;
    }
    let blank = |byte: Option<&u8>| {
        if byte.is_some_and(u8::is_ascii_whitespace) {
            " "
        } else {
            ""
        }
    };
    line.extend([
        blank(piece.first()),
        mark,
        &words,
        mark,
        blank(piece.last()),
    ]);
}

fn quoted(lines: Vec<String>) -> String {
    let mut out = String::new();
    let mut paragraphs = lines
        .split(String::is_empty)
        .filter(|lines| !lines.is_empty())
        .peekable();
    while let Some(lines) = paragraphs.next() {
        out += &format!("> {}\n", lines.join("\\\n> "));
        if paragraphs.peek().is_some() {
            out += ">\n";
        }
    }
    out
}

fn line_end(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}
