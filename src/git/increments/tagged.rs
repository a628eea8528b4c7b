//! Finds increments by tags: each tag since the base delivers what came since the ones before it,
//! and tags such as `billing-r2` deliver `billing` again. A tag counts on the head's own line, and
//! on a release branch merged back.
//!
//! Knows nothing of merges and branches.

use std::collections::{HashMap, HashSet};

use anyhow::Result;

use crate::model::id::ObjectId;
use crate::model::increment::{CommitRange, Increment, IncrementSource, LeftOutHistory};
use crate::model::text::Untrusted;

use super::chain::CommitChain;
use super::history::CommitHistory;
use super::tags::{self, CommitTag, Tags, by_version};
use super::{Ground, MAX_INCREMENTS, names};

/// The increments by tags.
pub(super) struct Tagged {
    /// The increments, oldest first.
    pub(super) increments: Vec<Increment>,
    /// Whether older ones were left out.
    pub(super) more: bool,
    pub(super) left_out: Vec<LeftOutHistory>,
}

/// A tagged commit and the start of its delivery.
struct Cut {
    head: ObjectId,
    base: Option<ObjectId>,
}

/// Finds the increments of the tags; `None` without any since the base.
pub(super) fn find(
    ground: &Ground<'_>,
    tags: &Tags,
    chain: &CommitChain,
) -> Result<Option<Tagged>> {
    let mut left_out = Vec::new();
    let on_line: Vec<ObjectId> = chain
        .steps
        .iter()
        .map(|step| step.id)
        .filter(|id| !tags.on(*id).is_empty())
        .collect();
    let history = ground.history_of_tags(tags, chain, &mut left_out)?;
    let found = match history.as_ref() {
        Some(history) => by_history(ground, tags, history, &mut left_out)?,
        None => by_line(ground, tags, on_line, chain.more, &mut left_out),
    };
    let Some((cuts, rest, more)) = found else {
        return Ok(None);
    };
    let mut increments: Vec<Increment> = Vec::new();
    for cut in &cuts {
        let on = tags.on(cut.head);
        let Some(first) = on.first() else { continue };
        deliver(
            &mut increments,
            cut,
            on,
            tags::title(ground.repository, first)?,
        );
    }
    let last = cuts.last().and_then(|last| tags.on(last.head).first());
    if let (Some(base), Some(last)) = (rest, last) {
        increments.push(ground.rest_of_branch(base, Some(&last.name)));
    }
    Ok(Some(Tagged {
        increments,
        more,
        left_out,
    }))
}

/// The cuts, oldest first; where the rest of the branch starts, if there is one; and whether older
/// cuts were left out.
type Cuts = Option<(Vec<Cut>, Option<Option<ObjectId>>, bool)>;

/// Cuts along the branch's own line only. `on_line` is newest first.
fn by_line(
    ground: &Ground<'_>,
    tags: &Tags,
    mut on_line: Vec<ObjectId>,
    goes_on: bool,
    left_out: &mut Vec<LeftOutHistory>,
) -> Cuts {
    let last = *on_line.first()?;
    let older = on_line.split_off(on_line.len().min(MAX_INCREMENTS));
    left_out.extend(older_tags(tags, &older, goes_on));
    let mut from = older.first().copied().or(ground.base);
    let mut cuts = Vec::with_capacity(on_line.len());
    for head in on_line.into_iter().rev() {
        cuts.push(Cut { head, base: from });
        from = Some(head);
    }
    Some((
        cuts,
        (last != ground.head).then_some(Some(last)),
        !older.is_empty(),
    ))
}

