//! Searches the index of one pack: maps an object's id to its offset.
//!
//! Reads both versions of the format (`gitformat-pack` of git, "pack-*.idx files"). Every number in
//! it may be wrong. Knows nothing of objects.

use std::cmp::Ordering;
use std::io;

use super::file::PackFiles;

const MAGIC: &[u8; 4] = b"\xfftOc";
/// Size in bytes of the table that counts ids by their first byte.
const FAN_OUT: u64 = 256 * 4;
/// Number of ids read at once: they are spread evenly, so that one read mostly has the wanted one.
const BLOCK: u64 = 128;

/// An open index.
pub(super) struct PackIndex {
    file: usize,
    id_len: u64,
    /// By first byte: how many ids have at most this first byte.
    fan_out: Vec<u32>,
    /// The offset of the ids, and the distance in bytes from one to the next.
    ids: u64,
    stride: u64,
    /// In version 2: where the offsets begin, where the eight-byte ones begin, and where these end.
    tables: Option<(u64, u64, u64)>,
    /// The last bytes of its pack.
    pub(super) pack_end: Vec<u8>,
}

impl PackIndex {
    /// Reads the parts that do not grow with the pack. An error when it cannot be an index.
    pub(super) fn open(
        files: &mut PackFiles,
        file: usize,
        len: u64,
        id_len: u64,
    ) -> io::Result<Self> {
        let start: [u8; 8] = files.exactly(file, 0)?;
        let is_new = start.starts_with(MAGIC);
        if is_new && start[4..] != [0, 0, 0, 2] {
            return Err(io::Error::other("it is of a version that is not known"));
        }
        let before = if is_new { 8 } else { 0 };
        let table: [u8; FAN_OUT as usize] = files.exactly(file, before)?;
        let fan_out: Vec<u32> = table.chunks_exact(4).map(be32).collect();
        if !fan_out.is_sorted() {
            return Err(io::Error::other("its table of first bytes is not in order"));
        }
        let count = u64::from(fan_out[255]);
        let (ids, stride) = if is_new {
            (before + FAN_OUT, id_len)
        } else {
            (FAN_OUT + 4, id_len + 4)
        };
        let after_ids = before + FAN_OUT + count * if is_new { id_len + 8 } else { stride };
        let Some(rest) = len.checked_sub(after_ids + 2 * id_len) else {
            return Err(io::Error::other("it is cut short"));
        };
        let tables = is_new.then(|| (ids + count * (id_len + 4), after_ids, after_ids + rest));
        let mut pack_end = vec![0; id_len as usize];
        if files.read(file, len - 2 * id_len, &mut pack_end)? < pack_end.len() {
            return Err(io::Error::other("it is cut short"));
        }
        Ok(Self {
            file,
            id_len,
            fan_out,
            ids,
            stride,
            tables,
            pack_end,
        })
    }

    /// Returns the number of objects.
    pub(super) fn count(&self) -> u32 {
        self.fan_out[255]
    }

    /// Finds the offset of an object in the pack; `None` when it is not in there.
    pub(super) fn find(&self, files: &mut PackFiles, id: &[u8]) -> io::Result<Option<u64>> {
        let (mut low, mut high) = self.range(id);
        let mut guess = Some(self.guess(id, low, high));
        while low < high {
            // Start where the id is likely to be; if ids are not spread evenly, bisect.
            let middle = guess.take().unwrap_or(low + (high - low) / 2);
            let first = middle.saturating_sub(BLOCK / 2).max(low);
            let block = self.block(files, first, (first + BLOCK).min(high))?;
            let (Some(least), Some(most)) = (self.nth(&block, 0), self.last(&block)) else {
                break;
            };
            match (id.cmp(least), id.cmp(most)) {
                (Ordering::Less, _) => high = first,
                (_, Ordering::Greater) => low = first + self.len(&block),
                _ => {
                    let at = (0..self.len(&block)).find(|at| self.nth(&block, *at) == Some(id));
                    return at
                        .map(|at| self.offset(files, first + at, &block, at))
                        .transpose();
                }
            }
        }
        Ok(None)
    }

