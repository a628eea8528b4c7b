//! What can be taken from a menu.

use crate::app::facts::engagement::Scope;
use crate::app::facts::filter::StateFilter;
use crate::model::event::VerifiedAs;
use crate::model::id::{DraftId, EventId, ObjectId, WriterId};
use crate::model::increment::CommitRange;
use crate::model::index::{CriterionIndex, IncrementIndex};
use crate::model::link::LinkTarget;
use crate::model::note::Label;
use crate::model::person::Role;
use crate::model::spec::CriterionKey;
use crate::model::verdict::{Outcome, Verdict};

/// What a menu can take.
#[derive(Clone, Debug)]
pub enum Choice {
    /// A verdict on the chosen criterion, with a comment to be written.
    VerdictWithComment(Verdict),
    /// A verdict where another reviewer's differs.
    Verdict(Contested),
    /// Somebody of whom is to be said what they are.
    Person(WriterId),
    /// What they are.
    Role(WriterId, Role),
    /// That their words count on this machine, as what; never, without a role.
    Admit(WriterId, Option<Role>),
    /// That it is decided later whether their words count.
    AdmitLater(WriterId),
    /// In which commit a note was fixed.
    ClaimFix(EventId, Option<ObjectId>),
    /// In one that is to be named.
    OtherCommit(EventId),
    /// My verdict on the chosen criterion is no more.
    TakeVerdictBack,
    /// An outcome of the increment shown, with a comment to be written.
    Outcome(Outcome),
    /// A word on where the thread under the cursor stands.
    ThreadState(VerifiedAs),
    /// The draft to go on with.
    Draft(DraftId),
    /// What to copy.
    Copy(Copied),
    /// Which spec is reviewed.
    Spec(Scope),
    /// Which states the snags screen shows.
    FilterState(StateFilter),
    /// Which label the snags screen shows.
    FilterLabel(Option<Label>),
    /// Which criterion the snags screen shows.
    FilterCriterion(Option<CriterionIndex>),
    /// A link to make or to reject.
    Link(Box<Linking>),
    /// The commit behind which an increment is to be split.
    SplitBehind(IncrementIndex, ObjectId),
    /// Split an increment behind a commit.
    Split(IncrementIndex, ObjectId),
    /// Join an increment with the one behind it.
    Join(IncrementIndex),
    /// Agree to all changes of the spec that are open.
    AgreeAll,
    /// The commit at which the specs are agreed as they stand.
    Pin(ObjectId),
    /// The criterion to choose.
    Criterion(CriterionIndex),
    /// The earlier round since which changes are shown; the whole increment when `None`.
    Since(Option<CommitRange>),
    /// Where to go: to what is linked in an increment.
    Target(IncrementIndex, Box<LinkTarget>),
}

/// A verdict that differs from another reviewer's, and what is to become of theirs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contested {
    /// On which criterion.
    pub criterion: CriterionKey,
    /// What I say.
    pub verdict: Verdict,
    /// Whether it takes the place of theirs, for everybody.
    pub for_all: bool,
    /// The draft with the words beside it, where there are some.
    pub draft: Option<DraftId>,
}

/// What can be copied.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Copied {
    /// The selected lines, or the one under the cursor.
    Lines,
    /// The hunk, as a patch.
    Hunk,
    /// `path:line`.
    Place,
    /// `path:line@commit`.
    PlaceAtCommit,
}

/// A link to make or to reject.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Linking {
    /// The criterion.
    pub criterion: CriterionIndex,
    /// What bears on it, or does not.
    pub target: LinkTarget,
    /// The increment it is said of.
    pub increment: IncrementIndex,
    /// Which of the two.
    pub holds: bool,
}
