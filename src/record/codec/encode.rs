//! Encodes events as bytes: the keys, their order, what is left out.

use super::VERSION;
use super::parts::{put_anchor, put_spec, put_subject};
use super::write::Toml;
use crate::model::event::Event;
use crate::record::kinds;

/// Encodes an event as the bytes of its file. The id is not included, as it is their digest.
///
/// The same event always gives the same bytes. A time outside the years 0 to 9999 becomes the
/// nearest inside.
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
    kinds::write(&statement.body, &mut out);
    if let Some(subject) = &statement.subject {
        put_subject(&mut out, subject);
    }
    if let Some(spec) = &statement.spec {
        put_spec(&mut out, spec);
    }
    if let Some(anchor) = &statement.anchor {
        put_anchor(&mut out, anchor);
    }
    out.finish()
}
