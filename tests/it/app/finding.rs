//! Finding things: search, snags, the overview, help, the palette.

use snaglist::app::Screen;
use snaglist::app::input::geometry::Widths;
use snaglist::app::input::keymap::BINDINGS;
use snaglist::app::msg::Effect;
use snaglist::ui::theme::{Depth, Theme};

use super::engagement::Delivery;
use super::review;
use super::session::Session;

#[test]
fn search_goes_through_matches_in_both_directions() {
    let (_delivery, mut session) = review();
    session
        .press("/")
        .type_text("REFUND(")
        .sees("diff /REFUND(")
        .press("enter");
    session
        .sees("no later match")
        .sees("column 7: unclosed group); searched as plain text")
        .press("esc");
    session
        .press("g /")
        .type_text("store.insert")
        .press("enter");
    assert!(
        session.cursor_line().contains("− "),
        "{}",
        session.cursor_line()
    );
    session.press("n");
    assert!(
        session.cursor_line().contains("insert(amount, key)"),
        "{}",
        session.cursor_line()
    );
    session.press("n").sees("no later match").press("N");
    assert!(
        session.cursor_line().contains("insert(amount)?"),
        "{}",
        session.cursor_line()
    );
    session.press("N").sees("no earlier match");
    session
        .press("k")
        .sees("end search")
        .press("esc")
        .misses("end search");
    session.press("n").misses("match");
}

#[test]
fn small_letters_find_large_ones() {
    let (_delivery, mut session) = review();
    session.press("/").type_text("idemkey").press("enter");
    assert!(
        session.cursor_line().contains("IdemKey"),
        "{}",
        session.cursor_line()
    );
    session
        .press("g /")
        .type_text("IDEMKEY")
        .press("enter")
        .sees("no later match");
}

#[test]
fn search_finds_messages_paths_and_notes() {
    let (_delivery, mut session) = review();
    session
        .press("tab /")
        .type_text("second call")
        .press("enter");
    assert!(
        session.cursor_line().contains("second call"),
        "{}",
        session.cursor_line()
    );
    session.press("/").type_text("legacy").press("enter");
    assert!(
        session.cursor_line().contains("src/legacy.rs"),
        "{}",
        session.cursor_line()
    );
    session
        .press("esc")
        .go_to("insert(amount, key)")
        .press("c")
        .type_text("Needle here.")
        .press("ctrl-s");
    session.press("g /").type_text("needle").press("enter");
    assert!(
        session.cursor_line().contains("Needle here."),
        "{}",
        session.cursor_line()
    );
}

#[test]
fn search_reads_on_until_it_finds() {
    let (_delivery, mut session) = review();
    session.press("<").hold().press(">");
    session.let_one_go();
    session
        .press("/")
        .type_text("AC-6")
        .press("enter")
        .sees("searching …");
    session.let_go().misses("searching …");
    assert!(
        session.cursor_line().contains("// AC-6"),
        "{}",
        session.cursor_line()
    );
}

#[test]
fn a_search_that_reads_on_can_be_stopped() {
    let (_delivery, mut session) = review();
    session.press("<").hold().press(">");
    session.let_one_go();
    session
        .press("/")
        .type_text("AC-6")
        .press("enter")
        .sees("searching …")
        .press("esc");
    let before = session.model.screens.review.view.cursor;
    session.let_go();
    assert_eq!(session.model.screens.review.view.cursor, before);
    session.misses("searching …");
}

#[test]
fn a_search_takes_regular_expressions() {
    let (_delivery, mut session) = review();
    session
        .press("/")
        .type_text(r"insert\(amount, \w+\)")
        .press("enter");
    assert!(
        session.cursor_line().contains("insert(amount, key)"),
        "{}",
        session.cursor_line()
    );
    // An escape in upper case does not make case count.
    session.press("g /").type_text(r"idem\Sey").press("enter");
    assert!(
        session.cursor_line().contains("IdemKey"),
        "{}",
        session.cursor_line()
    );
    // Nothing but empty matches is no match.
    session
        .press("g /")
        .type_text("(zzz)*")
        .press("enter")
        .sees("no later match");
}

#[test]
fn an_expression_that_is_none_is_looked_for_as_it_stands() {
    let (_delivery, mut session) = review();
    session
        .press("/")
        .type_text("insert(amount,")
        .press("enter")
        .sees("column 7: unclosed group");
    assert!(
        session.cursor_line().contains("insert(amount, key)"),
        "{}",
        session.cursor_line()
    );
    session
        .press("g /")
        .type_text("((((((((a{999}){999}){999}")
        .press("enter")
        .sees("searched as plain text");
}

