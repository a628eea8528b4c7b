//! Lays the agreed spec over the spec as delivered.
//!
//! This exposes a contractor who weakens a criterion in the commit that claims to meet it: until a
//! reviewer agrees, the agreed text is judged, and removed criteria are still judged. Owns which
//! commit has the agreed specs and how they change the specs under review.

mod baseline;
mod changed_in;
mod overlay;
mod place;
mod put_back;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::lineages::{Former, Lineages, Now};
use crate::git::Repository;
use crate::git::increments::FoundIncrements;
use crate::model::amendment::{Agreed, Amendment, AmendmentKind, AmendmentState, TextChange};
use crate::model::id::{Digest, ObjectId};
use crate::model::record::Record;
use crate::model::spec::{Criterion, CriterionKey, CriterionKind, Spec};
use crate::model::text::{RepoPath, Untrusted};

use baseline::Baseline;
use changed_in::Versions;
use place::Beside;

/// The specs under review, as agreed.
pub(super) struct LaidOver {
    /// The specs with the agreed texts, including removed criteria.
    pub specs: Vec<Spec>,
    /// The agreed spec and its amendments.
    pub agreed: Agreed,
    /// Messages on opening.
    pub remarks: Vec<String>,
}

/// An agreed criterion, with its text after the changes that were agreed since.
struct AmendedText {
    digest: Digest,
    text: Untrusted,
    /// Whether its removal was agreed.
    is_dropped: bool,
    /// How many changes were agreed.
    changes: usize,
}

