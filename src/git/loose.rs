//! Reads one loose object, by ourselves.
//!
//! libgit2 1.9.7 never returns from a truncated loose object (`git_zstream_get_output` asks for more
//! output that cannot come), and opens whatever stands in its place, a FIFO too. So no loose object of
//! a clone reaches it. Knows nothing of packs.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use flate2::bufread::ZlibDecoder;

use super::small_file::is_absent;
use super::store::{Fetched, Kind, Raw};

/// Type, blank, size, NUL: the longest there can be is `commit` and 20 digits.
const MAX_HEADER: u64 = 32;

/// The object in that file; `Missing` when there is no file. Content over `limit` bytes is not read.
/// Does not check the content against the id.
pub(super) fn read(path: &Path, limit: u64) -> Result<Fetched> {
    match fs::metadata(path) {
        Ok(metadata) => ensure!(metadata.is_file(), "it is not a regular file"),
        Err(error) if is_absent(&error) => return Ok(Fetched::Missing),
        Err(error) => return Err(error.into()),
    }
    let mut content = BufReader::new(ZlibDecoder::new(BufReader::new(File::open(path)?)));
    let mut header = Vec::new();
    content.by_ref().take(MAX_HEADER).read_until(0, &mut header).context("its start cannot be unpacked")?;
    let (kind, size) = parse_header(&header).context("its start is not that of a git object")?;
    if size > limit {
        return Ok(Fetched::TooLarge(size));
    }
    let mut data = Vec::new();
    // One more than it says, to see whether it says less than there is.
    content.take(size + 1).read_to_end(&mut data).context("it cannot be unpacked")?;
    if data.len() as u64 != size {
        bail!("it is cut short or longer than it says");
    }
    Ok(Fetched::Found(Raw { kind, data }))
}

fn parse_header(header: &[u8]) -> Option<(Kind, u64)> {
    let text = std::str::from_utf8(header.strip_suffix(b"\0")?).ok()?;
    let (kind, size) = text.split_once(' ')?;
    Some((Kind::from_name(kind)?, size.parse().ok()?))
}
