//! Doorstop: one item in each file, in YAML or in Markdown with YAML before it, and a folder of
//! items as one document. Each active normative item is one criterion.
//!
//! Owns which files and folders are Doorstop's. Knows nothing of git: the caller passes the files
//! of a folder.

mod folder;
mod item;
mod yaml;

use crate::model::spec::Dialect;
use crate::model::text::RepoPath;
use crate::spec::draft::{DraftCriterion, MAX_LABEL_CHARS, SpecDraft, clip};
use crate::spec::error::ReadError;
use crate::spec::ids::{FALLBACK_STEM, Name};
use crate::spec::place::SplitPath;
use crate::spec::source::SpecText;

use super::Reader;
use item::{DoorstopItem, ItemFormat, MAX_ITEM_BYTES};

pub(in crate::spec) use folder::{is_part, read as read_folder};

/// The name of the file that makes a folder a document.
pub(in crate::spec) const MARKER: &str = ".doorstop.yml";

const LOOKED_FOR: &str = "Doorstop items that are `active` and `normative`, each a file such as REQ001.yml with a \
                          `level` and a `text`";

const RULE: &str = "normative item";

/// Files with one item each.
pub(super) struct DoorstopItems;

impl Reader for DoorstopItems {
    fn dialect(&self) -> Dialect {
        Dialect::Doorstop
    }

    fn place(&self, _place: &SplitPath) -> Option<u32> {
        // A single item is not a spec; its folder is.
        None
    }

    fn claims(&self, _place: &SplitPath) -> bool {
        false
    }

    fn recognises(&self, place: &SplitPath, source: &SpecText) -> bool {
        named(place.name())
            .is_some_and(|(_, written)| item::looks_like_item(source.text(), written))
    }

    fn read(&self, place: &SplitPath, source: &SpecText) -> Result<SpecDraft, ReadError> {
        let text = source.text();
        if text.len() > MAX_ITEM_BYTES {
            return Err(ReadError::TooLarge {
                bytes: text.len(),
                limit: MAX_ITEM_BYTES,
            });
        }
        let (stem, written) = named(place.name()).unwrap_or((FALLBACK_STEM, ItemFormat::Yaml));
        let item = DoorstopItem::read(text, written).map_err(|error| ReadError::Yaml {
            line: error.line,
            message: error.message,
        })?;
        let item = item.filter(|item| item.is_active && item.is_normative);
        let item = item.ok_or(ReadError::NoCriteria {
            looked_for: LOOKED_FOR,
        })?;
        let stem = stem.to_owned();
        let statement = Some(item.statement())
            .filter(|text| !text.is_empty())
            .unwrap_or_else(|| stem.clone());
        let title = if item.header.is_empty() {
            &stem
        } else {
            &item.header
        };
        let mut draft = SpecDraft::default();
        draft.title = clip(title, MAX_LABEL_CHARS).to_owned();
        draft.because = "1 item of Doorstop".to_owned();
        draft.add(DraftCriterion::new(
            Name::Written(stem),
            statement,
            source.lines(&(0..text.len())),
            RULE,
        ));
        Ok(draft)
    }
}

/// Returns whether a path is the file that makes its folder a document.
pub(in crate::spec) fn is_marker(path: &RepoPath) -> bool {
    path.base_name() == MARKER.as_bytes()
}

/// Returns a file's name without its ending, and its format, if the ending is that of items.
fn named(base: &str) -> Option<(&str, ItemFormat)> {
    let (stem, ending) = base.rsplit_once('.')?;
    Some((stem, ItemFormat::of_ending(ending)?))
}
