//! Amendments: what a delivery changes in the spec that was agreed.
//!
//! Until a reviewer agrees, the agreed text is what is judged. Owns what an amendment is; how they are found
//! is the engagement's.

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

/// What an amendment does to a criterion. The name is what JSON has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AmendmentKind {
    /// It is new.
    Added,
    /// It is gone; the agreed one stays to be judged.
    Removed,
    /// It says something else.
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

/// What reviewers said of an amendment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AmendmentState {
    /// Nothing yet: the agreed text is judged.
    Open,
    /// It is refused: the agreed text is judged.
    Refused {
        /// By whom.
        by: WriterId,
    },
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

/// What a reviewer said of an amendment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AmendmentDecision {
    /// Whether it is agreed; else refused.
    pub is_agreed: bool,
    /// The new text as it was agreed; empty for a criterion that was removed.
    pub text: Untrusted,
}

/// One criterion that the delivery changes, adds or removes, and that is not agreed so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Amendment {
    /// The criterion, as the specs under review call it.
    pub criterion: CriterionKey,
    /// What is done to it.
    pub kind: AmendmentKind,
    /// The texts, by digest.
    pub change: TextChange,
    /// The agreed text; empty for one that is new.
    pub before: Untrusted,
    /// The text as delivered; empty for one that was removed.
    pub after: Untrusted,
    /// The commit that changed it, where that is known.
    pub commit: Option<ObjectId>,
    /// What reviewers said of it.
    pub state: AmendmentState,
}

/// A piece of a text that became another, or of that one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// The piece, as it stands.
    pub text: Untrusted,
    /// Whether the other text does not have it.
    pub differs: bool,
}

/// A text in pieces as plain text, with our marks around each piece that differs.
pub fn marked(pieces: &[Piece], (open, close): (&str, &str)) -> Untrusted {
    let marked = |piece: &Piece| match piece.differs {
        true => [open.as_bytes(), piece.text.as_bytes(), close.as_bytes()].concat(),
        false => piece.text.as_bytes().to_vec(),
    };
    Untrusted::new(pieces.iter().flat_map(marked).collect::<Vec<u8>>())
}

/// Two texts of a criterion in pieces, so that what differs can be marked. One piece each where a mark would say
/// nothing: all of it is new, or gone.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Wording {
    /// The agreed text; nothing of one that is new.
    pub before: Vec<Piece>,
    /// The text as delivered; nothing of one that was removed.
    pub after: Vec<Piece>,
}

/// The spec that was agreed, and how the delivery differs from it.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Agreed {
    /// The commit at which the specs stand as agreed; `None` where they are not the repository's, or are not
    /// in it before what is reviewed.
    pub at: Option<ObjectId>,
    /// Since when, and who says so, in our own words.
    pub because: String,
    /// What is not agreed, in the order of the specs; what was removed stands where it stood in the agreed one.
    pub amendments: Vec<Amendment>,
    /// How many changes of the spec were agreed since.
    pub agreed: usize,
    /// The specs whose file is gone in what is delivered; they are shown as they stood when they were agreed.
    pub gone: Vec<RepoPath>,
}

impl Agreed {
    /// The amendment of a criterion, if there is one.
    pub fn amendment_of(&self, criterion: &CriterionKey) -> Option<&Amendment> {
        self.amendments.iter().find(|amendment| amendment.criterion == *criterion)
    }

    /// Those that nobody has said anything of.
    pub fn open(&self) -> impl Iterator<Item = &Amendment> {
        self.amendments.iter().filter(|amendment| amendment.state == AmendmentState::Open)
    }

    /// What the delivery changes in the spec, in words: "1 criterion removed, 1 reworded, 2 new"; empty when it
    /// changes nothing that is open.
    pub fn words(&self) -> String {
        let count = |kind| self.open().filter(|amendment| amendment.kind == kind).count();
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

/// A criterion that no spec under review has any more and of which something was said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FormerCriterion {
    /// What the record calls it: its last id, with digits of its text behind it where the id stands on another
    /// criterion now.
    pub key: CriterionKey,
    /// Its last text; empty when that is not at hand any more.
    pub text: Untrusted,
    /// The commit that took it away, where that is known.
    pub removed_in: Option<ObjectId>,
    /// A criterion of now that it may be; a person has to say so.
    pub maybe: Option<CriterionKey>,
    /// Whether its id stands on another criterion now.
    pub is_id_reused: bool,
}
