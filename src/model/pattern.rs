//! Matches paths against patterns, as gitignore(5) describes them: of `.gitattributes`, and of specs.
//!
//! Takes time proportional to the product of the lengths at most, and counts it. Knows nothing of what a
//! pattern is for.

/// A parsed pattern, for paths below the folder of its file.
#[derive(Debug)]
pub enum Pattern {
    /// A literal base name.
    Name(Box<[u8]>),
    /// The end of a base name: `*.rs`.
    End(Box<[u8]>),
    /// A base name with wildcards.
    Glob(Vec<PatternToken>),
    /// Names from the folder of the file downwards.
    Path(Vec<PatternPart>),
}

/// A part of a pattern, for names of a path.
#[derive(Debug)]
pub enum PatternPart {
    /// `**`: any number of names.
    Any,
    /// One name.
    One(Vec<PatternToken>),
}

/// A part of a name.
#[derive(Debug)]
pub enum PatternToken {
    /// A literal byte.
    Byte(u8),
    /// `?`
    Any,
    /// `*`
    Many,
    /// `[a-z]` and `[!a-z]`: inclusive ranges.
    Class {
        /// Whether all other bytes match.
        not: bool,
        /// The ranges.
        ranges: Vec<(u8, u8)>,
    },
}

impl Pattern {
    /// Parses a pattern; `None` for one that can match no file.
    pub fn parse(text: &[u8]) -> Option<Self> {
        // Negative patterns are not allowed here, and a folder has no attributes.
        if text.is_empty() || text.starts_with(b"!") || text.ends_with(b"/") {
            return None;
        }
        if !text.contains(&b'/') {
            let wild = |text: &[u8]| text.iter().any(|byte| b"*?[\\".contains(byte));
            return Some(match text.strip_prefix(b"*") {
                Some(end) if !wild(end) => Self::End(end.into()),
                _ if !wild(text) => Self::Name(text.into()),
                _ => Self::Glob(tokens(text)),
            });
        }
        let text = text.strip_prefix(b"/").unwrap_or(text);
        let parts = text.split(|&byte| byte == b'/');
        Some(Self::Path(
            parts
                .map(|part| if part == b"**" { PatternPart::Any } else { PatternPart::One(tokens(part)) })
                .collect(),
        ))
    }

    /// Whether a path below the folder matches. Adds the cost to `steps`.
    pub fn matches(&self, path: &[u8], steps: &mut u64) -> bool {
        let name = path.rsplit(|&byte| byte == b'/').next().unwrap_or(path);
        *steps += 1;
        match self {
            Self::Name(whole) => name == &**whole,
            Self::End(end) => name.ends_with(end),
            Self::Glob(tokens) => name_matches(tokens, name, steps),
            Self::Path(parts) => path_matches(parts, path, steps),
        }
    }
}

/// Whether a pattern names a path or a folder that the path is in: `src/` and `src` take in all that `src` holds, and
/// a pattern with `/` counts from the top. A pattern may begin with `./`. One that can match nothing matches nothing.
pub fn covers(pattern: &[u8], path: &[u8]) -> bool {
    let pattern = pattern.strip_prefix(b"./").unwrap_or(pattern);
    let folder_only = pattern.ends_with(b"/");
    let pattern = pattern.strip_suffix(b"/").unwrap_or(pattern);
    let Some(parsed) = Pattern::parse(pattern) else { return false };
    let mut steps = 0;
    let folders = path.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(end, _)| end);
    let whole = (!folder_only).then_some(path.len());
    folders.chain(whole).any(|end| path.get(..end).is_some_and(|part| parsed.matches(part, &mut steps)))
}

fn tokens(text: &[u8]) -> Vec<PatternToken> {
    let mut tokens: Vec<PatternToken> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&first, tail)) = rest.split_first() {
        rest = tail;
        tokens.push(match first {
            b'?' => PatternToken::Any,
            b'*' if matches!(tokens.last(), Some(PatternToken::Many)) => continue,
            b'*' => PatternToken::Many,
            b'\\' => match rest.split_first() {
                Some((&byte, tail)) => {
                    rest = tail;
                    PatternToken::Byte(byte)
                }
                None => PatternToken::Byte(b'\\'),
            },
            b'[' => match class(rest) {
                Some((class, tail)) => {
                    rest = tail;
                    class
                }
                None => PatternToken::Byte(b'['),
            },
            byte => PatternToken::Byte(byte),
        });
    }
    tokens
}

/// Parses from behind the `[`: returns the class and the rest after its `]`; a `]` that comes first is
/// literal.
fn class(text: &[u8]) -> Option<(PatternToken, &[u8])> {
    let not = matches!(text.first(), Some(b'!' | b'^'));
    let mut rest = if not { &text[1..] } else { text };
    let mut ranges = Vec::new();
    loop {
        let (&from, tail) = rest.split_first()?;
        rest = tail;
        if from == b']' && !ranges.is_empty() {
            return Some((PatternToken::Class { not, ranges }, rest));
        }
        match rest {
            [b'-', to, tail @ ..] if *to != b']' => {
                ranges.push((from, *to));
                rest = tail;
            }
            _ => ranges.push((from, from)),
        }
    }
}

impl PatternToken {
    fn is(&self, byte: u8) -> bool {
        match self {
            Self::Byte(own) => *own == byte,
            Self::Any => true,
            Self::Many => false,
            Self::Class { not, ranges } => {
                ranges.iter().any(|(from, to)| (*from..=*to).contains(&byte)) != *not
            }
        }
    }
}

/// Backtracks to the last `*` only: whatever an earlier one could match, the last can match too.
fn name_matches(tokens: &[PatternToken], name: &[u8], steps: &mut u64) -> bool {
    let (mut t, mut n) = (0, 0);
    let mut star = None;
    while n < name.len() {
        *steps += 1;
        match tokens.get(t) {
            Some(PatternToken::Many) => {
                star = Some((t, n));
                t += 1;
            }
            Some(token) if token.is(name[n]) => {
                t += 1;
                n += 1;
            }
            _ => {
                let Some((star_at, taken)) = star.as_mut() else { return false };
                *taken += 1;
                (t, n) = (*star_at + 1, *taken);
            }
        }
    }
    tokens[t..].iter().all(|token| matches!(token, PatternToken::Many))
}

fn path_matches(parts: &[PatternPart], path: &[u8], steps: &mut u64) -> bool {
    let names: Vec<&[u8]> = path.split(|&byte| byte == b'/').collect();
    // `reached[n]`: the parts so far can match the first n names.
    let mut reached = vec![false; names.len() + 1];
    reached[0] = true;
    for (at, part) in parts.iter().enumerate() {
        let mut next = vec![false; names.len() + 1];
        match part {
            // At the end it matches the content of the folder, so one name at least.
            PatternPart::Any => {
                let inside = usize::from(at + 1 == parts.len());
                let first = reached.iter().position(|reached| *reached).unwrap_or(names.len() + 1);
                next.iter_mut().skip(first + inside).for_each(|next| *next = true);
            }
            PatternPart::One(tokens) => {
                for (n, name) in names.iter().enumerate() {
                    next[n + 1] = reached[n] && name_matches(tokens, name, steps);
                }
            }
        }
        *steps += names.len() as u64;
        if !next.contains(&true) {
            return false;
        }
        reached = next;
    }
    reached[names.len()]
}
