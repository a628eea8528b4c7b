//! The phrases by which headings are recognised. Owns the table and how each phrase may be used;
//! knows nothing of the headings themselves.

use std::sync::LazyLock;

use crate::spec::fixed::FixedMap;

use super::COVERAGE;
use super::heading::TESTS;
use super::plain::{Plain, key};
use super::traits::Traits;

/// The number of a word's last bytes by which its possible endings are found.
const END: usize = 3;

/// The table; its first lines describe the format.
const TABLE: &str = include_str!("headings.txt");

/// The kind of section that a heading names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum HeadingKind {
    Acceptance,
    Criteria,
    Tasks,
    Phase,
    Aside,
    Record,
    /// Work to be done: a heading that also names what is out of scope is about both.
    Scope,
    OutOfScope,
    History,
    Remark,
    Meta,
    /// The features of a product: requirements in a document of requirements.
    Features,
    /// Where each requirement is checked, or how.
    Checking,
}

/// The other words that a heading with a phrase may have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Way {
    /// None.
    Alone,
    /// A qualifier, or its object after a preposition.
    Whole,
    /// Any other words, which say what it is of: `Performance requirements`.
    Head,
    /// A number, and anything after it: `Phase 2: Limits`.
    Numbered,
}

/// The meaning and use of one phrase.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phrase {
    pub(super) kind: HeadingKind,
    pub(super) way: Way,
    /// Whether it may be the end of a longer word: `Sicherheitsanforderungen`.
    pub(super) compounds: bool,
    /// Whether its object may follow directly: `Exigences fonctionnelles`.
    pub(super) leads: bool,
}

/// The whole table.
#[derive(Default)]
pub(super) struct Vocabulary {
    phrases: FixedMap<String, Phrase>,
    numbered: FixedMap<String, Phrase>,
    /// The traits of each word, including the first and last words of phrases.
    words: FixedMap<String, Traits>,
    /// The phrases that may end a longer word, and the words that may end one after a phrase, by
    /// their last bytes, the longest first.
    ends: FixedMap<[u8; END], Vec<String>>,
    /// The length of the longest phrase, in bytes.
    longest: usize,
}

impl Vocabulary {
    /// Returns the only instance.
    pub(super) fn get() -> &'static Self {
        static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::new);
        &VOCABULARY
    }

    fn new() -> Self {
        let mut vocabulary = Self::default();
        let rows = || TABLE.lines().filter(|line| !line.starts_with('#'));
        let rows = || {
            rows().filter_map(|line| {
                let mut columns = line.split('\t');
                Some((columns.next()?, columns.next()?, columns.next()?))
            })
        };
        for (name, language, words) in rows() {
            for word in words.split('|').flat_map(|word| spellings(word, language)) {
                vocabulary.add(name, language, &word);
            }
        }
        COVERAGE
            .iter()
            .for_each(|word| vocabulary.add_word(word, Traits::COVERAGE));
        TESTS
            .iter()
            .for_each(|word| vocabulary.add_word(word, Traits::TEST));
        for ends in vocabulary.ends.values_mut() {
            ends.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
            ends.dedup();
        }
        vocabulary
    }

    fn add(&mut self, name: &str, language: &str, word: &str) {
        let traits = match name {
            "qualifier" => Traits::QUALIFIER,
            "list" => Traits::LIST,
            "of" => Traits::PREPOSITION,
            "and" => Traits::JOINER,
            "activity" => Traits::ACTIVITY,
            "accepting" => Traits::ACCEPTING,
            _ => return self.add_phrase(name, language, word),
        };
        let word = key(word);
        if name == "list" {
            self.add_end(&word);
        }
        self.add_word(&word, traits);
    }

    fn add_phrase(&mut self, name: &str, language: &str, word: &str) {
        let Some((kind, way)) = meaning(name) else {
            return;
        };
        let compounds = matches!(
            language,
            "de" | "nl" | "sv" | "da" | "nb" | "fi" | "ja" | "zh" | "ko"
        );
        let leads = !compounds && language != "tr";
        let phrase = Phrase {
            kind,
            way,
            compounds,
            leads,
        };
        // Joining words are not part of a phrase, so that `and`, `&` and `/` are the same.
        let word = Plain::without_joiners(word, self);
        if compounds {
            self.add_end(&word);
        }
        let (first, last) = (word.split(' ').next(), word.split(' ').next_back());
        if way == Way::Numbered {
            self.add_word(first.unwrap_or_default(), Traits::BEGINS_NUMBERED);
        } else {
            self.add_word(first.unwrap_or_default(), Traits::BEGINS);
            self.add_word(last.unwrap_or_default(), Traits::ENDS);
        }
        self.longest = self.longest.max(word.len());
        let map = if way == Way::Numbered {
            &mut self.numbered
        } else {
            &mut self.phrases
        };
        map.entry(word).or_insert(phrase);
    }

    fn add_word(&mut self, word: &str, traits: Traits) {
        self.words.entry(word.to_owned()).or_default().add(traits);
    }

    fn add_end(&mut self, word: &str) {
        if let Some(end) = end_of(word) {
            self.ends.entry(end).or_default().push(word.to_owned());
        }
    }

    /// Returns the traits of a word.
    pub(super) fn traits(&self, word: &str) -> Traits {
        // No word of the table begins with a digit.
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        if is_number {
            Traits::default()
        } else {
            self.words.get(word).copied().unwrap_or_default()
        }
    }

    /// Returns the meaning of a phrase.
    pub(super) fn phrase(&self, words: &str) -> Option<Phrase> {
        // Parts of a long word are tried, most of which are longer than any phrase.
        if words.len() > self.longest {
            None
        } else {
            self.phrases.get(words).copied()
        }
    }

    /// Returns the meaning of a phrase with a number after or before it.
    pub(super) fn numbered(&self, words: &str) -> Option<Phrase> {
        self.numbered.get(words).copied()
    }

    /// Lists the words and phrases that a longer word ends with, the longest first.
    pub(super) fn ends<'w>(&self, word: &'w str) -> impl Iterator<Item = &'w str> {
        let known = end_of(word).and_then(|end| self.ends.get(&end));
        known.into_iter().flatten().filter_map(move |end| {
            let before = word.strip_suffix(end.as_str())?;
            word.get(before.len()..).filter(|_| !before.is_empty())
        })
    }
}

