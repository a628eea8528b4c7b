//! Amendments: changes that a delivery makes to the agreed spec.
//!
//! Until a reviewer agrees, the agreed text is judged. This file has the data; `engagement` finds
//! the amendments.

use super::id::{Digest, ObjectId, WriterId};
use super::spec::CriterionKey;
use super::text::{RepoPath, Untrusted};

/// A change from one text of a criterion to another, by the digests of the normalised texts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TextChange {
    /// The agreed text; `None` for a criterion that is new.
    pub from: Option<Digest>,
    /// The text as delivered; `None` for a criterion that was removed.
    pub to: Option<Digest>,
}

/// What an amendment does to a criterion; [`name`](Self::name) is the value in JSON.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AmendmentKind {
    /// The criterion is new.
    Added,
    /// The criterion was removed; the agreed one is still judged.
    Removed,
    /// The text of the criterion changed.
    Reworded,
}

impl AmendmentKind {
    /// The name in JSON and on screens.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Reworded => "reworded",
        }
    }
}

/// What reviewers decided about an amendment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AmendmentState {
    /// Undecided: the agreed text is judged.
    Open,
    /// Refused: the agreed text is judged.
    Refused { by: WriterId },
}

impl AmendmentState {
    /// The name in JSON and on screens.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Refused { .. } => "refused",
        }
    }
}

/// A reviewer's decision about an amendment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AmendmentDecision {
    /// Agreed when true, refused when false.
    pub is_agreed: bool,
    /// The new text as agreed; empty for a removed criterion.
    pub text: Untrusted,
}

/// One criterion that the delivery changes, adds or removes without an agreement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Amendment {
    /// The criterion's key in the specs under review.
    pub criterion: CriterionKey,
    /// The kind of change.
    pub kind: AmendmentKind,
    /// Digests of the text before and after.
    pub change: TextChange,
    /// The agreed text; empty for a new criterion.
    pub before: Untrusted,
    /// The text as delivered; empty for a removed criterion.
    pub after: Untrusted,
    /// The commit that changed it, where known.
    pub commit: Option<ObjectId>,
    /// What reviewers decided about it.
    pub state: AmendmentState,
}

/// A piece of one text in a comparison of two texts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextPiece {
    /// The piece, unchanged.
    pub text: Untrusted,
    /// Whether the piece is missing from the other text.
    pub differs: bool,
}

/// Joins pieces into plain text, with our marks around each piece that differs.
pub fn marked(pieces: &[TextPiece], (open, close): (&str, &str)) -> Untrusted {
    let marked = |piece: &TextPiece| match piece.differs {
        true => [open.as_bytes(), piece.text.as_bytes(), close.as_bytes()].concat(),
        false => piece.text.as_bytes().to_vec(),
    };
    Untrusted::new(pieces.iter().flat_map(marked).collect::<Vec<u8>>())
}

/// Two texts of a criterion in pieces, so that differences can be marked. A text that is all new or
/// all removed is one piece, as marks would say nothing.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Wording {
    /// The agreed text; empty for a new criterion.
    pub before: Vec<TextPiece>,
    /// The text as delivered; empty for a removed criterion.
    pub after: Vec<TextPiece>,
}

/// The agreed spec, and how the delivery differs from it.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Agreed {
    /// The commit at which the specs are as agreed; `None` when they are not in the repository, or
    /// not in it before the reviewed range.
    pub at: Option<ObjectId>,
    /// Why this commit counts as agreed: since when, and according to whom, in our own words.
    pub because: String,
    /// Amendments in the order of the specs; a removed criterion keeps its place of the agreed
    /// spec.
    pub amendments: Vec<Amendment>,
    /// How many changes of the spec were agreed since `at`.
    pub agreed: usize,
    /// Specs that the delivery deletes; they are shown as they were agreed.
    pub gone: Vec<RepoPath>,
}

impl Agreed {
    /// Finds the amendment of a criterion.
    pub fn amendment_of(&self, criterion: &CriterionKey) -> Option<&Amendment> {
        self.amendments
            .iter()
            .find(|amendment| amendment.criterion == *criterion)
    }

    /// Iterates over amendments that nobody has decided about.
    pub fn open(&self) -> impl Iterator<Item = &Amendment> {
        self.amendments
            .iter()
            .filter(|amendment| amendment.state == AmendmentState::Open)
    }

    /// Summarises the open amendments: "1 criterion removed, 1 reworded, 2 new"; empty when there
    /// are none.
    pub fn words(&self) -> String {
        let count = |kind| {
            self.open()
                .filter(|amendment| amendment.kind == kind)
                .count()
        };
        let kinds = [
            (count(AmendmentKind::Removed), "removed"),
            (count(AmendmentKind::Reworded), "reworded"),
            (count(AmendmentKind::Added), "new"),
        ];
        let mut words = Vec::new();
        for (count, what) in kinds.into_iter().filter(|(count, _)| *count > 0) {
            words.push(match (words.is_empty(), count) {
                (true, 1) => format!("1 criterion {what}"),
                (true, _) => format!("{count} criteria {what}"),
                (false, _) => format!("{count} {what}"),
            });
        }
        words.join(", ")
    }
}

/// A criterion that no spec under review contains any more but that statements refer to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FormerCriterion {
    /// Its key in the record: its last id, followed by digits of its text's digest where another
    /// criterion has the id now.
    pub key: CriterionKey,
    /// Its last text; empty when no version with it can be read.
    pub text: Untrusted,
    /// The commit that removed it, where known.
    pub removed_in: Option<ObjectId>,
    /// A current criterion that may be its successor; a person has to confirm it.
    pub maybe: Option<CriterionKey>,
    /// Whether another criterion has its id now.
    pub is_id_reused: bool,
}
