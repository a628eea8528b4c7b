//! What names criteria and is no evidence: prose, denials, reverts, commits that do nothing; and
//! that it is said.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use snaglist::model::increment::Commit;
use snaglist::model::kind::FileKind;
use snaglist::model::spec::Spec;
use snaglist::model::text::RepoPath;
use snaglist::trace::{
    Claimant, CriterionIds, Declarations, Delivery, Material, Meanings, Room, Touched, Why,
    declared, in_message,
};

use super::links::{commit, increment, object};
use super::{added, diff, ids, key, named, spec};

const IDS: [&str; 4] = ["AC-1", "AC-2", "AC-3", "AC-4"];

fn of(specs: &[Spec], delivery: Delivery) -> Declarations {
    declared(&Meanings::new(&CriterionIds::new(specs)), specs, delivery)
}

/// The ids that commits are linked to, and why others are not.
fn of_commits(commits: &[Commit], touched: &Touched) -> (BTreeSet<String>, BTreeMap<String, Why>) {
    let (specs, increment) = ([spec("spec.md", &IDS)], increment(&[]));
    let found = of(
        &specs,
        Delivery {
            commits,
            touched,
            ..Delivery::new(&increment)
        },
    );
    let why = found.left_out.iter().flat_map(|left| {
        left.criteria
            .iter()
            .map(|criterion| (criterion.id.to_string(), left.why))
    });
    (
        found
            .links
            .iter()
            .map(|link| link.criterion.id.to_string())
            .collect(),
        why.collect(),
    )
}

#[test]
fn words_of_denial_beside_an_id_take_it_out_and_others_do_not() {
    let ids = ids(&IDS);
    for message in [
        "AC-1 is not done yet",
        "AC-1: still missing",
        "AC-1 isn’t implemented",
        "This does not implement AC-1",
        "Refunds. This doesn't yet cover AC-1, that comes later.",
        "Ship it without AC-1",
        "WIP AC-1",
        "[WIP] Refunds (AC-1)",
        "TODO AC-1",
        "AC-1: TODO",
        "wip: AC-1",
        "Prepare for AC-1",
        "Groundwork for AC-1",
        "Everything except AC-1",
        "Refunds (not AC-1)",
        "Open: AC-1",
        "AC-1 remains open",
        "Refund once\n\nNot in this change:\n- AC-1\n",
        "Refund once\n\n- [ ] AC-1\n",
        "Refund once\n\nThe second half of the work is not here: this does not\nimplement AC-1.\n",
        "AC-1: refund once\n\nAC-1 is not finished.\n",
        "AC-1 noch nicht umgesetzt",
        "Ohne AC-1",
        "Sans AC-1",
        "Sin AC-1",
        "AC-1は未実装",
        "AC-1 未完成",
    ] {
        assert_eq!(named(&ids, message), [""; 0], "{message}");
    }
    for message in [
        "AC-1: never refund twice",
        "AC-1: does not crash on an empty body",
        "AC-1: missing keys are refused",
        "AC-1: pending refunds are listed",
        "Do not charge twice (AC-1)",
        "Refuse requests without a key, AC-1",
        "AC-1: open the ledger",
        "Implement AC-1, no change of the API",
        "Add missing AC-1 tests",
        "AC-1 is done; the rest is not",
        "Remove TODO AC-1",
        "AC-1: handle 未知 charges",
        "AC-1: plan refunds",
        "Nothing is lost\nAC-1",
    ] {
        assert_eq!(named(&ids, message), ["AC-1"], "{message}");
    }
    assert_eq!(
        named(&ids, "AC-1 and AC-2 are done, AC-3 not yet"),
        ["AC-1", "AC-2"]
    );
    assert_eq!(named(&ids, "AC-1, but not AC-2"), ["AC-1"]);
    assert_eq!(named(&ids, "AC-1, AC-2 and AC-3 are not done"), [""; 0]);
    assert_eq!(
        named(&ids, "WIP AC-1\n\nCriterion: AC-1\n"),
        ["AC-1"],
        "a trailer always counts"
    );
}

