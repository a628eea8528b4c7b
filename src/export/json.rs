//! Writes the summary as JSON, for other programs.
//!
//! Owns the shape, which other programs rely on. Text is unchanged, except that JSON escapes
//! replace characters that act on a terminal.

mod criteria;
mod increments;
mod notes;
mod values;

use serde_json::{Value, json};

use crate::model::amendment::Amendment;
use crate::model::summary::{NewSince, Summary};
use crate::model::verdict::CriterionState;
use crate::safe;

use criteria::{criterion, former, unclaimed};
use increments::{increment, left_out};
use notes::{note, note_ids};
use values::{key, object, subject, text, time};

/// Writes the summary as JSON, in one object:
///
/// - `version`: 1. `snaglist`: the version that wrote it. `repository`: its name.
/// - `period`: null for an empty record, else `from`, `to`.
/// - `people`: `writer`, `name`, `role` (`reviewer`, `contractor`, `observer`), `pending` (null, or
///   the role that somebody claims without being admitted: what they wrote does not count),
///   `events` written.
/// - `specs`: `path`, `title`, `blob` (null outside the repository), `digest`, `left_out` (how many
///   lines look like criteria and were left out).
/// - `increments`, oldest first: `id`, `title`, `source`, `base` (null: from nothing), `head`,
///   `round`, `earlier` (`base`, `head` of the rounds before), `since_previous` (sentences: what
///   changed since the round before), `commits`, `more_commits` (not all
///   were read), `unpaired` (the search for renamed and copied files was incomplete), `files`,
///   `insertions`, `deletions`, `hunks` (without moved, generated and similar ones), `claimed` (how
///   many of the hunks), `left_out` (mentions of criteria that do not count: `commit`, or `what`
///   for a file or branch, `criteria`, `why`) (all numbers null where the increment could not be
///   read), `unread` (what the counts leave out, and why), `unread_files`, `names` (all its names),
///   `merged_in` (a commit, or null), `outcome` of the newest round, `outcome_before` (null, or
///   `round`, `outcome`, `head` of the last decision about an earlier one), `check_again` (criteria
///   that the outcome rested on and that are to be checked again), `outcomes` (those in force: `outcome`, `by`, `at`, `base`, `head`, `comment`, `stands`, `taken_back`),
///   `outcome_history` (all of them), `hidden` (in words, empty for none), `hidden_in` (`commit` or
///   `path`, `what`).
/// - `left_out`, history that is in no increment: `count`, `why` (words that continue the count),
///   `some` (names).
/// - `new_since`, null unless only what is new since a round is asked for: `increment`, `round`,
///   `base` and `head` of that round, `from` (when later rounds began), `changes` (sentences),
///   `notes` (ids) and `criteria` that are new, answered, changed or lapsed. All else is there too.
/// - `counts`: of criteria by state, then `criteria` in all, `unmet` and `notes`: the two kinds of
///   snags.
/// - `criteria`, in the order of the specs, then others that somebody wrote about: `spec`, `id`,
///   `counts` (false for a task, and for a criterion that no spec has), `section`, `text`, `line`
///   (null when gone), `claim`, `state`, `verdicts` (`verdict`, `by`, `at`, `increment`, `head`,
///   `comment`, `stale`, `restored`: lapsed for a while, and holds again), `evidence` (`increment`,
///   `kind`: `declared` or `confirmed`, `by`: a writer or how it was declared, then `commit` and `subject`, or `path` with `hunk`, `side`,
///   `lines`), `more_evidence`, `reach` (`commits`, `files`, `more_files`, `hunks`, `tests`,
///   `by_commit_only` (hunks linked only through their commit that contain nothing of the
///   criterion): totals of the evidence), `notes` (ids).
/// - `agreed`: `at` (the commit with the agreed specs, or null), `because`, `agreed` (how many
///   changes were agreed), `amendments` (`spec`, `criterion`, `kind`: `added`, `removed`,
///   `reworded`, `commit`, `state`: `open`, `refused`, `before`, `after`). `former`, removed
///   criteria: `spec`, `id`, `text`, `removed_in`, `maybe` (an id), `id_reused`.
/// - `unclaimed`, changes without a linked criterion: `increment`, `path`, `hunks` (`side`,
///   `lines`; none for a file without lines).
/// - `snags`: `criterion` (`spec`, `id`; null for none), `unmet`, `notes` (ids).
/// - `notes`, in the order in which they were opened: `id`, `label`, `blocking`, `snag`, `state`,
///   `state_by`, `commit` (named by the contractor), `criterion`, `increment`, `head`, `written_on`
///   (the commit with the version of the file that `lines` refer to, if not `head` or its base),
///   `path`, `side`, `lines`, `code`, `text`, `author`, `at`, `edited`, `replies` (`id`, `author`,
///   `at`, `text`).
/// - `sign_offs`: `by`, `at`, `increment`, `head`, `comment`. `remarks`: lines of text.
/// - `record`: `events`, `digest`, `unknown`, `retracted`, `damaged` (`file`, `why`).
///
/// States, verdicts and outcomes have the names that `status --json` and the command line use.
/// Writers are ids, see `people`. Ids are whole, times are RFC 3339 in UTC (null if none), `lines`
/// are `first` and `last`, 1-based. Bytes that are not UTF-8 are replaced by U+FFFD. Ends with a
/// line break.
pub fn json(summary: &Summary) -> String {
    safe::json(&format!("{:#}", root(summary))) + "\n"
}

