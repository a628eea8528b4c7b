//! What a file is made of, for telling how much two files share.
//!
//! A file is cut into spans as git cuts it, so that the same pairs come out: `hash_chars` and
//! `diffcore_count_changes` of its `diffcore-delta.c`. Knows nothing of paths.

use crate::git::blob::is_binary;

/// A span ends after this many bytes, or with its line.
const MAX_SPAN: u32 = 64;
/// How many values a span's hash has: git's `HASHBASE`.
pub(super) const HASHES: u32 = 107_927;
/// A score of two equal files: git's `MAX_SCORE`.
pub(super) const MAX_SCORE: u64 = 60_000;
/// The score from which two files count as one: git's default, 50 %.
pub(super) const MIN_SCORE: u64 = MAX_SCORE / 2;
/// The same for two files that keep a base name of their own: half way from there to equal, as
/// `GIT_BASENAME_FACTOR` has it.
pub(super) const MIN_NAMED_SCORE: u64 = MIN_SCORE + (MAX_SCORE - MIN_SCORE) / 2;

/// The spans of one file: hash and how many bytes have it; sorted by hash, each hash once.
#[derive(Default)]
pub(super) struct Spans(pub(super) Vec<(u32, u32)>);

impl Spans {
    /// Cuts a file up. In text the carriage return of a line end does not count.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let text = !is_binary(bytes);
        let mut spans = Vec::with_capacity(bytes.len() / 24 + 1);
        let (mut low, mut high, mut len) = (0u32, 0u32, 0u32);
        let mut end = |low: &mut u32, high: &mut u32, len: &mut u32| {
            spans.push((low.wrapping_add(high.wrapping_mul(0x61)) % HASHES, *len));
            (*low, *high, *len) = (0, 0, 0);
        };
        let mut bytes = bytes.iter().peekable();
        while let Some(&byte) = bytes.next() {
            if text && byte == b'\r' && bytes.peek() == Some(&&b'\n') {
                continue;
            }
            let before = low;
            low = ((low << 7) ^ (high >> 25)).wrapping_add(u32::from(byte));
            high = (high << 7) ^ (before >> 25);
            len += 1;
            if len == MAX_SPAN || byte == b'\n' {
                end(&mut low, &mut high, &mut len);
            }
        }
        if len > 0 {
            end(&mut low, &mut high, &mut len);
        }
        spans.sort_unstable_by_key(|(hash, _)| *hash);
        spans.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        Self(spans)
    }

    /// How many bytes both have.
    pub(super) fn shared(&self, other: &Self) -> u64 {
        let (mut i, mut j, mut shared) = (0, 0, 0);
        while let (Some(a), Some(b)) = (self.0.get(i), other.0.get(j)) {
            if a.0 == b.0 {
                shared += u64::from(a.1.min(b.1));
            }
            i += usize::from(a.0 <= b.0);
            j += usize::from(b.0 <= a.0);
        }
        shared
    }
}

/// Whether files of these sizes can share enough at all: the start of git's `estimate_similarity`.
pub(super) fn sizes_fit(a: u64, b: u64) -> bool {
    let (small, large) = (a.min(b), a.max(b));
    large.saturating_mul(MAX_SCORE - MIN_SCORE) >= (large - small).saturating_mul(MAX_SCORE)
}

/// How alike two files are, up to [`MAX_SCORE`], from the bytes that both have.
pub(super) fn score(shared: u64, a: u64, b: u64) -> u64 {
    shared * MAX_SCORE / a.max(b).max(1)
}
