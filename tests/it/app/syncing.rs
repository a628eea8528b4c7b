//! The exchange of the record, from the screen.

use std::slice;

use snaglist::app::msg::{Effect, Msg, Syncing};
use snaglist::model::event::Event;
use snaglist::model::note::Label;
use snaglist::model::person::Role;
use snaglist::model::signature::{Signature, Signatures, SignedBatch};
use snaglist::model::text::Untrusted;
use snaglist::record::Identity;

use super::people::{Other, ben, dora};
use super::review;
use crate::record::sample;

#[test]
fn the_first_exchange_asks_with_whom_and_the_next_ones_do_not() {
    let (_delivery, mut session) = review();
    session.outside.clear();
    let proposal = Some("git@example.org:acme/review.git".to_owned());
    session.send(Msg::Syncing(Syncing::Standing {
        unsent: 3,
        proposal,
    }));
    assert!(
        session.title().contains("⇡3 unsent · "),
        "{}",
        session.title()
    );
    session.press("X");
    let asked = session.footer();
    assert!(
        asked.contains("exchange the record with: git@example.org:acme/review.git"),
        "{asked}"
    );
    session.press("enter");
    let asked = Effect::Sync(Some("git@example.org:acme/review.git".to_owned()));
    assert_eq!(session.outside.pop(), Some(asked));

    session.send(Msg::Syncing(Syncing::Doing(
        "Writing objects:  50%".to_owned(),
    )));
    assert!(
        session
            .footer()
            .contains("exchanging: Writing objects:  50%"),
        "{}",
        session.footer()
    );
    session.press("X");
    assert!(session.footer().contains("Esc calls it off"));
    assert!(session.outside.is_empty(), "one at a time");
    session.press("esc");
    assert_eq!(session.outside.pop(), Some(Effect::CancelSync));

    session.send(Msg::Syncing(Syncing::Done("2 entries received".to_owned())));
    assert_eq!(session.outside.pop(), Some(Effect::CountUnsent));
    assert!(session.footer().contains("2 entries received"));
    session.send(Msg::Syncing(Syncing::Standing {
        unsent: 0,
        proposal: Some(String::new()),
    }));
    assert!(!session.title().contains("unsent"));
    session.press("X");
    assert_eq!(session.outside.pop(), Some(Effect::Sync(None)));
    session.send(Msg::Syncing(Syncing::Failed("no \u{1b}[31mway".to_owned())));
    assert!(
        session.footer().contains("exchange failed: no ␛[31mway"),
        "{}",
        session.footer()
    );
}

#[test]
fn a_remote_of_an_imported_record_is_said_and_not_proposed() {
    let (_delivery, mut session) = review();
    session.outside.clear();
    session.send(Msg::Syncing(Syncing::Standing {
        unsent: 3,
        proposal: None,
    }));
    session.send(Msg::Syncing(Syncing::Unconfirmed(vec![
        "git@evil.example:x\u{202e}.git".to_owned(),
    ])));
    session.press("X");
    let asked = session.footer();
    assert!(
        asked.contains("type it to confirm: git@evil.example:x<RLO"),
        "{asked}"
    );
    session.press("enter");
    assert!(
        session.outside.is_empty(),
        "nothing was typed, and nobody is talked to"
    );
}

/// Entries of one writer as they came, each under its own signature.
fn came(as_: &[(Signature, &str, &Event)]) -> Signatures {
    let arrival = |(state, by, event): &(Signature, &str, &Event)| SignedBatch {
        state: *state,
        by: Untrusted::from(*by),
        events: [event.id].into(),
    };
    Signatures {
        arrivals: as_.iter().map(arrival).collect(),
    }
}

#[test]
fn what_came_under_no_hand_or_another_ones_says_so_beside_the_name() {
    use Signature::{Bad, Good, None as Unsigned, Unknown};
    let (_delivery, mut session) = review();
    let ben = Identity {
        email: Untrusted::from("ben@example.org"),
        ..ben()
    };
    let mut colleague = Other::new(&session, &ben);
    let first = colleague.say(sample::note(Label::Issue, "the first of them"));
    let second = colleague.say(sample::note(Label::Issue, "the second of them"));
    let mut other = Other::new(
        &session,
        &Identity {
            role: Role::Reviewer,
            ..dora()
        },
    );
    let third = other.say(sample::note(Label::Issue, "the third of them"));
    session.refresh().press("s").resize(200, 50);
    let mut shows = |ben: &[(Signature, &str, &Event)], dora: &[(Signature, &str, &Event)]| {
        let signed = [
            (first.writer.clone(), came(ben)),
            (third.writer.clone(), came(dora)),
        ]
        .into();
        session.send(Msg::Syncing(Syncing::Signed(signed)));
        let heads = [&first, &second, &third].map(|event| session.line_with(&event.id.short()));
        (session.title(), heads)
    };
    let says = |line: &str, words: &str| line.contains(words);
    let ben = "Ben <BEN@example.org>";

    // Where nobody signs, that somebody did not is no news.
    let (_, [one, _, three]) = shows(&[(Unsigned, "", &first)], &[(Unsigned, "", &third)]);
    assert!(
        says(&one, "· Ben ·") && says(&three, "· Dora ·"),
        "{one}{three}"
    );
    // Well signed, not yet on its way, not signed at all.
    let (title, [one, two, three]) = shows(&[(Good, ben, &first)], &[(Unsigned, "", &third)]);
    assert!(
        says(&one, "· Ben ·") && says(&two, "· Ben ·") && says(&three, "Dora (unsigned)"),
        "{one}{two}{three}"
    );
    assert!(!title.contains("SIGNATURE"), "{title}");
    // By a key nobody knows, by somebody else, by two.
    let other = "cy@example.com";
    let (_, [one, two, three]) = shows(
        &[(Good, ben, &first), (Good, other, &second)],
        &[(Unknown, "", &third)],
    );
    assert!(
        says(&one, "· Ben ·") && says(&two, "Ben (signed by cy@example.com)"),
        "{one}{two}"
    );
    assert!(says(&three, "Dora (unknown key)"), "{three}");
    let (_, [one, ..]) = shows(&[(Good, other, &first)], &[]);
    assert!(says(&one, "Ben (signed by cy@example.com)"), "{one}");
    // Something else than was signed; said wherever one is.
    let (title, [one, two, _]) = shows(&[(Good, ben, &first), (Bad, ben, &second)], &[]);
    assert!(
        says(&one, "· Ben ·") && says(&two, "Ben (BAD SIGNATURE)"),
        "{one}{two}"
    );
    assert!(title.contains("1 BAD SIGNATURE · "), "{title}");

    // Everybody with all of theirs.
    session
        .press("Q")
        .sees("Ben · 1 signed, 1 with a BAD SIGNATURE");
}

#[test]
fn a_name_that_has_no_room_does_not_take_a_bad_signature_with_it() {
    let (_delivery, mut session) = review();
    let event = Other::new(&session, &ben()).say(sample::note(Label::Issue, "of whom?"));
    let bad = came(slice::from_ref(&(Signature::Bad, "", &event)));
    session.refresh().press("s").resize(60, 20);
    session.send(Msg::Syncing(Syncing::Signed(
        [(event.writer.clone(), bad)].into(),
    )));
    let line = session.line_with(&event.id.short());
    assert!(
        line.contains("BAD SIGNATURE") && line.contains("open"),
        "{line}"
    );
}
