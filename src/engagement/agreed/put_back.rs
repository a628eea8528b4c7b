//! Puts removed criteria back into a spec, each beside its neighbours. Linear in the criteria of both.

use std::collections::HashMap;

use super::place::Beside;
use crate::model::id::CriterionId;
use crate::model::spec::{Criterion, CriterionKey, LineRange, Spec};
use crate::model::text::RepoPath;

/// The criteria of one spec as a linked list, so that each insertion costs the same anywhere.
pub(super) struct LinkedCriteria {
    path: RepoPath,
    links: Vec<CriterionLink>,
    first: Option<usize>,
    last: Option<usize>,
    /// Indexes of links by id.
    by_id: HashMap<CriterionId, usize>,
}

/// A criterion, and the indexes of those before and behind it.
struct CriterionLink {
    criterion: Criterion,
    before: Option<usize>,
    behind: Option<usize>,
}

impl LinkedCriteria {
    /// Takes the criteria out of a spec.
    pub(super) fn of(spec: &mut Spec) -> Self {
        let mut list = Self {
            path: spec.path.clone(),
            links: Vec::with_capacity(spec.criteria.len()),
            first: None,
            last: None,
            by_id: HashMap::new(),
        };
        for criterion in std::mem::take(&mut spec.criteria) {
            list.insert_behind(list.last, criterion);
        }
        list
    }

    /// Returns the criteria in their order.
    pub(super) fn into_criteria(self) -> Vec<Criterion> {
        let behind: Vec<Option<usize>> = self.links.iter().map(|link| link.behind).collect();
        let mut criteria: Vec<Option<Criterion>> = self
            .links
            .into_iter()
            .map(|link| Some(link.criterion))
            .collect();
        let order = std::iter::successors(self.first, |at| behind.get(*at).copied().flatten());
        order
            .filter_map(|at| criteria.get_mut(at)?.take())
            .collect()
    }

    /// Puts a removed criterion back at its place. It has no line of its own any more: it is shown
    /// at the last line of the item before it. `removed` maps agreed keys to the keys under which
    /// others were put back.
    pub(super) fn put_back(
        &mut self,
        mut item: Criterion,
        beside: &[Beside],
        removed: &HashMap<CriterionKey, CriterionKey>,
    ) {
        let found = beside.iter().find_map(|beside| {
            let key = beside.now.as_ref().or_else(|| removed.get(&beside.then))?;
            let at = self.by_id.get(&key.id).filter(|_| key.spec == self.path)?;
            Some((*at, beside))
        });
        let before = match found {
            Some((at, beside)) => {
                let neighbour = self.links.get(at);
                if let Some(neighbour) = neighbour.filter(|_| beside.is_in_section) {
                    // Its section may have another name by now.
                    item.section.clone_from(&neighbour.criterion.section);
                }
                if beside.is_before {
                    Some(at)
                } else {
                    neighbour.and_then(|neighbour| neighbour.before)
                }
            }
            None => self.last_of_section(&item).or(self.last),
        };
        let line = match before.and_then(|at| self.links.get(at)) {
            Some(before) => before.criterion.lines.last,
            None => {
                let behind = self.first.and_then(|at| self.links.get(at));
                behind.map_or(1, |behind| {
                    behind.criterion.lines.first.saturating_sub(1).max(1)
                })
            }
        };
        item.lines = LineRange {
            first: line,
            last: line,
        };
        self.insert_behind(before, item);
    }

    /// Finds the last criterion of an item's section.
    fn last_of_section(&self, item: &Criterion) -> Option<usize> {
        let link = |at: &usize| self.links.get(*at);
        let mut backwards = std::iter::successors(self.last, |at| link(at)?.before);
        backwards.find(|at| link(at).is_some_and(|link| link.criterion.section == item.section))
    }

    /// Inserts a criterion behind another one; at the start where there is none.
    fn insert_behind(&mut self, before: Option<usize>, criterion: Criterion) {
        let at = self.links.len();
        let behind = match before {
            Some(before) => self.links.get(before).and_then(|link| link.behind),
            None => self.first,
        };
        match before.and_then(|before| self.links.get_mut(before)) {
            Some(before) => before.behind = Some(at),
            None => self.first = Some(at),
        }
        match behind.and_then(|behind| self.links.get_mut(behind)) {
            Some(behind) => behind.before = Some(at),
            None => self.last = Some(at),
        }
        self.by_id.entry(criterion.id.clone()).or_insert(at);
        self.links.push(CriterionLink {
            criterion,
            before,
            behind,
        });
    }
}
