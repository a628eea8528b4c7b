//! What comes while the screen is open: commits in the clone, and reading it again.

use snaglist::app::Screen;
use snaglist::app::msg::{Msg, RefsChange};

use super::engagement::Delivery;
use super::review;
use super::session::Session;

const CHANGED: &str = "branches or tags of the repository changed; R reads everything again";

#[test]
fn a_change_of_the_clone_is_said_and_nothing_is_read_unasked() {
    let (mut delivery, mut session) = review();
    delivery.deliver_again("README.md", "# Payments\n", "increment-4");
    let before = session.model.facts.engagement.increments.len();
    session.send(Msg::Refs(RefsChange::Changed)).sees(CHANGED);
    assert_eq!(session.model.facts.engagement.increments.len(), before);
    // Said once; the overview goes on to say it.
    session.press("j").misses(CHANGED);
    session.send(Msg::Refs(RefsChange::Changed)).misses(CHANGED);
    session
        .press("R")
        .sees("read again: 1 new increment, 1 commit");
    assert_eq!(session.model.facts.engagement.increments.len(), before + 1);
    session.press("R").sees("read again: nothing new");
}

#[test]
fn news_wait_for_their_place_in_the_message_line() {
    let (_delivery, mut session) = review();
    // A text box is open; what it says has the place.
    session.press("C").send(Msg::Refs(RefsChange::Changed));
    session
        .misses(CHANGED)
        .press("esc")
        .press("j")
        .sees(CHANGED);
    session.send(Msg::Failed("the disk is full".to_owned()));
    session.sees("the disk is full");
    session
        .send(Msg::Refs(RefsChange::Unwatched { most: 1_000 }))
        .sees("the disk is full")
        .press("j")
        .sees("changes in more than 1000 folders of branches and tags are not noticed");
}

#[test]
fn a_delivery_that_came_again_is_a_new_round() {
    let mut delivery = Delivery::of_a_branch(&[], &[("src/a.rs", "fn a() {}\n")]);
    let mut session = Session::open(&delivery.path(), &delivery.data());
    delivery.deliver_on_new_base(&[("b", "b\n")], &[("src/a.rs", "fn a() { b() }\n")]);
    session.press("R").sees("read again: 1 new round, 1 commit");
}

#[test]
fn the_cursor_folds_filters_and_drafts_stay_through_reading_again() {
    let (mut delivery, mut session) = review();
    session
        .go_to("▾ src/refund.rs")
        .press("z")
        .sees("▸ src/refund.rs");
    session.go_to("Nothing yet.").press("c").type_text("Half a");
    session.press("esc");
    let line = session.cursor_line();
    delivery.deliver_again("README.md", "# Payments\n", "increment-4");
    session.press("R").sees("▸ src/refund.rs");
    assert_eq!(session.cursor_line(), line);
    assert_eq!(session.drafts.len(), 1);
    session.press("ctrl-o enter").sees("Half a");
    // Notes of one label, on the screen of snags.
    session.press("esc s L enter");
    let filtered = session.model.screens.snags.label;
    session.press("R");
    assert!(session.on_screen(Screen::Snags));
    assert_eq!(session.model.screens.snags.label, filtered);
}

#[test]
fn the_part_of_an_increment_that_is_shown_stays_through_reading_again() {
    let (mut delivery, mut session) = review();
    session.press("tab b").sees("commit 1/2");
    delivery.deliver_again("README.md", "# Payments\n", "increment-4");
    session
        .press("R")
        .sees("commit 1/2")
        .press(">")
        .sees("commit 2/2");
    session.press("esc f").go_to("return Ok(refund);");
    assert!(session.model.screens.review.is_gathered());
    session.press("R");
    assert!(session.model.screens.review.is_gathered());
    session.sees("return Ok(refund);");
}
