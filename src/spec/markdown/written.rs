//! Ids as specs write them before a text: `AC-3:`, `**FR-001**:`, `[REQ-12]`, `` `R1.2` ``, `1.2`,
//! `Task 2.1:`. Knows nothing of uniqueness.

use std::collections::{HashMap, HashSet};

use super::cut;

mod prefixes;

use prefixes::{CRITERION_PREFIXES, ELSE, NAMES, OTHER_PREFIXES, STORIES};

/// How much of a text is searched for an id, in bytes.
const MAX_ID: usize = 48;
/// A hyphen at which no line breaks, as word processors put it into ids.
const HYPHEN: char = '\u{2011}';
/// A dash that some put in its place.
const DASH: char = '\u{2013}';
/// The most bytes of marks before an id.
const MAX_MARKS: usize = 3;

/// Words that may stand before a number with a space between: `AC 3:`, `Task 2.1:`.
const ID_WORDS: [&str; 10] =
    ["ac", "fr", "nfr", "req", "sc", "task", "requirement", "criterion", "scenario", "step"];

/// An id found at the start of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::spec) struct Written<'a> {
    /// The id; a space within is a hyphen.
    pub(in crate::spec) id: String,
    /// Emphasis that was opened before the id and is closed later on in the text.
    pub(in crate::spec) open: &'a str,
    /// What follows.
    pub(in crate::spec) rest: &'a str,
    /// What shape it has.
    pub(in crate::spec) shape: Shape,
    /// Whether more than a space stands between it and what follows.
    pub(in crate::spec) is_set_off: bool,
}

/// What an id looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::spec) enum Shape {
    /// Letters known to name something to accept, and a number.
    Criterion,
    /// `T012`, `Task 3`.
    Task,
    /// Other letters and a number.
    Other,
    /// `1.2.3`
    Dotted,
    /// `3.`
    Number,
}

/// Which unknown letters are believed to be ids: those seen before two different numbers.
#[derive(Default)]
pub(in crate::spec) struct Families {
    first: HashMap<String, String>,
    believed: HashSet<String>,
}

impl Families {
    /// Takes note of the id a text seems to start with.
    pub(in crate::spec) fn see(&mut self, text: &str) {
        let Some(written) = take(text, |_| true) else { return };
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

    /// The id that a text starts with, where criteria are expected and no second one of its kind is needed:
    /// `RF-01: …`, or `1.1` before a sentence.
    pub(in crate::spec) fn lone<'a>(&self, text: &'a str) -> Option<Written<'a>> {
        take(text, |_| true).filter(|found| match found.shape {
            Shape::Dotted => {
                found.rest.starts_with(|c: char| c.is_uppercase() || (c.is_alphabetic() && !c.is_ascii()))
            }
            Shape::Other => {
                let family = letters(&found.id);
                found.is_set_off && family.chars().count() >= 2 && !NAMES.contains(&family)
            }
            _ => false,
        })
    }

    /// Whether an id's letters are such that a spec gives to what it asks for: two or more, seen more than once, and
    /// not known to name something else.
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

    /// Whether an id's letters name what is nothing to accept: a decision, a test, a risk.
    pub(in crate::spec) fn is_of_something_else(&self, id: &str) -> bool {
        ELSE.contains(&letters(id).to_ascii_uppercase().as_str())
    }

    /// Whether an id has letters of its own and stands apart from its text, be it the only one of its kind: what looks
    /// like something with an id to whoever reads it.
    pub(in crate::spec) fn names_something(&self, text: &str) -> bool {
        let found = self.id_of(text, false).or_else(|| take(text, |_| true));
        found.is_some_and(|found| {
            let family = letters(&found.id);
            let is_long = family.chars().count() >= 2;
            let is_apart = found.id.contains(['-', '_']) && found.is_set_off;
            match found.shape {
                Shape::Criterion => true,
                Shape::Other if NAMES.contains(&family) => false,
                Shape::Other => (is_long && (found.is_set_off || self.believed.contains(family))) || is_apart,
                Shape::Task | Shape::Dotted | Shape::Number => false,
            }
        })
    }

    /// Whether an id may be a requirement's where its text says what must be: its letters are seen more than once, and
    /// not known to name something else.
    pub(in crate::spec) fn is_believed(&self, id: &str) -> bool {
        let family = letters(id);
        let is_sure = OTHER_PREFIXES.contains(&family) || self.believed.contains(family);
        is_sure && !self.is_of_something_else(id) && !self.is_of_story(id) && !NAMES.contains(&family)
    }

    /// Whether an id's letters name a requirement of quality.
    pub(in crate::spec) fn is_of_quality(&self, id: &str) -> bool {
        matches!(
            letters(id).to_ascii_uppercase().as_str(),
            "NFR" | "RNF" | "NFA" | "NF" | "QR" | "ENF" | "NFRS"
        )
    }

    /// Whether an id's letters name a story or something larger, whose criteria may stand below it.
    pub(in crate::spec) fn is_of_story(&self, id: &str) -> bool {
        STORIES.contains(&letters(id).to_ascii_uppercase().as_str())
    }

    /// The id a text starts with. `boxed` says that the text stands after a box, where a bare number
    /// is an id as well.
    pub(in crate::spec) fn id_of<'a>(&self, text: &'a str, boxed: bool) -> Option<Written<'a>> {
        let found = take(text, |family| self.believed.contains(family))?;
        let marked = !found.open.is_empty() || text.starts_with(['*', '_', '[', '(', '`']);
        match found.shape {
            Shape::Dotted => (boxed || marked).then_some(found),
            Shape::Number => boxed.then_some(found),
            _ => Some(found),
        }
    }
}

