//! How much is read and compared before the reviewer sees anything: no more, however large the
//! increment.

use std::sync::Arc;

use snaglist::app::msg::{Listing, Msg};
use snaglist::model::change::FileChange;
use snaglist::model::text::RepoPath;

use super::review;

/// The first of the delivery's files that many times, each under a path of its own, as an
/// increment.
fn increment_of(files: usize) -> (usize, usize) {
    let (_delivery, mut session) = review();
    let listing = session.model.screens.review.listing.clone().unwrap();
    let change = listing
        .files
        .iter()
        .find(|change| change.old.is_some() && change.new.is_some())
        .unwrap();
    let copy = |number: usize| {
        let mut copy: FileChange = change.clone();
        for side in [&mut copy.old, &mut copy.new].into_iter().flatten() {
            side.path = RepoPath::new(format!("src/part_{number:05}.rs"));
        }
        copy
    };
    let files: Vec<FileChange> = (0..files).map(copy).collect();
    let kinds = vec![listing.kinds[0]; files.len()];
    let request = session.model.screens.review.request;
    session.read = (0, 0);
    let listing = Listing {
        files,
        kinds,
        ..Arc::unwrap_or_clone(listing)
    };
    session
        .send(Msg::Listed {
            request,
            listing: Ok(listing),
        })
        .sees("part_00000.rs");
    session.read
}

#[test]
fn what_is_read_first_does_not_grow_with_the_increment() {
    let (files, lines) = increment_of(60);
    assert!(files > 0 && lines > 0);
    assert!(files < 30, "{files} files are read for one screen");
    assert_eq!(increment_of(6_000), (files, lines));
}

#[test]
fn going_to_the_end_reads_what_is_there_and_nothing_between() {
    let (_delivery, mut session) = review();
    let before = session.read.0;
    session.press("tab G").sees("100%");
    let near = session.model.screens.review.files.len();
    assert!(session.read.0 - before <= near, "files are read twice");
}
