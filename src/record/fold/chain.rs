//! Checks that each writer's events form a chain: finds gaps, forks and wrong predecessors. All
//! events are folded anyway; this only reports.

use std::collections::HashSet;

use crate::model::event::Event;
use crate::model::id::EventId;
use crate::model::record::Damaged;
use crate::record::codec;

/// Finds damage in the chains, by file name. The events must be sorted by writer and number.
pub(super) fn check(events: &[&Event]) -> Vec<Damaged> {
    let mut damaged: Vec<Damaged> = events
        .chunk_by(|a, b| a.writer == b.writer)
        .flat_map(check_writer)
        .collect();
    damaged.sort();
    damaged
}

fn check_writer(chain: &[&Event]) -> Vec<Damaged> {
    let mut damaged = Vec::new();
    let (mut last, mut before): (u64, HashSet<EventId>) = (0, HashSet::new());
    for same in chain.chunk_by(|a, b| a.seq == b.seq) {
        for event in same {
            let mut report = |why: String| {
                damaged.push(Damaged {
                    file: codec::file_name(&event.writer, event.seq, event.id),
                    why,
                });
            };
            match event.seq.saturating_sub(last) {
                0 | 1 if !follows(event, &before) => {
                    report("it names another event before it than there is".to_owned());
                }
                0 | 1 => {}
                2 => report(format!("number {} is missing before it", last + 1)),
                _ => report(format!(
                    "numbers {} to {} are missing before it",
                    last + 1,
                    event.seq - 1
                )),
            }
            if same.len() > 1 {
                report(format!(
                    "its writer wrote {} different events with this number",
                    same.len()
                ));
            }
        }
        last = same.first().map_or(last, |event| event.seq);
        before.clear();
        before.extend(same.iter().map(|event| event.id));
    }
    damaged
}

/// Whether an event names one of those `before` it. Many events may have one number, so this looks
/// up ids instead of comparing with all.
fn follows(event: &Event, before: &HashSet<EventId>) -> bool {
    match event.prev {
        None => before.is_empty(),
        Some(prev) => before.contains(&prev),
    }
}
