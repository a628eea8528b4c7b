//! Coverage, both ways: criteria that nothing bears on yet, and changes that nobody asked for.
//!
//! What nobody would claim is folded apart and counted: lock files, generated code, what only moved or was
//! laid out anew, the specs themselves. Knows nothing of suggestions: they count for nothing.

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
use crate::model::spec::{CriterionKey, LineRange, Spec};
use crate::model::text::RepoPath;

/// Why a change is not looked for among the claimed ones.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Aside {
    /// Versions of dependencies, written by their manager.
    LockFile,
    /// Written by a program from something else.
    Generated,
    /// Other people's code, kept along.
    Vendored,
    /// Lines that stood elsewhere before.
    Moved,
    /// The same text laid out anew.
    Formatting,
    /// Brought by a merge from the default branch.
    Others,
    /// The agreement, not the work.
    Spec,
}

impl Aside {
    /// All of them, in their order.
    pub const ALL: [Self; 7] = [
        Self::LockFile,
        Self::Generated,
        Self::Vendored,
        Self::Moved,
        Self::Formatting,
        Self::Others,
        Self::Spec,
    ];

    /// Whether a link to such a change is evidence: to what nobody here wrote only where a reviewer says so, and to
    /// the agreement or a copy of it only where a reviewer says so of the very place.
    pub(super) fn counts_for(self, link: &TraceLink) -> bool {
        let is_confirmed = matches!(link.kind, LinkKind::Confirmed(_));
        match self {
            Self::Spec => is_confirmed && !matches!(link.target, LinkTarget::Commit(_)),
            Self::LockFile | Self::Generated | Self::Vendored | Self::Others => is_confirmed,
            Self::Moved | Self::Formatting => true,
        }
    }

    /// As a person reads it, after a number.
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

/// A hunk, or a file that has no lines to show.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// The file.
    pub path: RepoPath,
    /// The hunk by its content, and its place among the file's hunks; `None` for a file without lines.
    pub hunk: Option<(Digest, usize)>,
    /// Its added lines, or the removed ones where it adds none.
    pub lines: Option<(Side, LineRange)>,
    /// Why it is folded apart.
    pub aside: Option<Aside>,
}

/// What bears on one criterion, in hunks; a file without lines counts as one.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Evidenced {
    /// Confirmed by a reviewer.
    pub confirmed: usize,
    /// Declared only.
    pub declared: usize,
    /// Of both, those in tests.
    pub tests: usize,
    /// Of the declared, those linked by nothing but their commit's word, with nothing of the criterion in them.
    pub by_commit_only: usize,
    /// The files they are in, in lists that criteria share which the same commits name; a file may be in several.
    pub files: Vec<Arc<Vec<RepoPath>>>,
    /// How many files are in none of these lists, for there are too many lists.
    pub more_files: usize,
}

impl Evidenced {
    /// All of them.
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
    /// What no criterion is linked to, asides among them, in the order of the files.
    pub unclaimed: Vec<Piece>,
    /// What is linked by nothing but its commit's word and shares no telling word with any criterion it is linked
    /// to, in the order of the files.
    pub by_commit_only: Vec<Piece>,
    /// How many hunks there are, and how many of them are linked, asides left out of both.
    pub claimed: (usize, usize),
}

impl Coverage {
    /// Of an increment that was read through.
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
        for link in bearing.links().iter().filter(|link| matches!(link.kind, LinkKind::Confirmed(_))) {
            coverage.evidence.entry(link.criterion.clone()).or_default();
        }
        coverage
    }

    /// What bears on a criterion: at least one change, or what a reviewer confirmed; `None` when nothing does. A
    /// commit that changes nothing by itself, such as a merge, is no evidence, whatever it says.
    pub fn evidence(&self, criterion: &CriterionKey) -> Option<&Evidenced> {
        self.evidence.get(criterion)
    }

    /// The hunks that no criterion is linked to, those folded apart left out.
    pub fn open(&self) -> impl Iterator<Item = &Piece> {
        self.unclaimed.iter().filter(|piece| piece.aside.is_none())
    }

    /// How many are folded apart, by why; none for what there is none of.
    pub fn asides(&self) -> Vec<(Aside, usize)> {
        let count = |aside| self.unclaimed.iter().filter(|piece| piece.aside == Some(aside)).count();
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
        FileKind::Source | FileKind::Tests | FileKind::Docs | FileKind::Configuration | FileKind::Data => {
            None
        }
    }
}

fn is_lock_file(path: &RepoPath) -> bool {
    let name = path.base_name();
    name.windows(4).any(|part| part == b"lock") || name == b"go.sum"
}

fn pieces(file: &FileStat, aside: Option<Aside>) -> Vec<Piece> {
    if file.hunks.is_empty() {
        return vec![Piece { path: file.path.clone(), hunk: None, lines: None, aside }];
    }
    let place = |(number, digest): (usize, &Digest)| {
        let place: Option<&HunkPlace> = file.places.get(number);
        Piece {
            path: file.path.clone(),
            hunk: Some((*digest, number)),
            lines: place.map(|place| (place.side, place.lines)),
            aside: aside.or_else(|| place.and_then(|place| place.aside)),
        }
    };
    file.hunks.iter().enumerate().map(place).collect()
}
