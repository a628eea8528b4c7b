//! Splits a criterion's text into words, in any script. Knows nothing of their weights.

/// Number of letters of a word that count: enough to unify the forms of a word in most languages.
const STEM: usize = 6;

/// Maximum number of words looked at in one criterion.
pub(super) const MAX_WORDS: usize = 4_000;

/// Stems of words that mean little in any spec.
const LIGHT: &[&str] = &[
    "a", "an", "and", "any", "are", "as", "at", "be", "been", "by", "for", "from", "given", "has",
    "have", "if", "in", "into", "is", "it", "its", "must", "of", "on", "or", "shall", "should",
    "so", "system", "that", "the", "their", "then", "there", "they", "this", "to", "user", "when",
    "where", "which", "while", "will", "with", "das", "dem", "den", "der", "des", "die", "ein",
    "eine", "im", "ist", "mit", "muss", "oder", "und", "wenn", "wird", "zu", "al", "con", "cuando",
    "debe", "del", "el", "en", "la", "las", "los", "para", "por", "que", "se", "un", "una", "y",
    "o", "ao", "com", "da", "de", "deve", "do", "e", "em", "os", "quando", "um", "uma", "au",
    "aux", "doit", "du", "est", "et", "le", "les", "ou", "une", "в", "и", "на", "по", "с", "при",
    "к",
];

/// Calls `each` with every word, and whether it is in code. A word is a stem in lower case, a
/// number as written, or a pair of characters where a script has no blanks. White space, emphasis
/// and punctuation do not count.
pub(super) fn each(text: &str, mut each: impl FnMut(&str, bool)) {
    let mut is_code = false;
    let mut word = String::new();
    let mut letters = 0;
    let mut before: Option<char> = None;
    let mut chars = text.chars().flat_map(char::to_lowercase).peekable();
    let mut left = MAX_WORDS;
    while let Some(char) = chars.next() {
        if left == 0 {
            return;
        }
        let is_dense = is_dense(char);
        // `99.9` is one number.
        let joins = matches!(char, '.' | ',') && word.ends_with(|c: char| c.is_ascii_digit());
        let joins = joins && chars.peek().is_some_and(char::is_ascii_digit);
        if (char.is_alphanumeric() && !is_dense) || joins {
            let is_number = word.starts_with(|c: char| c.is_numeric())
                || (word.is_empty() && char.is_numeric());
            if letters < STEM || is_number {
                word.push(char);
            }
            letters += 1;
            before = None;
            continue;
        }
        if !word.is_empty() {
            each(&word, is_code);
            left -= 1;
            word.clear();
        }
        is_code ^= char == '`';
        letters = 0;
        if is_dense {
            let mut pair = String::new();
            pair.extend(before);
            pair.push(char);
            let is_alone =
                before.is_none() && !chars.peek().is_some_and(|next| self::is_dense(*next));
            if before.is_some() || is_alone {
                each(&pair, is_code);
                left -= 1;
            }
        }
        before = is_dense.then_some(char);
    }
    if !word.is_empty() && left > 0 {
        each(&word, is_code);
    }
}

/// Words that separate a case (condition) from its outcome, in requirements and scenarios.
const TURNS: &[&str] = &[
    "then",
    "shall",
    "must",
    "should",
    "dann",
    "muss",
    "soll",
    "entonces",
    "debe",
    "deberá",
    "então",
    "deve",
    "alors",
    "doit",
    "тогда",
    "должен",
    "должна",
    "должны",
];

/// Returns the case (condition) in a text: the part before the first word such as THEN or SHALL.
/// `None` where there is no such word, or nothing before it.
pub(super) fn case(text: &str) -> Option<&str> {
    let mut start = 0;
    for word in text.split(|char: char| !char.is_alphabetic()) {
        // The pieces lie in the text one after the other.
        let at = start;
        start = at
            + word.len()
            + text
                .get(at + word.len()..)?
                .chars()
                .next()
                .map_or(0, char::len_utf8);
        if (4..=16).contains(&word.len()) && TURNS.contains(&word.to_lowercase().as_str()) {
            return text.get(..at).filter(|case| !case.trim().is_empty());
        }
    }
    None
}

/// First words of a note in the place of a removed criterion.
const REMOVED: &[&str] = &[
    "removed",
    "deleted",
    "dropped",
    "withdrawn",
    "superseded",
    "obsolete",
    "deprecated",
    "entfernt",
    "gestrichen",
    "entfällt",
    "eliminado",
    "eliminada",
    "removido",
    "removida",
    "supprimé",
    "supprimée",
    "удалено",
    "удалён",
    "已移除",
    "已删除",
    "已刪除",
    "已废弃",
    "已廢棄",
    "废弃",
    "廢止",
    "削除",
    "廃止",
    "삭제",
];

/// Whether a text only says that a criterion was removed: it begins with such words, in brackets or
/// before punctuation, or all of it is struck out.
pub(super) fn says_removed(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 4 && text.starts_with("~~") && text.ends_with("~~") {
        return true;
    }
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_bracketed = text.len() > bare.len();
    let start: String = bare.chars().take(16).flat_map(char::to_lowercase).collect();
    REMOVED.iter().any(|word| {
        let rest = start.strip_prefix(word).map(str::trim_start);
        rest.is_some_and(|rest| is_bracketed || !rest.starts_with(char::is_alphanumeric))
    })
}

/// Whether a script is written without blanks between words, or with endings that replace them.
pub(super) fn is_dense(char: char) -> bool {
    matches!(char,
        '\u{0e01}'..='\u{0e4e}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}')
}

/// Returns a word's weight in any spec, from 0 to 1.
pub(super) fn base(word: &str) -> f32 {
    if LIGHT.contains(&word) { 0.12 } else { 1.0 }
}
