//! Reads the top-level scalars of a YAML document. Knows nothing of items.
//!
//! The library reports events one by one, without recursion and without following aliases, so deep
//! nesting and references to itself cost no more than their bytes.

use saphyr_parser::{Event, Parser, ScanError};

/// The top-level keys of a document that is a mapping, with their values: `None` for a list, a
/// mapping or an alias.
pub(super) type YamlFields = Vec<(String, Option<String>)>;

/// The reason why a text is not YAML.
pub(super) struct Malformed {
    /// The line, 1-based.
    pub(super) line: u32,
    /// The library's message, printable ASCII.
    pub(super) message: String,
}

/// Reads the fields of the first document; none if it is not a mapping.
pub(super) fn fields(text: &str) -> Result<YamlFields, Malformed> {
    let mut fields = YamlFields::new();
    let mut depth = 0usize;
    let mut key = None;
    for event in Parser::new_from_str(text) {
        let (event, _) = event.map_err(|error| malformed(&error))?;
        let scalar = match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                depth += 1;
                continue;
            }
            Event::MappingEnd | Event::SequenceEnd => {
                depth = depth.saturating_sub(1);
                None
            }
            Event::Scalar(text, ..) => Some(text.into_owned()),
            Event::Alias(_) => None,
            Event::DocumentEnd => break,
            _ => continue,
        };
        // At this depth keys and values alternate; a nested value counts as one of them.
        if depth == 1 {
            match key.take() {
                None => key = Some(scalar.unwrap_or_default()),
                Some(key) => fields.push((key, scalar)),
            }
        }
    }
    Ok(fields)
}

fn malformed(error: &ScanError) -> Malformed {
    let line = u32::try_from(error.marker().line())
        .unwrap_or(u32::MAX)
        .max(1);
    Malformed {
        line,
        message: error.info().escape_default().to_string(),
    }
}
