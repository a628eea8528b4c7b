//! Criteria named in commit messages.

use std::collections::BTreeSet;

use super::ids::{Ids, is_joint};
use super::scan;
use crate::model::spec::CriterionKey;
use crate::model::text::Untrusted;

/// Trailers that name criteria, in small letters.
const TRAILERS: [&str; 7] =
    ["criterion", "criteria", "implements", "refs", "fixes", "satisfies", "requirements"];

/// The criteria that a commit message names, in order of their keys, each once.
///
/// An id counts anywhere in the text when it can be told from ordinary words, and in a trailer
/// (`Criterion: 1.2`) in any case. Web addresses and fenced blocks name nothing.
pub fn in_message(ids: &Ids, message: &Untrusted) -> Vec<CriterionKey> {
    let lines: Vec<&[u8]> = message.as_bytes().split(|byte| *byte == b'\n').collect();
    let mut found = BTreeSet::new();
    let mut open: Option<(usize, Fence)> = None;
    for (at, line) in lines.iter().enumerate() {
        match (&open, Fence::of(line)) {
            (Some((_, opened)), Some(fence)) if fence.closes(opened) => open = None,
            (Some(_), _) => {}
            (None, Some(fence)) => open = Some((at, fence)),
            (None, None) => in_line(ids, line, &mut found),
        }
    }
    // What is never closed is no fence.
    let unfenced = open.map_or(lines.len(), |(at, _)| at);
    lines[unfenced..].iter().for_each(|line| in_line(ids, line, &mut found));
    found.into_iter().collect()
}

fn in_line(ids: &Ids, line: &[u8], found: &mut BTreeSet<CriterionKey>) {
    scan::line(ids, line, found);
    if ids.has_plain {
        trailer(ids, line, found);
    }
}

/// Finds the ids of a trailer, given that its value is nothing but ids: `Fixes: 2 typos` names none.
pub(super) fn trailer(ids: &Ids, line: &[u8], found: &mut BTreeSet<CriterionKey>) {
    const LONGEST: usize = 12;
    let line = line.trim_ascii();
    let Some(colon) = line.iter().take(LONGEST + 1).position(|byte| *byte == b':') else { return };
    if !TRAILERS.iter().any(|key| line[..colon].eq_ignore_ascii_case(key.as_bytes())) {
        return;
    }
    let value = String::from_utf8_lossy(&line[colon + 1..]);
    let separates = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '&' | '(' | ')' | '[' | ']');
    let words = value.split(separates).filter(|word| !word.is_empty() && *word != "and");
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
