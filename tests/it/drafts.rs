//! Drafts: what is being typed outlives whatever happens to the program.

use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;
use snaglist::model::draft::{Draft, DraftOn};
use snaglist::model::event::Body;
use snaglist::model::id::{Digest, EventId, ObjectId};
use snaglist::model::note::{Label, Place};
use snaglist::model::text::Untrusted;
use snaglist::model::time::Timestamp;
use snaglist::model::verdict::{Outcome, Verdict};
use snaglist::record::drafts::Drafts;
use snaglist::record::{DataDir, Project, project_id, random_id};
use tempfile::TempDir;

use crate::record::sample::{
    any_anchor, any_object, any_spec, any_subject, any_text, criterion, increment,
};

struct Disk {
    temp: TempDir,
    project: Project,
    drafts: Drafts,
}

impl Disk {
    fn new() -> Self {
        let temp = tempfile::tempdir().expect("a temporary directory");
        let data = DataDir::from(Some(temp.path().join("data"))).expect("a directory");
        let project =
            data.project(&project_id(ObjectId::from_bytes(&[1; 20]), None).expect("an id"));
        let drafts = Drafts::new(&project);
        Self {
            temp,
            project,
            drafts,
        }
    }

    fn slots(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.project.path().join("drafts")).expect("listed");
        let mut slots: Vec<PathBuf> = entries.map(|entry| entry.expect("read").path()).collect();
        slots.sort();
        slots
    }

    fn texts(&self) -> Vec<String> {
        let drafts = self.drafts.load_all().expect("loaded");
        drafts
            .iter()
            .map(|draft| draft.text.lossy().into_owned())
            .collect()
    }
}

fn draft(text: &str) -> Draft {
    Draft {
        id: "abcdefghi2".parse().expect("an id"),
        on: DraftOn::Note(Place::default()),
        label: Label::Issue,
        blocking: None,
        private: false,
        text: Untrusted::from(text),
        cursor: text.len() as u32,
        subject: None,
        spec: None,
        saved: Timestamp(1_760_000_000_000),
    }
}

