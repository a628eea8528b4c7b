//! Classes of source text: a keyword, a string, a comment.
//!
//! Owns the classes and the painted runs of one line. Classes have no colours: a theme gives each
//! its style. Knows nothing of languages and of how classes are found.

use std::ops::Range;

/// The class of a piece of source text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Paint {
    /// `if`, `fn`, `class`, `public`.
    Keyword,
    /// The name of a function or macro, where it is declared or called.
    Function,
    /// The name of a type, a class, a module.
    Type,
    /// Text between quotes, and the quotes.
    String,
    /// `\n` and `{}` within a string, and the marks around an expression within one.
    Escape,
    Number,
    /// A comment, and the marks that make it one.
    Comment,
    /// `true`, `null`, `self`; a symbol.
    Constant,
    /// `+`, `=>`.
    Operator,
    /// A variable where a language marks it, a parameter, an option of a command.
    Variable,
    /// The key of an entry: of YAML, TOML, JSON, CSS.
    Key,
    /// The name of an element of markup.
    Tag,
    /// The name of an attribute of an element; an annotation.
    Attribute,
    /// Brackets, commas.
    Punctuation,
    Heading,
    /// Emphasised prose.
    Emphasis,
    /// Strongly emphasised prose.
    Strong,
    /// The address of a link.
    Link,
    /// Code within prose.
    Raw,
}

impl Paint {
    /// All classes, in the order of their numbers (`paint as usize`).
    pub const ALL: [Self; 19] = [
        Self::Keyword,
        Self::Function,
        Self::Type,
        Self::String,
        Self::Escape,
        Self::Number,
        Self::Comment,
        Self::Constant,
        Self::Operator,
        Self::Variable,
        Self::Key,
        Self::Tag,
        Self::Attribute,
        Self::Punctuation,
        Self::Heading,
        Self::Emphasis,
        Self::Strong,
        Self::Link,
        Self::Raw,
    ];

    /// Returns the class with a number.
    pub fn of_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }
}

/// A run of a line in one class.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaintSpan {
    /// Byte range within the line as it is in the file, without its line end.
    pub bytes: Range<u32>,
    /// What they are.
    pub paint: Paint,
}

/// The painted runs of one line; text between them is plain.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Spans(Vec<PaintSpan>);

impl Spans {
    /// Appends a run. Extends the last one if it touches it and has the same class; drops an empty
    /// run, and the part of a run that is painted already.
    pub fn push(&mut self, bytes: Range<u32>, paint: Paint) {
        let start = self
            .0
            .last()
            .map_or(bytes.start, |last| bytes.start.max(last.bytes.end));
        if start >= bytes.end {
            return;
        }
        match self.0.last_mut() {
            Some(last) if last.bytes.end == start && last.paint == paint => {
                last.bytes.end = bytes.end
            }
            _ => self.0.push(PaintSpan {
                bytes: start..bytes.end,
                paint,
            }),
        }
    }

    /// Iterates over the runs from left to right; none is empty and none overlaps another.
    pub fn iter(&self) -> std::slice::Iter<'_, PaintSpan> {
        self.0.iter()
    }

    /// Returns the class of a byte of the line; `None` for plain text.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn at(&self, byte: u32) -> Option<Paint> {
        let after = self.0.partition_point(|span| span.bytes.end <= byte);
        self.0
            .get(after)
            .filter(|span| span.bytes.contains(&byte))
            .map(|span| span.paint)
    }

    /// Whether the whole line is plain.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
