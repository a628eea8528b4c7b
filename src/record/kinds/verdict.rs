//! `verdict`: one reviewer's judgement of a criterion.

use serde::Deserialize;

use super::kind::{Kind, WhoCounts};
use super::target::FoldTarget;
use crate::model::event::{Body, Event};
use crate::model::id::CriterionId;
use crate::model::names::Names;
use crate::model::spec::CriterionKey;
use crate::model::text::Untrusted;
use crate::model::verdict;
use crate::record::codec::parts;
use crate::record::codec::read::Fault;
use crate::record::codec::values::{ByName, Path, Spelled, Text};
use crate::record::codec::write::Toml;

/// `[body]` of a `verdict`.
#[derive(Deserialize)]
pub(super) struct Verdict {
    spec: Path,
    criterion: Spelled<CriterionId>,
    verdict: ByName<Option<verdict::Verdict>>,
    #[serde(default)]
    comment: Text,
}

impl Kind for Verdict {
    const NAME: &'static str = "verdict";
    const WHO_COUNTS: WhoCounts = WhoCounts::Reviewers;
    type Fields<'a> = (
        &'a CriterionKey,
        &'a Option<verdict::Verdict>,
        &'a Untrusted,
    );

    fn body(self) -> Result<Body, Fault> {
        let criterion = CriterionKey {
            spec: self.spec.0,
            id: self.criterion.0,
        };
        Ok(Body::Verdict {
            criterion,
            verdict: self.verdict.0,
            comment: self.comment.0,
        })
    }

    fn write((criterion, verdict, comment): Self::Fields<'_>, out: &mut Toml) {
        parts::put_key(out, criterion);
        out.id("verdict", verdict.map_or("none", verdict::Verdict::name));
        out.text_unless_empty("comment", comment);
    }

    fn target<'a>(
        (criterion, ..): Self::Fields<'a>,
        event: &'a Event,
        names: &'a Names,
    ) -> FoldTarget<'a> {
        FoldTarget::Verdict(names.criterion(event, criterion))
    }

    fn words((criterion, verdict, comment): Self::Fields<'_>) -> (String, &[u8]) {
        let words = verdict.map_or("no verdict", verdict::Verdict::words);
        (
            format!("verdict on {}: {words}", criterion.id),
            comment.as_bytes(),
        )
    }
}
