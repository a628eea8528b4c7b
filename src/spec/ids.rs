//! Ids of criteria: how one is composed, and how all of a spec become unique.
//! Knows nothing of where in a text an id stands.

use std::collections::{HashMap, HashSet};

use crate::model::id::CriterionId;

/// The most characters of an id before a number is put after it; the model refuses ids over 80.
const MAX_CHARS: usize = 60;

/// The stem of an id when nothing else gives one.
pub(super) const FALLBACK_STEM: &str = "C";

/// How a criterion gets its id.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Name {
    /// As the spec writes it.
    Written(String),
    /// A stem and the number the source gives: `US1.` and `2`.
    Ordinal { stem: String, ordinal: String },
    /// A stem and the next number that is free: `AC` and 1, 2, 3.
    Next { stem: String },
}

/// Gives every name a unique id, in the same order. Written ids come first, so that a composed one
/// never takes theirs. The second part lists, by index, written ids that had to be changed.
pub(super) fn assign<'a>(
    names: impl Iterator<Item = &'a Name> + Clone,
) -> (Vec<CriterionId>, Vec<(usize, String)>) {
    let mut taken = Taken::default();
    let mut renamed = Vec::new();
    let written: Vec<Option<CriterionId>> = names
        .clone()
        .enumerate()
        .map(|(at, name)| {
            let Name::Written(text) = name else { return None };
            let clean = clean(text);
            let id = taken.claim(&clean);
            if id.as_str() != text {
                renamed.push((at, text.clone()));
            }
            Some(id)
        })
        .collect();
    let ids =
        names.zip(written).map(|(name, written)| written.unwrap_or_else(|| taken.compose(name))).collect();
    (ids, renamed)
}

#[derive(Default)]
struct Taken {
    ids: HashSet<CriterionId>,
    /// The last number tried after each stem, so that finding a free one stays linear.
    tried: HashMap<String, u32>,
}

impl Taken {
    fn claim(&mut self, base: &str) -> CriterionId {
        if base.is_empty() {
            return self.next(FALLBACK_STEM, 1);
        }
        self.free(base).unwrap_or_else(|| self.next(&format!("{base}-"), 2))
    }

    fn compose(&mut self, name: &Name) -> CriterionId {
        match name {
            Name::Written(text) => self.claim(&clean(text)),
            Name::Ordinal { stem, ordinal } => self.claim(&clean(&format!("{stem}{ordinal}"))),
            Name::Next { stem } => self.next(&clean(stem), 1),
        }
    }

    fn free(&mut self, text: &str) -> Option<CriterionId> {
        let id: CriterionId = text.parse().ok()?;
        self.ids.insert(id.clone()).then_some(id)
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

/// What of a text an id may have: spaces become hyphens, everything else that is not allowed goes.
pub(super) fn clean(text: &str) -> String {
    let spaced = text.split_whitespace().collect::<Vec<_>>().join("-");
    spaced.chars().filter(|c| c.to_string().parse::<CriterionId>().is_ok()).take(MAX_CHARS).collect()
}

/// Words that give no initial.
const SMALL_WORDS: [&str; 16] = [
    "a", "an", "the", "and", "or", "is", "are", "to", "for", "in", "on", "by", "with", "be", "must", "shall",
];

/// The initials of a heading, at most four, in capitals: `AC` for "Acceptance criteria".
/// Enumerators before it (`3.1`, `B.`) and anything in brackets are passed over.
pub(super) fn initials(heading: &str) -> String {
    let outside = heading.split(['(', '[', '{']).next().unwrap_or_default().trim_start();
    let after_letter = outside.split_once(". ").filter(|(start, _)| start.chars().count() == 1);
    let outside = after_letter.map_or(outside, |(_, rest)| rest);
    let words = outside.split(|c: char| !c.is_alphanumeric() && c != '\'');
    let words: Vec<&str> = words.filter(|word| word.starts_with(char::is_alphabetic)).take(12).collect();
    let large = words.iter().copied().filter(|word| !SMALL_WORDS.contains(&word.to_lowercase().as_str()));
    let mut letters: Vec<char> = large.filter_map(|word| word.chars().next()).collect();
    if letters.is_empty() {
        letters.extend(words.iter().filter_map(|word| word.chars().next()));
    }
    let capitals: String = letters.into_iter().flat_map(char::to_uppercase).take(4).collect();
    let usable = clean(&capitals);
    if usable.is_empty() { FALLBACK_STEM.to_owned() } else { usable }
}
