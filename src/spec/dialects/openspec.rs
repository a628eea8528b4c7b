//! OpenSpec: `openspec/specs/<capability>/spec.md` and the changes to them
//! (<https://github.com/Fission-AI/OpenSpec>, `src/core/parsers/`).
//!
//! Owns the paths of such files and the structure by which they are recognised elsewhere.

use crate::model::spec::Dialect;
use crate::spec::draft::SpecDraft;
use crate::spec::error::ReadError;
use crate::spec::lists;
use crate::spec::place::{Folder, MARKDOWN, SplitPath};
use crate::spec::source::SpecText;

use super::Reader;

/// Requirements with scenarios in headings, and deltas to them.
pub(super) struct OpenSpec;

impl Reader for OpenSpec {
    fn dialect(&self) -> Dialect {
        Dialect::OpenSpec
    }

    fn place(&self, place: &SplitPath) -> Option<u32> {
        let stem = place.stem(&MARKDOWN)?;
        let in_change = place.is_under("changes");
        let after = match stem {
            _ if !place.is_under("openspec") => return None,
            "spec" if place.is_under("specs") => 0,
            "tasks" if in_change => 50,
            _ => return None,
        };
        Some(100 + after + place.archived() + place.depth())
    }

    fn group(&self, place: &SplitPath) -> Option<Folder> {
        self.place(place)?;
        match place.after("openspec") {
            [first, ..] if first == "specs" => place.below("openspec", 1, "OpenSpec specs"),
            [first, second, ..] if first == "changes" && second == "archive" => {
                place.below("openspec", 3, "archived OpenSpec change")
            }
            [first, ..] if first == "changes" => place.below("openspec", 2, "OpenSpec change"),
            _ => None,
        }
    }

    fn claims(&self, place: &SplitPath) -> bool {
        place.is_under("openspec") && place.stem(&MARKDOWN).is_some()
    }

    fn recognises(&self, place: &SplitPath, source: &SpecText) -> bool {
        let (mut requirement, mut scenario) = (false, false);
        for line in source.headings() {
            requirement |= line.starts_with("### Requirement:");
            scenario |= requirement && line.starts_with("#### ");
        }
        place.stem(&MARKDOWN).is_some() && requirement && scenario
    }

    fn read(&self, place: &SplitPath, source: &SpecText) -> Result<SpecDraft, ReadError> {
        lists::read(place.role(), source)
    }
}
