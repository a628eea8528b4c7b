//! Splits text into terms: words of identifiers and prose, pairs of neighbouring words, and whole
//! identifiers, flags and paths.
//!
//! Owns what counts as a word. Knows nothing of hunks, criteria or weights.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::ops::Range;

use rust_stemmers::{Algorithm, Stemmer};

use super::stop;
use crate::trace::pieces::{is_number, pieces};

/// Maximum length of a word; longer ones are keys, digests, encoded data.
const MAX_WORD: usize = 40;

/// Maximum length of an identifier.
const MAX_IDENTIFIER: usize = 120;

/// Maximum number of bytes read of a line. Nobody explains anything beyond; minified files stay
/// cheap.
const MAX_LINE: usize = 2_000;

/// The kind of a term.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TermKind {
    /// A stemmed word, or two neighbouring characters of a script without spaces.
    Word,
    /// Two neighbouring words of an identifier or a phrase: `exportSummary`, "export summary".
    Pair,
    /// An identifier, a flag or a path, in small letters with `_` between its words.
    Whole,
}

/// A term with its number in a lexicon.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct TermToken {
    pub kind: TermKind,
    pub term: u32,
}

/// A cached identifier.
#[derive(Clone, Copy)]
struct Identifier {
    /// The range of its tokens in the pool.
    tokens: (u32, u32),
    /// The range of its words (in lower case) in the pool of words.
    words: (u32, u32),
    /// Its first and last word, stemmed; 0 where there is none, or it is a stop word.
    ends: (u64, u64),
}

/// An identifier's place in a line, and its content.
pub(super) struct IdentifierSite<'l> {
    /// Byte range in the line.
    pub at: Range<usize>,
    /// As written.
    pub written: &'l [u8],
}

/// Numbers terms in order of appearance, and caches identifiers.
pub(super) struct Lexicon {
    stemmer: Stemmer,
    terms: HashMap<u64, u32, Seeded>,
    /// By term number: a hash that identifies the term in every lexicon.
    hashes: Vec<u64>,
    kinds: Vec<TermKind>,
    identifiers: HashMap<u64, Identifier, Seeded>,
    pool: Vec<TermToken>,
    words: Vec<u64>,
    /// By word: its stem; 0 for a stop word.
    stems: HashMap<u64, u64, Seeded>,
    /// Whether pairs of words that stand side by side are left out.
    without_pairs: bool,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self {
            stemmer: Stemmer::create(Algorithm::English),
            terms: HashMap::default(),
            hashes: Vec::new(),
            kinds: Vec::new(),
            identifiers: HashMap::default(),
            pool: Vec::new(),
            words: Vec::new(),
            stems: HashMap::default(),
            without_pairs: false,
        }
    }
}

impl Lexicon {
    /// Makes a lexicon that does not find pairs of words next to one another, beyond those in an
    /// identifier.
    pub(super) fn without_pairs() -> Self {
        Self {
            without_pairs: true,
            ..Self::default()
        }
    }

    /// Counts the terms.
    pub(super) fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Returns the hash that identifies a term in every lexicon.
    pub(super) fn hash(&self, term: u32) -> u64 {
        self.hashes[term as usize]
    }

    /// Whether a term is a single word.
    pub(super) fn is_word(&self, term: u32) -> bool {
        self.kinds[term as usize] == TermKind::Word
    }

    /// Finds the number of another lexicon's term; `None` when it is not in this one.
    pub(super) fn find(&self, hash: u64) -> Option<u32> {
        self.terms.get(&hash).copied()
    }

