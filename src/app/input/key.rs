//! Keys as plain data, and how people write them (`ctrl-d`, `pgdn`, `]`).

use std::fmt;
use std::str::FromStr;

/// A key with its modifiers. Shift is part of the character where there is one (`G`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// With Ctrl.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift, for keys that are no character.
    pub shift: bool,
}

/// Which key, modifiers aside.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum KeyCode {
    /// A character, as typed.
    Char(char),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Tabulator; with `shift` when typed backwards.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Arrow.
    Up,
    /// Arrow.
    Down,
    /// Arrow.
    Left,
    /// Arrow.
    Right,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Start of line or text.
    Home,
    /// End of line or text.
    End,
    /// A function key, from 1.
    F(u8),
}

const NAMED: &[(&str, KeyCode)] = &[
    ("space", KeyCode::Char(' ')),
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("backspace", KeyCode::Backspace),
    ("del", KeyCode::Delete),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("pgup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    // As they are shown.
    ("↑", KeyCode::Up),
    ("↓", KeyCode::Down),
    ("←", KeyCode::Left),
    ("→", KeyCode::Right),
];

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// A character without modifiers.
    pub const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// A character with Ctrl.
    pub const fn ctrl(c: char) -> Self {
        Self {
            code: KeyCode::Char(c),
            ctrl: true,
            alt: false,
            shift: false,
        }
    }

    /// Shift is part of a character, and Ctrl does not tell small letters from large ones.
    fn as_terminals_give_it(mut self) -> Self {
        if let KeyCode::Char(c) = &mut self.code {
            if self.ctrl {
                *c = c.to_ascii_lowercase();
            } else if self.shift {
                *c = c.to_ascii_uppercase();
            }
            self.shift = false;
        }
        self
    }

    /// The character it types, when it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

impl FromStr for Key {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut key = Self::char(' ');
        let mut rest = text;
        loop {
            let modifiers: [(&str, &mut bool); 3] = [
                ("ctrl-", &mut key.ctrl),
                ("alt-", &mut key.alt),
                ("shift-", &mut key.shift),
            ];
            let found = modifiers.into_iter().find_map(|(prefix, flag)| {
                let (start, after) = rest.split_at_checked(prefix.len())?;
                if after.is_empty() || !start.eq_ignore_ascii_case(prefix) {
                    return None;
                }
                *flag = true;
                Some(after)
            });
            match found {
                Some(after) => rest = after,
                None => break,
            }
        }
        let mut chars = rest.chars();
        let named = NAMED
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(rest));
        key.code = match (named, chars.next(), chars.next()) {
            (Some((_, code)), _, _) => *code,
            (None, Some(only), None) => KeyCode::Char(only),
            (None, Some('f' | 'F'), Some('0'..='9')) => {
                match rest.get(1..).unwrap_or_default().parse() {
                    Ok(number @ 1..=12) => KeyCode::F(number),
                    _ => return Err(unknown(text)),
                }
            }
            _ => return Err(unknown(text)),
        };
        Ok(key.as_terminals_give_it())
    }
}

fn unknown(text: &str) -> String {
    format!(
        "no such key: {text:?}; write a character, or one of ctrl-, alt-, shift- with space, enter, esc, tab, backspace, del, up, down, left, right, pgup, pgdn, home, end, f1 to f12"
    )
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (on, name) in [
            (self.ctrl, "Ctrl-"),
            (self.alt, "Alt-"),
            (self.shift, "Shift-"),
        ] {
            if on {
                f.write_str(name)?;
            }
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(c) if self.ctrl => write!(f, "{}", c.to_ascii_uppercase()),
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::Up => f.write_str("↑"),
            KeyCode::Down => f.write_str("↓"),
            KeyCode::Left => f.write_str("←"),
            KeyCode::Right => f.write_str("→"),
            KeyCode::PageUp => f.write_str("PgUp"),
            KeyCode::PageDown => f.write_str("PgDn"),
            KeyCode::F(number) => write!(f, "F{number}"),
            named => {
                let name = NAMED
                    .iter()
                    .find(|(_, code)| *code == named)
                    .map_or("", |(name, _)| name);
                let mut chars = name.chars();
                chars.next().map_or(Ok(()), |first| {
                    write!(f, "{}{}", first.to_ascii_uppercase(), chars.as_str())
                })
            }
        }
    }
}
