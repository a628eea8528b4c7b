//! Rejoins paragraphs that the author wrapped at some width, so that we can wrap them at ours.
//!
//! Only changes line ends to blanks, so that every other byte keeps its offset.

use super::wrap::marker;

/// Minimum length in bytes, including the next word, for a line to count as wrapped for its width.
/// Messages are wrapped at 72 by custom, some at 65 or 70; a shorter line was ended on purpose.
const BROKEN_AT: usize = 62;

/// Replaces line ends inside paragraphs by blanks. Lists, quotations, headings, tables, trailers,
/// indented lines and fenced blocks keep theirs.
pub fn rejoin(text: &[u8]) -> Vec<u8> {
    let mut joined = Vec::with_capacity(text.len());
    let mut lines = text.split_inclusive(|byte| *byte == b'\n').peekable();
    let mut is_fenced = false;
    while let Some(line) = lines.next() {
        is_fenced ^= line.starts_with(b"```");
        let goes_on = lines.peek().is_some_and(|next| is_broken(line, next));
        match line.strip_suffix(b"\n") {
            Some(line) if goes_on && !is_fenced => {
                joined.extend_from_slice(line);
                joined.push(b' ');
            }
            _ => joined.extend_from_slice(line),
        }
    }
    joined
}

/// Whether two lines belong to one paragraph, and the first ended for want of room.
fn is_broken(line: &[u8], next: &[u8]) -> bool {
    let word = next
        .split(u8::is_ascii_whitespace)
        .next()
        .unwrap_or_default();
    let room = line.trim_ascii_end().len() + 1 + word.len();
    room > BROKEN_AT && !line.ends_with(b"\r\n") && is_prose(line) && is_prose(next)
}

/// Whether a line is running text that begins at the margin.
fn is_prose(line: &[u8]) -> bool {
    let begins = line.first().is_some_and(|first| {
        first.is_ascii_alphanumeric() || !first.is_ascii() || b"\"'`(*_[".contains(first)
    });
    begins
        && marker(&String::from_utf8_lossy(line)) == 0
        && !line.starts_with(b"```")
        && !is_trailer(line)
}

/// Whether a line is a trailer such as `Signed-off-by: …`: a word at the margin, a colon, a blank.
fn is_trailer(line: &[u8]) -> bool {
    let key = line
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-')
        .count();
    key > 0 && line[key..].starts_with(b": ")
}
