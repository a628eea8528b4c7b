//! Orders events: everybody with the same set gets the same order, whichever event arrived first.
//!
//! Uses the head of an event only, so that versions that know different kinds agree.

use std::collections::HashMap;

use crate::model::event::Event;
use crate::model::id::EventId;

/// Sorts events by writer, number and id, without duplicates.
pub(super) fn by_number<'a>(events: impl IntoIterator<Item = &'a Event>) -> Vec<&'a Event> {
    let mut events: Vec<&Event> = events.into_iter().collect();
    events.sort_unstable_by(|a, b| (&a.writer, a.seq, a.id).cmp(&(&b.writer, b.seq, b.id)));
    events.dedup_by_key(|event| event.id);
    events
}

/// Sorts events by depth, those of equal depth by id.
///
/// The depth of an event is 1 + the greatest depth of the events that it names as known: its
/// predecessor, those seen, those replaced. Events are named by digest, so nobody can name one that
/// is not written yet, and there are no cycles.
pub(super) fn by_depth<'a>(events: &[&'a Event]) -> Vec<(u32, &'a Event)> {
    let index: HashMap<EventId, u32> = events.iter().map(|event| event.id).zip(0..).collect();
    let mut links: Vec<(u32, u32)> = Vec::with_capacity(events.len() * 3);
    for (event, node) in events.iter().zip(0..) {
        let known = event
            .prev
            .iter()
            .chain(&event.seen)
            .chain(&event.statement.replaces);
        links.extend(
            known
                .filter_map(|id| index.get(id))
                .map(|known| (*known, node)),
        );
    }
    let depths = depths(events.len(), links);
    let mut order: Vec<(u32, &Event)> = depths.into_iter().zip(events.iter().copied()).collect();
    order.sort_unstable_by_key(|(depth, event)| (*depth, event.id));
    order
}

/// Computes the depth of each node, from links between a node and one that knows it.
fn depths(nodes: usize, mut links: Vec<(u32, u32)>) -> Vec<u32> {
    links.sort_unstable();
    let mut unknown = vec![0_u32; nodes];
    let mut starts = vec![0_u32; nodes + 1];
    for (known, by) in &links {
        starts[*known as usize + 1] += 1;
        unknown[*by as usize] += 1;
    }
    for node in 1..starts.len() {
        starts[node] += starts[node - 1];
    }
    let mut depths = vec![1_u32; nodes];
    let mut ready: Vec<u32> = (0..nodes as u32)
        .filter(|node| unknown[*node as usize] == 0)
        .collect();
    while let Some(node) = ready.pop() {
        let at = node as usize;
        for (_, by) in &links[starts[at] as usize..starts[at + 1] as usize] {
            let to = *by as usize;
            depths[to] = depths[to].max(depths[at] + 1);
            unknown[to] -= 1;
            if unknown[to] == 0 {
                ready.push(*by);
            }
        }
    }
    depths
}
