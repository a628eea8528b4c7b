//! Splits HTML into tags and texts, each with its lines. Knows nothing of their meaning.

use std::cell::Cell;
use std::rc::Rc;

use html5gum::{DefaultEmitter, Readable, Reader, StringReader, Token, Tokenizer};

use crate::model::spec::LineRange;

pub(super) struct StartTag {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl StartTag {
    /// Returns the value of an attribute, if it is kept.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    }
}

/// A tag or a text.
pub(super) enum HtmlToken {
    Start(StartTag),
    End(String),
    Text(String),
    /// A tag with too many attributes: nothing is read from here on.
    Cut,
}

/// The longest attribute value that is kept, in bytes.
const MAX_VALUE: usize = 2_000;
/// The attributes that are used.
const KEPT: [&str; 10] = [
    "checked", "class", "colspan", "href", "id", "name", "role", "rowspan", "start", "type",
];

/// Lists the tags and texts of HTML, each with its lines; `first` is the number of the first line,
/// 1-based. Skips comments and errors.
pub(super) fn events(html: &str, first: u32) -> impl Iterator<Item = (HtmlToken, LineRange)> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut lines = LineCounter {
        html: html.as_bytes(),
        at: 0,
        line: first,
    };
    let values = ValueCount::default();
    let reader = BoundedReader::new(html, values.clone());
    let mut tokens = Tokenizer::new_with_emitter(reader, emitter);
    let mut is_cut = false;
    let tokens = std::iter::from_fn(move || {
        if is_cut {
            return None;
        }
        values.reset();
        let token = tokens.next()?;
        is_cut = token.is_err();
        Some(token)
    });
    tokens.filter_map(move |token| {
        let Ok(token) = token else {
            let next = lines.at + 1;
            let line = lines.line_of(next);
            return Some((HtmlToken::Cut, LineRange::new(line, line)));
        };
        let (event, start, end) = match token {
            Token::StartTag(tag) => {
                let text = |bytes: &[u8]| {
                    String::from_utf8_lossy(bytes.get(..MAX_VALUE).unwrap_or(bytes)).into_owned()
                };
                let attributes = tag
                    .attributes
                    .iter()
                    .map(|(name, value)| (text(name), text(&value.value)));
                let attributes = attributes
                    .filter(|(name, _)| KEPT.contains(&name.as_str()))
                    .collect();
                (
                    HtmlToken::Start(StartTag {
                        name: text(&tag.name),
                        attributes,
                    }),
                    tag.span.start,
                    tag.span.end,
                )
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                (HtmlToken::End(name), tag.span.start, tag.span.end)
            }
            Token::String(text) => {
                let value = String::from_utf8_lossy(&text.value).into_owned();
                (HtmlToken::Text(value), text.span.start, text.span.end)
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => return None,
        };
        let first = lines.line_of(start);
        Some((
            event,
            LineRange::new(first, lines.line_of(end.saturating_sub(1).max(start))),
        ))
    })
}

/// Converts offsets to lines; fast for ascending offsets, and tolerates small steps back.
struct LineCounter<'h> {
    html: &'h [u8],
    at: usize,
    line: u32,
}

impl LineCounter<'_> {
    fn line_of(&mut self, offset: usize) -> u32 {
        let offset = offset.min(self.html.len());
        let ends = |from: usize, to: usize| {
            let between = self.html.get(from..to).unwrap_or_default();
            between.iter().filter(|byte| **byte == b'\n').count() as u32
        };
        if offset < self.at {
            return self.line - ends(offset, self.at).min(self.line - 1);
        }
        self.line += ends(self.at, offset);
        self.at = offset;
        self.line
    }
}

/// Maximum number of values in double quotes in one tag: the tokenizer calls itself for each, so a
/// tag with thousands of them would overflow the stack. Pages that people write have ten or twenty.
const MAX_VALUES: u32 = 200;

/// Counts the values in double quotes that were read since the last tag or text.
#[derive(Clone, Default)]
struct ValueCount(Rc<Cell<u32>>);

impl ValueCount {
    /// Resets the count, when a tag or text is complete.
    fn reset(&self) {
        self.0.set(0);
    }
}

/// A reader of HTML that gives up on a tag with too many attributes.
struct BoundedReader<'h> {
    inner: StringReader<'h>,
    values: ValueCount,
}

impl<'h> BoundedReader<'h> {
    fn new(html: &'h str, values: ValueCount) -> Self {
        Self {
            inner: html.to_reader(),
            values,
        }
    }
}

/// The error for a tag with too many attributes.
#[derive(Debug)]
struct TooManyAttributes;

impl std::fmt::Display for TooManyAttributes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a tag has too many attributes")
    }
}

impl std::error::Error for TooManyAttributes {}

impl Reader for BoundedReader<'_> {
    type Error = TooManyAttributes;

    fn read_byte(&mut self) -> Result<Option<u8>, TooManyAttributes> {
        let Ok(byte) = self.inner.read_byte();
        Ok(byte)
    }

    fn read_until<'b>(
        &'b mut self,
        needle: &[u8],
        buffer: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, TooManyAttributes> {
        let Ok(read) = self.inner.read_until(needle, buffer);
        if read == Some(b"\"") {
            let count = self.values.0.get() + 1;
            if count > MAX_VALUES {
                return Err(TooManyAttributes);
            }
            self.values.0.set(count);
        }
        Ok(read)
    }

    fn try_read_string(
        &mut self,
        text: &[u8],
        case_sensitive: bool,
    ) -> Result<bool, TooManyAttributes> {
        let Ok(found) = self.inner.try_read_string(text, case_sensitive);
        Ok(found)
    }
}
