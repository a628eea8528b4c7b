//! Writes notes as JSON, with their replies.

use serde_json::{Value, json};

use super::values::{key, lines, object, subject, text, time};
use crate::model::note::{Thread, ThreadState};
use crate::model::summary::Summary;

pub(super) fn note(summary: &Summary, thread: &Thread) -> Value {
    let (state_by, commit) = match &thread.state {
        ThreadState::Open => (None, None),
        ThreadState::Addressed { by, commit } => (Some(by), *commit),
        ThreadState::Verified { by } | ThreadState::Withdrawn { by } => (Some(by), None),
    };
    let anchor = thread.place.anchor.as_ref();
    let replies = thread
        .replies
        .iter()
        .filter(|reply| !reply.retracted)
        .map(|reply| {
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
        "head": subject(thread.subject.as_deref()).1,
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

pub(super) fn note_ids(summary: &Summary, threads: &[usize]) -> Value {
    let threads = threads
        .iter()
        .filter_map(|index| summary.threads.get(*index));
    threads.map(|thread| json!(thread.id.to_string())).collect()
}