#[test]
fn lines_that_are_to_be_written_and_tests_that_do_not_run_claim_nothing() {
    let ids = ids(&IDS);
    for lines in [
        "// TODO AC-1",
        "# FIXME(AC-1): refund once",
        "// AC-1 is not done yet",
        "#[test]\n#[ignore]\nfn ac_1() {}",
        "// AC-1\n#[ignore = \"later\"]\nfn refund() {}",
        "@pytest.mark.skip\ndef test_ac_1():\n    pass",
        "it.skip('AC-1', () => {})",
        "it.todo('AC-1')",
        "@Disabled\n@Test\nvoid ac1() {",
        "fn ac_1() {\n    todo!()\n}",
        "def test_ac_1():\n    raise NotImplementedError",
    ] {
        assert_eq!(added(&ids, lines), [""; 0], "{lines}");
    }
    for lines in [
        "// AC-1",
        "fn ac_1() {\n    refund();\n}\nfn other() { todo!() }",
        "if not ac_1():",
        "#[test]\n#[ignore = \"takes ten seconds\"]\nfn ac_1() {}",
        "lines.skip(1); // AC-1",
        "it('AC-1 refuses to skip a step', () => {",
    ] {
        assert_eq!(added(&ids, lines), ["AC-1"], "{lines}");
    }
}

#[test]
fn what_looks_drawn_at_random_spells_no_id() {
    let ids = ids(&["AC-2", "AC6", "AC12"]);
    for text in [
        "\"integrity\": \"sha512-k3Jd8fPqL0zRxb1/AC-2+u8Tq0LmWz5Vn4XyAbCdEf9Gh2Jk7Mn==\"",
        "sha256:9f86d081884c7d659a2feaa0-AC12-c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "550e8400-e29b-ac12-a716-446655440000",
        "+Ac6/k3Jd8fPqL0zRxb1u8Tq0LmWz5Vn4XyAbCd",
    ] {
        assert_eq!(added(&ids, text), [""; 0], "{text}");
    }
    for text in [
        "feature/AC-2-add-refund-endpoint-for-partial-charges",
        "fn test_ac_2_rejects_unknown_charge_when_currency_differs() {",
        "src/components/refunds/AC-2/index.ts",
        "AC-2/AC-2/AC-2/AC-2/AC-2/AC-2",
        "testAc2RejectsUnknownChargeWhenTheCurrencyDiffers",
    ] {
        assert_eq!(added(&ids, text), ["AC-2"], "{text}");
    }
}

#[test]
fn the_longest_id_wins_however_long_it_is() {
    let long = format!("mod.auth/login:{}", "step-".repeat(12) + "end.9");
    let ids = ids(&["AC-1", "auth/login", "auth/login.ok", &long]);
    assert_eq!(named(&ids, &format!("see {long}.")), [long.as_str()]);
    assert_eq!(named(&ids, "x/auth/login.ok/y"), ["auth/login.ok"]);
    assert_eq!(named(&ids, "feature/auth/login"), ["auth/login"]);
    assert_eq!(named(&ids, "AC-1.2 and AC-1-2"), [""; 0]);
}

#[test]
fn a_commit_that_does_nothing_claims_nothing_and_it_is_said() {
    let on = |material: &[(&str, Material)]| -> Touched {
        let files = material
            .iter()
            .map(|(path, material)| (RepoPath::from(*path), *material));
        [(object(1), files.collect())].into()
    };
    let commits = [commit(1, "AC-1: done\n\nCriterion: AC-2\n")];
    let links = |touched: &Touched| {
        of_commits(&commits, touched)
            .0
            .into_iter()
            .collect::<Vec<_>>()
    };
    assert_eq!(links(&on(&[("a.rs", Material::Work)])), ["AC-1", "AC-2"]);
    assert_eq!(links(&on(&[("de.po", Material::Data)])), ["AC-1", "AC-2"]);
    assert_eq!(
        links(&on(&[("doc.md", Material::Document)])),
        ["AC-2"],
        "a document may be what is asked for"
    );
    for material in [Material::Spec, Material::Generated, Material::Vendored] {
        assert_eq!(links(&on(&[("x", material)])), [""; 0]);
    }
    assert_eq!(links(&on(&[])), [""; 0]);
    let (_, why) = of_commits(&commits, &on(&[]));
    assert_eq!(
        why,
        [
            ("AC-1".to_owned(), Why::NoWork),
            ("AC-2".to_owned(), Why::NoWork)
        ]
        .into()
    );
}

