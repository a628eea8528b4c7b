//! What the delivery changes in the agreed spec: seen first, agreed or refused with a key, undone.

use snaglist::app::Screen;
use snaglist::diff::words::prose;
use snaglist::model::index::IncrementIndex;
use snaglist::model::verdict::{CriterionState, Verdict};
use snaglist::ui::theme::{Depth, Theme};

use super::engagement::{Delivery, SPEC};
use super::session::Session;

/// The spec with one criterion weakened, one taken out and one put in.
pub(crate) fn weakened() -> String {
    SPEC.replace(
        "at most five times; after the fifth",
        "at most twice; after the second",
    )
    .replace("- [ ] AC-5: Partial refunds never exceed the charge.\n", "")
        + "- [ ] AC-8: Refunds are listed by day.\n"
}

/// A contractor who changed the spec in a fourth increment.
pub(crate) fn delivered() -> (Delivery, Session) {
    let mut delivery = Delivery::new();
    delivery.deliver_again("SPEC.md", &weakened(), "increment-4");
    let session = Session::open(&delivery.path(), &delivery.data());
    (delivery, session)
}

fn state(session: &Session, id: &str) -> CriterionState {
    let number = session
        .model
        .facts
        .engagement
        .criterion_with_id(&id.parse().unwrap())
        .unwrap();
    session
        .model
        .facts
        .record
        .state_of(session.model.facts.engagement.key(number).unwrap())
}

fn has(session: &Session, id: &str) -> bool {
    session
        .model
        .facts
        .engagement
        .criterion_with_id(&id.parse().unwrap())
        .is_some()
}

fn open(session: &Session) -> Vec<String> {
    let open = session.model.facts.engagement.agreed.open();
    open.map(|amendment| format!("{} {}", amendment.criterion.id, amendment.kind.name()))
        .collect()
}

/// Ana finds AC-5 not met, writes a note on it, and then agrees to its removal.
pub(crate) fn judge_and_let_go(session: &mut Session) -> &mut Session {
    session
        .press("enter")
        .click("AC-5")
        .press("x c")
        .type_text("Two refunds at once exceed it.");
    session
        .press("ctrl-s &")
        .sees("removed in this delivery")
        .press("y")
}

#[test]
fn the_overview_says_first_that_the_spec_changed_at_every_width() {
    let (_delivery, mut session) = delivered();
    assert!(session.on_screen(Screen::Overview));
    for cols in [60, 80, 120, 200] {
        session.resize(cols, 24);
        let line = session.screen().lines().nth(4).unwrap().to_owned();
        assert!(
            line.contains("1 criterion removed, 1 reworded, 1 new · &"),
            "{cols}: {line}"
        );
    }
    session.resize(120, 14);
    // It stays while the list scrolls.
    session
        .press("G")
        .sees("the spec changed within what is delivered")
        .misses("AC-1");
}

#[test]
fn an_unchanged_spec_is_not_talked_about() {
    let delivery = Delivery::new();
    let mut session = Session::open(&delivery.path(), &delivery.data());
    session.misses("the spec changed");
    session
        .press("&")
        .sees("nothing to agree or refuse")
        .sees("the specs are unchanged since they were agreed");
    session
        .press("y")
        .sees("there is no change of the spec to decide on");
    session
        .press("a")
        .sees("no change of the spec awaits a decision");
}

#[test]
fn both_texts_are_shown_and_the_words_that_differ_are_marked() {
    let (_delivery, mut session) = delivered();
    session
        .resize(200, 50)
        .press("&")
        .sees("Amendments")
        .sees("3 open");
    session.sees("reworded in this delivery, not agreed yet: the agreed text is judged");
    session
        .sees("Agreed")
        .sees("Delivered")
        .sees("of increment 4: Change SPEC.md");
    let theme = Theme::new(false, Depth::True, false);
    let buffer = session.draw(&theme);
    let lit = |bg| -> String {
        buffer
            .content()
            .iter()
            .filter(|cell| Some(cell.bg) == bg)
            .map(|cell| cell.symbol())
            .collect()
    };
    assert_eq!(lit(theme.removed_words.bg), "five timesfifth");
    assert_eq!(lit(theme.added_words.bg), "twicesecond");
    session
        .press("j")
        .sees("no longer in the spec")
        .sees("Partial refunds never exceed the charge.");
    session
        .press("j")
        .sees("not in the agreed spec")
        .sees("Refunds are listed by day.");
}

