//! Where changes come from: moved blocks, copies, merges, renames.

use snaglist::model::index::FileIndex;
use snaglist::ui::theme::Depth;

use super::engagement::Delivery;
use super::session::Session;
use super::words::{REFUND, between, dark, drawn, remarks, words};

#[test]
fn a_block_that_moved_is_quiet_says_where_from_and_its_edits_stand_out() {
    let old = [
        ("charge.rs", remarks("charge", 9) + REFUND),
        ("refund.rs", remarks("refund", 9)),
    ];
    let indented: String = REFUND.lines().map(|line| format!("    {line}\n")).collect();
    let edited = indented.replace("cancel()", "cancel_once(key)");
    let new = [
        ("charge.rs", remarks("charge", 9)),
        (
            "refund.rs",
            remarks("refund", 9) + "mod inner {\n" + &edited + "}\n",
        ),
    ];
    let [old, new] =
        [&old, &new].map(|files| files.each_ref().map(|(path, text)| (*path, text.as_str())));
    let (_delivery, mut session) = between(&old, &new);
    session
        .sees("« pub fn refund(")
        .sees("»     pub fn refund(")
        .sees("moved to refund.rs:11-16, indented by 4 more");
    session.sees("moved from charge.rs:10-15, indented by 4 more");
    assert_eq!(words(&session, "charge.cancel();"), "cancel");
    assert_eq!(words(&session, "charge.cancel_once"), "cancel_once(key");
    let theme = dark(Depth::True);
    let quiet = drawn(&session.draw(&theme), "»         store.audit", |c| {
        Some(c.bg) == theme.moved_in.bg
    });
    assert!(quiet.contains("store.audit(charge);"), "{quiet}");
    // To the same line at the other end, and back.
    session.go_to("«     store.audit").press("M");
    assert!(
        session.cursor_line().contains("»         store.audit"),
        "{}",
        session.cursor_line()
    );
    session
        .sees(" moved from charge.rs:13, indented by 4 more ")
        .press("M");
    assert!(
        session.cursor_line().contains("«     store.audit"),
        "{}",
        session.cursor_line()
    );
    session.sees(" moved to refund.rs:14, indented by 4 more ");
    session
        .go_to("// charge remark number 8")
        .press("M")
        .sees("this line is not in a moved block");
}

#[test]
fn the_other_end_is_gone_to_though_its_file_is_folded_or_was_not_read() {
    let old = [
        ("a.rs", remarks("a", 9) + REFUND),
        ("z.rs", remarks("z", 9)),
    ];
    let new = [
        ("a.rs", remarks("a", 9)),
        ("z.rs", remarks("z", 9) + REFUND),
    ];
    let [old, new] =
        [&old, &new].map(|files| files.each_ref().map(|(path, text)| (*path, text.as_str())));
    let (_delivery, mut session) = between(&old, &new);
    session
        .go_to("▾ z.rs")
        .press("z")
        .misses("» pub fn refund")
        .go_to("« pub fn refund")
        .press("M");
    assert!(
        session.cursor_line().contains("» pub fn refund"),
        "{}",
        session.cursor_line()
    );
}

#[test]
fn lines_that_only_stand_further_in_are_edited_not_moved() {
    let body = "    first_thing_to_do(here);\n    second_thing_to_do(there);\n    third_thing_to_do(now);\n";
    let indented: String = body.lines().map(|line| format!("    {line}\n")).collect();
    let (_delivery, session) = between(
        &[("a.rs", &format!("fn a() {{\n{body}}}\n"))],
        &[(
            "a.rs",
            &format!("fn a() {{\n    if ready {{\n{indented}    }}\n}}\n"),
        )],
    );
    assert!(!session.screen().contains('»'), "{}", session.screen());
    assert_eq!(words(&session, "+         second"), "    ");
}

#[test]
fn a_copy_with_edits_is_shown_against_what_it_was_made_of() {
    let long = format!("{REFUND}{}", remarks("refund", 20));
    let copy = long.replace("pub fn refund", "pub fn reverse");
    let (_delivery, mut session) = between(
        &[("refund.rs", &long)],
        &[
            (
                "refund.rs",
                &long.replace("audit(charge)", "audit(&charge)"),
            ),
            ("reverse.rs", &copy),
        ],
    );
    session.sees("refund.rs → reverse.rs").sees("copied");
    session.sees("+ pub fn reverse");
    session.misses("+ // refund remark number 7");
    // What it was made of is a file of its own, which notes and jumps find under its own path.
    session.press("# r e f u n d . r s enter");
    assert_eq!(
        session
            .model
            .screens
            .review
            .file_at(session.model.screens.review.view.cursor),
        Some(FileIndex::new(0))
    );
}

#[test]
fn a_merge_is_listed_with_what_it_merged_in_under_it() {
    let delivery = Delivery::of_a_merge();
    let mut session = Session::open(&delivery.path(), &delivery.data());
    session.press("tab g");
    let screen = session.screen();
    let at = |subject: &str| {
        let line = screen.lines().position(|line| line.contains(subject));
        let line = line.unwrap_or_else(|| panic!("{subject:?} is not on the screen:\n{screen}"));
        let before = screen
            .lines()
            .nth(line)
            .unwrap()
            .split(subject)
            .next()
            .unwrap();
        (line, before.trim_end().chars().count())
    };
    let order = [
        "Merge the refunds",
        "Finish refunds",
        "Begin refunds",
        "Answer health checks",
        "Create charges",
    ];
    let places = order.map(at);
    assert!(
        places.is_sorted_by(|a, b| a.0 < b.0),
        "{places:?}\n{screen}"
    );
    let indents = places.map(|place| place.1.saturating_sub(places[0].1));
    assert_eq!(indents, [0, 2, 2, 0, 0], "{screen}");
}

#[test]
fn where_files_are_too_large_to_look_for_renames_the_cover_says_so() {
    let large = "the same line all over again, for more than eight megabytes\n".repeat(150_000);
    let small = remarks("kept", 40);
    let said = "too large to look for all renamed and copied files";
    let (_delivery, mut session) = between(
        &[("a.txt", &large)],
        &[("a.txt", ""), ("b.txt", &format!("{large}one more\n"))],
    );
    session.sees(said);
    let (_delivery, mut session) = between(
        &[("a.txt", &small)],
        &[("a.txt", ""), ("b.txt", &format!("{small}one more\n"))],
    );
    session.misses(said);
}
