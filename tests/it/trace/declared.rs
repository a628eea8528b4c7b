//! Declared links from every source, each with its place; and none that nobody declared.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use snaglist::model::increment::{Commit, CommitRange, Increment, IncrementSource};
use snaglist::model::link::{DeclaredBy, LinkKind, LinkTarget};
use snaglist::model::spec::{
    Criterion, CriterionKey, CriterionKind, DeclaredIncrement, LineRange, Spec, TickClaim,
};
use snaglist::model::text::RepoPath;
use snaglist::trace::{
    self, CriterionIds, Delivery, Material, Meanings, Tick, declared, in_diff, in_message, is_spec,
    ticked,
};

use super::links::{commit, increment, object};
use super::{criterion, diff, expected, ids, joined, key, spec, text};

type Links = BTreeMap<(String, LinkTarget), DeclaredBy>;

fn links(specs: &[Spec], delivery: Delivery) -> Links {
    let found = declared(&Meanings::new(&CriterionIds::new(specs)), specs, delivery)
        .links
        .into_iter()
        .map(|link| {
            let LinkKind::Declared(by) = link.kind else {
                panic!("nobody confirmed anything")
            };
            ((link.criterion.id.to_string(), link.target), by)
        });
    found.collect()
}

fn of_commits<'a>(
    increment: &'a Increment,
    commits: &'a [Commit],
    ticks: &'a [Tick],
) -> Delivery<'a> {
    Delivery {
        commits,
        ticks,
        ..Delivery::new(increment)
    }
}

fn child(byte: u8, parents: &[u8], message: &str) -> Commit {
    Commit {
        parents: parents.iter().map(|parent| object(*parent)).collect(),
        ..commit(byte, message)
    }
}

fn on(id: &str, byte: u8) -> (String, LinkTarget) {
    (id.to_owned(), LinkTarget::Commit(object(byte)))
}

#[test]
fn a_message_declares_with_its_line_and_a_trailer_before_the_rest() {
    let specs = [spec("spec.md", &["AC-1", "AC-2", "1.4"])];
    let message = "AC-1: refund once\n\nAlso AC-2.\n\nFixes: AC-2\nValidates: Requirements 1.4\n";
    let commits = [commit(1, message)];
    let found = links(&specs, of_commits(&increment(&[]), &commits, &[]));
    let commit = object(1);
    assert_eq!(
        found,
        [
            (on("1.4", 1), DeclaredBy::Trailer { commit, line: 6 }),
            (on("AC-1", 1), DeclaredBy::Message { commit, line: 1 }),
            (on("AC-2", 1), DeclaredBy::Trailer { commit, line: 5 }),
        ]
        .into()
    );
}

#[test]
fn the_name_of_the_branch_declares_for_all_of_it() {
    let specs = [spec("spec.md", &["AC-1", "AC-2"])];
    let commits = [commit(2, "More"), commit(1, "Start")];
    let branch = Increment {
        id: "feature/ac-2-refunds".parse().unwrap(),
        source: IncrementSource::Branch,
        ..increment(&[])
    };
    let found = links(&specs, of_commits(&branch, &commits, &[]));
    let by = DeclaredBy::Branch("feature/ac-2-refunds".into());
    assert_eq!(
        found,
        [(on("AC-2", 1), by.clone()), (on("AC-2", 2), by)].into()
    );
    // A tag is no branch.
    let tag = Increment {
        source: IncrementSource::Tag,
        ..branch
    };
    assert!(links(&specs, of_commits(&tag, &commits, &[])).is_empty());
}

#[test]
fn a_merge_declares_for_what_it_brought_and_for_nothing_else() {
    let specs = [spec("spec.md", &["AC-1"])];
    // 1 ── 2 ── 4 (merge of 3) ── 5; 3 was made on 1.
    let commits = [
        child(5, &[4], "After"),
        child(4, &[2, 3], "Merge branch 'feature/AC-1-refunds'"),
        child(3, &[1], "On the branch"),
        child(2, &[1], "Beside it"),
        child(1, &[0], "Before"),
    ];
    let found = links(&specs, of_commits(&increment(&[]), &commits, &[]));
    let branch = DeclaredBy::Branch("Merge branch 'feature/AC-1-refunds'".into());
    assert_eq!(
        found,
        [
            (on("AC-1", 3), branch),
            (
                on("AC-1", 4),
                DeclaredBy::Message {
                    commit: object(4),
                    line: 1
                }
            )
        ]
        .into()
    );
}

