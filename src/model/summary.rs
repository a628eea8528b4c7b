//! The review as it stands, gathered to be exported.
//!
//! Owns what a summary holds and in which order. Knows nothing of how it is gathered, nor of the
//! formats in which it is written.

use std::collections::{BTreeMap, BTreeSet};

use super::amendment::{Agreed, FormerCriterion, Wording};
use super::change::Side;
use super::decision::{Decision, StandingOutcome};
use super::id::{Digest, EventId, IncrementId, ObjectId, WriterId};
use super::increment::{Increment, LeftOut};
use super::lapse::Lapse;
use super::link::{LinkKind, LinkTarget};
use super::note::{Thread, WrittenOn};
use super::person::Role;
use super::record::{Damaged, Given, Judgement};
use super::spec::{Criterion, CriterionKey, CriterionKind, LineRange};
use super::text::{RepoPath, Untrusted};
use super::time::Timestamp;
use super::verdict::CriterionState;

/// A review: what was delivered, where it stands, what was written.
///
/// Holds no time but those of events, so that one record gives one summary.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Summary {
    /// The name of the repository's directory.
    pub repository: Untrusted,
    /// The earliest and the latest time of all events; `None` for an empty record.
    pub period: Option<(Timestamp, Timestamp)>,
    /// Everybody who wrote, or of whom a role was said.
    pub people: BTreeMap<WriterId, Participant>,
    /// In the order in which they are offered.
    pub specs: Vec<SpecSummary>,
    /// How the increments were found, in our own words.
    pub because: String,
    /// What stands in no increment, and why.
    pub left_out: Vec<LeftOut>,
    /// Oldest first. Other fields call an increment by its index here.
    pub increments: Vec<IncrementSummary>,
    /// The criteria of the specs in their order; then tasks, and criteria that no spec has, of which
    /// somebody wrote. Other fields call a criterion by its index here.
    pub criteria: Vec<CriterionSummary>,
    /// The changes that no criterion is linked to, in the order of the increments and their files; those that
    /// nobody would claim are left out.
    pub unclaimed: Vec<Unclaimed>,
    /// The threads that their writers did not take back, in the order in which they were opened.
    /// Other fields call a thread by its index here.
    pub threads: Vec<Thread>,
    /// What stands between the delivery and acceptance: in the order of the criteria, last what is
    /// about none.
    pub snags: Vec<SnagGroup>,
    /// The threads that are no snags: in the order of the increments, then those on others, last
    /// those on none.
    pub others: Vec<NoteGroup>,
    /// Of threads on a version of a file that is not their round's: which.
    pub versions: BTreeMap<EventId, WrittenOn>,
    /// The verdicts that lapsed.
    pub stale: BTreeMap<EventId, Lapse>,
    /// Who put their name to the review: the newest of each reviewer and increment.
    pub sign_offs: Vec<Given<Untrusted>>,
    /// What of the spec is not agreed.
    pub agreed: Agreed,
    /// The texts of each amendment in `agreed`, in pieces.
    pub wording: Vec<Wording>,
    /// Criteria that no spec has any more and of which something was said.
    pub former: Vec<FormerCriterion>,
    /// What could not be read or was odd, in our own words, made safe.
    pub remarks: Vec<String>,
    /// The state of the record that all this comes from.
    pub record: RecordSummary,
}

/// Somebody who took part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Participant {
    /// The name to show; with the writer's id behind it where two have the same.
    pub name: Untrusted,
    /// What they are.
    pub role: Role,
    /// What they say they are, where nobody admitted them: what they wrote counts for nothing.
    pub pending: Option<Role>,
    /// How many events they wrote.
    pub events: u32,
}

/// A spec, without its text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SpecSummary {
    /// Where it is.
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

/// An increment and what was decided about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IncrementSummary {
    /// What was delivered, with its round and the rounds before.
    pub increment: Increment,
    /// How much it is, or why that could not be read, in our own words.
    pub size: Result<Size, String>,
    /// How much of it is claimed; nothing where it could not be read.
    pub claims: Claims,
    /// Where it stands.
    pub standing: StandingOutcome,
    /// All that was decided, of all of its rounds, in the order in which it was given.
    pub decisions: Vec<Decision>,
    /// What hides in its messages, authors, paths and added lines, in words; empty when nothing does.
    pub hidden: String,
    /// Where it hides.
    pub hidden_in: Vec<HiddenIn>,
}

/// How much an increment is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Size {
    /// Commits that were read.
    pub commits: usize,
    /// Whether there are more of them.
    pub more_commits: bool,
    /// Whether more renamed and copied files may be among those listed as deleted and added, because a limit ended
    /// the search.
    pub unpaired: bool,
    /// Changed files.
    pub files: usize,
    /// Added lines of all text files.
    pub insertions: u64,
    /// Removed lines of all text files.
    pub deletions: u64,
    /// Files that were not read: too large, kept elsewhere or damaged. Their lines are in neither count.
    pub unread: usize,
}

impl Size {
    /// What is not in the counts of lines; `None` when every file was read.
    pub fn unread_said(&self) -> Option<String> {
        unread_said(self.unread)
    }
}

/// What is said of an increment wherever a limit ended the search for renamed and copied files.
pub const UNPAIRED: &str =
    "too large to look for all renamed and copied files: some may be listed as deleted and added";

/// How it is said, wherever lines are counted, that so many files were not read.
pub fn unread_said(files: usize) -> Option<String> {
    match files {
        0 => None,
        1 => Some("1 file not read".to_owned()),
        files => Some(format!("{files} files not read")),
    }
}

