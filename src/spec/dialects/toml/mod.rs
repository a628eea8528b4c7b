//! Specs in TOML: `[[criteria]]`, `[[requirements]]` and `[[increment]]` tables, in a file of their
//! own or in the front matter of a Markdown text.
//!
//! Owns how tables become criteria. Knows no Markdown.

mod front;
mod keys;
mod parts;

use std::collections::HashSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::model::id::CriterionId;
use crate::model::spec::{CriterionKind, DeclaredIncrement, Dialect, Requirement};
use crate::model::text::Untrusted;
use crate::spec::draft::{self, DraftCriterion, MAX_LABEL_CHARS, MAX_SECTIONS, SpecDraft, clip};
use crate::spec::error::ReadError;
use crate::spec::ids::{FALLBACK_STEM, Name, clean, initials};
use crate::spec::place::{MARKDOWN, SplitPath};
use crate::spec::source::SpecText;

use super::Reader;

pub(in crate::spec) use front::is_table;

/// A template of a spec: all possible keys, with comments.
pub const TEMPLATE: &str = include_str!("template.toml");

const LOOKED_FOR: &str = "`[[criteria]]` or `[[requirements]]` tables with a `text` (or `title`, `description`, \
                          `statement`, `name`)";

/// The most paths of a criterion.
const MAX_PATHS: usize = 64;
/// The longest path, in bytes.
const MAX_PATH: usize = 1_000;

const RULE: &str = "table of criteria";
const NESTED_RULE: &str = "criterion of a requirement";

type Value<'i> = Spanned<DeValue<'i>>;

/// TOML with tables of criteria.
pub(super) struct TomlTables;

impl Reader for TomlTables {
    fn dialect(&self) -> Dialect {
        Dialect::Toml
    }

    fn place(&self, place: &SplitPath) -> Option<u32> {
        (place.base() == "spec.toml").then(|| 600 + place.depth())
    }

    fn claims(&self, place: &SplitPath) -> bool {
        place.stem(&["toml"]).is_some()
    }

    fn recognises(&self, place: &SplitPath, source: &SpecText) -> bool {
        if place.stem(&MARKDOWN).is_some() {
            return front::begins(source);
        }
        source.text().lines().any(is_table)
    }

    fn read(&self, place: &SplitPath, source: &SpecText) -> Result<SpecDraft, ReadError> {
        let matter = if self.claims(place) {
            None
        } else {
            front::matter(source)
        };
        let is_front = matter.is_some();
        if !is_front && place.stem(&MARKDOWN).is_some() {
            return Err(ReadError::NoCriteria {
                looked_for: LOOKED_FOR,
            });
        }
        let tables_in = matter.as_ref().unwrap_or(source);
        let mut draft = parts::read(tables_in, is_front)?;
        if draft.found.is_empty() {
            return Err(ReadError::NoCriteria {
                looked_for: LOOKED_FOR,
            });
        }
        let count = draft.found.len();
        let entries = if count == 1 { "entry" } else { "entries" };
        draft.because = if is_front {
            format!("{count} {entries} in the tables of its front matter")
        } else {
            format!("{count} {entries} in TOML tables")
        };
        if draft.title.is_empty() && is_front {
            draft.title = clip(front::heading(source), MAX_LABEL_CHARS).to_owned();
        }
        Ok(draft)
    }
}

fn malformed(source: &SpecText, error: &toml::de::Error) -> ReadError {
    let offset = error
        .span()
        .map_or(0, |span| span.start)
        .min(source.text().len());
    let message = error
        .message()
        .lines()
        .collect::<Vec<_>>()
        .join(" ")
        .escape_default()
        .to_string();
    ReadError::Toml {
        line: source.line(offset),
        column: source.column(offset),
        message,
    }
}

struct TomlReader<'s> {
    source: &'s SpecText,
    draft: SpecDraft,
    /// The reasons that were already reported for keys without effect; once is enough.
    told: HashSet<&'static str>,
}

/// The context that a criterion takes from the requirement around it.
#[derive(Default)]
struct OuterRequirement<'o> {
    id: Option<&'o str>,
    section: &'o [String],
    paths: &'o [String],
    requirement: Option<u32>,
}