#[test]
fn agreeing_makes_the_new_words_the_ones_that_are_judged() {
    let (_delivery, mut session) = delivered();
    session.press("enter").click("AC-2").press("m");
    assert_eq!(
        state(&session, "AC-2"),
        CriterionState::Judged(Verdict::Met)
    );
    session.press("&").sees("at most five times");
    session
        .press("y")
        .sees("AC-2: change agreed; verdicts on the old text lapse");
    assert_eq!(open(&session), ["AC-5 removed", "AC-8 added"]);
    assert_eq!(state(&session, "AC-2"), CriterionState::Stale);
    assert!(text_of(&session, "AC-2").contains("twice"));
    session.press("u").sees("decision undone");
    assert_eq!(open(&session).len(), 3);
    assert_eq!(
        state(&session, "AC-2"),
        CriterionState::Judged(Verdict::Met),
        "the old words are judged"
    );
    assert!(text_of(&session, "AC-2").contains("five times"));
}

#[test]
fn a_refused_change_leaves_the_agreed_words_and_says_so() {
    let (_delivery, mut session) = delivered();
    session
        .press("& x")
        .sees("AC-2: change refused; the agreed text is judged")
        .sees("2 open, 1 refused");
    session
        .sees("refused by Ana")
        .press("x")
        .sees("you already refused this");
    assert!(text_of(&session, "AC-2").contains("five times"));
    // It holds after another start, and can be agreed to all the same.
    let mut session = session.again();
    session
        .sees("2 open, 1 refused")
        .press("y")
        .sees("change agreed");
    assert!(text_of(&session, "AC-2").contains("twice"));
    session.press("u").sees("2 open, 1 refused");
}

#[test]
fn all_that_is_open_is_agreed_after_asking_and_undone_at_once() {
    let (_delivery, mut session) = delivered();
    session
        .press("& a")
        .sees("agree to 1 criterion removed, 1 reworded, 1 new")
        .press("esc");
    assert_eq!(
        open(&session).len(),
        3,
        "nothing is agreed unless it is said"
    );
    session
        .press("a y")
        .sees("agreed to 3 changes")
        .sees("nothing to agree or refuse");
    assert!(!has(&session, "AC-5"));
    session.press("u");
    assert_eq!(open(&session).len(), 3);
    assert!(has(&session, "AC-5"));
}

#[test]
fn the_specs_are_pinned_as_they_stand_after_asking() {
    let (_delivery, mut session) = delivered();
    session
        .press("& j j x p")
        .sees("1 criterion removed, 1 reworded, and 1 that was refused")
        .press("esc");
    assert!(session.model.facts.record.pins.is_empty());
    session
        .press("p y")
        .sees("nothing to agree or refuse")
        .sees("agreed: as pinned at");
    assert!(!has(&session, "AC-5"));
    session
        .press("u")
        .sees("pin undone")
        .sees("2 open, 1 refused");
    assert!(session.model.facts.record.pins.is_empty());
}

#[test]
fn what_is_agreed_is_a_reviewers_to_say() {
    let (_delivery, mut session) = delivered();
    session.press("Q 1 c").press("&");
    for key in ["y", "x", "a", "p"] {
        session
            .press(key)
            .sees("only a reviewer can agree to changes of the spec; you are the contractor here");
    }
    assert_eq!(open(&session).len(), 3);
    session.misses("agree to all");
}

#[test]
fn the_cover_and_the_criterion_say_what_changed_in_which_commit() {
    let (delivery, mut session) = delivered();
    let head = delivery_head(&session);
    session.resize(200, 50).press("right right right enter");
    session
        .sees("changes the agreed spec: AC-5 removed, AC-2 reworded, AC-8 new")
        .sees(&head);
    session
        .click("Partial refunds never")
        .sees(&format!("the delivery removes this in {head}"))
        .sees("formerly about SPEC.md:");
    session
        .click("Refunds are listed")
        .sees(&format!("new in this delivery in {head}, not agreed"));
    session
        .press("& x esc")
        .click("Refunds are listed")
        .sees("refused by Ana");
    session
        .press("o left enter")
        .misses("changes the agreed spec");
    drop(delivery);
}

#[test]
fn enter_opens_the_increment_at_the_line_of_the_spec() {
    let (_delivery, mut session) = delivered();
    session.press("& enter");
    assert!(session.on_screen(Screen::Review));
    assert_eq!(
        session.model.screens.review.increment,
        IncrementIndex::new(3)
    );
    let (_, row) = session
        .model
        .screens
        .review
        .rows
        .get(session.model.screens.review.view.cursor)
        .unwrap();
    assert_eq!(
        row.note_line().map(|(_, line)| line + 1),
        Some(8),
        "the line of AC-2"
    );
}

