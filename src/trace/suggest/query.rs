//! Converts criteria to queries: weighted words, pairs of words, and quoted names.
//!
//! Owns which words distinguish a criterion from the others. Knows nothing of changes.

use std::collections::HashMap;

use super::terms::{IdentifierSite, Lexicon, TermKind, TermToken};
use crate::model::spec::{Criterion, CriterionKey, CriterionKind, Spec};

/// Maximum number of bytes read of a criterion's text; more than anybody agrees on in one.
const MAX_TEXT: usize = 20_000;

/// Weights of the title and the text of a requirement, and of the headings, for a criterion under
/// them.
const REQUIREMENT: f32 = 0.5;
const SECTION: f32 = 0.25;

/// The query of one criterion. Terms are known by their hashes.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Query {
    pub(super) words: Vec<(u64, f32)>,
    pub(super) pairs: Vec<(u64, f32)>,
    pub(super) quoted: Vec<(u64, f32)>,
}

/// The queries of all criteria.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Queries {
    keys: Vec<CriterionKey>,
    queries: Vec<Query>,
    numbers: HashMap<CriterionKey, usize>,
}

/// Terms with their weights, while one criterion is read.
#[derive(Default)]
struct CountedTerms {
    words: HashMap<u32, f32>,
    pairs: HashMap<u32, f32>,
    quoted: HashMap<u32, f32>,
}

/// Terms with their weights in one criterion, sorted by term. All criteria's are held until it is
/// known how rare each term is, so they take no more room than they need.
struct CriterionTerms {
    words: Box<[(u32, f32)]>,
    pairs: Box<[(u32, f32)]>,
    quoted: Box<[(u32, f32)]>,
}

impl From<CountedTerms> for CriterionTerms {
    fn from(counted: CountedTerms) -> Self {
        let sorted = |terms: HashMap<u32, f32>| {
            let mut terms: Box<[(u32, f32)]> = terms.into_iter().collect();
            terms.sort_unstable_by_key(|(term, _)| *term);
            terms
        };
        Self {
            words: sorted(counted.words),
            pairs: sorted(counted.pairs),
            quoted: sorted(counted.quoted),
        }
    }
}

impl Queries {
    /// Builds the queries of the criteria of all specs, without tasks. A word is weighted by how
    /// few criteria have it.
    pub fn new<'a>(specs: impl IntoIterator<Item = &'a Spec>) -> Self {
        let mut lexicon = Lexicon::default();
        let mut keys = Vec::new();
        let mut counted = Vec::new();
        for spec in specs {
            for criterion in spec
                .criteria
                .iter()
                .filter(|item| item.kind == CriterionKind::Criterion)
            {
                keys.push(CriterionKey {
                    spec: spec.path.clone(),
                    id: criterion.id.clone(),
                });
                counted.push(count(&mut lexicon, spec, criterion));
            }
        }
        let rarity = rarity(&counted, lexicon.len());
        let weigh = |terms: Box<[(u32, f32)]>| {
            let mut terms: Vec<(u64, f32)> = terms
                .iter()
                .map(|(term, count)| (lexicon.hash(*term), count.ln_1p() * rarity[*term as usize]))
                .collect();
            // The order of summation must not depend on the order in which terms were met.
            terms.sort_unstable_by_key(|(hash, _)| *hash);
            terms
        };
        let query = |counted: CriterionTerms| Query {
            words: weigh(counted.words),
            pairs: weigh(counted.pairs),
            quoted: weigh(counted.quoted),
        };
        let queries = counted.into_iter().map(query).collect();
        let numbers = keys.iter().cloned().zip(0..).collect();
        Self {
            keys,
            queries,
            numbers,
        }
    }

    /// Counts the criteria.
    pub fn criterion_count(&self) -> usize {
        self.keys.len()
    }

    /// Returns the criteria, in the order of the specs.
    pub fn keys(&self) -> &[CriterionKey] {
        &self.keys
    }

    /// Returns the number of a criterion.
    pub fn number(&self, criterion: &CriterionKey) -> Option<usize> {
        self.numbers.get(criterion).copied()
    }

    /// Returns the query of the criterion with that number.
    pub fn query(&self, number: usize) -> Option<&Query> {
        self.queries.get(number)
    }
}

/// Computes for each term the logarithm of how few criteria have it.
fn rarity(counted: &[CriterionTerms], terms: usize) -> Vec<f32> {
    let mut frequencies = vec![0.0_f32; terms];
    for criterion in counted {
        let words = &criterion.words;
        let is_word = |term: u32| words.binary_search_by_key(&term, |(word, _)| *word).is_ok();
        let quoted = criterion.quoted.iter().filter(|(term, _)| !is_word(*term));
        for (term, _) in words.iter().chain(&criterion.pairs).chain(quoted) {
            frequencies[*term as usize] += 1.0;
        }
    }
    let all = counted.len() as f32;
    frequencies
        .into_iter()
        .map(|count| (1.0 + all / (count + 0.5)).ln())
        .collect()
}

fn count(lexicon: &mut Lexicon, spec: &Spec, criterion: &Criterion) -> CriterionTerms {
    let mut counted = CountedTerms::default();
    read(lexicon, &criterion.text.lossy(), 1.0, &mut counted);
    let requirement = criterion
        .requirement
        .and_then(|index| spec.requirements.get(index as usize));
    for text in requirement
        .iter()
        .flat_map(|requirement| [&requirement.title, &requirement.text])
    {
        read(lexicon, &text.lossy(), REQUIREMENT, &mut counted);
    }
    for heading in criterion.section.iter() {
        read(lexicon, &heading.lossy(), SECTION, &mut counted);
    }
    counted.into()
}

fn read(lexicon: &mut Lexicon, text: &str, weight: f32, counted: &mut CountedTerms) {
    let end = (0..=text.len().min(MAX_TEXT))
        .rev()
        .find(|end| text.is_char_boundary(*end))
        .unwrap_or(0);
    for line in text[..end].lines() {
        for (index, part) in line.split('`').enumerate() {
            let is_quoted = index % 2 == 1;
            let is_one = is_quoted && !part.contains(char::is_whitespace);
            lexicon.line(part.as_bytes(), |found, token| {
                take(part, found, token, weight, (is_quoted, is_one), counted);
            });
        }
    }
}

fn take(
    part: &str,
    found: &IdentifierSite,
    token: TermToken,
    weight: f32,
    (is_quoted, is_one): (bool, bool),
    counted: &mut CountedTerms,
) {
    let terms = match token.kind {
        TermKind::Word => &mut counted.words,
        TermKind::Pair => &mut counted.pairs,
        TermKind::Whole if is_quoted || is_code(part, found) => &mut counted.quoted,
        TermKind::Whole => return,
    };
    *terms.entry(token.term).or_default() += weight;
    if is_one && token.kind == TermKind::Word {
        *counted.quoted.entry(token.term).or_default() += weight;
    }
}

/// Whether a word in prose looks like an identifier, a flag or a path.
fn is_code(part: &str, found: &IdentifierSite) -> bool {
    let written = found.written;
    let flag = part.as_bytes()[..found.at.start].ends_with(b"--");
    let camel = written
        .windows(2)
        .any(|two| two[0].is_ascii_lowercase() && two[1].is_ascii_uppercase());
    flag || camel
        || written
            .iter()
            .any(|byte| matches!(byte, b'_' | b'/' | b'.'))
}
