//! `verify`: a reviewer's word on the state of a thread. The thread's author may withdraw it, too.

use serde::Deserialize;

use super::kind::{Kind, WhoCounts};
use super::target::FoldTarget;
use crate::model::event::VerifiedAs;
use crate::model::event::{Body, Event};
use crate::model::id::EventId;
use crate::model::names::Names;
use crate::record::codec::read::Fault;
use crate::record::codec::values::{ByName, Spelled};
use crate::record::codec::write::Toml;

/// `[body]` of a `verify`.
#[derive(Deserialize)]
pub(super) struct Verify {
    thread: Spelled<EventId>,
    state: ByName<VerifiedAs>,
}

impl Kind for Verify {
    const NAME: &'static str = "verify";
    const WHO_COUNTS: WhoCounts = WhoCounts::Everybody;
    type Fields<'a> = (&'a EventId, &'a VerifiedAs);

    fn body(self) -> Result<Body, Fault> {
        Ok(Body::Verify {
            thread: self.thread.0,
            state: self.state.0,
        })
    }

    fn write((thread, state): Self::Fields<'_>, out: &mut Toml) {
        out.id("thread", thread);
        out.id("state", state.name());
    }

    fn target<'a>((thread, _): Self::Fields<'a>, _: &'a Event, _: &'a Names) -> FoldTarget<'a> {
        FoldTarget::Thread(*thread)
    }

    fn words((thread, state): Self::Fields<'_>) -> (String, &[u8]) {
        (format!("{thread} is {}", state.name()), &[])
    }
}
