//! The values of a document that are more than a string, a number or a flag.
//!
//! Owns how serde makes them. `write.rs` has their spelling.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use toml::value::{Datetime, Offset};

use super::escape;
use crate::model::change::Side;
use crate::model::event::VerifiedAs;
use crate::model::note::Label;
use crate::model::person::Role;
use crate::model::spec::LineRange;
use crate::model::text::{RepoPath, Untrusted};
use crate::model::time::Timestamp;
use crate::model::verdict::{Outcome, Verdict};

/// The name by which a type asks for a time; the value comes as milliseconds.
pub(super) const TIME: &str = "Time";

/// An id, spelled as a string.
#[derive(Clone)]
pub(in crate::record) struct Spelled<T>(pub(crate) T);

/// Outside text: a string, or `{ bytes = "…" }`.
#[derive(Default)]
pub(in crate::record) struct Text(pub(crate) Untrusted);

/// A path within the repository.
pub(in crate::record) struct Path(pub(crate) RepoPath);

/// A time with an offset.
pub(in crate::record) struct Time(pub(crate) Timestamp);

/// Lines, as `[first, last]`.
pub(in crate::record) struct Lines(pub(crate) LineRange);

/// One of a set of names; a name outside the set is
/// [`Fault::Unknown`](super::read::Fault::Unknown).
pub(in crate::record) struct ByName<T>(pub(crate) T);

/// What is written by its name.
pub(in crate::record) trait Named: Sized {
    /// Finds the one with that name.
    fn from_name(name: &str) -> Option<Self>;
}

macro_rules! named {
    ($($kind:ty),*) => {
        $(impl Named for $kind {
            fn from_name(name: &str) -> Option<Self> {
                <$kind>::from_name(name)
            }
        })*
    };
}

named!(Label, Outcome, Role, Side, Verdict, VerifiedAs);

/// A verdict, or `none` for one that was taken back.
impl Named for Option<Verdict> {
    fn from_name(name: &str) -> Option<Self> {
        if name == "none" {
            Some(None)
        } else {
            Verdict::from_name(name).map(Some)
        }
    }
}

/// Takes the values out of what serde read.
pub(in crate::record) fn ids<T>(read: Vec<Spelled<T>>) -> Vec<T> {
    read.into_iter().map(|id| id.0).collect()
}

/// Reads a string and makes something of it.
struct FromString<T, F>(F, PhantomData<T>);

impl<T, F: Fn(&str) -> Option<T>> Visitor<'_> for FromString<T, F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.0)(text).ok_or_else(|| E::custom("not spelled so"))
    }
}

impl<'de, T: FromStr> Deserialize<'de> for Spelled<T> {
    fn deserialize<D: Deserializer<'de>>(written: D) -> Result<Self, D::Error> {
        written
            .deserialize_str(FromString(|text: &str| text.parse().ok(), PhantomData))
            .map(Self)
    }
}

impl<'de> Deserialize<'de> for Path {
    fn deserialize<D: Deserializer<'de>>(written: D) -> Result<Self, D::Error> {
        let read = |text: &str| escape::read_bytes(text).map(RepoPath::new);
        written
            .deserialize_str(FromString(read, PhantomData))
            .map(Self)
    }
}

impl<'de, T: Named> Deserialize<'de> for ByName<T> {
    fn deserialize<D: Deserializer<'de>>(written: D) -> Result<Self, D::Error> {
        let named = written.deserialize_str(FromString(
            |name: &str| Some(T::from_name(name)),
            PhantomData,
        ))?;
        named
            .map(Self)
            .ok_or_else(|| D::Error::unknown_variant("", &[]))
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(written: D) -> Result<Self, D::Error> {
        written.deserialize_any(TextOrBytes).map(Self)
    }
}

struct TextOrBytes;

#[derive(serde::Deserialize)]
struct Bytes<'a> {
    bytes: &'a str,
}

impl<'de> Visitor<'de> for TextOrBytes {
    type Value = Untrusted;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Untrusted, E> {
        Ok(Untrusted::from(text))
    }

    fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<Untrusted, A::Error> {
        let Bytes { bytes } = Bytes::deserialize(MapAccessDeserializer::new(table))?;
        escape::read_bytes(bytes)
            .map(Untrusted::new)
            .ok_or_else(|| A::Error::custom("not spelled so"))
    }
}

impl<'de> Deserialize<'de> for Lines {
    fn deserialize<D: Deserializer<'de>>(written: D) -> Result<Self, D::Error> {
        let [first, last] = <[u32; 2]>::deserialize(written)?;
        let is_range = 1 <= first && first <= last;
        is_range
            .then_some(Self(LineRange { first, last }))
            .ok_or_else(|| D::Error::custom("no lines"))
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(written: D) -> Result<Self, D::Error> {
        written
            .deserialize_newtype_struct(TIME, Milliseconds)
            .map(|time| Self(Timestamp(time)))
    }
}

struct Milliseconds;

impl Visitor<'_> for Milliseconds {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a time")
    }

    fn visit_i64<E: Error>(self, milliseconds: i64) -> Result<i64, E> {
        Ok(milliseconds)
    }
}

/// Converts a time to milliseconds since 1970; `None` for a time without a date or an offset.
pub(super) fn milliseconds(time: &Datetime) -> Option<i64> {
    let time = in_utc(time).or_else(|| time.to_string().parse().ok())?;
    Some(time.as_millisecond())
}

/// Converts a time as this program writes it, without spelling it out: every event has one.
fn in_utc(time: &Datetime) -> Option<jiff::Timestamp> {
    let (Some(date), Some(time), Some(Offset::Z)) = (time.date, time.time, time.offset) else {
        return None;
    };
    let date = jiff::civil::Date::new(
        i16::try_from(date.year).ok()?,
        date.month as i8,
        date.day as i8,
    )
    .ok()?;
    let [hour, minute, second] = [time.hour, time.minute, time.second?].map(|part| part as i8);
    let time =
        jiff::civil::Time::new(hour, minute, second, i32::try_from(time.nanosecond?).ok()?).ok()?;
    jiff::tz::Offset::UTC
        .to_timestamp(date.to_datetime(time))
        .ok()
}
