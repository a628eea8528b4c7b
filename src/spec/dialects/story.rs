//! Agile stories, epics and product requirement documents, as BMAD and many teams write them
//! (<https://github.com/bmad-code-org/BMAD-METHOD>, its templates).
//!
//! Owns the paths of such files and the title by which they are recognised elsewhere.

use crate::model::spec::Dialect;
use crate::spec::draft::SpecDraft;
use crate::spec::error::ReadError;
use crate::spec::lists;
use crate::spec::place::{Folder, ListRole, MARKDOWN, SplitPath};
use crate::spec::source::SpecText;

use super::Reader;

/// A story, an epic, or a product requirement document.
pub(super) struct Story;

impl Reader for Story {
    fn dialect(&self) -> Dialect {
        Dialect::Story
    }

    fn place(&self, place: &SplitPath) -> Option<u32> {
        let stem = place.stem(&MARKDOWN)?;
        let in_stories = place.is_under("stories") && !matches!(stem, "readme" | "index");
        let class = if stem.ends_with(".story") || in_stories {
            150
        } else if stem == "prd" || (is_numbered(stem, "epic") && place.is_under("docs")) {
            160
        } else {
            return None;
        };
        Some(class + place.archived() + place.depth())
    }

    fn group(&self, place: &SplitPath) -> Option<Folder> {
        self.place(place)?;
        let stem = place.stem(&MARKDOWN)?;
        if place.is_under("stories") {
            place.below("stories", 0, "stories")
        } else if stem.ends_with(".story") {
            place.own_folder("stories")
        } else if is_numbered(stem, "epic") {
            place.own_folder("epics")
        } else {
            None
        }
    }

    fn claims(&self, place: &SplitPath) -> bool {
        self.place(place).is_some()
    }

    fn recognises(&self, place: &SplitPath, source: &SpecText) -> bool {
        let first = source.headings().next().unwrap_or_default();
        let title = first.trim_start_matches('#').trim_start();
        place.stem(&MARKDOWN).is_some() && is_numbered(&title.to_lowercase(), "story")
    }

    fn read(&self, place: &SplitPath, source: &SpecText) -> Result<SpecDraft, ReadError> {
        let is_document = self.place(place) == Some(160 + place.archived() + place.depth());
        let role = match place.role() {
            ListRole::Spec | ListRole::Document if !is_document => ListRole::Story,
            role => role,
        };
        lists::read(role, source)
    }
}

/// Returns whether a text is a word with a number after it: `epic-3`, `Story 1.2: …`.
fn is_numbered(text: &str, word: &str) -> bool {
    let after = text
        .strip_prefix(word)
        .map(|after| after.trim_start_matches([' ', '-', '_', '#']));
    after.is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()))
}
