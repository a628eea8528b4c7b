//! Reads TOML tables that somebody else wrote.
//!
//! Owns the conversion of values to types, and the error messages when it fails. Knows nothing of events.

use std::str::FromStr;

use toml::de::{DeTable, DeValue};
use toml::value::{Datetime, Offset};

use super::escape;
use crate::model::text::{RepoPath, Untrusted};
use crate::model::time::Timestamp;

/// Why something could not be read.
#[derive(Debug)]
pub(in crate::record) enum Fault {
    /// Well formed, but names something that this version does not know.
    Unknown,
    /// Malformed; the reason is printable ASCII.
    Malformed(String),
}

impl Fault {
    fn new(message: impl Into<String>) -> Self {
        Self::Malformed(message.into())
    }
}

/// Parses a document. The error message quotes the document only through `escape_default`.
pub(in crate::record) fn parse(bytes: &[u8]) -> Result<DeTable<'_>, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::new("it is not UTF-8"))?;
    let table = DeTable::parse(text).map_err(|error| {
        let line = error.span().map(|span| 1 + text.bytes().take(span.start).filter(|b| *b == b'\n').count());
        let message: String = error.message().escape_default().take(200).collect();
        Fault::new(format!("it is not TOML: line {}: {message}", line.unwrap_or(1)))
    })?;
    Ok(table.into_inner())
}

/// A table, with its name for messages.
#[derive(Clone, Copy)]
pub(in crate::record) struct Section<'a> {
    table: &'a DeTable<'a>,
    name: &'static str,
}

impl<'a> Section<'a> {
    /// Wraps the document itself.
    pub(crate) fn root(table: &'a DeTable<'a>) -> Self {
        Self { table, name: "file" }
    }

    /// Returns a table within this one, if it exists.
    pub(crate) fn section(&self, key: &'static str) -> Result<Option<Section<'a>>, Fault> {
        let table = self.maybe(key, DeValue::as_table)?;
        Ok(table.map(|table| Section { table, name: key }))
    }

    /// Returns the tables of an array within this one; empty when it does not exist.
    pub(crate) fn sections(&self, key: &'static str) -> Result<Vec<Section<'a>>, Fault> {
        let tables = self.list(key, DeValue::as_table)?;
        Ok(tables.into_iter().map(|table| Section { table, name: key }).collect())
    }

    /// Reads an optional value.
    pub(crate) fn maybe<T>(
        &self,
        key: &str,
        read: impl Fn(&'a DeValue<'a>) -> Option<T>,
    ) -> Result<Option<T>, Fault> {
        let Some(value) = self.table.get(key) else { return Ok(None) };
        match read(value.get_ref()) {
            Some(value) => Ok(Some(value)),
            None => Err(Fault::new(format!("`{key}` in its [{}] is invalid", self.name))),
        }
    }

    /// Reads a required value.
    pub(crate) fn need<T>(&self, key: &str, read: impl Fn(&'a DeValue<'a>) -> Option<T>) -> Result<T, Fault> {
        let missing = || Fault::new(format!("`{key}` is missing in its [{}]", self.name));
        self.maybe(key, read)?.ok_or_else(missing)
    }

    /// Reads a list; empty when it does not exist.
    pub(crate) fn list<T>(
        &self,
        key: &str,
        read: impl Fn(&'a DeValue<'a>) -> Option<T>,
    ) -> Result<Vec<T>, Fault> {
        let values =
            self.maybe(key, |value| value.as_array()?.iter().map(|value| read(value.get_ref())).collect())?;
        Ok(values.unwrap_or_default())
    }

    /// Reads one of a set of names; a name outside the set is [`Fault::Unknown`].
    pub(crate) fn named<T>(&self, key: &str, from_name: impl Fn(&str) -> Option<T>) -> Result<T, Fault> {
        from_name(self.need(key, string)?).ok_or(Fault::Unknown)
    }
}

/// Reads a string.
pub(in crate::record) fn string<'a>(value: &'a DeValue<'a>) -> Option<&'a str> {
    value.as_str()
}

/// Parses a value from a string.
pub(in crate::record) fn id<T: FromStr>(value: &DeValue<'_>) -> Option<T> {
    string(value)?.parse().ok()
}

/// Reads outside text: a string, or `{ bytes = "…" }`.
pub(in crate::record) fn text(value: &DeValue<'_>) -> Option<Untrusted> {
    if let Some(text) = value.as_str() {
        return Some(Untrusted::from(text));
    }
    escape::read_bytes(string(value.as_table()?.get("bytes")?.get_ref())?).map(Untrusted::new)
}

/// Reads a path.
pub(in crate::record) fn path(value: &DeValue<'_>) -> Option<RepoPath> {
    escape::read_bytes(string(value)?).map(RepoPath::new)
}

/// Reads a whole number that is not negative.
pub(in crate::record) fn number<T: TryFrom<u64>>(value: &DeValue<'_>) -> Option<T> {
    let number = value.as_integer()?;
    u64::from_str_radix(number.as_str(), number.radix()).ok()?.try_into().ok()
}

/// Reads a Boolean.
pub(in crate::record) fn flag(value: &DeValue<'_>) -> Option<bool> {
    value.as_bool()
}

/// Reads a time with an offset.
pub(in crate::record) fn time(value: &DeValue<'_>) -> Option<Timestamp> {
    let time = value.as_datetime()?;
    let time = in_utc(time).or_else(|| time.to_string().parse().ok())?;
    Some(Timestamp(time.as_millisecond()))
}

/// Converts a time as this program writes it, without spelling it out: every event has one.
fn in_utc(time: &Datetime) -> Option<jiff::Timestamp> {
    let (Some(date), Some(time), Some(Offset::Z)) = (time.date, time.time, time.offset) else { return None };
    let date =
        jiff::civil::Date::new(i16::try_from(date.year).ok()?, date.month as i8, date.day as i8).ok()?;
    let [hour, minute, second] = [time.hour, time.minute, time.second?].map(|part| part as i8);
    let time = jiff::civil::Time::new(hour, minute, second, i32::try_from(time.nanosecond?).ok()?).ok()?;
    jiff::tz::Offset::UTC.to_timestamp(date.to_datetime(time)).ok()
}
