//! Interprets a heading or a label by its words, in 22 languages: what it says about the lists
//! under it.
//!
//! Owns the kinds of sections and the reason why each is left out. A heading counts as a whole,
//! never by one word in it: "Context menu" is not a context. Readers decide by words last. Knows
//! nothing of blocks.

mod fold;
mod heading;
mod memo;
mod plain;
mod traits;
mod vocabulary;

pub(in crate::spec) use memo::Memo;

use plain::Plain;
use traits::Traits;
use vocabulary::HeadingKind;

/// The class of the lists under a heading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::spec) enum Class {
    /// Unknown: the heading does not say.
    Neutral,
    /// Criteria, requirements, scenarios.
    Criteria,
    /// Criteria, because the whole document is a list of them; the heading does not say.
    Throughout,
    /// Work to be done.
    Tasks,
    /// A stage of the work: its boxes are tasks; everything else keeps the class that it would have
    /// without the heading.
    Phase,
    /// Background: plain lists are not criteria, boxes and items with ids still are.
    Aside,
    /// Notes of those who do the work, for themselves or afterwards.
    Record,
    /// Work that is not to be done.
    OutOfScope,
    /// Changes to the document, with dates.
    History,
    /// Remarks: notes, clarifications, a glossary, open questions.
    Remark,
    /// Text about the document itself or how it was made.
    Meta,
}

impl Class {
    /// Returns whether nothing under such a heading is a criterion or a task, whatever its form.
    pub(in crate::spec) fn is_never(self) -> bool {
        matches!(
            self,
            Self::Record | Self::OutOfScope | Self::History | Self::Remark | Self::Meta
        )
    }

    /// Returns the reason why a list under such a heading is left out, to follow "left out,
    /// because"; `None` when it is not.
    pub(in crate::spec) fn why_left_out(self) -> Option<&'static str> {
        match self {
            Self::Neutral | Self::Criteria | Self::Throughout | Self::Phase => None,
            Self::Tasks => Some("it is under a heading for tasks"),
            Self::Aside => {
                Some("it is under a heading for background, such as assumptions or edge cases")
            }
            Self::Record => Some("it is under a heading for notes of those who do the work"),
            Self::OutOfScope => Some("it is under a heading for what is out of scope"),
            Self::History => Some("it is under a heading for changes to the document"),
            Self::Remark => {
                Some("it is under a heading for remarks, such as notes or open questions")
            }
            Self::Meta => Some("it is under a heading about the document itself"),
        }
    }
}

/// Returns the class of the lists under a heading or label.
pub(in crate::spec) fn classify(label: &str) -> Class {
    told(label).class()
}

/// Returns a word or phrase in the form in which they are compared: without case, accents and
/// marks.
pub(in crate::spec) fn key(words: &str) -> String {
    plain::key(words)
}

/// Returns whether a heading names acceptance criteria and nothing vaguer.
pub(in crate::spec) fn names_acceptance(label: &str) -> bool {
    told(label).names_acceptance()
}

/// Returns the kind of section that a heading names.
fn kind(label: &str) -> Option<HeadingKind> {
    told(label).kind
}

/// The meaning of a heading, as far as most callers need it.
#[derive(Clone, Copy, Debug)]
pub(in crate::spec) struct Told {
    kind: Option<HeadingKind>,
    /// Whether it mentions checking or tracing.
    checks: bool,
}

impl Told {
    /// Returns the class of the lists under the heading.
    pub(in crate::spec) fn class(self) -> Class {
        match self.kind {
            None | Some(HeadingKind::Scope | HeadingKind::Features) => Class::Neutral,
            Some(HeadingKind::Acceptance | HeadingKind::Criteria | HeadingKind::Checking) => {
                Class::Criteria
            }
            Some(HeadingKind::Tasks) => Class::Tasks,
            Some(HeadingKind::Phase) => Class::Phase,
            Some(HeadingKind::Aside) => Class::Aside,
            Some(HeadingKind::Record) => Class::Record,
            Some(HeadingKind::OutOfScope) => Class::OutOfScope,
            Some(HeadingKind::History) => Class::History,
            Some(HeadingKind::Remark) => Class::Remark,
            Some(HeadingKind::Meta) => Class::Meta,
        }
    }

    /// Returns whether the heading names acceptance criteria and nothing vaguer.
    pub(in crate::spec) fn names_acceptance(self) -> bool {
        self.kind == Some(HeadingKind::Acceptance)
    }

    /// Returns whether the heading is over references to requirements: it mentions checking or
    /// tracing them, and does not itself name criteria.
    pub(in crate::spec) fn refers(self) -> bool {
        self.checks
            && !matches!(
                self.kind,
                Some(HeadingKind::Acceptance | HeadingKind::Criteria)
            )
    }
}