#[test]
fn a_table_and_paths_of_the_spec_declare_with_their_lines() {
    let mut own = spec("spec.toml", &["AC-1", "AC-2"]);
    own.increments.push(DeclaredIncrement {
        title: "Refunds".into(),
        base: None,
        head: "v1".into(),
        criteria: vec!["AC-1".parse().unwrap()],
        line: 12,
    });
    own.criteria[1].paths = vec!["src/".into()];
    own.criteria[1].lines = LineRange { first: 7, last: 9 };
    let specs = [own];
    let files: [RepoPath; 2] = ["src/a.rs".into(), "tests/a.rs".into()];
    let (increment, commits) = (increment(&["AC-1"]), [commit(1, "x")]);
    let delivery = Delivery {
        commits: &commits,
        files: &files,
        ..Delivery::new(&increment)
    };
    let path: RepoPath = "spec.toml".into();
    assert_eq!(
        links(&specs, delivery),
        [
            (
                on("AC-1", 1),
                DeclaredBy::Increment {
                    path: path.clone(),
                    line: 12
                }
            ),
            (
                ("AC-2".into(), LinkTarget::File("src/a.rs".into())),
                DeclaredBy::Paths { path, line: 7 }
            ),
        ]
        .into()
    );
}

#[test]
fn files_are_matched_with_paths_within_a_budget_and_it_is_told_when_that_is_spent() {
    let mut own = spec("spec.toml", &["AC-1", "AC-2", "AC-3"]);
    for criterion in &mut own.criteria {
        criterion.paths = (0..64)
            .map(|n| format!("**/*a*a*a*b{n}").as_str().into())
            .collect();
        criterion.paths.push("src".into());
    }
    let specs = [own];
    let files: Vec<RepoPath> = (0..50)
        .map(|n| format!("src/{}{n}.rs", "a".repeat(99)).as_str().into())
        .collect();
    let increment = increment(&[]);
    let found = |steps: u64| {
        let room = trace::Room {
            steps,
            ..trace::Room::default()
        };
        declared(
            &Meanings::new(&CriterionIds::new(&specs)),
            &specs,
            Delivery {
                files: &files,
                room,
                ..Delivery::new(&increment)
            },
        )
    };
    let whole = found(trace::Room::default().steps);
    assert_eq!((whole.links.len(), whole.is_cut), (150, false));
    let cost = trace::Room::default().steps - whole.left.steps;
    assert_eq!((found(cost).links.len(), found(cost).is_cut), (150, false));
    assert!(found(cost - 1).is_cut);
    assert!(
        cost < 1_500_000,
        "criteria with the same patterns cost as one: {cost}"
    );
}

fn boxed(id: &str, text: &str, claim: TickClaim, line: u32) -> Criterion {
    let lines = LineRange {
        first: line,
        last: line,
    };
    let digest = snaglist::digest::of_bytes(text.as_bytes());
    Criterion {
        text: text.into(),
        claim,
        lines,
        digest,
        ..criterion(id)
    }
}

fn task(id: &str, text: &str, claim: TickClaim, names: &[&str]) -> Criterion {
    let names = names.iter().map(|name| (*name).into()).collect();
    Criterion {
        kind: CriterionKind::Task,
        names,
        ..boxed(id, text, claim, 20)
    }
}

fn with(path: &str, criteria: Vec<Criterion>) -> Spec {
    Spec {
        criteria,
        ..spec(path, &[])
    }
}

