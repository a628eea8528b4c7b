//! Packs whose entries are well made but for what is wrong on purpose: sizes, bases, differences,
//! places.
//!
//! What is packed is packed anew, so that what is wrong lies behind the unpacking and not before
//! it.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use snaglist::git::builder::RawKind;
use snaglist::model::id::ObjectId;

use super::clone::Clone;
use super::mutate::changed;
use super::random::Random;

/// What both a pack and its index end with.
const END: [u8; 20] = [7; 20];
/// Bytes of an input that say how one entry is made.
const RECIPE: usize = 12;

/// How every entry is made: some bytes for each of them.
pub(crate) fn seeds(clone: &Clone) -> Vec<Vec<u8>> {
    let count = clone.objects.len();
    let deltas = (0..count).flat_map(|at| [1, 0, 0, 0, at as u8 + 1, 0, 0, 0, 0, 0, 0, 0]);
    vec![
        vec![0; count * RECIPE],
        deltas.collect(),
        [2].repeat(count * RECIPE),
    ]
}

/// Changes some of the recipes.
pub(crate) fn make(random: &mut Random, pool: &[Vec<u8>], clone: &Clone) -> Vec<u8> {
    let mut input = changed(
        random,
        pool,
        &[b"\0", b"\x01", b"\x02", b"\x03", b"\xff", b"\x80", b"\x10"],
    );
    input.resize(clone.objects.len() * RECIPE, 0);
    input
}

/// Writes the pack that an input describes, and its index.
pub(crate) fn put(clone: &Clone, input: &[u8]) {
    clone.remove_loose();
    let mut pack = Pack::default();
    let ids: Vec<ObjectId> = clone.objects.iter().map(|(_, id, _)| *id).collect();
    for (number, (kind, id, content)) in clone.objects.iter().enumerate() {
        let recipe = input
            .get(number * RECIPE..(number + 1) * RECIPE)
            .unwrap_or(&[0; RECIPE]);
        let base = usize::from(recipe[4]) % ids.len();
        let size = |len: usize| match recipe[1] {
            0..=127 => len as u64,
            wrong => (u64::from(wrong) << (recipe[2] % 56)) | u64::from(recipe[3]),
        };
        let wrong = |mut content: Vec<u8>| {
            if recipe[5] > 127 && !content.is_empty() {
                let at = usize::from(recipe[6]) % content.len();
                content[at] ^= recipe[7];
                content.extend_from_slice(&recipe[8..8 + usize::from(recipe[5] & 3)]);
            }
            content
        };
        match recipe[0] % 4 {
            // As it is.
            0 => pack.entry(
                *id,
                code(*kind),
                size(content.len()),
                b"",
                &wrong(content.clone()),
            ),
            // A difference to the object of an id, itself perhaps.
            1 => {
                let delta = wrong(delta(&clone.objects[base].2, content, recipe));
                pack.entry(*id, 7, size(delta.len()), ids[base].as_bytes(), &delta);
            }
            // A difference to what stands before it.
            2 => {
                let delta = wrong(delta(&clone.objects[base].2, content, recipe));
                let back = pack.back_to(ids[base]).unwrap_or(u64::from(recipe[9]));
                pack.entry(*id, 6, size(delta.len()), &offset(back), &delta);
            }
            // Of a kind that there may be none of.
            _ => pack.entry(
                *id,
                recipe[8] % 8,
                size(content.len()),
                &recipe[9..],
                &wrong(content.clone()),
            ),
        }
    }
    let (pack, index) = pack.finish();
    clone.write("objects/pack/pack-made.pack", &pack);
    clone.write("objects/pack/pack-made.idx", &index);
}

/// A pack in which nothing is wrong, then its index: an input for [`write`].
pub(crate) fn well_made(clone: &Clone, with_differences: bool) -> Vec<u8> {
    let mut pack = Pack::default();
    for (number, (kind, id, content)) in clone.objects.iter().enumerate() {
        match (with_differences, number.checked_sub(1)) {
            (true, Some(before)) => {
                let (_, base, of) = &clone.objects[before];
                let delta = delta(of, content, &[0; RECIPE]);
                let back = pack.back_to(*base).unwrap_or_default();
                pack.entry(*id, 6, delta.len() as u64, &offset(back), &delta);
            }
            _ => pack.entry(*id, code(*kind), content.len() as u64, b"", content),
        }
    }
    let (pack, index) = pack.finish();
    [&(pack.len() as u32).to_be_bytes()[..], &pack, &index].concat()
}

