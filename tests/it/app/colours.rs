//! Source text in colours: text first, colours after; each line as what it is in the whole of its
//! file.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Style};
use snaglist::app::input::geometry::TerminalSize;
use snaglist::app::msg::{Effect, Msg, Unpainted};
use snaglist::app::shell::update::update;
use snaglist::git::builder::RepoBuilder;
use snaglist::model::change::Side;
use snaglist::model::index::FileIndex;
use snaglist::model::paint::Paint;
use snaglist::model::time::Timestamp;
use snaglist::syntax::{Grammars, Language, Painter};
use snaglist::ui::theme::{Depth, Theme};
use tempfile::TempDir;

use super::people::ana;
use super::session::Session;

const SPEC: &str = "# S\n\n## Acceptance criteria\n\n- [ ] AC-1: It adds.\n";

/// Answers as the process gives them that paints.
pub(super) fn painted(request: u64, wanted: Vec<Unpainted>) -> Vec<Msg> {
    let mut grammars = Grammars::load();
    let mut paint = |Unpainted {
                         file,
                         side,
                         path,
                         text,
                         lines,
                         ..
                     }: Unpainted| {
        let (first, language) = (lines.start, Language::of(&path, text.line(0)));
        let painted = language.and_then(|language| {
            Painter::new(language, text, u32::MAX).paint(&mut grammars, lines, &mut |_| true)
        });
        Msg::Painted {
            request,
            file,
            side,
            first,
            lines: painted.unwrap_or_default(),
        }
    };
    wanted.into_iter().map(&mut paint).collect()
}

/// What a file was and became, looked at in a terminal of 120 × 40 with the diff in focus.
fn looked_at(path: &str, before: &[u8], after: &[u8]) -> (TempDir, Session) {
    let root = TempDir::new().unwrap();
    let dir = root.path().join("repo");
    let mut builder = RepoBuilder::init(&dir).unwrap();
    builder
        .write("SPEC.md", SPEC)
        .unwrap()
        .write(path, before)
        .unwrap();
    builder.commit("Begin").unwrap();
    builder.tag("v1").unwrap().write(path, after).unwrap();
    builder.commit("Go on").unwrap();
    builder.tag("v2").unwrap();
    let mut session = Session::open_as(
        &dir,
        &root.path().join("data"),
        &ana(),
        TerminalSize {
            cols: 120,
            rows: 40,
        },
    );
    session.hold();
    session.model.screens.review.painting = true;
    session.press("> enter tab");
    (root, session)
}

fn dark() -> Theme {
    Theme::new(false, Depth::True, false)
}

/// The style in which a text stands first on the screen.
fn style(session: &Session, text: &str) -> Style {
    let (x, y) = session.find(text);
    style_at(&session.draw(&dark()), x, y)
}

fn style_at(buffer: &Buffer, x: u16, y: u16) -> Style {
    buffer[(x, y)].style()
}

fn colour(paint: Paint) -> Option<Color> {
    dark().painted(paint, dark().text).fg
}

#[test]
fn text_comes_first_and_colours_after() {
    let (_root, mut session) = looked_at(
        "a.rs",
        b"fn one() {}\n",
        b"fn one() {}\n// more\npub fn two() {}\n",
    );
    while !session.screen().contains("pub fn two") {
        assert!(session.let_one_go(), "the text arrives");
    }
    assert_eq!(style(&session, "pub fn").fg, Some(Color::Reset));
    session.let_go();
    assert_eq!(style(&session, "pub fn").fg, colour(Paint::Keyword));
    assert_eq!(style(&session, "// more").fg, colour(Paint::Comment));
    assert_eq!(
        style(&session, "pub fn").bg,
        dark().added.bg,
        "added lines are told by their background"
    );
}

#[test]
fn a_line_is_what_it_is_in_its_own_version_of_the_whole_file() {
    let lines = "word\n".repeat(300);
    let before = format!("/*\n{lines}old end */\n");
    let after = format!("{lines}new end\n");
    let (_root, mut session) = looked_at("a.c", before.as_bytes(), after.as_bytes());
    let end_of_new = |session: &Session| {
        let (x, y) = session.find("new end");
        style_at(&session.draw(&dark()), x + 4, y)
    };
    session.let_go().go_to("old end");
    // The words that differ, `old` and `new`, have a look of their own.
    assert_eq!(style(&session, "end */").fg, colour(Paint::Comment));
    assert_ne!(end_of_new(&session).fg, colour(Paint::Comment));
    session.press("|").go_to("old end");
    assert_eq!(
        style(&session, "end */").fg,
        colour(Paint::Comment),
        "beside each other too"
    );
    let line = session.line_with("old end");
    assert!(line.contains("new end"), "{line}");
    assert_ne!(end_of_new(&session).fg, colour(Paint::Comment));
}

