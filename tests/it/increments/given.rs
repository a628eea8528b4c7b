//! Increments that a reviewer recorded or a spec declares, and the ids of all.

use snaglist::git::increments::{IncrementSearch, discover};
use snaglist::model::id::CriterionId;
use snaglist::model::increment::IncrementSource;
use snaglist::model::spec::DeclaredIncrement;
use snaglist::model::text::Untrusted;

use super::{Work, ids, range, ranges, titles};

#[test]
fn what_a_reviewer_recorded_comes_before_what_is_found() {
    let mut work = Work::new();
    let start = work.commit("start");
    let head = work.commit("one");
    work.tag("v1");
    let made = work.finish();
    let recorded = [(
        "mine".parse().unwrap(),
        crate::defined::defined("Mine", range(start, head)),
    )];
    let request = IncrementSearch {
        recorded: &recorded,
        ..IncrementSearch::default()
    };
    let found = discover(&made.repository, &request).unwrap();
    assert_eq!(
        (found.source, ids(&found), ranges(&found)),
        (
            IncrementSource::Record,
            vec!["mine"],
            vec![range(start, head)]
        )
    );
    // A range typed now is what is wanted now, and keeps the recorded name.
    let request = IncrementSearch {
        typed: Some("HEAD~1..HEAD".to_owned()),
        ..request
    };
    let found = discover(&made.repository, &request).unwrap();
    assert_eq!(
        (found.source, ids(&found)),
        (IncrementSource::Record, vec!["mine"])
    );
    let request = IncrementSearch {
        typed: Some("main".to_owned()),
        ..request
    };
    assert_eq!(
        discover(&made.repository, &request).unwrap().source,
        IncrementSource::CommandLine
    );
}

#[test]
fn increments_of_the_spec_are_resolved_or_warned_of() {
    let mut work = Work::new();
    let first = work.commit("one");
    work.tag("v1");
    let second = work.commit("two");
    let third = work.commit("three");
    let made = work.finish();
    let table = |title: &str, base: Option<&str>, head: &str, line| DeclaredIncrement {
        title: title.into(),
        base: base.map(Untrusted::from),
        head: head.into(),
        criteria: vec!["AC-1".parse().unwrap()],
        line,
    };
    let declared = [
        table("First", None, "v1", 3),
        table("Gone", None, ":/two", 7),
        table("Second", None, &second.to_string(), 11),
        table("Third", Some("v1"), "main", 15),
        table("Lost", Some("nowhere"), "main", 19),
    ];
    let request = IncrementSearch {
        declared: &declared,
        ..IncrementSearch::default()
    };
    let found = discover(&made.repository, &request).unwrap();
    assert_eq!(found.source, IncrementSource::Spec);
    assert_eq!(titles(&found), ["First", "Second", "Third"]);
    assert_eq!(
        ranges(&found),
        [
            range(None, first),
            range(first, second),
            range(first, third)
        ]
    );
    assert_eq!(
        found.increments[0].criteria,
        ["AC-1".parse::<CriterionId>().unwrap()]
    );
    let warned: Vec<_> = found
        .warnings
        .iter()
        .map(|warning| (warning.line, warning.about.lossy().into_owned()))
        .collect();
    assert_eq!(
        warned,
        [(7, ":/two".to_owned()), (19, "nowhere".to_owned())]
    );
    // When none of them is here, the next rule applies, and the warnings stay.
    let request = IncrementSearch {
        declared: &declared[1..2],
        ..IncrementSearch::default()
    };
    let found = discover(&made.repository, &request).unwrap();
    assert_eq!(
        (found.source, found.warnings.len()),
        (IncrementSource::Tag, 1)
    );
}

#[test]
fn names_that_are_no_ids_give_way_to_the_commit() {
    let mut work = Work::new();
    work.commit("start");
    work.branch("\u{202e}evil");
    let head = work.commit("one");
    let made = work.finish();
    let found = made.found();
    assert_eq!(ids(&found), [head.short(12)]);
    assert_eq!(
        found.increments[0].title.as_bytes(),
        "\u{202e}evil".as_bytes()
    );
    assert!(found.because.is_ascii());
}