#[test]
fn a_removed_criterion_stands_on_nobody_elses_line_of_the_whole_spec() {
    let (_delivery, mut session) = delivered();
    session
        .press("enter")
        .click("AC-5")
        .press("d")
        .sees("it was about here");
    session.sees("AC-5 was removed here (not agreed); agreed text: Partial");
    session.sees("AC-8 is new, not agreed").misses("+1");
    session
        .press("g")
        .sees("AC-2 was reworded (not agreed); agreed text: A webhook is retried");
    let mut met = Vec::new();
    for _ in 0..9 {
        session.press("]");
        let key = session
            .model
            .facts
            .engagement
            .key(session.model.facts.chosen.unwrap())
            .unwrap();
        met.push(key.id.to_string());
    }
    met.dedup();
    assert_eq!(
        met,
        ["AC-1", "AC-2", "AC-3", "AC-4", "AC-6", "AC-7", "AC-8"],
        "each at its own line"
    );
    session.press("m");
    assert_eq!(
        state(&session, "AC-8"),
        CriterionState::Judged(Verdict::Met)
    );
    assert_eq!(state(&session, "AC-5"), CriterionState::Unreviewed);
}

#[test]
fn a_former_criterion_stays_on_the_overview_with_all_that_was_said() {
    let (_delivery, mut session) = delivered();
    judge_and_let_go(&mut session)
        .press("o")
        .sees("Former criteria (1)");
    assert!(
        session
            .line_with("AC-5")
            .contains("Partial refunds never exceed the charge.")
    );
    session
        .press("G enter")
        .sees("AC-5, a former criterion")
        .sees("not met · Ana")
        .sees("removed in");
    session
        .sees("Two refunds at once exceed it.")
        .press("q")
        .misses("a former criterion");
    // The keys that open a criterion's hunks open nothing else from here.
    session
        .press("f")
        .sees("AC-5, a former criterion")
        .press("esc");
    assert!(session.on_screen(Screen::Overview));
    let mut session = session.again();
    session
        .press("G")
        .sees("Former criteria (1)")
        .press("enter")
        .sees("not met · Ana");
}

#[test]
fn a_text_that_hides_something_is_shown_with_stand_ins() {
    let mut delivery = Delivery::new();
    let hidden = SPEC.replace("Every refund has", "Every refund \u{202e}\x1b[2J has");
    delivery.deliver_again("SPEC.md", &hidden, "increment-4");
    let mut session = Session::open(&delivery.path(), &delivery.data());
    session.press("&").sees("AC-7");
    let screen = session.screen();
    assert!(
        !screen.contains('\u{202e}') && !screen.contains('\x1b'),
        "{screen}"
    );
    session.sees("Every refund").press("enter d").sees("AC-7");
}

#[test]
fn words_that_differ_are_found_whatever_breaks_the_lines() {
    let marked = |old: &str, new: &str| {
        let found = prose(old.as_bytes(), new.as_bytes());
        let part = |text: &str, at: &std::ops::Range<u32>| {
            text[at.start as usize..at.end as usize].to_owned()
        };
        let olds: Vec<String> = found.old.iter().map(|at| part(old, at)).collect();
        let news: Vec<String> = found.new.iter().map(|at| part(new, at)).collect();
        (olds, news)
    };
    let none = (vec![], vec![]);
    assert_eq!(marked("kept for\na year", "kept  for a\nyear"), none);
    assert_eq!(marked("", ""), none);
    assert_eq!(marked("", "all new"), (vec![], vec!["all new".to_owned()]));
    let (old, new) = marked(
        "it MUST be encrypted",
        "it SHOULD be encrypted, where asked",
    );
    assert_eq!(old, ["MUST"]);
    assert_eq!(new, ["SHOULD", ", where asked"]);
}

fn delivery_head(session: &Session) -> String {
    session.opened.found.head.short(7)
}

fn text_of(session: &Session, id: &str) -> String {
    let number = session
        .model
        .facts
        .engagement
        .criterion_with_id(&id.parse().unwrap())
        .unwrap();
    session
        .model
        .facts
        .engagement
        .criterion(number)
        .unwrap()
        .text
        .lossy()
        .into_owned()
}
