//! The review as it stands, gathered for export.
//!
//! Owns the content of a summary and its order. Knows nothing of how it is gathered, nor of output
//! formats.

use std::collections::{BTreeMap, BTreeSet};

use super::amendment::{Agreed, FormerCriterion, Wording};
use super::change::Side;
use super::decision::{Decision, StandingOutcome};
use super::id::{Digest, EventId, IncrementId, ObjectId, WriterId};
use super::increment::{CommitRange, Increment, LeftOutHistory};
use super::lapse::Lapse;
use super::link::{LinkKind, LinkTarget};
use super::note::{Thread, WrittenOn};
use super::person::Role;
use super::record::{Damaged, Given, Judgement};
use super::spec::{Criterion, CriterionKey, CriterionKind, LineRange};
use super::text::{RepoPath, Untrusted};
use super::time::Timestamp;
use super::verdict::CriterionState;

/// A review: the delivery, its state, and everything written about it.
///
/// The only times in it are those of events, so that one record gives one summary.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Summary {
    /// The name of the repository's directory.
    pub repository: Untrusted,
    /// The earliest and the latest time of all events; `None` for an empty record.
    pub period: Option<(Timestamp, Timestamp)>,
    /// Everybody who wrote or was given a role.
    pub people: BTreeMap<WriterId, Participant>,
    /// The specs in the order in which they are offered.
    pub specs: Vec<SpecSummary>,
    /// How the increments were detected, in our own words.
    pub because: String,
    /// Parts of the history that are in no increment, and why.
    pub left_out: Vec<LeftOutHistory>,
    /// The increments, oldest first. Other fields refer to an increment by its index here.
    pub increments: Vec<IncrementSummary>,
    /// The criteria of the specs in their order; then tasks, and criteria that no spec has, that
    /// somebody wrote about. Other fields refer to a criterion by its index here.
    pub criteria: Vec<CriterionSummary>,
    /// Changes without a linked criterion, in the order of the increments and their files; changes
    /// that nobody would claim are left out.
    pub unclaimed: Vec<Unclaimed>,
    /// The threads that were not taken back, in the order in which they were opened. Other fields
    /// refer to a thread by its index here.
    pub threads: Vec<Thread>,
    /// Obstacles to acceptance, in the order of the criteria; those without a criterion come last.
    pub snags: Vec<SnagGroup>,
    /// The threads that are no snags: by increment, then those on other increments, last those on
    /// none.
    pub others: Vec<NoteGroup>,
    /// The file version of each thread that is on another version than its round's.
    pub versions: BTreeMap<EventId, WrittenOn>,
    /// The verdicts that lapsed.
    pub stale: BTreeMap<EventId, Lapse>,
    /// The verdicts that lapsed for a while and hold again by themselves.
    pub restored: BTreeSet<EventId>,
    /// Sign-offs: the newest of each reviewer and increment.
    pub sign_offs: Vec<Given<Untrusted>>,
    /// The agreed spec, and the changes that are not agreed.
    pub agreed: Agreed,
    /// The texts of each amendment in `agreed`, in pieces.
    pub wording: Vec<Wording>,
    /// Criteria that no spec has any more but that statements are about.
    pub former: Vec<FormerCriterion>,
    /// What is new since an earlier round, where only that is to be written.
    pub new_since: Option<NewSince>,
    /// Oddities and what could not be read, in our own words, made safe.
    pub remarks: Vec<String>,
    /// The state of the record that the summary was made from.
    pub record: RecordSummary,
}

/// What is new since an earlier round of an increment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewSince {
    /// The increment's index.
    pub increment: usize,
    /// The number of the earlier round.
    pub round: u32,
    /// The commits of that round.
    pub range: CommitRange,
    /// When the later rounds began; `None` when that is not known.
    pub from: Option<Timestamp>,
    /// What the contractor changed since, in sentences, made safe.
    pub words: Vec<String>,
    /// The threads on the increment that were written, answered or changed from then on.
    pub threads: Vec<usize>,
    /// The criteria with a verdict that was given from then on, or that lapsed.
    pub criteria: Vec<usize>,
}

/// A person who took part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Participant {
    /// The name to show, followed by the writer's id where two people have the same name.
    pub name: Untrusted,
    /// The person's role.
    pub role: Role,
    /// The role that the person claims, where nobody admitted them: what they wrote does not count.
    pub pending: Option<Role>,
    /// How many events the person wrote.
    pub events: u32,
}

