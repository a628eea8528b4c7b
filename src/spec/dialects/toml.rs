//! Specs in TOML: `[[criteria]]`, `[[requirements]]` and `[[increment]]` tables.
//!
//! Owns the keys and their synonyms. `docs/spec-format.md` has them in a table. Knows no Markdown.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::model::id::CriterionId;
use crate::model::spec::{CriterionKind, DeclaredIncrement, Dialect};
use crate::model::text::Untrusted;
use crate::spec::draft::{Draft, Found, MAX_LABEL_CHARS, clip};
use crate::spec::error::ReadError;
use crate::spec::ids::{FALLBACK_STEM, Name, clean, initials};
use crate::spec::place::Place;
use crate::spec::source::Source;

use super::Reader;

const LOOKED_FOR: &str = "`[[criteria]]` or `[[requirements]]` tables with a `text` (or `title`, `description`, \
                          `statement`, `name`)";

/// Keys of what is to be accepted, in the order in which they make up the text.
const HEADLINE_KEYS: [&str; 2] = ["title", "name"];
const TEXT_KEYS: [&str; 3] = ["text", "statement", "description"];
const SECTION_KEYS: [&str; 2] = ["section", "group"];
/// Lists of criteria within a requirement.
const NESTED_KEYS: [&str; 4] = ["acceptance_criteria", "acceptance", "criteria", "checks"];
/// Further keys that are known.
const OTHER_KEYS: [&str; 4] = ["id", "paths", "kind", "priority"];
const INCREMENT_KEYS: [&str; 5] = ["title", "base", "head", "tag", "criteria"];

const RULE: &str = "entry of a list of criteria";

type Value<'i> = Spanned<DeValue<'i>>;

/// TOML with tables of criteria.
pub(super) struct Tables;

impl Reader for Tables {
    fn dialect(&self) -> Dialect {
        Dialect::Toml
    }

    fn place(&self, place: &Place) -> Option<u32> {
        (place.base() == "spec.toml").then(|| 600 + place.depth())
    }

    fn claims(&self, place: &Place) -> bool {
        place.stem(&["toml"]).is_some()
    }

    fn recognises(&self, _place: &Place, source: &Source) -> bool {
        source.text().lines().any(|line| matches!(line.trim(), "[[criteria]]" | "[[requirements]]"))
    }

    fn read(&self, _place: &Place, source: &Source) -> Result<Draft, ReadError> {
        let document = DeTable::parse(source.text()).map_err(|error| malformed(source, &error))?;
        let mut tables = Reading { source, draft: Draft::default() };
        tables.document(document.get_ref());
        let mut draft = tables.draft;
        if draft.found.is_empty() {
            return Err(ReadError::NoCriteria { looked_for: LOOKED_FOR });
        }
        draft.because = format!("{} criteria in TOML tables", draft.found.len());
        Ok(draft)
    }
}

fn malformed(source: &Source, error: &toml::de::Error) -> ReadError {
    let offset = error.span().map_or(0, |span| span.start).min(source.text().len());
    let message = error.message().lines().collect::<Vec<_>>().join(" ").escape_default().to_string();
    ReadError::Toml { line: source.line(offset), column: source.column(offset), message }
}

struct Reading<'s> {
    source: &'s Source,
    draft: Draft,
}

/// What a criterion takes from the requirement it stands in.
#[derive(Default)]
struct Outer<'o> {
    id: Option<&'o str>,
    section: &'o [String],
    paths: &'o [String],
}

