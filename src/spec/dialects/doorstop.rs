//! Doorstop: one file for each item, in YAML or in Markdown with YAML before it; a folder with a
//! `.doorstop.yml` is a document (<https://doorstop.readthedocs.io>, "item" and "document" reference).
//!
//! Owns what an item is, and how the items of a folder become one text. Items that are not active are
//! left out; those that are not normative are headings and remarks.

use serde::Deserialize;

use crate::model::spec::Dialect;
use crate::model::text::RepoPath;
use crate::spec::draft::{Draft, Found, MAX_LABEL_CHARS, clip};
use crate::spec::error::ReadError;
use crate::spec::ids::Name;
use crate::spec::place::{MARKDOWN, Place};
use crate::spec::source::Source;

use super::Reader;

const LOOKED_FOR: &str = "items of Doorstop that are active and normative";
const RULE: &str = "active, normative item";

/// What marks a folder as a document.
pub(in crate::spec) const MARKER: &[u8] = b".doorstop.yml";

/// The most items of a folder that are read.
const MAX_ITEMS: usize = 20_000;
/// The largest item, in bytes.
const MAX_ITEM_BYTES: usize = 1 << 20;
/// Keys that every item has; the fewest of them that make a file one.
const KEYS: [&str; 6] = ["active:", "derived:", "level:", "links:", "normative:", "reviewed:"];
const MIN_KEYS: usize = 4;

/// Items of Doorstop.
pub(super) struct Doorstop;

impl Reader for Doorstop {
    fn dialect(&self) -> Dialect {
        Dialect::Doorstop
    }

    fn place(&self, _place: &Place) -> Option<u32> {
        None
    }

    fn claims(&self, _place: &Place) -> bool {
        false
    }

    fn recognises(&self, place: &Place, source: &Source) -> bool {
        let in_markdown = place.stem(&MARKDOWN).is_some();
        let fields = if in_markdown { front_matter(source.text()).map(|(fields, _)| fields) } else { None };
        let fields = fields.unwrap_or(if in_markdown { "" } else { source.text() });
        let has = |key: &&str| fields.lines().any(|line| line.starts_with(*key));
        (in_markdown || is_yaml(place)) && KEYS.iter().filter(|key| has(key)).count() >= MIN_KEYS
    }

    fn read(&self, place: &Place, source: &Source) -> Result<Draft, ReadError> {
        // An id keeps its capitals, which a place does not.
        let id = place.name().rsplit_once('.').map_or(place.name(), |(stem, _)| stem);
        let item =
            Item::new(id, source.text()).map_err(|(line, message)| ReadError::Yaml { line, message })?;
        let mut draft = Draft::default();
        draft.title = clip(id, MAX_LABEL_CHARS).to_owned();
        if !item.is_criterion() {
            return Err(ReadError::NoCriteria { looked_for: LOOKED_FOR });
        }
        let lines = source.lines(&(0..source.text().len()));
        draft.add(Found::new(Name::Written(id.to_owned()), item.text(), lines, RULE));
        "one item of Doorstop".clone_into(&mut draft.because);
        Ok(draft)
    }
}

/// Whether a file of a folder is an item by its name.
pub(in crate::spec) fn is_item(path: &RepoPath) -> bool {
    let place = Place::new(path);
    !place.base().starts_with('.') && (is_yaml(&place) || place.stem(&MARKDOWN).is_some())
}

