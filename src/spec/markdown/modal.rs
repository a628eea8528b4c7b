//! Recognises words that say how binding a sentence is (RFC 2119:
//! <https://www.rfc-editor.org/rfc/rfc2119>), in capitals as specs write them. Knows nothing of
//! lists.

use std::sync::LazyLock;

use crate::spec::fixed::{FixedMap, FixedSet};

use super::cut;

/// The part of a text that is searched for a word, in bytes.
const REACH: usize = 600;

/// The force of a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Force {
    Must,
    May,
}

/// Words of obligation, by language; in scripts without capitals they are written as usual.
const MUST: [&str; 18] = [
    "MUST|SHALL|SHOULD",
    "MUSS|MÜSSEN|MUESSEN|SOLL|SOLLEN|SOLLTE|SOLLTEN|DARF|DÜRFEN",
    "DOIT|DOIVENT|DEVRA|DEVRONT|DEVRAIT|DEVRAIENT",
    "DEBE|DEBEN|DEBERÁ|DEBERÁN|DEBERÍA|DEBERÍAN",
    "DEVE|DEVEM|DEVERÁ|DEVERÃO|DEVERIA|DEVERIAM",
    "DEVONO|DOVRÀ|DOVRANNO|DOVREBBE|DOVREBBERO",
    "MOET|MOETEN|DIENT|DIENEN|ZAL|ZULLEN",
    "MUSI|MUSZĄ|POWINIEN|POWINNA|POWINNO|POWINNY|NALEŻY",
    "MUSÍ|MUSEJÍ|NESMÍ|NESMĚJÍ",
    "ДОЛЖЕН|ДОЛЖНА|ДОЛЖНО|ДОЛЖНЫ|ОБЯЗАН|ОБЯЗАНА|ОБЯЗАНО|ОБЯЗАНЫ|СЛЕДУЕТ|НЕОБХОДИМО",
    "ПОВИНЕН|ПОВИННА|ПОВИННО|ПОВИННІ|МУСИТЬ|МУСЯТЬ|СЛІД|НЕОБХІДНО",
    "ZORUNDADIR|GEREKİR|GEREKMEKTEDİR|MALIDIR|MELİDİR",
    "SKA|SKALL|MÅSTE|BÖR",
    "SKAL|BØR",
    "TÄYTYY|PITÄÄ|TULEE|TULISI",
    "PHẢI",
    "يجب|ينبغي|يتعين",
    "חייב|חייבת|חייבים|חייבות",
];

/// Words of permission or recommendation, by language.
const MAY: [&str; 14] = [
    "MAY|REQUIRED|RECOMMENDED|OPTIONAL",
    "KANN|KÖNNEN",
    "PEUT|PEUVENT",
    "PUEDE|PUEDEN",
    "PODE|PODEM",
    "PUÒ|POSSONO",
    "MAG|MOGEN",
    "MOŻE|MOGĄ",
    "MŮŽE|MOHOU",
    "МОЖЕТ|МОГУТ",
    "МОЖЕ|МОЖУТЬ",
    "FÅR",
    "VOI|VOIVAT|SAA|SAAVAT",
    "NÊN",
];

/// Words in small letters that are rarely anything but an obligation.
const SMALL: [&str; 21] = [
    "must|shall",
    "muss|müssen|soll|sollen",
    "doit|doivent|devra|devront",
    "debe|deben|deberá|deberán",
    "deve|devem|deverá|deverão",
    "devono|dovrà|dovranno",
    "moet|moeten",
    "musi|muszą|powinien|powinna|powinno|powinny|należy",
    "musí|musejí|nesmí|nesmějí",
    "должен|должна|должно|должны|обязан|обязана|обязано|обязаны|следует|необходимо|обязательно",
    "повинен|повинна|повинно|повинні|мусить|мусять|слід|необхідно",
    "zorundadır|gerekir|gerekmektedir",
    "ska|skall|måste",
    "skal",
    "täytyy|pitää",
    "phải",
    "يجب|ينبغي|يتعين",
    "חייב|חייבת|חייבים|חייבות",
    "kell|kötelező",
    "trebuie",
    "πρέπει|οφείλει",
];

/// Endings of words of obligation, in languages that put it there.
const SMALL_ENDS: [&str; 2] = ["malıdır", "melidir"];

/// The fewest words of a sentence.
const MIN_WORDS: usize = 4;

