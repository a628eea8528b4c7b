//! OpenFastTrace in Markdown: `` `req~login~1` `` under a heading, then a description, then
//! `Needs:`, `Covers:` and the like (<https://github.com/itsallcode/openfasttrace>, its user guide
//! and `importer/markdown`).
//!
//! Owns the syntax of a specification item. Items forwarded from one level to the next
//! (`arch --> dsn : …`) say nothing new and are left out.

use std::ops::Range;

use crate::model::spec::Dialect;
use crate::spec::draft::{self, DraftCriterion, SpecDraft};
use crate::spec::error::ReadError;
use crate::spec::ids::Name;
use crate::spec::markdown::body::unindent;
use crate::spec::markdown::outline::{Block, Kind, Outline};
use crate::spec::markdown::path::Path;
use crate::spec::place::{MARKDOWN, SplitPath};
use crate::spec::source::SpecText;

use super::Reader;

const LOOKED_FOR: &str = "ids such as `req~login~1` at the start of a line";
const RULE: &str = "specification item";

/// Labels of the parts of an item that are not its description.
const OTHER_PARTS: [&str; 7] = [
    "Rationale",
    "Comment",
    "Covers",
    "Depends",
    "Needs",
    "Tags",
    "Status",
];

/// Items whose ids have a type, a name and a revision.
pub(super) struct OpenFastTrace;

impl Reader for OpenFastTrace {
    fn dialect(&self) -> Dialect {
        Dialect::OpenFastTrace
    }

    fn place(&self, _place: &SplitPath) -> Option<u32> {
        None
    }

    fn claims(&self, _place: &SplitPath) -> bool {
        false
    }

    fn recognises(&self, place: &SplitPath, source: &SpecText) -> bool {
        place.stem(&MARKDOWN).is_some() && source.outside_fences().any(|line| id_of(line).is_some())
    }

    fn read(&self, _place: &SplitPath, source: &SpecText) -> Result<SpecDraft, ReadError> {
        let outline = Outline::of(source);
        let mut draft = SpecDraft::default();
        let mut path = Path::default();
        let mut titled = false;
        let starts: Vec<usize> = outline
            .blocks
            .iter()
            .map(|block| start_of(source, block))
            .collect();
        for (at, block) in outline.blocks.iter().enumerate() {
            match block.kind {
                Kind::Heading { level } => {
                    path.enter(level, &block.text, &mut draft);
                    titled = true;
                    continue;
                }
                Kind::Paragraph { item: None } => {
                    let items = items_in(source, &block.span);
                    for (nth, (start, id, after)) in items.iter().enumerate() {
                        let block_end = match items.get(nth + 1) {
                            Some((next, ..)) => *next,
                            None => end_of(source, &outline.blocks, &starts, at),
                        };
                        let title = if titled && nth == 0 {
                            path.innermost()
                        } else {
                            ""
                        };
                        let text = description(
                            title,
                            id,
                            source.text().get(*after..block_end).unwrap_or_default(),
                        );
                        let section = if title.is_empty() {
                            path.labels()
                        } else {
                            path.outer_labels()
                        };
                        let lines = source.lines(&(*start..block_end));
                        let found =
                            DraftCriterion::new(Name::Written((*id).to_owned()), text, lines, RULE);
                        draft.add(DraftCriterion {
                            section: draft::section(section),
                            ..found
                        });
                    }
                }
                _ => {}
            }
            titled = false;
        }
        let count = draft.found.len();
        draft.because = format!(
            "{count} specification {}",
            if count == 1 { "item" } else { "items" }
        );
        outline.warn(source, &mut draft);
        if count == 0 {
            Err(outline.without_criteria(source, LOOKED_FOR))
        } else {
            Ok(draft)
        }
    }
}

/// Returns the items that start in a paragraph: the offset, the id, and the offset after the id's
/// line.
fn items_in<'a>(source: &'a SpecText, span: &Range<usize>) -> Vec<(usize, &'a str, usize)> {
    let mut items = Vec::new();
    let mut start = span.start;
    for line in source
        .text()
        .get(span.clone())
        .unwrap_or_default()
        .split_inclusive('\n')
    {
        let end = start + line.len();
        items.extend(id_of(line).map(|id| (start, id, end)));
        start = end;
    }
    items
}

/// Returns the offset of a block that starts an item or ends the one before; `usize::MAX` for other
/// blocks.
fn start_of(source: &SpecText, block: &Block) -> usize {
    let is_start = match block.kind {
        Kind::Heading { .. } => true,
        Kind::Paragraph { item: None } => !items_in(source, &block.span).is_empty(),
        _ => false,
    };
    if is_start {
        block.span.start
    } else {
        usize::MAX
    }
}

fn end_of(source: &SpecText, blocks: &[Block], starts: &[usize], at: usize) -> usize {
    let next = starts
        .iter()
        .skip(at + 1)
        .find(|start| **start != usize::MAX);
    let last = blocks.last().map_or(0, |block| block.span.end);
    next.copied()
        .unwrap_or_else(|| source.text().len().max(last))
}

/// Returns the title and the description: the text before, or outside of, the parts with other
/// labels.
fn description(title: &str, id: &str, body: &str) -> String {
    let mut text = String::from(title);
    let mut wanted = true;
    for line in body.lines() {
        match line.split_once(':').map(|(word, rest)| (word, rest.trim())) {
            Some(("Description", rest)) => {
                wanted = true;
                text.push('\n');
                text.push_str(rest);
                continue;
            }
            // A status is one word on the same line; the description may follow it.
            Some(("Status", rest)) if !rest.is_empty() => continue,
            Some((word, _)) if OTHER_PARTS.contains(&word) => wanted = false,
            _ => {}
        }
        if wanted {
            text.push('\n');
            text.push_str(line);
        }
    }
    let text = unindent(text.trim(), 0);
    if text.is_empty() { id.to_owned() } else { text }
}

/// Returns whether a line begins with an item's id.
pub(in crate::spec) fn begins_item(line: &str) -> bool {
    id_of(line).is_some()
}

/// Returns the id at the start of a line: `type~name~revision`, in backticks, bold or plain.
fn id_of(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(['`', '*']);
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '~' | '.' | '_' | '-' | '/');
    let id = rest.get(..rest.find(|c| !allowed(c)).unwrap_or(rest.len()))?;
    let mut parts = id.split('~');
    let (kind, name, revision) = (parts.next()?, parts.next()?, parts.next()?);
    let good = parts.next().is_none()
        && !kind.is_empty()
        && kind.bytes().all(|byte| byte.is_ascii_lowercase())
        && name.starts_with(char::is_alphabetic)
        && !revision.is_empty()
        && revision.bytes().all(|byte| byte.is_ascii_digit());
    good.then_some(id)
}
