//! What is no text, is gone, or cannot be read.

use std::fs;

use snaglist::model::change::FileDiff;
use snaglist::rounds::{Basis, RoundKind, WholeReason};

use super::{Scene, path, text, told, words};

#[test]
fn a_changed_mode_is_a_change_without_lines() {
    let (mut scene, base) = Scene::new(&[("run.sh", "go\n")]);
    scene.deliver("one");
    let head = scene.commit("Run", &[("run.sh", "go on\n")]);
    scene.repo.executable("run.sh", true);
    let again = scene.repo.commit("Run").unwrap();
    let change = scene.compare((base, head), (base, again));
    assert_eq!(change.kind, RoundKind::Changed);
    assert_eq!(told(&change), ["run.sh +0 -0"]);
    assert!(words(&change).ends_with("changed: run.sh (no lines)."));
}

#[test]
fn the_base_may_change_a_mode_while_the_round_changes_lines() {
    let (mut scene, base) = Scene::new(&[("run.sh", "go\n")]);
    scene.deliver("one");
    let head = scene.commit("Run", &[("run.sh", "go on\n")]);
    scene.repo.checkout("main").unwrap();
    scene.repo.executable("run.sh", true);
    let onto = scene.repo.commit("Make it run").unwrap();
    scene.deliver("two");
    scene.repo.write("run.sh", "go on\n").unwrap();
    scene.repo.executable("run.sh", true);
    let again = scene.repo.commit("Run").unwrap();
    let change = scene.compare((base, head), (onto, again));
    assert_eq!(change.kind, RoundKind::RebasedOnly { onto: Some(onto) });
}

#[test]
fn a_binary_is_compared_as_a_whole() {
    let (mut scene, base) = Scene::new(&[("a.bin", "\0one"), ("b.bin", "\0one")]);
    scene.deliver("one");
    let head = scene.commit("Draw", &[("a.bin", "\0two"), ("b.bin", "\0two")]);
    scene.repo.checkout("main").unwrap();
    let onto = scene.commit("Theirs", &[("b.bin", "\0theirs")]);
    scene.deliver("two");
    let again = scene.commit("Draw", &[("a.bin", "\0three"), ("b.bin", "\0two")]);
    let files = scene.files((base, head), (onto, again));
    let told: Vec<_> = files
        .iter()
        .map(|(file, compared)| (file.path().unwrap(), &compared.basis))
        .collect();
    let [(a, of_a), (b, of_b)] = &told[..] else {
        panic!("{told:?}");
    };
    assert_eq!((*a, *of_a), (&path("a.bin"), &Basis::Expected));
    // Nobody can merge two pictures.
    assert_eq!(
        (*b, *of_b),
        (&path("b.bin"), &Basis::Whole(WholeReason::NotMerged))
    );
    assert!(matches!(files[0].1.diff, FileDiff::Binary { .. }));
}

#[test]
fn a_file_that_was_deleted_comes_back() {
    let (mut scene, base) = Scene::new(&[("a.py", &text(9, &[])), ("b.py", "b\n")]);
    scene.deliver("one");
    scene.repo.remove("a.py");
    let head = scene.commit("Remove", &[("b.py", "bb\n")]);
    scene.deliver("two");
    let again = scene.commit("Keep", &[("b.py", "bb\n")]);
    let back = scene.compare((base, head), (base, again));
    assert_eq!(told(&back), ["a.py +9 -0"]);
    let gone = scene.compare((base, again), (base, head));
    assert_eq!(told(&gone), ["a.py +0 -9"]);
}

#[test]
fn a_file_that_one_deletes_and_the_other_changes_is_shown_whole() {
    let (mut scene, base) = Scene::new(&[("a.py", "a\nb\nc\n"), ("b.py", &text(9, &[]))]);
    scene.deliver("one");
    scene.repo.remove("a.py");
    let head = scene.commit("Mine", &[("b.py", &text(9, &[(4, "mine")]))]);
    scene.repo.checkout("main").unwrap();
    scene.repo.remove("b.py");
    let onto = scene.commit("Theirs", &[("a.py", "a\ntheirs\nc\n")]);
    scene.deliver("two");
    scene.repo.remove("a.py");
    let again = scene.commit("Mine", &[("b.py", &text(9, &[(4, "mine"), (5, "more")]))]);
    let change = scene.compare((base, head), (onto, again));
    // Both rounds delete a.py; b.py stands against the base's will.
    assert_eq!(told(&change), ["b.py +1 -1"]);
    let why = change.files[0].whole.as_ref().unwrap().words();
    assert_eq!(
        why,
        "the new base deleted the file that this increment changes"
    );
}

#[test]
fn links_are_compared_by_their_targets() {
    let (mut scene, base) = Scene::new(&[("a.py", "a\n")]);
    scene.deliver("one");
    scene.repo.link("link", "a.py").unwrap();
    let head = scene.repo.commit("Link").unwrap();
    scene.repo.link("link", "b.py").unwrap();
    let again = scene.repo.commit("Link elsewhere").unwrap();
    assert_eq!(
        told(&scene.compare((base, head), (base, again))),
        ["link +1 -1"]
    );
}

#[test]
fn a_file_of_the_old_round_that_is_missing_is_shown_whole_with_the_reason() {
    let (mut scene, base) = Scene::new(&[("a.py", &text(9, &[])), ("b.py", &text(9, &[]))]);
    scene.deliver("one");
    let mine = text(9, &[(4, "mine")]);
    let head = scene.commit("Mine", &[("a.py", &mine), ("b.py", &mine)]);
    scene.deliver("two");
    let anew = text(9, &[(4, "mine"), (6, "more")]);
    let again = scene.commit("Mine", &[("a.py", &anew), ("b.py", &mine)]);
    let id = scene.open().entry(head, &path("a.py")).unwrap().unwrap().id;
    let hex = id.to_string();
    let object = scene
        .dir
        .path()
        .join(".git/objects")
        .join(&hex[..2])
        .join(&hex[2..]);
    fs::remove_file(object).unwrap();
    // b.py is that very content, and known to be the same by its id alone.
    let files = scene.files((base, head), (base, again));
    let [(file, compared)] = &files[..] else {
        panic!("{files:?}");
    };
    assert_eq!(file.path(), Some(&path("a.py")));
    let Basis::Whole(WholeReason::Unreadable(why)) = &compared.basis else {
        panic!("{compared:?}");
    };
    assert!(why.contains("missing"), "{why}");
    assert_eq!(
        compared.own,
        (2, 2),
        "the whole of the new round against its base"
    );
}

#[test]
fn a_round_whose_commits_are_gone_is_an_error_that_says_so() {
    let (mut scene, base) = Scene::new(&[("a.py", "a\n")]);
    scene.deliver("one");
    let head = scene.commit("Mine", &[("a.py", "b\n")]);
    let gone = "11".repeat(20).parse().unwrap();
    let repository = scene.open();
    let found = super::RoundPair::new(
        &repository,
        super::range((base, gone)),
        super::range((base, head)),
    )
    .and_then(|pair| super::list(&repository, &pair, &|| false));
    let error = format!("{:#}", found.unwrap_err());
    assert!(error.contains("is not in this clone"), "{error}");
}
