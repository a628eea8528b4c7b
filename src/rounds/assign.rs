//! Assigns each of some things to at most one of others, for the greatest sum of gains.
//!
//! The Hungarian method (Kuhn 1955, Munkres 1957) with potentials, in time proportional to the cube
//! of the larger side. Things without a gain in common are assigned apart, so that the cube is of
//! small numbers.

use std::collections::HashMap;

/// Maximum number of things on a side that are assigned at the least cost; beyond it, the greatest
/// gain is taken first. 300 take 0.1 s.
pub(super) const MAX_EXACT: usize = 300;

/// A gain of assigning one thing (an index) to another, above 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Gain {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) gain: i64,
}

/// Chooses the gains with the greatest sum in which each thing occurs once; and tells whether a
/// limit was met, beyond which the sum may be smaller.
pub(super) fn assign(gains: &[Gain]) -> (Vec<Gain>, bool) {
    let mut chosen = Vec::new();
    let mut is_cut = false;
    for group in groups(gains) {
        let mut olds: Vec<usize> = group.iter().map(|gain| gain.old).collect();
        let mut news: Vec<usize> = group.iter().map(|gain| gain.new).collect();
        for side in [&mut olds, &mut news] {
            side.sort_unstable();
            side.dedup();
        }
        if olds.len().max(news.len()) > MAX_EXACT {
            is_cut = true;
            chosen.extend(greedy(group));
        } else {
            chosen.extend(exact(&group, &olds, &news));
        }
    }
    chosen.sort_unstable_by_key(|gain| (gain.new, gain.old));
    (chosen, is_cut)
}

/// Groups the gains that are connected by a thing.
fn groups(gains: &[Gain]) -> Vec<Vec<Gain>> {
    // By thing, old ones first: a thing of the same group, nearer to the group's first.
    let olds = gains.iter().map(|gain| gain.old + 1).max().unwrap_or(0);
    let news = gains.iter().map(|gain| gain.new + 1).max().unwrap_or(0);
    let mut above: Vec<usize> = (0..olds + news).collect();
    fn first(above: &mut [usize], mut at: usize) -> usize {
        while above[at] != at {
            above[at] = above[above[at]];
            at = above[at];
        }
        at
    }
    for gain in gains {
        let (a, b) = (
            first(&mut above, gain.old),
            first(&mut above, olds + gain.new),
        );
        above[a.max(b)] = a.min(b);
    }
    let mut groups: Vec<Vec<Gain>> = Vec::new();
    let mut known: HashMap<usize, usize> = HashMap::new();
    for gain in gains {
        let at = *known
            .entry(first(&mut above, gain.old))
            .or_insert(groups.len());
        if at == groups.len() {
            groups.push(Vec::new());
        }
        groups[at].push(*gain);
    }
    groups
}

/// Takes the greatest gain first.
fn greedy(mut gains: Vec<Gain>) -> Vec<Gain> {
    gains.sort_by_key(|gain| (-gain.gain, gain.new, gain.old));
    let mut taken = [
        std::collections::HashSet::new(),
        std::collections::HashSet::new(),
    ];
    gains.retain(|gain| {
        let is_free = !taken[0].contains(&gain.old) && !taken[1].contains(&gain.new);
        if is_free {
            taken[0].insert(gain.old);
            taken[1].insert(gain.new);
        }
        is_free
    });
    gains
}

/// Finds the greatest sum. `olds` and `news` are the things of the gains, sorted.
fn exact(gains: &[Gain], olds: &[usize], news: &[usize]) -> Vec<Gain> {
    let size = olds.len().max(news.len());
    // Costs by row and column; a pair without a gain costs nothing, as two things that stay alone.
    let mut costs = vec![vec![0; size]; size];
    for gain in gains {
        if let (Ok(row), Ok(column)) =
            (olds.binary_search(&gain.old), news.binary_search(&gain.new))
        {
            costs[row][column] = -gain.gain;
        }
    }
    let rows = cheapest(&costs);
    let is_chosen = |gain: &&Gain| {
        let row = olds.binary_search(&gain.old);
        row.is_ok_and(|row| news.get(rows[row]) == Some(&gain.new))
    };
    gains.iter().filter(is_chosen).copied().collect()
}

/// Returns for each row the column that it has in a cheapest assignment of a square matrix: rows
/// are added one by one along a shortest augmenting path over reduced costs.
fn cheapest(costs: &[Vec<i64>]) -> Vec<usize> {
    let size = costs.len();
    // Column and row 0 stand for none; the others are numbered from 1.
    let mut of_row = vec![0; size + 1];
    let mut of_column = vec![0; size + 1];
    let mut row_of = vec![0; size + 1];
    for row in 1..=size {
        row_of[0] = row;
        let mut column = 0;
        let mut least = vec![i64::MAX; size + 1];
        let mut came_from = vec![0; size + 1];
        let mut done = vec![false; size + 1];
        loop {
            done[column] = true;
            let at = row_of[column];
            let (mut step, mut next) = (i64::MAX, 0);
            for other in 1..=size {
                if done[other] {
                    continue;
                }
                let reduced = costs[at - 1][other - 1] - of_row[at] - of_column[other];
                if reduced < least[other] {
                    least[other] = reduced;
                    came_from[other] = column;
                }
                if least[other] < step {
                    step = least[other];
                    next = other;
                }
            }
            for other in 0..=size {
                if done[other] {
                    of_row[row_of[other]] += step;
                    of_column[other] -= step;
                } else {
                    least[other] -= step;
                }
            }
            column = next;
            if row_of[column] == 0 {
                break;
            }
        }
        while column != 0 {
            let before = came_from[column];
            row_of[column] = row_of[before];
            column = before;
        }
    }
    let mut columns = vec![0; size];
    for column in 1..=size {
        columns[row_of[column] - 1] = column - 1;
    }
    columns
}
