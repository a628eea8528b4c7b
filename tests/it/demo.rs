//! The made-up engagement: that its story holds, and that it is the same everywhere.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use snaglist::demo;
use snaglist::diff::{Relocation, relocate};
use snaglist::engagement::{self, Engagement, OpenRequest, UNASKED};
use snaglist::git::{FileContent, SimilarityBudget};
use snaglist::model::change::{Change, ChangeKind, FileChange, FileText};
use snaglist::model::id::{EventId, IncrementId};
use snaglist::model::link::LinkTarget;
use snaglist::model::note::{Label, Thread, ThreadState};
use snaglist::model::person::Role;
use snaglist::model::record::Record;
use snaglist::model::spec::{CriterionKey, TickClaim};
use snaglist::model::verdict::Outcome;
use snaglist::record::DataDir;
use snaglist::safe;
use snaglist::trace::IncrementTrace;
use tempfile::TempDir;

/// The engagement, built and opened as a newcomer does.
struct Demo {
    root: TempDir,
    engagement: Engagement,
}

fn build(root: &Path) -> anyhow::Result<()> {
    demo::build(
        &root.join("payments-api"),
        &DataDir::from(Some(root.join("record")))?,
    )
}

fn open() -> Demo {
    let root = tempfile::tempdir().unwrap();
    build(root.path()).unwrap();
    let dir = root.path().join("payments-api");
    let wanted = OpenRequest {
        dir,
        data_dir: Some(root.path().join("record")),
        ..OpenRequest::default()
    };
    let engagement = Engagement::open(&wanted).unwrap();
    Demo { root, engagement }
}

impl Demo {
    fn dir(&self) -> std::path::PathBuf {
        self.root.path().join("payments-api")
    }

    fn traced(&self, increment: usize) -> IncrementTrace {
        let Engagement {
            repository,
            specs,
            found,
            ..
        } = &self.engagement;
        engagement::trace(
            repository,
            &found.increments[increment],
            specs,
            (Some(&self.engagement.then), self.engagement.later()),
            &|| false,
        )
        .unwrap()
        .unwrap()
    }

    fn changes(&self, increment: usize) -> Vec<FileChange> {
        let repository = &self.engagement.repository;
        let range = &self.engagement.found.increments[increment].range;
        let mut changes = repository.changes(range).unwrap().files;
        repository.find_similar(&mut changes, SimilarityBudget::default());
        changes
    }

    fn change(&self, increment: usize, path: &str) -> Option<FileChange> {
        self.changes(increment)
            .into_iter()
            .find(|change| *change.path() == path.into())
    }

    fn text_at_head(&self, path: &str) -> FileText {
        let entry = self
            .engagement
            .repository
            .entry(self.engagement.found.head, &path.into());
        match self
            .engagement
            .repository
            .read(entry.unwrap().unwrap().id, UNASKED)
            .unwrap()
        {
            FileContent::Bytes(bytes) => FileText::new(bytes),
            _ => panic!("{path} cannot be read"),
        }
    }

    /// The one thread whose note has those words.
    fn thread(&mut self, words: &str) -> Thread {
        let record = self.engagement.record();
        let mut found = record
            .threads
            .iter()
            .filter(|thread| thread.body.text.lossy().contains(words));
        let thread = found
            .next()
            .unwrap_or_else(|| panic!("no note says {words:?}"))
            .clone();
        assert!(found.next().is_none(), "several notes say {words:?}");
        thread
    }
}

/// The criteria that an increment says it bears on.
fn declared(traced: &IncrementTrace) -> Vec<String> {
    let mut ids: Vec<String> = traced
        .links
        .iter()
        .map(|link| link.criterion.id.to_string())
        .collect();
    ids.sort_by_key(|id| (id.len(), id.clone()));
    ids.dedup();
    ids
}

fn name_of(record: &Record, thread: &Thread) -> String {
    safe::inline(record.name_of(&thread.author)).into_string()
}