    /// Returns the ids that begin with some bytes, two at most; of the last byte only the upper
    /// half counts if `odd`.
    pub(super) fn beginning(
        &self,
        files: &mut PackFiles,
        bytes: &[u8],
        odd: bool,
    ) -> io::Result<Vec<Vec<u8>>> {
        let (mut low, end) = self.range(bytes);
        let mut high = end;
        while low < high {
            let middle = low + (high - low) / 2;
            let block = self.block(files, middle, middle + 1)?;
            let is_before = self
                .nth(&block, 0)
                .is_some_and(|id| id[..bytes.len()] < *bytes);
            if is_before {
                low = middle + 1
            } else {
                high = middle
            }
        }
        let block = self.block(files, low, (low + 2).min(end))?;
        let ids = (0..self.len(&block)).filter_map(|at| self.nth(&block, at));
        Ok(ids
            .filter(|id| begins(id, bytes, odd))
            .map(<[u8]>::to_vec)
            .collect())
    }

    /// Returns the range of ids with the same first byte.
    fn range(&self, id: &[u8]) -> (u64, u64) {
        let first = usize::from(id.first().copied().unwrap_or_default());
        let low = first
            .checked_sub(1)
            .map_or(0, |before| self.fan_out[before]);
        (low.into(), self.fan_out[first].into())
    }

    fn guess(&self, id: &[u8], low: u64, high: u64) -> u64 {
        let next = id.get(1..5).map_or(0, be32);
        low + (((high - low) * u64::from(next)) >> 32)
    }

    fn block(&self, files: &mut PackFiles, first: u64, end: u64) -> io::Result<Vec<u8>> {
        let count = end.saturating_sub(first);
        let mut block = vec![0; (count * self.stride) as usize];
        // In version 1 an id follows its offset, which is wanted as well.
        let at = self.ids - (self.stride - self.id_len) + first * self.stride;
        let read = files.read(self.file, at, &mut block)?;
        if read < block.len() {
            return Err(io::Error::other("it is cut short"));
        }
        Ok(block)
    }

    fn len(&self, block: &[u8]) -> u64 {
        block.len() as u64 / self.stride
    }

    fn nth<'b>(&self, block: &'b [u8], at: u64) -> Option<&'b [u8]> {
        let end = ((at + 1) * self.stride) as usize;
        block.get(end - self.id_len as usize..end)
    }

    fn last<'b>(&self, block: &'b [u8]) -> Option<&'b [u8]> {
        self.nth(block, self.len(block).checked_sub(1)?)
    }

    fn offset(&self, files: &mut PackFiles, number: u64, block: &[u8], at: u64) -> io::Result<u64> {
        let Some((offsets, large, end)) = self.tables else {
            let at = (at * self.stride) as usize;
            return Ok(block.get(at..at + 4).map_or(0, be32).into());
        };
        let offset = be32(&files.exactly::<4>(self.file, offsets + number * 4)?);
        if offset < 1 << 31 {
            return Ok(offset.into());
        }
        let at = large + u64::from(offset & 0x7fff_ffff) * 8;
        if at + 8 > end {
            return Err(io::Error::other("it names a place that is not in it"));
        }
        Ok(u64::from_be_bytes(files.exactly(self.file, at)?))
    }
}

/// Whether an id begins with some bytes; of the last byte only the upper half counts if `odd`.
pub(in crate::git) fn begins(id: &[u8], bytes: &[u8], odd: bool) -> bool {
    let Some((last, all)) = bytes.split_last().filter(|_| odd) else {
        return id.starts_with(bytes);
    };
    id.starts_with(all)
        && id
            .get(all.len())
            .is_some_and(|byte| byte & 0xf0 == last & 0xf0)
}

fn be32(bytes: &[u8]) -> u32 {
    bytes
        .first_chunk()
        .map_or(0, |bytes| u32::from_be_bytes(*bytes))
}
