//! The answer to what colour the terminal's background is, among keys.

use snaglist::app::input::key::Key;
use snaglist::runtime::backdrop::{Backdrop, TakenKey};

/// The keys that the library makes of bytes, as far as they matter here.
fn keys(text: &str) -> Vec<Key> {
    let mut chars = text.chars();
    let mut keys = Vec::new();
    while let Some(c) = chars.next() {
        keys.push(match c {
            '\x1b' => Key {
                alt: true,
                ..Key::char(chars.next().unwrap())
            },
            '\x07' => Key::ctrl('g'),
            c => Key::char(c),
        });
    }
    keys
}

fn take_all(backdrop: &mut Backdrop, text: &str) -> (Vec<Key>, Option<bool>) {
    let (mut passed, mut light) = (Vec::new(), None);
    for key in keys(text) {
        match backdrop.take(key) {
            TakenKey::Keys(keys) => passed.extend(keys),
            TakenKey::IsLight(is) => light = Some(is),
        }
    }
    (passed, light)
}

#[test]
fn answers_are_read_and_typed_keys_around_them_are_kept() {
    for (answer, light) in [
        ("\x1b]11;rgb:ffff/ffff/ffff\x1b\\", true),
        ("\x1b]11;rgb:fdfd/f6f6/e3e3\x07", true),
        ("\x1b]11;rgb:1e/1e/2e\x1b\\", false),
        ("\x1b]11;rgba:0000/0000/0000/ffff\x1b\\", false),
    ] {
        let mut backdrop = Backdrop::new(true);
        assert_eq!(
            take_all(&mut backdrop, &format!("j{answer}k")),
            (keys("jk"), Some(light)),
            "{answer:?}"
        );
        assert_eq!(
            take_all(&mut backdrop, answer).1,
            None,
            "one answer is enough"
        );
    }
}

#[test]
fn an_answer_without_end_is_passed_over_until_the_terminal_rests_or_is_interrupted() {
    let endless = format!("\x1b]11;{}", "m".repeat(1 << 20));
    let mut backdrop = Backdrop::new(true);
    assert_eq!(take_all(&mut backdrop, &endless), (vec![], None));
    assert_eq!(
        backdrop.take(Key::ctrl('c')),
        TakenKey::Keys(vec![Key::ctrl('c')])
    );
    assert_eq!(take_all(&mut backdrop, "jk").0, keys("jk"));

    let mut backdrop = Backdrop::new(true);
    take_all(&mut backdrop, &endless);
    backdrop.rest();
    assert_eq!(take_all(&mut backdrop, "jk").0, keys("jk"));

    let mut backdrop = Backdrop::new(true);
    assert_eq!(
        take_all(&mut backdrop, &format!("{endless}\x1b\\jk")).0,
        keys("jk")
    );
}

#[test]
fn what_only_begins_like_an_answer_is_typed() {
    for typed in [
        "\x1b]jk\x1b\\",
        "\x1b]11;rgb:zz/0/0\x07",
        "\x1b]\x1b[",
        "\x1b]1\x1bx",
        "\x1b]11;rgb:/0/0\x07",
    ] {
        assert_eq!(
            take_all(&mut Backdrop::new(true), typed),
            (keys(typed), None),
            "{typed:?}"
        );
    }
    let long = format!("\x1b]{}", "1".repeat(64));
    assert_eq!(take_all(&mut Backdrop::new(true), &long).0, keys(&long));
    let (typed, answer) = ("j".repeat(16), "\x1b]11;rgb:ff/ff/ff\x07");
    assert_eq!(
        take_all(&mut Backdrop::new(true), &format!("{typed}{answer}")).1,
        None
    );
    assert_eq!(
        take_all(&mut Backdrop::new(false), answer),
        (keys(answer), None)
    );
}
