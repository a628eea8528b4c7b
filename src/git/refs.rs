//! Reads refs (`HEAD`, loose files and `packed-refs`) within bounds.
//!
//! libgit2 follows links below `refs` (two links to `.` make it walk 2^40 folders) and opens FIFOs.
//! Knows nothing of what people type, nor of objects.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, Result};

use crate::model::id::ObjectId;

use super::packed::{PackedRefs, PackedRefsFile};
use super::small_file;

/// Maximum number of loose refs, and of their depth: git servers pack theirs long before.
const MAX_LOOSE: usize = 100_000;
const MAX_DEPTH: usize = 32;
/// Maximum size of a loose ref: a symbolic ref's name is at most a path long.
const MAX_LOOSE_BYTES: u64 = 4_096;
/// Maximum number of symbolic refs followed, as in git: `SYMREF_MAXDEPTH` in its
/// `refs/refs-internal.h`.
const MAX_SYMBOLIC: usize = 5;

/// Where the refs of a clone are.
#[derive(Clone, Debug)]
pub(super) struct Refs {
    /// The directory with `HEAD`.
    pub(super) git_dir: PathBuf,
    /// The directory with `refs` and `packed-refs`; differs only in a linked work tree.
    pub(super) common_dir: PathBuf,
    pub(super) packed: PackedRefs,
}

/// A ref that leads to an object.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Ref {
    /// The full name, valid by [`is_valid_name`].
    pub(super) name: Vec<u8>,
    /// The object it points at.
    pub(super) id: ObjectId,
    /// The target of the tag object there, when `packed-refs` has it.
    pub(super) peeled: Option<ObjectId>,
}

/// The content of a ref.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum RefTarget {
    Id(ObjectId),
    /// The full name of another ref.
    Symbolic(Vec<u8>),
}

impl Refs {
    /// Reads `HEAD` or a ref with a full name; `None` when it does not exist or is broken.
    pub(super) fn find(&self, name: &[u8]) -> Result<Option<RefTarget>> {
        if !is_valid_name(name) {
            return Ok(None);
        }
        if let Some(target) = self.find_loose(name)? {
            return Ok(Some(target));
        }
        let packed = self.packed()?;
        Ok(packed
            .find(name)
            .and_then(|found| parse_id(found.id))
            .map(RefTarget::Id))
    }

    /// Resolves a ref to an object, following symbolic refs.
    pub(super) fn resolve(&self, name: &[u8]) -> Result<Option<ObjectId>> {
        let mut name = name.to_vec();
        for _ in 0..MAX_SYMBOLIC {
            match self.find(&name)? {
                Some(RefTarget::Id(id)) => return Ok(Some(id)),
                Some(RefTarget::Symbolic(next)) => name = next,
                None => return Ok(None),
            }
        }
        Ok(None)
    }

    /// Lists the refs below `prefix` (`refs/tags/`), sorted by name.
    pub(super) fn list(&self, prefix: &str) -> Result<Vec<Ref>> {
        let packed = self.packed()?;
        // A loose ref hides the packed one, even when it is broken.
        let mut loose: BTreeMap<Vec<u8>, Option<ObjectId>> = BTreeMap::new();
        for name in self.loose_names(prefix)? {
            let id = self.resolve(&name)?;
            loose.insert(name, id);
        }
        let mut found = Vec::new();
        for packed in packed.below(prefix.as_bytes()) {
            let is_hidden = !loose.is_empty() && loose.contains_key(packed.name);
            if let Some(id) =
                parse_id(packed.id).filter(|_| !is_hidden && is_valid_name(packed.name))
            {
                let peeled = packed.peeled.and_then(parse_id);
                found.push(Ref {
                    name: packed.name.to_vec(),
                    id,
                    peeled,
                });
            }
        }
        found.dedup_by(|later, first| later.name == first.name);
        let loose = loose.into_iter().filter_map(|(name, id)| {
            Some(Ref {
                name,
                id: id?,
                peeled: None,
            })
        });
        found.extend(loose);
        found.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(found)
    }