fn after(byte: u8, message: &str) -> Commit {
    Commit {
        parents: vec![object(byte - 1)],
        ..commit(byte, message)
    }
}

#[test]
fn a_revert_takes_back_what_was_declared_and_a_revert_of_it_restores() {
    let known = Touched::new();
    let links = |commits: &[Commit]| {
        of_commits(commits, &known)
            .0
            .into_iter()
            .collect::<Vec<_>>()
    };
    let first = after(1, "AC-1: refund once (#7)\n\nCriterion: AC-2\n");
    let by_id = after(2, &format!("Undo\n\nThis reverts commit {}.\n", object(1)));
    assert_eq!(links(&[by_id.clone(), first.clone()]), [""; 0]);
    let (_, why) = of_commits(&[by_id.clone(), first.clone()], &known);
    assert_eq!(why["AC-2"], Why::Reverted(object(2)));
    // As hosts write it, and after a rebase: the id is of another commit.
    for message in [
        "Revert \"AC-1: refund once (#7)\" (#8)\n\nReverts shop/api#7\n".to_owned(),
        format!(
            "Revert \"AC-1: refund once\"\n\nThis reverts commit {}.\n",
            object(99)
        ),
    ] {
        assert_eq!(
            links(&[after(2, &message), first.clone()]),
            [""; 0],
            "{message}"
        );
    }
    let again = after(
        3,
        &format!(
            "Reapply \"AC-1: refund once\"\n\nThis reverts commit {}.\n",
            object(2)
        ),
    );
    assert_eq!(
        links(&[again, by_id.clone(), first.clone()]),
        ["AC-1", "AC-2"]
    );
    let twice = after(
        3,
        &format!(
            "Revert \"Revert \"AC-1\"\"\n\nThis reverts commit {}.\n",
            object(2)
        ),
    );
    assert_eq!(links(&[twice, by_id, first.clone()]), ["AC-1", "AC-2"]);
    // Its own trailer counts.
    let with_own = after(2, "Revert \"AC-1: refund once (#7)\"\n\nCriterion: AC-3\n");
    assert_eq!(links(&[with_own, first]), ["AC-3"]);
}

#[test]
fn a_revert_in_a_later_increment_takes_back_what_an_earlier_one_declared() {
    use snaglist::trace::{IncrementTrace, Reverts};
    let (specs, increment) = ([spec("spec.md", &IDS)], increment(&[]));
    let commits = [after(1, "AC-1: refund once")];
    let found = of(
        &specs,
        Delivery {
            commits: &commits,
            ..Delivery::new(&increment)
        },
    );
    let mut trace = IncrementTrace {
        commits: commits.to_vec(),
        links: found.links,
        ..IncrementTrace::default()
    };
    let later = [
        after(6, "Else"),
        after(5, &format!("Undo\n\nThis reverts commit {}.", object(1))),
    ];
    assert!(trace.take_back(&[Reverts::of(&later)]));
    assert!(trace.links.is_empty());
    assert_eq!(trace.left_out[0].why, Why::Reverted(object(5)));
}

