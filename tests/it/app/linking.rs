//! Links made and rejected from either side, gaps, and the background at work.

use snaglist::app::Screen;
use snaglist::app::msg::{Effect, Msg};
use snaglist::model::index::{CriterionIndex, IncrementIndex, Indexes};

use super::engagement::Delivery;
use super::review;
use super::session::Session;

const AC_7: CriterionIndex = CriterionIndex::new(6);

/// The suggestions for a criterion of the increment shown.
fn suggested(session: &Session, criterion: CriterionIndex) -> usize {
    let increment = session.model.screens.review.increment;
    session
        .model
        .facts
        .hints(increment)
        .map_or(0, |hints| hints.of_criterion(criterion).len())
}

#[test]
fn a_suggestion_is_gone_to_confirmed_with_one_key_and_ranked_anew_at_once() {
    let (_delivery, mut session) = review();
    session
        .press("G")
        .sees("▸○ AC-7")
        .sees("no link in this increment yet");
    let (chosen, before) = (
        session.model.facts.chosen.unwrap(),
        suggested(&session, AC_7),
    );
    assert!(before > 0 && chosen == AC_7);
    session.press(".").sees("1 of").sees("suggested, ");
    session
        .press("l")
        .sees("hunk linked to AC-7")
        .sees("1 hunk confirmed");
    assert!(
        suggested(&session, AC_7) < before,
        "what is linked is suggested no more"
    );
    session.press("h").sees("confirmed by Ana").press("esc");
    session
        .press("u")
        .sees("link undone")
        .sees("no link in this increment yet");
    assert_eq!(suggested(&session, AC_7), before);
    session.press("L").sees("hunk not linked to AC-7");
    let exhibits = session
        .model
        .screens
        .review
        .exhibits(&session.model.facts)
        .len();
    assert!(
        suggested(&session, AC_7) < before,
        "what is rejected is suggested no more"
    );
    session.press("u");
    assert_eq!(
        session
            .model
            .screens
            .review
            .exhibits(&session.model.facts)
            .len(),
        exhibits + 1
    );
    assert!(session.model.facts.record.links.is_empty());
}

#[test]
fn from_a_criterion_hunks_are_offered_best_first_and_narrowed_by_typing() {
    let (_delivery, mut session) = review();
    session
        .press("G l")
        .sees("Link what to AC-7?")
        .sees("suggested, ");
    session
        .type_text("refund.rs")
        .press("enter")
        .sees("hunk linked to AC-7");
    assert!(
        session.model.facts.bears_on(IncrementIndex::new(1), AC_7)
            && !session.model.facts.bears_on(IncrementIndex::new(2), AC_7)
    );
    session
        .press("h")
        .sees("Links of AC-7")
        .sees("confirmed by Ana")
        .press("enter");
    let here = session
        .model
        .screens
        .review
        .file_at(session.model.screens.review.view.cursor)
        .unwrap();
    assert_eq!(
        session.model.screens.review.files[here.get()]
            .change
            .path()
            .lossy(),
        "src/refund.rs"
    );
    session.press("L").sees("not linked to AC-7");
    assert!(!session.model.facts.bears_on(IncrementIndex::new(1), AC_7));
    session
        .press("u u")
        .press("tab L")
        .sees("Which link of AC-7 to reject?")
        .press("enter");
    session.sees("not linked to AC-7");
}

#[test]
fn where_a_declared_link_is_from_is_told() {
    let (_delivery, mut session) = review();
    session
        .go_to("AC-5: what was refunded")
        .press("h")
        .sees("named in an added line, src/refund.rs:")
        .press("esc");
    session
        .press("tab h")
        .sees("Links of AC-")
        .sees("named in")
        .press("esc");
}

#[test]
fn a_commit_is_linked_from_the_cover() {
    let (_delivery, mut session) = review();
    session
        .go_to("Add notes and a test")
        .press("l")
        .sees("Link this commit to which criterion?");
    session
        .type_text("audit row")
        .press("enter")
        .sees("commit linked to AC-7");
}

