//! Reading differences: words, white space, moved blocks, context, old and new beside each other.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use snaglist::ui::theme::{Depth, Theme};

use super::engagement::Delivery;
use super::picture::text;
use super::session::Session;

fn remarks(name: &str, count: u32) -> String {
    (0..count)
        .map(|n| format!("// {name} remark number {n}\n"))
        .collect()
}

const REFUND: &str = "\
pub fn refund(store: &Store, key: Key) -> Receipt {
    let charge = store.find(key);
    charge.cancel();
    store.audit(charge);
    store.receipt(charge)
}
";

/// The diff of some files, in a terminal so large that all of it is shown.
fn between(old: &[(&str, &str)], new: &[(&str, &str)]) -> (Delivery, Session) {
    let delivery = Delivery::between(old, new);
    let mut session = Session::open(&delivery.path(), &delivery.data());
    session.resize(160, 100).press("tab g");
    (delivery, session)
}

/// What of the first line with a text is drawn in cells of some look.
fn drawn(buffer: &Buffer, line_with: &str, is: impl Fn(&Cell) -> bool) -> String {
    let screen = text(buffer);
    let y = screen.lines().position(|line| line.contains(line_with));
    let y = y.unwrap_or_else(|| panic!("{line_with:?} is not on the screen:\n{screen}")) as u16;
    (0..buffer.area.width)
        .map(|x| &buffer[(x, y)])
        .filter(|cell| is(cell))
        .map(Cell::symbol)
        .collect()
}

fn dark(depth: Depth) -> Theme {
    Theme::new(false, depth, false)
}

/// The words marked in the first line with a text.
fn words(session: &Session, line_with: &str) -> String {
    let theme = dark(Depth::True);
    let grounds = [theme.added_words.bg, theme.removed_words.bg];
    drawn(&session.draw(&theme), line_with, |cell| {
        grounds.contains(&Some(cell.bg))
    })
}

#[test]
fn the_words_that_differ_stand_out_in_both_lines_and_both_views() {
    let (_delivery, mut session) = between(
        &[("a.rs", "start\nlet total = sum(one, two);\nend\n")],
        &[("a.rs", "start\nlet total = sum(one, three);\nend\n")],
    );
    for _ in 0..2 {
        assert_eq!(
            words(&session, "one, three"),
            if session.model.screens.review.split {
                "twothree"
            } else {
                "three"
            }
        );
        assert_eq!(words(&session, "one, two")[..3], *"two");
        // The cursor does not hide them.
        session.go_to("one, two");
        assert_eq!(words(&session, "one, two")[..3], *"two");
        session.press("|");
    }
}

#[test]
fn words_stand_out_where_they_are_drawn_behind_tabs_wide_and_unseen_characters() {
    let (_delivery, session) = between(
        &[("a.rs", "\t漢字\u{202e}\x1b[1m = \"old\"\tname;\n")],
        &[("a.rs", "\t漢字\u{202e}\x1b[1m = \"new\"\tname;\n")],
    );
    assert_eq!(words(&session, "\"old\""), "old");
    assert_eq!(words(&session, "\"new\""), "new");
}

#[test]
fn no_words_stand_out_where_a_line_is_another_or_has_no_counterpart() {
    let (_delivery, session) = between(
        &[
            ("a.rs", "start\nlet total = sum(one, two);\nend\n"),
            ("b.rs", "one\n\n\n\n\n"),
        ],
        &[
            ("a.rs", "start\nreturn Err(Refused::Unknown);\nend\n"),
            ("b.rs", "one\n\n\n\n\nlast line\n"),
        ],
    );
    assert_eq!(words(&session, "let total"), "");
    assert_eq!(words(&session, "return Err"), "");
    assert_eq!(words(&session, "last line"), "");
}

#[test]
fn a_line_put_in_between_does_not_shift_the_lines_that_are_set_against_each_other() {
    let (_delivery, mut session) = between(
        &[("a.rs", "alpha(first, 1);\nbeta(second, 2);\n")],
        &[(
            "a.rs",
            "alpha(first, 10);\n// something new altogether\nbeta(second, 20);\n",
        )],
    );
    session.press("|");
    let beside = session.line_with("beta(second, 20)");
    assert!(
        beside.contains("− beta(second, 2);") && beside.contains("+ beta(second, 20);"),
        "{beside}"
    );
    let between = session.line_with("something new");
    assert!(!between.contains('−'), "{between}");
    assert_eq!(words(&session, "beta(second, 20)"), "220");
}

#[test]
fn words_stand_out_in_few_colours_and_in_none() {
    let (_delivery, session) = between(
        &[("a.rs", "let total = sum(one, two);\n")],
        &[("a.rs", "let total = sum(one, three);\n")],
    );
    let green = |cell: &Cell| cell.bg == Color::Green;
    assert_eq!(
        drawn(&session.draw(&dark(Depth::Ansi)), "three", green),
        "three"
    );
    assert_eq!(
        drawn(&session.draw(&dark(Depth::Indexed)), "three", |c| c.bg
            == Color::Indexed(28)),
        "three"
    );
    let underlined = |cell: &Cell| cell.modifier.contains(Modifier::UNDERLINED);
    assert_eq!(
        drawn(&session.draw(&dark(Depth::None)), "three", underlined),
        "three"
    );
}

