//! Reads tags: splits a line of tags, and decides which of them are ids.

/// The fewest and the most letters before the number of an id; `P-1` is a priority.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=40;

/// The longest id, in bytes: it precedes the number of every scenario of its feature.
const MAX_ID: usize = 80;

/// Words that name a criterion or requirement.
const WORDS: [&str; 14] = [
    "ac",
    "br",
    "criterion",
    "fr",
    "nfr",
    "req",
    "requirement",
    "rq",
    "sc",
    "scenario",
    "story",
    "tc",
    "uc",
    "us",
];

/// Returns the tags of a line, without their `@`, and whether one of them has a space in it, which
/// is not allowed. Skips a comment after the tags.
pub(super) fn tags(line: &str) -> (Vec<&str>, bool) {
    let line = line.split(" #").next().unwrap_or(line);
    let mut spaced = false;
    let tags = line.split('@').skip(1).filter_map(|tag| {
        let tag = tag.trim_matches(|c: char| c.is_whitespace() || c == '`');
        spaced |= tag.contains(char::is_whitespace);
        tag.split_whitespace().next()
    });
    let tags = tags.collect();
    (tags, spaced)
}

/// Returns whether a tag is shaped like an id: capitals, a hyphen and a number (`PAY-12`,
/// `TEST_PAY-7`), or a word that names a criterion and a number (`AC3`, `req-1.2`). `HTTP2` and
/// `sprint-3` are not ids.
pub(super) fn is_id(tag: &str) -> bool {
    let word = tag
        .bytes()
        .take_while(|b| b.is_ascii_alphabetic() || matches!(b, b'_' | b'-'))
        .count();
    let (word, number) = tag.split_at_checked(word).unwrap_or((tag, ""));
    let letters = word.trim_end_matches(['-', '_']);
    let divided = letters.len() < word.len();
    let capitals = !letters.bytes().any(|b| b.is_ascii_lowercase());
    let known = WORDS.iter().any(|word| word.eq_ignore_ascii_case(letters));
    let number = number
        .strip_suffix(|c: char| c.is_ascii_lowercase())
        .unwrap_or(number);
    tag.len() <= MAX_ID
        && LETTERS.contains(&letters.len())
        && (known || (divided && capitals))
        && letters.starts_with(|c: char| c.is_ascii_alphabetic())
        && number
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}
