//! Indexes the ids of all criteria, in the ways people write them.

use std::collections::HashMap;
use std::ops::Range;

use super::pieces::{is_number, pieces};
use super::random::is_random;
use super::scan::{self, Starts};
use crate::model::id::CriterionId;
use crate::model::spec::{CriterionKey, Spec};
use crate::model::text::Untrusted;

/// Maximum length of text that is compared with whole ids, in bytes: 80 characters of four.
const MAX_WHOLE: usize = 320;

/// The ids of the criteria of some specs. An id in two specs stands for both criteria.
#[derive(Default)]
pub struct CriterionIds {
    /// Every id, as written.
    all: HashMap<Box<str>, Vec<CriterionKey>>,
    /// Distinctive ids, which count in running text, as numbers: they differ from ordinary words,
    /// and nobody made them up.
    telling: HashMap<Box<str>, Vec<u32>>,
    /// By number: the criterion of an id that counts in running text.
    keys: Vec<CriterionKey>,
    /// Ids with a number, by their pieces in lower case joined with `-`: `AC-3` as `ac-3`.
    by_pieces: HashMap<String, Vec<Box<str>>>,
    /// Maximum number of pieces of an id in `by_pieces`.
    most_pieces: usize,
    /// Maximum number of parts between dividers of an id that counts in running text: two for
    /// `auth/login`.
    most_parts: usize,
    /// The first two bytes of ids that count in running text.
    pub(super) starts: Starts,
    /// Whether there are ids that count in a trailer only.
    pub(super) has_plain: bool,
}

impl CriterionIds {
    /// Indexes the criteria and tasks of all specs.
    pub fn new<'a>(specs: impl IntoIterator<Item = &'a Spec>) -> Self {
        let mut ids = Self::default();
        for spec in specs {
            for criterion in &spec.criteria {
                let key = CriterionKey {
                    spec: spec.path.clone(),
                    id: criterion.id.clone(),
                };
                ids.add(&criterion.id, criterion.is_made_up, key);
            }
        }
        ids
    }

    /// Adds an id as people wrote it, whether the reader made it up, and its criterion, which may
    /// have another id now if specs changed since.
    pub fn add(&mut self, id: &CriterionId, is_made_up: bool, key: CriterionKey) {
        let id: Box<str> = id.as_str().into();
        self.all.entry(id.clone()).or_default().push(key.clone());
        if is_made_up || !is_telling(&id) {
            self.has_plain = true;
            return;
        }
        let numbers = self.telling.entry(id.clone()).or_default();
        numbers.push(self.keys.len() as u32);
        self.keys.push(key);
        if numbers.len() > 1 {
            return;
        }
        self.starts.add(&id);
        self.most_parts = self.most_parts.max(id.split(is_divider).count());
        if !id.chars().any(char::is_numeric) || id.contains(is_divider) {
            return;
        }
        let pieces = pieces(&id);
        self.starts.add_spellings(&id, &pieces);
        self.most_pieces = self.most_pieces.max(pieces.len());
        let words: Vec<String> = pieces
            .into_iter()
            .map(|piece| id[piece].to_lowercase())
            .collect();
        self.by_pieces.entry(words.join("-")).or_default().push(id);
    }

    /// Counts the ids that count in running text.
    pub(super) fn telling_count(&self) -> usize {
        self.keys.len()
    }

    /// Returns the criterion of an id in running text, by the number that [`scan::line`] gives.
    pub(super) fn key(&self, number: u32) -> &CriterionKey {
        &self.keys[number as usize]
    }

    /// Returns the criteria with exactly that id.
    pub fn named(&self, id: &CriterionId) -> &[CriterionKey] {
        self.exactly(id.as_str())
    }

    /// Finds the criteria that a task names: `1.2` and `AC3` themselves, with `AC-3` for the
    /// second, and all of a story's for `US1`.
    pub(super) fn called(&self, name: &str) -> Vec<CriterionKey> {
        let spelled = |text: &str| {
            text.chars()
                .filter(|c| c.is_alphanumeric())
                .collect::<String>()
                .to_lowercase()
        };
        let exact = self.exactly(name);
        if !exact.is_empty() {
            return exact.to_vec();
        }
        if name.is_empty() {
            return Vec::new();
        }
        let parts = self.all.iter().filter(|(id, _)| {
            id.strip_prefix(name)
                .is_some_and(|rest| rest.starts_with('.'))
        });
        let mut found: Vec<CriterionKey> = parts.flat_map(|(_, keys)| keys).cloned().collect();
        if found.is_empty() && name.contains(char::is_numeric) && name.contains(char::is_alphabetic)
        {
            let wanted = spelled(name);
            let alike = self.all.iter().filter(|(id, _)| spelled(id) == wanted);
            found = alike.flat_map(|(_, keys)| keys).cloned().collect();
        }
        found.sort();
        found
    }

    /// Removes words that name criteria from a message, so that ids do not make texts alike.
    pub fn stripped(&self, message: &Untrusted) -> Untrusted {
        let text = message.lossy();
        let names = |word: &str| {
            let mut names = false;
            scan::line(self, word.as_bytes(), &mut |_| names = true);
            names
        };
        let words = text
            .split_inclusive(char::is_whitespace)
            .filter(|word| !names(word));
        Untrusted::from(words.collect::<String>())
    }

    pub(super) fn exactly(&self, id: &str) -> &[CriterionKey] {
        self.all.get(id).map_or(&[], Vec::as_slice)
    }

    /// Finds criteria by an id with its spec before it: `docs/a.md#1.2`, `a#1.2`.
    pub(super) fn in_spec(&self, name: &str) -> Vec<CriterionKey> {
        let Some((spec, id)) = name.rsplit_once('#') else {
            return Vec::new();
        };
        of_spec(self.exactly(id), |key| key, spec)
    }

    /// Finds the ids in a run of letters, digits and the marks of ids. The longest match wins;
    /// random-looking runs contain none.
    pub(super) fn in_run(&self, run: &str, found: &mut impl FnMut(u32)) {
        if self.whole(run, found) || self.qualified(run, found) || is_random(run) {
            return;
        }
        let mut parts: Vec<Range<usize>> = Vec::new();
        let mut at = 0;
        for part in run.split(is_divider) {
            parts.push(at..at + part.len());
            at += part.len() + 1;
        }
        let mut start = 0;
        while let Some(part) = parts.get(start) {
            let longest = parts.len().min(start + self.most_parts.max(1));
            let whole = |end: &usize| {
                let text = &run[part.start..parts[*end - 1].end];
                self.whole(text, found)
            };
            match (start + 1..=longest).rev().find(whole) {
                Some(end) => start = end,
                None => {
                    self.in_identifier(&run[part.clone()], found);
                    start += 1;
                }
            }
        }
    }

    /// Finds an id with its spec before it: `docs/a.md#AC-1`.
    fn qualified(&self, run: &str, found: &mut impl FnMut(u32)) -> bool {
        let Some((spec, id)) = run.trim_end_matches(is_joint).rsplit_once('#') else {
            return false;
        };
        let numbers = self.telling.get(id).map_or(&[][..], Vec::as_slice);
        let meant = of_spec(numbers, |number| self.key(*number), spec);
        meant.iter().for_each(|number| found(*number));
        !meant.is_empty()
    }

    /// Whether the whole text, except marks at its ends, is an id.
    fn whole(&self, text: &str, found: &mut impl FnMut(u32)) -> bool {
        let trimmed = text.trim_matches(is_joint);
        for id in [text, trimmed] {
            if id.len() <= MAX_WHOLE
                && let Some(numbers) = self.telling.get(id)
            {
                numbers.iter().for_each(|number| found(*number));
                return true;
            }
        }
        false
    }

    /// Finds ids in an identifier: `test_ac_3_rejects`, `AC3`, `feature-AC-3`. Not where a number
    /// follows: `AC-3.1` is another id.
    fn in_identifier(&self, text: &str, found: &mut impl FnMut(u32)) {
        let pieces = pieces(text);
        let near = |a: usize, b: usize| match (pieces.get(a), pieces.get(b)) {
            (Some(a), Some(b)) => b.start - a.end <= 1,
            _ => false,
        };
        let mut start = 0;
        let mut words = String::new();
        while start < pieces.len() {
            words.clear();
            let mut longest = None;
            for end in start..pieces.len().min(start + self.most_pieces) {
                if end > start {
                    if !near(end - 1, end) {
                        break;
                    }
                    words.push('-');
                }
                words.extend(
                    text[pieces[end].clone()]
                        .chars()
                        .flat_map(char::to_lowercase),
                );
                let goes_on = near(end, end + 1) && is_number(&text[pieces[end + 1].clone()]);
                if !goes_on && let Some(ids) = self.by_pieces.get(&words) {
                    longest = Some((end, ids));
                }
            }
            if let Some((end, ids)) = longest {
                let written = &text[pieces[start].start..pieces[end].end];
                let as_written = ids.iter().any(|id| **id == *written);
                let chosen = ids.iter().filter(|id| !as_written || ***id == *written);
                chosen
                    .filter_map(|id| self.telling.get(id))
                    .flatten()
                    .for_each(|number| found(*number));
                start = end;
            }
            start += 1;
        }
    }
}

