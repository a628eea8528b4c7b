//! Remotes that a project's record was exchanged with, by address, with the settings that work
//! there.
//!
//! A hint that may be lost. No address has a password. Remotes from another machine's record are
//! kept apart: snaglist connects only to those that the user named on this machine.

use anyhow::{Context as _, Result};
use serde::Deserialize;

use super::codec::read::{self, Fault};
use super::codec::values::Time;
use super::codec::write::Toml;
use super::durable;
use super::project::{MAX_SMALL_FILE, Project};
use crate::model::time::Timestamp;

/// Maximum number of remembered remotes: those used last.
const MOST: usize = 20;

/// A remote that the record was exchanged with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remote {
    /// Its address; web addresses have no user name or password.
    pub url: String,
    /// The prefix of the record's refs there.
    pub via: String,
    /// Whether its object ids are SHA-256.
    pub sha256: bool,
    /// When everything was last exchanged.
    pub last: Timestamp,
}

/// The content of `remotes.toml`.
#[derive(Default)]
struct Remotes {
    /// Remotes that the user named here, the one used last first.
    confirmed: Vec<Remote>,
    /// Remotes that an imported record named, in a table of their own, which older versions ignore.
    imported: Vec<Remote>,
}

impl Project {
    /// Reads the remotes that the user named on this machine, the one used last first.
    ///
    /// # Errors
    /// When `remotes.toml` exists and cannot be read.
    pub fn remotes(&self) -> Result<Vec<Remote>> {
        Ok(self.read_remotes()?.confirmed)
    }

    /// Reads the remotes that only an imported record named: snaglist does not connect to them.
    ///
    /// # Errors
    /// As [`remotes`](Self::remotes).
    pub fn unconfirmed_remotes(&self) -> Result<Vec<Remote>> {
        Ok(self.read_remotes()?.imported)
    }

    /// Remembers a remote as the one used last.
    ///
    /// # Errors
    /// When `remotes.toml` cannot be written.
    pub fn remember_remote(&self, remote: &Remote) -> Result<()> {
        let mut remotes = self.read_remotes().unwrap_or_default();
        remotes.confirmed.retain(|known| known.url != remote.url);
        remotes.imported.retain(|known| known.url != remote.url);
        remotes.confirmed.insert(0, remote.clone());
        self.write_remotes(&remotes)
    }

    /// Keeps the remotes of an imported `remotes.toml` for the user to confirm. Returns the
    /// addresses that the user has not confirmed yet; `None` when the imported file cannot be read.
    ///
    /// # Errors
    /// When `remotes.toml` here cannot be read or written.
    pub(super) fn take_in_remotes(&self, bytes: &[u8]) -> Result<Option<Vec<String>>> {
        let mut remotes = self.read_remotes()?;
        let Ok(theirs) = parse(bytes) else {
            return Ok(None);
        };
        let is_known = |known: &[Remote], url: &str| known.iter().any(|known| known.url == url);
        let mut named = Vec::new();
        for remote in theirs.confirmed.into_iter().chain(theirs.imported) {
            if is_known(&remotes.confirmed, &remote.url) || named.contains(&remote.url) {
                continue;
            }
            named.push(remote.url.clone());
            if !is_known(&remotes.imported, &remote.url) {
                remotes.imported.push(remote);
            }
        }
        if !named.is_empty() {
            self.write_remotes(&remotes)?;
        }
        Ok(Some(named))
    }

    fn read_remotes(&self) -> Result<Remotes> {
        let path = self.dir.join("remotes.toml");
        let doing = || {
            format!(
                "reading {}; remove it (only known remotes are lost)",
                path.display()
            )
        };
        self.check()?;
        let Some(bytes) = durable::read_if_there(&path, MAX_SMALL_FILE).with_context(doing)? else {
            return Ok(Remotes::default());
        };
        parse(&bytes).with_context(doing)
    }

    fn write_remotes(&self, remotes: &Remotes) -> Result<()> {
        let mut out = Toml::default();
        out.plain("version", 1);
        for (name, remotes) in [
            ("remote", &remotes.confirmed),
            ("imported", &remotes.imported),
        ] {
            for remote in remotes.iter().take(MOST) {
                out.table_of(name);
                out.string("url", &remote.url);
                out.string("via", &remote.via);
                out.string("format", if remote.sha256 { "sha256" } else { "sha1" });
                out.time("last", remote.last);
            }
        }
        self.prepare()?;
        durable::replace(
            &self.dir.join("remotes.toml"),
            out.finish().as_bytes(),
            true,
        )
        .context("remembering the remote")
    }
}

/// `remotes.toml`.
#[derive(Deserialize)]
struct RemotesFile {
    #[serde(default)]
    remote: Vec<RemoteTable>,
    #[serde(default)]
    imported: Vec<RemoteTable>,
}

/// One of `[[remote]]` or `[[imported]]`.
#[derive(Deserialize)]
struct RemoteTable {
    url: String,
    via: String,
    format: String,
    last: Time,
}

impl From<RemoteTable> for Remote {
    fn from(written: RemoteTable) -> Self {
        let RemoteTable {
            url,
            via,
            format,
            last,
        } = written;
        Self {
            url,
            via,
            sha256: format == "sha256",
            last: last.0,
        }
    }
}

fn parse(bytes: &[u8]) -> Result<Remotes, Fault> {
    let RemotesFile { remote, imported } = read::document(bytes)?;
    let all = |of: Vec<RemoteTable>| of.into_iter().map(Into::into).collect();
    Ok(Remotes {
        confirmed: all(remote),
        imported: all(imported),
    })
}
