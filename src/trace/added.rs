//! Criteria named in added lines: in comments, in the names of tests.

use std::collections::{BTreeMap, BTreeSet};

use super::ids::Ids;
use super::{message, scan};
use crate::model::change::TextDiff;
use crate::model::spec::CriterionKey;

/// A criterion named in a hunk.
pub(super) struct Named {
    /// The hunk, an index.
    pub hunk: usize,
    pub criterion: CriterionKey,
    /// The first line that names it, 1-based, on the new side.
    pub line: u32,
}

/// The criteria that the added lines of each hunk name: the hunk's index and the criterion, in that
/// order, each pair once. Web addresses name nothing; an id that is an ordinary number or word, or that
/// the reader made up, counts in a comment of its own only (`// Criterion: 1.2`).
///
/// The caller leaves out the spec files themselves: they name every criterion.
pub fn in_diff(ids: &Ids, diff: &TextDiff) -> Vec<(usize, CriterionKey)> {
    places_in_diff(ids, diff).into_iter().map(|named| (named.hunk, named.criterion)).collect()
}

/// As [`in_diff`], with the place of each.
pub(super) fn places_in_diff(ids: &Ids, diff: &TextDiff) -> Vec<Named> {
    let mut named = Vec::new();
    for (hunk, lines) in diff.hunks.iter().enumerate() {
        let mut first: BTreeMap<CriterionKey, u32> = BTreeMap::new();
        let changes = diff.changes.get(lines.changes.start as usize..lines.changes.end as usize);
        for number in changes.into_iter().flatten().flat_map(|change| change.new.clone()) {
            let line = diff.new.line(number);
            let mut found = BTreeSet::new();
            scan::line(ids, line, &mut found);
            if ids.has_plain
                && let Some(words) = comment(line)
            {
                message::trailer(ids, words, &mut found);
            }
            for criterion in found {
                first.entry(criterion).or_insert(number + 1);
            }
        }
        named.extend(first.into_iter().map(|(criterion, line)| Named { hunk, criterion, line }));
    }
    named
}

/// The words of a line that is a comment in one of the usual ways, or emphasised.
fn comment(line: &[u8]) -> Option<&[u8]> {
    let line = line.trim_ascii();
    let marks = line.iter().take_while(|byte| byte.is_ascii_punctuation() || **byte == b' ').count();
    let (opening, words) = line.split_at(marks);
    let opens = opening.starts_with(b"--") || opening.iter().any(|byte| b"/*#;%<_".contains(byte));
    let closing = |byte: &u8| b"*/->_ ".contains(byte);
    let end = words.len() - words.iter().rev().take_while(|byte| closing(byte)).count();
    opens.then(|| &words[..end])
}
