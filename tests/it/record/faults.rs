//! Every step towards the disk may fail, in every way a disk fails: what was said to be saved is
//! there and whole, what was there before stays as it was, and the next write works.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use snaglist::model::draft::{Draft, DraftOn};
use snaglist::model::event::Event;
use snaglist::model::note::{Label, Place};
use snaglist::model::text::Untrusted;
use snaglist::model::time::Timestamp;
use snaglist::record::drafts::Drafts;
use snaglist::record::faults::{self, FaultPoint};
use snaglist::record::{Incoming, Journal, Project, codec};

use super::journal::{identity, open};
use super::sample::{Chain, name, note};

/// What a disk says: full, broken, read-only, not yours, interrupted.
const ERRORS: [i32; 5] = [28, 5, 30, 13, 4];

/// Runs `work` with the step of that number failing; gives what it was, `None` when there were
/// fewer.
fn failing(number: usize, error: i32, work: impl FnOnce()) -> Option<FaultPoint> {
    let (count, failed) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(None)));
    let (counted, hit) = (count.clone(), failed.clone());
    faults::set(Some(Box::new(move |step| {
        counted.set(counted.get() + 1);
        if counted.get() != number {
            return Ok(());
        }
        hit.set(Some(step));
        Err(io::Error::from_raw_os_error(error))
    })));
    work();
    faults::set(None);
    failed.get()
}

/// The files of events and their bytes; temporary ones are none.
fn files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(dir).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if !path.file_name().unwrap().to_str().unwrap().starts_with('.') {
            found.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    found
}

fn reopened(project: &Project) -> Journal {
    Journal::open(project, &identity(0)).expect("it opens")
}

/// Holds after every fault.
fn check(project: &Project, before: &BTreeMap<PathBuf, Vec<u8>>, acknowledged: &[Event]) {
    let now = files(&project.path().join("events"));
    assert!(
        before
            .iter()
            .all(|(path, bytes)| now.get(path) == Some(bytes)),
        "older files are as they were"
    );
    let journal = reopened(project);
    assert!(
        journal.record().damaged.is_empty(),
        "{:?}",
        journal.record().damaged
    );
    for event in acknowledged {
        assert!(
            journal.events().iter().any(|there| there.id == event.id),
            "acknowledged, so there"
        );
    }
}

#[test]
fn a_note_survives_whatever_fails() {
    for error in ERRORS {
        for number in 1_usize.. {
            let temp = tempfile::tempdir().unwrap();
            let (_, project) = open(temp.path());
            // The first write makes directories too; the third is into what is there.
            let mut acknowledged = Vec::new();
            if number % 2 == 0 {
                acknowledged.push(
                    reopened(&project)
                        .append(Timestamp(0), note(Label::Issue, "before"))
                        .unwrap(),
                );
            }
            let before = files(&project.path().join("events"));
            let mut journal = reopened(&project);
            let mut result = None;
            let step = failing(number.div_ceil(2), error, || {
                result = Some(journal.append(Timestamp(1), note(Label::Issue, "the one")));
            });
            let saved = result.unwrap();
            acknowledged.extend(saved.as_ref().ok().cloned());
            check(&project, &before, &acknowledged);
            let Some(step) = step else {
                assert!(saved.is_ok());
                break;
            };
            assert!(
                saved.is_err() || step == FaultPoint::SyncDir || error == 4,
                "{step:?} {error}"
            );
            // What was not saved is still here, and is once it can be.
            let ids = journal.publish().expect("the disk works again");
            acknowledged.extend(
                journal
                    .events()
                    .iter()
                    .filter(|event| ids.iter().any(|id| id.id == event.id))
                    .cloned(),
            );
            acknowledged.push(
                journal
                    .append(Timestamp(2), note(Label::Issue, "after"))
                    .expect("the next write"),
            );
            check(&project, &before, &acknowledged);
            let texts: Vec<String> = reopened(&project)
                .record()
                .threads
                .iter()
                .map(|thread| thread.body.text.lossy().into_owned())
                .collect();
            let expected: &[&str] = if number % 2 == 0 {
                &["before", "the one", "after"]
            } else {
                &["the one", "after"]
            };
            assert_eq!(texts, expected, "{step:?} {error}: each once");
        }
    }
}

