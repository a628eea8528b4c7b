//! Reviewers who differ: disputes, who settles them, and whose verdict does not count.

use snaglist::model::verdict::Verdict;

use super::people::{self, Other};
use super::review;
use super::verdicts::verdict;

#[test]
fn two_reviewers_who_differ_are_a_dispute_until_one_settles_it() {
    let (_delivery, mut session) = review();
    let mut ben = Other::new(&session, &people::ben());
    ben.say(verdict("AC-4", Verdict::NotMet));
    session
        .refresh()
        .sees("▸✗ AC-4")
        .sees("✗ not met · Ben")
        .sees("Seen on staging.");
    session
        .press("m")
        .sees("AC-4 is judged not met")
        .sees("the other verdicts stay");
    session
        .press("1")
        .sees("▸≠ AC-4")
        .sees("✓ met · Ana")
        .sees("✗ not met · Ben")
        .sees("disputed");
    assert!(
        session.title().ends_with("0/7 met · 1 snag"),
        "{}",
        session.title()
    );
    session
        .press("m")
        .sees("AC-4 is disputed")
        .press("2")
        .sees("▸✓ AC-4")
        .misses("not met · Ben");
    assert!(
        session.title().ends_with("1/7 met · 0 snags"),
        "{}",
        session.title()
    );
}

#[test]
fn a_dispute_can_be_left_alone_and_agreement_asks_nothing() {
    let (_delivery, mut session) = review();
    let mut ben = Other::new(&session, &people::ben());
    ben.say(verdict("AC-4", Verdict::NotMet));
    session
        .refresh()
        .press("m esc")
        .sees("▸✗ AC-4")
        .misses("✓ met");
    session
        .press("x")
        .sees("▸✗ AC-4")
        .sees("✗ not met · Ana")
        .sees("✗ not met · Ben");
}

#[test]
fn the_contractors_own_verdict_does_not_count() {
    let (_delivery, mut session) = review();
    let mut cleo = Other::new(&session, &people::cleo());
    cleo.say(verdict("AC-4", Verdict::Met));
    session
        .refresh()
        .sees("▸○ AC-4")
        .sees("ticked by the contractor (a claim)");
    assert!(session.title().contains("0/7 met"));
    session.press("x").sees("▸✗ AC-4");
}

#[test]
fn a_waiver_or_words_beside_a_verdict_ask_about_a_dispute_too() {
    let (_delivery, mut session) = review();
    let mut ben = Other::new(&session, &people::ben());
    ben.say(verdict("AC-4", Verdict::NotMet));
    session
        .refresh()
        .press("w")
        .type_text("Agreed by mail.")
        .press("ctrl-s");
    session
        .sees("AC-4 is judged not met")
        .sees("settle it as waived for everybody")
        .press("esc");
    session.sees("draft stored").sees("▸✗ AC-4");
    session
        .press("w")
        .sees("Agreed by mail.")
        .press("ctrl-s 1")
        .sees("▸≠ AC-4")
        .sees("Agreed by mail.");
    assert!(
        session.drafts.is_empty(),
        "what was said is no draft any more"
    );
    session
        .press("v m")
        .type_text("Seen it.")
        .press("ctrl-s")
        .sees("AC-4 is disputed")
        .press("2");
    session
        .sees("▸✓ AC-4")
        .sees("Seen it.")
        .misses("not met · Ben");
}

#[test]
fn undoing_what_was_settled_for_everybody_brings_the_others_back() {
    let (_delivery, mut session) = review();
    let mut ben = Other::new(&session, &people::ben());
    ben.say(verdict("AC-4", Verdict::NotMet));
    session
        .refresh()
        .press("p 1")
        .sees("▸≠ AC-4")
        .press("m 2")
        .sees("▸✓ AC-4")
        .misses("· Ben");
    session
        .press("u")
        .sees("▸≠ AC-4")
        .sees("✗ not met · Ben")
        .sees("◐ partial · Ana")
        .sees("Seen on staging.");
    session.press("u").sees("▸✗ AC-4").misses("partial · Ana");
}
