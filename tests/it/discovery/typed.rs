//! Ranges, branches, tags and commits that the user types.

use snaglist::git::increments::{IncrementSearch, discover};
use snaglist::model::increment::IncrementSource;

use crate::increments::{Work, left_out, range};

#[test]
fn a_typed_range_is_one_increment() {
    let mut work = Work::new();
    let start = work.commit("start");
    work.branch("side");
    let side = work.commit("side");
    work.checkout("main");
    let main = work.commit("main");
    let made = work.finish();
    let only = |text: &str| {
        let found = made.typed(text);
        assert_eq!(
            (found.increments.len(), found.source),
            (1, IncrementSource::CommandLine),
            "{text}"
        );
        (
            found.increments[0].range,
            found.increments[0].id.to_string(),
        )
    };
    assert_eq!(
        only("main..side"),
        (range(start, side), "main..side".to_owned())
    );
    assert_eq!(
        only("main...side"),
        (range(start, side), "main...side".to_owned())
    );
    // The id of what moves is the range itself.
    assert_eq!(
        only("HEAD~1.."),
        (range(start, main), range(start, main).short())
    );
    assert_eq!(only("HEAD~1..HEAD").1, range(start, main).short());
    for nonsense in [
        "..",
        "main..main",
        "main..nope",
        "a..b..c",
        "....",
        ":/start..main",
    ] {
        assert!(made.try_typed(nonsense).is_err(), "{nonsense}");
    }
}

#[test]
fn a_typed_branch_tag_or_commit_is_what_it_delivers() {
    let mut work = Work::new();
    let start = work.commit("start");
    work.tag("v0");
    work.commit("one");
    let tagged = work.commit("two");
    work.tag("v1");
    work.branch("merged");
    let merged = work.commit("merged");
    work.checkout("main");
    work.commit("meanwhile");
    let merge = work
        .builder
        .merge("merged", "Merge branch 'merged'")
        .unwrap();
    work.branch("ahead");
    let ahead = work.commit("ahead");
    work.checkout("main");
    let made = work.finish();
    let only = |text: &str| made.typed(text).increments[0].range;
    assert_eq!(only("v1"), range(start, tagged));
    assert_eq!(only("v0"), range(None, start));
    assert_eq!(only("ahead"), range(merge, ahead));
    assert_eq!(only("merged"), range(tagged, merged));
    assert_eq!(only("main"), range(None, merge));
    assert_eq!(only(&merged.to_string()), range(tagged, merged));
    assert_eq!(only("HEAD^2"), range(tagged, merged));
    let request = IncrementSearch {
        typed: Some("ahead".into()),
        base: Some("v1".into()),
        ..IncrementSearch::default()
    };
    assert_eq!(
        discover(&made.repository, &request).unwrap().increments[0].range,
        range(tagged, ahead)
    );
}

#[test]
fn a_range_a_branch_and_three_dots_are_one_increment_before_and_after_the_merge() {
    let mut work = Work::new();
    let start = work.commit("start");
    work.branch("delivery");
    let head = work.commit("delivered");
    work.checkout("main");
    let meanwhile = work.commit("a colleague's");
    let made = work.finish();
    for text in [
        "main..delivery",
        "main...delivery",
        "delivery",
        "main..delivery ",
    ] {
        let found = made.typed(text).increments.remove(0);
        assert_eq!(found.range, range(start, head), "{text}");
        assert!(
            found.is_called("delivery") && found.is_called(text.trim()),
            "{text}: {:?}",
            found.names
        );
    }
    assert!(
        made.typed("main..delivery")
            .because
            .contains(&format!("merge base of its ends ({})", start.short(7)))
    );
    // As git compares the two ends, where somebody wants that.
    let exact = IncrementSearch {
        typed: Some("main..delivery".into()),
        exact: true,
        ..IncrementSearch::default()
    };
    assert_eq!(
        discover(&made.repository, &exact).unwrap().increments[0].range,
        range(meanwhile, head)
    );
    let given = IncrementSearch {
        base: Some("main".into()),
        typed: Some("delivery".into()),
        exact: true,
        ..IncrementSearch::default()
    };
    assert_eq!(
        discover(&made.repository, &given).unwrap().increments[0].range,
        range(meanwhile, head)
    );

    let mut work = Work::new();
    let start = work.commit("start");
    work.branch("delivery");
    let head = work.commit("delivered");
    work.checkout("main");
    work.commit("a colleague's");
    let merge = work
        .builder
        .merge("delivery", "Merge branch 'delivery'")
        .unwrap();
    work.commit("later");
    let made = work.finish();
    for text in ["main..delivery", "main...delivery", "delivery"] {
        let found = made.typed(text).increments.remove(0);
        assert_eq!(
            (found.range, found.merged_in),
            (range(start, head), Some(merge)),
            "{text}"
        );
    }
}

#[test]
fn a_range_that_runs_backwards_offers_the_other_way_round() {
    let mut work = Work::new();
    work.commit("start");
    work.tag("v1");
    work.commit("more");
    work.tag("v2");
    let made = work.finish();
    for (text, other) in [
        ("v2..v1", "`v1..v2`"),
        ("v2...v1", "`v1...v2`"),
        ("..v1", "`v1..HEAD`"),
    ] {
        let error = made.try_typed(text).unwrap_err().to_string();
        assert!(
            error.contains("runs backwards") && error.contains(other),
            "{text}: {error}"
        );
    }
}

#[test]
fn a_typed_branch_says_whose_merges_are_not_in_it() {
    let mut work = Work::new();
    work.commit("start");
    work.branch("delivery");
    work.commit("delivered");
    work.checkout("main");
    let theirs = work.commit("a colleague's");
    work.checkout("delivery");
    work.builder.merge("main", "Catch up").unwrap();
    let head = work.commit("delivered too");
    let made = work.finish();
    for text in ["delivery", "main..delivery", "HEAD"] {
        let found = made.typed(text);
        assert_eq!(found.increments[0].range, range(theirs, head), "{text}");
        assert_eq!(
            left_out(&found),
            ["1 merge from `main`: others' work"],
            "{text}"
        );
    }
}
