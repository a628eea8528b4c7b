//! Requirements in data files, YAML and JSON: lists under the usual keys (`requirements`,
//! `acceptance_criteria`, `userStories` …), objects with an id and a text, and criteria within
//! stories.
//!
//! Owns which files hold requirements. A file of other data is refused, so that nothing of it is
//! shown as a criterion.

mod find;
mod items;
mod json;
mod keys;
mod metrics;
mod record;
mod tree;
mod yaml;

use crate::model::spec::{CriterionKind, Dialect};
use crate::spec::draft::SpecDraft;
use crate::spec::error::ReadError;
use crate::spec::place::{ListRole, SplitPath};
use crate::spec::source::SpecText;

use super::Reader;
use items::ItemReader;
use tree::TreeBuilder;

const LOOKED_FOR: &str = "lists under keys such as `requirements`, `acceptance_criteria` or `userStories`, of texts or of \
                          objects with an `id` and a `text` (or `title`, `description`, `statement`)";

const TOO_DEEP: &str = "nested too deeply; its content is not read";
const TOO_MANY: &str = "too many values; reading stops here: split the file";
const CUT: &str = "lists and maps are nested too deeply; reading stops here: nest them less deeply";

/// Files of other tools in these formats.
const NO_SPECS: [&str; 6] = [
    "package.json",
    "package-lock.json",
    "composer.json",
    "tsconfig.json",
    "spec.json",
    "requirements.lock",
];

/// Files in YAML.
pub(super) struct Yaml;

/// Files in JSON.
pub(super) struct Json;

impl Reader for Yaml {
    fn dialect(&self) -> Dialect {
        Dialect::Yaml
    }

    fn place(&self, place: &SplitPath) -> Option<u32> {
        place_of(place, &["yaml", "yml"])
    }

    fn claims(&self, _place: &SplitPath) -> bool {
        // Tools with formats of their own also write YAML.
        false
    }

    fn recognises(&self, place: &SplitPath, _source: &SpecText) -> bool {
        place.stem(&["yaml", "yml"]).is_some()
    }

    fn read(&self, place: &SplitPath, source: &SpecText) -> Result<SpecDraft, ReadError> {
        let mut builder = TreeBuilder::default();
        yaml::read(source, &mut builder)?;
        read(place, builder)
    }
}

impl Reader for Json {
    fn dialect(&self) -> Dialect {
        Dialect::Json
    }

    fn place(&self, place: &SplitPath) -> Option<u32> {
        place_of(place, &["json"])
    }

    fn claims(&self, place: &SplitPath) -> bool {
        place.stem(&["json"]).is_some()
    }

    fn recognises(&self, _place: &SplitPath, _source: &SpecText) -> bool {
        false
    }

    fn read(&self, place: &SplitPath, source: &SpecText) -> Result<SpecDraft, ReadError> {
        let mut builder = TreeBuilder::default();
        json::read(source, &mut builder)?;
        read(place, builder)
    }
}

fn place_of(place: &SplitPath, endings: &[&str]) -> Option<u32> {
    place.stem(endings)?;
    let is_named = place.is_named_for_requirements() && !NO_SPECS.contains(&place.base());
    is_named.then(|| 650 + place.archived() + place.depth())
}

fn read(place: &SplitPath, builder: TreeBuilder) -> Result<SpecDraft, ReadError> {
    let unread = [
        (builder.too_deep, TOO_DEEP),
        (builder.too_many, TOO_MANY),
        (builder.cut, CUT),
    ];
    let unread = unread
        .into_iter()
        .filter_map(|(line, why)| Some((line?, why)));
    let mut reading = ItemReader::new(place.is_named_for_requirements());
    for document in builder.finish() {
        reading.document(&document);
    }
    let mut draft = reading.draft;
    let is_something = |kind| draft.found.iter().any(|found| found.kind == kind);
    let is_list_of_tasks = place.role() == ListRole::Tasks && is_something(CriterionKind::Task);
    if !is_something(CriterionKind::Criterion) && !is_list_of_tasks {
        return Err(match unread.min_by_key(|(line, _)| *line) {
            Some((line, why)) => ReadError::Unread { line, why },
            None => ReadError::NoCriteria {
                looked_for: LOOKED_FOR,
            },
        });
    }
    for (line, why) in unread {
        draft.warn_always(line, why);
    }
    let count = draft.found.len();
    draft.because = format!(
        "{count} {} in lists of requirements",
        if count == 1 { "entry" } else { "entries" }
    );
    Ok(draft)
}
