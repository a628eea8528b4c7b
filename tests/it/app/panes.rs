//! The panes: their widths and dividers, long lines in them, the mouse.

use snaglist::app::msg::MouseKind;
use snaglist::model::settings::Layout;

use super::review;
use super::session::Session;

#[test]
fn long_lines_wrap_or_scroll() {
    let (mut delivery, mut session) = review();
    let long = format!("start {}end\nnext\n", "word ".repeat(40));
    delivery.deliver_again("long.txt", &long, "increment-4");
    session
        .press("R > > ]")
        .sees("1 + start word")
        .misses("word end");
    session.press("W").sees("word end").sees("↪");
    let rows = session
        .screen()
        .lines()
        .filter(|line| line.contains('↪'))
        .count();
    assert!(rows >= 2, "{}", session.screen());
    session.press("W").misses("word end");
    for _ in 0..30 {
        session.press("right");
    }
    session.sees("end").misses("start word").press("left");
    for _ in 0..40 {
        session.press("left");
    }
    session.sees("1 + start word");
}

#[test]
fn a_narrow_terminal_shows_one_pane_at_a_time() {
    let (_delivery, mut session) = review();
    session
        .resize(80, 24)
        .sees("┌ Criteria")
        .misses("┌ Increment");
    session
        .press("tab")
        .sees("┌ Increment")
        .misses("┌ Criteria");
    session
        .resize(120, 40)
        .sees("┌ Increment")
        .sees("┌ Criteria");
    session
        .resize(39, 40)
        .sees("at least 40×10")
        .resize(40, 9)
        .sees("at least 40×10")
        .resize(120, 40)
        .sees("┌ Criteria");
}

#[test]
fn the_mouse_chooses_opens_and_scrolls() {
    let (_delivery, mut session) = review();
    session.click("AC-6").sees("▸○ AC-6");
    session
        .click("⋯  8 lines")
        .misses("⋯  8 lines")
        .sees("//! Refunds.");
    let (x, y) = session.find("//! Refunds.");
    let top = session.model.screens.review.view.top;
    session.mouse(MouseKind::WheelDown, x, y);
    assert_eq!(session.model.screens.review.view.top, top + 3);
    session
        .mouse(MouseKind::WheelUp, x, y)
        .mouse(MouseKind::WheelUp, x, y);
    assert_eq!(session.model.screens.review.view.top, top.saturating_sub(3));
}

#[test]
fn the_divider_is_dragged_and_stays_within_the_screen() {
    let (_delivery, mut session) = review();
    let divider = |session: &Session| {
        session
            .model
            .screens
            .review
            .areas(&session.model.facts)
            .diff
            .x
    };
    let (before, y) = (divider(&session), 10);
    session
        .mouse(MouseKind::Click, before, y)
        .mouse(MouseKind::Drag, before + 12, y);
    assert_eq!(divider(&session), before + 13);
    assert_eq!(session.model.screens.review.selecting, None);
    session
        .mouse(MouseKind::Drag, 0, y)
        .sees("┌ Criteria")
        .mouse(MouseKind::Drag, 119, y)
        .sees("AC-6");
    let areas = session.model.screens.review.areas(&session.model.facts);
    assert!(areas.criteria.width >= 24 && areas.diff.width >= 24);
    // It stays where it was left on the next increment, and a click elsewhere lets go of it.
    session.mouse(MouseKind::Drag, 49, y).press("<").press(">");
    assert_eq!(divider(&session), 50);
    session
        .mouse(MouseKind::Click, 80, 12)
        .mouse(MouseKind::Drag, 90, 14);
    assert_eq!(divider(&session), 50);
}

#[test]
fn the_files_beside_the_criteria_have_a_divider_of_their_own() {
    let (_delivery, mut session) = review();
    session.resize(200, 50).press("T");
    let (tree, diff) = (
        session
            .model
            .screens
            .review
            .areas(&session.model.facts)
            .tree,
        session
            .model
            .screens
            .review
            .areas(&session.model.facts)
            .diff,
    );
    session
        .mouse(MouseKind::Click, diff.x - 1, 20)
        .mouse(MouseKind::Drag, diff.x + 9, 20);
    let areas = session.model.screens.review.areas(&session.model.facts);
    assert_eq!(
        (areas.tree.x, areas.tree.width, areas.diff.x),
        (tree.x, tree.width + 10, diff.x + 10)
    );
}

#[test]
fn the_layout_follows_the_width_until_the_key_says_otherwise() {
    let (_delivery, mut session) = review();
    session.model.screens.review.layout = Layout::Auto;
    assert!(!session.resize(200, 50).model.screens.review.split);
    assert!(session.resize(240, 50).model.screens.review.split);
    assert!(!session.resize(120, 40).model.screens.review.split);
    assert!(session.press("|").model.screens.review.split);
    assert!(
        !session
            .resize(240, 50)
            .press("|")
            .model
            .screens
            .review
            .split
    );
}

#[test]
fn a_line_that_goes_on_beyond_the_pane_says_so() {
    let (_delivery, mut session) = review();
    session.resize(100, 40);
    let screen = session.screen();
    assert!(screen.lines().any(|line| line.ends_with("»│")), "{screen}");
    session.command("wrap").misses("»│");
}

#[test]
fn the_diff_can_have_the_whole_width() {
    let (_delivery, mut session) = review();
    session.press("tab \\").misses("Criteria");
    assert_eq!(
        session
            .model
            .screens
            .review
            .areas(&session.model.facts)
            .diff
            .width,
        session.model.facts.size.cols
    );
    session.press("tab").sees("Criteria");
    session
        .press("tab")
        .misses("Criteria")
        .press("\\")
        .sees("Criteria");
}
