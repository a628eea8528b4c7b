//! What a heading says about the lists under it, going by its words.
//!
//! Owns the vocabulary. Words are the last thing a reader goes by: many specs are not in English.

/// What the lists under a heading are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::spec) enum Class {
    /// It does not say.
    Neutral,
    /// Criteria, requirements, scenarios.
    Criteria,
    /// It does not say, but the whole document is a list of criteria.
    Throughout,
    /// Work to be done.
    Tasks,
    /// Beside the matter: plain lists are no criteria, boxes still are.
    Aside,
    /// Notes of those who do the work: as an aside, and vaguer words for criteria in them name none.
    Record,
    /// Neither lists nor boxes are criteria: out of scope, notes.
    Never,
    /// About the document itself or how it was made.
    Meta,
}

/// Phrases that name acceptance criteria, whatever else the heading says.
const ACCEPTANCE: [&str; 31] = [
    "acceptance criteri",
    "acceptance scenario",
    "acceptance test",
    "acceptance check",
    "acceptance condition",
    "conditions of acceptance",
    "conditions of satisfaction",
    "success criteri",
    "exit criteri",
    "definition of done",
    "done when",
    "akzeptanzkriteri",
    "abnahmekriteri",
    "critères d'acceptation",
    "critères d’acceptation",
    "criterios de aceptación",
    "criterios de aceptacion",
    "critérios de aceitação",
    "critérios de aceite",
    "criteri di accettazione",
    "acceptatiecriteri",
    "kryteria akceptacji",
    "критерии приемки",
    "критерии приёмки",
    "критерії приймання",
    "受け入れ基準",
    "受入基準",
    "受入条件",
    "验收标准",
    "驗收標準",
    "수용 기준",
];

/// Further phrases that name lists of criteria.
const CRITERIA: [&str; 21] = [
    "criteria",
    "requirements",
    "measurable outcomes",
    "scenarios",
    "expected behavio",
    "must have",
    "(testable",
    "anforderungen",
    "exigences",
    "requisitos",
    "requisiti",
    "требования",
    "вимоги",
    "要件",
    "需求",
    "요구사항",
    "验收条件",
    "成功标准",
    "成功基準",
    "критерии",
    "criterios",
];

/// Headings that are criteria only when they say nothing else.
const CRITERIA_ALONE: [&str; 5] = ["validation", "verification", "checklist", "dod", "acceptance"];

const META: [&str; 12] = [
    "review & acceptance checklist",
    "review and acceptance checklist",
    "review checklist",
    "execution status",
    "execution flow",
    "content quality",
    "requirement completeness",
    "feature readiness",
    "specification quality",
    "guidelines",
    "constitution check",
    "for ai generation",
];

const NEVER: [&str; 10] = [
    "out of scope",
    "out-of-scope",
    "not in scope",
    "non-goals",
    "non goals",
    "nongoals",
    "open questions",
    "change log",
    "changelog",
    "revision history",
];

/// First words of headings of remarks.
const REMARKS: [&str; 8] =
    ["note", "notes", "clarification", "clarifications", "glossary", "definitions", "references", "remarks"];

const TASKS: [&str; 12] = [
    "tasks",
    "task",
    "subtasks",
    "todo",
    "todos",
    "to-do",
    "implementation plan",
    "implementation steps",
    "action items",
    "next steps",
    "milestones",
    "work items",
];

/// Notes of those who do the work.
const RECORD: [&str; 12] = [
    "dev notes",
    "developer notes",
    "development notes",
    "implementation notes",
    "technical notes",
    "technical context",
    "dev agent record",
    "agent record",
    "qa results",
    "completion notes",
    "testing notes",
    "file list",
];

/// Asides that hold a word of criteria.
const ASIDE_ALL_THE_SAME: [&str; 6] =
    ["user scenario", "user stories", "traceability", "mapping", "coverage", "prerequisites"];

const ASIDE: [&str; 17] = [
    "edge case",
    "key entities",
    "assumption",
    "dependencies",
    "introduction",
    "overview",
    "background",
    "context",
    "risk",
    "links",
    "implementation",
    "technical",
    "rationale",
    "stakeholder",
    "related",
    "deliverables",
    "why this priority",
];

/// What a heading or label says.
pub(in crate::spec) fn classify(label: &str) -> Class {
    let label = label.to_lowercase();
    let words = label.trim().trim_end_matches(':').trim();
    let letters = Letters::new(words);
    let has =
        |phrases: &[&str]| phrases.iter().any(|phrase| letters.has_all_of(phrase) && words.contains(phrase));
    if has(&META) {
        Class::Meta
    } else if has(&NEVER) || is_remark(words) {
        Class::Never
    } else if has(&RECORD) {
        Class::Record
    } else if has(&ACCEPTANCE) || CRITERIA_ALONE.contains(&words) {
        Class::Criteria
    } else if TASKS.iter().any(|phrase| letters.has_all_of(phrase) && has_phrase(words, phrase)) {
        Class::Tasks
    } else if has(&ASIDE_ALL_THE_SAME) {
        Class::Aside
    } else if has(&CRITERIA) {
        Class::Criteria
    } else if has(&ASIDE) {
        Class::Aside
    } else {
        Class::Neutral
    }
}

/// Whether a heading is one of remarks.
pub(in crate::spec) fn is_remark(label: &str) -> bool {
    let first = label.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    REMARKS.contains(&first.to_lowercase().as_str())
}

/// Whether a heading names acceptance criteria and nothing vaguer.
pub(in crate::spec) fn names_acceptance(label: &str) -> bool {
    let label = label.to_lowercase();
    ACCEPTANCE.iter().any(|phrase| label.contains(phrase))
}

/// Which bytes stand in a label, and how many: most phrases have one that does not, and need not be looked for.
struct Letters([bool; 256], usize);

impl Letters {
    fn new(label: &str) -> Self {
        let mut seen = [false; 256];
        for byte in label.bytes() {
            seen[usize::from(byte)] = true;
        }
        Self(seen, label.len())
    }

    fn has_all_of(&self, phrase: &str) -> bool {
        phrase.len() <= self.1 && phrase.bytes().all(|byte| self.0[usize::from(byte)])
    }
}

/// Whether a sentence is about accepting something: `Acceptance requires:`.
pub(in crate::spec) fn speaks_of_acceptance(text: &str) -> bool {
    names_acceptance(text) || has_phrase(&text.to_lowercase(), "acceptance")
}

/// Whether a phrase stands in a text with no letter or digit right beside it.
fn has_phrase(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + phrase.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
