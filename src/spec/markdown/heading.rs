//! Recognises the number, the id and the kind of a heading. Knows nothing of the text under it.

use std::sync::LazyLock;

use super::words::{self, Memo};
use super::written::{Families, Shape};
use super::{cut, modal};
use crate::spec::fixed::FixedMap;
use crate::spec::ids::initials;

/// Words that name one requirement when a number or a colon follows, in many languages.
const REQUIREMENT: [&str; 27] = [
    "requirement|criterion|capability|rule",
    "Anforderung|Kriterium|Regel",
    "exigence|critère|règle",
    "requisito|requerimiento|criterio|regla",
    "critério|regra|requerimento",
    "regola",
    "eis|vereiste|criterium|regel",
    "wymaganie|wymóg|kryterium|reguła",
    "požadavek|kritérium|pravidlo",
    "требование|критерий|правило",
    "вимога|критерій",
    "gereksinim|gereklilik|kriter|kural",
    "krav|kriterium|kravet",
    "kriterie",
    "vaatimus|kriteeri|sääntö",
    "要件|要求|要求事項",
    "需求",
    "요구사항|요구 사항|요건",
    "yêu cầu|tiêu chí|quy tắc",
    "المتطلب|متطلب|المعيار|معيار",
    "דרישה|קריטריון|כלל",
    "functional requirement|non-functional requirement",
    "funktionale Anforderung|exigence fonctionnelle|requisito funcional|requisito funzionale|functionele eis",
    "wymaganie funkcjonalne|funkční požadavek|функциональное требование|функціональна вимога",
    "işlevsel gereksinim|fonksiyonel gereksinim|funktionellt krav|funktionelt krav|funksjonelt krav",
    "機能要件|功能需求|功能要求|기능 요구사항|yêu cầu chức năng",
    "acceptance criterion|feature requirement",
];

/// Words that name one scenario when a number or a colon follows, in many languages.
const SCENARIO: [&str; 14] = [
    "scenario|scenario outline|acceptance scenario",
    "Szenario|Akzeptanzszenario|Testszenario|Szenariogrundriss",
    "scénario|scénario d'acceptation|plan du scénario",
    "escenario|escenario de aceptación",
    "cenário|cenário de aceitação|cenário de aceite",
    "acceptatiescenario",
    "scenariusz|scenariusz akceptacyjny",
    "scénář|сценарий|сценарій|сценарий приёмки",
    "senaryo|kabul senaryosu",
    "skenaario|scenarie|scenaario",
    "シナリオ|受け入れシナリオ",
    "场景|場景|情境|验收场景|驗收情境",
    "시나리오|인수 시나리오",
    "kịch bản|السيناريو|سيناريو|תרחיש",
];

/// Terms of two words with one meaning: the numbers under them are composed without their letters.
const PLAIN: [&str; 3] = ["yeu cau", "tieu chi", "요구 사항"];

/// The kind of single thing that a heading names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::spec) enum Object {
    /// A scenario: everything under the heading is one criterion.
    Scenario,
    /// A requirement: a criterion, unless there are criteria under it.
    Requirement,
}

/// A number in a heading, with which the numbers of the lists under it are composed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::spec) struct Number {
    /// The text before a numbered item's own number: `US1.`, `3.`, `FR-2.`.
    pub(in crate::spec) ordinal_stem: String,
    /// The text before a bare item's number: `US1.`, `R3.`, `FR-2.`.
    pub(in crate::spec) bare_stem: String,
}

/// A heading split into its parts.
pub(in crate::spec) struct Heading<'a> {
    /// The kind of single thing that it names, if any.
    pub(in crate::spec) object: Option<Object>,
    /// Its number, if it has one.
    pub(in crate::spec) number: Option<Number>,
    /// The id it is written with, if any.
    pub(in crate::spec) id: Option<String>,
    /// The text without the id and the word for its kind.
    pub(in crate::spec) title: &'a str,
}

