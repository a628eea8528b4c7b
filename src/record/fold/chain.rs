//! Whether each writer's events follow on one another: gaps, forks, events that name another one
//! before them than there is. All are folded anyway; this only says so.

use std::collections::BTreeMap;

use crate::model::event::Event;
use crate::model::id::WriterId;
use crate::model::record::Damaged;
use crate::record::codec;

/// What is wrong with the chains, by file name.
pub(super) fn check(events: &[&Event]) -> Vec<Damaged> {
    let mut writers: BTreeMap<&WriterId, BTreeMap<u64, Vec<&Event>>> = BTreeMap::new();
    for event in events {
        writers.entry(&event.writer).or_default().entry(event.seq).or_default().push(event);
    }
    let mut damaged: Vec<Damaged> = writers.values().flat_map(check_writer).collect();
    damaged.sort();
    damaged
}

fn check_writer(chain: &BTreeMap<u64, Vec<&Event>>) -> Vec<Damaged> {
    let mut damaged = Vec::new();
    let mut report = |event: &Event, why: String| {
        damaged.push(Damaged { file: codec::file_name(&event.writer, event.seq, event.id), why });
    };
    let mut before: &[&Event] = &[];
    let mut last = 0;
    for (&seq, events) in chain {
        let gap = seq - last > 1;
        for event in events {
            if gap {
                let missing = if seq - last == 2 {
                    format!("number {} is missing before it", last + 1)
                } else {
                    format!("numbers {} to {} are missing before it", last + 1, seq - 1)
                };
                report(event, missing);
            } else if !follows(event, before) {
                report(event, "it names another event before it than there is".to_owned());
            }
            if events.len() > 1 {
                report(event, format!("its writer wrote {} different events with this number", events.len()));
            }
        }
        before = events;
        last = seq;
    }
    damaged
}

fn follows(event: &Event, before: &[&Event]) -> bool {
    match event.prev {
        None => before.is_empty(),
        Some(prev) => before.iter().any(|before| before.id == prev),
    }
}
