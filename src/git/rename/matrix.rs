//! Which of many files each of many others was most likely made of.
//!
//! Git compares every pair. Here the sources are turned into an index from span to file first, so that
//! the work follows what files share and not how many pairs there are; the scores, and the pairs picked
//! by them, are git's. Knows nothing of repositories.

use super::spans::{HASHES, MIN_SCORE, Spans, score, sizes_fit};

/// Spans of all sources together; 48 MB of index.
const MAX_POSTINGS: usize = 4_000_000;
/// Steps through the index in one search: about two seconds.
const MAX_STEPS: u64 = 1_000_000_000;
/// Sources kept for each destination: git's `NUM_CANDIDATE_PER_DST`.
const KEPT: usize = 4;

/// Where each span occurs in the sources.
pub(super) struct Index {
    /// For each hash where its postings begin; the last entry is where they end.
    starts: Vec<u32>,
    /// Number of the source, and how many bytes of it.
    postings: Vec<(u32, u32)>,
    /// Bytes of each source.
    sizes: Vec<u64>,
    /// For the destination at hand: bytes shared with each source.
    shared: Vec<u64>,
    steps: u64,
}

/// A source and a destination by number, and how alike they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Scored {
    pub(super) score: u64,
    pub(super) same_name: bool,
    pub(super) source: usize,
    pub(super) destination: usize,
}

impl Scored {
    /// Better ones first: git's `score_compare`.
    fn order(&self) -> (std::cmp::Reverse<u64>, std::cmp::Reverse<bool>) {
        (std::cmp::Reverse(self.score), std::cmp::Reverse(self.same_name))
    }
}

impl Index {
    /// Makes the index of sources by number: their sizes, and what they are made of. Tells also whether
    /// all of it found room.
    pub(super) fn new(sizes: Vec<u64>, sources: &[Spans]) -> (Self, bool) {
        let mut room = MAX_POSTINGS;
        let fitting = sources.iter().take_while(|spans| {
            let fits = spans.0.len() <= room;
            room = room.saturating_sub(spans.0.len());
            fits
        });
        let kept = fitting.count();
        let mut starts = vec![0u32; HASHES as usize + 1];
        for (hash, _) in sources[..kept].iter().flat_map(|spans| &spans.0) {
            starts[*hash as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut postings = vec![(0, 0); starts.last().map_or(0, |end| *end as usize)];
        for (source, spans) in (0u32..).zip(&sources[..kept]) {
            for (hash, bytes) in &spans.0 {
                let at = &mut next[*hash as usize];
                postings[*at as usize] = (source, *bytes);
                *at += 1;
            }
        }
        let shared = vec![0; sizes.len()];
        (Self { starts, postings, sizes, shared, steps: 0 }, kept == sources.len())
    }

    /// The sources most like a destination, in the order git looks at them, added to `found`. False when
    /// there is no time for it any more.
    pub(super) fn score(
        &mut self,
        destination: usize,
        size: u64,
        spans: &Spans,
        same_name: impl Fn(usize) -> bool,
        found: &mut Vec<Scored>,
    ) -> bool {
        if self.steps > MAX_STEPS {
            return false;
        }
        self.shared.fill(0);
        self.steps += self.shared.len() as u64;
        for (hash, bytes) in &spans.0 {
            let hash = *hash as usize;
            let postings = &self.postings[self.starts[hash] as usize..self.starts[hash + 1] as usize];
            self.steps += postings.len() as u64;
            for (source, theirs) in postings {
                self.shared[*source as usize] += u64::from(*bytes.min(theirs));
            }
        }
        // The worst of those kept is replaced, the first of equally bad ones: git's `record_if_better`.
        let mut best: Vec<Scored> = Vec::with_capacity(KEPT);
        for (source, (theirs, shared)) in self.sizes.iter().zip(&self.shared).enumerate() {
            // One that is not alike takes a place too: it decides in which order equally good ones stand.
            let score = if sizes_fit(*theirs, size) { score(*shared, *theirs, size) } else { 0 };
            let new = Scored { score, same_name: same_name(source), source, destination };
            if best.len() < KEPT {
                best.push(new);
                continue;
            }
            let mut worst = 0;
            for at in 1..best.len() {
                if best[at].order() > best[worst].order() {
                    worst = at;
                }
            }
            if best[worst].order() > new.order() {
                best[worst] = new;
            }
        }
        found.extend(best.into_iter().filter(|pair| pair.score >= MIN_SCORE));
        true
    }
}

/// Takes the best pairs first, each destination once, and each source once too unless `again` says that
/// it may be used again: git's `find_renames`.
pub(super) fn pick(mut found: Vec<Scored>, again: bool) -> Vec<Scored> {
    found.sort_by_key(Scored::order);
    let most = |of: fn(&Scored) -> usize| found.iter().map(of).max().map_or(0, |most| most + 1);
    let mut sources = vec![false; most(|pair| pair.source)];
    let mut destinations = vec![false; most(|pair| pair.destination)];
    found.retain(|pair| {
        let free = !destinations[pair.destination] && (again || !sources[pair.source]);
        if free {
            destinations[pair.destination] = true;
            sources[pair.source] = true;
        }
        free
    });
    found
}
