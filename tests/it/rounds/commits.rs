//! Pairs of commits: by patch, by what they say, by likeness.

use snaglist::model::id::ObjectId;
use snaglist::rounds::PairedBy;

use super::{RoundPair, Scene, pair_words, range, signs, text};

fn by(
    scene: &Scene,
    old: (ObjectId, ObjectId),
    new: (ObjectId, ObjectId),
) -> Vec<Option<PairedBy>> {
    let change = scene.compare(old, new);
    change.commits.pairs.iter().map(|pair| pair.by).collect()
}

#[test]
fn a_patch_is_the_same_on_another_base() {
    let (mut scene, base) = Scene::new(&[("a.py", &text(60, &[]))]);
    scene.deliver("one");
    let head = scene.commit("Mine", &[("a.py", &text(60, &[(40, "mine")]))]);
    scene.repo.checkout("main").unwrap();
    // Right beside it, and it moves.
    let theirs = text(60, &[(1, "one\nmore"), (39, "theirs")]);
    let onto = scene.commit("Theirs", &[("a.py", &theirs)]);
    scene.deliver("two");
    let anew = text(60, &[(1, "one\nmore"), (39, "theirs"), (40, "mine")]);
    let again = scene.commit("Mine, reworded", &[("a.py", &anew)]);
    assert_eq!(
        by(&scene, (base, head), (onto, again)),
        [Some(PairedBy::Patch)]
    );
    let change = scene.compare((base, head), (onto, again));
    assert_eq!(signs(&change), ["! Mine, reworded"]);
    assert_eq!(
        pair_words(&change.commits.pairs[0]),
        "only the message changed"
    );
}

#[test]
fn white_space_is_a_change() {
    let (mut scene, base) = Scene::new(&[("a.py", "a\n")]);
    scene.deliver("one");
    let head = scene.commit("Mine", &[("a.py", "a\nb\n")]);
    scene.deliver("two");
    let again = scene.commit("Mine", &[("a.py", "a\n  b\n")]);
    let change = scene.compare((base, head), (base, again));
    assert_eq!(signs(&change), ["! Mine"]);
}

#[test]
fn a_change_id_pairs_what_nothing_else_would() {
    let (mut scene, base) = Scene::new(&[("a.py", "a\n")]);
    let id = "\n\nChange-Id: I0123456789abcdef0123456789abcdef01234567\n";
    scene.deliver("one");
    let head = scene.commit(&format!("First try{id}"), &[("b.py", "one\n")]);
    scene.deliver("two");
    let again = scene.commit(&format!("All anew{id}"), &[("c.py", "two\n")]);
    assert_eq!(
        by(&scene, (base, head), (base, again)),
        [Some(PairedBy::ChangeId)]
    );
    // Without it, they are strangers.
    scene.deliver("three");
    let third = scene.commit("All anew", &[("c.py", "two\n")]);
    let change = scene.compare((base, head), (base, third));
    assert_eq!(signs(&change), ["< First try", "> All anew"]);
    assert_eq!(pair_words(&change.commits.pairs[1]), "new");
}

#[test]
fn a_message_pairs_commits_of_one_file_and_no_others() {
    let (mut scene, base) = Scene::new(&[("a.py", "a\n")]);
    scene.deliver("one");
    let head = scene.commit("fix", &[("b.py", &text(30, &[]))]);
    scene.deliver("two");
    let again = scene.commit("fix", &[("b.py", "all anew\n")]);
    assert_eq!(
        by(&scene, (base, head), (base, again)),
        [Some(PairedBy::Message)]
    );
    scene.deliver("three");
    let third = scene.commit("fix", &[("c.py", "something else\n")]);
    let change = scene.compare((base, head), (base, third));
    assert_eq!(signs(&change), ["< fix", "> fix"]);
}