#[test]
fn a_box_that_a_commit_ticks_declares_even_where_ids_moved_since() {
    let before = with(
        "spec.md",
        vec![
            boxed("AC-1", "Once", TickClaim::Unticked, 3),
            boxed("AC-2", "Twice", TickClaim::Unticked, 4),
            boxed("AC-3", "Thrice", TickClaim::Ticked, 5),
        ],
    );
    let after = with(
        "spec.md",
        vec![
            boxed("AC-1", "Once", TickClaim::Ticked, 3),
            boxed("AC-2", "Twice", TickClaim::Unticked, 4),
            boxed("AC-3", "Thrice", TickClaim::Ticked, 5),
            boxed("AC-4", "New and ticked at once", TickClaim::Ticked, 6),
        ],
    );
    let ticks = ticked(object(1), &before, &after);
    assert_eq!(
        ticks
            .iter()
            .map(|tick| tick.id.as_str())
            .collect::<Vec<_>>(),
        ["AC-1"]
    );
    let commits = [commit(1, "Done")];
    let by = DeclaredBy::Tick {
        commit: object(1),
        path: "spec.md".into(),
        line: 3,
    };
    // The same text has another id now.
    let now = [with(
        "spec.md",
        vec![
            boxed("AC-1", "Zero", TickClaim::Unticked, 3),
            boxed("AC-2", "Once", TickClaim::Ticked, 4),
        ],
    )];
    let found = links(&now, of_commits(&increment(&[]), &commits, &ticks));
    assert_eq!(found, [(on("AC-2", 1), by)].into());
    // Nothing is declared when it was unticked, or when the criterion is gone.
    assert!(ticked(object(1), &after, &before).is_empty());
    assert!(
        links(
            &[with("spec.md", vec![])],
            of_commits(&increment(&[]), &commits, &ticks)
        )
        .is_empty()
    );
}

#[test]
fn of_items_with_the_same_text_as_many_are_ticked_as_were() {
    let items = |claims: [TickClaim; 3]| {
        let item = |(number, claim)| boxed(&format!("AC-{number}"), "Same", claim, number);
        with("spec.md", (1..).zip(claims).map(item).collect())
    };
    let before = items([TickClaim::Ticked, TickClaim::Unticked, TickClaim::Unticked]);
    let after = items([TickClaim::Ticked, TickClaim::Ticked, TickClaim::Unticked]);
    assert_eq!(ticked(object(1), &before, &after).len(), 1);
}

#[test]
fn a_task_that_a_commit_ticks_declares_the_criteria_it_names() {
    let criteria = || {
        vec![
            boxed("AC1", "a", TickClaim::None, 1),
            boxed("AC2", "b", TickClaim::None, 2),
        ]
    };
    let tasks = |claim| vec![task("T1", "Do it (AC: 1)", claim, &["AC1", "US3", "FR-9"])];
    let before = with("specs/7/tasks.md", tasks(TickClaim::Unticked));
    let after = with("specs/7/tasks.md", tasks(TickClaim::Ticked));
    let ticks = ticked(object(1), &before, &after);
    let stories = with(
        "specs/7/spec.md",
        [criteria(), vec![criterion("US3.1"), criterion("US3.2")]].concat(),
    );
    // Another feature numbers its criteria alike.
    let specs = [stories, after, with("specs/8/spec.md", criteria())];
    let by = DeclaredBy::Task {
        commit: object(1),
        path: "specs/7/tasks.md".into(),
        line: 20,
    };
    let found = links(
        &specs,
        of_commits(&increment(&[]), &[commit(1, "x")], &ticks),
    );
    let named = ["AC1", "US3.1", "US3.2"].map(|id| (on(id, 1), by.clone()));
    assert_eq!(found, named.into());
}

#[test]
fn plans_and_task_lists_name_everything_and_declare_nothing() {
    let specs = [spec("specs/7/spec.md", &["FR-1"])];
    for path in [
        "specs/7/spec.md",
        "specs/7/plan.md",
        ".kiro/specs/x/design.md",
        "openspec/changes/a/tasks.md",
    ] {
        assert!(is_spec(&path.into(), &specs), "{path}");
    }
    for path in [
        "specs/helper.rb",
        "spec/refund_spec.rb",
        "docs/specs.md",
        "README.md",
        "specs",
    ] {
        assert!(!is_spec(&path.into(), &specs), "{path}");
    }
}

#[test]
fn an_id_that_the_reader_made_up_counts_in_trailers_only() {
    let mut own = spec("spec.md", &["MC4", "AC-1"]);
    own.criteria[0].is_made_up = true;
    let ids = CriterionIds::new([&own]);
    let named = |message: &str| in_message(&ids, &message.into()).len();
    assert_eq!(named("Read MC4 files from the MC-4 controller (AC-1)"), 1);
    assert_eq!(named("Read files\n\nCriterion: MC4\n"), 1);
    let added = |line: &str| in_diff(&ids, &diff("a.rs", "", line)).len();
    assert_eq!(added("let mc4 = MC4::new(); // mc_4"), 0);
    assert_eq!(added("// Criterion: MC4"), 1);
}