#[test]
fn an_entry_that_the_disk_does_not_give_just_now_is_still_the_one_before() {
    for number in 1..=3 {
        let temp = tempfile::tempdir().unwrap();
        let (_, project) = open(temp.path());
        let texts = ["first", "second", "third"];
        let said = texts.map(|text| {
            reopened(&project)
                .append(Timestamp(0), note(Label::Issue, text))
                .unwrap()
        });
        let mut journal = None;
        let step = failing(number, 5, || journal = Some(reopened(&project)));
        assert_eq!(step, Some(FaultPoint::Read));
        let mut journal = journal.unwrap();
        assert!(
            journal
                .damaged()
                .all(|file| file.why.starts_with("it cannot be read")),
            "{number}"
        );
        assert_eq!(journal.damaged().count(), 1, "said, and not for good");
        // Gone on with: it is there, and read as soon as the disk gives it.
        let next = journal
            .stage(Timestamp(1), note(Label::Issue, "next"))
            .unwrap();
        assert_eq!((next.seq, next.prev), (4, Some(said[2].id)), "{number}");
        journal.publish().unwrap();
        assert!(journal.record().damaged.is_empty(), "{number}");
        let again = reopened(&project);
        assert!(
            again.record() == journal.record() && again.record().events == 4,
            "{number}"
        );
    }
}

#[test]
fn many_entries_that_arrive_together_are_whole_or_come_again() {
    let mut chain = Chain::new(3);
    let events: Vec<Event> = (0..40)
        .map(|number| chain.say(note(Label::Note, &number.to_string())))
        .collect();
    let incoming: Vec<Incoming> = events
        .iter()
        .map(|event| Incoming {
            name: name(event),
            bytes: codec::encode(event).into_bytes(),
        })
        .collect();
    let error = ERRORS[0];
    for number in 1.. {
        let temp = tempfile::tempdir().unwrap();
        let (_, project) = open(temp.path());
        let before = reopened(&project)
            .append(Timestamp(0), note(Label::Issue, "before"))
            .unwrap();
        let older = files(&project.path().join("events"));
        let mut result = None;
        let step = failing(number * 7 - 6, error, || {
            result = Some(project.take_in(&incoming))
        });
        let taken = result.unwrap();
        check(&project, &older, if taken.is_ok() { &events } else { &[] });
        if step.is_none() {
            assert_eq!(taken.unwrap(), 40);
            break;
        }
        project.take_in(&incoming).expect("the disk works again");
        check(
            &project,
            &older,
            &[std::slice::from_ref(&before), &events].concat(),
        );
        assert_eq!(reopened(&project).events().len(), 41);
    }
}

#[test]
fn a_draft_is_never_worse_than_the_save_before() {
    let draft = |text: &str| Draft {
        private: false,
        id: "abcdefghij".parse().unwrap(),
        on: DraftOn::Note(Place {
            increment: None,
            criterion: None,
            anchor: None,
        }),
        label: Label::Issue,
        blocking: None,
        text: Untrusted::from(text),
        cursor: 0,
        subject: None,
        spec: None,
        saved: Timestamp(0),
    };
    for error in ERRORS {
        for number in 1.. {
            let temp = tempfile::tempdir().unwrap();
            let (_, project) = open(temp.path());
            let drafts = Drafts::new(&project);
            drafts.save(&draft("one")).unwrap();
            drafts.save(&draft("two")).unwrap();
            let mut result = None;
            let step = failing(number, error, || {
                result = Some(drafts.save(&draft("three")))
            });
            let there = drafts.load_all().unwrap();
            let expected = if result.unwrap().is_ok() {
                "three"
            } else {
                "two"
            };
            assert_eq!(there.len(), 1);
            assert_eq!(there[0].text, Untrusted::from(expected), "{step:?} {error}");
            drafts.save(&draft("four")).expect("the disk works again");
            assert_eq!(drafts.load_all().unwrap()[0].text, Untrusted::from("four"));
            if step.is_none() {
                break;
            }
        }
    }
}
