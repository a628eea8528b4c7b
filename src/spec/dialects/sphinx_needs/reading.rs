//! Makes one pass over the lines: collects needs, their content, and the headings above them.

use std::sync::Arc;

use super::super::markup::rst::{Line, directive, ruler};
use super::super::status;
use super::names::{LIST, NEEDS, is_about, is_beside, is_literal};
use super::options::options;
use crate::model::spec::{LineRange, Requirement, TickClaim};
use crate::model::text::Untrusted;
use crate::spec::draft::{self, DraftCriterion, MAX_LABEL_CHARS, MAX_SECTIONS, SpecDraft, clip};
use crate::spec::ids::{FALLBACK_STEM, Name, initials};
use crate::spec::markdown::body::unindent;

/// The reasons why directives are left out.
const ABOUT_SOMETHING_ELSE: &str =
    "a directive for a document, a person or a stage of work, not for a requirement";
const DELETED: &str = "the need is marked as deleted";
const BESIDE_NEEDS: &str = "a directive for how needs are met or tested, or for a list of needs";

/// A need that is being read.
struct OpenNeed {
    /// The indentation of its directive, in columns.
    indent: usize,
    id: Option<String>,
    title: String,
    claim: TickClaim,
    /// The lines below the options.
    body: String,
    /// The indentation of the first of these lines, in columns.
    body_indent: Option<usize>,
    first: u32,
    last: u32,
    /// Its index in the draft's requirements, once another need has begun in it.
    requirement: Option<u32>,
    /// The index in the draft's requirements of the need around it.
    outer: Option<u32>,
}

#[derive(Default)]
pub(super) struct NeedsReader {
    pub(super) draft: SpecDraft,
    /// The open needs, outermost first; all but the last have their whole text already.
    open: Vec<OpenNeed>,
    /// The open headings below the document's title, with the index of their style.
    headings: Vec<(usize, String)>,
    /// Whether headings are Markdown's.
    is_markdown: bool,
    /// The lines of needs and of the directives that accompany them, including their content.
    pub(super) blocks: Vec<LineRange>,
    /// The styles of headings in the order of their first use: the mark, and whether there is a
    /// line above the title.
    styles: Vec<(char, bool)>,
}

impl NeedsReader {
    /// Creates a pass; `is_markdown` says whether headings are Markdown's.
    pub(super) fn new(is_markdown: bool) -> Self {
        Self {
            is_markdown,
            ..Self::default()
        }
    }

    /// Makes the pass over the lines of a document.
    pub(super) fn run(&mut self, lines: &[Line<'_>]) {
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            if line.content.is_empty() {
                self.text(at, *line);
                at += 1;
                continue;
            }
            self.close(line.indent);
            if line.indent == 0
                && let Some(end) = self.heading(lines, at)
            {
                at = end;
                continue;
            }
            at = match directive(line.content) {
                Some((name, title)) => self.directive(lines, at, *line, name, title),
                // A comment, a target or a footnote.
                None if line.content == ".." || line.content.starts_with(".. ") => {
                    skip(lines, at, *line)
                }
                None if line.content.ends_with("::") => self.literal(lines, at, *line),
                None => {
                    self.text(at, *line);
                    at + 1
                }
            };
        }
        self.close(0);
    }

