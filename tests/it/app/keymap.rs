//! The one table of keys: free of conflicts, remappable, and written as people read it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use proptest::prelude::*;
use snaglist::app::input::binding::KeyContext;
use snaglist::app::input::key::{Key, KeyCode};
use snaglist::app::input::keymap::{Action, BINDINGS, Keymap};
use snaglist::app::input::overlay_keys::{OVERLAY_BINDINGS, OverlayAction};
use snaglist::app::overlays::Palette;

const SCREENS: [KeyContext; 8] = [
    KeyContext::Review,
    KeyContext::Overview,
    KeyContext::Snags,
    KeyContext::Gaps,
    KeyContext::Amendments,
    KeyContext::Verify,
    KeyContext::Lapses,
    KeyContext::Spec,
];

/// Keys that mean one thing on a screen of their own and another everywhere else, on purpose.
const SHADOWED: &[(KeyContext, &str)] = &[];

fn changes(changes: &[(&str, &[&str])]) -> Result<Keymap, String> {
    let owned = |keys: &[&str]| keys.iter().map(ToString::to_string).collect();
    let changes: BTreeMap<_, _> = changes
        .iter()
        .map(|(name, keys)| ((*name).to_owned(), owned(keys)))
        .collect();
    Keymap::with_changes(&changes)
}

fn key(text: &str) -> Key {
    text.parse().unwrap()
}

#[test]
fn no_two_actions_share_a_key_where_both_apply() {
    for screen in SCREENS {
        let mut taken: HashMap<Key, Action> = HashMap::new();
        for binding in BINDINGS
            .iter()
            .filter(|b| [screen, KeyContext::Everywhere].contains(&b.context))
        {
            for text in binding.keys {
                let other = taken.insert(key(text), binding.action);
                let deliberate = SHADOWED.contains(&(screen, *text));
                assert!(
                    other.is_none() || deliberate,
                    "{text} on {screen:?}: {other:?} and {:?}",
                    binding.action
                );
            }
        }
    }
}

#[test]
fn every_action_has_a_key_and_is_found_in_the_palette_by_its_name() {
    let keymap = Keymap::default();
    let mut names = BTreeSet::new();
    for binding in BINDINGS {
        assert!(!keymap.keys(binding.action).is_empty(), "{}", binding.name);
        assert!(
            names.insert(binding.name),
            "{} names two actions",
            binding.name
        );
        assert_eq!(binding.action.binding().name, binding.name);
        let palette = Palette {
            text: binding.name.to_owned(),
            cursor: 0,
        };
        assert!(
            palette
                .matches()
                .iter()
                .any(|found| found.action == binding.action),
            "{}",
            binding.name
        );
    }
}

#[test]
fn the_palette_finds_commands_by_what_they_do() {
    let names = |text: &str| {
        let palette = Palette {
            text: text.to_owned(),
            cursor: 0,
        };
        palette
            .matches()
            .iter()
            .map(|binding| binding.name)
            .collect::<Vec<_>>()
    };
    assert_eq!(names("").len(), BINDINGS.len());
    assert_eq!(names("Long LINES"), ["wrap", "scroll-left", "scroll-right"]);
    assert_eq!(names("reload")[0], "reload");
    assert!(names("no such thing").is_empty());
}

#[test]
fn keys_can_be_changed_and_taken_away() {
    let keymap = changes(&[("met", &["ctrl-g", "f5"]), ("wrap", &[])]).unwrap();
    assert_eq!(
        keymap.action(KeyContext::Review, key("ctrl-g")),
        Some(Action::Met)
    );
    assert_eq!(
        keymap.action(KeyContext::Review, key("f5")),
        Some(Action::Met)
    );
    assert_eq!(
        keymap.action(KeyContext::Review, key("m")),
        None,
        "the old key is free"
    );
    assert_eq!(
        keymap.action(KeyContext::Overview, key("f5")),
        None,
        "it means something on the review screen only"
    );
    assert!(keymap.keys(Action::Wrap).is_empty());
    assert_eq!(
        keymap.action(KeyContext::Review, key("x")),
        Some(Action::NotMet),
        "the others are as they were"
    );
}

#[test]
fn keys_can_be_swapped() {
    let keymap = changes(&[("met", &["x"]), ("not-met", &["m"])]).unwrap();
    assert_eq!(
        keymap.action(KeyContext::Review, key("m")),
        Some(Action::NotMet)
    );
    assert_eq!(
        keymap.action(KeyContext::Review, key("x")),
        Some(Action::Met)
    );
}

#[test]
fn what_is_wrong_with_a_change_is_said() {
    let said = |changed: &[(&str, &[&str])]| changes(changed).unwrap_err();
    let both = said(&[("met", &["x"])]);
    assert!(
        both.contains("met") && both.contains("not-met") && both.contains('x'),
        "{both}"
    );
    let narrow = said(&[("met", &["j"])]);
    assert!(
        narrow.contains("met") && narrow.contains("down"),
        "{narrow}"
    );
    let wide = said(&[("help", &["m"])]);
    assert!(wide.contains("met") && wide.contains("help"), "{wide}");
    let unknown = said(&[("mett", &["x"])]);
    assert!(
        unknown.contains("mett") && unknown.contains("snaglist keys"),
        "{unknown}"
    );
    let key = said(&[("met", &["hyper-x"])]);
    assert!(
        key.contains("met") && key.contains("hyper-x") && key.contains("ctrl-"),
        "{key}"
    );
}

