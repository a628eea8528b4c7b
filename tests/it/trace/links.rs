//! Links: what is declared, what reviewers say of it, and what bears on what.

use snaglist::digest;
use snaglist::model::change::TextDiff;
use snaglist::model::id::{EventId, ObjectId, WriterId};
use snaglist::model::increment::{Commit, CommitRange, Increment, IncrementSource};
use snaglist::model::link::{DeclaredBy, LinkKind, LinkTarget, TraceLink};
use snaglist::model::person::{Person, Role};
use snaglist::model::record::{Given, Record};
use snaglist::model::spec::Spec;
use snaglist::model::text::RepoPath;
use snaglist::model::time::Timestamp;
use snaglist::trace::{Bearing, CriterionIds, Delivery, Material, Meanings, links};

use super::{diff, key, spec};

pub(super) fn object(byte: u8) -> ObjectId {
    ObjectId::from_bytes(&[byte; 20]).unwrap()
}

pub(super) fn commit(byte: u8, message: &str) -> Commit {
    Commit {
        id: object(byte),
        parents: Vec::new(),
        author: "Ana".into(),
        at: Timestamp::default(),
        message: message.into(),
    }
}

pub(super) fn increment(criteria: &[&str]) -> Increment {
    Increment {
        criteria: criteria.iter().map(|id| id.parse().unwrap()).collect(),
        ..Increment::new(
            "v1".parse().unwrap(),
            "Refunds".into(),
            CommitRange {
                base: None,
                head: object(2),
            },
            IncrementSource::Tag,
        )
    }
}

pub(super) fn writer(name: &str) -> WriterId {
    name.parse().unwrap()
}

const REVIEWER: &str = "aaaaaaaaaa";
const CONTRACTOR: &str = "cccccccccc";

/// Two commits, three files; AC-1 in a message, AC-2 in an added line, AC-3 by the spec's paths.
struct Scene {
    specs: Vec<Spec>,
    increment: Increment,
    commits: Vec<Commit>,
    files: Vec<RepoPath>,
    refund: TextDiff,
    tests: TextDiff,
    record: Record,
}

impl Scene {
    fn new() -> Self {
        let mut spec = spec("spec.md", &["AC-1", "AC-2", "AC-3", "AC-4"]);
        spec.criteria[2].paths = vec!["src/*.rs".into()];
        let gap = "    step();\n".repeat(20);
        let mut record = Record::default();
        let person = Person {
            name: "C".into(),
            email: "".into(),
            role: Role::Contractor,
            ..Person::default()
        };
        record.people.insert(writer(CONTRACTOR), person);
        Self {
            specs: vec![spec],
            increment: increment(&[]),
            commits: vec![commit(1, "AC-1: refund once"), commit(2, "Tidy up")],
            files: vec![
                "src/refund.rs".into(),
                "tests/refund.rs".into(),
                "spec.md".into(),
            ],
            refund: diff(
                "src/refund.rs",
                &format!("a\n{gap}b\n"),
                &format!("A\n{gap}B\n"),
            ),
            tests: diff(
                "tests/refund.rs",
                &format!("a\n{gap}b\n"),
                &format!("fn ac_2() {{}}\n{gap}B\n"),
            ),
            record,
        }
    }

    fn links(&self) -> Vec<TraceLink> {
        let spec = diff("spec.md", "", "AC-1\nAC-2\nAC-3\nAC-4\n");
        let diffs = [
            (self.files[0].clone(), &self.refund, Material::Work),
            (self.files[1].clone(), &self.tests, Material::Work),
            (self.files[2].clone(), &spec, Material::Spec),
        ];
        let delivery = Delivery {
            commits: &self.commits,
            files: &self.files,
            diffs: &diffs,
            ..Delivery::new(&self.increment)
        };
        links(
            &Meanings::new(&CriterionIds::new(&self.specs)),
            &self.specs,
            delivery,
            &self.record,
        )
    }

    fn bearing(&self) -> Bearing {
        let touched = [
            (object(1), vec![self.files[0].clone()]),
            (
                object(2),
                vec![self.files[0].clone(), self.files[1].clone()],
            ),
        ];
        Bearing::new(self.links(), &touched, &self.record)
    }