/// Reads a folder's items as one document. Returns the text they make together, in the order of their
/// levels, and what was found in it.
///
/// # Errors
/// When none of them is active and normative.
pub(in crate::spec) fn read_folder(
    folder: &RepoPath,
    files: &[(RepoPath, Vec<u8>)],
) -> Result<(String, Draft), ReadError> {
    let mut draft = Draft::default();
    let mut items: Vec<(Item, String)> = Vec::new();
    let mut faults: Vec<(u32, String, String)> = Vec::new();
    for (path, bytes) in files.iter().take(MAX_ITEMS) {
        let place = Place::new(path);
        let name = place.name();
        let id = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        if bytes.len() > MAX_ITEM_BYTES {
            faults.push((1, "left out, as it is too large for an item".to_owned(), name.to_owned()));
            continue;
        }
        let text = String::from_utf8_lossy(bytes).into_owned();
        match Item::new(id, &text) {
            Ok(item) if item.active => items.push((item, text)),
            Ok(_) => {}
            Err((line, message)) => {
                faults.push((
                    1,
                    format!("left out: line {line} of it is no YAML: {message}"),
                    name.to_owned(),
                ));
            }
        }
    }
    items.sort_by(|(a, _), (b, _)| (&a.level, &a.id).cmp(&(&b.level, &b.id)));
    let mut source = String::new();
    let mut line = 1;
    let mut headings: Vec<(Vec<u32>, String)> = Vec::new();
    for (item, text) in &items {
        let count = text.trim_end().lines().count().max(1) as u32;
        let lines = crate::model::spec::LineRange::new(line, line + count - 1);
        source.push_str(text.trim_end());
        source.push_str("\n\n");
        line += count + 1;
        headings.retain(|(level, _)| item.level.starts_with(level));
        if item.is_criterion() {
            let section = headings.iter().map(|(_, title)| title.clone()).collect();
            let found = Found::new(Name::Written(item.id.clone()), item.text(), lines, RULE);
            draft.add(Found { section, ..found });
        } else if let Some(title) = item.title() {
            headings.push((item.level.clone(), clip(title, MAX_LABEL_CHARS).to_owned()));
        }
    }
    for (line, message, name) in faults {
        draft.warn(line, &message, &name);
    }
    if files.len() > MAX_ITEMS {
        draft.warn(1, "more than 20,000 items; the rest is left out", "");
    }
    if draft.found.is_empty() {
        return Err(ReadError::NoCriteria { looked_for: LOOKED_FOR });
    }
    let name = folder.lossy();
    draft.title = clip(name.rsplit('/').next().unwrap_or_default(), MAX_LABEL_CHARS).to_owned();
    let count = draft.found.len();
    draft.because = format!("{count} {} of Doorstop", if count == 1 { "item" } else { "items" });
    Ok((source, draft))
}

/// The keys of an item that are read.
#[derive(Deserialize)]
#[serde(default)]
struct Fields {
    active: bool,
    normative: bool,
    header: String,
    level: String,
    text: String,
}

impl Default for Fields {
    fn default() -> Self {
        Self {
            active: true,
            normative: true,
            header: String::new(),
            level: String::new(),
            text: String::new(),
        }
    }
}

struct Item {
    id: String,
    active: bool,
    normative: bool,
    /// Without zeros at the end: a heading `2.0` stands over all that begins with 2.
    level: Vec<u32>,
    header: String,
    body: String,
}

impl Item {
    /// Reads an item; else the line, 1-based, at which it is no YAML, and why in printable ASCII.
    fn new(id: &str, text: &str) -> Result<Self, (u32, String)> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (fields, body) = match front_matter(text) {
            Some((fields, body)) => (fields, Some(body)),
            None => (text, None),
        };
        let read: Fields = serde_saphyr::from_str(fields).map_err(|error| {
            let line = error.location().map_or(1, |location| location.line() as u32);
            let words = error.to_string();
            let words = words.lines().next().unwrap_or_default();
            (
                line + u32::from(body.is_some()),
                clip(&words.escape_default().to_string(), MAX_LABEL_CHARS).to_owned(),
            )
        })?;
        let mut level: Vec<u32> = read.level.split('.').map_while(|part| part.trim().parse().ok()).collect();
        while level.pop_if(|part| *part == 0).is_some() {}
        let body = body.map_or(read.text, str::to_owned).trim().to_owned();
        let header = read.header.trim().to_owned();
        Ok(Self { id: id.to_owned(), active: read.active, normative: read.normative, level, header, body })
    }

    fn is_criterion(&self) -> bool {
        self.active && self.normative && !(self.header.is_empty() && self.body.is_empty())
    }

    fn text(&self) -> String {
        format!("{}\n{}", self.header, self.body).trim().to_owned()
    }

    fn title(&self) -> Option<&str> {
        let header = if self.header.is_empty() { &self.body } else { &self.header };
        header.lines().map(|line| line.trim_start_matches('#').trim()).find(|line| !line.is_empty())
    }
}

/// What stands between two lines of `---` at the top, and what follows.
fn front_matter(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("---")?.trim_start_matches('\r').strip_prefix('\n')?;
    let end = rest.find("\n---")?;
    let (fields, after) = rest.split_at_checked(end + 1)?;
    let after = after.strip_prefix("---")?;
    Some((fields, after.split_once('\n').map_or("", |(_, body)| body)))
}

fn is_yaml(place: &Place) -> bool {
    place.stem(&["yml", "yaml"]).is_some()
}