#[test]
fn an_id_of_several_specs_counts_only_where_something_tells_which() {
    let specs = [
        spec("docs/a.md", &["AC-1", "AC-7"]),
        spec("docs/b.md", &["AC-1"]),
        spec("pkg/c/SPEC.md", &["AC-1"]),
    ];
    let increment = increment(&[]);
    let touched: Touched = [(object(2), vec![("pkg/c/x.rs".into(), Material::Work)])].into();
    let links = |commit: Commit| {
        let commits = [commit];
        let found = of(
            &specs,
            Delivery {
                commits: &commits,
                touched: &touched,
                ..Delivery::new(&increment)
            },
        );
        let paths = found
            .links
            .iter()
            .filter(|link| link.criterion.id.as_str() == "AC-1");
        let paths: Vec<String> = paths
            .map(|link| link.criterion.spec.lossy().into_owned())
            .collect();
        (paths, found.ambiguous.len(), found.left_out)
    };
    let (paths, ambiguous, left_out) = links(commit(1, "AC-1: refund"));
    assert_eq!((paths.len(), ambiguous), (0, 3));
    assert_eq!(
        (left_out[0].why, &left_out[0].what),
        (Why::Ambiguous, &Claimant::Commit(object(1)))
    );
    for (message, path) in [
        ("x\n\nCriterion: docs/a.md#AC-1\n", "docs/a.md"),
        ("x\n\nCriterion: b#AC-1\n", "docs/b.md"),
        ("x\n\nCriterion: c#AC-1\n", "pkg/c/SPEC.md"),
        ("AC-1\n\nCriterion: docs/b#AC-1\n", "docs/b.md"),
        ("AC-1 and AC-7", "docs/a.md"),
    ] {
        assert_eq!(links(commit(1, message)).0, [path], "{message}");
    }
    assert_eq!(
        links(commit(2, "AC-1: in its own folder")).0,
        ["pkg/c/SPEC.md"]
    );
    let both = links(commit(1, "x\n\nCriterion: a#AC-1, b#AC-1\n")).0;
    assert_eq!(both, ["docs/a.md", "docs/b.md"]);
    assert_eq!(
        in_message(&CriterionIds::new(&specs), &"fixes #AC-1".into()).len(),
        3
    );
}

#[test]
fn files_that_are_words_about_the_work_declare_nothing() {
    let specs = [spec("spec.md", &IDS)];
    let made_of = |path: &str, kind: FileKind, text: &str| {
        let path = RepoPath::from(path);
        Material::of(&path, kind, &specs).read(
            &path,
            kind,
            &CriterionIds::new(&specs),
            text.as_bytes(),
            &mut Room::default(),
        )
    };
    let most = "AC-1\nAC-2\nAC-3\n";
    for path in [
        "plan.md",
        "trace.csv",
        "TODO",
        "notes/x.txt",
        "tests/cases.md",
        "plan.org",
        "status.xyz",
        "ci.yml",
    ] {
        assert!(!made_of(path, FileKind::Source, most).declares(), "{path}");
    }
    for (path, kind) in [
        ("CMakeLists.txt", FileKind::Configuration),
        ("src/a.rs", FileKind::Source),
        ("tests/all.http", FileKind::Tests),
        ("docs/examples/a.py", FileKind::Docs),
        ("src/main/res/layout.xml", FileKind::Data),
    ] {
        let text = if kind == FileKind::Configuration {
            "# AC-1\n"
        } else {
            most
        };
        assert!(
            made_of(path, kind, text).declares() || kind == FileKind::Data,
            "{path}"
        );
    }
    assert!(made_of("res/layout.xml", FileKind::Data, "<!-- AC-1 -->").declares());
    assert!(!made_of("keys.json", FileKind::Data, "AC-1").declares());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// However many files of prose name whatever ids: links are those of the work alone, and each
    /// is told of.
    #[test]
    fn prose_changes_no_link(prose in prop::collection::vec(prop::collection::vec(0..4_usize, 1..6), 0..6)) {
        let (specs, increment) = ([spec("spec.md", &IDS)], increment(&[]));
        let work = diff("src/a.rs", "", "fn a() {} // AC-1\n");
        let texts: Vec<_> = prose.iter().enumerate().map(|(number, named)| {
            let lines: String = named.iter().map(|at| format!("- [x] {}: done\n", IDS[*at])).collect();
            (RepoPath::from(format!("docs/{number}.md").as_str()), diff("docs/x.md", "", &lines))
        }).collect();
        let mut diffs = vec![(RepoPath::from("src/a.rs"), &work, Material::Work)];
        diffs.extend(texts.iter().map(|(path, diff)| (path.clone(), diff, Material::Document)));
        let found = of(&specs, Delivery { diffs: &diffs, ..Delivery::new(&increment) });
        prop_assert_eq!(found.links.len(), 1);
        prop_assert_eq!(&found.links[0].criterion, &key("AC-1"));
        prop_assert_eq!(found.links[0].target.path(), Some(&diffs[0].0));
        for (path, _) in &texts {
            let is_told = |what: &Claimant| *what == Claimant::File(path.clone());
            prop_assert!(found.left_out.iter().any(|left| is_told(&left.what)));
        }
    }
}
