//! Saves which statements of others a person has read on this machine. It is no part of the record
//! and never leaves the machine.
//!
//! Entries are known by their ids and by the numbers that their writers gave them; clocks play no
//! part. What was not marked as read is unread, however late it arrives.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde::Deserialize;

use super::codec::read;
use super::codec::values::Spelled;
use super::codec::write::Toml;
use super::{Project, durable};
use crate::model::event::{Body, Event};
use crate::model::id::{EventId, WriterId};

/// Maximum size of the file: some 200,000 entries beyond the numbers up to which all is read.
const MAX_BYTES: usize = 16 << 20;

/// What was read.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct ReadMarks {
    /// By writer: the number of the entry up to which all of theirs are read.
    up_to: BTreeMap<WriterId, u64>,
    /// Entries read beyond that.
    also: BTreeSet<EventId>,
    /// Whether they were saved before.
    is_saved: bool,
}

impl ReadMarks {
    /// Loads the marks of a project. Where none were saved yet, everything counts as read that the
    /// person had when they wrote their last entry, as that entry proves.
    ///
    /// # Errors
    /// When the file exists and cannot be read.
    pub fn load(project: &Project, events: &[Event], me: &WriterId) -> Result<Self> {
        Ok(match saved(project)? {
            Some(saved) => saved,
            None => Self::known_to(events, me),
        })
    }

    fn known_to(events: &[Event], me: &WriterId) -> Self {
        let by_id: HashMap<EventId, &Event> =
            events.iter().map(|event| (event.id, event)).collect();
        let mut up_to = BTreeMap::new();
        let mine = events.iter().filter(|event| event.writer == *me);
        for known in mine.flat_map(|event| &event.seen) {
            if let Some(event) = by_id.get(known) {
                let most = up_to.entry(event.writer.clone()).or_insert(0);
                *most = event.seq.max(*most);
            }
        }
        Self {
            up_to,
            ..Self::default()
        }
    }

    /// Whether they were saved before.
    pub fn is_saved(&self) -> bool {
        self.is_saved
    }

    /// Lists the statements of others that are unread, each with its writer. One that its writer took back, or that was
    /// replaced by something that is read, is not among them; words stay until they are read.
    pub fn unread(&self, events: &[Event], me: &WriterId) -> BTreeMap<EventId, WriterId> {
        let is_read = |event: &Event| {
            event.writer == *me
                || !is_news(&event.statement.body)
                || self
                    .up_to
                    .get(&event.writer)
                    .is_some_and(|most| event.seq <= *most)
                || self.also.contains(&event.id)
        };
        let (read, unread): (Vec<&Event>, Vec<&Event>) =
            events.iter().partition(|event| is_read(event));
        let mut unread: HashMap<EventId, &Event> =
            unread.into_iter().map(|event| (event.id, event)).collect();
        let mut closing = read;
        while let Some(event) = closing.pop() {
            for id in &event.statement.replaces {
                let replaced = unread.get(id).copied();
                if let Some(replaced) = replaced.filter(|replaced| is_closed_by(replaced, event)) {
                    unread.remove(id);
                    closing.push(replaced);
                }
            }
        }
        let writer = |(id, event): (EventId, &Event)| (id, event.writer.clone());
        unread.into_iter().map(writer).collect()
    }

    /// Marks statements as read, and saves all marks together with those that another process saved
    /// meanwhile.
    ///
    /// # Errors
    /// When they cannot be saved; they are marked all the same until the program ends.
    pub fn mark(
        &mut self,
        read: &[EventId],
        project: &Project,
        events: &[Event],
        me: &WriterId,
    ) -> Result<()> {
        self.also.extend(read);
        if let Some(saved) = saved(project)? {
            for (writer, most) in saved.up_to {
                let own = self.up_to.entry(writer).or_insert(0);
                *own = most.max(*own);
            }
            self.also.extend(saved.also);
        }
        self.shorten(events, me);
        self.save(project)?;
        self.is_saved = true;
        Ok(())
    }

