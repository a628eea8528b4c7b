//! Ids as newtypes: objects, criteria, increments, writers, events, digests.
//!
//! Those that implement `Display` are safe to show by construction: their constructors let nothing
//! through but hex digits, or letters, digits and a few ASCII marks.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// Maximum length of an id made from outside text, in characters; longer ones are refused.
const MAX_ID_CHARS: usize = 80;

/// A git object id: 20 bytes (SHA-1) or 32 bytes (SHA-256).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId {
    len: u8,
    bytes: [u8; 32],
}

impl ObjectId {
    /// Makes an id from 20 or 32 raw bytes; `None` for any other length.
    pub fn from_bytes(raw: &[u8]) -> Option<Self> {
        if raw.len() != 20 && raw.len() != 32 {
            return None;
        }
        let mut bytes = [0; 32];
        bytes[..raw.len()].copy_from_slice(raw);
        Some(Self {
            len: raw.len() as u8,
            bytes,
        })
    }

    /// Returns the raw bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }

    /// Returns the first `digits` hex digits, as people quote commits; at most the whole id.
    pub fn short(&self, digits: usize) -> String {
        let mut text = self.to_string();
        text.truncate(digits);
        text
    }
}

impl FromStr for ObjectId {
    type Err = InvalidId;

    fn from_str(hex: &str) -> Result<Self, InvalidId> {
        from_hex(hex)
            .and_then(|(raw, len)| Self::from_bytes(&raw[..len]))
            .ok_or(InvalidId)
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(self.as_bytes(), f)
    }
}

impl fmt::Debug for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A SHA-256 of some content; the `digest` module has how each kind is computed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// Returns the first `digits` hex digits.
    pub fn short(&self, digits: usize) -> String {
        let mut text = self.to_string();
        text.truncate(digits);
        text
    }
}

impl FromStr for Digest {
    type Err = InvalidId;

    fn from_str(hex: &str) -> Result<Self, InvalidId> {
        from_hex(hex)
            .filter(|(_, len)| *len == 32)
            .map(|(raw, _)| Self(raw))
            .ok_or(InvalidId)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(&self.0, f)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The id of an event: the digest of its file's bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EventId(pub Digest);

impl EventId {
    /// Returns seven hex digits, as screens and the summary quote a thread.
    pub fn short(&self) -> String {
        self.0.short(7)
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for EventId {
    type Err = InvalidId;

    fn from_str(hex: &str) -> Result<Self, InvalidId> {
        hex.parse().map(Self)
    }
}

/// The error for outside text that is not an id of the requested kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InvalidId;

impl fmt::Display for InvalidId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a valid id")
    }
}

impl std::error::Error for InvalidId {}

macro_rules! name_id {
    ($(#[$doc:meta])* $name:ident, $allowed:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Returns the id as text; safe to show.
            #[allow(dead_code, reason = "only tests use it")]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                let allowed: fn(&str) -> bool = $allowed;
                if allowed(text) { Ok(Self(text.into())) } else { Err(InvalidId) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name_id!(
    /// A criterion's id as written in its spec (`AC-3`, `FR-001`, `US1.2`), or composed by the
    /// reader. Up to 80 characters: ASCII letters and digits, letters of other scripts, and
    /// `-_.~:/+#`.
    CriterionId,
    is_plain_name
);

name_id!(
    /// An increment's stable name, from a tag, branch, range or merge. Same characters as a
    /// criterion's id.
    IncrementId,
    is_plain_name
);

name_id!(
    /// The id of a writer: 10 random characters of `a-z2-7`, made once per person and machine.
    WriterId,
    |text| text.len() == 10 && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'2'..=b'7'))
);

name_id!(
    /// The id of an autosaved draft, which names its files: 10 random characters of `a-z2-7`.
    DraftId,
    |text| text.len() == 10 && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'2'..=b'7'))
);

name_id!(
    /// The id of a reviewed project, which names its directory: `root-<object id>` or
    /// `url-<digest>`.
    ProjectId,
    |text| text.len() <= 80
        && !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
);

/// Whether an id has only letters and digits that cannot hide anything in so short a text.
/// Right-to-left scripts are refused.
fn is_plain_name(text: &str) -> bool {
    !text.is_empty()
        && text.chars().count() <= MAX_ID_CHARS
        && text.chars().all(|c| match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => true,
            '-' | '_' | '.' | '~' | ':' | '/' | '+' | '#' => true,
            // Latin-1 letters up to Cyrillic, then CJK and Hangul: no combining marks, no
            // right-to-left.
            '\u{c0}'..='\u{24f}' | '\u{391}'..='\u{3c9}' | '\u{400}'..='\u{45f}' => {
                c.is_alphabetic()
            }
            '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' => true,
            '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => true,
            _ => false,
        })
}

fn write_hex(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}

/// Parses pairs of hex digits into the front of 32 bytes and returns how many bytes there are;
/// `None` for more than 32 bytes, an odd digit or any other character.
fn from_hex(hex: &str) -> Option<([u8; 32], usize)> {
    let digit = |b: u8| char::from(b).to_digit(16).map(|digit| digit as u8);
    let (pairs, []) = hex.as_bytes().as_chunks::<2>() else {
        return None;
    };
    let mut bytes = [0; 32];
    for (i, [high, low]) in pairs.iter().enumerate() {
        *bytes.get_mut(i)? = digit(*high)? << 4 | digit(*low)?;
    }
    Some((bytes, pairs.len()))
}
