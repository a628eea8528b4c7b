//! The scalars at the top of a YAML document. Owns the YAML library; knows nothing of items.
//!
//! The library gives events one by one, without recursion and without following aliases, so what is
//! deep or refers to itself costs no more than its bytes.

use saphyr_parser::{Event, Parser, ScanError};

/// The keys at the top of a document that is a mapping, with their values: `None` for one that is a
/// list, a mapping or an alias.
pub(super) type YamlFields = Vec<(String, Option<String>)>;

/// Why a text is no YAML.
pub(super) struct Malformed {
    /// 1-based.
    pub(super) line: u32,
    /// The library's words, printable ASCII.
    pub(super) message: String,
}

/// Reads the fields of the first document; none if it is no mapping.
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
        // At this depth stand keys and values in turn; what was nested is one of them as a whole.
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
    let line = u32::try_from(error.marker().line()).unwrap_or(u32::MAX).max(1);
    Malformed { line, message: error.info().escape_default().to_string() }
}
