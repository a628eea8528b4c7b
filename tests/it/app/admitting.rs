//! The question whose words count, on the screen.

use snaglist::app::overlays::Overlay;
use snaglist::model::event::{Body, Statement};
use snaglist::model::note::{Label, NoteBody};
use snaglist::model::text::Untrusted;
use snaglist::record::Identity;

use super::engagement::Delivery;
use super::people::{Other, ben, cleo};
use super::session::Session;

fn remark() -> Statement {
    let note = NoteBody {
        label: Label::Issue,
        blocking: Some(true),
        text: Untrusted::from("Look again."),
    };
    Statement::new(Body::Note {
        note,
        criterion: None,
    })
}

/// Ana, who takes in what others said while she was away; they wait to be admitted.
fn back(delivery: &Delivery, others: &[Identity]) -> Session {
    let mut ana = Session::open(&delivery.path(), &delivery.data());
    ana.opened.journal.settle_people().unwrap();
    for who in others {
        Other::new(&ana, who).say(remark());
    }
    ana.again()
}

#[test]
fn whoever_is_new_is_asked_about_at_the_start_and_one_key_answers() {
    let delivery = Delivery::new();
    let mut ana = back(&delivery, &[ben(), cleo()]);
    ana.sees("Ben claims to be a reviewer")
        .sees("2 entries")
        .sees("admit as a reviewer")
        .sees("not now");
    assert_eq!(ana.opened.journal.record().pending().count(), 2);
    ana.press("r")
        .sees("Cleo claims to be the contractor")
        .press("c");
    assert!(ana.model.overlay.is_none());
    assert_eq!(ana.opened.journal.record().pending().count(), 0);
    let mut ana = ana.again();
    assert!(ana.model.overlay.is_none(), "nobody is asked about twice");
    ana.misses("pending");
}

#[test]
fn not_now_leaves_them_pending_in_sight() {
    let delivery = Delivery::new();
    let mut ana = back(&delivery, &[ben()]);
    ana.press("n").sees("1 person pending").sees("0/");
    let threads = ana.opened.journal.record().threads.clone();
    assert!(!threads[0].is_snag(), "what they say blocks nothing");
    assert!(matches!(ana.again().model.overlay, Some(Overlay::Menu(_))));
}

#[test]
fn enter_admits_nobody_whatever_they_claim_to_be() {
    let delivery = Delivery::new();
    for who in [ben(), cleo()] {
        let mut ana = back(&delivery, std::slice::from_ref(&who));
        ana.sees("claims to be").press("enter");
        assert!(ana.opened.journal.record().pending().count() > 0);
    }
}

#[test]
fn a_key_typed_before_the_question_was_drawn_does_not_answer_it() {
    let delivery = Delivery::new();
    let mut ana = back(&delivery, &[ben(), cleo()]);
    ana.sees("Ben claims to be a reviewer")
        .hold()
        .press("r c")
        .let_go();
    ana.sees("Cleo claims to be the contractor")
        .sees("typed before this question");
    assert_eq!(ana.opened.journal.record().pending().count(), 1);
    ana.press("c");
    assert_eq!(ana.opened.journal.record().pending().count(), 0);
    assert!(ana.model.overlay.is_none());
}

#[test]
fn never_is_never_asked_again() {
    let delivery = Delivery::new();
    let mut ana = back(&delivery, &[ben()]);
    ana.press("x");
    let mut ana = ana.again();
    assert!(ana.model.overlay.is_none());
    ana.misses("pending");
}

#[test]
fn who_comes_later_is_told_of_and_opens_nothing() {
    let delivery = Delivery::new();
    let mut ana = Session::open(&delivery.path(), &delivery.data());
    ana.opened.journal.settle_people().unwrap();
    Other::new(&ana, &ben()).say(remark());
    ana.refresh();
    assert!(ana.model.overlay.is_none());
    ana.sees("Ben claims to be a reviewer").sees("admits them");
    ana.press("Q")
        .sees("Who is who")
        .sees("Ben")
        .sees("pending")
        .misses("1  Ben (pending)");
}

#[test]
fn what_tells_people_apart_stands_whole_on_a_narrow_screen() {
    let delivery = Delivery::new();
    let mut second = ben();
    second.name = Untrusted::from("ANA");
    second.email = Untrusted::from("ana.lovelace.from.the.office@contractor.example.org");
    let mut ana = Session::open(&delivery.path(), &delivery.data());
    ana.press("enter c").type_text("Mine.").press("ctrl-s");
    ana.opened.journal.settle_people().unwrap();
    Other::new(&ana, &second).say(remark());
    let mut ana = ana.again();
    ana.resize(80, 24)
        .sees("ANA [benbenbenb] claims to be a reviewer");
    ana.sees("ana.lovelace.from.the.office@contractor.example.org")
        .sees("2 entries");
    ana.sees("resembles another person's").sees("1 pending");
    ana.press("o").sees("ANA [benbenbenb] is an observer here");
}