/// Words of obligation in scripts that need no space around them.
const GLUED_MUST: [&str; 14] = [
    "必须",
    "必須",
    "不得",
    "应当",
    "應當",
    "系统应",
    "系統應",
    "なければならない",
    "なければなりません",
    "てはならない",
    "ものとする",
    "해야",
    "야 한다",
    "야 합니다",
];

/// Words of permission or recommendation in such scripts.
const GLUED_MAY: [&str; 8] = [
    "禁止",
    "应该",
    "應該",
    "可以",
    "してもよい",
    "べきである",
    "할 수 있다",
    "할 수 있어야",
];

/// Returns whether a text has a binding word near its start.
pub(in crate::spec) fn is_binding(text: &str) -> bool {
    let start = start(text);
    words(start).next().is_some() || has_glued(start, &GLUED_MUST) || has_glued(start, &GLUED_MAY)
}

/// Returns whether a text has a binding word near its start, in capitals or small letters.
pub(in crate::spec) fn is_binding_in_any_case(text: &str) -> bool {
    let start = start(text);
    words(&start.to_uppercase()).next().is_some()
        || has_glued(start, &GLUED_MUST)
        || has_glued(start, &GLUED_MAY)
}

/// Returns whether a text states an obligation: by a word in capitals, or `shall` in any case,
/// which is rarely used for anything else.
pub(in crate::spec) fn obliges(text: &str) -> bool {
    let start = start(text);
    words(start).any(|force| force == Force::Must)
        || start
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| word == "shall")
        || has_glued(start, &GLUED_MUST)
}

/// Returns whether a text states an obligation in capitals or small letters; small letters count
/// only in a sentence that is not a question.
pub(in crate::spec) fn says_must(text: &str) -> bool {
    obliges(text) || {
        let start = start(text);
        has_small(start)
            && start.split_whitespace().nth(MIN_WORDS - 1).is_some()
            && !start
                .trim_end_matches(['*', '_', '"', ' ', '\n'])
                .ends_with(['?', '？'])
    }
}

/// Returns whether a text says what must or may be, or what will be:
/// `The levels will be loaded from a file`.
pub(in crate::spec) fn binds_or_foretells(text: &str) -> bool {
    is_binding_in_any_case(text)
        || start(text)
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| word == "will")
}

fn has_small(text: &str) -> bool {
    static WORDS: LazyLock<FixedSet<&str>> =
        LazyLock::new(|| SMALL.iter().flat_map(|row| row.split('|')).collect());
    let mut words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 2);
    let begins = || begins_sentence(text).is_some_and(|word| WORDS.contains(word.as_str()));
    words.any(|word| {
        WORDS.contains(word) || (word.len() > 7 && SMALL_ENDS.iter().any(|end| word.ends_with(end)))
    }) || begins()
}

/// The word in lower case that a sentence begins with, if the one after it is in small letters.
fn begins_sentence(text: &str) -> Option<String> {
    let (first, rest) = text.split_once(' ')?;
    let may_be = first.starts_with(char::is_uppercase)
        && first.len() <= 32
        && rest.starts_with(char::is_lowercase)
        && first.chars().all(char::is_alphabetic);
    may_be.then(|| first.to_lowercase())
}

/// Returns whether a text has one of these words; checks first for the scripts' bytes, which most
/// texts lack.
fn has_glued(text: &str, words: &[&str]) -> bool {
    let is_of_script = |byte: &u8| (0xe3..=0xed).contains(byte);
    text.as_bytes().iter().any(is_of_script) && words.iter().any(|word| text.contains(word))
}

/// Lists the force of each binding word in capitals.
fn words(text: &str) -> impl Iterator<Item = Force> {
    static WORDS: LazyLock<FixedMap<&str, Force>> = LazyLock::new(|| {
        let with = |rows: &[&'static str], force| {
            rows.iter()
                .flat_map(|row| row.split('|'))
                .map(move |word| (word, force))
                .collect::<Vec<_>>()
        };
        with(&MAY, Force::May)
            .into_iter()
            .chain(with(&MUST, Force::Must))
            .collect()
    });
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| word.len() > 2 && !word.starts_with(char::is_lowercase))
        .filter_map(|word| WORDS.get(word).copied())
}

fn start(text: &str) -> &str {
    let mut end = text.len().min(REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    cut(text, end).0
}
