//! Detects the terminal's background colour: asks once, and picks the answer out of the keys.
//!
//! Nothing waits for the answer, since some terminals never answer, and over ssh the answer takes
//! time. To the library that reads the keyboard it looks like keys: `Alt-]`, its characters, and
//! `Alt-\` or `Ctrl-G`. Keys that only began like an answer are passed on. This module knows
//! nothing of themes.

use crate::app::input::key::{Key, KeyCode};

/// Asks for the background colour: OSC 11 of xterm's control sequences.
pub const QUESTION: &[u8] = b"\x1b]11;?\x1b\\";

/// Maximum number of keys in an answer: `]11;rgba:` with four digits a colour, and its end.
const LONGEST: usize = 32;

/// Number of other keys after which no answer is expected any more.
const PATIENCE: usize = 16;

/// A search for the answer among the keys.
#[derive(Default)]
pub struct Backdrop {
    /// Keys that may begin the answer.
    held: Vec<Key>,
    /// Whether an answer that is too long is being skipped.
    passes_over: bool,
    /// How many other keys came; [`PATIENCE`] once the answer came, or when nobody asked.
    others: usize,
}

/// The result of taking a key.
#[derive(PartialEq, Eq, Debug)]
pub enum TakenKey {
    /// Ordinary keys, in this order; perhaps none yet.
    Keys(Vec<Key>),
    /// The answer: whether the background is light.
    IsLight(bool),
}

impl Backdrop {
    /// Makes a search that expects an answer if `asked`, and else passes all keys on.
    pub fn new(asked: bool) -> Self {
        Self {
            held: Vec::new(),
            passes_over: false,
            others: if asked { 0 } else { PATIENCE },
        }
    }

    /// Stops skipping a long answer, because the terminal paused, which it never does within an
    /// answer. The keys that come next were typed.
    pub fn rest(&mut self) {
        self.passes_over = false;
    }

    /// Takes the next key, and returns the keys that are certainly not part of an answer, or the
    /// answer.
    pub fn take(&mut self, key: Key) -> TakenKey {
        if self.others >= PATIENCE {
            return TakenKey::Keys(vec![key]);
        }
        let alt = |c| Key {
            alt: true,
            ..Key::char(c)
        };
        let ends = key == alt('\\') || key == Key::ctrl('g');
        if self.passes_over && key != Key::ctrl('c') {
            self.passes_over = !ends;
            return TakenKey::Keys(Vec::new());
        }
        self.passes_over = false;
        if self.held.is_empty() && key != alt(']') {
            self.others += 1;
            return TakenKey::Keys(vec![key]);
        }
        if !self.held.is_empty() && ends {
            let said: String = self.held.drain(..).skip(1).filter_map(Key::typed).collect();
            if let Some(light) = is_light(&said) {
                self.others = PATIENCE;
                return TakenKey::IsLight(light);
            }
            let typed = said.chars().map(Key::char);
            return TakenKey::Keys(
                std::iter::once(alt(']'))
                    .chain(typed)
                    .chain([key])
                    .collect(),
            );
        }
        self.held.push(key);
        let begins = self.held.len() == 1
            || matches!(
                key,
                Key {
                    code: KeyCode::Char(_),
                    ctrl: false,
                    alt: false,
                    ..
                }
            );
        if begins && self.held.len() < LONGEST {
            return TakenKey::Keys(Vec::new());
        }
        self.others += 1;
        let held = std::mem::take(&mut self.held);
        // Nobody types such keys, and the rest of an answer, taken as keys, would give verdicts on
        // criteria.
        let is_answer = held
            .iter()
            .skip(1)
            .filter_map(|key| key.typed())
            .take(3)
            .eq("11;".chars());
        if is_answer && held.len() == LONGEST {
            self.passes_over = true;
            return TakenKey::Keys(Vec::new());
        }
        TakenKey::Keys(held)
    }
}

/// Tells whether `11;rgb:ffff/ffff/ffff` is light: its luma, by the weights of ITU-R BT.601, is
/// over a half. `None` if the text has another form.
fn is_light(said: &str) -> Option<bool> {
    let colours = said
        .strip_prefix("11;rgb")?
        .trim_start_matches('a')
        .strip_prefix(':')?;
    let mut parts = colours.split('/').map(|digits| {
        let most = 16_u32
            .checked_pow(u32::try_from(digits.len()).ok()?)?
            .checked_sub(1)
            .filter(|most| *most > 0)?;
        Some(f64::from(u32::from_str_radix(digits, 16).ok()?) / f64::from(most))
    });
    let mut next = || parts.next().flatten();
    let (red, green, blue) = (next()?, next()?, next()?);
    Some(0.299 * red + 0.587 * green + 0.114 * blue > 0.5)
}
