//! Decodes events from bytes.
//!
//! The head (`version` to `kind`) reads the same in every version, so that all versions agree on
//! the order of events. The rest is read by kind.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use toml::de::DeValue;

use super::parts::{AnchorTable, SpecTable, SubjectTable};
use super::read::{self, Fault};
use super::values::{Spelled, Time, ids};
use super::{MAX_SEQ, VERSION, escape};
use crate::model::event::{Body, Event, Statement};
use crate::model::id::{EventId, WriterId};
use crate::model::spec::CriterionKey;
use crate::model::text::{RepoPath, Untrusted};
use crate::record::kinds;

/// What every event begins with.
#[derive(Deserialize)]
struct Head<'a> {
    version: u64,
    writer: Spelled<WriterId>,
    #[serde(deserialize_with = "seq")]
    seq: u64,
    prev: Option<Spelled<EventId>>,
    at: Time,
    #[serde(default)]
    seen: Vec<Spelled<EventId>>,
    #[serde(default)]
    replaces: Vec<Spelled<EventId>>,
    kind: &'a str,
}

fn seq<'de, D: Deserializer<'de>>(written: D) -> Result<u64, D::Error> {
    let seq = u64::deserialize(written)?;
    if (1..=MAX_SEQ).contains(&seq) {
        Ok(seq)
    } else {
        Err(D::Error::custom("out of range"))
    }
}

pub(super) fn event(event_id: EventId, bytes: &[u8]) -> Result<Event, Fault> {
    let document = read::parse(bytes)?;
    let head: Head<'_> = read::root(&document)?;
    let understood = if head.version > VERSION {
        Err(Fault::Unknown)
    } else {
        statement(&document, head.kind)
    };
    let mut statement = match understood {
        Err(Fault::Unknown) => Statement::new(unknown(&document, head.kind)),
        other => other?,
    };
    statement.replaces = ids(head.replaces);
    Ok(Event {
        id: event_id,
        writer: head.writer.0,
        seq: head.seq,
        prev: head.prev.map(|id| id.0),
        at: head.at.0,
        seen: ids(head.seen),
        statement,
    })
}

/// Makes the body for an event of a newer version, with its target as far as it is written in this
/// version's way.
fn unknown(document: &DeValue<'_>, kind: &str) -> Body {
    let named = |key| document.get("body")?.get_ref().get(key)?.get_ref().as_str();
    let event = |key| named(key)?.parse().ok();
    let criterion = || {
        let spec = RepoPath::new(escape::read_bytes(named("spec")?)?);
        Some(CriterionKey {
            spec,
            id: named("criterion")?.parse().ok()?,
        })
    };
    Body::Unknown {
        kind: Untrusted::from(kind),
        of: event("thread").or_else(|| event("of")),
        criterion: criterion(),
    }
}

fn statement(document: &DeValue<'_>, kind: &str) -> Result<Statement, Fault> {
    Ok(Statement {
        body: kinds::read(kind, document)?,
        subject: read::section::<SubjectTable>(document, "subject")?.map(Into::into),
        spec: read::section::<SpecTable>(document, "spec")?.map(Into::into),
        anchor: read::section::<AnchorTable>(document, "anchor")?.map(Into::into),
        replaces: Vec::new(),
    })
}
