//! Reads large files part by part, since the parser holds fifty times the text it is given. Knows
//! nothing of the content of tables.

use std::collections::HashSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::spec::draft::SpecDraft;
use crate::spec::error::ReadError;
use crate::spec::source::SpecText;

use super::{TomlReader, keys, malformed};

/// The size from which a part ends at the next table, in bytes.
const MIN_BYTES: usize = 256 << 10;
/// The most marks of a text that is parsed at once.
const MAX_MARKS: usize = 800_000;

const TOO_MANY: &str = "too many keys and values outside [[criteria]] for one file: split the file";

/// Reads all tables of a text.
///
/// # Errors
/// When it is not valid TOML, or holds too much to be parsed.
pub(super) fn read(source: &SpecText, is_front: bool) -> Result<SpecDraft, ReadError> {
    let parts = parts(source.text());
    let too_many = source.text().bytes().filter(|byte| is_mark(*byte)).count() > MAX_MARKS;
    if parts.len() > 1 {
        match read_parts(source, &parts, is_front) {
            Ok(Some(draft)) => return Ok(draft),
            Err(error) if too_many => return Err(error),
            // Parsing the whole text gives a better error, if there is one.
            _ => {}
        }
    }
    if too_many {
        return Err(ReadError::Unread {
            line: 1,
            why: TOO_MANY,
        });
    }
    let document = DeTable::parse(source.text()).map_err(|error| malformed(source, &error))?;
    let mut reading = TomlReader {
        source,
        draft: SpecDraft::default(),
        told: HashSet::new(),
    };
    reading.document(document.get_ref(), is_front);
    Ok(reading.draft)
}

/// Reads the text part by part. Returns `None` when a part continues a table of another part.
fn read_parts(
    source: &SpecText,
    parts: &[Range<usize>],
    is_front: bool,
) -> Result<Option<SpecDraft>, ReadError> {
    let (mut draft, mut told) = (SpecDraft::default(), HashSet::new());
    for part in parts {
        let part = source.part(part);
        let document = DeTable::parse(part.text()).map_err(|error| malformed(&part, &error))?;
        if !document
            .get_ref()
            .iter()
            .all(|(key, value)| stands_alone(key.get_ref(), value))
        {
            return Ok(None);
        }
        let mut reading = TomlReader {
            source: &part,
            draft,
            told,
        };
        reading.document(document.get_ref(), is_front);
        (draft, told) = (reading.draft, reading.told);
    }
    Ok(Some(draft))
}

/// Returns whether an entry is complete in its part; a table of a list that began in an earlier
/// part is not.
fn stands_alone(name: &str, value: &Spanned<DeValue<'_>>) -> bool {
    let is_list = keys::LISTS.contains(&name) || keys::INCREMENTS.contains(&name);
    !is_list || matches!(value.get_ref(), DeValue::Array(_))
}

/// Splits the text into parts that begin where a table of a list seems to begin. If that place is
/// within a string, the part before ends with an unclosed string, which the parser refuses.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if at - start >= MIN_BYTES && is_header(line) {
            parts.push(start..at);
            start = at;
        }
        at += line.len();
    }
    parts.push(start..at);
    parts
}

fn is_header(line: &str) -> bool {
    let name = line
        .strip_prefix("[[")
        .and_then(|rest| rest.split("]]").next())
        .map(str::trim);
    name.is_some_and(|name| keys::LISTS.contains(&name) || keys::INCREMENTS.contains(&name))
}

/// Returns whether a byte may begin or end a key, a value or a comment.
fn is_mark(byte: u8) -> bool {
    matches!(
        byte,
        b'=' | b'[' | b']' | b'{' | b'}' | b',' | b'.' | b'"' | b'\'' | b'#' | b'\n'
    )
}
