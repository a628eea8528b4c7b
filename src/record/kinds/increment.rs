//! `increment`: a reviewer's definition of an increment.

use serde::Deserialize;

use super::kind::{Kind, WhoCounts};
use super::target::FoldTarget;
use crate::model::event::{Body, Event};
use crate::model::id::{CriterionId, IncrementId, ObjectId};
use crate::model::increment::CommitRange;
use crate::model::names::Names;
use crate::model::text::Untrusted;
use crate::record::codec::read::Fault;
use crate::record::codec::values::{Spelled, Text, ids};
use crate::record::codec::write::Toml;

/// `[body]` of an `increment`.
#[derive(Deserialize)]
pub(super) struct Increment {
    increment: Spelled<IncrementId>,
    title: Text,
    base: Option<Spelled<ObjectId>>,
    head: Spelled<ObjectId>,
    #[serde(default)]
    criteria: Vec<Spelled<CriterionId>>,
}

impl Kind for Increment {
    const NAME: &'static str = "increment";
    const WHO_COUNTS: WhoCounts = WhoCounts::Reviewers;
    type Fields<'a> = (
        &'a IncrementId,
        &'a Untrusted,
        &'a CommitRange,
        &'a Vec<CriterionId>,
    );

    fn body(self) -> Result<Body, Fault> {
        Ok(Body::Increment {
            increment: self.increment.0,
            title: self.title.0,
            range: CommitRange {
                base: self.base.map(|id| id.0),
                head: self.head.0,
            },
            criteria: ids(self.criteria),
        })
    }

    fn write((increment, title, range, criteria): Self::Fields<'_>, out: &mut Toml) {
        out.id("increment", increment);
        out.text("title", title);
        out.maybe_id("base", range.base);
        out.id("head", range.head);
        if !criteria.is_empty() {
            out.ids("criteria", criteria);
        }
    }

    fn target<'a>((increment, ..): Self::Fields<'a>, _: &'a Event, _: &'a Names) -> FoldTarget<'a> {
        FoldTarget::Increment(increment)
    }

    fn words((increment, ..): Self::Fields<'_>) -> (String, &[u8]) {
        (format!("the increment {increment}"), &[])
    }
}
