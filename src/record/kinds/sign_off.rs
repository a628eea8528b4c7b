//! `sign-off`: a reviewer's name under the review as it stands.

use serde::Deserialize;

use super::kind::{Kind, WhoCounts};
use super::target::FoldTarget;
use crate::model::event::{Body, Event};
use crate::model::names::Names;
use crate::model::text::Untrusted;
use crate::record::codec::read::Fault;
use crate::record::codec::values::Text;
use crate::record::codec::write::Toml;

/// `[body]` of a `sign-off`.
#[derive(Deserialize)]
pub(super) struct SignOff {
    #[serde(default)]
    comment: Text,
}

impl Kind for SignOff {
    const NAME: &'static str = "sign-off";
    const WHO_COUNTS: WhoCounts = WhoCounts::Reviewers;
    type Fields<'a> = (&'a Untrusted,);

    fn body(self) -> Result<Body, Fault> {
        Ok(Body::SignOff {
            comment: self.comment.0,
        })
    }

    fn write((comment,): Self::Fields<'_>, out: &mut Toml) {
        out.text_unless_empty("comment", comment);
    }

    fn target<'a>(_: Self::Fields<'a>, _: &'a Event, _: &'a Names) -> FoldTarget<'a> {
        FoldTarget::SignOffs
    }

    fn words((comment,): Self::Fields<'_>) -> (String, &[u8]) {
        ("sign-off".to_owned(), comment.as_bytes())
    }
}
