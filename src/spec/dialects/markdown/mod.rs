//! The general Markdown dialect: boxes, lists under headings of criteria, ids, scenarios.
//!
//! Owns which Markdown files are specs by their place, and what is said about what was read.

mod items;
mod scope;
mod walk;

use crate::model::spec::Dialect;
use crate::spec::draft::Draft;
use crate::spec::error::ReadError;
use crate::spec::markdown::outline::Outline;
use crate::spec::place::Place;
use crate::spec::source::Source;

use super::Reader;
use walk::Walk;

/// Endings of Markdown files.
const ENDINGS: [&str; 4] = ["md", "markdown", "mdown", "mkd"];

const LOOKED_FOR: &str = "checkboxes, lists under a heading such as `Acceptance criteria` or `Requirements`, \
                          ids such as AC-1 or FR-001, and Given/When/Then scenarios";

/// Markdown in which lists hold what is to be accepted.
pub(super) struct Lists;

impl Reader for Lists {
    fn dialect(&self) -> Dialect {
        Dialect::Markdown
    }

    fn place(&self, place: &Place) -> Option<u32> {
        let stem = place.stem(&ENDINGS)?;
        let archived = if place.is_under("archive") { 900 } else { 0 };
        let class = if is_generated_place(place, stem) {
            100
        } else if stem == "spec" || stem == "specification" {
            200
        } else if place.is_under("docs") && stem.starts_with("spec") {
            300
        } else if stem.starts_with("acceptance") {
            400
        } else {
            return None;
        };
        let after = match stem {
            "tasks" => 50,
            _ if place.parent() == "checklists" => 40,
            _ => 0,
        };
        Some(class + after + archived + place.depth())
    }

    fn claims(&self, _place: &Place) -> bool {
        // What no other dialect takes is read as Markdown anyway.
        false
    }

    fn recognises(&self, place: &Place, _source: &Source) -> bool {
        place.stem(&ENDINGS).is_some()
    }

    fn read(&self, place: &Place, source: &Source) -> Result<Draft, ReadError> {
        let outline = Outline::new(source.text());
        let mut draft = Walk::new(source, &outline, place.role()).run();
        if draft.found.is_empty() {
            return Err(outline.without_criteria(source, LOOKED_FOR));
        }
        outline.warn(source, &mut draft);
        if draft.title.is_empty() {
            draft.title = outline.front_title.unwrap_or_default();
        }
        Ok(draft)
    }
}

/// The places where generators of specs put them: `specs/001-login/spec.md` (spec-kit),
/// `openspec/specs/login/spec.md` and `openspec/changes/…` (OpenSpec), `.kiro/specs/login/…` (Kiro).
fn is_generated_place(place: &Place, stem: &str) -> bool {
    let in_specs = place.is_under("specs") && place.parent() != "specs";
    let in_change = place.is_under("openspec") && place.is_under("changes");
    let known = match stem {
        "spec" | "requirements" | "bugfix" | "tasks" => true,
        _ => place.parent() == "checklists",
    };
    known && (in_specs || (in_change && stem == "tasks"))
}
