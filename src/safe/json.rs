//! Makes JSON safe for terminals.

use super::class::{CharClass, class};

/// Writes every character that acts on a terminal or hides as `\uXXXX`. Characters below a blank
/// are escaped already; all others are inside strings, so parsing gives the same values.
pub fn json(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if shows_itself(c) {
            escaped.push(c);
        } else {
            c.encode_utf16(&mut [0; 2])
                .iter()
                .for_each(|unit| escaped += &format!("\\u{unit:04x}"));
        }
    }
    escaped
}

fn shows_itself(c: char) -> bool {
    if c.is_ascii() {
        c != '\x7f'
    } else {
        !matches!(class(c), CharClass::StandIn(_))
    }
}
