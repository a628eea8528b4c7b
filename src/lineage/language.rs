//! Detects the language of some criteria, as far as script and function words tell. Knows nothing
//! of meaning.

use super::item::SpecVersion;

/// A language, or several that share a script and are not distinguished.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum TextLanguage {
    English,
    German,
    Spanish,
    Portuguese,
    French,
    Cyrillic,
    Japanese,
    Chinese,
    Korean,
}

/// Function words that occur in only one of these languages.
const SMALL: &[(TextLanguage, &[&str])] = &[
    (
        TextLanguage::English,
        &[
            "the", "of", "is", "are", "to", "and", "must", "shall", "with", "when",
        ],
    ),
    (
        TextLanguage::German,
        &[
            "der", "die", "das", "und", "ist", "muss", "müssen", "wird", "werden", "nicht", "wenn",
        ],
    ),
    (
        TextLanguage::Spanish,
        &[
            "el", "los", "las", "del", "debe", "deben", "cuando", "con", "y",
        ],
    ),
    (
        TextLanguage::Portuguese,
        &[
            "o", "os", "um", "uma", "não", "do", "da", "dos", "deve", "devem", "quando",
        ],
    ),
    (
        TextLanguage::French,
        &[
            "le", "les", "des", "du", "est", "doit", "doivent", "et", "une", "quand",
        ],
    ),
];

/// Minimum number of criteria for a decision.
const ENOUGH: usize = 3;
/// Maximum number of criteria looked at.
const LOOKED_AT: usize = 100;

/// By old spec: whether its unpaired criteria and those of its successor are in different
/// languages.
pub(super) fn translated(
    old: (&SpecVersion<'_>, &[usize]),
    new: (&SpecVersion<'_>, &[usize]),
    homes: &[Option<usize>],
) -> Vec<bool> {
    let is_other = |spec: usize, home: &Option<usize>| {
        let from = language(old, spec)?;
        let to = language(new, (*home)?)?;
        Some(from != to)
    };
    homes
        .iter()
        .enumerate()
        .map(|(spec, home)| is_other(spec, home).unwrap_or(false))
        .collect()
}

/// Detects the predominant language of some criteria of a spec.
fn language((side, some): (&SpecVersion<'_>, &[usize]), spec: usize) -> Option<TextLanguage> {
    let items = some
        .iter()
        .filter_map(|at| side.items.get(*at))
        .filter(|item| item.spec == spec);
    let mut counts: Vec<(usize, TextLanguage)> = Vec::new();
    let mut looked_at = 0;
    for item in items.take(LOOKED_AT) {
        looked_at += 1;
        for language in languages(&item.criterion.text.lossy()) {
            match counts.iter_mut().find(|(_, known)| *known == language) {
                Some((count, _)) => *count += 1,
                None => counts.push((1, language)),
            }
        }
    }
    counts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let (most, language) = counts.first().copied()?;
    let next = counts.get(1).map_or(0, |(count, _)| *count);
    (looked_at >= ENOUGH && most * 2 > looked_at && most >= next * 2).then_some(language)
}

/// Lists the languages that a text may be in: by its script, else by its function words.
fn languages(text: &str) -> Vec<TextLanguage> {
    let any = |is: &dyn Fn(char) -> bool| text.chars().filter(|char| is(*char)).count() >= 2;
    if any(&|char| matches!(char, '\u{3041}'..='\u{30ff}')) {
        return vec![TextLanguage::Japanese];
    }
    if any(&|char| matches!(char, '\u{ac00}'..='\u{d7a3}')) {
        return vec![TextLanguage::Korean];
    }
    if any(&|char| matches!(char, '\u{3400}'..='\u{9fff}')) {
        return vec![TextLanguage::Chinese];
    }
    if any(&|char| matches!(char, '\u{0400}'..='\u{04ff}')) {
        return vec![TextLanguage::Cyrillic];
    }
    let words: Vec<String> = text
        .split(|char: char| !char.is_alphabetic())
        .map(str::to_lowercase)
        .collect();
    let found = SMALL
        .iter()
        .filter(|(_, small)| words.iter().any(|word| small.contains(&word.as_str())));
    found.map(|(language, _)| *language).collect()
}