    fn find_loose(&self, name: &[u8]) -> Result<Option<RefTarget>> {
        let directory = if name.starts_with(b"refs/") {
            &self.common_dir
        } else {
            &self.git_dir
        };
        let Some(path) = small_file::path_from(name).map(|name| directory.join(name)) else {
            return Ok(None);
        };
        // Old versions of git stored symbolic refs as links.
        if let Ok(link) = fs::read_link(&path) {
            let link = link.as_os_str().as_encoded_bytes();
            return Ok(link
                .starts_with(b"refs/")
                .then(|| RefTarget::Symbolic(link.to_vec())));
        }
        if path.is_dir() {
            return Ok(None);
        }
        let content = small_file::read(&path, MAX_LOOSE_BYTES)
            .with_context(|| format!("reading the ref in {path:?}"))?;
        Ok(content.and_then(|content| parse_loose(&content)))
    }

    /// Whether there are more loose refs than the limit.
    pub(super) fn has_too_many(&self) -> Result<bool> {
        Ok(self.walk_loose("refs/")?.1)
    }

    fn loose_names(&self, prefix: &str) -> Result<Vec<Vec<u8>>> {
        Ok(self.walk_loose(prefix)?.0)
    }

    /// Lists the full names of the loose refs below `prefix`, and whether there are more than the
    /// limit.
    fn walk_loose(&self, prefix: &str) -> Result<(Vec<Vec<u8>>, bool)> {
        let mut names = Vec::new();
        let mut folders = vec![(prefix.trim_end_matches('/').as_bytes().to_vec(), 0)];
        let mut seen = 0;
        while let Some((folder, depth)) = folders.pop() {
            let Some(path) = small_file::path_from(&folder) else {
                continue;
            };
            let Ok(entries) = fs::read_dir(self.common_dir.join(path)) else {
                continue;
            };
            for entry in entries.flatten() {
                seen += 1;
                if seen > MAX_LOOSE {
                    return Ok((names, true));
                }
                let mut name = folder.clone();
                name.push(b'/');
                name.extend_from_slice(entry.file_name().as_encoded_bytes());
                // Does not follow links: one to `.` would never end.
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() && depth < MAX_DEPTH => {
                        folders.push((name, depth + 1))
                    }
                    Ok(kind) if kind.is_file() && is_valid_name(&name) => names.push(name),
                    _ => {}
                }
            }
        }
        Ok((names, false))
    }

    fn packed(&self) -> Result<Arc<PackedRefsFile>> {
        self.packed.read(&self.common_dir.join("packed-refs"))
    }
}

fn parse_loose(content: &[u8]) -> Option<RefTarget> {
    let content = content.trim_ascii_end();
    match content.strip_prefix(b"ref:") {
        Some(name) => Some(RefTarget::Symbolic(name.trim_ascii_start().to_vec())),
        None => parse_id(content).map(RefTarget::Id),
    }
}

/// Parses a full object id in hex.
pub(super) fn parse_id(hex: &[u8]) -> Option<ObjectId> {
    let mut raw = [0; 32];
    let bytes = raw.get_mut(..hex.len() / 2)?;
    for (byte, pair) in bytes.iter_mut().zip(hex.chunks(2)) {
        let [high, low] = pair else { return None };
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    if hex.len().is_multiple_of(2) {
        ObjectId::from_bytes(bytes)
    } else {
        None
    }
}

/// Parses a hex digit.
fn digit(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// Whether git would accept it as the full name of a ref: the rules of `git help check-ref-format`.
/// A valid name is also safe to append to a directory.
pub(super) fn is_valid_name(name: &[u8]) -> bool {
    let special = |byte: &u8| byte.is_ascii_control() || b" ~^:?*[\\".contains(byte);
    let has = |pair: &[u8]| name.windows(pair.len()).any(|window| window == pair);
    let one_level = !name.contains(&b'/');
    if one_level
        && !name
            .iter()
            .all(|byte| byte.is_ascii_uppercase() || *byte == b'_')
    {
        return false;
    }
    (one_level || name.starts_with(b"refs/"))
        && name.len() <= 1_024
        && !name.iter().any(special)
        && !has(b"..")
        && !has(b"@{")
        && !name.ends_with(b".")
        && name
            .split(|&byte| byte == b'/')
            .all(|part| !part.is_empty() && !part.starts_with(b".") && !part.ends_with(b".lock"))
}
