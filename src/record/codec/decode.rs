//! Decodes events from bytes.
//!
//! The head (`version` to `kind`) reads the same in every version, so that all versions agree on the order of
//! events. The rest is read by kind.

use std::sync::Arc;

use toml::de::DeValue;

use super::read::{Fault, Section, flag, id, number, parse, path, string, text, time};
use super::{MAX_SEQ, VERSION};
use crate::model::amendment::TextChange;
use crate::model::change::Side;
use crate::model::event::{Body, Event, Statement, VerifiedAs};
use crate::model::id::EventId;
use crate::model::increment::CommitRange;
use crate::model::link::LinkTarget;
use crate::model::note::{Anchor, Label, NoteBody};
use crate::model::person::Role;
use crate::model::record::{Evidence, SpecRef, Subject};
use crate::model::spec::{CriterionKey, LineRange};
use crate::model::text::Untrusted;
use crate::model::verdict::{Outcome, Verdict};

/// The kinds that [`body`] reads. The shape of any other kind's `[body]` is unknown.
const KINDS: [&str; 17] = [
    "note",
    "edit",
    "retract",
    "reply",
    "verdict",
    "claim",
    "verify",
    "link",
    "unlink",
    "increment",
    "viewed",
    "outcome",
    "sign-off",
    "role",
    "pin",
    "amendment",
    "scope",
];

pub(super) fn event(event_id: EventId, bytes: &[u8]) -> Result<Event, Fault> {
    let table = parse(bytes)?;
    let root = Section::root(&table);
    let version: u64 = root.need("version", number)?;
    let kind: &str = root.need("kind", string)?;
    let replaces = root.list("replaces", id)?;
    let understood = if version > VERSION { Err(Fault::Unknown) } else { statement(&root, kind) };
    let mut statement = match understood {
        Err(Fault::Unknown) => Statement::new(unknown(&root, kind)),
        other => other?,
    };
    statement.replaces = replaces;
    Ok(Event {
        id: event_id,
        writer: root.need("writer", id)?,
        seq: root.need("seq", seq)?,
        prev: root.maybe("prev", id)?,
        at: root.need("at", time)?,
        seen: root.list("seen", id)?,
        statement,
    })
}

/// Makes the body for an event of a newer version, with its target as far as it is written in this version's
/// way.
fn unknown(root: &Section<'_>, kind: &str) -> Body {
    let body = root.section("body").ok().flatten();
    let named = |key| body.as_ref().and_then(|body| body.maybe(key, id).ok().flatten());
    Body::Unknown {
        kind: Untrusted::from(kind),
        of: named("thread").or_else(|| named("of")),
        criterion: body.as_ref().and_then(|body| criterion_key(body).ok()),
    }
}

fn seq(value: &DeValue<'_>) -> Option<u64> {
    number(value).filter(|seq| (1..=MAX_SEQ).contains(seq))
}

fn statement(root: &Section<'_>, kind: &str) -> Result<Statement, Fault> {
    if !KINDS.contains(&kind) {
        return Err(Fault::Unknown);
    }
    let section = root.section("body")?.ok_or_else(|| Fault::Malformed("it has no [body]".to_owned()))?;
    Ok(Statement {
        body: body(&section, kind)?,
        subject: root.section("subject")?.map(|section| subject(&section).map(Arc::new)).transpose()?,
        spec: root.section("spec")?.map(|section| spec_ref(&section).map(Arc::new)).transpose()?,
        anchor: root.section("anchor")?.map(|section| anchor(&section).map(Arc::new)).transpose()?,
        replaces: Vec::new(),
    })
}

