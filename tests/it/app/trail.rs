//! Back and forward, going to a line, from function to function.

use super::review;

#[test]
fn jumps_are_gone_back_and_forward() {
    let (_delivery, mut session) = review();
    session.press("tab g ]");
    let first = session.cursor_line();
    session.press("]");
    let second = session.cursor_line();
    session
        .press("/")
        .type_text("insert.amount, key")
        .press("enter esc");
    let third = session.cursor_line();
    assert!(first != second && second != third);
    session.press("alt-left");
    assert_eq!(session.cursor_line(), second);
    session.press("ctrl-t");
    assert_eq!(session.cursor_line(), first);
    session.press("alt-right alt-right");
    assert_eq!(session.cursor_line(), third);
    session.press("alt-right").sees("no place further forward");
    // A new jump ends the way forward.
    session
        .press("alt-left }")
        .press("alt-right")
        .sees("no place further forward");
}

#[test]
fn places_survive_other_rows_and_other_increments() {
    let (_delivery, mut session) = review();
    session.go_to("insert(amount, key)").press("}");
    session.press("R > | W").press("alt-left alt-left");
    assert!(session.title().contains("2/3"), "{}", session.title());
    session.press("| W");
    assert!(
        session.cursor_line().contains("insert(amount, key)"),
        "{}",
        session.cursor_line()
    );
}

#[test]
fn a_line_is_gone_to_by_its_number_and_file() {
    let (_delivery, mut session) = review();
    session.go_to("insert(amount, key)");
    let line = session
        .model
        .screens
        .review
        .rows
        .get(session.model.screens.review.view.cursor)
        .unwrap()
        .1
        .new
        + 1;
    session
        .press("g #")
        .type_text(&format!("refund.rs:{line}"))
        .sees("go to: refund.rs:")
        .press("enter");
    assert!(
        session.cursor_line().contains("insert(amount, key)"),
        "{}",
        session.cursor_line()
    );
    session
        .press("k k #")
        .type_text(&line.to_string())
        .press("enter");
    assert!(
        session.cursor_line().contains("insert(amount, key)"),
        "{}",
        session.cursor_line()
    );
    session.press("#").type_text("-12").press("enter");
    assert!(
        session.cursor_line().contains(" 12 "),
        "{}",
        session.cursor_line()
    );
    session.press("#").type_text("lgcy").press("enter");
    assert!(
        session.cursor_line().contains("src/legacy.rs"),
        "{}",
        session.cursor_line()
    );
    session
        .press("#")
        .type_text("no/such/file")
        .press("enter")
        .sees("no file of this increment has that name");
}

#[test]
fn functions_are_gone_through() {
    let (_delivery, mut session) = review();
    session.go_to("insert(amount, key)").press("\"");
    assert!(
        session.cursor_line().contains("fn refund("),
        "{}",
        session.cursor_line()
    );
    let first = session.model.screens.review.view.cursor;
    session.press("'");
    assert!(session.model.screens.review.view.cursor > first);
    for _ in 0..40 {
        session.press("'");
    }
    session.sees("no later function or section in this file");
}
