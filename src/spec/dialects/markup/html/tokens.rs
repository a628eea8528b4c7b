//! Splits HTML into tags and texts, each with its lines. Knows nothing of their meaning.

use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::reader::{BoundedReader, ValueCount};
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
        values.reset();
        let token = tokens.next().filter(|_| !is_cut)?;
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
