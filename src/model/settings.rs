//! The user's settings as plain data.
//!
//! How they are read is the `config` layer's; which actions and keys there are, the `app` layer's.

use std::collections::BTreeMap;

use super::text::Untrusted;

/// What the user set, with defaults for the rest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    /// Which colours to use.
    pub theme: ThemeChoice,
    /// Which characters to draw with.
    pub glyphs: Glyphs,
    /// Whether old and new lines are below or beside each other.
    pub layout: Layout,
    /// Whether source text is coloured by what its pieces are.
    pub syntax_colours: bool,
    /// Cells from one tab stop to the next, 1 to 16.
    pub tab_width: u8,
    /// The command that opens a draft; none means the environment's.
    pub editor: Option<String>,
    /// The name to write with; none means the one in the identity.
    pub name: Option<Untrusted>,
    /// The address to write with; none means the one in the identity.
    pub email: Option<Untrusted>,
    /// Keys by action, both as written: `next-hunk` → `["]", "ctrl-n"]`.
    pub keys: BTreeMap<String, Vec<String>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::Auto,
            glyphs: Glyphs::Unicode,
            layout: Layout::Unified,
            syntax_colours: true,
            tab_width: 4,
            editor: None,
            name: None,
            email: None,
            keys: BTreeMap::new(),
        }
    }
}

/// Which colours to use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ThemeChoice {
    /// As the terminal's background is.
    Auto,
    /// For dark backgrounds.
    Dark,
    /// For light backgrounds.
    Light,
}

impl ThemeChoice {
    /// All.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Dark, Self::Light];

    /// The name in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }
}

/// Whether old and new lines are below or beside each other.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Layout {
    /// Below.
    #[default]
    Unified,
    /// Beside.
    SideBySide,
    /// Beside each other where the diff is wide enough for both.
    Auto,
}

impl Layout {
    /// All.
    pub const ALL: [Self; 3] = [Self::Unified, Self::SideBySide, Self::Auto];

    /// The name in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unified => "unified",
            Self::SideBySide => "side-by-side",
            Self::Auto => "auto",
        }
    }
}

/// Which characters to draw with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Glyphs {
    /// Lines, ticks and arrows.
    Unicode,
    /// ASCII only.
    Ascii,
}

impl Glyphs {
    /// All.
    pub const ALL: [Self; 2] = [Self::Unicode, Self::Ascii];

    /// The name in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unicode => "unicode",
            Self::Ascii => "ascii",
        }
    }
}
