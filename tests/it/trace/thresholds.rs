//! What names a criterion and what does not, on both sides of every threshold.

use snaglist::model::increment::Commit;
use snaglist::model::kind::FileKind;
use snaglist::model::spec::Spec;
use snaglist::model::text::RepoPath;
use snaglist::trace::{
    CriterionIds, Delivery, Material, Meanings, Room, Touched, declared, is_copy,
};

use super::links::{commit, increment, object};
use super::{added, criterion, ids, named, spec};

const NONE: [&str; 0] = [];

#[test]
fn a_run_is_random_from_twenty_bytes_and_half_of_its_letters() {
    let ids = ids(&["AC-1"]);
    for (run, why) in [
        ("a1b2c3d4/AC-1/e5f6g7h8", "pieces of eight"),
        ("a1b2c3d4e/AC-1/f5g6h", "twenty bytes"),
        ("a1b2c3d4e/AC-1/refund", "just half"),
        ("gggg1hhh2kk/AC-1/xxxxx", "four changes in eleven"),
        ("abcd12ef/AC-1/abcd12ef", "two in eight hexadecimal digits"),
    ] {
        assert_eq!(named(&ids, run), NONE, "{why}: {run}");
    }
    for (run, why) in [
        ("a1b2c3d/AC-1/e5f6g7h", "pieces of seven"),
        ("a1b2c3d4e/AC-1/f5g6", "nineteen bytes"),
        ("a1b2c3d4e/AC-1/refunds", "less than half"),
        ("ggggg1hhhh2/AC-1/xxxxx", "three changes in eleven"),
        ("gggg1hhh2/AC-1/xxxxxx", "three changes in nine"),
        ("abcd1234/AC-1/abcd1234", "one in eight"),
        ("ghij12kl/AC-1/ghij12kl", "two in eight letters and digits"),
    ] {
        assert_eq!(named(&ids, run), ["AC-1"], "{why}: {run}");
    }
}

#[test]
fn a_heading_of_what_is_open_denies_its_list_and_others_do_not() {
    let ids = ids(&["AC-1"]);
    for heading in ["What is not yet in:", "Parts not done:", "Still missing:"] {
        let message = format!("Refund once\n\n{heading}\n- AC-1\n");
        assert_eq!(named(&ids, &message), NONE, "{heading}");
    }
    for heading in ["Done:", "What is in:", "Implemented by now:", "Yet more:"] {
        let message = format!("Refund once\n\n{heading}\n- AC-1\n");
        assert_eq!(named(&ids, &message), ["AC-1"], "{heading}");
    }
}

#[test]
fn an_id_that_is_like_ordinary_text_counts_in_trailers_only() {
    for (id, counts) in [
        ("A-B", true),
        ("A-b.c", true),
        ("T001", true),
        ("T01", false),
        ("AC1", true),
        ("login", false),
        ("1.2", false),
    ] {
        let ids = ids(&[id]);
        let wanted: &[&str] = if counts { &[id] } else { &[] };
        assert_eq!(named(&ids, &format!("see {id} there")), wanted, "{id}");
        assert_eq!(named(&ids, &format!("x\n\nCriterion: {id}\n")), [id]);
    }
}

#[test]
fn a_test_without_a_body_is_looked_for_two_lines_below_and_four_beside() {
    let ids = ids(&["AC-1"]);
    let first = "fn test_ac_1() {\n";
    for text in [
        format!("{first}    todo!()\n}}\n"),
        format!("{first}    let x = 1;\n    todo!()\n}}\n"),
        format!("#[ignore]\n#[a]\n#[b]\n#[c]\n{first}    x();\n}}\n"),
        format!("{first}// a\n// b\n// c\n// @skip\n    x();\n}}\n"),
        format!("{first}// a\n    x();\n    todo!()\n}}\n"),
        format!("fn ac_1() {{{}todo!()}}\n", " ".repeat(400 - 11 - 5)),
    ] {
        assert_eq!(added(&ids, &text), NONE, "{text}");
    }
    for text in [
        format!("{first}    x();\n    y();\n    todo!()\n}}\n"),
        format!("{first}\n    todo!()\n}}\n"),
        format!("{first}}}\ntodo!()\n"),
        format!("#[ignore]\n#[a]\n#[b]\n#[c]\n#[d]\n{first}    x();\n}}\n"),
        format!("#[ignore]\nfn other() {{}}\n{first}    x();\n}}\n"),
        format!("{first}{}// @skip\n    x();\n}}\n", "// a\n".repeat(6)),
        format!("fn ac_1() {{{}todo!()}}\n", " ".repeat(400 - 11 - 4)),
    ] {
        assert_eq!(added(&ids, &text), ["AC-1"], "{text}");
    }
}

