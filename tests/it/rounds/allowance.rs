//! What comparing rounds may cost: budgets that several pairs share, and what is said beyond them.

use snaglist::rounds::{PairState, RoundAllowance, RoundChange, RoundPair, summarise};

use super::{LIMIT, Scene, range, text};

/// Two rounds that each change a few lines of two files.
fn compared(allowance: &mut RoundAllowance) -> RoundChange {
    let (mut scene, base) = Scene::new(&[("a", &text(90, &[])), ("b", &text(90, &[]))]);
    scene.deliver("old");
    let old = scene.commit("Work", &[("a", &text(90, &[(5, "one"), (50, "two")]))]);
    scene.deliver("new");
    let (a, b) = (
        text(90, &[(5, "one"), (50, "three"), (80, "four")]),
        text(90, &[(9, "x")]),
    );
    let new = scene.commit("Work", &[("a", &a), ("b", &b)]);
    let repository = scene.open();
    let pair = RoundPair::new(&repository, range((base, old)), range((base, new))).unwrap();
    let change = summarise(&repository, &pair, (LIMIT, allowance), &|| false).unwrap();
    change.expect("not stopped")
}

#[test]
fn each_hunk_is_counted_by_whether_a_change_touches_it() {
    let change = compared(&mut RoundAllowance::default());
    let hunks = change.hunks;
    assert_eq!((hunks.unchanged, hunks.changed, hunks.gone), (1, 3, 0));
}

#[test]
fn what_is_read_is_charged_and_all_of_it_compared_while_there_is_room() {
    let mut allowance = RoundAllowance::default();
    let change = compared(&mut allowance);
    assert_eq!(change.not_comparable, Vec::<String>::new());
    assert_eq!(change.commits.left_out, Vec::<String>::new());
    let full = RoundAllowance::default();
    assert!(allowance.files < full.files && allowance.commits < full.commits);
}

#[test]
fn without_room_for_files_the_rest_is_said_not_to_be_compared() {
    let mut allowance = RoundAllowance {
        files: 1,
        ..RoundAllowance::default()
    };
    let change = compared(&mut allowance);
    assert_eq!(
        change.not_comparable,
        ["too much to compare all files of both rounds"]
    );
    assert_eq!(allowance.files, 0);
    // Nothing is left for the next pair, which is not called unchanged.
    let next = compared(&mut allowance);
    assert_eq!(next.kind.name(), "not-comparable");
}

#[test]
fn without_room_for_commits_they_are_paired_by_what_was_read() {
    let mut allowance = RoundAllowance {
        commits: 0,
        ..RoundAllowance::default()
    };
    let change = compared(&mut allowance);
    assert_eq!(change.commits.left_out.len(), 1, "{:?}", change.commits);
    assert!(change.commits.left_out[0].contains("not read in full"));
    let states: Vec<PairState> = change.commits.pairs.iter().map(|pair| pair.state).collect();
    assert!(!states.contains(&PairState::Same), "{states:?}");
}
