//! The summary as JSON, for other programs.
//!
//! Owns the shape, which other programs rely on. Text stands there as it was written, but in JSON's own
//! escapes where it would act on a terminal.

use serde_json::{Map, Value, json};

use crate::model::amendment::{Amendment, FormerCriterion};
use crate::model::decision::Decision;
use crate::model::id::ObjectId;
use crate::model::increment::{CommitRange, LeftOut};
use crate::model::link::{LinkKind, LinkTarget};
use crate::model::note::{Thread, ThreadState};
use crate::model::record::{Given, Judgement, Subject};
use crate::model::spec::{CriterionKey, LineRange};
use crate::model::summary::{
    CriterionSummary, Discounted, HiddenPlace, IncrementSummary, Linked, Summary, Unclaimed,
};
use crate::model::text::Untrusted;
use crate::model::time::Timestamp;
use crate::model::verdict::CriterionState;
use crate::safe::Hidden;

/// The summary as JSON, in one object:
///
/// - `version`: 1. `snaglist`: the version that wrote it. `repository`: its name.
/// - `period`: null for an empty record, else `from`, `to`.
/// - `people`: `writer`, `name`, `role` (`reviewer`, `contractor`, `observer`), `events` written.
/// - `specs`: `path`, `title`, `blob` (null outside the repository), `digest`, `left_out` (how many lines look
///   like criteria and were left out).
/// - `increments`, oldest first: `id`, `title`, `source`, `base` (null: from nothing), `head`, `round`,
///   `earlier` (`base`, `head` of the rounds before), `commits`, `more_commits` (not all were read),
///   `unpaired` (not all renamed and copied files were looked for),
///   `files`, `insertions`, `deletions`, `hunks` (those that only moved, are generated and the like left
///   out), `claimed` (of them), `left_out` (what names criteria and does not count: `commit`, or `what` for a file
///   or branch, `criteria`, `why`) (all numbers null where the
///   increment could not be read), `unread` (what is not in those counts and why), `unread_files`, `names` (all that it goes by),
///   `merged_in` (a commit, or null), `outcome` of the newest round, `outcome_before` (null, or `round`,
///   `outcome`, `head` of what was decided of an earlier one), `outcomes` (those that stand: `outcome`,
///   `by`, `at`, `base`, `head`, `comment`, `stands`, `taken_back`), `outcome_history` (all of them),
///   `hidden` (in words, empty for none), `hidden_in` (`commit` or `path`, `what`).
/// - `left_out`, what stands in no increment: `count`, `why` (words that go on from the count), `some` (names).
/// - `counts`: of criteria by state, then `criteria` in all, `unmet` and `notes`: the two kinds of snags.
/// - `criteria`, in the order of the specs, then others that somebody wrote of: `spec`, `id`, `counts`
///   (false for a task, and for what none of the specs has), `section`, `text`, `line` (null when gone),
///   `claim`, `state`, `verdicts` (`verdict`, `by`, `at`, `increment`, `head`, `comment`, `stale`),
///   `evidence` (`increment`, `kind`: `declared` or `confirmed`, `by`: a writer or how it was
///   declared, then `commit` and `subject`, or `path` with `hunk`, `side`, `lines`), `more_evidence`,
///   `reach` (`commits`, `files`, `hunks`, `tests`, `by_commit_only` (hunks linked by nothing but their commit's
///   word, with nothing of the criterion in them): what the evidence comes to), `notes` (ids).
/// - `agreed`: `at` (the commit with the agreed specs, or null), `because`, `agreed` (how many changes were), `amendments`
///   (`spec`, `criterion`, `kind`: `added`, `removed`, `reworded`, `commit`, `state`: `open`, `refused`, `before`,
///   `after`). `former`, criteria that are no more: `spec`, `id`, `text`, `removed_in`, `maybe` (an id), `id_reused`.
/// - `unclaimed`, the changes that no criterion is linked to: `increment`, `path`, `hunks` (`side`,
///   `lines`; none for a file without lines).
/// - `snags`: `criterion` (`spec`, `id`; null for none), `unmet`, `notes` (ids).
/// - `notes`, in the order in which they were opened: `id`, `label`, `blocking`, `snag`, `state`,
///   `state_by`, `commit` (named by the contractor), `criterion`, `increment`, `head`, `written_on` (the commit
///   whose version of the file `lines` are of, where that is not `head` or its base), `path`, `side`,
///   `lines`, `code`, `text`, `author`, `at`, `edited`, `replies` (`id`, `author`, `at`, `text`).
/// - `sign_offs`: `by`, `at`, `increment`, `head`, `comment`. `remarks`: lines of text.
/// - `record`: `events`, `digest`, `unknown`, `retracted`, `damaged` (`file`, `why`).
///
/// States, verdicts and outcomes have the names that `status --json` and the command line use. Writers
/// are ids, see `people`. Ids are whole, times are RFC 3339 in UTC (null if none), `lines` are `first`
/// and `last`, 1-based. What is not UTF-8 is replaced by U+FFFD. Ends with a line break.
pub fn json(summary: &Summary) -> String {
    let text = format!("{:#}", root(summary));
    let mut out = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        if c.is_ascii() && c != '\x7f' || Hidden::of(c.encode_utf8(&mut [0; 4]).as_bytes()).is_empty() {
            out.push(c);
        } else {
            // Such a character can only stand within a string.
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out += &format!("\\u{unit:04x}"));
        }
    }
    out.push('\n');
    out
}

