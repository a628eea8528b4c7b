//! Builds a tree from JSON. Owns the translation of the library's events.
//!
//! The library reports events one by one, without recursion, and says how far it has read; line
//! numbers come from that.

use json_event_parser::{JsonEvent, LowLevelJsonParser};

use crate::model::spec::LineRange;
use crate::spec::error::ReadError;
use crate::spec::source::SpecText;

use super::tree::TreeBuilder;

/// The most levels of nesting that the library accepts: more than the builder lets through.
const MAX_DEPTH: usize = 2_000;

/// Builds the tree of a file, up to the point where the builder stops.
///
/// # Errors
/// When the text is not valid JSON.
pub(super) fn read(source: &SpecText, builder: &mut TreeBuilder) -> Result<(), ReadError> {
    let text = source.text();
    let mut parser = LowLevelJsonParser::new().with_max_stack_size(MAX_DEPTH);
    let mut at = 0;
    loop {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        let step = parser.parse_next(rest, true);
        at += step.consumed_bytes;
        let event = match step.event {
            Some(Ok(event)) => event,
            Some(Err(error)) => {
                let offset = usize::try_from(error.location().start.offset)
                    .unwrap_or(at)
                    .min(text.len());
                return Err(malformed(source, offset, error.message()));
            }
            None => return Ok(()),
        };
        // An event ends on its own line: no token of JSON spans several lines.
        let line = source.line(at.saturating_sub(1));
        let lines = LineRange::new(line, line);
        match event {
            JsonEvent::StartObject | JsonEvent::StartArray if builder.cut_if_deepest(line) => {
                return Ok(());
            }
            JsonEvent::StartObject => builder.map(line),
            JsonEvent::StartArray => builder.list(line),
            JsonEvent::EndObject | JsonEvent::EndArray => builder.end(Some(line)),
            JsonEvent::ObjectKey(text) | JsonEvent::String(text) => builder.text(&text, lines),
            JsonEvent::Number(text) => builder.scalar(&text, lines),
            JsonEvent::Boolean(is_true) => {
                builder.scalar(if is_true { "true" } else { "false" }, lines)
            }
            JsonEvent::Null => builder.none(line),
            JsonEvent::Eof => return Ok(()),
        }
    }
}

fn malformed(source: &SpecText, offset: usize, message: &str) -> ReadError {
    let mut offset = offset;
    while !source.text().is_char_boundary(offset) {
        offset -= 1;
    }
    ReadError::Json {
        line: source.line(offset),
        column: source.column(offset),
        message: message.escape_default().to_string(),
    }
}
