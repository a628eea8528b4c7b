//! Increments where there are no tags: merges, branches, groups of commits, a detached head.

use std::fs;

use snaglist::git::increments::{IncrementSearch, discover};
use snaglist::model::increment::{CommitRange, IncrementSource};

use super::{Work, ids, left_out, range, ranges, titles};

#[test]
fn without_a_commit_it_says_what_to_do() {
    let made = Work::new().finish();
    let error = discover(&made.repository, &IncrementSearch::default())
        .unwrap_err()
        .to_string();
    assert!(error.contains("no commit yet"), "{error}");
}

#[test]
fn without_tags_each_merge_is_an_increment() {
    let mut work = Work::new();
    let start = work.commit("start");
    work.branch("feature/login");
    work.commit("login");
    work.checkout("main");
    let direct = work.commit("direct");
    let login = work
        .builder
        .merge(
            "feature/login",
            "Merge branch 'feature/login'\n\n# Conflicts\n",
        )
        .unwrap();
    work.branch("x");
    work.commit("x");
    work.checkout("main");
    let pull = work
        .builder
        .merge("x", "Merge pull request #7 from org/x\n\nPay by card\n")
        .unwrap();
    work.branch("y");
    work.commit("y");
    work.checkout("main");
    let lab = work
        .builder
        .merge(
            "y",
            "Merge branch 'y' into 'main'\n\nPay by cheque\n\nSee merge request a/b!3\n",
        )
        .unwrap();
    let last = work.commit("after");
    let made = work.finish();
    let found = made.found();
    assert_eq!(found.source, IncrementSource::Merge);
    assert_eq!(
        titles(&found),
        [
            "main",
            "feature/login",
            "Pay by card",
            "Pay by cheque",
            "main since y"
        ]
    );
    assert_eq!(
        ids(&found),
        ["main", "feature/login", "pr-7", "y", "y..main"]
    );
    assert_eq!(
        ranges(&found),
        [
            range(None, direct),
            range(direct, login),
            range(login, pull),
            range(pull, lab),
            range(lab, last)
        ]
    );
    assert!(
        found.because.contains("commits made directly"),
        "{}",
        found.because
    );
    assert!(found.increments[2].is_called("org/x") && found.increments[2].is_called("x"));
    assert!(found.increments[3].is_called("mr-3"));
    assert_eq!(found.increments[2].merged_in, Some(pull));
    assert_eq!((found.base, left_out(&found).len()), (None, 0));
    assert_ne!(start, direct);
}

#[test]
fn merging_a_branch_twice_gives_two_ids() {
    let mut work = Work::new();
    work.commit("start");
    for _ in 0..2 {
        work.branch("dev");
        work.commit("work");
        work.checkout("main");
        work.builder.merge("dev", "Merge branch 'dev'").unwrap();
    }
    let made = work.finish();
    let found = made.found();
    assert_eq!(ids(&found)[..2], ["main", "dev"]);
    assert!(found.increments[2].id.as_str().starts_with("dev~"));
}

#[test]
fn a_branch_ahead_of_the_default_one_is_an_increment() {
    let mut work = Work::new();
    work.commit("start");
    let left = work.commit("more");
    work.branch("payments");
    work.commit("one");
    let head = work.commit("two");
    work.checkout("main");
    work.commit("meanwhile");
    work.checkout("payments");
    let made = work.finish();
    let found = made.found();
    assert_eq!(
        (found.source, ids(&found)),
        (IncrementSource::Branch, vec!["payments"])
    );
    assert_eq!(ranges(&found), [range(left, head)]);
}

