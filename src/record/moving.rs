//! Exports a project's whole record as one file, and imports it on another machine.
//!
//! The file has events, drafts, known remotes, and who wrote here. Places and clones belong to this
//! machine only.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};

use super::held::WhyHeld;
use super::identity;
use super::project::{MAX_SMALL_FILE, Project};
use super::{Arrival, Coming, Identity, codec, durable, files, parcel};
use crate::model::id::WriterId;
use crate::model::record::Damaged;

/// Maximum size of such a file, in bytes.
const MAX_FILE: usize = 128 << 20;

/// Names of the items that are no events.
const PROJECT: &str = "project";
const IDENTITY: &str = "identity.toml";
const REMOTES: &str = "remotes.toml";

/// The content of such a file, before anything is written.
#[derive(Default)]
pub struct ExportFile {
    arrival: Arrival,
    remotes: Option<Vec<u8>>,
    identity: Option<Identity>,
    left_out: usize,
}

/// Whose private notes, and with them drafts, an import accepts. They count without anybody being
/// asked, and a file can name anybody as their writer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PrivateOf {
    /// Nobody's.
    Nobody,
    /// Those of this machine's writer, who says that the file is theirs.
    ThisWriter,
    /// Those of the writer who exported the file, as whom this machine goes on.
    ItsWriter,
}

impl ExportFile {
    /// Leaves out the private notes and drafts that are not to be accepted. `me` is this machine's
    /// writer.
    pub fn accept_private(&mut self, of: PrivateOf, me: &WriterId) {
        let own = match of {
            PrivateOf::Nobody => None,
            PrivateOf::ThisWriter => Some(me),
            PrivateOf::ItsWriter => self.identity.as_ref().map(|identity| &identity.writer),
        };
        self.left_out = self.arrival.accept_private(own);
    }

    /// Counts what is not in a project's record yet.
    pub fn coming(&self, project: &Project) -> Coming {
        self.arrival.coming(project)
    }

    /// Moves the entries for which `why_held` gives a reason from the accepted to the held ones.
    pub fn hold_back(&mut self, why_held: WhyHeld<'_>) {
        self.arrival.hold_back(why_held);
    }
}

/// The result of an import.
#[derive(Default, Debug)]
pub struct Imported {
    /// Events that were new.
    pub events: usize,
    /// Drafts that were new.
    pub drafts: usize,
    /// Addresses of new remotes. snaglist connects to none of them before the user names it.
    pub remotes: Vec<String>,
    /// The writer on the machine of origin.
    pub identity: Option<Identity>,
    /// Items that cannot be used; invalid events were set aside.
    pub bad: Vec<Damaged>,
    /// How many further items cannot be used and were not kept.
    pub more_bad: usize,
    /// How many private notes and drafts were left out, because nobody said that they are the
    /// user's own.
    pub left_out: usize,
}

