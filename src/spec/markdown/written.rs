//! Recognises ids that specs write before a text: `AC-3:`, `**FR-001**:`, `[REQ-12]`, `` `R1.2` ``,
//! `1.2`, `Task 2.1:`. Knows nothing of uniqueness.

use std::collections::{HashMap, HashSet};

use super::cut;

mod prefixes;
mod token;

use prefixes::{CRITERION_PREFIXES, ELSE, NAMES, OTHER_PREFIXES, STORIES, is_known};
use token::{DASH, HYPHEN, MAX_ID, letters, token};

/// The most bytes of marks before an id.
const MAX_MARKS: usize = 3;

/// An id found at the start of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::spec) struct Written<'a> {
    /// The id, with hyphens in place of spaces.
    pub(in crate::spec) id: String,
    /// Emphasis that was opened before the id and is closed later in the text.
    pub(in crate::spec) open: &'a str,
    /// The text after it.
    pub(in crate::spec) rest: &'a str,
    /// The shape of the id.
    pub(in crate::spec) shape: Shape,
    /// Whether it is separated from the text by more than a space.
    pub(in crate::spec) is_set_off: bool,
}

/// An id as it is in the text.
struct WrittenId<'a> {
    id: &'a str,
    open: &'a str,
    rest: &'a str,
    shape: Shape,
    is_set_off: bool,
}

impl<'a> WrittenId<'a> {
    fn written(self) -> Written<'a> {
        let Self {
            id,
            open,
            rest,
            shape,
            is_set_off,
        } = self;
        let is_plain = id
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'#' | b'\\'));
        let id = if is_plain { id.to_owned() } else { spelt(id) };
        Written {
            id,
            open,
            rest: rest.trim_start_matches([' ', '\t']),
            shape,
            is_set_off,
        }
    }
}

/// Returns an id with hyphens for spaces, and without escapes.
fn spelt(id: &str) -> String {
    id.replace(['#', '\\'], "")
        .replace([HYPHEN, DASH], "-")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join("-")
}

/// The shape of an id.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::spec) enum Shape {
    /// Letters that are known to name criteria, and a number.
    Criterion,
    /// A task: `T012`, `Task 3`.
    Task,
    /// Other letters and a number.
    Other,
    /// A dotted number: `1.2.3`.
    Dotted,
    /// A number: `3.`.
    Number,
}

/// The unknown letters that are accepted as those of ids: letters seen before two different
/// numbers.
#[derive(Default)]
pub(in crate::spec) struct Families {
    first: HashMap<String, String>,
    believed: HashSet<String>,
}

impl Families {
    /// Records the id that a text seems to start with.
    pub(in crate::spec) fn see(&mut self, text: &str) {
        let Some(found) = find(text, |_| true) else {
            return;
        };
        if self.believed.contains(letters(found.id)) {
            return;
        }
        let written = found.written();
        let family = letters(&written.id);
        match self.first.get(family) {
            None => {
                self.first.insert(family.to_owned(), written.id);
            }
            Some(first) if *first != written.id && !self.believed.contains(family) => {
                self.believed.insert(family.to_owned());
            }
            Some(_) => {}
        }
    }

