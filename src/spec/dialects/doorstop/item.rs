//! Reads one item: its keys, its level and its text. Knows nothing of its folder.

use super::yaml::{self, Malformed, YamlFields};

/// The largest item, in bytes.
pub(super) const MAX_ITEM_BYTES: usize = 256 << 10;
/// The most parts of a level that are kept.
const MAX_LEVEL: usize = 12;

/// Keys that Doorstop writes.
const KEYS: [&str; 9] = [
    "active",
    "derived",
    "header",
    "level",
    "links",
    "normative",
    "ref",
    "reviewed",
    "text",
];
/// The fewest of these keys that make a file an item.
const MIN_KEYS: usize = 3;

/// The format of a file with an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ItemFormat {
    /// The whole file is YAML.
    Yaml,
    /// YAML between lines of hyphens, then header and text in Markdown.
    Markdown,
}

impl ItemFormat {
    /// Returns the format for the ending of a file's name, without its dot; `None` for files that
    /// are not items.
    pub(super) fn of_ending(ending: &str) -> Option<Self> {
        match ending.to_ascii_lowercase().as_str() {
            "yml" | "yaml" => Some(Self::Yaml),
            "md" => Some(Self::Markdown),
            _ => None,
        }
    }
}

/// An item's position in its document: `1.2`, or `1.0` for a heading.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct ItemLevel {
    /// The parts of the level, without the zero at the end of a heading's.
    pub(super) numbers: Vec<u64>,
    pub(super) is_heading: bool,
}

impl ItemLevel {
    fn new(written: &str) -> Self {
        let parts = written.split('.').take(MAX_LEVEL);
        let mut numbers: Vec<u64> = parts.map(|part| part.trim().parse().unwrap_or(0)).collect();
        let is_heading = numbers.len() > 1 && numbers.last() == Some(&0);
        if is_heading {
            numbers.pop();
        }
        Self {
            numbers,
            is_heading,
        }
    }
}

/// The content of an item.
pub(super) struct DoorstopItem {
    pub(super) is_active: bool,
    pub(super) is_normative: bool,
    /// The level; 1.0 if the item gives none.
    pub(super) level: ItemLevel,
    /// The header on one line; may be empty.
    pub(super) header: String,
    /// The text; may be empty.
    pub(super) text: String,
}

impl DoorstopItem {
    /// Reads a file. Returns `None` if it is not an item; a Markdown file is one only with YAML
    /// before it.
    pub(super) fn read(text: &str, written: ItemFormat) -> Result<Option<Self>, Malformed> {
        let Some((front, body)) = parts(text, written) else {
            return Ok(None);
        };
        let fields = match yaml::fields(front) {
            Ok(fields) => fields,
            Err(_) if !looks_like_item(text, written) => return Ok(None),
            Err(error) => return Err(error),
        };
        if fields
            .iter()
            .filter(|(key, _)| KEYS.contains(&key.as_str()))
            .count()
            < MIN_KEYS
        {
            return Ok(None);
        }
        let value = |key: &str| find(&fields, key);
        let mut header = one_line(value("header").unwrap_or_default());
        let mut text = value("text").unwrap_or_default().trim().to_owned();
        if let Some(body) = body {
            let body = body.trim();
            let (first, rest) = body.split_once('\n').unwrap_or((body, ""));
            if let Some(title) = first.strip_prefix("# ") {
                header = one_line(title);
                text = rest.trim().to_owned();
            } else {
                text = body.to_owned();
            }
        }
        // Some items hold nothing but a reference.
        if text.is_empty() && header.is_empty() {
            text = value("ref").unwrap_or_default().trim().to_owned();
        }
        Ok(Some(Self {
            is_active: value("active").is_none_or(is_true),
            is_normative: value("normative").is_none_or(is_true),
            level: ItemLevel::new(value("level").unwrap_or("1.0")),
            header,
            text,
        }))
    }

    /// Returns whether the item only names the items below it.
    pub(super) fn is_heading(&self) -> bool {
        !self.is_normative && self.level.is_heading
    }

    /// Returns the label of a heading: its header, else the first line of its text.
    pub(super) fn label(&self) -> &str {
        let first = || self.text.lines().next().unwrap_or_default();
        if self.header.is_empty() {
            first()
        } else {
            &self.header
        }
    }

    /// Returns header and text as one statement to accept.
    pub(super) fn statement(&self) -> String {
        format!("{}\n{}", self.header, self.text).trim().to_owned()
    }
}

/// Returns whether a text has the keys of an item at the start of its lines.
pub(super) fn looks_like_item(text: &str, written: ItemFormat) -> bool {
    let Some((front, _)) = parts(text, written) else {
        return false;
    };
    let has = |key: &str| {
        front.lines().any(|line| {
            line.strip_prefix(key)
                .is_some_and(|rest| rest.starts_with(':'))
        })
    };
    has("level")
        && (has("active") || has("normative"))
        && KEYS.iter().filter(|key| has(key)).count() >= MIN_KEYS
}

/// Splits a file into its YAML and, in Markdown, the text after it.
fn parts(text: &str, written: ItemFormat) -> Option<(&str, Option<&str>)> {
    if written == ItemFormat::Yaml {
        return Some((text, None));
    }
    let (first, after) = text
        .split_once('\n')
        .filter(|(first, _)| first.trim_end() == "---")?;
    let mut at = first.len() + 1;
    for line in after.split_inclusive('\n') {
        let end = at + line.len();
        if line.trim_end() == "---" {
            return Some((text.get(first.len() + 1..at)?, text.get(end..)));
        }
        at = end;
    }
    None
}

fn find<'f>(fields: &'f YamlFields, key: &str) -> Option<&'f str> {
    fields
        .iter()
        .find(|(name, _)| name == key)
        .and_then(|(_, value)| value.as_deref())
}

/// Returns whether a value is true by the rules of YAML 1.1, which Doorstop follows.
fn is_true(value: &str) -> bool {
    !["false", "no", "off", "n"].contains(&value.to_ascii_lowercase().as_str())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
