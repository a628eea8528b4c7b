//! Escapes strings for the record's files: safe to show raw in a terminal, lossless for any bytes.
//!
//! Owns which characters are escaped and how bytes that are not text are spelled. The set is fixed
//! here and does not follow any library's tables, so that one event has the same bytes for ever.

use std::fmt::Write as _;

/// Appends a TOML string: in `'…'` where that saves escapes, in `"""` for several lines, else in
/// `"…"`. Every character that hides, moves or reorders text becomes a `\u` escape.
pub(super) fn push_string(out: &mut String, text: &str) {
    let escapes = text.chars().any(hides);
    if text.contains('\n') {
        out.push_str("\"\"\"\n");
        push_escaped(out, text, true);
        out.push_str("\"\"\"");
    } else if !escapes && text.contains(['\\', '"']) && !text.contains('\'') {
        out.push('\'');
        out.push_str(text);
        out.push('\'');
    } else {
        out.push('"');
        push_escaped(out, text, false);
        out.push('"');
    }
}

fn push_escaped(out: &mut String, text: &str, lines: bool) {
    let mut chars = text.chars().peekable();
    let mut before = None;
    while let Some(c) = chars.next() {
        match c {
            '\n' if lines => out.push('\n'),
            '\\' => out.push_str("\\\\"),
            // In a string of several lines, only quotes that could add up to three, or touch the
            // closing ones, are escaped.
            '"' if lines && before != Some('"') && chars.peek().is_some() => out.push('"'),
            '"' => out.push_str("\\\""),
            '\t' => out.push_str("\\t"),
            c if hides(c) => push_code(out, c),
            c => out.push(c),
        }
        before = Some(c);
    }
}

fn push_code(out: &mut String, c: char) {
    let code = u32::from(c);
    let _ = if code > 0xffff {
        write!(out, "\\U{code:08X}")
    } else {
        write!(out, "\\u{code:04X}")
    };
}

/// Whether a character hides or moves text: controls, and what Unicode 16 calls bidirectional
/// controls, default ignorable, private use, line and paragraph separators, interlinear annotation,
/// musical format controls or non-characters; also blank letters: Hangul fillers and the empty
/// braille pattern.
fn hides(c: char) -> bool {
    matches!(c,
        '\0'..='\u{9}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{70f}' | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}'
        | '\u{3164}' | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{10ffff}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Spells bytes as text: valid UTF-8 unchanged, except that `\` is doubled; any other byte as
/// `\xNN`.
pub(in crate::record) fn spell_bytes(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            if c == '\\' {
                text.push('\\');
            }
            text.push(c);
        }
        for byte in chunk.invalid() {
            let _ = write!(text, "\\x{byte:02X}");
        }
    }
    text
}

/// Parses the output of [`spell_bytes`]; `None` when a `\` is followed by anything else.
pub(in crate::record) fn read_bytes(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, escape)) = rest.split_once('\\') {
        bytes.extend_from_slice(plain.as_bytes());
        if let Some(after) = escape.strip_prefix('\\') {
            bytes.push(b'\\');
            rest = after;
        } else {
            let hex = escape
                .strip_prefix('x')?
                .get(..2)
                .filter(|hex| !hex.starts_with('+'))?;
            bytes.push(u8::from_str_radix(hex, 16).ok()?);
            rest = escape.get(3..)?;
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    Some(bytes)
}
