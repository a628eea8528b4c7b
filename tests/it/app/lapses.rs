//! The walk through lapsed verdicts: what each rested on beside what is there now.

use snaglist::app::Screen;
use snaglist::model::verdict::{CriterionState, Verdict};

use super::engagement::{Delivery, SPEC};
use super::people::ben;
use super::review;
use super::session::Session;
use super::verdicts::key;

/// Ana judged AC-4 and AC-5 met on the second increment; the fourth changed the lines under both.
pub(crate) fn two_lapsed() -> (Delivery, Session) {
    let (mut delivery, mut session) = review();
    session.press("m").sees("▸✓ AC-4");
    session
        .go_to("AC-5: what was refunded")
        .press("J m")
        .sees("▸✓ AC-5");
    delivery.change_the_check();
    session.press("R o g");
    (delivery, session)
}

fn state(session: &mut Session, id: &str) -> CriterionState {
    session.opened.record().state_of(&key(id))
}

#[test]
fn the_walk_shows_what_a_verdict_rested_on_then_and_now() {
    let (_delivery, mut session) = two_lapsed();
    session
        .sees("(2 to check again: $)")
        .resize(60, 24)
        .sees("7 to judge (2 to check again: $)")
        .resize(120, 40)
        .press("$")
        .sees("Check again 1 of 2 · AC-4")
        .sees("you judged AC-4 met on 15 Nov (now), on Idempotent refunds")
        .sees("check again: increment-4 changed src/refund.rs")
        .sees("Change src/refund.rs")
        .sees("first to change its lines")
        .sees("The criterion, unchanged")
        .sees("A refund is idempotent per key.");
    session
        .press("n")
        .sees("Check again 2 of 2 · AC-5")
        .sees("What it rested on, then and now");
    let line = session.line_with("total.min(charge.amount)");
    assert!(line.contains("− ") && line.contains("+ "), "{line}");
    session.press("n").sees("this is the last lapsed verdict");
    session.press("N").sees("Check again 1 of 2");
    session.press("N").sees("this is the first lapsed verdict");
}

#[test]
fn a_verdict_that_still_stands_is_affirmed_with_one_key() {
    let (_delivery, mut session) = two_lapsed();
    session
        .press("$ y")
        .sees("AC-4: still met; u undoes it")
        .sees("Check again 2 of 2 · AC-5");
    assert_eq!(
        state(&mut session, "AC-4"),
        CriterionState::Judged(Verdict::Met)
    );
    assert_eq!(state(&mut session, "AC-5"), CriterionState::Stale);
    session.press("u");
    assert_eq!(state(&mut session, "AC-4"), CriterionState::Stale);
    session
        .press("y")
        .sees("Check again 1 of 2")
        .press("y")
        .sees("every lapsed verdict is checked: 2 still stand")
        .misses("to check again");
    assert!(session.on_screen(Screen::Overview));
    session.press("$").sees("nothing to check again");
}

#[test]
fn a_verdict_that_no_longer_stands_is_given_anew_with_its_reason() {
    let (_delivery, mut session) = two_lapsed();
    session
        .press("$ n x")
        .sees("Verdict on AC-5, with a comment")
        .press("x")
        .type_text("Fees are left out of the sum.")
        .press("ctrl-s")
        .sees("Check again 1 of 2 · AC-4");
    assert_eq!(
        state(&mut session, "AC-5"),
        CriterionState::Judged(Verdict::NotMet),
        "on what is there now, so that it does not lapse at once"
    );
    let record = session.opened.record();
    let given = record.verdicts_on(&key("AC-5")).next().unwrap();
    assert_eq!(given.increment().unwrap().as_str(), "increment-4");
    session
        .press("y")
        .sees("every lapsed verdict is checked: 1 still stand, 1 judged otherwise");
}

#[test]
fn all_that_were_shown_to_their_end_stand_and_no_other() {
    let (_delivery, mut session) = two_lapsed();
    session
        .press("$ a")
        .sees("1 verdict stands, 1 not shown to the end: still to check; u undoes it")
        .sees("Check again 2 of 2 · AC-5");
    assert_eq!(
        state(&mut session, "AC-4"),
        CriterionState::Judged(Verdict::Met)
    );
    assert_eq!(state(&mut session, "AC-5"), CriterionState::Stale);
    session.press("u");
    assert_eq!(state(&mut session, "AC-4"), CriterionState::Stale);
    session.press("a").sees("2 verdicts stand; u undoes it");
    assert!(session.on_screen(Screen::Overview));
    session.press("u");
    assert_eq!(state(&mut session, "AC-4"), CriterionState::Stale);
    assert_eq!(state(&mut session, "AC-5"), CriterionState::Stale);
}

