//! Finds which of many contents share half of their pieces with another one.
//!
//! A content that shares at least half with another has at least one of any set of pieces that make
//! up more than half of it. So only the rarest such pieces are looked up (the prefix filter of set
//! similarity joins), and only the contents found there are compared: the work depends on
//! distinctive pieces, however many files have the same licence text or braces. Knows nothing of
//! paths and repositories.

use super::pieces::ContentPieces;

/// Maximum number of contents compared with one: those that share most of its rare pieces.
pub(super) const COMPARED: usize = 256;

/// Contents by the pieces they are made of.
pub(super) struct PieceIndex {
    contents: Vec<ContentPieces>,
    /// Each piece of each content: its digest, and the number of the content; ascending.
    places: Vec<(u32, u32)>,
    /// For each value of a digest's leading bits: where its places begin; and the end.
    starts: Vec<u32>,
    /// The shift that gives a digest's leading bits.
    shift: u32,
}

/// Two contents that share at least half of the larger one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct SharedPieces {
    /// The content's number in the index.
    pub(super) with: usize,
    /// Size of the common pieces in bytes.
    pub(super) bytes: u64,
    /// Size of the larger one in bytes.
    pub(super) of: u64,
}

/// Buffers for a search, kept for reuse.
pub(super) struct Scratch {
    /// By content of the index: size of the rare pieces found in it, in bytes.
    found: Vec<u64>,
    touched: Vec<u32>,
    /// Pieces that others have too: how many contents have it, its bytes, and its places.
    shareable: Vec<(u32, u32, u32)>,
}

impl PieceIndex {
    /// Indexes the contents; their numbers are their positions in the list.
    pub(super) fn new(contents: Vec<ContentPieces>) -> Self {
        let mut places: Vec<(u32, u32)> = (0..)
            .zip(&contents)
            .flat_map(|(number, pieces)| {
                pieces
                    .parts()
                    .iter()
                    .map(move |(digest, _)| (*digest, number))
            })
            .collect();
        places.sort_unstable();
        let bits = places.len().max(2).ilog2().min(20);
        let shift = u32::BITS - bits;
        let mut starts = vec![0; (1 << bits) + 1];
        for (digest, _) in &places {
            starts[(digest >> shift) as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Self {
            contents,
            places,
            starts,
            shift,
        }
    }

    /// Allocates the buffers for a search.
    pub(super) fn scratch(&self) -> Scratch {
        Scratch {
            found: vec![0; self.contents.len()],
            touched: Vec::new(),
            shareable: Vec::new(),
        }
    }

    /// Finds the contents that share at least half with `pieces`. Where there are very many, those
    /// with the greatest value of `prefer` (called with the number) come first. Charges its cost to
    /// `steps`; `None` when none are left.
    pub(super) fn search(
        &self,
        pieces: &ContentPieces,
        prefer: &dyn Fn(usize) -> u32,
        scratch: &mut Scratch,
        steps: &mut u64,
    ) -> Option<Vec<SharedPieces>> {
        let common = self.search_inner(pieces, prefer, scratch, steps);
        for number in scratch.touched.drain(..) {
            scratch.found[number as usize] = 0;
        }
        common
    }

    fn search_inner(
        &self,
        pieces: &ContentPieces,
        prefer: &dyn Fn(usize) -> u32,
        scratch: &mut Scratch,
        steps: &mut u64,
    ) -> Option<Vec<SharedPieces>> {
        let half = pieces.size().div_ceil(2);
        let mut rest = self.look_up(pieces, scratch, steps)?;
        for &(count, bytes, at) in &scratch.shareable {
            // A content with none of the pieces so far cannot reach half with the others.
            if rest < half {
                break;
            }
            rest -= u64::from(bytes);
            take(steps, u64::from(count))?;
            for (_, number) in &self.places[at as usize..][..count as usize] {
                let found = &mut scratch.found[*number as usize];
                if *found == 0 {
                    scratch.touched.push(*number);
                }
                *found += u64::from(bytes);
            }
        }
        let mut likely: Vec<(u64, u32, usize)> = Vec::new();
        for number in scratch.touched.iter().map(|number| *number as usize) {
            let found = scratch.found[number];
            let larger = self.contents[number].size().max(pieces.size());
            if 2 * (found + rest) >= larger {
                likely.push((found, 0, number));
            }
        }
        if likely.len() > COMPARED {
            likely.iter_mut().for_each(|one| one.1 = prefer(one.2));
            likely.sort_unstable_by_key(|(found, preference, number)| {
                (std::cmp::Reverse((*found, *preference)), *number)
            });
            likely.truncate(COMPARED);
        }
        let mut common = Vec::new();
        for (_, _, number) in likely {
            let other = &self.contents[number];
            take(steps, (pieces.parts().len() + other.parts().len()) as u64)?;
            let (bytes, of) = (pieces.common(other), pieces.size().max(other.size()));
            if 2 * bytes >= of {
                common.push(SharedPieces {
                    with: number,
                    bytes,
                    of,
                });
            }
        }
        Some(common)
    }

    /// Lists the pieces that any content of the index has, rarest first. Returns the size of all of
    /// them in bytes.
    fn look_up(
        &self,
        pieces: &ContentPieces,
        scratch: &mut Scratch,
        steps: &mut u64,
    ) -> Option<u64> {
        take(steps, pieces.parts().len() as u64)?;
        scratch.shareable.clear();
        let mut all = 0;
        for (digest, bytes) in pieces.parts() {
            let bucket = (digest >> self.shift) as usize;
            let (start, end) = (
                self.starts[bucket] as usize,
                self.starts[bucket + 1] as usize,
            );
            let places = &self.places[start..end];
            let first = places.partition_point(|place| place.0 < *digest);
            let count = places[first..].partition_point(|place| place.0 == *digest);
            if count > 0 {
                scratch
                    .shareable
                    .push((count as u32, *bytes, (start + first) as u32));
                all += u64::from(*bytes);
            }
        }
        scratch
            .shareable
            .sort_unstable_by_key(|(count, bytes, _)| (*count, std::cmp::Reverse(*bytes)));
        Some(all)
    }
}

/// Takes some off a number of steps; `None` when there are not enough.
fn take(steps: &mut u64, count: u64) -> Option<()> {
    *steps = steps.checked_sub(count)?;
    Some(())
}
