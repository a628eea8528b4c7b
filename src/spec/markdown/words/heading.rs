//! Decides what kind of section the words of a heading name. Owns which parts of a heading decide
//! and how they are combined; knows the words only through the vocabulary.

use std::ops::Range;

use super::fold;
use super::plain::{Plain, WordBreak};
use super::traits::Traits;
use super::vocabulary::{HeadingKind, Phrase, Vocabulary, Way};

/// The most words of little meaning around a phrase.
const MAX_AROUND: usize = 8;
/// The most words in a phrase of criteria with its kind.
const MAX_KIND: usize = 3;
/// Words that begin a heading about criteria rather than over them.
const QUESTIONS: [&str; 9] = [
    "how", "what", "why", "which", "where", "when", "wie", "was", "warum",
];
/// Words for testing, in the form in which headings are compared.
pub(super) const TESTS: [&str; 20] = [
    "test",
    "tests",
    "testing",
    "teste",
    "testes",
    "tests",
    "pruebas",
    "prueba",
    "essais",
    "prove",
    "testen",
    "testy",
    "testow",
    "testovani",
    "тест",
    "тесты",
    "тестирование",
    "тестування",
    "testit",
    "testler",
];
/// Words for testing in scripts without spaces between words.
const TESTS_GLUED: [&str; 5] = ["测试", "測試", "テスト", "테스트", "試験"];

/// The most words of a phrase.
const MAX_PHRASE: usize = 6;

impl Plain {
    /// Returns the kind that the heading names, if it is known.
    pub(super) fn kind(&self) -> Option<HeadingKind> {
        let all = 0..self.words.len();
        if let Some(phrase) = self.known(all.clone()) {
            return Some(phrase.kind);
        }
        let parts = self.parts(all, |gap| gap == WordBreak::Break);
        let is_one = parts.len() == 1;
        let mut kinds: Vec<Option<HeadingKind>> = parts
            .into_iter()
            .map(|part| self.kind_of_part(part, is_one))
            .collect();
        let (first, last) = (
            kinds.first().copied().flatten(),
            kinds.last().copied().flatten(),
        );
        let in_brackets = self.remarks.iter().filter_map(Plain::kind);
        let telling = |kind: &HeadingKind| {
            matches!(
                kind,
                HeadingKind::Acceptance | HeadingKind::Criteria | HeadingKind::OutOfScope
            )
        };
        kinds.extend(in_brackets.filter(telling).map(Some));
        let strongest = strongest(&kinds);
        // `Task 4: Requirements` is still work to be done; `Task 4: Verify acceptance criteria`
        // lists criteria.
        if first == Some(HeadingKind::Tasks) && strongest == Some(HeadingKind::Criteria) {
            return first;
        }
        strongest.or(first).or(last)
    }

    /// Returns the kind that a part between breaks names; `is_all` when there is no other part.
    fn kind_of_part(&self, part: Range<usize>, is_all: bool) -> Option<HeadingKind> {
        let one = self
            .kind_of_phrase(part.clone())
            .or_else(|| self.numbered(part.clone()));
        if let Some(found) = one {
            // `Step 3: Acceptance` is an activity, not a list of criteria.
            let is_vague = found.kind == HeadingKind::Criteria && found.way == Way::Alone;
            return (is_all || !is_vague).then_some(found.kind);
        }
        let sides = self.parts(part.clone(), |gap| gap != WordBreak::Space);
        if sides.len() == 1 {
            return (part.len() == 1)
                .then(|| glued_parts(self.word(part.start)))
                .flatten();
        }
        let found: Vec<Option<Phrase>> = sides
            .into_iter()
            .map(|side| self.kind_of_phrase(side))
            .collect();
        let is_sure =
            |phrase: &&Phrase| phrase.way != Way::Alone || found.iter().all(Option::is_some);
        let kinds: Vec<Option<HeadingKind>> = found
            .iter()
            .map(|side| side.as_ref().filter(is_sure).map(|phrase| phrase.kind))
            .collect();
        // `Tasks & Acceptance` holds both, the criteria under a label of their own.
        let names = |kind: HeadingKind| kinds.contains(&Some(kind));
        if names(HeadingKind::Tasks)
            && (names(HeadingKind::Acceptance) || names(HeadingKind::Criteria))
        {
            return Some(HeadingKind::Tasks);
        }
        strongest(&kinds).or(kinds.first().copied().flatten())
    }

    /// Returns whether the heading has a word for testing anywhere.
    pub(super) fn mentions_tests(&self) -> bool {
        let is_glued =
            |word: &str| !word.is_ascii() && TESTS_GLUED.iter().any(|test| word.contains(test));
        self.has(Traits::TEST) || (0..self.words.len()).any(|at| is_glued(self.word(at)))
    }

