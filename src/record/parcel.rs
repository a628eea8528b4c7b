//! Named byte strings as one, compressed: what a record travels in when it travels as a file.
//!
//! A first line that says what it is, then a zlib stream of `<length> <name>`, a line break and the bytes,
//! again and again. Its readers trust nothing of it.

use std::io::{Read as _, Write as _};

use anyhow::{Context as _, Result, bail, ensure};
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

/// What it begins with.
pub const MAGIC: &[u8] = b"snaglist parcel 1\n";

/// The most bytes that come out of one.
const MAX_BYTES: u64 = 1 << 30;

/// The most bytes of one item, and of its name.
const MAX_ITEM: usize = 64 << 20;
const MAX_NAME: usize = 200;

/// Packs items, in the order given.
///
/// # Errors
/// When there is no memory for it.
pub fn pack<'a>(items: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Result<Vec<u8>> {
    let mut out = ZlibEncoder::new(MAGIC.to_vec(), Compression::best());
    for (name, bytes) in items {
        writeln!(out, "{} {name}", bytes.len()).and_then(|()| out.write_all(bytes)).context("packing")?;
    }
    out.finish().context("packing")
}

/// The items, in their order.
///
/// # Errors
/// When it is no parcel, was cut short, or unpacks to more than anybody writes.
pub fn unpack(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>> {
    let packed =
        bytes.strip_prefix(MAGIC).context("it is nothing that snaglist packed, or of a newer version")?;
    let mut all = Vec::new();
    ZlibDecoder::new(packed)
        .take(MAX_BYTES + 1)
        .read_to_end(&mut all)
        .context("it was cut short or changed")?;
    ensure!(all.len() as u64 <= MAX_BYTES, "it unpacks to more than {} MiB", MAX_BYTES >> 20);
    let mut items = Vec::new();
    let mut rest = all.as_slice();
    while !rest.is_empty() {
        let end = rest.iter().take(MAX_NAME + 20).position(|byte| *byte == b'\n');
        let head = end.and_then(|end| std::str::from_utf8(&rest[..end]).ok());
        let Some((length, name)) = head.and_then(|head| head.split_once(' ')) else {
            bail!("it was packed in another way than is known here");
        };
        let length: usize = length.parse().context("it was packed in another way than is known here")?;
        let from = head.map_or(0, str::len) + 1;
        ensure!(length <= MAX_ITEM && length <= rest.len() - from, "it was cut short");
        items.push((name.to_owned(), rest[from..from + length].to_vec()));
        rest = &rest[from + length..];
    }
    Ok(items)
}