impl Project {
    /// Writes everything to a file, replacing an earlier export. Returns how many events, including
    /// damaged ones.
    ///
    /// # Errors
    /// When something cannot be read or written, or the existing file is no such record.
    pub fn export(&self, path: &Path) -> Result<usize> {
        let mut items: Vec<(String, Vec<u8>)> =
            vec![(PROJECT.to_owned(), self.id().as_str().into())];
        self.check()?;
        let small = [
            (IDENTITY, self.root.join(IDENTITY)),
            (REMOTES, self.dir.join(REMOTES)),
        ];
        for (name, path) in small {
            let bytes = durable::read_if_there(&path, MAX_SMALL_FILE);
            items.extend(
                bytes
                    .with_context(|| format!("reading {}", path.display()))?
                    .map(|bytes| (name.to_owned(), bytes)),
            );
        }
        let mut events = 0;
        for (folder, below) in [
            ("events", true),
            ("private/events", true),
            ("drafts", false),
        ] {
            files::check_dir(&self.root, &self.dir.join(folder))?;
            for (name, path) in files_in(&self.dir.join(folder), below)? {
                let bytes = durable::read_capped(&path, codec::MAX_EVENT_BYTES);
                let bytes = bytes.with_context(|| format!("reading {}", path.display()))?;
                events += usize::from(below);
                items.push((format!("{folder}/{name}"), bytes));
            }
        }
        let packed = parcel::pack(
            items
                .iter()
                .map(|(name, bytes)| (name.as_str(), bytes.as_slice())),
        )?;
        let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty());
        let path = dir.map_or_else(|| Path::new(".").join(path), |_| path.to_owned());
        let doing = || format!("writing {}", path.display());
        ensure!(
            may_be_replaced(&path).with_context(doing)?,
            "{} exists and is not an exported record; give another name",
            path.display()
        );
        durable::replace_named(&path, &packed).with_context(doing)?;
        Ok(events)
    }

    /// Reads such a file without writing anything, so that the user can be told first how much it
    /// brings.
    ///
    /// # Errors
    /// When it is no such file, belongs to another project, or exceeds a limit.
    pub fn read_export(&self, path: &Path) -> Result<ExportFile> {
        let doing = || format!("reading {}", path.display());
        let bytes = durable::read_named(path, MAX_FILE).with_context(doing)?;
        ensure!(
            bytes.len() <= MAX_FILE,
            "{} has more than {} MiB",
            path.display(),
            MAX_FILE >> 20
        );
        let mut export = ExportFile::default();
        let (mut of, mut remotes, mut identity) = (None, None, None);
        let read = export.arrival.read(&bytes, |arrival, name, bytes| {
            if let Some(event) = name.strip_prefix("events/") {
                arrival.add_event(event, bytes);
            } else if let Some(private) = name.strip_prefix("private/events/") {
                arrival.add_private(private, bytes);
            } else if let Some(draft) = name.strip_prefix("drafts/").filter(|name| is_draft(name)) {
                arrival.add_draft(draft, bytes)?;
            } else {
                match name.as_str() {
                    PROJECT => of = of.take().or(Some(bytes)),
                    REMOTES => remotes = Some(bytes),
                    IDENTITY => identity = identity::parse(&bytes).ok(),
                    _ => arrival.add_bad(
                        unusable(&name, "this version takes in nothing of that name"),
                        bytes,
                    ),
                }
            }
            Ok(())
        });
        read.with_context(doing)?;
        (export.remotes, export.identity) = (remotes, identity);
        match of {
            Some(id) if id == self.id().as_str().as_bytes() => Ok(export),
            Some(id) => bail!(
                "it is the record of another project, {}; this one is {}",
                codec::printable(&String::from_utf8_lossy(&id)),
                self.id()
            ),
            None => {
                bail!("it is not an exported record; `snaglist sync --from` takes what others send")
            }
        }
    }

    /// Adds everything in such a file; replaces nothing that is here.
    ///
    /// # Errors
    /// When something cannot be written. A further call continues.
    pub fn import(&self, export: ExportFile) -> Result<Imported> {
        let ExportFile {
            mut arrival,
            remotes,
            identity,
            left_out,
        } = export;
        self.prepare()?;
        let mut imported = Imported {
            identity,
            left_out,
            ..Imported::default()
        };
        for event in std::mem::take(&mut arrival.private) {
            // Private notes move along, beside the other events.
            let place = Path::new("private").join("events").join(&event.name);
            imported.events += usize::from(self.put_if_free(&place, &event.bytes)?);
        }
        for (name, bytes) in std::mem::take(&mut arrival.drafts) {
            imported.drafts +=
                usize::from(self.put_if_free(&Path::new("drafts").join(name), &bytes)?);
        }
        let sorted = arrival.sort(self, "an export")?;
        self.hold_back(&sorted.held)?;
        imported.events += self.take_in(&sorted.good)?;
        imported.bad = sorted.bad;
        imported.more_bad = sorted.more_bad + sorted.more_held;
        match remotes
            .map(|bytes| self.take_in_remotes(&bytes))
            .transpose()?
        {
            Some(Some(urls)) => imported.remotes = urls,
            Some(None) => {
                let why = "the remotes it names cannot be read, and none was taken";
                imported.bad.push(unusable(REMOTES, why));
            }
            None => {}
        }
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

fn unusable(name: &str, why: &str) -> Damaged {
    Damaged {
        file: codec::printable(name),
        why: why.to_owned(),
    }
}

/// Whether nothing has that name, or an earlier export.
fn may_be_replaced(path: &Path) -> std::io::Result<bool> {
    Ok(match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => true,
        found => {
            found?.is_file()
                && durable::read_named(path, parcel::MAGIC.len())?.starts_with(parcel::MAGIC)
        }
    })
}

/// Whether a name is `<id>.a.toml` or `<id>.b.toml`; nothing else may be written there.
fn is_draft(name: &str) -> bool {
    let id = name
        .strip_suffix(".a.toml")
        .or_else(|| name.strip_suffix(".b.toml"));
    id.is_some_and(|id| id.parse::<crate::model::id::DraftId>().is_ok())
}

/// Lists the files of a directory, or those one level below it, sorted by name. Skips names that
/// begin with a dot.
fn files_in(dir: &Path, below: bool) -> Result<Vec<(String, std::path::PathBuf)>> {
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.with_context(|| format!("reading {}", dir.display()))?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.with_context(|| format!("reading {}", dir.display()))?;
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
            continue;
        };
        let kind = entry
            .file_type()
            .with_context(|| format!("reading {}", dir.display()))?;
        if name.starts_with('.') {
            continue;
        }
        if below && kind.is_dir() {
            let inner = files_in(&entry.path(), false)?;
            found.extend(
                inner
                    .into_iter()
                    .map(|(base, path)| (format!("{name}/{base}"), path)),
            );
        } else if !below && kind.is_file() {
            found.push((name, entry.path()));
        }
    }
    found.sort();
    Ok(found)
}
