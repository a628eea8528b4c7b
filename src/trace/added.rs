//! Criteria named in added lines: in comments, in the names of tests.

use std::collections::BTreeSet;

use super::ids::Ids;
use super::{message, scan};
use crate::model::change::TextDiff;
use crate::model::spec::CriterionKey;

/// The criteria that the added lines of each hunk name: the hunk's index and the criterion, in that
/// order, each pair once. Web addresses name nothing; an id that is an ordinary number or word counts
/// in a comment of its own only (`// Criterion: 1.2`).
///
/// The caller leaves out the spec files themselves: they name every criterion.
pub fn in_diff(ids: &Ids, diff: &TextDiff) -> Vec<(usize, CriterionKey)> {
    let mut named = Vec::new();
    for (index, hunk) in diff.hunks.iter().enumerate() {
        let mut found = BTreeSet::new();
        let changes = diff.changes.get(hunk.changes.start as usize..hunk.changes.end as usize);
        for line in changes.into_iter().flatten().flat_map(|change| change.new.clone()) {
            let line = diff.new.line(line);
            scan::line(ids, line, &mut found);
            if ids.has_plain
                && let Some(words) = comment(line)
            {
                message::trailer(ids, words, &mut found);
            }
        }
        named.extend(found.into_iter().map(|key| (index, key)));
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
