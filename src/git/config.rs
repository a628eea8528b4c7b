//! Reads the clone's own `config` file as data: no includes, no conditions, no defaults.
//!
//! Git itself requires everything that we read from it (the object format, the ref format, a
//! remote's address) to be in this very file. Following an `include` would let the clone name any
//! file of this machine. Knows nothing of the user's configuration.

use std::sync::Arc;

/// The values of a configuration file, in their order.
#[derive(Default, Debug)]
pub(super) struct RawConfig {
    values: Vec<ConfigValue>,
    /// Whether values were left out.
    is_cut: bool,
}

#[derive(Debug)]
struct ConfigValue {
    /// The lower-case section with its subsection, `section` or `section.SubSection`: once for all
    /// of its keys.
    section: Arc<[u8]>,
    /// In lower case.
    key: Vec<u8>,
    value: Vec<u8>,
}

/// Maximum number of values kept; real files have dozens.
const MAX_VALUES: usize = 10_000;
/// Maximum length of a section's name in bytes, with its subsection: that of a ref, which most of
/// them name.
const MAX_SECTION: usize = 4_096;

impl RawConfig {
    /// Parses the readable lines; others are ignored, as no decision depends on them.
    pub(super) fn parse(text: &[u8]) -> Self {
        let mut config = Self::default();
        let mut section: Arc<[u8]> = Arc::default();
        let mut rest = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        while let Some((&first, tail)) = rest.split_first() {
            match first {
                b'[' => {
                    let (name, after) = parse_section(tail);
                    config.is_cut |= name.len() > MAX_SECTION;
                    section = if name.len() > MAX_SECTION {
                        Arc::default()
                    } else {
                        name.into()
                    };
                    rest = after;
                }
                b'#' | b';' => rest = after_line(rest),
                _ if first.is_ascii_whitespace() => rest = tail,
                _ => {
                    let (key, value, after) = parse_entry(rest);
                    rest = after;
                    if key.is_empty() || section.is_empty() {
                        continue;
                    }
                    if config.values.len() == MAX_VALUES {
                        config.is_cut = true;
                        break;
                    }
                    config.values.push(ConfigValue {
                        section: Arc::clone(&section),
                        key,
                        value,
                    });
                }
            }
        }
        config
    }

    /// Whether sections with too long a name, or values beyond the maximum, were left out.
    pub(super) fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Returns the last value of `name` (`core.bare`, `remote.origin.url`), as git does.
    pub(super) fn get(&self, name: &str) -> Option<&[u8]> {
        let (section, key) = name.rsplit_once('.')?;
        let is_named =
            |of: &&ConfigValue| of.key == key.as_bytes() && *of.section == *section.as_bytes();
        self.values
            .iter()
            .rev()
            .find(is_named)
            .map(|found| found.value.as_slice())
    }

    /// Iterates over names below `section.` and their values, in file order.
    pub(super) fn under<'a>(
        &'a self,
        section: &'a str,
    ) -> impl Iterator<Item = (Vec<u8>, &'a [u8])> {
        self.values.iter().filter_map(move |found| {
            let name = match found.section.strip_prefix(section.as_bytes())? {
                [] => found.key.clone(),
                [b'.', subsection @ ..] => [subsection, found.key.as_slice()].join(&b'.'),
                _ => return None,
            };
            Some((name, found.value.as_slice()))
        })
    }

    /// Whether `name` is set to one of git's words for yes.
    pub(super) fn is_true(&self, name: &str) -> bool {
        let value = self.get(name).map(<[u8]>::to_ascii_lowercase);
        matches!(value.as_deref(), Some(b"true" | b"yes" | b"on" | b"1"))
    }
}

fn after_line(text: &[u8]) -> &[u8] {
    match text.iter().position(|&byte| byte == b'\n') {
        Some(end) => &text[end + 1..],
        None => &[],
    }
}

/// Parses from behind the `[`: returns the section's name, with its case-sensitive subsection, and
/// the rest.
fn parse_section(text: &[u8]) -> (Vec<u8>, &[u8]) {
    let mut name = Vec::new();
    let mut quoted = false;
    let mut bytes = text.iter().enumerate();
    while let Some((at, &byte)) = bytes.next() {
        match byte {
            b'\n' => return (Vec::new(), &text[at + 1..]),
            b'"' => {
                if !quoted {
                    name.push(b'.');
                }
                quoted = !quoted;
            }
            b'\\' if quoted => name.extend(bytes.next().map(|(_, escaped)| *escaped)),
            b']' if !quoted => return (name, &text[at + 1..]),
            _ if quoted => name.push(byte),
            b' ' | b'\t' => {}
            _ => name.push(byte.to_ascii_lowercase()),
        }
    }
    (Vec::new(), &[])
}

/// Parses from a key's first byte: returns the key in lower case, its value, and the rest.
fn parse_entry(text: &[u8]) -> (Vec<u8>, Vec<u8>, &[u8]) {
    let end = text
        .iter()
        .position(|&byte| !(byte.is_ascii_alphanumeric() || byte == b'-'))
        .unwrap_or(text.len());
    let key = text[..end].to_ascii_lowercase();
    let rest = &text[end..];
    let blanks = rest
        .iter()
        .take_while(|&&byte| byte == b' ' || byte == b'\t')
        .count();
    match rest.get(blanks) {
        Some(b'=') => {
            let (value, after) = parse_value(&rest[blanks + 1..]);
            (key, value, after)
        }
        // A key alone is true.
        _ => (key, b"true".to_vec(), after_line(rest)),
    }
}

/// Parses from behind the `=`: quotes, escapes and continued lines as in `git help config`,
/// "Syntax".
fn parse_value(text: &[u8]) -> (Vec<u8>, &[u8]) {
    let mut value = Vec::new();
    let mut kept = 0;
    let mut quoted = false;
    let mut bytes = text.iter().enumerate();
    while let Some((at, &byte)) = bytes.next() {
        match byte {
            b'\n' => {
                value.truncate(kept);
                return (value, &text[at + 1..]);
            }
            b'"' => quoted = !quoted,
            b'#' | b';' if !quoted => {
                value.truncate(kept);
                return (value, after_line(&text[at..]));
            }
            b'\\' => {
                match bytes.next() {
                    Some((_, b'n')) => value.push(b'\n'),
                    Some((_, b't')) => value.push(b'\t'),
                    Some((_, b'\n')) | None => {}
                    Some((_, &other)) => value.push(other),
                }
                kept = value.len();
            }
            b' ' | b'\t' | b'\r' if !quoted => {
                if !value.is_empty() {
                    value.push(byte);
                }
            }
            _ => {
                value.push(byte);
                kept = value.len();
            }
        }
    }
    value.truncate(kept);
    (value, &[])
}
