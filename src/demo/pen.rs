//! Writes a person's statements into their journal. Knows nothing of what they say.

use anyhow::Result;

use super::people::StoryPerson;
use super::time;
use crate::model::event::Statement;
use crate::model::id::{EventId, WriterId};
use crate::model::time::Timestamp;
use crate::record::{Journal, Project};

/// Time between two statements, in milliseconds.
const PACE: i64 = 4 * 60_000;

/// A writer with a clock that the story sets.
pub(super) struct StoryWriter {
    writer: WriterId,
    journal: Journal,
    now: Timestamp,
}

impl StoryWriter {
    /// Opens a person's journal.
    pub(super) fn new(project: &Project, person: &StoryPerson) -> Result<Self> {
        let identity = person.identity()?;
        let journal = Journal::open(project, &identity)?;
        Ok(Self {
            writer: identity.writer,
            journal,
            now: Timestamp::default(),
        })
    }

    /// Whether the person wrote anything.
    pub(super) fn has_written(&self) -> bool {
        self.journal
            .events()
            .iter()
            .any(|event| event.writer == self.writer)
    }

    /// Reads what the others wrote, and starts writing at that time; introduces the writer first.
    pub(super) fn sit_down(&mut self, at: &str) -> Result<()> {
        self.journal.refresh()?;
        self.now = Timestamp(time(at)?.as_millisecond());
        match self.journal.introduction() {
            Some(introduction) => self.say(introduction).map(drop),
            None => Ok(()),
        }
    }

    /// Writes a statement that replaces the live ones on its target.
    pub(super) fn say(&mut self, statement: Statement) -> Result<EventId> {
        let replaces = self.journal.record().heads(&self.writer, &statement.body);
        let said = self.journal.stage(
            self.now,
            Statement {
                replaces,
                ..statement
            },
        )?;
        self.now.0 += PACE;
        Ok(said.id)
    }

    /// Saves what was said.
    pub(super) fn get_up(&mut self) -> Result<()> {
        self.journal.publish().map(drop)
    }
}