impl<'a> Heading<'a> {
    /// Splits the plain text of a heading into its parts.
    pub(in crate::spec) fn new(text: &'a str, families: &Families) -> Self {
        let text = text.trim();
        if let Some((word, number, title)) = numbered(text) {
            // `AC 1: Title` is not a kind with a number, but an id.
            let is_id = || {
                number.is_some()
                    && word.bytes().all(|byte| byte.is_ascii_uppercase())
                    && families
                        .id_of(text, false)
                        .is_some_and(|found| match found.shape {
                            Shape::Criterion => true,
                            Shape::Other => {
                                families.is_believed(&found.id)
                                    && (word.len() == 1 || modal::says_must(found.rest))
                            }
                            _ => false,
                        })
            };
            // A word and a colon with nothing after them name no single thing.
            let object = object_of(word).filter(|_| number.is_some() || !title.is_empty());
            let is_id = is_id();
            let number = number.map(|number| {
                let stem = initials(word);
                let is_plain = !word.contains(' ') || PLAIN.contains(&words::key(word).as_str());
                let plain = if !is_plain { stem.as_str() } else { "" };
                Number {
                    ordinal_stem: format!("{plain}{number}."),
                    bare_stem: format!("{stem}{number}."),
                }
            });
            if (object.is_some() || number.is_some()) && !is_id {
                return Self {
                    object,
                    number,
                    id: None,
                    title: if title.is_empty() { text } else { title },
                };
            }
        }
        if let Some(written) = families.id_of(text, false) {
            let object = match written.shape {
                Shape::Criterion if written.id.starts_with("AC") => Some(Object::Scenario),
                Shape::Criterion => Some(Object::Requirement),
                // An example: `M1: The service MUST pay`.
                Shape::Other
                    if families.is_believed(&written.id) && modal::says_must(written.rest) =>
                {
                    Some(Object::Requirement)
                }
                _ => None,
            };
            if !matches!(written.shape, Shape::Dotted | Shape::Number) {
                let stem = format!("{}.", written.id);
                let number = Some(Number {
                    ordinal_stem: stem.clone(),
                    bare_stem: stem,
                });
                return Self {
                    object,
                    number,
                    id: Some(written.id),
                    title: written.rest,
                };
            }
        }
        Self {
            object: None,
            number: None,
            id: None,
            title: text,
        }
    }
}

fn object_of(word: &str) -> Option<Object> {
    static OBJECTS: LazyLock<FixedMap<String, Object>> = LazyLock::new(|| {
        let rows = SCENARIO.iter().map(|row| (row, Object::Scenario));
        let rows = rows.chain(REQUIREMENT.iter().map(|row| (row, Object::Requirement)));
        rows.flat_map(|(row, object)| row.split('|').map(move |word| (words::key(word), object)))
            .collect()
    });
    thread_local! {
        static KNOWN: Memo<Option<Object>> = Memo::default();
    }
    KNOWN.with(|known| known.get(word, |word| OBJECTS.get(&words::key(word)).copied()))
}

/// Splits `User Story 1 - Title`, `要件1: …`, `Requirement: Name` into words, number and title. A
/// number or a colon is required, and after the number a mark or the end.
fn numbered(text: &str) -> Option<(&str, Option<&str>, &str)> {
    let word_end = text
        .find(|c: char| !(c.is_alphabetic() || c == ' '))
        .unwrap_or(text.len());
    let (word, rest) = cut(text, word_end);
    let word = word.trim_end();
    if word.is_empty() || word.split(' ').count() > 3 {
        return None;
    }
    let rest = rest.trim_start_matches('#');
    let digits = rest
        .bytes()
        .take_while(|b| b.is_ascii_digit() || *b == b'.')
        .count();
    let (number, after) = cut(rest, digits);
    let (number, after) = (number.trim_end_matches('.'), after.trim_start());
    let title = after.trim_start_matches([':', '：', '-', '–', '—', ')', ' ', '、']);
    let marked = after.is_empty()
        || title.len() < after.len()
        || after.starts_with('(')
        || after.starts_with('（');
    if !marked || (number.is_empty() && !after.starts_with([':', '：'])) {
        return None;
    }
    Some((word, (!number.is_empty()).then_some(number), title))
}