fn any_draft() -> impl Strategy<Value = Draft> {
    let event = any::<[u8; 32]>().prop_map(|raw| EventId(Digest(raw)));
    let place = (any::<bool>(), any::<bool>(), prop::option::of(any_anchor())).prop_map(
        |(here, on, anchor)| Place {
            increment: here.then(|| increment(3)),
            criterion: on.then(|| criterion(4)),
            anchor,
        },
    );
    let verdict = prop::sample::select(Verdict::ALL.to_vec());
    let outcome = prop::sample::select(Outcome::ALL.to_vec());
    let on = prop_oneof![
        place.prop_map(DraftOn::Note),
        event.clone().prop_map(DraftOn::Edit),
        (event.clone(), prop::option::of(any_object()))
            .prop_map(|(thread, commit)| DraftOn::Claim { thread, commit }),
        event.prop_map(DraftOn::Reply),
        verdict.prop_map(|verdict| DraftOn::Verdict {
            criterion: criterion(1),
            verdict
        }),
        outcome.prop_map(|outcome| DraftOn::Outcome {
            increment: increment(1),
            outcome
        }),
    ];
    let around = (
        prop::option::of(any_subject()),
        prop::option::of(any_spec()),
    );
    let label = prop::sample::select(Label::ALL.to_vec());
    let typed = (
        label,
        any::<(Option<bool>, bool)>(),
        any_text(),
        any::<u32>(),
        0..2_000_000_000_000_i64,
    );
    (on, typed, around).prop_map(
        |(on, (label, (blocking, private), text, cursor, saved), (subject, spec))| Draft {
            on,
            label,
            blocking,
            private,
            text,
            cursor,
            subject,
            spec,
            saved: Timestamp(saved),
            ..draft("")
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_draft_comes_back_as_it_was(draft in any_draft()) {
        let disk = Disk::new();
        disk.drafts.save(&draft).expect("saved");
        prop_assert_eq!(disk.drafts.load_all().expect("loaded"), vec![draft]);
    }

    /// A save that a power cut interrupts leaves any part of its file, or garbage, behind.
    #[test]
    fn a_torn_save_costs_only_what_was_typed_since_the_save_before(
        saves in 2_usize..6,
        cut in any::<prop::sample::Index>(),
        garbage in prop::option::of(any::<u8>()),
    ) {
        let disk = Disk::new();
        for i in 1..saves {
            disk.drafts.save(&draft(&format!("text {i}"))).expect("saved");
        }
        let before: Vec<Vec<u8>> = disk.slots().iter().map(|slot| fs::read(slot).expect("read")).collect();
        disk.drafts.save(&draft("the torn one")).expect("saved");
        let torn = disk.slots().into_iter().enumerate()
            .find(|(i, slot)| before.get(*i) != Some(&fs::read(slot).expect("read")));
        let (_, torn) = torn.expect("one slot was written");
        let mut bytes = fs::read(&torn).expect("read");
        let at = cut.index(bytes.len());
        match garbage {
            Some(byte) if bytes[at] != byte => bytes[at] = byte,
            _ => bytes.truncate(at),
        }
        fs::write(&torn, bytes).expect("torn");

        prop_assert_eq!(disk.texts(), vec![format!("text {}", saves - 1)]);
        disk.drafts.save(&draft("typed on")).expect("saved");
        prop_assert_eq!(disk.texts(), vec!["typed on".to_owned()]);
    }
}

#[test]
fn drafts_are_offered_newest_first_and_gone_when_discarded() {
    let disk = Disk::new();
    assert!(disk.texts().is_empty());
    let other = Draft {
        id: random_id().expect("an id"),
        saved: Timestamp(1_770_000_000_000),
        ..draft("newer")
    };
    for text in ["o", "ol", "old"] {
        disk.drafts.save(&draft(text)).expect("saved");
    }
    disk.drafts.save(&other).expect("saved");
    assert_eq!(disk.texts(), ["newer", "old"]);
    disk.drafts.discard(&draft("").id).expect("discarded");
    disk.drafts
        .discard(&draft("").id)
        .expect("discarding twice is fine");
    assert_eq!(disk.texts(), ["newer"]);
    assert_eq!(disk.slots().len(), 1);
}

#[test]
fn a_draft_that_cannot_be_saved_says_where_and_leaves_the_one_before() {
    let disk = Disk::new();
    disk.drafts.save(&draft("kept")).expect("saved");
    let other_slot = disk.project.path().join("drafts").join("abcdefghi2.b.toml");
    fs::create_dir(&other_slot).expect("in the way");
    let error = format!(
        "{:#}",
        disk.drafts
            .save(&draft("not saved"))
            .expect_err("a directory is in the way")
    );
    assert!(error.contains("drafts"), "{error}");
    assert_eq!(disk.texts(), ["kept"]);
    let long = disk
        .drafts
        .save(&draft(&"x".repeat(2 << 20)))
        .expect_err("too long");
    assert!(long.to_string().contains("shorten"), "{long}");
    fs::remove_dir(&other_slot).expect("removed");
    disk.drafts.save(&draft("saved now")).expect("saved");
    assert_eq!(disk.texts(), ["saved now"]);
}

#[test]
fn foreign_files_among_the_drafts_are_left_alone() {
    let disk = Disk::new();
    disk.drafts.save(&draft("mine")).expect("saved");
    let dir = disk.project.path().join("drafts");
    let another = disk.slots().remove(0);
    fs::copy(another, dir.join("zzzzzzzzzz.a.toml")).expect("a draft under another's name");
    fs::write(dir.join("abcdefghij.b.toml"), "digest = \"\"\n").expect("written");
    fs::write(dir.join("README"), "hello").expect("written");
    assert_eq!(disk.texts(), ["mine"]);
    assert_eq!(disk.slots().len(), 4);
    assert!(disk.temp.path().exists());
}

#[test]
fn posting_a_draft_says_what_was_typed_where_it_was_typed() {
    let mut draft = draft("words");
    draft.on = DraftOn::Note(Place {
        criterion: Some(criterion(2)),
        ..Place::default()
    });
    let statement = draft.statement(Vec::new());
    let Body::Note {
        note,
        criterion: on,
    } = statement.body
    else {
        panic!("a note")
    };
    assert_eq!(
        (note.text, note.label, on),
        (Untrusted::from("words"), Label::Issue, Some(criterion(2)))
    );

    draft.on = DraftOn::Verdict {
        criterion: criterion(2),
        verdict: Verdict::Waived,
    };
    let replaced = EventId(Digest([3; 32]));
    let statement = draft.statement(vec![replaced]);
    assert_eq!(statement.replaces, [replaced]);
    let Body::Verdict {
        verdict, comment, ..
    } = statement.body
    else {
        panic!("a verdict")
    };
    assert_eq!(
        (verdict, comment),
        (Some(Verdict::Waived), Untrusted::from("words"))
    );
}