    /// Reads a line, one token after the other, each with the identifier it is in or ends with.
    pub(super) fn line(&mut self, line: &[u8], mut take: impl FnMut(&IdentifierSite, TermToken)) {
        let line = &line[..line.len().min(MAX_LINE)];
        let mut before: Option<(usize, u64)> = None;
        let mut chain = IdentifierChain::default();
        let mut at = 0;
        while let Some(found) = next_identifier(line, at) {
            at = found.end;
            let gap = before.map(|(end, _)| &line[end..found.start]);
            let joined = matches!(gap, Some([b'-' | b'.' | b'/' | b':']));
            if !joined {
                chain.end(self, &mut take, line);
            }
            if found.len() > MAX_IDENTIFIER && line[found.clone()].is_ascii() {
                before = None;
                continue;
            }
            let identifier = self.identifier(&line[found.clone()]);
            let place = IdentifierSite {
                at: found.clone(),
                written: &line[found.clone()],
            };
            for index in identifier.tokens.0..identifier.tokens.1 {
                take(&place, self.pool[index as usize]);
            }
            if let (false, Some((_, last)), Some([b' ' | b'-'])) = (self.without_pairs, before, gap)
                && last != 0
                && identifier.ends.0 != 0
            {
                take(
                    &place,
                    self.token(TermKind::Pair, pair(last, identifier.ends.0)),
                );
            }
            chain.add(
                found.clone(),
                &self.words[identifier.words.0 as usize..identifier.words.1 as usize],
            );
            before = Some((found.end, identifier.ends.1));
        }
        chain.end(self, &mut take, line);
    }

    fn token(&mut self, kind: TermKind, hash: u64) -> TermToken {
        let (hashes, kinds) = (&mut self.hashes, &mut self.kinds);
        let term = *self.terms.entry(hash).or_insert_with(|| {
            hashes.push(hash);
            kinds.push(kind);
            hashes.len() as u32 - 1
        });
        TermToken { kind, term }
    }

    fn identifier(&mut self, written: &[u8]) -> Identifier {
        let key = fnv(Salt::WRITTEN, written);
        if let Some(known) = self.identifiers.get(&key) {
            return *known;
        }
        let text = String::from_utf8_lossy(written);
        let (first, first_word) = (self.pool.len() as u32, self.words.len() as u32);
        let mut stems: Vec<u64> = Vec::new();
        for piece in pieces(&text) {
            let word = text[piece].to_lowercase();
            let written = fnv(Salt::WRITTEN, word.as_bytes());
            self.words.push(written);
            if word.chars().any(is_unspaced) {
                stems.push(0);
                for gram in grams(&word) {
                    let token = self.token(TermKind::Word, gram);
                    self.pool.push(token);
                }
                continue;
            }
            let stem = match self.stems.get(&written) {
                Some(stem) => *stem,
                None => {
                    let stem = self.stem(&word).unwrap_or(0);
                    self.stems.insert(written, stem);
                    stem
                }
            };
            stems.push(stem);
        }
        for stem in stems.iter().filter(|stem| **stem != 0) {
            let token = self.token(TermKind::Word, *stem);
            self.pool.push(token);
        }
        for two in stems.windows(2).filter(|two| two[0] != 0 && two[1] != 0) {
            let token = self.token(TermKind::Pair, pair(two[0], two[1]));
            self.pool.push(token);
        }
        if stems.len() > 1 {
            let whole = whole(Salt::WHOLE, &self.words[first_word as usize..]);
            let token = self.token(TermKind::Whole, whole);
            self.pool.push(token);
        }
        let identifier = Identifier {
            tokens: (first, self.pool.len() as u32),
            words: (first_word, self.words.len() as u32),
            ends: (
                stems.first().copied().unwrap_or(0),
                stems.last().copied().unwrap_or(0),
            ),
        };
        self.identifiers.insert(key, identifier);
        identifier
    }

    /// Returns a word's stem; `None` for a stop word.
    fn stem(&self, word: &str) -> Option<u64> {
        let chars = word.chars().count();
        if word.is_ascii() && chars < 2 || chars > MAX_WORD || stop::is_stop(word) {
            return None;
        }
        if is_number(word) {
            return (chars >= 2).then(|| fnv(Salt::WORD, word.as_bytes()));
        }
        Some(fnv(Salt::WORD, self.stemmer.stem(word).as_bytes()))
    }
}

/// Identifiers joined by single marks: `--dry-run`, `docs/SPEC.md`, `self.store`.
#[derive(Default)]
struct IdentifierChain {
    hash: u64,
    links: usize,
    span: Range<usize>,
}

