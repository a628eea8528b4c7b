//! The reasons why something is a criterion, in words for people. Knows nothing of how it is found.

use crate::model::spec::CriterionKind;

/// The reason why something is a criterion, from which the way a file was read is explained.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum ReadingReason {
    Box,
    List,
    Id,
    Scenario,
    Requirement,
    Binding,
    Row,
    RowOfCriteria,
    Paragraph,
    Data,
    Story,
    Loose,
}

/// The number of criteria for each reason.
pub(super) type ReasonCounts = [u32; ALL.len()];

/// All reasons, with the words for one and for several criteria.
const ALL: [(ReadingReason, &str, &str); 12] = [
    (ReadingReason::Box, "box", "boxes"),
    (
        ReadingReason::List,
        "list item under a heading of criteria",
        "list items under headings of criteria",
    ),
    (ReadingReason::Id, "item with an id", "items with ids"),
    (ReadingReason::Scenario, "scenario", "scenarios"),
    (
        ReadingReason::Requirement,
        "requirement in a heading",
        "requirements in headings",
    ),
    (
        ReadingReason::Binding,
        "item with MUST, SHALL or MAY",
        "items with MUST, SHALL or MAY",
    ),
    (
        ReadingReason::Row,
        "row of a table with ids",
        "rows of tables with ids",
    ),
    (
        ReadingReason::RowOfCriteria,
        "row of a table of criteria",
        "rows of tables of criteria",
    ),
    (
        ReadingReason::Paragraph,
        "paragraph under a heading of criteria",
        "paragraphs under headings of criteria",
    ),
    (
        ReadingReason::Data,
        "entry of a list of criteria in YAML",
        "entries of lists of criteria in YAML",
    ),
    (ReadingReason::Story, "user story", "user stories"),
    (
        ReadingReason::Loose,
        "sentence with `must` or an id",
        "sentences with `must` or an id",
    ),
];

impl ReadingReason {
    /// Returns the reason why an item is a criterion or a task, in words.
    pub(super) fn rule(self, kind: CriterionKind) -> &'static str {
        match (self, kind) {
            (_, CriterionKind::Task) => "box in a list of tasks",
            (Self::Box, _) => "box",
            (Self::List, _) => "list item under a heading of criteria",
            (Self::Id, _) => "item with an id",
            (Self::Scenario, _) => "scenario, or a condition with its consequence",
            (Self::Requirement, _) => "requirement in a heading",
            (Self::Binding, _) => "item of a list of sentences with MUST, SHALL or MAY",
            (Self::Row, _) => "row of a table with ids",
            (Self::RowOfCriteria, _) => "row of a table of criteria",
            (Self::Paragraph, _) => "paragraph under a heading of criteria",
            (Self::Data, _) => "entry of a list of criteria in YAML",
            (Self::Story, _) => "user story, because nothing else looked like criteria",
            (Self::Loose, _) => {
                "sentence with `must` or an id, because nothing else looked like criteria"
            }
        }
    }
}

/// Describes why a file was read as it was: the reasons and their numbers.
pub(super) fn because(counts: ReasonCounts) -> String {
    let parts = ALL
        .into_iter()
        .map(|(evidence, one, many)| match counts[evidence as usize] {
            0 => String::new(),
            1 => format!("1 {one}"),
            count => format!("{count} {many}"),
        });
    parts
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}
