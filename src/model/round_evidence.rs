//! What two rounds of an increment say of the criteria: of which the evidence changed.

use super::spec::CriterionKey;

/// Maximum number of criteria that are named in a sentence.
const NAMED: usize = 8;

/// What two rounds say of the criteria.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct RoundEvidence {
    /// Criteria with lines that bear on them in one of the rounds and do not stand in the other, in
    /// the order of the specs.
    pub changed: Vec<CriterionKey>,
    /// Criteria with lines that bear on them, all of which stand in both rounds.
    pub unchanged: Vec<CriterionKey>,
    /// The number of hunks of the later round that bear on no criterion, though what they add is not
    /// in the earlier one.
    pub unasked: usize,
    /// The number of files of both rounds that were not read, so that criteria may be missing above.
    pub unread: usize,
}

impl RoundEvidence {
    /// Words it in a sentence: `Evidence of AC-5 and AC-6 changed, of AC-4 did not; 3 hunks that no
    /// criterion asked for.` `None` when there is nothing to say.
    pub fn words(&self) -> Option<String> {
        let mut parts = Vec::new();
        match (listed(&self.changed), listed(&self.unchanged)) {
            (None, None) => {}
            (Some(changed), None) => parts.push(format!("evidence of {changed} changed")),
            (None, Some(same)) => parts.push(format!("evidence of {same} did not change")),
            (Some(changed), Some(same)) => {
                parts.push(format!("evidence of {changed} changed, of {same} did not"));
            }
        }
        match self.unasked {
            0 => {}
            1 => parts.push("1 new hunk that no criterion asked for".to_owned()),
            count => parts.push(format!("{count} new hunks that no criterion asked for")),
        }
        match self.unread {
            0 => {}
            1 => parts.push("1 file was not read for this".to_owned()),
            count => parts.push(format!("{count} files were not read for this")),
        }
        let words = parts.join("; ");
        let mut chars = words.chars();
        let first: String = chars.next()?.to_uppercase().collect();
        Some(format!("{first}{}.", chars.as_str()))
    }
}

/// Lists the ids of criteria: `AC-1, AC-2 and AC-3`, or the first of many and the number of the
/// others; `None` for none.
fn listed(keys: &[CriterionKey]) -> Option<String> {
    let named: Vec<String> = keys
        .iter()
        .take(NAMED)
        .map(|key| key.id.to_string())
        .collect();
    match (named.split_last()?, keys.len() - named.len()) {
        ((only, []), 0) => Some(only.clone()),
        ((last, others), 0) => Some(format!("{} and {last}", others.join(", "))),
        (_, more) => Some(format!("{} and {more} more", named.join(", "))),
    }
}
