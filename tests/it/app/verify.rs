//! Notes put right: the contractor names the commit, the reviewer walks what is addressed.

use snaglist::app::Screen;
use snaglist::app::input::geometry::TerminalSize;
use snaglist::model::note::ThreadState;
use snaglist::record::Identity;

use super::engagement::Delivery;
use super::people::{ana, ben, cleo};
use super::session::Session;

const WIDE: TerminalSize = TerminalSize {
    cols: 120,
    rows: 40,
};

fn open(delivery: &Delivery, who: &Identity) -> Session {
    Session::open_as(&delivery.path(), &delivery.data(), who, WIDE)
}

/// Ana wrote two notes on the second increment, the contractor changed the lines of the second one.
fn two_notes() -> Delivery {
    let mut delivery = Delivery::new();
    let mut ana = open(&delivery, &ana());
    ana.press("> enter");
    ana.go_to("insert(amount, key)")
        .press("c")
        .type_text("Two calls can both pass.")
        .press("ctrl-s");
    ana.go_to("total.min(charge.amount)")
        .press("c")
        .type_text("Fees are left out.")
        .press("ctrl-s");
    delivery.change_the_check();
    delivery.deliver_again("README.md", "# Payments\n", "increment-5");
    delivery
}

/// The contractor says of both that they are put right.
fn addressed() -> Delivery {
    let delivery = two_notes();
    let mut cleo = open(&delivery, &cleo());
    cleo.press("s j P").sees("Fixed in which commit?");
    let line = cleo.line_with("changes the lines");
    assert!(line.contains("Change src/refund.rs"), "{line}");
    cleo.press("enter")
        .sees(", how")
        .type_text("Fees count now.")
        .press("ctrl-s");
    cleo.press("k P")
        .sees("changes the file")
        .press("enter ctrl-s");
    cleo.press("f a").sees("2 shown");
    delivery
}

#[test]
fn the_commit_that_changed_the_lines_is_offered_first() {
    let delivery = addressed();
    let mut ana = open(&delivery, &ana());
    let record = ana.opened.record();
    for thread in &record.threads {
        let ThreadState::Addressed { by, commit } = &thread.state else {
            panic!("{:?}", thread.state)
        };
        assert_eq!(*by, cleo().writer);
        let commit = ana.opened.repository.commit(commit.unwrap()).unwrap();
        assert_eq!(commit.subject().lossy(), "Change src/refund.rs");
    }
    ana.press("> enter")
        .go_to("Fees count now.")
        .sees("Cleo (contractor)")
        .sees("addressed in");
}

#[test]
fn the_commit_can_be_typed_and_may_be_left_out() {
    let delivery = two_notes();
    let mut cleo = open(&delivery, &cleo());
    cleo.press("s P a").sees("fixed in commit:");
    cleo.type_text("no-such-tag")
        .press("enter")
        .sees("no-such-tag")
        .misses("Ctrl-S");
    cleo.press("P a").type_text("increment-4").press("enter");
    cleo.sees("fixed in").press("ctrl-s");
    cleo.press("j P n")
        .press("ctrl-s")
        .sees("nothing written yet");
    cleo.type_text("The spec says otherwise.").press("ctrl-s");
    let record = cleo.opened.record();
    let commits: Vec<_> = record
        .threads
        .iter()
        .map(|thread| thread.state.commit().is_some())
        .collect();
    assert_eq!(commits, [true, false]);
}

#[test]
fn the_walk_shows_what_was_beside_what_is() {
    let delivery = addressed();
    let mut ana = open(&delivery, &ana());
    ana.press("o o")
        .sees("2 addressed notes to verify (Y)")
        .press("Y")
        .sees("Addressed 1 of 2");
    ana.sees("Two calls can both pass.")
        .sees("Change src/refund.rs")
        .sees("the lines are unchanged");
    ana.press("n")
        .sees("Addressed 2 of 2")
        .sees("Fees are left out.")
        .sees("Fees count now.");
    ana.sees("the lines changed")
        .sees("as it was")
        .sees("as it is");
    let line = ana.line_with("- charge.fees");
    assert!(
        line.contains("− ") && line.contains("+ "),
        "both versions stand beside each other: {line}"
    );
    assert!(
        line.matches('▌').count() == 2,
        "the note's own lines are marked: {line}"
    );
    ana.press("n")
        .sees("this is the last addressed note")
        .press("N")
        .sees("Addressed 1 of 2");
}

#[test]
fn one_key_each_and_the_next_one() {
    let delivery = addressed();
    let mut ana = open(&delivery, &ana());
    ana.press("s")
        .press("Y y")
        .sees("verified; u undoes it")
        .sees("Addressed 2 of 2")
        .sees("✓ ○");
    ana.press("x").sees("1 verified, 1 open again");
    assert!(ana.on_screen(Screen::Snags), "back to where it began");
    let states = |ana: &mut Session| -> Vec<&'static str> {
        ana.opened
            .record()
            .threads
            .iter()
            .map(|thread| thread.state.name())
            .collect()
    };
    assert_eq!(states(&mut ana), ["verified", "open"]);
    assert!(ana.title().ends_with("1 snag"), "{}", ana.title());
    ana.press("u").sees("state of the note undone");
    assert_eq!(
        states(&mut ana),
        ["verified", "addressed"],
        "the claim waits again"
    );
    ana.press("Y")
        .sees("Addressed 1 of 1")
        .press("y")
        .sees("1 verified");
    ana.press("Y")
        .sees("nothing to verify: no note is marked as fixed");
}