/// Writes a pack and its index as they are; the first four bytes say where the one ends.
pub(crate) fn write(clone: &Clone, input: &[u8]) {
    let (len, rest) = input.split_at(input.len().min(4));
    let len = len
        .iter()
        .fold(0, |len, byte| len << 8 | usize::from(*byte));
    let (pack, index) = rest.split_at(len.min(rest.len()));
    clone.write("objects/pack/pack-made.pack", pack);
    clone.write("objects/pack/pack-made.idx", index);
}

fn code(kind: RawKind) -> u8 {
    match kind {
        RawKind::Commit => 1,
        RawKind::Tree => 2,
        RawKind::Blob => 3,
        RawKind::Tag => 4,
    }
}

/// A difference that makes `content` of `base`; some of its figures are wrong where the recipe says
/// so.
fn delta(base: &[u8], content: &[u8], recipe: &[u8]) -> Vec<u8> {
    let shared = base
        .iter()
        .zip(content)
        .take_while(|(one, other)| one == other)
        .count();
    let mut delta = Vec::new();
    let figures = [(base.len(), recipe[2]), (content.len(), recipe[3])];
    for (len, wrong) in figures {
        let mut size = if wrong > 200 {
            (len as u64) << (wrong % 50)
        } else {
            len as u64
        };
        while size > 0x7f {
            delta.push((size & 0x7f) as u8 | 0x80);
            size >>= 7;
        }
        delta.push(size as u8);
    }
    if shared > 0 {
        let from = if recipe[10] > 200 {
            u32::from(recipe[11]) << (recipe[10] % 24)
        } else {
            0
        };
        delta.push(0xff);
        delta.extend(from.to_le_bytes());
        delta.extend(&(shared as u32).to_le_bytes()[..3]);
    }
    for piece in content[shared..].chunks(127) {
        delta.push(piece.len() as u8);
        delta.extend_from_slice(piece);
    }
    delta
}

fn offset(mut back: u64) -> Vec<u8> {
    let mut bytes = vec![(back & 0x7f) as u8];
    while back > 0x7f {
        back = (back >> 7) - 1;
        bytes.insert(0, 0x80 | (back & 0x7f) as u8);
    }
    bytes
}

/// A pack in the making.
#[derive(Default)]
struct Pack {
    bytes: Vec<u8>,
    entries: Vec<(ObjectId, u32)>,
}

impl Pack {
    fn entry(&mut self, id: ObjectId, kind: u8, size: u64, base: &[u8], content: &[u8]) {
        if self.bytes.is_empty() {
            self.bytes.extend(b"PACK\0\0\0\x02\0\0\0\0");
        }
        self.entries.push((id, self.bytes.len() as u32));
        let mut rest = size >> 4;
        self.bytes
            .push(kind << 4 | (size & 15) as u8 | if rest > 0 { 0x80 } else { 0 });
        while rest > 0 {
            self.bytes
                .push((rest & 0x7f) as u8 | if rest > 0x7f { 0x80 } else { 0 });
            rest >>= 7;
        }
        self.bytes.extend_from_slice(base);
        let mut packed = ZlibEncoder::new(&mut self.bytes, Compression::fast());
        let done = packed
            .write_all(content)
            .and_then(|()| packed.finish().map(|_| ()));
        done.unwrap_or_else(|error| panic!("not packed: {error}"));
    }

    /// How many bytes before the next entry the object stands; `None` when it is not there yet.
    fn back_to(&self, id: ObjectId) -> Option<u64> {
        let (_, at) = self.entries.iter().find(|(known, _)| *known == id)?;
        Some(self.bytes.len() as u64 - u64::from(*at))
    }

    /// The pack and its index.
    fn finish(mut self) -> (Vec<u8>, Vec<u8>) {
        let count = self.entries.len() as u32;
        self.bytes[8..12].copy_from_slice(&count.to_be_bytes());
        self.bytes.extend(END);
        self.entries.sort();
        let mut index = b"\xfftOc\0\0\0\x02".to_vec();
        for first in 0..=255 {
            let upto = self
                .entries
                .iter()
                .filter(|(id, _)| id.as_bytes()[0] <= first)
                .count() as u32;
            index.extend(upto.to_be_bytes());
        }
        self.entries
            .iter()
            .for_each(|(id, _)| index.extend_from_slice(id.as_bytes()));
        index.extend(vec![0; self.entries.len() * 4]);
        self.entries
            .iter()
            .for_each(|(_, at)| index.extend(at.to_be_bytes()));
        index.extend(END);
        index.extend(END);
        (self.bytes, index)
    }
}
