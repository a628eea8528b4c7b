//! One requirement in fields, and its outcome: a criterion, a task, a heading, or nothing, with the
//! reason. Knows nothing of files.

use crate::model::spec::{CriterionKind, LineRange};
use crate::spec::dialects::claim_of_status;
use crate::spec::draft::{self, DraftCriterion, MAX_LABEL_CHARS, clip};
use crate::spec::ids::{FALLBACK_STEM, Name, initials};

/// The fields of one requirement; missing fields are empty.
#[derive(Default)]
pub(in crate::spec) struct Record {
    pub(in crate::spec) id: String,
    pub(in crate::spec) title: String,
    pub(in crate::spec) text: String,
    /// Further fields of sentences, each with its name.
    pub(in crate::spec) further: Vec<(String, String)>,
    pub(in crate::spec) kind: String,
    pub(in crate::spec) status: String,
}

/// The outcome of reading a record.
pub(in crate::spec) enum Outcome {
    /// A criterion or a task.
    Item(Box<DraftCriterion>),
    /// A heading over the records that follow.
    Heading(String),
    /// Nothing to accept, with the reason.
    LeftOut(&'static str),
}

const NO_TEXT: &str = "it has no text";
const UNWRITTEN: &str = "its text is still to be written";
const WITHDRAWN: &str = "its status is withdrawn, rejected or the like";
const INFORMATION: &str = "its type is information, not a requirement";

const HEADINGS: [&str; 10] = [
    "heading",
    "header",
    "chapter",
    "section",
    "title",
    "folder",
    "überschrift",
    "titre",
    "título",
    "заголовок",
];
const INFORMATIVE: [&str; 15] = [
    "info",
    "information",
    "informative",
    "note",
    "notes",
    "comment",
    "definition",
    "rationale",
    "description",
    "text",
    "hinweis",
    "kommentar",
    "remarque",
    "nota",
    "примечание",
];
const TASKS: [&str; 14] = [
    "task",
    "tasks",
    "sub-task",
    "subtask",
    "sub task",
    "technical task",
    "chore",
    "aufgabe",
    "unteraufgabe",
    "tâche",
    "tarea",
    "tarefa",
    "задача",
    "任务",
];
const GONE: [&str; 27] = [
    "deleted",
    "removed",
    "rejected",
    "withdrawn",
    "obsolete",
    "cancelled",
    "canceled",
    "superseded",
    "deprecated",
    "retired",
    "dropped",
    "void",
    "invalid",
    "won't do",
    "wont do",
    "won't fix",
    "wontfix",
    "duplicate",
    "gelöscht",
    "verworfen",
    "abgelehnt",
    "entfallen",
    "supprimé",
    "rejeté",
    "eliminado",
    "rechazado",
    "отклонено",
];
const PLACEHOLDERS: [&str; 19] = [
    "tbd", "t.b.d.", "tba", "tbc", "todo", "to do", "n/a", "na", "n.a.", "none", "null", "-", "--",
    "–", "—", "...", "…", "?", "x",
];

/// The longest text that may be a placeholder, including the marks around it, in bytes.
const LONGEST_PLACEHOLDER: usize = 24;

/// Returns whether a text is only a placeholder.
pub(in crate::spec) fn is_unwritten(text: &str) -> bool {
    if text.len() > LONGEST_PLACEHOLDER {
        return false;
    }
    let text = text
        .trim()
        .trim_matches(['*', '_', '`', '<', '>', '[', ']', '(', ')'])
        .to_lowercase();
    PLACEHOLDERS.contains(&text.as_str())
}

impl Record {
    /// Returns the outcome of the record under these headings; `rule` is the reason why it is a
    /// criterion.
    pub(in crate::spec) fn outcome(
        self,
        section: Vec<String>,
        lines: LineRange,
        rule: &'static str,
    ) -> Outcome {
        let kind = self.kind.trim().to_lowercase();
        if HEADINGS.contains(&kind.as_str()) {
            let label = if self.title.is_empty() {
                &self.text
            } else {
                &self.title
            };
            return Outcome::Heading(label_of(label));
        }
        if INFORMATIVE.contains(&kind.as_str()) {
            return Outcome::LeftOut(INFORMATION);
        }
        if GONE.contains(&self.status.trim().to_lowercase().as_str()) {
            return Outcome::LeftOut(WITHDRAWN);
        }
        let text = self.statement();
        if text.is_empty() {
            let written = [&self.title, &self.text]
                .into_iter()
                .any(|text| is_unwritten(text));
            return Outcome::LeftOut(if written { UNWRITTEN } else { NO_TEXT });
        }
        let stem = || {
            section
                .last()
                .map_or_else(|| FALLBACK_STEM.to_owned(), |label| initials(label))
        };
        let name = if self.id.is_empty() {
            Name::Next { stem: stem() }
        } else {
            Name::Written(self.id)
        };
        let kind = if TASKS.contains(&kind.as_str()) {
            CriterionKind::Task
        } else {
            CriterionKind::Criterion
        };
        let claim = claim_of_status(&self.status);
        let found = DraftCriterion::new(name, text, lines, rule);
        Outcome::Item(Box::new(DraftCriterion {
            kind,
            claim,
            section: draft::section(section),
            ..found
        }))
    }

    /// Returns the title on a line of its own, the text, and further sentences after their names.
    fn statement(&self) -> String {
        let written = |text: &str| {
            if is_unwritten(text) {
                String::new()
            } else {
                text.trim().to_owned()
            }
        };
        let (title, text) = (written(&self.title), written(&self.text));
        let mut statement = match (title.is_empty(), text.is_empty()) {
            (true, _) => text,
            (_, true) => title,
            _ if text.starts_with(&title) => text,
            _ => format!("{title}\n{text}"),
        };
        for (name, text) in self
            .further
            .iter()
            .filter(|(_, text)| !text.trim().is_empty() && !is_unwritten(text))
        {
            let text = text.trim();
            if statement.is_empty() {
                statement.push_str(text);
            } else {
                let gap = if text.contains('\n') { '\n' } else { ' ' };
                let name = clip(name.trim(), MAX_LABEL_CHARS);
                statement.push_str(&format!("\n{name}:{gap}{text}"));
            }
        }
        statement
    }
}

/// Returns a text as a heading: on one line, and clipped.
fn label_of(text: &str) -> String {
    clip(
        &text.split_whitespace().collect::<Vec<_>>().join(" "),
        MAX_LABEL_CHARS,
    )
    .to_owned()
}
