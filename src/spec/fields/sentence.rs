//! Decides whether a field holds words or a value, which distinguishes requirements from other
//! data. Knows nothing of languages.

/// The part of a text that is examined, in characters or words.
const REACH: usize = 400;

/// Returns whether a text has more than one word, or more than three letters of a script without
/// spaces.
pub(in crate::spec) fn is_worded(text: &str) -> bool {
    let words = text.split_whitespace().take(REACH);
    let words = words.filter(|word| word.chars().filter(|c| c.is_alphabetic()).take(2).count() > 1);
    words.take(2).count() > 1
        || text
            .chars()
            .take(REACH)
            .filter(|c| is_wide(*c))
            .take(4)
            .count()
            > 3
}

/// Counts the letters of a text; those of scripts without spaces count double.
pub(in crate::spec) fn letters(text: &str) -> usize {
    text.chars()
        .take(REACH)
        .map(|c| {
            if c.is_alphabetic() {
                1 + usize::from(is_wide(c))
            } else {
                0
            }
        })
        .sum()
}

/// Returns whether a letter belongs to a script without spaces between words.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0e7f}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}')
}