#[test]
fn four_increments_are_found_and_the_second_came_twice() {
    let demo = open();
    let found = &demo.engagement.found;
    let shown: Vec<_> = found
        .increments
        .iter()
        .map(|increment| {
            (
                increment.id.as_str(),
                increment.title.lossy().into_owned(),
                increment.round,
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("increment-1", "Charges and idempotency keys".to_owned(), 1),
            ("increment-2", "Idempotent refunds".to_owned(), 2),
            ("increment-3", "Signed webhooks with retries".to_owned(), 1),
            ("increment-4", "Health, load and housekeeping".to_owned(), 1),
        ]
    );
    let second = &found.increments[1];
    let [first_round] = second.earlier[..] else {
        panic!("one earlier round: {:?}", second.earlier)
    };
    assert_eq!(first_round.base, second.range.base);
    assert_ne!(first_round.head, second.range.head);
    assert_eq!(
        found.head, found.increments[3].range.head,
        "nothing is left over after the last tag"
    );
    assert!(
        demo.engagement.remarks.is_empty(),
        "{:?}",
        demo.engagement.remarks
    );
    assert_eq!(demo.engagement.name.lossy(), "payments-api");
}

#[test]
fn the_spec_has_twelve_criteria_in_four_sections() {
    let demo = open();
    let [spec] = &demo.engagement.specs[..] else {
        panic!("one spec")
    };
    assert_eq!(spec.title.lossy(), "Refunds");
    assert!(spec.warnings.is_empty(), "{:?}", spec.warnings);
    let mut sections: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for criterion in &spec.criteria {
        let section = criterion.section.last().unwrap().lossy().into_owned();
        sections
            .entry(section)
            .or_default()
            .push(criterion.id.as_str());
    }
    let expected: BTreeMap<String, Vec<&str>> = [
        ("Charges", vec!["AC-1", "AC-2", "AC-3"]),
        ("Refunds", vec!["AC-4", "AC-5", "AC-6"]),
        ("Webhooks", vec!["AC-7", "AC-8", "AC-9"]),
        ("Operations", vec!["AC-10", "AC-11", "AC-12"]),
    ]
    .map(|(section, ids)| (section.to_owned(), ids))
    .into();
    assert_eq!(sections, expected);
    let claimed = |claim| {
        let of_claim = spec
            .criteria
            .iter()
            .filter(move |criterion| criterion.claim == claim);
        of_claim
            .map(|criterion| criterion.id.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(claimed(TickClaim::Unticked), ["AC-9", "AC-11"]);
    assert_eq!(claimed(TickClaim::None), ["AC-12"]);
    assert!(
        spec.criteria[0]
            .text
            .lossy()
            .contains("\nThen the answer is 201"),
        "steps stay on their lines"
    );
}

#[test]
fn criteria_stand_where_the_review_left_them() {
    let mut demo = open();
    let record = demo.engagement.record();
    let spec = &demo.engagement.specs[0];
    let states: Vec<_> = spec
        .criteria
        .iter()
        .map(|criterion| {
            let key = CriterionKey {
                spec: spec.path.clone(),
                id: criterion.id.clone(),
            };
            (criterion.id.as_str(), record.state_of(&key).name())
        })
        .collect();
    assert_eq!(
        states,
        [
            ("AC-1", "met"),
            ("AC-2", "met"),
            // The team amended its text.
            ("AC-3", "stale"),
            // The code it rested on was put right in the second round.
            ("AC-4", "stale"),
            ("AC-5", "not-met"),
            ("AC-6", "partial"),
            ("AC-7", "unreviewed"),
            ("AC-8", "unreviewed"),
            ("AC-9", "unclear"),
            ("AC-10", "unreviewed"),
            ("AC-11", "unreviewed"),
            ("AC-12", "waived"),
        ]
    );
    assert_eq!(record.stale.len(), 2);
    let texts: Vec<_> = spec
        .criteria
        .iter()
        .map(|criterion| criterion.digest)
        .collect();
    for (key, given) in &record.verdicts {
        let [given] = &given[..] else {
            panic!("one verdict on {}", key.id)
        };
        let judged = given.spec.as_ref().and_then(|spec| spec.criterion).unwrap();
        assert_eq!(
            texts.contains(&judged),
            key.id.as_str() != "AC-3",
            "{}",
            key.id
        );
    }
    let outcome = |id: &str| {
        let id: IncrementId = id.parse().unwrap();
        record
            .standing(demo.engagement.found.increment(Some(&id)).unwrap())
            .outcome
    };
    assert_eq!(outcome("increment-1"), Outcome::Accepted);
    assert_eq!(
        outcome("increment-2"),
        Outcome::InReview,
        "what was decided was of round 1"
    );
    assert_eq!(outcome("increment-3"), Outcome::InReview);
}

#[test]
fn threads_stand_in_every_state() {
    let mut demo = open();
    let record = demo.engagement.record();
    assert!(record.damaged.is_empty(), "{:?}", record.damaged);
    let mut states: BTreeMap<&str, usize> = BTreeMap::new();
    for thread in record.live_threads() {
        assert_eq!(name_of(&record, thread), "Ana Duarte");
        *states.entry(thread.state.name()).or_default() += 1;
    }
    assert_eq!(
        states,
        BTreeMap::from([
            ("open", 7),
            ("addressed", 1),
            ("verified", 1),
            ("withdrawn", 1)
        ])
    );
    let labels: Vec<Label> = record
        .threads
        .iter()
        .map(|thread| thread.body.label)
        .collect();
    for label in [
        Label::Issue,
        Label::Question,
        Label::Praise,
        Label::Nitpick,
        Label::Suggestion,
        Label::Note,
    ] {
        assert!(labels.contains(&label), "{}", label.name());
    }
    let roles: Vec<_> = record
        .people
        .values()
        .map(|person| (person.name.lossy().into_owned(), person.role))
        .collect();
    let expected = [
        ("Ana Duarte".to_owned(), Role::Reviewer),
        ("Jonas Weber".to_owned(), Role::Contractor),
    ];
    assert_eq!(roles, expected);
    assert!(
        !record.people.contains_key(&demo.engagement.identity.writer),
        "the newcomer is somebody else"
    );
    let snags: Vec<_> = record
        .threads
        .iter()
        .filter(|thread| thread.is_snag())
        .collect();
    let [snag] = snags[..] else {
        panic!("one blocking note is open: {snags:?}")
    };
    assert_eq!(snag.place.criterion_id().unwrap().as_str(), "AC-5");
}

#[test]
fn the_second_round_puts_one_issue_right_and_only_says_so_of_the_other() {
    let mut demo = open();
    let repository = demo
        .engagement
        .repository
        .commits(&demo.engagement.found.increments[1].range, 100);
    let delivered: Vec<_> = repository
        .unwrap()
        .commits
        .into_iter()
        .map(|commit| commit.id)
        .collect();
    let now = demo.text_at_head("src/refund.rs");
    let head = demo
        .engagement
        .repository
        .entry(demo.engagement.found.head, &"src/refund.rs".into());
    let blob = head.unwrap().unwrap().id;

    let race = demo.thread("before either inserts");
    assert_eq!(race.state.name(), "verified");
    let check = race.place.anchor.unwrap();
    assert!(
        check
            .text
            .lossy()
            .contains("if let Some(made) = store.refund_by_key(key)")
    );
    assert!(
        !now.bytes()
            .windows(13)
            .any(|words| words == b"refund_by_key"),
        "the check is gone"
    );

    let claimed = demo.thread("Only settled refunds count");
    let ThreadState::Addressed {
        commit: Some(commit),
        ..
    } = claimed.state
    else {
        panic!("claimed as addressed: {:?}", claimed.state)
    };
    assert!(delivered.contains(&commit));
    let anchor = claimed.place.anchor.unwrap();
    let Relocation::Moved(lines) = relocate(&anchor, None, &now, blob) else {
        panic!("the lines are still there")
    };
    assert!(
        now.line(lines.first - 1)
            .ends_with(b"refund.status == Status::Settled);")
    );
}

#[test]
fn claims_and_verdicts_name_rounds_that_were_delivered() {
    let mut demo = open();
    let record = demo.engagement.record();
    let first_round = demo.engagement.found.increments[1].earlier[0];
    let on_refunds = record.threads.iter().filter(|thread| {
        thread
            .place
            .increment
            .as_ref()
            .is_some_and(|increment| increment.as_str() == "increment-2")
    });
    let ranges: Vec<_> = on_refunds
        .map(|thread| thread.subject.as_ref().unwrap().range)
        .collect();
    assert_eq!(ranges, [first_round; 4]);
}

#[test]
fn the_contractor_names_most_criteria_and_one_is_named_nowhere() {
    let demo = open();
    let named: Vec<Vec<String>> = (0..4)
        .map(|increment| declared(&demo.traced(increment)))
        .collect();
    assert_eq!(named[0], ["AC-1", "AC-2", "AC-3"]);
    assert_eq!(named[1], ["AC-4", "AC-5", "AC-6"]);
    assert_eq!(named[2], ["AC-3", "AC-7", "AC-8", "AC-9"]);
    assert_eq!(named[3], ["AC-10", "AC-12"]);
}

#[test]
fn confirmed_links_and_viewed_marks_are_on_hunks_that_are_there() {
    let mut demo = open();
    let record = demo.engagement.record();
    let hunks: Vec<Vec<_>> = (0..2)
        .map(|at| {
            demo.traced(at)
                .files
                .into_iter()
                .map(|file| (file.path, file.hunks))
                .collect()
        })
        .collect();
    let mut linked = Vec::new();
    for ((criterion, target), given) in &record.links {
        assert!(given.iter().all(|given| given.value));
        let LinkTarget::Hunk { path, digest } = target else {
            panic!("{target:?} is no hunk")
        };
        let has = |files: &Vec<(_, Vec<_>)>| {
            files
                .iter()
                .any(|(at, hunks)| at == path && hunks.contains(digest))
        };
        linked.push((criterion.id.as_str(), hunks.iter().position(has)));
    }
    assert_eq!(linked, [("AC-1", Some(0)), ("AC-5", Some(1))]);
    let all: Vec<_> = hunks[0].iter().flat_map(|(_, hunks)| hunks).collect();
    assert!(record.viewed.keys().all(|content| all.contains(&content)));
    assert!(
        record.viewed.len() > 3 && record.viewed.len() < all.len(),
        "some, not all"
    );
}

#[test]
fn the_changes_are_of_every_kind() {
    let demo = open();
    let kind = |increment, path| demo.change(increment, path).map(|change| change.kind());
    assert_eq!(kind(2, "src/webhook.rs"), Some(ChangeKind::Renamed));
    assert_eq!(kind(3, "src/ping.rs"), Some(ChangeKind::Deleted));
    assert_eq!(kind(3, "scripts/migrate.sh"), Some(ChangeKind::ModeChanged));
    assert_eq!(kind(3, "src/admin.rs"), Some(ChangeKind::Added));
    assert_eq!(kind(2, "Cargo.lock"), Some(ChangeKind::Modified));
    let logo = engagement::diff_of(
        &demo.engagement.repository,
        &demo.change(3, "docs/logo.png").expect("a logo is added"),
        UNASKED,
    );
    assert!(logo.as_text().is_none(), "{logo:?}");
    assert!(demo.text_at_head("src/currency.rs").len() >= 500);
}

#[test]
fn a_function_moves_to_another_file_as_it_is() {
    let demo = open();
    let lines = |path, removed: bool| -> Vec<Vec<u8>> {
        let diff = engagement::diff_of(
            &demo.engagement.repository,
            &demo.change(1, path).unwrap(),
            UNASKED,
        );
        let diff = diff.as_text().unwrap();
        let (text, side): (_, fn(&Change) -> _) = if removed {
            (&diff.old, |change| change.old.clone())
        } else {
            (&diff.new, |change| change.new.clone())
        };
        diff.changes
            .iter()
            .flat_map(side)
            .map(|line| text.line(line).to_vec())
            .collect()
    };
    let (removed, added) = (
        lines("src/api.rs", true),
        lines("src/idempotency.rs", false),
    );
    let moved = removed
        .iter()
        .filter(|line| line.len() > 4 && added.contains(line))
        .count();
    // All but the line that became `pub`, and the bare brackets.
    assert_eq!(moved, 7);
}

#[test]
fn one_character_hides_in_the_third_increment() {
    let demo = open();
    let hidden: Vec<String> = (0..4)
        .map(|increment| demo.traced(increment).hidden.words())
        .collect();
    assert_eq!(hidden, ["", "", "1 invisible character", ""]);
}

#[test]
fn nobody_asked_for_the_admin_endpoint() {
    let demo = open();
    let traced = demo.traced(3);
    let admin = traced
        .commits
        .iter()
        .find(|commit| commit.subject().lossy() == "Add a door for support");
    let target = LinkTarget::Commit(admin.expect("the commit is there").id);
    assert!(traced.links.iter().all(
        |link| link.target != target && link.target != LinkTarget::File("src/admin.rs".into())
    ));
}

#[test]
fn git_finds_nothing_wrong_with_it() {
    let demo = open();
    let home = tempfile::tempdir().unwrap();
    let git = |arguments: &[&str]| {
        let run = Command::new("git")
            .args([
                "-c",
                "core.fsmonitor=false",
                "-c",
                "core.hooksPath=/dev/null",
            ])
            .args(arguments)
            .current_dir(demo.dir())
            .env("HOME", home.path())
            .env("XDG_CONFIG_HOME", home.path())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output();
        run.ok().map(|output| {
            assert!(
                output.status.success(),
                "{arguments:?}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
            String::from_utf8_lossy(&output.stdout).into_owned()
        })
    };
    // Not everybody who builds this has git.
    let Some(status) = git(&["status", "--porcelain"]) else {
        return;
    };
    assert_eq!(status, "");
    assert_eq!(
        git(&["branch", "--show-current"]).as_deref(),
        Some("delivery\n")
    );
    assert_eq!(
        git(&["fsck", "--strict", "--no-progress"]).as_deref(),
        Some("")
    );
    assert_eq!(
        git(&["log", "-1", "--format=%an %ad", "--date=iso"]).as_deref(),
        Some("Jonas Weber 2026-06-10 19:15:00 -0500\n")
    );
    assert_eq!(
        git(&["rev-list", "--count", "main"]).as_deref(),
        Some("2\n")
    );
}

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
