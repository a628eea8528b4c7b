//! Reads control sequences of terminals: what xterm, its kin and the Linux console send for keys
//! and the mouse (`ctlseqs` of xterm, `console_codes(4)`). Knows nothing of how they arrive.

use crate::app::input::key::{Key, KeyCode};
use crate::app::msg::{Mouse, MouseKind, Msg};

/// Whether the last byte ends the sequence, which begins with `ESC [` or `ESC O`.
pub(super) fn has_ended(sequence: &[u8], last: u8) -> bool {
    match sequence {
        // Three bytes follow, whatever they are.
        [_, b'[', b'M', rest @ ..] => rest.len() == 3,
        // The Linux console's F1 to F5.
        [_, b'[', b'['] => false,
        [_, _, _, ..] => (b'@'..=b'~').contains(&last),
        _ => false,
    }
}

/// Returns what a sequence means; `None` when that is nothing to us.
pub(super) fn meaning(sequence: &[u8]) -> Option<Msg> {
    let (&last, start) = sequence.split_last()?;
    match start {
        [_, b'O'] => letter_key(last).map(Msg::Key),
        [_, b'[', b'['] => (b'A'..=b'E')
            .contains(&last)
            .then(|| Msg::Key(key(KeyCode::F(last - b'A' + 1)))),
        [_, b'[', b'M', button, x] => mouse(button.checked_sub(32)?, cell(*x), cell(last)),
        [_, b'[', b'<', numbers @ ..] => {
            let [button, x, y] = numbers_of(numbers)?;
            mouse(u8::try_from(button).ok()?, before(x), before(y)).filter(|_| last == b'M')
        }
        [_, b'['] if last == b'O' => Some(Msg::FocusLost),
        [_, b'[', numbers @ ..] => match last {
            b'M' => {
                let [button, x, y] = numbers_of(numbers)?;
                mouse(
                    u8::try_from(button).ok()?.checked_sub(32)?,
                    before(x),
                    before(y),
                )
            }
            _ => numbered_key(numbers, last).map(Msg::Key),
        },
        _ => None,
    }
}

fn key(code: KeyCode) -> Key {
    Key {
        code,
        ctrl: false,
        alt: false,
        shift: false,
    }
}

/// Returns the key of `ESC O` or `ESC [` and a letter.
fn letter_key(letter: u8) -> Option<Key> {
    Some(key(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'P'..=b'S' => KeyCode::F(letter - b'P' + 1),
        _ => return None,
    }))
}

/// Returns the key of `ESC [`, numbers and a last byte: `1;5A`, `3~`.
fn numbered_key(numbers: &[u8], last: u8) -> Option<Key> {
    let mut parts = numbers.split(|byte| *byte == b';');
    let first = parts.next().and_then(number).unwrap_or(1);
    let held = parts.next().unwrap_or_default();
    let mut held = held.split(|byte| *byte == b':').map(number);
    let bits = held.next().flatten().unwrap_or(1).saturating_sub(1);
    let is_release = held.next().flatten() == Some(3);
    let key = match last {
        b'~' => special_key(first)?,
        b'u' => character_key(first)?,
        b'Z' => Key {
            shift: true,
            ..key(KeyCode::Tab)
        },
        letter => letter_key(letter)?,
    };
    // A character says itself whether Shift was down.
    let shift = !matches!(key.code, KeyCode::Char(_)) && (key.shift || bits & 1 != 0);
    let key = Key {
        shift,
        alt: bits & 2 != 0,
        ctrl: bits & 4 != 0,
        ..key
    };
    (!is_release).then_some(key)
}

fn special_key(number: u32) -> Option<Key> {
    let function = |number: u32| KeyCode::F(number as u8);
    Some(key(match number {
        1 | 7 => KeyCode::Home,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => function(number - 10),
        17..=21 => function(number - 11),
        23..=26 => function(number - 12),
        28..=29 => function(number - 15),
        31..=34 => function(number - 17),
        _ => return None,
    }))
}

/// Returns the key of a character's number, as terminals send it that tell Ctrl-I from Tab.
fn character_key(number: u32) -> Option<Key> {
    Some(key(match char::from_u32(number)? {
        '\u{1b}' => KeyCode::Esc,
        '\r' => KeyCode::Enter,
        '\t' => KeyCode::Tab,
        '\u{7f}' => KeyCode::Backspace,
        c if c.is_control() => return None,
        c => KeyCode::Char(c),
    }))
}

/// Returns what happened with the mouse, from the button's number with its flags.
fn mouse(button: u8, x: u16, y: u16) -> Option<Msg> {
    // The lowest bits and the highest ones are the button, 32 is the movement; the rest are keys
    // held down.
    let kind = match (button & 3 | (button & 0xc0) >> 4, button & 32 != 0) {
        (0, false) => MouseKind::Click,
        (0, true) => MouseKind::Drag,
        (4, _) => MouseKind::WheelUp,
        (5, _) => MouseKind::WheelDown,
        _ => return None,
    };
    Some(Msg::Mouse(Mouse { kind, x, y }))
}

/// Returns the position that a byte gives, from 0.
fn cell(byte: u8) -> u16 {
    u16::from(byte.saturating_sub(33))
}

/// Returns a position from 0 for one from 1.
fn before(position: u32) -> u16 {
    u16::try_from(position.saturating_sub(1)).unwrap_or(u16::MAX)
}

fn numbers_of<const N: usize>(text: &[u8]) -> Option<[u32; N]> {
    let mut parts = text.split(|byte| *byte == b';');
    let mut numbers = [0; N];
    for place in &mut numbers {
        *place = number(parts.next()?)?;
    }
    Some(numbers)
}

fn number(digits: &[u8]) -> Option<u32> {
    str::from_utf8(digits).ok()?.parse().ok()
}
