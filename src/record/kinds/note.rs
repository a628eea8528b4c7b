//! `note`: a note, which opens a thread.

use serde::Deserialize;

use super::kind::{Kind, WhoCounts};
use super::target::FoldTarget;
use crate::model::event::{Body, Event};
use crate::model::id::CriterionId;
use crate::model::names::Names;
use crate::model::note::{Label, NoteBody};
use crate::model::spec::CriterionKey;
use crate::record::codec::parts;
use crate::record::codec::read::Fault;
use crate::record::codec::values::{ByName, Path, Spelled, Text};
use crate::record::codec::write::Toml;

/// `[body]` of a `note`.
#[derive(Deserialize)]
pub(super) struct Note {
    spec: Option<Path>,
    criterion: Option<Spelled<CriterionId>>,
    label: ByName<Label>,
    blocking: Option<bool>,
    text: Text,
}

impl Kind for Note {
    const NAME: &'static str = "note";
    const WHO_COUNTS: WhoCounts = WhoCounts::Everybody;
    type Fields<'a> = (&'a Option<CriterionKey>, &'a NoteBody);

    fn body(self) -> Result<Body, Fault> {
        let criterion = parts::key(self.spec, self.criterion)?;
        Ok(Body::Note {
            criterion,
            note: parts::note(self.label, self.blocking, self.text),
        })
    }

    fn write((criterion, note): Self::Fields<'_>, out: &mut Toml) {
        if let Some(criterion) = criterion {
            parts::put_key(out, criterion);
        }
        parts::put_note(out, note);
    }

    fn target<'a>(_: Self::Fields<'a>, event: &'a Event, _: &'a Names) -> FoldTarget<'a> {
        FoldTarget::Thread(event.id)
    }

    fn words((criterion, note): Self::Fields<'_>) -> (String, &[u8]) {
        let criterion = criterion
            .as_ref()
            .map_or(String::new(), |key| format!(" on criterion {}", key.id));
        (
            format!("{}{criterion}", note.label.name()),
            note.text.as_bytes(),
        )
    }
}
