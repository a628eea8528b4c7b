//! Notes: written in place, on lines, files, criteria and increments; edited, answered, deleted.

use snaglist::app::input::geometry::Widths;
use snaglist::app::msg::MouseKind;
use snaglist::model::event::{Body, Statement};
use snaglist::model::text::Untrusted;

use super::people::{self, Other};
use super::review;
use super::session::Session;

/// The rows of the diff from the first that shows a text on, as they stand on the screen.
pub(super) fn rows_from(session: &Session, text: &str, count: usize) -> Vec<String> {
    let screen = session.screen();
    let at = screen
        .lines()
        .position(|line| line.contains(text))
        .unwrap_or_else(|| panic!("{text:?}:\n{screen}"));
    let pane = session
        .model
        .facts
        .size
        .review(true, Widths::default())
        .diff;
    let inside = |line: &str| {
        line.chars()
            .skip(usize::from(pane.x) + 1)
            .collect::<String>()
            .trim_end_matches(['│', ' '])
            .to_owned()
    };
    screen.lines().skip(at).take(count).map(inside).collect()
}

pub(super) fn note_on(session: &mut Session, line: &str, words: &str) {
    session
        .go_to(line)
        .press("c")
        .type_text(words)
        .press("ctrl-s");
}

#[test]
fn a_note_stands_right_below_its_line() {
    let (_delivery, mut session) = review();
    session
        .go_to("self.store.insert(amount, key)")
        .press("c")
        .sees("src/refund.rs:15")
        .sees("issue (blocking)");
    session
        .type_text("Two calls can both\npass this check.")
        .press("ctrl-s");
    session.press("j j j j");
    let rows = rows_from(&session, "insert(amount, key)", 5);
    assert!(
        rows[1].ends_with("┃ issue (blocking) · AC-4 · Ana · now · open"),
        "{rows:?}"
    );
    assert!(
        rows[2].ends_with("┃ Two calls can both") && rows[3].ends_with("┃ pass this check."),
        "{rows:?}"
    );
    assert!(rows[4].contains("Ok(refund)"), "{rows:?}");
    assert!(session.title().ends_with("1 snag"));
    assert!(
        session.drafts.is_empty(),
        "what was said is no draft any more"
    );
}

#[test]
fn the_cursor_is_on_the_note_just_written() {
    let (_delivery, mut session) = review();
    for words in ["the first note", "the second note"] {
        note_on(&mut session, "self.store.insert(amount, key)", words);
        assert!(
            session.cursor_line().contains("issue (blocking)"),
            "{words}: {}",
            session.cursor_line()
        );
    }
}

#[test]
fn a_note_can_be_edited_answered_deleted_and_brought_back() {
    let (_delivery, mut session) = review();
    note_on(
        &mut session,
        "self.store.insert(amount, key)",
        "This races.",
    );
    session
        .press("E")
        .sees("edit issue")
        .sees("This races.")
        .type_text(" Lock it.")
        .press("ctrl-s");
    session.sees("This races. Lock it.").sees("now, edited");
    session
        .press("r")
        .sees("reply to issue")
        .type_text("See also AC-5.")
        .press("ctrl-s");
    let rows = rows_from(&session, "This races. Lock it.", 3);
    assert!(
        rows[1].contains("↪ Ana · now") && rows[2].ends_with("See also AC-5."),
        "{rows:?}"
    );
    session
        .press("D")
        .misses("This races")
        .sees("u brings it back");
    assert!(session.title().ends_with("0 snags"));
    assert!(
        session
            .cursor_line()
            .contains("self.store.insert(amount, key)"),
        "on {:?}",
        session.cursor_line()
    );
    session
        .press("u j j j")
        .sees("This races. Lock it.")
        .sees("See also AC-5.");
    assert!(session.title().ends_with("1 snag"));
}

#[test]
fn a_note_is_left_alone_by_others() {
    let (_delivery, mut session) = review();
    let mut ben = Other::new(&session, &people::ben());
    note_on(&mut session, "self.store.insert(amount, key)", "Mine.");
    let mut said = session.opened.record().threads[0].clone();
    said.body.text = Untrusted::from("Ben's.");
    let mut statement = Statement::new(Body::Note {
        criterion: None,
        note: said.body.clone(),
    });
    (statement.subject, statement.anchor) = (said.subject, said.place.anchor);
    ben.say(statement);
    session
        .refresh()
        .go_to("Ben's.")
        .press("D")
        .sees("that note is not yours; r replies");
    session
        .press("E")
        .sees("that note is not yours")
        .sees("Ben's.");
    session
        .press("r")
        .type_text("I agree.")
        .press("ctrl-s")
        .sees("I agree.");
}

