//! Matches paths against patterns, as gitignore(5) describes them: of `.gitattributes`, and of
//! specs.
//!
//! Takes time proportional to the product of the lengths at most, and counts it. Knows nothing of
//! what a pattern is for.

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
    /// `[a-z]` and `[!a-z]`.
    Class(Box<ByteSet>),
}

/// A set of bytes, one bit each: asking costs the same however many ranges a class has.
#[derive(Clone, Copy, Default, Debug)]
pub struct ByteSet([u64; 4]);

impl ByteSet {
    fn has(self, byte: u8) -> bool {
        self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1
    }

    /// Adds the bytes of an inclusive range.
    fn add(&mut self, from: u8, to: u8) {
        (from..=to).for_each(|byte| self.0[usize::from(byte >> 6)] |= 1 << (byte & 63));
    }

    fn inverted(self) -> Self {
        Self(self.0.map(|bits| !bits))
    }
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
                .map(|part| {
                    if part == b"**" {
                        PatternPart::Any
                    } else {
                        PatternPart::One(tokens(part))
                    }
                })
                .collect(),
        ))
    }

    /// Whether a path below the folder matches. Adds the cost to `steps`.
    pub fn matches(&self, path: &[u8], steps: &mut u64) -> bool {
        match self {
            Self::Path(parts) => reached(parts, path, steps).last() == Some(&true),
            _ => self.matches_name(
                path.rsplit(|&byte| byte == b'/').next().unwrap_or(path),
                steps,
            ),
        }
    }

    /// Whether a base name matches; never for a pattern of paths.
    fn matches_name(&self, name: &[u8], steps: &mut u64) -> bool {
        *steps += 1 + name.len() as u64 / BYTES_A_STEP;
        match self {
            Self::Name(whole) => name == &**whole,
            Self::End(end) => name.ends_with(end),
            Self::Glob(tokens) => name_matches(tokens, name, steps),
            Self::Path(_) => false,
        }
    }
}

/// A pattern that also takes in all that the folders it names hold: `src/` and `src` mean the same.
/// With `/` it counts from the top; it may begin with `./`.
#[derive(Debug)]
pub struct CoveringPattern {
    pattern: Pattern,
    /// Whether it names folders only.
    folder_only: bool,
}

/// The files that a pattern can cover, as far as its own bytes tell.
#[derive(PartialEq, Eq, Debug)]
pub enum Candidates<'p> {
    /// Those with this name, or below a folder of this name.
    Named(&'p [u8]),
    /// Those whose paths begin with these bytes.
    Below(Vec<u8>),
    /// Any.
    All,
}

impl CoveringPattern {
    /// Parses a pattern; `None` for one that can cover nothing.
    pub fn parse(text: &[u8]) -> Option<Self> {
        let text = text.strip_prefix(b"./").unwrap_or(text);
        let folder_only = text.ends_with(b"/");
        let text = text.strip_suffix(b"/").unwrap_or(text);
        Some(Self {
            pattern: Pattern::parse(text)?,
            folder_only,
        })
    }

    /// Whether it names a path, or a folder that the path is in. Adds the cost to `steps`.
    pub fn covers(&self, path: &[u8], steps: &mut u64) -> bool {
        if let Pattern::Path(parts) = &self.pattern {
            let reached = reached(parts, path, steps);
            let end = reached.len() - usize::from(self.folder_only);
            return reached
                .get(1..end)
                .is_some_and(|reached| reached.contains(&true));
        }
        let mut names = path.split(|&byte| byte == b'/');
        if self.folder_only {
            names.next_back();
        }
        names.any(|name| self.pattern.matches_name(name, steps))
    }

    /// Returns the files that it can cover.
    pub fn candidates(&self) -> Candidates<'_> {
        let parts = match &self.pattern {
            Pattern::Name(name) => return Candidates::Named(name),
            Pattern::End(_) | Pattern::Glob(_) => return Candidates::All,
            Pattern::Path(parts) => parts,
        };
        let mut start = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            let PatternPart::One(tokens) = part else {
                break;
            };
            let literal = tokens.iter().map(|token| match token {
                PatternToken::Byte(byte) => Some(*byte),
                _ => None,
            });
            let Some(name) = literal.collect::<Option<Vec<u8>>>() else {
                break;
            };
            start.extend(name);
            start.extend((at + 1 < parts.len()).then_some(b'/'));
        }
        if start.is_empty() {
            Candidates::All
        } else {
            Candidates::Below(start)
        }
    }
}

/// How many bytes are compared or looked through for one step.
const BYTES_A_STEP: u64 = 16;

fn tokens(text: &[u8]) -> Vec<PatternToken> {
    let mut tokens: Vec<PatternToken> = Vec::new();
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

/// Parses from behind the `[`: returns the class and the rest after its `]`; a `]` that comes first
/// is literal.
fn class(text: &[u8]) -> Option<(PatternToken, &[u8])> {
    let not = matches!(text.first(), Some(b'!' | b'^'));
    let mut rest = if not { &text[1..] } else { text };
    let mut set = ByteSet::default();
    let mut is_first = true;
    loop {
        let (&from, tail) = rest.split_first()?;
        rest = tail;
        if from == b']' && !is_first {
            let set = if not { set.inverted() } else { set };
            return Some((PatternToken::Class(Box::new(set)), rest));
        }
        is_first = false;
        match rest {
            [b'-', to, tail @ ..] if *to != b']' => {
                set.add(from, *to);
                rest = tail;
            }
            _ => set.add(from, from),
        }
    }
}

impl PatternToken {
    fn is(&self, byte: u8) -> bool {
        match self {
            Self::Byte(own) => *own == byte,
            Self::Any => true,
            Self::Many => false,
            Self::Class(set) => set.has(byte),
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
                let Some((star_at, taken)) = star.as_mut() else {
                    return false;
                };
                *taken += 1;
                (t, n) = (*star_at + 1, *taken);
            }
        }
    }
    tokens[t..]
        .iter()
        .all(|token| matches!(token, PatternToken::Many))
}

/// Tells for each number of names at the start of a path, from none to all, whether all parts match
/// them.
fn reached(parts: &[PatternPart], path: &[u8], steps: &mut u64) -> Vec<bool> {
    let names: Vec<&[u8]> = path.split(|&byte| byte == b'/').collect();
    *steps += 1 + path.len() as u64 / BYTES_A_STEP;
    // `reached[n]`: the parts so far can match the first n names.
    let mut reached = vec![false; names.len() + 1];
    reached[0] = true;
    for (at, part) in parts.iter().enumerate() {
        let mut next = vec![false; names.len() + 1];
        match part {
            // At the end it matches the content of the folder, so one name at least.
            PatternPart::Any => {
                let inside = usize::from(at + 1 == parts.len());
                let first = reached
                    .iter()
                    .position(|reached| *reached)
                    .unwrap_or(names.len() + 1);
                next.iter_mut()
                    .skip(first + inside)
                    .for_each(|next| *next = true);
            }
            PatternPart::One(tokens) => {
                for (n, name) in names.iter().enumerate() {
                    next[n + 1] = reached[n] && name_matches(tokens, name, steps);
                }
            }
        }
        *steps += names.len() as u64;
        reached = next;
        if !reached.contains(&true) {
            break;
        }
    }
    reached
}
