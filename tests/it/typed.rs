//! Keys that come faster than they are acted on.

use snaglist::app::input::key::Key;
use snaglist::runtime::typed::KeyCounts;

#[test]
fn interrupting_gives_up_a_flood_and_nothing_that_a_person_typed() {
    for (count, is_given_up) in [(1_000, false), (1_001, true)] {
        let typed = KeyCounts::default();
        let numbers: Vec<u64> = (0..count)
            .filter_map(|_| typed.send(Key::char('j')))
            .collect();
        let interrupt = typed.send(Key::ctrl('c')).unwrap();
        let after = typed.send(Key::char('k')).unwrap();
        assert!(
            numbers
                .iter()
                .all(|number| typed.receive(*number) != is_given_up),
            "{count}"
        );
        assert!(typed.receive(interrupt) && typed.receive(after));
    }
}

#[test]
fn what_does_not_wait_is_counted_once_all_that_waits_was_taken() {
    let typed = KeyCounts::default();
    let numbers: Vec<u64> = (0..500_000)
        .filter_map(|_| typed.send(Key::char('j')))
        .collect();
    assert!(typed.is_waiting());
    assert_eq!(typed.take_lost(), 0, "keys still wait");
    assert!(numbers.iter().all(|number| typed.receive(*number)));
    assert!(!typed.is_waiting());
    assert_eq!(typed.take_lost(), 500_000 - numbers.len() as u64);
    assert_eq!(typed.take_lost(), 0);
    assert!(typed.send(Key::char('j')).is_some(), "there is room again");
}