    /// Replaces ids by numbers, as far as all entries of a writer up to a number are there and read.
    fn shorten(&mut self, events: &[Event], me: &WriterId) {
        let unread = self.unread(events, me);
        let mut of_others: Vec<&Event> =
            events.iter().filter(|event| event.writer != *me).collect();
        of_others.sort_by_key(|event| event.seq);
        for event in of_others {
            let most = self.up_to.entry(event.writer.clone()).or_insert(0);
            if event.seq == *most + 1 && !unread.contains_key(&event.id) {
                *most = event.seq;
            }
        }
        let up_to = &self.up_to;
        let numbered = events.iter().filter(|event| {
            up_to
                .get(&event.writer)
                .is_some_and(|most| event.seq <= *most)
        });
        for event in numbered {
            self.also.remove(&event.id);
        }
    }

    fn save(&self, project: &Project) -> Result<()> {
        let file = file(project);
        let doing = || format!("keeping what was read in {}", file.display());
        if !project.check().with_context(doing)? {
            durable::private_dir(&project.root, project.path()).with_context(doing)?;
        }
        let mut out = Toml::default();
        out.plain("version", 1);
        let up_to = self.up_to.iter();
        let up_to: Vec<String> = up_to
            .map(|(writer, most)| format!("{writer} {most}"))
            .collect();
        out.ids("up_to", &up_to);
        let also: Vec<String> = self.also.iter().map(ToString::to_string).collect();
        out.ids("also", &also);
        durable::replace(&file, out.finish().as_bytes(), false).with_context(doing)
    }
}

/// Whether a statement of this kind is worth a person's look. Marks, links and who is who are not.
fn is_news(body: &Body) -> bool {
    match body {
        Body::Note { .. }
        | Body::Edit { .. }
        | Body::Reply { .. }
        | Body::Claim { .. }
        | Body::Verify { .. }
        | Body::Verdict { .. }
        | Body::Outcome { .. }
        | Body::Amendment { .. }
        | Body::Unknown { .. } => true,
        Body::Retract { .. }
        | Body::Link { .. }
        | Body::Unlink { .. }
        | Body::Increment { .. }
        | Body::Viewed { .. }
        | Body::SignOff { .. }
        | Body::Role { .. }
        | Body::Pin { .. }
        | Body::Scope { .. } => false,
    }
}

/// Whether a statement needs no look once a later one that replaces it is read. Words of others do,
/// unless their writer took them back or changed them.
fn is_closed_by(replaced: &Event, by: &Event) -> bool {
    let has_words = match &replaced.statement.body {
        Body::Note { .. } | Body::Reply { .. } | Body::Edit { .. } => true,
        Body::Claim { text, .. } => !text.is_blank(),
        Body::Verify { .. }
        | Body::Verdict { .. }
        | Body::Outcome { .. }
        | Body::Amendment { .. }
        | Body::Unknown { .. }
        | Body::Retract { .. }
        | Body::Link { .. }
        | Body::Unlink { .. }
        | Body::Increment { .. }
        | Body::Viewed { .. }
        | Body::SignOff { .. }
        | Body::Role { .. }
        | Body::Pin { .. }
        | Body::Scope { .. } => false,
    };
    !has_words || by.writer == replaced.writer
}

fn saved(project: &Project) -> Result<Option<ReadMarks>> {
    let file = file(project);
    let doing = || {
        format!(
            "reading {}; remove it to start with everything unread",
            file.display()
        )
    };
    if !project.check().with_context(doing)? {
        return Ok(None);
    }
    let Some(bytes) = durable::read_if_there(&file, MAX_BYTES).with_context(doing)? else {
        return Ok(None);
    };
    let written = read::document::<ReadFile>(&bytes).with_context(doing)?;
    let up_to = written.up_to.iter().filter_map(|entry| {
        let (writer, most) = entry.split_once(' ')?;
        Some((writer.parse().ok()?, most.parse().ok()?))
    });
    Ok(Some(ReadMarks {
        up_to: up_to.collect(),
        also: written.also.into_iter().map(|id| id.0).collect(),
        is_saved: true,
    }))
}

fn file(project: &Project) -> PathBuf {
    project.path().join("read.toml")
}

/// `read.toml`.
#[derive(Deserialize)]
struct ReadFile {
    #[serde(default)]
    up_to: Vec<String>,
    #[serde(default)]
    also: Vec<Spelled<EventId>>,
}
