//! What cannot be saved or read: full and vanished directories, kills, damaged files.

use std::fs;

use snaglist::digest;
use snaglist::model::event::Event;
use snaglist::model::id::EventId;
use snaglist::model::note::Label;
use snaglist::record::codec;

use super::journal::{Disk, NOW, texts, whys};
use super::sample::{self, Chain, name, note};

#[test]
fn what_cannot_be_saved_is_kept_and_can_be_tried_again() {
    let disk = Disk::new();
    let mut journal = disk.journal(0);
    journal
        .append(NOW, note(Label::Issue, "before"))
        .expect("saved");
    let moved = disk.project.path().join("moved");
    fs::rename(disk.project.path().join("events"), &moved).expect("moved");
    fs::write(disk.project.path().join("events"), "in the way").expect("written");

    let staged = journal
        .stage(NOW, note(Label::Issue, "not lost"))
        .expect("staged");
    for _ in 0..2 {
        let error = format!("{:#}", journal.publish().expect_err("a file is in the way"));
        assert!(
            error.contains("not saved yet") && error.contains("--data-dir"),
            "{error}"
        );
        assert_eq!(
            journal.staged().map(|event| event.id).collect::<Vec<_>>(),
            [staged.id]
        );
        assert_eq!(texts(journal.record()), ["before", "not lost"]);
    }
    fs::remove_file(disk.project.path().join("events")).expect("removed");
    fs::rename(&moved, disk.project.path().join("events")).expect("moved back");
    assert_eq!(
        journal.publish().expect("saved")[0].id,
        staged.id,
        "the same event, not another one"
    );
    assert_eq!(texts(disk.journal(0).record()), ["before", "not lost"]);
}

#[test]
fn a_directory_that_vanished_is_made_again() {
    let disk = Disk::new();
    let mut journal = disk.journal(0);
    journal
        .append(NOW, note(Label::Issue, "gone with the directory"))
        .expect("saved");
    fs::remove_dir_all(disk.data.path()).expect("removed");
    let staged = journal
        .stage(NOW, note(Label::Issue, "kept"))
        .expect("staged");
    assert!(journal.publish().is_err());
    assert_eq!(journal.publish().expect("saved")[0].id, staged.id);
}

/// Whatever step a process was killed at leaves one of these behind.
#[test]
fn a_kill_at_any_step_leaves_nothing_torn_and_nothing_in_the_way() {
    let statement = || note(Label::Issue, "the one being saved");
    let disk = Disk::new();
    disk.journal(0)
        .append(NOW, note(Label::Issue, "before"))
        .expect("saved");
    let next = disk.journal(0).stage(NOW, statement()).expect("staged");
    let bytes = codec::encode(&next);

    for half_written in ["", &bytes[..bytes.len() / 2], &bytes] {
        disk.put_as(
            &format!("{}/.tmp-k1ll3d", sample::writer(0)),
            half_written.as_bytes(),
        );
        let mut journal = disk.journal(0);
        assert_eq!(
            texts(journal.record()),
            ["before"],
            "what was never moved into place does not count"
        );
        assert!(journal.record().damaged.is_empty());
        journal.stage(NOW, statement()).expect("staged");
    }
    // Moved into place, and killed before it was reported: the event is there, once.
    let mut journal = disk.journal(0);
    journal.stage(NOW, statement()).expect("staged");
    disk.put(&next);
    assert!(journal.refresh().expect("it reads"));
    let saved = journal.publish().expect("saved");
    assert_eq!((saved[0].staged, saved[0].id), (next.id, next.id));
    assert_eq!(texts(journal.record()), ["before", "the one being saved"]);
    let after = journal
        .append(NOW, note(Label::Issue, "after"))
        .expect("saved");
    assert_eq!((after.seq, after.prev), (3, Some(next.id)));

    let left: Vec<_> = fs::read_dir(disk.dir(0))
        .expect("listed")
        .map(|entry| entry.expect("read").file_name())
        .collect();
    assert_eq!(
        left.len(),
        3,
        "the half-written file is cleared away: {left:?}"
    );
}

#[test]
fn damaged_files_hide_nothing_and_are_named() {
    let disk = Disk::new();
    let mut chain = Chain::new(1);
    let events: Vec<Event> = (1..=9)
        .map(|i| chain.say(note(Label::Issue, &i.to_string())))
        .collect();
    for event in &events {
        disk.put(event);
    }
    let text = codec::encode(&events[8]);
    disk.put_as(&name(&events[8]), &text.as_bytes()[..40]);
    let writer = sample::writer(1);
    let under_its_digest = |bytes: &[u8]| {
        let name = codec::file_name(&writer, 9, EventId(digest::of_bytes(bytes)));
        disk.put_as(&name, bytes);
    };
    under_its_digest(b"");
    under_its_digest(b"\xff\xfe not utf-8");
    under_its_digest(&vec![b' '; codec::MAX_EVENT_BYTES + 1]);
    disk.put_as(&format!("{writer}/notes\u{1b}.toml"), b"");
    disk.put_as(&format!("{writer}/00000010-{}.toml/x", "a".repeat(64)), b"");
    disk.put_as(
        &format!("{writer}/00000001-{}.sig", "c".repeat(64)),
        b"of a newer version",
    );
    disk.put_as("stray", b"");
    #[cfg(unix)]
    std::os::unix::fs::symlink(
        "/dev/zero",
        disk.dir(1)
            .join(format!("00000011-{}.toml", "b".repeat(64))),
    )
    .expect("linked");

    let mut journal = disk.journal(0);
    assert_eq!(journal.record().events, 8);
    assert!(
        journal
            .record()
            .damaged
            .iter()
            .all(|damaged| !damaged.file.contains(".sig"))
    );
    let whys = whys(journal.record()).join("\n");
    for why in [
        "cut short or changed",
        "`version` is missing",
        "not UTF-8",
        "larger than",
        "not a plain file",
        "not an event's",
        "not the directory of a writer",
    ] {
        assert!(whys.contains(why), "{why}: {whys}");
    }
    assert!(
        journal
            .record()
            .damaged
            .iter()
            .all(|damaged| damaged.file.is_ascii() && !damaged.file.contains('\u{1b}'))
    );
    assert!(
        !journal.refresh().expect("it reads"),
        "what is damaged is not news each time"
    );
    journal
        .append(NOW, note(Label::Issue, "mine"))
        .expect("saved");
}

#[test]
fn a_number_whose_file_cannot_be_read_is_not_taken_again() {
    let disk = Disk::new();
    let first = disk
        .journal(0)
        .append(NOW, note(Label::Issue, "first"))
        .expect("saved");
    let second = disk
        .journal(0)
        .append(NOW, note(Label::Issue, "second"))
        .expect("saved");
    disk.put_as(&name(&second), b"rotten");
    let third = disk
        .journal(0)
        .append(NOW, note(Label::Issue, "third"))
        .expect("saved");
    assert_eq!((third.seq, third.prev), (3, Some(first.id)));
    disk.put(&second);
    assert_eq!(
        disk.journal(0).record().events,
        3,
        "the file came back from another copy"
    );
}
