//! The reviewer's place, per clone: a hint that is written often and may be lost.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::Deserialize;

use super::codec::read;
use super::codec::values::{self, ByName, Spelled};
use super::codec::write::Toml;
use super::project::{MAX_SMALL_FILE, spell_path};
use super::{Project, durable};
use crate::digest;
use crate::model::change::Side;
use crate::model::id::{CriterionId, IncrementId};
use crate::model::resume::Resume;

/// Saves the reviewer's place. Written completely or not at all, but not synced: a power cut may
/// undo it.
///
/// # Errors
/// When it cannot be written; the caller can go on without loss.
pub fn save(project: &Project, clone: &Path, resume: &Resume) -> Result<()> {
    let file = file(project, clone);
    let doing = || format!("keeping the place in {}", file.display());
    if !project.check().with_context(doing)? {
        durable::private_dir(&project.root, project.path()).with_context(doing)?;
    }
    durable::replace(&file, write(resume).as_bytes(), false).with_context(doing)
}

/// Loads the reviewer's place; `None` when none was saved, or it cannot be read.
pub fn load(project: &Project, clone: &Path) -> Option<Resume> {
    project.check().ok()?;
    let bytes = durable::read_if_there(&file(project, clone), MAX_SMALL_FILE).ok()??;
    read::document::<PlaceFile>(&bytes).map(Into::into).ok()
}

fn file(project: &Project, clone: &Path) -> PathBuf {
    let clone = digest::of_bytes(spell_path(clone).as_bytes());
    project
        .path()
        .join(format!("place-{}.toml", clone.short(16)))
}

fn write(resume: &Resume) -> String {
    let mut out = Toml::default();
    out.plain("version", 1);
    out.string("screen", &resume.screen);
    out.maybe_id("increment", resume.increment.as_ref());
    if let Some(spec) = &resume.spec {
        out.path("spec", spec);
    }
    out.maybe_id("criterion", resume.criterion.as_ref());
    if let Some(file) = &resume.file {
        out.path("file", file);
    }
    out.maybe_id("side", resume.side.map(Side::name));
    if let Some(line) = resume.line {
        out.plain("line", line);
    }
    out.finish()
}

/// `place-….toml`.
#[derive(Deserialize)]
struct PlaceFile {
    screen: String,
    increment: Option<Spelled<IncrementId>>,
    spec: Option<values::Path>,
    criterion: Option<Spelled<CriterionId>>,
    file: Option<values::Path>,
    side: Option<ByName<Side>>,
    line: Option<u32>,
}

impl From<PlaceFile> for Resume {
    fn from(written: PlaceFile) -> Self {
        Self {
            screen: written.screen,
            increment: written.increment.map(|id| id.0),
            spec: written.spec.map(|path| path.0),
            criterion: written.criterion.map(|id| id.0),
            file: written.file.map(|path| path.0),
            side: written.side.map(|side| side.0),
            line: written.line,
        }
    }
}
