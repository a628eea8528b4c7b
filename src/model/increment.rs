//! Increments: what a contractor delivered, as commit ranges with titles and rounds.

use super::id::{CriterionId, IncrementId, ObjectId};
use super::text::Untrusted;
use super::time::Timestamp;

/// What was delivered: everything reachable from `head` and not from `base`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct CommitRange {
    /// Where it starts; `None` means from nothing (the history's first commit is inside).
    pub base: Option<ObjectId>,
    /// Where it ends.
    pub head: ObjectId,
}

impl CommitRange {
    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.base == Some(self.head)
    }

    /// `3f2a91c..b81d0e4`, or `..b81d0e4` from nothing.
    pub fn short(&self) -> String {
        let base = self.base.map(|id| id.short(7)).unwrap_or_default();
        format!("{base}..{}", self.head.short(7))
    }
}

/// An increment as a reviewer defined it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Definition {
    /// What to call it.
    pub title: Untrusted,
    /// What it holds; one that ends where it begins says that there is no such increment.
    pub range: CommitRange,
    /// The criteria it is to carry out.
    pub criteria: Vec<CriterionId>,
}

/// One reviewable delivery.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Increment {
    /// Stable across rounds: the first name that reviewers used for it, else the name it was found under.
    pub id: IncrementId,
    /// Every name that it goes by, `id` first: tags, branches, pull requests, typed ranges.
    pub names: Vec<IncrementId>,
    /// What to call it.
    pub title: Untrusted,
    /// The newest round's range.
    pub range: CommitRange,
    /// The commit that brought it into the branch under review, where a merge or a squash merge did.
    pub merged_in: Option<ObjectId>,
    /// How it was found.
    pub source: Source,
    /// 1 for the first delivery, counting up.
    pub round: u32,
    /// The rounds before, oldest first.
    pub earlier: Vec<CommitRange>,
    /// Criteria that the spec says it carries out.
    pub criteria: Vec<CriterionId>,
}

impl Increment {
    /// Makes an increment in its first round, of no criteria in particular.
    pub fn new(id: IncrementId, title: Untrusted, range: CommitRange, source: Source) -> Self {
        Self {
            names: vec![id.clone()],
            id,
            title,
            range,
            merged_in: None,
            source,
            round: 1,
            earlier: Vec::new(),
            criteria: Vec::new(),
        }
    }

    /// Adds a name that it goes by.
    pub fn add_name(&mut self, name: IncrementId) {
        if !self.names.contains(&name) {
            self.names.push(name);
        }
    }

    /// Whether it goes by this name.
    pub fn is_called(&self, name: &str) -> bool {
        self.names.iter().any(|own| own.as_str() == name)
    }
}

/// Something of the history that stands in no increment, so that nothing is passed over in silence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// What it is and why it stands in none, in our own words, as they go on from the count ("merges from
    /// `main`: others' work").
    pub why: String,
    /// How many there are.
    pub count: usize,
    /// The names or short ids of some of them, in the order of the history.
    pub some: Vec<Untrusted>,
}

impl LeftOut {
    /// How many names of what is left out are kept.
    const KEPT: usize = 100;

    /// Says that so many of something are left out, in words for one or for several; nothing for none.
    pub fn counted(count: usize, one: &str, many: &str, mut some: Vec<Untrusted>) -> Option<Self> {
        some.truncate(Self::KEPT);
        let why = if count == 1 { one } else { many }.to_owned();
        (count > 0).then_some(Self { why, count, some })
    }

    /// How many of what, and why: `3 merges from main: others' work`.
    pub fn words(&self) -> String {
        format!("{} {}", self.count, self.why)
    }
}

/// Where an increment came from. The name is what `increments --json` gives as `source`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
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

impl Source {
    /// The name in JSON.
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

    /// The reason as a person reads it.
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

/// A commit on an increment's own line of history, and what came in with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// The commit.
    pub commit: Commit,
    /// The commits that it merged in, newest first; none unless it is a merge.
    pub brought: Vec<Commit>,
}

/// A commit of a range.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Commit {
    /// Its id.
    pub id: ObjectId,
    /// Its parents.
    pub parents: Vec<ObjectId>,
    /// The author's name and address, as written.
    pub author: Untrusted,
    /// The author's time.
    pub at: Timestamp,
    /// The whole message, also what stands after a NUL.
    pub message: Untrusted,
}

/// The most bytes of a commit's subject.
const MAX_SUBJECT: usize = 512;

impl Commit {
    /// Returns the first line of the message; of a line longer than 512 bytes its start and `…`, since a list has it
    /// once for each row.
    pub fn subject(&self) -> Untrusted {
        let first = self.message.as_bytes().split(|&b| b == b'\n').find(|line| !line.is_empty());
        match first.unwrap_or_default() {
            long if long.len() > MAX_SUBJECT => {
                // Not within a character.
                let end = (0..=MAX_SUBJECT).rev().find(|&end| long[end] & 0xc0 != 0x80).unwrap_or_default();
                Untrusted::new([&long[..end], "…".as_bytes()].concat())
            }
            whole => Untrusted::from(whole),
        }
    }
}