#[test]
fn a_text_with_most_items_of_a_spec_is_a_copy_of_it() {
    let agreed = [spec("spec.md", &["AC-1", "AC-2", "AC-3", "AC-4"])];
    let copy = |ids: &[&str]| is_copy(&spec("other.md", ids), &agreed);
    assert!(copy(&["AC-1", "AC-2", "AC-3", "AC-4"]));
    assert!(copy(&["AC-1", "AC-2", "X-3", "X-4"]), "half of its items");
    assert!(!copy(&["AC-1", "AC-2", "X-3", "X-4", "X-5"]), "less");
    assert!(!copy(&["AC-1"]), "one of several");
    assert!(!copy(&["X-1", "X-2"]));
    let agreed = [spec("spec.md", &["AC-1"])];
    assert!(is_copy(&spec("other.md", &["AC-1"]), &agreed), "all of it");
    assert!(is_copy(&spec("other.md", &["AC-1", "X-2"]), &agreed));
    assert!(!is_copy(
        &spec("other.md", &["AC-1", "X-2", "X-3"]),
        &agreed
    ));

    // An id that the reader made up says nothing; words do.
    let made_up = |id: &str, text: &str| {
        let mut item = criterion(id);
        item.is_made_up = true;
        item.digest = snaglist::digest::of_bytes(text.as_bytes());
        item
    };
    let of = |path: &str, criteria| Spec {
        title: "Refunds".into(),
        ..Spec::of_criteria(path.into(), snaglist::digest::of_bytes(b""), criteria)
    };
    let agreed = [of(
        "spec.md",
        vec![made_up("one", "a"), made_up("two", "b")],
    )];
    let read = |texts: [&str; 2]| {
        of(
            "x.md",
            vec![made_up("one", texts[0]), made_up("two", texts[1])],
        )
    };
    assert!(is_copy(&read(["a", "b"]), &agreed));
    assert!(!is_copy(&read(["c", "d"]), &agreed));
}

#[test]
fn a_file_that_names_more_than_half_of_all_criteria_declares_nothing() {
    let declares = |all: &[&str], text: &str| {
        let (path, specs) = (RepoPath::from("status.xyz"), [spec("spec.md", all)]);
        let ids = CriterionIds::new(&specs);
        let kind = FileKind::Source;
        Material::of(&path, kind, &specs)
            .read(&path, kind, &ids, text.as_bytes(), &mut Room::default())
            .declares()
    };
    let four = ["AC-1", "AC-2", "AC-3", "AC-4"];
    assert!(!declares(&four, "AC-1\nAC-2 AC-3\n"));
    assert!(declares(&four, "AC-1\nAC-2\n"), "half");
    assert!(declares(&four, "AC-1\nAC-1\nAC-1\n"), "one, again");
    assert!(declares(&["AC-1"], "AC-1\n"), "one");
    assert!(!declares(&four[..2], "AC-1 AC-2\n"));
}

#[test]
fn a_revert_names_commits_in_several_ways_and_by_seven_digits_at_least() {
    let links = |message: &str| {
        let after = |byte: u8, message: &str| Commit {
            parents: vec![object(byte - 1)],
            ..commit(byte, message)
        };
        let commits = [after(2, message), after(1, "AC-1: refund once")];
        let (specs, increment) = ([spec("spec.md", &["AC-1"])], increment(&[]));
        let found = declared(
            &Meanings::new(&CriterionIds::new(&specs)),
            &specs,
            Delivery {
                commits: &commits,
                touched: &Touched::new(),
                ..Delivery::new(&increment)
            },
        );
        found.links.len()
    };
    let id = object(1).to_string();
    for message in [
        format!("Undo\n\nThis reverts commit {id}."),
        format!("Undo\n\nReverting commit {id}"),
        format!("Undo\n\nReverts {}.", &id[..7]),
        format!("Undo\n\nREVERTS COMMIT {}", id.to_uppercase()),
        "Revert \"AC-1: refund once\"".to_owned(),
        "Revert \"AC-1: refund once (#12)\" (#13)".to_owned(),
    ] {
        assert_eq!(links(&message), 0, "{message}");
    }
    for message in [
        format!("Undo\n\nReverts {}.", &id[..6]),
        format!("Undo\n\nReverting {id}"),
        format!("Undo\n\nThis follows commit {id}."),
        format!("Undo\n\nSee commit {id}, which reverts nothing."),
        "Revert \"AC-1: refund\"".to_owned(),
        "Revert AC-9: refund once".to_owned(),
    ] {
        assert_eq!(links(&message), 1, "{message}");
    }
}
