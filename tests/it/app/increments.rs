//! Increments split, joined and renamed on the screen.

use snaglist::app::Screen;

use super::engagement::Delivery;
use super::session::Session;

fn overview() -> (Delivery, Session) {
    let delivery = Delivery::new();
    let session = Session::open(&delivery.path(), &delivery.data());
    (delivery, session)
}

fn titles(session: &Session) -> Vec<String> {
    session
        .model
        .facts
        .engagement
        .increments
        .iter()
        .map(|found| found.title.lossy().into_owned())
        .collect()
}

#[test]
fn an_increment_is_split_renamed_joined_and_all_of_it_undone() {
    let (_delivery, mut session) = overview();
    let before = session.model.facts.engagement.increments.clone();
    session
        .press("right x")
        .sees("Split Idempotent refunds after which commit?")
        .press("enter");
    assert_eq!(
        session.model.facts.engagement.increments, before,
        "nothing is split unless it is said"
    );
    session
        .sees("split it; both parts are in review, notes and verdicts stay")
        .press("esc");
    assert_eq!(session.model.facts.engagement.increments, before);
    session.press("x enter enter");
    assert_eq!(
        titles(&session),
        [
            "Charges",
            "Idempotent refunds (1)",
            "Idempotent refunds (2)",
            "Webhooks"
        ]
    );
    session
        .sees("split in two")
        .sees("2. Idempotent refunds (1)");
    session
        .press("right N ctrl-u")
        .type_text("Notes and tests")
        .press("enter");
    session.sees("3. Notes and tests").sees("some redefined");
    // It is reviewed like any other, and holds after another start.
    session.press("enter").sees("Notes and tests  in review");
    let mut session = session.again();
    assert_eq!(
        titles(&session),
        [
            "Charges",
            "Idempotent refunds (1)",
            "Notes and tests",
            "Webhooks"
        ]
    );
    session
        .press("o left J")
        .sees("Join ")
        .sees("the whole is in review")
        .press("enter")
        .sees("joined with the next");
    assert_eq!(
        titles(&session),
        ["Charges", "Idempotent refunds (1)", "Webhooks"]
    );
    let range = |session: &Session, at: usize| session.model.facts.engagement.increments[at].range;
    assert_eq!(range(&session, 1), before[1].range);
    session.press("u").sees("change of increments undone");
    assert_eq!(
        titles(&session),
        [
            "Charges",
            "Idempotent refunds (1)",
            "Notes and tests",
            "Webhooks"
        ]
    );
    session.on_screen(Screen::Overview);
}

#[test]
fn undoing_leaves_nothing_behind() {
    let (_delivery, mut session) = overview();
    let before = session.model.facts.engagement.increments.clone();
    session.press("right x enter enter u");
    assert_eq!(session.model.facts.engagement.increments, before);
    assert!(session.model.facts.record.increments.is_empty());
    session.press("J esc");
    assert_eq!(
        session.model.facts.engagement.increments.len(),
        3,
        "nothing is joined unless it is said"
    );
    session.press("J enter");
    assert_eq!(titles(&session), ["Charges", "Idempotent refunds"]);
    session.press("u");
    assert_eq!(session.model.facts.engagement.increments, before);
}

#[test]
fn what_cannot_be_split_or_joined_says_why() {
    let (_delivery, mut session) = overview();
    session
        .press("x")
        .sees("an increment of one commit cannot be split");
    session
        .press("right right J")
        .sees("there is no increment after this one");
}
