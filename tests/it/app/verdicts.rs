//! Verdicts: given, disputed, waived, taken back, and what lets them lapse.

use snaglist::model::event::{Body, Statement};
use snaglist::model::spec::CriterionKey;
use snaglist::model::text::{RepoPath, Untrusted};
use snaglist::model::verdict::Verdict;

use super::engagement::{Delivery, SPEC};
use super::people::{self, Other};
use super::session::Session;
use super::{review, review_of};

fn key(id: &str) -> CriterionKey {
    CriterionKey {
        spec: RepoPath::from("SPEC.md"),
        id: id.parse().unwrap(),
    }
}

fn verdict(id: &str, verdict: Verdict) -> Statement {
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
fn a_verdict_lapses_when_the_lines_it_rests_on_change() {
    let (mut delivery, mut session) = review();
    // AC-5 rests on the second hunk alone, AC-4 on all of its commit.
    session
        .go_to("AC-5: what was refunded")
        .press("J m")
        .sees("▸✓ AC-5");
    assert!(
        session.line_with("AC-5 ").contains("✓"),
        "{}",
        session.screen()
    );
    delivery.deliver_again("README.md", "# Payments\n", "increment-4");
    session.press("R").sees("read again");
    assert!(
        session.line_with("AC-5 ").contains("✓"),
        "another file: {}",
        session.screen()
    );
    delivery.change_the_check();
    session.press("R");
    assert!(
        session.line_with("AC-5 ").contains("↻"),
        "{}",
        session.screen()
    );
    assert!(session.title().contains("0/7 met"), "{}", session.title());
    // It holds as of this increment, and no further: the increment and the lines that say so are
    // named.
    assert!(
        session.line_with("AC-5 ").contains("✓"),
        "{}",
        session.screen()
    );
    session
        .sees("met as of this increment")
        .sees("increment-4")
        .sees("src/refund.rs:");
    // Where the new lines are, nobody has judged them.
    session.press("> > >").click("AC-5");
    assert!(
        session.line_with("AC-5 ").contains("▸↻"),
        "{}",
        session.screen()
    );
    session
        .sees("check again: increment-4 changed")
        .sees("the same key affirms");
    session.press("m").sees("▸✓ AC-5").misses("check again");
}

#[test]
fn a_verdict_is_affirmed_where_the_reviewer_stands() {
    let (mut delivery, mut session) = review();
    session
        .go_to("AC-5: what was refunded")
        .press("J m")
        .sees("▸✓ AC-5");
    delivery.deliver_again("README.md", "# Payments\n", "increment-4");
    delivery.change_the_check();
    session.press("R").sees("met as of this increment");
    session.press("m");
    assert!(
        session
            .footer()
            .contains("AC-5: met, also with src/refund.rs:49 as increment-4 left it"),
        "{}",
        session.footer()
    );
    assert!(session.title().contains("1/7 met"), "{}", session.title());
    session
        .misses("met as of this increment")
        .press("u")
        .sees("met as of this increment");
    assert!(session.title().contains("0/7 met"), "{}", session.title());
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
fn a_verdict_lapses_when_the_criterion_says_something_else() {
    let (mut delivery, mut session) = review();
    session.press("m").sees("▸✓ AC-4");
    delivery.deliver_again(
        "SPEC.md",
        &SPEC
            .replace("a refund is", "a  refund is")
            .replace("[x] AC-4", "[ ] AC-4"),
        "increment-4",
    );
    session
        .press("R")
        .sees("▸✓ AC-4")
        .sees("not ticked by the contractor");
    let changed = SPEC.replace("idempotent per key", "idempotent per key and day");
    delivery.deliver_again("SPEC.md", &changed, "increment-5");
    session
        .press("R")
        .sees("▸✓ AC-4")
        .sees("the delivery rewords this");
    assert!(
        session.title().contains("1/7 met"),
        "the agreed words are judged until somebody agrees to others"
    );
    session.press("& y");
    assert!(session.title().contains("0/7 met"));
    session
        .press("esc")
        .sees("▸↻ AC-4")
        .sees("idempotent per key and day");
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
fn a_verdict_says_what_it_was_given_on() {
    let (_delivery, mut session) = review_of(2);
    session
        .go_to("AC-5: what was refunded")
        .press("J m")
        .sees("▸✓ AC-5");
    let record = session.opened.record();
    let given = record.verdicts_on(&key("AC-5")).next().unwrap();
    let subject = given.subject.as_ref().unwrap();
    assert_eq!(
        subject.increment.as_ref().map(|id| id.as_str()),
        Some("increment-2")
    );
    assert!(subject.tree.is_some());
    let evidence = &subject.evidence[..];
    assert_eq!(
        evidence
            .iter()
            .map(|e| e.path.lossy().into_owned())
            .collect::<Vec<_>>(),
        ["src/refund.rs"]
    );
    let text = session
        .model
        .screens
        .review
        .files
        .iter()
        .find(|file| file.change.path().lossy() == "src/refund.rs")
        .unwrap();
    let hunk = &text.diff().unwrap().as_text().unwrap().hunks[1];
    assert_eq!(
        (evidence[0].lines[0].first, evidence[0].lines[0].last),
        (hunk.new.start + 1, hunk.new.end)
    );
    assert!(given.spec.as_ref().unwrap().criterion.is_some());
}

#[test]
fn a_verdict_rests_on_its_lines_also_where_nobody_has_scrolled_yet() {
    let (mut delivery, mut session) = review_of(1);
    // Too low a screen for the last file of the next increment, which is where AC-6 is named.
    session
        .resize(80, 12)
        .press("> o j j j j j enter m")
        .sees("✓ AC-6");
    let record = session.opened.record();
    let given = record.verdicts_on(&key("AC-6")).next().unwrap();
    let evidence = &given.subject.as_ref().unwrap().evidence;
    assert_eq!(evidence.len(), 1, "{evidence:?}");
    assert_eq!(evidence[0].path.lossy(), "tests/refund.rs");
    assert_eq!(evidence[0].lines.len(), 1, "the hunk, not the whole file");
    delivery.deliver_again(
        "tests/refund.rs",
        "#[test]\nfn nothing_is_tested() {}\n",
        "increment-4",
    );
    session.resize(120, 40).press("R");
    assert!(
        session.line_with("AC-6 ").contains("↻"),
        "{}",
        session.screen()
    );
}

#[test]
fn verdicts_on_the_overview_wait_until_a_review_is_open() {
    let delivery = Delivery::new();
    let mut session = Session::open(&delivery.path(), &delivery.data());
    session.press("m x p").sees("0/7 met");
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