#[test]
fn colours_lie_where_the_text_is_shown_behind_tabs_wide_characters_and_stand_ins() {
    let after = "\tlet a = \"日本\u{202e}\"; // ü\tend\n".as_bytes();
    let (_root, mut session) = looked_at("a.rs", b"\n", after);
    session.let_go();
    assert_eq!(style(&session, "let a").fg, colour(Paint::Keyword));
    assert_eq!(style(&session, "日本").fg, colour(Paint::String));
    assert_eq!(style(&session, "// ü").fg, colour(Paint::Comment));
    assert_eq!(style(&session, "end").fg, colour(Paint::Comment));
    let stand_in = style(&session, "RLO");
    assert_eq!(
        stand_in.fg,
        dark().stand_in.fg,
        "a stand-in is told from a string"
    );
}

#[test]
fn matches_of_a_search_and_words_that_differ_keep_their_look() {
    let before = b"fn one(count: u32) {}\n";
    let (_root, mut session) = looked_at("a.rs", before, b"fn one(total: u32) {}\n");
    session.let_go().go_to("fn one(total").press("j");
    assert_eq!(style(&session, "total").bg, dark().added_words.bg);
    assert_eq!(style(&session, "total").fg, dark().added_words.fg);
    session.press("/").type_text("fn one").press("enter G");
    assert_eq!(
        (
            style(&session, "fn one(count").fg,
            style(&session, "fn one(count").bg
        ),
        (dark().hit.fg, dark().hit.bg)
    );
}

#[test]
fn only_what_is_near_the_screen_is_asked_for_and_once() {
    let source: String = (0..2_000)
        .map(|line| format!("let a{line} = {line};\n"))
        .collect();
    let (_root, mut session) = looked_at("a.rs", b"", source.as_bytes());
    session.model.screens.review.painting = false;
    session.let_go();
    session.model.screens.review.painting = true;
    let asked = |effects: &[Effect]| -> Vec<(u32, u32)> {
        let lines = effects.iter().filter_map(|effect| match effect {
            Effect::Paint { wanted, .. } => {
                Some(wanted.iter().map(|one| (one.lines.start, one.lines.end)))
            }
            _ => None,
        });
        lines.flatten().collect()
    };
    let press = |session: &mut Session, keys: &str| {
        let key = Msg::Key(keys.parse().unwrap());
        update(&mut session.model, Timestamp(0), key)
    };
    let first = asked(&press(&mut session, "j"));
    assert_eq!(
        first,
        [(0, 64), (64, 128)],
        "the screen, and the one after it"
    );
    assert_eq!(
        asked(&press(&mut session, "j")),
        [],
        "what is on its way is not asked for again"
    );
    let last = asked(&press(&mut session, "G"));
    assert_eq!(
        last.first(),
        Some(&(1_920, 1_984)),
        "what is on the screen comes first"
    );
    assert!(last.len() <= 3, "{last:?}");
}

#[test]
fn what_is_kept_has_a_bound_and_what_is_on_the_screen_stays() {
    let source: String = (0..60_000)
        .map(|line| format!("let a{line} = {line};\n"))
        .collect();
    let (_root, mut session) = looked_at("a.txt.rs", b"", source.as_bytes());
    session.let_go();
    let kept = |session: &Session| {
        let files = &session.model.screens.review.files;
        let file = files
            .iter()
            .find(|file| file.change.path().lossy().ends_with(".rs"))
            .unwrap();
        (0..60_000)
            .step_by(64)
            .filter(|line| file.paints.new.line(*line).is_some())
            .count()
    };
    assert!(kept(&session) > 0);
    let request = session.model.screens.review.request;
    for block in 0..700_u32 {
        let lines = vec![Default::default(); 64];
        let side = Side::New;
        session.send(Msg::Painted {
            request,
            file: FileIndex::new(0),
            side,
            first: block * 64,
            lines,
        });
    }
    assert!((1..=512).contains(&kept(&session)), "{}", kept(&session));
}

#[test]
fn where_nothing_is_to_be_painted_nothing_is_asked() {
    let (_root, mut session) = looked_at("a.rs", b"", b"fn one() {}\n");
    session.model.screens.review.painting = false;
    session.let_go();
    assert_eq!(style(&session, "fn one").fg, Some(Color::Reset));
    let why = "the process that finds them keeps ending".to_owned();
    session.model.screens.review.painting = true;
    session.send(Msg::PaintingEnded(why)).sees("keeps ending");
    session.press("j").misses("keeps ending");
    assert!(!session.model.screens.review.painting);
}
