//! How a writer is named, and what there is to say of the signatures of what they wrote.

use crate::app::facts::Facts;
use crate::model::id::{EventId, WriterId};
use crate::model::person::entries;
use crate::model::signature::Doubt;
use crate::safe;

/// Cells that a signer's name may take.
const SIGNER: usize = 32;

/// Cells that a name may take in the question, so that what somebody says they are stands on a narrow screen.
pub(in crate::app) const NAME: usize = 30;

/// Cells that a fact may take.
pub(in crate::app) const FACT: usize = 70;

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

    /// `Bo Berg says they are a reviewer`
    pub(in crate::app) fn claim_of(&self, writer: &WriterId) -> String {
        let person = self.record.people.get(writer);
        let says = person.and_then(|person| person.pending).unwrap_or_default();
        format!("{} says they are {}", self.called(writer), says.with_article())
    }

    /// What else is known of somebody: their address, how much they wrote and how it is signed, who is called the same.
    pub(in crate::app) fn facts_about(&self, writer: &WriterId) -> Vec<String> {
        let Some(person) = self.record.people.get(writer) else { return Vec::new() };
        let mut facts = Vec::new();
        if !person.email.is_blank() {
            facts.push(safe::fit(&safe::inline(&person.email), FACT));
        }
        let wrote = entries(person.entries);
        let signed = self.signing(writer).map(|words| format!(": {words}")).unwrap_or_default();
        facts.push(safe::fit(&format!("{wrote}{signed}"), FACT));
        if person.has_namesake {
            facts.push("the name looks like somebody else's here, or like an id".to_owned());
        }
        facts
    }

    /// Gives a name of bounded width, with the id where somebody else is called the same, and no word of being pending.
    pub(in crate::app) fn called(&self, writer: &WriterId) -> String {
        let person = self.record.people.get(writer).filter(|person| !person.name.is_blank());
        let Some(person) = person else { return self.name_of(writer) };
        let name = safe::fit(&safe::inline(self.record.bare_name_of(writer)), NAME);
        if person.has_namesake { format!("{name} [{writer}]") } else { name }
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
