//! Reads lists under a key such as `acceptance_criteria:` in YAML within a Markdown text.
//!
//! Owns as much of YAML as such lists need, line by line, so that every entry keeps its lines.
//! Knows nothing of Markdown. Files in YAML have a reader of their own.

use std::ops::Range;

use crate::model::spec::TickClaim;
use crate::spec::markdown::words::{self, Class};

/// Keys of an entry's requirement, the best first.
const TEXT: [&str; 10] = [
    "text",
    "statement",
    "criterion",
    "requirement",
    "description",
    "title",
    "name",
    "summary",
    "then",
    "condition",
];
/// Keys of an entry's id.
const ID: [&str; 4] = ["id", "key", "uid", "ref"];
/// Keys that claim that an entry is met.
const DONE: [&str; 4] = ["done", "checked", "met", "completed"];

/// The longest text that may be one object, in bytes.
const MAX_OBJECT: usize = 20_000;

/// One criterion of a list.
pub(super) struct YamlCriterion {
    /// The bytes of the entry.
    pub(super) span: Range<usize>,
    pub(super) id: Option<String>,
    pub(super) text: String,
    pub(super) claim: TickClaim,
}

/// Returns the criteria in the lists of a text.
pub(super) fn criteria(text: &str) -> Vec<YamlCriterion> {
    let mut found = Vec::new();
    // The column of the key whose list is being read, and that of its entries.
    let mut list: Option<(usize, Option<usize>)> = None;
    let mut entry: Option<(Range<usize>, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = at..at + line.len();
        at = span.end;
        let content = line.trim();
        if content.is_empty() {
            continue;
        }
        let column = line.len() - line.trim_start().len();
        if let Some((key, entries)) = &mut list {
            let is_entry = content == "-" || content.starts_with("- ");
            if is_entry && column >= *key && entries.is_none_or(|entries| entries == column) {
                *entries = Some(column);
                found.extend(
                    entry
                        .replace((span, column))
                        .and_then(|open| read(text, open)),
                );
                continue;
            }
            if let Some((open, column)) = &mut entry
                && line.len() - line.trim_start().len() > *column
            {
                open.end = span.end;
                continue;
            }
            found.extend(entry.take().and_then(|open| read(text, open)));
            list = None;
        }
        if content.starts_with('#') {
            continue;
        }
        if let Some((key, value)) = content.trim_start_matches("- ").split_once(':')
            && is_key(key)
        {
            let value = value.trim();
            if value.is_empty() || value.starts_with('#') {
                list = Some((column, None));
            } else if let Some(inline) = value
                .strip_prefix('[')
                .and_then(|value| value.strip_suffix(']'))
            {
                found.extend(inline_entries(inline, &span));
            }
        }
    }
    found.extend(entry.and_then(|open| read(text, open)));
    found
}

/// Reads a text that is one object with an id and a text.
pub(super) fn object(text: &str) -> Option<YamlCriterion> {
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    if text.len() > MAX_OBJECT || !first.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let pairs = pairs(text.trim_start_matches('\n'), 0);
    let has = |keys: &[&str]| pairs.iter().any(|(key, _)| keys.contains(&key.as_str()));
    (has(&ID) && has(&TEXT)).then(|| entry(0..text.len(), &pairs))
}

/// Returns whether a key names acceptance criteria: `acceptance_criteria`, `acceptanceCriteria`,
/// `"definition-of-done"`.
fn is_key(key: &str) -> bool {
    let mut words = String::new();
    for c in key.trim().trim_matches(['"', '\'']).chars() {
        match c {
            '_' | '-' => words.push(' '),
            c if c.is_uppercase() && words.ends_with(char::is_lowercase) => {
                words.push(' ');
                words.extend(c.to_lowercase());
            }
            c => words.extend(c.to_lowercase()),
        }
    }
    words::names_acceptance(&words)
        || words == "acceptance"
        || words::classify(&words) == Class::Criteria
}

