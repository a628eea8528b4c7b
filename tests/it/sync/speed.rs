//! How long an exchange takes; `cargo test --release --test it sync::speed -- --ignored
//! --nocapture`.

use std::fs;
use std::time::{Duration, Instant};

use snaglist::model::id::ObjectId;
use snaglist::model::note::Label;
use snaglist::model::time::Timestamp;
use snaglist::record::{DataDir, Identity, Incoming, Journal, codec, project_id};
use snaglist::sync::{self, Control, Newcomers, Surroundings, url::AddressSource, url::GitAddress};

use super::Hub;
use crate::record::sample::{Chain, name, note};

pub(super) fn journal(root: &std::path::Path, number: u8) -> Journal {
    let data = DataDir::from(Some(root.to_owned())).unwrap();
    let project = data.project(&project_id(ObjectId::from_bytes(&[7; 20]), None).unwrap());
    let identity = Identity {
        writer: crate::record::sample::writer(number),
        ..data.identity(None).unwrap()
    };
    Journal::open(&project, &identity).unwrap()
}

#[test]
#[ignore = "a measurement"]
fn ten_thousand_entries_over_a_directory() {
    let hub = Hub::new();
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut chain = Chain::new(0);
    let incoming: Vec<Incoming> = (0..10_000)
        .map(|number| {
            chain.say(note(
                Label::Issue,
                &format!("What is wrong with line {number}, in a few words."),
            ))
        })
        .map(|event| Incoming {
            name: name(&event),
            bytes: codec::encode(&event).into_bytes(),
        })
        .collect();
    let mut ana = journal(here.path(), 0);
    let begun = Instant::now();
    ana.project().take_in(&incoming).unwrap();
    println!(
        "10,000 entries made durable together: {:.2?}",
        begun.elapsed()
    );
    ana.refresh().unwrap();
    let address = GitAddress::new(&hub.url(), AddressSource::User).unwrap();
    let around = Surroundings::new(std::env::vars_os(), false);
    let control = Control {
        cancelled: &|| false,
        tell: &|_| {},
        limit: Duration::from_secs(300),
    };
    let exchange = |what: &str, journal: &mut Journal| {
        let begun = Instant::now();
        let report = sync::with_remote(
            journal,
            &address,
            Newcomers::Few,
            &around,
            Timestamp(0),
            &control,
        )
        .unwrap();
        let (received, sent) = (report.received, report.sent);
        println!(
            "{what}: {:.2?} ({received} received, {sent} sent)",
            begun.elapsed()
        );
    };
    exchange("sending all of them", &mut ana);
    let mut bo = journal(there.path(), 1);
    exchange("receiving all of them", &mut bo);
    exchange("nothing new", &mut ana);
    bo.append(Timestamp(0), note(Label::Issue, "one more"))
        .unwrap();
    exchange("one more", &mut bo);
    exchange("one more, received", &mut ana);
    assert_eq!(ana.digest(), bo.digest());
    let begun = Instant::now();
    let text = sync::file::text(&ana).unwrap();
    println!(
        "as a text for a mail: {:.2?}, {} KiB",
        begun.elapsed(),
        text.len() >> 10
    );
    assert!(fs::read_dir(here.path()).is_ok());
}
