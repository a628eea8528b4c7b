//! Writes to standard output: text in columns, with colours where they are wanted, or JSON.
//!
//! A command's output is put together first and written at once, so that a reader who goes away
//! truncates it and nothing else.

use std::io::{ErrorKind, IsTerminal as _, Write as _};
use std::{env, fmt};

use anyhow::{Context as _, Result, anyhow};
use clap::builder::styling::{AnsiColor, Style};
use serde::Serialize;

use super::args::When;
use crate::model::settings::{Glyphs, Settings};
use crate::model::verdict::{CriterionState, Verdict};
use crate::safe;
use crate::ui::theme::{Depth, Theme};

/// Width of a line of text, in cells.
pub(super) const WIDTH: usize = 80;

pub(super) const STRONG: Style = Style::new().bold();
pub(super) const DIM: Style = Style::new().dimmed();
pub(super) const GOOD: Style = AnsiColor::Green.on_default();
pub(super) const BAD: Style = AnsiColor::Red.on_default();
pub(super) const WARN: Style = AnsiColor::Yellow.on_default();
pub(super) const INFO: Style = AnsiColor::Cyan.on_default();

/// The style of output.
pub(super) struct Output {
    /// Whether to write JSON, for other programs.
    pub json: bool,
    colour: bool,
    theme: Theme,
}

/// The error when the reader of standard output has gone: nothing is left to do, and nothing went
/// wrong.
#[derive(Debug)]
pub(super) struct ReaderGone;

impl fmt::Display for ReaderGone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nobody reads standard output any more")
    }
}

impl std::error::Error for ReaderGone {}

impl Output {
    /// Chooses by the options, the settings, the environment and the terminal.
    pub(super) fn new(json: bool, when: When, settings: &Settings) -> Self {
        let colour = match when {
            When::Always => true,
            When::Never => false,
            When::Auto => wants_colour() && std::io::stdout().is_terminal(),
        };
        // Only the glyphs are taken from the screen's theme; its styles are for screens.
        let theme = Theme::new(false, Depth::None, settings.glyphs == Glyphs::Ascii);
        Self {
            json,
            colour: colour && !json,
            theme,
        }
    }

    /// Styles text, which must be safe.
    pub(super) fn paint(&self, style: Style, text: &str) -> String {
        if self.colour && !text.is_empty() {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    /// Formats a state's glyph and words, padded to a column's width.
    pub(super) fn state(&self, state: CriterionState) -> String {
        let style = match state {
            CriterionState::Unreviewed => DIM,
            CriterionState::Judged(Verdict::Met) => GOOD,
            CriterionState::Judged(Verdict::NotMet) | CriterionState::Disputed => BAD,
            CriterionState::Judged(Verdict::Waived) => INFO,
            CriterionState::Judged(Verdict::Partial | Verdict::Unclear) | CriterionState::Stale => {
                WARN
            }
        };
        let (glyph, _) = self.theme.state(state);
        self.paint(style, &format!("{glyph} {:<12}", state.words()))
    }

    /// Returns the dot between facts.
    pub(super) fn dot(&self) -> &'static str {
        self.theme.glyphs.dot
    }

    /// Writes text, which must be safe.
    pub(super) fn text(&self, text: &str) -> Result<()> {
        let mut out = std::io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(anyhow!(ReaderGone)),
            Err(error) => Err(error).context("writing to standard output"),
        }
    }

    /// Writes JSON.
    pub(super) fn json(&self, value: &impl Serialize) -> Result<()> {
        let text = serde_json::to_string_pretty(value).context("writing JSON")?;
        self.text(&(safe::json(&text) + "\n"))
    }
}

/// Writes safe text to standard error, as it is. `eprint!` would end the program when nobody reads
/// it any more.
pub(super) fn to_stderr(text: &str) {
    let mut err = std::io::stderr().lock();
    // There is no other place to report that it failed.
    let _ = write!(err, "{text}").and_then(|()| err.flush());
}

fn wants_colour() -> bool {
    // https://no-color.org: any value but an empty one.
    let asked_not_to = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    !asked_not_to && env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Formats a count: `1 note`, `2 notes`.
pub(super) fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Pads safe text with blanks to a width.
pub(super) fn pad(text: &str, width: usize) -> String {
    format!(
        "{text}{}",
        " ".repeat(width.saturating_sub(safe::str_cells(text)))
    )
}

/// Wraps outside text in rows with `indent` blanks, each with its line end; with `hang`, the first
/// row continues the caller's line.
pub(super) fn paragraph(bytes: &[u8], indent: usize, hang: bool) -> String {
    let width = WIDTH.saturating_sub(indent).max(20);
    let mut text = String::new();
    for (index, row) in safe::wrap(bytes, width as u16).iter().enumerate() {
        if index > 0 || !hang {
            text.push_str(&" ".repeat(indent));
        }
        text.push_str(&row.text);
        text.truncate(text.trim_end_matches(' ').len());
        text.push('\n');
    }
    text
}

/// Returns the width of a column for these texts, at most `limit`.
pub(super) fn column<'a>(texts: impl Iterator<Item = &'a str>, limit: usize) -> usize {
    texts
        .map(safe::str_cells)
        .filter(|cells| *cells <= limit)
        .max()
        .unwrap_or(0)
}
