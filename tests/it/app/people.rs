//! Who reviews: identities, and somebody else who writes into the same record.

use snaglist::model::event::{Event, Statement};
use snaglist::model::person::Role;
use snaglist::model::text::Untrusted;
use snaglist::model::time::Timestamp;
use snaglist::record::{Identity, Journal};

use super::session::{NOON, Session};

fn identity(writer: &str, name: &str, role: Role) -> Identity {
    Identity {
        writer: writer.parse().unwrap(),
        name: Untrusted::from(name),
        email: Untrusted::default(),
        role,
    }
}

pub(crate) fn ana() -> Identity {
    identity("anaaaaaaaa", "Ana", Role::Reviewer)
}

pub(crate) fn ben() -> Identity {
    identity("benbenbenb", "Ben", Role::Reviewer)
}

pub(crate) fn cleo() -> Identity {
    identity("cleocleocl", "Cleo", Role::Contractor)
}

pub(crate) fn dora() -> Identity {
    identity("doradorado", "Dora", Role::Observer)
}

/// Somebody else who writes into the same record, on another machine.
pub(crate) struct Other {
    journal: Journal,
}

impl Other {
    pub(crate) fn new(session: &Session, who: &Identity) -> Self {
        Self {
            journal: Journal::open(&session.opened.project, who).unwrap(),
        }
    }

    pub(crate) fn say(&mut self, statement: Statement) -> Event {
        self.journal.refresh().unwrap();
        if let Some(introduction) = self.journal.introduction() {
            self.journal.append(Timestamp(NOON), introduction).unwrap();
        }
        self.journal.append(Timestamp(NOON), statement).unwrap()
    }
}
