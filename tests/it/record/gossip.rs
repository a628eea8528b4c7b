//! Whatever reaches whom in which order, how often, and in how many pieces: one record.

use std::collections::BTreeMap;

use snaglist::model::event::Event;
use snaglist::model::id::EventId;
use snaglist::model::note::Label;
use snaglist::model::verdict::Verdict;
use snaglist::record::fold;

use super::sample::{self, Chain, claim, edit, note, verdict};

/// A small generator, so that a run can be had again.
pub(crate) struct Dice(pub u64);

impl Dice {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// Events of writers who know of each other what reached them.
pub(crate) fn write(writers: u8, each: usize, dice: &mut Dice) -> Vec<Event> {
    let mut chains: Vec<Chain> = (0..writers).map(Chain::new).collect();
    let mut events: Vec<Event> = Vec::new();
    for _ in 0..usize::from(writers) * each {
        let who = loop {
            let who = dice.below(chains.len());
            if chains[who].seq < each as u64 {
                break who;
            }
        };
        let seen: Vec<EventId> = match events.len() {
            0 => Vec::new(),
            // Not the newest, but something of the last while.
            length => vec![events[length - 1 - dice.below(length.min(40))].id],
        };
        let statement = match (dice.below(6), seen.first()) {
            (0, Some(thread)) => claim(*thread),
            (1, Some(of)) => edit(*of, "again"),
            (2 | 3, _) => {
                let given = [Verdict::Met, Verdict::NotMet, Verdict::Unclear][dice.below(3)];
                let mut statement = verdict(dice.below(30) as u8, given);
                statement.replaces = seen.clone();
                statement
            }
            _ => note(Label::Issue, &events.len().to_string()),
        };
        events.push(chains[who].say_having_seen(&seen, statement));
    }
    events
}

/// Everybody begins with their own, and hears of others bit by bit, some of it twice, until all
/// have all. Each must then see what the others see.
fn spread(events: &[Event], orders: usize, dice: &mut Dice) {
    let whole = fold(events);
    assert_eq!(whole.events as usize, events.len());
    for _ in 0..orders {
        let mut sites: BTreeMap<String, Vec<&Event>> = BTreeMap::new();
        for event in events {
            sites
                .entry(event.writer.to_string())
                .or_default()
                .push(event);
        }
        let mut sites: Vec<Vec<&Event>> = sites.into_values().collect();
        for _ in 0..sites.len() * 3 {
            let (from, to) = (dice.below(sites.len()), dice.below(sites.len()));
            let part = 1 + dice.below(3);
            let heard: Vec<&Event> = sites[from]
                .iter()
                .copied()
                .filter(|_| dice.below(part) == 0)
                .collect();
            sites[to].extend(heard);
        }
        // At the end, all of it.
        let site = &mut sites[0];
        site.extend(events);
        for at in (1..site.len()).rev() {
            site.swap(at, dice.below(at + 1));
        }
        assert!(
            fold(site.iter().copied()) == whole,
            "another order, another record"
        );
    }
}

#[test]
fn all_orders_add_up_to_one_record() {
    let mut dice = Dice(7);
    let events = write(5, 120, &mut dice);
    spread(&events, 12, &mut dice);
    assert!(fold(&events).damaged.is_empty());
    assert!(sample::writer(4) > sample::writer(0));
}

#[test]
#[ignore = "long: five writers, ten thousand events each, a hundred orders"]
fn a_hundred_orders_of_fifty_thousand_events_add_up_to_one_record() {
    let mut dice = Dice(11);
    let events = write(5, 10_000, &mut dice);
    spread(&events, 100, &mut dice);
}
