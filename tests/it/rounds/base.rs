//! What a new base brings is not the contractor's change, also within one file.

use snaglist::rounds::{Basis, RoundKind, WholeReason};

use super::{Scene, signs, text, told, words};

#[test]
fn a_pure_rebase_says_so_and_shows_nothing() {
    let (mut scene, base) = Scene::new(&[("a.py", &text(60, &[])), ("b.py", &text(9, &[]))]);
    scene.deliver("one");
    let head = scene.commit("Refund", &[("a.py", &text(60, &[(50, "refund")]))]);
    scene.repo.checkout("main").unwrap();
    // The base changes the same file, and others.
    let onto = scene.commit(
        "Theirs",
        &[
            ("a.py", &text(60, &[(5, "theirs"), (6, "and more")])),
            ("b.py", "all anew\n"),
            ("c.py", "new\n"),
        ],
    );
    scene.deliver("two");
    let anew = text(60, &[(5, "theirs"), (6, "and more"), (50, "refund")]);
    let again = scene.commit("Refund", &[("a.py", &anew)]);
    let change = scene.compare((base, head), (onto, again));
    assert_eq!(change.kind, RoundKind::RebasedOnly { onto: Some(onto) });
    assert_eq!(told(&change), Vec::<String>::new());
    assert_eq!((change.rebase.added, change.rebase.removed), (2, 2));
    assert_eq!(signs(&change), ["= Refund"]);
    assert_eq!((change.hunks.unchanged, change.hunks.changed), (1, 0));
    let said = words(&change);
    let onto = onto.short(7);
    assert_eq!(
        said,
        format!("Rebased onto {onto}, nothing else changed. Due to the rebase: +2 −2.")
    );
}

#[test]
fn the_same_head_or_a_force_push_back_changes_nothing() {
    let (mut scene, base) = Scene::new(&[("a.py", "one\n")]);
    scene.deliver("one");
    let head = scene.commit("Refund", &[("a.py", "two\n")]);
    scene.deliver("two");
    let other = scene.commit("Refund", &[("a.py", "three\n")]);
    let change = scene.compare((base, head), (base, head));
    assert_eq!(change.kind, RoundKind::Nothing);
    assert_eq!(words(&change), "Nothing changed.");
    assert_eq!(signs(&change), ["= Refund"]);
    // There and back: round 3 has round 1's content.
    assert_eq!(
        told(&scene.compare((base, head), (base, other))),
        ["a.py +1 -1"]
    );
    assert_eq!(
        told(&scene.compare((base, other), (base, head))),
        ["a.py +1 -1"]
    );
}

#[test]
fn a_file_that_both_changed_shows_only_the_contractors_lines() {
    let (mut scene, base) = Scene::new(&[("a.py", &text(60, &[]))]);
    scene.deliver("one");
    let head = scene.commit("Refund", &[("a.py", &text(60, &[(50, "refund")]))]);
    scene.repo.checkout("main").unwrap();
    let onto = scene.commit("Theirs", &[("a.py", &text(60, &[(5, "theirs")]))]);
    scene.deliver("two");
    let anew = text(60, &[(5, "theirs"), (30, "also"), (50, "refund, better")]);
    let again = scene.commit("Refund", &[("a.py", &anew)]);
    let change = scene.compare((base, head), (onto, again));
    assert_eq!(change.kind, RoundKind::Changed);
    assert_eq!(told(&change), ["a.py +2 -2"]);
    assert_eq!((change.rebase.added, change.rebase.removed), (1, 1));
    let files = scene.files((base, head), (onto, again));
    let [(_, compared)] = &files[..] else {
        panic!("{files:?}");
    };
    assert_eq!(compared.basis, Basis::Expected);
    let diff = compared.diff.as_text().unwrap();
    let shown: Vec<&[u8]> = diff
        .changes
        .iter()
        .flat_map(|change| change.new.clone())
        .map(|line| diff.new.line(line))
        .collect();
    assert_eq!(shown, [&b"also"[..], b"refund, better"]);
    // Line 5 of the new round is the base's, and so is the one that it replaced.
    for lines in [&compared.rebase.added, &compared.rebase.removed] {
        assert_eq!((lines.len(), lines.first()), (1, Some(&(4..5))));
    }
    assert_eq!(
        words(&change),
        "1 of 1 commit rewritten. Changed: a.py +2 −2. Due to the rebase: +1 −1."
    );
}

#[test]
fn a_resolved_conflict_shows_the_whole_and_why() {
    let (mut scene, base) = Scene::new(&[("a.py", &text(60, &[]))]);
    scene.deliver("one");
    let head = scene.commit("Refund", &[("a.py", &text(60, &[(30, "refund")]))]);
    scene.repo.checkout("main").unwrap();
    let theirs = text(60, &[(5, "far away"), (30, "theirs")]);
    let onto = scene.commit("Theirs", &[("a.py", &theirs)]);
    scene.deliver("two");
    let anew = text(60, &[(5, "far away"), (30, "refund of theirs")]);
    let again = scene.commit("Refund", &[("a.py", &anew)]);
    let change = scene.compare((base, head), (onto, again));
    let [file] = &change.files[..] else {
        panic!("{change:?}");
    };
    assert_eq!(file.whole, Some(WholeReason::SameLines(1)));
    // Neither the contractor's nor the base's line is left, and one is new.
    assert_eq!((file.own.added, file.own.removed, file.left_out), (1, 2, 1));
    let files = scene.files((base, head), (onto, again));
    let diff = files[0].1.diff.as_text().unwrap();
    assert_eq!(
        diff.old.line(4),
        b"line 5",
        "compared with the old round itself"
    );
    assert_eq!(
        diff.changes.len(),
        2,
        "what the base changed elsewhere is in it"
    );
    let added = &files[0].1.rebase.added;
    assert_eq!(added.first(), Some(&(4..5)), "and known to be the base's");
    assert!(words(&change).contains("1 file is shown whole, with the rebase in it"));
}