#[test]
fn a_key_goes_through_the_modes_of_white_space_and_the_bar_names_them() {
    let far = remarks("far", 20);
    let old = format!("fn a() {{\none( x );\n}}\n{far}end\n{far}amount here\n{far}");
    let new = format!("fn a() {{\n    one(x);\n}}\n{far}end  \n{far}amount   here\n{far}");
    let (_delivery, mut session) = between(&[("a.rs", &old)], &[("a.rs", &new)]);
    let shown = |session: &Session| {
        let screen = session.screen();
        ["+ end", "+ amount", "+     one"].map(|line| screen.contains(line))
    };
    assert_eq!(shown(&session), [true; 3]);
    session
        .press("i")
        .sees(" white space at line ends ignored ");
    assert_eq!(shown(&session), [false, true, true]);
    session.press("i").sees(" amount of white space ignored ");
    assert_eq!(shown(&session), [false, false, true]);
    session.press("i").sees(" white space ignored ");
    assert_eq!(shown(&session), [false; 3]);
    session
        .sees("no other change")
        .sees(" 1 file with ignored changes only ")
        .sees("+0 −0");
    session
        .press("i")
        .sees("all differences shown")
        .misses("ignored");
    assert_eq!(shown(&session), [true; 3]);
}

#[test]
fn changes_of_blank_lines_alone_are_left_out_when_asked() {
    let far = remarks("far", 20);
    let old = format!("start\n{far}middle\n{far}");
    let new = format!("start\n\n{far}center\n{far}\n");
    let (_delivery, mut session) = between(&[("a.rs", &old)], &[("a.rs", &new)]);
    session
        .sees("+3 −1")
        .press("I")
        .sees("+1 −1")
        .sees(" blank lines ignored ")
        .sees("center");
    session.press("I").sees("+3 −1");
}

#[test]
fn marks_and_notes_hold_whatever_counts() {
    let far = remarks("far", 20);
    let old = format!("one( x );\n{far}two\n{far}");
    let new = format!("one(x);\n{far}three\n{far}");
    let (_delivery, mut session) = between(&[("a.rs", &old)], &[("a.rs", &new)]);
    session
        .go_to("three")
        .press("c")
        .type_text("Why three?")
        .press("ctrl-s");
    session
        .press("i i i")
        .sees("Why three?")
        .misses("one( x )")
        .go_to("+ three")
        .press("space");
    session
        .sees("0/1 files viewed")
        .press("i")
        .sees("Why three?")
        .sees("one( x )");
    // What was hidden is still to be viewed.
    session.press("g n");
    assert!(
        session.cursor_line().contains("one( x )"),
        "{}",
        session.cursor_line()
    );
}

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

#[test]
fn white_space_at_the_end_of_added_lines_and_odd_line_ends_are_shown() {
    let (_delivery, mut session) = between(
        &[
            ("a.rs", "start\n\n\n\n\n\n\nend\n"),
            ("b.rs", "one = 1\ntwo\nthree\n"),
        ],
        &[
            ("a.rs", "start\nadded \t\n\n\n\n\n\n\nend"),
            ("b.rs", "one = 1\r\ntwo\nthree\n"),
        ],
    );
    let theme = dark(Depth::True);
    let is_trailing = |cell: &Cell| Some(cell.bg) == theme.trailing.bg;
    let marked = drawn(&session.draw(&theme), "+ added", is_trailing);
    assert!(marked.len() >= 2 && marked.trim().is_empty(), "{marked:?}");
    session.sees("+ end ⊣ no newline at end").sees("− end ⊣ LF");
    session
        .sees("− one = 1 ⊣ LF")
        .sees("+ one = 1 ⊣ CR LF")
        .misses("two ⊣");
    let underlined = |cell: &Cell| cell.modifier.contains(Modifier::UNDERLINED);
    let marked = drawn(&session.draw(&dark(Depth::None)), "+ added", underlined);
    assert!(marked.len() >= 2 && marked.trim().is_empty(), "{marked:?}");
}

#[test]
fn words_are_looked_for_in_the_lines_on_the_screen_only() {
    let version = |word: &str| {
        (0..3_000)
            .map(|n| format!("line {n} says {word}\n\n\n\n\n\n\n\n"))
            .collect::<String>()
    };
    let (old, new) = (version("before"), version("after"));
    let (_delivery, mut session) = between(&[("a.rs", &old)], &[("a.rs", &new)]);
    let height = session.model.screens.review.view.height;
    assert!(session.model.screens.review.words.line_count() <= height);
    for pages in 2..12 {
        session.press("pgdn");
        assert!(session.model.screens.review.words.line_count() <= pages * height);
    }
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
        Some(0)
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

#[test]
fn both_cells_of_a_wide_character_have_its_colours_so_that_neither_stays_behind() {
    let (_delivery, session) = between(&[("a.rs", "old\n")], &[("a.rs", "漢字\n")]);
    let theme = Theme::new(false, Depth::True, false);
    let mut terminal = Terminal::new(TestBackend::new(160, 100)).unwrap();
    let mut drawn = Buffer::default();
    terminal
        .draw(|frame| {
            snaglist::ui::draw(&session.model, &theme, frame);
            drawn = frame.buffer_mut().clone();
        })
        .unwrap();
    let leads: Vec<(u16, u16)> = (0..100)
        .flat_map(|y| (0..159).map(move |x| (x, y)))
        .filter(|at| ["漢", "字"].contains(&drawn[*at].symbol()))
        .collect();
    assert!(leads.len() >= 2, "{}", text(&drawn));
    for (x, y) in leads {
        assert_eq!(drawn[(x, y)].bg, drawn[(x + 1, y)].bg, "column {x}");
        assert_ne!(drawn[(x, y)].bg, Color::Reset, "an added line is coloured");
    }
}
