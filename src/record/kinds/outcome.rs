//! `outcome`: a decision about an increment.

use serde::Deserialize;

use super::kind::{Kind, WhoCounts};
use super::target::FoldTarget;
use crate::model::event::{Body, Event};
use crate::model::id::IncrementId;
use crate::model::names::Names;
use crate::model::text::Untrusted;
use crate::model::verdict;
use crate::record::codec::read::Fault;
use crate::record::codec::values::{ByName, Spelled, Text};
use crate::record::codec::write::Toml;

/// `[body]` of an `outcome`.
#[derive(Deserialize)]
pub(super) struct Outcome {
    increment: Spelled<IncrementId>,
    outcome: ByName<verdict::Outcome>,
    #[serde(default)]
    comment: Text,
}

impl Kind for Outcome {
    const NAME: &'static str = "outcome";
    const WHO_COUNTS: WhoCounts = WhoCounts::Reviewers;
    type Fields<'a> = (&'a IncrementId, &'a verdict::Outcome, &'a Untrusted);

    fn body(self) -> Result<Body, Fault> {
        let (increment, outcome) = (self.increment.0, self.outcome.0);
        Ok(Body::Outcome {
            increment,
            outcome,
            comment: self.comment.0,
        })
    }

    fn write((increment, outcome, comment): Self::Fields<'_>, out: &mut Toml) {
        out.id("increment", increment);
        out.id("outcome", outcome.name());
        out.text_unless_empty("comment", comment);
    }

    fn target<'a>(
        (increment, ..): Self::Fields<'a>,
        event: &'a Event,
        names: &'a Names,
    ) -> FoldTarget<'a> {
        FoldTarget::Outcome(names.increment(event, increment))
    }

    fn words((increment, outcome, comment): Self::Fields<'_>) -> (String, &[u8]) {
        (
            format!("outcome of {increment}: {}", outcome.words()),
            comment.as_bytes(),
        )
    }
}
