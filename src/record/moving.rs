//! The whole of a project's record as one file, to move it to another machine.
//!
//! Events, drafts, known remotes, and who wrote here. Places and clones are this machine's own.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};

use super::identity;
use super::project::{MAX_SMALL_FILE, Project};
use super::{Identity, Incoming, codec, durable, files, parcel};
use crate::model::id::EventId;
use crate::model::record::Damaged;

/// The most bytes of such a file.
const MAX_FILE: usize = 1 << 30;

/// Items with these names hold what is said beside them.
const PROJECT: &str = "project";
const IDENTITY: &str = "identity.toml";
const REMOTES: &str = "remotes.toml";

/// What came in.
#[derive(Debug)]
pub struct Imported {
    /// Events that were not here.
    pub events: usize,
    /// Drafts that were not here.
    pub drafts: usize,
    /// Addresses of remotes that were not here. None of them is gone to before the user names it.
    pub remotes: Vec<String>,
    /// Who wrote where it comes from.
    pub identity: Option<Identity>,
    /// What was in it and cannot be used: what should have been events was set aside.
    pub bad: Vec<Damaged>,
}

impl Project {
    /// Writes everything to a file, in the place of what is there. Gives how many events, damaged ones
    /// counted.
    ///
    /// # Errors
    /// When something cannot be read or written, or the file is there and is no such record.
    pub fn export(&self, path: &Path) -> Result<usize> {
        let mut items: Vec<(String, Vec<u8>)> = vec![(PROJECT.to_owned(), self.id().as_str().into())];
        self.check()?;
        let small = [(IDENTITY, self.root.join(IDENTITY)), (REMOTES, self.dir.join(REMOTES))];
        for (name, path) in small {
            let bytes = durable::read_if_there(&path, MAX_SMALL_FILE);
            items.extend(
                bytes
                    .with_context(|| format!("reading {}", path.display()))?
                    .map(|bytes| (name.to_owned(), bytes)),
            );
        }
        let mut events = 0;
        for (folder, below) in [("events", true), ("private/events", true), ("drafts", false)] {
            files::check_dir(&self.root, &self.dir.join(folder))?;
            for (name, path) in files_in(&self.dir.join(folder), below)? {
                let bytes = durable::read_capped(&path, codec::MAX_EVENT_BYTES);
                let bytes = bytes.with_context(|| format!("reading {}", path.display()))?;
                events += usize::from(below);
                items.push((format!("{folder}/{name}"), bytes));
            }
        }
        let packed = parcel::pack(items.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())))?;
        let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty());
        let path = dir.map_or_else(|| Path::new(".").join(path), |_| path.to_owned());
        let doing = || format!("writing {}", path.display());
        ensure!(
            may_be_replaced(&path).with_context(doing)?,
            "{} is there and is no record that was exported; give another name",
            path.display()
        );
        durable::replace_named(&path, &packed).with_context(doing)?;
        Ok(events)
    }

    /// Adds everything in such a file to what is here, but for entries that `stranger` turns away; nothing here is
    /// replaced.
    ///
    /// # Errors
    /// When it is none, is another project's, or something cannot be written. Calling again goes on.
    pub fn import(&self, path: &Path, stranger: Stranger<'_>) -> Result<Imported> {
        let doing = || format!("reading {}", path.display());
        let bytes = durable::read_named(path, MAX_FILE).with_context(doing)?;
        ensure!(bytes.len() <= MAX_FILE, "{} has more than {} MiB", path.display(), MAX_FILE >> 20);
        let items = parcel::unpack(&bytes).with_context(doing)?;
        let of = items.iter().find(|(name, _)| name == PROJECT).map(|(_, id)| id.as_slice());
        match of {
            Some(id) if id == self.id().as_str().as_bytes() => {}
            Some(id) => bail!(
                "it is the record of another project, {}; this one is {}",
                codec::printable(&String::from_utf8_lossy(id)),
                self.id()
            ),
            None => bail!("it is no record that was exported; `snaglist sync --from` takes what others send"),
        }
        self.prepare()?;
        let mut imported =
            Imported { events: 0, drafts: 0, remotes: Vec::new(), identity: None, bad: Vec::new() };
        let (mut good, mut held) = (Vec::new(), Vec::new());
        for (name, bytes) in items {
            if let Some(name) = name.strip_prefix("events/") {
                match codec::decode(name, &bytes) {
                    Ok(event) => match stranger(name, event.id) {
                        None => good.push(Incoming { name: name.to_owned(), bytes }),
                        Some(why) => {
                            held.push(Incoming { name: name.to_owned(), bytes });
                            imported.bad.push(why);
                        }
                    },
                    Err(why) => {
                        self.set_aside("an export", &why, &bytes)?;
                        imported.bad.push(why);
                    }
                }
            } else if let Some(private) = name.strip_prefix("private/events/") {
                // Beside the others: what stays on the machine moves with it.
                if codec::decode(private, &bytes).is_ok() {
                    let place = Path::new("private").join("events").join(private);
                    imported.events += usize::from(self.put_if_free(&place, &bytes)?);
                }
            } else if let Some(name) = name.strip_prefix("drafts/").filter(|name| is_draft(name)) {
                imported.drafts += usize::from(self.put_if_free(&Path::new("drafts").join(name), &bytes)?);
            } else if name == REMOTES {
                match self.take_in_remotes(&bytes)? {
                    Some(urls) => imported.remotes = urls,
                    None => imported.bad.push(Damaged {
                        file: REMOTES.to_owned(),
                        why: "the remotes it names cannot be read, and none was taken".to_owned(),
                    }),
                }
            } else if name == IDENTITY {
                imported.identity = identity::parse(&bytes).ok();
            }
        }
        self.hold_back(&held)?;
        imported.events += self.take_in(&good)?;
        Ok(imported)
    }

    fn put_if_free(&self, name: &Path, bytes: &[u8]) -> Result<bool> {
        let path = self.dir.join(name);
        let doing = || format!("writing {}", path.display());
        durable::private_dir(&self.root, path.parent().unwrap_or(&self.dir)).with_context(doing)?;
        if files::check_file(&path).with_context(doing)? {
            return Ok(false);
        }
        match durable::publish(&path, bytes) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
            other => other.map(|()| true).with_context(doing),
        }
    }
}