/// Whether a line of a paragraph begins with an id that is set off from its text, so that it begins something new.
pub(in crate::spec) fn begins_line(line: &str) -> bool {
    take(line, |_| true).is_some_and(|found| match found.shape {
        Shape::Criterion => {
            found.is_set_off || found.rest.is_empty() || found.rest.starts_with(char::is_uppercase)
        }
        Shape::Other => {
            found.is_set_off && (is_known(letters(&found.id)) || line.starts_with(['*', '_', '[']))
        }
        Shape::Task | Shape::Dotted | Shape::Number => false,
    })
}

/// The id that all of a word is, if its letters name a criterion, or a story of several: `FR-001`, `US1`.
pub(in crate::spec) fn criterion_id(word: &str) -> Option<String> {
    let (id, shape) = token(word).filter(|(id, _)| id.len() == word.len())?;
    let story = letters(id) == "US";
    (shape == Shape::Criterion && !id.contains(char::is_whitespace) || story).then(|| id.to_owned())
}

/// Finds an id whose letters are known or believed in.
fn take<'a>(text: &'a str, believed: impl Fn(&str) -> bool) -> Option<Written<'a>> {
    // Every id has a digit, which is found out sooner than anything else.
    if !text.bytes().take(MAX_ID + MAX_MARKS).any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let emphasis = ["**", "__", "*", "_"].into_iter().find(|mark| text.starts_with(mark)).unwrap_or("");
    let inside = cut(text, emphasis.len()).1;
    let bracket = [('[', ']'), ('(', ')'), ('`', '`'), ('/', '/')]
        .into_iter()
        .find(|(open, _)| inside.starts_with(*open));
    let inside = if bracket.is_some() { cut(inside, 1).1 } else { inside };
    let (id, shape) = token(inside)?;
    // `0` in code is a value.
    if shape == Shape::Number && bracket.is_some_and(|(open, _)| open == '`') {
        return None;
    }
    let mut rest = cut(inside, id.len()).1;
    if let Some((_, close)) = bracket {
        rest = rest.strip_prefix(close)?;
        // A link is no id.
        if rest.starts_with(['(', '[']) && close == ']' {
            return None;
        }
        // Nor is a path.
        if close == '/' && !(rest.is_empty() || rest.starts_with([' ', '\t', '\n', ':', '*', '|'])) {
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
        _ => known && ends && (sure || CRITERION_PREFIXES.contains(&family) || has_leading_zero(id)),
    };
    accepted.then(|| {
        let id = id
            .replace(['#', '\\'], "")
            .replace([HYPHEN, DASH], "-")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join("-");
        Written { id, open, rest: rest.trim_start_matches([' ', '\t']), shape, is_set_off: sure }
    })
}

