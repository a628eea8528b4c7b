//! Writes increments as JSON, with their decisions, and what is in no increment.

use serde_json::{Value, json};

use super::values::{key, object, subject, text, time};
use crate::model::decision::Decision;
use crate::model::increment::{CommitRange, LeftOutHistory};
use crate::model::summary::{Discounted, HiddenPlace, IncrementSummary};

pub(super) fn left_out(left: &LeftOutHistory) -> Value {
    let some = left.some.iter().map(text).collect::<Value>();
    json!({ "count": left.count, "why": left.why, "some": some })
}

pub(super) fn increment(summary: &IncrementSummary) -> Value {
    let increment = &summary.increment;
    let size = summary.size.as_ref();
    let decision = |decision: &Decision| {
        let given = &decision.given;
        json!({
            "outcome": given.value.0.name(),
            "by": given.by.as_str(),
            "at": time(given.at),
            "base": given.subject.as_ref().map(|subject| object(subject.range.base)),
            "head": subject(given.subject.as_deref()).1,
            "comment": text(&given.value.1),
            "stands": decision.stands,
            "taken_back": decision.is_taken_back,
        })
    };
    let outcomes = summary
        .decisions
        .iter()
        .filter(|decision| decision.stands)
        .map(decision);
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
    let range =
        |range: &CommitRange| json!({ "base": object(range.base), "head": range.head.to_string() });
    json!({
        "id": increment.id.as_str(),
        "title": text(&increment.title),
        "source": increment.source.name(),
        "base": object(increment.range.base),
        "head": increment.range.head.to_string(),
        "round": increment.round,
        "earlier": increment.earlier.iter().map(range).collect::<Value>(),
        "since_previous": summary.since_previous,
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
        "check_again": summary.standing.to_check.iter().map(key).collect::<Value>(),
        "outcomes": outcomes.collect::<Value>(),
        "outcome_history": history.collect::<Value>(),
        "hidden": summary.hidden,
        "hidden_in": hidden_in.collect::<Value>(),
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
