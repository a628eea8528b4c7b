//! The refs of `packed-refs`, read once and looked up by name.
//!
//! There may be a million of them. Knows nothing of loose refs.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, Result};

use super::small_file::{self, Stamp};

/// About a million refs.
const MAX_BYTES: u64 = 64 << 20;

/// A line of the file, ids in hex.
#[derive(Clone, Copy)]
pub(super) struct PackedRef<'p> {
    pub(super) name: &'p [u8],
    pub(super) id: &'p [u8],
    pub(super) peeled: Option<&'p [u8]>,
}

/// The file as it stood when it was read.
#[derive(Debug, Default)]
pub(super) struct Packed {
    content: Vec<u8>,
    /// Where the lines of refs begin, by the refs' names.
    lines: Vec<u32>,
}

/// What was read, and when the file had last changed then.
type Read = (Stamp, Arc<Packed>);

/// The file of one clone, read again only when it changed. Clones of this share what was read.
#[derive(Clone, Default, Debug)]
pub(super) struct PackedRefs {
    read: Arc<Mutex<Option<Read>>>,
}

impl PackedRefs {
    /// What the file holds now; nothing where there is none.
    pub(super) fn read(&self, path: &Path) -> Result<Arc<Packed>> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(stamp) = small_file::stamp(path) else { return Ok(Arc::default()) };
        if let Some((known, packed)) = &*read
            && *known == stamp
        {
            return Ok(packed.clone());
        }
        let content = small_file::read(path, MAX_BYTES).with_context(|| format!("reading {path:?}"))?;
        let packed = Arc::new(Packed::new(content.unwrap_or_default()));
        *read = Some((stamp, packed.clone()));
        Ok(packed)
    }
}

impl Packed {
    fn new(content: Vec<u8>) -> Self {
        let mut lines = Vec::new();
        let mut at = 0;
        for line in content.split(|&byte| byte == b'\n') {
            if !line.starts_with(b"#") && line.contains(&b' ') {
                // The file is shorter than what four bytes count.
                lines.extend(u32::try_from(at));
            }
            at += line.len() + 1;
        }
        let mut packed = Self { content, lines: Vec::new() };
        if !lines.is_sorted_by(|a, b| packed.name(*a) <= packed.name(*b)) {
            lines.sort_by(|a, b| packed.name(*a).cmp(packed.name(*b)));
        }
        packed.lines = lines;
        packed
    }

    /// The ref of that full name; the first where it is there twice.
    pub(super) fn find(&self, name: &[u8]) -> Option<PackedRef<'_>> {
        let at = self.lines.partition_point(|line| self.name(*line) < name);
        self.lines.get(at).map(|line| self.line(*line)).filter(|found| found.name == name)
    }

    /// The refs whose names begin so, by their names.
    pub(super) fn below<'p>(&'p self, prefix: &'p [u8]) -> impl Iterator<Item = PackedRef<'p>> {
        let first = self.lines.partition_point(|line| self.name(*line) < prefix);
        let refs = self.lines[first..].iter().map(|line| self.line(*line));
        refs.take_while(move |found| found.name.starts_with(prefix))
    }

    fn name(&self, line: u32) -> &[u8] {
        self.line(line).name
    }

    /// A line `<id> <name>`, and what follows it as `^<id>` when it is an annotated tag.
    fn line(&self, at: u32) -> PackedRef<'_> {
        let mut lines = self.content[at as usize..].split(|&byte| byte == b'\n');
        let line = lines.next().unwrap_or_default();
        let blank = line.iter().position(|&byte| byte == b' ').unwrap_or_default();
        let peeled = lines.next().and_then(|next| next.strip_prefix(b"^"));
        PackedRef { name: line.get(blank + 1..).unwrap_or_default(), id: &line[..blank], peeled }
    }
}
