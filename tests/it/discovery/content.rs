//! One delivery told again after a merge, a squash merge and a rebase.

use snaglist::engagement::{Later, content_of, trace};
use snaglist::git::Repository;
use snaglist::git::builder::RepoBuilder;
use snaglist::git::increments::{IncrementSearch, discover};
use snaglist::model::id::{Digest, ObjectId};
use snaglist::trace::Aside;

use crate::increments::range;

const BEFORE: &str = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\n";

/// Upstream changes a file at its start, the delivery the same file at its end.
struct Told {
    _dir: tempfile::TempDir,
    repository: Repository,
    start: ObjectId,
    upstream: ObjectId,
    delivered: ObjectId,
    merge: ObjectId,
    squash: ObjectId,
    rebased: ObjectId,
    other: ObjectId,
}

fn told() -> Told {
    let dir = tempfile::tempdir().unwrap();
    let mut builder = RepoBuilder::init(dir.path()).unwrap();
    let start = builder
        .write("shared.rs", BEFORE)
        .unwrap()
        .commit("start")
        .unwrap();
    let theirs = BEFORE.replace("a\n", "A\nA\n");
    let ours = |text: &str| text.replace("k\n", "K\n");
    builder.branch("delivery").unwrap();
    builder
        .write("own.rs", "1\n")
        .unwrap()
        .commit("one")
        .unwrap();
    let delivered = builder
        .write("shared.rs", ours(BEFORE))
        .unwrap()
        .commit("two")
        .unwrap();
    builder.checkout("main").unwrap();
    let upstream = builder
        .write("shared.rs", &theirs)
        .unwrap()
        .commit("a colleague's")
        .unwrap();
    let next = |builder: &mut RepoBuilder, branch: &str| {
        builder.checkout("main").unwrap().branch(branch).unwrap();
    };
    next(&mut builder, "rebased");
    builder
        .write("own.rs", "1\n")
        .unwrap()
        .commit("one")
        .unwrap();
    let rebased = builder
        .write("shared.rs", ours(&theirs))
        .unwrap()
        .commit("two")
        .unwrap();
    next(&mut builder, "squashed");
    builder
        .write("own.rs", "1\n")
        .unwrap()
        .write("shared.rs", ours(&theirs))
        .unwrap();
    let squash = builder.commit("Deliver (#7)").unwrap();
    next(&mut builder, "else");
    builder
        .write("own.rs", "2\n")
        .unwrap()
        .write("shared.rs", ours(&theirs))
        .unwrap();
    let other = builder.commit("something else").unwrap();
    // A merge as any of them, with the right tree: the builder's own takes the other branch's
    // files.
    builder
        .checkout("delivery")
        .unwrap()
        .write("shared.rs", ours(&theirs))
        .unwrap();
    builder.branch("resolved").unwrap();
    builder.checkout("main").unwrap();
    builder
        .write("own.rs", "1\n")
        .unwrap()
        .write("shared.rs", ours(&theirs))
        .unwrap();
    let plain = builder.commit("tree").unwrap();
    builder.point("main", upstream).unwrap();
    let repository = Repository::discover(dir.path()).unwrap();
    let tree = repository.tree_of(plain).unwrap();
    let who = "A <a@example.org> 1800000000 +0000";
    let object = format!(
        "tree {tree}\nparent {upstream}\nparent {delivered}\nauthor {who}\ncommitter {who}\n\nMerge branch 'delivery'\n"
    );
    let merge = builder
        .raw(snaglist::git::builder::RawKind::Commit, object)
        .unwrap();
    builder.finish().unwrap();
    Told {
        _dir: dir,
        repository,
        start,
        upstream,
        delivered,
        merge,
        squash,
        rebased,
        other,
    }
}

#[test]
fn the_same_lines_are_the_same_content_wherever_they_were_put() {
    let told = told();
    let content = |base: ObjectId, head: ObjectId| -> Digest {
        content_of(&told.repository, &range(base, head))
            .unwrap()
            .unwrap()
    };
    let delivered = content(told.start, told.delivered);
    for (head, what) in [
        (told.merge, "merge"),
        (told.squash, "squash"),
        (told.rebased, "rebase"),
    ] {
        assert_eq!(content(told.upstream, head), delivered, "{what}");
    }
    assert_ne!(content(told.upstream, told.other), delivered);
    assert_eq!(
        content_of(&told.repository, &range(told.start, told.start)).unwrap(),
        None
    );
}

#[test]
fn a_merge_brings_the_same_commits_that_the_branch_had() {
    let told = told();
    let own = |base: ObjectId, head: ObjectId| {
        told.repository
            .own_commits(&range(base, head))
            .unwrap()
            .unwrap()
    };
    let delivered = own(told.start, told.delivered);
    assert_eq!(delivered.len(), 2);
    assert_eq!(own(told.upstream, told.merge), delivered);
    assert_ne!(own(told.upstream, told.rebased), delivered);
}

#[test]
fn hunks_that_upstream_made_in_a_file_of_the_delivery_are_told_apart() {
    let dir = tempfile::tempdir().unwrap();
    let mut builder = RepoBuilder::init(dir.path()).unwrap();
    let lines = |first: &str, last: &str| {
        let middle = (0..40).map(|line| format!("{line}\n")).collect::<String>();
        format!("{first}\n{middle}{last}\n")
    };
    builder
        .write("shared.rs", lines("a", "z"))
        .unwrap()
        .commit("start")
        .unwrap();
    builder.branch("delivery").unwrap();
    let before = builder
        .write("own.rs", "1")
        .unwrap()
        .commit("before")
        .unwrap();
    builder.tag("v1").unwrap().checkout("main").unwrap();
    builder
        .write("shared.rs", lines("THEIRS", "z"))
        .unwrap()
        .commit("theirs")
        .unwrap();
    builder.checkout("delivery").unwrap();
    builder
        .merge("main", "Merge branch 'main' into delivery")
        .unwrap();
    let head = builder
        .write("shared.rs", lines("THEIRS", "OURS"))
        .unwrap()
        .commit("ours")
        .unwrap();
    builder.tag("v2").unwrap();
    builder.finish().unwrap();
    let repository = Repository::discover(dir.path()).unwrap();
    let found = discover(&repository, &IncrementSearch::default()).unwrap();
    let increment = &found.increments[1];
    assert_eq!(increment.range, range(before, head));
    let traced = trace(
        &repository,
        increment,
        &[],
        (None, &Later::default()),
        &|| false,
    )
    .unwrap()
    .unwrap();
    let asides: Vec<_> = traced.files[0]
        .places
        .iter()
        .map(|place| place.aside)
        .collect();
    assert_eq!(asides, [Some(Aside::Others), None]);
}
