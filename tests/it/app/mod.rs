//! The reviewer driven in process: keys in, screens out.

mod admitting;
pub(crate) mod amendments;
mod arriving;
mod asked;
mod asking_outside;
mod choosing;
mod colours;
mod context;
mod copying;
mod desk;
mod disputes;
mod drafts;
pub(crate) mod engagement;
mod gathered;
mod headers;
mod help;
mod increments;
mod keymap;
pub(crate) mod lapses;
mod lapsing;
mod leaving;
mod linking;
mod lists;
mod many;
mod moving;
mod newcomer;
mod notes;
mod opened;
mod origins;
mod panes;
pub(crate) mod people;
pub(crate) mod picture;
mod private;
mod random;
pub(crate) mod reading;
mod record;
mod roles;
mod scope;
mod searching;
pub(crate) mod session;
mod since;
mod syncing;
mod threads;
mod trail;
mod tree;
mod unclear;
mod unread;
mod verdicts;
mod verify;
mod viewport;
mod whitespace;
mod words;
mod work;

use engagement::Delivery;
use session::Session;

/// Ana reviews the second increment; the criteria have the focus, AC-4 is chosen.
pub(crate) fn review() -> (Delivery, Session) {
    review_of(2)
}

/// Ana reviews an increment, counted from 1.
pub(crate) fn review_of(number: usize) -> (Delivery, Session) {
    let delivery = Delivery::new();
    let mut session = Session::open(&delivery.path(), &delivery.data());
    for _ in 1..number {
        session.press(">");
    }
    session.press("enter J K K K K K");
    assert_eq!(session.model.screens.review.increment.number(), number);
    (delivery, session)
}
