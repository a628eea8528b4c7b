//! Where a project's record travelled: remotes by address, with what works there.
//!
//! A hint that may be lost. No address holds a password.

use anyhow::{Context as _, Result};

use super::codec::read::{self, Fault, Section};
use super::codec::write::Toml;
use super::files;
use super::project::{MAX_SMALL_FILE, Project, readable};
use crate::model::time::Timestamp;

/// The most remotes remembered: the ones used last.
const MOST: usize = 20;

/// A remote that the record was exchanged with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remote {
    /// Its address, without user names and passwords that go over the web.
    pub url: String,
    /// Where the record is kept there: what its refs begin with.
    pub via: String,
    /// Whether its ids are SHA-256.
    pub sha256: bool,
    /// When everything was exchanged last.
    pub last: Timestamp,
}

impl Project {
    /// The remotes, the one used last first.
    ///
    /// # Errors
    /// When `remotes.toml` is there and cannot be read.
    pub fn remotes(&self) -> Result<Vec<Remote>> {
        let path = self.dir.join("remotes.toml");
        let doing = || format!("reading {}; remove it (only known remotes are lost)", path.display());
        let Some(bytes) = files::read_if_there(&path, MAX_SMALL_FILE).with_context(doing)? else {
            return Ok(Vec::new());
        };
        parse(&bytes).map_err(readable).with_context(doing)
    }

    /// Remembers a remote as the one used last.
    ///
    /// # Errors
    /// When `remotes.toml` cannot be written.
    pub fn remember_remote(&self, remote: &Remote) -> Result<()> {
        let mut remotes = self.remotes().unwrap_or_default();
        remotes.retain(|known| known.url != remote.url);
        remotes.insert(0, remote.clone());
        remotes.truncate(MOST);
        let mut out = Toml::default();
        out.plain("version", 1);
        for remote in &remotes {
            out.table_of("remote");
            out.string("url", &remote.url);
            out.string("via", &remote.via);
            out.string("format", if remote.sha256 { "sha256" } else { "sha1" });
            out.time("last", remote.last);
        }
        self.prepare()?;
        files::replace(&self.dir.join("remotes.toml"), out.finish().as_bytes(), true)
            .context("remembering the remote")
    }
}

fn parse(bytes: &[u8]) -> Result<Vec<Remote>, Fault> {
    let table = read::parse(bytes)?;
    let remote = |of: &Section<'_>| {
        Ok(Remote {
            url: of.need("url", read::string)?.to_owned(),
            via: of.need("via", read::string)?.to_owned(),
            sha256: of.need("format", read::string)? == "sha256",
            last: of.need("last", read::time)?,
        })
    };
    Section::root(&table).sections("remote")?.iter().map(remote).collect()
}
