//! Many people at once, and private words of strangers: what comes in unasked, and what is said of
//! the rest.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use snaglist::model::event::Event;
use snaglist::model::id::WriterId;
use snaglist::model::note::Label;
use snaglist::model::person::Role;
use snaglist::model::time::Timestamp;
use snaglist::record::{Incoming, codec, parcel};
use snaglist::sync::{self, Control, Newcomers, Surroundings, url::AddressSource, url::GitAddress};

use super::speed::journal;
use super::{Hub, counts, person};
use crate::cli::{Place, list};
use crate::record::sample::{Chain, name, note, role};

fn incoming(event: &Event) -> Incoming {
    Incoming {
        name: name(event),
        bytes: codec::encode(event).into_bytes(),
    }
}

/// One entry of each of that many people, who say that they are reviewers.
fn of_people(count: usize) -> Vec<Incoming> {
    let letter = |number: usize| char::from(b"abcdefghijklmnopqrstuvwxyz"[number % 26]);
    let of = |number: usize| {
        let writer: WriterId = format!("many{}{}xxxx", letter(number / 26), letter(number))
            .parse()
            .unwrap();
        let mut chain = Chain {
            writer: writer.clone(),
            seq: 0,
            last: None,
        };
        incoming(&chain.say(role(&writer, &format!("Bo {number}"), Role::Reviewer)))
    };
    (0..count).map(of).collect()
}

fn packed(project: Option<&str>, folder: &str, entries: &[Incoming]) -> Vec<u8> {
    let names: Vec<String> = entries
        .iter()
        .map(|entry| format!("{folder}{}", entry.name))
        .collect();
    let items = names
        .iter()
        .zip(entries)
        .map(|(name, entry)| (name.as_str(), entry.bytes.as_slice()));
    let project = project.map(|id| ("project", id.as_bytes()));
    parcel::pack(project.into_iter().chain(items)).unwrap()
}

/// A mail with these entries, saved.
fn mail(to: &Place, entries: &[Incoming]) -> PathBuf {
    let packed = packed(None, "", entries);
    let (coded, check) = (
        STANDARD_NO_PAD.encode(&packed),
        snaglist::digest::of_bytes(&packed).short(16),
    );
    let file = to.root.path().join("mail.txt");
    let text = format!(
        "-----BEGIN SNAGLIST RECORD-----\n{coded}\n-----END SNAGLIST RECORD {check}-----\n"
    );
    fs::write(&file, text).unwrap();
    file
}

#[test]
fn a_mail_of_more_people_than_a_team_has_is_asked_about() {
    let ana = person("Ana");
    ana.ok(&["note", "mine"]);
    let file = mail(&ana, &of_people(201));
    let file = file.to_str().unwrap();
    let said = ana.fails(1, &["sync", "--from", file]);
    assert!(
        said.contains("201 people who have written nothing here so far"),
        "{said}"
    );
    assert!(
        said.contains("nothing was taken in. Give `--large`"),
        "{said}"
    );
    assert_eq!(ana.events().len(), 2);
    mail(&ana, &of_people(200));
    assert!(
        ana.ok(&["sync", "--from", file])
            .starts_with("200 entries received")
    );
    // Whoever is here is counted no more.
    mail(&ana, &of_people(400));
    assert!(
        ana.ok(&["sync", "--from", file])
            .starts_with("200 entries received")
    );
    mail(&ana, &of_people(601));
    assert!(
        ana.ok(&["sync", "--from", file, "--large"])
            .starts_with("201 entries received")
    );
    assert_eq!(ana.events().len(), 603);
    assert!(
        ana.ok(&["record", "verify"])
            .contains("603 entries by 602 people")
    );
}

/// A remote with an entry of each of that many people.
fn hub_of(count: usize) -> Hub {
    let (hub, here) = (Hub::new(), tempfile::tempdir().unwrap());
    let mut from = journal(here.path(), 0);
    from.project().take_in(&of_people(count)).unwrap();
    from.refresh().unwrap();
    let address = GitAddress::new(&hub.url(), AddressSource::User).unwrap();
    let around = Surroundings::new(std::env::vars_os(), false).without_signing();
    let control = Control {
        cancelled: &|| false,
        tell: &|_| {},
        limit: Duration::from_secs(300),
    };
    sync::with_remote(
        &mut from,
        &address,
        Newcomers::Few,
        &around,
        Timestamp(0),
        &control,
    )
    .unwrap();
    assert_eq!(hub.refs().len(), count);
    hub
}

