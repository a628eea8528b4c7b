//! Coverage, both ways: criteria that nothing bears on yet, and changes that nobody asked for.
//!
//! What nobody would claim is folded apart and counted: lock files, generated code, what only moved or was
//! laid out anew, the specs themselves. Knows nothing of suggestions: they count for nothing.

use std::collections::BTreeMap;

use super::increment::{FileStat, HunkPlace, IncrementTrace};
use super::{Bearing, material};
use crate::model::change::Side;
use crate::model::id::Digest;
use crate::model::kind::FileKind;
use crate::model::link::LinkKind;
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
    /// The files they are in, in order.
    pub files: Vec<RepoPath>,
}

impl Evidenced {
    /// All of them.
    pub fn hunks(&self) -> usize {
        self.confirmed + self.declared
    }
}

/// The coverage of one increment.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Coverage {
    evidence: BTreeMap<CriterionKey, Evidenced>,
    /// What no criterion is linked to, asides among them, in the order of the files.
    pub unclaimed: Vec<Piece>,
    /// How many hunks there are, and how many of them are linked, asides left out of both.
    pub claimed: (usize, usize),
}

impl Coverage {
    /// Of an increment that was read through.
    pub fn new(trace: &IncrementTrace, bearing: &Bearing, specs: &[Spec]) -> Self {
        let mut coverage = Self::default();
        for criterion in bearing.criteria() {
            coverage.evidence.insert(criterion.clone(), Evidenced::default());
        }
        for file in &trace.files {
            let of_file = file_aside(file, specs);
            for piece in pieces(file, of_file) {
                let links = match &piece.hunk {
                    Some((digest, _)) => bearing.of_hunk(&file.path, *digest),
                    None => bearing.of_file(&file.path),
                };
                if piece.aside.is_none() {
                    coverage.claimed.0 += 1;
                    coverage.claimed.1 += usize::from(!links.is_empty());
                }
                for link in links.iter().filter(|_| piece.aside != Some(Aside::Spec)) {
                    let counts = coverage.evidence.entry(link.criterion.clone()).or_default();
                    match link.kind {
                        LinkKind::Confirmed(_) => counts.confirmed += 1,
                        LinkKind::Declared(_) => counts.declared += 1,
                    }
                    counts.tests += usize::from(file.kind == FileKind::Tests);
                    if counts.files.last() != Some(&file.path) {
                        counts.files.push(file.path.clone());
                    }
                }
                if links.is_empty() {
                    coverage.unclaimed.push(piece);
                }
            }
        }
        coverage
    }

    /// What bears on a criterion; `None` when nothing is linked to it. A link to a commit that changes
    /// nothing by itself, such as a merge, is one with no hunks.
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

fn file_aside(file: &FileStat, specs: &[Spec]) -> Option<Aside> {
    match file.kind {
        _ if material::is_spec(&file.path, specs) => Some(Aside::Spec),
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
