//! The made-up engagement is written the same everywhere, and over nothing that is there.

use std::fs;

use snaglist::demo;
use snaglist::engagement::{Engagement, OpenRequest};
use snaglist::model::id::EventId;
use snaglist::record::DataDir;

use super::{Demo, build, open};

#[test]
fn it_is_the_same_every_time() {
    let (one, other) = (open(), open());
    let ids = |demo: &Demo| {
        let mut events: Vec<EventId> = demo
            .engagement
            .journal
            .events()
            .iter()
            .map(|event| event.id)
            .collect();
        events.sort();
        (
            demo.engagement.found.clone(),
            demo.engagement.project.id().clone(),
            events,
        )
    };
    assert_eq!(ids(&one), ids(&other));
    assert_ne!(
        one.engagement.identity.writer,
        other.engagement.identity.writer
    );
}

/// Pictures of the program show these.
#[test]
fn the_ids_are_known() {
    let mut demo = open();
    let heads: Vec<String> = demo
        .engagement
        .found
        .increments
        .iter()
        .map(|increment| increment.range.short())
        .collect();
    assert_eq!(
        heads,
        [
            "83b3935..c166daa",
            "c166daa..b158672",
            "b158672..8ef5a74",
            "8ef5a74..799fdd6"
        ]
    );
    assert_eq!(
        demo.thread("Only settled refunds count").id.short(),
        "355c8d9"
    );
}

#[test]
fn a_directory_with_something_in_it_is_left_alone() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path().join("payments-api");
    fs::create_dir(&dir).unwrap();
    fs::write(dir.join("thesis.md"), "my only copy").unwrap();
    let refused = format!("{:#}", build(root.path()).unwrap_err());
    assert!(
        refused.contains("is not empty") && refused.contains("payments-api"),
        "{refused}"
    );
    let left: Vec<_> = fs::read_dir(&dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left, ["thesis.md"]);
    assert!(!root.path().join("record").exists(), "no record was begun");
}

#[test]
fn an_empty_directory_will_do_and_a_record_that_is_there_stays() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("payments-api")).unwrap();
    build(root.path()).unwrap();
    let data = DataDir::from(Some(root.path().join("record"))).unwrap();
    demo::build(&root.path().join("again"), &data).unwrap();
    let wanted = OpenRequest {
        dir: root.path().join("again"),
        data_dir: Some(data.path().to_owned()),
        ..OpenRequest::default()
    };
    let mut again = Engagement::open(&wanted).unwrap();
    assert_eq!(again.record().threads.len(), 10, "nothing is said twice");
    let mut made: Vec<_> = fs::read_dir(root.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    made.sort();
    assert_eq!(
        made,
        ["again", "payments-api", "record"],
        "nothing else is written"
    );
}
