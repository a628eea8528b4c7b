//! StrictDoc in Markdown: headings with `**UID**: REQ-1` and a statement below them, and records
//! that begin with `**Type**: REQUIREMENT` (<https://strictdoc.readthedocs.io>, "Markdown
//! Specification").
//!
//! Owns which nodes are criteria. Sections and texts are not.

use std::ops::Range;

use crate::model::spec::Dialect;
use crate::spec::draft::{self, DraftCriterion, SpecDraft};
use crate::spec::error::ReadError;
use crate::spec::ids::{Name, initials};
use crate::spec::markdown::body::unindent;
use crate::spec::markdown::outline::{Kind, Outline};
use crate::spec::markdown::path::Path;
use crate::spec::place::{MARKDOWN, SplitPath};
use crate::spec::source::SpecText;

use super::Reader;

const LOOKED_FOR: &str = "headings with a `**UID**:` below them and a statement";
const RULE: &str = "node with a statement";

/// The field that holds the statement.
const STATEMENT: &str = "statement";
/// Fields of further content, which is not part of the criterion.
const REMARKS: [&str; 2] = ["rationale", "comment"];
/// Types of nodes without a statement.
const NO_REQUIREMENT: [&str; 2] = ["SECTION", "TEXT"];

/// Headings with fields below them.
pub(super) struct StrictDocMarkdown;

impl Reader for StrictDocMarkdown {
    fn dialect(&self) -> Dialect {
        Dialect::StrictDoc
    }

    fn place(&self, _place: &SplitPath) -> Option<u32> {
        None
    }

    fn claims(&self, _place: &SplitPath) -> bool {
        false
    }

    fn recognises(&self, place: &SplitPath, source: &SpecText) -> bool {
        let mut in_node = false;
        place.stem(&MARKDOWN).is_some()
            && source.outside_fences().any(|line| {
                if line.starts_with("##") {
                    in_node = true;
                } else if !line.is_empty() && field(line).is_none() {
                    in_node = false;
                }
                in_node && field(line).is_some_and(|(name, _)| matches!(name, "UID" | "MID"))
            })
    }

    fn read(&self, _place: &SplitPath, source: &SpecText) -> Result<SpecDraft, ReadError> {
        let outline = Outline::of(source);
        let mut draft = SpecDraft::default();
        let mut path = Path::default();
        let mut nodes = Vec::new();
        for block in &outline.blocks {
            match block.kind {
                Kind::Heading { level } => {
                    path.enter(level, &block.text, &mut draft);
                    nodes.push(RecordNode {
                        start: block.span.start,
                        body: block.span.end,
                        title: if level == 1 {
                            String::new()
                        } else {
                            path.innermost().to_owned()
                        },
                        section: path.outer_labels(),
                        is_document: level == 1,
                    });
                }
                Kind::Paragraph { item: None }
                    if field(first_line(source, &block.span)).is_some_and(is_record) =>
                {
                    // A record right below a heading belongs to the heading.
                    let own = nodes.last().is_some_and(|node| {
                        source
                            .text()
                            .get(node.body..block.span.start)
                            .is_some_and(|gap| gap.trim().is_empty())
                    });
                    if !own {
                        let start = block.span.start;
                        let section = path.labels();
                        nodes.push(RecordNode {
                            start,
                            body: start,
                            title: String::new(),
                            section,
                            is_document: false,
                        });
                    }
                }
                _ => {}
            }
        }
        let ends = nodes
            .iter()
            .skip(1)
            .map(|node| node.start)
            .chain([source.text().len()])
            .collect::<Vec<_>>();
        for (node, end) in nodes.iter().zip(ends) {
            node.read(source, end)
                .into_iter()
                .for_each(|found| draft.add(found));
        }
        let count = draft.found.len();
        draft.because = format!(
            "{count} {} with a statement",
            if count == 1 { "node" } else { "nodes" }
        );
        outline.warn(source, &mut draft);
        if count == 0 {
            Err(outline.without_criteria(source, LOOKED_FOR))
        } else {
            Ok(draft)
        }
    }
}

/// A heading, or a record under one; `body` is the offset of its fields.
struct RecordNode {
    start: usize,
    body: usize,
    title: String,
    section: Vec<String>,
    is_document: bool,
}

impl RecordNode {
    /// Returns the node's criterion; it needs an id and a statement, with or without the field's
    /// name.
    fn read(&self, source: &SpecText, end: usize) -> Option<DraftCriterion> {
        if self.is_document {
            return None;
        }
        let body = source.text().get(self.body..end)?;
        let (mut uid, mut mid, mut kind, mut title) = (None, None, None, None);
        let (mut statement, mut wanted, mut fenced) = (String::new(), true, false);
        for line in body.trim_start_matches(['\r', '\n']).lines() {
            fenced ^= line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
            let field = if fenced { None } else { field(line) };
            match field.map(|(name, value)| (name, name.to_ascii_lowercase(), value)) {
                Some(("UID", _, value)) => uid = Some(value),
                Some(("MID", _, value)) => mid = Some(value),
                Some((_, name, value)) if name == "type" => kind = Some(value),
                Some((_, name, value)) if name == "title" => title = Some(value),
                Some((_, name, value)) if name == STATEMENT => {
                    wanted = true;
                    statement = format!("{value}\n");
                }
                Some((_, name, _)) => {
                    wanted =
                        !REMARKS.contains(&name.as_str()) && wanted && !statement.trim().is_empty()
                }
                None if wanted || line.trim().is_empty() => {
                    wanted |= line.trim().is_empty() && statement.trim().is_empty();
                    statement.push_str(line);
                    statement.push('\n');
                }
                None => {}
            }
        }
        let is_requirement = kind.is_none_or(|kind| !NO_REQUIREMENT.contains(&kind));
        if (uid.is_none() && mid.is_none()) || !is_requirement || statement.trim().is_empty() {
            return None;
        }
        let title = title.unwrap_or(&self.title);
        let text = unindent(format!("{title}\n{}", statement.trim()).trim(), 0);
        let name = match uid {
            Some(uid) => Name::Written(uid.to_owned()),
            None => Name::Next {
                stem: initials(self.section.last().map_or(title, String::as_str)),
            },
        };
        let found = DraftCriterion::new(name, text, source.lines(&(self.start..end)), RULE);
        Some(DraftCriterion {
            section: draft::section(self.section.iter().cloned()),
            ..found
        })
    }
}

/// Returns the name and value of `**Name**: value`, which may end in a backslash.
fn field(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.strip_prefix("**")?.split_once("**")?;
    let value = rest
        .strip_prefix(':')?
        .trim()
        .trim_end_matches('\\')
        .trim_end();
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-');
    (!name.is_empty() && name.chars().all(is_name)).then_some((name, value))
}

/// Returns whether a field starts a record of its own.
fn is_record((name, value): (&str, &str)) -> bool {
    name.eq_ignore_ascii_case("type") && !value.is_empty()
}

fn first_line<'a>(source: &'a SpecText, span: &Range<usize>) -> &'a str {
    source
        .text()
        .get(span.clone())
        .and_then(|text| text.lines().next())
        .unwrap_or_default()
}
