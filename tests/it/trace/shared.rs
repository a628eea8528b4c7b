//! What a command reads of all increments together, and what an increment measures by itself.

use snaglist::engagement::{Allowance, Later, measure, trace};
use snaglist::git::Repository;
use snaglist::git::builder::RepoBuilder;
use snaglist::git::increments::{Found, Request, discover};

/// Two tags with three files each.
fn two() -> (tempfile::TempDir, Repository, Found) {
    let dir = tempfile::tempdir().unwrap();
    let mut builder = RepoBuilder::init(dir.path()).unwrap();
    builder.write("SPEC.md", "- [ ] AC-1: it works\n").unwrap().commit("start").unwrap();
    builder.tag("v0").unwrap();
    for tag in ["v1", "v2"] {
        for file in ["a", "b", "c"] {
            builder.write(&format!("{tag}/{file}.rs"), format!("// {tag}\u{202e}\n{file}();\n")).unwrap();
        }
        builder.commit("Deliver").unwrap();
        builder.tag(tag).unwrap();
    }
    builder.finish().unwrap();
    let repository = Repository::discover(dir.path()).unwrap();
    let found = discover(&repository, &Request::default()).unwrap();
    (dir, repository, found)
}

#[test]
fn increments_that_are_read_one_after_the_other_share_what_may_be_read() {
    let (_dir, repository, found) = two();
    let [.., older, newer] = &found.increments[..] else { panic!("{found:?}") };
    for (files, unread) in [(6, 0), (5, 1), (3, 3)] {
        let mut allowance = Allowance::default();
        allowance.files = files;
        assert_eq!(measure(&repository, newer, &mut allowance).unwrap().unread(), 0, "{files}");
        let measured = measure(&repository, older, &mut allowance).unwrap();
        assert_eq!((measured.files.len(), measured.unread()), (3, unread), "{files}");
    }
}

#[test]
fn files_after_too_many_hunks_are_said_not_to_be_read() {
    let (_dir, repository, found) = two();
    let newest = found.increments.last().unwrap();
    for (hunks, unread) in [(3, 0), (2, 1)] {
        let mut allowance = Allowance::default();
        allowance.hunks = hunks;
        assert_eq!(measure(&repository, newest, &mut allowance).unwrap().unread(), unread, "{hunks}");
    }
}

#[test]
fn what_is_measured_is_what_reading_everything_counts() {
    let (_dir, repository, found) = two();
    for increment in &found.increments {
        let all = trace(&repository, increment, &[], (None, &Later::default()), &|| false).unwrap().unwrap();
        let measured = measure(&repository, increment, &mut Allowance::default()).unwrap();
        assert_eq!(
            (measured.lines(), measured.unread(), measured.outside, measured.unpaired, measured.more_commits),
            (all.lines(), all.unread(), all.outside, all.unpaired, all.more_commits)
        );
        assert_eq!((&measured.hidden, &measured.commits), (&all.hidden, &all.commits));
        let paths = |files: &[snaglist::trace::FileStat]| {
            files.iter().map(|file| file.path.clone()).collect::<Vec<_>>()
        };
        assert_eq!(paths(&measured.files), paths(&all.files));
    }
}

#[test]
fn the_work_of_a_repository_counts_walks_contents_and_looks_in_vain() {
    let (_dir, repository, found) = two();
    let mut before = repository.work();
    let mut grew = || {
        let now = repository.work();
        std::mem::replace(&mut before, now) < now
    };
    let range = found.increments[1].range;
    repository.own_commits(&range).unwrap();
    assert!(grew(), "a walk");
    // What is known already is walked all the same.
    repository.own_commits(&range).unwrap();
    assert!(grew(), "the same walk");
    repository.changes(&range).unwrap();
    assert!(grew(), "folders");
    let missing = "0123456789abcdef0123456789abcdef01234567".parse().unwrap();
    assert!(repository.tree_of(missing).is_err());
    assert!(grew(), "an object that is nowhere");
    assert!(!grew());
}