/// A spec, without its text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SpecSummary {
    /// The spec's path.
    pub path: RepoPath,
    /// Its title, possibly empty.
    pub title: Untrusted,
    /// Its blob; `None` when it came from outside the repository.
    pub blob: Option<ObjectId>,
    /// SHA-256 of its bytes.
    pub digest: Digest,
    /// How many lines look like criteria and were left out.
    pub left_out: usize,
}

/// An increment and the decisions about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IncrementSummary {
    /// The increment, with its round and the rounds before.
    pub increment: Increment,
    /// Its size, or why that could not be read, in our own words.
    pub size: Result<IncrementSize, String>,
    /// How much of it is claimed; empty where it could not be read.
    pub claims: ClaimedShare,
    /// What changed since the round before, in sentences, made safe; empty in a first round.
    pub since_previous: Vec<String>,
    /// The outcome so far.
    pub standing: StandingOutcome,
    /// All decisions, for all its rounds, in the order in which they were given.
    pub decisions: Vec<Decision>,
    /// Hidden characters in its messages, authors, paths and added lines, in words; empty when
    /// there are none.
    pub hidden: String,
    /// The places with hidden characters.
    pub hidden_in: Vec<HiddenIn>,
}

/// The size of an increment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct IncrementSize {
    /// Commits that were read.
    pub commits: usize,
    /// Whether there are more commits than were read.
    pub more_commits: bool,
    /// Whether a limit ended the search for renamed and copied files, so that some may be listed as
    /// deleted and added.
    pub unpaired: bool,
    /// Changed files.
    pub files: usize,
    /// Added lines of all text files.
    pub insertions: u64,
    /// Removed lines of all text files.
    pub deletions: u64,
    /// Files that were not read: too large, kept elsewhere or damaged. Neither count of lines
    /// includes them.
    pub unread: usize,
}

impl IncrementSize {
    /// Words what the line counts leave out; `None` when every file was read.
    pub fn unread_said(&self) -> Option<String> {
        unread_said(self.unread)
    }
}

/// The remark for an increment when a limit ended the search for renamed and copied files.
pub const UNPAIRED: &str =
    "too large to look for all renamed and copied files: some may be listed as deleted and added";

/// Words, for every count of lines, that so many files were not read.
pub fn unread_said(files: usize) -> Option<String> {
    match files {
        0 => None,
        1 => Some("1 file not read".to_owned()),
        files => Some(format!("{files} files not read")),
    }
}

/// A place with hidden characters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HiddenIn {
    /// -
    /// The commit or file.
    pub place: HiddenPlace,
    /// The hidden characters in words: "2 bidi controls, 1 escape".
    pub what: String,
}

/// A kind of place that can hide characters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HiddenPlace {
    /// A commit's message or author.
    Commit(ObjectId),
    /// A file's path or its added lines.
    File(RepoPath),
}

/// A criterion and everything written about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CriterionSummary {
    /// Its key in the record.
    pub key: CriterionKey,
    /// The criterion as in its spec; `None` when no spec has it.
    pub item: Option<Criterion>,
    /// Its current state.
    pub state: CriterionState,
    /// The verdicts that count, in the order in which they were given.
    pub verdicts: Vec<Given<Judgement>>,
    /// The links that bear on it: confirmed ones first, each kind in the order of the increments.
    pub evidence: Vec<Linked>,
    /// How many links `evidence` leaves out.
    pub more_evidence: usize,
    /// Totals of those links over all increments.
    pub reach: CriterionReach,
    /// The threads on it.
    pub threads: Vec<usize>,
}

impl CriterionSummary {
    /// Whether it has to be accepted: a criterion that a spec still has, not a task.
    pub fn counts(&self) -> bool {
        self.item
            .as_ref()
            .is_some_and(|item| item.kind == CriterionKind::Criterion)
    }

    /// Whether its verdicts block acceptance.
    pub fn is_snag(&self) -> bool {
        let unmet = match self.state {
            CriterionState::Judged(verdict) => verdict.is_snag(),
            CriterionState::Disputed => true,
            CriterionState::Unreviewed | CriterionState::Stale => false,
        };
        unmet && self.counts()
    }
}