    fn of_hunk(&self, diff: &TextDiff, path: usize, hunk: usize) -> Vec<String> {
        let bearing = self.bearing();
        let links = bearing.of_hunk(&self.files[path], diff.hunks[hunk].digest);
        links
            .iter()
            .map(|link| link.criterion.id.to_string())
            .collect()
    }

    fn say(&mut self, by: &str, criterion: &str, target: LinkTarget, holds: bool) {
        let said = Given {
            id: EventId(digest::of_bytes(by.as_bytes())),
            by: writer(by),
            at: Timestamp::default(),
            subject: None,
            spec: None,
            value: holds,
        };
        self.record
            .links
            .entry((key(criterion), target))
            .or_default()
            .push(said);
    }

    fn hunk(&self, hunk: usize) -> LinkTarget {
        LinkTarget::Hunk {
            path: self.files[0].clone(),
            digest: self.refund.hunks[hunk].digest,
        }
    }
}

#[test]
fn declarations_of_message_line_and_spec_become_links() {
    let scene = Scene::new();
    let all: Vec<_> = scene
        .links()
        .into_iter()
        .map(|link| (link.criterion.id.to_string(), link.target, link.kind))
        .collect();
    let tests = LinkTarget::Hunk {
        path: scene.files[1].clone(),
        digest: scene.tests.hunks[0].digest,
    };
    let added = DeclaredBy::AddedLine {
        path: scene.files[1].clone(),
        line: 1,
    };
    let by_paths = DeclaredBy::Paths {
        path: "spec.md".into(),
        line: 1,
    };
    assert_eq!(
        all,
        [
            (
                "AC-1".into(),
                LinkTarget::Commit(object(1)),
                LinkKind::Declared(DeclaredBy::Message {
                    commit: object(1),
                    line: 1
                })
            ),
            ("AC-2".into(), tests, LinkKind::Declared(added)),
            (
                "AC-3".into(),
                LinkTarget::File(scene.files[0].clone()),
                LinkKind::Declared(by_paths)
            ),
        ]
    );
}

#[test]
fn an_increment_that_the_spec_gives_criteria_links_its_commits() {
    let mut scene = Scene::new();
    scene.increment = increment(&["AC-4", "AC-99"]);
    let of_increment: Vec<_> = scene
        .links()
        .into_iter()
        .filter(|link| link.criterion == key("AC-4"))
        .map(|link| link.target)
        .collect();
    assert_eq!(
        of_increment,
        [LinkTarget::Commit(object(1)), LinkTarget::Commit(object(2))]
    );
}

#[test]
fn hunks_and_criteria_point_at_each_other() {
    let scene = Scene::new();
    assert_eq!(scene.of_hunk(&scene.refund, 0, 1), ["AC-1", "AC-3"]);
    assert_eq!(scene.of_hunk(&scene.tests, 1, 0), ["AC-2"]);
    assert_eq!(scene.of_hunk(&scene.tests, 1, 1), [""; 0]);
    let bearing = scene.bearing();
    assert_eq!(
        bearing.hunks_of(&key("AC-1"), &scene.files[0], &scene.refund),
        [0, 1]
    );
    assert_eq!(
        bearing.hunks_of(&key("AC-2"), &scene.files[1], &scene.tests),
        [0]
    );
    assert_eq!(
        bearing.hunks_of(&key("AC-4"), &scene.files[1], &scene.tests),
        [0; 0]
    );
    assert!(bearing.bears(&key("AC-1")) && !bearing.bears(&key("AC-4")));
}

#[test]
fn what_an_increment_bears_on_shows_before_any_file_is_read() {
    let scene = Scene::new();
    let delivery = Delivery {
        commits: &scene.commits,
        ..Delivery::new(&scene.increment)
    };
    let links = links(
        &Meanings::new(&CriterionIds::new(&scene.specs)),
        &scene.specs,
        delivery,
        &scene.record,
    );
    let bearing = Bearing::new(links, &[], &scene.record);
    assert_eq!(
        bearing.criteria().iter().collect::<Vec<_>>(),
        [&key("AC-1")]
    );
}

