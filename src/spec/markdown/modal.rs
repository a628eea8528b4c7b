//! Words that say how binding a sentence is (RFC 2119: <https://www.rfc-editor.org/rfc/rfc2119>), in
//! capitals or in bold as specs write them. Knows nothing of lists.

use super::cut;

/// How far into a text the word is looked for, in bytes.
const REACH: usize = 600;

/// In capitals. Besides English: Portuguese and Spanish, French, German, Italian, Russian.
const WORDS: [&str; 40] = [
    "MUST",
    "SHALL",
    "SHOULD",
    "MAY",
    "REQUIRED",
    "RECOMMENDED",
    "OPTIONAL",
    "DEVE",
    "DEVEM",
    "DEVERÁ",
    "PODE",
    "PODEM",
    "DEBE",
    "DEBEN",
    "DEBERÁ",
    "DEBERÍA",
    "PUEDE",
    "PUEDEN",
    "DOIT",
    "DOIVENT",
    "DEVRAIT",
    "PEUT",
    "PEUVENT",
    "MUSS",
    "MÜSSEN",
    "SOLL",
    "SOLLTE",
    "SOLLTEN",
    "DARF",
    "KANN",
    "KÖNNEN",
    "DEVONO",
    "DOVREBBE",
    "PUÒ",
    "POSSONO",
    "ДОЛЖЕН",
    "ДОЛЖНА",
    "ДОЛЖНЫ",
    "СЛЕДУЕТ",
    "МОЖЕТ",
];

/// In scripts without capitals, where they need no space around them.
const GLUED: [&str; 10] =
    ["必须", "必須", "不得", "禁止", "应当", "应该", "可以", "しなければならない", "してもよい", "해야"];

/// Whether a text has such a word near its start.
pub(in crate::spec) fn is_binding(text: &str) -> bool {
    has_word(start(text))
}

/// The same for texts that write the words as any other.
pub(in crate::spec) fn is_binding_in_any_case(text: &str) -> bool {
    has_word(&start(text).to_uppercase())
}

fn has_word(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word))
        || GLUED.iter().any(|word| text.contains(word))
}

fn start(text: &str) -> &str {
    let mut end = text.len().min(REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    cut(text, end).0
}

/// Whether a text says what must be: a word that obliges, in capitals, or `shall` in any case, which few texts use
/// for anything else.
pub(in crate::spec) fn obliges(text: &str) -> bool {
    const WEAK: [&str; 14] = [
        "REQUIRED",
        "RECOMMENDED",
        "MAY",
        "OPTIONAL",
        "PODE",
        "PODEM",
        "PUEDE",
        "PUEDEN",
        "PEUT",
        "PEUVENT",
        "KANN",
        "KÖNNEN",
        "PUÒ",
        "МОЖЕТ",
    ];
    let start = start(text);
    let obliges = |word: &str| WORDS.contains(&word) && !WEAK.contains(&word);
    start.split(|c: char| !c.is_alphanumeric()).any(|word| obliges(word) || word == "shall")
        || ["必须", "必須", "不得", "应当", "しなければならない", "해야"]
            .iter()
            .any(|word| text.contains(word))
}
