//! Whether a field holds words or a value: the look that tells requirements from other data.
//! Knows nothing of languages.

/// How much of a text is looked at, in characters.
const REACH: usize = 400;

/// Whether a text is of more than one word.
pub(in crate::spec) fn is_worded(text: &str) -> bool {
    let words = text.split_whitespace().take(REACH);
    let words = words.filter(|word| word.chars().filter(|c| c.is_alphabetic()).take(2).count() > 1);
    words.take(2).count() > 1 || text.chars().take(REACH).filter(|c| is_wide(*c)).take(4).count() > 3
}

/// How many letters a text has, those of scripts without spaces counting double.
pub(in crate::spec) fn letters(text: &str) -> usize {
    text.chars().take(REACH).map(|c| if c.is_alphabetic() { 1 + usize::from(is_wide(c)) } else { 0 }).sum()
}

/// Whether a letter belongs to a script that puts no space between words.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0e7f}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}')
}
