//! In which order specs are offered, and which of them belong together. Knows no contents.

use std::collections::HashMap;

use super::shelf::Entry;
use crate::model::spec::{Spec, SpecGroup};
use crate::model::text::RepoPath;
use crate::spec;

/// The likeliest specs first, each group's together where its best one stands; what is archived comes last.
pub(super) fn order(entries: Vec<Entry>) -> Vec<Entry> {
    let ranked: Vec<(u32, RepoPath, Entry)> = entries
        .into_iter()
        .map(|entry| {
            let rank = spec::rank(&entry.path).unwrap_or(u32::MAX);
            let together = spec::group_of(&entry.path).map_or_else(|| entry.path.clone(), |(path, _)| path);
            (rank, together, entry)
        })
        .collect();
    let mut best: HashMap<RepoPath, u32> = HashMap::new();
    for (rank, together, _) in &ranked {
        let best = best.entry(together.clone()).or_insert(*rank);
        *best = (*best).min(*rank);
    }
    let mut placed: Vec<(u32, u32, RepoPath, Entry)> = ranked
        .into_iter()
        .map(|(rank, together, entry)| (best.get(&together).copied().unwrap_or(rank), rank, together, entry))
        .collect();
    placed.sort_by(|(best_a, rank_a, together_a, a), (best_b, rank_b, together_b, b)| {
        (best_a, together_a, rank_a, &a.path).cmp(&(best_b, together_b, rank_b, &b.path))
    });
    placed.into_iter().map(|(.., entry)| entry).collect()
}

/// The groups of specs that stand next to one another, in their order.
pub(super) fn groups(specs: &[Spec]) -> Vec<SpecGroup> {
    let mut groups: Vec<SpecGroup> = Vec::new();
    for (index, spec) in specs.iter().enumerate() {
        let Some((path, what)) = spec::group_of(&spec.path) else { continue };
        match groups.last_mut() {
            Some(last) if last.specs.end == index && last.path == path => last.specs.end += 1,
            _ => groups.push(SpecGroup { path, what, specs: index..index + 1 }),
        }
    }
    groups
}