/// The longest start of a text that could be an id.
fn token(text: &str) -> Option<(&str, Shape)> {
    if let Some(found) = worded(text) {
        return Some(found);
    }
    let length = length(text);
    let id = cut(text, length).0.trim_end_matches(['.', '-', '_', HYPHEN]);
    if id.is_empty() || id.len() > MAX_ID || !id.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if id.starts_with(|c: char| c.is_ascii_digit()) {
        let parts = id.split('.').count();
        let numeric = id.split('.').all(|part| {
            let number = part.trim_end_matches(|c: char| c.is_ascii_lowercase());
            !number.is_empty() && part.len() - number.len() <= 1 && number.bytes().all(|b| b.is_ascii_digit())
        });
        let shape = if parts > 1 { Shape::Dotted } else { Shape::Number };
        return numeric.then_some((id, shape));
    }
    // One small letter may end it (`FR-002a`); otherwise capitals throughout, or small letters that
    // are known to name ids.
    // One capital may end a number that stands apart from its letters (`FR-051A`).
    let is_apart = || id.contains(['-', '_']);
    let stem = id
        .strip_suffix(|c: char| c.is_ascii_lowercase() || (c.is_ascii_uppercase() && is_apart()))
        .filter(|stem| stem.ends_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(id);
    let capitals = !stem.contains(char::is_lowercase) && stem.ends_with(|c: char| c.is_ascii_digit());
    let small = || id.ends_with(|c: char| c.is_ascii_digit()) && is_known(letters(id));
    let priority = id.len() == 2 && id.starts_with('P');
    if priority || !(capitals || small()) {
        return None;
    }
    // `T007-T009` is several.
    let is_range = |part: &str| !letters(part).is_empty() && letters(part) == letters(id);
    if id.split(['-', '.']).skip(1).any(|part| is_range(part) && part.len() > letters(part).len()) {
        return None;
    }
    let is = |known: &&str| known.eq_ignore_ascii_case(letters(id));
    let shape = if ["T", "TASK"].iter().any(is) {
        Shape::Task
    } else if CRITERION_PREFIXES.iter().any(is) {
        Shape::Criterion
    } else {
        Shape::Other
    };
    Some((id, shape))
}

/// How many bytes at the start of a text could be an id.
fn length(text: &str) -> usize {
    let allowed = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '-' | '_' | '.' | HYPHEN)
            || (!c.is_ascii() && c.is_uppercase())
    };
    let reach = text.char_indices().nth(MAX_ID + 1).map_or(text.len(), |(at, _)| at);
    let text = cut(text, reach).0;
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    // `機能-1`: words of scripts without capitals, up to a hyphen and a number.
    let glued = text.find(|c: char| !is_glued(c)).unwrap_or(text.len());
    if glued > 0 {
        let after = text.get(glued..).unwrap_or_default();
        let number = after.strip_prefix(['-', '_', HYPHEN, DASH]).unwrap_or_default();
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        let is_whole = !number.get(digits..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        return if digits > 0 && is_whole { glued + after.len() - number.len() + digits } else { 0 };
    }
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        // A dash in place of a hyphen stands before the number; between two numbers it is a range.
        let is_dash = c == DASH && before.is_alphabetic() && is_digit(next);
        let is_escape = c == '\\' && matches!(next, Some('-' | '_' | '.'));
        if !(allowed(c) || is_dash || is_escape) {
            return at;
        }
        before = c;
    }
    reach
}

/// Whether a letter is of a script without capitals and without spaces.
fn is_glued(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// A word and a number with a space between them.
fn worded(text: &str) -> Option<(&str, Shape)> {
    let name = letters(text);
    let word = name.len();
    let gap = cut(text, word).1.bytes().take_while(|b| matches!(b, b' ' | b'#')).count();
    let after = cut(text, word + gap).1;
    let number = after.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    if gap == 0 || number == 0 {
        return None;
    }
    let name = name.to_ascii_lowercase();
    if !ID_WORDS.contains(&name.as_str()) {
        return None;
    }
    let id = cut(text, word + gap + number).0.trim_end_matches('.');
    let shape = if name == "task" || name == "step" { Shape::Task } else { Shape::Criterion };
    (id.len() > word + gap && id.len() <= MAX_ID).then_some((id, shape))
}

/// What is left after a mark that divides an id from its text.
fn delimiter(text: &str) -> Option<&str> {
    let after = text.strip_prefix([':', ')', '：']).or_else(|| text.strip_prefix('.'));
    if let Some(after) = after {
        return Some(after);
    }
    let spaced = text.strip_prefix(' ')?;
    let after = spaced.strip_prefix(['-', '–', '—', ':'])?;
    after.starts_with(' ').then_some(after)
}

fn letters(id: &str) -> &str {
    let is_letter = |c: char| c.is_ascii_alphabetic() || (!c.is_ascii() && (c.is_uppercase() || is_glued(c)));
    cut(id, id.find(|c| !is_letter(c)).unwrap_or(id.len())).0
}

fn is_known(family: &str) -> bool {
    let is_family = |known: &&str| known.eq_ignore_ascii_case(family);
    CRITERION_PREFIXES.iter().any(is_family) || OTHER_PREFIXES.iter().any(is_family)
}

fn has_leading_zero(id: &str) -> bool {
    let number = id.trim_start_matches(|c: char| !c.is_ascii_digit());
    number.starts_with('0') && number.len() > 1
}
