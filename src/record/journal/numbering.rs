//! Numbers this writer's statements, each after the one before.

use std::collections::{BTreeMap, HashSet};

use anyhow::{Result, anyhow, bail};

use super::{Journal, Staged};
use crate::digest;
use crate::model::event::{Event, Statement};
use crate::model::id::{Digest, EventId};
use crate::model::time::Timestamp;
use crate::record::codec::{self, MAX_EVENT_BYTES, MAX_SEQ};

impl Journal {
    /// Renumbers staged events if another process of this writer took their numbers. An event that
    /// is already on the disk, though perhaps not synced, keeps its number.
    pub(super) fn renumber(&mut self) -> Result<()> {
        let kept = self
            .staged
            .iter()
            .take_while(|staged| self.archive.has(staged.event.id))
            .count();
        let rest = self.staged.split_off(kept);
        let follows =
            |next: &Staged| next.event.seq == self.next_seq() && next.event.prev == self.last();
        if rest.first().is_none_or(follows) {
            self.staged.extend(rest);
            return Ok(());
        }
        self.fold_anew();
        let mut renamed = BTreeMap::new();
        for old in &rest {
            let mut statement = old.event.statement.clone();
            rename(&mut statement, &renamed);
            match self.number(old.event.at, statement) {
                Ok(new) => {
                    renamed.insert(old.event.id, new.event.id);
                    self.staged.push(Staged {
                        first: old.first,
                        ..new
                    });
                }
                Err(error) => {
                    self.staged.truncate(kept);
                    self.staged.extend(rest);
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    /// Makes the statement this writer's next event.
    pub(super) fn number(&self, at: Timestamp, mut statement: Statement) -> Result<Staged> {
        statement.replaces.sort();
        statement.replaces.dedup();
        let told: HashSet<EventId> = self.own().flat_map(|event| &event.seen).copied().collect();
        let others = self
            .archive
            .newest()
            .iter()
            .filter(|(writer, _)| **writer != self.identity.writer);
        let mut seen: Vec<EventId> = others
            .map(|(_, (_, id))| *id)
            .filter(|id| !told.contains(id))
            .collect();
        // If the predecessor cannot be read just now, this event must at least come after those
        // that can.
        let newest = self
            .archive
            .newest()
            .get(&self.identity.writer)
            .map(|(_, id)| *id);
        if self.staged.is_empty() && newest != self.last() {
            seen.extend(newest);
        }
        seen.sort_unstable();
        seal(Event {
            id: EventId(Digest([0; 32])),
            writer: self.identity.writer.clone(),
            seq: self.next_seq(),
            prev: self.last(),
            at,
            seen,
            statement,
        })
    }

    /// Iterates over this writer's events, including staged ones.
    pub(super) fn own(&self) -> impl Iterator<Item = &Event> {
        let archived = self
            .archive
            .events()
            .iter()
            .filter(|event| event.writer == self.identity.writer);
        archived.chain(self.staged())
    }

    fn last(&self) -> Option<EventId> {
        let next = self.next_seq();
        let staged = self
            .staged()
            .map(|event| (event.seq, event.id))
            .filter(|(seq, _)| *seq < next);
        staged
            .chain(self.archive.last_before(&self.identity.writer, next))
            .max()
            .map(|(_, id)| id)
    }

    /// Finds the number of this writer's next event: one that no event has, not even an unreadable
    /// one.
    fn next_seq(&self) -> u64 {
        self.archive.free_number(
            &self.identity.writer,
            self.staged.iter().map(|staged| staged.event.seq),
        )
    }
}

/// Encodes an event, which gives its id, and makes sure that everybody will read the same back.
fn seal(unnamed: Event) -> Result<Staged> {
    if unnamed.statement.body.is_unknown() {
        bail!("only a newer version can write an entry of this kind");
    }
    let text = codec::encode(&unnamed);
    if text.len() > MAX_EVENT_BYTES {
        bail!(
            "this is too long to keep as one entry ({} KiB; at most {} KiB): shorten it, or split it in two",
            text.len() >> 10,
            MAX_EVENT_BYTES >> 10
        );
    }
    if unnamed.seq > MAX_SEQ {
        bail!("this writer's journal is full; remove identity.toml to go on as another writer");
    }
    let id = EventId(digest::of_bytes(text.as_bytes()));
    let event = codec::decode(
        &codec::file_name(&unnamed.writer, unnamed.seq, id),
        text.as_bytes(),
    )
    .map_err(|damaged| anyhow!("it would not read back: {}", damaged.why))?;
    if event.statement != unnamed.statement {
        bail!("it would not read back as it was written; update to the newest version");
    }
    Ok(Staged {
        first: id,
        event,
        text,
    })
}

/// Replaces old ids in a statement by new ones.
fn rename(statement: &mut Statement, renamed: &BTreeMap<EventId, EventId>) {
    let rename = |id: &mut EventId| *id = renamed.get(id).copied().unwrap_or(*id);
    statement.replaces.iter_mut().for_each(rename);
    statement
        .body
        .names_mut()
        .about
        .into_iter()
        .for_each(rename);
}
