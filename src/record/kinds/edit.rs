//! `edit`: new words for a note, a reply or a claim, or another place for a note.

use serde::Deserialize;

use super::kind::{Kind, WhoCounts};
use super::target::FoldTarget;
use crate::model::event::{Body, Event};
use crate::model::id::EventId;
use crate::model::names::Names;
use crate::model::note::{Label, NoteBody};
use crate::record::codec::parts;
use crate::record::codec::read::Fault;
use crate::record::codec::values::{ByName, Spelled, Text};
use crate::record::codec::write::Toml;

/// `[body]` of an `edit`.
#[derive(Deserialize)]
pub(super) struct Edit {
    of: Spelled<EventId>,
    label: ByName<Label>,
    blocking: Option<bool>,
    text: Text,
}

impl Kind for Edit {
    const NAME: &'static str = "edit";
    const WHO_COUNTS: WhoCounts = WhoCounts::Everybody;
    type Fields<'a> = (&'a EventId, &'a NoteBody);

    fn body(self) -> Result<Body, Fault> {
        Ok(Body::Edit {
            of: self.of.0,
            note: parts::note(self.label, self.blocking, self.text),
        })
    }

    fn write((of, note): Self::Fields<'_>, out: &mut Toml) {
        out.id("of", of);
        parts::put_note(out, note);
    }

    fn target<'a>((of, _): Self::Fields<'a>, _: &'a Event, _: &'a Names) -> FoldTarget<'a> {
        FoldTarget::Words(*of)
    }

    fn words((of, note): Self::Fields<'_>) -> (String, &[u8]) {
        (format!("new words for {of}"), note.text.as_bytes())
    }
}
