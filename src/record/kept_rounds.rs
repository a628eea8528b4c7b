//! Keeps the content of rounds in packs, which stay when the clone forgets a rewritten branch.
//!
//! Owns the files in `rounds/` of the project's directory: `list.toml`, and a folder of packs that
//! git reads. They stay on this machine and may be lost: the record names the rounds, this only
//! lets them be compared. Knows nothing of what is in a pack.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use super::codec::read;
use super::codec::values::{Spelled, Time};
use super::codec::write::Toml;
use super::project::{MAX_SMALL_FILE, Project};
use super::{durable, files};
use crate::model::id::ObjectId;
use crate::model::increment::CommitRange;
use crate::model::time::Timestamp;

/// Prefix of the names of folders in which packs are made.
const MAKING: &str = ".tmp-round-";

/// A round whose content is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptRound {
    /// The round as it was delivered.
    pub range: CommitRange,
    /// The name of its two files without their endings.
    pub pack: String,
    /// The size of its files, in bytes.
    pub bytes: u64,
    /// When it was first kept.
    pub at: Timestamp,
    /// What of it was left out, in our own words.
    pub left_out: Vec<String>,
}

/// How much is kept of all rounds of a project.
#[derive(Clone, Copy, Debug)]
pub struct KeptRoom {
    /// Maximum size of all files, in bytes.
    pub bytes: u64,
    /// Maximum number of rounds.
    pub rounds: usize,
}

impl Default for KeptRoom {
    fn default() -> Self {
        Self {
            bytes: 1 << 30,
            rounds: 500,
        }
    }
}

impl Project {
    /// Returns the folder of objects that git reads kept rounds from; `None` where nothing is kept.
    ///
    /// # Errors
    /// When the folder is not the user's own, a link leads there, or it names folders elsewhere.
    pub fn kept_objects(&self) -> Result<Option<PathBuf>> {
        let objects = self.kept_dir().join("objects");
        let packs = objects.join("pack");
        if !files::check_dir(&self.root, &packs)? {
            return Ok(None);
        }
        if files::check_dir(&self.root, &objects.join("info"))? {
            files::check_absent(&objects.join("info/alternates"))?;
        }
        Ok(Some(objects))
    }

    /// Lists the rounds that are kept, the one kept first first.
    ///
    /// # Errors
    /// When the list cannot be read.
    pub fn kept_rounds(&self) -> Result<Vec<KeptRound>> {
        let path = self.kept_dir().join("list.toml");
        let doing = || {
            format!(
                "reading {}; remove the folder it is in (only the content of old rounds is lost)",
                path.display()
            )
        };
        if !files::check_dir(&self.root, &self.kept_dir()).with_context(doing)? {
            return Ok(Vec::new());
        }
        let Some(bytes) = durable::read_if_there(&path, MAX_SMALL_FILE).with_context(doing)? else {
            return Ok(Vec::new());
        };
        let list: KeptList = read::document(&bytes).with_context(doing)?;
        Ok(list.round.into_iter().map(Into::into).collect())
    }

    /// Keeps a round, unless it is kept already. `pack` writes its content as a pack into an empty
    /// folder and returns the pack's name without ending and what was left out. Removes the rounds
    /// that were kept first where there is no room for all, and returns these.
    ///
    /// # Errors
    /// When `pack` fails, or nothing can be written. What was kept before stays.
    pub fn keep_round(
        &self,
        range: CommitRange,
        at: Timestamp,
        room: KeptRoom,
        pack: impl FnOnce(&Path) -> Result<(String, Vec<String>)>,
    ) -> Result<Vec<CommitRange>> {
        let is_kept = |kept: &[KeptRound]| kept.iter().any(|round| round.range == range);
        if is_kept(&self.kept_rounds()?) {
            return Ok(Vec::new());
        }
        let dir = self.kept_dir();
        let packs = dir.join("objects/pack");
        let doing = || format!("keeping a round in {}", dir.display());
        durable::private_dir(&self.root, &packs).with_context(doing)?;
        let making = files::temporary_dir(&dir, MAKING).with_context(doing)?;
        let (name, left_out) = pack(making.path())?;
        ensure!(is_pack_name(&name), "a pack with an unexpected name");
        let _lock = durable::lock(&self.lock_path()).with_context(doing)?;
        self.remove_unfinished(making.path());
        let mut kept = self.kept_rounds()?;
        if is_kept(&kept) {
            return Ok(Vec::new());
        }
        // The index last: a pack without one is not looked at.
        let mut bytes = 0;
        for ending in ["pack", "idx"] {
            let file = format!("{name}.{ending}");
            bytes +=
                move_durably(&making.path().join(&file), &packs.join(&file)).with_context(doing)?;
        }
        kept.push(KeptRound {
            range,
            pack: name,
            bytes,
            at,
            left_out,
        });
        let gone = without_room(&mut kept, room);
        self.write_kept(&kept).with_context(doing)?;
        for round in &gone {
            if kept.iter().all(|other| other.pack != round.pack) {
                self.remove_pack(&round.pack);
            }
        }
        Ok(gone.into_iter().map(|round| round.range).collect())
    }

