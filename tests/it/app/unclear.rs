//! Ids that several specs have: marked beside the commits and hunks that name them, and counting
//! for none.

use snaglist::model::index::{IncrementIndex, Indexes};

use super::engagement::Delivery;
use super::session::Session;

/// Two specs with an AC-1 each, and one increment: a commit that names it, and a line that does.
fn two_specs() -> (Delivery, Session) {
    let other = "# Queues\n\n## Acceptance criteria\n\n- [ ] AC-1: A full queue says so\n";
    let delivery = Delivery::between(
        &[
            ("docs/spec-queues.md", other),
            ("src/lines.rs", "fn one() {}\n"),
        ],
        &[("src/lines.rs", "fn one() {}\n// AC-1\nfn two() {}\n")],
    );
    let mut session = Session::open(&delivery.path(), &delivery.data());
    session.press("esc").press("enter");
    (delivery, session)
}

#[test]
fn it_is_said_beside_the_lines_and_a_reviewers_word_ends_it() {
    let (_delivery, mut session) = two_specs();
    session.sees("says AC-1, which two specs have: counts for neither");
    session
        .sees("Criterion: SPEC.md#AC-1` says which")
        .sees("?AC-1");
    session.misses("no criterion");
    for criterion in Indexes::first(2) {
        assert!(
            !session
                .model
                .facts
                .bears_on(IncrementIndex::new(0), criterion)
        );
        let exhibits = session.model.screens.review.exhibits(&session.model.facts);
        assert!(
            exhibits.iter().all(|exhibit| !exhibit.state.counts()),
            "{exhibits:?}"
        );
    }
    session
        .go_to("// AC-1")
        .press("h")
        .sees("unclear: several specs have this id")
        .press("esc");
    session
        .go_to("// AC-1")
        .press("l")
        .sees("hunk linked to AC-1");
    assert_eq!(
        Indexes::first(2)
            .filter(|criterion| session
                .model
                .facts
                .bears_on(IncrementIndex::new(0), *criterion))
            .count(),
        1
    );
    session.misses("which two specs have");
    session.press("u").sees("which two specs have");
}

#[test]
fn it_is_said_below_the_commit_that_names_it() {
    let mut delivery = two_specs().0;
    delivery
        .builder
        .write("src/more.rs", "fn more() {}\n")
        .unwrap();
    delivery.builder.commit("AC-1: answer once").unwrap();
    delivery.builder.tag("more").unwrap();
    let mut session = Session::open(&delivery.path(), &delivery.data());
    session.press("esc").press("G enter");
    let screen = session.screen();
    println!("{screen}");
    session
        .sees("AC-1: answer once")
        .sees("says AC-1, which two specs have: counts for neither");
}