/// Cuts along all of the head's history.
fn by_history(
    ground: &Ground<'_>,
    tags: &Tags,
    history: &CommitHistory,
    left_out: &mut Vec<LeftOutHistory>,
) -> Result<Cuts> {
    let mut newest: Vec<ObjectId> = history
        .order
        .iter()
        .copied()
        .filter(|id| !tags.on(*id).is_empty())
        .collect();
    if newest.is_empty() {
        return Ok(None);
    }
    let older = newest.split_off(newest.len().min(MAX_INCREMENTS));
    left_out.extend(older_tags(tags, &older, false));
    let mut taken = HashSet::new();
    for head in older.iter().rev() {
        history.take(ground.repository, *head, &mut taken)?;
    }
    let mut cuts = Vec::with_capacity(newest.len());
    for head in in_order(history, tags, &newest) {
        let part = history.take(ground.repository, head, &mut taken)?;
        cuts.push(Cut {
            head,
            base: part.base,
        });
    }
    let mut rest = None;
    if !taken.contains(&ground.head) {
        let part = history.take(ground.repository, ground.head, &mut taken)?;
        match ground.only_merges(history, &part.own) {
            Some(merges) => left_out.extend(merges),
            None => rest = Some(part.base),
        }
    }
    Ok(Some((cuts, rest, !older.is_empty())))
}

fn older_tags(tags: &Tags, older: &[ObjectId], goes_on: bool) -> Option<LeftOutHistory> {
    let and = if goes_on {
        ", and what is older still"
    } else {
        ""
    };
    let many = format!("older tags{and}: the newest {MAX_INCREMENTS} are shown");
    let one = format!("older tag{and}: the newest {MAX_INCREMENTS} are shown");
    LeftOutHistory::counted(older.len(), &one, &many, tags.names_of(older))
}

/// Sorts tagged commits so that none comes before one in its history; among those without a
/// remaining predecessor, the lowest version comes first. `newest` has at most as many as a bit
/// set.
fn in_order(history: &CommitHistory, tags: &Tags, newest: &[ObjectId]) -> Vec<ObjectId> {
    const { assert!(MAX_INCREMENTS <= 64) };
    let number: HashMap<ObjectId, usize> = newest
        .iter()
        .enumerate()
        .map(|(at, id)| (*id, at))
        .collect();
    // By commit: which of them are in its history, including itself.
    let mut has: HashMap<ObjectId, u64> = HashMap::with_capacity(history.order.len());
    for id in history.order.iter().rev() {
        let parents = history
            .parents(*id)
            .iter()
            .filter_map(|parent| has.get(parent));
        let own = number.get(id).map_or(0, |at| 1 << at);
        let all = parents.fold(own, |all, one| all | one);
        has.insert(*id, all);
    }
    let name = |at: usize| {
        tags.on(newest[at])
            .first()
            .map_or(&[][..], |tag| &tag.name[..])
    };
    let mut waiting: Vec<usize> = (0..newest.len()).collect();
    waiting.sort_by(|a, b| by_version(name(*a), name(*b)));
    let mut done = 0_u64;
    let mut ordered = Vec::with_capacity(newest.len());
    while !waiting.is_empty() {
        let is_free = |at: &usize| {
            let before = has.get(&newest[*at]).copied().unwrap_or(0) & !(1 << at);
            before & !done == 0
        };
        let next = waiting.iter().position(is_free).unwrap_or(0);
        let at = waiting.remove(next);
        done |= 1 << at;
        ordered.push(newest[at]);
    }
    ordered
}

/// Adds a tag's delivery. A later round replaces the one before when nothing was delivered in
/// between, and then covers both; else it keeps its place.
fn deliver(increments: &mut Vec<Increment>, cut: &Cut, on: &[CommitTag], title: Untrusted) {
    let Some(tag) = on.first() else { return };
    let (stem, round) = names::round_of(&tag.name);
    let id = names::id(stem, cut.head);
    let mut range = CommitRange {
        base: cut.base,
        head: cut.head,
    };
    let mut earlier = Vec::new();
    let mut named = Vec::new();
    let former = increments
        .iter()
        .position(|former| former.id == id && former.round < round);
    if let Some(at) = former {
        let adjoins = at + 1 == increments.len() && cut.base == Some(increments[at].range.head);
        let former = increments.remove(at);
        if adjoins {
            range.base = former.range.base;
        }
        named = former.names;
        earlier = former.earlier;
        earlier.push(former.range);
    }
    let mut made = Increment {
        round,
        earlier,
        ..Increment::new(id, title, range, IncrementSource::Tag)
    };
    let tags = on.iter().filter_map(|tag| names::plain(&tag.name));
    tags.chain(named).for_each(|name| made.add_name(name));
    increments.push(made);
}
