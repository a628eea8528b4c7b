//! `retract`: an event of one's own taken back.

use serde::Deserialize;

use super::kind::{Kind, WhoCounts};
use super::target::FoldTarget;
use crate::model::event::{Body, Event};
use crate::model::id::EventId;
use crate::model::names::Names;
use crate::record::codec::read::Fault;
use crate::record::codec::values::Spelled;
use crate::record::codec::write::Toml;

/// `[body]` of a `retract`.
#[derive(Deserialize)]
pub(super) struct Retract {
    of: Spelled<EventId>,
}

impl Kind for Retract {
    const NAME: &'static str = "retract";
    const WHO_COUNTS: WhoCounts = WhoCounts::Everybody;
    type Fields<'a> = (&'a EventId,);

    fn body(self) -> Result<Body, Fault> {
        Ok(Body::Retract { of: self.of.0 })
    }

    fn write((of,): Self::Fields<'_>, out: &mut Toml) {
        out.id("of", of);
    }

    fn target<'a>((of,): Self::Fields<'a>, _: &'a Event, _: &'a Names) -> FoldTarget<'a> {
        FoldTarget::TakenBack(*of)
    }

    fn words((of,): Self::Fields<'_>) -> (String, &[u8]) {
        (format!("taken back: {of}"), &[])
    }
}
