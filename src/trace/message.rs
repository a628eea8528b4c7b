//! Finds criteria named in commit messages.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::denial::{self, Mention};
use super::ids::{CriterionIds, is_joint};
use super::scan;
use crate::model::spec::CriterionKey;
use crate::model::text::Untrusted;

/// Trailers that name criteria, in lower case.
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

/// The length of the longest of them.
const LONGEST: usize = 12;

/// Words between the ids of a trailer: `Validates: Requirements 1.4 and 1.5`.
const NOISE: [&str; 6] = [
    "and",
    "criterion",
    "criteria",
    "requirement",
    "requirements",
    "&",
];

/// The first place at which a message names a criterion: in a trailer if any names it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct FirstMention {
    /// Whether it is outside of trailers.
    pub in_text: bool,
    /// Whether the words, here or anywhere in the text, say that it is not carried out; never true
    /// in a trailer.
    pub denied: bool,
    /// The line, 1-based.
    pub line: u32,
}

/// Finds the criteria that a commit message names, in order of their keys, each once.
///
/// An id in the text counts when it differs from ordinary words and the words beside it do not deny
/// it; one in a trailer (`Criterion: 1.2`) always counts. Web addresses and fenced blocks name
/// nothing.
#[allow(dead_code, reason = "only tests use it")]
pub fn in_message(ids: &CriterionIds, message: &Untrusted) -> Vec<CriterionKey> {
    let found = places_in_message(ids, message).into_iter();
    found
        .filter(|(_, named)| !named.denied)
        .map(|(criterion, _)| criterion)
        .collect()
}

/// Finds criteria like [`in_message`], with their places, including denied ones.
pub(super) fn places_in_message(
    ids: &CriterionIds,
    message: &Untrusted,
) -> BTreeMap<CriterionKey, FirstMention> {
    let mut found = BTreeMap::new();
    let mut text = Vec::new();
    let mut names_any = false;
    for (number, line) in outside_fences(message) {
        let mut keys = scan::keys(ids, line);
        if trailer_value(line).is_none() {
            names_any |= !keys.is_empty();
            text.push((number, String::from_utf8_lossy(scan::shortened(line))));
            continue;
        }
        if ids.has_plain {
            trailer(ids, line, &mut keys);
        }
        for key in keys {
            found.entry(key).or_insert(FirstMention {
                in_text: false,
                denied: false,
                line: number,
            });
        }
    }
    if names_any {
        in_text(ids, &text, &mut found);
    }
    found
}

/// Returns the lines of a message outside of fenced blocks, numbered from 1.
fn outside_fences(message: &Untrusted) -> Vec<(u32, &[u8])> {
    let lines: Vec<&[u8]> = message.as_bytes().split(|byte| *byte == b'\n').collect();
    let mut outside: Vec<usize> = Vec::new();
    let mut open: Option<(usize, MessageFence)> = None;
    for (at, line) in lines.iter().enumerate() {
        match (&open, MessageFence::of(line)) {
            (Some((_, opened)), Some(fence)) if fence.closes(opened) => open = None,
            (Some(_), _) => {}
            (None, Some(fence)) => open = Some((at, fence)),
            (None, None) => outside.push(at),
        }
    }
    // A fence that is never closed is none.
    let unfenced = open.map_or(lines.len(), |(at, _)| at);
    outside.extend(unfenced..lines.len());
    outside
        .into_iter()
        .map(|at| (at as u32 + 1, lines[at]))
        .collect()
}

fn in_text(
    ids: &CriterionIds,
    text: &[(u32, Cow<'_, str>)],
    found: &mut BTreeMap<CriterionKey, FirstMention>,
) {
    let lines = text.iter().map(|(number, line)| (*number, line.as_ref()));
    for Mention {
        criterion,
        line,
        denied,
    } in denial::mentions(ids, lines)
    {
        let named = found.entry(criterion).or_insert(FirstMention {
            in_text: true,
            denied,
            line,
        });
        if named.in_text && denied && !named.denied {
            *named = FirstMention {
                denied,
                line,
                ..*named
            };
        }
    }
}

/// Returns the value of a trailer that names criteria.
fn trailer_value(line: &[u8]) -> Option<&[u8]> {
    let line = line.trim_ascii();
    let colon = line
        .iter()
        .take(LONGEST + 1)
        .position(|byte| *byte == b':')?;
    let known = TRAILERS
        .iter()
        .any(|key| line[..colon].eq_ignore_ascii_case(key.as_bytes()));
    known.then(|| &line[colon + 1..])
}

/// Finds the ids of a trailer, if its value consists of ids only: `Fixes: 2 typos` names none.
pub(super) fn trailer(ids: &CriterionIds, line: &[u8], found: &mut BTreeSet<CriterionKey>) {
    let Some(value) = trailer_value(line) else {
        return;
    };
    let value = String::from_utf8_lossy(value);
    let separates =
        |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '&' | '(' | ')' | '[' | ']');
    let is_noise =
        |word: &str| word.is_empty() || NOISE.iter().any(|noise| word.eq_ignore_ascii_case(noise));
    let words = value.split(separates).filter(|word| !is_noise(word));
    let exactly = |word: &str| match ids.exactly(word) {
        [] => ids.in_spec(word),
        keys => keys.to_vec(),
    };
    let named: Vec<Vec<CriterionKey>> = words
        .map(|word| match exactly(word) {
            keys if keys.is_empty() => exactly(word.trim_end_matches(is_joint)),
            keys => keys,
        })
        .collect();
    if named.iter().all(|keys| !keys.is_empty()) {
        found.extend(named.into_iter().flatten());
    }
}

/// A line that opens or closes a fenced block.
struct MessageFence {
    mark: u8,
    len: usize,
    bare: bool,
}

impl MessageFence {
    fn of(line: &[u8]) -> Option<Self> {
        let line = line.trim_ascii();
        let mark = *line.first().filter(|mark| matches!(mark, b'`' | b'~'))?;
        let len = line.iter().take_while(|byte| **byte == mark).count();
        (len >= 3).then_some(Self {
            mark,
            len,
            bare: len == line.len(),
        })
    }

    fn closes(&self, opened: &Self) -> bool {
        self.bare && self.mark == opened.mark && self.len >= opened.len
    }
}