    /// Returns the id that a text starts with, for places where criteria are expected, so that no
    /// second id of its kind is needed: `RF-01: …`, or `1.1` before a sentence.
    pub(in crate::spec) fn lone<'a>(&self, text: &'a str) -> Option<Written<'a>> {
        take(text, |_| true).filter(|found| match found.shape {
            Shape::Dotted => found
                .rest
                .starts_with(|c: char| c.is_uppercase() || (c.is_alphabetic() && !c.is_ascii())),
            Shape::Other => {
                let family = letters(&found.id);
                found.is_set_off && family.chars().count() >= 2 && !NAMES.contains(&family)
            }
            _ => false,
        })
    }

    /// Returns whether an id's letters are those of requirements in this spec: two or more, known
    /// or seen more than once, and not known to name something else.
    pub(in crate::spec) fn is_own(&self, id: &str) -> bool {
        let family = letters(id);
        let upper = family.to_ascii_uppercase();
        let is_family = |known: &&str| **known == upper;
        let is_sure = OTHER_PREFIXES.iter().any(is_family) || self.believed.contains(family);
        family.chars().count() >= 2
            && is_sure
            && !ELSE.contains(&upper.as_str())
            && !NAMES.contains(&upper.as_str())
    }

    /// Returns whether an id's letters name something that is not to be accepted: a decision, a
    /// test, a risk.
    pub(in crate::spec) fn is_of_something_else(&self, id: &str) -> bool {
        ELSE.contains(&letters(id).to_ascii_uppercase().as_str())
    }

    /// Returns whether a text begins with something that people recognise as an id with letters of
    /// its own, even if it is the only one of its kind.
    pub(in crate::spec) fn names_something(&self, text: &str) -> bool {
        let found = self.find(text, false).or_else(|| find(text, |_| true));
        found.is_some_and(|found| {
            let family = letters(found.id);
            let is_long = family.chars().count() >= 2;
            let is_apart = found.id.contains(['-', '_', HYPHEN, DASH]) && found.is_set_off;
            match found.shape {
                Shape::Criterion => true,
                Shape::Other if NAMES.contains(&family) => false,
                Shape::Other => {
                    (is_long && (found.is_set_off || self.believed.contains(family))) || is_apart
                }
                Shape::Task | Shape::Dotted | Shape::Number => false,
            }
        })
    }

    /// Returns whether an id may be a requirement's if its text states an obligation: its letters
    /// are known or seen more than once, and not known to name something else.
    pub(in crate::spec) fn is_believed(&self, id: &str) -> bool {
        let family = letters(id);
        let is_sure = OTHER_PREFIXES.contains(&family) || self.believed.contains(family);
        is_sure
            && !self.is_of_something_else(id)
            && !self.is_of_story(id)
            && !NAMES.contains(&family)
    }

    /// Returns whether an id's letters name a quality requirement.
    pub(in crate::spec) fn is_of_quality(&self, id: &str) -> bool {
        matches!(
            letters(id).to_ascii_uppercase().as_str(),
            "NFR" | "RNF" | "NFA" | "NF" | "QR" | "ENF" | "NFRS"
        )
    }

    /// Returns whether an id's letters name a story or something larger, which may have criteria
    /// below it.
    pub(in crate::spec) fn is_of_story(&self, id: &str) -> bool {
        STORIES.contains(&letters(id).to_ascii_uppercase().as_str())
    }

    /// Returns the id that a text starts with. `boxed` says that the text follows a box, where a
    /// bare number is an id as well.
    pub(in crate::spec) fn id_of<'a>(&self, text: &'a str, boxed: bool) -> Option<Written<'a>> {
        self.find(text, boxed).map(WrittenId::written)
    }

    /// Returns the shape of the id that a text starts with.
    pub(in crate::spec) fn shape_of(&self, text: &str, boxed: bool) -> Option<Shape> {
        self.find(text, boxed).map(|found| found.shape)
    }

    fn find<'a>(&self, text: &'a str, boxed: bool) -> Option<WrittenId<'a>> {
        let found = find(text, |family| self.believed.contains(family))?;
        let marked = !found.open.is_empty() || text.starts_with(['*', '_', '[', '(', '`']);
        match found.shape {
            Shape::Dotted => (boxed || marked).then_some(found),
            Shape::Number => boxed.then_some(found),
            _ => Some(found),
        }
    }
}

/// Returns whether a line of a paragraph begins with an id that is separated from its text, so that
/// a new block begins.
pub(in crate::spec) fn begins_line(line: &str) -> bool {
    find(line, |_| true).is_some_and(|found| match found.shape {
        Shape::Criterion => {
            let rest = found.rest.trim_start_matches([' ', '\t']);
            found.is_set_off || rest.is_empty() || rest.starts_with(char::is_uppercase)
        }
        Shape::Other => {
            found.is_set_off && (is_known(letters(found.id)) || line.starts_with(['*', '_', '[']))
        }
        Shape::Task | Shape::Dotted | Shape::Number => false,
    })
}

