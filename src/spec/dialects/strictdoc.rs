//! StrictDoc's own format, `.sdoc`: each requirement is one criterion, and so is every element of
//! the document's own grammar that has a statement.
//!
//! Owns the format's blocks and fields. Knows nothing of StrictDoc's Markdown.

use crate::model::spec::{Dialect, LineRange, Requirement};
use crate::model::text::Untrusted;
use crate::spec::draft::{self, DraftCriterion, MAX_LABEL_CHARS, MAX_SECTIONS, SpecDraft, clip};
use crate::spec::error::ReadError;
use crate::spec::ids::{FALLBACK_STEM, Name, initials};
use crate::spec::place::SplitPath;
use crate::spec::source::SpecText;

use super::{Reader, status};

const LOOKED_FOR: &str = "`[REQUIREMENT]` blocks, or others of the document's own grammar, with a `STATEMENT:` or a `TITLE:`";

/// Blocks that are parts of the document, and elements that are not criteria.
const BESIDE: [&str; 12] = [
    "ASSUMPTION",
    "DEFINITION",
    "DOCUMENT",
    "DOCUMENT_FROM_FILE",
    "GRAMMAR",
    "NOTE",
    "SECTION",
    "TEST",
    "TEST_CASE",
    "TEST_RESULT",
    "TEST_SPEC",
    "TEXT",
];

/// The marks that open and close a text of several lines.
const OPENS: &str = ">>>";
const CLOSES: &str = "<<<";

/// Documents with blocks of requirements.
pub(super) struct Documents;

impl Reader for Documents {
    fn dialect(&self) -> Dialect {
        Dialect::StrictDoc
    }

    fn place(&self, place: &SplitPath) -> Option<u32> {
        self.claims(place).then(|| 520 + place.depth())
    }

    fn claims(&self, place: &SplitPath) -> bool {
        place.stem(&["sdoc"]).is_some()
    }

    fn recognises(&self, _place: &SplitPath, source: &SpecText) -> bool {
        let mut lines = source
            .text()
            .lines()
            .map(str::trim_end)
            .filter(|line| !line.is_empty());
        lines.next() == Some("[DOCUMENT]") && lines.any(|line| line == "[REQUIREMENT]")
    }

    fn read(&self, _place: &SplitPath, source: &SpecText) -> Result<SpecDraft, ReadError> {
        let lines: Vec<&str> = source.text().lines().map(str::trim_end).collect();
        let mut reading = StrictDocReader {
            draft: SpecDraft::default(),
            outer: Vec::new(),
        };
        reading.run(&lines);
        let mut draft = reading.draft;
        if draft.found.is_empty() {
            return Err(ReadError::NoCriteria {
                looked_for: LOOKED_FOR,
            });
        }
        let requirements = if draft.found.len() == 1 {
            "requirement"
        } else {
            "requirements"
        };
        draft.because = format!("{} {requirements} of StrictDoc", draft.found.len());
        Ok(draft)
    }
}

/// The line that begins or ends a block.
#[derive(Clone, Copy, PartialEq, Eq)]
struct BlockHeader<'a> {
    tag: &'a str,
    /// `[[TAG]]`: a block that contains others.
    composite: bool,
    /// `[[/TAG]]`: the end of such a block.
    closes: bool,
}

fn header(line: &str) -> Option<BlockHeader<'_>> {
    let inside = line.strip_prefix('[')?.strip_suffix(']')?;
    let double = inside
        .strip_prefix('[')
        .and_then(|inside| inside.strip_suffix(']'));
    let inside = double.unwrap_or(inside);
    let tag = inside.strip_prefix('/').unwrap_or(inside);
    let fits = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let starts = tag.starts_with(|c: char| c.is_ascii_uppercase());
    // Older documents write sections in single brackets.
    let composite = double.is_some() || matches!(tag, "SECTION" | "COMPOSITE_REQUIREMENT");
    (starts && tag.chars().all(fits)).then_some(BlockHeader {
        tag,
        composite,
        closes: tag.len() < inside.len(),
    })
}

/// The fields of a block that are read.
#[derive(Default)]
struct BlockFields {
    uid: String,
    title: String,
    statement: String,
    status: String,
}

/// An open block that contains others.
struct OuterBlock<'a> {
    tag: &'a str,
    title: String,
    requirement: Option<u32>,
}

struct StrictDocReader<'a> {
    draft: SpecDraft,
    outer: Vec<OuterBlock<'a>>,
}

impl<'a> StrictDocReader<'a> {
    fn run(&mut self, lines: &[&'a str]) {
        let last_close = lines.iter().rposition(|line| *line == CLOSES);
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            let Some(found) = header(line) else {
                at += 1;
                continue;
            };
            if found.closes {
                self.close(found.tag, at);
                at += 1;
                continue;
            }
            let first = at;
            let (fields, end) = self.fields(lines, at + 1, last_close);
            at = end;
            let content = lines.get(first..end).unwrap_or_default();
            let last = first
                + content
                    .iter()
                    .rposition(|line| !line.is_empty())
                    .unwrap_or(0);
            self.block(
                found,
                fields,
                LineRange::new(first as u32 + 1, last as u32 + 1),
            );
        }
    }