fn body(of: &Section<'_>, kind: &str) -> Result<Body, Fault> {
    let comment = || Ok(of.maybe("comment", text)?.unwrap_or_default());
    Ok(match kind {
        "note" => {
            let criterion =
                if of.maybe("criterion", Some)?.is_some() { Some(criterion_key(of)?) } else { None };
            Body::Note { criterion, note: note(of)? }
        }
        "edit" => Body::Edit { of: of.need("of", id)?, note: note(of)? },
        "retract" => Body::Retract { of: of.need("of", id)? },
        "reply" => Body::Reply { thread: of.need("thread", id)?, text: of.need("text", text)? },
        "verdict" => {
            let verdict = of.named("verdict", |name| match name {
                "none" => Some(None),
                name => Verdict::from_name(name).map(Some),
            })?;
            Body::Verdict { criterion: criterion_key(of)?, verdict, comment: comment()? }
        }
        "claim" => Body::Claim {
            thread: of.need("thread", id)?,
            commit: of.maybe("commit", id)?,
            text: of.maybe("text", text)?.unwrap_or_default(),
        },
        "verify" => {
            Body::Verify { thread: of.need("thread", id)?, state: of.named("state", VerifiedAs::from_name)? }
        }
        "link" => Body::Link { criterion: criterion_key(of)?, target: target(of)? },
        "unlink" => Body::Unlink { criterion: criterion_key(of)?, target: target(of)? },
        "increment" => Body::Increment {
            increment: of.need("increment", id)?,
            title: of.need("title", text)?,
            range: range(of)?,
            criteria: of.list("criteria", id)?,
        },
        "viewed" => Body::Viewed { content: of.need("content", id)?, viewed: of.need("viewed", flag)? },
        "outcome" => Body::Outcome {
            increment: of.need("increment", id)?,
            outcome: of.named("outcome", Outcome::from_name)?,
            comment: comment()?,
        },
        "sign-off" => Body::SignOff { comment: comment()? },
        "role" => Body::Role {
            writer: of.need("writer", id)?,
            name: of.need("name", text)?,
            email: of.maybe("email", text)?.unwrap_or_default(),
            role: of.named("role", Role::from_name)?,
        },
        "pin" => Body::Pin { commit: of.need("commit", id)? },
        "amendment" => Body::Amendment {
            criterion: criterion_key(of)?,
            change: TextChange { from: of.maybe("from", id)?, to: of.maybe("to", id)? },
            agreed: of.need("agreed", flag)?,
            text: of.maybe("text", text)?.unwrap_or_default(),
        },
        "scope" => Body::Scope {
            specs: of
                .sections("specs")?
                .iter()
                .map(|of| of.need("spec", text))
                .collect::<Result<_, Fault>>()?,
            paths: of
                .sections("paths")?
                .iter()
                .map(|of| of.need("path", path))
                .collect::<Result<_, Fault>>()?,
        },
        _ => return Err(Fault::Unknown),
    })
}

fn note(of: &Section<'_>) -> Result<NoteBody, Fault> {
    Ok(NoteBody {
        label: of.named("label", Label::from_name)?,
        blocking: of.maybe("blocking", flag)?,
        text: of.need("text", text)?,
    })
}

fn target(of: &Section<'_>) -> Result<LinkTarget, Fault> {
    if let Some(commit) = of.maybe("commit", id)? {
        return Ok(LinkTarget::Commit(commit));
    }
    let Some(path) = of.maybe("path", path)? else {
        // A newer version may link to another kind of target.
        return Err(Fault::Unknown);
    };
    Ok(match of.maybe("hunk", id)? {
        Some(digest) => LinkTarget::Hunk { path, digest },
        None => LinkTarget::File(path),
    })
}

fn range(of: &Section<'_>) -> Result<CommitRange, Fault> {
    Ok(CommitRange { base: of.maybe("base", id)?, head: of.need("head", id)? })
}

/// Reads the output of `put_criterion_key`.
pub(in crate::record) fn criterion_key(of: &Section<'_>) -> Result<CriterionKey, Fault> {
    Ok(CriterionKey { spec: of.need("spec", path)?, id: of.need("criterion", id)? })
}

/// Reads the output of `put_subject`.
pub(in crate::record) fn subject(of: &Section<'_>) -> Result<Subject, Fault> {
    let evidence = |of: &Section<'_>| {
        Ok(Evidence {
            path: of.need("path", path)?,
            blob: of.maybe("blob", id)?,
            lines: of.list("lines", lines)?,
        })
    };
    Ok(Subject {
        increment: of.maybe("increment", id)?,
        range: range(of)?,
        tree: of.maybe("tree", id)?,
        evidence: of.sections("evidence")?.iter().map(evidence).collect::<Result<_, Fault>>()?,
    })
}

/// Reads the output of `put_spec_ref`.
pub(in crate::record) fn spec_ref(of: &Section<'_>) -> Result<SpecRef, Fault> {
    Ok(SpecRef {
        path: of.need("path", path)?,
        blob: of.maybe("blob", id)?,
        criterion: of.maybe("criterion-digest", id)?,
        text: of.maybe("criterion-text", text)?,
    })
}

/// Reads the output of `put_anchor`.
pub(in crate::record) fn anchor(of: &Section<'_>) -> Result<Anchor, Fault> {
    Ok(Anchor {
        path: of.need("path", path)?,
        side: of.named("side", Side::from_name)?,
        blob: of.maybe("blob", id)?,
        lines: of.maybe("lines", lines)?,
        text: of.need("text", text)?,
        before: of.maybe("before", id)?,
        after: of.maybe("after", id)?,
    })
}

fn lines(value: &DeValue<'_>) -> Option<LineRange> {
    let DeValue::Array(ends) = value else { return None };
    let [first, last] = ends.as_ref() else { return None };
    let (first, last) = (number(first.get_ref())?, number(last.get_ref())?);
    (1 <= first && first <= last).then_some(LineRange { first, last })
}
