//! The exchange of the record, from the screen.

use snaglist::app::msg::{Effect, Msg, Syncing};

use super::review;

#[test]
fn the_first_exchange_asks_with_whom_and_the_next_ones_do_not() {
    let (_delivery, mut session) = review();
    session.outside.clear();
    let proposal = Some("git@example.org:acme/review.git".to_owned());
    session.send(Msg::Syncing(Syncing::Standing { unsent: 3, proposal }));
    assert!(session.title().contains("⇡3 unsent · "), "{}", session.title());
    session.press("X");
    let asked = session.footer();
    assert!(asked.contains("exchange the record with: git@example.org:acme/review.git"), "{asked}");
    session.press("enter");
    let asked = Effect::Sync(Some("git@example.org:acme/review.git".to_owned()));
    assert_eq!(session.outside.pop(), Some(asked));

    session.send(Msg::Syncing(Syncing::Doing("Writing objects:  50%".to_owned())));
    assert!(session.footer().contains("exchanging: Writing objects:  50%"), "{}", session.footer());
    session.press("X");
    assert!(session.footer().contains("Esc calls it off"));
    assert!(session.outside.is_empty(), "one at a time");
    session.press("esc");
    assert_eq!(session.outside.pop(), Some(Effect::CancelSync));

    session.send(Msg::Syncing(Syncing::Done("2 entries received".to_owned())));
    assert_eq!(session.outside.pop(), Some(Effect::CountUnsent));
    assert!(session.footer().contains("2 entries received"));
    session.send(Msg::Syncing(Syncing::Standing { unsent: 0, proposal: Some(String::new()) }));
    assert!(!session.title().contains("unsent"));
    session.press("X");
    assert_eq!(session.outside.pop(), Some(Effect::Sync(None)));
    session.send(Msg::Syncing(Syncing::Failed("no \u{1b}[31mway".to_owned())));
    assert!(session.footer().contains("not exchanged: no ␛[31mway"), "{}", session.footer());
}
