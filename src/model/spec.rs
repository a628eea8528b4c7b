//! A spec and its acceptance criteria, as read from one file.
//!
//! Owns the shape every reader produces. Knows nothing of Markdown or TOML.

use super::id::{CriterionId, Digest, ObjectId};
use super::text::{RepoPath, Untrusted};

/// One spec file as read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spec {
    /// Where it is: inside the repository, or as the user typed it when it is outside.
    pub path: RepoPath,
    /// Its first heading or `title`, else empty.
    pub title: Untrusted,
    /// Which reader recognised it.
    pub dialect: Dialect,
    /// Why that reader, in a few plain words ("checkbox list under `Acceptance criteria`").
    pub because: String,
    /// The blob it was read from; `None` when it came from outside the repository.
    pub blob: Option<ObjectId>,
    /// SHA-256 of its bytes.
    pub digest: Digest,
    /// The whole text, so that it can be shown at a criterion's line.
    pub source: Untrusted,
    /// Criteria and tasks in the order of their lines.
    pub criteria: Vec<Criterion>,
    /// Increments the spec itself names.
    pub increments: Vec<DeclaredIncrement>,
    /// What was odd, beside what was read.
    pub warnings: Vec<SpecWarning>,
}

/// The readers there are. The name is what `spec show --json` gives as `dialect`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    /// Markdown with checkbox lists, or lists under a heading of criteria or requirements.
    Markdown,
    /// Our own format: `[[criteria]]`.
    Toml,
}

impl Dialect {
    /// The name in JSON and on screens.
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Toml => "toml",
        }
    }
}

/// One acceptance criterion, or a task listed apart from the criteria.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Criterion {
    /// Unique within its spec.
    pub id: CriterionId,
    /// Criterion or task.
    pub kind: CriterionKind,
    /// The full text, markers and id taken off, line breaks kept.
    pub text: Untrusted,
    /// The headings it stands under, outermost first, without the document's title.
    pub section: Vec<Untrusted>,
    /// Where it stands in the source.
    pub lines: LineRange,
    /// The contractor's own tick.
    pub claim: Claim,
    /// Paths the spec says it concerns, as globs.
    pub paths: Vec<Untrusted>,
    /// SHA-256 of the normalised text: white space, emphasis, wrapping and the tick do not count.
    pub digest: Digest,
}

impl Criterion {
    /// The text without the marks of emphasis, for showing it on one line.
    pub fn plain(&self) -> Untrusted {
        Untrusted::from(self.text.lossy().replace("**", "").replace("__", ""))
    }
}

/// What an item of a spec is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CriterionKind {
    /// Something a reviewer accepts.
    Criterion,
    /// Work to be done; "done" does not mean accepted.
    Task,
}

impl CriterionKind {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Criterion => "criterion",
            Self::Task => "task",
        }
    }
}

/// The contractor's tick in the spec: a claim, never a verdict.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Claim {
    /// `[x]`
    Ticked,
    /// `[ ]`
    Unticked,
    /// No box.
    None,
}

impl Claim {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ticked => "ticked",
            Self::Unticked => "unticked",
            Self::None => "none",
        }
    }
}

/// Lines of a text, 1-based, both ends included; `first <= last`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LineRange {
    /// The first line.
    pub first: u32,
    /// The last line.
    pub last: u32,
}

impl LineRange {
    /// The two ends in whichever order they come.
    pub fn new(a: u32, b: u32) -> Self {
        Self { first: a.min(b), last: a.max(b) }
    }

    /// Whether the line lies inside.
    pub fn contains(&self, line: u32) -> bool {
        (self.first..=self.last).contains(&line)
    }
}

/// An `[[increment]]` table of a spec. Names only: the git layer resolves them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeclaredIncrement {
    /// What to call it.
    pub title: Untrusted,
    /// A ref or id; none means "where the one before ended".
    pub base: Option<Untrusted>,
    /// A branch, tag or id.
    pub head: Untrusted,
    /// The criteria it says it carries out.
    pub criteria: Vec<CriterionId>,
    /// The line the table starts at, 1-based.
    pub line: u32,
}

/// Something a reader had to say about a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SpecWarning {
    /// 1-based.
    pub line: u32,
    /// Our words, with what was found as untrusted text after them.
    pub message: String,
    /// The text it is about, if any.
    pub about: Untrusted,
}

/// A criterion named across specs: the spec's path and the id within it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CriterionKey {
    /// The spec.
    pub spec: RepoPath,
    /// The criterion.
    pub id: CriterionId,
}
