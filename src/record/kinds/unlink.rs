//! `unlink`: a trace link rejected, or taken back. It is spelled as a `link`.

use serde::Deserialize;

use super::kind::{Kind, WhoCounts};
use super::target::FoldTarget;
use crate::model::event::{Body, Event};
use crate::model::id::{CriterionId, Digest, ObjectId};
use crate::model::link::LinkTarget;
use crate::model::names::Names;
use crate::model::spec::CriterionKey;
use crate::record::codec::parts;
use crate::record::codec::read::Fault;
use crate::record::codec::values::{Path, Spelled};
use crate::record::codec::write::Toml;

/// `[body]` of an `unlink`.
#[derive(Deserialize)]
pub(super) struct Unlink {
    spec: Path,
    criterion: Spelled<CriterionId>,
    commit: Option<Spelled<ObjectId>>,
    path: Option<Path>,
    hunk: Option<Spelled<Digest>>,
}

impl Kind for Unlink {
    const NAME: &'static str = "unlink";
    const WHO_COUNTS: WhoCounts = WhoCounts::Reviewers;
    type Fields<'a> = (&'a CriterionKey, &'a LinkTarget);

    fn body(self) -> Result<Body, Fault> {
        let target = parts::link_target(self.commit, self.path, self.hunk)?;
        Ok(Body::Unlink { criterion: CriterionKey { spec: self.spec.0, id: self.criterion.0 }, target })
    }

    fn write((criterion, target): Self::Fields<'_>, out: &mut Toml) {
        parts::put_key(out, criterion);
        parts::put_link_target(out, target);
    }

    fn target<'a>(
        (criterion, target): Self::Fields<'a>,
        event: &'a Event,
        names: &'a Names,
    ) -> FoldTarget<'a> {
        FoldTarget::Link(names.criterion(event, criterion), target)
    }

    fn words((criterion, _): Self::Fields<'_>) -> (String, &[u8]) {
        (format!("a link to {} taken off", criterion.id), &[])
    }
}
