//! `docs/record.md`: its examples are events, byte for byte, and one sound record.

use std::collections::BTreeSet;

use snaglist::digest;
use snaglist::model::event::Event;
use snaglist::model::id::EventId;
use snaglist::model::note::ThreadState;
use snaglist::model::verdict::{CriterionState, Outcome};
use snaglist::record::{codec, fold, kinds};

/// The examples without their comments.
fn examples() -> Vec<String> {
    let document = include_str!("../../../docs/record.md");
    let blocks = document
        .split("```toml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```\n").next());
    let uncommented = |line: &str| line.split("  # ").next().unwrap_or_default().to_owned() + "\n";
    blocks
        .map(|block| block.lines().map(uncommented).collect())
        .collect()
}

fn line<'a>(text: &'a str, key: &str) -> &'a str {
    let mut lines = text
        .lines()
        .filter_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
    lines.next().expect("a key of every head").trim_matches('"')
}

#[test]
fn the_documented_examples_are_one_sound_record() {
    let mut kinds = BTreeSet::new();
    let mut events: Vec<Event> = Vec::new();
    for text in examples() {
        let id = EventId(digest::of_bytes(text.as_bytes()));
        let writer = line(&text, "writer").parse().expect("a writer");
        let name = codec::file_name(&writer, line(&text, "seq").parse().expect("a number"), id);
        let event = codec::decode(&name, text.as_bytes()).expect("an event");
        assert_eq!(
            codec::encode(&event),
            text,
            "the document shows the bytes as they are written"
        );
        kinds.insert(line(&text, "kind").to_owned());
        let heading = format!("`{writer}/{:08}-{}….toml`", event.seq, id.short());
        assert!(
            include_str!("../../../docs/record.md").contains(&heading),
            "{heading}"
        );
        events.push(event);
    }
    assert_eq!(kinds.len(), 17, "an example of each kind: {kinds:?}");

    let record = fold(&events);
    assert_eq!((record.newer.len(), &record.damaged), (0, &Vec::new()));
    let thread = &record.threads[0];
    assert!(matches!(thread.state, ThreadState::Verified { .. }));
    assert!(thread.edited.is_some() && thread.replies.len() == 2);
    let criterion = thread.place.criterion.as_ref().expect("it is about one");
    assert!(matches!(
        record.state_of(criterion),
        CriterionState::Judged(_)
    ));
    assert!(
        record
            .links
            .values()
            .all(|live| live.len() == 1 && !live[0].value)
    );
    let increment = thread.place.increment.as_ref().expect("it is about one");
    let outcome = record
        .outcomes_of(increment)
        .next_back()
        .map(|decision| decision.given.value.0);
    assert_eq!(outcome, Some(Outcome::AcceptedWithConditions));
    assert_eq!(
        (
            record.sign_offs.len(),
            record.people.len(),
            record.written.len()
        ),
        (1, 2, 1)
    );
}

#[test]
fn the_table_of_kinds_and_the_document_name_the_same() {
    let document = include_str!("../../../docs/record.md");
    let kinds_of = document
        .split("\n## The kinds\n")
        .nth(1)
        .and_then(|rest| rest.split("\n## ").next());
    let kinds_of = kinds_of.expect("the document has the kinds");
    let headings: BTreeSet<&str> = kinds_of
        .lines()
        .filter_map(|line| line.strip_prefix("### "))
        .collect();
    let examples = examples();
    let written: BTreeSet<&str> = examples.iter().map(|text| line(text, "kind")).collect();
    let table: BTreeSet<&str> = kinds::NAMES.iter().copied().collect();
    assert_eq!(table.len(), kinds::NAMES.len(), "each name is of one kind");
    assert_eq!((&headings, &written), (&table, &table));
}