#[test]
fn hits_are_counted_over_the_whole_increment() {
    let (_delivery, mut session) = review();
    session.press("<").hold().press(">");
    session.let_one_go();
    session
        .press("/")
        .type_text("refund")
        .press("enter j")
        .sees("…  n next match");
    session.let_go();
    session.press("esc g /").type_text("refund").press("enter");
    let all = session.footer();
    assert!(all.contains(" hit ") || all.contains(" hits"), "{all}");
    // Every one of them is gone to, one after the other.
    let of: usize = all
        .split(" of ")
        .nth(1)
        .unwrap()
        .split_whitespace()
        .next()
        .unwrap()
        .parse()
        .unwrap();
    session.press("g /").type_text("refund").press("enter");
    let first: usize = if session.footer().contains("hit 1 of") {
        1
    } else {
        2
    };
    for at in first..=of {
        session.sees(&format!("hit {at} of {of}"));
        session.press("n");
    }
    session.sees("no later match");
}

#[test]
fn a_file_without_a_match_is_not_read_for_a_search() {
    let (_delivery, mut session) = review();
    session.press("<").hold().press(">");
    session.let_one_go();
    let unread = |session: &Session| {
        let files = &session.model.screens.review.files;
        files.iter().filter(|file| file.diff().is_none()).count()
    };
    assert!(unread(&session) > 0);
    session
        .press("/")
        .type_text("no such words")
        .press("enter")
        .sees("searching …");
    session.let_go().sees("no later match");
}

#[test]
fn file_names_are_searched_by_themselves() {
    let (_delivery, mut session) = review();
    session
        .press("/")
        .type_text("refund")
        .press("tab")
        .sees("file names /refund")
        .press("enter");
    session.sees("hit 1 of");
    assert!(
        session.cursor_line().contains("src/refund"),
        "{}",
        session.cursor_line()
    );
    let hit = Theme::new(false, Depth::True, false).hit.bg;
    let lit = |session: &Session, text: &str| {
        let (x, y) = session.find(text);
        Some(session.buffer()[(x, y)].bg) == hit
    };
    assert!(!lit(&session, "IdemKey"), "lines are not searched");
}

#[test]
fn earlier_searches_are_called_back() {
    let (_delivery, mut session) = review();
    session
        .press("/")
        .type_text("first")
        .press("enter esc /")
        .type_text("second")
        .press("enter esc");
    session
        .press("/")
        .type_text("thi")
        .press("up")
        .sees("/second")
        .press("up")
        .sees("/first");
    session
        .press("up")
        .sees("/first")
        .press("down down")
        .sees("/thi_")
        .press("up")
        .sees("/second");
}

#[test]
fn matches_are_lit_in_every_part_of_a_wrapped_line() {
    let (_delivery, mut session) = review();
    session
        .resize(80, 24)
        .press("tab W /")
        .type_text("[a-z]")
        .press("enter")
        .press("g");
    let part = session.model.screens.review.rows.len();
    let row = (0..part)
        .find(|row| {
            let found = session
                .model
                .screens
                .review
                .rows
                .get(*row)
                .map(|(_, row)| row.kind);
            matches!(
                found,
                Some(snaglist::app::screens::review::rows::RowKind::Line { part: 1, .. })
            )
        })
        .expect("a line is wrapped");
    for _ in 0..row {
        session.press("j");
    }
    let pane = session
        .model
        .facts
        .size
        .review(true, Widths::default())
        .diff;
    let view = session.model.screens.review.view;
    let y = pane.y + 1 + (view.cursor - view.top) as u16;
    let hit = Theme::new(false, Depth::True, false).hit.bg;
    let buffer = session.buffer();
    let lit = (pane.x + 12..pane.x + pane.width)
        .filter(|x| Some(buffer[(*x, y)].bg) == hit)
        .count();
    assert!(lit > 0, "{}", session.screen());
}

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
fn help_lists_every_key_and_closes_on_any_other() {
    for screen in ["", "o", "s"] {
        let (_delivery, mut session) = review();
        session
            .press(screen)
            .resize(80, 24)
            .press("?")
            .sees("any other key closes");
        let mut seen = String::new();
        for _ in 0..20 {
            seen += &session.screen();
            session.press("pgdn");
        }
        for binding in BINDINGS {
            let keys: Vec<String> = session
                .model
                .facts
                .keymap
                .keys(binding.action)
                .iter()
                .map(ToString::to_string)
                .collect();
            let line = seen
                .lines()
                .find(|line| line.contains(&keys.join(" ")) && line.contains(binding.help));
            assert!(line.is_some(), "{} is not in help", binding.name);
        }
        session
            .press("g k j x")
            .misses("any other key closes")
            .sees("0/7 met · 0 snags");
    }
}

