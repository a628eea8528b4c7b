//! How long the record takes with fifty thousand events;
//! `cargo test --release --test it record::speed -- --ignored --nocapture`.

use std::time::Instant;

use snaglist::model::note::Label;
use snaglist::model::time::Timestamp;
use snaglist::record::{Incoming, Journal, codec, fold, with_private};

use super::gossip::{Dice, write};
use super::journal::{identity, open};
use super::sample::{name, note};

#[test]
#[ignore = "a measurement"]
fn fifty_thousand_events() {
    let temp = tempfile::tempdir().unwrap();
    let (_, project) = open(temp.path());
    let events = write(5, 10_000, &mut Dice(13));
    let timed = |what: &str, begun: Instant| println!("{what}: {:.1?}", begun.elapsed());

    let begun = Instant::now();
    let whole = fold(&events);
    timed("the whole fold, events in memory", begun);
    assert_eq!(whole.events, 50_000);

    let file = |event| Incoming {
        name: name(event),
        bytes: codec::encode(event).into_bytes(),
    };
    let files: Vec<Incoming> = events.iter().map(file).collect();
    let begun = Instant::now();
    let decoded = files
        .iter()
        .filter(|file| codec::decode(&file.name, &file.bytes).is_ok())
        .count();
    timed("decoding them, files in memory", begun);
    assert_eq!(decoded, 50_000);
    project.take_in(&files).unwrap();
    let begun = Instant::now();
    let mut journal = Journal::open(&project, &identity(0)).unwrap();
    timed("reading the files", begun);
    let begun = Instant::now();
    assert!(**journal.record() == whole);
    timed("folded for the first time", begun);

    for round in 1..=3 {
        let begun = Instant::now();
        journal
            .stage(Timestamp(0), note(Label::Issue, "one more"))
            .unwrap();
        assert_eq!(journal.record().events, 50_000 + round);
        timed("a note more, until the record has it", begun);
        let begun = Instant::now();
        journal.publish().unwrap();
        timed("  until it is saved", begun);
        let begun = Instant::now();
        assert!(!journal.refresh().unwrap());
        assert_eq!(journal.record().events, 50_000 + round);
        timed("  looking for what others wrote", begun);
    }
    let begun = Instant::now();
    let shown = with_private(journal.record(), &fold([]));
    timed("a copy for the screen", begun);
    assert_eq!(shown.threads.len(), journal.record().threads.len());
}
