//! Classifies a line of plain text by its beginning. Knows nothing of the lines around it.

use super::super::ids;
use crate::spec::markdown::modal;

/// The longest heading, in bytes.
const MAX_HEADING: usize = 90;
/// The fewest letters of a heading in capitals.
const MIN_CAPITALS: usize = 4;
/// The most parts of a number.
const MAX_PARTS: usize = 8;

/// Returns the number at the start of a line, such as `3.1.2`, and the text after it.
pub(super) fn numbered(content: &str) -> Option<(&str, &str)> {
    let length = content
        .bytes()
        .take(30)
        .take_while(|byte| byte.is_ascii_digit() || *byte == b'.')
        .count();
    let (number, rest) = content.split_at_checked(length)?;
    let bare = number.strip_suffix('.').unwrap_or(number);
    let mut parts = bare.split('.');
    let is_number = |part: &str| {
        (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let fits = parts.clone().count() <= MAX_PARTS && parts.all(is_number);
    let text = rest.trim_start();
    // `3.5 seconds` is a measure: numbered text begins with a capital, a quote, or a script without
    // capitals.
    let begins = text
        .chars()
        .next()
        .is_some_and(|c| !c.is_lowercase() && !c.is_ascii_digit() && !"%,;<>=/*+)".contains(c));
    (fits && !bare.is_empty() && text.len() < rest.len() && begins).then_some((bare, text))
}

/// Returns the depth of a number: 1 for `3`.
pub(super) fn depth(number: &str) -> usize {
    number.split('.').count()
}

/// Returns whether the text after a number is a heading: short, not a sentence, and without an
/// obligation.
pub(super) fn is_heading(text: &str) -> bool {
    text.len() <= MAX_HEADING && !text.ends_with(['.', ';', '。', ',']) && !obliges(text)
}

/// Splits the id in brackets off the end of a heading: `3.1 Login (FR-001)`.
pub(super) fn titled(content: &str) -> (&str, Option<&str>) {
    let found = content
        .strip_suffix([')', ']'])
        .and_then(|inner| inner.rsplit_once(['(', '[']));
    match found.filter(|(_, id)| ids::is_id(id)) {
        Some((title, id)) => (title.trim_end(), Some(id)),
        None => (content, None),
    }
}

/// Returns whether a text states an obligation, in capitals or small letters.
pub(super) fn obliges(text: &str) -> bool {
    modal::obliges(text)
        || text
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| matches!(word, "must" | "muss" | "soll"))
}

/// Returns whether a line is a heading in capitals.
pub(super) fn is_in_capitals(content: &str) -> bool {
    let letters = content.chars().filter(|c| c.is_alphabetic()).count();
    letters >= MIN_CAPITALS
        && content.len() <= MAX_HEADING
        && !content.ends_with(['.', ';', ','])
        && content.chars().all(|c| !c.is_lowercase())
        && content.chars().any(char::is_uppercase)
        && !content.contains(['|', '_', '='])
        && !content.chars().any(|c| c.is_ascii_digit())
}

/// Returns the id that a line begins with, and the text after it: `REQ-1: text`, `[REQ-1] text`,
/// `REQ-1  text`.
pub(super) fn id(content: &str) -> Option<(&str, &str)> {
    let inner = content.trim_start_matches(['[', '(', '<', '{']);
    let brackets = content.len() - inner.len();
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let end = inner.find(|c| !fits(c)).unwrap_or(inner.len());
    let (word, rest) = inner.split_at_checked(end)?;
    let word = word.trim_end_matches(['.', '-', '_']);
    let after = rest.trim_start_matches([']', ')', '>', '}', ':', '.', '-', '–', '—', ' ', '\t']);
    let gap = rest.len() - after.len();
    let is_marked = brackets > 0 || gap > 1 || rest.starts_with([':', '\t']) || rest.is_empty();
    let has_letters =
        word.bytes().take_while(u8::is_ascii_alphabetic).count() >= 1 && word.len() >= 3;
    (brackets <= 1 && is_marked && has_letters && ids::is_id(word)).then_some((word, after))
}

/// Returns whether a line belongs to a table of contents, or to the header or footer of a printed
/// page.
pub(super) fn is_of_print(content: &str) -> bool {
    let is_contents =
        (content.contains("....") || content.contains(". . . ") || content.contains("…………"))
            && content.ends_with(|c: char| c.is_ascii_digit() || "ivx".contains(c));
    let is_foot = content.contains("[Page ") && content.ends_with(']');
    is_contents || is_foot || content == "\u{c}"
}

/// Returns the length of the bullet that a line begins with and the blanks after it, in bytes.
pub(super) fn bullet(content: &str) -> Option<usize> {
    let first = content.chars().next()?;
    let is_bullet = matches!(
        first,
        '-' | '*' | '+' | '•' | '·' | '▪' | '◦' | '‣' | '–' | '—' | '●' | '○' | '➢' | '✓'
    );
    let is_letter = first == 'o' && content.starts_with("o ");
    let rest = content.get(first.len_utf8()..)?;
    let blanks = rest.len() - rest.trim_start().len();
    ((is_bullet || is_letter) && blanks > 0 && blanks < rest.len())
        .then_some(first.len_utf8() + blanks)
}

/// Returns the box that a line begins with, as Markdown, and the text after it.
pub(super) fn boxed(content: &str) -> Option<(&'static str, &str)> {
    let marks = [
        ("[ ]", "[ ]"),
        ("[]", "[ ]"),
        ("[x]", "[x]"),
        ("[X]", "[x]"),
        ("☐", "[ ]"),
        ("☑", "[x]"),
        ("☒", "[x]"),
        ("□", "[ ]"),
    ];
    let (mark, written) = marks
        .into_iter()
        .find(|(mark, _)| content.starts_with(mark))?;
    let rest = content.get(mark.len()..)?;
    rest.starts_with([' ', '\t'])
        .then(|| (written, rest.trim_start()))
}
