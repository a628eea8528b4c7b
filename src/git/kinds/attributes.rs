//! Reads the `.gitattributes` of a delivery, as far as they tell the purpose of files.
//!
//! Keeps only attributes that sort or fold: `linguist-generated`, `linguist-vendored`,
//! `linguist-documentation`, `diff` and `binary`; nothing is run, and nothing else has an effect.
//! The rules are those of gitattributes(5), except for macros of the delivery's own. Knows nothing
//! of kinds.

use std::collections::HashMap;

use crate::model::text::RepoPath;

use crate::model::pattern::Pattern;

/// Maximum length of a line, as in git (`ATTR_MAX_LINE_LENGTH`).
const MAX_LINE: usize = 2_048;
/// Maximum size of all files, in bytes, and maximum number of rules kept; large projects have
/// dozens.
const MAX_BYTES: u64 = 1 << 20;
const MAX_RULES: usize = 4_000;
/// Budget of matching steps for one range: some 0.1 s.
const MAX_STEPS: u64 = 20_000_000;

/// The claims about a file.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct FileClaims {
    pub(super) generated: Option<bool>,
    pub(super) vendored: Option<bool>,
    pub(super) documentation: Option<bool>,
    /// Whether its differences should not be shown: `-diff` or `binary`.
    pub(super) no_diff: bool,
}

#[derive(Clone, Copy)]
enum Attribute {
    Generated(Option<bool>),
    Vendored(Option<bool>),
    Documentation(Option<bool>),
    NoDiff(bool),
}

struct Rule {
    pattern: Pattern,
    says: Vec<Attribute>,
}

/// All attributes of one head that sort or fold.
#[derive(Default)]
pub(super) struct HeadAttributes {
    /// Rules by the folder of their file (empty, or ending in `/`), in the order of the lines.
    rules: HashMap<Box<[u8]>, Vec<Rule>>,
    count: usize,
    bytes: u64,
    steps: u64,
    limited: bool,
}

impl HeadAttributes {
    /// Returns how many bytes the next file may have.
    pub(super) fn room(&self) -> u64 {
        MAX_BYTES - self.bytes
    }

    /// Counts a file that is too large or cannot be read.
    pub(super) fn leave_out(&mut self) {
        self.limited = true;
    }

    /// Adds the rules of the file at that path.
    pub(super) fn add(&mut self, path: &RepoPath, content: &[u8]) {
        self.bytes = (self.bytes + content.len() as u64).min(MAX_BYTES);
        let path = path.as_bytes();
        let folder = &path[..path.len()
            - path
                .rsplit(|&byte| byte == b'/')
                .next()
                .map_or(0, <[u8]>::len)];
        let lines = content
            .split(|&byte| byte == b'\n')
            .filter(|line| line.len() <= MAX_LINE);
        let mut rules = Vec::new();
        for rule in lines.filter_map(parse_line) {
            if self.count == MAX_RULES {
                self.limited = true;
                break;
            }
            self.count += 1;
            rules.push(rule);
        }
        if !rules.is_empty() {
            self.rules.insert(folder.into(), rules);
        }
    }

    /// Returns the claims about the file at a path: the last matching line counts, and a deeper
    /// file more than one above it.
    pub(super) fn claims(&mut self, path: &RepoPath) -> FileClaims {
        let mut claims = FileClaims::default();
        if self.rules.is_empty() {
            return claims;
        }
        let path = path.as_bytes();
        let ends = path
            .iter()
            .enumerate()
            .filter(|(_, byte)| **byte == b'/')
            .map(|(at, _)| at + 1);
        for end in std::iter::once(0).chain(ends) {
            for rule in self.rules.get(&path[..end]).into_iter().flatten() {
                if self.steps > MAX_STEPS {
                    self.limited = true;
                    return claims;
                }
                if rule.pattern.matches(&path[end..], &mut self.steps) {
                    rule.says
                        .iter()
                        .for_each(|attribute| claims.take(*attribute));
                }
            }
        }
        claims
    }

    /// Whether rules were left out.
    pub(super) fn limited(&self) -> bool {
        self.limited
    }
}

impl FileClaims {
    fn take(&mut self, attribute: Attribute) {
        match attribute {
            Attribute::Generated(value) => self.generated = value,
            Attribute::Vendored(value) => self.vendored = value,
            Attribute::Documentation(value) => self.documentation = value,
            Attribute::NoDiff(value) => self.no_diff = value,
        }
    }
}

/// Parses a line (pattern, blanks, attributes) if it has attributes that we keep.
fn parse_line(line: &[u8]) -> Option<Rule> {
    let line = line.trim_ascii();
    if line.is_empty() || line.starts_with(b"#") || line.starts_with(b"[attr]") {
        return None;
    }
    let (pattern, rest) = match line.strip_prefix(b"\"") {
        Some(quoted) => unquote(quoted)?,
        None => {
            let end = line.iter().position(u8::is_ascii_whitespace)?;
            (line[..end].to_vec(), &line[end..])
        }
    };
    let words = rest
        .split(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty());
    let says: Vec<Attribute> = words.filter_map(parse_attribute).collect();
    if says.is_empty() {
        return None;
    }
    Some(Rule {
        pattern: Pattern::parse(&pattern)?,
        says,
    })
}

/// Parses an attribute: `name` sets it, `-name` unsets it, `!name` clears it, `name=value` has a
/// value.
fn parse_attribute(word: &[u8]) -> Option<Attribute> {
    let (name, value) = match word {
        [b'-', name @ ..] => (name, Some(false)),
        [b'!', name @ ..] => (name, None),
        _ => match word.iter().position(|&byte| byte == b'=') {
            Some(at) => (&word[..at], Some(&word[at + 1..] != b"false")),
            None => (word, Some(true)),
        },
    };
    Some(match name {
        b"linguist-generated" => Attribute::Generated(value),
        b"linguist-vendored" => Attribute::Vendored(value),
        b"linguist-documentation" => Attribute::Documentation(value),
        b"diff" => Attribute::NoDiff(value == Some(false)),
        // Git's only built-in macro.
        b"binary" => Attribute::NoDiff(value == Some(true)),
        _ => return None,
    })
}

/// Parses from behind the `"`: returns the text, quoted as in C, and the rest.
fn unquote(text: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let mut plain = Vec::new();
    let mut rest = text;
    loop {
        let (&first, tail) = rest.split_first()?;
        rest = tail;
        match first {
            b'"' => return Some((plain, rest)),
            b'\\' => {
                let (&escaped, tail) = rest.split_first()?;
                rest = tail;
                plain.push(match escaped {
                    b't' => b'\t',
                    b'n' => b'\n',
                    b'0'..=b'3' => {
                        let (digits, tail) = rest.split_first_chunk::<2>()?;
                        rest = tail;
                        let digit =
                            |digit: u8| char::from(digit).to_digit(8).map(|digit| digit as u8);
                        (escaped - b'0') << 6 | digit(digits[0])? << 3 | digit(digits[1])?
                    }
                    other => other,
                });
            }
            byte => plain.push(byte),
        }
    }
}
