//! Records mentions of criteria that do not count, and why: so that nothing is discounted in
//! silence.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::id::{CriterionId, ObjectId};
use crate::model::spec::CriterionKey;
use crate::model::text::{RepoPath, Untrusted};

use super::material::Material;
use crate::safe;

/// The source of a claim that does not count.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Claimant {
    /// A commit's message, or the boxes it ticks.
    Commit(ObjectId),
    /// The added lines of a file.
    File(RepoPath),
    /// The name of a branch, or an increment's table in a spec.
    Increment(Untrusted),
}

/// Why a claim does not count.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Why {
    /// Several specs have the id.
    Ambiguous,
    /// A later commit reverts the commit.
    Reverted(ObjectId),
    /// The commit is a revert, and its message quotes the other's subject.
    Reverts,
    /// The words say that it is not carried out.
    Denied,
    /// Work still to do, or a test that does not run.
    Idle,
    /// The commit changes nothing that could carry anything out.
    NoWork,
    /// A file of a material that declares nothing, whatever it names.
    In(Material),
    /// More places name criteria than are processed.
    TooMany,
    /// The changed files of some commits are unknown, so that their claims link none.
    FilesUnknown,
    /// Whether some hunks have words of the criteria that their commits name is not known: they do
    /// not count as linked by their commits' words alone.
    WordsUnknown,
    /// What ids meant at some commits is not known: they count as what they mean at the increment's
    /// end, or now.
    MeaningsUnknown,
    /// The boxes that some commits tick are unknown: these ticks link nothing.
    TicksUnknown,
}

impl Why {
    /// Returns the reason for people, with what to do about it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Ambiguous => {
                "several specs have this id; write which, as in `Criterion: docs/spec.md#AC-1`"
            }
            Self::Reverted(_) => "reverted by a later commit",
            Self::Reverts => "it reverts another commit",
            Self::Denied => "its words say that this is not done",
            Self::Idle => "still to be written, or a test that does not run",
            Self::NoWork => "the commit changes nothing that could carry it out",
            Self::TooMany => {
                "more places name criteria than are looked at (200,000 in one increment, or in all that a command reads); smaller increments show all"
            }
            Self::FilesUnknown => {
                "the files that some of the commits change are not known: their folders cannot be read, or take too much \
                 (256 MiB in one increment, or in all that a command reads); smaller increments show all"
            }
            Self::TicksUnknown => {
                "the boxes that some of the commits tick are not known: they change too many or too large specs (400 versions in \
                 one increment, 16 MiB in all that a command reads); smaller increments show all"
            }
            Self::MeaningsUnknown => {
                "the specs' history is too long to be read in full, so the ids in some messages are taken for what they mean \
                 now; where ids were given to other criteria, check these links"
            }
            Self::WordsUnknown => {
                "whether some hunks have anything of what their commits name is not known, so they are not counted as linked by \
                 a commit's word alone: there are too many hunks or criteria; smaller increments show all"
            }
            Self::In(Material::Spec) => "a spec, or a copy or list of criteria",
            Self::In(Material::Generated) => "written by a program",
            Self::In(Material::Vendored) => "other people's code",
            Self::In(Material::Data) => "data",
            Self::In(Material::Document | Material::Work) => {
                "a document names criteria and carries none out; a trailer `Criterion: ID` or a reviewer links it"
            }
        }
    }
}

/// Criteria that something names without effect.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOutMention {
    /// The source.
    pub what: Claimant,
    /// Why it does not count.
    pub why: Why,
    /// The criteria, in order.
    pub criteria: Vec<CriterionKey>,
    /// How many further criteria are not listed.
    pub more: usize,
}

/// Maximum number of criteria that are named; the rest are counted.
const NAMED: usize = 6;

impl LeftOutMention {
    /// Formats the criteria for people, safe to show: `AC-1, AC-2 and 3 more`; with their specs
    /// where these matter.
    pub fn named(&self) -> String {
        let name = |criterion: &CriterionKey| match self.why {
            Why::Ambiguous => format!("{}#{}", safe::path(&criterion.spec), criterion.id),
            _ => criterion.id.to_string(),
        };
        let names: Vec<String> = self.criteria.iter().take(NAMED).map(name).collect();
        let more = self.criteria.len().saturating_sub(NAMED) + self.more;
        let names = names.join(", ");
        match (names.is_empty(), more) {
            (true, _) => "more".to_owned(),
            (false, 0) => names,
            (false, _) => format!("{names} and {more} more"),
        }
    }
}

/// Words the warning about ambiguous ids, made safe: naming one counts for none of its criteria;
/// `None` when there are none.
pub fn unclear<'a>(criteria: impl Iterator<Item = &'a CriterionKey>) -> Option<String> {
    let mut by_id: BTreeMap<&CriterionId, BTreeSet<&RepoPath>> = BTreeMap::new();
    for criterion in criteria {
        by_id
            .entry(&criterion.id)
            .or_default()
            .insert(&criterion.spec);
    }
    let (first, specs) = by_id.first_key_value()?;
    let ids: Vec<String> = by_id.keys().take(NAMED).map(|id| id.to_string()).collect();
    let ids = match by_id.len().saturating_sub(NAMED) {
        0 => ids.join(", "),
        more => format!("{} and {more} more", ids.join(", ")),
    };
    let (which, counts) = match (by_id.len(), specs.len()) {
        (1, 2) => ("two specs".to_owned(), "neither"),
        (1, count @ 3..) => (format!("{count} specs"), "none"),
        _ => ("several specs".to_owned(), "none"),
    };
    let example = specs
        .first()
        .map(|path| format!("{}#{first}", safe::path(path)))
        .unwrap_or_default();
    Some(format!(
        "says {ids}, which {which} have: counts for {counts}; a trailer `Criterion: {example}` says which"
    ))
}

/// Collects mentions without effect, each once.
#[derive(Default)]
pub(super) struct MentionCollector(BTreeMap<(Claimant, Why), (BTreeSet<CriterionKey>, usize)>);

impl MentionCollector {
    pub(super) fn add(&mut self, what: Claimant, why: Why, criterion: CriterionKey) {
        self.0.entry((what, why)).or_default().0.insert(criterion);
    }

    /// Adds a criterion to the count only.
    pub(super) fn add_unlisted(&mut self, what: Claimant, why: Why) {
        self.0.entry((what, why)).or_default().1 += 1;
    }

    pub(super) fn list(self) -> Vec<LeftOutMention> {
        let found = self.0.into_iter();
        found
            .map(|((what, why), (criteria, more))| LeftOutMention {
                what,
                why,
                criteria: criteria.into_iter().collect(),
                more,
            })
            .collect()
    }
}
