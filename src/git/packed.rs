//! Reads the refs of `packed-refs` once, and finds them by name.
//!
//! There may be a million of them. Knows nothing of loose refs.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, Result};

use super::small_file::{self, Stamp};

/// Maximum size of the file: about a million refs.
const MAX_BYTES: u64 = 64 << 20;
/// Maximum length of a ref's name in bytes. A longer one is no file name on any system, so git
/// cannot have made it.
const MAX_NAME: usize = 4_096;

/// A line of the file, with ids in hex.
#[derive(Clone, Copy)]
pub(super) struct PackedRef<'p> {
    pub(super) name: &'p [u8],
    pub(super) id: &'p [u8],
    pub(super) peeled: Option<&'p [u8]>,
}

/// The file's content when it was read.
#[derive(Debug, Default)]
pub(super) struct PackedRefsFile {
    content: Vec<u8>,
    /// The lines of refs, sorted by name.
    lines: Vec<RefLine>,
}

/// The place of a ref's line `<id> <name>` in the file.
#[derive(Clone, Copy, Debug)]
struct RefLine {
    /// The offset of the line.
    at: u32,
    /// Length of the id in hex.
    id: u8,
    /// Length of the name in bytes.
    name: u16,
}

impl RefLine {
    /// Parses a line at an offset of the file; `None` when it is no ref's.
    fn parse(line: &[u8], at: usize) -> Option<Self> {
        let id = line.iter().take(65).position(|&byte| byte == b' ')?;
        let name = line.len() - id - 1;
        let is_ref =
            matches!(id, 40 | 64) && name <= MAX_NAME && line[id + 1..].starts_with(b"refs/");
        is_ref.then_some(Self {
            at: u32::try_from(at).ok()?,
            id: id as u8,
            name: name as u16,
        })
    }
}

/// The content, and the file's state at that time.
type PackedContent = (Stamp, Arc<PackedRefsFile>);

/// The file of one clone, read again only when it changed. Clones of this value share the content.
#[derive(Clone, Default, Debug)]
pub(super) struct PackedRefs {
    read: Arc<Mutex<Option<PackedContent>>>,
}

impl PackedRefs {
    /// Returns the current content of the file; empty where there is none.
    pub(super) fn read(&self, path: &Path) -> Result<Arc<PackedRefsFile>> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(stamp) = small_file::stamp(path) else {
            return Ok(Arc::default());
        };
        if let Some((known, packed)) = &*read
            && *known == stamp
        {
            return Ok(packed.clone());
        }
        let content =
            small_file::read(path, MAX_BYTES).with_context(|| format!("reading {path:?}"))?;
        let packed = Arc::new(PackedRefsFile::new(content.unwrap_or_default()));
        *read = Some((stamp, packed.clone()));
        Ok(packed)
    }
}

impl PackedRefsFile {
    fn new(content: Vec<u8>) -> Self {
        let mut lines = Vec::new();
        let mut at = 0;
        for line in content.split(|&byte| byte == b'\n') {
            lines.extend(RefLine::parse(line, at));
            at += line.len() + 1;
        }
        let mut packed = Self {
            content,
            lines: Vec::new(),
        };
        if !lines.is_sorted_by(|a, b| packed.name(*a) <= packed.name(*b)) {
            lines.sort_by(|a, b| packed.name(*a).cmp(packed.name(*b)));
        }
        packed.lines = lines;
        packed
    }

    /// Finds the ref with a full name; the first of duplicates.
    pub(super) fn find(&self, name: &[u8]) -> Option<PackedRef<'_>> {
        let at = self.lines.partition_point(|line| self.name(*line) < name);
        self.lines
            .get(at)
            .map(|line| self.line(*line))
            .filter(|found| found.name == name)
    }

    /// Iterates over the refs with a prefix, sorted by name.
    pub(super) fn below<'p>(&'p self, prefix: &'p [u8]) -> impl Iterator<Item = PackedRef<'p>> {
        let first = self.lines.partition_point(|line| self.name(*line) < prefix);
        let refs = self.lines[first..].iter().map(|line| self.line(*line));
        refs.take_while(move |found| found.name.starts_with(prefix))
    }

    fn name(&self, line: RefLine) -> &[u8] {
        let at = line.at as usize + usize::from(line.id) + 1;
        &self.content[at..at + usize::from(line.name)]
    }

    /// Parses the ref of a line, and the `^<id>` in the following line when it is an annotated tag.
    fn line(&self, line: RefLine) -> PackedRef<'_> {
        let name = self.name(line);
        let at = line.at as usize;
        let id = &self.content[at..at + usize::from(line.id)];
        let next = self
            .content
            .get(at + id.len() + 1 + name.len() + 1..)
            .and_then(|rest| rest.strip_prefix(b"^"));
        let peeled = next.and_then(|next| next.split(|&byte| byte == b'\n').next());
        PackedRef { name, id, peeled }
    }
}
