//! The spec that was agreed, laid over the spec as delivered.
//!
//! A contractor who weakens a criterion in the commit that claims to meet it is seen: until a reviewer
//! agrees, the agreed text is what is judged, and what was removed stays to be judged. Owns which commit has
//! the agreed specs and what becomes of the specs under review.

mod baseline;
mod changed_in;
mod overlay;
mod place;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::lineages::{Former, Lineages, Now};
use crate::git::Repository;
use crate::git::increments::Found;
use crate::model::amendment::{Agreed, Amendment, AmendmentKind, AmendmentState, TextChange};
use crate::model::id::{Digest, ObjectId};
use crate::model::record::Record;
use crate::model::spec::{Criterion, CriterionKey, CriterionKind, Spec};
use crate::model::text::{RepoPath, Untrusted};

use baseline::Baseline;
use changed_in::Versions;
use place::Beside;

/// What is reviewed, as agreed.
pub(super) struct LaidOver {
    /// The specs with the agreed texts, and with the criteria that were removed.
    pub specs: Vec<Spec>,
    /// What is not agreed.
    pub agreed: Agreed,
    /// What is said on opening.
    pub remarks: Vec<String>,
}

/// An agreed criterion, with its text after the changes of it that were agreed since.
struct Standing {
    digest: Digest,
    text: Untrusted,
    /// Whether it was agreed that there is no such criterion any more.
    is_dropped: bool,
    /// How many changes were agreed.
    changes: usize,
}

/// Lays the agreed specs over those that were read at the head under review.
pub(super) fn lay_over(
    repository: &Repository,
    specs: &[Spec],
    found: &Found,
    record: &Record,
    lineages: &mut Lineages,
    are_named: bool,
) -> LaidOver {
    let baselines = baseline::find(repository, specs, found, record, lineages, are_named);
    let mut work = Work::new(specs, record);
    for baseline in &baselines.all {
        let translation = lineages.at(repository, baseline.commit);
        let mut rows: Vec<(CriterionKey, &Criterion, &Now)> = translation
            .rows()
            .filter(|(key, item, _)| item.kind == CriterionKind::Criterion && baseline.covers(&key.spec))
            .collect();
        rows.sort_by(|a, b| (&a.0.spec, a.1.lines).cmp(&(&b.0.spec, b.1.lines)));
        let homes = homes(&rows);
        let first = work.amendments.len();
        for (key, criterion, now) in &rows {
            work.take(key.clone(), criterion, now, &homes, baseline);
        }
        place::place(&rows, work.amendments.get_mut(first..).unwrap_or_default());
        work.keep_unchanged(specs, baseline, &translation);
    }
    if baselines.all.is_empty() {
        return LaidOver { specs: specs.to_vec(), agreed: Agreed::default(), remarks: baselines.remarks };
    }
    work.add_new(specs, &baselines);
    let agreed = Agreed {
        at: baselines.all.first().map(|baseline| baseline.commit),
        because: baselines.because.clone(),
        amendments: Vec::new(),
        agreed: work.agreed,
        gone: Vec::new(),
    };
    let mut laid = overlay::apply(repository, specs, work.amendments, agreed);
    laid.remarks = baselines.remarks;
    let mut versions = Versions::new(repository, found.head);
    for amendment in &mut laid.agreed.amendments {
        if let (None, Some(to)) = (amendment.commit, amendment.change.to) {
            amendment.commit = versions.came_in(&amendment.criterion.spec, to);
        }
    }
    laid
}

/// For each older spec, the spec that most of its criteria are in now.
fn homes(rows: &[(CriterionKey, &Criterion, &Now)]) -> BTreeMap<RepoPath, RepoPath> {
    let mut counts: BTreeMap<&RepoPath, BTreeMap<&RepoPath, usize>> = BTreeMap::new();
    for (key, _, now) in rows {
        let to = now.spec_under_review(key);
        if let Some(to) = to {
            *counts.entry(&key.spec).or_default().entry(to).or_default() += 1;
        }
    }
    let most = |counts: BTreeMap<&RepoPath, usize>| {
        counts.into_iter().max_by_key(|(_, count)| *count).map(|(path, _)| path.clone())
    };
    counts.into_iter().filter_map(|(from, counts)| Some((from.clone(), most(counts)?))).collect()
}

