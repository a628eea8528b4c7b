//! Increments: deliveries of a contractor, as commit ranges with titles and rounds.

use super::id::{CriterionId, IncrementId, ObjectId};
use super::text::Untrusted;
use super::time::Timestamp;

/// The delivered commits: everything reachable from `head` and not from `base`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CommitRange {
    /// The excluded start; `None` when the range includes the history's first commit.
    pub base: Option<ObjectId>,
    /// The included end.
    pub head: ObjectId,
}

impl CommitRange {
    /// Whether the range has no commits.
    pub fn is_empty(&self) -> bool {
        self.base == Some(self.head)
    }

    /// Formats the range as `3f2a91c..b81d0e4`, or `..b81d0e4` without a base.
    pub fn short(&self) -> String {
        let base = self.base.map(|id| id.short(7)).unwrap_or_default();
        format!("{base}..{}", self.head.short(7))
    }
}

/// A part of an increment that can be looked at alone.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum IncrementPart {
    /// All of it.
    #[default]
    Whole,
    /// One of its commits.
    Commit(ObjectId),
    /// What the contractor changed since an earlier round, which has this range.
    Since(CommitRange),
}

/// An increment as a reviewer defined it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Definition {
    /// The title to show.
    pub title: Untrusted,
    /// The commits; an empty range says that there is no such increment.
    pub range: CommitRange,
    /// The criteria that it is meant to meet.
    pub criteria: Vec<CriterionId>,
}

/// One reviewable delivery.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Increment {
    /// The id, stable across rounds: the first name that reviewers used, else the name it was
    /// detected under.
    pub id: IncrementId,
    /// All its names, `id` first: tags, branches, pull requests, typed ranges.
    pub names: Vec<IncrementId>,
    /// The title to show.
    pub title: Untrusted,
    /// The newest round's range.
    pub range: CommitRange,
    /// The commit that brought it into the branch under review, for a merge or squash merge.
    pub merged_in: Option<ObjectId>,
    /// How it was detected.
    pub source: IncrementSource,
    /// The newest round's number, from 1.
    pub round: u32,
    /// Ranges of the earlier rounds, oldest first.
    pub earlier: Vec<CommitRange>,
    /// Those of `earlier` that have the change of the newest round: it was only rebased or squashed
    /// since, and what was said of them holds.
    pub unchanged: Vec<CommitRange>,
    /// The criteria that it is meant to meet, according to the spec.
    pub criteria: Vec<CriterionId>,
}

impl Increment {
    /// Makes an increment in its first round, without criteria.
    pub fn new(
        id: IncrementId,
        title: Untrusted,
        range: CommitRange,
        source: IncrementSource,
    ) -> Self {
        Self {
            names: vec![id.clone()],
            id,
            title,
            range,
            merged_in: None,
            source,
            round: 1,
            earlier: Vec::new(),
            unchanged: Vec::new(),
            criteria: Vec::new(),
        }
    }

    /// Adds a name, unless it has it already.
    pub fn add_name(&mut self, name: IncrementId) {
        if !self.names.contains(&name) {
            self.names.push(name);
        }
    }

    /// Whether this is one of its names.
    pub fn is_called(&self, name: &str) -> bool {
        self.names.iter().any(|own| own.as_str() == name)
    }
}

/// A part of the history that is in no increment, kept so that nothing is passed over in silence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOutHistory {
    /// What it is and why it is in none, in our own words that continue the count ("merges from
    /// `main`: others' work").
    pub why: String,
    /// How many commits or refs this covers.
    pub count: usize,
    /// Names or short ids of some of them, in the order of the history.
    pub some: Vec<Untrusted>,
}

impl LeftOutHistory {
    /// How many names of left-out items are kept.
    const KEPT: usize = 100;

    /// Makes an entry with singular or plural words; `None` for a count of zero.
    pub fn counted(count: usize, one: &str, many: &str, mut some: Vec<Untrusted>) -> Option<Self> {
        some.truncate(Self::KEPT);
        let why = if count == 1 { one } else { many }.to_owned();
        (count > 0).then_some(Self { why, count, some })
    }

    /// Formats the count and the reason: `3 merges from main: others' work`.
    pub fn words(&self) -> String {
        format!("{} {}", self.count, self.why)
    }
}

/// The origin of an increment; [`name`](Self::name) is the value of `source` in `increments
/// --json`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IncrementSource {
    /// A reviewer defined it.
    Record,
    /// A range on the command line.
    CommandLine,
    /// An `[[increment]]` table of a TOML spec.
    Spec,
    /// A tag on the first-parent history.
    Tag,
    /// A merge on the first-parent history.
    Merge,
    /// A branch ahead of the base.
    Branch,
    /// The last commits, grouped by day and author.
    Grouped,
}

impl IncrementSource {
    /// Returns the name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::CommandLine => "command-line",
            Self::Spec => "spec",
            Self::Tag => "tag",
            Self::Merge => "merge",
            Self::Branch => "branch",
            Self::Grouped => "grouped",
        }
    }

    /// Returns the reason as shown to people.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Record => "defined by a reviewer",
            Self::CommandLine => "from the command line",
            Self::Spec => "named in the spec",
            Self::Tag => "a tag since the base",
            Self::Merge => "a merge since the base",
            Self::Branch => "a branch ahead of the base",
            Self::Grouped => "the last commits, by day and author",
        }
    }
}

/// A commit on an increment's own line of history, with the commits that it merged in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    pub commit: Commit,
    /// The commits that it merged in, newest first; empty unless it is a merge.
    pub brought: Vec<Commit>,
}

/// A commit of a range.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Commit {
    pub id: ObjectId,
    pub parents: Vec<ObjectId>,
    /// The author's name and address, as written in the commit.
    pub author: Untrusted,
    /// The author's time.
    pub at: Timestamp,
    /// The whole message, including anything after a NUL.
    pub message: Untrusted,
}

/// Maximum length of a commit's subject, in bytes.
const MAX_SUBJECT: usize = 512;

impl Commit {
    /// Returns the first line of the message, cut to 512 bytes and `…`, since a list has it once
    /// for each row.
    pub fn subject(&self) -> Untrusted {
        let first = self
            .message
            .as_bytes()
            .split(|&b| b == b'\n')
            .find(|line| !line.is_empty());
        match first.unwrap_or_default() {
            long if long.len() > MAX_SUBJECT => {
                // Do not cut within a character.
                let end = (0..=MAX_SUBJECT)
                    .rev()
                    .find(|&end| long[end] & 0xc0 != 0x80)
                    .unwrap_or_default();
                Untrusted::new([&long[..end], "…".as_bytes()].concat())
            }
            whole => Untrusted::from(whole),
        }
    }
}
