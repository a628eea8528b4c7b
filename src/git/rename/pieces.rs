//! Splits a content into a multiset of pieces, by which contents are compared.
//!
//! A piece is a line. A long line, and in a binary file the part between two newlines, is cut at
//! places that its own bytes determine, so that an insertion at its start does not change all
//! pieces after it. Knows nothing of paths and repositories.

/// Maximum length in bytes of a line that is one piece.
const LONG: usize = 192;
/// A piece of a long line has at least this many bytes, except for the last one, …
const SHORTEST: usize = 32;
/// … and at most this many.
const LONGEST: usize = 256;
/// The bits of the rolling sum that are all zero where a long line is cut: once in 64 bytes on
/// average.
const CUT: u64 = 0b11_1111 << 58;

/// A random-looking number for each byte, for the rolling sum.
const SCATTER: [u64; 256] = scatter();

/// A content as a multiset of pieces.
#[derive(Default)]
pub(super) struct ContentPieces {
    /// The digest of each different piece, and the total size of its occurrences; ascending.
    parts: Vec<(u32, u32)>,
    /// Size of all pieces in bytes.
    size: u64,
}

impl ContentPieces {
    /// Splits a content. The carriage return of a line end does not count.
    pub(super) fn of(content: &[u8]) -> Self {
        let mut parts = Vec::with_capacity(content.len() / 32);
        for line in content.split_inclusive(|&byte| byte == b'\n') {
            cut_line(line, &mut parts);
        }
        parts.sort_unstable();
        let size = parts.iter().map(|(_, bytes)| u64::from(*bytes)).sum();
        parts.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 = kept.1.saturating_add(next.1);
            }
            same
        });
        parts.shrink_to_fit();
        Self { parts, size }
    }

    /// Returns digests and sizes of the different pieces, by ascending digest.
    pub(super) fn parts(&self) -> &[(u32, u32)] {
        &self.parts
    }

    /// Returns the size of all pieces: of the content without the carriage returns of its line
    /// ends.
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// Sums up the sizes of common pieces.
    pub(super) fn common(&self, other: &Self) -> u64 {
        let (mut left, mut right) = (self.parts.as_slice(), other.parts.as_slice());
        let mut common = 0;
        while let (Some((a, rest_a)), Some((b, rest_b))) = (left.split_first(), right.split_first())
        {
            if a.0 == b.0 {
                common += u64::from(a.1.min(b.1));
            }
            left = if a.0 <= b.0 { rest_a } else { left };
            right = if b.0 <= a.0 { rest_b } else { right };
        }
        common
    }
}

/// Adds the pieces of a line, given with its end.
fn cut_line(line: &[u8], parts: &mut Vec<(u32, u32)>) {
    let (text, end) = match line {
        [text @ .., b'\r', b'\n'] | [text @ .., b'\n'] => (text, 1),
        text => (text, 0),
    };
    let mut rest = text;
    while rest.len() > LONG {
        let (piece, after) = rest.split_at(first_cut(rest));
        parts.push((digest(piece), piece.len() as u32));
        rest = after;
    }
    // A last line without a newline is the same piece as with one.
    if !rest.is_empty() || end > 0 {
        parts.push((digest(rest), (rest.len() + end) as u32));
    }
}

/// Finds the end of the first piece of a long line: where a sum over its last bytes has certain
/// zero bits, as in deduplicating storage (content-defined chunking).
fn first_cut(line: &[u8]) -> usize {
    let mut sum = 0_u64;
    for (at, byte) in line.iter().enumerate().take(LONGEST) {
        sum = (sum << 1).wrapping_add(SCATTER[usize::from(*byte)]);
        if at + 1 >= SHORTEST && sum & CUT == 0 {
            return at + 1;
        }
    }
    LONGEST.min(line.len())
}

/// Digests a piece, not for security: a collision only makes two files look more alike than they
/// are.
fn digest(piece: &[u8]) -> u32 {
    let mut state = piece.len() as u64;
    let (words, rest) = piece.as_chunks::<8>();
    for word in words {
        state = stir(state, u64::from_le_bytes(*word));
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    (mixed(stir(state, u64::from_le_bytes(last))) >> 32) as u32
}

fn stir(state: u64, word: u64) -> u64 {
    (state.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Spreads each bit over all others: the last step of the generator SplitMix64.
const fn mixed(mut value: u64) -> u64 {
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

const fn scatter() -> [u64; 256] {
    let mut table = [0; 256];
    let mut at = 0;
    while at < table.len() {
        table[at] = mixed((at as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        at += 1;
    }
    table
}