fn root(summary: &Summary) -> Value {
    let people = summary.people.iter().map(|(writer, person)| {
        json!({
            "writer": writer.as_str(),
            "name": text(&person.name),
            "role": person.role.name(),
            "pending": person.pending.map(|role| role.name()),
            "events": person.events,
        })
    });
    let specs = summary.specs.iter().map(|spec| {
        json!({
            "path": spec.path.lossy(),
            "title": text(&spec.title),
            "blob": object(spec.blob),
            "digest": spec.digest.to_string(),
            "left_out": spec.left_out,
        })
    });
    let snags = summary.snags.iter().map(|group| {
        let criterion = group
            .criterion
            .and_then(|index| summary.criteria.get(index));
        json!({
            "criterion": criterion.map(|criterion| key(&criterion.key)),
            "unmet": group.unmet,
            "notes": note_ids(summary, &group.threads),
        })
    });
    let sign_offs = summary.sign_offs.iter().map(|given| {
        let (increment, head) = subject(given.subject.as_deref());
        json!({
            "by": given.by.as_str(),
            "at": time(given.at),
            "increment": increment,
            "head": head,
            "comment": text(&given.value),
        })
    });
    let damaged = summary.record.damaged.iter();
    let damaged = damaged.map(|damaged| json!({ "file": damaged.file, "why": damaged.why }));
    json!({
        "version": 1,
        "snaglist": env!("CARGO_PKG_VERSION"),
        "repository": text(&summary.repository),
        "period": summary.period.map(|(from, to)| json!({ "from": time(from), "to": time(to) })),
        "people": people.collect::<Value>(),
        "specs": specs.collect::<Value>(),
        "increments": summary.increments.iter().map(increment).collect::<Value>(),
        "left_out": summary.left_out.iter().map(left_out).collect::<Value>(),
        "counts": counts(summary),
        "criteria": summary.criteria.iter().map(|of| criterion(summary, of)).collect::<Value>(),
        "agreed": agreed(summary),
        "former": summary.former.iter().map(former).collect::<Value>(),
        "unclaimed": summary.unclaimed.iter().map(|of| unclaimed(summary, of)).collect::<Value>(),
        "snags": snags.collect::<Value>(),
        "notes": summary.threads.iter().map(|thread| note(summary, thread)).collect::<Value>(),
        "sign_offs": sign_offs.collect::<Value>(),
        "new_since": summary.new_since.as_ref().map(|new| new_since(summary, new)),
        "remarks": summary.remarks,
        "record": {
            "events": summary.record.events,
            "digest": summary.record.digest.to_string(),
            "unknown": summary.record.unknown,
            "retracted": summary.record.retracted,
            "damaged": damaged.collect::<Value>(),
        },
    })
}

fn new_since(summary: &Summary, new: &NewSince) -> Value {
    let increment = summary.increments.get(new.increment);
    let criteria = new.criteria.iter();
    let criteria = criteria.filter_map(|index| summary.criteria.get(*index));
    json!({
        "increment": increment.map(|of| of.increment.id.as_str()),
        "round": new.round,
        "base": object(new.range.base),
        "head": new.range.head.to_string(),
        "from": new.from.map(time),
        "changes": new.words,
        "notes": note_ids(summary, &new.threads),
        "criteria": criteria.map(|criterion| key(&criterion.key)).collect::<Value>(),
    })
}

fn agreed(summary: &Summary) -> Value {
    let amendment = |amendment: &Amendment| {
        json!({
            "spec": amendment.criterion.spec.lossy(),
            "criterion": amendment.criterion.id.as_str(),
            "kind": amendment.kind.name(),
            "commit": object(amendment.commit),
            "state": amendment.state.name(),
            "before": text(&amendment.before),
            "after": text(&amendment.after),
        })
    };
    json!({
        "at": object(summary.agreed.at),
        "because": summary.agreed.because,
        "agreed": summary.agreed.agreed,
        "amendments": summary.agreed.amendments.iter().map(amendment).collect::<Value>(),
    })
}

fn counts(summary: &Summary) -> Value {
    let (unmet, notes) = summary.snag_counts();
    let states = CriterionState::ALL.map(|state| (state.name(), summary.count(Some(state))));
    let others = [
        ("criteria", summary.count(None)),
        ("unmet", unmet),
        ("notes", notes),
    ];
    let counts = states.into_iter().chain(others);
    Value::Object(
        counts
            .map(|(name, count)| (name.to_owned(), json!(count)))
            .collect(),
    )
}