#[test]
fn several_lines_can_be_noted() {
    let (_delivery, mut session) = review();
    session
        .go_to("if let Some(refund)")
        .press("V j j c")
        .sees("src/refund.rs:12-14")
        .type_text("All of this.")
        .press("ctrl-s");
    let rows = rows_from(&session, "if let Some(refund)", 5);
    assert!(
        rows[2].ends_with("}")
            && rows[3].contains("issue (blocking)")
            && rows[4].ends_with("All of this."),
        "{rows:?}"
    );
    // Upwards too, and a selection can be called off.
    session
        .go_to("return Ok(refund);")
        .press("V k c")
        .sees("src/refund.rs:12-13")
        .press("esc");
    session
        .press("V j esc c")
        .misses("src/refund.rs:13-")
        .press("esc");
    session
        .press("g V")
        .sees("first put the cursor on a line of the diff");
}

#[test]
fn lines_can_be_selected_with_the_mouse() {
    let (_delivery, mut session) = review();
    session.go_to("if let Some(refund)");
    let (x, y) = session.find("if let Some(refund)");
    session
        .mouse(MouseKind::Click, x, y)
        .mouse(MouseKind::Drag, x, y + 1)
        .mouse(MouseKind::Drag, x, y + 2);
    session.press("c").sees("src/refund.rs:12-14");
}

#[test]
fn a_removed_line_can_be_noted() {
    let (_delivery, mut session) = review();
    note_on(&mut session, "More to come.", "Was that not promised?");
    let rows = rows_from(&session, "More to come.", 4);
    assert!(
        rows[1].contains("issue") && rows[2].ends_with("Was that not promised?"),
        "{rows:?}"
    );
    assert!(rows[3].contains("kept for a year"), "{rows:?}");
    session.press("s").sees("old docs/notes.md:5");
}

#[test]
fn a_file_can_be_noted_even_one_without_lines() {
    let (_delivery, mut session) = review();
    for (file, below) in [
        ("src/refund.rs", "8 lines"),
        ("assets/flow.bin", "binary"),
        ("src/legacy.rs", "pub fn refund_all"),
    ] {
        session
            .go_to(&format!("▾ {file}"))
            .press("c")
            .type_text("About the file.")
            .press("ctrl-s");
        let rows = rows_from(&session, &format!("▾ {file}"), 4);
        assert!(
            rows[1].contains("issue") && rows[2].ends_with("About the file."),
            "{rows:?}"
        );
        assert!(rows[3].contains(below), "{rows:?}");
    }
    assert!(session.title().ends_with("3 snags"));
}

#[test]
fn a_criterion_can_be_noted_from_its_pane() {
    let (_delivery, mut session) = review();
    session
        .press("c")
        .sees("criterion AC-4")
        .type_text("Per key, or per key and day?")
        .press("ctrl-s");
    session
        .sees("1 note")
        .press("tab g")
        .sees("issue (blocking) · AC-4 · Ana")
        .sees("Per key, or per key and day?");
}

#[test]
fn an_increment_can_be_noted() {
    let (_delivery, mut session) = review();
    session
        .press("C")
        .sees("increment Idempotent refunds")
        .type_text("Good work.")
        .press("tab ctrl-s");
    session
        .press("tab g")
        .sees("suggestion · Ana")
        .sees("Good work.");
    session
        .press("<")
        .misses("Good work.")
        .press(">")
        .press("g")
        .sees("Good work.");
}

#[test]
fn label_and_blocking_are_chosen_while_writing() {
    let (_delivery, mut session) = review();
    session
        .go_to("self.store.insert(amount, key)")
        .press("c")
        .sees("issue (blocking)");
    session
        .press("tab")
        .sees("suggestion (not blocking)")
        .press("ctrl-b")
        .sees("suggestion (blocking)");
    session
        .press("tab")
        .sees("question (not blocking)")
        .press("shift-tab shift-tab")
        .sees("issue (blocking)");
    session
        .press("shift-tab")
        .sees("note (not blocking)")
        .press("tab tab ctrl-b");
    session
        .type_text("Why not a constraint?")
        .press("ctrl-s")
        .sees("suggestion (blocking) · AC-4");
    assert!(session.title().ends_with("1 snag"));
    session
        .press("E")
        .sees("suggestion (blocking)")
        .press("ctrl-b ctrl-s")
        .sees("suggestion · AC-4");
    assert!(session.title().ends_with("0 snags"));
}
