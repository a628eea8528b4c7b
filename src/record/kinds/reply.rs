//! `reply`: an answer in a thread.

use serde::Deserialize;

use super::kind::{Kind, WhoCounts};
use super::target::FoldTarget;
use crate::model::event::{Body, Event};
use crate::model::id::EventId;
use crate::model::names::Names;
use crate::model::text::Untrusted;
use crate::record::codec::read::Fault;
use crate::record::codec::values::{Spelled, Text};
use crate::record::codec::write::Toml;

/// `[body]` of a `reply`.
#[derive(Deserialize)]
pub(super) struct Reply {
    thread: Spelled<EventId>,
    text: Text,
}

impl Kind for Reply {
    const NAME: &'static str = "reply";
    const WHO_COUNTS: WhoCounts = WhoCounts::Everybody;
    type Fields<'a> = (&'a EventId, &'a Untrusted);

    fn body(self) -> Result<Body, Fault> {
        Ok(Body::Reply {
            thread: self.thread.0,
            text: self.text.0,
        })
    }

    fn write((thread, text): Self::Fields<'_>, out: &mut Toml) {
        out.id("thread", thread);
        out.text("text", text);
    }

    fn target<'a>((thread, _): Self::Fields<'a>, _: &'a Event, _: &'a Names) -> FoldTarget<'a> {
        FoldTarget::Thread(*thread)
    }

    fn words((thread, text): Self::Fields<'_>) -> (String, &[u8]) {
        (format!("reply to {thread}"), text.as_bytes())
    }
}