    fn close(&mut self, tag: &str, at: usize) {
        match self.outer.last() {
            Some(outer) if outer.tag == tag => drop(self.outer.pop()),
            _ => {
                let message =
                    "this closes a block that is not open here; put it after the end of its block";
                self.draft.warn(at as u32 + 1, message, tag);
            }
        }
    }

    /// Reads the fields from the line `at` on; returns them and the index of the line after the
    /// block.
    fn fields(
        &mut self,
        lines: &[&str],
        mut at: usize,
        last_close: Option<usize>,
    ) -> (BlockFields, usize) {
        let mut fields = BlockFields::default();
        while let Some(line) = lines.get(at).filter(|line| header(line).is_none()) {
            let field_at = at;
            at += 1;
            let Some((name, value)) = field(line) else {
                continue;
            };
            let mut value = value.to_owned();
            if value == OPENS {
                let closed = last_close.is_some_and(|last| last >= at);
                if !closed {
                    let message = "this text is never closed, so it was read up to the next block; close it with `<<<`";
                    self.draft.warn(field_at as u32 + 1, message, name);
                }
                let rest = lines.get(at..).unwrap_or_default();
                let ends = |line: &&str| **line == *CLOSES || (!closed && header(line).is_some());
                let length = rest.iter().position(ends).unwrap_or(rest.len());
                value = rest.get(..length).unwrap_or_default().join("\n");
                at += length + usize::from(closed);
            }
            let slot = match name {
                "UID" => &mut fields.uid,
                "TITLE" => &mut fields.title,
                "STATEMENT" => &mut fields.statement,
                "STATUS" => &mut fields.status,
                _ => continue,
            };
            value.trim().clone_into(slot);
        }
        (fields, at)
    }

    fn block(&mut self, header: BlockHeader<'a>, fields: BlockFields, lines: LineRange) {
        if header.tag == "DOCUMENT" && self.draft.title.is_empty() {
            self.draft.title = label(&fields.title);
        }
        let wanted = header.tag == "REQUIREMENT"
            || header.tag == "COMPOSITE_REQUIREMENT"
            || !fields.statement.is_empty();
        if wanted && !BESIDE.contains(&header.tag) {
            self.requirement(header, &fields, lines);
        }
        if header.composite {
            let requirement = self.outer.last().and_then(|outer| outer.requirement);
            let own =
                (wanted && !BESIDE.contains(&header.tag)).then(|| self.statement(&fields, lines));
            let title = label(&fields.title);
            self.outer.push(OuterBlock {
                tag: header.tag,
                title,
                requirement: own.or(requirement),
            });
        }
    }

    fn requirement(&mut self, header: BlockHeader<'_>, fields: &BlockFields, lines: LineRange) {
        let text = format!("{}\n{}", fields.title, fields.statement);
        let text = if text.trim().is_empty() {
            &fields.uid
        } else {
            text.trim()
        };
        if text.is_empty() {
            let message = "left out, because it has no text: give it a `STATEMENT:`";
            return self.draft.warn(lines.first, message, header.tag);
        }
        let from = self.outer.len().saturating_sub(MAX_SECTIONS);
        let labels = self
            .outer
            .get(from..)
            .unwrap_or_default()
            .iter()
            .map(|outer| &outer.title);
        let section: Vec<String> = labels.filter(|title| !title.is_empty()).cloned().collect();
        let name = if fields.uid.is_empty() {
            Name::Next {
                stem: section
                    .last()
                    .map_or_else(|| FALLBACK_STEM.to_owned(), |label| initials(label)),
            }
        } else {
            Name::Written(fields.uid.clone())
        };
        let rule = if header.tag == "REQUIREMENT" {
            "requirement block"
        } else {
            "block of the document's grammar with a statement"
        };
        let requirement = self.outer.last().and_then(|outer| outer.requirement);
        let claim = status::claim(&fields.status);
        self.draft.add(DraftCriterion {
            section: draft::section(section),
            claim,
            requirement,
            ..DraftCriterion::new(name, text.to_owned(), lines, rule)
        });
    }

    /// Adds the requirement that a block with others in it states, and returns its index in the
    /// draft.
    fn statement(&mut self, fields: &BlockFields, lines: LineRange) -> u32 {
        let title = Untrusted::from(label(&fields.title));
        let text = Untrusted::from(fields.statement.clone());
        self.draft
            .requirements
            .push(Requirement { title, text, lines });
        self.draft.requirements.len() as u32 - 1
    }
}

fn label(text: &str) -> String {
    clip(text, MAX_LABEL_CHARS).replace('\n', " ")
}

/// Returns the name and value of a field that begins on a line.
fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let fits = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    (!name.is_empty() && name.chars().all(fits)).then(|| (name, value.trim()))
}
