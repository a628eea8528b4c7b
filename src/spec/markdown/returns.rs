//! Replaces carriage returns that end lines alone by line feeds. In some places the parser looks
//! for the end of a line by line feeds only, so it would search the rest of the text again for each
//! fence. Knows nothing of Markdown.

/// Returns the text with a line feed for each carriage return, every byte at its offset; `None`
/// when it has none.
pub(super) fn as_line_feeds(text: &str) -> Option<String> {
    text.contains('\r').then(|| text.replace('\r', "\n"))
}
