//! The user's settings as plain data.
//!
//! The `config` layer reads them; the `app` layer defines actions and keys.

use std::collections::BTreeMap;

use super::text::Untrusted;

/// The user's settings, with defaults for the rest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    /// The choice of colours.
    pub theme: ThemeChoice,
    /// The characters to draw with.
    pub glyphs: Glyphs,
    /// Whether old and new lines stand below or beside each other.
    pub layout: Layout,
    /// Whether source text is coloured by what its pieces are.
    pub syntax_colours: bool,
    /// Cells from one tab stop to the next, 1 to 16.
    pub tab_width: u8,
    /// The command that opens a draft; `None` for the environment's.
    pub editor: Option<String>,
    /// The name to write with; `None` for the one in the identity.
    pub name: Option<Untrusted>,
    /// The email address to write with; `None` for the one in the identity.
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

/// The choice of colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ThemeChoice {
    /// Follow the terminal's background.
    Auto,
    /// For dark backgrounds.
    Dark,
    /// For light backgrounds.
    Light,
}

impl ThemeChoice {
    pub const ALL: [Self; 3] = [Self::Auto, Self::Dark, Self::Light];

    /// Returns the name in the settings.
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
    /// Old lines above new ones.
    #[default]
    Unified,
    /// Old and new lines beside each other.
    SideBySide,
    /// Side by side where the pane is wide enough.
    Auto,
}

impl Layout {
    pub const ALL: [Self; 3] = [Self::Unified, Self::SideBySide, Self::Auto];

    /// Returns the name in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unified => "unified",
            Self::SideBySide => "side-by-side",
            Self::Auto => "auto",
        }
    }
}

/// The characters to draw with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Glyphs {
    /// Lines, ticks and arrows.
    Unicode,
    /// ASCII only.
    Ascii,
}

impl Glyphs {
    pub const ALL: [Self; 2] = [Self::Unicode, Self::Ascii];

    /// Returns the name in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unicode => "unicode",
            Self::Ascii => "ascii",
        }
    }
}
