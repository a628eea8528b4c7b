//! Commits squashed, split, reordered, dropped and amended: files go by content, commits by pairs.

use snaglist::rounds::RoundKind;

use super::{Scene, pair_words, signs, text, told, words};

#[test]
fn a_squash_changes_no_line() {
    let (mut scene, base) = Scene::new(&[("a.py", "a\n")]);
    scene.deliver("one");
    scene.commit("Create charges", &[("charge.py", &text(20, &[]))]);
    let head = scene.commit("Fix charges", &[("charge.py", &text(20, &[(3, "fixed")]))]);
    scene.deliver("two");
    let again = scene.commit(
        "Create charges",
        &[("charge.py", &text(20, &[(3, "fixed")]))],
    );
    let change = scene.compare((base, head), (base, again));
    assert_eq!(change.kind, RoundKind::Nothing);
    assert_eq!(signs(&change), ["! Create charges", "< Fix charges"]);
    assert_eq!(
        words(&change),
        "Rewritten (2 commits → 1). Nothing else changed."
    );
}

#[test]
fn a_commit_that_went_into_another_is_said_to_be_there() {
    let (mut scene, base) = Scene::new(&[("a.py", "a\n")]);
    scene.deliver("one");
    scene.commit("Create charges", &[("charge.py", &text(20, &[]))]);
    let head = scene.commit("Refund", &[("refund.py", &text(9, &[(1, "refund")]))]);
    scene.deliver("two");
    let files = [
        ("charge.py", &text(20, &[])[..]),
        ("refund.py", &text(9, &[(1, "refund")])),
    ];
    let again = scene.commit("Create charges", &files);
    let change = scene.compare((base, head), (base, again));
    assert_eq!(signs(&change), ["! Create charges", "< Refund"]);
    let said = pair_words(&change.commits.pairs[1]);
    assert_eq!(said, format!("its lines are in {} now", again.short(7)));
    // And the other way round it was split off.
    let change = scene.compare((base, again), (base, head));
    assert_eq!(signs(&change), ["! Create charges", "> Refund"]);
    let said = pair_words(&change.commits.pairs[1]);
    assert_eq!(said, format!("split off {}", again.short(7)));
}

#[test]
fn rebase_squash_and_amend_in_one_push_shows_only_the_amended_line() {
    let start = [
        ("docker_runner.py", &text(60, &[])[..]),
        ("a.py", &text(60, &[])),
    ];
    let (mut scene, base) = Scene::new(&start);
    scene.deliver("one");
    scene.commit(
        "Run",
        &[("docker_runner.py", &text(60, &[(9, "run"), (30, "stop")]))],
    );
    let head = scene.commit("Use it", &[("a.py", &text(60, &[(40, "use")]))]);
    scene.repo.checkout("main").unwrap();
    let theirs = [
        ("docker_runner.py", &text(60, &[(50, "theirs")])[..]),
        ("a.py", &text(60, &[(2, "theirs")])),
    ];
    let onto = scene.commit("Theirs", &theirs);
    scene.deliver("two");
    let runner = text(
        60,
        &[(9, "run"), (30, "stop at once\nand say so"), (50, "theirs")],
    );
    let files = [
        ("docker_runner.py", &runner[..]),
        ("a.py", &text(60, &[(2, "theirs"), (40, "use")])),
    ];
    let again = scene.commit("Run", &files);
    let change = scene.compare((base, head), (onto, again));
    assert_eq!(told(&change), ["docker_runner.py +2 -1"]);
    assert_eq!((change.rebase.added, change.rebase.removed), (2, 2));
    assert_eq!(
        words(&change),
        "Rewritten (2 commits → 1). Of 3 hunks 2 are as you saw them; changed: docker_runner.py +2 −1. \
         Due to the rebase: +2 −2."
    );
}

#[test]
fn reordered_commits_are_all_the_same() {
    let (mut scene, base) = Scene::new(&[("a.py", "a\n")]);
    scene.deliver("one");
    scene.commit("B", &[("b.py", "b\n")]);
    scene.commit("C", &[("c.py", "c\n")]);
    let head = scene.commit("D", &[("d.py", "d\n")]);
    scene.deliver("two");
    scene.commit("D", &[("d.py", "d\n")]);
    scene.commit("B", &[("b.py", "b\n")]);
    let again = scene.commit("C", &[("c.py", "c\n")]);
    let change = scene.compare((base, head), (base, again));
    assert_eq!(signs(&change), ["= D", "= B", "= C"]);
    assert_eq!(words(&change), "Nothing changed.");
}

#[test]
fn a_dropped_commit_takes_its_lines_along() {
    let (mut scene, base) = Scene::new(&[("a.py", "a\n")]);
    scene.deliver("one");
    scene.commit("B", &[("b.py", "b\n")]);
    scene.commit("C", &[("c.py", "c\n")]);
    let head = scene.commit("D", &[("d.py", "d\n")]);
    scene.deliver("two");
    scene.commit("B", &[("b.py", "b\n")]);
    let again = scene.commit("D", &[("d.py", "d\n")]);
    let change = scene.compare((base, head), (base, again));
    assert_eq!(signs(&change), ["= B", "< C", "= D"]);
    assert_eq!(told(&change), ["c.py +0 -1"]);
    assert_eq!(change.hunks.gone, 1);
    assert_eq!(
        words(&change),
        "1 commit dropped. Of 2 hunks 2 are as you saw them; changed: c.py +0 −1."
    );
}
