//! Writes criteria as JSON, with their verdicts and evidence, and changes that are evidence for
//! none.

use serde_json::{Map, Value, json};

use super::notes::note_ids;
use super::values::{lines, object, subject, text, time};
use crate::model::amendment::FormerCriterion;
use crate::model::link::{LinkKind, LinkTarget};
use crate::model::record::{Given, Judgement};
use crate::model::summary::{CriterionSummary, Linked, Summary, Unclaimed};

pub(super) fn former(former: &FormerCriterion) -> Value {
    json!({
        "spec": former.key.spec.lossy(),
        "id": former.key.id.as_str(),
        "text": text(&former.text),
        "removed_in": object(former.removed_in),
        "maybe": former.maybe.as_ref().map(|key| key.id.as_str()),
        "id_reused": former.is_id_reused,
    })
}

pub(super) fn criterion(summary: &Summary, criterion: &CriterionSummary) -> Value {
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

pub(super) fn unclaimed(summary: &Summary, unclaimed: &Unclaimed) -> Value {
    let increment = summary.increments.get(unclaimed.increment);
    let places = unclaimed.lines.iter();
    let places =
        places.map(|(side, place)| json!({ "side": side.name(), "lines": lines(Some(*place)) }));
    json!({
        "increment": increment.map(|summary| summary.increment.id.as_str()),
        "path": unclaimed.path.lossy(),
        "hunks": places.collect::<Value>(),
    })
}

fn verdict(summary: &Summary, given: &Given<Judgement>) -> Value {
    let (increment, head) = subject(given.subject.as_deref());
    json!({
        "verdict": given.value.verdict.map(|verdict| verdict.name()),
        "by": given.by.as_str(),
        "at": time(given.at),
        "increment": increment,
        "head": head,
        "comment": text(&given.value.comment),
        "stale": summary.stale.contains_key(&given.id),
        "restored": summary.restored.contains(&given.id),
    })
}

fn evidence(summary: &Summary, linked: &Linked) -> Value {
    let (kind, by) = match &linked.kind {
        LinkKind::Declared(by) => ("declared", by.name()),
        LinkKind::Confirmed(by) => ("confirmed", by.as_str()),
    };
    let increment = linked
        .increment
        .and_then(|index| summary.increments.get(index));
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| out.insert(key.to_owned(), value);
    put(
        "increment",
        json!(increment.map(|summary| summary.increment.id.as_str())),
    );
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