fn end_of(word: &str) -> Option<[u8; END]> {
    word.as_bytes().last_chunk().copied()
}

/// Returns the meaning of a name in the first column of the table.
fn meaning(name: &str) -> Option<(HeadingKind, Way)> {
    Some(match name {
        "acceptance" => (HeadingKind::Acceptance, Way::Head),
        "criteria" => (HeadingKind::Criteria, Way::Head),
        "criteria alone" => (HeadingKind::Criteria, Way::Alone),
        "tasks" => (HeadingKind::Tasks, Way::Whole),
        "tasks alone" => (HeadingKind::Tasks, Way::Alone),
        "tasks numbered" => (HeadingKind::Tasks, Way::Numbered),
        "phase" => (HeadingKind::Phase, Way::Whole),
        "phase numbered" => (HeadingKind::Phase, Way::Numbered),
        "aside" => (HeadingKind::Aside, Way::Whole),
        "aside alone" => (HeadingKind::Aside, Way::Alone),
        "record" => (HeadingKind::Record, Way::Whole),
        "record alone" => (HeadingKind::Record, Way::Alone),
        "scope alone" => (HeadingKind::Scope, Way::Alone),
        "out of scope" => (HeadingKind::OutOfScope, Way::Whole),
        "history" => (HeadingKind::History, Way::Whole),
        "remark" => (HeadingKind::Remark, Way::Whole),
        "remark alone" => (HeadingKind::Remark, Way::Alone),
        "meta" => (HeadingKind::Meta, Way::Whole),
        "features" => (HeadingKind::Features, Way::Whole),
        "checking" => (HeadingKind::Checking, Way::Alone),
        _ => return None,
    })
}

/// Returns a word as written, and as people spell it without a key for its letters.
fn spellings(word: &str, language: &str) -> Vec<String> {
    let pairs: &[(char, &str)] = match language {
        "de" => &[('ä', "ae"), ('ö', "oe"), ('ü', "ue")],
        "sv" | "fi" => &[('å', "aa"), ('ä', "ae"), ('ö', "oe")],
        "da" | "nb" => &[('å', "aa"), ('ø', "oe")],
        _ => &[],
    };
    let mut other = word.to_lowercase();
    for (letter, written) in pairs {
        other = other.replace(*letter, written);
    }
    if other == word.to_lowercase() {
        vec![word.to_owned()]
    } else {
        vec![word.to_owned(), other]
    }
}
