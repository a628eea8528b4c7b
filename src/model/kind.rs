//! What a changed file is for, so that files can be read in groups.
//!
//! A kind never takes a file out of a review: what is folded is still listed, counted and opened like any
//! other. Knows nothing of how kinds are found.

/// What a file is for. In the order in which groups are read: what people wrote comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FileKind {
    /// The program itself.
    Source,
    /// What tests it, with the data for that.
    Tests,
    /// What explains it.
    Docs,
    /// How it is built, checked and run.
    Configuration,
    /// Tables, texts in other languages, images, fonts.
    Data,
    /// Written by a program from something else.
    Generated,
    /// Other people's code, kept along.
    Vendored,
}

impl FileKind {
    /// All of them, in their order.
    pub const ALL: [Self; 7] = [
        Self::Source,
        Self::Tests,
        Self::Docs,
        Self::Configuration,
        Self::Data,
        Self::Generated,
        Self::Vendored,
    ];

    /// The name as a person reads it, and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Tests => "tests",
            Self::Docs => "docs",
            Self::Configuration => "configuration",
            Self::Data => "data",
            Self::Generated => "generated",
            Self::Vendored => "vendored",
        }
    }
}

/// What a kind rests on. The first two are the delivery's own word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Because {
    /// A `.gitattributes` of the delivery says so.
    Claimed,
    /// The first lines of the file say so, or their shape does.
    Content,
    /// Its name, or the folder it is in, is one known for it.
    Path,
    /// Nothing told it from source.
    Nothing,
}

impl Because {
    /// The reason as a person reads it.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Claimed => "the delivery's .gitattributes say so",
            Self::Content => "the file itself says so",
            Self::Path => "by its path",
            Self::Nothing => "nothing says otherwise",
        }
    }
}

/// A file's kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Classified {
    /// What it is for.
    pub kind: FileKind,
    /// What that rests on.
    pub because: Because,
    /// Whether it may begin folded: it is not what people wrote here, or the delivery asks for it. It is
    /// counted and opened all the same.
    pub fold: bool,
}
