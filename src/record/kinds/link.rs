//! `link`: a trace link confirmed.

use serde::Deserialize;

use super::kind::{Kind, WhoCounts};
use super::target::FoldTarget;
use crate::model::event::{Body, Event};
use crate::model::link::LinkTarget;
use crate::model::names::Names;
use crate::model::spec::CriterionKey;
use crate::record::codec::parts::{self, LinkTable};
use crate::record::codec::read::Fault;
use crate::record::codec::write::Toml;

/// `[body]` of a `link`.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Link(LinkTable);

impl Kind for Link {
    const NAME: &'static str = "link";
    const WHO_COUNTS: WhoCounts = WhoCounts::Reviewers;
    type Fields<'a> = (&'a CriterionKey, &'a LinkTarget);

    fn body(self) -> Result<Body, Fault> {
        let (criterion, target) = self.0.ends()?;
        Ok(Body::Link { criterion, target })
    }

    fn write((criterion, target): Self::Fields<'_>, out: &mut Toml) {
        parts::put_link(out, criterion, target);
    }

    fn target<'a>(
        (criterion, target): Self::Fields<'a>,
        event: &'a Event,
        names: &'a Names,
    ) -> FoldTarget<'a> {
        FoldTarget::Link(names.criterion(event, criterion), target)
    }

    fn words((criterion, _): Self::Fields<'_>) -> (String, &[u8]) {
        (format!("a link to {}", criterion.id), &[])
    }
}
