//! Computes coverage, both ways: criteria without evidence, and changes that nobody asked for.
//!
//! Changes that nobody would claim are folded apart and counted: lock files, generated code, moved
//! or reformatted lines, the specs themselves. Knows nothing of suggestions: they do not count.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::Bearing;
use super::counting::Counting;
use super::increment::{FileStat, HunkPlace, IncrementTrace};
use super::material::Material;
use crate::model::change::Side;
use crate::model::id::Digest;
use crate::model::kind::FileKind;
use crate::model::link::{LinkKind, LinkTarget, TraceLink};
use crate::model::ratio::Ratio;
use crate::model::spec::{CriterionKey, LineRange, Spec};
use crate::model::text::RepoPath;

/// Why a change need not be claimed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Aside {
    /// Versions of dependencies, written by their manager.
    LockFile,
    /// Written by a program from something else.
    Generated,
    /// Other people's code, kept in the repository.
    Vendored,
    /// Lines that were elsewhere before.
    Moved,
    /// The same text, reformatted.
    Formatting,
    /// Brought by a merge from the default branch.
    Others,
    /// The agreement, not the work.
    Spec,
}

impl Aside {
    /// All reasons, in order.
    pub const ALL: [Self; 7] = [
        Self::LockFile,
        Self::Generated,
        Self::Vendored,
        Self::Moved,
        Self::Formatting,
        Self::Others,
        Self::Spec,
    ];

    /// Whether a link to such a change is evidence: for work that nobody here wrote only if a
    /// reviewer says so, and for the agreement or a copy of it only if a reviewer says so for the
    /// very place.
    pub(super) fn counts_for(self, link: &TraceLink) -> bool {
        let is_confirmed = matches!(link.kind, LinkKind::Confirmed(_));
        match self {
            Self::Spec => is_confirmed && !matches!(link.target, LinkTarget::Commit(_)),
            Self::LockFile | Self::Generated | Self::Vendored | Self::Others => is_confirmed,
            Self::Moved | Self::Formatting => true,
        }
    }

    /// Returns the name for people, to follow a number.
    pub fn name(self) -> &'static str {
        match self {
            Self::LockFile => "in lock files",
            Self::Generated => "generated",
            Self::Vendored => "vendored",
            Self::Moved => "moved",
            Self::Formatting => "formatting only",
            Self::Others => "merged in from the default branch",
            Self::Spec => "in specs",
        }
    }
}

/// A hunk, or a file without lines to show.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CoveredUnit {
    /// The file.
    pub path: RepoPath,
    /// The hunk's digest, and its index in the file; `None` for a file without lines.
    pub hunk: Option<(Digest, usize)>,
    /// Its added lines, or the removed ones where it adds none.
    pub lines: Option<(Side, LineRange)>,
    /// Why it is folded apart.
    pub aside: Option<Aside>,
}

/// The evidence for one criterion, in hunks; a file without lines counts as one.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Evidenced {
    /// Hunks confirmed by a reviewer.
    pub confirmed: usize,
    /// Hunks that are only declared.
    pub declared: usize,
    /// How many of both are in tests.
    pub tests: usize,
    /// How many of the declared ones are linked only through their commit and contain nothing of
    /// the criterion.
    pub by_commit_only: usize,
    /// Their files, in lists shared by criteria that the same commits name; a file may be in
    /// several.
    pub files: Vec<Arc<Vec<RepoPath>>>,
    /// How many files are in none of these lists, because there are too many lists.
    pub more_files: usize,
}

impl Evidenced {
    /// Returns the number of all hunks.
    pub fn hunks(&self) -> usize {
        self.confirmed + self.declared
    }

    pub(super) fn count(&mut self, kind: &LinkKind, hunks: usize, in_tests: bool) {
        match kind {
            LinkKind::Confirmed(_) => self.confirmed += hunks,
            LinkKind::Declared(_) => self.declared += hunks,
        }
        self.tests += if in_tests { hunks } else { 0 };
    }
}

