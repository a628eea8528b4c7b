//! Keeps statements and drafts that are not on the disk yet.
//!
//! They are kept outside the worker that writes, so that nothing is lost when the disk fails for
//! good, or the worker hangs or breaks down. What is still owed at the end is printed.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::model::draft::Draft;
use crate::model::event::Statement;
use crate::model::id::DraftId;
use crate::record::kinds;
use crate::safe;

/// Identifies a statement while it is owed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Ticket(u64);

/// The ledger of owed items; all clones share it.
#[derive(Clone, Default)]
pub(super) struct Owed(Arc<Mutex<Ledger>>);

#[derive(Default)]
struct Ledger {
    tickets: u64,
    statements: BTreeMap<Ticket, Statement>,
    drafts: BTreeMap<DraftId, Draft>,
}

impl Owed {
    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        // A ledger is consistent after every step of a change, so also after a thread panicked
        // while it held the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a statement that has to be written.
    pub(super) fn say(&self, statement: Statement) -> Ticket {
        let mut ledger = self.ledger();
        ledger.tickets += 1;
        let ticket = Ticket(ledger.tickets);
        ledger.statements.insert(ticket, statement);
        ticket
    }

    /// Removes statements that were written.
    pub(super) fn said(&self, tickets: impl IntoIterator<Item = Ticket>) {
        let mut ledger = self.ledger();
        for ticket in tickets {
            ledger.statements.remove(&ticket);
        }
    }

    /// Adds a draft that has to be saved, replacing the one with its id.
    pub(super) fn keep(&self, draft: Draft) {
        self.ledger().drafts.insert(draft.id.clone(), draft);
    }

    /// Removes a draft if it was saved in this state.
    pub(super) fn kept(&self, draft: &Draft) {
        let mut ledger = self.ledger();
        if ledger.drafts.get(&draft.id) == Some(draft) {
            ledger.drafts.remove(&draft.id);
        }
    }

    /// Removes a draft that is no longer wanted.
    pub(super) fn forget(&self, draft: &DraftId) {
        self.ledger().drafts.remove(draft);
    }

    /// Prints what is owed to standard error, made safe, for the user to save by hand. Returns the
    /// number of items.
    pub(super) fn print(&self) -> usize {
        let ledger = self.ledger();
        let drafts = ledger
            .drafts
            .values()
            .map(|draft| ("draft", draft.statement(Vec::new())));
        let statements = ledger
            .statements
            .values()
            .map(|statement| ("", statement.clone()));
        let owed: Vec<_> = statements.chain(drafts).collect();
        if !owed.is_empty() {
            let mut text = String::from("snaglist: this could not be written to the disk:\n");
            for (what, statement) in &owed {
                let (about, words) = describe(statement);
                let what = if what.is_empty() {
                    about
                } else {
                    format!("{what}: {about}")
                };
                text += &format!("\n--- {}\n", safe::inline(what));
                if !words.is_empty() {
                    text += safe::block(words).as_str();
                    text.push('\n');
                }
            }
            // When even that fails, nothing can be done.
            let _ = io::stderr().write_all(text.as_bytes());
        }
        owed.len()
    }
}

/// Describes a statement in our words, and returns the writer's words.
fn describe(statement: &Statement) -> (String, &[u8]) {
    let place = statement.anchor.as_ref().map_or(String::new(), |anchor| {
        let lines = match anchor.lines {
            Some(lines) if lines.first == lines.last => format!(":{}", lines.first),
            Some(lines) => format!(":{}-{}", lines.first, lines.last),
            None => String::new(),
        };
        format!(" on {}{lines}", anchor.path.lossy())
    });
    let (what, words) = kinds::words(&statement.body);
    (what + &place, words)
}
