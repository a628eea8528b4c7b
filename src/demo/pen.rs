//! Somebody at their journal. Knows nothing of what they say.

use anyhow::Result;

use super::people::Person;
use super::time;
use crate::model::event::Statement;
use crate::model::id::{EventId, WriterId};
use crate::model::time::Timestamp;
use crate::record::{Journal, Project};

/// How long one statement takes to write, in milliseconds.
const PACE: i64 = 4 * 60_000;

/// A writer with a clock that the story sets.
pub(super) struct Pen {
    writer: WriterId,
    journal: Journal,
    now: Timestamp,
}

impl Pen {
    /// Opens a person's journal.
    pub fn new(project: &Project, person: &Person) -> Result<Self> {
        let identity = person.identity()?;
        let journal = Journal::open(project, &identity)?;
        Ok(Self { writer: identity.writer, journal, now: Timestamp::default() })
    }

    /// Whether there is anything of theirs.
    pub fn has_written(&self) -> bool {
        self.journal.events().iter().any(|event| event.writer == self.writer)
    }

    /// Reads what the others wrote, and begins to write at that time; says who is writing first.
    pub fn sit_down(&mut self, at: &str) -> Result<()> {
        self.journal.refresh()?;
        self.now = Timestamp(time(at)?.as_millisecond());
        match self.journal.introduction() {
            Some(introduction) => self.say(introduction).map(drop),
            None => Ok(()),
        }
    }

    /// Says something in place of what stood on its target.
    pub fn say(&mut self, statement: Statement) -> Result<EventId> {
        let replaces = self.journal.record().heads(&self.writer, &statement.body);
        let said = self.journal.stage(self.now, Statement { replaces, ..statement })?;
        self.now.0 += PACE;
        Ok(said.id)
    }

    /// Keeps what was said.
    pub fn get_up(&mut self) -> Result<()> {
        self.journal.publish().map(drop)
    }
}