/// An amendment with what it takes to lay it over the specs.
struct Change {
    amendment: Amendment,
    /// The agreed criterion as it stood; `None` for one that is new.
    old: Option<Criterion>,
    /// Where the agreed criterion stood, and in which commit.
    from: Option<(CriterionKey, ObjectId)>,
    /// The spec under review that it belongs to, if there is one.
    home: Option<RepoPath>,
    /// Beside what a criterion that was removed is listed.
    beside: Vec<Beside>,
}

impl Change {
    /// A change of an agreed criterion; where a removed one is listed is found later.
    fn of(
        amendment: Amendment,
        old: &Criterion,
        from: Option<(CriterionKey, ObjectId)>,
        home: Option<RepoPath>,
    ) -> Self {
        Self { amendment, old: Some(old.clone()), from, home, beside: Vec::new() }
    }

    /// A criterion that nobody agreed to yet.
    fn new_criterion(amendment: Amendment) -> Self {
        Self { amendment, old: None, from: None, home: None, beside: Vec::new() }
    }
}

/// What is worked out of the agreed criteria, one after the other.
struct Work<'a> {
    record: &'a Record,
    /// The criteria under review, by key.
    here: HashMap<CriterionKey, &'a Criterion>,
    /// Those of them that were agreed, with whatever words.
    reached: HashSet<CriterionKey>,
    amendments: Vec<Change>,
    agreed: usize,
}

