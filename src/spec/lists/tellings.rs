//! Interprets the names of a table's columns: ids, requirements, acceptance criteria, something
//! else. Owns these words in all languages. Knows nothing of rows.

use crate::spec::markdown::words::{self, Class, Memo};

/// The meaning of a column's name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ColumnMeaning {
    Nothing,
    /// Requirements.
    Required,
    /// Acceptance criteria.
    Accepted,
}

/// Beginnings of words for requirements, in lower case.
const REQUIRED: [&str; 31] = [
    "requirement",
    "criteri",
    "kriteri",
    "critèr",
    "критери",
    "performance standard",
    "anforderung",
    "exigence",
    "requisito",
    "requisiti",
    "requerimiento",
    "eisen",
    "wymagani",
    "požadav",
    "требован",
    "вимог",
    "gereksinim",
    "krav",
    "vaatimu",
    "követelmény",
    "cerinț",
    "απαίτησ",
    "要件",
    "要求",
    "需求",
    "요구사항",
    "요구 사항",
    "yêu cầu",
    "متطلب",
    "דריש",
    "shall statement",
];

/// Beginnings of words for acceptance criteria, in lower case.
const ACCEPTED: [&str; 34] = [
    "accepted",
    "acceptance",
    "acceptable",
    "aql",
    "fit criteri",
    "pass criteri",
    "success criteri",
    "done when",
    "erfüllt wenn",
    "akzeptanz",
    "abnahme",
    "critère",
    "acceptation",
    "aceptación",
    "aceptacion",
    "aceitação",
    "aceite",
    "accettazione",
    "acceptatie",
    "akcept",
    "приём",
    "прием",
    "приймання",
    "kabul",
    "acceptans",
    "godkänn",
    "godkend",
    "hyväksy",
    "受入",
    "受け入れ",
    "验收",
    "驗收",
    "인수 기준",
    "nghiệm thu",
];

/// Returns the meaning of a column's name. Memoised, since the tables of a document have the same
/// few columns.
pub(super) fn telling(name: &str) -> ColumnMeaning {
    thread_local! {
        static TELLINGS: Memo<ColumnMeaning> = Memo::default();
    }
    TELLINGS.with(|tellings| tellings.get(name, telling_of))
}

fn telling_of(name: &str) -> ColumnMeaning {
    let lower = name.to_lowercase();
    let begins = |starts: &[&str]| starts.iter().any(|start| begins_word(&lower, start));
    if lower.is_empty() || is_id_name(name) || names_no_requirement(name) {
        ColumnMeaning::Nothing
    } else if begins(&ACCEPTED) || words::names_acceptance(name) {
        ColumnMeaning::Accepted
    } else if begins(&REQUIRED) || words::classify(name) == Class::Criteria {
        ColumnMeaning::Required
    } else {
        ColumnMeaning::Nothing
    }
}

/// Returns whether a sentence mentions requirements or criteria.
pub(super) fn names_requirements(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    REQUIRED.iter().any(|start| begins_word(&lower, start))
}

/// Returns whether a word of a name begins with `start`; outside ASCII, it may occur anywhere.
fn begins_word(name: &str, start: &str) -> bool {
    let is_wide = !start.is_ascii();
    name.match_indices(start).any(|(at, _)| {
        let before = name.get(..at).and_then(|before| before.chars().next_back());
        is_wide || !before.is_some_and(char::is_alphanumeric)
    })
}

/// Returns whether a name is that of a column whose numbers and ids are of something else.
pub(super) fn names_no_requirement(name: &str) -> bool {
    thread_local! {
        static NAMES: Memo<bool> = Memo::default();
    }
    NAMES.with(|names| names.get(name, names_something_else))
}

fn names_something_else(name: &str) -> bool {
    let name = name.to_lowercase();
    [
        "version", "date", "phase", "sprint", "story", "risk", "decision", "covered", "covers",
        "test",
    ]
    .iter()
    .any(|word| name.contains(word))
}

/// What the first column of a glossary is called, in lower case.
const TERMS: [&str; 22] = [
    "term",
    "terms",
    "concept",
    "begriff",
    "begriffe",
    "terme",
    "término",
    "termo",
    "termine",
    "pojem",
    "pojęcie",
    "понятие",
    "термин",
    "термін",
    "fogalom",
    "用語",
    "术语",
    "術語",
    "용어",
    "thuật ngữ",
    "מושג",
    "مصطلح",
];

/// Whether a table whose columns are called so explains words.
pub(super) fn is_glossary(names: &[&str]) -> bool {
    let first = names
        .first()
        .map(|name| crate::spec::markdown::table::bare(name).to_lowercase());
    names.len() >= 2 && first.is_some_and(|first| TERMS.contains(&first.as_str()))
}

/// Whether a column says that it holds identifiers, and not numbers, keys or references.
pub(super) fn is_identifier_name(name: &str) -> bool {
    thread_local! {
        static NAMES: Memo<bool> = Memo::default();
    }
    NAMES.with(|names| names.get(name, says_identifier))
}

fn says_identifier(name: &str) -> bool {
    let name = name.to_lowercase();
    let words = [
        "id",
        "ids",
        "identifier",
        "identifiers",
        "kennung",
        "identifikator",
        "identifiant",
    ];
    !names_no_requirement(&name)
        && name
            .split([' ', '-', '_', '.', '/'])
            .any(|word| words.contains(&word))
}

/// Returns whether a column's name says that it holds ids.
pub(super) fn is_id_name(name: &str) -> bool {
    let name = name.to_lowercase();
    let words = [
        "id", "ids", "nr", "no", "num", "ref", "key", "#", "код", "編号", "编号", "番号", "번호",
        "id.",
    ];
    name.split([' ', '-', '_', '.', '/'])
        .any(|word| words.contains(&word))
        || name.ends_with("id")
}
