//! How a writer is named, and what there is to say of the signatures of what they wrote.

use crate::app::facts::Facts;
use crate::model::id::{EventId, WriterId};
use crate::model::signature::Doubt;
use crate::safe;

/// Cells that a signer's name may take.
const SIGNER: usize = 32;

impl Facts {
    /// A writer's name, made safe; mine also before I said it in the record.
    pub fn name_of(&self, writer: &WriterId) -> String {
        let known = self.record.people.get(writer).is_some_and(|person| !person.name.is_blank());
        if !known && *writer == self.engagement.me && !self.engagement.who.name.is_blank() {
            return safe::inline(&self.engagement.who.name).into_string();
        }
        safe::inline(self.record.name_of(writer)).into_string()
    }

    /// The same in a number of cells, and what tells the writer apart behind it, which is never cut.
    pub fn short_name_of(&self, writer: &WriterId, cells: usize) -> String {
        let mark = self.record.mark_of(writer);
        let name = self.name_of(writer);
        let bare = name.strip_suffix(mark.as_str()).unwrap_or(&name);
        safe::fit(bare, cells) + &mark
    }

    /// What stands beside a writer's name for how what they said came here; nothing where nobody signs, or
    /// it is well signed. That I did not sign needs no saying to me.
    pub fn doubt(&self, writer: &WriterId, said: &[EventId]) -> Option<String> {
        let signatures = self.travel.signed.get(writer)?;
        let email = self.record.email_of(writer);
        let worst = said.iter().filter_map(|event| signatures.doubt(*event, email)).max()?;
        (worst != Doubt::Unsigned || *writer != self.engagement.me).then(|| words(worst))
    }

    /// `2 signed, 1 not signed`: how all came that somebody said, where anybody signs.
    pub(in crate::app) fn signing(&self, writer: &WriterId) -> Option<String> {
        let signatures = self.travel.signed.get(writer)?;
        let by = match signatures.worst(self.record.email_of(writer)) {
            Some(doubt @ Doubt::By(_)) => format!(" · {}", words(doubt)),
            _ => String::new(),
        };
        Some(signatures.words() + &by).filter(|words| !words.is_empty())
    }

    /// `Ana (unsigned)`: a name with that beside it.
    pub(in crate::app) fn signed_name(&self, writer: &WriterId, said: &[EventId]) -> String {
        let name = self.name_of(writer);
        self.doubt(writer, said).map_or(name.clone(), |doubt| format!("{name} ({doubt})"))
    }
}

fn words(doubt: Doubt<'_>) -> String {
    match doubt {
        Doubt::Unsigned => "unsigned".to_owned(),
        Doubt::Unknown => "unknown key".to_owned(),
        Doubt::By(who) if who.is_blank() => "signed by nobody named".to_owned(),
        Doubt::By(who) => format!("signed by {}", safe::fit(&safe::inline(who), SIGNER)),
        Doubt::Bad => "BAD SIGNATURE".to_owned(),
    }
}
