//! Computes today's names for the names in the record.
//!
//! Owns the order: first the increments are recognised by their content, then each statement gets
//! the criterion and the round that has its content now. Statements about removed criteria are kept
//! under a unique key.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::agreed::former_key;
use super::deliveries::Deliveries;
use super::lineages::{CriterionMention, Former, Lineages, Now};
use crate::git::Repository;
use crate::model::amendment::{Agreed, AmendmentKind, FormerCriterion};
use crate::model::event::{Body, Event};
use crate::model::id::Digest;
use crate::model::increment::Increment;
use crate::model::names::Names;
use crate::model::spec::{CriterionKey, Spec};
use crate::model::text::Untrusted;
use crate::record::Journal;

/// The current specs and increments, which statements are matched against.
#[derive(Clone, Copy)]
pub struct UnderReview<'a> {
    /// The detected increments.
    pub increments: &'a [Increment],
    /// The specs with the agreed texts.
    pub specs: &'a [Spec],
    /// The agreed spec and its amendments.
    pub agreed: &'a Agreed,
}

/// Today's names, with caches of what was read.
#[derive(Default)]
pub struct NamesCache {
    deliveries: Deliveries,
    former: BTreeMap<CriterionKey, FormerCriterion>,
}

impl NamesCache {
    /// Returns the removed criteria that statements are about.
    pub fn former(&self) -> &BTreeMap<CriterionKey, FormerCriterion> {
        &self.former
    }

    /// Files the statements of both journals under today's names.
    pub fn settle(
        &mut self,
        repository: &Repository,
        review: UnderReview<'_>,
        lineages: &mut Lineages,
        journal: &mut Journal,
        private: &mut Journal,
    ) {
        self.former.clear();
        let criteria = Criteria::new(&review);
        for event in [&*journal, &*private]
            .into_iter()
            .flat_map(|journal| journal.events())
        {
            let spec = event.statement.spec.as_ref();
            if let Some((key, spec)) = criterion_of(&event.statement.body).zip(spec) {
                lineages.tell(key, spec);
            }
        }
        for journal in [journal, private] {
            let written = journal.record().written.clone();
            self.deliveries
                .place(repository, review.increments, &written);
            let mut names = Names::default();
            for event in journal.events().iter().chain(journal.staged()) {
                let rounds = self
                    .deliveries
                    .rounds_of(repository, review.increments, event);
                if !rounds.is_empty() {
                    names.rounds.insert(event.id, rounds);
                }
                if let Some(key) = self.criterion(repository, &criteria, lineages, event) {
                    names.criteria.insert(event.id, key);
                }
            }
            journal.set_names(names);
        }
    }

    /// Returns the criterion that an event is about, where it differs from the one it names.
    fn criterion(
        &mut self,
        repository: &Repository,
        criteria: &Criteria<'_>,
        lineages: &mut Lineages,
        event: &Event,
    ) -> Option<CriterionKey> {
        let named = criterion_of(&event.statement.body)?;
        let spec = event.statement.spec.as_ref();
        let written = CriterionMention {
            key: named.clone(),
            digest: spec.and_then(|spec| spec.criterion),
            blob: spec.and_then(|spec| spec.blob),
            commit: event
                .statement
                .subject
                .as_ref()
                .map(|subject| subject.range.head),
        };
        if criteria.is_just_so(&written) {
            return None;
        }
        let key = match lineages.of_statement(repository, &written) {
            Now::Unchanged | Now::NotReviewed(_) => return None,
            Now::Carried(fate) => fate.to.first()?.clone(),
            Now::Former(former) => match criteria.removed(&former, written.digest) {
                Some(key) => key.clone(),
                None => self.keep(criteria, &former, written.digest),
            },
        };
        (key != *named).then_some(key)
    }

    /// Adds a removed criterion to the list.
    fn keep(
        &mut self,
        criteria: &Criteria<'_>,
        former: &Former,
        said_of: Option<Digest>,
    ) -> CriterionKey {
        let key = former_key(former, said_of, |key| criteria.here.contains(key));
        self.former
            .entry(key.clone())
            .or_insert_with(|| FormerCriterion {
                key: key.clone(),
                text: former
                    .criterion
                    .as_ref()
                    .map_or_else(Untrusted::default, |item| item.text.clone()),
                removed_in: former.removed_in,
                maybe: former.maybe.clone(),
                is_id_reused: former.id_reused,
            });
        key
    }
}

/// Returns the criterion that a statement names, if it is about one.
fn criterion_of(body: &Body) -> Option<&CriterionKey> {
    match body {
        Body::Note { criterion, .. } | Body::Unknown { criterion, .. } => criterion.as_ref(),
        Body::Verdict { criterion, .. }
        | Body::Link { criterion, .. }
        | Body::Unlink { criterion, .. } => Some(criterion),
        _ => None,
    }
}

/// The criteria under review.
struct Criteria<'a> {
    here: HashSet<CriterionKey>,
    /// The texts that are valid for each criterion: the agreed and the delivered one.
    texts: HashMap<CriterionKey, Vec<Digest>>,
    /// Removed criteria that are still judged, by their agreed text.
    removed: HashMap<Digest, &'a CriterionKey>,
}

impl<'a> Criteria<'a> {
    fn new(review: &UnderReview<'a>) -> Self {
        let (mut here, mut texts) = (HashSet::new(), HashMap::<CriterionKey, Vec<Digest>>::new());
        for spec in review.specs {
            for item in &spec.criteria {
                let key = CriterionKey {
                    spec: spec.path.clone(),
                    id: item.id.clone(),
                };
                texts.entry(key.clone()).or_default().push(item.digest);
                here.insert(key);
            }
        }
        let mut removed = HashMap::new();
        for amendment in &review.agreed.amendments {
            texts
                .entry(amendment.criterion.clone())
                .or_default()
                .extend(amendment.change.to);
            if let (AmendmentKind::Removed, Some(from)) = (amendment.kind, amendment.change.from) {
                removed.entry(from).or_insert(&amendment.criterion);
            }
        }
        Self {
            here,
            texts,
            removed,
        }
    }

    /// Whether a statement names a criterion under review by its key and one of its texts.
    fn is_just_so(&self, written: &CriterionMention) -> bool {
        let texts = self.texts.get(&written.key);
        written
            .digest
            .zip(texts)
            .is_some_and(|(digest, texts)| texts.contains(&digest))
    }

    /// Finds the removed criterion that is still judged.
    fn removed(&self, former: &Former, said: Option<Digest>) -> Option<&'a CriterionKey> {
        let last = former.criterion.as_ref().map(|item| item.digest);
        [said, last]
            .into_iter()
            .flatten()
            .find_map(|digest| self.removed.get(&digest).copied())
    }
}
