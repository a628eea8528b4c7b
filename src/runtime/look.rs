//! Which colours and glyphs the terminal can show, from the settings and the environment.

use crate::model::settings::{Glyphs, Settings, ThemeChoice};
use crate::ui::theme::{Depth, Theme};

/// The theme for this terminal.
pub fn theme(settings: &Settings) -> Theme {
    let set = |name: &str| std::env::var(name).unwrap_or_default();
    let term = set("TERM");
    // https://no-color.org: present and not empty.
    let depth = if !set("NO_COLOR").is_empty() || term == "dumb" {
        Depth::None
    } else if matches!(set("COLORTERM").as_str(), "truecolor" | "24bit") || term.ends_with("-direct") {
        Depth::True
    } else if term.contains("256color") {
        Depth::Indexed
    } else {
        Depth::Ansi
    };
    let light = match settings.theme {
        ThemeChoice::Light => true,
        ThemeChoice::Dark => false,
        ThemeChoice::Auto => is_light(&set("COLORFGBG")),
    };
    // The Linux console has few glyphs.
    let ascii = settings.glyphs == Glyphs::Ascii || matches!(term.as_str(), "linux" | "dumb");
    Theme::new(light, depth, ascii)
}

/// Whether `COLORFGBG` (`15;0`, as rxvt, Konsole and others set it) names a light background: white or
/// light grey in the palette of sixteen.
fn is_light(colours: &str) -> bool {
    matches!(colours.rsplit(';').next(), Some("7" | "15"))
}
