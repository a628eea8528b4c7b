//! Composes the ids of criteria, and makes all ids of a spec unique. Knows nothing of the position
//! of an id in a text.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::digest;
use crate::model::id::CriterionId;

/// The most characters of a shortened id, which leaves room for a number after it; the model
/// refuses ids over 80.
const MAX_CHARS: usize = 60;
/// The most characters of an id that is kept as written, if no other criterion has it.
const MAX_WRITTEN: usize = 80;
/// The number of digits of its digest that are appended to an id that is too long.
const DIGITS: usize = 8;

/// The letters of an id when nothing else gives any.
pub(super) const FALLBACK_STEM: &str = "C";

/// The way in which a criterion gets its id.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Name {
    /// The id as the spec writes it.
    Written(String),
    /// A stem and the number that the source gives: `US1.` and `2`.
    Ordinal { stem: String, ordinal: String },
    /// A stem and the next free number: `AC` and 1, 2, 3.
    Next { stem: String },
}

impl Name {
    /// Returns the id as the spec writes it; empty if it writes none.
    pub(super) fn as_written(&self) -> &str {
        match self {
            Self::Written(text) => text,
            _ => "",
        }
    }
}

/// Stems that are customary for the numbers of lists: everybody calls the third acceptance
/// criterion `AC3`, whether or not the spec does.
const CUSTOMARY: [&str; 8] = ["AC", "FR", "NFR", "SC", "US", "REQ", "UC", "SR"];

impl Name {
    /// Returns whether an id made of this name is neither the spec's own nor a customary one.
    pub(super) fn is_made_up(&self, id: &CriterionId) -> bool {
        let letters = |stem: &str| {
            stem.chars()
                .take_while(|c| c.is_alphabetic())
                .collect::<String>()
        };
        match self {
            Self::Written(text) => text != id.as_str(),
            Self::Ordinal { stem, .. } | Self::Next { stem } => {
                !CUSTOMARY.contains(&letters(stem).to_uppercase().as_str())
            }
        }
    }
}

/// The reason why a written id could not be kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Changed {
    /// Another criterion with a better claim has the same id.
    Duplicate,
    /// The id has characters that are not allowed.
    Unusable,
    /// The id has more characters than allowed, so references to the full id are not linked to it.
    TooLong,
}

/// Gives every name a unique id; returns the ids in the order of the names, and the written ids
/// that had to be changed, by index. Written ids come first and those with the source's number
/// next, so that a made-up id never takes theirs. Among several names with the same id, the one
/// with the greatest `claim` keeps it, or the first of these.
pub(super) fn assign<'a>(
    names: impl Iterator<Item = &'a Name>,
    claim: impl Fn(usize) -> u8,
) -> (Vec<CriterionId>, Vec<(usize, Changed)>) {
    let names: Vec<&Name> = names.collect();
    let cleaned: Vec<Cow<'_, str>> = names
        .iter()
        .map(|name| clean_written(name.as_written()))
        .collect();
    let keeps = keepers(&names, &cleaned, claim);
    let mut taken = TakenIds::default();
    let mut ids: Vec<Option<CriterionId>> = vec![None; names.len()];
    let mut changed = Vec::new();
    for round in 0..4 {
        let written = cleaned.iter().zip(&keeps);
        for (at, ((name, slot), (clean_text, keeps))) in
            names.iter().zip(&mut ids).zip(written).enumerate()
        {
            match (round, name) {
                (0 | 1, Name::Written(text)) if (round == 0) == *keeps => {
                    let id = taken.claim(clean_text);
                    if clean_text != text {
                        changed.push((
                            at,
                            if is_too_long(text) {
                                Changed::TooLong
                            } else {
                                Changed::Unusable
                            },
                        ));
                    } else if id.as_str() != text {
                        changed.push((at, Changed::Duplicate));
                    }
                    *slot = Some(id);
                }
                (2, Name::Ordinal { stem, ordinal }) => {
                    *slot = Some(taken.claim(&clean(&format!("{stem}{ordinal}"))))
                }
                (3, Name::Next { stem }) => *slot = Some(taken.next(&clean(stem), 1)),
                _ => {}
            }
        }
    }
    changed.sort_by_key(|(at, _)| *at);
    (ids.into_iter().flatten().collect(), changed)
}

