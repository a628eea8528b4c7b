//! Decodes the bytes that a terminal sends: keys, the mouse, pastes. Pure: the time comes with the
//! bytes.
//!
//! A sequence that is cut short never keeps the keys that follow: Ctrl-C ends any, and a pause ends
//! all. Knows nothing of what the keys do.

mod sequence;

use crate::app::input::key::{Key, KeyCode};
use crate::app::msg::Msg;
use crate::model::time::Timestamp;

/// Number of bytes read from the terminal at once. When fewer come, none are waiting.
pub const CHUNK: usize = 4_096;

/// Time in milliseconds after which the rest of a sequence is given up: terminals send sequences
/// whole, but a slow line may divide one.
const SEQUENCE_PAUSE: i64 = 500;
/// Time in milliseconds after which the rest of a paste is given up, longer than for a sequence
/// because a slow line may hold a paste up. The text that has come is then pasted.
const PASTE_PAUSE: i64 = 2_000;

/// Maximum number of bytes kept of a sequence; the longest with a meaning has some thirty.
const MAX_SEQUENCE: usize = 256;

const ESC: u8 = 0x1b;
const INTERRUPT: u8 = 0x03;
const PASTE_BEGINS: &[u8] = b"\x1b[200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// Decodes bytes, and keeps the sequence, character or paste that has not ended.
#[derive(Default)]
pub struct Decoder {
    /// The bytes of a sequence or a character.
    begun: Vec<u8>,
    /// The text of an open paste.
    pasted: Option<Vec<u8>>,
    /// The time of the last bytes.
    last: Timestamp,
}

impl Decoder {
    /// Takes the next bytes, and returns what they mean together with those before.
    pub fn take(&mut self, bytes: &[u8], now: Timestamp) -> Vec<Msg> {
        let mut decoded = self.rest(now);
        for &byte in bytes {
            self.take_byte(byte, &mut decoded);
        }
        if self.begun == [ESC] && bytes.len() < CHUNK {
            self.begun.clear();
            decoded.push(Msg::Key(plain(KeyCode::Esc)));
        }
        self.last = now;
        decoded
    }

    /// Returns how many milliseconds to wait for the rest of an unended sequence, character or
    /// paste; `None` without one.
    pub fn patience(&self) -> Option<i64> {
        match (&self.pasted, self.begun.is_empty()) {
            (Some(_), _) => Some(PASTE_PAUSE),
            (None, false) => Some(SEQUENCE_PAUSE),
            (None, true) => None,
        }
    }

    /// Gives up what has begun if its rest did not come in time, and returns what can be made of
    /// it.
    pub fn rest(&mut self, now: Timestamp) -> Vec<Msg> {
        let waited = now.0.saturating_sub(self.last.0);
        if waited < 0 {
            // The clock was set back.
            self.last = now;
        }
        if self.patience().is_none_or(|patience| waited < patience) {
            return Vec::new();
        }
        let begun = std::mem::take(&mut self.begun);
        if let Some(text) = self.pasted.take() {
            return vec![paste(&text)];
        }
        let key = match begun[..] {
            [ESC] => Some(plain(KeyCode::Esc)),
            [ESC, letter @ (b'[' | b'O')] => Some(Key {
                alt: true,
                ..Key::char(char::from(letter))
            }),
            _ => None,
        };
        key.map(Msg::Key).into_iter().collect()
    }

    fn take_byte(&mut self, byte: u8, decoded: &mut Vec<Msg>) {
        if let Some(text) = &mut self.pasted {
            text.push(byte);
            if text.ends_with(PASTE_ENDS) {
                text.truncate(text.len() - PASTE_ENDS.len());
                decoded.push(paste(text));
                self.pasted = None;
            }
            return;
        }
        if byte == INTERRUPT {
            self.begun.clear();
            decoded.push(Msg::Key(Key::ctrl('c')));
            return;
        }
        match self.begun[..] {
            [] if byte == ESC => self.begun.push(byte),
            [] => self.take_plain(byte, false, decoded),
            [ESC] => match byte {
                b'[' | b'O' => self.begun.push(byte),
                ESC => decoded.push(Msg::Key(plain(KeyCode::Esc))),
                _ => {
                    self.begun.clear();
                    self.take_plain(byte, true, decoded);
                }
            },
            [ESC, b'[' | b'O', ..] => self.take_in_sequence(byte, decoded),
            _ => self.take_in_character(byte, decoded),
        }
    }

    /// Takes a byte that stands alone, or begins a character. `alt` when an escape stood before it.
    fn take_plain(&mut self, byte: u8, alt: bool, decoded: &mut Vec<Msg>) {
        let key = match byte {
            b'\r' => plain(KeyCode::Enter),
            b'\t' => plain(KeyCode::Tab),
            0x7f => plain(KeyCode::Backspace),
            0 => Key::ctrl(' '),
            1..=26 => Key::ctrl(char::from(byte - 1 + b'a')),
            // Terminals send these for Ctrl-4 to Ctrl-7.
            28..=31 => Key::ctrl(char::from(byte - 28 + b'4')),
            _ if byte.is_ascii() => Key::char(char::from(byte)),
            _ => {
                self.begun.extend(alt.then_some(ESC));
                self.begun.push(byte);
                return;
            }
        };
        decoded.push(Msg::Key(Key { alt, ..key }));
    }

    /// Takes a byte after the first ones of a character of several; drops the character when it
    /// does not go on.
    fn take_in_character(&mut self, byte: u8, decoded: &mut Vec<Msg>) {
        if byte & 0xc0 != 0x80 {
            self.begun.clear();
            return self.take_byte(byte, decoded);
        }
        self.begun.push(byte);
        let alt = self.begun.first() == Some(&ESC);
        let character = self.begun.get(usize::from(alt)..).unwrap_or_default();
        match str::from_utf8(character) {
            Ok(text) => decoded.extend(text.chars().map(|c| {
                Msg::Key(Key {
                    alt,
                    ..Key::char(c)
                })
            })),
            Err(error) if error.error_len().is_none() => return,
            Err(_) => {}
        }
        self.begun.clear();
    }

    fn take_in_sequence(&mut self, byte: u8, decoded: &mut Vec<Msg>) {
        let has_coordinates = self.begun.starts_with(b"\x1b[M");
        if !has_coordinates && !(b' '..=b'~').contains(&byte) {
            // No sequence has such a byte: it was cut short.
            self.begun.clear();
            return self.take_byte(byte, decoded);
        }
        if self.begun.len() < MAX_SEQUENCE {
            self.begun.push(byte);
        }
        if !sequence::has_ended(&self.begun, byte) {
            return;
        }
        if self.begun == PASTE_BEGINS {
            self.pasted = Some(Vec::new());
        } else {
            decoded.extend(sequence::meaning(&self.begun));
        }
        self.begun.clear();
    }
}

fn plain(code: KeyCode) -> Key {
    Key {
        code,
        ctrl: false,
        alt: false,
        shift: false,
    }
}

fn paste(text: &[u8]) -> Msg {
    Msg::Paste(String::from_utf8_lossy(text).into_owned())
}