#[test]
fn a_resolution_that_drops_what_the_base_brought_says_so() {
    let (mut scene, base) = Scene::new(&[("a.py", &text(60, &[]))]);
    scene.deliver("one");
    let head = scene.commit("Refund", &[("a.py", &text(60, &[(30, "refund")]))]);
    scene.repo.checkout("main").unwrap();
    let onto = scene.commit(
        "Theirs",
        &[("a.py", &text(60, &[(5, "far away"), (30, "theirs")]))],
    );
    scene.deliver("two");
    // The file as in round 1: the base's other line is gone as well.
    let again = scene.commit("Refund", &[("a.py", &text(60, &[(30, "refund")]))]);
    let change = scene.compare((base, head), (onto, again));
    let [file] = &change.files[..] else {
        panic!("{change:?}");
    };
    assert_eq!(file.left_out, 2);
    assert_eq!((file.own.added, file.own.removed), (1, 2));
    assert_eq!((file.rebase.added, file.rebase.removed), (0, 0));
}

#[test]
fn undoing_what_the_base_did_is_the_contractors_change() {
    let (mut scene, base) = Scene::new(&[("a.py", "one\n"), ("b.py", "one\n")]);
    scene.deliver("one");
    let head = scene.commit("Refund", &[("b.py", "two\n")]);
    scene.repo.checkout("main").unwrap();
    let onto = scene.commit("Theirs", &[("a.py", "theirs\n"), ("new.py", "new\n")]);
    scene.deliver("two");
    scene.repo.remove("new.py");
    let again = scene.commit("Refund", &[("a.py", "one\n"), ("b.py", "two\n")]);
    // The heads of both rounds have equal files.
    let change = scene.compare((base, head), (onto, again));
    assert_eq!(told(&change), ["a.py +1 -1", "new.py +0 -1"]);
}

#[test]
fn the_base_that_took_the_change_over_leaves_nothing() {
    let (mut scene, base) = Scene::new(&[("a.py", "one\n"), ("b.py", "one\n")]);
    scene.deliver("one");
    let head = scene.commit("Refund", &[("a.py", "two\n"), ("b.py", "two\n")]);
    scene.repo.checkout("main").unwrap();
    let onto = scene.commit("Take a.py", &[("a.py", "two\n")]);
    scene.deliver("two");
    let again = scene.commit("Refund", &[("b.py", "two\n")]);
    let change = scene.compare((base, head), (onto, again));
    assert_eq!(change.kind, RoundKind::RebasedOnly { onto: Some(onto) });
    assert_eq!(signs(&change), ["! Refund"]);
}

#[test]
fn commits_of_the_base_and_merges_of_it_are_never_in_it() {
    let (mut scene, base) = Scene::new(&[("a.py", &text(60, &[])), ("b.py", "one\n")]);
    scene.deliver("one");
    let head = scene.commit("Refund", &[("a.py", &text(60, &[(50, "refund")]))]);
    scene.repo.checkout("main").unwrap();
    scene.commit("Theirs", &[("a.py", &text(60, &[(5, "theirs")]))]);
    scene.commit("More of theirs", &[("b.py", "two\n")]);
    // The second round merges the default branch, and goes on; its base stays.
    scene.repo.checkout("one").unwrap();
    scene.repo.branch("two").unwrap();
    scene
        .repo
        .write("a.py", text(60, &[(5, "theirs"), (50, "refund")]))
        .unwrap();
    let files = text(60, &[(5, "theirs"), (50, "refund")]);
    scene.repo.merge("main", "Merge main").unwrap();
    let again = scene.commit("Refund more", &[("a.py", &files), ("c.py", "more\n")]);
    let change = scene.compare((base, head), (base, again));
    assert_eq!(told(&change), ["c.py +1 -0"]);
    assert_eq!(signs(&change), ["= Refund", "> Refund more"]);
    // And the other way round: the merge was in the earlier round.
    let change = scene.compare((base, again), (base, head));
    assert_eq!(signs(&change), ["= Refund", "< Refund more"]);
}

#[test]
fn line_ends_flipped_by_the_base_do_not_hide_the_change() {
    let crlf = |text: &str| text.replace('\n', "\r\n");
    let (mut scene, base) = Scene::new(&[("a.py", &text(9, &[])), ("b.py", &text(9, &[]))]);
    scene.deliver("one");
    let head = scene.commit("Refund", &[("a.py", &text(9, &[(4, "refund")]))]);
    scene.repo.checkout("main").unwrap();
    let both = crlf(&text(9, &[]));
    let onto = scene.commit("Flip", &[("a.py", &both), ("b.py", &both)]);
    scene.deliver("two");
    let anew = crlf(&text(9, &[(4, "refund")]));
    let again = scene.commit("Refund", &[("a.py", &anew)]);
    let change = scene.compare((base, head), (onto, again));
    let [file] = &change.files[..] else {
        panic!("{change:?}");
    };
    assert!(matches!(file.whole, Some(WholeReason::SameLines(_))));
    let files = scene.files((base, head), (onto, again));
    assert_eq!(files.len(), 1, "b.py is the base's alone");
}
