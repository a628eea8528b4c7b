//! `viewed`: content looked at.

use serde::Deserialize;

use super::kind::{Kind, WhoCounts};
use super::target::FoldTarget;
use crate::model::event::{Body, Event};
use crate::model::id::Digest;
use crate::model::names::Names;
use crate::record::codec::read::Fault;
use crate::record::codec::values::Spelled;
use crate::record::codec::write::Toml;

/// `[body]` of a `viewed`.
#[derive(Deserialize)]
pub(super) struct Viewed {
    content: Spelled<Digest>,
    viewed: bool,
}

impl Kind for Viewed {
    const NAME: &'static str = "viewed";
    const WHO_COUNTS: WhoCounts = WhoCounts::Everybody;
    type Fields<'a> = (&'a Digest, &'a bool);

    fn body(self) -> Result<Body, Fault> {
        Ok(Body::Viewed {
            content: self.content.0,
            viewed: self.viewed,
        })
    }

    fn write((content, viewed): Self::Fields<'_>, out: &mut Toml) {
        out.id("content", content);
        out.plain("viewed", viewed);
    }

    fn target<'a>((content, _): Self::Fields<'a>, _: &'a Event, _: &'a Names) -> FoldTarget<'a> {
        FoldTarget::Viewed(content)
    }

    fn words((_, viewed): Self::Fields<'_>) -> (String, &[u8]) {
        (
            format!("a mark: {}", if *viewed { "viewed" } else { "not viewed" }),
            &[],
        )
    }
}