    fn kept_dir(&self) -> PathBuf {
        self.dir.join("rounds")
    }

    fn write_kept(&self, kept: &[KeptRound]) -> Result<()> {
        let mut out = Toml::default();
        out.plain("version", 1);
        for round in kept {
            out.table_of("round");
            out.maybe_id("base", round.range.base);
            out.id("head", round.range.head);
            out.string("pack", &round.pack);
            out.plain("bytes", round.bytes);
            out.time("at", round.at);
            if !round.left_out.is_empty() {
                out.ids("left_out", &round.left_out);
            }
        }
        let path = self.kept_dir().join("list.toml");
        Ok(durable::replace(&path, out.finish().as_bytes(), true)?)
    }

    /// Removes the two files of a pack. What cannot be removed only takes room.
    fn remove_pack(&self, name: &str) {
        let packs = self.kept_dir().join("objects/pack");
        if is_pack_name(name) {
            for ending in ["idx", "pack"] {
                let _ = files::remove(&packs.join(format!("{name}.{ending}")));
            }
        }
    }

    /// Removes what killed processes left of packs that they were making.
    fn remove_unfinished(&self, own: &Path) {
        for (name, path) in files::names_in(&self.kept_dir()) {
            if !files::is_temporary(&name, MAKING) || path == own {
                continue;
            }
            let names = files::names_in(&path).into_iter().map(|(name, _)| name);
            let packs: Vec<String> = names.filter(|name| is_made_name(name)).collect();
            let packs: Vec<&str> = packs.iter().map(String::as_str).collect();
            // A later call can remove it as well.
            let _ = files::remove_left(&path, &packs, &[]);
        }
    }
}

/// Moves a file, so that it survives a power cut, and returns its size in bytes.
fn move_durably(from: &Path, to: &Path) -> Result<u64> {
    let file = File::open(from)?;
    file.sync_all()?;
    files::check_file(to)?;
    fs::rename(from, to)?;
    if let Some(dir) = to.parent() {
        durable::sync_dir(dir)?;
    }
    Ok(file.metadata()?.len())
}

/// Takes the rounds that were kept first out of a list until the others have room; the last one
/// stays.
fn without_room(kept: &mut Vec<KeptRound>, room: KeptRoom) -> Vec<KeptRound> {
    let mut bytes: u64 = kept.iter().map(|round| round.bytes).sum();
    let mut gone = 0;
    while gone + 1 < kept.len() && (bytes > room.bytes || kept.len() - gone > room.rounds) {
        bytes -= kept[gone].bytes;
        gone += 1;
    }
    kept.drain(..gone).collect()
}

/// Whether a text is the name of a pack without its ending: `pack-` and the hex digits of a digest.
fn is_pack_name(name: &str) -> bool {
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    name.strip_prefix("pack-")
        .is_some_and(|digest| matches!(digest.len(), 40 | 64) && digest.bytes().all(is_hex))
}

/// Whether a name is one that libgit2 gives files while it makes a pack, or afterwards.
fn is_made_name(name: &str) -> bool {
    let random = name.strip_prefix("pack_git2_");
    let pack = name.rsplit_once('.').filter(|(name, _)| is_pack_name(name));
    random.is_some_and(|rest| files::is_random(rest, 6))
        || pack.is_some_and(|(_, ending)| matches!(ending, "pack" | "idx"))
        || name.strip_suffix(".idx.lock").is_some_and(is_pack_name)
}

/// `list.toml`.
#[derive(Deserialize)]
struct KeptList {
    #[serde(default)]
    round: Vec<KeptTable>,
}

#[derive(Deserialize)]
struct KeptTable {
    base: Option<Spelled<ObjectId>>,
    head: Spelled<ObjectId>,
    pack: String,
    bytes: u64,
    at: Time,
    #[serde(default)]
    left_out: Vec<String>,
}

impl From<KeptTable> for KeptRound {
    fn from(written: KeptTable) -> Self {
        Self {
            range: CommitRange {
                base: written.base.map(|id| id.0),
                head: written.head.0,
            },
            pack: written.pack,
            bytes: written.bytes,
            at: written.at.0,
            left_out: written.left_out,
        }
    }
}
