//! Whose turn it is: what waits for the contractor, what for the reviewers, and since when.
//!
//! Owns the rules, which the guide states. The screen and `status` both ask here, so that they
//! never disagree. Knows the record and when rounds were delivered; no repository, no clock.

use std::collections::{HashMap, HashSet};

use super::id::IncrementId;
use super::increment::Increment;
use super::index::{IncrementIndex, IndexedVec, Indexes};
use super::note::{Thread, ThreadState};
use super::record::{Record, Subject};
use super::spec::CriterionKey;
use super::time::Timestamp;
use super::verdict::{CriterionState, Outcome};

/// One of the two sides between which an increment goes back and forth.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Party {
    /// The side that delivers.
    Contractor,
    /// The side that judges.
    Reviewers,
}

impl Party {
    /// Returns the name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Contractor => "contractor",
            Self::Reviewers => "reviewers",
        }
    }

    /// Says whose turn it is.
    pub fn turn(self) -> &'static str {
        match self {
            Self::Contractor => "the contractor's turn",
            Self::Reviewers => "the reviewers' turn",
        }
    }
}

/// The items that wait for each side. Both sides may have some, or neither.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Turn {
    /// What waits for the contractor.
    pub contractor: Contractor,
    /// What waits for the reviewers.
    pub reviewers: Reviewers,
    /// Whose turn that makes it, for one increment; see [`of_increments`].
    pub whose: Option<Party>,
}

/// What waits for the contractor.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Contractor {
    /// When the oldest item began to wait.
    pub since: Option<Timestamp>,
    /// Blocking notes that are open.
    pub notes: usize,
    /// Criteria that are not met.
    pub criteria: usize,
}

/// What waits for the reviewers.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Reviewers {
    /// When the oldest item began to wait.
    pub since: Option<Timestamp>,
    /// Notes that the contractor says are fixed.
    pub addressed: usize,
    /// Criteria with lapsed verdicts.
    pub stale: usize,
    /// Criteria that nobody has judged; not counted for a single increment.
    pub unreviewed: usize,
    /// Criteria on which reviewers differ.
    pub disputed: usize,
    /// Whether the newest round of an increment has no outcome yet.
    pub undecided: bool,
    /// Whether nobody has written anything about that round yet.
    pub unseen: bool,
}

impl Contractor {
    /// Whether nothing waits.
    pub fn is_idle(&self) -> bool {
        self.notes + self.criteria == 0
    }

    /// Lists what waits: `2 blocking notes, 1 criterion not met`.
    pub fn words(&self) -> String {
        counted(&[
            (self.notes, "blocking note", "blocking notes"),
            (self.criteria, "criterion not met", "criteria not met"),
        ])
    }
}

impl Reviewers {
    /// Whether nothing waits except an increment's outcome.
    pub fn is_idle(&self) -> bool {
        self.addressed + self.stale + self.unreviewed + self.disputed == 0
    }

    /// Lists what waits, in words.
    pub fn words(&self) -> String {
        let words = counted(&[
            (
                self.addressed,
                "addressed note to verify",
                "addressed notes to verify",
            ),
            (
                self.stale,
                "criterion to check again",
                "criteria to check again",
            ),
            (
                self.unreviewed,
                "criterion not reviewed",
                "criteria not reviewed",
            ),
            (self.disputed, "criterion disputed", "criteria disputed"),
        ]);
        match (words.is_empty(), self.undecided, self.unseen) {
            (false, ..) => words,
            (true, true, true) => "not looked at yet".to_owned(),
            (true, true, false) => "no outcome yet".to_owned(),
            (true, false, _) => String::new(),
        }
    }
}

impl Turn {
    /// Computes the turn from criteria with their states, and threads. `delivered` is the time of
    /// the head under review. Each `since` is when the oldest waiting item began to wait.
    pub fn over<'a>(
        record: &Record,
        states: impl IntoIterator<Item = (&'a CriterionKey, CriterionState)>,
        threads: impl IntoIterator<Item = &'a Thread>,
        delivered: Option<Timestamp>,
    ) -> Self {
        let mut turn = Self::default();
        for (key, state) in states {
            let given = record.verdicts_on(key).map(|given| given.at).max();
            turn.add_criterion(state, given, oldest);
        }
        if turn.reviewers.stale + turn.reviewers.unreviewed > 0 {
            oldest(&mut turn.reviewers.since, delivered);
        }
        for thread in threads {
            turn.add_thread(thread, oldest);
        }
        turn
    }

    fn add_criterion(&mut self, state: CriterionState, given: Option<Timestamp>, asked: Keep) {
        match state {
            CriterionState::Judged(verdict) if verdict.is_snag() => {
                self.contractor.criteria += 1;
                asked(&mut self.contractor.since, given);
            }
            CriterionState::Judged(_) => {}
            CriterionState::Disputed => {
                self.reviewers.disputed += 1;
                oldest(&mut self.reviewers.since, given);
            }
            CriterionState::Stale => self.reviewers.stale += 1,
            CriterionState::Unreviewed => self.reviewers.unreviewed += 1,
        }
    }