/// The coverage of one increment.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Coverage {
    pub(super) evidence: BTreeMap<CriterionKey, Evidenced>,
    /// Changes without a linked criterion, including those folded apart, in the order of the files.
    pub unclaimed: Vec<CoveredUnit>,
    /// Changes that are linked only through their commit and share no distinctive word with any
    /// linked criterion, in the order of the files.
    pub by_commit_only: Vec<CoveredUnit>,
    /// How many hunks are linked, of how many; both without those folded apart.
    pub claimed: Ratio,
}

impl Coverage {
    /// Computes the coverage of an increment that was read in full.
    pub fn new(trace: &IncrementTrace, bearing: &Bearing, specs: &[Spec]) -> Self {
        let spec_paths: HashSet<&RepoPath> = specs.iter().map(|spec| &spec.path).collect();
        let mut counting = Counting::new(trace, bearing);
        for file in &trace.files {
            let of_file = file_aside(file, spec_paths.contains(&file.path));
            for piece in pieces(file, of_file) {
                counting.add(file, piece);
            }
        }
        let mut coverage = counting.finish();
        for link in bearing
            .links()
            .iter()
            .filter(|link| matches!(link.kind, LinkKind::Confirmed(_)))
        {
            coverage.evidence.entry(link.criterion.clone()).or_default();
        }
        coverage
    }

    /// Returns a criterion's evidence: at least one change, or a link that a reviewer confirmed;
    /// `None` when there is none. A commit that changes nothing by itself, such as a merge, is no
    /// evidence, whatever it says.
    pub fn evidence(&self, criterion: &CriterionKey) -> Option<&Evidenced> {
        self.evidence.get(criterion)
    }

    /// Iterates over the hunks without a linked criterion, except those folded apart.
    pub fn open(&self) -> impl Iterator<Item = &CoveredUnit> {
        self.unclaimed.iter().filter(|piece| piece.aside.is_none())
    }

    /// Counts those folded apart, by reason; without zero counts.
    pub fn asides(&self) -> Vec<(Aside, usize)> {
        let count = |aside| {
            self.unclaimed
                .iter()
                .filter(|piece| piece.aside == Some(aside))
                .count()
        };
        let counts = Aside::ALL.into_iter().map(|aside| (aside, count(aside)));
        counts.filter(|(_, count)| *count > 0).collect()
    }
}

fn file_aside(file: &FileStat, is_spec: bool) -> Option<Aside> {
    match file.kind {
        _ if file.material == Material::Spec || is_spec => Some(Aside::Spec),
        _ if file.is_others => Some(Aside::Others),
        FileKind::Generated if is_lock_file(&file.path) => Some(Aside::LockFile),
        FileKind::Generated => Some(Aside::Generated),
        FileKind::Vendored => Some(Aside::Vendored),
        FileKind::Source
        | FileKind::Tests
        | FileKind::Docs
        | FileKind::Configuration
        | FileKind::Data => None,
    }
}

fn is_lock_file(path: &RepoPath) -> bool {
    let name = path.base_name();
    name.windows(4).any(|part| part == b"lock") || name == b"go.sum"
}

fn pieces(file: &FileStat, aside: Option<Aside>) -> Vec<CoveredUnit> {
    if file.hunks.is_empty() {
        return vec![CoveredUnit {
            path: file.path.clone(),
            hunk: None,
            lines: None,
            aside,
        }];
    }
    let place = |(number, digest): (usize, &Digest)| {
        let place: Option<&HunkPlace> = file.places.get(number);
        CoveredUnit {
            path: file.path.clone(),
            hunk: Some((*digest, number)),
            lines: place.map(|place| (place.side, place.lines)),
            aside: aside.or_else(|| place.and_then(|place| place.aside)),
        }
    };
    file.hunks.iter().enumerate().map(place).collect()
}
