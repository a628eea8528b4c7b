//! What is made of the bytes that a terminal sends.

use snaglist::app::input::key::{Key, KeyCode};
use snaglist::app::msg::{Mouse, MouseKind, Msg};
use snaglist::model::time::Timestamp;
use snaglist::runtime::decoder::{CHUNK, Decoder};

/// Messages in words, as they have no equality.
fn told(messages: impl IntoIterator<Item = Msg>) -> Vec<String> {
    messages
        .into_iter()
        .map(|message| format!("{message:?}"))
        .collect()
}

/// A terminal's other end.
#[derive(Default)]
struct Listener(Decoder);

impl Listener {
    fn take(&mut self, bytes: &[u8], at: i64) -> Vec<String> {
        told(self.0.take(bytes, Timestamp(at)))
    }

    fn rest(&mut self, at: i64) -> Vec<String> {
        told(self.0.rest(Timestamp(at)))
    }
}

/// The messages of bytes that come at once.
fn decoded(bytes: &[u8]) -> Vec<String> {
    Listener::default().take(bytes, 1_000)
}

const NOTHING: [String; 0] = [];

fn key(code: KeyCode) -> Key {
    Key {
        code,
        ctrl: false,
        alt: false,
        shift: false,
    }
}

fn keys(keys: &[Key]) -> Vec<String> {
    told(keys.iter().copied().map(Msg::Key))
}

const UNENDED: [&[u8]; 9] = [
    b"\x1b[",
    b"\x1bO",
    b"\x1b[1;1;",
    b"\x1b[?11",
    b"\x1b[<1;1;",
    b"\x1b[M",
    b"\x1b[[",
    b"\xe2\x82",
    b"\x1b\xe2",
];

#[test]
fn ctrl_c_is_heard_whatever_was_cut_short_before() {
    for begun in UNENDED {
        let mut decoder = Listener::default();
        assert_eq!(decoder.take(begun, 1_000), NOTHING);
        assert_eq!(
            decoder.take(b"\x03j", 1_001),
            keys(&[Key::ctrl('c'), Key::char('j')])
        );
        assert_eq!(decoder.0.patience(), None);
    }
    let mut endless = Listener::default();
    for _ in 0..100 {
        assert_eq!(
            endless.take(&[b"\x1b[", &[b'1'; CHUNK - 2][..]].concat(), 1_000),
            NOTHING
        );
    }
    assert_eq!(endless.take(b"\x03", 1_000), keys(&[Key::ctrl('c')]));
}

#[test]
fn what_was_cut_short_is_given_up_after_a_pause_and_not_before() {
    let mut decoder = Listener::default();
    decoder.take(b"\x1b[1;", 1_000);
    assert_eq!(
        decoder.take(b"5A", 1_499),
        keys(&[Key {
            ctrl: true,
            ..key(KeyCode::Up)
        }])
    );
    decoder.take(b"\x1b[1;", 2_000);
    assert_eq!(decoder.rest(2_499), NOTHING);
    assert_eq!(decoder.rest(2_500), NOTHING);
    assert_eq!(
        decoder.take(b"5A", 2_501),
        keys(&[Key::char('5'), Key::char('A')])
    );
    // Two of them are keys themselves.
    for letter in ['[', 'O'] {
        decoder.take(format!("\x1b{letter}").as_bytes(), 3_000);
        assert_eq!(
            decoder.rest(3_500),
            keys(&[Key {
                alt: true,
                ..Key::char(letter)
            }])
        );
    }
}

#[test]
fn a_paste_is_one_text_in_which_nothing_acts() {
    let text = "a\x03\x1b[A\r\nü";
    let bytes = format!("x\x1b[200~{text}\x1b[201~y");
    let whole = told([
        Msg::Key(Key::char('x')),
        Msg::Paste(text.to_owned()),
        Msg::Key(Key::char('y')),
    ]);
    assert_eq!(decoded(bytes.as_bytes()), whole);
    let mut decoder = Listener::default();
    let slowly: Vec<String> = bytes
        .bytes()
        .flat_map(|byte| decoder.take(&[byte], 1_000))
        .collect();
    // An escape that comes alone was pressed.
    assert_eq!(slowly[..2], keys(&[Key::char('x'), key(KeyCode::Esc)]));
}