/// Selects criteria of the spec that a name means: its path or the end of it, else its file's name
/// without extension, else a folder it is in.
fn of_spec<'k, T: Clone>(
    all: &'k [T],
    key: impl Fn(&'k T) -> &'k CriterionKey,
    name: &str,
) -> Vec<T> {
    let name = name.strip_prefix("./").unwrap_or(name).as_bytes();
    let ends = |path: &[u8]| {
        path.strip_suffix(name)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with(b"/"))
    };
    let stem = |path: &[u8]| {
        let base = path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
        let ending = base
            .iter()
            .position(|byte| *byte == b'.')
            .map_or(0, |dot| base.len() - dot);
        ends(&path[..path.len() - ending])
    };
    let folder = |path: &[u8]| {
        path.split(|byte| *byte == b'/')
            .rev()
            .skip(1)
            .any(|part| part == name)
    };
    let of = |is: &dyn Fn(&[u8]) -> bool| -> Vec<T> {
        all.iter()
            .filter(|one| is(key(one).spec.as_bytes()))
            .cloned()
            .collect()
    };
    if name.is_empty() {
        return Vec::new();
    }
    for found in [of(&ends), of(&stem), of(&folder)] {
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// Whether an id differs from ordinary text: `AC-3`, `T001`, `auth.login`; not `1.2`, `C7`,
/// `login`.
fn is_telling(id: &str) -> bool {
    let letters = id.chars().filter(|c| c.is_alphabetic()).count();
    let digits = id.chars().filter(|c| c.is_numeric()).count();
    let has_joint = id.trim_matches(is_joint).contains(is_joint);
    match digits {
        0 => letters >= 2 && has_joint,
        _ => letters >= 2 || letters == 1 && digits >= 3,
    }
}

/// Whether a mark may be part of an id, beside letters and digits.
pub(super) fn is_joint(c: char) -> bool {
    matches!(c, '-' | '_' | '.') || is_divider(c)
}

/// Whether a mark may also separate two ids.
fn is_divider(c: char) -> bool {
    matches!(c, '~' | ':' | '/' | '+' | '#')
}
