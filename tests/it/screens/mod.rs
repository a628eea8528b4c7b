//! Screens as they are drawn, text and styles, beside this file; `SNAGLIST_BLESS=1` writes them
//! anew.

use std::fmt::Write as _;
use std::path::PathBuf;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use snaglist::model::event::{Body, Statement};
use snaglist::model::text::Untrusted;
use snaglist::ui::theme::{Depth, Theme};

use crate::app::amendments;
use crate::app::engagement::Delivery;
use crate::app::lapses;
use crate::app::people::{self, Other};
use crate::app::picture::text;
use crate::app::review;
use crate::app::session::Session;

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

const MINUTE: i64 = 60_000;

/// A review under way: verdicts, notes by both sides, marks, a draft.
fn under_way() -> (Delivery, Session) {
    let (delivery, mut session) = review();
    session.clock -= 200 * MINUTE;
    session
        .press(">")
        .click("AC-2")
        .press("w")
        .type_text("Webhooks come with the next contract; agreed on 3 May.")
        .press("ctrl-s <");
    session.press("tab } space ] space");
    session.go_to("insert(amount, key)").press("c");
    session.type_text(
        "Two calls with one key can both pass the check above before either inserts.\nTake the lock first.",
    );
    session
        .press("ctrl-s")
        .go_to("More to come.")
        .press("c tab")
        .type_text("Was that not promised?")
        .press("ctrl-s");
    session
        .press("C tab tab")
        .type_text("Which environments was this tried on?")
        .press("ctrl-s");
    session.clock += 130 * MINUTE;
    let thread = |session: &mut Session, words: &str| {
        let record = session.opened.record();
        record
            .threads
            .iter()
            .find(|thread| thread.body.text.lossy().contains(words))
            .unwrap()
            .id
    };
    let mut cleo = Other::new(&session, &people::cleo());
    let (commit, words) = (
        Some(session.opened.found.head),
        "It is in the changelog now.",
    );
    cleo.say(Statement::new(Body::Claim {
        thread: thread(&mut session, "promised"),
        commit,
        text: Untrusted::from(words),
    }));
    let mut ben = Other::new(&session, &people::ben());
    let answer = Untrusted::from("A unique constraint would do as well.");
    ben.say(Statement::new(Body::Reply {
        thread: thread(&mut session, "Two calls"),
        text: answer,
    }));
    session
        .refresh()
        .go_to("AC-5: what was refunded")
        .press("J v x");
    session
        .type_text("Fees are left out of the sum.")
        .press("ctrl-s l K m");
    session.clock += 70 * MINUTE;
    session.press("g tab");
    (delivery, session)
}

fn at_sizes(name: &str, session: &mut Session) {
    for (cols, rows) in SIZES {
        session.resize(cols, rows);
        holds(&format!("{name}-{cols}x{rows}"), &with_styles(session));
    }
}

#[test]
fn overview() {
    let (_delivery, mut session) = under_way();
    at_sizes("overview", session.press("o"));
}

#[test]
fn criteria() {
    let (_delivery, mut session) = under_way();
    at_sizes("criteria", session.press("J"));
}

#[test]
fn amendments() {
    let (_delivery, mut session) = amendments::delivered();
    at_sizes("amendments", session.press("&"));
    at_sizes("amended-overview", session.press("esc o"));
    at_sizes("amended-review", session.press("right right right enter"));
}

#[test]
fn former() {
    let (_delivery, mut session) = amendments::delivered();
    at_sizes(
        "former",
        amendments::judge_and_let_go(&mut session).press("o G"),
    );
    session.press("enter").resize(80, 24);
    holds("former-said-80x24", &session.screen());
}

#[test]
fn gaps() {
    let (_delivery, mut session) = under_way();
    at_sizes("gaps", session.press("%"));
}

#[test]
fn gathered() {
    let (_delivery, mut session) = under_way();
    at_sizes("gathered", session.press("f"));
}

#[test]
fn picker() {
    let (_delivery, mut session) = under_way();
    at_sizes("picker", session.press("tab l"));
}

