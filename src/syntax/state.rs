//! Keeps a grammar's state between two lines, and paints the next line.

use std::ops::Range;

use syntect::parsing::{BasicScopeStackOp, ParseState, ScopeStack};

use super::grammars::Grammars;
use super::language::Language;
use super::scopes::Look;
use crate::model::paint::{Paint, Spans};

/// Stand-in for a byte that is not UTF-8: also one byte, so that offsets stay valid, and one that
/// no grammar looks for.
const NOT_TEXT: char = '\u{1a}';

/// Keywords of declarations, which grammars classify as types.
const DECLARING: [&[u8]; 10] = [
    b"auto",
    b"class",
    b"const",
    b"enum",
    b"let",
    b"static",
    b"struct",
    b"typename",
    b"union",
    b"var",
];

/// A grammar's state between two lines. The library keeps at most 100 contexts.
#[derive(Clone)]
pub(super) struct GrammarState {
    parser: ParseState,
    scopes: ScopeStack,
    /// The class of the text under each of the scopes.
    paints: Vec<Option<Paint>>,
}

/// The error when the grammar cannot be followed any further.
pub(super) struct Lost;

impl GrammarState {
    /// Returns the state before the first line; `None` when there is no grammar of that name.
    pub(super) fn start(grammars: &Grammars, language: Language) -> Option<Self> {
        let syntax = grammars.set().find_syntax_by_name(language.name())?;
        Some(Self::new(ParseState::new(syntax)))
    }

    pub(super) fn new(parser: ParseState) -> Self {
        Self {
            parser,
            scopes: ScopeStack::new(),
            paints: Vec::new(),
        }
    }

    /// Paints a line, given without its line end, and advances past it.
    pub(super) fn line(&mut self, grammars: &mut Grammars, line: &[u8]) -> Result<Spans, Lost> {
        let text = as_text(line);
        let ops = self
            .parser
            .parse_line(&text, grammars.set())
            .map_err(|_| Lost)?;
        let mut spans = Spans::default();
        let mut at = 0;
        for (place, op) in ops {
            // The line end belongs to the grammar, not to the line.
            let place = place.min(line.len()) as u32;
            self.run(&mut spans, line, at..place);
            at = at.max(place);
            let paints = &mut self.paints;
            let applied = self.scopes.apply_with_hook(&op, |op, _| match op {
                BasicScopeStackOp::Push(scope) => {
                    let around = paints.last().copied().flatten();
                    paints.push(match (grammars.look(scope), around) {
                        (Look::Same, _) => around,
                        (Look::Plain, _) => None,
                        // A key in quotes is a key, and so is `on` or `1`.
                        (
                            Look::Is(Paint::String | Paint::Constant | Paint::Number),
                            Some(Paint::Key),
                        ) => Some(Paint::Key),
                        (Look::Is(paint), _) => Some(paint),
                    });
                }
                BasicScopeStackOp::Pop => drop(paints.pop()),
            });
            applied.map_err(|_| Lost)?;
        }
        self.run(&mut spans, line, at..line.len() as u32);
        Ok(spans)
    }

    fn run(&self, spans: &mut Spans, line: &[u8], bytes: Range<u32>) {
        let Some(paint) = self.paints.last().copied().flatten() else {
            return;
        };
        let text = line
            .get(bytes.start as usize..bytes.end as usize)
            .unwrap_or_default();
        let declares = paint == Paint::Type && DECLARING.contains(&text);
        spans.push(bytes, if declares { Paint::Keyword } else { paint });
    }
}

/// Converts the line to text with a line end, as the grammars expect it, with all bytes at their
/// offsets.
fn as_text(line: &[u8]) -> String {
    let mut text = String::with_capacity(line.len() + 1);
    for chunk in line.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| NOT_TEXT));
    }
    text.push('\n');
    text
}
