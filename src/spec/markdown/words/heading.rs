//! A heading as plain words, and what kind of section these name.
//!
//! Owns what does not count in a heading (numbering, brackets, marks) and which parts of it decide. Knows the words
//! only by the vocabulary.

use std::ops::Range;

use crate::spec::fixed::FixedSet;

use super::fold;
use super::vocabulary::{Kind, Phrase, Vocabulary, Way};

/// How much of a heading is looked at, in bytes.
const REACH: usize = 300;
/// The most words around a phrase that say little.
const MAX_AROUND: usize = 8;
/// The most words a phrase has.
const MAX_PHRASE: usize = 6;

/// What divides a word from the one before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Gap {
    Space,
    /// `and`, `&`, `/`.
    Joiner,
    /// A colon, a dash, a comma.
    Break,
}

/// The word that is being read.
struct Word {
    text: String,
    gap: Gap,
    /// Whether it is one capital letter.
    is_capital: bool,
}

/// A heading without what does not count.
pub(super) struct Plain {
    /// Words with one space between.
    text: String,
    words: Vec<(Range<usize>, Gap)>,
    /// What stood in brackets.
    remarks: Vec<Plain>,
    /// Whether a number stood before it.
    is_numbered: bool,
}

/// A phrase of the table in the form in which headings are compared with it.
pub(super) fn key(phrase: &str) -> String {
    Plain::new_with(phrase, &|_| false).text
}

impl Plain {
    /// Takes a heading's text apart; marks of Markdown around it do not matter.
    pub(super) fn new(label: &str) -> Self {
        let vocabulary = Vocabulary::get();
        Self::new_with(label, &|word| vocabulary.is_joiner(word))
    }

    /// A phrase as [`key`] has it, less the words that join.
    pub(super) fn without_joiners(phrase: &str, joiners: &FixedSet<String>) -> String {
        Self::new_with(phrase, &|word| joiners.contains(word)).text
    }

    fn new_with(label: &str, is_joiner: &dyn Fn(&str) -> bool) -> Self {
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
        plain.read(rest, is_joiner);
        plain
    }

