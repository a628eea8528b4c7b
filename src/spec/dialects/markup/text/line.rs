//! What a line of plain text is, going by how it begins. Knows nothing of the lines around it.

use super::super::ids;
use crate::spec::markdown::modal;

/// The longest heading, in bytes.
const MAX_HEADING: usize = 90;
/// The fewest letters of a heading in capitals.
const MIN_CAPITALS: usize = 4;
/// The most parts of a number.
const MAX_PARTS: usize = 8;

/// `3.1.2` and what follows it on the line.
pub(super) fn numbered(content: &str) -> Option<(&str, &str)> {
    let length = content.bytes().take(30).take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let (number, rest) = content.split_at_checked(length)?;
    let bare = number.strip_suffix('.').unwrap_or(number);
    let mut parts = bare.split('.');
    let is_number =
        |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = parts.clone().count() <= MAX_PARTS && parts.all(is_number);
    let text = rest.trim_start();
    // `3.5 seconds` is a measure: what is numbered begins with a capital, a quote, or a script without capitals.
    let begins = text
        .chars()
        .next()
        .is_some_and(|c| !c.is_lowercase() && !c.is_ascii_digit() && !"%,;<>=/*+)".contains(c));
    (fits && !bare.is_empty() && text.len() < rest.len() && begins).then_some((bare, text))
}

/// How deep a number is: 1 for `3`.
pub(super) fn depth(number: &str) -> usize {
    number.split('.').count()
}

/// Whether what stands behind a number is a heading: short, no sentence, and nothing that must be.
pub(super) fn is_heading(text: &str) -> bool {
    text.len() <= MAX_HEADING && !text.ends_with(['.', ';', '。', ',']) && !obliges(text)
}

/// A heading without the id in brackets at its end, and the id: `3.1 Login (FR-001)`.
pub(super) fn titled(content: &str) -> (&str, Option<&str>) {
    let found = content.strip_suffix([')', ']']).and_then(|inner| inner.rsplit_once(['(', '[']));
    match found.filter(|(_, id)| ids::is_id(id)) {
        Some((title, id)) => (title.trim_end(), Some(id)),
        None => (content, None),
    }
}

/// Whether a text says what must be, in any case.
pub(super) fn obliges(text: &str) -> bool {
    modal::obliges(text)
        || text.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "must" | "muss" | "soll"))
}

/// Whether a line is a heading in capitals.
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

/// The id that a line begins with, and what follows it: `REQ-1: text`, `[REQ-1] text`, `REQ-1  text`.
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
    let has_letters = word.bytes().take_while(u8::is_ascii_alphabetic).count() >= 1 && word.len() >= 3;
    (brackets <= 1 && is_marked && has_letters && ids::is_id(word)).then_some((word, after))
}

/// Whether a line is of a table of contents, or the head or foot of a printed page.
pub(super) fn is_of_print(content: &str) -> bool {
    let is_contents = (content.contains("....") || content.contains(". . . ") || content.contains("…………"))
        && content.ends_with(|c: char| c.is_ascii_digit() || "ivx".contains(c));
    let is_foot = content.contains("[Page ") && content.ends_with(']');
    is_contents || is_foot || content == "\u{c}"
}

/// The bullet a line begins with, in bytes with the blanks after it.
pub(super) fn bullet(content: &str) -> Option<usize> {
    let first = content.chars().next()?;
    let is_bullet =
        matches!(first, '-' | '*' | '+' | '•' | '·' | '▪' | '◦' | '‣' | '–' | '—' | '●' | '○' | '➢' | '✓');
    let is_letter = first == 'o' && content.starts_with("o ");
    let rest = content.get(first.len_utf8()..)?;
    let blanks = rest.len() - rest.trim_start().len();
    ((is_bullet || is_letter) && blanks > 0 && blanks < rest.len()).then_some(first.len_utf8() + blanks)
}

/// The box that a line begins with as Markdown's, and what follows it.
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
    let (mark, written) = marks.into_iter().find(|(mark, _)| content.starts_with(mark))?;
    let rest = content.get(mark.len()..)?;
    rest.starts_with([' ', '\t']).then(|| (written, rest.trim_start()))
}
