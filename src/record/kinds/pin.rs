//! `pin`: the commit at which the specs count as agreed.

use serde::Deserialize;

use super::kind::{Kind, WhoCounts};
use super::target::FoldTarget;
use crate::model::event::{Body, Event};
use crate::model::id::ObjectId;
use crate::model::names::Names;
use crate::record::codec::read::Fault;
use crate::record::codec::values::Spelled;
use crate::record::codec::write::Toml;

/// `[body]` of a `pin`.
#[derive(Deserialize)]
pub(super) struct Pin {
    commit: Spelled<ObjectId>,
}

impl Kind for Pin {
    const NAME: &'static str = "pin";
    const WHO_COUNTS: WhoCounts = WhoCounts::Reviewers;
    type Fields<'a> = (&'a ObjectId,);

    fn body(self) -> Result<Body, Fault> {
        Ok(Body::Pin {
            commit: self.commit.0,
        })
    }

    fn write((commit,): Self::Fields<'_>, out: &mut Toml) {
        out.id("commit", commit);
    }

    fn target<'a>(_: Self::Fields<'a>, _: &'a Event, _: &'a Names) -> FoldTarget<'a> {
        FoldTarget::Pins
    }

    fn words((commit,): Self::Fields<'_>) -> (String, &[u8]) {
        (format!("the spec agreed as of {commit}"), &[])
    }
}
