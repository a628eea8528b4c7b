//! The purpose of a changed file, so that files can be read in groups.
//!
//! A kind never removes a file from a review: a folded file is still listed, counted and opened
//! like any other. Knows nothing of how kinds are detected.

/// The purpose of a file, in the order in which groups are read: files written by people come
/// first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FileKind {
    /// The program itself.
    Source,
    /// Tests and their data.
    Tests,
    /// Explanations for people.
    Docs,
    /// How the program is built, checked and run.
    Configuration,
    /// Tables, texts in other languages, images, fonts.
    Data,
    /// Written by a program from something else.
    Generated,
    /// Other people's code, kept in the repository.
    Vendored,
}

impl FileKind {
    /// All kinds in reading order.
    pub const ALL: [Self; 7] = [
        Self::Source,
        Self::Tests,
        Self::Docs,
        Self::Configuration,
        Self::Data,
        Self::Generated,
        Self::Vendored,
    ];

    /// Returns the name for screens and JSON.
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

/// The basis for a file's kind. The delivery controls the first two.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Because {
    /// A `.gitattributes` of the delivery says so.
    Claimed,
    /// The first lines of the file say so, or their shape does.
    Content,
    /// Its name, or the folder it is in, is one known for it.
    Path,
    /// No sign of another kind than source.
    Nothing,
}

impl Because {
    /// Returns the reason as shown to people.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn reason(self) -> &'static str {
        match self {
            Self::Claimed => "the delivery's .gitattributes say so",
            Self::Content => "the file itself says so",
            Self::Path => "by its path",
            Self::Nothing => "nothing says otherwise",
        }
    }
}

/// A file's kind and the basis for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Classified {
    /// The purpose of the file.
    pub kind: FileKind,
    /// The basis for the kind.
    pub because: Because,
    /// Whether it may start folded: people did not write it here, or the delivery asks for it. It
    /// is still counted and can be opened.
    pub fold: bool,
}
