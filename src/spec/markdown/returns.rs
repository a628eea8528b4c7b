//! Line feeds for carriage returns that end lines alone, as the parser looks for the end of a line by line feeds in
//! some places, and so went through all of the rest again for each fence. Knows nothing of Markdown.

/// The text with each carriage return as a line feed, every byte in its place; `None` when it has none.
pub(super) fn as_line_feeds(text: &str) -> Option<String> {
    text.contains('\r').then(|| text.replace('\r', "\n"))
}
