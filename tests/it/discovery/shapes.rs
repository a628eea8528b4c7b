//! Direct commits beside merges, release branches, squash merges, several tags on a commit.

use std::fs;

use snaglist::git::increments::{IncrementSearch, discover};
use snaglist::model::increment::IncrementSource;
use snaglist::model::spec::DeclaredIncrement;

use crate::increments::{Made, Work, ids, left_out, range, ranges, titles};

#[test]
fn commits_made_directly_stand_before_between_and_after_merges_under_names_that_stay() {
    let mut work = Work::new();
    let start = work.commit("start");
    work.branch("delivery");
    let first = work.commit("first");
    work.branch("one");
    work.commit("one");
    work.checkout("delivery");
    let one = work
        .builder
        .merge("one", "Merge pull request #1 from acme/one\n\nOne")
        .unwrap();
    work.commit("between");
    let between = work.commit("between too");
    let made = work.snapshot();
    let found = made.found();
    assert_eq!(ids(&found), ["delivery", "pr-1", "pr-1..delivery"]);
    assert_eq!(titles(&found), ["delivery", "One", "delivery since pr-1"]);
    work.branch("two");
    work.commit("two");
    work.checkout("delivery");
    let two = work.builder.merge("two", "Merge branch two").unwrap();
    let last = work.commit("last");
    let found = work.finish().found();
    assert_eq!(
        ids(&found),
        ["delivery", "pr-1", "pr-1..delivery", "two", "two..delivery"]
    );
    let all = [start, first, one, between, two, last];
    assert_eq!(
        ranges(&found),
        all.windows(2)
            .map(|ends| range(ends[0], ends[1]))
            .collect::<Vec<_>>()
    );
    assert_eq!(found.left_out, []);
}

#[test]
fn a_tag_on_a_release_branch_counts_once_it_is_merged() {
    let mut work = Work::new();
    let base = work.commit("base");
    work.tag("v1.0");
    work.branch("release");
    let released = work.commit("released");
    work.tag("v1.1");
    work.checkout("main");
    work.commit("next");
    let merge = work.builder.merge("release", "Merge release 1.1").unwrap();
    let found = work.finish().found();
    assert_eq!(ids(&found), ["v1.0", "v1.1", "v1.1..main"]);
    // What was released is in the rest no more.
    assert_eq!(
        ranges(&found),
        [
            range(None, base),
            range(base, released),
            range(released, merge)
        ]
    );
}

#[test]
fn a_merge_of_what_is_tagged_and_nothing_else_is_counted_and_no_increment() {
    let mut work = Work::new();
    work.commit("base");
    work.branch("release");
    work.commit("released");
    work.tag("v1.1");
    work.checkout("main");
    work.builder.merge("release", "Merge release 1.1").unwrap();
    let found = work.finish().found();
    assert_eq!(ids(&found), ["v1.1"]);
    assert!(
        left_out(&found)[0].starts_with("1 merge of what other increments delivered"),
        "{found:?}"
    );
}

#[test]
fn tags_beside_each_other_go_by_version_and_start_where_they_parted() {
    let mut work = Work::new();
    let base = work.commit("base");
    work.branch("ten");
    let ten = work.commit("ten");
    work.tag("v1.10");
    work.checkout("main").branch("nine");
    let nine = work.commit("nine");
    work.tag("v1.9");
    work.checkout("main");
    work.builder.merge("ten", "Merge branch 'ten'").unwrap();
    work.builder.merge("nine", "Merge branch 'nine'").unwrap();
    let found = work.finish().found();
    assert_eq!(ids(&found), ["v1.9", "v1.10"]);
    assert_eq!(ranges(&found), [range(None, nine), range(base, ten)]);
}

#[test]
fn several_tags_on_one_commit_are_names_of_one_increment() {
    let mut work = Work::new();
    work.commit("base");
    for tag in ["zz-live", "v2.0-final", "v2.0", "approved"] {
        work.tag(tag);
    }
    let found = work.finish().found();
    assert_eq!(ids(&found), ["v2.0"]);
    let only = &found.increments[0];
    assert!(
        ["zz-live", "v2.0-final", "v2.0", "approved"]
            .iter()
            .all(|name| only.is_called(name))
    );
    assert_eq!(only.names[0], only.id);
}

#[test]
fn squash_merges_on_the_default_branch_are_increments() {
    let mut work = Work::new();
    let start = work.commit("start");
    let first = work.commit("Refund in part (#7)\n\n* one\n* two");
    let between = work.commit("typo (see #3)");
    let second = work.commit("Merged PR 12: Webhooks");
    let found = work.finish().found();
    assert_eq!(found.source, IncrementSource::Merge);
    assert_eq!(ids(&found), ["main", "pr-7", "pr-7..main", "pr-12"]);
    assert_eq!(titles(&found)[1], "Refund in part");
    let all = [start, first, between, second];
    assert_eq!(
        ranges(&found)[1..],
        all.windows(2)
            .map(|ends| range(ends[0], ends[1]))
            .collect::<Vec<_>>()
    );
    assert_eq!(found.increments[1].merged_in, Some(first));
    assert!(found.increments[1].is_called("#7") && found.increments[3].is_called("#12"));
    // On a branch of its own, a number in a subject is about whatever it is about.
    let mut work = Work::new();
    work.commit("start");
    work.branch("delivery");
    work.commit("Read files (#7)");
    work.commit("Write files (#8)");
    assert_eq!(ids(&work.finish().found()), ["delivery"]);
}

