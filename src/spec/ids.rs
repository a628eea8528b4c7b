//! Ids of criteria: how one is composed, and how all of a spec become unique.
//! Knows nothing of where in a text an id stands.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::digest;
use crate::model::id::CriterionId;

/// The most characters of an id that is cut, so that a number can be put after it; the model refuses ids over 80.
const MAX_CHARS: usize = 60;
/// The most characters of an id that is kept as it is written, if nothing else has it.
const MAX_WRITTEN: usize = 80;
/// How many digits of its digest an id gets that is too long.
const DIGITS: usize = 8;

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

impl Name {
    /// The id as the spec writes it; empty if it writes none.
    pub(super) fn as_written(&self) -> &str {
        match self {
            Self::Written(text) => text,
            _ => "",
        }
    }
}

/// What the numbers of lists are called everywhere: `AC3` is the third acceptance criterion whether or not
/// the spec spells it.
const CUSTOMARY: [&str; 8] = ["AC", "FR", "NFR", "SC", "US", "REQ", "UC", "SR"];

impl Name {
    /// Whether an id made of it is neither the spec's own nor what people would call the criterion.
    pub(super) fn is_made_up(&self, id: &CriterionId) -> bool {
        let letters = |stem: &str| stem.chars().take_while(|c| c.is_alphabetic()).collect::<String>();
        match self {
            Self::Written(text) => text != id.as_str(),
            Self::Ordinal { stem, .. } | Self::Next { stem } => {
                !CUSTOMARY.contains(&letters(stem).to_uppercase().as_str())
            }
        }
    }
}

/// A written id that could not be kept as it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Changed {
    /// Another criterion with a better claim to it has the same.
    Duplicate,
    /// It has characters that no id may have.
    Unusable,
    /// It has more characters than an id may have, so that what names it in full is not linked to it.
    TooLong,
}

/// Gives every name a unique id, in the same order. Written ids come first and those with the
/// source's number next, so that one made up never takes theirs. Of several that write the same id, the one with the
/// greatest `claim` keeps it, or the first of these. The second part lists, by index, written ids that had to be
/// changed.
pub(super) fn assign<'a>(
    names: impl Iterator<Item = &'a Name>,
    claim: impl Fn(usize) -> u8,
) -> (Vec<CriterionId>, Vec<(usize, Changed)>) {
    let names: Vec<&Name> = names.collect();
    let cleaned: Vec<Cow<'_, str>> = names.iter().map(|name| clean_written(name.as_written())).collect();
    let keeps = keepers(&names, &cleaned, claim);
    let mut taken = TakenIds::default();
    let mut ids: Vec<Option<CriterionId>> = vec![None; names.len()];
    let mut changed = Vec::new();
    for round in 0..4 {
        let written = cleaned.iter().zip(&keeps);
        for (at, ((name, slot), (clean_text, keeps))) in names.iter().zip(&mut ids).zip(written).enumerate() {
            match (round, name) {
                (0 | 1, Name::Written(text)) if (round == 0) == *keeps => {
                    let id = taken.claim(clean_text);
                    if clean_text != text {
                        changed
                            .push((at, if is_too_long(text) { Changed::TooLong } else { Changed::Unusable }));
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

/// For each name, whether it keeps the id that it writes: of several that write the same, one does.
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
        // Claims are looked at only where there are several.
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
    /// The last number tried after each stem, so that finding a free one stays linear.
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

/// Whether a written id has more characters than an id may have.
fn is_too_long(text: &str) -> bool {
    text.chars().nth(MAX_WRITTEN).is_some()
}

/// What of a written id an id may have. One that is too long gets a part of its digest, so that it stays the same
/// whatever else begins as it does, and wherever that stands.
fn clean_written(text: &str) -> Cow<'_, str> {
    let cleaned = clean(text);
    if is_too_long(text) && !cleaned.is_empty() {
        return Cow::Owned(format!("{cleaned}-{}", digest::of_bytes(text.as_bytes()).short(DIGITS)));
    }
    cleaned
}

/// What of a text an id may have: spaces become hyphens, everything else that is not allowed goes.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let is_short = !text.is_empty() && text.len() <= MAX_WRITTEN;
    if is_short && (text.as_bytes().iter().all(is_plain) || text.parse::<CriterionId>().is_ok()) {
        return Cow::Borrowed(text);
    }
    let spaced = text.split_whitespace().collect::<Vec<_>>().join("-");
    let usable = spaced.chars().filter(|c| c.encode_utf8(&mut [0; 4]).parse::<CriterionId>().is_ok());
    Cow::Owned(usable.take(MAX_CHARS).collect())
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
    let words = words.filter(|word| word.starts_with(char::is_alphabetic)).take(12);
    let is_small = |word: &&str| SMALL_WORDS.iter().any(|small| small.eq_ignore_ascii_case(word));
    let large = words.clone().filter(|word| !is_small(word)).filter_map(|word| word.chars().next());
    let mut capitals: String = large.flat_map(char::to_uppercase).take(4).collect();
    if capitals.is_empty() {
        let letters = words.filter_map(|word| word.chars().next());
        capitals.extend(letters.flat_map(char::to_uppercase).take(4));
    }
    let usable = clean(&capitals);
    if usable.is_empty() { FALLBACK_STEM.to_owned() } else { usable.into_owned() }
}