    fn read(&mut self, text: &str, is_joiner: &dyn Fn(&str) -> bool) {
        let mut word = Word { text: String::new(), gap: Gap::Space, is_capital: false };
        let mut chars = text.char_indices().peekable();
        let mut before = ' ';
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map_or(' ', |(_, next)| *next);
            if is_open(c) {
                self.end_word(&mut word, is_joiner);
                let inside = text.get(at + c.len_utf8()..).unwrap_or_default();
                let length = inside.find(is_close).unwrap_or(inside.len());
                self.remarks.push(Self::new_with(inside.get(..length).unwrap_or_default(), is_joiner));
                let close = at + c.len_utf8() + length;
                while chars.next_if(|(at, _)| *at <= close).is_some() {}
            } else if c.is_alphanumeric() || is_inner_mark(c) {
                if changes_script(before, c) {
                    self.end_word(&mut word, is_joiner);
                }
                word.is_capital = word.text.is_empty() && c.is_uppercase();
                fold::push(c, &mut word.text);
            } else if !matches!(c, '"' | '״' | '”' | '“' | '*' | '_' | '`') {
                self.end_word(&mut word, is_joiner);
                word.gap = gap_of(c, before, next).unwrap_or(word.gap);
            }
            before = c;
        }
        self.end_word(&mut word, is_joiner);
    }

    fn end_word(&mut self, word: &mut Word, is_joiner: &dyn Fn(&str) -> bool) {
        if word.text.is_empty() {
            return;
        }
        // `Phase I` counts, `i` joins.
        if is_joiner(&word.text) && !word.is_capital {
            word.gap = if word.gap == Gap::Break { Gap::Break } else { Gap::Joiner };
        } else {
            if !self.text.is_empty() {
                self.text.push(' ');
            }
            let start = self.text.len();
            self.text.push_str(&word.text);
            self.words.push((start..self.text.len(), std::mem::replace(&mut word.gap, Gap::Space)));
        }
        word.text.clear();
    }

    /// The words of a range, as the table has them.
    fn phrase(&self, words: Range<usize>) -> &str {
        let words = self.words.get(words).unwrap_or_default();
        let (Some((first, _)), Some((last, _))) = (words.first(), words.last()) else { return "" };
        self.text.get(first.start..last.end).unwrap_or_default()
    }

    fn word(&self, at: usize) -> &str {
        self.phrase(at..at + 1)
    }

    /// The parts of a range between such gaps, and wider ones.
    fn parts(&self, range: Range<usize>, divides: impl Fn(Gap) -> bool) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut start = range.start;
        for at in range.start + 1..range.end {
            if self.words.get(at).is_some_and(|(_, gap)| divides(*gap)) {
                parts.push(start..at);
                start = at;
            }
        }
        if start < range.end {
            parts.push(start..range.end);
        }
        parts
    }

    /// What it names, if it is known.
    pub(super) fn kind(&self) -> Option<Kind> {
        let vocabulary = Vocabulary::get();
        let all = 0..self.words.len();
        if let Some(phrase) = vocabulary.phrase(self.phrase(all.clone())) {
            return Some(phrase.kind);
        }
        let parts = self.parts(all, |gap| gap == Gap::Break);
        let is_one = parts.len() == 1;
        let mut kinds: Vec<Option<Kind>> =
            parts.into_iter().map(|part| self.kind_of_part(part, is_one)).collect();
        let (first, last) = (kinds.first().copied().flatten(), kinds.last().copied().flatten());
        let in_brackets = self.remarks.iter().filter_map(Plain::kind);
        let telling = |kind: &Kind| matches!(kind, Kind::Acceptance | Kind::Criteria | Kind::OutOfScope);
        kinds.extend(in_brackets.filter(telling).map(Some));
        let strongest = strongest(&kinds);
        // `Task 4: Requirements` is still work to be done; `Task 4: Verify acceptance criteria` lists these.
        if first == Some(Kind::Tasks) && strongest == Some(Kind::Criteria) {
            return first;
        }
        strongest.or(first).or(last)
    }

    /// What a part between breaks names; `is_all` when there is no other.
    fn kind_of_part(&self, part: Range<usize>, is_all: bool) -> Option<Kind> {
        let one = self.kind_of_phrase(part.clone()).or_else(|| self.numbered(part.clone()));
        if let Some(found) = one {
            // `Step 3: Acceptance` is an activity, not a list of criteria.
            let is_vague = found.kind == Kind::Criteria && found.way == Way::Alone;
            return (is_all || !is_vague).then_some(found.kind);
        }
        let sides = self.parts(part.clone(), |gap| gap != Gap::Space);
        if sides.len() == 1 {
            return (part.len() == 1).then(|| glued_parts(self.word(part.start))).flatten();
        }
        let found: Vec<Option<Phrase>> = sides.into_iter().map(|side| self.kind_of_phrase(side)).collect();
        let is_sure = |phrase: &&Phrase| phrase.way != Way::Alone || found.iter().all(Option::is_some);
        let kinds: Vec<Option<Kind>> =
            found.iter().map(|side| side.as_ref().filter(is_sure).map(|phrase| phrase.kind)).collect();
        strongest(&kinds).or(kinds.first().copied().flatten())
    }

    /// What words without a break name together.
    fn kind_of_phrase(&self, part: Range<usize>) -> Option<Phrase> {
        let vocabulary = Vocabulary::get();
        vocabulary
            .phrase(self.phrase(part.clone()))
            .or_else(|| self.qualified(part.clone()))
            .or_else(|| self.with_object(part.clone()))
            .or_else(|| self.head(part.clone()))
            .or_else(|| (part.len() == 1).then(|| compound(self.word(part.start))).flatten())
    }

    /// A phrase with nothing else around it than qualifiers.
    fn qualified(&self, part: Range<usize>) -> Option<Phrase> {
        let vocabulary = Vocabulary::get();
        let says_little = |at: usize| {
            let word = self.word(at);
            vocabulary.is_list(word) || vocabulary.is_preposition(word) || is_number(word)
        };
        let before = part
            .clone()
            .take(MAX_AROUND)
            .take_while(|at| vocabulary.is_qualifier(self.word(*at)) || says_little(*at))
            .count();
        let after = part.clone().rev().take(MAX_AROUND).take_while(|at| says_little(*at)).count();
        let firsts = part.start..=part.start + before;
        for first in firsts.filter(|first| vocabulary.may_begin(self.word(*first))) {
            for last in (part.end - after..=part.end).rev() {
                if first < last && last - first <= MAX_PHRASE {
                    let found =
                        vocabulary.phrase(self.phrase(first..last)).filter(|found| found.way != Way::Alone);
                    if found.is_some() {
                        return found;
                    }
                }
            }
        }
        None
    }

    /// A phrase at the start, and what it is about: after a preposition, or with nothing between where the language
    /// has it so.
    fn with_object(&self, part: Range<usize>) -> Option<Phrase> {
        let vocabulary = Vocabulary::get();
        if !vocabulary.may_begin(self.word(part.start)) {
            return None;
        }
        (part.start + 1..part.end.min(part.start + MAX_PHRASE + 1)).rev().find_map(|end| {
            let found = vocabulary.phrase(self.phrase(part.start..end))?;
            let next = self.word(end);
            let leads_on = vocabulary.is_preposition(next) || (found.leads && vocabulary.is_qualifier(next));
            let is_other = (end..part.end).any(|at| vocabulary.is_activity(self.word(at)));
            let fits = match found.way {
                Way::Head => !is_other && (found.leads || leads_on),
                Way::Whole => leads_on,
                Way::Alone | Way::Numbered => false,
            };
            fits.then_some(found)
        })
    }

    /// A phrase at the end, and before it what it is of.
    fn head(&self, part: Range<usize>) -> Option<Phrase> {
        let vocabulary = Vocabulary::get();
        let after =
            part.clone().rev().take(MAX_AROUND).take_while(|at| vocabulary.is_list(self.word(*at))).count();
        let end = part.end - after;
        if end == part.start || !vocabulary.may_end(self.word(end - 1)) {
            return None;
        }
        let first = part.start.max(end.saturating_sub(MAX_PHRASE));
        let (start, found) = (first..end).find_map(|start| {
            let found = vocabulary.phrase(self.phrase(start..end)).filter(|found| found.way == Way::Head);
            let found = found.or_else(|| (start + 1 == end).then(|| compound(self.word(start))).flatten());
            Some((start, found?))
        })?;
        if start > part.start && vocabulary.is_preposition(self.word(start - 1)) {
            return None;
        }
        // `Out-of-scope requirements` are out of scope.
        let before = vocabulary.phrase(self.phrase(part.start..start));
        let before =
            before.filter(|before| !matches!(before.kind, Kind::Acceptance | Kind::Criteria | Kind::Aside));
        Some(before.filter(|before| before.way == Way::Whole).unwrap_or(found))
    }

    /// A phrase with a number: `Phase 2 limits`.
    fn numbered(&self, part: Range<usize>) -> Option<Phrase> {
        let vocabulary = Vocabulary::get();
        let after = (part.start + 1..part.end.min(part.start + 3)).find_map(|end| {
            let found = vocabulary.numbered(self.phrase(part.start..end))?;
            is_number(self.word(end)).then_some(found)
        });
        let before = || {
            let found = vocabulary.numbered(self.word(part.start + 1))?;
            is_number(self.word(part.start)).then_some(found)
        };
        let number_taken_off = || vocabulary.numbered(self.phrase(part.clone())).filter(|_| self.is_numbered);
        after.or_else(before).or_else(number_taken_off)
    }

    /// Whether it has a word for accepting anywhere.
    pub(super) fn mentions_acceptance(&self) -> bool {
        let vocabulary = Vocabulary::get();
        (0..self.words.len()).any(|start| {
            vocabulary.is_accepting(self.word(start))
                || (start + 1..=self.words.len().min(start + MAX_PHRASE)).any(|end| {
                    vocabulary
                        .phrase(self.phrase(start..end))
                        .is_some_and(|found| found.kind == Kind::Acceptance)
                })
        })
    }
}

