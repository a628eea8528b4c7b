//! Indexes the changes of one increment as terms for ranking: filled one hunk at a time, newest
//! first, and usable at any time.
//!
//! Owns the data kept of hunks and messages. Knows nothing of criteria.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::fields::{self, LineWeights, Origin};
use super::rank::Norms;
use super::recipe::Recipe;
use super::terms::{Lexicon, TermKind};
use crate::model::change::{Hunk, TextDiff};
use crate::model::id::{Digest, ObjectId};
use crate::model::text::{RepoPath, Untrusted};

/// Maximum number of lines read of a hunk. A longer one is data, or its beginning says what it is
/// about.
const MAX_LINES: usize = 2_000;

/// Maximum number of lines read of a commit message.
const MAX_MESSAGE: usize = 200;

/// A hunk to be indexed.
#[derive(Clone, Copy)]
pub struct HunkText<'a> {
    /// The file's path.
    pub path: &'a RepoPath,
    /// The file's differences.
    pub diff: &'a TextDiff,
    /// The index of the hunk in the differences.
    pub hunk: usize,
    /// The line above the hunk that names its function or section; may be empty.
    pub heading: &'a [u8],
    /// The commits that made it, as numbered by [`HunkIndex::add_commit`]; empty when unknown.
    pub commits: &'a [u32],
}

/// An indexed hunk.
#[derive(Clone, Debug)]
pub(super) struct IndexedHunk {
    pub file: u32,
    pub digest: Digest,
    /// Range in the pool of commits.
    pub commits: Range<u32>,
    pub length: f32,
    /// Whether its file is written for people.
    pub is_prose: bool,
}

/// The texts that contain a term and its weight in each, in order of the texts.
pub(super) type Postings = Vec<(u32, f32)>;

/// The hunks and messages of one increment.
#[derive(Default)]
pub struct HunkIndex {
    pub(super) recipe: Recipe,
    pub(super) lexicon: Lexicon,
    pub(super) hunks: Vec<IndexedHunk>,
    pub(super) files: Vec<RepoPath>,
    pub(super) commits: Vec<ObjectId>,
    pub(super) commits_of_hunks: Vec<u32>,
    /// By term: its postings in hunks (words, pairs and wholes).
    pub(super) in_hunks: Vec<Postings>,
    /// By term: its postings in messages.
    pub(super) in_messages: Vec<Postings>,
    pub(super) message_lengths: Vec<f32>,
    /// The sum of the lengths of all hunks.
    pub(super) length: f32,
    /// By hunk: its words. Computed when answers are first learned from.
    words: OnceLock<WordsOfHunks>,
    /// Computed when the first criterion is scored, after all texts were added.
    norms: OnceLock<Norms>,
    file_numbers: HashMap<RepoPath, u32>,
    gathered: GatheredTerms,
}

/// The words of each hunk, with their weights: the inversion of the postings.
#[derive(Default)]
struct WordsOfHunks {
    /// By hunk: where its words begin; one more at the end.
    starts: Vec<usize>,
    words: Vec<(u32, f32)>,
}

impl WordsOfHunks {
    fn of(index: &HunkIndex) -> Self {
        let is_word = |(term, _): &(u32, &Postings)| index.lexicon.is_word(*term);
        let postings = || (0..).zip(&index.in_hunks).filter(is_word);
        let mut starts = vec![0; index.hunks.len() + 1];
        for (hunk, _) in postings().flat_map(|(_, hunks)| hunks) {
            starts[*hunk as usize + 1] += 1;
        }
        for hunk in 1..starts.len() {
            starts[hunk] += starts[hunk - 1];
        }
        let mut ends = starts.clone();
        let mut words = vec![(0, 0.0); starts.last().copied().unwrap_or_default()];
        for (term, hunks) in postings() {
            for (hunk, frequency) in hunks {
                let end = &mut ends[*hunk as usize];
                words[*end] = (term, *frequency);
                *end += 1;
            }
        }
        Self { starts, words }
    }
}

/// The terms of the current text.
#[derive(Default)]
struct GatheredTerms {
    /// By term: its weight; 0 for those not met.
    weights: Vec<f32>,
    met: Vec<u32>,
    length: f32,
}

impl GatheredTerms {
    fn add(&mut self, kind: TermKind, term: u32, weight: f32) {
        let index = term as usize;
        if index >= self.weights.len() {
            self.weights.resize(index + 256, 0.0);
        }
        if self.weights[index] == 0.0 {
            self.met.push(term);
        }
        self.weights[index] += weight;
        if kind == TermKind::Word {
            self.length += weight;
        }
    }

    /// Files the gathered terms under a text's number; returns the text's length.
    fn file(&mut self, text: u32, terms: usize, postings: &mut Vec<Postings>) -> f32 {
        postings.resize_with(terms, Vec::new);
        for term in self.met.drain(..) {
            let weight = std::mem::take(&mut self.weights[term as usize]);
            postings[term as usize].push((text, weight));
        }
        std::mem::take(&mut self.length)
    }
}

