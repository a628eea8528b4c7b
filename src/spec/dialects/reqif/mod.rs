//! ReqIF, the exchange format of requirement tools (<https://www.omg.org/spec/ReqIF/>): each object
//! with a text is one criterion, under the headings of its tree.
//!
//! Owns which attributes of an object are its id, title, text and kind. Packed files (`.reqifz`)
//! are not read.

mod content;

use std::collections::HashMap;

use crate::model::spec::Dialect;
use crate::spec::draft::{MAX_LABEL_CHARS, MAX_SECTIONS, SpecDraft, clip};
use crate::spec::error::ReadError;
use crate::spec::fields::{Field, Outcome, Record, field, words};
use crate::spec::ids::Name;
use crate::spec::place::SplitPath;
use crate::spec::source::SpecText;

use super::Reader;
use content::{Object, ReqifContent};

const LOOKED_FOR: &str = "SPEC-OBJECT elements with a text, such as the attribute `ReqIF.Text`";
const RULE: &str = "object of a specification";
/// The letters of ids that are only numbers.
const NUMBERED: &str = "R";

/// Files in ReqIF.
pub(super) struct ReqIf;

impl Reader for ReqIf {
    fn dialect(&self) -> Dialect {
        Dialect::ReqIf
    }

    fn place(&self, place: &SplitPath) -> Option<u32> {
        place
            .stem(&["reqif"])
            .map(|_| 560 + place.archived() + place.depth())
    }

    fn claims(&self, place: &SplitPath) -> bool {
        place.stem(&["reqif"]).is_some()
    }

    fn recognises(&self, place: &SplitPath, source: &SpecText) -> bool {
        place.stem(&["xml"]).is_some() && source.text().contains("<REQ-IF")
    }

    fn read(&self, _place: &SplitPath, source: &SpecText) -> Result<SpecDraft, ReadError> {
        let content = ReqifContent::read(source)?;
        let mut draft = SpecDraft::default();
        draft.title = clip(content.title.trim(), MAX_LABEL_CHARS).to_owned();
        let sections = sections(&content);
        for object in &content.objects {
            let lines = source.lines(&object.span);
            let section = sections
                .get(object.id.as_str())
                .cloned()
                .unwrap_or_default();
            let mut record = record(&content, object);
            let id = std::mem::take(&mut record.id);
            match record.outcome(section, lines, RULE) {
                Outcome::Heading(_) => draft.headings.push(lines.first),
                Outcome::LeftOut(why) => draft.leave_out(lines, why),
                Outcome::Item(mut found) => {
                    let is_number = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
                    if is_number {
                        found.name = Name::Ordinal {
                            stem: NUMBERED.to_owned(),
                            ordinal: id,
                        };
                    } else if !id.is_empty() {
                        found.name = Name::Written(id);
                    }
                    draft.add(*found);
                }
            }
        }
        let count = draft.found.len();
        if count == 0 {
            return Err(ReadError::NoCriteria {
                looked_for: LOOKED_FOR,
            });
        }
        draft.because = format!(
            "{count} {} of a specification",
            if count == 1 { "object" } else { "objects" }
        );
        Ok(draft)
    }
}

/// Returns the fields of an object, recognised by the names of its attributes.
fn record(content: &ReqifContent, object: &Object) -> Record {
    let mut record = Record::default();
    for (definition, value) in &object.values {
        let Some(name) = content.names.get(definition) else {
            continue;
        };
        let value = value_of(content, value);
        if value.trim().is_empty() {
            continue;
        }
        if is_heading(name) {
            record.kind = "heading".to_owned();
            record.title = value;
            continue;
        }
        match field(name).map(|known| known.field) {
            Some(Field::Id) if record.id.is_empty() || words(name) == "foreign id" => {
                record.id = value.trim().to_owned()
            }
            Some(Field::Title) if record.title.is_empty() => record.title = value,
            Some(Field::Text) if record.text.is_empty() => record.text = value,
            Some(Field::Text) => record.text = format!("{}\n{value}", record.text),
            Some(Field::Acceptance) => record.further.push((name.clone(), value)),
            Some(Field::Kind) if record.kind.is_empty() => record.kind = value,
            Some(Field::Status) if record.status.is_empty() => record.status = value,
            _ => {}
        }
    }
    if record.text.is_empty() {
        record.text = object.description.trim().to_owned();
    }
    if record.text.is_empty() && record.title.is_empty() {
        record.title = object.long_name.trim().to_owned();
    }
    if record.kind.is_empty() {
        record.kind = content.names.get(&object.kind).cloned().unwrap_or_default();
    }
    record
}

/// Returns whether an attribute holds the heading of a chapter.
fn is_heading(name: &str) -> bool {
    matches!(
        words(name).as_str(),
        "chapter name" | "object heading" | "heading"
    )
}

/// Returns a value in which the ids of enumeration values are replaced by their names.
fn value_of(content: &ReqifContent, value: &str) -> String {
    let named: Option<Vec<&str>> = value
        .split(',')
        .map(|id| content.names.get(id.trim()).map(String::as_str))
        .collect();
    named.map_or_else(|| value.to_owned(), |names| names.join(", "))
}

/// Returns the headings above each object, by its id, outermost first.
fn sections(content: &ReqifContent) -> HashMap<&str, Vec<String>> {
    let labels: HashMap<&str, String> = content
        .objects
        .iter()
        .filter_map(|object| Some((object.id.as_str(), label(content, object)?)))
        .collect();
    let mut sections = HashMap::new();
    let mut open: Vec<(usize, &String)> = Vec::new();
    for placed in &content.tree {
        while open.pop_if(|(depth, _)| *depth >= placed.depth).is_some() {}
        let outer = open.iter().skip(open.len().saturating_sub(MAX_SECTIONS));
        sections
            .entry(placed.object.as_str())
            .or_insert_with(|| outer.map(|(_, label)| (*label).clone()).collect());
        open.extend(
            labels
                .get(placed.object.as_str())
                .map(|label| (placed.depth, label)),
        );
    }
    sections
}

/// Returns the text of an object that is a heading.
fn label(content: &ReqifContent, object: &Object) -> Option<String> {
    let record = record(content, object);
    let label = if record.title.is_empty() {
        &record.text
    } else {
        &record.title
    };
    let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
    record
        .kind
        .to_lowercase()
        .contains("heading")
        .then(|| clip(&label, MAX_LABEL_CHARS).to_owned())
}
