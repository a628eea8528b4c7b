//! Classifies a paragraph by its form: a sentence, a definition, a link, or a placeholder. Knows
//! nothing of its position.

use crate::spec::markdown::modal;

/// The part of a paragraph that is examined, in bytes.
const REACH: usize = 600;
/// The fewest letters of a sentence; those of scripts without spaces count double.
const MIN_LETTERS: usize = 12;

/// The longest sentence that only points to another document, in bytes.
const MAX_POINTER: usize = 240;
/// Phrases of such sentences.
const POINTERS: [&str; 7] = [
    " described in ",
    " listed in ",
    " defined in ",
    " documented in ",
    ") lists ",
    ") describes ",
    ") defines ",
];

/// What stands where nothing is written yet, in lower case and without marks around it.
const UNWRITTEN: [&str; 36] = [
    "",
    "-",
    "–",
    "—",
    "?",
    "…",
    "...",
    "tbd",
    "tba",
    "tbc",
    "tbd.",
    "todo",
    "n/a",
    "na",
    "none",
    "xxx",
    "wip",
    "fixme",
    "未定",
    "待定",
    "なし",
    "无",
    "to be determined",
    "to be defined",
    "to be decided",
    "to be specified",
    "to be done",
    "to be written",
    "noch offen",
    "à définir",
    "por definir",
    "a definir",
    "da definire",
    "do ustalenia",
    "待补充",
    "미정",
];

/// The longest text that may be a placeholder, in bytes, with a margin for letters that become
/// shorter in lower case.
const LONGEST_UNWRITTEN: usize = 24;

/// Returns whether a text is empty or a placeholder.
pub(super) fn is_unwritten(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "*_`()[]<>".contains(c));
    let is_known = || UNWRITTEN.contains(&bare.to_lowercase().as_str());
    bare.trim_matches(['_', '-', '.', '?']).is_empty()
        || (bare.len() <= LONGEST_UNWRITTEN && is_known())
}

/// Returns whether a paragraph is a sentence that states something: not a heading, a question, or a
/// lead-in.
pub(super) fn is_sentence(text: &str) -> bool {
    let text = clip(text.trim());
    let bare = text.trim_end_matches(|c: char| c.is_whitespace() || "*_`\"')）」".contains(c));
    let words = bare.split_whitespace().count();
    let ends = bare.ends_with(['.', '。', '!', '！', ';', '．', '।', '؟', '。']);
    let is_long =
        letters(bare) >= MIN_LETTERS && (ends || words >= 4 || letters(bare) >= 4 * MIN_LETTERS);
    is_long && !bare.ends_with([':', '：', '?', '？']) && !is_unwritten(bare) && !is_link(bare)
}

/// Returns whether a paragraph is a term and its definition: `Term`, then `: Meaning` on the next
/// line.
pub(super) fn is_definition(text: &str) -> bool {
    let mut lines = clip(text).lines();
    lines.next().is_some_and(|term| !term.trim().is_empty())
        && lines.next().is_some_and(|line| definition(line).is_some())
}

/// Returns a text without the colons before the definitions in it.
pub(super) fn without_definition_marks(text: &str) -> String {
    if !text.contains("\n:") && !text.starts_with(": ") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(definition(line).unwrap_or(line));
    }
    out
}

fn definition(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix(':')?;
    rest.starts_with([' ', '\t']).then(|| rest.trim_start())
}

/// Returns whether a text is one link and nothing else.
fn is_link(text: &str) -> bool {
    let is_address = text.starts_with("http") && !text.contains(char::is_whitespace);
    is_address || (text.starts_with('[') && text.ends_with(')') && text.matches("](").count() == 1)
}

/// Returns whether a text only points to another document: one short sentence with a link, or that
/// ends in "document".
pub(super) fn points_elsewhere(text: &str) -> bool {
    let text = text.trim();
    if text.len() > MAX_POINTER || modal::is_binding_in_any_case(text) {
        return false;
    }
    let plain = text.replace('\n', " ");
    let plain = plain.trim_end_matches('.');
    let is_linked = plain.matches("](").count() == 1 && !plain.contains("](#");
    let is_document = || plain.ends_with(" document");
    (is_linked || is_document())
        && !plain.contains(". ")
        && POINTERS.iter().any(|words| plain.contains(words))
}

/// Counts letters and digits; those of scripts without spaces count double.
pub(super) fn letters(text: &str) -> usize {
    let wide = |c: char| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}');
    text.chars()
        .take(400)
        .map(|c| {
            if wide(c) {
                2
            } else {
                usize::from(c.is_alphanumeric())
            }
        })
        .sum()
}

/// Returns the part of a text that is examined.
fn clip(text: &str) -> &str {
    let mut end = text.len().min(REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}
