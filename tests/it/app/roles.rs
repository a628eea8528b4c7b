//! Reviewers, contractor, observer: who may do what, and who is who.

use snaglist::app::input::geometry::TerminalSize;
use snaglist::model::person::Role;

use super::engagement::Delivery;
use super::people::{ana, ben, cleo, dora};
use super::session::Session;

const WIDE: TerminalSize = TerminalSize {
    cols: 120,
    rows: 40,
};

/// Somebody on the second increment, with AC-4 chosen.
fn as_(who: &snaglist::record::Identity, delivery: &Delivery) -> Session {
    let mut session = Session::open_as(&delivery.path(), &delivery.data(), who, WIDE);
    session.press("> enter J K K K K K");
    session
}

#[test]
fn a_contractor_is_told_what_is_a_reviewers_to_say() {
    let delivery = Delivery::new();
    let mut cleo = as_(&cleo(), &delivery);
    for key in ["m", "x", "p", "w", "U", "v"] {
        cleo.press(key)
            .sees("only a reviewer can give a verdict; you are the contractor here");
        cleo.sees("(r replies, P marks it as fixed)")
            .sees("▸○ AC-4");
    }
    cleo.press("a")
        .sees("only a reviewer can decide the outcome");
    cleo.go_to("insert(amount, key)")
        .press("l")
        .sees("only a reviewer can confirm links");
    assert!(cleo.opened.record().verdicts.is_empty() && cleo.opened.record().links.is_empty());
    assert!(
        !cleo.footer().contains("not met"),
        "keys that are not theirs are not offered: {}",
        cleo.footer()
    );
}

#[test]
fn what_others_than_reviewers_write_holds_nothing_up() {
    let delivery = Delivery::new();
    for who in [cleo(), dora()] {
        let mut session = as_(&who, &delivery);
        session
            .go_to("insert(amount, key)")
            .press("c")
            .sees("issue (not blocking)");
        session
            .press("ctrl-b")
            .sees("only reviewers' notes can block acceptance")
            .sees("(not blocking)");
        session
            .press("tab shift-tab")
            .sees("issue (not blocking)")
            .type_text("Is that so?")
            .press("ctrl-s");
        session.sees("┃ issue · AC-4").sees("Is that so?");
        assert!(session.title().ends_with("0 snags"), "{}", session.title());
    }
    let mut ana = as_(&ana(), &delivery);
    ana.go_to("insert(amount, key)")
        .press("j")
        .sees("Is that so?");
    assert!(ana.title().ends_with("0 snags"), "{}", ana.title());
}

#[test]
fn one_lets_ones_own_note_go_and_no_others() {
    let delivery = Delivery::new();
    let mut ana = as_(&ana(), &delivery);
    ana.go_to("insert(amount, key)")
        .press("c")
        .type_text("This races.")
        .press("ctrl-s");
    let mut cleo = as_(&cleo(), &delivery);
    cleo.go_to("This races.")
        .press("t")
        .sees("only a reviewer can verify or reopen a note");
    cleo.press("C")
        .type_text("May I ask?")
        .press("ctrl-s")
        .go_to("May I ask?")
        .press("t");
    cleo.sees("withdrawn: need not be fixed")
        .misses("verified: it was fixed")
        .press("w");
    cleo.go_to("May I ask?").sees("· withdrawn");
}

#[test]
fn an_observer_reads_and_comments() {
    let delivery = Delivery::new();
    let mut ana = as_(&ana(), &delivery);
    ana.go_to("insert(amount, key)")
        .press("c")
        .type_text("This races.")
        .press("ctrl-s");
    let mut dora = as_(&dora(), &delivery);
    dora.go_to("This races.")
        .press("P")
        .sees("only the contractor or a reviewer can mark it as fixed");
    dora.sees("you are an observer here")
        .press("m")
        .sees("c writes a comment");
    dora.go_to("This races.")
        .press("r")
        .type_text("Good catch.")
        .press("ctrl-s");
    dora.sees("Dora (observer)").sees("Good catch.");
}

#[test]
fn a_reviewer_says_who_somebody_is_and_that_holds() {
    let delivery = Delivery::new();
    let mut cem = as_(
        &snaglist::record::Identity {
            role: Role::Reviewer,
            ..cleo()
        },
        &delivery,
    );
    cem.press("m").sees("▸✓ AC-4");
    let mut ana = as_(&ana(), &delivery);
    ana.sees("▸✓ AC-4")
        .press("Q")
        .sees("Who is who")
        .sees("Ana (you)")
        .sees("Cleo")
        .press("2");
    ana.sees("Cleo is here as")
        .press("c")
        .sees("Cleo is the contractor here")
        .sees("▸○ AC-4");
    let mut cem = as_(
        &snaglist::record::Identity {
            role: Role::Reviewer,
            ..cleo()
        },
        &delivery,
    );
    cem.press("m")
        .sees("you are the contractor here")
        .press("Q")
        .misses("Ana")
        .press("1 r");
    cem.press("m").sees("you are the contractor here");
}

#[test]
fn what_one_says_of_oneself_holds_in_this_project() {
    let delivery = Delivery::new();
    let mut session = as_(&ben(), &delivery);
    session
        .press("Q")
        .sees("Ben (you)")
        .press("1 o")
        .sees("Ben is an observer here");
    session
        .press("C")
        .type_text("A first look.")
        .press("ctrl-s");
    session.press("m").sees("you are an observer here");
    let mut again = session.again();
    again.press("m").sees("you are an observer here");
    assert_eq!(again.opened.record().role_of(&ben().writer), Role::Observer);
}

#[test]
fn what_waits_is_said_from_where_one_stands() {
    let delivery = Delivery::new();
    let mut ana = as_(&ana(), &delivery);
    ana.go_to("insert(amount, key)")
        .press("c")
        .type_text("This races.")
        .press("ctrl-s");
    ana.press("x o")
        .sees("Waits for you        6 criteria to judge");
    ana.sees("for the contractor   1 blocking note · 1 criterion not met");
    ana.sees("the contractor's turn: 1 blocking note, 1 criterion not met");
    let mut cleo = as_(&cleo(), &delivery);
    cleo.press("o")
        .sees("Waits for you        1 blocking note · 1 criterion not met");
    cleo.sees("for the reviewers    6 criteria to judge");
}

#[test]
fn whoever_wrote_the_commits_is_told_how_to_say_that_they_deliver() {
    let delivery = Delivery::new();
    let email = snaglist::model::text::Untrusted::from("cleo@contractor.example");
    let stranger = snaglist::record::Identity {
        role: Role::Reviewer,
        email,
        ..cleo()
    };
    let mut session = Session::open_as(&delivery.path(), &delivery.data(), &stranger, WIDE);
    session
        .sees("Q to say that you are the contractor")
        .press("Q 1 c")
        .sees("Cleo is the contractor here");
    session.again().misses("say that you are the contractor");
    Session::open(&delivery.path(), &delivery.data()).misses("say that you are the contractor");
}
