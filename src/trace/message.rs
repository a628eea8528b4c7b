//! Criteria named in commit messages.

use std::collections::{BTreeMap, BTreeSet};

use super::ids::{Ids, is_joint};
use super::scan;
use crate::model::spec::CriterionKey;
use crate::model::text::Untrusted;

/// Trailers that name criteria, in small letters.
const TRAILERS: [&str; 13] = [
    "criterion",
    "criteria",
    "implements",
    "refs",
    "fixes",
    "closes",
    "resolves",
    "satisfies",
    "validates",
    "verifies",
    "covers",
    "requirement",
    "requirements",
];

/// The longest of them.
const LONGEST: usize = 12;

/// Words between the ids of a trailer: `Validates: Requirements 1.4 and 1.5`.
const NOISE: [&str; 6] = ["and", "criterion", "criteria", "requirement", "requirements", "&"];

/// Where a message names a criterion first: in a trailer if any names it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Named {
    /// Not in a trailer.
    pub in_text: bool,
    /// 1-based.
    pub line: u32,
}

/// The criteria that a commit message names, in order of their keys, each once.
///
/// An id counts anywhere in the text when it can be told from ordinary words, and in a trailer
/// (`Criterion: 1.2`) in any case. Web addresses and fenced blocks name nothing.
pub fn in_message(ids: &Ids, message: &Untrusted) -> Vec<CriterionKey> {
    places_in_message(ids, message).into_keys().collect()
}

/// As [`in_message`], with the place of each.
pub(super) fn places_in_message(ids: &Ids, message: &Untrusted) -> BTreeMap<CriterionKey, Named> {
    let lines: Vec<&[u8]> = message.as_bytes().split(|byte| *byte == b'\n').collect();
    let mut found = BTreeMap::new();
    let mut open: Option<(usize, Fence)> = None;
    let mut read = |at: usize| in_line(ids, lines[at], at as u32 + 1, &mut found);
    for (at, line) in lines.iter().enumerate() {
        match (&open, Fence::of(line)) {
            (Some((_, opened)), Some(fence)) if fence.closes(opened) => open = None,
            (Some(_), _) => {}
            (None, Some(fence)) => open = Some((at, fence)),
            (None, None) => read(at),
        }
    }
    // What is never closed is no fence.
    let unfenced = open.map_or(lines.len(), |(at, _)| at);
    (unfenced..lines.len()).for_each(read);
    found
}

fn in_line(ids: &Ids, line: &[u8], number: u32, found: &mut BTreeMap<CriterionKey, Named>) {
    let mut keys = BTreeSet::new();
    scan::line(ids, line, &mut keys);
    if ids.has_plain {
        trailer(ids, line, &mut keys);
    }
    if keys.is_empty() {
        return;
    }
    let named = Named { in_text: trailer_value(line).is_none(), line: number };
    for key in keys {
        let known = found.entry(key).or_insert(named);
        *known = named.min(*known);
    }
}

/// What stands after the name of a trailer that names criteria.
fn trailer_value(line: &[u8]) -> Option<&[u8]> {
    let line = line.trim_ascii();
    let colon = line.iter().take(LONGEST + 1).position(|byte| *byte == b':')?;
    let known = TRAILERS.iter().any(|key| line[..colon].eq_ignore_ascii_case(key.as_bytes()));
    known.then(|| &line[colon + 1..])
}

/// Finds the ids of a trailer, given that its value is nothing but ids: `Fixes: 2 typos` names none.
pub(super) fn trailer(ids: &Ids, line: &[u8], found: &mut BTreeSet<CriterionKey>) {
    let Some(value) = trailer_value(line) else { return };
    let value = String::from_utf8_lossy(value);
    let separates = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '&' | '(' | ')' | '[' | ']');
    let is_noise = |word: &str| word.is_empty() || NOISE.iter().any(|noise| word.eq_ignore_ascii_case(noise));
    let words = value.split(separates).filter(|word| !is_noise(word));
    let named: Vec<&[CriterionKey]> = words
        .map(|word| match ids.exactly(word) {
            [] => ids.exactly(word.trim_end_matches(is_joint)),
            keys => keys,
        })
        .collect();
    if named.iter().all(|keys| !keys.is_empty()) {
        found.extend(named.into_iter().flatten().cloned());
    }
}

/// A line that opens or closes a fenced block.
struct Fence {
    mark: u8,
    len: usize,
    bare: bool,
}

impl Fence {
    fn of(line: &[u8]) -> Option<Self> {
        let line = line.trim_ascii();
        let mark = *line.first().filter(|mark| matches!(mark, b'`' | b'~'))?;
        let len = line.iter().take_while(|byte| **byte == mark).count();
        (len >= 3).then_some(Self { mark, len, bare: len == line.len() })
    }

    fn closes(&self, opened: &Self) -> bool {
        self.bare && self.mark == opened.mark && self.len >= opened.len
    }
}