#[test]
fn a_word_taken_back_during_the_walk_waits_again() {
    let delivery = addressed();
    let mut ana = open(&delivery, &ana());
    ana.press("s Y y u")
        .sees("state of the note undone")
        .sees("○ ○")
        .press("N")
        .sees("Addressed 1 of 2");
    ana.press("y")
        .sees("Addressed 2 of 2")
        .press("y")
        .sees("2 verified");
}

#[test]
fn the_walk_leads_to_the_diff_and_takes_replies() {
    let delivery = addressed();
    let mut ana = open(&delivery, &ana());
    ana.press("s Y n r")
        .sees("reply to issue")
        .type_text("And the tax?")
        .press("ctrl-s")
        .sees("And the tax?");
    ana.press("enter");
    assert!(
        ana.on_screen(Screen::Review) && ana.cursor_line().contains("issue (blocking)"),
        "{}",
        ana.screen()
    );
    ana.press("Y").sees("Addressed 2 of 2");
    ana.press("esc");
    assert!(ana.on_screen(Screen::Review));
}

#[test]
fn a_contractor_looks_and_does_not_decide() {
    let delivery = addressed();
    let mut cleo = open(&delivery, &cleo());
    cleo.press("Y")
        .sees("Addressed 1 of 2")
        .press("y")
        .sees("only a reviewer can verify or reopen a note");
    cleo.press("x")
        .sees("only a reviewer can verify")
        .sees("Addressed 1 of 2");
}

#[test]
fn narrow_screens_have_the_versions_below_each_other() {
    let delivery = addressed();
    let mut ana = open(&delivery, &ana());
    ana.press("s Y n").resize(80, 24).sees("Fees are left out.");
    let (_, old) = ana.find("total.min(charge.amount)");
    let (_, new) = ana.find("total.min(charge.amount - charge.fees)");
    assert!(old < new, "{}", ana.screen());
    ana.press("G g j k pgdn pgup")
        .resize(60, 20)
        .resize(40, 10)
        .press("j")
        .resize(200, 50)
        .sees("as it was");
}

#[test]
fn lines_that_are_gone_are_shown_as_they_were() {
    let mut delivery = two_notes();
    delivery.deliver_again(
        "src/refund.rs",
        "//! Moved to another service.\n",
        "increment-6",
    );
    let mut cleo = open(&delivery, &cleo());
    cleo.press("s P enter ctrl-s");
    let mut ana = open(&delivery, &ana());
    ana.press("s Y")
        .sees("the lines are gone")
        .sees("self.store.insert(amount, key)");
}

#[test]
fn a_note_on_no_lines_shows_what_the_commit_changes() {
    let delivery = Delivery::new();
    let mut ana_ = open(&delivery, &ana());
    ana_.press("> enter C")
        .type_text("Tests, please.")
        .press("ctrl-s");
    let mut cleo = open(&delivery, &cleo());
    cleo.press("s P");
    let line = cleo.line_with("Add notes");
    let key = line.chars().find(char::is_ascii_digit).unwrap().to_string();
    cleo.press(&key).press("ctrl-s");
    let mut ana = open(&delivery, &ana());
    ana.press("s Y")
        .sees("not on a file: showing the commit's changes")
        .sees("tests/refund.rs")
        .sees("docs/notes.md");
}

#[test]
fn a_note_can_be_put_on_other_lines_by_its_writer_and_by_reviewers() {
    let delivery = Delivery::new();
    let mut ana_ = open(&delivery, &ana());
    ana_.press("> enter")
        .go_to("insert(amount, key)")
        .press("c")
        .type_text("This races.")
        .press("ctrl-s");
    let mut cleo = open(&delivery, &cleo());
    cleo.press("> enter")
        .go_to("This races.")
        .press("H")
        .sees("only its writer or a reviewer can move that note");
    let mut ben = open(&delivery, &ben());
    ben.press("> enter")
        .go_to("This races.")
        .press("H")
        .sees("go to the new place of note")
        .press("esc");
    ben.sees("note not moved");
    ben.go_to("This races.")
        .press("H")
        .press("g H")
        .sees("put the cursor on a line or a file header");
    ben.go_to("for refund in").press("V j H").sees("moved here");
    let record = ben.opened.record();
    let thread = &record.threads[0];
    assert_eq!(
        (&thread.author, thread.body.text.lossy().as_ref()),
        (&ana().writer, "This races.")
    );
    let screen = ben.go_to("for refund in").press("j j j j").screen();
    let lines: Vec<&str> = screen.lines().collect();
    let at = lines
        .iter()
        .position(|line| line.contains("total += refund.amount"))
        .unwrap();
    assert!(lines[at + 1].contains("issue (blocking)"), "{screen}");
    // And on another increment.
    ben.go_to("This races.")
        .press("H > ")
        .go_to("back_off(attempt)")
        .press("H")
        .sees("moved here");
    ben.go_to("This races.");
    assert!(ben.title().contains("3/3 Webhooks"));
}

#[test]
fn whoever_quits_the_walk_comes_back_to_where_it_began() {
    let delivery = addressed();
    let mut ana = open(&delivery, &ana());
    ana.press("> enter s Y").sees("Addressed 1 of 2");
    assert_eq!(ana.model.screens.active, Screen::Verify);
    assert_eq!(ana.model.resume().screen, "snags");
}

#[test]
fn a_command_of_another_screen_says_which_key_opens_it() {
    let delivery = Delivery::new();
    let mut ana = open(&delivery, &ana());
    ana.press(":").type_text("next-heading").press("enter");
    ana.sees("this works only in the whole spec; d opens it");
    ana.press(":").type_text("next-addressed").press("enter");
    ana.sees("this works only on the walk through addressed notes; Y opens it");
}