/// Lays the agreed specs over those read at the head under review.
pub(super) fn lay_over(
    repository: &Repository,
    specs: &[Spec],
    found: &FoundIncrements,
    record: &Record,
    lineages: &mut Lineages,
    are_named: bool,
) -> LaidOver {
    let baselines = baseline::find(repository, specs, found, record, lineages, are_named);
    let mut work = AgreedResults::new(specs, record);
    for baseline in &baselines.all {
        let translation = lineages.at(repository, baseline.commit);
        let mut rows: Vec<(CriterionKey, &Criterion, &Now)> = translation
            .rows()
            .filter(|(key, item, _)| {
                item.kind == CriterionKind::Criterion && baseline.covers(&key.spec)
            })
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
        return LaidOver {
            specs: specs.to_vec(),
            agreed: Agreed::default(),
            remarks: baselines.remarks,
        };
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

/// Finds, for each older spec, the spec that has most of its criteria now.
fn homes(rows: &[(CriterionKey, &Criterion, &Now)]) -> BTreeMap<RepoPath, RepoPath> {
    let mut counts: BTreeMap<&RepoPath, BTreeMap<&RepoPath, usize>> = BTreeMap::new();
    for (key, _, now) in rows {
        let to = now.spec_under_review(key);
        if let Some(to) = to {
            *counts.entry(&key.spec).or_default().entry(to).or_default() += 1;
        }
    }
    let most = |counts: BTreeMap<&RepoPath, usize>| {
        counts
            .into_iter()
            .max_by_key(|(_, count)| *count)
            .map(|(path, _)| path.clone())
    };
    counts
        .into_iter()
        .filter_map(|(from, counts)| Some((from.clone(), most(counts)?)))
        .collect()
}

/// An amendment with the data for laying it over the specs.
struct LaidAmendment {
    amendment: Amendment,
    /// The agreed criterion; `None` for a new one.
    old: Option<Criterion>,
    /// The agreed criterion's key, and the commit that has it.
    from: Option<(CriterionKey, ObjectId)>,
    /// The spec under review that it belongs to, if there is one.
    home: Option<RepoPath>,
    /// Neighbours beside which a removed criterion can be listed.
    beside: Vec<Beside>,
}

impl LaidAmendment {
    /// Makes the change of an agreed criterion; the neighbours of a removed one are added later.
    fn of(
        amendment: Amendment,
        old: &Criterion,
        from: Option<(CriterionKey, ObjectId)>,
        home: Option<RepoPath>,
    ) -> Self {
        Self {
            amendment,
            old: Some(old.clone()),
            from,
            home,
            beside: Vec::new(),
        }
    }

    /// Makes the change that adds a criterion nobody agreed to yet.
    fn new_criterion(amendment: Amendment) -> Self {
        Self {
            amendment,
            old: None,
            from: None,
            home: None,
            beside: Vec::new(),
        }
    }
}

/// Results for the agreed criteria, collected one after the other.
struct AgreedResults<'a> {
    record: &'a Record,
    /// The criteria under review, by key.
    here: HashMap<CriterionKey, &'a Criterion>,
    /// Those of them that were agreed, with any text.
    reached: HashSet<CriterionKey>,
    amendments: Vec<LaidAmendment>,
    agreed: usize,
}

impl<'a> AgreedResults<'a> {
    fn new(specs: &'a [Spec], record: &'a Record) -> Self {
        let keyed = |spec: &'a Spec| {
            spec.criteria.iter().map(|item| {
                (
                    CriterionKey {
                        spec: spec.path.clone(),
                        id: item.id.clone(),
                    },
                    item,
                )
            })
        };
        Self {
            record,
            here: specs.iter().flat_map(keyed).collect(),
            reached: HashSet::new(),
            amendments: Vec::new(),
            agreed: 0,
        }
    }

    /// Returns the agreed text of a criterion: its text at the baseline, with the changes agreed
    /// since.
    fn standing(&self, criterion: &Criterion) -> AmendedText {
        let mut standing = AmendedText {
            digest: criterion.digest,
            text: criterion.text.clone(),
            is_dropped: false,
            changes: 0,
        };
        let mut met = HashSet::from([criterion.digest]);
        loop {
            let mut agreed = self.record.amendments.iter().filter_map(|(change, given)| {
                let last = given.last()?;
                (change.from == Some(standing.digest) && last.value.is_agreed)
                    .then_some((change, last))
            });
            let Some((change, given)) = agreed.next_back() else {
                return standing;
            };
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

    /// Adds an agreed criterion of a spec that changed since.
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
                // The parts that a criterion was split into are not new.
                self.reached.extend(fate.to.iter().skip(1).cloned());
                fate.to.first().cloned()
            }
            Now::Former(_) => None,
            Now::NotReviewed(_) => return,
        };
        // Of two merged criteria, the second has no place of its own any more.
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
            let change = TextChange {
                from: Some(standing.digest),
                to: None,
            };
            let after = Untrusted::default();
            let amendment = self.amendment(
                key,
                AmendmentKind::Removed,
                change,
                standing.text,
                after,
                commit,
            );
            self.amendments
                .push(LaidAmendment::of(amendment, criterion, from, home));
            return;
        };
        if item.digest == standing.digest && !standing.is_dropped {
            return;
        }
        let change = TextChange {
            from: Some(standing.digest),
            to: Some(item.digest),
        };
        let after = item.text.clone();
        let amendment = self.amendment(
            to,
            AmendmentKind::Reworded,
            change,
            standing.text,
            after,
            None,
        );
        self.amendments
            .push(LaidAmendment::of(amendment, criterion, from, home));
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
        let said = self
            .record
            .amendments
            .get(&change)
            .and_then(|given| given.last());
        let refused = said.filter(|given| !given.value.is_agreed);
        let state = refused.map_or(AmendmentState::Open, |given| AmendmentState::Refused {
            by: given.by.clone(),
        });
        Amendment {
            criterion,
            kind,
            change,
            before,
            after,
            commit,
            state,
        }
    }

    /// Marks the criteria of unchanged specs as agreed.
    fn keep_unchanged(
        &mut self,
        specs: &[Spec],
        baseline: &Baseline,
        translation: &super::lineages::CriteriaTranslation,
    ) {
        for spec in specs.iter().filter(|spec| baseline.covers(&spec.path)) {
            for item in &spec.criteria {
                let key = CriterionKey {
                    spec: spec.path.clone(),
                    id: item.id.clone(),
                };
                if translation.of(&key) == Some(Now::Unchanged) {
                    self.reached.insert(key);
                }
            }
        }
    }

    /// Adds criteria without an agreed predecessor as new, in specs that have an agreed version.
    fn add_new(&mut self, specs: &[Spec], baselines: &baseline::Baselines) {
        for spec in specs.iter().filter(|spec| baselines.has_agreed(&spec.path)) {
            let items = spec
                .criteria
                .iter()
                .filter(|item| item.kind == CriterionKind::Criterion);
            for item in items {
                let key = CriterionKey {
                    spec: spec.path.clone(),
                    id: item.id.clone(),
                };
                if self.reached.contains(&key) {
                    continue;
                }
                let change = TextChange {
                    from: None,
                    to: Some(item.digest),
                };
                let said = self
                    .record
                    .amendments
                    .get(&change)
                    .and_then(|given| given.last());
                if said.is_some_and(|given| given.value.is_agreed) {
                    self.agreed += 1;
                    continue;
                }
                let before = Untrusted::default();
                let after = item.text.clone();
                let amendment =
                    self.amendment(key, AmendmentKind::Added, change, before, after, None);
                self.amendments
                    .push(LaidAmendment::new_criterion(amendment));
            }
        }
    }
}

/// Makes the key under which a removed criterion is listed: its last id, followed by digits of its
/// text's digest where another criterion has the id now.
pub(super) fn former_key(
    former: &Former,
    said_of: Option<Digest>,
    is_taken: impl Fn(&CriterionKey) -> bool,
) -> CriterionKey {
    let digest = former
        .criterion
        .as_ref()
        .map(|criterion| criterion.digest)
        .or(said_of);
    apart(&former.key, digest, is_taken)
}

/// Makes a unique key for a criterion whose id another one may have.
fn apart(
    key: &CriterionKey,
    text: Option<Digest>,
    is_taken: impl Fn(&CriterionKey) -> bool,
) -> CriterionKey {
    if !is_taken(key) {
        return key.clone();
    }
    let digits = text.map_or("former".to_owned(), |text| text.short(7));
    let id = format!("{}~{digits}", key.id)
        .parse()
        .or_else(|_| format!("former~{digits}").parse());
    CriterionKey {
        spec: key.spec.clone(),
        id: id.unwrap_or_else(|_| key.id.clone()),
    }
}
