//! Reads one entry of a pack: its header, and its content as far as wanted.
//!
//! The format is that of `gitformat-pack`, "pack-*.pack files". Knows nothing of ids.

use std::io;

use anyhow::{Context as _, Result, bail, ensure};
use flate2::{Decompress, FlushDecompress, Status};

use super::file::PackFiles;
use crate::git::store::ObjectKind;

/// Maximum size of a header in bytes: a size, and an offset or an id.
const MAX_HEADER: usize = 10 + 32;
/// Number of bytes of a pack that are read at once.
const CHUNK: usize = 16 << 10;
/// Maximum number of packed bytes beyond twice the content: zlib may make a content longer, but not
/// by so much.
const MAX_OVERHEAD: u64 = 64 << 10;

/// How an entry is stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Stored {
    /// As a whole object.
    Whole(ObjectKind),
    /// As a delta to the entry at that offset, before this one.
    ToOffset(u64),
    /// As a delta to the object with that id, in the same pack.
    ToId(Vec<u8>),
}

/// The header of an entry.
#[derive(Clone, Debug)]
pub(super) struct EntryHeader {
    pub(super) stored: Stored,
    /// The unpacked size in bytes of the content, or of the delta if it is stored as one.
    pub(super) size: u64,
    /// The offset of the packed content.
    pub(super) content: u64,
}

/// A pack as a file: its number, where its entries end, and the length of ids.
#[derive(Clone, Copy)]
pub(super) struct Bytes {
    pub(super) file: usize,
    pub(super) end: u64,
    pub(super) id_len: usize,
}

/// Reads the header of the entry at an offset.
pub(super) fn header(files: &mut PackFiles, pack: Bytes, at: u64) -> Result<EntryHeader> {
    ensure!(
        at >= 12 && at < pack.end,
        "the index of its pack names a place outside the pack"
    );
    let mut buffer = [0; MAX_HEADER];
    let read = files.read(pack.file, at, &mut buffer)?;
    let mut bytes = buffer[..read].iter().copied();
    let cut = "its entry in the pack is cut short";
    let mut byte = bytes.next().context(cut)?;
    let kind = byte >> 4 & 7;
    let mut size = u64::from(byte & 15);
    let mut shift = 4;
    while byte & 0x80 != 0 {
        byte = bytes.next().context(cut)?;
        ensure!(
            shift < 60,
            "its entry in the pack says a size that cannot be"
        );
        size |= u64::from(byte & 0x7f) << shift;
        shift += 7;
    }
    let stored = match kind {
        1 => Stored::Whole(ObjectKind::Commit),
        2 => Stored::Whole(ObjectKind::Tree),
        3 => Stored::Whole(ObjectKind::Blob),
        4 => Stored::Whole(ObjectKind::Tag),
        6 => {
            let back = offset(&mut bytes).context(cut)?;
            let base = at.checked_sub(back).filter(|base| *base >= 12 && back > 0);
            Stored::ToOffset(base.context("it is a difference to what is no place in its pack")?)
        }
        7 => {
            let id: Vec<u8> = bytes.by_ref().take(pack.id_len).collect();
            ensure!(id.len() == pack.id_len, cut);
            Stored::ToId(id)
        }
        _ => bail!("its entry in the pack is of a kind ({kind}) that git does not have"),
    };
    let content = at + (read - bytes.len()) as u64;
    ensure!(content <= pack.end, cut);
    Ok(EntryHeader {
        stored,
        size,
        content,
    })
}

/// Parses the distance back to the base; `None` when the bytes end too early.
fn offset(bytes: &mut impl Iterator<Item = u8>) -> Option<u64> {
    let mut byte = bytes.next()?;
    let mut offset = u64::from(byte & 0x7f);
    while byte & 0x80 != 0 {
        byte = bytes.next()?;
        offset = offset
            .checked_add(1)?
            .checked_mul(128)?
            .checked_add(u64::from(byte & 0x7f))?;
    }
    Some(offset)
}

/// The decompressor, used for one content after the other.
pub(super) struct Inflater {
    zlib: Decompress,
    /// A buffer of packed bytes.
    chunk: Box<[u8]>,
}

impl Default for Inflater {
    fn default() -> Self {
        Self {
            zlib: Decompress::new(true),
            chunk: vec![0; CHUNK].into(),
        }
    }
}

/// Unpacks the content of an entry, or its first `wanted` bytes.
pub(super) fn content(
    files: &mut PackFiles,
    pack: Bytes,
    header: &EntryHeader,
    wanted: u64,
    Inflater { zlib, chunk }: &mut Inflater,
) -> Result<Vec<u8>> {
    let is_whole = wanted == header.size;
    zlib.reset(true);
    // One byte more than the header says, to see whether there is more.
    let room = usize::try_from(wanted)?
        .checked_add(usize::from(is_whole))
        .context("it is too large")?;
    let mut content = Vec::with_capacity(room);
    let most = wanted
        .saturating_mul(2)
        .saturating_add(MAX_OVERHEAD)
        .min(pack.end - header.content);
    // Most contents are small, and bytes read beyond them are wasted.
    let mut next = CHUNK.min(room / 2 + 256);
    loop {
        let at = zlib.total_in();
        let len = next.min((most - at) as usize);
        let read = files.read(pack.file, header.content + at, &mut chunk[..len])?;
        let made = zlib.total_out();
        let status = zlib
            .decompress_vec(&chunk[..read], &mut content, FlushDecompress::None)
            .context("its content in the pack cannot be unpacked")?;
        if status == Status::StreamEnd || content.len() == room {
            break;
        }
        let is_stuck = zlib.total_in() == at && zlib.total_out() == made;
        ensure!(
            !is_stuck && read > 0,
            "its content in the pack is cut short"
        );
        next = CHUNK;
    }
    let is_right = if is_whole {
        content.len() as u64 == wanted
    } else {
        content.len() == room
    };
    ensure!(
        is_right,
        "its content in the pack is shorter or longer than its entry says"
    );
    Ok(content)
}

/// Checks the last bytes of a pack and its header; returns how many objects it has.
pub(super) fn check(files: &mut PackFiles, file: usize, len: u64, end: &[u8]) -> io::Result<u32> {
    let start: [u8; 12] = files.exactly(file, 0)?;
    let is_known = start.starts_with(b"PACK\0\0\0\x02") || start.starts_with(b"PACK\0\0\0\x03");
    if !is_known {
        return Err(io::Error::other("it does not begin as a pack does"));
    }
    let mut last = vec![0; end.len()];
    let at = len.saturating_sub(end.len() as u64);
    if files.read(file, at, &mut last)? < end.len() || last != end {
        return Err(io::Error::other(
            "it does not end as its index says; it may be cut short",
        ));
    }
    Ok(u32::from_be_bytes([
        start[8], start[9], start[10], start[11],
    ]))
}