#[test]
fn squash_merges_stand_beside_merges_and_ordinary_commits() {
    let mut work = Work::new();
    let start = work.commit("start");
    let squash = work.commit("Pay by card (#12)");
    work.branch("cheques");
    work.commit("cheques");
    work.checkout("main");
    let merge = work
        .builder
        .merge(
            "cheques",
            "Merge pull request #13 from org/cheques\n\nPay by cheque\n",
        )
        .unwrap();
    let direct = work.commit("Mend a typo (twice)");
    let again = work.commit("Pay by card, faster (#14)");
    let reverted = work.commit("Revert \"Pay by card (#12)\"");
    let found = work.finish().found();
    assert_eq!(
        titles(&found),
        [
            "main",
            "Pay by card",
            "Pay by cheque",
            "main, directly after pr-13",
            "Pay by card, faster",
            "main since pr-14"
        ]
    );
    let ends = [start, squash, merge, direct, again, reverted];
    assert_eq!(
        ranges(&found)[1..],
        ends.windows(2)
            .map(|ends| range(ends[0], ends[1]))
            .collect::<Vec<_>>()
    );
    for (at, names) in [
        (1, ["pr-12", "#12"]),
        (2, ["cheques", "#13"]),
        (4, ["pr-14", "#14"]),
    ] {
        let found = &found.increments[at];
        assert!(
            names.iter().all(|name| found.is_called(name)),
            "{:?}",
            found.names
        );
    }
    assert!(left_out(&found).is_empty());
    // What is more than are shown is counted.
    let delivery = work_of_squashes(70);
    let found = delivery.found();
    assert_eq!(found.increments.len(), 60);
    assert_eq!(
        left_out(&found),
        ["11 older merges and runs of commits: the newest 60 are shown"]
    );
}

/// A default branch with so many squash merges after its first commit.
fn work_of_squashes(count: usize) -> Made {
    let mut work = Work::new();
    work.commit("start");
    for number in 1..=count {
        work.commit(&format!("Deliver (#{number})"));
    }
    work.finish()
}

#[test]
fn a_merged_branch_is_an_increment_under_its_own_name_too() {
    let mut work = Work::new();
    work.commit("start");
    work.branch("acme/refunds");
    work.commit("refunds");
    work.checkout("main");
    let merge = work
        .builder
        .merge("acme/refunds", "What was agreed on the phone")
        .unwrap();
    let found = work.finish().found();
    let merged = &found.increments[1];
    assert_eq!(merged.merged_in, Some(merge));
    assert!(merged.is_called("acme/refunds"), "{:?}", merged.names);
}

#[test]
fn tags_that_cannot_be_read_and_increments_that_cannot_be_found_are_counted() {
    let mut work = Work::new();
    work.commit("start");
    work.tag("v1");
    let missing = "1234567890123456789012345678901234567890";
    fs::write(
        work.builder.git_dir().join("refs/tags/v0"),
        format!("{missing}\n"),
    )
    .unwrap();
    let made = work.finish();
    let found = made.found();
    assert_eq!(left_out(&found), ["1 tag that leads to no commit here"]);
    assert_eq!(found.left_out[0].some[0].as_bytes(), b"v0");
    let table = |base: Option<&str>, head: &str| DeclaredIncrement {
        title: "Billing".into(),
        base: base.map(Into::into),
        head: head.into(),
        criteria: Vec::new(),
        line: 3,
    };
    let request = [table(None, "gone"), table(None, "v1")];
    let found = discover(
        &made.repository,
        &IncrementSearch {
            declared: &request,
            ..IncrementSearch::default()
        },
    )
    .unwrap();
    assert_eq!((ids(&found), left_out(&found).len()), (vec!["v1"], 1));
    assert!(
        left_out(&found)[0].contains("increment of the spec"),
        "{found:?}"
    );
}

#[test]
fn a_declared_base_that_the_head_does_not_have_gives_way_to_the_merge_base() {
    let mut work = Work::new();
    let start = work.commit("start");
    work.branch("delivery");
    let head = work.commit("delivered");
    work.checkout("main");
    work.commit("a colleague's");
    let made = work.finish();
    let table = |base: &str, head: &str| DeclaredIncrement {
        title: "Billing".into(),
        base: Some(base.into()),
        head: head.into(),
        criteria: Vec::new(),
        line: 3,
    };
    let found = |table: DeclaredIncrement| {
        discover(
            &made.repository,
            &IncrementSearch {
                declared: &[table],
                ..IncrementSearch::default()
            },
        )
        .unwrap()
    };
    let shared = found(table("main", "delivery"));
    assert_eq!(ranges(&shared), [range(start, head)]);
    assert!(
        shared.warnings[0].message.contains(&start.short(7)),
        "{:?}",
        shared.warnings
    );
    let backwards = found(table("delivery", &start.to_string()));
    assert!(
        backwards.warnings[0].message.contains("backwards"),
        "{:?}",
        backwards.warnings
    );
    assert_ne!(backwards.source, IncrementSource::Spec);
}