#[test]
fn keys_are_written_in_several_ways() {
    assert_eq!(key("ctrl-d"), Key::ctrl('d'));
    assert_eq!(key("Ctrl-D"), Key::ctrl('d'));
    assert_eq!(key("PgDn"), Key::plain(KeyCode::PageDown));
    assert_eq!(key("space"), Key::char(' '));
    assert_eq!(key("-"), Key::char('-'));
    assert_eq!(key("ctrl--"), Key::ctrl('-'));
    assert_eq!(key("G"), Key::char('G'));
    assert_eq!(key("shift-g"), Key::char('G'));
    assert_eq!(
        key("shift-tab"),
        Key {
            shift: true,
            ..Key::plain(KeyCode::Tab)
        }
    );
    assert_eq!(key("f12"), Key::plain(KeyCode::F(12)));
    for wrong in ["", "f0", "f13", "ctrl-", "hyper-x", "ab", "f+3"] {
        let error = wrong.parse::<Key>().unwrap_err();
        assert!(error.contains("no such key"), "{wrong}: {error}");
    }
}

fn any_key() -> impl Strategy<Value = Key> {
    let codes = prop_oneof![
        any::<char>()
            .prop_filter("typed ones", |c| !c.is_control())
            .prop_map(KeyCode::Char),
        proptest::sample::select(" -/:?GgxX[]".chars().collect::<Vec<_>>()).prop_map(KeyCode::Char),
        (1..=12_u8).prop_map(KeyCode::F),
        proptest::sample::select(vec![
            KeyCode::Enter,
            KeyCode::Esc,
            KeyCode::Tab,
            KeyCode::Backspace,
            KeyCode::Delete,
            KeyCode::Up,
            KeyCode::Down,
            KeyCode::Left,
            KeyCode::Right,
            KeyCode::PageUp,
            KeyCode::PageDown,
            KeyCode::Home,
            KeyCode::End,
        ]),
    ];
    (codes, any::<(bool, bool, bool)>()).prop_map(|(code, (ctrl, alt, shift))| {
        // As terminals give them: Shift is part of a character, and Ctrl makes it small.
        let (code, shift) = match code {
            KeyCode::Char(c) if ctrl => (KeyCode::Char(c.to_ascii_lowercase()), false),
            KeyCode::Char(c) => (KeyCode::Char(c), false),
            other => (other, shift),
        };
        Key {
            code,
            ctrl,
            alt,
            shift,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_help_shows_can_be_written_in_the_settings(key in any_key()) {
        prop_assert_eq!(key.to_string().parse::<Key>(), Ok(key));
    }
}

#[test]
fn settings_with_a_former_name_of_an_action_go_on_to_work() {
    let map = changes(&[("next-not-evidenced", &["f2"]), ("put-right", &["f3"])]).unwrap();
    let keys = |action| {
        map.keys(action)
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    assert_eq!(keys(Action::NextUncovered), ["F2"]);
    assert_eq!(keys(Action::ClaimFix), ["F3"]);
}

#[test]
fn keys_of_menus_prompts_and_the_text_box_are_in_the_table_and_can_be_changed() {
    for binding in OVERLAY_BINDINGS {
        assert!(
            !Keymap::default().overlay_keys(binding.action).is_empty(),
            "{}",
            binding.name
        );
        assert_eq!(binding.action.binding().name, binding.name);
        assert!(
            !BINDINGS.iter().any(|other| other.name == binding.name),
            "{} names two actions",
            binding.name
        );
    }
    let keymap = changes(&[("post", &["f5"]), ("menu-down", &["ctrl-n"])]).unwrap();
    assert_eq!(
        keymap.overlay_action(KeyContext::TextBox, key("f5")),
        Some(OverlayAction::Post)
    );
    assert_eq!(
        keymap.overlay_action(KeyContext::TextBox, key("ctrl-s")),
        None,
        "the old key is free"
    );
    assert_eq!(
        keymap.overlay_action(KeyContext::Menu, key("ctrl-n")),
        Some(OverlayAction::MenuDown)
    );
    assert_eq!(keymap.overlay_action(KeyContext::Prompt, key("f5")), None);
    let error = changes(&[("post", &["esc"])]).unwrap_err();
    assert_eq!(error, "[keys] Esc is claimed by both post and close-box");
}

#[test]
fn shift_with_a_key_that_has_no_meaning_with_shift_counts_as_the_key() {
    let keymap = Keymap::default();
    let action = |text| keymap.overlay_action(KeyContext::TextBox, key(text));
    assert_eq!(action("shift-left"), Some(OverlayAction::TextLeft));
    assert_eq!(action("shift-tab"), Some(OverlayAction::PrevLabel));
    assert_eq!(action("tab"), Some(OverlayAction::NextLabel));
}
