//! What was read on this machine: nothing is lost, whatever order entries arrive in.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use snaglist::digest;
use snaglist::model::event::{Body, Event, Statement};
use snaglist::model::id::{EventId, WriterId};
use snaglist::model::text::Untrusted;
use snaglist::model::time::Timestamp;
use snaglist::model::verdict::Verdict;
use snaglist::record::{DataDir, Project, ReadMarks};

use super::sample::{criterion, writer};

fn project() -> (tempfile::TempDir, Project) {
    let dir = tempfile::tempdir().unwrap();
    let data = DataDir::from(Some(dir.path().to_owned())).unwrap();
    let project = data.project(&"root-1".parse().unwrap());
    (dir, project)
}

fn id(by: u8, seq: u64) -> EventId {
    EventId(digest::of_bytes(format!("{by} {seq}").as_bytes()))
}

fn event(by: u8, seq: u64, body: Body) -> Event {
    Event {
        id: id(by, seq),
        writer: writer(by),
        seq,
        prev: None,
        at: Timestamp(0),
        seen: Vec::new(),
        statement: Statement::new(body),
    }
}

fn reply(by: u8, seq: u64) -> Event {
    let text = Untrusted::from("words");
    event(
        by,
        seq,
        Body::Reply {
            thread: id(0, 1),
            text,
        },
    )
}

fn link(by: u8, seq: u64) -> Event {
    let content = digest::of_bytes(b"content");
    event(
        by,
        seq,
        Body::Viewed {
            content,
            viewed: true,
        },
    )
}

fn verdict(by: u8, seq: u64, replaces: &[EventId]) -> Event {
    let body = Body::Verdict {
        criterion: criterion(1),
        verdict: Some(Verdict::Met),
        comment: Untrusted::default(),
    };
    let mut event = event(by, seq, body);
    event.statement.replaces = replaces.to_vec();
    event
}

fn me() -> WriterId {
    writer(0)
}

fn unread(marks: &ReadMarks, events: &[Event]) -> BTreeSet<EventId> {
    let unread: BTreeMap<EventId, WriterId> = marks.unread(events, &me());
    unread.into_keys().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Each entry is unread from its arrival until it is marked, and never again; a start in between
    /// changes nothing.
    #[test]
    fn every_entry_is_unread_until_it_was_marked(
        steps in prop::collection::vec((1..4_u8, 1..7_u64, any::<bool>(), any::<bool>()), 1..40),
    ) {
        let (_dir, project) = project();
        let mut marks = ReadMarks::load(&project, &[], &me()).unwrap();
        marks.mark(&[], &project, &[], &me()).unwrap();
        let mut there: Vec<Event> = Vec::new();
        let mut expected: BTreeSet<EventId> = BTreeSet::new();
        for (by, seq, is_reply, reads) in steps {
            if !there.iter().any(|event| event.id == id(by, seq)) {
                there.push(if is_reply { reply(by, seq) } else { link(by, seq) });
                if is_reply {
                    expected.insert(id(by, seq));
                }
            }
            prop_assert_eq!(&unread(&marks, &there), &expected);
            if reads && expected.remove(&id(by, seq)) {
                marks.mark(&[id(by, seq)], &project, &there, &me()).unwrap();
                marks = ReadMarks::load(&project, &there, &me()).unwrap();
            }
            prop_assert_eq!(&unread(&marks, &there), &expected);
        }
    }
}

#[test]
fn what_a_read_entry_replaced_is_closed_but_for_the_words_of_others() {
    let (_dir, project) = project();
    let mut marks = ReadMarks::load(&project, &[], &me()).unwrap();
    let first = verdict(1, 1, &[]);
    let second = verdict(2, 1, &[first.id]);
    let events = vec![first, second.clone()];
    assert_eq!(unread(&marks, &events).len(), 2);
    marks.mark(&[second.id], &project, &events, &me()).unwrap();
    assert!(unread(&marks, &events).is_empty());
    // My own word on a claim does not read the words that came with it.
    let thread = id(0, 1);
    let claim = |by, seq, text: &str| {
        let text = Untrusted::from(text);
        event(
            by,
            seq,
            Body::Claim {
                thread,
                commit: None,
                text,
            },
        )
    };
    let said = |text: &str| {
        let claim = claim(3, 1, text);
        let mut mine = verdict(0, 2, &[claim.id]);
        mine.statement.body = Body::Verify {
            thread,
            state: snaglist::model::event::VerifiedAs::Verified,
        };
        vec![claim, mine]
    };
    assert!(unread(&marks, &said("")).is_empty());
    assert_eq!(unread(&marks, &said("Locked now.")).len(), 1);
}

#[test]
fn two_processes_keep_each_others_marks_and_long_histories_are_kept_by_number() {
    let (_dir, project) = project();
    let events: Vec<Event> = (1..=500).map(|seq| reply(1, seq)).collect();
    let mut one = ReadMarks::load(&project, &events, &me()).unwrap();
    let mut other = one.clone();
    let ids: Vec<EventId> = events.iter().map(|event| event.id).collect();
    one.mark(&ids[..250], &project, &events, &me()).unwrap();
    other.mark(&ids[250..], &project, &events, &me()).unwrap();
    let loaded = ReadMarks::load(&project, &events, &me()).unwrap();
    assert!(unread(&loaded, &events).is_empty());
    let text = std::fs::read_to_string(project.path().join("read.toml")).unwrap();
    assert!(
        text.contains("writerxxxb 500") && text.len() < 200,
        "{text}"
    );
}
