//! Normalises the text whose digest decides whether a verdict lapses. Knows nothing of specs.

use pulldown_cmark::{Event, Options, Parser, Tag};

/// A word before the text while it is parsed, so that nothing in it can open a block.
const GUARD: &str = "x ";

/// The longest text that is searched for emphasis, in bytes: the parser holds up to a hundred times
/// as much.
const MAX_PARSED: usize = 64 << 10;

/// The number of rounds in which marks are removed, before every mark is: removing one pair can
/// make another pair of the rest (`*A **{*:x*{`), and each round parses the text again.
const ROUNDS: usize = 8;

/// Returns a criterion's text without what does not change its meaning: white space and wrapping
/// become single spaces, emphasis marks are removed (unless the text is longer than 64 KiB), a
/// ticked box becomes an empty one. Normalising a normalised text changes nothing.
pub fn normalise(text: &str) -> String {
    let (mut settled, mut is_settled) = unmarked(text);
    for _ in 1..ROUNDS {
        if is_settled {
            return settled;
        }
        (settled, is_settled) = unmarked(&settled);
    }
    if is_settled {
        settled
    } else {
        unmarked(&settled.replace(['*', '_'], "")).0
    }
}

/// Makes one round of [`normalise`]; returns the text, and whether there was no mark to remove, so
/// that another round would change nothing.
fn unmarked(text: &str) -> (String, bool) {
    let words = text.split_whitespace().map(|word| {
        if matches!(word, "[x]" | "[X]") {
            "[ ]"
        } else {
            word
        }
    });
    let mut line = String::with_capacity(GUARD.len() + text.len());
    line.push_str(GUARD.trim_end());
    for word in words {
        line.push(' ');
        line.push_str(word);
    }
    let mut marks = if line.len() <= MAX_PARSED && line.contains(['*', '_']) {
        bold_words(&line).unwrap_or_else(|| parsed_marks(&line))
    } else {
        Vec::new()
    };
    let mut at = GUARD.len().min(line.len());
    if marks.is_empty() {
        line.drain(..at);
        return (line, true);
    }
    marks.sort_unstable();
    let mut plain = String::with_capacity(line.len());
    for (start, width) in marks {
        plain.push_str(line.get(at..start).unwrap_or_default());
        at = at.max(start + width);
    }
    plain.push_str(line.get(at..).unwrap_or_default());
    (plain, false)
}

/// Returns the offset and the length of each mark of emphasis.
fn parsed_marks(line: &str) -> Vec<(usize, usize)> {
    let mut marks = Vec::new();
    for (event, span) in Parser::new_ext(line, Options::empty()).into_offset_iter() {
        let width = match event {
            Event::Start(Tag::Emphasis) => 1,
            Event::Start(Tag::Strong) => 2,
            _ => continue,
        };
        marks.push((span.start, width));
        marks.push((span.end.saturating_sub(width), width));
    }
    marks
}

/// Returns the marks of emphasis without a parser, if all are pairs of two asterisks around words,
/// each with a blank or the end outside and a letter or digit inside, so that the first of a pair
/// can only open and the second only close; `None` for any other line.
fn bold_words(line: &str) -> Option<Vec<(usize, usize)>> {
    if line.contains(['_', '`', '[', ']', '<', '>', '&', '\\']) {
        return None;
    }
    let is_inside = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let is_outside = |byte: Option<&u8>| byte.is_none_or(|byte| *byte == b' ');
    let bytes = line.as_bytes();
    let mut marks = Vec::new();
    let mut after = 0;
    for (at, _) in line.match_indices('*') {
        if at < after {
            continue;
        }
        after = at + 2;
        let (before, next) = (
            at.checked_sub(1).and_then(|at| bytes.get(at)),
            bytes.get(after),
        );
        let (inner, outer) = if marks.len() % 2 == 0 {
            (next, before)
        } else {
            (before, next)
        };
        if bytes.get(at + 1) != Some(&b'*') || !is_inside(inner) || !is_outside(outer) {
            return None;
        }
        marks.push((at, 2));
    }
    (marks.len() % 2 == 0).then_some(marks)
}
