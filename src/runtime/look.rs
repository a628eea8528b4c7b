//! Chooses the colours and glyphs that the terminal can show, from the settings and the
//! environment.

use crate::model::settings::{Glyphs, Settings, ThemeChoice};
use crate::ui::theme::{Depth, Theme};

/// Whether only the terminal itself can say if its background is light.
pub(super) fn is_open(settings: &Settings) -> bool {
    let term = std::env::var("TERM").unwrap_or_default();
    settings.theme == ThemeChoice::Auto
        && std::env::var_os("COLORFGBG").is_none_or(|colours| colours.is_empty())
        // These terminals show the question as text, or do not answer.
        && !matches!(term.as_str(), "" | "linux" | "dumb")
}

/// Returns the theme for this terminal; `light` is the terminal's answer about its background, if
/// any.
pub(super) fn theme(settings: &Settings, light: Option<bool>) -> Theme {
    let set = |name: &str| std::env::var(name).unwrap_or_default();
    let term = set("TERM");
    // https://no-color.org: present and not empty.
    let depth = if !set("NO_COLOR").is_empty() || term == "dumb" {
        Depth::None
    } else if matches!(set("COLORTERM").as_str(), "truecolor" | "24bit")
        || term.ends_with("-direct")
    {
        Depth::True
    } else if term.contains("256color") {
        Depth::Indexed
    } else {
        Depth::Ansi
    };
    let light = match settings.theme {
        ThemeChoice::Light => true,
        ThemeChoice::Dark => false,
        ThemeChoice::Auto => light.unwrap_or_else(|| is_light(&set("COLORFGBG"))),
    };
    // The Linux console has few glyphs.
    let ascii = settings.glyphs == Glyphs::Ascii || matches!(term.as_str(), "linux" | "dumb");
    Theme::new(light, depth, ascii)
}

/// Whether `COLORFGBG` (`15;0`, as rxvt, Konsole and others set it) names a light background: white
/// or light grey in the palette of sixteen.
fn is_light(colours: &str) -> bool {
    matches!(colours.rsplit(';').next(), Some("7" | "15"))
}
