//! Reads lists in Markdown as criteria and tasks: the common ground of spec-kit, OpenSpec, Kiro,
//! stories, checklists and hand-written specs.
//!
//! Owns the pass over a document's headings, paragraphs, items and tables, which decides by
//! structure first and by words last. Of paths it only knows the role of a file.

mod accept;
mod code;
mod columns;
mod document;
mod facts;
mod inline;
mod items;
mod names;
mod paragraphs;
mod pass;
mod prose;
mod reading_reason;
mod reasons;
mod repeats;
mod scenarios;
mod scope;
mod tables;
mod tellings;
mod template;
mod terms;
mod topics;
mod yaml;

use super::draft::SpecDraft;
use super::error::ReadError;
use super::markdown::outline::Outline;
use super::place::ListRole;
use super::source::SpecText;

use pass::ListPass;

const LOOKED_FOR: &str = "checkboxes, lists under a heading such as `Acceptance criteria` or `Requirements`, \
                          ids such as AC-1 or FR-001, tables with ids, and Given/When/Then scenarios";

/// Reads a document in which another reader already found criteria: sentences that only sound like
/// criteria are ignored. If nothing is found, returns only the warnings about unread parts.
pub(super) fn read_beside(role: ListRole, source: &SpecText) -> SpecDraft {
    let outline = Outline::of(source);
    let mut draft = ListPass::new(source, &outline, role).run();
    if draft.found.is_empty() {
        draft = SpecDraft::default();
    }
    outline.warn(source, &mut draft);
    draft
}

/// Reads a document.
///
/// # Errors
/// When it holds neither criteria nor tasks.
pub(super) fn read(role: ListRole, source: &SpecText) -> Result<SpecDraft, ReadError> {
    let outline = Outline::of(source);
    let mut draft = ListPass::new(source, &outline, role).run();
    if draft.found.is_empty() && !matches!(role, ListRole::Tasks | ListRole::Checklist) {
        draft = ListPass::new(source, &outline, role).lenient().run();
    }
    if draft.found.is_empty() {
        let unfilled = draft.first_left_out(reasons::UNFILLED);
        let why = "the template is not filled in here";
        return Err(match unfilled {
            Some(line) => ReadError::Unread { line, why },
            None => outline.without_criteria(source, LOOKED_FOR),
        });
    }
    outline.warn(source, &mut draft);
    if draft.title.is_empty() {
        draft.title = outline.front_title.unwrap_or_default();
    }
    Ok(draft)
}
