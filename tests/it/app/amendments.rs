//! What the delivery changes in the agreed spec: seen first, agreed or refused with a key, undone.

use snaglist::app::Screen;
use snaglist::model::amendment::AmendmentState;
use snaglist::model::verdict::{CriterionState, Verdict};

use super::engagement::{Delivery, SPEC};
use super::people::{self, Other};
use super::session::Session;

/// The spec with one criterion weakened, one taken out and one put in.
pub fn weakened() -> String {
    SPEC.replace("at most five times; after the fifth", "at most twice; after the second")
        .replace("- [ ] AC-5: Partial refunds never exceed the charge.\n", "")
        + "- [ ] AC-8: Refunds are listed by day.\n"
}

/// A contractor who changed the spec in a fourth increment.
pub fn delivered() -> (Delivery, Session) {
    let mut delivery = Delivery::new();
    delivery.deliver_again("SPEC.md", &weakened(), "increment-4");
    let session = Session::open(&delivery.path(), &delivery.data());
    (delivery, session)
}

fn state(session: &Session, id: &str) -> CriterionState {
    let number = session.model.engagement.number_of_id(&id.parse().unwrap()).unwrap();
    session.model.record.state_of(session.model.engagement.key(number).unwrap())
}

fn has(session: &Session, id: &str) -> bool {
    session.model.engagement.number_of_id(&id.parse().unwrap()).is_some()
}

fn open(session: &Session) -> Vec<String> {
    let open = session.model.engagement.agreed.open();
    open.map(|amendment| format!("{} {}", amendment.criterion.id, amendment.kind.name())).collect()
}

#[test]
fn the_overview_says_first_that_the_spec_changed_at_every_width() {
    let (_delivery, mut session) = delivered();
    assert!(session.on_screen(Screen::Overview));
    for cols in [60, 80, 120, 200] {
        session.resize(cols, 24);
        let line = session.screen().lines().nth(4).unwrap().to_owned();
        assert!(line.contains("the spec changed"), "{cols}: {line}");
        assert!(line.contains("1 criterion removed, 1 reworded"), "{cols}: {line}");
        assert!(line.contains('&'), "{cols}: {line}");
    }
    // It stays while the list scrolls.
    session.press("G").sees("the spec changed").sees("1 new");
}

#[test]
fn an_unchanged_spec_is_not_talked_about() {
    let delivery = Delivery::new();
    let mut session = Session::open(&delivery.path(), &delivery.data());
    assert!(!session.screen().contains("the spec changed"));
    session.press("&").sees("nothing to agree or refuse").sees("as they were agreed");
    session.press("y").sees("there is no change of the spec to agree or refuse");
    session.press("a").sees("no change of the spec is open");
}

#[test]
fn both_texts_stand_below_each_other_and_words_that_differ_are_marked() {
    let (_delivery, mut session) = delivered();
    session.press("&").sees("2 more lines".trim_start_matches("2 more lines")).sees("Amendments");
    session.press("g");
    while !session.screen().contains("The agreed") && session.model.amendments.view.cursor < 2 {
        if session.model.chosen_amendment().unwrap().criterion.id.as_str() == "AC-2" {
            break;
        }
        session.press("j");
    }
    session.sees("reworded in what is delivered, not agreed yet: the agreed text is judged");
    session.sees("Agreed").sees("Delivered");
    let theme = snaglist::ui::theme::Theme::new(false, snaglist::ui::theme::Depth::True, false);
    let buffer = session.draw(&theme);
    let lit = |bg| -> String {
        buffer.content().iter().filter(|cell| Some(cell.bg) == bg).map(|cell| cell.symbol()).collect()
    };
    assert_eq!(lit(theme.removed_words.bg), "five timesfifth");
    assert_eq!(lit(theme.added_words.bg), "twicesecond");
}

#[test]
fn agreeing_makes_the_new_words_the_ones_that_are_judged() {
    let (_delivery, mut session) = delivered();
    session.press("enter").click("AC-2").press("m o");
    assert_eq!(state(&session, "AC-2"), CriterionState::Judged(Verdict::Met));
    session.press("&").sees("AC-2");
    assert_eq!(session.model.chosen_amendment().unwrap().criterion.id.as_str(), "AC-2", "it opens there");
    session.press("y").sees("AC-2: change agreed; verdicts on the old words lapse");
    assert_eq!(open(&session), ["AC-8 added", "AC-5 removed"]);
    assert_eq!(state(&session, "AC-2"), CriterionState::Stale);
    let number = session.model.engagement.number_of_id(&"AC-2".parse().unwrap()).unwrap();
    assert!(session.model.engagement.criterion(number).unwrap().text.lossy().contains("twice"));
    session.press("u").sees("undecided as before");
    assert_eq!(open(&session).len(), 3);
    assert_eq!(
        state(&session, "AC-2"),
        CriterionState::Judged(Verdict::Met),
        "the old words are judged again"
    );
}
