//! Finds the criteria whose evidence changed from one round of an increment to a later one.

use anyhow::Result;

use super::allowance::Allowance;
use super::reverts::Later;
use super::stale::stands;
use super::then::Then;
use super::traced::trace_within;
use crate::git::Repository;
use crate::model::change::Side;
use crate::model::id::ObjectId;
use crate::model::increment::{CommitRange, Increment};
use crate::model::record::{Evidence, Record};
use crate::model::spec::{CriterionKey, CriterionKind, Spec};
use crate::trace::{self, Bearing, Coverage, CoveredUnit, IncrementTrace};

/// Maximum number of criteria that are named in a sentence.
const NAMED: usize = 8;

/// What two rounds say of the criteria.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct RoundEvidence {
    /// Criteria with lines that bear on them in one of the rounds and do not stand in the other, in
    /// the order of the specs.
    pub changed: Vec<CriterionKey>,
    /// Criteria with lines that bear on them, all of which stand in both rounds.
    pub unchanged: Vec<CriterionKey>,
    /// The number of hunks of the later round that bear on no criterion, though what they add is not
    /// in the earlier one.
    pub unasked: usize,
}

impl RoundEvidence {
    /// Words it in a sentence: `Evidence of AC-5 and AC-6 changed, of AC-4 did not; 3 hunks that no
    /// criterion asked for.` `None` when there is nothing to say.
    pub fn words(&self) -> Option<String> {
        let mut parts = Vec::new();
        match (listed(&self.changed), listed(&self.unchanged)) {
            (None, None) => {}
            (Some(changed), None) => parts.push(format!("evidence of {changed} changed")),
            (None, Some(same)) => parts.push(format!("evidence of {same} did not change")),
            (Some(changed), Some(same)) => {
                parts.push(format!("evidence of {changed} changed, of {same} did not"));
            }
        }
        match self.unasked {
            0 => {}
            1 => parts.push("1 new hunk that no criterion asked for".to_owned()),
            count => parts.push(format!("{count} new hunks that no criterion asked for")),
        }
        let words = parts.join("; ");
        let mut chars = words.chars();
        let first: String = chars.next()?.to_uppercase().collect();
        Some(format!("{first}{}.", chars.as_str()))
    }
}

/// Lists the ids of criteria: `AC-1, AC-2 and AC-3`, or the first of many and the number of the
/// others; `None` for none.
fn listed(keys: &[CriterionKey]) -> Option<String> {
    let named: Vec<String> = keys
        .iter()
        .take(NAMED)
        .map(|key| key.id.to_string())
        .collect();
    match (named.split_last()?, keys.len() - named.len()) {
        ((only, []), 0) => Some(only.clone()),
        ((last, others), 0) => Some(format!("{} and {last}", others.join(", "))),
        (_, more) => Some(format!("{} and {more} more", named.join(", "))),
    }
}

/// A round that was read through.
#[derive(Clone, Debug)]
pub struct TracedRound {
    head: ObjectId,
    trace: IncrementTrace,
    bearing: Bearing,
}

impl TracedRound {
    /// Reads a round of an increment through, within the remaining budget.
    ///
    /// # Errors
    /// When its range cannot be read.
    pub fn read(
        repository: &Repository,
        record: &Record,
        specs: &[Spec],
        (increment, range): (&Increment, CommitRange),
        (then, later): (&Then, &Later),
        allowance: &mut Allowance,
    ) -> Result<Self> {
        let round = Increment {
            range,
            ..increment.clone()
        };
        let known = (Some(then), later);
        let trace = trace_within(repository, &round, specs, known, (allowance, &|| false))?;
        let trace = trace.unwrap_or_default();
        Ok(Self {
            head: range.head,
            bearing: Bearing::of(&trace, record),
            trace,
        })
    }
}

/// Compares the lines that bear on each criterion in two rounds. A line stands in the other round
/// by its text, so a rebase changes nothing, as it lapses no verdict.
pub fn evidence_between(
    repository: &Repository,
    specs: &[Spec],
    old: &TracedRound,
    new: &TracedRound,
) -> RoundEvidence {
    let all_stand = |evidence: &[Evidence], head: ObjectId| {
        let mut evidence = evidence.iter();
        evidence.all(|file| stands(repository, file, head))
    };
    let mut found = RoundEvidence::default();
    for key in criteria(specs) {
        let then = trace::evidence_in(&old.bearing, &key, &old.trace);
        let now = trace::evidence_in(&new.bearing, &key, &new.trace);
        if then.is_empty() && now.is_empty() {
            continue;
        }
        if all_stand(&then, new.head) && all_stand(&now, old.head) {
            found.unchanged.push(key);
        } else {
            found.changed.push(key);
        }
    }
    let coverage = Coverage::new(&new.trace, &new.bearing, specs);
    let is_new = |unit: &&CoveredUnit| is_new(repository, unit, &new.trace, old.head);
    found.unasked = coverage.open().filter(is_new).count();
    found
}

/// Whether what a hunk adds, or a file without lines is, does not stand at a commit.
fn is_new(
    repository: &Repository,
    unit: &CoveredUnit,
    trace: &IncrementTrace,
    head: ObjectId,
) -> bool {
    let lines = match unit.lines {
        Some((Side::Old, _)) => return false,
        Some((Side::New, lines)) => vec![lines],
        None => Vec::new(),
    };
    let file = trace.files.iter().find(|file| file.path == unit.path);
    let entry = file.and_then(|file| file.change.new.as_ref());
    let evidence = Evidence {
        path: unit.path.clone(),
        blob: entry.map(|entry| entry.id),
        lines,
    };
    !stands(repository, &evidence, head)
}

/// Lists the criteria of the specs.
fn criteria(specs: &[Spec]) -> impl Iterator<Item = CriterionKey> {
    specs.iter().flat_map(|spec| {
        let criteria = spec.criteria.iter();
        let criteria = criteria.filter(|item| item.kind == CriterionKind::Criterion);
        criteria.map(|item| CriterionKey {
            spec: spec.path.clone(),
            id: item.id.clone(),
        })
    })
}
