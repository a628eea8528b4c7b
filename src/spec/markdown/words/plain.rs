//! Reduces a heading to plain words. Owns what does not count in one: numbering, brackets, marks,
//! joining words. Knows nothing of the words' meaning.

use std::ops::Range;

use super::fold;
use super::traits::Traits;
use super::vocabulary::{Phrase, Vocabulary};

/// The part of a heading that is used, in bytes.
const REACH: usize = 300;

/// The separator between a word and the one before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum WordBreak {
    Space,
    /// A joining word or mark: `and`, `&`, `/`, a comma.
    Joiner,
    /// A colon, a dash, a full stop.
    Break,
}

/// The word that is being read.
struct Word {
    text: String,
    gap: WordBreak,
    /// Whether it is one capital letter.
    is_capital: bool,
}

/// A heading without the parts that do not count.
pub(super) struct Plain {
    /// The words with single spaces between them.
    text: String,
    pub(super) words: Vec<(Range<usize>, WordBreak, Traits)>,
    /// The texts in brackets.
    pub(super) remarks: Vec<Plain>,
    /// Whether a number was removed before it.
    pub(super) is_numbered: bool,
}

/// Returns a phrase in the form in which headings are compared with the table.
pub(super) fn key(phrase: &str) -> String {
    Plain::new_with(phrase, &|_| Traits::default()).text
}

impl Plain {
    /// Reduces a heading's text to plain words; marks of Markdown around it are ignored.
    pub(super) fn new(label: &str) -> Self {
        let vocabulary = Vocabulary::get();
        Self::new_with(label, &|word| vocabulary.traits(word))
    }

    /// Returns a phrase in the form of [`key`], without joining words.
    pub(super) fn without_joiners(phrase: &str, vocabulary: &Vocabulary) -> String {
        Self::new_with(phrase, &|word| vocabulary.traits(word)).text
    }

    fn new_with(label: &str, traits: &dyn Fn(&str) -> Traits) -> Self {
        let mut end = label.len().min(REACH);
        while !label.is_char_boundary(end) {
            end -= 1;
        }
        let label = label.get(..end).unwrap_or_default();
        let label = label.trim_start_matches(|c: char| !c.is_alphanumeric() && !is_open(c));
        let rest = without_number(label);
        let mut plain = Self {
            text: String::with_capacity(rest.len()),
            words: Vec::new(),
            remarks: Vec::new(),
            is_numbered: rest.len() < label.len(),
        };
        plain.read(rest, traits);
        plain
    }

    fn read(&mut self, text: &str, traits: &dyn Fn(&str) -> Traits) {
        let mut word = Word {
            text: String::new(),
            gap: WordBreak::Space,
            is_capital: false,
        };
        let mut chars = text.char_indices().peekable();
        let mut before = ' ';
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map_or(' ', |(_, next)| *next);
            if is_open(c) {
                self.end_word(&mut word, traits);
                let inside = text.get(at + c.len_utf8()..).unwrap_or_default();
                let length = inside.find(is_close).unwrap_or(inside.len());
                self.remarks.push(Self::new_with(
                    inside.get(..length).unwrap_or_default(),
                    traits,
                ));
                let close = at + c.len_utf8() + length;
                while chars.next_if(|(at, _)| *at <= close).is_some() {}
            } else if c.is_alphanumeric() || is_inner_mark(c) {
                if changes_script(before, c) {
                    self.end_word(&mut word, traits);
                }
                word.is_capital = word.text.is_empty() && c.is_uppercase();
                fold::push(c, &mut word.text);
            } else if !matches!(c, '"' | '״' | '”' | '“' | '*' | '_' | '`') {
                self.end_word(&mut word, traits);
                word.gap = gap_of(c, before, next).unwrap_or(word.gap);
            }
            before = c;
        }
        self.end_word(&mut word, traits);
    }

    fn end_word(&mut self, word: &mut Word, traits: &dyn Fn(&str) -> Traits) {
        if word.text.is_empty() {
            return;
        }
        // `Phase I` has a number, `i` is a joining word.
        let traits = traits(&word.text);
        if traits.are(Traits::JOINER) && !word.is_capital {
            word.gap = if word.gap == WordBreak::Break {
                WordBreak::Break
            } else {
                WordBreak::Joiner
            };
        } else {
            if !self.text.is_empty() {
                self.text.push(' ');
            }
            let start = self.text.len();
            self.text.push_str(&word.text);
            let gap = std::mem::replace(&mut word.gap, WordBreak::Space);
            self.words.push((start..self.text.len(), gap, traits));
        }
        word.text.clear();
    }

    /// Returns the words of a range, in the form of the table.
    pub(super) fn phrase(&self, words: Range<usize>) -> &str {
        let words = self.words.get(words).unwrap_or_default();
        let (Some((first, ..)), Some((last, ..))) = (words.first(), words.last()) else {
            return "";
        };
        self.text.get(first.start..last.end).unwrap_or_default()
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.phrase(at..at + 1)
    }

    /// Returns whether a word has at least one of these traits.
    pub(super) fn is(&self, at: usize, some: Traits) -> bool {
        self.words
            .get(at)
            .is_some_and(|(_, _, traits)| traits.are(some))
    }

    /// Returns whether one of the words has at least one of these traits.
    pub(super) fn has(&self, some: Traits) -> bool {
        self.words.iter().any(|(_, _, traits)| traits.are(some))
    }

    /// Returns the meaning of the words of a range as a phrase of the table.
    pub(super) fn known(&self, words: Range<usize>) -> Option<Phrase> {
        let last = words.end.checked_sub(1)?;
        let may_be = self.is(words.start, Traits::BEGINS) && self.is(last, Traits::ENDS);
        if may_be {
            Vocabulary::get().phrase(self.phrase(words))
        } else {
            None
        }
    }

    /// Splits a range of words at the separators that `divides` accepts.
    pub(super) fn parts(
        &self,
        range: Range<usize>,
        divides: impl Fn(WordBreak) -> bool,
    ) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut start = range.start;
        for at in range.start + 1..range.end {
            if self.words.get(at).is_some_and(|(_, gap, _)| divides(*gap)) {
                parts.push(start..at);
                start = at;
            }
        }
        if start < range.end {
            parts.push(start..range.end);
        }
        parts
    }
}

