//! The links that the spec and the contractor declare: in messages and their trailers, in branch names, in
//! added lines, by ticking boxes, in the spec's own tables.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::ids::Ids;
use super::links::into_links;
use super::tick::{self, Tick};
use super::{added, glob, material, message, scan};
use crate::model::change::TextDiff;
use crate::model::id::ObjectId;
use crate::model::increment::{Commit, Increment, Source};
use crate::model::link::{DeclaredBy, LinkKind, LinkTarget, TraceLink};
use crate::model::spec::{CriterionKey, Spec};
use crate::model::text::{RepoPath, Untrusted};

/// What was delivered, as far as it has been read.
#[derive(Clone, Copy)]
pub struct Delivery<'a> {
    /// The increment.
    pub increment: &'a Increment,
    /// The commits of its range.
    pub commits: &'a [Commit],
    /// The paths of all files that it changes.
    pub files: &'a [RepoPath],
    /// The differences read so far. Those of the specs are not looked at.
    pub diffs: &'a [(RepoPath, &'a TextDiff)],
    /// The boxes that its commits tick.
    pub ticks: &'a [Tick],
}

/// Links as they are found: for each criterion and target the plainest declaration.
#[derive(Default)]
struct Declared(BTreeMap<(CriterionKey, LinkTarget), DeclaredBy>);

impl Declared {
    fn add(&mut self, criterion: CriterionKey, target: LinkTarget, by: DeclaredBy) {
        let known = self.0.entry((criterion, target)).or_insert_with(|| by.clone());
        if by < *known {
            *known = by;
        }
    }

    fn commit(&mut self, criterion: &CriterionKey, commit: ObjectId, by: DeclaredBy) {
        self.add(criterion.clone(), LinkTarget::Commit(commit), by);
    }
}

/// The links that the spec and the contractor declare, at most one for a criterion and a target.
///
/// An increment that the spec gives criteria to links all of its commits, and so does a branch that
/// names one. What a merge's message names links the commits that the merge brought.
pub fn declared(ids: &Ids, specs: &[Spec], delivery: Delivery) -> Vec<TraceLink> {
    let mut declared = Declared::default();
    in_messages(ids, delivery.commits, &mut declared);
    in_increment(ids, specs, delivery, &mut declared);
    for tick in delivery.ticks {
        for (criterion, by) in tick::criteria(ids, specs, tick) {
            declared.commit(&criterion, tick.commit, by);
        }
    }
    by_paths(specs, delivery.files, &mut declared);
    let is_spec = |path: &RepoPath| material::is_spec(path, specs);
    for (path, diff) in delivery.diffs.iter().filter(|(path, _)| !is_spec(path)) {
        for named in added::places_in_diff(ids, diff) {
            let target = LinkTarget::Hunk { path: path.clone(), digest: diff.hunks[named.hunk].digest };
            let by = DeclaredBy::AddedLine { path: path.clone(), line: named.line };
            declared.add(named.criterion, target, by);
        }
    }
    into_links(declared.0.into_iter().map(|(link, by)| (link, LinkKind::Declared(by))).collect())
}

fn in_messages(ids: &Ids, commits: &[Commit], declared: &mut Declared) {
    for commit in commits {
        let named = message::places_in_message(ids, &commit.message);
        if named.is_empty() {
            continue;
        }
        let brought = if commit.parents.len() > 1 { brought(commit, commits) } else { Vec::new() };
        for (criterion, place) in named {
            let (commit_id, line) = (commit.id, place.line);
            let by = match place.in_text {
                true => DeclaredBy::Message { commit: commit_id, line },
                false => DeclaredBy::Trailer { commit: commit_id, line },
            };
            declared.commit(&criterion, commit.id, by.clone());
            for id in &brought {
                let by = if place.in_text { DeclaredBy::Branch(commit.subject()) } else { by.clone() };
                declared.commit(&criterion, *id, by);
            }
        }
    }
}

/// The commits that a merge brought: what its other parents reach and its first does not.
fn brought(merge: &Commit, commits: &[Commit]) -> Vec<ObjectId> {
    let by_id: HashMap<ObjectId, &Commit> = commits.iter().map(|commit| (commit.id, commit)).collect();
    let reach = |from: &[ObjectId]| {
        let mut reached = HashSet::new();
        let mut todo = from.to_vec();
        while let Some(id) = todo.pop() {
            if let Some(commit) = by_id.get(&id)
                && reached.insert(id)
            {
                todo.extend(&commit.parents);
            }
        }
        reached
    };
    let (own, others) = merge.parents.split_at(1.min(merge.parents.len()));
    let own = reach(own);
    let others = reach(others);
    commits.iter().map(|commit| commit.id).filter(|id| others.contains(id) && !own.contains(id)).collect()
}

/// What the increment's own table in a spec and the name of its branch say of all of its commits.
fn in_increment(ids: &Ids, specs: &[Spec], delivery: Delivery, declared: &mut Declared) {
    let increment = delivery.increment;
    let criteria = increment.criteria.iter().flat_map(|id| ids.named(id));
    let mut named: Vec<(&CriterionKey, DeclaredBy)> =
        criteria.map(|criterion| (criterion, table(specs, increment, criterion))).collect();
    let mut in_branch = BTreeSet::new();
    if matches!(increment.source, Source::Branch | Source::CommandLine) {
        scan::line(ids, increment.id.as_str().as_bytes(), &mut in_branch);
    }
    let branch = Untrusted::from(increment.id.as_str());
    named.extend(in_branch.iter().map(|criterion| (criterion, DeclaredBy::Branch(branch.clone()))));
    for (criterion, by) in named {
        for commit in delivery.commits {
            declared.commit(criterion, commit.id, by.clone());
        }
    }
}

/// The table that made an increment: in the criterion's own spec if that has one.
fn table(specs: &[Spec], increment: &Increment, criterion: &CriterionKey) -> DeclaredBy {
    let tables = specs.iter().flat_map(|spec| spec.increments.iter().map(move |table| (spec, table)));
    let mut own = tables.filter(|(_, table)| table.title == increment.title);
    let found = own.clone().find(|(spec, _)| spec.path == criterion.spec).or_else(|| own.next());
    match found {
        Some((spec, table)) => DeclaredBy::Increment { path: spec.path.clone(), line: table.line },
        None => DeclaredBy::Increment { path: criterion.spec.clone(), line: 1 },
    }
}

fn by_paths(specs: &[Spec], files: &[RepoPath], declared: &mut Declared) {
    for spec in specs {
        for criterion in spec.criteria.iter().filter(|criterion| !criterion.paths.is_empty()) {
            let key = CriterionKey { spec: spec.path.clone(), id: criterion.id.clone() };
            let by = DeclaredBy::Paths { path: spec.path.clone(), line: criterion.lines.first };
            let meant = |path: &&RepoPath| {
                criterion.paths.iter().any(|pattern| glob::matches(pattern.as_bytes(), path.as_bytes()))
            };
            for path in files.iter().filter(meant) {
                declared.add(key.clone(), LinkTarget::File(path.clone()), by.clone());
            }
        }
    }
}