/// Returns the id that is a whole word, if its letters name a criterion or a story: `FR-001`,
/// `US1`.
pub(in crate::spec) fn criterion_id(word: &str) -> Option<String> {
    let (id, shape) = token(word).filter(|(id, _)| id.len() == word.len())?;
    let story = letters(id) == "US";
    (shape == Shape::Criterion && !id.contains(char::is_whitespace) || story).then(|| id.to_owned())
}

/// Quickly checks whether a text may begin with an id: every id has a digit.
pub(in crate::spec) fn may_begin_with_id(text: &str) -> bool {
    let start = text
        .as_bytes()
        .get(..MAX_ID + MAX_MARKS)
        .unwrap_or(text.as_bytes());
    start.iter().any(u8::is_ascii_digit)
}

fn take<'a>(text: &'a str, believed: impl Fn(&str) -> bool) -> Option<Written<'a>> {
    find(text, believed).map(WrittenId::written)
}

/// Finds an id whose letters are known or `believed`.
fn find<'a>(text: &'a str, believed: impl Fn(&str) -> bool) -> Option<WrittenId<'a>> {
    if !may_begin_with_id(text) {
        return None;
    }
    let emphasis = ["**", "__", "*", "_"]
        .into_iter()
        .find(|mark| text.starts_with(mark))
        .unwrap_or("");
    let inside = cut(text, emphasis.len()).1;
    let bracket = [('[', ']'), ('(', ')'), ('`', '`'), ('/', '/')]
        .into_iter()
        .find(|(open, _)| inside.starts_with(*open));
    let inside = if bracket.is_some() {
        cut(inside, 1).1
    } else {
        inside
    };
    let (id, shape) = token(inside)?;
    // `0` in code is a value.
    if shape == Shape::Number && bracket.is_some_and(|(open, _)| open == '`') {
        return None;
    }
    let mut rest = cut(inside, id.len()).1;
    if let Some((_, close)) = bracket {
        rest = rest.strip_prefix(close)?;
        // A link is not an id.
        if rest.starts_with(['(', '[']) && close == ']' {
            return None;
        }
        // A path is not an id.
        if close == '/' && !(rest.is_empty() || rest.starts_with([' ', '\t', '\n', ':', '*', '|']))
        {
            return None;
        }
    }
    let (mut open, mut sure) = (emphasis, bracket.is_some());
    for _ in 0..2 {
        if let Some(after) = delimiter(rest) {
            (rest, sure) = (after, true);
        }
        if !open.is_empty()
            && let Some(after) = rest.strip_prefix(open)
        {
            (rest, open, sure) = (after, "", true);
        }
    }
    let ends = rest.is_empty() || rest.starts_with(char::is_whitespace) || sure;
    let family = letters(id);
    let known = is_known(family) || believed(family);
    let accepted = match shape {
        Shape::Dotted => ends,
        Shape::Number => ends && sure,
        _ if id.contains(char::is_whitespace) => sure && ends,
        _ if family.len() == 1 && !sure => known && ends && has_leading_zero(id),
        _ => {
            known && ends && (sure || CRITERION_PREFIXES.contains(&family) || has_leading_zero(id))
        }
    };
    accepted.then_some(WrittenId {
        id,
        open,
        rest,
        shape,
        is_set_off: sure,
    })
}

/// Returns the text after a mark that separates an id from its text.
fn delimiter(text: &str) -> Option<&str> {
    let after = text
        .strip_prefix([':', ')', '：'])
        .or_else(|| text.strip_prefix('.'));
    if let Some(after) = after {
        return Some(after);
    }
    let spaced = text.strip_prefix(' ')?;
    let after = spaced.strip_prefix(['-', '–', '—', ':'])?;
    after.starts_with(' ').then_some(after)
}

fn has_leading_zero(id: &str) -> bool {
    let number = id.trim_start_matches(|c: char| !c.is_ascii_digit());
    number.starts_with('0') && number.len() > 1
}