#[test]
fn a_remote_with_more_new_people_than_a_team_has_is_still_exchanged_with() {
    let ana = person("Ana");
    ana.ok(&["note", "mine"]);
    // One of them is known here, and has written more.
    ana.ok(&[
        "sync",
        "--from",
        mail(&ana, &of_people(1)).to_str().unwrap(),
    ]);
    let hub = hub_of(202);
    let report = ana.sync(&hub);
    assert_eq!(counts(&report), (0, 2, 0), "what was said here goes there");
    let said = report["remarks"][0].as_str().unwrap();
    assert!(
        said.contains("201 people who have written nothing here so far"),
        "{said}"
    );
    assert!(
        said.contains("`snaglist sync --large` takes them in"),
        "{said}"
    );
    assert_eq!(list(&report["remarks"]).len(), 1);
    assert_eq!(counts(&ana.json(&["sync", "--large"])), (201, 0, 0));
    assert_eq!(hub.refs().len(), 203, "nothing of theirs is lost there");

    let bo = person("Bo");
    assert_eq!(counts(&bo.sync(&hub_of(200))), (200, 0, 0));
}

#[test]
fn the_summary_names_some_of_the_people_who_wait_and_counts_the_rest() {
    let ana = person("Ana");
    ana.ok(&["note", "mine"]);
    ana.ok(&[
        "sync",
        "--from",
        mail(&ana, &of_people(20)).to_str().unwrap(),
    ]);
    let summary = ana.ok(&["export"]);
    assert_eq!(summary.matches("Not admitted: Bo").count(), 20);
    assert!(!summary.contains("1 more"), "{summary}");
    ana.ok(&[
        "sync",
        "--from",
        mail(&ana, &of_people(21)).to_str().unwrap(),
    ]);
    let summary = ana.ok(&["export"]);
    assert_eq!(summary.matches("Not admitted: Bo").count(), 20);
    assert!(summary.contains("Not admitted: 1 more"), "{summary}");
    assert!(
        summary.contains("And 1 more writer, not admitted"),
        "{summary}"
    );
    assert_eq!(
        list(&ana.json(&["status"])["pending"]).len(),
        21,
        "all of them can be looked up"
    );
}

/// Imports a file with private notes of these writers; what is said.
fn import_private(who: &Place, of: &[WriterId], options: &[&str]) -> String {
    let entry = |writer: &WriterId| {
        let mut chain = Chain {
            writer: writer.clone(),
            seq: 99_999_998,
            last: None,
        };
        incoming(&chain.say(note(Label::Issue, &format!("private words of {writer}"))))
    };
    let id = who
        .record()
        .file_name()
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    let file = who.root.path().join("sent.snaglist");
    let entries: Vec<Incoming> = of.iter().map(entry).collect();
    fs::write(&file, packed(Some(&id), "private/events/", &entries)).unwrap();
    who.ok(&[&["record", "import", file.to_str().unwrap()], options].concat())
}

#[test]
fn private_notes_of_a_file_come_in_only_as_ones_own() {
    let ana = person("Ana");
    ana.ok(&["note", "mine"]);
    let (me, stranger): (WriterId, WriterId) =
        (ana.writer().parse().unwrap(), "strangeraa".parse().unwrap());
    let both = [me, stranger];
    let said = import_private(&ana, &both, &[]);
    assert!(
        said.starts_with("0 entries and 0 drafts are new here\n"),
        "{said}"
    );
    assert!(
        said.contains("2 private notes and drafts in it were left out")
            && said.contains("`--mine`"),
        "{said}"
    );
    assert!(!ana.ok(&["note", "--list"]).contains("private words"));
    let said = import_private(&ana, &both, &["--mine"]);
    assert!(
        said.starts_with("1 entry and 0 drafts are new here\n"),
        "{said}"
    );
    assert!(
        said.contains("1 private note or draft in it was left out"),
        "{said}"
    );
    let listed = ana.ok(&["note", "--list"]);
    assert!(
        listed.contains(&format!("private words of {}", ana.writer())),
        "{listed}"
    );
    assert!(!listed.contains("private words of stranger"), "{listed}");
    assert!(!import_private(&ana, &both[..1], &["--mine"]).contains("left out"));
}

#[test]
fn nobody_becomes_a_reviewer_by_a_private_note() {
    let ana = person("Ana");
    ana.ok(&["note", "--private", "mine"]);
    let mut chain = Chain::new(5);
    let entry = incoming(&chain.say(note(Label::Issue, "private words")));
    let path = ana.record().join("private/events").join(&entry.name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, &entry.bytes).unwrap();
    let people = ana.json(&["people"]);
    let pending: BTreeSet<(String, bool)> = list(&people["people"])
        .iter()
        .map(|person| {
            (
                person["writer"].as_str().unwrap().to_owned(),
                person["pending"] == true,
            )
        })
        .collect();
    let expected = [(ana.writer(), false), (chain.writer.to_string(), true)];
    assert_eq!(pending, BTreeSet::from(expected));
}