/// Returns the entries of `[a, "b, c"]`.
fn inline_entries(inside: &str, span: &Range<usize>) -> Vec<YamlCriterion> {
    let mut parts: Vec<String> = vec![String::new()];
    let mut quote = None;
    for c in inside.chars() {
        match (quote, c) {
            (None, ',') => parts.push(String::new()),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => parts.last_mut().into_iter().for_each(|part| part.push(c)),
        }
    }
    let texts = parts
        .into_iter()
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty());
    texts
        .map(|text| YamlCriterion {
            span: span.clone(),
            id: None,
            text,
            claim: TickClaim::None,
        })
        .collect()
}

/// Reads the lines of an entry whose dash is in a column.
fn read(text: &str, (span, column): (Range<usize>, usize)) -> Option<YamlCriterion> {
    let lines = text.get(span.clone())?;
    let own = lines.trim_start().strip_prefix('-')?;
    let indent = column + 1 + (own.len() - own.trim_start_matches(' ').len());
    let pairs = pairs(own.trim_start_matches(' '), indent);
    let [(key, value), rest @ ..] = pairs.as_slice() else {
        return None;
    };
    if key.is_empty() && rest.is_empty() {
        let text = scalar(value);
        return (!text.is_empty()).then_some(YamlCriterion {
            span,
            id: None,
            text,
            claim: TickClaim::None,
        });
    }
    Some(entry(span, &pairs))
}

/// Makes an entry of keys and values.
fn entry(span: Range<usize>, pairs: &[(String, String)]) -> YamlCriterion {
    let value_of = |keys: &[&str]| {
        keys.iter()
            .find_map(|key| pairs.iter().position(|pair| pair.0 == *key))
    };
    let (main, id, done) = (value_of(&TEXT), value_of(&ID), value_of(&DONE));
    let mut out = main
        .and_then(|at| pairs.get(at))
        .map(|(_, value)| scalar(value))
        .unwrap_or_default();
    for (at, (key, value)) in pairs.iter().enumerate() {
        if Some(at) != main && Some(at) != id && Some(at) != done {
            out.push_str(&format!("\n{key}: {}", scalar(value)));
        }
    }
    let get = |at: Option<usize>| {
        at.and_then(|at| pairs.get(at))
            .map(|(_, value)| scalar(value))
    };
    let claim = match get(done).as_deref() {
        Some("true" | "yes") => TickClaim::Ticked,
        Some(_) => TickClaim::Unticked,
        None => TickClaim::None,
    };
    YamlCriterion {
        span,
        id: get(id).filter(|id| !id.is_empty()),
        text: out.trim().to_owned(),
        claim,
    }
}

/// Returns the keys and values of an entry; a plain text gives one value with an empty key.
fn pairs(text: &str, indent: usize) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for (nth, line) in text.lines().enumerate() {
        let column = if nth == 0 {
            indent
        } else {
            line.len() - line.trim_start().len()
        };
        let pair = line.trim_start().split_once(':').filter(|(key, value)| {
            let is_key = !key.is_empty()
                && key
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
            is_key && (value.is_empty() || value.starts_with(' ')) && column == indent
        });
        // The first line decides whether the entry is a map.
        let is_map = nth == 0 || pairs.first().is_some_and(|(key, _)| !key.is_empty());
        match (pair.filter(|_| is_map), pairs.last_mut()) {
            (Some((key, value)), _) => pairs.push((key.to_lowercase(), value.trim().to_owned())),
            (None, Some((_, value))) => {
                value.push('\n');
                value.push_str(line.trim());
            }
            (None, None) => pairs.push((String::new(), line.trim().to_owned())),
        }
    }
    pairs
}

/// Returns the text of a value, without quotes and without the mark of a block.
fn scalar(value: &str) -> String {
    let value = value.trim();
    let (first, rest) = value.split_once('\n').unwrap_or((value, ""));
    if matches!(first.trim_end(), "|" | ">" | "|-" | ">-" | "|+" | ">+") {
        return rest.trim().to_owned();
    }
    let quoted = ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
    quoted.unwrap_or(value).to_owned()
}