impl<'a> Work<'a> {
    fn new(specs: &'a [Spec], record: &'a Record) -> Self {
        let keyed = |spec: &'a Spec| {
            spec.criteria
                .iter()
                .map(|item| (CriterionKey { spec: spec.path.clone(), id: item.id.clone() }, item))
        };
        Self {
            record,
            here: specs.iter().flat_map(keyed).collect(),
            reached: HashSet::new(),
            amendments: Vec::new(),
            agreed: 0,
        }
    }

    /// The agreed text of a criterion: what it said, changed as was agreed since.
    fn standing(&self, criterion: &Criterion) -> Standing {
        let mut standing = Standing {
            digest: criterion.digest,
            text: criterion.text.clone(),
            is_dropped: false,
            changes: 0,
        };
        let mut met = HashSet::from([criterion.digest]);
        loop {
            let mut agreed = self.record.amendments.iter().filter_map(|(change, given)| {
                let last = given.last()?;
                (change.from == Some(standing.digest) && last.value.is_agreed).then_some((change, last))
            });
            let Some((change, given)) = agreed.next_back() else { return standing };
            standing.changes += 1;
            match change.to {
                None => {
                    standing.is_dropped = true;
                    return standing;
                }
                // Two texts may have been agreed back and forth.
                Some(to) if !met.insert(to) => return standing,
                Some(to) => (standing.digest, standing.text) = (to, given.value.text.clone()),
            }
        }
    }

    /// Takes an agreed criterion that is in a spec which changed since.
    fn take(
        &mut self,
        key: CriterionKey,
        criterion: &Criterion,
        now: &Now,
        homes: &BTreeMap<RepoPath, RepoPath>,
        baseline: &Baseline,
    ) {
        let standing = self.standing(criterion);
        self.agreed += standing.changes;
        let to = match now {
            Now::Unchanged => Some(key.clone()),
            Now::Carried(fate) => {
                // The parts that a criterion was divided into are not new.
                self.reached.extend(fate.to.iter().skip(1).cloned());
                fate.to.first().cloned()
            }
            Now::Former(_) => None,
            Now::NotReviewed(_) => return,
        };
        // Of two that were put together, the second has no place of its own any more.
        let to = to.filter(|to| self.here.contains_key(to) && self.reached.insert(to.clone()));
        let home = homes.get(&key.spec).cloned();
        let from = Some((key.clone(), baseline.commit));
        let Some((to, item)) = to.and_then(|to| Some((to.clone(), *self.here.get(&to)?))) else {
            if standing.is_dropped {
                return;
            }
            let commit = match now {
                Now::Former(former) => former.removed_in,
                _ => None,
            };
            let change = TextChange { from: Some(standing.digest), to: None };
            let after = Untrusted::default();
            let amendment = self.amendment(key, AmendmentKind::Removed, change, standing.text, after, commit);
            self.amendments.push(Change::of(amendment, criterion, from, home));
            return;
        };
        if item.digest == standing.digest && !standing.is_dropped {
            return;
        }
        let change = TextChange { from: Some(standing.digest), to: Some(item.digest) };
        let after = item.text.clone();
        let amendment = self.amendment(to, AmendmentKind::Reworded, change, standing.text, after, None);
        self.amendments.push(Change::of(amendment, criterion, from, home));
    }

    fn amendment(
        &self,
        criterion: CriterionKey,
        kind: AmendmentKind,
        change: TextChange,
        before: Untrusted,
        after: Untrusted,
        commit: Option<ObjectId>,
    ) -> Amendment {
        let said = self.record.amendments.get(&change).and_then(|given| given.last());
        let refused = said.filter(|given| !given.value.is_agreed);
        let state =
            refused.map_or(AmendmentState::Open, |given| AmendmentState::Refused { by: given.by.clone() });
        Amendment { criterion, kind, change, before, after, commit, state }
    }

    /// The criteria of specs that are as they were are agreed as they are.
    fn keep_unchanged(
        &mut self,
        specs: &[Spec],
        baseline: &Baseline,
        translation: &super::lineages::Translation,
    ) {
        for spec in specs.iter().filter(|spec| baseline.covers(&spec.path)) {
            for item in &spec.criteria {
                let key = CriterionKey { spec: spec.path.clone(), id: item.id.clone() };
                if translation.of(&key) == Some(Now::Unchanged) {
                    self.reached.insert(key);
                }
            }
        }
    }

    /// What no agreed criterion became is new, in specs of which there is an agreed version.
    fn add_new(&mut self, specs: &[Spec], baselines: &baseline::Baselines) {
        for spec in specs.iter().filter(|spec| baselines.has_agreed(&spec.path)) {
            let items = spec.criteria.iter().filter(|item| item.kind == CriterionKind::Criterion);
            for item in items {
                let key = CriterionKey { spec: spec.path.clone(), id: item.id.clone() };
                if self.reached.contains(&key) {
                    continue;
                }
                let change = TextChange { from: None, to: Some(item.digest) };
                let said = self.record.amendments.get(&change).and_then(|given| given.last());
                if said.is_some_and(|given| given.value.is_agreed) {
                    self.agreed += 1;
                    continue;
                }
                let before = Untrusted::default();
                let after = item.text.clone();
                let amendment = self.amendment(key, AmendmentKind::Added, change, before, after, None);
                self.amendments.push(Change::new_criterion(amendment));
            }
        }
    }
}

/// The key under which a criterion that is no more is listed: its last id, with digits of its text behind it
/// where the id stands on another criterion.
pub(super) fn former_key(
    former: &Former,
    said_of: Option<Digest>,
    is_taken: impl Fn(&CriterionKey) -> bool,
) -> CriterionKey {
    let digest = former.criterion.as_ref().map(|criterion| criterion.digest).or(said_of);
    apart(&former.key, digest, is_taken)
}

/// A key of its own for a criterion whose id may stand on another one.
fn apart(key: &CriterionKey, text: Option<Digest>, is_taken: impl Fn(&CriterionKey) -> bool) -> CriterionKey {
    if !is_taken(key) {
        return key.clone();
    }
    let digits = text.map_or("former".to_owned(), |text| text.short(7));
    let id = format!("{}~{digits}", key.id).parse().or_else(|_| format!("former~{digits}").parse());
    CriterionKey { spec: key.spec.clone(), id: id.unwrap_or_else(|_| key.id.clone()) }
}