    /// Returns the phrase that words without a break form.
    fn kind_of_phrase(&self, part: Range<usize>) -> Option<Phrase> {
        self.known(part.clone())
            .or_else(|| self.qualified(part.clone()))
            .or_else(|| self.with_object(part.clone()))
            .or_else(|| self.head(part.clone()))
            .or_else(|| {
                (part.len() == 1)
                    .then(|| compound(self.word(part.start)))
                    .flatten()
            })
    }

    /// Finds a phrase with only qualifiers and words of little meaning around it.
    fn qualified(&self, part: Range<usize>) -> Option<Phrase> {
        let says_little = |at: usize| {
            self.is(at, Traits::LIST)
                || self.is(at, Traits::PREPOSITION)
                || is_number(self.word(at))
        };
        let before = part
            .clone()
            .take(MAX_AROUND)
            .take_while(|at| self.is(*at, Traits::QUALIFIER) || says_little(*at))
            .count();
        let after = part
            .clone()
            .rev()
            .take(MAX_AROUND)
            .take_while(|at| says_little(*at))
            .count();
        let firsts = part.start..=part.start + before;
        for first in firsts.filter(|first| self.is(*first, Traits::BEGINS)) {
            for last in (part.end - after..=part.end).rev() {
                if first < last && last - first <= MAX_PHRASE {
                    let found = self
                        .known(first..last)
                        .filter(|found| found.way != Way::Alone);
                    if found.is_some() {
                        return found;
                    }
                }
            }
        }
        None
    }

    /// Finds a phrase at the start, followed by its object: after a preposition, or directly in
    /// some languages. A phrase of criteria may have its kind before it: `Functional requirements
    /// for the shop`.
    fn with_object(&self, part: Range<usize>) -> Option<Phrase> {
        self.phrase_of(part.clone()).or_else(|| {
            let end = part
                .clone()
                .skip(2)
                .take(MAX_KIND)
                .find(|at| self.is(*at, Traits::PREPOSITION))?;
            // `Requirements specification for a shop` is the title of a document.
            let is_other = self.is(end - 1, Traits::LIST)
                || (end..part.end).any(|at| self.is(at, Traits::ACTIVITY));
            let asks = QUESTIONS.contains(&self.word(part.start));
            let found = self.head(part.start..end)?;
            let is_criteria = matches!(found.kind, HeadingKind::Acceptance | HeadingKind::Criteria);
            (is_criteria && !is_other && !asks).then_some(found)
        })
    }

    /// Finds a phrase right at the start, followed by its object.
    fn phrase_of(&self, part: Range<usize>) -> Option<Phrase> {
        if !self.is(part.start, Traits::BEGINS) {
            return None;
        }
        (part.start + 1..part.end.min(part.start + MAX_PHRASE + 1))
            .rev()
            .find_map(|end| {
                let found = self.known(part.start..end)?;
                let leads_on = self.is(end, Traits::PREPOSITION)
                    || (found.leads && self.is(end, Traits::QUALIFIER));
                let is_other = (end..part.end).any(|at| self.is(at, Traits::ACTIVITY));
                let fits = match found.way {
                    Way::Head => !is_other && (found.leads || leads_on),
                    Way::Whole => leads_on,
                    Way::Alone | Way::Numbered => false,
                };
                fits.then_some(found)
            })
    }

    /// Finds a phrase at the end, after the words that qualify it.
    fn head(&self, part: Range<usize>) -> Option<Phrase> {
        let after = part
            .clone()
            .rev()
            .take(MAX_AROUND)
            .take_while(|at| self.is(*at, Traits::LIST))
            .count();
        let end = part.end - after;
        if end == part.start || !self.may_end(end - 1) {
            return None;
        }
        let first = part.start.max(end.saturating_sub(MAX_PHRASE));
        let (start, found) = (first..end).find_map(|start| {
            let found = self
                .known(start..end)
                .filter(|found| found.way == Way::Head);
            let found = found.or_else(|| {
                (start + 1 == end)
                    .then(|| compound(self.word(start)))
                    .flatten()
            });
            Some((start, found?))
        })?;
        if start > part.start && self.is(start - 1, Traits::PREPOSITION) {
            return None;
        }
        // `Out-of-scope requirements` are out of scope.
        let before = self.known(part.start..start);
        let before = before.filter(|before| {
            !matches!(
                before.kind,
                HeadingKind::Acceptance
                    | HeadingKind::Criteria
                    | HeadingKind::Aside
                    | HeadingKind::Features
                    | HeadingKind::Checking
            )
        });
        Some(
            before
                .filter(|before| before.way == Way::Whole)
                .unwrap_or(found),
        )
    }

    /// Returns whether some phrase ends with a word, or within it.
    fn may_end(&self, at: usize) -> bool {
        self.is(at, Traits::ENDS) || Vocabulary::get().ends(self.word(at)).next().is_some()
    }

