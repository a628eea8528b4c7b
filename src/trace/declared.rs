//! Finds the links that the spec and the contractor declare: in messages and their trailers, in
//! branch names, in added lines, by ticking boxes, in the spec's own tables.
//!
//! Owns where declarations are searched for. `claims` decides which of them count.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::claims::{CriterionClaims, NamingPlace, Room};
use super::covered::CoveredFiles;
use super::ids::CriterionIds;
use super::left_out::{Claimant, LeftOutMention, Why};
use super::material::Material;
use super::meanings::Meanings;
use super::reach::CommitReach;
use super::reverts::Reverts;
use super::tick::{self, Tick};
use super::{added, message, scan};
use crate::model::change::TextDiff;
use crate::model::id::ObjectId;
use crate::model::increment::{Commit, Increment, IncrementSource};
use crate::model::link::{DeclaredBy, LinkTarget, TraceLink};
use crate::model::spec::{CriterionKey, Spec};
use crate::model::text::{RepoPath, Untrusted};

/// By commit: the files that it changes itself, with their material. A commit that is missing
/// there, such as a merge, may have changed anything.
pub type Touched = BTreeMap<ObjectId, Vec<(RepoPath, Material)>>;

static NOTHING_KNOWN: Touched = Touched::new();

/// A delivery, as far as it has been read.
#[derive(Clone, Copy)]
pub struct Delivery<'a> {
    pub increment: &'a Increment,
    /// The commits of its range, newest first.
    pub commits: &'a [Commit],
    /// What they change themselves.
    pub touched: &'a Touched,
    /// The paths of all changed files.
    pub files: &'a [RepoPath],
    /// The differences read so far, with the material of the files.
    pub diffs: &'a [(RepoPath, &'a TextDiff, Material)],
    /// The boxes that its commits tick.
    pub ticks: &'a [Tick],
    /// The budget for mentions of criteria.
    pub room: Room,
}

impl<'a> Delivery<'a> {
    /// Makes a delivery with nothing read yet.
    pub fn new(increment: &'a Increment) -> Self {
        Self {
            increment,
            commits: &[],
            touched: &NOTHING_KNOWN,
            files: &[],
            diffs: &[],
            ticks: &[],
            room: Room::default(),
        }
    }
}

/// The declarations in a delivery.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Declarations {
    /// The links, at most one per criterion and target.
    pub links: Vec<TraceLink>,
    /// Ambiguous links, one for each spec that has the id. They do not count.
    pub ambiguous: Vec<TraceLink>,
    /// Mentions of criteria that do not count.
    pub left_out: Vec<LeftOutMention>,
    /// The budget that is left.
    pub left: Room,
    /// Whether there are more claims.
    pub is_cut: bool,
}

/// Finds what the spec and the contractor declare.
///
/// An increment with criteria in the spec links all of its commits, and so does a branch that names
/// a criterion. Criteria named in a merge's message link the commits that the merge brought. Only
/// work is evidence: mentions in prose, denials, reverted commits and claims of commits without
/// work are left out, and listed.
pub fn declared(meanings: &Meanings, specs: &[Spec], delivery: Delivery) -> Declarations {
    let mut claims = CriterionClaims::new(delivery.room);
    let reverts = Reverts::of(delivery.commits);
    in_messages(meanings, delivery.commits, &reverts, &mut claims);
    in_increment(meanings.now(), specs, delivery, &mut claims);
    for tick in delivery.ticks {
        for (criterion, by) in tick::criteria(meanings.now(), specs, tick) {
            let claim = NamingPlace {
                is_sure: true,
                ..NamingPlace::of_commit(criterion, tick.commit, by)
            };
            claims.add(claim);
        }
    }
    by_paths(specs, delivery.files, &mut claims);
    for (path, diff, material) in delivery.diffs {
        in_added_lines(meanings.now(), path, diff, *material, &mut claims);
    }
    claims.settle(specs, delivery, &reverts)
}

fn in_added_lines(
    ids: &CriterionIds,
    path: &RepoPath,
    diff: &TextDiff,
    material: Material,
    claims: &mut CriterionClaims,
) {
    let named = added::places_in_diff(ids, diff, claims.mentions());
    if named.is_cut {
        claims.cut();
    }
    for named in named.places {
        let refused = match material {
            _ if !material.declares() => Some(Why::In(material)),
            _ => named.denied.then_some(Why::Idle),
        };
        claims.add(NamingPlace {
            is_sure: says_which(
                diff.new.line(named.line.saturating_sub(1)),
                &named.criterion,
            ),
            target: LinkTarget::Hunk {
                path: path.clone(),
                digest: diff.hunks[named.hunk].digest,
            },
            by: DeclaredBy::AddedLine {
                path: path.clone(),
                line: named.line,
            },
            what: Claimant::File(path.clone()),
            criterion: named.criterion,
            refused,
        });
    }
}

