//! Who owns which part of the state: facts, screens, overlays, the shell.

use std::collections::BTreeSet;

use super::{Source, after, is_word, sources};

#[test]
fn only_the_shell_has_methods_of_the_whole_state() {
    for source in sources()
        .iter()
        .filter(|source| !source.path.starts_with("app/shell/"))
    {
        assert!(
            !source.code.contains("impl Model"),
            "{} has methods of `Model`",
            source.path
        );
    }
}

#[test]
fn only_facts_change_what_is_known() {
    let app = sources()
        .into_iter()
        .filter(|source| source.path.starts_with("app/"));
    for source in app.filter(|source| !source.path.starts_with("app/facts/")) {
        for rest in after(&source.code, "facts.") {
            let named = rest
                .trim_start_matches(|c: char| is_word(c) || c == '.')
                .trim_start();
            let assigns = ["= ", "+= ", "-= ", "|= "]
                .iter()
                .any(|sign| named.starts_with(sign));
            assert!(
                !assigns,
                "{} changes a fact instead of learning it: {}",
                source.path, named
            );
        }
    }
}

#[test]
fn no_screen_names_another() {
    let sources = sources();
    let screen = |source: &Source| {
        let below = source.path.strip_prefix("app/screens/")?;
        let name = below.split(['/', '.']).next()?;
        (!matches!(name, "mod" | "ask")).then(|| name.to_owned())
    };
    let screens: BTreeSet<String> = sources.iter().filter_map(screen).collect();
    assert!(screens.len() >= 7, "the screens are there: {screens:?}");
    for source in &sources {
        let Some(own) = screen(source) else { continue };
        for rest in after(&source.code, "crate::app::screens::") {
            let named: String = rest.chars().take_while(|c| is_word(*c)).collect();
            assert!(
                named == own || !screens.contains(&named),
                "{} names the screen {named}",
                source.path
            );
        }
    }
}