#[test]
fn help_says_the_keys_in_force() {
    let (_delivery, mut session) = review();
    let changes = [("met".to_owned(), vec!["f5".to_owned()])].into();
    session.model.facts.keymap =
        snaglist::app::input::keymap::Keymap::with_changes(&changes).unwrap();
    session.press("?").sees("F5").press("esc");
    session
        .sees("F5 met")
        .press("m")
        .sees("▸○ AC-4")
        .press("f5")
        .sees("▸✓ AC-4");
}

#[test]
fn messages_say_the_keys_in_force() {
    let (_delivery, mut session) = review();
    let mut with = |keys: &[&str]| {
        let keys = keys.iter().map(ToString::to_string).collect();
        let changes = [
            ("search".to_owned(), vec!["f6".to_owned()]),
            ("reload".to_owned(), keys),
        ]
        .into();
        session.model.facts.keymap =
            snaglist::app::input::keymap::Keymap::with_changes(&changes).unwrap();
        session.model.facts.with_keys(
            "stopped",
            &[(snaglist::app::input::keymap::Action::Reload, "reads again")],
        )
    };
    assert_eq!(with(&["f7"]), "stopped; F7 reads again");
    assert_eq!(with(&[]), "stopped");
}

#[test]
fn the_palette_runs_commands_and_shows_their_keys() {
    let (_delivery, mut session) = review();
    session
        .press(":")
        .sees("Enter runs, Esc closes")
        .type_text("not me");
    session.sees("not-met").press("enter").sees("▸✗ AC-4");
    session
        .press(":")
        .type_text("zzz")
        .sees("no such command")
        .press("enter")
        .misses("Commands");
    session.press(": down down enter").sees("◐ AC-4");
    session.press(": esc").misses("Commands");
    session.command("snags");
    assert!(session.on_screen(Screen::Snags));
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

#[test]
fn the_summary_goes_to_a_file_that_is_asked_for() {
    let (_delivery, mut session) = review();
    session
        .press("e")
        .sees("write the summary to: review.md")
        .press("ctrl-u")
        .type_text("/tmp/a b.md")
        .press("enter");
    assert_eq!(
        session.outside.last(),
        Some(&Effect::Export {
            path: "/tmp/a b.md".to_owned(),
            agreed: false
        })
    );
    session
        .press("e")
        .sees("/tmp/a b.md")
        .press("esc")
        .misses("write the summary to");
    assert_eq!(session.outside.len(), 1);
}

#[test]
fn a_name_that_nobody_types_is_asked_about_before_the_summary_goes_there() {
    let (_delivery, mut session) = review();
    let long = "x".repeat(256);
    let odd = [
        ("-rf", "begins with -"),
        ("/tmp/-rf.md", "begins with -"),
        ("review.md ", "begins or ends with a space"),
        ("...", "has no letter"),
        ("/tmp/123", "has no letter"),
        ("/tmp/", "has no letter"),
        ("re\u{200b}view.md", "contains invisible characters"),
        (long.as_str(), "is longer than file systems allow"),
    ];
    for (name, why) in odd {
        session
            .press("e ctrl-u")
            .type_text(name)
            .press("enter")
            .sees(why)
            .sees("[y/N]");
        session.press("enter").sees("nothing was written");
        assert_eq!(session.outside, []);
    }
    session
        .press("e ctrl-u")
        .type_text("...")
        .press("enter")
        .press("y enter");
    assert_eq!(
        session.outside,
        [Effect::Export {
            path: "...".to_owned(),
            agreed: true
        }]
    );
    for name in ["a.md", "../отчёт.md", "/tmp/2026-review", &"x".repeat(255)] {
        session
            .press("e ctrl-u")
            .type_text(name)
            .press("enter")
            .misses("[y/N]");
        assert_eq!(
            session.outside.last(),
            Some(&Effect::Export {
                path: name.to_owned(),
                agreed: false
            })
        );
    }
}

#[test]
fn the_shell_and_the_screen_are_asked_for() {
    let (_delivery, mut session) = review();
    session.press("ctrl-z ctrl-l");
    assert_eq!(session.outside, [Effect::Suspend, Effect::Redraw]);
    session.press("q");
    assert_eq!(session.outside.last(), Some(&Effect::Quit));
    assert!(session.place.is_some(), "where one was is remembered");
}

#[test]
fn matches_are_lit_in_notes_too() {
    let (_delivery, mut session) = review();
    session
        .go_to("insert(amount, key)")
        .press("c")
        .type_text("Mind the zebra crossing")
        .press("ctrl-s");
    session.press("/").type_text("zebra").press("enter");
    let hit = Theme::new(false, Depth::True, false).hit.bg;
    let (x, y) = session.find("zebra");
    let buffer = session.buffer();
    assert!(
        (0..5).all(|at| Some(buffer[(x + at, y)].bg) == hit),
        "{}",
        session.screen()
    );
    assert_ne!(Some(buffer[(x + 5, y)].bg), hit);
}
