//! Encodes events as bytes: the keys, their order, what is left out.

use super::VERSION;
use super::write::Toml;
use crate::model::event::{Body, Event};
use crate::model::link::LinkTarget;
use crate::model::note::{Anchor, NoteBody};
use crate::model::record::{SpecRef, Subject};
use crate::model::spec::{CriterionKey, LineRange};

/// Encodes an event as the bytes of its file. The id is not included, as it is their digest.
///
/// The same event always gives the same bytes. A time outside the years 0 to 9999 becomes the nearest inside.
pub fn encode(event: &Event) -> String {
    let mut out = Toml::default();
    let statement = &event.statement;
    out.plain("version", VERSION);
    out.id("writer", &event.writer);
    out.plain("seq", event.seq);
    out.maybe_id("prev", event.prev);
    out.time("at", event.at);
    if !event.seen.is_empty() {
        out.ids("seen", &event.seen);
    }
    if !statement.replaces.is_empty() {
        out.ids("replaces", &statement.replaces);
    }
    put_body(&mut out, &statement.body);
    if let Some(subject) = &statement.subject {
        put_subject(&mut out, subject);
    }
    if let Some(spec) = &statement.spec {
        put_spec_ref(&mut out, spec);
    }
    if let Some(anchor) = &statement.anchor {
        put_anchor(&mut out, anchor);
    }
    out.finish()
}

fn put_body(out: &mut Toml, body: &Body) {
    let kind = match body {
        Body::Note { .. } => "note",
        Body::Edit { .. } => "edit",
        Body::Retract { .. } => "retract",
        Body::Reply { .. } => "reply",
        Body::Verdict { .. } => "verdict",
        Body::Claim { .. } => "claim",
        Body::Verify { .. } => "verify",
        Body::Link { .. } => "link",
        Body::Unlink { .. } => "unlink",
        Body::Increment { .. } => "increment",
        Body::Viewed { .. } => "viewed",
        Body::Outcome { .. } => "outcome",
        Body::SignOff { .. } => "sign-off",
        Body::Role { .. } => "role",
        Body::Pin { .. } => "pin",
        Body::Amendment { .. } => "amendment",
        Body::Scope { .. } => "scope",
        Body::Unknown { kind, .. } => return out.text("kind", kind),
    };
    out.id("kind", kind);
    out.table("body");
    match body {
        Body::Note { criterion, note } => {
            if let Some(criterion) = criterion {
                put_criterion_key(out, criterion);
            }
            put_note(out, note);
        }
        Body::Edit { of, note } => {
            out.id("of", of);
            put_note(out, note);
        }
        Body::Retract { of } => out.id("of", of),
        Body::Reply { thread, text } => {
            out.id("thread", thread);
            out.text("text", text);
        }
        Body::Verdict { criterion, verdict, comment } => {
            put_criterion_key(out, criterion);
            out.id("verdict", verdict.map_or("none", |verdict| verdict.name()));
            out.text_unless_empty("comment", comment);
        }
        Body::Claim { thread, commit, text } => {
            out.id("thread", thread);
            out.maybe_id("commit", *commit);
            out.text_unless_empty("text", text);
        }
        Body::Verify { thread, state } => {
            out.id("thread", thread);
            out.id("state", state.name());
        }
        Body::Link { criterion, target } | Body::Unlink { criterion, target } => {
            put_criterion_key(out, criterion);
            put_target(out, target);
        }
        Body::Increment { increment, title, range, criteria } => {
            out.id("increment", increment);
            out.text("title", title);
            out.maybe_id("base", range.base);
            out.id("head", range.head);
            if !criteria.is_empty() {
                out.ids("criteria", criteria);
            }
        }
        Body::Viewed { content, viewed } => {
            out.id("content", content);
            out.plain("viewed", viewed);
        }
        Body::Outcome { increment, outcome, comment } => {
            out.id("increment", increment);
            out.id("outcome", outcome.name());
            out.text_unless_empty("comment", comment);
        }
        Body::SignOff { comment } => out.text_unless_empty("comment", comment),
        Body::Role { writer, name, email, role } => {
            out.id("writer", writer);
            out.text("name", name);
            out.text_unless_empty("email", email);
            out.id("role", role.name());
        }
        Body::Pin { commit } => out.id("commit", commit),
        Body::Amendment { criterion, change, agreed, text } => {
            put_criterion_key(out, criterion);
            out.maybe_id("from", change.from);
            out.maybe_id("to", change.to);
            out.plain("agreed", agreed);
            out.text_unless_empty("text", text);
        }
        Body::Scope { specs, paths } => {
            for spec in specs {
                out.table_of("body.specs");
                out.text("spec", spec);
            }
            for path in paths {
                out.table_of("body.paths");
                out.path("path", path);
            }
        }
        Body::Unknown { .. } => {}
    }
}

fn put_note(out: &mut Toml, note: &NoteBody) {
    out.id("label", note.label.name());
    if let Some(blocking) = note.blocking {
        out.plain("blocking", blocking);
    }
    out.text("text", &note.text);
}

fn put_target(out: &mut Toml, target: &LinkTarget) {
    match target {
        LinkTarget::Commit(commit) => out.id("commit", commit),
        LinkTarget::File(path) => out.path("path", path),
        LinkTarget::Hunk { path, digest } => {
            out.path("path", path);
            out.id("hunk", digest);
        }
    }
}

/// Writes `spec` and `criterion` into the current table.
pub(in crate::record) fn put_criterion_key(out: &mut Toml, key: &CriterionKey) {
    out.path("spec", &key.spec);
    out.id("criterion", &key.id);
}

/// Writes `[subject]` with its `[[subject.evidence]]`.
pub(in crate::record) fn put_subject(out: &mut Toml, subject: &Subject) {
    out.table("subject");
    out.maybe_id("increment", subject.increment.as_ref());
    out.maybe_id("base", subject.range.base);
    out.id("head", subject.range.head);
    out.maybe_id("tree", subject.tree);
    for evidence in &subject.evidence {
        out.table_of("subject.evidence");
        out.path("path", &evidence.path);
        out.maybe_id("blob", evidence.blob);
        if !evidence.lines.is_empty() {
            let lines: Vec<String> = evidence.lines.iter().map(lines).collect();
            out.plain("lines", format!("[{}]", lines.join(", ")));
        }
    }
}

/// Writes `[spec]`.
pub(in crate::record) fn put_spec_ref(out: &mut Toml, spec: &SpecRef) {
    out.table("spec");
    out.path("path", &spec.path);
    out.maybe_id("blob", spec.blob);
    out.maybe_id("criterion-digest", spec.criterion);
    if let Some(text) = &spec.text {
        out.text("criterion-text", text);
    }
}

/// Writes `[anchor]`.
pub(in crate::record) fn put_anchor(out: &mut Toml, anchor: &Anchor) {
    out.table("anchor");
    out.path("path", &anchor.path);
    out.id("side", anchor.side.name());
    out.maybe_id("blob", anchor.blob);
    if let Some(range) = &anchor.lines {
        out.plain("lines", lines(range));
    }
    out.text("text", &anchor.text);
    out.maybe_id("before", anchor.before);
    out.maybe_id("after", anchor.after);
}

fn lines(range: &LineRange) -> String {
    format!("[{}, {}]", range.first, range.last)
}
