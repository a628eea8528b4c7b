//! What a verdict rests on, what lets it lapse, and how it is affirmed.

use super::engagement::SPEC;
use super::verdicts::key;
use super::{review, review_of};

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
