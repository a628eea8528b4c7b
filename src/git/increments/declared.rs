//! Increments that a spec names: its names made into commits.
//!
//! Knows nothing of how specs are written.

use anyhow::Result;

use crate::model::id::ObjectId;
use crate::model::increment::{CommitRange, Increment, Source};
use crate::model::spec::{DeclaredIncrement, SpecWarning};
use crate::model::text::Untrusted;

use super::{Ground, names};

/// Those whose commits are here, in the spec's order. Each of the others is warned of.
pub(super) fn find(
    ground: &Ground<'_>,
    declared: &[DeclaredIncrement],
    warnings: &mut Vec<SpecWarning>,
) -> Result<Vec<Increment>> {
    let mut increments = Vec::new();
    let mut before = ground.base;
    for table in declared {
        let Some(head) = resolve(ground, &table.head, table.line, warnings)? else { continue };
        let base = match &table.base {
            Some(name) => match resolve(ground, name, table.line, warnings)? {
                Some(base) => Some(base),
                None => continue,
            },
            None => before,
        };
        let id = names::id(table.head.as_bytes(), head);
        let range = CommitRange { base, head };
        let mut found = Increment::new(id, table.title.clone(), range, Source::Spec);
        found.criteria = table.criteria.clone();
        increments.push(found);
        before = Some(head);
    }
    Ok(increments)
}

fn resolve(
    ground: &Ground<'_>,
    name: &Untrusted,
    line: u32,
    warnings: &mut Vec<SpecWarning>,
) -> Result<Option<ObjectId>> {
    let found = ground.repository.resolve_named(name)?;
    if found.is_none() {
        let message = "an increment is left out: no branch, tag or commit here is called".to_owned();
        warnings.push(SpecWarning { line, message, about: name.clone() });
    }
    Ok(found)
}