fn is_open(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '（' | '［' | '【' | '「' | '〔' | '<')
}

fn is_close(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '）' | '］' | '】' | '」' | '〕' | '>')
}

/// Returns whether a mark is part of a letter; folding removes most of these.
fn is_inner_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}' | '\u{610}'..='\u{65f}'
        | '\u{200b}'..='\u{200f}' | '\u{ad}' | 'ー')
}

/// Returns whether a number and a word of a script without spaces adjoin: `フェーズ2`.
fn changes_script(before: char, c: char) -> bool {
    (fold::is_glued(before) && c.is_numeric() && !fold::is_glued(c))
        || (before.is_numeric() && !fold::is_glued(before) && fold::is_glued(c))
}

fn gap_of(c: char, before: char, next: char) -> Option<WordBreak> {
    match c {
        '&' | '/' | '+' | '＆' | '／' | '・' | '、' | '､' | ',' | '，' | '،' => {
            Some(WordBreak::Joiner)
        }
        ':' | '：' | ';' | '；' | '|' | '–' | '—' | '―' | '→' | '·' | '•' | '~' | '～' | '。' => {
            Some(WordBreak::Break)
        }
        '-' | '.' | '!' | '?' if before.is_whitespace() || (c != '-' && next.is_whitespace()) => {
            Some(WordBreak::Break)
        }
        _ => None,
    }
}

/// Returns a heading without the number before it: `3.1`, `IV.`, `a)`, `第3章`, `一、`.
fn without_number(label: &str) -> &str {
    let text = label.trim_start_matches('§').trim_start();
    let digits = text
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(digits).unwrap_or((text, ""));
    if number.starts_with(|c: char| c.is_ascii_digit()) {
        let after = rest.trim_start_matches([')', '）', '、', ':', '．']);
        let ends = after.len() < rest.len()
            || number.ends_with('.')
            || rest.starts_with(char::is_whitespace);
        return if ends {
            after.trim_start_matches(['-', '–', '—', ' ', '\u{3000}', '\t'])
        } else {
            label
        };
    }
    if let Some(chapter) = text.strip_prefix(['第', '제']) {
        let after =
            chapter.trim_start_matches(|c: char| c.is_numeric() || is_han_digit(c) || c == ' ');
        let after = if after.len() < chapter.len() {
            after
        } else {
            return label;
        };
        return after
            .strip_prefix(['章', '节', '節', '条', '장', '절'])
            .map_or(label, str::trim_start);
    }
    let letters = text
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(letters).unwrap_or((text, ""));
    let counts = number
        .chars()
        .all(|c| matches!(c, 'I' | 'V' | 'X' | 'i' | 'v' | 'x'))
        || number.chars().count() == 1
        || number.chars().all(is_han_digit);
    let after = rest
        .strip_prefix(['.', ')', '）', '、', '．'])
        .filter(|_| counts && !number.is_empty());
    after.map_or(label, str::trim_start)
}

fn is_han_digit(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}
