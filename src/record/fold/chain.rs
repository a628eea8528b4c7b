//! Whether each writer's events follow on one another: gaps, forks, events that name another one
//! before them than there is. All are folded anyway; this only says so.

use crate::model::event::Event;
use crate::model::record::Damaged;
use crate::record::codec;

/// What is wrong with the chains, by file name. The events come by writer and number.
pub(super) fn check(events: &[&Event]) -> Vec<Damaged> {
    let mut damaged: Vec<Damaged> =
        events.chunk_by(|a, b| a.writer == b.writer).flat_map(check_writer).collect();
    damaged.sort();
    damaged
}

fn check_writer(chain: &[&Event]) -> Vec<Damaged> {
    let mut damaged = Vec::new();
    let mut before: &[&Event] = &[];
    for same in chain.chunk_by(|a, b| a.seq == b.seq) {
        let last = before.first().map_or(0, |event| event.seq);
        for event in same {
            let mut report = |why: String| {
                damaged.push(Damaged { file: codec::file_name(&event.writer, event.seq, event.id), why });
            };
            match event.seq.saturating_sub(last) {
                0 | 1 if !follows(event, before) => {
                    report("it names another event before it than there is".to_owned());
                }
                0 | 1 => {}
                2 => report(format!("number {} is missing before it", last + 1)),
                _ => report(format!("numbers {} to {} are missing before it", last + 1, event.seq - 1)),
            }
            if same.len() > 1 {
                report(format!("its writer wrote {} different events with this number", same.len()));
            }
        }
        before = same;
    }
    damaged
}

fn follows(event: &Event, before: &[&Event]) -> bool {
    match event.prev {
        None => before.is_empty(),
        Some(prev) => before.iter().any(|before| before.id == prev),
    }
}