#[test]
fn whole_spec() {
    let (_delivery, mut session) = under_way();
    at_sizes(
        "whole-spec",
        session.press("d ] /").type_text("refund").press("enter"),
    );
}

#[test]
fn diff() {
    let (_delivery, mut session) = under_way();
    at_sizes("diff", session.go_to("return Ok(refund);").press("j"));
}

#[test]
fn composer() {
    let (_delivery, mut session) = under_way();
    session
        .go_to("if let Some(refund)")
        .press("V j j c tab")
        .type_text("Could this be a helper?\n\nThe same stands in `charge.rs`.");
    at_sizes("composer", &mut session);
}

#[test]
fn snags() {
    let (_delivery, mut session) = under_way();
    at_sizes("snags", session.press("s f * j j"));
}

#[test]
fn verify() {
    let (_delivery, mut session) = under_way();
    at_sizes("verify", session.press("Y"));
}

#[test]
fn verify_wide() {
    let (_delivery, mut session) = under_way();
    session.press("Y").resize(200, 50);
    holds("verify-200x50", &session.screen());
}

#[test]
fn lapses() {
    let (_delivery, mut session) = lapses::two_lapsed();
    at_sizes("lapses", session.press("*"));
    session.resize(200, 50);
    holds("lapses-200x50", &session.screen());
}

#[test]
fn increments() {
    let (_delivery, mut session) = under_way();
    at_sizes("increments", session.press("ctrl-p"));
    session.press("esc o").resize(200, 50);
    holds("overview-200x50", &session.screen());
}

#[test]
fn commits() {
    let (_delivery, mut session) = under_way();
    at_sizes(
        "commits",
        session.go_to("Two calls with one key").press("P"),
    );
}

#[test]
fn help() {
    let (_delivery, mut session) = under_way();
    at_sizes("help", session.press("tab ?"));
}

#[test]
fn palette() {
    let (_delivery, mut session) = under_way();
    at_sizes("palette", session.press("tab :").type_text("note"));
}

#[test]
fn menu() {
    let (_delivery, mut session) = under_way();
    at_sizes("menu", session.press("tab v down"));
}

#[test]
fn search() {
    let (_delivery, mut session) = under_way();
    at_sizes(
        "search",
        session
            .press("tab G /")
            .type_text("total")
            .press("enter N N"),
    );
}

#[test]
fn narrow_and_wide() {
    let (_delivery, mut session) = under_way();
    session.press("] ] ]");
    for (cols, rows) in [(60, 20), (200, 50)] {
        session.resize(cols, rows);
        holds(&format!("review-{cols}x{rows}"), &session.screen());
    }
}

#[test]
fn without_colours_and_with_plain_characters() {
    let (_delivery, mut session) = under_way();
    session.press("] ] ]").resize(120, 40);
    let buffer = session.draw(&Theme::new(false, Depth::None, true));
    let ours = text(&buffer);
    holds("ascii-120x40", &ours);
    for cell in buffer.content() {
        assert_eq!(
            (cell.fg, cell.bg),
            (Color::Reset, Color::Reset),
            "a colour where there are none"
        );
    }
    assert!(ours.is_ascii(), "other than plain characters:\n{ours}");
    // On every screen and in every box.
    for keys in [
        "&",
        "d",
        "d o",
        "s",
        "esc ?",
        "esc :",
        "esc S",
        "esc tab v",
        "esc c",
    ] {
        let screen = text(
            &session
                .press(keys)
                .draw(&Theme::new(false, Depth::None, true)),
        );
        assert!(
            screen.is_ascii(),
            "{keys}: other than plain characters:\n{screen}"
        );
    }
}

/// Every theme draws the same text: meaning never rests on colour.
#[test]
fn all_themes_say_the_same() {
    let (_delivery, session) = under_way();
    let plain = session.screen();
    for light in [false, true] {
        for depth in [Depth::True, Depth::Indexed, Depth::Ansi, Depth::None] {
            assert_eq!(text(&session.draw(&Theme::new(light, depth, false))), plain);
        }
    }
}

