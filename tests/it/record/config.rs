//! The user's settings.

use std::fs;

use snaglist::config::{load, parse};
use snaglist::model::settings::{Glyphs, Settings, ThemeChoice};
use snaglist::model::text::Untrusted;

fn error(text: &str) -> String {
    format!("{:#}", parse(text).expect_err(text))
}

#[test]
fn what_is_not_set_stays_at_its_default() {
    assert_eq!(parse("").expect("nothing set"), Settings::default());
    let one = parse("tab_width = 8").expect("one set");
    assert_eq!(
        one,
        Settings {
            tab_width: 8,
            ..Settings::default()
        }
    );
}

#[test]
fn every_setting_can_be_set() {
    let text = r#"
        theme = "light"
        glyphs = "ascii"
        syntax_colours = false
        tab_width = 2
        editor = "vim -f"
        name = "Ana"
        email = "ana@example.org"
        [keys]
        next-hunk = ["]", "ctrl-n"]
        quit = []
    "#;
    let settings = parse(text).expect("all set");
    assert_eq!(
        (settings.theme, settings.glyphs, settings.tab_width),
        (ThemeChoice::Light, Glyphs::Ascii, 2)
    );
    assert!(Settings::default().syntax_colours && !settings.syntax_colours);
    assert_eq!(settings.editor.as_deref(), Some("vim -f"));
    assert_eq!(settings.name, Some(Untrusted::from("Ana")));
    assert_eq!(settings.email, Some(Untrusted::from("ana@example.org")));
    assert_eq!(settings.keys["next-hunk"], ["]", "ctrl-n"]);
    assert!(settings.keys["quit"].is_empty(), "an action without keys");
}

#[test]
fn a_mistake_is_named_with_its_line_and_what_there_is() {
    let unknown = error("theme = \"dark\"\n\ntab-width = 4\n");
    assert!(
        unknown.contains("line 3")
            && unknown.contains("`tab-width`")
            && unknown.contains("tab_width"),
        "{unknown}"
    );
    let theme = error("theme = \"solarized\"");
    assert!(
        theme.contains("line 1") && theme.contains(r#""auto", "dark", "light""#),
        "{theme}"
    );
    for (text, wanted) in [
        ("tab_width = 0", "1 to 16"),
        ("tab_width = \"4\"", "1 to 16"),
        ("syntax_colours = \"no\"", "expected a boolean"),
        (
            "editor = 1",
            "line 1, `editor = 1`: invalid type: integer `1`, expected a string",
        ),
        ("keys = 1", "expected a map"),
        (
            "[keys]\nquit = \"q\"",
            "line 2, `quit = \"q\"`: must be a list of keys",
        ),
        (
            "[keys]\nquit = [1]",
            "line 2, `quit = [1]`: must be a list of keys",
        ),
        ("\ntheme =", "line 2"),
        ("glyphs = true", r#"one of "unicode", "ascii""#),
    ] {
        assert!(error(text).contains(wanted), "{}", error(text));
    }
    assert!(!error("\"\\u001B[31m\" = 1").contains('\u{1b}'));
}

#[test]
fn a_file_that_was_asked_for_must_be_there() {
    let temp = tempfile::tempdir().expect("a temporary directory");
    let path = temp.path().join("config.toml");
    let missing = format!("{:#}", load(Some(&path)).expect_err("it is not there"));
    assert!(missing.contains("config.toml"), "{missing}");
    fs::write(&path, "glyphs = \"ascii\"").expect("written");
    assert_eq!(load(Some(&path)).expect("read").glyphs, Glyphs::Ascii);
    fs::write(&path, "nope = 1").expect("written");
    let unknown = format!("{:#}", load(Some(&path)).expect_err("no such setting"));
    assert!(
        unknown.contains("config.toml") && unknown.contains("line 1"),
        "{unknown}"
    );
    fs::write(&path, "#".repeat(300 << 10)).expect("written");
    assert!(load(Some(&path)).is_err());
}
