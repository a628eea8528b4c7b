//! Saves drafts to the disk, so that typed words survive a crash, a kill and a power cut.
//!
//! Each draft has two files, `<id>.a.toml` and `<id>.b.toml`. A save overwrites the older one, so a
//! torn write never costs the newer. Each file has a digest that shows whether it is complete.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use super::codec::MAX_EVENT_BYTES;
use super::codec::parts::{self, AnchorTable, SpecTable, SubjectTable};
use super::codec::read::{self, Fault};
use super::codec::values::{self, ByName, Spelled, Text, Time};
use super::codec::write::Toml;
use super::{Project, durable, files};
use crate::digest;
use crate::model::draft::{Draft, DraftOn};
use crate::model::id::{CriterionId, DraftId, EventId, IncrementId, ObjectId};
use crate::model::note::{Label, Place};
use crate::model::spec::CriterionKey;
use crate::model::verdict::{Outcome, Verdict};

const SLOTS: [&str; 2] = ["a", "b"];

/// The drafts of one project.
#[derive(Clone, Debug)]
pub struct Drafts {
    root: PathBuf,
    dir: PathBuf,
}

/// The content of one of a draft's two files.
struct SavedDraft {
    /// The number of this save; the draft's saves are counted up.
    serial: u64,
    draft: Draft,
}

impl Drafts {
    /// Makes the store of a project.
    pub fn new(project: &Project) -> Self {
        Self {
            root: project.root.clone(),
            dir: project.path().join("drafts"),
        }
    }

    /// Saves a draft durably. Only one process at a time may save a draft.
    ///
    /// # Errors
    /// When it is too long, or cannot be written. The preceding save still exists then.
    pub fn save(&self, draft: &Draft) -> Result<()> {
        let doing = || format!("keeping the draft in {}", self.dir.display());
        let slots = SLOTS.map(|slot| self.read(&draft.id, slot).map(|saved| saved.serial));
        let newest = slots.into_iter().flatten().max().unwrap_or(0);
        let slot = if slots[0] == Some(newest) {
            SLOTS[1]
        } else {
            SLOTS[0]
        };
        let text = write(draft, newest + 1);
        if text.len() > MAX_EVENT_BYTES {
            bail!("the draft is too long to be kept; shorten it, or split it in two");
        }
        if !files::check_dir(&self.root, &self.dir).with_context(doing)? {
            durable::private_dir(&self.root, &self.dir).with_context(doing)?;
        }
        let path = self.path(&draft.id, slot);
        let is_new = !path.exists();
        let synced = || {
            if is_new {
                durable::sync_dir(&self.dir)
            } else {
                Ok(())
            }
        };
        // After a failure the file may be readable without being on the disk: the next save must
        // not trust it.
        let saved = durable::overwrite(&path, text.as_bytes());
        saved
            .and_then(|()| synced().inspect_err(|_| drop(files::remove(&path))))
            .with_context(doing)
    }

    /// Loads all readable drafts, the one saved last first. Leaves unreadable files alone.
    ///
    /// # Errors
    /// When the directory exists and cannot be listed.
    pub fn load_all(&self) -> Result<Vec<Draft>> {
        let doing = || format!("looking for drafts in {}", self.dir.display());
        files::check_dir(&self.root, &self.dir).with_context(doing)?;
        let entries = match fs::read_dir(&self.dir) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.with_context(doing)?,
        };
        let mut ids = BTreeSet::new();
        for entry in entries {
            let name = entry.with_context(doing)?.file_name();
            let id = name
                .to_str()
                .and_then(|name| name.split_once('.')?.0.parse::<DraftId>().ok());
            ids.extend(id);
        }
        let mut drafts: Vec<Draft> = ids.iter().filter_map(|id| self.load(id)).collect();
        drafts.sort_by(|a, b| (b.saved, &b.id).cmp(&(a.saved, &a.id)));
        Ok(drafts)
    }

    /// Removes a draft that was posted or discarded.
    ///
    /// # Errors
    /// When one of its files exists and cannot be removed.
    pub fn discard(&self, id: &DraftId) -> Result<()> {
        // Remove the newer file last: if this stops halfway, the draft comes back in its last
        // state.
        let mut slots = SLOTS.map(|slot| (self.read(id, slot).map(|saved| saved.serial), slot));
        slots.sort();
        let remove = |slot| files::remove(&self.path(id, slot)).map(drop);
        let removed = files::check_dir(&self.root, &self.dir)
            .and_then(|_| slots.into_iter().try_for_each(|(_, slot)| remove(slot)));
        removed.with_context(|| format!("removing the draft in {}", self.dir.display()))
    }

    fn load(&self, id: &DraftId) -> Option<Draft> {
        let slots = SLOTS.into_iter().filter_map(|slot| self.read(id, slot));
        slots
            .max_by_key(|saved| saved.serial)
            .map(|saved| saved.draft)
    }

    fn read(&self, id: &DraftId, slot: &str) -> Option<SavedDraft> {
        let bytes = durable::read_if_there(&self.path(id, slot), MAX_EVENT_BYTES).ok()??;
        parse(&bytes).filter(|saved| saved.draft.id == *id)
    }

    fn path(&self, id: &DraftId, slot: &str) -> PathBuf {
        self.dir.join(format!("{id}.{slot}.toml"))
    }
}

