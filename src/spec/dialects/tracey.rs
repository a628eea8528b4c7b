//! tracey: `r[auth.login]` alone on the first line of a paragraph or a quote, before the rule it
//! names (<https://tracey.bearcove.eu/spec/>, "Markdown Requirement Syntax").
//!
//! Owns the syntax of markers and the end of their rules. Markers within a text or a fence do not
//! count.

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

const LOOKED_FOR: &str = "markers such as `r[auth.login]`, alone on the first line of a paragraph";
const RULE: &str = "rule behind a marker";

/// The fewest markers by which a file is recognised.
const MIN_MARKERS: usize = 2;

/// Rules after markers.
pub(super) struct Tracey;

impl Reader for Tracey {
    fn dialect(&self) -> Dialect {
        Dialect::Tracey
    }

    fn place(&self, _place: &SplitPath) -> Option<u32> {
        None
    }

    fn claims(&self, _place: &SplitPath) -> bool {
        false
    }

    fn recognises(&self, place: &SplitPath, source: &SpecText) -> bool {
        let dotted = |line: &str| marker(unquoted(line)).is_some_and(|id| id.contains('.'));
        place.stem(&MARKDOWN).is_some()
            && source
                .outside_fences()
                .filter(|line| dotted(line))
                .take(MIN_MARKERS)
                .count()
                == MIN_MARKERS
    }

    fn read(&self, _place: &SplitPath, source: &SpecText) -> Result<SpecDraft, ReadError> {
        let outline = Outline::of(source);
        let mut draft = SpecDraft::default();
        let mut path = Path::default();
        for (at, block) in outline.blocks.iter().enumerate() {
            match block.kind {
                Kind::Heading { level } => path.enter(level, &block.text, &mut draft),
                Kind::Paragraph { item: None } => {
                    let first = text_of(source, &block.span)
                        .lines()
                        .next()
                        .unwrap_or_default();
                    if let Some(id) = marker(first) {
                        let quote = quoted_rule(source, &outline.blocks, at);
                        let end = quote.unwrap_or_else(|| rule_end(source, &outline.blocks, at));
                        let body = text_of(source, &(block.span.start + first.len()..end)).trim();
                        let text = match quote {
                            Some(_) => unindent(
                                body.lines()
                                    .map(unquoted)
                                    .collect::<Vec<_>>()
                                    .join("\n")
                                    .trim(),
                                0,
                            ),
                            None => unindent(body, 0),
                        };
                        take(&mut draft, source, &path, id, block.span.start..end, text);
                    }
                }
                Kind::Quote => quote(&mut draft, source, &path, &block.span),
                _ => {}
            }
        }
        let count = draft.found.len();
        draft.because = format!(
            "{count} {} behind markers",
            if count == 1 { "rule" } else { "rules" }
        );
        outline.warn(source, &mut draft);
        if count == 0 {
            Err(outline.without_criteria(source, LOOKED_FOR))
        } else {
            Ok(draft)
        }
    }
}

/// Adds the rules in a quote; each extends to the next marker, or to the quote's end.
fn quote(draft: &mut SpecDraft, source: &SpecText, path: &Path, span: &Range<usize>) {
    let mut fenced = false;
    let mut open: Option<(&str, Range<usize>, String)> = None;
    let mut start = span.start;
    for line in text_of(source, span).split_inclusive('\n') {
        let content = unquoted(line).trim_end();
        let found = if fenced { None } else { marker(content) };
        fenced ^=
            content.trim_start().starts_with("```") || content.trim_start().starts_with("~~~");
        if let Some(id) = found {
            if let Some((id, span, text)) = open.replace((id, start..start, String::new())) {
                take(draft, source, path, id, span, text);
            }
        } else if let Some((_, _, text)) = &mut open {
            text.push_str(content);
            text.push('\n');
        }
        start += line.len();
        if let Some((_, span, _)) = &mut open {
            span.end = start;
        }
    }
    if let Some((id, span, text)) = open {
        take(draft, source, path, id, span, text);
    }
}

fn take(
    draft: &mut SpecDraft,
    source: &SpecText,
    path: &Path,
    id: &str,
    span: Range<usize>,
    text: String,
) {
    let text = text.trim();
    let text = if text.is_empty() { id } else { text };
    let found = DraftCriterion::new(
        Name::Written(id.to_owned()),
        text.to_owned(),
        source.lines(&span),
        RULE,
    );
    draft.add(DraftCriterion {
        section: draft::section(path.labels()),
        ..found
    });
}

/// Returns the end of the quote that is the rule of a marker alone on the line above it. A quote
/// with markers of its own is not such a rule.
fn quoted_rule(source: &SpecText, blocks: &[Block], at: usize) -> Option<usize> {
    let (block, next) = (blocks.get(at)?, blocks.get(at + 1)?);
    let is_alone = !text_of(source, &block.span).trim_end().contains('\n');
    let between = text_of(source, &(block.span.start..next.span.start)).trim_end();
    let is_below =
        source.line(next.span.start) == source.line(block.span.start + between.len()) + 1;
    let has_marker = || {
        text_of(source, &next.span)
            .lines()
            .any(|line| marker(unquoted(line)).is_some())
    };
    (next.kind == Kind::Quote && is_alone && is_below && !has_marker()).then_some(next.span.end)
}

/// Returns the end of a marker's rule. A marker that stands alone, or whose text ends with a colon,
/// has everything up to the next marker, heading or quote as its rule; for any other, the rule is
/// the text right below the marker.
fn rule_end(source: &SpecText, blocks: &[Block], at: usize) -> usize {
    let Some(block) = blocks.get(at) else {
        return 0;
    };
    let own = text_of(source, &block.span).trim_end();
    let alone = !own.contains('\n');
    let leads_on = own.ends_with(':');
    let ends = |next: &Block| match next.kind {
        Kind::Heading { .. } | Kind::Quote => true,
        Kind::Paragraph { item: None } => {
            (!alone && !leads_on) || marker(first_line(source, &next.span)).is_some()
        }
        _ => !alone && !leads_on,
    };
    let next = blocks.iter().skip(at + 1).find(|next| ends(next));
    match next {
        Some(next) if alone || leads_on => next.span.start,
        None if alone || leads_on => source.text().len(),
        _ => block.span.end,
    }
}

/// Returns the id of a marker that is a whole line: lower-case letters and digits, then in brackets
/// parts of letters, digits, `-` and `_` with dots between them, and optionally `+` and a version.
fn marker(line: &str) -> Option<&str> {
    let (prefix, rest) = line.trim_end().split_once('[')?;
    let id = rest.strip_suffix(']')?;
    let (name, version) = id.split_once('+').unwrap_or((id, "1"));
    let is_prefix = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let is_part = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let usual = (1..=8).contains(&prefix.len()) && prefix.chars().all(is_prefix);
    let good = usual && name.split('.').all(is_part) && version.parse::<u32>().is_ok();
    // `r[x]` is more often code than a rule.
    (good && name.contains('.')).then_some(id)
}

fn unquoted(line: &str) -> &str {
    line.strip_prefix('>')
        .map_or(line, |rest| rest.strip_prefix(' ').unwrap_or(rest))
}

fn first_line<'a>(source: &'a SpecText, span: &Range<usize>) -> &'a str {
    text_of(source, span).lines().next().unwrap_or_default()
}

fn text_of<'a>(source: &'a SpecText, span: &Range<usize>) -> &'a str {
    source.text().get(span.clone()).unwrap_or_default()
}