#[test]
fn gaps_are_listed_counted_and_gone_through() {
    let (_delivery, mut session) = review();
    session
        .press("%")
        .sees("Uncovered: 2 criteria, no link yet")
        .sees("Unclaimed: ")
        .sees("criteria covered");
    session.misses("missing").misses("not implemented");
    session
        .press("!")
        .press("enter")
        .sees("▸○ AC-7")
        .sees("no link yet, suggested");
    assert!(session.on_screen(Screen::Review));
    session
        .press("!")
        .sees("▸○ AC-3")
        .press("!")
        .sees("▸○ AC-7");
    // Every change without a link is visited, round and round.
    session.press("o");
    let open: usize = Indexes::first(3)
        .filter_map(|increment| session.model.facts.coverage(increment))
        .map(|found| found.open().count())
        .sum();
    let mut visited = Vec::new();
    for _ in 0..open {
        session.press(";");
        visited.push((
            session.model.screens.review.increment,
            session.cursor_line(),
        ));
    }
    visited.sort();
    visited.dedup();
    assert_eq!(visited.len(), open, "{visited:#?}");
    // One that is linked is a gap no more.
    session.press("l enter %");
    let now: usize = Indexes::first(3)
        .filter_map(|increment| session.model.facts.coverage(increment))
        .map(|found| found.open().count())
        .sum();
    assert_eq!(now, open - 1);
}

#[test]
fn what_nobody_would_claim_is_folded_apart_and_counted() {
    let lock = "# This file is automatically @generated by Cargo.\nversion = 4\n";
    let delivery = Delivery::between(
        &[("src/a.rs", "fn a() {\n    one();\n}\n")],
        &[
            ("Cargo.lock", lock),
            ("src/a.rs", "fn a() {\n    two();\n}\n"),
        ],
    );
    let mut session = Session::open(&delivery.path(), &delivery.data());
    session
        .press("%")
        .sees("Unclaimed: 1 change without a link")
        .sees("▸ 1 in lock files")
        .misses("Cargo.lock");
    session
        .press("G enter")
        .sees("▾ 1 in lock files")
        .sees("Cargo.lock")
        .press("enter")
        .misses("Cargo.lock");
}

#[test]
fn what_names_criteria_in_vain_is_told_on_the_cover_and_under_the_gaps() {
    let delivery = Delivery::between(
        &[("src/a.rs", "fn a() {\n    one();\n}\n")],
        &[
            ("docs/plan.md", "AC-1 and AC-4 next week.\n"),
            ("src/a.rs", "fn a() {\n    two();\n}\n"),
        ],
    );
    let mut session = Session::open(&delivery.path(), &delivery.data());
    session
        .sees("1 place names criteria without counting")
        .press("%");
    session
        .sees("Uncovered: 7 criteria")
        .sees("▸ 1 names criteria and does not count")
        .misses("plan.md: ");
    session
        .press("G enter")
        .sees("docs/plan.md AC-1, AC-4: a document");
    session.press("G enter").sees("AC-1 and AC-4 next week");
}

#[test]
fn the_background_says_how_far_it_is_and_stops_when_asked() {
    let (_delivery, mut session) = review();
    session.hold().press("R");
    assert!(session.let_one_go());
    session.misses("searching for links");
    session.clock += 300;
    session.send(Msg::Indexing {
        increment: IncrementIndex::new(0),
        files: (3, 40),
    });
    session
        .sees("searching for links: 0 of 3 increments, 3 of 40 files")
        .sees("Esc stops");
    session.press("j").sees("m met");
    session
        .press("esc")
        .sees("stopped looking for links")
        .misses("Esc stops");
    assert!(session.outside.contains(&Effect::StopTracing));
    session.let_go().press("k").misses("looking for");
}