#[test]
fn two_commits_with_one_message_are_told_apart_by_what_they_change() {
    let (mut scene, base) = Scene::new(&[("a.py", "a\n")]);
    scene.deliver("one");
    scene.commit("fix", &[("b.py", &text(30, &[]))]);
    let head = scene.commit("fix", &[("c.py", &text(20, &[(1, "c")]))]);
    scene.deliver("two");
    let first = scene.commit("fix", &[("c.py", &text(20, &[(1, "c"), (2, "better")]))]);
    let again = scene.commit("fix", &[("b.py", &text(30, &[(2, "better")]))]);
    let change = scene.compare((base, head), (base, again));
    let pairs: Vec<_> = change
        .commits
        .pairs
        .iter()
        .map(|pair| (pair.old.as_ref().unwrap().id, pair.new.as_ref().unwrap().id))
        .collect();
    let parent = scene.open().parents_of(head).unwrap()[0];
    assert_eq!(pairs, [(head, first), (parent, again)]);
    assert_eq!(signs(&change), ["! fix", "! fix"]);
}

#[test]
fn empty_commits_pair_by_their_messages_only() {
    let (mut scene, base) = Scene::new(&[("a.py", "a\n")]);
    scene.deliver("one");
    scene.commit("Run the build again", &[]);
    scene.commit("Mine", &[("a.py", "b\n")]);
    let head = scene.commit("Empty", &[]);
    scene.deliver("two");
    scene.commit("Mine", &[("a.py", "b\n")]);
    let again = scene.commit("Run the build again", &[]);
    let change = scene.compare((base, head), (base, again));
    assert_eq!(
        signs(&change),
        ["= Mine", "= Run the build again", "< Empty"]
    );
}

#[test]
fn the_cheapest_pairs_are_found_for_all_at_once() {
    // The most alike are b and x; to pair these would leave a and y, which are strangers.
    let lines = |tag: &str, from: u32, to: u32| {
        let line = |number| format!("{tag} {number}\n");
        (from..to).map(line).collect::<String>()
    };
    let (mut scene, base) = Scene::new(&[("a.py", "a\n")]);
    scene.deliver("one");
    scene.commit("a", &[("p", &lines("of p", 0, 60))]);
    let head = scene.commit("b", &[("q", &lines("of q", 0, 100))]);
    scene.deliver("two");
    let both = [
        ("p", &lines("of p", 0, 60)[..]),
        ("q", &lines("of q", 0, 90)),
    ];
    scene.commit("x", &both);
    let again = scene.commit("y", &[("r", &lines("of q", 45, 100))]);
    let change = scene.compare((base, head), (base, again));
    let pairs = change.commits.pairs.iter();
    let paired: Vec<_> = pairs
        .filter_map(|pair| Some((pair.old.as_ref()?.subject(), pair.new.as_ref()?.subject())))
        .map(|(old, new)| format!("{} {}", old.lossy(), new.lossy()))
        .collect();
    assert_eq!(paired, ["a x", "b y"]);
}

#[test]
fn commits_that_differ_by_three_fifths_are_no_pair() {
    // Each has 100 lines with its message and its path, of which the path is the same.
    let lines = |same: u32, tag: &str| {
        let line = |number| {
            let tag = if number < same { "same" } else { tag };
            format!("{tag} {number}\n")
        };
        (0..98).map(line).collect::<String>()
    };
    for (same, pairs) in [(40, 1), (39, 2)] {
        let (mut scene, base) = Scene::new(&[("a.py", "a\n")]);
        scene.deliver("one");
        let head = scene.commit("old", &[("b.py", &lines(same, "old"))]);
        scene.deliver("two");
        let again = scene.commit("new", &[("b.py", &lines(same, "new"))]);
        let change = scene.compare((base, head), (base, again));
        assert_eq!(change.commits.pairs.len(), pairs, "{same} lines");
    }
}

#[test]
fn a_merged_delivery_keeps_its_own_commits() {
    let (mut scene, base) = Scene::new(&[("a.py", "a\n")]);
    scene.deliver("one");
    let shared = scene.commit("Shared", &[("b.py", "b\n")]);
    let head = scene.commit("Mine", &[("c.py", "c\n")]);
    // The default branch itself is the second round.
    scene.repo.checkout("main").unwrap();
    scene.repo.write("b.py", "b\n").unwrap();
    scene.repo.point("main", shared).unwrap();
    let again = scene.commit("Mine, better", &[("c.py", "c\nc\n")]);
    let repository = scene.open();
    let pair = RoundPair::new(&repository, range((base, head)), range((base, again))).unwrap();
    assert!(!pair.is_rebased());
    let change = scene.compare((base, head), (base, again));
    assert_eq!(signs(&change)[0], "= Shared");
    assert_eq!(change.commits.sizes(), (2, 2));
}
