//! Verdicts: given, waived, commented on, taken back.

use snaglist::model::event::{Body, Statement};
use snaglist::model::spec::CriterionKey;
use snaglist::model::text::{RepoPath, Untrusted};
use snaglist::model::verdict::Verdict;

use super::engagement::Delivery;
use super::review;
use super::session::Session;

pub(super) fn key(id: &str) -> CriterionKey {
    CriterionKey {
        spec: RepoPath::from("SPEC.md"),
        id: id.parse().unwrap(),
    }
}

pub(super) fn verdict(id: &str, verdict: Verdict) -> Statement {
    let comment = Untrusted::from("Seen on staging.");
    Statement::new(Body::Verdict {
        criterion: key(id),
        verdict: Some(verdict),
        comment,
    })
}

#[test]
fn a_verdict_counts_at_once() {
    let (_delivery, mut session) = review();
    assert!(
        session.title().ends_with("0/7 met · 0 snags"),
        "{}",
        session.title()
    );
    session.go_to("src/refund.rs").press("]");
    session.sees("▸○ AC-4");
    session
        .press("m")
        .sees("▸✓ AC-4")
        .sees("✓ met · Ana, now on increment-2");
    assert!(
        session.title().ends_with("1/7 met · 0 snags"),
        "{}",
        session.title()
    );
    assert!(
        session.footer().ends_with("saved ✓"),
        "{}",
        session.footer()
    );
    assert!(
        session.footer().contains("AC-4: met"),
        "{}",
        session.footer()
    );
}

#[test]
fn each_verdict_has_its_key_and_its_glyph() {
    let (_delivery, mut session) = review();
    for (key, shown, title) in [
        ("x", "▸✗ AC-4", "0/7 met · 1 snag"),
        ("p", "▸◐ AC-4", "0/7 met · 1 snag"),
        ("U", "▸? AC-4", "0/7 met · 1 snag"),
        ("m", "▸✓ AC-4", "1/7 met · 0 snags"),
    ] {
        session.press(key).sees(shown);
        assert!(
            session.title().ends_with(title),
            "{key}: {}",
            session.title()
        );
    }
}

#[test]
fn a_waiver_needs_its_reason() {
    let (_delivery, mut session) = review();
    session.press("w").sees("AC-4: waived, reason");
    session
        .press("ctrl-s")
        .sees("a waiver needs a reason")
        .sees("AC-4: waived, reason");
    session
        .type_text("  ")
        .press("ctrl-s")
        .sees("a waiver needs a reason");
    session.type_text("Agreed by mail.").press("ctrl-s");
    session
        .sees("▸⊘ AC-4")
        .sees("⊘ waived · Ana")
        .sees("Agreed by mail.")
        .misses("AC-4: waived, reason");
    assert!(
        session.title().contains("0/7 met · 1 waived · 0 snags"),
        "settled, not met: {}",
        session.title()
    );
}

#[test]
fn a_waiver_called_off_says_nothing() {
    let (_delivery, mut session) = review();
    session.press("w esc").sees("▸○ AC-4");
    assert!(session.drafts.is_empty());
}

#[test]
fn a_verdict_can_carry_a_comment() {
    let (_delivery, mut session) = review();
    session
        .press("v")
        .sees("Verdict on AC-4, with a comment")
        .press("x")
        .sees("AC-4: not met, comment");
    session
        .type_text("Two calls at once both insert.")
        .press("ctrl-s");
    session
        .sees("▸✗ AC-4")
        .sees("Two calls at once both insert.");
}

#[test]
fn a_verdict_can_be_taken_back() {
    let (_delivery, mut session) = review();
    session
        .press("v")
        .misses("take my verdict back")
        .press("esc");
    session
        .press("m v b")
        .sees("▸○ AC-4")
        .sees("no verdict yet");
    assert!(session.title().contains("0/7 met"));
}

#[test]
fn undo_brings_back_the_verdict_before_with_its_comment() {
    let (_delivery, mut session) = review();
    session
        .press("v p")
        .type_text("Half of it.")
        .press("ctrl-s")
        .press("m")
        .sees("▸✓ AC-4")
        .misses("Half of it.");
    session.press("u").sees("▸◐ AC-4").sees("Half of it.");
    session
        .press("u")
        .sees("▸○ AC-4")
        .press("u")
        .sees("nothing to undo");
}

#[test]
fn increments_are_judged_in_order_while_later_ones_are_there() {
    let (mut delivery, mut session) = review();
    delivery.deliver_again("README.md", "# Payments\n", "increment-4");
    delivery.change_the_check();
    session
        .press("R")
        .go_to("AC-5: what was refunded")
        .press("J m")
        .sees("▸✓ AC-5");
    assert!(
        session.footer().contains("AC-5: met as of this increment"),
        "{}",
        session.footer()
    );
    assert!(
        session.title().contains("0/7 met"),
        "what came later is still to be judged: {}",
        session.title()
    );
    // A verdict given where the newest lines are is not given up for an older one.
    session.press("> > >").click("AC-5").press("m");
    assert!(session.title().contains("1/7 met"), "{}", session.title());
    session.press("< < <").click("AC-5").press("m");
    assert!(
        session.footer().contains("AC-5: met already, as of"),
        "{}",
        session.footer()
    );
    assert!(session.title().contains("1/7 met"), "{}", session.title());
}

#[test]
fn an_increment_can_be_accepted_with_words() {
    let (_delivery, mut session) = review();
    session
        .press("a")
        .sees("Outcome of Idempotent refunds")
        .sees("in review  (now)")
        .press("w");
    session
        .sees("accepted with conditions, comment")
        .type_text("Docs by Friday.")
        .press("ctrl-s");
    session
        .press("tab g")
        .sees("Idempotent refunds  accepted with conditions");
    session
        .press("a")
        .sees("accepted with conditions  (now)")
        .press("esc");
    let mut session = session.again();
    session.sees("accepted with conditions");
}

#[test]
fn verdicts_on_the_overview_wait_until_a_review_is_open() {
    let delivery = Delivery::new();
    let mut session = Session::open(&delivery.path(), &delivery.data());
    session.press("m x p").sees("0/7 met");
}

#[test]
fn an_unmet_criterion_leads_from_the_snags_to_where_it_was_judged() {
    let (_delivery, mut session) = review();
    session
        .press("x")
        .sees("▸✗ AC-4")
        .press("> s")
        .sees("AC-4  not met")
        .press("enter");
    assert!(
        session.title().contains("2/3 Idempotent refunds"),
        "{}",
        session.title()
    );
    session.sees("▸✗ AC-4").press("alt-left");
    assert!(
        session.title().contains("3/3 Webhooks"),
        "{}",
        session.title()
    );
}
