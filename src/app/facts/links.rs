//! Looks up which increments, files and hunks bear on which criteria.

use std::collections::{HashMap, HashSet};

use crate::app::facts::Facts;
use crate::app::facts::link_state::{HunkLink, LinkState};
use crate::model::id::{Digest, IncrementId};
use crate::model::index::{CriterionIndex, IncrementIndex, Indexes};
use crate::model::link::{LinkTarget, TraceLink};
use crate::model::record::Given;
use crate::model::spec::CriterionKey;
use crate::model::text::RepoPath;
use crate::trace::{Bearing, IncrementTrace};

/// The hunks of each file. Sets, since one file may have as many links as hunks, both in tens of
/// thousands.
pub(in crate::app) type Hunks<'t> = HashMap<&'t RepoPath, HashSet<&'t Digest>>;

impl Facts {
    /// Tells whether a link belongs to a traced increment: another increment may have the same file
    /// with other hunks. `hunks` caches the hunks of the files asked about.
    pub(in crate::app) fn is_of<'t>(
        &self,
        increment: IncrementIndex,
        trace: &'t IncrementTrace,
        link: &TraceLink,
        hunks: &mut Hunks<'t>,
    ) -> bool {
        let LinkTarget::Hunk { path, digest } = &link.target else {
            return true;
        };
        let mut is_there = || {
            let Some(file) = trace.file(path) else {
                return false;
            };
            hunks
                .entry(&file.path)
                .or_insert_with(|| file.hunks.iter().collect())
                .contains(digest)
        };
        let id = self
            .engagement
            .increments
            .get(increment)
            .map(|found| &found.id);
        let given = self
            .record
            .links
            .get(&(link.criterion.clone(), link.target.clone()));
        let said_here = || {
            given
                .into_iter()
                .flatten()
                .any(|given| given.increment() == id)
        };
        is_there() || said_here()
    }

    /// Returns a link with its criterion's index; `None` when the specs no longer have it.
    pub(in crate::app) fn hunk_link(&self, link: &TraceLink) -> Option<HunkLink> {
        let criterion = self.engagement.criterion_of(&link.criterion)?;
        Some(HunkLink {
            criterion,
            state: LinkState::of(&link.kind),
        })
    }

    /// Returns the criteria that some increments bear on: those for which
    /// [`bears_on`](Self::bears_on) is true, found in one pass over the record.
    pub(in crate::app) fn borne_on(
        &self,
        increments: Indexes<IncrementIndex>,
    ) -> HashSet<CriterionIndex> {
        let mut borne_on = HashSet::new();
        let mut ids: HashSet<&IncrementId> = HashSet::new();
        let criterion_of = |key: &CriterionKey| self.engagement.criterion_of(key);
        for (increment, found) in
            increments.filter_map(|at| Some((at, self.engagement.increments.get(at)?)))
        {
            ids.insert(&found.id);
            let named = found
                .criteria
                .iter()
                .flat_map(|id| self.engagement.criteria_with_id(id));
            borne_on.extend(named);
            let bearing = self.bearing(increment).criteria();
            borne_on.extend(bearing.iter().filter_map(criterion_of));
        }
        for ((key, _), given) in &self.record.links {
            let mut on = given
                .iter()
                .filter(|given| given.value)
                .filter_map(Given::increment);
            if on.any(|increment| ids.contains(increment)) {
                borne_on.extend(criterion_of(key));
            }
        }
        borne_on
    }

    /// Tells whether an increment is known to bear on a criterion.
    pub fn bears_on(&self, increment: IncrementIndex, criterion: CriterionIndex) -> bool {
        let Some(found) = self.engagement.increments.get(increment) else {
            return false;
        };
        let Some(key) = self.engagement.key(criterion) else {
            return false;
        };
        found.criteria.contains(&key.id)
            || self.bearing(increment).bears(key)
            || self.confirmed_in(increment, criterion)
    }

    /// Tells whether a reviewer confirmed a link to a criterion on an increment.
    pub fn confirmed_in(&self, increment: IncrementIndex, criterion: CriterionIndex) -> bool {
        let Some(found) = self.engagement.increments.get(increment) else {
            return false;
        };
        let Some(key) = self.engagement.key(criterion) else {
            return false;
        };
        let on_it = |given: &Given<bool>| given.value && given.increment() == Some(&found.id);
        self.record
            .links
            .iter()
            .any(|((linked, _), given)| linked == key && given.iter().any(on_it))
    }

    /// Returns the unclear links of an increment, as far as it was traced.
    pub(in crate::app) fn unclear_in(&self, trace: &IncrementTrace) -> Bearing {
        let links = trace.ambiguous.clone();
        Bearing::new(links, &trace.touched, &self.record).sparing(trace.documents())
    }

    /// Returns the unclear links of an increment, as far as they are known.
    pub(in crate::app) fn unclear(&self, increment: IncrementIndex) -> &Bearing {
        self.unclear.get(increment).unwrap_or(&self.no_bearing)
    }

    /// Tells whether a file is one of the specs: specs name criteria but are no evidence.
    pub(in crate::app) fn is_spec(&self, path: &RepoPath) -> bool {
        self.engagement.specs.iter().any(|spec| spec.path == *path)
    }

    /// Returns the 1-based rank of a hunk among the suggestions for a criterion; 0 for a hunk that
    /// is not suggested.
    pub(in crate::app) fn rank_of(
        &self,
        increment: IncrementIndex,
        criterion: CriterionIndex,
        path: &RepoPath,
        digest: Digest,
    ) -> usize {
        let suggested = self
            .hints(increment)
            .map_or(&[][..], |hints| hints.of_criterion(criterion));
        let is_it = |target: &LinkTarget| matches!(target, LinkTarget::Hunk { path: at, digest: own } if at == path && *own == digest);
        suggested
            .iter()
            .position(|found| is_it(&found.target))
            .map_or(0, |rank| rank + 1)
    }

    /// Returns the hunks of an unread file that are linked to a criterion or suggested for it.
    pub(in crate::app) fn hunks_of_unread(
        &self,
        increment: IncrementIndex,
        criterion: CriterionIndex,
        path: &RepoPath,
    ) -> Vec<(LinkState, Digest)> {
        let key = self.engagement.key(criterion);
        let links = self.bearing(increment).in_file(path);
        let linked = links
            .filter(|link| Some(&link.criterion) == key)
            .filter_map(|link| Some((LinkState::of(&link.kind), hunk_in(&link.target, path)?)));
        let suggested = self
            .hints(increment)
            .map_or(&[][..], |hints| hints.of_criterion(criterion))
            .iter();
        let suggested = suggested.filter_map(|found| {
            Some((
                LinkState::Suggested(found.strength),
                hunk_in(&found.target, path)?,
            ))
        });
        linked.chain(suggested).collect()
    }
}

pub(in crate::app) fn hunk_in(target: &LinkTarget, wanted: &RepoPath) -> Option<Digest> {
    match target {
        LinkTarget::Hunk { path, digest } if path == wanted => Some(*digest),
        _ => None,
    }
}