/// The changes that bear on a criterion.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct CriterionReach {
    /// Linked commits, in the order of the increments.
    pub commits: Vec<ObjectId>,
    /// Files that are linked or have a linked hunk; sorted, and limited to what a person would
    /// read.
    pub files: BTreeSet<RepoPath>,
    /// How many files are left out, summed over the increments.
    pub more_files: usize,
    /// Linked hunks; a file without lines counts as one.
    pub hunks: usize,
    /// How many of the hunks are in tests.
    pub tests: usize,
    /// How many of the hunks are linked only through their commit and contain nothing of the
    /// criterion.
    pub by_commit_only: usize,
}

/// Changes of a file without a linked criterion.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unclaimed {
    pub increment: usize,
    /// The file.
    pub path: RepoPath,
    /// Its hunks, each from the first to the last changed line; empty for a file without lines.
    pub lines: Vec<(Side, LineRange)>,
}

/// How much of an increment is claimed.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct ClaimedShare {
    /// Hunks, without those folded apart.
    pub hunks: usize,
    /// How many of them are linked to a criterion.
    pub claimed: usize,
    /// How many hunks are folded apart, with the reason in our own words.
    pub folded: Vec<(&'static str, usize)>,
    /// Mentions of criteria that do not count.
    pub left_out: Vec<Discounted>,
}

/// A mention of criteria that does not count.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Discounted {
    /// The commit with the mention, if it is in a commit.
    pub commit: Option<ObjectId>,
    /// Otherwise the file's path or the branch's name.
    pub what: Untrusted,
    pub criteria: Vec<CriterionKey>,
    /// Why it does not count, in our own words.
    pub why: &'static str,
}

/// A trace link of a criterion.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Linked {
    /// The increment that delivers it; `None` when no readable increment does.
    pub increment: Option<usize>,
    /// The linked change.
    pub target: LinkTarget,
    /// The source of the link.
    pub kind: LinkKind,
    /// The first line of the commit's message, as far as known.
    pub subject: Untrusted,
    /// A hunk's added lines, or its removed ones if it adds none; `None` for other targets, and
    /// when they could not be read.
    pub lines: Option<(Side, LineRange)>,
}

/// The snags of one criterion.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SnagGroup {
    /// The criterion's index; `None` for threads without a criterion.
    pub criterion: Option<usize>,
    /// Whether the criterion itself is a snag.
    pub unmet: bool,
    /// Its blocking threads that are not settled, in the order in which they were opened.
    pub threads: Vec<usize>,
}

/// Threads on one increment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoteGroup {
    /// The increment; `None` for threads without one.
    pub increment: Option<IncrementId>,
    /// The threads, first those on no file, then by file; within these in the order in which they
    /// were opened.
    pub threads: Vec<usize>,
}

/// Counts and state of the record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecordSummary {
    /// How many events there are.
    pub events: u32,
    /// Digest of all event ids in ascending order: equal for equal sets of events.
    pub digest: Digest,
    /// How many events are of kinds that this version does not know.
    pub unknown: u32,
    /// Damage to its files.
    pub damaged: Vec<Damaged>,
    /// How many threads were taken back.
    pub retracted: usize,
}

impl Summary {
    /// Counts the criteria in a state; all criteria to be accepted for `None`.
    pub fn count(&self, state: Option<CriterionState>) -> usize {
        let stands =
            |criterion: &&CriterionSummary| state.is_none_or(|state| criterion.state == state);
        self.criteria
            .iter()
            .filter(|criterion| criterion.counts())
            .filter(stands)
            .count()
    }

    /// Counts the snags: unmet criteria, and blocking threads that are not settled.
    pub fn snag_counts(&self) -> (usize, usize) {
        let unmet = self.snags.iter().filter(|group| group.unmet).count();
        (
            unmet,
            self.snags.iter().map(|group| group.threads.len()).sum(),
        )
    }

    /// Returns the name to show for a writer, else their id.
    pub fn name_of(&self, writer: &WriterId) -> Untrusted {
        match self.people.get(writer) {
            Some(participant) => participant.name.clone(),
            None => Untrusted::from(writer.as_str()),
        }
    }

    /// Finds the index of an increment.
    pub fn increment_of(&self, id: &IncrementId) -> Option<usize> {
        self.increments
            .iter()
            .position(|summary| summary.increment.id == *id)
    }
}
