//! A criterion's hunks of all increments, and an increment commit by commit.

use snaglist::model::index::IncrementIndex;
use snaglist::model::text::RepoPath;

use super::engagement::Delivery;
use super::review;
use super::session::Session;

/// Ana at the twelve odd increments, each of which names a criterion in its message.
fn odd() -> (Delivery, Session) {
    let delivery = Delivery::odd();
    let mut session = Session::open(&delivery.path(), &delivery.data());
    session.press("esc").press("enter");
    (delivery, session)
}

/// The path of the file that the cursor is in.
fn path_here(session: &Session) -> Option<RepoPath> {
    let review = &session.model.screens.review;
    let file = review.files.get(review.file_at(review.view.cursor)?)?;
    Some(file.change.path().clone())
}

fn is_sound(session: &Session) {
    let review = &session.model.screens.review;
    for row in 0..review.rows.len() {
        let anchor = review.rows.anchor(row).unwrap();
        assert_eq!(review.rows.row_of(&anchor), Some(row), "{anchor:?}");
    }
    for (index, file) in review.files.entries() {
        assert_eq!(
            review.file_in(file.increment, file.change.path()),
            Some(index)
        );
    }
}

#[test]
fn a_criterions_hunks_are_gathered_from_all_increments() {
    let (_delivery, mut session) = odd();
    for _ in 0..7 {
        session.press("f");
        let of: Vec<IncrementIndex> = session
            .model
            .screens
            .review
            .files
            .iter()
            .map(|file| file.increment)
            .collect();
        assert!(of.windows(2).all(|pair| pair[0] <= pair[1]), "{of:?}");
        is_sound(&session);
        for _ in 0..40 {
            session.press("]");
        }
        is_sound(&session);
        let here = session.model.screens.review.increment;
        let path = path_here(&session);
        session.press("f");
        assert_eq!(
            session.model.screens.review.increment, here,
            "the increment under the cursor is the one that opens"
        );
        assert_eq!(path_here(&session), path);
        session.press("J");
    }
}

#[test]
fn the_increment_stands_above_its_files_and_a_verdict_is_on_it() {
    let (_delivery, mut session) = review();
    session
        .press("j f")
        .sees("(only AC-5)")
        .sees("AC-5  Partial refunds")
        .sees("2/3 ");
    session.sees("linked hunks in 1 of 3 increments");
    session
        .press("m")
        .sees("▸✓ AC-5")
        .press("f")
        .misses("(only")
        .sees("▸✓ AC-5");
    session
        .press("f tab G")
        .sees("no link yet; suggestions in 1 of 3 increments")
        .press("esc")
        .misses("(only");
}

#[test]
fn an_increment_is_gone_through_commit_by_commit() {
    let (_delivery, mut session) = review();
    let commits = session.model.trace().unwrap().commits.clone();
    assert!(commits.len() > 1);
    session
        .press("tab g b")
        .sees(&format!("commit 1 of {}", commits.len()));
    for (at, commit) in (1..).zip(commits.iter().rev()) {
        let subject = commit.subject();
        session
            .sees(&format!("commit {at} of {}", commits.len()))
            .sees(&subject.lossy()[..20]);
        is_sound(&session);
        session.press(">");
    }
    session
        .sees("this is the last commit of the increment")
        .press("<");
    session.sees(&format!("commit {} of", commits.len() - 1));
    session.press("b").misses("oldest first").sees("2/3");
    assert_eq!(
        session.model.screens.review.increment,
        IncrementIndex::new(1)
    );
}

#[test]
fn one_commit_alone_is_as_good_as_the_whole() {
    let delivery = Delivery::of_one_commit();
    let mut session = Session::open(&delivery.path(), &delivery.data());
    session
        .press("b")
        .sees("this increment has only one commit");
}