#[test]
fn what_is_not_on_a_low_screen_is_counted_and_was_not_shown() {
    let (_delivery, mut session) = two_lapsed();
    session.resize(80, 12).press("$").sees("more line");
    session
        .press("a")
        .sees("none affirmed, 2 not shown to the end: still to check");
    session
        .press("G")
        .misses("more line")
        .press("a")
        .sees("1 verdict stands, 1 not shown to the end");
    // Old and new lines below each other.
    session.resize(80, 24).press("G");
    let (old, new) = (session.find("− "), session.find("+ "));
    assert!(old.1 < new.1, "{}", session.screen());
}

#[test]
fn a_reworded_criterion_is_shown_as_it_was_judged_and_now() {
    let (mut delivery, mut session) = review();
    session.press("m").sees("▸✓ AC-4");
    let changed = SPEC.replace("idempotent per key", "idempotent per key and day");
    delivery.deliver_again("SPEC.md", &changed, "increment-4");
    session
        .press("R & y esc")
        .sees("▸↻ AC-4")
        .sees("$ shows then");
    session
        .press("$")
        .sees("check again: the criterion's text changed since")
        .sees("agreed to this text on 15 Nov")
        .sees("The criterion, as you judged it and now");
    let line = session.line_with("A refund is idempotent per key.");
    assert!(
        line.contains("A refund is idempotent per key and day."),
        "{line}"
    );
    session
        .resize(80, 24)
        .sees("The criterion as you judged it")
        .sees("The criterion now");
    session.press("y").sees("every lapsed verdict is checked");
    assert!(session.on_screen(Screen::Review), "where the walk began");
    assert_eq!(
        state(&mut session, "AC-4"),
        CriterionState::Judged(Verdict::Met)
    );
}

#[test]
fn a_file_that_is_gone_and_places_that_are_new_are_named() {
    let (mut delivery, mut session) = review();
    session
        .press("tab J J")
        .sees("▸○ AC-6")
        .press("m")
        .sees("▸✓ AC-6");
    delivery.builder.checkout("delivery").unwrap();
    delivery.builder.remove("tests/refund.rs");
    delivery
        .builder
        .write(
            "src/unknown.rs",
            "// AC-6: a charge that nobody knows\nfn unknown() {}\n",
        )
        .unwrap()
        .commit("Answer with 404 (AC-6)")
        .unwrap();
    delivery.builder.tag("increment-4").unwrap();
    session
        .press("R $")
        .sees("tests/refund.rs")
        .sees(" · gone ")
        .sees("New since")
        .sees("src/unknown.rs:1-2, in increment-4");
}

#[test]
fn others_verdicts_are_not_in_the_walk() {
    let (delivery, session) = two_lapsed();
    let size = session.model.facts.size;
    let mut ben = Session::open_as(&delivery.path(), &delivery.data(), &ben(), size);
    ben.press("$")
        .sees("none of your verdicts lapsed; 2 criteria of others' are to be checked again");
}

#[test]
fn the_walk_leads_into_the_diff() {
    let (_delivery, mut session) = two_lapsed();
    session.press("$ n enter");
    assert!(session.on_screen(Screen::Review));
    assert!(
        session.cursor_line().contains("total"),
        "{}",
        session.cursor_line()
    );
}

#[test]
fn a_verdict_that_holds_again_by_itself_says_why() {
    let (mut delivery, mut session) = two_lapsed();
    session.press("$").sees("Check again 1 of 2");
    delivery.change_the_check_back();
    session.press("R").misses("to check again");
    session
        .press("enter")
        .sees("as you judged it on 15 Nov: what it rests")
        .misses("check again");
    // A verdict on what is there now never lapsed.
    session
        .press("J J")
        .sees("▸○ AC-6")
        .press("m")
        .sees("▸✓ AC-6")
        .misses("changed back");
}

#[test]
fn an_outcome_whose_ground_moved_says_so() {
    let (mut delivery, mut session) = review();
    session
        .go_to("AC-5: what was refunded")
        .press("J m a a ctrl-s")
        .sees("accepted");
    session
        .press("o")
        .sees("· accepted")
        .misses("to be checked again");
    delivery.change_the_check();
    session
        .press("R")
        .sees("accepted; AC-5 is to be checked again")
        .press("enter g")
        .sees("accepted; AC-5 is to be checked again");
    session
        .press("$ y o")
        .sees("· accepted")
        .misses("to be checked again");
}
