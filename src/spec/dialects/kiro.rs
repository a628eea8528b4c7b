//! AWS Kiro and cc-sdd: `.kiro/specs/<feature>/requirements.md` with numbered requirements and
//! numbered criteria, which are known as 1.2 (<https://kiro.dev/docs/specs/>).
//!
//! Owns the paths of such files and the structure by which they are recognised elsewhere.

use crate::model::spec::Dialect;
use crate::spec::draft::SpecDraft;
use crate::spec::error::ReadError;
use crate::spec::lists;
use crate::spec::place::{Folder, ListRole, MARKDOWN, SplitPath};
use crate::spec::source::SpecText;

use super::Reader;

/// Numbered requirements with numbered criteria.
pub(super) struct Kiro;

impl Reader for Kiro {
    fn dialect(&self) -> Dialect {
        Dialect::Kiro
    }

    fn place(&self, place: &SplitPath) -> Option<u32> {
        let stem = place.stem(&MARKDOWN)?;
        let own_folder = place.is_under(".kiro") || place.is_under(".claude");
        if !place.is_under("specs") || place.parent() == "specs" {
            return None;
        }
        let after = match stem {
            "requirements" if place.parent() != "checklists" => 0,
            "bugfix" => 1,
            "tasks" if own_folder => 50,
            _ => return None,
        };
        Some(100 + after + place.archived() + place.depth())
    }

    fn group(&self, place: &SplitPath) -> Option<Folder> {
        self.place(place)?;
        place.below("specs", 1, "Kiro feature")
    }

    fn claims(&self, place: &SplitPath) -> bool {
        self.place(place).is_some()
    }

    /// Recognises numbers only, since headings may be in any language: `### … 1` over `#### …` over
    /// `1. …`.
    fn recognises(&self, place: &SplitPath, source: &SpecText) -> bool {
        let mut seen = 0;
        for line in source.outside_fences() {
            let numbered = || line.bytes().any(|byte| byte.is_ascii_digit());
            seen = match seen {
                0 | 1 if line.starts_with("### ") && numbered() => 1,
                1 if line.starts_with("#### ") => 2,
                2 if line.starts_with("1. ") => return place.role() == ListRole::Requirements,
                2 if line.starts_with('#') => 0,
                other => other,
            };
        }
        false
    }

    fn read(&self, place: &SplitPath, source: &SpecText) -> Result<SpecDraft, ReadError> {
        lists::read(place.role(), source)
    }
}
