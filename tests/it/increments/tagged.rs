//! Increments by their tags: where each begins, later rounds, release candidates, very many tags.

use snaglist::model::increment::IncrementSource;

use super::{Work, ids, range, ranges, titles};

#[test]
fn each_tag_delivers_what_came_since_the_one_before() {
    let mut work = Work::new();
    let start = work.commit("start");
    work.branch("delivery");
    work.commit("one");
    let first = work.commit("two");
    work.builder
        .annotated_tag("increment-1", "\nRefunds\n\nLong text")
        .unwrap();
    let second = work.commit("three");
    work.tag("increment-2");
    let last = work.commit("four");
    let made = work.finish();
    let found = made.found();
    assert_eq!(found.source, IncrementSource::Tag);
    assert_eq!(
        (found.base, found.head, found.more),
        (Some(start), last, false)
    );
    assert_eq!(
        titles(&found),
        ["Refunds", "increment-2", "delivery since increment-2"]
    );
    assert_eq!(
        ids(&found),
        ["increment-1", "increment-2", "increment-2..delivery"]
    );
    assert_eq!(
        ranges(&found),
        [
            range(start, first),
            range(first, second),
            range(second, last)
        ]
    );
    assert_eq!(
        found.because,
        format!("tags on the branch, since `main` ({})", start.short(7))
    );
}

#[test]
fn on_the_default_branch_the_first_tag_starts_at_the_beginning() {
    let mut work = Work::new();
    work.commit("one");
    let first = work.commit("two");
    work.tag("v1");
    let made = work.finish();
    assert_eq!(ranges(&made.found()), [range(None, first)]);
    assert_eq!(made.found().base, None);
}

#[test]
fn tags_beside_the_branch_do_not_count_and_a_commit_with_two_tags_is_one_increment() {
    let mut work = Work::new();
    work.commit("start");
    work.branch("side");
    work.commit("aside");
    work.tag("beside");
    work.checkout("main");
    work.commit("one");
    work.tag("latest");
    work.builder.annotated_tag("v1", "Version one").unwrap();
    let made = work.finish();
    assert_eq!(ids(&made.found()), ["v1"]);
}

#[test]
fn a_later_round_right_after_takes_the_place_of_the_one_before() {
    let mut work = Work::new();
    let start = work.commit("start");
    work.branch("delivery");
    let first = work.commit("billing");
    work.tag("billing");
    let again = work.commit("billing, mended");
    work.tag("billing-r2");
    let third = work.commit("billing, mended again");
    work.tag("billing-round-3");
    let other = work.commit("other");
    work.tag("other");
    let made = work.finish();
    let found = made.found();
    assert_eq!(ids(&found), ["billing", "other"]);
    let billing = &found.increments[0];
    assert_eq!((billing.round, billing.range), (3, range(start, third)));
    assert_eq!(billing.earlier, [range(start, first), range(start, again)]);
    assert_eq!(
        (found.increments[1].round, found.increments[1].range),
        (1, range(third, other))
    );
}

#[test]
fn a_later_round_after_something_else_stands_where_it_was_delivered() {
    let mut work = Work::new();
    let start = work.commit("start");
    work.branch("delivery");
    let first = work.commit("billing");
    work.tag("billing");
    let other = work.commit("other");
    work.tag("other");
    let again = work.commit("billing, mended");
    work.tag("billing.r2");
    let made = work.finish();
    let found = made.found();
    assert_eq!(ids(&found), ["other", "billing"]);
    let billing = &found.increments[1];
    assert_eq!((billing.round, billing.range), (2, range(other, again)));
    assert_eq!(billing.earlier, [range(start, first)]);
}

#[test]
fn release_candidates_and_lone_numbers_are_no_rounds() {
    let mut work = Work::new();
    for tag in ["v1-rc1", "v1-rc2", "r2", "v1.2", "alpha_r1", "alpha_r2"] {
        work.commit(tag);
        work.tag(tag);
    }
    let made = work.finish();
    let found = made.found();
    assert_eq!(ids(&found), ["v1-rc1", "v1-rc2", "r2", "v1.2", "alpha"]);
    assert_eq!(
        found
            .increments
            .iter()
            .map(|increment| increment.round)
            .collect::<Vec<_>>(),
        [1, 1, 1, 1, 2]
    );
}

#[test]
fn of_very_many_tags_the_newest_stay() {
    let mut work = Work::new();
    let mut commits = Vec::new();
    for at in 0..70 {
        commits.push(work.commit("work"));
        work.tag(&format!("v{at}"));
    }
    let made = work.finish();
    let found = made.found();
    assert_eq!((found.increments.len(), found.more), (60, true));
    assert_eq!(found.increments[0].id.as_str(), "v10");
    assert_eq!(found.increments[0].range, range(commits[9], commits[10]));
    assert!(found.because.ends_with("older ones are left out"));
}
