//! The order of events: one for everybody who has the same set, whatever came in first.
//!
//! Knows the head of an event only, so that versions that know different kinds agree.

use std::collections::{BTreeMap, HashMap};

use crate::model::event::Event;
use crate::model::id::{EventId, WriterId};

/// The events by depth, those of one depth by id; one that comes twice counts once.
///
/// The depth of an event is 1 + the greatest depth of those it knew: the writer's own before it (the
/// highest lower number there is), the highest number there is up to the one it saw of each other
/// writer, and those it replaces. Numbers can be forged into a circle, unlike digests: then the
/// smallest number in it, by id where there are several, goes first.
pub(super) fn ordered<'a>(events: impl IntoIterator<Item = &'a Event>) -> Vec<&'a Event> {
    let by_id: BTreeMap<EventId, &Event> = events.into_iter().map(|event| (event.id, event)).collect();
    let events: Vec<&Event> = by_id.into_values().collect();
    let depths = Graph::new(&events).depths(&events);
    let mut order: Vec<(u32, &Event)> = depths.into_iter().zip(events).collect();
    order.sort_by_key(|(depth, event)| (*depth, event.id));
    order.into_iter().map(|(_, event)| event).collect()
}

/// Who waits for whom. Nodes are the events, by their index, and after them the numbers: one node for
/// all events of a writer with one number, so that a writer who forks at every number costs no more.
struct Graph {
    /// By node: the nodes that wait for it.
    waiting: Vec<Vec<u32>>,
    /// By node: how many nodes it still waits for.
    open: Vec<u32>,
}

impl Graph {
    fn new(events: &[&Event]) -> Self {
        let mut numbers: BTreeMap<(&WriterId, u64), u32> = BTreeMap::new();
        for event in events {
            numbers.insert((&event.writer, event.seq), 0);
        }
        for (i, node) in numbers.values_mut().enumerate() {
            *node = (events.len() + i) as u32;
        }
        let index: HashMap<EventId, u32> = events.iter().map(|event| event.id).zip(0..).collect();

        let nodes = events.len() + numbers.len();
        let mut graph = Self { waiting: vec![Vec::new(); nodes], open: vec![0; nodes] };
        for (event, node) in events.iter().zip(0..) {
            let up_to = |writer, seq| numbers.range((writer, 0)..=(writer, seq)).next_back();
            let before = up_to(&event.writer, event.seq.saturating_sub(1));
            let seen = event.seen.iter().filter(|(writer, _)| **writer != event.writer);
            let seen = seen.filter_map(|(writer, seq)| up_to(writer, *seq));
            for (_, number) in before.into_iter().chain(seen) {
                graph.wait(node, *number);
            }
            for replaced in event.statement.replaces.iter().filter_map(|id| index.get(id)) {
                graph.wait(node, *replaced);
            }
            if let Some(own) = numbers.get(&(&event.writer, event.seq)) {
                graph.wait(*own, node);
            }
        }
        graph
    }

    fn wait(&mut self, node: u32, on: u32) {
        self.waiting[on as usize].push(node);
        self.open[node as usize] += 1;
    }

    /// The depth of each event, by its index.
    fn depths(mut self, events: &[&Event]) -> Vec<u32> {
        let mut depths = vec![0_u32; self.open.len()];
        let mut done = vec![false; self.open.len()];
        let mut ready: Vec<u32> =
            (0..self.open.len() as u32).filter(|node| self.open[*node as usize] == 0).collect();
        let mut forced: Option<std::vec::IntoIter<u32>> = None;
        loop {
            while let Some(node) = ready.pop() {
                let at = node as usize;
                if std::mem::replace(&mut done[at], true) {
                    continue;
                }
                depths[at] += u32::from(at < events.len());
                for next in std::mem::take(&mut self.waiting[at]) {
                    let next = next as usize;
                    if done[next] {
                        continue;
                    }
                    depths[next] = depths[next].max(depths[at]);
                    self.open[next] -= 1;
                    if self.open[next] == 0 {
                        ready.push(next as u32);
                    }
                }
            }
            let mut candidates = forced.take().unwrap_or_else(|| {
                let mut left: Vec<u32> =
                    (0..events.len() as u32).filter(|node| !done[*node as usize]).collect();
                left.sort_by_key(|node| (events[*node as usize].seq, events[*node as usize].id));
                left.into_iter()
            });
            match candidates.find(|node| !done[*node as usize]) {
                Some(node) => ready.push(node),
                None => break,
            }
            forced = Some(candidates);
        }
        depths.truncate(events.len());
        depths
    }
}