/// Of kinds named together, the one that decides wherever it stands.
fn strongest(kinds: &[Option<Kind>]) -> Option<Kind> {
    let has = |kind: Kind| kinds.contains(&Some(kind));
    if has(Kind::OutOfScope) && has(Kind::Scope) {
        return Some(Kind::Scope);
    }
    [Kind::Meta, Kind::Record, Kind::History, Kind::OutOfScope, Kind::Acceptance, Kind::Criteria]
        .into_iter()
        .find(|kind| has(*kind))
}

/// What a word names that is made of a known one: `Sicherheitsanforderungen`, `機能要件`, `需求列表`.
fn compound(word: &str) -> Option<Phrase> {
    let vocabulary = Vocabulary::get();
    if !vocabulary.may_be_compound(word) {
        return None;
    }
    word.char_indices().skip(1).find_map(|(at, _)| {
        let (left, right) = word.split_at_checked(at)?;
        let at_end = vocabulary.phrase(right).filter(|found| {
            found.compounds
                && (found.way == Way::Head || (found.way == Way::Whole && vocabulary.is_qualifier(left)))
        });
        let at_start = || {
            let found = vocabulary.phrase(left).filter(|found| found.compounds && found.way != Way::Alone)?;
            vocabulary.is_list(right).then_some(found)
        };
        at_end.or_else(at_start)
    })
}

