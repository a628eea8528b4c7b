//! Writes rounds as JSON.

use serde::Serialize;

use super::{ListedRound, RoundStep};
use crate::cli::said;
use crate::model::increment::{Commit, Increment};
use crate::model::record::Record;
use crate::model::spec::CriterionKey;
use crate::rounds::{CommitPair, FileRound, LineCounts, RoundKind};

#[derive(Serialize)]
pub(super) struct RoundsJson {
    version: u8,
    increments: Vec<IncrementRoundsJson>,
}

#[derive(Serialize)]
struct IncrementRoundsJson {
    id: String,
    names: Vec<String>,
    rounds: Vec<RoundJson>,
}

#[derive(Serialize)]
struct RoundJson {
    round: u32,
    base: Option<String>,
    head: String,
    delivered: Option<String>,
    seen_at: Option<String>,
    outcome: Option<&'static str>,
    outcome_by: Option<String>,
    outcome_at: Option<String>,
    kept: Option<KeptJson>,
    missing: Option<String>,
    since_previous: Option<StepJson>,
    error: Option<String>,
}

#[derive(Serialize)]
struct KeptJson {
    at: String,
    bytes: u64,
    left_out: Vec<String>,
}

#[derive(Serialize)]
struct StepJson {
    kind: &'static str,
    rebase_only: bool,
    onto: Option<String>,
    files: Vec<String>,
    file_changes: Vec<FileJson>,
    hunks_changed: u32,
    hunks_unchanged: u32,
    hunks_gone: u32,
    hunks_unasked: usize,
    own: LinesJson,
    rebase: LinesJson,
    commits: Vec<PairJson>,
    criteria_changed: Vec<String>,
    criteria_unchanged: Vec<String>,
    criteria: Vec<CriterionJson>,
    left_out: Vec<String>,
}

#[derive(Serialize)]
struct LinesJson {
    added: u32,
    removed: u32,
}

#[derive(Serialize)]
struct FileJson {
    path: String,
    was: Option<String>,
    own: LinesJson,
    rebase: LinesJson,
    base_lines_gone: u32,
    whole: Option<String>,
    counted: bool,
}

#[derive(Serialize)]
struct PairJson {
    state: &'static str,
    by: Option<&'static str>,
    same_patch: bool,
    old: Option<CommitJson>,
    new: Option<CommitJson>,
    held_by: Option<String>,
}

#[derive(Serialize)]
struct CommitJson {
    id: String,
    subject: String,
}

#[derive(Serialize)]
struct CriterionJson {
    spec: String,
    id: String,
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    now: Vec<String>,
}

/// Converts the rounds of increments.
pub(super) fn of(record: &Record, listed: &[(&Increment, Vec<ListedRound<'_>>)]) -> RoundsJson {
    let increment =
        |(increment, rounds): &(&Increment, Vec<ListedRound<'_>>)| IncrementRoundsJson {
            id: increment.id.to_string(),
            names: increment.names.iter().map(ToString::to_string).collect(),
            rounds: rounds.iter().map(|of| round(record, of)).collect(),
        };
    RoundsJson {
        version: 1,
        increments: listed.iter().map(increment).collect(),
    }
}

fn round(record: &Record, of: &ListedRound<'_>) -> RoundJson {
    let given = of.decision.map(|decision| &decision.given);
    let change = of.change.as_ref();
    RoundJson {
        round: of.number,
        base: of.range.base.map(|base| base.to_string()),
        head: of.range.head.to_string(),
        delivered: of.delivered.map(said::time),
        seen_at: of.seen.map(said::time),
        outcome: given.map(|given| given.value.0.name()),
        outcome_by: given.map(|given| record.name_of(&given.by).lossy().into_owned()),
        outcome_at: given.map(|given| said::time(given.at)),
        kept: of.kept.as_ref().map(|kept| KeptJson {
            at: said::time(kept.at),
            bytes: kept.bytes,
            left_out: kept.left_out.clone(),
        }),
        missing: of.missing.clone(),
        since_previous: change.and_then(|change| Some(step(change.as_ref().ok()?))),
        error: change.and_then(|change| Some(format!("{:#}", change.as_ref().err()?))),
    }
}

fn step(step: &RoundStep) -> StepJson {
    let RoundStep {
        change,
        criteria,
        evidence,
    } = step;
    let (rebase_only, onto) = match change.kind {
        RoundKind::RebasedOnly { onto } => (true, onto),
        RoundKind::Nothing | RoundKind::Changed | RoundKind::NotComparable => (false, None),
    };
    let changed = criteria.changes.iter().map(|changed| CriterionJson {
        spec: changed.key.spec.lossy().into_owned(),
        id: changed.key.id.to_string(),
        kind: changed.kind,
        now: changed.now.iter().map(|key| key.id.to_string()).collect(),
    });
    let is_reworded = |key: &&CriterionKey| {
        let mut changes = criteria.changes.iter();
        changes.any(|changed| changed.kind == "reworded" && changed.key == **key)
    };
    let (reworded, same): (Vec<&CriterionKey>, Vec<&CriterionKey>) =
        evidence.unchanged.iter().partition(is_reworded);
    let ids = |keys: Vec<&CriterionKey>| keys.iter().map(|key| key.id.to_string()).collect();
    let files: Vec<FileJson> = change.files.iter().map(file).collect();
    StepJson {
        kind: change.kind.name(),
        rebase_only,
        onto: onto.map(|onto| onto.to_string()),
        files: files.iter().map(|file| file.path.clone()).collect(),
        file_changes: files,
        hunks_changed: change.hunks.changed,
        hunks_unchanged: change.hunks.unchanged,
        hunks_gone: change.hunks.gone,
        hunks_unasked: evidence.unasked,
        own: lines(change.own),
        rebase: lines(change.rebase),
        commits: change.commits.pairs.iter().map(pair).collect(),
        criteria_changed: ids(evidence.changed.iter().chain(reworded).collect()),
        criteria_unchanged: ids(same),
        criteria: changed.collect(),
        left_out: [
            &change.not_comparable[..],
            &change.commits.left_out,
            &criteria.left_out,
        ]
        .concat(),
    }
}

fn lines(counts: LineCounts) -> LinesJson {
    LinesJson {
        added: counts.added,
        removed: counts.removed,
    }
}

fn file(file: &FileRound) -> FileJson {
    let was = file.was.as_ref();
    FileJson {
        path: file.path.lossy().into_owned(),
        was: was.map(|was| was.lossy().into_owned()),
        own: lines(file.own),
        rebase: lines(file.rebase),
        base_lines_gone: file.left_out,
        whole: file.whole.as_ref().map(|why| why.words()),
        counted: file.is_counted,
    }
}

fn pair(pair: &CommitPair) -> PairJson {
    let commit = |commit: &Commit| CommitJson {
        id: commit.id.to_string(),
        subject: commit.subject().lossy().into_owned(),
    };
    PairJson {
        state: pair.state.name(),
        by: pair.by.map(|by| by.name()),
        same_patch: pair.same_patch,
        old: pair.old.as_ref().map(commit),
        new: pair.new.as_ref().map(commit),
        held_by: pair.held_by.map(|by| by.to_string()),
    }
}
