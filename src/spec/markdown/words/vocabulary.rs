//! The phrases that headings are known by. Owns the table and how each phrase may be used; knows nothing of the
//! headings themselves.

use std::sync::LazyLock;

use crate::spec::fixed::{FixedMap, FixedSet};

use super::plain::{Plain, key};

/// How many of a word's last bytes tell whether it may be made of a phrase.
const END: usize = 3;

/// The table, whose head says how it is written.
const TABLE: &str = include_str!("headings.txt");

/// What a heading names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Acceptance,
    Criteria,
    Tasks,
    Phase,
    Aside,
    Record,
    /// What is to be done: where this stands beside what is not, the heading is about both.
    Scope,
    OutOfScope,
    History,
    Remark,
    Meta,
    /// What a product can do: requirements in a document of requirements.
    Features,
    /// Where each requirement is checked, or how.
    Checking,
}

/// How much else a heading may say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Way {
    /// Nothing.
    Alone,
    /// A qualifier, or after a preposition what it is about.
    Whole,
    /// Whatever else it is of: `Performance requirements`.
    Head,
    /// A number, and after it anything: `Phase 2: Limits`.
    Numbered,
}

/// One phrase.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phrase {
    pub(super) kind: Kind,
    pub(super) way: Way,
    /// Whether it may stand at the end of a longer word: `Sicherheitsanforderungen`.
    pub(super) compounds: bool,
    /// Whether what it is about may follow it with nothing between: `Exigences fonctionnelles`.
    pub(super) leads: bool,
}

/// All of the table.
#[derive(Default)]
pub(super) struct Vocabulary {
    phrases: FixedMap<String, Phrase>,
    numbered: FixedMap<String, Phrase>,
    /// The first words of phrases, and the last ones.
    firsts: FixedSet<String>,
    lasts: FixedSet<String>,
    /// Words that say which of its kind something is, before or behind it.
    qualifiers: FixedSet<String>,
    /// Words for a list or the like, with which a heading says no more than without.
    lists: FixedSet<String>,
    prepositions: FixedSet<String>,
    joiners: FixedSet<String>,
    acceptance: FixedSet<String>,
    activities: FixedSet<String>,
    /// The last bytes of phrases that may end a longer word, and of words that may end one after a phrase.
    ends: FixedSet<[u8; END]>,
}

impl Vocabulary {
    /// The one there is.
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
        vocabulary
    }

    fn add(&mut self, name: &str, language: &str, word: &str) {
        let set = match name {
            "qualifier" => &mut self.qualifiers,
            "list" => &mut self.lists,
            "of" => &mut self.prepositions,
            "and" => &mut self.joiners,
            "activity" => &mut self.activities,
            "accepting" => &mut self.acceptance,
            _ => return self.add_phrase(name, language, word),
        };
        let word = key(word);
        if name == "list" {
            self.ends.extend(end_of(&word));
        }
        set.insert(word);
    }

    fn add_phrase(&mut self, name: &str, language: &str, word: &str) {
        let Some((kind, way)) = meaning(name) else { return };
        let compounds = matches!(language, "de" | "nl" | "sv" | "da" | "nb" | "fi" | "ja" | "zh" | "ko");
        let leads = !compounds && language != "tr";
        let phrase = Phrase { kind, way, compounds, leads };
        let map = if way == Way::Numbered { &mut self.numbered } else { &mut self.phrases };
        // Words that join are no part of a phrase, so that `and`, `&` and `/` are the same.
        let word = Plain::without_joiners(word, &self.joiners);
        if compounds {
            self.ends.extend(end_of(&word));
        }
        if way != Way::Numbered {
            self.firsts.extend(word.split(' ').next().map(str::to_owned));
            self.lasts.extend(word.split(' ').next_back().map(str::to_owned));
        }
        map.entry(word).or_insert(phrase);
    }

    /// What a phrase means.
    pub(super) fn phrase(&self, words: &str) -> Option<Phrase> {
        self.phrases.get(words).copied()
    }

    /// What a phrase means that has a number behind or before it.
    pub(super) fn numbered(&self, words: &str) -> Option<Phrase> {
        self.numbered.get(words).copied()
    }

    /// Whether some phrase begins with a word.
    pub(super) fn may_begin(&self, word: &str) -> bool {
        self.firsts.contains(word)
    }

    /// Whether some phrase ends with a word, or in it.
    pub(super) fn may_end(&self, word: &str) -> bool {
        self.lasts.contains(word) || self.may_be_compound(word)
    }

    /// Whether a word may be made of a phrase and another, going by its end.
    pub(super) fn may_be_compound(&self, word: &str) -> bool {
        end_of(word).is_some_and(|end| self.ends.contains(&end))
    }

    pub(super) fn is_qualifier(&self, word: &str) -> bool {
        self.qualifiers.contains(word)
    }

    pub(super) fn is_list(&self, word: &str) -> bool {
        self.lists.contains(word)
    }

    pub(super) fn is_preposition(&self, word: &str) -> bool {
        self.prepositions.contains(word)
    }

    pub(super) fn is_joiner(&self, word: &str) -> bool {
        self.joiners.contains(word)
    }

    /// Words that make another thing of a phrase before them: `Requirements gathering`.
    pub(super) fn is_activity(&self, word: &str) -> bool {
        self.activities.contains(word)
    }

    /// Words for accepting as such: `acceptance`.
    pub(super) fn is_accepting(&self, word: &str) -> bool {
        self.acceptance.contains(word)
    }
}

fn end_of(word: &str) -> Option<[u8; END]> {
    word.as_bytes().last_chunk().copied()
}

/// What the first column of the table says.
fn meaning(name: &str) -> Option<(Kind, Way)> {
    Some(match name {
        "acceptance" => (Kind::Acceptance, Way::Head),
        "criteria" => (Kind::Criteria, Way::Head),
        "criteria alone" => (Kind::Criteria, Way::Alone),
        "tasks" => (Kind::Tasks, Way::Whole),
        "tasks alone" => (Kind::Tasks, Way::Alone),
        "tasks numbered" => (Kind::Tasks, Way::Numbered),
        "phase" => (Kind::Phase, Way::Whole),
        "phase numbered" => (Kind::Phase, Way::Numbered),
        "aside" => (Kind::Aside, Way::Whole),
        "aside alone" => (Kind::Aside, Way::Alone),
        "record" => (Kind::Record, Way::Whole),
        "record alone" => (Kind::Record, Way::Alone),
        "scope alone" => (Kind::Scope, Way::Alone),
        "out of scope" => (Kind::OutOfScope, Way::Whole),
        "history" => (Kind::History, Way::Whole),
        "remark" => (Kind::Remark, Way::Whole),
        "remark alone" => (Kind::Remark, Way::Alone),
        "meta" => (Kind::Meta, Way::Whole),
        "features" => (Kind::Features, Way::Whole),
        "checking" => (Kind::Checking, Way::Alone),
        _ => return None,
    })
}

/// A word as people write it who have no key for its letters, besides as it is written.
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
    if other == word.to_lowercase() { vec![word.to_owned()] } else { vec![word.to_owned(), other] }
}