    fn add_thread(&mut self, thread: &Thread, asked: Keep) {
        if thread.retracted || thread.private {
            return;
        }
        match thread.state {
            ThreadState::Open if thread.body.blocks() => {
                self.contractor.notes += 1;
                asked(&mut self.contractor.since, Some(thread.since));
            }
            ThreadState::Addressed { .. } => {
                self.reviewers.addressed += 1;
                oldest(&mut self.reviewers.since, Some(thread.since));
            }
            _ => {}
        }
    }

    /// Returns since when it has been their turn.
    pub fn since(&self) -> Option<Timestamp> {
        match self.whose? {
            Party::Contractor => self.contractor.since,
            Party::Reviewers => self.reviewers.since,
        }
    }

    /// Describes what that side has to do.
    pub fn words(&self) -> String {
        match self.whose {
            Some(Party::Contractor) => self.contractor.words(),
            Some(Party::Reviewers) => self.reviewers.words(),
            None => String::new(),
        }
    }
}

/// Computes the turn of each increment, given when its newest round was delivered. A verdict
/// belongs to the increment that it was given on.
///
/// The first rule that applies decides:
/// - Requests to the contractor (open blocking notes, verdicts that are not met) make it their turn
///   since the newest request, once a reviewer has written about the newest round and unless
///   something waits for the reviewers. An outcome of "changes requested" makes it theirs in any
///   case.
/// - Items for the reviewers (notes addressed, verdicts lapsed or disputed) make it the reviewers'
///   turn since the oldest item.
/// - A round without an outcome makes it the reviewers' turn since its delivery.
/// - Otherwise it is nobody's turn.
pub fn of_increments(
    record: &Record,
    increments: &[Increment],
    delivered: impl Fn(IncrementIndex) -> Option<Timestamp>,
) -> IndexedVec<IncrementIndex, Turn> {
    let indexes = || Indexes::<IncrementIndex>::first(increments.len());
    let index: HashMap<&IncrementId, IncrementIndex> = increments
        .iter()
        .map(|found| &found.id)
        .zip(indexes())
        .collect();
    let mut turns: IndexedVec<IncrementIndex, Turn> =
        vec![Turn::default(); increments.len()].into();
    let mut seen: HashSet<IncrementIndex> = HashSet::new();
    let mut see = |subject: Option<&Subject>| {
        let at = subject.and_then(|subject| {
            let at = *index.get(subject.increment.as_ref()?)?;
            let found = increments.get(at.get())?;
            (subject.range.head == found.range.head).then_some(at)
        });
        seen.extend(at);
    };
    for (key, given) in &record.verdicts {
        given.iter().for_each(|given| see(given.subject.as_deref()));
        let last = record.verdicts_on(key).last();
        let on = last.and_then(|given| given.increment());
        let turn = on.and_then(|on| turns.get_mut(*index.get(on)?));
        if let Some((turn, last)) = turn.zip(last) {
            turn.add_criterion(record.state_of(key), Some(last.at), newest);
        }
    }
    for thread in record
        .threads
        .iter()
        .filter(|thread| !thread.retracted && !thread.private)
    {
        if record.is_reviewer(&thread.author) {
            see(thread.subject.as_deref());
        }
        let on = thread.place.increment.as_ref();
        if let Some(turn) = on.and_then(|on| turns.get_mut(*index.get(on)?)) {
            turn.add_thread(thread, newest);
        }
    }
    let newest_delivery = indexes().filter_map(&delivered).max();
    for ((at, turn), increment) in turns.entries_mut().zip(increments) {
        let outcome = record.standing(increment);
        let outcome = outcome.is_decided.then_some(outcome.outcome);
        turn.decide(
            outcome,
            seen.contains(&at) || outcome.is_some(),
            delivered(at),
            newest_delivery,
        );
    }
    turns
}

impl Turn {
    fn decide(
        &mut self,
        outcome: Option<Outcome>,
        seen: bool,
        delivered: Option<Timestamp>,
        lapsed: Option<Timestamp>,
    ) {
        let reviewers = &mut self.reviewers;
        if reviewers.stale > 0 {
            oldest(&mut reviewers.since, lapsed);
        }
        reviewers.undecided = matches!(outcome, None | Some(Outcome::InReview));
        reviewers.unseen = !seen;
        let waits = !reviewers.is_idle();
        let asked = outcome == Some(Outcome::ChangesRequested);
        if reviewers.undecided && !waits {
            reviewers.since = delivered;
        }
        let undecided = reviewers.undecided;
        self.whose = if !self.contractor.is_idle() && (asked || (seen && !waits)) {
            Some(Party::Contractor)
        } else if waits || undecided {
            Some(Party::Reviewers)
        } else {
            None
        };
    }
}

/// Chooses which of two times to keep.
type Keep = fn(&mut Option<Timestamp>, Option<Timestamp>);

fn oldest(since: &mut Option<Timestamp>, from: Option<Timestamp>) {
    *since = (*since).into_iter().chain(from).min();
}

fn newest(since: &mut Option<Timestamp>, from: Option<Timestamp>) {
    *since = (*since).into_iter().chain(from).max();
}

/// Joins the counts that are not zero with commas.
fn counted(what: &[(usize, &str, &str)]) -> String {
    let there = what.iter().filter(|(number, ..)| *number > 0);
    let words = there
        .map(|(number, one, more)| format!("{number} {}", if *number == 1 { one } else { more }));
    words.collect::<Vec<_>>().join(", ")
}
