//! `claim`: the word that a thread's matter was fixed.

use serde::Deserialize;

use super::kind::{Kind, WhoCounts};
use super::target::FoldTarget;
use crate::model::event::{Body, Event};
use crate::model::id::{EventId, ObjectId};
use crate::model::names::Names;
use crate::model::text::Untrusted;
use crate::record::codec::read::Fault;
use crate::record::codec::values::{Spelled, Text};
use crate::record::codec::write::Toml;

/// `[body]` of a `claim`.
#[derive(Deserialize)]
pub(super) struct Claim {
    thread: Spelled<EventId>,
    commit: Option<Spelled<ObjectId>>,
    #[serde(default)]
    text: Text,
}

impl Kind for Claim {
    const NAME: &'static str = "claim";
    const WHO_COUNTS: WhoCounts = WhoCounts::Everybody;
    type Fields<'a> = (&'a EventId, &'a Option<ObjectId>, &'a Untrusted);

    fn body(self) -> Result<Body, Fault> {
        let commit = self.commit.map(|id| id.0);
        Ok(Body::Claim {
            thread: self.thread.0,
            commit,
            text: self.text.0,
        })
    }

    fn write((thread, commit, text): Self::Fields<'_>, out: &mut Toml) {
        out.id("thread", thread);
        out.maybe_id("commit", *commit);
        out.text_unless_empty("text", text);
    }

    fn target<'a>((thread, ..): Self::Fields<'a>, _: &'a Event, _: &'a Names) -> FoldTarget<'a> {
        FoldTarget::Thread(*thread)
    }

    fn words((thread, _, text): Self::Fields<'_>) -> (String, &[u8]) {
        (format!("answer to {thread}"), text.as_bytes())
    }
}