/// Why an entry of that name, a path below `events/`, is not taken in; see [`Journal::stranger`](super::Journal::stranger).
pub type Stranger<'a> = &'a dyn Fn(&str, EventId) -> Option<Damaged>;

/// Whether there is nothing under that name, or what an export wrote before.
fn may_be_replaced(path: &Path) -> std::io::Result<bool> {
    Ok(match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => true,
        found => {
            found?.is_file() && durable::read_named(path, parcel::MAGIC.len())?.starts_with(parcel::MAGIC)
        }
    })
}

/// `<id>.a.toml` and `<id>.b.toml`; nothing else is put there.
fn is_draft(name: &str) -> bool {
    let id = name.strip_suffix(".a.toml").or_else(|| name.strip_suffix(".b.toml"));
    id.is_some_and(|id| id.parse::<crate::model::id::DraftId>().is_ok())
}

/// Files of a directory by name, or those one level below it; sorted. Names beginning with a dot are none.
fn files_in(dir: &Path, below: bool) -> Result<Vec<(String, std::path::PathBuf)>> {
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.with_context(|| format!("reading {}", dir.display()))?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.with_context(|| format!("reading {}", dir.display()))?;
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
        let kind = entry.file_type().with_context(|| format!("reading {}", dir.display()))?;
        if name.starts_with('.') {
            continue;
        }
        if below && kind.is_dir() {
            let inner = files_in(&entry.path(), false)?;
            found.extend(inner.into_iter().map(|(base, path)| (format!("{name}/{base}"), path)));
        } else if !below && kind.is_file() {
            found.push((name, entry.path()));
        }
    }
    found.sort();
    Ok(found)
}