/// Returns the meaning of a heading. Cached, since the same few occur again and again, and each is
/// used more than once.
pub(in crate::spec) fn told(label: &str) -> Told {
    thread_local! {
        static TOLD: Memo<Told> = Memo::default();
    }
    let read = |label: &str| {
        let plain = Plain::new(label);
        Told {
            kind: plain.kind(),
            checks: plain.has(Traits::COVERAGE) || plain.mentions_tests(),
        }
    };
    TOLD.with(|told| told.get(label, read))
}

/// Returns whether a heading names the features of a product.
pub(in crate::spec) fn names_features(label: &str) -> bool {
    kind(label) == Some(HeadingKind::Features)
}

/// Whether a heading is the name of a document: its last word says so, and no number stands before
/// it.
pub(in crate::spec) fn names_document(label: &str) -> bool {
    let last = label
        .split(|c: char| !c.is_alphanumeric())
        .rfind(|word| !word.is_empty());
    let last = last.unwrap_or_default().to_lowercase();
    !label.starts_with(|c: char| c.is_ascii_digit())
        && (DOCUMENTS.contains(&last.as_str()) || NAMES.contains(&last.as_str()))
}

/// What documents are called, in lower case.
const NAMES: [&str; 12] = [
    "specification",
    "specifications",
    "document",
    "spezifikation",
    "dokument",
    "spécification",
    "especificación",
    "especificação",
    "specifica",
    "спецификация",
    "документ",
    "dokumentum",
];

/// Whether a heading says that what is asked for is checked there, which may be how:
/// `Verification`.
pub(in crate::spec) fn names_checking(label: &str) -> bool {
    kind(label) == Some(HeadingKind::Checking)
}

/// Returns whether a heading is over references to requirements elsewhere: a table of coverage, a
/// trace.
pub(in crate::spec) fn is_of_coverage(label: &str) -> bool {
    Plain::new(label).has(Traits::COVERAGE)
}

/// Words for where each requirement is met or checked, in the form in which they are compared.
const COVERAGE: [&str; 34] = [
    "verification",
    "verifikation",
    "verificacion",
    "verificacao",
    "verifica",
    "weryfikacja",
    "overeni",
    "verifiering",
    "validation",
    "validierung",
    "traceability",
    "tracing",
    "trace",
    "coverage",
    "covered",
    "mapping",
    "matrix",
    "matrice",
    "matriz",
    "evidence",
    "nachweis",
    "nachweise",
    "ruckverfolgbarkeit",
    "tracabilite",
    "trazabilidad",
    "rastreabilidade",
    "tracciabilita",
    "проверка",
    "верификация",
    "трассировка",
    "検証",
    "验证",
    "驗證",
    "追溯",
];

/// Words that say that something was found to be met.
const MET: [&str; 12] = [
    "met",
    "satisfied",
    "fulfilled",
    "achieved",
    "completed",
    "complete",
    "done",
    "erfullt",
    "remplis",
    "cumplidos",
    "atendidos",
    "spelnione",
];

/// Returns whether a heading says that the criteria were found to be met: `Acceptance criteria
/// met`.
pub(in crate::spec) fn names_what_was_met(label: &str) -> bool {
    let plain = Plain::new(label);
    plain.has_word(&MET) && plain.mentions_acceptance()
}

/// Returns whether a title is that of a document of requirements: it has a word for them anywhere,
/// or an abbreviation.
pub(in crate::spec) fn is_of_requirements(title: &str) -> bool {
    let plain = Plain::new(title);
    plain.mentions(HeadingKind::Criteria)
        || plain.mentions(HeadingKind::Acceptance)
        || plain.has_word(&DOCUMENTS)
}

/// Abbreviations and words for documents of requirements, in lower case.
const DOCUMENTS: [&str; 12] = [
    "prd",
    "srs",
    "brd",
    "frd",
    "urs",
    "frs",
    "lastenheft",
    "pflichtenheft",
    "тз",
    "pdr",
    "cdc",
    "ears",
];

/// Returns whether a label announces acceptance criteria, and nothing else.
pub(in crate::spec) fn is_acceptance_label(label: &str) -> bool {
    let plain = Plain::new(label);
    plain.is_exactly(HeadingKind::Acceptance) || ABBREVIATIONS.contains(&plain::key(label).as_str())
}

/// Short names of acceptance criteria.
const ABBREVIATIONS: [&str; 4] = ["ac", "acs", "dod", "acceptance"];

/// Returns whether a heading is about tests.
pub(in crate::spec) fn is_of_tests(label: &str) -> bool {
    Plain::new(label).mentions_tests()
}

/// Returns whether a sentence is about accepting something: `Acceptance requires:`.
pub(in crate::spec) fn speaks_of_acceptance(text: &str) -> bool {
    Plain::new(text).mentions_acceptance()
}