fn in_messages(
    meanings: &Meanings,
    commits: &[Commit],
    reverts: &Reverts,
    claims: &mut CriterionClaims,
) {
    let reach = OnceCell::new();
    for commit in commits {
        if claims.is_full() {
            claims.cut();
            break;
        }
        let named = message::places_in_message(meanings.at(commit.id), &commit.message);
        if named.is_empty() {
            continue;
        }
        let lines: Vec<&[u8]> = commit
            .message
            .as_bytes()
            .split(|byte| *byte == b'\n')
            .collect();
        let brought = match commit.parents.len() {
            0 | 1 => Vec::new(),
            _ => reach
                .get_or_init(|| CommitReach::of(commits))
                .brought(commit),
        };
        for (criterion, place) in named {
            if claims.is_full() {
                break;
            }
            let (id, line) = (commit.id, place.line);
            let by = match place.in_text {
                true => DeclaredBy::Message { commit: id, line },
                false => DeclaredBy::Trailer { commit: id, line },
            };
            let refused = match place.in_text {
                true if reverts.quoting.contains(&id) => Some(Why::Reverts),
                _ => place.denied.then_some(Why::Denied),
            };
            let written = lines
                .get(line.saturating_sub(1) as usize)
                .copied()
                .unwrap_or_default();
            let is_sure = says_which(written, &criterion);
            for target in brought.iter().filter(|_| refused.is_none()) {
                let by = if place.in_text {
                    DeclaredBy::Branch(commit.subject())
                } else {
                    by.clone()
                };
                claims.add(NamingPlace {
                    is_sure,
                    ..NamingPlace::of_commit(criterion.clone(), *target, by)
                });
            }
            claims.add(NamingPlace {
                is_sure,
                refused,
                ..NamingPlace::of_commit(criterion, id, by)
            });
        }
    }
}

/// Whether a line has the spec before the criterion's id: `docs/a.md#AC-1`.
fn says_which(line: &[u8], criterion: &CriterionKey) -> bool {
    let id = criterion.id.as_str().as_bytes();
    let at_mark = |at: &usize| {
        line[*at] == b'#'
            && *at > 0
            && !line[at - 1].is_ascii_whitespace()
            && line[at + 1..].starts_with(id)
    };
    (0..line.len()).any(|at| at_mark(&at))
}

/// Adds the claims of the increment's table in a spec and of its branch's name, for all of its
/// commits.
fn in_increment(
    ids: &CriterionIds,
    specs: &[Spec],
    delivery: Delivery,
    claims: &mut CriterionClaims,
) {
    let increment = delivery.increment;
    let criteria = increment.criteria.iter().flat_map(|id| ids.named(id));
    let mut named: Vec<(&CriterionKey, DeclaredBy)> = criteria
        .map(|criterion| (criterion, table(specs, increment, criterion)))
        .collect();
    let in_branch = match increment.source {
        IncrementSource::Branch | IncrementSource::CommandLine => {
            scan::keys(ids, increment.id.as_str().as_bytes())
        }
        _ => BTreeSet::new(),
    };
    let branch = Untrusted::from(increment.id.as_str());
    named.extend(
        in_branch
            .iter()
            .map(|criterion| (criterion, DeclaredBy::Branch(branch.clone()))),
    );
    for (criterion, by) in named {
        for commit in delivery.commits {
            let what = Claimant::Increment(branch.clone());
            claims.add(NamingPlace {
                what,
                ..NamingPlace::of_commit(criterion.clone(), commit.id, by.clone())
            });
        }
    }
}

/// Finds the table that declared an increment: in the criterion's own spec if that has one.
fn table(specs: &[Spec], increment: &Increment, criterion: &CriterionKey) -> DeclaredBy {
    let tables = specs
        .iter()
        .flat_map(|spec| spec.increments.iter().map(move |table| (spec, table)));
    let mut own = tables.filter(|(_, table)| table.title == increment.title);
    let found = own
        .clone()
        .find(|(spec, _)| spec.path == criterion.spec)
        .or_else(|| own.next());
    match found {
        Some((spec, table)) => DeclaredBy::Increment {
            path: spec.path.clone(),
            line: table.line,
        },
        None => DeclaredBy::Increment {
            path: criterion.spec.clone(),
            line: 1,
        },
    }
}

fn by_paths(specs: &[Spec], files: &[RepoPath], claims: &mut CriterionClaims) {
    let mut covered = CoveredFiles::new(files);
    for spec in specs {
        for criterion in spec
            .criteria
            .iter()
            .filter(|criterion| !criterion.paths.is_empty())
        {
            let Some(files_of) = covered.of(&criterion.paths, claims.steps()) else {
                return claims.cut();
            };
            let key = CriterionKey {
                spec: spec.path.clone(),
                id: criterion.id.clone(),
            };
            let by = DeclaredBy::Paths {
                path: spec.path.clone(),
                line: criterion.lines.first,
            };
            for at in files_of.iter() {
                if claims.is_full() {
                    return claims.cut();
                }
                let path = &files[*at as usize];
                claims.add(NamingPlace {
                    criterion: key.clone(),
                    target: LinkTarget::File(path.clone()),
                    by: by.clone(),
                    what: Claimant::File(path.clone()),
                    is_sure: true,
                    refused: None,
                });
            }
        }
    }
}
