//! Reads TOML that somebody else wrote, by serde.
//!
//! Owns how a document's values become types, and the words for what is wrong with them. Knows
//! nothing of events. The library's own deserializer would use the document up, fail at numbers too
//! large in keys that nobody asks for, and could say neither in which table a key is missing nor
//! that a name is only unknown.

use std::fmt::Display;

use serde::Deserialize;
use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor};
use toml::de::{DeTable, DeValue};

use super::values::{self, TIME};

/// Why something could not be read.
#[derive(PartialEq, Eq, Debug)]
pub(in crate::record) enum Fault {
    /// Well formed, but names something that this version does not know.
    Unknown,
    /// Malformed; the reason is printable ASCII.
    Malformed(String),
    /// A key is missing in the table at hand; whoever knows the table's name makes it
    /// [`Fault::Malformed`].
    Missing(&'static str),
    /// The value at hand is of the wrong type or out of range; likewise.
    Invalid,
}

impl Fault {
    /// Names the place of a fault in one of a document's tables.
    pub(crate) fn within(self, section: &str) -> Self {
        self.at(section, FILE)
    }

    /// Names the place of a fault: the key of the value, and the table that the key is in.
    fn at(self, key: &str, table: &str) -> Self {
        let (key, table) = (key.escape_default(), table.escape_default());
        match self {
            Self::Missing(field) => Self::Malformed(format!("`{field}` is missing in its [{key}]")),
            Self::Invalid => Self::Malformed(format!("`{key}` in its [{table}] is invalid")),
            Self::Unknown | Self::Malformed(_) => self,
        }
    }
}

impl Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Unknown => "it names something that this version does not know",
            Self::Malformed(why) => why,
            Self::Missing(_) => "a key is missing",
            Self::Invalid => "a value is invalid",
        })
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: Display>(_: T) -> Self {
        Self::Invalid
    }

    fn missing_field(field: &'static str) -> Self {
        Self::Missing(field)
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self::Unknown
    }
}

/// The name of the outermost table in messages.
const FILE: &str = "file";

/// Parses a document. The error message quotes the document only through `escape_default`.
pub(in crate::record) fn parse(bytes: &[u8]) -> Result<DeValue<'_>, Fault> {
    let malformed = |why: &str| Fault::Malformed(why.to_owned());
    let text = std::str::from_utf8(bytes).map_err(|_| malformed("it is not UTF-8"))?;
    let table = DeTable::parse(text).map_err(|error| {
        let line = error.span().map(|span| {
            1 + text
                .bytes()
                .take(span.start)
                .filter(|b| *b == b'\n')
                .count()
        });
        let message: String = error.message().escape_default().take(200).collect();
        Fault::Malformed(format!(
            "it is not TOML: line {}: {message}",
            line.unwrap_or(1)
        ))
    })?;
    Ok(DeValue::Table(table.into_inner()))
}

/// Reads all of a document: parses it and makes the type of it. Keys that the type does not have
/// are passed over.
pub(in crate::record) fn document<T: de::DeserializeOwned>(bytes: &[u8]) -> Result<T, Fault> {
    root(&parse(bytes)?)
}

/// Reads the outermost keys of a parsed document.
pub(in crate::record) fn root<'de, T: Deserialize<'de>>(
    document: &'de DeValue<'de>,
) -> Result<T, Fault> {
    T::deserialize(Value {
        value: document,
        name: FILE,
    })
    .map_err(|fault| fault.within(FILE))
}

/// Reads one table of a parsed document, if it exists.
pub(in crate::record) fn section<'de, T: Deserialize<'de>>(
    document: &'de DeValue<'de>,
    name: &'static str,
) -> Result<Option<T>, Fault> {
    let found = document.get(name).map(|value| {
        T::deserialize(Value {
            value: value.get_ref(),
            name,
        })
    });
    found.transpose().map_err(|fault| fault.within(name))
}

/// A parsed value, as serde reads it, with its key for messages.
#[derive(Clone, Copy)]
struct Value<'de> {
    value: &'de DeValue<'de>,
    name: &'de str,
}

impl<'de> de::Deserializer<'de> for Value<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            DeValue::String(text) => visitor.visit_borrowed_str(text),
            DeValue::Integer(number) => {
                let read = u64::from_str_radix(number.as_str(), number.radix());
                visitor.visit_u64(read.map_err(|_| Fault::Invalid)?)
            }
            DeValue::Boolean(flag) => visitor.visit_bool(*flag),
            DeValue::Array(values) => {
                let mut values = Values {
                    values: values.iter(),
                    name: self.name,
                };
                let read = visitor.visit_seq(&mut values)?;
                if values.values.len() == 0 {
                    Ok(read)
                } else {
                    Err(Fault::Invalid)
                }
            }
            DeValue::Table(table) => visitor.visit_map(Entries {
                entries: table.iter(),
                table: self.name,
                next: None,
            }),
            // No key of ours is a fraction, and a time is asked for by its name.
            DeValue::Float(_) | DeValue::Datetime(_) => Err(Fault::Invalid),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        if name != TIME {
            return visitor.visit_newtype_struct(self);
        }
        // A time has no type of serde's; spelling it out and reading that would cost as much as the
        // rest.
        let time = self.value.as_datetime().and_then(values::milliseconds);
        visitor.visit_i64(time.ok_or(Fault::Invalid)?)
    }

    /// Passes over what no type asks for, whatever it is.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct enum identifier
    }
}

/// The values of an array.
struct Values<'de> {
    values: std::slice::Iter<'de, toml::Spanned<DeValue<'de>>>,
    name: &'de str,
}

impl<'de> SeqAccess<'de> for &mut Values<'de> {
    type Error = Fault;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fault> {
        let value = |value: &'de toml::Spanned<_>| Value {
            value: value.get_ref(),
            name: self.name,
        };
        self.values
            .next()
            .map(value)
            .map(|value| seed.deserialize(value))
            .transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.values.len())
    }
}

/// The keys and values of a table.
struct Entries<'de, I> {
    entries: I,
    /// The table's name.
    table: &'de str,
    next: Option<(&'de str, &'de DeValue<'de>)>,
}

type Key<'de> = toml::Spanned<toml::de::DeString<'de>>;

impl<'de, I> MapAccess<'de> for Entries<'de, I>
where
    I: Iterator<Item = (&'de Key<'de>, &'de toml::Spanned<DeValue<'de>>)>,
{
    type Error = Fault;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Fault> {
        self.next = self
            .entries
            .next()
            .map(|(key, value)| (&**key.get_ref(), value.get_ref()));
        let Some((key, _)) = self.next else {
            return Ok(None);
        };
        seed.deserialize(BorrowedStrDeserializer::new(key))
            .map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        let (key, value) = self.next.take().ok_or(Fault::Invalid)?;
        seed.deserialize(Value { value, name: key })
            .map_err(|fault| fault.at(key, self.table))
    }
}