#[test]
fn a_confirmed_link_takes_the_place_of_a_declared_one() {
    let mut scene = Scene::new();
    scene.say(REVIEWER, "AC-1", LinkTarget::Commit(object(1)), true);
    scene.say(REVIEWER, "AC-4", scene.hunk(1), true);
    scene.say(REVIEWER, "AC-4", LinkTarget::Commit(object(77)), true);
    let links = scene.links();
    assert_eq!(links.len(), 4);
    assert_eq!(links[0].kind, LinkKind::Confirmed(writer(REVIEWER)));
    assert_eq!(scene.of_hunk(&scene.refund, 0, 1), ["AC-1", "AC-3", "AC-4"]);
    assert_eq!(scene.of_hunk(&scene.refund, 0, 0), ["AC-1", "AC-3"]);
}

#[test]
fn a_rejected_link_is_removed_and_a_rejection_of_a_part_leaves_the_rest() {
    let mut scene = Scene::new();
    scene.say(REVIEWER, "AC-1", LinkTarget::Commit(object(1)), false);
    assert!(!scene.bearing().bears(&key("AC-1")));

    let mut scene = Scene::new();
    scene.say(REVIEWER, "AC-1", scene.hunk(0), false);
    scene.say(REVIEWER, "AC-3", scene.hunk(1), false);
    assert_eq!(scene.of_hunk(&scene.refund, 0, 0), ["AC-3"]);
    assert_eq!(scene.of_hunk(&scene.refund, 0, 1), ["AC-1"]);
    assert_eq!(
        scene
            .bearing()
            .hunks_of(&key("AC-1"), &scene.files[0], &scene.refund),
        [1]
    );
}

#[test]
fn only_reviewers_confirm_and_reject() {
    let mut scene = Scene::new();
    scene.say(CONTRACTOR, "AC-1", LinkTarget::Commit(object(1)), false);
    scene.say(CONTRACTOR, "AC-4", scene.hunk(1), true);
    assert_eq!(scene.links().len(), 3);
    // Two reviewers who differ: the link stands, so that nobody overlooks it.
    scene.say(REVIEWER, "AC-1", LinkTarget::Commit(object(1)), true);
    scene.say("bbbbbbbbbb", "AC-1", LinkTarget::Commit(object(1)), false);
    assert_eq!(scene.links()[0].kind, LinkKind::Confirmed(writer(REVIEWER)));
}

#[test]
fn the_globs_of_a_spec_mean_what_people_expect() {
    let matching = |pattern: &str, path: &str| {
        let mut scene = Scene::new();
        scene.specs[0].criteria[2].paths = vec![pattern.into()];
        scene.files[0] = path.into();
        scene
            .links()
            .iter()
            .any(|link| link.criterion == key("AC-3"))
    };
    for (pattern, path) in [
        ("src/refund.rs", "src/refund.rs"),
        ("src/*.rs", "src/refund.rs"),
        ("src/**", "src/api/v1/refund.rs"),
        ("src/**/refund.rs", "src/refund.rs"),
        ("**/v?/*.rs", "src/api/v1/refund.rs"),
        ("*.rs", "src/api/refund.rs"),
        ("src/api/", "src/api/v1/refund.rs"),
        ("src/api", "src/api/refund.rs"),
        ("/src", "src/a"),
        ("./src", "src/a"),
        ("*a*b*c", "xaybzbc"),
    ] {
        assert!(matching(pattern, path), "{pattern} {path}");
    }
    for (pattern, path) in [
        ("src/*.rs", "src/api/refund.rs"),
        ("src/refund.rs", "old/src/refund.rs"),
        ("src/api/", "src/api"),
        ("", "src"),
        ("/refund.rs", "src/refund.rs"),
        ("src/*/x", "src/x"),
        ("SRC/**", "src/a"),
        ("*a*b*c", "xaybzbcd"),
    ] {
        assert!(!matching(pattern, path), "{pattern} {path}");
    }
    assert!(!matching(&"*a".repeat(2_000), &"a".repeat(1_900)));
    assert!(matching(
        &"**/".repeat(2_000),
        &format!("{}x", "a/".repeat(500))
    ));
}
