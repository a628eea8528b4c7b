//! Writes TOML in exactly one way, so that the same event always has the same bytes.
//!
//! Owns the spelling of keys and values. Knows nothing of events.

use std::fmt::{Display, Write as _};

use super::escape;
use crate::model::text::{RepoPath, Untrusted};
use crate::model::time::Timestamp;

/// The times that both TOML and the clock library can write: 0000-01-01 to 9999-12-30, 22:00.
const TIMES: std::ops::RangeInclusive<i64> = -62_167_219_200_000..=Timestamp::LATEST.0;

/// A TOML document under construction, one key per line.
#[derive(Default)]
pub(in crate::record) struct Toml(String);

impl Toml {
    /// Returns the document.
    pub(crate) fn finish(self) -> String {
        self.0
    }

    /// Starts a table.
    pub(crate) fn table(&mut self, name: &str) {
        let _ = writeln!(self.0, "\n[{name}]");
    }

    /// Starts the next table of an array.
    pub(crate) fn table_of(&mut self, name: &str) {
        let _ = writeln!(self.0, "\n[[{name}]]");
    }

    /// Writes a number, a Boolean or a list that `Display` spells as TOML does.
    pub(crate) fn plain(&mut self, key: &str, value: impl Display) {
        let _ = writeln!(self.0, "{key} = {value}");
    }

    /// Writes an id, or a name of ours.
    pub(crate) fn id(&mut self, key: &str, value: impl Display) {
        self.string(key, &value.to_string());
    }

    /// Writes an id, if there is one.
    pub(crate) fn maybe_id(&mut self, key: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.id(key, value);
        }
    }

    /// Writes ids in their order.
    pub(crate) fn ids(&mut self, key: &str, values: &[impl Display]) {
        let mut list = String::from("[");
        for (i, value) in values.iter().enumerate() {
            list.push_str(if i > 0 { ", " } else { "" });
            escape::push_string(&mut list, &value.to_string());
        }
        self.plain(key, list + "]");
    }

    /// Writes text.
    pub(crate) fn string(&mut self, key: &str, value: &str) {
        let _ = write!(self.0, "{key} = ");
        escape::push_string(&mut self.0, value);
        self.0.push('\n');
    }

    /// Writes outside text: a string, or `{ bytes = "…" }` when it is not UTF-8.
    pub(crate) fn text(&mut self, key: &str, value: &Untrusted) {
        if let Ok(text) = std::str::from_utf8(value.as_bytes()) {
            return self.string(key, text);
        }
        let _ = write!(self.0, "{key} = {{ bytes = ");
        escape::push_string(&mut self.0, &escape::spell_bytes(value.as_bytes()));
        self.0.push_str(" }\n");
    }

    /// Writes outside text unless it is empty.
    pub(crate) fn text_unless_empty(&mut self, key: &str, value: &Untrusted) {
        if !value.as_bytes().is_empty() {
            self.text(key, value);
        }
    }

    /// Writes a path: `\` doubled, bytes that are not UTF-8 as `\xNN`.
    pub(crate) fn path(&mut self, key: &str, value: &RepoPath) {
        self.string(key, &escape::spell_bytes(value.as_bytes()));
    }

    /// Writes a time in UTC, to the millisecond; one outside the years 0 to 9999 becomes the
    /// nearest inside.
    pub(crate) fn time(&mut self, key: &str, value: Timestamp) {
        let millisecond = value.0.clamp(*TIMES.start(), *TIMES.end());
        let time = jiff::Timestamp::from_millisecond(millisecond).unwrap_or_default();
        let _ = writeln!(self.0, "{key} = {time:.3}");
    }
}
