//! Names writers, and describes the signatures on their statements.

use crate::app::facts::Facts;
use crate::model::id::{EventId, WriterId};
use crate::model::person::entries;
use crate::model::signature::Doubt;
use crate::safe;

/// The most cells of a signer's name.
const SIGNER: usize = 32;

/// The most cells of a name in the admission question, so that the claimed role still fits on a
/// narrow screen.
pub(in crate::app) const NAME: usize = 30;

/// The most cells of a fact in the admission question.
pub(in crate::app) const FACT: usize = 70;

impl Facts {
    /// Returns a writer's name, made safe; for the user also before the record has it.
    pub fn name_of(&self, writer: &WriterId) -> String {
        let known = self
            .record
            .people
            .get(writer)
            .is_some_and(|person| !person.name.is_blank());
        if !known && *writer == self.engagement.me && !self.engagement.who.name.is_blank() {
            return safe::inline(&self.engagement.who.name).into_string();
        }
        safe::inline(self.record.name_of(writer)).into_string()
    }

    /// Returns a writer's name cut to `cells`, followed by the mark of namesakes and pending
    /// writers, which is never cut.
    pub fn short_name_of(&self, writer: &WriterId, cells: usize) -> String {
        let mark = self.record.mark_of(writer);
        let name = self.name_of(writer);
        let bare = name.strip_suffix(mark.as_str()).unwrap_or(&name);
        safe::fit(bare, cells) + &mark
    }

    /// Returns the worst doubt about the signatures on some events, to stand beside the writer's
    /// name. `None` when nobody signs, when the signatures are good, or when the user's own events
    /// are merely unsigned.
    pub fn doubt(&self, writer: &WriterId, said: &[EventId]) -> Option<String> {
        let signatures = self.travel.signed.get(writer)?;
        let email = self.record.email_of(writer);
        let worst = said
            .iter()
            .filter_map(|event| signatures.doubt(*event, email))
            .max()?;
        (worst != Doubt::Unsigned || *writer != self.engagement.me).then(|| words(worst))
    }

    /// Returns how all of a writer's entries are signed, `2 signed, 1 not signed`; `None` when
    /// nobody signs.
    pub(in crate::app) fn signing(&self, writer: &WriterId) -> Option<String> {
        let signatures = self.travel.signed.get(writer)?;
        let by = match signatures.worst(self.record.email_of(writer)) {
            Some(doubt @ Doubt::By(_)) => format!(" · {}", words(doubt)),
            _ => String::new(),
        };
        Some(signatures.words() + &by).filter(|words| !words.is_empty())
    }

    /// Returns a writer's name with any doubt about some events: `Ana (unsigned)`.
    pub(in crate::app) fn signed_name(&self, writer: &WriterId, said: &[EventId]) -> String {
        let name = self.name_of(writer);
        self.doubt(writer, said)
            .map_or(name.clone(), |doubt| format!("{name} ({doubt})"))
    }

    /// Returns the role that a writer claims: `Bo Berg says they are a reviewer`.
    pub(in crate::app) fn claim_of(&self, writer: &WriterId) -> String {
        let person = self.record.people.get(writer);
        let says = person.and_then(|person| person.pending).unwrap_or_default();
        format!(
            "{} claims to be {}",
            self.called(writer),
            says.with_article()
        )
    }

    /// Returns what else is known of a writer: address, number of entries, signatures, and whether
    /// the name resembles another.
    pub(in crate::app) fn facts_about(&self, writer: &WriterId) -> Vec<String> {
        let Some(person) = self.record.people.get(writer) else {
            return Vec::new();
        };
        let mut facts = Vec::new();
        if !person.email.is_blank() {
            facts.push(safe::fit(&safe::inline(&person.email), FACT));
        }
        let wrote = entries(person.entries);
        let signed = self
            .signing(writer)
            .map(|words| format!(": {words}"))
            .unwrap_or_default();
        facts.push(safe::fit(&format!("{wrote}{signed}"), FACT));
        if person.has_namesake {
            facts.push("the name resembles another person's, or an id".to_owned());
        }
        facts
    }

    /// Returns a writer's name, cut to a bounded width, with the id when somebody else has the same
    /// name, and without the mark of pending writers.
    pub(in crate::app) fn called(&self, writer: &WriterId) -> String {
        let person = self
            .record
            .people
            .get(writer)
            .filter(|person| !person.name.is_blank());
        let Some(person) = person else {
            return self.name_of(writer);
        };
        let name = safe::fit(&safe::inline(self.record.bare_name_of(writer)), NAME);
        if person.has_namesake {
            format!("{name} [{writer}]")
        } else {
            name
        }
    }
}

fn words(doubt: Doubt<'_>) -> String {
    match doubt {
        Doubt::Unsigned => "unsigned".to_owned(),
        Doubt::Unknown => "unknown key".to_owned(),
        Doubt::By(who) if who.is_blank() => "signed by an unnamed key".to_owned(),
        Doubt::By(who) => format!("signed by {}", safe::fit(&safe::inline(who), SIGNER)),
        Doubt::Bad => "BAD SIGNATURE".to_owned(),
    }
}