    /// Takes a directive, and returns the index of the line to go on with.
    fn directive(
        &mut self,
        lines: &[Line<'_>],
        at: usize,
        line: Line<'_>,
        name: &str,
        title: &str,
    ) -> usize {
        if is_literal(name) {
            return self.literal(lines, at, line);
        }
        if name == LIST {
            return self.list(lines, at, line);
        }
        let (options, next) = options(lines, at + 1, line.indent, self.is_markdown);
        let is_about = options.id.is_some() && is_about(name);
        if options.is_deleted || is_beside(name) || is_about {
            // A directive about a whole document may have needs in it.
            let end = if is_about {
                next
            } else {
                skip(lines, at, line)
            };
            let block = LineRange::new(at as u32 + 1, end as u32);
            self.blocks.push(block);
            if options.id.is_some() {
                let why = match (options.is_deleted, is_about) {
                    (true, _) => DELETED,
                    (_, true) => ABOUT_SOMETHING_ELSE,
                    _ => BESIDE_NEEDS,
                };
                self.draft.leave_out(block, why);
            }
            return end;
        }
        if options.id.is_none() && !NEEDS.contains(&name) {
            self.text(at, line);
            return at + 1;
        }
        if self.open.is_empty() {
            self.block(lines, at, line);
        }
        let outer = self.outer();
        let title = std::iter::once(title)
            .chain(options.title)
            .collect::<Vec<_>>()
            .join(" ");
        self.open.push(OpenNeed {
            indent: line.indent,
            id: options.id.map(str::to_owned),
            title: title.trim().to_owned(),
            claim: options.status.map_or(TickClaim::None, status::claim),
            body: String::new(),
            body_indent: None,
            first: at as u32 + 1,
            last: next as u32,
            requirement: None,
            outer,
        });
        next
    }

    /// Records the lines of a directive with its content, and returns the index of the line after
    /// them.
    pub(super) fn block(&mut self, lines: &[Line<'_>], at: usize, line: Line<'_>) -> usize {
        let end = skip(lines, at, line);
        self.blocks.push(LineRange::new(at as u32 + 1, end as u32));
        end
    }

    /// Takes a line and the more deeply indented lines below it unchanged.
    fn literal(&mut self, lines: &[Line<'_>], at: usize, line: Line<'_>) -> usize {
        let end = skip(lines, at, line);
        for (at, line) in lines.iter().enumerate().take(end).skip(at) {
            self.text(at, *line);
        }
        end
    }

    /// Returns the index of the innermost open need, which the next need details; its text ends
    /// here.
    fn outer(&mut self) -> Option<u32> {
        let next = self.draft.requirements.len() as u32;
        let open = self.open.last_mut()?;
        if open.requirement.is_none() {
            open.requirement = Some(next);
            let title = Untrusted::from(clip(&open.title, MAX_LABEL_CHARS).to_owned());
            let lines = LineRange::new(open.first, open.last);
            let requirement = Requirement {
                title,
                text: Untrusted::from(open.body()),
                lines,
            };
            let index = open.requirement;
            self.draft.requirements.push(requirement);
            return index;
        }
        open.requirement
    }

    /// Adds a line to the open need, unless another need has begun in it.
    fn text(&mut self, at: usize, line: Line<'_>) {
        let Some(open) = self
            .open
            .last_mut()
            .filter(|open| open.requirement.is_none())
        else {
            return;
        };
        if !line.content.is_empty() {
            open.last = at as u32 + 1;
            open.body_indent.get_or_insert(line.indent);
        }
        open.body.push('\n');
        open.body.push_str(line.text);
    }

    /// Closes the needs that do not contain a line with this indentation, and adds their criteria.
    fn close(&mut self, indent: usize) {
        while let Some(open) = self.open.pop_if(|open| indent <= open.indent) {
            let text = open.text();
            let text = match &open.id {
                Some(id) if text.is_empty() => id.clone(),
                _ => text,
            };
            if text.is_empty() {
                self.draft.warn(
                    open.first,
                    "left out, because it has no text: give it a title",
                    "",
                );
                continue;
            }
            let (section, stem) = self.place();
            let name = open.id.map_or(Name::Next { stem }, Name::Written);
            let lines = LineRange::new(open.first, open.last);
            let found = DraftCriterion::new(name, text, lines, "directive of a need");
            self.draft.add(DraftCriterion {
                section,
                claim: open.claim,
                requirement: open.outer,
                ..found
            });
        }
    }

    /// Takes the heading that begins at a line, if one does, and returns the index after it.
    fn heading(&mut self, lines: &[Line<'_>], at: usize) -> Option<usize> {
        let line = lines.get(at)?.text;
        if self.is_markdown {
            let level = line
                .bytes()
                .take(7)
                .take_while(|byte| *byte == b'#')
                .count();
            let title = line.get(level..)?.strip_prefix(' ').filter(|_| level > 0)?;
            self.open_heading(level - 1, title);
            return Some(at + 1);
        }
        let above = ruler(line);
        let (title, under) = if above.is_some() {
            (lines.get(at + 1)?.text, at + 2)
        } else {
            (line, at + 1)
        };
        let ruled = lines.get(under)?.text;
        let mark = ruler(ruled)?;
        let fits =
            above.is_none_or(|above| above == mark) && !title.is_empty() && ruler(title).is_none();
        let long = ruled.len() >= title.trim().chars().take(4).count();
        if !fits || !long {
            return None;
        }
        let style = (mark, above.is_some());
        let known = self.styles.iter().position(|other| *other == style);
        let level = known.unwrap_or(self.styles.len());
        if known.is_none() {
            self.styles.push(style);
        }
        self.open_heading(level, title);
        Some(under + 1)
    }

    fn open_heading(&mut self, level: usize, title: &str) {
        let label = clip(title.trim(), MAX_LABEL_CHARS).to_owned();
        while self.headings.pop_if(|(other, _)| *other >= level).is_some() {}
        if self.draft.title.is_empty() && level == 0 {
            self.draft.title = label;
        } else {
            self.headings.push((level, label));
        }
    }

    /// Returns the open headings, and the letters for needs without ids.
    pub(super) fn place(&self) -> (Arc<[Untrusted]>, String) {
        let from = self.headings.len().saturating_sub(MAX_SECTIONS);
        let labels = self.headings.get(from..).unwrap_or_default();
        let stem = labels
            .last()
            .map_or_else(|| FALLBACK_STEM.to_owned(), |(_, label)| initials(label));
        (
            draft::section(labels.iter().map(|(_, label)| label.clone())),
            stem,
        )
    }
}

impl OpenNeed {
    /// Returns the text below the title, moved to the left.
    fn body(&self) -> String {
        let body = format!("\n{}", self.body.trim_start_matches('\n'));
        unindent(&body, self.body_indent.unwrap_or(0))
            .trim()
            .to_owned()
    }

    /// Returns the title and the text below it.
    fn text(&self) -> String {
        format!("{}\n{}", self.title, self.body()).trim().to_owned()
    }
}

/// Returns the index of the first line after `at` that is neither blank nor indented deeper than
/// `line`.
fn skip(lines: &[Line<'_>], at: usize, line: Line<'_>) -> usize {
    let after = lines.get(at + 1..).unwrap_or_default();
    let length = after.iter().position(|below| !below.is_below(line.indent));
    at + 1 + length.unwrap_or(after.len())
}