/// A place in which something hides.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HiddenIn {
    /// Which place.
    pub place: HiddenPlace,
    /// What, in words: "2 bidi controls, 1 escape".
    pub what: String,
}

/// What something can hide in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HiddenPlace {
    /// A commit's message or its author.
    Commit(ObjectId),
    /// A file's path or its added lines.
    File(RepoPath),
}

/// A criterion and all that was said of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CriterionSummary {
    /// What the record calls it.
    pub key: CriterionKey,
    /// As its spec has it; `None` when none of the specs does.
    pub item: Option<Criterion>,
    /// Where it stands.
    pub state: CriterionState,
    /// The verdicts that count, in the order in which they were given.
    pub verdicts: Vec<Given<Judgement>>,
    /// What bears on it: confirmed links first, each kind in the order of the increments.
    pub evidence: Vec<Linked>,
    /// How many links were left out of `evidence`.
    pub more_evidence: usize,
    /// What those links come to, over all increments.
    pub reach: Reach,
    /// The threads on it.
    pub threads: Vec<usize>,
}

impl CriterionSummary {
    /// Whether it is to be accepted: a criterion of one of the specs; no task, and not gone.
    pub fn counts(&self) -> bool {
        self.item.as_ref().is_some_and(|item| item.kind == CriterionKind::Criterion)
    }

    /// Whether its verdicts stand between the delivery and acceptance.
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
pub struct Reach {
    /// Commits that are linked, in the order of the increments.
    pub commits: Vec<ObjectId>,
    /// Files with a hunk that is, or that are as a whole; sorted. At most as many as anybody reads.
    pub files: BTreeSet<RepoPath>,
    /// How many more there are, those of each increment counted.
    pub more_files: usize,
    /// Hunks that are; a file without lines counts as one.
    pub hunks: usize,
    /// Of them, those in tests.
    pub tests: usize,
    /// Of them, those that nothing but their commit's word links, and that have nothing of the criterion in them.
    pub by_commit_only: usize,
}

/// Changes of a file that no criterion is linked to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unclaimed {
    /// The increment.
    pub increment: usize,
    /// The file.
    pub path: RepoPath,
    /// Its hunks, from the first to the last changed line of each; none for a file without lines.
    pub lines: Vec<(Side, LineRange)>,
}

/// How much of an increment is claimed.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Claims {
    /// Hunks, those folded apart left out.
    pub hunks: usize,
    /// Of them, those that are linked to a criterion.
    pub claimed: usize,
    /// How many are folded apart, and why, in our own words.
    pub folded: Vec<(&'static str, usize)>,
    /// What names criteria and does not count.
    pub left_out: Vec<Discounted>,
}

/// Something of an increment that names criteria and does not count.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Discounted {
    /// The commit that does, if one does.
    pub commit: Option<ObjectId>,
    /// The file's path or the branch's name otherwise.
    pub what: Untrusted,
    /// The criteria.
    pub criteria: Vec<CriterionKey>,
    /// Why it does not count, in our own words.
    pub why: &'static str,
}

/// A trace link of a criterion.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Linked {
    /// The increment that delivers it; `None` when none that could be read does.
    pub increment: Option<usize>,
    /// What bears on the criterion.
    pub target: LinkTarget,
    /// Who says so.
    pub kind: LinkKind,
    /// The first line of a commit's message, as far as it is known.
    pub subject: Untrusted,
    /// A hunk's added lines, or the removed ones where it adds none; `None` for anything else, and
    /// where they could not be read.
    pub lines: Option<(Side, LineRange)>,
}

/// The snags of one criterion.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SnagGroup {
    /// Which; `None` for threads that are about none.
    pub criterion: Option<usize>,
    /// Whether the criterion is a snag itself.
    pub unmet: bool,
    /// Its blocking threads that are not settled, in the order in which they were opened.
    pub threads: Vec<usize>,
}

/// Threads on one increment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoteGroup {
    /// Which; `None` for threads that are about none.
    pub increment: Option<IncrementId>,
    /// By file, those on no file first; then in the order in which they were opened.
    pub threads: Vec<usize>,
}

/// What the record consists of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecordSummary {
    /// How many events there are.
    pub events: u32,
    /// Of the ids of all events, in ascending order: the same for the same set of events.
    pub digest: Digest,
    /// Events of kinds that this version does not know.
    pub unknown: u32,
    /// What is wrong with its files.
    pub damaged: Vec<Damaged>,
    /// Threads that their writers took back.
    pub retracted: usize,
}

impl Summary {
    /// How many criteria stand there; all of those to be accepted when `None`.
    pub fn count(&self, state: Option<CriterionState>) -> usize {
        let stands = |criterion: &&CriterionSummary| state.is_none_or(|state| criterion.state == state);
        self.criteria.iter().filter(|criterion| criterion.counts()).filter(stands).count()
    }

    /// How many snags there are: unmet criteria, and blocking threads that are not settled.
    pub fn snag_counts(&self) -> (usize, usize) {
        let unmet = self.snags.iter().filter(|group| group.unmet).count();
        (unmet, self.snags.iter().map(|group| group.threads.len()).sum())
    }

    /// The name to show for a writer, else their id.
    pub fn name_of(&self, writer: &WriterId) -> Untrusted {
        match self.people.get(writer) {
            Some(participant) => participant.name.clone(),
            None => Untrusted::from(writer.as_str()),
        }
    }

    /// The index of an increment.
    pub fn increment_of(&self, id: &IncrementId) -> Option<usize> {
        self.increments.iter().position(|summary| summary.increment.id == *id)
    }
}
