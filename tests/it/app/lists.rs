//! The lists beside the review: the overview, the snags, the threads.

use snaglist::app::Screen;

use super::engagement::Delivery;
use super::review;
use super::session::Session;

#[test]
fn the_overview_shows_what_bears_on_what_and_what_was_judged() {
    let delivery = Delivery::new();
    let mut session = Session::open(&delivery.path(), &delivery.data());
    assert!(
        session.on_screen(Screen::Overview),
        "with several increments the overview comes first"
    );
    session
        .sees("3 increments: tags on the branch")
        .sees("7 criteria to judge");
    assert!(
        session.line_with("AC-1").contains("○    ·    ·"),
        "{}",
        session.screen()
    );
    assert!(
        session.line_with("AC-5").contains("·    ○    ·"),
        "{}",
        session.screen()
    );
    session
        .press("> enter")
        .go_to("AC-5: what was refunded")
        .press("J l m o");
    assert!(
        session.line_with("AC-5").contains("·   ✓●    ·"),
        "{}",
        session.screen()
    );
    session.sees("6 criteria to judge");
    // Down to AC-6 and into its increment.
    session.press("j enter").sees("▸○ AC-6");
    assert!(session.on_screen(Screen::Review));
    session.press("o > enter");
    assert!(session.title().contains("3/3 Webhooks"));
    session.press("o < <").press("enter");
    assert!(session.title().contains("1/3 Charges"));
}

#[test]
fn snags_are_listed_filtered_and_gone_to() {
    let (_delivery, mut session) = review();
    session
        .go_to("insert(amount, key)")
        .press("c")
        .type_text("This races.")
        .press("ctrl-s");
    session
        .go_to("More to come.")
        .press("c tab")
        .type_text("Keep the promise.")
        .press("ctrl-s");
    session
        .press(">")
        .go_to("back_off")
        .press("c")
        .type_text("How long?")
        .press("ctrl-s");
    session
        .press("< J x s")
        .sees("3 shown")
        .sees("not met")
        .sees("This races.")
        .sees("How long?")
        .misses("Keep the promise.");
    session
        .press("f")
        .sees("Which threads to show")
        .press("*")
        .sees("3 shown")
        .sees("Keep the promise.")
        .misses("not met");
    session
        .press("L down down enter")
        .sees("1 shown")
        .sees("Keep the promise.");
    session.press("L enter f s").sees("3 shown");
    session
        .press("c")
        .sees("Which criterion to show")
        .press("down down down down enter")
        .sees("1 shown")
        .sees("This races.");
    session.press("c enter").sees("3 shown");
    // To a note in another increment.
    session.press("G");
    session.sees("How long?").press("enter");
    assert!(
        session.title().contains("3/3 Webhooks"),
        "{}",
        session.title()
    );
    assert!(
        session.cursor_line().contains("issue (blocking)"),
        "{}",
        session.cursor_line()
    );
    // To an unmet criterion.
    session.press("s g enter").sees("✗ ");
    assert!(session.on_screen(Screen::Review));
}

#[test]
fn a_note_is_gone_to_wherever_it_hides() {
    let (_delivery, mut session) = review();
    session
        .go_to("insert(amount, key)")
        .press("c")
        .type_text("This races.")
        .press("ctrl-s");
    session.press("z").misses("This races.").press("s enter");
    assert!(
        session.cursor_line().contains("issue (blocking)"),
        "folded: {}",
        session.screen()
    );
    session
        .press("J J f")
        .misses("This races.")
        .press("s enter");
    assert!(
        session.cursor_line().contains("issue (blocking)"),
        "left out by the filter: {}",
        session.screen()
    );
}

#[test]
fn threads_are_worked_through_on_the_snags_screen() {
    let (_delivery, mut session) = review();
    session
        .go_to("insert(amount, key)")
        .press("c")
        .type_text("This races.")
        .press("ctrl-s");
    session
        .press("s r")
        .sees("reply to issue")
        .type_text("Still.")
        .press("ctrl-s");
    session
        .press("E")
        .type_text(" Really.")
        .press("ctrl-s")
        .sees("This races. Really.");
    session.press("t v").sees("nothing here with this filter");
    session
        .press("f v")
        .sees("verified by Ana")
        .press("D")
        .sees("nothing here with this filter")
        .press("u")
        .sees("verified by Ana");
    session.press("enter").sees("Still.");
}

#[test]
fn leaving_a_screen_leads_back_to_the_review() {
    let (_delivery, mut session) = review();
    session.press("s esc");
    assert!(session.on_screen(Screen::Review));
    session.press("o esc");
    assert!(session.on_screen(Screen::Review));
    session.press("o o s s");
    assert!(session.on_screen(Screen::Review));
}
