//! Writes rounds as JSON.

use serde::Serialize;

use super::{ListedRound, RoundStep};
use crate::cli::said;
use crate::model::increment::{Commit, Increment};
use crate::model::record::Record;
use crate::rounds::{CommitPair, FileRound, LineCounts};

#[derive(Serialize)]
pub(super) struct RoundsJson {
    version: u8,
    increments: Vec<IncrementRoundsJson>,
}

#[derive(Serialize)]
struct IncrementRoundsJson {
    id: String,
    rounds: Vec<RoundJson>,
}

#[derive(Serialize)]
struct RoundJson {
    round: u32,
    base: Option<String>,
    head: String,
    delivered: Option<String>,
    first_said: Option<String>,
    outcome: Option<RoundOutcomeJson>,
    missing: Option<String>,
    change: Option<ChangeJson>,
    error: Option<String>,
}

#[derive(Serialize)]
struct RoundOutcomeJson {
    outcome: &'static str,
    by: String,
    at: String,
}

#[derive(Serialize)]
struct ChangeJson {
    kind: &'static str,
    onto: Option<String>,
    own: LinesJson,
    rebase: LinesJson,
    hunks: HunksJson,
    files: Vec<FileJson>,
    commits: Vec<PairJson>,
    criteria: Vec<CriterionJson>,
    left_out: Vec<String>,
}

#[derive(Serialize)]
struct LinesJson {
    added: u32,
    removed: u32,
}

#[derive(Serialize)]
struct HunksJson {
    unchanged: u32,
    changed: u32,
    gone: u32,
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
            rounds: rounds.iter().map(|of| round(record, of)).collect(),
        };
    RoundsJson {
        version: 1,
        increments: listed.iter().map(increment).collect(),
    }
}

fn round(record: &Record, of: &ListedRound<'_>) -> RoundJson {
    let outcome = of.decision.map(|decision| RoundOutcomeJson {
        outcome: decision.given.value.0.name(),
        by: record.name_of(&decision.given.by).lossy().into_owned(),
        at: said::time(decision.given.at),
    });
    let change = of.change.as_ref();
    RoundJson {
        round: of.number,
        base: of.range.base.map(|base| base.to_string()),
        head: of.range.head.to_string(),
        delivered: of.delivered.map(said::time),
        first_said: of.first_said.map(said::time),
        outcome,
        missing: of.missing.clone(),
        change: change.and_then(|change| Some(step(change.as_ref().ok()?))),
        error: change.and_then(|change| Some(format!("{:#}", change.as_ref().err()?))),
    }
}

fn step(step: &RoundStep) -> ChangeJson {
    let change = &step.change;
    let onto = match change.kind {
        crate::rounds::RoundKind::RebasedOnly { onto } => onto,
        _ => None,
    };
    let criteria = step.criteria.changes.iter().map(|changed| CriterionJson {
        spec: changed.key.spec.lossy().into_owned(),
        id: changed.key.id.to_string(),
        kind: changed.kind,
        now: changed.now.iter().map(|key| key.id.to_string()).collect(),
    });
    ChangeJson {
        kind: change.kind.name(),
        onto: onto.map(|onto| onto.to_string()),
        own: lines(change.own),
        rebase: lines(change.rebase),
        hunks: HunksJson {
            unchanged: change.hunks.unchanged,
            changed: change.hunks.changed,
            gone: change.hunks.gone,
        },
        files: change.files.iter().map(file).collect(),
        commits: change.commits.pairs.iter().map(pair).collect(),
        criteria: criteria.collect(),
        left_out: [
            &change.not_comparable[..],
            &change.commits.left_out,
            &step.criteria.left_out,
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
