//! Lines around the changes: more of them above and below, the whole function, the whole file.

use super::engagement::Delivery;
use super::session::Session;
use super::words::between;

/// A function of 60 lines, changed in its middle, among others.
fn long_function() -> (Delivery, Session) {
    let body = |changed: bool| {
        let step = |n| match n {
            30 if changed => "    changed(30);\n".to_owned(),
            n => format!("    step({n});\n"),
        };
        let steps: String = (0..60).map(step).collect();
        let others = |from: u32| -> String {
            (from..from + 30)
                .map(|n| format!("fn other_{n}() {{\n    go();\n}}\n\n"))
                .collect()
        };
        format!("{}fn long() {{\n{steps}}}\n\n{}", others(0), others(30))
    };
    between(&[("a.rs", &body(false))], &[("a.rs", &body(true))])
}

#[test]
fn more_lines_are_shown_above_below_and_on_both_sides_and_taken_back() {
    let (_delivery, mut session) = long_function();
    session
        .go_to("changed(30)")
        .sees("step(27)")
        .misses("step(26)")
        .sees("step(33)")
        .misses("step(34)");
    session
        .press("A")
        .sees("step(7)")
        .misses("step(6)")
        .misses("step(34)");
    session.press("B").sees("step(53)").misses("step(54)");
    assert!(
        session.cursor_line().contains("changed(30)"),
        "{}",
        session.cursor_line()
    );
    session
        .press("-")
        .misses("step(34)")
        .press("-")
        .misses("step(26)");
    session
        .press("+")
        .sees("step(7)")
        .sees("step(53)")
        .misses("step(54)");
    session
        .press("-")
        .misses("step(26)")
        .misses("step(34)")
        .press("-")
        .sees("no extra lines are shown here");
}

#[test]
fn a_gap_is_opened_from_its_end_from_its_start_or_as_a_whole() {
    let (_delivery, mut session) = long_function();
    session
        .go_to("⋯")
        .press("enter")
        .sees("step(7)")
        .misses("fn other_0()");
    session
        .press("-")
        .go_to("⋯")
        .press("B")
        .sees("fn other_0()")
        .misses("step(26)")
        .press("-");
    session
        .resize(160, 400)
        .go_to("⋯")
        .press("+")
        .sees("fn other_0()")
        .sees("fn other_29()")
        .sees("step(26)");
}

#[test]
fn the_whole_function_and_the_whole_file_are_shown_and_taken_back() {
    let (_delivery, mut session) = long_function();
    session
        .go_to("changed(30)")
        .press("F")
        .sees("fn long()")
        .sees("step(59)")
        .misses("fn other_28()");
    session
        .misses("fn other_30()")
        .press("F")
        .sees("the whole function or section is shown already");
    session
        .press("-")
        .misses("fn long() {\n")
        .misses("step(26)");
    session
        .resize(160, 400)
        .press("Z")
        .sees("fn other_0()")
        .sees("fn other_59()")
        .misses("⋯");
    assert!(
        session.cursor_line().contains("changed(30)"),
        "{}",
        session.cursor_line()
    );
    session.press("Z").misses("fn other_0()").misses("step(26)");
}