fn root(summary: &Summary) -> Value {
    let people = summary.people.iter().map(|(writer, person)| {
        json!({
            "writer": writer.as_str(),
            "name": text(&person.name),
            "role": person.role.name(),
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
        let criterion = group.criterion.and_then(|index| summary.criteria.get(index));
        json!({
            "criterion": criterion.map(|criterion| key(&criterion.key)),
            "unmet": group.unmet,
            "notes": note_ids(summary, &group.threads),
        })
    });
    let sign_offs = summary.sign_offs.iter().map(|given| {
        let (increment, head) = subject(given.subject.as_ref());
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

fn left_out(left: &LeftOut) -> Value {
    let some = left.some.iter().map(text).collect::<Value>();
    json!({ "count": left.count, "why": left.why, "some": some })
}

fn increment(summary: &IncrementSummary) -> Value {
    let increment = &summary.increment;
    let size = summary.size.as_ref();
    let decision = |decision: &Decision| {
        let given = &decision.given;
        json!({
            "outcome": given.value.0.name(),
            "by": given.by.as_str(),
            "at": time(given.at),
            "base": given.subject.as_ref().map(|subject| object(subject.range.base)),
            "head": subject(given.subject.as_ref()).1,
            "comment": text(&given.value.1),
            "stands": decision.stands,
            "taken_back": decision.is_taken_back,
        })
    };
    let outcomes = summary.decisions.iter().filter(|decision| decision.stands).map(decision);
    let history = summary.decisions.iter().map(decision);
    let before = summary.standing.before.map(|before| {
        json!({
            "round": before.round,
            "outcome": before.outcome.name(),
            "head": before.head.to_string(),
        })
    });
    let hidden_in = summary.hidden_in.iter().map(|hidden| match &hidden.place {
        HiddenPlace::Commit(id) => json!({ "commit": id.to_string(), "what": hidden.what }),
        HiddenPlace::File(path) => json!({ "path": path.lossy(), "what": hidden.what }),
    });
    let range = |range: &CommitRange| json!({ "base": object(range.base), "head": range.head.to_string() });
    json!({
        "id": increment.id.as_str(),
        "title": text(&increment.title),
        "source": increment.source.name(),
        "base": object(increment.range.base),
        "head": increment.range.head.to_string(),
        "round": increment.round,
        "earlier": increment.earlier.iter().map(range).collect::<Value>(),
        "commits": size.ok().map(|size| size.commits),
        "more_commits": size.ok().map(|size| size.more_commits),
        "unpaired": size.ok().map(|size| size.unpaired),
        "files": size.ok().map(|size| size.files),
        "insertions": size.ok().map(|size| size.insertions),
        "deletions": size.ok().map(|size| size.deletions),
        "unread": match size {
            Ok(size) => size.unread_said().map(|said| format!("{said}; `insertions` and `deletions` are without them")),
            Err(why) => Some(why.clone()),
        },
        "unread_files": size.ok().map(|size| size.unread),
        "hunks": size.ok().map(|_| summary.claims.hunks),
        "claimed": size.ok().map(|_| summary.claims.claimed),
        "left_out": summary.claims.left_out.iter().map(discounted).collect::<Value>(),
        "names": increment.names.iter().map(|name| name.as_str()).collect::<Value>(),
        "merged_in": increment.merged_in.map(|id| id.to_string()),
        "outcome": summary.standing.outcome.name(),
        "outcome_before": before,
        "outcomes": outcomes.collect::<Value>(),
        "outcome_history": history.collect::<Value>(),
        "hidden": summary.hidden,
        "hidden_in": hidden_in.collect::<Value>(),
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

fn former(former: &FormerCriterion) -> Value {
    json!({
        "spec": former.key.spec.lossy(),
        "id": former.key.id.as_str(),
        "text": text(&former.text),
        "removed_in": object(former.removed_in),
        "maybe": former.maybe.as_ref().map(|key| key.id.as_str()),
        "id_reused": former.is_id_reused,
    })
}

fn counts(summary: &Summary) -> Value {
    let (unmet, notes) = summary.snag_counts();
    let states = CriterionState::ALL.map(|state| (state.name(), summary.count(Some(state))));
    let others = [("criteria", summary.count(None)), ("unmet", unmet), ("notes", notes)];
    let counts = states.into_iter().chain(others);
    Value::Object(counts.map(|(name, count)| (name.to_owned(), json!(count))).collect())
}

fn criterion(summary: &Summary, criterion: &CriterionSummary) -> Value {
    let item = criterion.item.as_ref();
    let section = item.map(|item| item.section.iter().map(text).collect::<Vec<_>>());
    json!({
        "spec": criterion.key.spec.lossy(),
        "id": criterion.key.id.as_str(),
        "counts": criterion.counts(),
        "section": section.unwrap_or_default(),
        "text": item.map(|item| text(&item.text)),
        "line": item.map(|item| item.lines.first),
        "claim": item.map(|item| item.claim.name()),
        "state": criterion.state.name(),
        "verdicts": criterion.verdicts.iter().map(|given| verdict(summary, given)).collect::<Value>(),
        "evidence": criterion.evidence.iter().map(|linked| evidence(summary, linked)).collect::<Value>(),
        "more_evidence": criterion.more_evidence,
        "reach": reach(criterion),
        "notes": note_ids(summary, &criterion.threads),
    })
}

fn discounted(found: &Discounted) -> Value {
    json!({
        "commit": object(found.commit),
        "what": found.commit.is_none().then(|| text(&found.what)),
        "criteria": found.criteria.iter().map(key).collect::<Value>(),
        "why": found.why,
    })
}

fn reach(criterion: &CriterionSummary) -> Value {
    let reach = &criterion.reach;
    json!({
        "commits": reach.commits.iter().map(|id| json!(id.to_string())).collect::<Value>(),
        "files": reach.files.iter().map(|path| json!(path.lossy())).collect::<Value>(),
        "more_files": reach.more_files,
        "hunks": reach.hunks,
        "tests": reach.tests,
        "by_commit_only": reach.by_commit_only,
    })
}

fn unclaimed(summary: &Summary, unclaimed: &Unclaimed) -> Value {
    let increment = summary.increments.get(unclaimed.increment);
    let places = unclaimed.lines.iter();
    let places = places.map(|(side, place)| json!({ "side": side.name(), "lines": lines(Some(*place)) }));
    json!({
        "increment": increment.map(|summary| summary.increment.id.as_str()),
        "path": unclaimed.path.lossy(),
        "hunks": places.collect::<Value>(),
    })
}

fn verdict(summary: &Summary, given: &Given<Judgement>) -> Value {
    let (increment, head) = subject(given.subject.as_ref());
    json!({
        "verdict": given.value.verdict.map(|verdict| verdict.name()),
        "by": given.by.as_str(),
        "at": time(given.at),
        "increment": increment,
        "head": head,
        "comment": text(&given.value.comment),
        "stale": summary.stale.contains_key(&given.id),
    })
}

fn evidence(summary: &Summary, linked: &Linked) -> Value {
    let (kind, by) = match &linked.kind {
        LinkKind::Declared(by) => ("declared", by.name()),
        LinkKind::Confirmed(by) => ("confirmed", by.as_str()),
    };
    let increment = linked.increment.and_then(|index| summary.increments.get(index));
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| out.insert(key.to_owned(), value);
    put("increment", json!(increment.map(|summary| summary.increment.id.as_str())));
    put("kind", json!(kind));
    put("by", json!(by));
    match &linked.target {
        LinkTarget::Commit(id) => {
            put("commit", json!(id.to_string()));
            put("subject", json!(text(&linked.subject)));
        }
        LinkTarget::File(path) => drop(put("path", json!(path.lossy()))),
        LinkTarget::Hunk { path, digest } => {
            put("path", json!(path.lossy()));
            put("hunk", json!(digest.to_string()));
            put("side", json!(linked.lines.map(|(side, _)| side.name())));
            put("lines", lines(linked.lines.map(|(_, lines)| lines)));
        }
    }
    Value::Object(out)
}

fn note(summary: &Summary, thread: &Thread) -> Value {
    let (state_by, commit) = match &thread.state {
        ThreadState::Open => (None, None),
        ThreadState::Addressed { by, commit } => (Some(by), *commit),
        ThreadState::Verified { by } | ThreadState::Withdrawn { by } => (Some(by), None),
    };
    let anchor = thread.place.anchor.as_ref();
    let replies = thread.replies.iter().filter(|reply| !reply.retracted).map(|reply| {
        json!({
            "id": reply.id.to_string(),
            "author": reply.author.as_str(),
            "at": time(reply.at),
            "text": text(&reply.text),
        })
    });
    json!({
        "id": thread.id.to_string(),
        "label": thread.body.label.name(),
        "blocking": thread.body.blocks(),
        "snag": thread.is_snag(),
        "state": thread.state.name(),
        "state_by": state_by.map(|by| by.as_str()),
        "commit": object(commit),
        "criterion": thread.place.criterion.as_ref().map(key),
        "increment": thread.place.increment.as_ref().map(|id| id.as_str()),
        "head": subject(thread.subject.as_ref()).1,
        "written_on": object(summary.versions.get(&thread.id).and_then(|version| version.commit())),
        "path": anchor.map(|anchor| anchor.path.lossy()),
        "side": anchor.map(|anchor| anchor.side.name()),
        "lines": lines(anchor.and_then(|anchor| anchor.lines)),
        "code": anchor.map(|anchor| text(&anchor.text)),
        "text": text(&thread.body.text),
        "author": thread.author.as_str(),
        "at": time(thread.at),
        "edited": thread.edited.map(time),
        "replies": replies.collect::<Value>(),
    })
}

/// The increment and the head that something was said of.
fn subject(subject: Option<&Subject>) -> (Value, Value) {
    let increment = subject.and_then(|subject| subject.increment.as_ref()).map(|id| id.as_str());
    (json!(increment), object(subject.map(|subject| subject.range.head)))
}

fn note_ids(summary: &Summary, threads: &[usize]) -> Value {
    let threads = threads.iter().filter_map(|index| summary.threads.get(*index));
    threads.map(|thread| json!(thread.id.to_string())).collect()
}

fn key(key: &CriterionKey) -> Value {
    json!({ "spec": key.spec.lossy(), "id": key.id.as_str() })
}

fn lines(lines: Option<LineRange>) -> Value {
    json!(lines.map(|lines| json!({ "first": lines.first, "last": lines.last })))
}

fn object(id: Option<ObjectId>) -> Value {
    json!(id.map(|id| id.to_string()))
}

fn text(text: &Untrusted) -> String {
    text.lossy().into_owned()
}

fn time(at: Timestamp) -> Value {
    json!(jiff::Timestamp::from_millisecond(at.0).ok().map(|time| time.to_string()))
}