/// Returns for each name whether it keeps its written id: among several names with the same id, one
/// does.
fn keepers(names: &[&Name], cleaned: &[Cow<'_, str>], claim: impl Fn(usize) -> u8) -> Vec<bool> {
    let mut keeps = vec![false; names.len()];
    let mut best: HashMap<&str, (usize, Option<u8>)> = HashMap::with_capacity(names.len());
    for (at, (name, id)) in names.iter().zip(cleaned).enumerate() {
        if !matches!(name, Name::Written(_)) {
            continue;
        }
        let (keeper, claims) = best.entry(id).or_insert((at, None));
        if *keeper == at {
            continue;
        }
        // Claims are computed only when an id is given twice.
        let before = *claims.get_or_insert_with(|| claim(*keeper));
        let own = claim(at);
        if own > before {
            (*keeper, *claims) = (at, Some(own));
        }
    }
    for (keeper, _) in best.into_values() {
        if let Some(keeps) = keeps.get_mut(keeper) {
            *keeps = true;
        }
    }
    keeps
}

#[derive(Default)]
struct TakenIds {
    ids: HashSet<CriterionId>,
    /// The last number tried after each stem, which keeps the search for a free one linear.
    tried: HashMap<String, u32>,
}

impl TakenIds {
    fn claim(&mut self, base: &str) -> CriterionId {
        if base.is_empty() {
            return self.next(FALLBACK_STEM, 1);
        }
        self.free(base).unwrap_or_else(|| {
            let stem: String = base.chars().take(MAX_CHARS).collect();
            self.next(&format!("{stem}-"), 2)
        })
    }

    fn free(&mut self, text: &str) -> Option<CriterionId> {
        let id: CriterionId = text.parse().ok()?;
        (!self.ids.contains(&id) && self.ids.insert(id.clone())).then_some(id)
    }

    fn next(&mut self, stem: &str, first: u32) -> CriterionId {
        let usable = !stem.is_empty() && format!("{stem}1").parse::<CriterionId>().is_ok();
        let stem = if usable { stem } else { FALLBACK_STEM };
        let mut number = self.tried.get(stem).map_or(first, |last| last + 1);
        let id = loop {
            if let Some(id) = self.free(&format!("{stem}{number}")) {
                break id;
            }
            number += 1;
        };
        self.tried.insert(stem.to_owned(), number);
        id
    }
}

/// Returns whether a written id has more characters than allowed.
fn is_too_long(text: &str) -> bool {
    text.chars().nth(MAX_WRITTEN).is_some()
}

/// Returns the allowed part of a written id. An id that is too long gets a part of its digest, so
/// that it stays the same whatever other ids begin alike, and wherever it stands.
fn clean_written(text: &str) -> Cow<'_, str> {
    let cleaned = clean(text);
    if is_too_long(text) && !cleaned.is_empty() {
        return Cow::Owned(format!(
            "{cleaned}-{}",
            digest::of_bytes(text.as_bytes()).short(DIGITS)
        ));
    }
    cleaned
}

/// Returns the allowed part of a text: spaces become hyphens, other characters that are not allowed
/// are removed.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let is_short = !text.is_empty() && text.len() <= MAX_WRITTEN;
    if is_short && (text.as_bytes().iter().all(is_plain) || text.parse::<CriterionId>().is_ok()) {
        return Cow::Borrowed(text);
    }
    let spaced = text.split_whitespace().collect::<Vec<_>>().join("-");
    let usable = spaced
        .chars()
        .filter(|c| c.encode_utf8(&mut [0; 4]).parse::<CriterionId>().is_ok());
    Cow::Owned(usable.take(MAX_CHARS).collect())
}

/// Words that do not count for initials.
const SMALL_WORDS: [&str; 16] = [
    "a", "an", "the", "and", "or", "is", "are", "to", "for", "in", "on", "by", "with", "be",
    "must", "shall",
];

/// Returns the initials of a heading, at most four, in capitals: `AC` for "Acceptance criteria".
/// Skips enumerators before it (`3.1`, `B.`) and everything from the first bracket on.
pub(super) fn initials(heading: &str) -> String {
    let outside = heading
        .split(['(', '[', '{'])
        .next()
        .unwrap_or_default()
        .trim_start();
    let after_letter = outside
        .split_once(". ")
        .filter(|(start, _)| start.chars().count() == 1);
    let outside = after_letter.map_or(outside, |(_, rest)| rest);
    let words = outside.split(|c: char| !c.is_alphanumeric() && c != '\'');
    let words = words
        .filter(|word| word.starts_with(char::is_alphabetic))
        .take(12);
    let is_small = |word: &&str| {
        SMALL_WORDS
            .iter()
            .any(|small| small.eq_ignore_ascii_case(word))
    };
    let large = words
        .clone()
        .filter(|word| !is_small(word))
        .filter_map(|word| word.chars().next());
    let mut capitals: String = large.flat_map(char::to_uppercase).take(4).collect();
    if capitals.is_empty() {
        let letters = words.filter_map(|word| word.chars().next());
        capitals.extend(letters.flat_map(char::to_uppercase).take(4));
    }
    let usable = clean(&capitals);
    if usable.is_empty() {
        FALLBACK_STEM.to_owned()
    } else {
        usable.into_owned()
    }
}
