//! Resolves increments that a spec names.
//!
//! Knows nothing of how specs are written.

use anyhow::Result;

use crate::model::id::ObjectId;
use crate::model::increment::{CommitRange, Increment, IncrementSource, LeftOutHistory};
use crate::model::spec::{DeclaredIncrement, SpecWarning};
use crate::model::text::Untrusted;

use super::base::{Left, left};
use super::{Ground, Reports, names};

/// Returns the increments whose commits are here, in the spec's order. The others are counted, with
/// a warning for each.
pub(super) fn find(
    ground: &Ground<'_>,
    declared: &[DeclaredIncrement],
    told: &mut Reports,
) -> Result<Vec<Increment>> {
    let mut increments = Vec::new();
    let mut gone = Vec::new();
    let mut before = ground.base;
    for table in declared {
        let Some(range) = range(ground, table, before, &mut told.warnings)? else {
            gone.push(table.title.clone());
            continue;
        };
        let id = names::id(table.head.as_bytes(), range.head);
        let mut found = Increment::new(id, table.title.clone(), range, IncrementSource::Spec);
        found.criteria = table.criteria.clone();
        increments.push(found);
        before = Some(range.head);
    }
    let one = "increment of the spec that cannot be found here";
    let many = "increments of the spec that cannot be found here";
    told.left_out
        .extend(LeftOutHistory::counted(gone.len(), one, many, gone));
    Ok(increments)
}

/// Resolves the range of one of them; `None` after a warning.
fn range(
    ground: &Ground<'_>,
    table: &DeclaredIncrement,
    before: Option<ObjectId>,
    warnings: &mut Vec<SpecWarning>,
) -> Result<Option<CommitRange>> {
    let Some(head) = resolve(ground, &table.head, table.line, warnings)? else {
        return Ok(None);
    };
    let from = |base| Some(CommitRange { base, head });
    let Some(name) = &table.base else {
        // The end of the preceding tables, if this one continues from there.
        let Some(before) = before else {
            return Ok(from(None));
        };
        return Ok(match left(ground.repository, before, head)? {
            Left::GoesOn => from(Some(before)),
            Left::Shared(base) | Left::MergedIn { base, .. } => from(Some(base)),
            Left::Behind | Left::Apart => from(ground.base.filter(|base| *base != head)),
        });
    };
    let Some(base) = resolve(ground, name, table.line, warnings)? else {
        return Ok(None);
    };
    let mut warn = |message: String| {
        warnings.push(SpecWarning {
            line: table.line,
            message,
            about: name.clone(),
        });
    };
    Ok(match left(ground.repository, base, head)? {
        Left::GoesOn => from(Some(base)),
        Left::Shared(shared) => {
            let taken = shared.short(7);
            warn(format!(
                "the increment's head does not have all of its base; {taken}, the last commit that \
                          both have, is taken as the base"
            ));
            from(Some(shared))
        }
        Left::MergedIn { merge, base } => {
            let (merge, taken) = (merge.short(7), base.short(7));
            warn(format!(
                "the increment's base has merged its head in {merge}; {taken}, where it left, is taken \
                          as the base"
            ));
            from(Some(base))
        }
        Left::Apart => {
            warn(
                "the increment's head and its base share no history; they are compared as they stand"
                    .to_owned(),
            );
            from(Some(base))
        }
        Left::Behind => {
            warn(
                "an increment is left out: it runs backwards, or holds no commit; swap its head and its base"
                    .to_owned(),
            );
            None
        }
    })
}

fn resolve(
    ground: &Ground<'_>,
    name: &Untrusted,
    line: u32,
    warnings: &mut Vec<SpecWarning>,
) -> Result<Option<ObjectId>> {
    let found = ground.repository.resolve_named(name)?;
    if found.is_none() {
        let message =
            "an increment is left out: no branch, tag or commit here is called".to_owned();
        warnings.push(SpecWarning {
            line,
            message,
            about: name.clone(),
        });
    }
    Ok(found)
}
