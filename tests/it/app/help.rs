//! Help, the palette, and the keys that messages name.

use snaglist::app::Screen;
use snaglist::app::input::keymap::BINDINGS;

use super::review;

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
