//! Reads one loose object, within bounds.
//!
//! libgit2 1.9.7 never returns from a truncated loose object (`git_zstream_get_output` asks for
//! more output that cannot come), and opens anything in its place, including a FIFO. Knows nothing
//! of packs.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _, Take};
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use flate2::bufread::ZlibDecoder;

use super::small_file::is_absent;
use super::store::{Fetched, ObjectKind, ObjectStart, Raw};

/// Maximum length of a header (type, blank, size, NUL): `commit` and 20 digits.
const MAX_HEADER: u64 = 32;
/// Maximum number of packed bytes read beyond twice the wanted ones: zlib may make a content
/// longer, but not by so much. A stream may go on for ever and yield nothing.
const MAX_OVERHEAD: u64 = 64 << 10;

/// Reads the object in a file; `None` when there is no file. Content over `limit` bytes is not
/// read. Does not check the content against the id.
pub(super) fn read(path: &Path, limit: u64) -> Result<Option<Fetched>> {
    let Some((kind, size, content)) = open(path)? else {
        return Ok(None);
    };
    if size > limit {
        return Ok(Some(Fetched::TooLarge(size)));
    }
    Ok(Some(Fetched::Found(Raw {
        kind,
        data: whole(content, size)?,
    })))
}

/// Reads the first `most` bytes of the object in a file; all if it has fewer.
pub(super) fn start(path: &Path, most: u64) -> Result<Option<ObjectStart>> {
    let Some((kind, size, mut content)) = open(path)? else {
        return Ok(None);
    };
    let mut data = Vec::new();
    if size <= most {
        data = whole(content, size)?;
    } else {
        allow(&mut content, most);
        content
            .take(most)
            .read_to_end(&mut data)
            .context("it cannot be unpacked")?;
        ensure!(data.len() as u64 == most, "it is cut short");
    }
    Ok(Some(ObjectStart { kind, data, size }))
}

type Unpacked = BufReader<ZlibDecoder<BufReader<Take<File>>>>;

/// Opens an object: returns its kind, its size in bytes, and its content to be read; `None` when
/// there is no file.
fn open(path: &Path) -> Result<Option<(ObjectKind, u64, Unpacked)>> {
    match fs::metadata(path) {
        Ok(metadata) => ensure!(metadata.is_file(), "it is not a regular file"),
        Err(error) if is_absent(&error) => return Ok(None),
        Err(error) => return Err(error.into()),
    }
    let packed = File::open(path)?.take(MAX_OVERHEAD);
    let mut content = BufReader::new(ZlibDecoder::new(BufReader::new(packed)));
    let mut header = Vec::new();
    content
        .by_ref()
        .take(MAX_HEADER)
        .read_until(0, &mut header)
        .context("its start cannot be unpacked")?;
    let (kind, size) = parse_header(&header).context("its start is not that of a git object")?;
    Ok(Some((kind, size, content)))
}

/// Limits the packed bytes to what a content of that size can need.
fn allow(content: &mut Unpacked, size: u64) {
    let packed = content.get_mut().get_mut().get_mut();
    packed.set_limit(packed.limit().saturating_add(size.saturating_mul(2)));
}

fn whole(mut content: Unpacked, size: u64) -> Result<Vec<u8>> {
    let mut data = Vec::new();
    allow(&mut content, size);
    // One byte more than the header says, to see whether there is more content.
    content
        .take(size.saturating_add(1))
        .read_to_end(&mut data)
        .context("it cannot be unpacked")?;
    if data.len() as u64 != size {
        bail!("it is cut short or longer than it says");
    }
    Ok(data)
}

fn parse_header(header: &[u8]) -> Option<(ObjectKind, u64)> {
    let text = std::str::from_utf8(header.strip_suffix(b"\0")?).ok()?;
    let (kind, size) = text.split_once(' ')?;
    Some((ObjectKind::from_name(kind)?, size.parse().ok()?))
}
