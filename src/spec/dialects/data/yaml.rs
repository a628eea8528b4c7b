//! Builds a tree from YAML. Owns the translation of the library's events.
//!
//! The library reports events one by one, without recursion and without following aliases, so deep
//! nesting and references to itself cost no more than their bytes.

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use crate::model::spec::LineRange;
use crate::spec::error::ReadError;
use crate::spec::source::SpecText;

use super::tree::TreeBuilder;

/// The library's error for more than some 250 nested brackets.
const TOO_MANY_BRACKETS: &str = "recursion limit exceeded";

/// Builds the trees of all documents of a file, up to the point where the builder stops.
///
/// # Errors
/// When the text is not valid YAML.
pub(super) fn read(source: &SpecText, builder: &mut TreeBuilder) -> Result<(), ReadError> {
    let blank: Vec<bool> = source
        .numbered()
        .map(|(_, text)| text.trim().is_empty())
        .collect();
    let lines_before = source.line(0).saturating_sub(1);
    let last_of_all = u32::try_from(blank.len()).unwrap_or(u32::MAX).max(1);
    let number = |line: usize| number(line).min(last_of_all);
    // YAML ends a line at a lone carriage return; the rest of the program does not.
    let text = source.text().replace('\r', " ");
    for event in Parser::new_from_str(&text) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => {
                let line = lines_before + number(error.marker().line());
                if error.info() == TOO_MANY_BRACKETS {
                    builder.cut(line);
                    return Ok(());
                }
                return Err(ReadError::Yaml {
                    line,
                    message: error.info().escape_default().to_string(),
                });
            }
        };
        let first = lines_before + number(span.start.line());
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) if builder.cut_if_deepest(first) => {
                return Ok(());
            }
            Event::MappingStart(..) => builder.map(first),
            Event::SequenceStart(..) => builder.list(first),
            Event::MappingEnd | Event::SequenceEnd => builder.end(None),
            Event::Alias(_) => builder.none(first),
            Event::Scalar(text, style, ..) => {
                if style == ScalarStyle::Plain
                    && matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL")
                {
                    builder.none(first);
                } else {
                    let last = lines_before + last_line(&span, &blank).min(last_of_all);
                    let lines = LineRange::new(first, last.max(first));
                    let is_string =
                        style != ScalarStyle::Plain || text.contains(char::is_alphabetic);
                    if is_string {
                        builder.text(&text, lines)
                    } else {
                        builder.scalar(&text, lines)
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Returns the last line of a scalar: the span of a block extends to the next token, so blank lines
/// at its end are dropped.
fn last_line(span: &Span, blank: &[bool]) -> u32 {
    let first = number(span.start.line());
    let mut last = number(span.end.line());
    if span.end.col() == 0 && last > first {
        last -= 1;
    }
    while last > first && blank.get(last as usize - 1).copied().unwrap_or(true) {
        last -= 1;
    }
    last
}

fn number(line: usize) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX).max(1)
}
