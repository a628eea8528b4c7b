//! Lists the increments that reviewers defined, up to a bound.

use std::cmp::Reverse;

use crate::model::id::IncrementId;
use crate::model::increment::Definition;
use crate::model::record::Record;

/// Maximum number of definitions that count. One record can bring as many as it has entries, and
/// each may be an increment to list, read and compare.
const MAX_DEFINITIONS: usize = 2_000;

/// Lists the newest definitions, by id, and a remark where older ones were left out.
pub(super) fn definitions(record: &Record) -> (Vec<(IncrementId, Definition)>, Option<String>) {
    let mut newest: Vec<_> = record.increments.iter().collect();
    newest.sort_by_key(|(_, given)| Reverse((given.at, given.id)));
    let left_out = newest.len().saturating_sub(MAX_DEFINITIONS);
    newest.truncate(MAX_DEFINITIONS);
    newest.sort_by_key(|(id, _)| *id);
    let definitions = newest
        .into_iter()
        .map(|(id, given)| (id.clone(), given.value.clone()))
        .collect();
    let remark = || {
        format!(
            "{left_out} of the reviewers' definitions of increments are left out: the newest {MAX_DEFINITIONS} count"
        )
    };
    (definitions, (left_out > 0).then(remark))
}
