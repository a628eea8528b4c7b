//! Writes common values: ids, lines, times, texts.

use serde_json::{Value, json};

use crate::model::id::ObjectId;
use crate::model::record::Subject;
use crate::model::spec::{CriterionKey, LineRange};
use crate::model::text::Untrusted;
use crate::model::time::Timestamp;

/// Returns the increment and the head of a statement.
pub(super) fn subject(subject: Option<&Subject>) -> (Value, Value) {
    let increment = subject
        .and_then(|subject| subject.increment.as_ref())
        .map(|id| id.as_str());
    (
        json!(increment),
        object(subject.map(|subject| subject.range.head)),
    )
}

pub(super) fn key(key: &CriterionKey) -> Value {
    json!({ "spec": key.spec.lossy(), "id": key.id.as_str() })
}

pub(super) fn lines(lines: Option<LineRange>) -> Value {
    json!(lines.map(|lines| json!({ "first": lines.first, "last": lines.last })))
}

pub(super) fn object(id: Option<ObjectId>) -> Value {
    json!(id.map(|id| id.to_string()))
}

pub(super) fn text(text: &Untrusted) -> String {
    text.lossy().into_owned()
}

pub(super) fn time(at: Timestamp) -> Value {
    json!(
        jiff::Timestamp::from_millisecond(at.0)
            .ok()
            .map(|time| time.to_string())
    )
}