/// What two words name that are joined by a third with no space between: `要件と受け入れ基準`.
fn glued_parts(word: &str) -> Option<Kind> {
    let vocabulary = Vocabulary::get();
    let kind = |part: &str| vocabulary.phrase(part).or_else(|| compound(part)).map(|found| found.kind);
    let joined = word.char_indices().filter(|(_, c)| fold::is_glued(*c)).find_map(|(at, c)| {
        let joiner = [2, 1].into_iter().find_map(|count| {
            let length = word.get(at..)?.char_indices().nth(count).map(|(length, _)| length)?;
            let joiner = word.get(at..at + length)?;
            vocabulary.is_joiner(joiner).then_some(length)
        });
        let after = at + joiner.unwrap_or(c.len_utf8());
        joiner?;
        Some((kind(word.get(..at)?)?, kind(word.get(after..)?)?))
    });
    joined.and_then(|(left, right)| strongest(&[Some(left), Some(right)]).or(Some(left)))
}

fn is_open(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '（' | '［' | '【' | '「' | '〔' | '<')
}

fn is_close(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '）' | '］' | '】' | '」' | '〕' | '>')
}

/// Marks that are parts of a letter, which folding leaves out.
fn is_inner_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}' | '\u{610}'..='\u{65f}'
        | '\u{200b}'..='\u{200f}' | '\u{ad}' | 'ー')
}

/// Whether a number stands right beside a word of a script without spaces: `フェーズ2`.
fn changes_script(before: char, c: char) -> bool {
    (fold::is_glued(before) && c.is_numeric() && !fold::is_glued(c))
        || (before.is_numeric() && !fold::is_glued(before) && fold::is_glued(c))
}

fn gap_of(c: char, before: char, next: char) -> Option<Gap> {
    match c {
        '&' | '/' | '+' | '＆' | '／' | '・' | '、' | '､' | ',' | '，' | '،' => Some(Gap::Joiner),
        ':' | '：' | ';' | '；' | '|' | '–' | '—' | '―' | '→' | '·' | '•' | '~' | '～' | '。' => {
            Some(Gap::Break)
        }
        '-' | '.' | '!' | '?' if before.is_whitespace() || (c != '-' && next.is_whitespace()) => {
            Some(Gap::Break)
        }
        _ => None,
    }
}

/// Whether a word counts something: `2`, `2a`, `ii`, `b`, `one`.
fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_numeric())
        || (word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic()))
        || matches!(
            word,
            "ii" | "iii"
                | "iv"
                | "vi"
                | "vii"
                | "viii"
                | "ix"
                | "one"
                | "two"
                | "three"
                | "four"
                | "five"
                | "six"
        )
}

/// A heading without the number before it: `3.1`, `IV.`, `a)`, `第3章`, `一、`.
fn without_number(label: &str) -> &str {
    let text = label.trim_start_matches('§').trim_start();
    let digits = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(digits).unwrap_or((text, ""));
    if number.starts_with(|c: char| c.is_ascii_digit()) {
        let after = rest.trim_start_matches([')', '）', '、', ':', '．']);
        let ends = after.len() < rest.len() || number.ends_with('.') || rest.starts_with(char::is_whitespace);
        return if ends {
            after.trim_start_matches(['-', '–', '—', ' ', '\u{3000}', '\t'])
        } else {
            label
        };
    }
    if let Some(chapter) = text.strip_prefix(['第', '제']) {
        let after = chapter.trim_start_matches(|c: char| c.is_numeric() || is_han_digit(c) || c == ' ');
        let after = if after.len() < chapter.len() { after } else { return label };
        return after.strip_prefix(['章', '节', '節', '条', '장', '절']).map_or(label, str::trim_start);
    }
    let letters = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(letters).unwrap_or((text, ""));
    let counts = number.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'i' | 'v' | 'x'))
        || number.chars().count() == 1
        || number.chars().all(is_han_digit);
    let after = rest.strip_prefix(['.', ')', '）', '、', '．']).filter(|_| counts && !number.is_empty());
    after.map_or(label, str::trim_start)
}

fn is_han_digit(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}
