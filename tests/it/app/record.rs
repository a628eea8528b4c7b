//! What outlasts a session, a rebase, a late answer, a full disk.

use std::sync::Arc;

use snaglist::app::Screen;
use snaglist::app::input::geometry::TerminalSize;
use snaglist::app::msg::{Msg, Saving};
use snaglist::model::change::FileDiff;
use snaglist::model::index::FileIndex;

use super::engagement::Delivery;
use super::people::ana;
use super::review;
use super::session::Session;

#[test]
fn coming_back_leads_to_the_same_line() {
    let (_delivery, mut session) = review();
    session.go_to("insert(amount, key)").press("J J");
    let mut session = session.again();
    assert!(session.on_screen(Screen::Review));
    assert!(session.title().contains("2/3 Idempotent refunds"));
    assert!(
        session.cursor_line().contains("insert(amount, key)"),
        "{}",
        session.cursor_line()
    );
    session.sees("▸○ AC-6");
    // An old line, a header, another screen.
    session.go_to("More to come.");
    let mut session = session.again();
    assert!(
        session.cursor_line().contains("More to come."),
        "{}",
        session.cursor_line()
    );
    session.go_to("▾ src/refund.rs");
    let mut session = session.again();
    assert!(
        session.cursor_line().contains("▾ src/refund.rs"),
        "{}",
        session.cursor_line()
    );
    session.press("s");
    let session = session.again();
    assert!(session.on_screen(Screen::Snags));
}

#[test]
fn coming_back_finds_a_line_that_is_hidden_at_first() {
    let (_delivery, mut session) = review();
    session
        .go_to("⋯  8 lines")
        .press("enter")
        .go_to("//! Refunds.");
    let session = session.again();
    assert!(session.cursor_line().contains("⋯") || session.cursor_line().contains("//! Refunds."));
    assert!(session.model.screens.review.diff_focus);
}

#[test]
fn everything_said_is_there_again() {
    let (_delivery, mut session) = review();
    session
        .go_to("insert(amount, key)")
        .press("c")
        .type_text("This races.")
        .press("ctrl-s");
    session.press("m space");
    let mut session = session.again();
    session.sees("This races.").sees("✓ AC-4");
    assert!(
        session.title().ends_with("1/7 met · 1 snag"),
        "{}",
        session.title()
    );
}

#[test]
fn what_was_viewed_stays_viewed_when_the_commits_are_made_anew() {
    let (delivery, mut session) = review();
    session
        .press("n space space space space space space")
        .sees("5/5 files viewed");
    let first = session.model.increment().unwrap().range;
    let rebased = Delivery::rebased();
    let mut session = Session::open(&rebased.path(), &delivery.data());
    session.press("> enter");
    assert_ne!(
        session.model.increment().unwrap().range.head,
        first.head,
        "other commits"
    );
    session
        .press("tab G g")
        .sees("5/5 files viewed")
        .press("n")
        .sees("this criterion needs a verdict");
}

#[test]
fn what_was_viewed_is_new_again_when_it_changes() {
    let (mut delivery, mut session) = review();
    session
        .press("n space space space space space space")
        .sees("5/5 files viewed");
    delivery.change_the_check();
    session
        .press("R > > ]")
        .sees("src/refund.rs")
        .sees("0/1 files viewed");
}

#[test]
fn the_cursor_stays_through_reading_again() {
    let (mut delivery, mut session) = review();
    session.go_to("insert(amount, key)");
    delivery.deliver_again("README.md", "# Payments\n", "increment-4");
    session.press("R").sees("read again");
    assert!(
        session.title().contains("2/4 Idempotent refunds"),
        "{}",
        session.title()
    );
    assert!(
        session.cursor_line().contains("insert(amount, key)"),
        "{}",
        session.cursor_line()
    );
}

#[test]
fn late_answers_are_dropped() {
    let (_delivery, mut session) = review();
    session.hold().press("> <").press(">");
    let requests = session.model.screens.review.request;
    session.let_go();
    assert_eq!(session.model.screens.review.request, requests);
    assert!(session.title().contains("3/3 Webhooks"));
    let paths: Vec<_> = session
        .model
        .screens
        .review
        .files
        .iter()
        .map(|file| file.change.path().lossy().into_owned())
        .collect();
    assert_eq!(paths, ["src/webhook.rs"]);
    // A file of an older request, and one that is not there.
    let before = session.screen();
    let diff = Arc::new(FileDiff::Unreadable("late".to_owned()));
    session.send(Msg::FileRead {
        request: requests - 1,
        file: FileIndex::new(0),
        diff: diff.clone(),
    });
    session.send(Msg::FileRead {
        request: requests,
        file: FileIndex::new(99),
        diff,
    });
    session.send(Msg::Listed {
        request: requests - 1,
        listing: Err("late".to_owned()),
    });
    assert_eq!(session.screen(), before);
}

#[test]
fn an_increment_that_cannot_be_read_says_why() {
    let (_delivery, mut session) = review();
    let request = session.model.screens.review.request;
    session.send(Msg::Listed {
        request,
        listing: Err("the object is missing; fetch it".to_owned()),
    });
    session
        .press("tab g")
        .sees("the object is missing; fetch it");
    session.press(">").sees("▾ src/webhook.rs");
}

#[test]
fn what_is_not_on_the_disk_is_said_until_it_is() {
    let (_delivery, mut session) = review();
    session.send(Msg::Saving(Saving::Pending)).sees("saving …");
    session
        .send(Msg::Saving(Saving::Failed("no space left".to_owned())))
        .sees("NOT SAVED: no space left");
    session.press("j j").sees("NOT SAVED");
    session
        .send(Msg::Saving(Saving::Saved))
        .sees("saved ✓")
        .misses("NOT SAVED");
    session.press("j").misses("saved ✓");
}

#[test]
fn one_increment_opens_in_the_review() {
    let delivery = Delivery::of_one_commit();
    let session = Session::open_as(
        &delivery.path(),
        &delivery.data(),
        &ana(),
        TerminalSize { cols: 80, rows: 24 },
    );
    assert!(session.on_screen(Screen::Review));
}

#[test]
fn with_several_specs_the_first_question_is_which() {
    let mut delivery = Delivery::new();
    delivery.deliver_again(
        "docs/spec.md",
        "# Reports\n\n## Acceptance criteria\n\n- [ ] R-1: A report is made daily.\n",
        "increment-4",
    );
    let mut session = Session::open(&delivery.path(), &delivery.data());
    session
        .sees("Which spec to review")
        .sees("7 criteria")
        .sees("1 criterion");
    session.press("0").sees("AC-1").sees("R-1").sees("0/8 met");
    session.press("S").press("2").misses("AC-1");
    let mut session = session.again();
    session
        .misses("Which spec to review")
        .misses("AC-1")
        .sees("R-1");
}