#[test]
fn readers_say_which_ids_they_made_up() {
    let made_up = |path: &str, text: &str| -> Vec<(String, bool)> {
        let spec = snaglist::spec::read(&path.into(), text.as_bytes(), None).unwrap();
        spec.criteria
            .iter()
            .map(|item| (item.id.to_string(), item.is_made_up))
            .collect()
    };
    let text = "# X\n\n## Acceptance criteria\n\n- [ ] AC-7: written\n- [ ] not written\n";
    assert_eq!(
        made_up("SPEC.md", text),
        [("AC-7".into(), false), ("AC1".into(), false)]
    );
    let text = "# X\n\n## Acceptance criteria\n\n### Message codes\n\n1. The first code MUST be sent\n\
        2. The second code MUST be sent\n";
    let found = made_up("SPEC.md", text);
    assert!(
        found
            .iter()
            .all(|(id, made_up)| id.starts_with("MC") && *made_up),
        "{found:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever stands in messages, fences, added, removed and kept lines: every id is declared
    /// where it stands, and nothing else is.
    #[test]
    fn all_that_is_named_is_declared_and_nothing_is_invented(
        message in text(), fenced in text(), kept in text(), removed in text(), added in text(),
    ) {
        let specs = [spec("spec.md", &["AC-3", "FR-002", "T001", "AC-1.2"])];
        let commits = [commit(1, &format!("{}~~~\n{}~~~\n", joined(&message), joined(&fenced)))];
        let border = "----------------\n".repeat(3);
        let old = format!("{}{border}old\n{}", joined(&kept), joined(&removed));
        let new = format!("{}{border}new\n{}", joined(&kept), joined(&added));
        let path = RepoPath::from("src/a.rs");
        let (changed, of_spec) = (diff("src/a.rs", &old, &new), diff("spec.md", "", "AC-3 FR-002 T001 AC-1.2"));
        let diffs = [(path.clone(), &changed, Material::Work), ("spec.md".into(), &of_spec, Material::Spec)];
        let increment = Increment { range: CommitRange { base: None, head: object(1) }, ..increment(&[]) };
        let files = [path.clone(), "spec.md".into()];
        let delivery = Delivery { commits: &commits, files: &files, diffs: &diffs, ..Delivery::new(&increment) };
        let found = declared(&Meanings::new(&CriterionIds::new(&specs)), &specs, delivery).links;
        let of = |wanted: fn(&LinkTarget) -> bool| -> BTreeSet<CriterionKey> {
            found.iter().filter(|link| wanted(&link.target)).map(|link| link.criterion.clone()).collect()
        };
        prop_assert_eq!(of(|target| matches!(target, LinkTarget::Commit(_))), expected(&message));
        // What the diff takes for added: a line that was removed and added again may count as kept.
        let in_lines: BTreeSet<_> =
            in_diff(&ids(&["AC-3", "FR-002", "T001", "AC-1.2"]), &changed).into_iter().map(|(_, key)| key).collect();
        prop_assert_eq!(of(|target| matches!(target, LinkTarget::Hunk { .. })), in_lines);
        prop_assert!(found.iter().all(|link| link.target.path().is_none_or(|linked| *linked == path)));
        // Each says the line that it stands in.
        for link in &found {
            let LinkKind::Declared(by) = &link.kind else { panic!("nobody confirmed anything") };
            let (line, text) = match by {
                DeclaredBy::Message { line, .. } => (*line, commits[0].message.lossy().into_owned()),
                DeclaredBy::AddedLine { line, .. } => (*line, new.clone()),
                other => panic!("{other:?}"),
            };
            let line = text.lines().nth(line as usize - 1).unwrap_or_default();
            prop_assert!(line.contains(link.criterion.id.as_str()), "{} in {line}", link.criterion.id);
        }
        prop_assert!(!of(|_| true).contains(&key("none")));
    }
}
