//! Recognises the step of a scenario at the start of a text, in any language. Owns the index of the
//! table's words; knows nothing of the lines around a step.

use std::sync::LazyLock;

use crate::spec::fixed::FixedMap;

use super::{ENGLISH, all};

/// The kind of a step.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::spec) enum Step {
    Given,
    When,
    Then,
    /// `And`, `But`: continues the step before.
    More,
}

/// The steps in the order of the table's columns.
const STEPS: [Step; 4] = [Step::Given, Step::When, Step::Then, Step::More];

/// A set of languages, one bit for each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::spec) struct Tongues(u128);

impl Tongues {
    /// Returns whether the two sets have a language in common.
    pub(in crate::spec) fn share(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns whether English is in the set.
    pub(in crate::spec) fn have_english(self) -> bool {
        self.share(index().english)
    }
}

/// A keyword of a step.
#[derive(Clone, Debug)]
pub(in crate::spec) struct Word {
    /// The word as written, without the space after it.
    pub(in crate::spec) text: String,
    pub(in crate::spec) step: Step,
    pub(in crate::spec) tongues: Tongues,
    /// Whether the next word may follow without a space.
    glued: bool,
    /// The byte after its first letter, which rules out most words quickly; `None` when there is
    /// none, or when it is an apostrophe, which has two forms.
    second: Option<u8>,
}

struct StepWords {
    /// The words by their first letter, the longest first.
    words: FixedMap<char, Vec<Word>>,
    /// The words for `Then`, by the index of the language in the table.
    thens: Vec<Vec<String>>,
    english: Tongues,
}

/// Lists the words of the table that a text begins with, the longest first, each with the rest of
/// the text. Words count as the table writes them or in capitals.
pub(in crate::spec) fn words_at_start(text: &str) -> impl Iterator<Item = (&'static Word, &str)> {
    let first = text.chars().next();
    let words = first.and_then(|first| index().words.get(&first));
    let second = first.and_then(|first| text.as_bytes().get(first.len_utf8()).copied());
    let may_begin = move |word: &&Word| word.second.is_none() || word.second == second;
    words
        .into_iter()
        .flatten()
        .filter(may_begin)
        .filter_map(move |word| {
            let rest = strip(text, &word.text)?;
            (word.glued || !rest.starts_with(char::is_alphanumeric)).then_some((word, rest))
        })
}

/// Lists the words for `Then` in a set of languages, as the table writes them.
pub(in crate::spec) fn thens(tongues: Tongues) -> impl Iterator<Item = &'static str> {
    let languages = index().thens.iter().enumerate();
    let languages = languages.filter(move |(nth, _)| tongues.0 & (1 << (nth % 128)) != 0);
    languages.flat_map(|(_, words)| words).map(String::as_str)
}

/// Returns the text after a word at its start; a straight apostrophe also matches a curly one.
fn strip<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    if let Some(rest) = text.strip_prefix(word) {
        return Some(rest);
    }
    let stem = word.strip_suffix('\'')?;
    text.strip_prefix(stem)?.strip_prefix('’')
}

fn index() -> &'static StepWords {
    static INDEX: LazyLock<StepWords> = LazyLock::new(StepWords::new);
    &INDEX
}

impl StepWords {
    fn new() -> Self {
        let mut index = Self {
            words: FixedMap::default(),
            thens: Vec::new(),
            english: Tongues(0),
        };
        for (nth, language) in all().enumerate() {
            let tongues = Tongues(1 << (nth % 128));
            let [_, _, then, _] = language.steps;
            index.thens.push(
                then.split_terminator('|')
                    .map(|word| word.trim_end().to_owned())
                    .collect(),
            );
            match language.code {
                ENGLISH => index.english = tongues,
                // Joke variants of English, whose words mean other things in earnest.
                code if code.starts_with("en-") || code == "em" => continue,
                _ => {}
            }
            for (step, words) in STEPS.into_iter().zip(language.steps) {
                for word in words.split_terminator('|') {
                    index.add(word, step, tongues);
                }
            }
        }
        for words in index.words.values_mut() {
            words.sort_by_key(|word| std::cmp::Reverse(word.text.len()));
        }
        index
    }

    fn add(&mut self, written: &str, step: Step, tongues: Tongues) {
        let text = written.trim_end();
        let glued = text.len() == written.len();
        for text in [text.to_owned(), text.to_uppercase()] {
            let Some(first) = text.chars().next() else {
                return;
            };
            let words = self.words.entry(first).or_default();
            match words
                .iter_mut()
                .find(|word| word.text == text && word.step == step)
            {
                Some(word) => word.tongues.0 |= tongues.0,
                None => {
                    let second = text
                        .as_bytes()
                        .get(first.len_utf8())
                        .copied()
                        .filter(|byte| *byte != b'\'');
                    words.push(Word {
                        text,
                        step,
                        tongues,
                        glued,
                        second,
                    });
                }
            }
        }
    }
}
