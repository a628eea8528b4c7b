//! Documents in Markdown.
//!
//! No outside text starts a line but behind a marker of ours: hosts run commands such as `/close` that
//! stand there. Knows nothing of reviews.

use super::document::{Block, Document, Line, Span};
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
        Block::Items(items) => items.iter().map(|item| format!("- {}\n", spans(item))).collect(),
        Block::Quote(text) => quote(text),
        Block::Excerpt(text, language) => safe::markdown_fence(text, language),
        Block::Table(columns, rows) => table(columns, rows),
    }
}

fn spans(line: &Line) -> String {
    line.0.iter().map(span).collect()
}

fn span(span: &Span) -> String {
    match span {
        Span::Ours(words) => words.to_string(),
        Span::Text(text) => safe::markdown_inline(text).into_string(),
        Span::Code(text) => code(text),
    }
}

fn heading(level: u8, line: &Line) -> String {
    let mut text = spans(line);
    // A run of `#` at the end would be taken for a closing one.
    if text.ends_with('#') && !text.ends_with("\\#") {
        text.insert(text.len() - 1, '\\');
    }
    format!("{} {text}\n", "#".repeat(level.into()))
}

/// A code span that ends where we end it.
fn code(text: &Untrusted) -> String {
    let text = safe::inline(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if longest > 0 || text.is_empty() { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

fn table(columns: &[&str], rows: &[Vec<Line>]) -> String {
    let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let names: Vec<String> = columns.iter().map(|name| (*name).to_owned()).collect();
    let rule = vec!["---".to_owned(); columns.len()];
    let rows = rows.iter().map(|cells| row(&cells.iter().map(spans).collect::<Vec<_>>()));
    row(&names) + &row(&rule) + &rows.collect::<String>()
}

/// Every line of it behind a `>`, so that it stays somebody's words whatever it says. Line breaks are
/// written as backslashes, which survive mailers that cut blanks off.
fn quote(text: &Untrusted) -> String {
    let lines: Vec<String> = text
        .as_bytes()
        .split(|byte| *byte == b'\n')
        .map(|line| safe::markdown_inline(line_end(line)).into_string())
        .collect();
    let mut out = String::new();
    let mut paragraphs = lines.split(String::is_empty).filter(|lines| !lines.is_empty()).peekable();
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
