//! What pieces of source text are: a keyword, a string, a comment.
//!
//! Owns the classes and the painted runs of one line. Classes, not colours: a theme gives each its
//! style. Knows nothing of languages and of how classes are found.

use std::ops::Range;

/// What a piece of source text is.
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
    /// A number.
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
    /// A heading.
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
    /// All, in the order of their numbers (`paint as usize`).
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

    /// The class of a number.
    pub fn of_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }
}

/// A run of a line that is of one class.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Span {
    /// Bytes of the line as it is in the file, without its line end.
    pub bytes: Range<u32>,
    /// What they are.
    pub paint: Paint,
}

/// The painted runs of one line; what lies between them is plain.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Spans(Vec<Span>);

impl Spans {
    /// Adds a run behind the others. One that touches the last and is of its class makes that longer;
    /// an empty one, and the part of one that is painted already, are left out.
    pub fn push(&mut self, bytes: Range<u32>, paint: Paint) {
        let start = self.0.last().map_or(bytes.start, |last| bytes.start.max(last.bytes.end));
        if start >= bytes.end {
            return;
        }
        match self.0.last_mut() {
            Some(last) if last.bytes.end == start && last.paint == paint => last.bytes.end = bytes.end,
            _ => self.0.push(Span { bytes: start..bytes.end, paint }),
        }
    }

    /// From left to right; none is empty and none overlaps another.
    pub fn iter(&self) -> std::slice::Iter<'_, Span> {
        self.0.iter()
    }

    /// What a byte of the line is, unless it is plain.
    pub fn at(&self, byte: u32) -> Option<Paint> {
        let after = self.0.partition_point(|span| span.bytes.end <= byte);
        self.0.get(after).filter(|span| span.bytes.contains(&byte)).map(|span| span.paint)
    }

    /// Whether the whole line is plain.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
