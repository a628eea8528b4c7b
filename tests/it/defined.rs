//! Increments as reviewers defined them, laid over those that are found.

use snaglist::git::Repository;
use snaglist::git::builder::RepoBuilder;
use snaglist::git::increments::{FoundIncrements, IncrementSearch, discover};
use snaglist::model::id::{IncrementId, ObjectId};
use snaglist::model::increment::{CommitRange, Definition};
use snaglist::model::text::Untrusted;

fn range(base: ObjectId, head: ObjectId) -> CommitRange {
    CommitRange {
        base: Some(base),
        head,
    }
}

fn ids(found: &FoundIncrements) -> Vec<&str> {
    found
        .increments
        .iter()
        .map(|increment| increment.id.as_str())
        .collect()
}

fn ranges(found: &FoundIncrements) -> Vec<CommitRange> {
    found
        .increments
        .iter()
        .map(|increment| increment.range)
        .collect()
}

/// A definition that gives no criteria.
pub(crate) fn defined(title: &str, range: CommitRange) -> Definition {
    Definition {
        title: title.into(),
        range,
        criteria: Vec::new(),
    }
}

#[test]
fn found_increments_are_renamed_joined_and_split_and_go_on_being_found() {
    let dir = tempfile::tempdir().unwrap();
    let mut builder = RepoBuilder::init(dir.path()).unwrap();
    let mut commit = |name: &str, tag: Option<&str>| {
        let commit = builder.write(name, name).unwrap().commit(name).unwrap();
        if let Some(tag) = tag {
            builder.tag(tag).unwrap();
        }
        commit
    };
    let start = commit("start", None);
    let one = commit("one", None);
    let middle = commit("middle", Some("v1"));
    let two = commit("two", Some("v2"));
    let three = commit("three", Some("v3"));
    builder.finish().unwrap();
    let repository = Repository::discover(dir.path()).unwrap();
    let discovered = |recorded: &[(IncrementId, Definition)]| {
        let base = Some(start.to_string());
        discover(
            &repository,
            &IncrementSearch {
                recorded,
                base,
                ..IncrementSearch::default()
            },
        )
        .unwrap()
    };
    let id = |id: &str| id.parse::<IncrementId>().unwrap();
    let renamed = discovered(&[(id("v2"), defined("Two", range(middle, two)))]);
    assert_eq!(ids(&renamed), ["v1", "v2", "v3"]);
    assert_eq!(renamed.increments[1].title, Untrusted::from("Two"));
    let none = |head| CommitRange {
        base: Some(head),
        head,
    };
    let joined = discovered(&[
        (id("v2"), defined("Both", range(middle, three))),
        (id("v3"), defined("", none(three))),
    ]);
    assert_eq!(
        (ids(&joined), ranges(&joined)[1]),
        (vec!["v1", "v2"], range(middle, three))
    );
    let split = discovered(&[
        (id("v1"), defined("First", range(start, one))),
        (id("v1-2"), defined("Second", range(one, middle))),
    ]);
    assert_eq!(ids(&split), ["v1", "v1-2", "v2", "v3"]);
    assert_eq!(ranges(&split)[..2], [range(start, one), range(one, middle)]);
    // What is delivered behind a split increment nothing unviewed below is an increment of its own.
    let last = discovered(&[
        (id("v3"), defined("Begun", range(two, two))),
        (id("other"), defined("x", range(start, one))),
    ]);
    assert_eq!(ranges(&last).last().unwrap().head, three);
}

#[test]
fn a_renamed_branch_goes_on_being_delivered_and_a_split_one_has_no_other_round() {
    let dir = tempfile::tempdir().unwrap();
    let mut builder = RepoBuilder::init(dir.path()).unwrap();
    let commit = |builder: &mut RepoBuilder, name: &str| {
        builder.write(name, name).unwrap().commit(name).unwrap()
    };
    let start = commit(&mut builder, "start");
    builder.branch("delivery").unwrap();
    let one = commit(&mut builder, "one");
    let two = commit(&mut builder, "two");
    let three = commit(&mut builder, "three");
    builder.finish().unwrap();
    let repository = Repository::discover(dir.path()).unwrap();
    let discovered = |recorded: &[(IncrementId, Definition)]| {
        discover(
            &repository,
            &IncrementSearch {
                recorded,
                ..IncrementSearch::default()
            },
        )
        .unwrap()
    };
    let id = |id: &str| id.parse::<IncrementId>().unwrap();
    // Renamed when it ended at the second commit.
    let renamed = discovered(&[(id("delivery"), defined("The thing", range(start, two)))]);
    assert_eq!(
        (ids(&renamed), ranges(&renamed)),
        (vec!["delivery"], vec![range(start, three)])
    );
    assert_eq!(renamed.increments[0].title, Untrusted::from("The thing"));
    // Split then, and delivered on since.
    let split = discovered(&[
        (id("delivery"), defined("First", range(start, one))),
        (id("delivery-2"), defined("Second", range(one, two))),
    ]);
    assert_eq!(
        ranges(&split),
        [range(start, one), range(one, two), range(two, three)]
    );
    assert!(
        split
            .increments
            .iter()
            .all(|found| found.round == 1 && found.earlier.is_empty())
    );
    assert!(split.increments[0].is_called("delivery"));
}