/// The screen's text, then one letter a cell for what it is written in, then one for what lies
/// behind it.
fn with_styles(session: &Session) -> String {
    let theme = Theme::new(false, Depth::True, false);
    let buffer = session.draw(&theme);
    let mut all = text(&buffer);
    all += "== ink: . plain, d dim, b border, a accent, g good, r bad, y warning, p stand-in, k on a match, w word that differs; bold is large, * for plain\n";
    all += &map(&buffer, |cell| ink(&theme, cell));
    all += "== ground: t title, c cursor, f cursor without focus, s selected, + added, - removed, h match, A words added, D words removed, > moved here, < moved away, w white space at a line's end, R reversed, _ underlined\n";
    all += &map(&buffer, |cell| ground(&theme, cell));
    all
}

fn map(buffer: &Buffer, letter: impl Fn(&Cell) -> char) -> String {
    let width = usize::from(buffer.area.width);
    let lines = buffer.content().chunks(width).enumerate();
    let mut all = String::new();
    for (y, cells) in lines {
        let line: String = cells.iter().map(&letter).collect();
        if !line.trim().is_empty() {
            let _ = writeln!(all, "{y:2} {}", line.trim_end());
        }
    }
    all
}

fn ink(theme: &Theme, cell: &Cell) -> char {
    if cell.symbol().trim().is_empty() {
        return ' ';
    }
    let names = [
        ('d', theme.dim),
        ('b', theme.border),
        ('a', theme.info),
        ('g', theme.good),
        ('r', theme.bad),
        ('y', theme.warn),
        ('p', theme.stand_in),
        ('k', theme.hit),
        ('w', theme.added_words),
    ];
    let letter = match cell.fg {
        Color::Reset => '.',
        fg => names
            .iter()
            .find(|(_, style)| style.fg == Some(fg))
            .map_or('?', |(name, _)| *name),
    };
    match letter {
        letter if !cell.modifier.contains(Modifier::BOLD) => letter,
        '.' => '*',
        letter => letter.to_ascii_uppercase(),
    }
}

fn ground(theme: &Theme, cell: &Cell) -> char {
    if cell.modifier.contains(Modifier::REVERSED) {
        return 'R';
    }
    if cell.modifier.contains(Modifier::UNDERLINED) {
        return '_';
    }
    let names = [
        ('t', theme.bar),
        ('c', theme.cursor),
        ('f', theme.cursor_dim),
        ('s', theme.selected),
        ('+', theme.added),
        ('-', theme.removed),
        ('h', theme.hit),
        ('A', theme.added_words),
        ('D', theme.removed_words),
        ('>', theme.moved_in),
        ('<', theme.moved_out),
        ('w', theme.trailing),
    ];
    match cell.bg {
        Color::Reset => ' ',
        bg => names
            .iter()
            .find(|(_, style)| style.bg == Some(bg))
            .map_or('?', |(name, _)| *name),
    }
}

/// Compares a screen with the one that was looked at and found good.
#[track_caller]
fn holds(name: &str, screen: &str) {
    let path: PathBuf = [
        env!("CARGO_MANIFEST_DIR"),
        "tests",
        "it",
        "screens",
        &format!("{name}.txt"),
    ]
    .iter()
    .collect();
    if std::env::var_os("SNAGLIST_BLESS").is_some() {
        std::fs::write(&path, screen).unwrap();
        return;
    }
    let good = std::fs::read_to_string(&path).unwrap_or_default();
    if good == screen {
        return;
    }
    let mut differences = String::new();
    for line in 0..good.lines().count().max(screen.lines().count()) {
        let (before, now) = (good.lines().nth(line), screen.lines().nth(line));
        if before != now {
            let _ = writeln!(
                differences,
                "- {}\n+ {}",
                before.unwrap_or_default(),
                now.unwrap_or_default()
            );
        }
    }
    panic!(
        "{name} is drawn otherwise; look at it, then run with SNAGLIST_BLESS=1 if it is good:\n{differences}"
    );
}