    /// Finds a phrase with a number: `Phase 2 limits`.
    fn numbered(&self, part: Range<usize>) -> Option<Phrase> {
        let numbered = |words: Range<usize>| {
            let may_be = self.is(words.start, Traits::BEGINS_NUMBERED);
            may_be
                .then(|| Vocabulary::get().numbered(self.phrase(words)))
                .flatten()
        };
        let after = (part.start + 1..part.end.min(part.start + 3)).find_map(|end| {
            let found = numbered(part.start..end)?;
            is_number(self.word(end)).then_some(found)
        });
        let before = || {
            let found = numbered(part.start + 1..part.start + 2)?;
            is_number(self.word(part.start)).then_some(found)
        };
        let number_taken_off = || numbered(part.clone()).filter(|_| self.is_numbered);
        after.or_else(before).or_else(number_taken_off)
    }

    /// Returns whether the heading has a phrase of a kind anywhere.
    pub(super) fn mentions(&self, kind: HeadingKind) -> bool {
        (0..self.words.len()).any(|start| {
            (start + 1..=self.words.len().min(start + MAX_PHRASE)).any(|end| {
                self.known(start..end)
                    .is_some_and(|found| found.kind == kind && found.way != Way::Alone)
                    || (end == start + 1
                        && compound(self.word(start)).is_some_and(|found| found.kind == kind))
            })
        })
    }

    /// Returns whether the whole heading is a phrase of a kind, with only qualifiers around it.
    pub(super) fn is_exactly(&self, kind: HeadingKind) -> bool {
        let all = 0..self.words.len();
        self.known(all.clone())
            .or_else(|| self.qualified(all))
            .is_some_and(|found| found.kind == kind)
    }

    /// Returns whether the heading has one of these words.
    pub(super) fn has_word(&self, words: &[&str]) -> bool {
        (0..self.words.len()).any(|at| words.contains(&self.word(at)))
    }

    /// Returns whether the heading has a word for acceptance anywhere.
    pub(super) fn mentions_acceptance(&self) -> bool {
        (0..self.words.len()).any(|start| {
            self.is(start, Traits::ACCEPTING)
                || (start + 1..=self.words.len().min(start + MAX_PHRASE)).any(|end| {
                    self.known(start..end)
                        .is_some_and(|found| found.kind == HeadingKind::Acceptance)
                })
        })
    }
}

/// Returns the one of several kinds that decides, regardless of its position.
fn strongest(kinds: &[Option<HeadingKind>]) -> Option<HeadingKind> {
    let has = |kind: HeadingKind| kinds.contains(&Some(kind));
    if has(HeadingKind::OutOfScope) && has(HeadingKind::Scope) {
        return Some(HeadingKind::Scope);
    }
    [
        HeadingKind::Meta,
        HeadingKind::Record,
        HeadingKind::History,
        HeadingKind::OutOfScope,
        HeadingKind::Acceptance,
        HeadingKind::Criteria,
    ]
    .into_iter()
    .find(|kind| has(*kind))
}

/// Returns the phrase in a compound word: `Sicherheitsanforderungen`, `機能要件`, `需求列表`.
fn compound(word: &str) -> Option<Phrase> {
    let vocabulary = Vocabulary::get();
    vocabulary.ends(word).find_map(|right| {
        let left = word.strip_suffix(right)?;
        let at_end = vocabulary.phrase(right).filter(|found| {
            found.compounds
                && (found.way == Way::Head
                    || (found.way == Way::Whole && vocabulary.traits(left).are(Traits::QUALIFIER)))
        });
        let at_start = || {
            let found = vocabulary
                .phrase(left)
                .filter(|found| found.compounds && found.way != Way::Alone)?;
            vocabulary.traits(right).are(Traits::LIST).then_some(found)
        };
        at_end.or_else(at_start)
    })
}

/// Returns the kind of two words that a third joins without spaces: `要件と受け入れ基準`.
fn glued_parts(word: &str) -> Option<HeadingKind> {
    let vocabulary = Vocabulary::get();
    let kind = |part: &str| {
        vocabulary
            .phrase(part)
            .or_else(|| compound(part))
            .map(|found| found.kind)
    };
    let joined = word
        .char_indices()
        .filter(|(_, c)| fold::is_glued(*c))
        .find_map(|(at, c)| {
            let joiner = [2, 1].into_iter().find_map(|count| {
                let length = word
                    .get(at..)?
                    .char_indices()
                    .nth(count)
                    .map(|(length, _)| length)?;
                let joiner = word.get(at..at + length)?;
                vocabulary
                    .traits(joiner)
                    .are(Traits::JOINER)
                    .then_some(length)
            });
            let after = at + joiner.unwrap_or(c.len_utf8());
            joiner?;
            Some((kind(word.get(..at)?)?, kind(word.get(after..)?)?))
        });
    joined.and_then(|(left, right)| strongest(&[Some(left), Some(right)]).or(Some(left)))
}

/// Returns whether a word is a number or an enumerator: `2`, `2a`, `ii`, `b`, `one`.
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
