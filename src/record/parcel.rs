//! Packs named byte strings into one compressed file, the form in which a record travels as a file.
//!
//! The first line names the format; then comes a zlib stream that repeats `<length> <name>`, a line
//! break and the bytes. Readers trust nothing in it: a small file may unpack to a thousand times
//! its size, so items are unpacked one at a time, and within limits.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};

use anyhow::{Context as _, Result, anyhow, ensure};
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

/// The first line of a parcel.
pub const MAGIC: &[u8] = b"snaglist parcel 1\n";

/// Maximum number of bytes packed in one parcel, or unpacked from one.
pub const MAX_BYTES: u64 = 256 << 20;

/// Maximum number of items in a parcel.
pub const MAX_ITEMS: usize = 500_000;

/// Maximum size in bytes of one item, and of the line before it.
const MAX_ITEM: u64 = 2 << 20;
const MAX_HEAD: u64 = 220;

/// Packs items in the given order.
///
/// # Errors
/// When they exceed the limits of [`items`].
pub fn pack<'a>(items: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Result<Vec<u8>> {
    let mut out = ZlibEncoder::new(MAGIC.to_vec(), Compression::best());
    let (mut count, mut total) = (0_usize, 0_u64);
    for (name, bytes) in items {
        count += 1;
        total += (bytes.len() + name.len()) as u64 + 20;
        ensure!(
            count <= MAX_ITEMS && total <= MAX_BYTES,
            "the record is too large for such a file (at most {MAX_ITEMS} entries and {} MiB); exchange it by \
             `snaglist sync` with a remote or a bundle instead",
            MAX_BYTES >> 20
        );
        writeln!(out, "{} {name}", bytes.len())
            .and_then(|()| out.write_all(bytes))
            .context("packing")?;
    }
    out.finish().context("packing")
}

/// Unpacks the items one after the other, in their order.
///
/// # Errors
/// When it is no parcel; for an item, when the parcel is truncated or altered, or exceeds a limit.
/// The iterator ends after such an error.
pub fn items(bytes: &[u8]) -> Result<ParcelItems<'_>> {
    let packed = bytes
        .strip_prefix(MAGIC)
        .context("it is nothing that snaglist packed, or of a newer version")?;
    let unpacked = BufReader::new(ZlibDecoder::new(packed).take(MAX_BYTES + 1));
    Ok(ParcelItems {
        unpacked,
        count: 0,
        total: 0,
        is_over: false,
    })
}

/// The items of a parcel, unpacked one at a time.
pub struct ParcelItems<'a> {
    unpacked: BufReader<std::io::Take<ZlibDecoder<&'a [u8]>>>,
    /// How many items came out, and how many bytes.
    count: usize,
    total: u64,
    is_over: bool,
}

impl ParcelItems<'_> {
    /// Returns how many bytes came out so far.
    pub fn unpacked(&self) -> u64 {
        self.total
    }

    /// Unpacks the next item; `None` at the end.
    fn take_next(&mut self) -> Result<Option<(String, Vec<u8>)>> {
        let odd = || anyhow!("it was packed in another way than is known here");
        let torn = "it was cut short or changed";
        let mut head = Vec::new();
        self.unpacked
            .by_ref()
            .take(MAX_HEAD)
            .read_until(b'\n', &mut head)
            .context(torn)?;
        if head.is_empty() {
            return Ok(None);
        }
        let line = head
            .strip_suffix(b"\n")
            .and_then(|line| std::str::from_utf8(line).ok());
        let (length, name) = line.and_then(|line| line.split_once(' ')).ok_or_else(odd)?;
        let length: u64 = length.parse().map_err(|_| odd())?;
        ensure!(
            length <= MAX_ITEM,
            "an item in it has more than {} MiB",
            MAX_ITEM >> 20
        );
        self.count += 1;
        self.total += head.len() as u64 + length;
        ensure!(
            self.count <= MAX_ITEMS,
            "it holds more than {MAX_ITEMS} items; that is no record"
        );
        ensure!(
            self.total <= MAX_BYTES,
            "it unpacks to more than {} MiB; that is no record",
            MAX_BYTES >> 20
        );
        // Entries stay in memory until a person agrees to them: no byte more than they have.
        let mut bytes = Vec::with_capacity(length as usize);
        self.unpacked
            .by_ref()
            .take(length)
            .read_to_end(&mut bytes)
            .context(torn)?;
        ensure!(bytes.len() as u64 == length, "it was cut short");
        Ok(Some((name.to_owned(), bytes)))
    }
}

impl Iterator for ParcelItems<'_> {
    type Item = Result<(String, Vec<u8>)>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let next = self.take_next().transpose();
        self.is_over = !matches!(next, Some(Ok(_)));
        next
    }
}