/// Writes a draft; the first line is the digest of all following lines.
fn write(draft: &Draft, serial: u64) -> String {
    let mut out = Toml::default();
    out.plain("version", 1);
    out.id("id", &draft.id);
    out.plain("serial", serial);
    out.time("saved", draft.saved);
    out.plain("cursor", draft.cursor);
    out.id("label", draft.label.name());
    if let Some(blocking) = draft.blocking {
        out.plain("blocking", blocking);
    }
    if draft.private {
        out.plain("private", true);
    }
    out.text("text", &draft.text);
    out.table("on");
    match &draft.on {
        DraftOn::Note(place) => {
            out.id("kind", "note");
            out.maybe_id("increment", place.increment.as_ref());
            if let Some(criterion) = &place.criterion {
                parts::put_key(&mut out, criterion);
            }
            if let Some(anchor) = &place.anchor {
                parts::put_anchor(&mut out, anchor);
            }
        }
        DraftOn::Edit(of) => {
            out.id("kind", "edit");
            out.id("of", of);
        }
        DraftOn::Reply(thread) => {
            out.id("kind", "reply");
            out.id("thread", thread);
        }
        DraftOn::Claim { thread, commit } => {
            out.id("kind", "claim");
            out.id("thread", thread);
            out.maybe_id("commit", *commit);
        }
        DraftOn::Verdict { criterion, verdict } => {
            out.id("kind", "verdict");
            parts::put_key(&mut out, criterion);
            out.id("verdict", verdict.name());
        }
        DraftOn::Outcome { increment, outcome } => {
            out.id("kind", "outcome");
            out.id("increment", increment);
            out.id("outcome", outcome.name());
        }
    }
    if let Some(subject) = &draft.subject {
        parts::put_subject(&mut out, subject);
    }
    if let Some(spec) = &draft.spec {
        parts::put_spec(&mut out, spec);
    }
    let text = out.finish();
    format!("digest = \"{}\"\n{text}", digest::of_bytes(text.as_bytes()))
}

fn parse(bytes: &[u8]) -> Option<SavedDraft> {
    let line = bytes.iter().position(|b| *b == b'\n')?;
    let (first, rest) = bytes.split_at(line + 1);
    let promised = first.strip_prefix(b"digest = \"")?.strip_suffix(b"\"\n")?;
    if digest::of_bytes(rest).to_string().as_bytes() != promised {
        return None;
    }
    saved(rest).ok()
}

/// The outermost keys of a draft.
#[derive(Deserialize)]
struct DraftFile {
    id: Spelled<DraftId>,
    serial: u64,
    saved: Time,
    cursor: u32,
    label: ByName<Label>,
    blocking: Option<bool>,
    #[serde(default)]
    private: bool,
    text: Text,
    on: OnTable,
    subject: Option<SubjectTable>,
    spec: Option<SpecTable>,
    anchor: Option<AnchorTable>,
}

/// `[on]`: what the draft will be.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum OnTable {
    Note {
        increment: Option<Spelled<IncrementId>>,
        spec: Option<values::Path>,
        criterion: Option<Spelled<CriterionId>>,
    },
    Edit {
        of: Spelled<EventId>,
    },
    Reply {
        thread: Spelled<EventId>,
    },
    Claim {
        thread: Spelled<EventId>,
        commit: Option<Spelled<ObjectId>>,
    },
    Verdict {
        spec: values::Path,
        criterion: Spelled<CriterionId>,
        verdict: ByName<Verdict>,
    },
    Outcome {
        increment: Spelled<IncrementId>,
        outcome: ByName<Outcome>,
    },
}

fn saved(bytes: &[u8]) -> Result<SavedDraft, Fault> {
    let file: DraftFile = read::document(bytes)?;
    let on = match file.on {
        OnTable::Note {
            increment,
            spec,
            criterion,
        } => DraftOn::Note(Place {
            increment: increment.map(|id| id.0),
            criterion: parts::key(spec, criterion)?,
            anchor: file.anchor.map(Into::into),
        }),
        OnTable::Edit { of } => DraftOn::Edit(of.0),
        OnTable::Reply { thread } => DraftOn::Reply(thread.0),
        OnTable::Claim { thread, commit } => DraftOn::Claim {
            thread: thread.0,
            commit: commit.map(|id| id.0),
        },
        OnTable::Verdict {
            spec,
            criterion,
            verdict,
        } => DraftOn::Verdict {
            criterion: CriterionKey {
                spec: spec.0,
                id: criterion.0,
            },
            verdict: verdict.0,
        },
        OnTable::Outcome { increment, outcome } => DraftOn::Outcome {
            increment: increment.0,
            outcome: outcome.0,
        },
    };
    let draft = Draft {
        id: file.id.0,
        on,
        label: file.label.0,
        blocking: file.blocking,
        private: file.private,
        text: file.text.0,
        cursor: file.cursor,
        subject: file.subject.map(Into::into),
        spec: file.spec.map(Into::into),
        saved: file.saved.0,
    };
    Ok(SavedDraft {
        serial: file.serial,
        draft,
    })
}