#[test]
fn a_paste_that_never_ends_is_pasted_after_a_pause_and_keys_are_heard_again() {
    let mut decoder = Listener::default();
    assert_eq!(decoder.take(b"\x1b[200~abc", 1_000), NOTHING);
    assert_eq!(decoder.take(b"d", 2_999), NOTHING, "a slow line");
    assert_eq!(decoder.rest(4_998), NOTHING);
    let mut rest = Listener::default();
    rest.take(b"\x1b[200~abc", 1_000);
    assert_eq!(rest.rest(3_000), told([Msg::Paste("abc".to_owned())]));
    assert_eq!(rest.take(b"\x03", 3_001), keys(&[Key::ctrl('c')]));
    // A clock that is set back starts the pause again.
    assert_eq!(decoder.rest(0), NOTHING);
    assert_eq!(
        decoder.take(b"\x03", 2_000),
        told([Msg::Paste("abcd".to_owned()), Msg::Key(Key::ctrl('c'))])
    );
}

#[test]
fn keys_are_told_apart_by_what_terminals_send_for_them() {
    let shift = |code| Key {
        shift: true,
        ..key(code)
    };
    for (bytes, expected) in [
        ("\x1b", key(KeyCode::Esc)),
        ("\r", key(KeyCode::Enter)),
        ("\n", Key::ctrl('j')),
        ("\t", key(KeyCode::Tab)),
        ("\x7f", key(KeyCode::Backspace)),
        ("\0", Key::ctrl(' ')),
        ("\x1a", Key::ctrl('z')),
        ("\x1c", Key::ctrl('4')),
        ("G", Key::char('G')),
        ("要", Key::char('要')),
        (
            "\x1bx",
            Key {
                alt: true,
                ..Key::char('x')
            },
        ),
        (
            "\x1bé",
            Key {
                alt: true,
                ..Key::char('é')
            },
        ),
        (
            "\x1b]",
            Key {
                alt: true,
                ..Key::char(']')
            },
        ),
        ("\x1b[A", key(KeyCode::Up)),
        ("\x1bOB", key(KeyCode::Down)),
        ("\x1b[1;2C", shift(KeyCode::Right)),
        (
            "\x1b[1;3D",
            Key {
                alt: true,
                ..key(KeyCode::Left)
            },
        ),
        (
            "\x1b[1;5H",
            Key {
                ctrl: true,
                ..key(KeyCode::Home)
            },
        ),
        ("\x1b[F", key(KeyCode::End)),
        ("\x1b[Z", shift(KeyCode::Tab)),
        ("\x1b[3~", key(KeyCode::Delete)),
        ("\x1b[5~", key(KeyCode::PageUp)),
        (
            "\x1b[6;5~",
            Key {
                ctrl: true,
                ..key(KeyCode::PageDown)
            },
        ),
        ("\x1bOP", key(KeyCode::F(1))),
        ("\x1b[[C", key(KeyCode::F(3))),
        ("\x1b[15~", key(KeyCode::F(5))),
        ("\x1b[24~", key(KeyCode::F(12))),
        ("\x1b[105;5u", Key::ctrl('i')),
    ] {
        assert_eq!(decoded(bytes.as_bytes()), keys(&[expected]), "{bytes:?}");
    }
    for nothing in [
        "\x1b[2~",
        "\x1b[I",
        "\x1b[?64;1;2c",
        "\x1b[1;1:3A",
        "\x1b[999~",
        "\x1b[;;;u",
        "\x1bOx",
    ] {
        assert_eq!(decoded(nothing.as_bytes()), NOTHING, "{nothing:?}");
    }
    assert_eq!(decoded(b"\x1b[O"), told([Msg::FocusLost]));
    assert_eq!(
        decoded(b"\xffa\xe2a"),
        keys(&[Key::char('a'), Key::char('a')]),
        "no character"
    );
}

#[test]
fn the_mouse_is_decoded_in_all_three_ways() {
    let at = |kind, x, y| told([Msg::Mouse(Mouse { kind, x, y })]);
    assert_eq!(decoded(b"\x1b[<0;3;4M"), at(MouseKind::Click, 2, 3));
    assert_eq!(decoded(b"\x1b[<0;3;4m"), NOTHING, "released");
    assert_eq!(decoded(b"\x1b[<32;300;400M"), at(MouseKind::Drag, 299, 399));
    assert_eq!(decoded(b"\x1b[<64;0;0M"), at(MouseKind::WheelUp, 0, 0));
    assert_eq!(decoded(b"\x1b[97;3;4M"), at(MouseKind::WheelDown, 2, 3));
    assert_eq!(decoded(b"\x1b[M #$"), at(MouseKind::Click, 2, 3));
    assert_eq!(decoded(b"\x1b[<2;3;4M"), NOTHING, "the right button");
    assert_eq!(decoded(b"\x1b[<999;70000;4M"), NOTHING);
}