#[test]
fn a_branch_that_merged_the_default_one_shows_only_its_own() {
    let mut work = Work::new();
    let left = work.commit("start");
    work.tag("old");
    work.branch("payments");
    let ours = work.commit("one");
    work.tag("ours");
    work.checkout("main");
    let upstream = work.commit("meanwhile");
    work.checkout("payments");
    work.builder
        .merge("main", "Merge branch 'main' into payments")
        .unwrap();
    let made = work.finish();
    let found = made.found();
    assert_eq!(found.base, Some(upstream));
    // What is tagged does not have what was merged in later; and the merge itself is others' work.
    assert_eq!(
        (ids(&found), ranges(&found)),
        (vec!["ours"], vec![range(left, ours)])
    );
    assert_eq!(left_out(&found), ["1 merge from `main`: others' work"]);
}

#[test]
fn origin_says_what_the_default_branch_is() {
    let mut work = Work::new();
    let start = work.commit("start");
    work.branch("production");
    let tip = work.commit("released");
    let origin = work.builder.git_dir().join("refs/remotes/origin");
    fs::create_dir_all(&origin).unwrap();
    fs::write(origin.join("HEAD"), "ref: refs/remotes/origin/production\n").unwrap();
    fs::write(origin.join("production"), format!("{tip}\n")).unwrap();
    work.branch("work");
    let head = work.commit("work");
    let made = work.finish();
    assert_eq!(ranges(&made.found()), [range(tip, head)]);
    let request = IncrementSearch {
        base: Some("main".to_owned()),
        ..IncrementSearch::default()
    };
    assert_eq!(
        ranges(&discover(&made.repository, &request).unwrap()),
        [range(start, head)]
    );
    let request = IncrementSearch {
        base: Some("work".to_owned()),
        ..IncrementSearch::default()
    };
    assert!(
        discover(&made.repository, &request)
            .unwrap_err()
            .to_string()
            .contains("--base")
    );
    let request = IncrementSearch {
        base: Some("nope".to_owned()),
        ..IncrementSearch::default()
    };
    assert!(format!("{:#}", discover(&made.repository, &request).unwrap_err()).contains("nope"));
}

#[test]
fn otherwise_the_last_commits_are_grouped_by_day_and_author() {
    let mut work = Work::new();
    let day = 86_400;
    work.builder.at(19_000 * day + 50_000);
    let first = work.commit("Start\n\nbody");
    let second = work.commit("more");
    work.builder.author("Ben", "ben@example.org");
    let third = work.commit("Ben's");
    work.builder.at(19_001 * day);
    let fourth = work.commit("next day");
    let last = work.commit("and on");
    let made = work.finish();
    let found = made.found();
    assert_eq!(
        (found.source, found.more),
        (IncrementSource::Grouped, false)
    );
    assert_eq!(
        titles(&found),
        [
            "2022-01-08, 2 commits by Ana Reviewer",
            "Ben's",
            "2022-01-09, 2 commits by Ben"
        ]
    );
    assert_eq!(ids(&found)[2], format!("2022-01-09-{}", fourth.short(7)));
    assert_eq!(
        ranges(&found),
        [
            range(None, second),
            range(second, third),
            range(third, last)
        ]
    );
    assert_ne!(first, second);
}

#[test]
fn only_whole_groups_are_offered() {
    let mut work = Work::new();
    for at in 0..60 {
        work.builder.at(19_000 * 86_400 + at * 30_000);
        work.commit("work");
    }
    let made = work.finish();
    let found = made.found();
    assert!(found.more);
    let commits = |range: &CommitRange| made.repository.commits(range, 100).unwrap().commits.len();
    let total: usize = ranges(&found).iter().map(commits).sum();
    assert!((45..=50).contains(&total), "{total}");
    assert!(found.increments[0].range.base.is_some());
}

#[test]
fn a_detached_head_is_reviewed_as_well() {
    let mut work = Work::new();
    let start = work.commit("start");
    work.branch("payments");
    let head = work.commit("one");
    let git_dir = work.builder.git_dir().to_owned();
    let made = work.finish();
    fs::write(git_dir.join("HEAD"), format!("{head}\n")).unwrap();
    let found = made.found();
    assert_eq!(
        (ranges(&found), titles(&found)),
        (vec![range(start, head)], vec!["HEAD".to_owned()])
    );
}