impl IdentifierChain {
    fn add(&mut self, at: Range<usize>, words: &[u64]) {
        if self.links == 0 {
            self.hash = Salt::WHOLE;
            self.span = at.clone();
        }
        self.links += 1;
        self.span.end = at.end;
        self.hash = whole(self.hash, words);
    }

    fn end(
        &mut self,
        lexicon: &mut Lexicon,
        take: &mut impl FnMut(&IdentifierSite, TermToken),
        line: &[u8],
    ) {
        if self.links > 1 && self.span.len() <= MAX_IDENTIFIER {
            let token = lexicon.token(TermKind::Whole, self.hash);
            take(
                &IdentifierSite {
                    at: self.span.clone(),
                    written: &line[self.span.clone()],
                },
                token,
            );
        }
        self.links = 0;
    }
}

/// Finds the next run of letters, digits and `_`, of any script.
fn next_identifier(line: &[u8], from: usize) -> Option<Range<usize>> {
    let start = from
        + line
            .get(from..)?
            .iter()
            .position(|byte| is_identifier(*byte))?;
    let len = line[start..]
        .iter()
        .take_while(|byte| is_identifier(**byte))
        .count();
    Some(start..start + len)
}

/// Bytes beyond ASCII are classified as characters in [`Lexicon::identifier`], by `pieces`.
fn is_identifier(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

/// Whether a script is written without spaces; includes Korean, whose words end in particles.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Returns each two neighbouring characters, except Hiragana only: those are endings and particles.
fn grams(word: &str) -> Vec<u64> {
    let chars: Vec<char> = word.chars().collect();
    let hiragana = |c: &char| matches!(c, '\u{3040}'..='\u{309f}');
    if let [one] = chars[..] {
        return if hiragana(&one) {
            Vec::new()
        } else {
            vec![fnv(Salt::WORD, word.as_bytes())]
        };
    }
    let two = chars.windows(2).filter(|two| !two.iter().all(hiragana));
    two.map(|two| fnv(Salt::WORD, String::from_iter(two).as_bytes()))
        .collect()
}

fn pair(first: u64, second: u64) -> u64 {
    fnv(fnv(Salt::PAIR, &first.to_le_bytes()), &second.to_le_bytes())
}

/// Extends an identifier's hash by more of its words.
fn whole(hash: u64, words: &[u64]) -> u64 {
    words.iter().fold(hash, |hash, word| {
        (hash ^ word).wrapping_mul(PRIME).rotate_left(29)
    })
}

/// Initial hash values that keep kinds of terms apart.
struct Salt;

impl Salt {
    const WORD: u64 = 0x6a09_e667_f3bc_c908;
    const PAIR: u64 = 0x3c6e_f372_fe94_f82b;
    const WHOLE: u64 = 0x510e_527f_ade6_82d1;
    const WRITTEN: u64 = 0x1f83_d9ab_fb41_bd6b;
}

/// FNV-1a: equal on every machine. Two words with one hash count as one word, which does no harm.
fn fnv(seed: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(seed, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(PRIME)
    })
}

const PRIME: u64 = 0x100_0000_01b3;

/// A hasher for keys that are hashes already. Seeded, so that nobody can write a delivery with
/// words that all collide; the tables are never iterated.
#[derive(Clone)]
pub(super) struct Seeded(u64);

impl Default for Seeded {
    fn default() -> Self {
        Self(RandomState::new().hash_one(0) | 1)
    }
}

impl BuildHasher for Seeded {
    type Hasher = FoldedWord;

    fn build_hasher(&self) -> FoldedWord {
        FoldedWord {
            seed: self.0,
            hash: 0,
        }
    }
}

pub(super) struct FoldedWord {
    seed: u64,
    hash: u64,
}

impl Hasher for FoldedWord {
    fn write(&mut self, bytes: &[u8]) {
        self.write_u64(fnv(self.hash, bytes));
    }

    fn write_u32(&mut self, key: u32) {
        self.write_u64(u64::from(key));
    }

    fn write_u64(&mut self, key: u64) {
        let product = u128::from(key ^ self.seed) * 0x9e37_79b9_7f4a_7c15;
        self.hash = (product >> 64) as u64 ^ product as u64;
    }

    fn finish(&self) -> u64 {
        self.hash
    }
}