impl Reading<'_> {
    fn document(&mut self, document: &DeTable<'_>) {
        for (key, value) in document {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("title", DeValue::String(title)) => {
                    self.draft.title = clip(title.trim(), MAX_LABEL_CHARS).to_owned()
                }
                ("criteria" | "requirements", DeValue::Array(tables)) => {
                    for table in tables.iter() {
                        self.criterion(table, &Outer::default());
                    }
                }
                ("increment", DeValue::Array(tables)) => {
                    for table in tables.iter() {
                        self.increment(table);
                    }
                }
                (name @ ("title" | "criteria" | "requirements" | "increment"), _) => {
                    self.wrong_type(
                        key.span(),
                        name,
                        if name == "title" { "a string" } else { "an array of tables" },
                    );
                }
                (name, _) => {
                    self.unknown(key.span(), name, "title, [[criteria]], [[requirements]], [[increment]]")
                }
            }
        }
    }

    fn criterion(&mut self, value: &Value<'_>, outer: &Outer<'_>) {
        let table = match value.get_ref() {
            DeValue::Table(table) => table,
            DeValue::String(text) => return self.plain(value.span(), text, outer),
            _ => return self.wrong_type(value.span(), "criteria", "a table or a string"),
        };
        for (key, _) in table {
            let name = key.get_ref().as_ref();
            let keys = [&HEADLINE_KEYS[..], &TEXT_KEYS, &SECTION_KEYS, &NESTED_KEYS, &OTHER_KEYS];
            if !keys.iter().any(|keys| keys.contains(&name)) {
                self.unknown(
                    key.span(),
                    name,
                    "id, text, section, paths, kind, priority, acceptance_criteria",
                );
            }
        }
        let headline = self.first_string(table, &HEADLINE_KEYS);
        let body = self.first_string(table, &TEXT_KEYS);
        let text = [headline.clone(), body].into_iter().flatten().collect::<Vec<_>>().join("\n");
        let id = self.id(table);
        let own_section = SECTION_KEYS.iter().find_map(|key| table.get(*key));
        let mut section = outer.section.to_vec();
        section.extend(own_section.map(|value| self.strings(value, "section")).unwrap_or_default());
        let mut paths = table.get("paths").map(|value| self.strings(value, "paths")).unwrap_or_default();
        paths.extend_from_slice(outer.paths);
        let nested: Vec<&Value<'_>> = NESTED_KEYS
            .iter()
            .filter_map(|key| table.get(*key))
            .flat_map(|value| match value.get_ref() {
                DeValue::Array(values) => values.iter().collect(),
                _ => vec![value],
            })
            .collect();
        if !nested.is_empty() {
            section.push(clip(headline.as_deref().unwrap_or(&text), MAX_LABEL_CHARS).replace('\n', " "));
            let outer = Outer { id: id.as_deref(), section: &section, paths: &paths };
            for value in nested {
                self.criterion(value, &outer);
            }
            return;
        }
        if text.is_empty() {
            let message = "left out, as it has no text: give it a `text`, `title`, `description`, `statement` or `name`";
            return self.draft.warn(
                self.source.line(value.span().start),
                message,
                id.as_deref().unwrap_or_default(),
            );
        }
        let kind = match table.get("kind").map(Spanned::get_ref) {
            Some(DeValue::String(kind)) if kind == "task" => CriterionKind::Task,
            Some(DeValue::String(kind)) if kind == "criterion" => CriterionKind::Criterion,
            None => CriterionKind::Criterion,
            Some(_) => {
                let line = self.source.line(value.span().start);
                self.draft.warn(
                    line,
                    "`kind` is neither \"criterion\" nor \"task\"; read as \"criterion\"",
                    "",
                );
                CriterionKind::Criterion
            }
        };
        let name = id.map_or_else(|| composed(outer, &section), Name::Written);
        let span = extent(value);
        self.found(name, kind, text, section, span, paths);
    }

    /// A criterion that is only a string.
    fn plain(&mut self, span: Range<usize>, text: &str, outer: &Outer<'_>) {
        let name = composed(outer, outer.section);
        self.found(
            name,
            CriterionKind::Criterion,
            text.to_owned(),
            outer.section.to_vec(),
            span,
            outer.paths.to_vec(),
        );
    }

    fn found(
        &mut self,
        name: Name,
        kind: CriterionKind,
        text: String,
        section: Vec<String>,
        span: Range<usize>,
        paths: Vec<String>,
    ) {
        let lines = self.source.lines(&span);
        let text = text.trim().to_owned();
        if text.is_empty() {
            return self.draft.warn(lines.first, "left out, as its text is empty", "");
        }
        self.draft.add(Found { kind, section, paths, ..Found::new(name, text, lines, RULE) });
    }

    fn increment(&mut self, value: &Value<'_>) {
        let line = self.source.line(value.span().start);
        let DeValue::Table(table) = value.get_ref() else {
            return self.wrong_type(value.span(), "increment", "a table");
        };
        for (key, _) in table {
            if !INCREMENT_KEYS.contains(&key.get_ref().as_ref()) {
                self.unknown(key.span(), key.get_ref(), "title, base, head or tag, criteria");
            }
        }
        let title = self.first_string(table, &["title"]);
        let Some(head) = self.first_string(table, &["head", "tag"]) else {
            let message = "increment left out: it needs a `head` (a branch or commit) or a `tag`";
            return self.draft.warn(line, message, title.as_deref().unwrap_or_default());
        };
        let names = table.get("criteria").map(|value| self.strings(value, "criteria")).unwrap_or_default();
        let criteria = names.iter().filter_map(|name| clean(name).parse::<CriterionId>().ok()).collect();
        let title = title.unwrap_or_else(|| head.clone());
        let base = self.first_string(table, &["base"]).map(Untrusted::from);
        let increment = DeclaredIncrement { title: title.into(), base, head: head.into(), criteria, line };
        self.draft.increments.push(increment);
    }

    fn id(&mut self, table: &DeTable<'_>) -> Option<String> {
        let value = table.get("id")?;
        match value.get_ref() {
            DeValue::String(id) if !id.trim().is_empty() => Some(id.trim().to_owned()),
            DeValue::Integer(id) => Some(id.to_string()),
            _ => {
                self.wrong_type(value.span(), "id", "a string");
                None
            }
        }
    }

    /// The first of these keys that has a string that is not blank.
    fn first_string(&mut self, table: &DeTable<'_>, keys: &[&str]) -> Option<String> {
        let mut first = None;
        for key in keys {
            match table.get(*key).map(|value| (value.span(), value.get_ref())) {
                Some((_, DeValue::String(text))) if first.is_none() && !text.trim().is_empty() => {
                    first = Some(text.trim().to_owned());
                }
                Some((_, DeValue::String(_))) | None => {}
                Some((span, _)) => self.wrong_type(span, key, "a string"),
            }
        }
        first
    }

    /// A string, or all strings of an array.
    fn strings(&mut self, value: &Value<'_>, key: &str) -> Vec<String> {
        let values: Vec<&Value<'_>> = match value.get_ref() {
            DeValue::Array(values) => values.iter().collect(),
            _ => vec![value],
        };
        let mut strings = Vec::with_capacity(values.len());
        for value in values {
            match value.get_ref() {
                DeValue::String(text) => strings.push(text.trim().to_owned()),
                DeValue::Integer(number) => strings.push(number.to_string()),
                _ => self.wrong_type(value.span(), key, "a string or an array of strings"),
            }
        }
        strings
    }

    fn unknown(&mut self, span: Range<usize>, name: &str, known: &str) {
        let line = self.source.line(span.start);
        self.draft.warn(line, &format!("unknown key, not read (known here: {known})"), name);
    }

    fn wrong_type(&mut self, span: Range<usize>, name: &str, wanted: &str) {
        let line = self.source.line(span.start);
        self.draft.warn(line, &format!("not read, as it is not {wanted}"), name);
    }
}

fn composed(outer: &Outer<'_>, section: &[String]) -> Name {
    let stem = match (outer.id, section.last()) {
        (Some(id), _) => format!("{id}."),
        (None, Some(section)) => initials(section),
        (None, None) => FALLBACK_STEM.to_owned(),
    };
    Name::Next { stem }
}

/// From a table's header, or its first brace, to the end of its last value.
fn extent(value: &Value<'_>) -> Range<usize> {
    let span = value.span();
    let DeValue::Table(table) = value.get_ref() else { return span };
    let last = table.iter().map(|(_, value)| value.span().end).max().unwrap_or(span.end);
    span.start..last.max(span.end)
}
