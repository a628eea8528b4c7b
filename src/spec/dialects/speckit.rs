//! GitHub spec-kit: `specs/<feature>/spec.md` with `tasks.md` and `checklists/` beside it
//! (<https://github.com/github/spec-kit>, `templates/`).
//!
//! Owns the paths of such files and the structure by which they are recognised elsewhere.

use crate::model::spec::Dialect;
use crate::spec::draft::SpecDraft;
use crate::spec::error::ReadError;
use crate::spec::lists;
use crate::spec::place::{Folder, ListRole, MARKDOWN, SplitPath};
use crate::spec::source::SpecText;

use super::Reader;

/// Files of a spec-kit feature.
pub(super) struct SpecKit;

/// Returns whether a file is one of the checklists beside a spec. They ask whether the spec is
/// complete, and say nothing of the delivery.
pub(in crate::spec) fn is_about_spec(place: &SplitPath) -> bool {
    place.parent() == "checklists" && SpecKit.place(place).is_some()
}

impl Reader for SpecKit {
    fn dialect(&self) -> Dialect {
        Dialect::SpecKit
    }

    fn place(&self, place: &SplitPath) -> Option<u32> {
        let stem = place.stem(&MARKDOWN)?;
        if !place.is_under("specs") || place.parent() == "specs" || place.is_under("openspec") {
            return None;
        }
        let after = match stem {
            "spec" => 0,
            _ if place.parent() == "checklists" => 60,
            "tasks" => 50,
            _ => return None,
        };
        Some(100 + after + place.archived() + place.depth())
    }

    fn group(&self, place: &SplitPath) -> Option<Folder> {
        self.place(place)?;
        place.below("specs", 1, "spec-kit feature")
    }

    fn claims(&self, place: &SplitPath) -> bool {
        self.place(place).is_some()
    }

    fn recognises(&self, place: &SplitPath, source: &SpecText) -> bool {
        let is_story = |line: &&str| line.starts_with("### User Story");
        place.stem(&MARKDOWN).is_some()
            && matches!(place.role(), ListRole::Spec | ListRole::Document)
            && source.headings().any(|line| is_story(&line))
            && source.text().contains("**Acceptance Scenarios**")
    }

    fn read(&self, place: &SplitPath, source: &SpecText) -> Result<SpecDraft, ReadError> {
        lists::read(place.role(), source)
    }
}
