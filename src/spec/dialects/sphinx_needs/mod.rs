//! sphinx-needs in reStructuredText and in MyST: each directive with an `:id:` is one criterion.
//! Lists and tables in the same file are read as in any other document.
//!
//! Owns which directives are needs, and as much of reStructuredText as is needed to find them:
//! headings, indentation, and literal content. Knows nothing of Sphinx's settings.

mod list;
mod myst;
mod names;
mod options;
mod reading;

use crate::model::spec::Dialect;
use crate::spec::draft::SpecDraft;
use crate::spec::error::ReadError;
use crate::spec::lists;
use crate::spec::place::{MARKDOWN, SplitPath};
use crate::spec::source::SpecText;

use super::Reader;
use super::markup::rst::{self, Line, directive};
use names::{LIST, NEEDS, is_about, is_beside};
use options::MAX_OPTIONS;
use reading::NeedsReader;

const LOOKED_FOR: &str =
    "directives such as `.. req:: Title`, with an `:id:` and an indented text below";

/// Documents with needs.
pub(super) struct Needs;

impl Reader for Needs {
    fn dialect(&self) -> Dialect {
        Dialect::SphinxNeeds
    }

    fn place(&self, place: &SplitPath) -> Option<u32> {
        place.stem(&rst::ENDINGS)?;
        place.document_rank()
    }

    fn claims(&self, _place: &SplitPath) -> bool {
        false
    }

    fn recognises(&self, place: &SplitPath, source: &SpecText) -> bool {
        if place.stem(&MARKDOWN).is_some() {
            return myst::has_needs(source.text().lines());
        }
        let lines: Vec<&str> = source.text().lines().map(str::trim).collect();
        let has_id = |at: usize| {
            let options = lines
                .get(at + 1..)
                .unwrap_or_default()
                .iter()
                .take(MAX_OPTIONS)
                .take_while(|line| !line.is_empty());
            options.into_iter().any(|line| {
                line.strip_prefix(":id:")
                    .is_some_and(|id| !id.trim().is_empty())
            })
        };
        let is_need = |(at, line): (usize, &&str)| {
            let Some((name, _)) = directive(line) else {
                return false;
            };
            NEEDS.contains(&name)
                || name == LIST
                || (!is_about(name) && !is_beside(name) && has_id(at))
        };
        let is_rst = place.stem(&rst::ENDINGS).is_some();
        if is_rst {
            return lines.iter().enumerate().any(is_need);
        }
        let is_known = |line: &&str| directive(line).is_some_and(|(name, _)| NEEDS.contains(&name));
        place.stem(&["txt", "inc"]).is_some() && lines.iter().any(is_known)
    }

    fn read(&self, place: &SplitPath, source: &SpecText) -> Result<SpecDraft, ReadError> {
        let is_markdown = place.stem(&MARKDOWN).is_some();
        let directives = is_markdown.then(|| myst::directives(source.text()));
        let text = directives.as_deref().unwrap_or(source.text());
        let lines: Vec<Line<'_>> = text.lines().map(Line::new).collect();
        let mut reading = NeedsReader::new(is_markdown);
        reading.run(&lines);
        let (mut draft, blocks) = (reading.draft, reading.blocks);
        let count = draft.found.len();
        if is_markdown {
            draft.append(lists::read_beside(place.role(), source));
        } else {
            let translation = rst::translate(source, &blocks);
            draft.append(lists::read_beside(place.role(), &translation.source));
            for (line, why) in translation.warnings {
                draft.warn_always(line, why);
            }
            draft.translation = Some(translation.source);
        }
        if draft.found.is_empty() {
            return Err(ReadError::NoCriteria {
                looked_for: LOOKED_FOR,
            });
        }
        let needs = if count == 1 { "need" } else { "needs" };
        draft.because = match draft.found.len() - count {
            0 => format!("{count} {needs} of sphinx-needs"),
            others => format!("{count} {needs} of sphinx-needs, {others} in lists and tables"),
        };
        Ok(draft)
    }
}

/// Returns whether a line begins a need.
pub(in crate::spec) fn begins_need(line: &str) -> bool {
    directive(line.trim()).is_some_and(|(name, _)| NEEDS.contains(&name))
}