impl HunkIndex {
    /// Makes an empty index with other ranking numbers than the default.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn with(recipe: Recipe) -> Self {
        Self {
            recipe,
            ..Self::default()
        }
    }

    /// Returns the divisors of all texts.
    pub(super) fn norms(&self) -> &Norms {
        self.norms.get_or_init(|| Norms::of(self))
    }

    /// Returns the words of a hunk, with their weights.
    pub(super) fn words_of(&self, hunk: u32) -> &[(u32, f32)] {
        let found = self.words.get_or_init(|| WordsOfHunks::of(self));
        let bounds = found
            .starts
            .get(hunk as usize)
            .zip(found.starts.get(hunk as usize + 1));
        bounds
            .and_then(|(start, end)| found.words.get(*start..*end))
            .unwrap_or_default()
    }

    /// Counts the indexed hunks.
    pub fn hunk_count(&self) -> usize {
        self.hunks.len()
    }

    /// Indexes a commit's message without criterion ids, and returns the commit's number. Skips
    /// trailers that name people.
    pub fn add_commit(&mut self, id: ObjectId, message: &Untrusted) -> u32 {
        let number = self.commits.len() as u32;
        self.commits.push(id);
        let lines = message
            .as_bytes()
            .split(|byte| *byte == b'\n')
            .take(MAX_MESSAGE);
        let (lexicon, gathered) = (&mut self.lexicon, &mut self.gathered);
        for line in lines.filter(|line| !names_people(line)) {
            lexicon.line(line, |_, token| gathered.add(token.kind, token.term, 1.0));
        }
        let length = self
            .gathered
            .file(number, self.lexicon.len(), &mut self.in_messages);
        self.message_lengths.push(length);
        number
    }

    /// Indexes a hunk, and returns its number.
    pub fn add(&mut self, piece: HunkText) -> u32 {
        let Some(hunk) = piece.diff.hunks.get(piece.hunk) else {
            return self.hunks.len() as u32;
        };
        self.words.take();
        let number = self.hunks.len() as u32;
        let file = *self
            .file_numbers
            .entry(piece.path.clone())
            .or_insert_with(|| {
                self.files.push(piece.path.clone());
                self.files.len() as u32 - 1
            });
        let (lexicon, gathered, recipe) = (&mut self.lexicon, &mut self.gathered, &self.recipe);
        for (text, weight) in [
            (piece.path.as_bytes(), recipe.path),
            (piece.heading, recipe.heading),
        ] {
            lexicon.line(text, |_, token| {
                gathered.add(token.kind, token.term, weight)
            });
        }
        let is_prose = fields::is_prose(piece.path.as_bytes());
        each_line(piece.diff, hunk, |line, origin| {
            let fields = LineWeights::new(line, origin, is_prose, recipe);
            lexicon.line(line, |found, token| {
                gathered.add(token.kind, token.term, fields.weight(&found.at))
            });
        });
        let length = self
            .gathered
            .file(number, self.lexicon.len(), &mut self.in_hunks);
        self.length += length;
        let first = self.commits_of_hunks.len() as u32;
        self.commits_of_hunks.extend(piece.commits);
        let commits = first..self.commits_of_hunks.len() as u32;
        self.hunks.push(IndexedHunk {
            file,
            digest: hunk.digest,
            commits,
            length,
            is_prose,
        });
        number
    }

    /// Returns the numbers of the commits that made a hunk.
    pub(super) fn commits_of(&self, hunk: u32) -> &[u32] {
        let Some(entry) = self.hunks.get(hunk as usize) else {
            return &[];
        };
        &self.commits_of_hunks[entry.commits.start as usize..entry.commits.end as usize]
    }
}

/// Visits the lines of a hunk from top to bottom, the removed ones of a change first.
pub(super) fn each_line(diff: &TextDiff, hunk: &Hunk, mut take: impl FnMut(&[u8], Origin)) {
    let changes = diff
        .changes
        .get(hunk.changes.start as usize..hunk.changes.end as usize)
        .unwrap_or_default();
    let mut context = hunk.new.start;
    let mut left = MAX_LINES;
    let mut each = |side: &crate::model::change::FileText, lines: Range<u32>, origin| {
        for line in lines.take(left) {
            left -= 1;
            take(side.line(line), origin);
        }
    };
    for change in changes {
        each(&diff.new, context..change.new.start, Origin::Context);
        each(&diff.old, change.old.clone(), Origin::Removed);
        each(&diff.new, change.new.clone(), Origin::Added);
        context = change.new.end;
    }
    each(&diff.new, context..hunk.new.end, Origin::Context);
}

/// Whether a line is a trailer such as `Signed-off-by: Ana <ana@example.org>`
fn names_people(line: &[u8]) -> bool {
    let Some(colon) = line.iter().position(|byte| *byte == b':') else {
        return false;
    };
    let key = &line[..colon];
    key.len() >= 3 && key[key.len() - 3..].eq_ignore_ascii_case(b"-by") && !key.contains(&b' ')
}
