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
use crate::model::round_evidence::RoundEvidence;
use crate::model::spec::{CriterionKey, CriterionKind, Spec};
use crate::trace::{self, Bearing, Coverage, CoveredUnit, IncrementTrace};

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
    let mut found = RoundEvidence {
        unread: old.trace.unread() + new.trace.unread(),
        ..RoundEvidence::default()
    };
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

/// Reads two rounds of an increment through, and compares the lines that bear on each criterion.
///
/// # Errors
/// When the range of a round cannot be read.
pub fn evidence_of_rounds(
    repository: &Repository,
    (record, specs, known): (&Record, &[Spec], (&Then, &Later)),
    (increment, [old, new]): (&Increment, [CommitRange; 2]),
) -> Result<RoundEvidence> {
    let mut allowance = Allowance::default();
    let mut read = |range| {
        let round = (increment, range);
        TracedRound::read(repository, record, specs, round, known, &mut allowance)
    };
    let (old, new) = (read(old)?, read(new)?);
    Ok(evidence_between(repository, specs, &old, &new))
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
