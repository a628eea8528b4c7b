//! `amendment`: a change of an agreed criterion, agreed or refused.

use serde::Deserialize;

use super::kind::{Kind, WhoCounts};
use super::target::FoldTarget;
use crate::model::amendment::TextChange;
use crate::model::event::{Body, Event};
use crate::model::id::{CriterionId, Digest};
use crate::model::names::Names;
use crate::model::spec::CriterionKey;
use crate::model::text::Untrusted;
use crate::record::codec::parts;
use crate::record::codec::read::Fault;
use crate::record::codec::values::{Path, Spelled, Text};
use crate::record::codec::write::Toml;

/// `[body]` of an `amendment`.
#[derive(Deserialize)]
pub(super) struct Amendment {
    spec: Path,
    criterion: Spelled<CriterionId>,
    from: Option<Spelled<Digest>>,
    to: Option<Spelled<Digest>>,
    agreed: bool,
    #[serde(default)]
    text: Text,
}

impl Kind for Amendment {
    const NAME: &'static str = "amendment";
    const WHO_COUNTS: WhoCounts = WhoCounts::Reviewers;
    type Fields<'a> = (&'a CriterionKey, &'a TextChange, &'a bool, &'a Untrusted);

    fn body(self) -> Result<Body, Fault> {
        let criterion = CriterionKey {
            spec: self.spec.0,
            id: self.criterion.0,
        };
        let change = TextChange {
            from: self.from.map(|id| id.0),
            to: self.to.map(|id| id.0),
        };
        Ok(Body::Amendment {
            criterion,
            change,
            agreed: self.agreed,
            text: self.text.0,
        })
    }

    fn write((criterion, change, agreed, text): Self::Fields<'_>, out: &mut Toml) {
        parts::put_key(out, criterion);
        out.maybe_id("from", change.from);
        out.maybe_id("to", change.to);
        out.plain("agreed", agreed);
        out.text_unless_empty("text", text);
    }

    fn target<'a>((_, change, ..): Self::Fields<'a>, _: &'a Event, _: &'a Names) -> FoldTarget<'a> {
        FoldTarget::Amendment(change)
    }

    fn words((criterion, _, agreed, _): Self::Fields<'_>) -> (String, &[u8]) {
        let said = if *agreed { "agreed" } else { "refused" };
        (
            format!("the change of criterion {}: {said}", criterion.id),
            &[],
        )
    }
}
