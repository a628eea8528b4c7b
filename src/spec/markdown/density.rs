//! Limits the amount of markup that is given to the parser, which holds a node of some hundred
//! bytes for every mark and every line. Of the marks it only knows what they cost.

/// The most marks within a line that are left to the parser. They are enough for all of a text that
/// `Outline` keeps; marks further on only make a block longer.
const MAX_LINE_MARKS: usize = 400;
/// The most marks within a line up to which the end of a block of HTML is left to the parser.
const MAX_LINE_TAGS: usize = 10 * MAX_LINE_MARKS;
/// The most that the lines of a whole text may cost: as much as 100,000 criteria of two headings, a
/// sentence and two steps with words in bold each, or prose of 16 MiB with a mark every dozen
/// bytes. Each unit costs the reader about a hundred bytes.
const MAX_COST: usize = 1_800_000;

/// The replacement for a mark that is not left to the parser.
const PLAIN: u8 = b'.';

/// A text for the parser; every byte keeps its offset.
pub(super) struct Limited {
    /// The text, with marks far out in long lines made plain, and blank from [`Self::end`] on.
    pub(super) text: String,
    /// The offset of the first line that is not read.
    pub(super) end: Option<usize>,
}

/// Returns the text as far as it can be parsed; `None` when all of it can.
pub(super) fn limit(text: &str) -> Option<Limited> {
    let mut limited: Option<Vec<u8>> = None;
    let (mut start, mut total, mut after_blank) = (0, 0, true);
    for line in text
        .as_bytes()
        .split_inclusive(|byte| matches!(byte, b'\n' | b'\r'))
    {
        let (cost, is_long) = cost(line);
        // The line that opens a paragraph makes a block as well.
        total += cost + usize::from(after_blank && cost > 0);
        after_blank = cost == 0;
        if total > MAX_COST {
            let mut bytes = limited.unwrap_or_else(|| text.as_bytes().to_vec());
            let rest = bytes.get_mut(start..).unwrap_or_default();
            for byte in rest.iter_mut().filter(|byte| !byte.is_ascii_whitespace()) {
                *byte = b' ';
            }
            return Some(Limited {
                text: String::from_utf8(bytes).ok()?,
                end: Some(start),
            });
        }
        if is_long {
            let bytes = limited.get_or_insert_with(|| text.as_bytes().to_vec());
            flatten(bytes.get_mut(start..start + line.len()).unwrap_or_default());
        }
        start += line.len();
    }
    Some(Limited {
        text: String::from_utf8(limited?).ok()?,
        end: None,
    })
}

/// Returns whether a byte may be a mark anywhere in a line.
fn is_mark(byte: u8) -> bool {
    matches!(byte, b'*' | b'_' | b'[' | b']' | b'<' | b'&' | b'\\' | b'`')
}

/// Returns whether the next byte, if there is one, makes the mark before it that of an item, or of
/// a table's second row.
fn ends_mark(byte: Option<&u8>) -> bool {
    byte.is_none_or(|byte| byte.is_ascii_whitespace() || *byte == b'|')
}

/// Returns the cost of a line, in nodes, and whether it has too many marks.
fn cost(line: &[u8]) -> (usize, bool) {
    let blank = line
        .iter()
        .take_while(|byte| byte.is_ascii_whitespace())
        .count();
    if blank == line.len() {
        return (0, false);
    }
    let (mut cost, mut marks, mut cells, mut opened) = (1, 0, 0, 0);
    let (mut leading, mut before) = (true, b' ');
    for (at, &byte) in line.iter().enumerate() {
        leading &= matches!(
            byte,
            b' ' | b'\t' | b'>' | b'#' | b'-' | b'+' | b'*' | b'.' | b')' | b'0'..=b'9'
        );
        match byte {
            // A run of these is one mark.
            b'*' | b'_' | b'`' | b'-' | b'+' | b'#' | b'>' | b'.' | b')' if byte == before => {}
            b'#' | b'>' if leading => cost += 1,
            // A nested item costs more than one after another; without a blank after the mark it is
            // not an item.
            b'*' | b'-' | b'+' | b'.' | b')' if leading && ends_mark(line.get(at + 1)) => {
                cost += if opened == 0 { 2 } else { 4 };
                opened += 1;
            }
            b'|' => cells += 1,
            _ => marks += usize::from(is_mark(byte)),
        }
        before = byte;
    }
    cost += marks.min(MAX_LINE_MARKS) + cells / 2;
    (cost, marks > MAX_LINE_MARKS)
}

/// Makes the marks beyond the limit in a line plain.
fn flatten(line: &mut [u8]) {
    let mut marks = 0;
    for at in 0..line.len() {
        let Some((byte, after)) = line.get_mut(at..).and_then(<[u8]>::split_first_mut) else {
            return;
        };
        if !is_mark(*byte) {
            continue;
        }
        marks += 1;
        let is_end_of_html =
            *byte == b'<' && after.first() == Some(&b'/') && marks <= MAX_LINE_TAGS;
        if marks > MAX_LINE_MARKS && !is_end_of_html {
            *byte = PLAIN;
        }
    }
}