impl TomlReader<'_> {
    /// Reads all tables. Front matter has other keys too, about its document, which are not
    /// reported as unknown.
    fn document(&mut self, document: &DeTable<'_>, is_front: bool) {
        for (key, value) in document {
            let name = key.get_ref().as_ref();
            match value.get_ref() {
                DeValue::String(title) if name == "title" => {
                    self.draft.title = clip(title.trim(), MAX_LABEL_CHARS).to_owned();
                }
                DeValue::Array(tables) if keys::LISTS.contains(&name) => {
                    tables
                        .iter()
                        .for_each(|table| self.criterion(table, &OuterRequirement::default()));
                }
                DeValue::Array(tables) if keys::INCREMENTS.contains(&name) => {
                    tables.iter().for_each(|table| self.increment(table));
                }
                _ if name == "title" => self.wrong_type(key.span(), name, "a string"),
                _ if keys::LISTS.contains(&name) || keys::INCREMENTS.contains(&name) => {
                    self.wrong_type(key.span(), name, "an array of tables");
                }
                _ if !is_front => self.unknown(key.span(), name, keys::TOP),
                _ => {}
            }
        }
    }

    fn criterion(&mut self, value: &Value<'_>, outer: &OuterRequirement<'_>) {
        let table = match value.get_ref() {
            DeValue::Table(table) => table,
            DeValue::String(text) => return self.plain(value.span(), text, outer),
            _ => return self.wrong_type(value.span(), "criteria", "a table or a string"),
        };
        self.name_unread(table);
        let headline = self.first_string(table, &keys::HEADLINE);
        let body = self.first_string(table, &keys::TEXT);
        let id = self.id(table);
        if body.is_none() && is_a_limit(table, headline.as_deref()) {
            let line = self.source.line(value.span().start);
            return self.draft.warn(
                line,
                "left out, because it has a name and limits, but no text",
                "",
            );
        }
        let text = [headline.clone(), body.clone()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("\n");
        let own_section = keys::SECTION.iter().find_map(|key| table.get(*key));
        let own_section = own_section
            .map(|value| self.strings(value, "section"))
            .unwrap_or_default();
        let own_section = own_section
            .iter()
            .map(|title| clip(title, MAX_LABEL_CHARS).to_owned());
        let mut section: Vec<String> = outer.section.iter().cloned().chain(own_section).collect();
        section.drain(..section.len().saturating_sub(MAX_SECTIONS));
        let mut paths = table
            .get("paths")
            .map(|value| self.strings(value, "paths"))
            .unwrap_or_default();
        paths.extend_from_slice(outer.paths);
        if let Some(first_out) = first_path_out(&paths) {
            let message = "more than 64 paths, or paths longer than 1,000 bytes; these are left out: use globs";
            self.draft
                .warn(self.source.line(value.span().start), message, &first_out);
            paths.retain(|path| path.len() <= MAX_PATH);
            paths.truncate(MAX_PATHS);
        }
        let nested: Vec<&Value<'_>> = keys::NESTED
            .iter()
            .filter_map(|key| table.get(*key))
            .flat_map(|value| match value.get_ref() {
                DeValue::Array(values) => values.iter().collect(),
                _ => vec![value],
            })
            .collect();
        if !nested.is_empty() {
            let (title, detail) = match headline {
                Some(headline) => (headline, body.unwrap_or_default()),
                None => (text, String::new()),
            };
            let title = clip(&title, MAX_LABEL_CHARS).replace('\n', " ");
            section.push(title.clone());
            let requirement = self.requirement(value, table, title, detail);
            let outer = OuterRequirement {
                id: id.as_deref(),
                section: &section,
                paths: &paths,
                requirement,
            };
            return nested
                .into_iter()
                .for_each(|value| self.criterion(value, &outer));
        }
        if text.is_empty() {
            let message = "left out, because it has no text: give it a `text`, `title`, `description`, `statement` or `name`";
            let line = self.source.line(value.span().start);
            return self
                .draft
                .warn(line, message, id.as_deref().unwrap_or_default());
        }
        let kind = self.kind(value, table);
        let name = id.map_or_else(|| composed(outer, &section), Name::Written);
        let lines = self.source.lines(&extent(value));
        let found = DraftCriterion::new(name, text, lines, rule(outer));
        let section = draft::section(section);
        self.draft.add(DraftCriterion {
            kind,
            section,
            paths,
            requirement: outer.requirement,
            ..found
        });
    }

    /// Adds a criterion that is only a string.
    fn plain(&mut self, span: Range<usize>, text: &str, outer: &OuterRequirement<'_>) {
        let lines = self.source.lines(&span);
        let text = text.trim().to_owned();
        if text.is_empty() {
            return self
                .draft
                .warn(lines.first, "left out, because its text is empty", "");
        }
        let found = DraftCriterion::new(composed(outer, outer.section), text, lines, rule(outer));
        let (section, paths) = (
            draft::section(outer.section.iter().cloned()),
            outer.paths.to_vec(),
        );
        self.draft.add(DraftCriterion {
            section,
            paths,
            requirement: outer.requirement,
            ..found
        });
    }

    /// Adds the requirement that several criteria detail; its lines end before the first of them.
    fn requirement(
        &mut self,
        value: &Value<'_>,
        table: &DeTable<'_>,
        title: String,
        text: String,
    ) -> Option<u32> {
        let index = u32::try_from(self.draft.requirements.len()).ok()?;
        let own = table
            .iter()
            .filter(|(key, _)| !keys::NESTED.contains(&key.get_ref().as_ref()));
        let end = own
            .map(|(_, value)| value.span().end)
            .max()
            .unwrap_or(value.span().end);
        let lines = self
            .source
            .lines(&(value.span().start..end.max(value.span().start)));
        self.draft.requirements.push(Requirement {
            title: title.into(),
            text: text.into(),
            lines,
        });
        Some(index)
    }

    fn kind(&mut self, value: &Value<'_>, table: &DeTable<'_>) -> CriterionKind {
        match table.get("kind").map(Spanned::get_ref) {
            Some(DeValue::String(kind)) if kind == "task" => CriterionKind::Task,
            Some(DeValue::String(kind)) if kind == "criterion" => CriterionKind::Criterion,
            None => CriterionKind::Criterion,
            Some(_) => {
                let line = self.source.line(value.span().start);
                let message = "`kind` is neither \"criterion\" nor \"task\"; read as \"criterion\"";
                self.draft.warn(line, message, "");
                CriterionKind::Criterion
            }
        }
    }

    fn increment(&mut self, value: &Value<'_>) {
        let line = self.source.line(value.span().start);
        let DeValue::Table(table) = value.get_ref() else {
            return self.wrong_type(value.span(), "increment", "a table");
        };
        for (key, _) in table {
            if !keys::OF_INCREMENT.contains(&key.get_ref().as_ref()) {
                self.unknown(
                    key.span(),
                    key.get_ref(),
                    "title, base, head or tag, criteria",
                );
            }
        }
        let title = self.first_string(table, &["title"]);
        let Some(head) = self.first_string(table, &["head", "tag"]) else {
            let message = "increment left out: it needs a `head` (a branch or commit) or a `tag`";
            return self
                .draft
                .warn(line, message, title.as_deref().unwrap_or_default());
        };
        let names = table
            .get("criteria")
            .map(|value| self.strings(value, "criteria"))
            .unwrap_or_default();
        let criteria = names
            .iter()
            .filter_map(|name| clean(name).parse::<CriterionId>().ok())
            .collect();
        let title = title.unwrap_or_else(|| head.clone());
        let base = self.first_string(table, &["base"]).map(Untrusted::from);
        let increment = DeclaredIncrement {
            title: title.into(),
            base,
            head: head.into(),
            criteria,
            line,
        };
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

    /// Returns the first non-blank string among these keys.
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

    /// Returns a string, or all strings of an array.
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

    /// Reports the keys of a criterion that have no effect or are unknown.
    fn name_unread(&mut self, table: &DeTable<'_>) {
        for (key, _) in table {
            let name = key.get_ref().as_ref();
            match keys::without_effect(name) {
                Some(why) if self.told.insert(why) => {
                    self.draft
                        .warn(self.source.line(key.span().start), why, name);
                }
                None if !keys::is_known(name) => self.unknown(key.span(), name, keys::OF_CRITERION),
                _ => {}
            }
        }
    }

    fn unknown(&mut self, span: Range<usize>, name: &str, known: &str) {
        let line = self.source.line(span.start);
        self.draft.warn(
            line,
            &format!("unknown key, not read (known here: {known})"),
            name,
        );
    }

    fn wrong_type(&mut self, span: Range<usize>, name: &str, wanted: &str) {
        let line = self.source.line(span.start);
        self.draft
            .warn(line, &format!("not read, because it is not {wanted}"), name);
    }
}

/// Returns whether a table is the limit of a measurement (`name = "latency_ms"`, `max = 200`), for
/// which other programs use `[[criteria]]`.
fn is_a_limit(table: &DeTable<'_>, name: Option<&str>) -> bool {
    let is_word = name.is_some_and(|name| !name.contains(char::is_whitespace));
    let is_number = |value: &DeValue<'_>| matches!(value, DeValue::Integer(_) | DeValue::Float(_));
    let mut own = table
        .iter()
        .filter(|(key, _)| !keys::is_known(key.get_ref()));
    is_word && own.any(|(_, value)| is_number(value.get_ref()))
}

/// Returns the first path that is too long or one too many; criteria also have the paths of their
/// requirement.
fn first_path_out(paths: &[String]) -> Option<String> {
    paths
        .iter()
        .find(|path| path.len() > MAX_PATH)
        .or_else(|| paths.get(MAX_PATHS))
        .cloned()
}

fn rule(outer: &OuterRequirement<'_>) -> &'static str {
    if outer.requirement.is_some() {
        NESTED_RULE
    } else {
        RULE
    }
}

fn composed(outer: &OuterRequirement<'_>, section: &[String]) -> Name {
    let stem = match (outer.id, section.last()) {
        (Some(id), _) => format!("{}.", clip(id, MAX_LABEL_CHARS)),
        (None, Some(section)) => initials(section),
        (None, None) => FALLBACK_STEM.to_owned(),
    };
    Name::Next { stem }
}

/// Returns the span from a table's header, or its first brace, to the end of its last value.
fn extent(value: &Value<'_>) -> Range<usize> {
    let span = value.span();
    let DeValue::Table(table) = value.get_ref() else {
        return span;
    };
    let last = table
        .iter()
        .map(|(_, value)| value.span().end)
        .max()
        .unwrap_or(span.end);
    span.start..last.max(span.end)
}
