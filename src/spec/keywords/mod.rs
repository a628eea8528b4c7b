//! Gherkin's keywords in its 80 languages, which scenarios in Markdown use as well. Owns the table;
//! knows nothing of features or of the text around a step.

mod steps;

use std::cmp::Reverse;

pub(super) use steps::{Step, Tongues, thens, words_at_start};

/// The table; its first lines give the source.
const TABLE: &str = include_str!("languages.txt");
/// The code of the language that is assumed when nothing says which.
const ENGLISH: &str = "en";
/// The number of lines that are examined to choose between languages with a keyword in common.
const LINES_TO_GUESS_BY: usize = 1_000;

/// The block that a line with a keyword and a colon opens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Title {
    Feature,
    Rule,
    Background,
    Scenario,
    Outline,
    Examples,
}

/// The titles in the order of the table's columns.
const TITLES: [Title; 6] = [
    Title::Feature,
    Title::Rule,
    Title::Background,
    Title::Scenario,
    Title::Outline,
    Title::Examples,
];

/// The keywords of one language.
#[derive(Clone, Copy)]
pub(super) struct KeywordLanguage {
    pub(super) code: &'static str,
    /// The keywords of each title, by the order of [`TITLES`], with bars between them.
    titles: [&'static str; 6],
    /// The keywords for given, when, then, and for and/but, with a bar after each; most end in a
    /// space.
    steps: [&'static str; 4],
}

impl KeywordLanguage {
    /// Returns the keywords of English.
    pub(super) fn english() -> Self {
        Self::named(ENGLISH).unwrap_or(Self {
            code: ENGLISH,
            titles: [""; 6],
            steps: [""; 4],
        })
    }

    /// Returns the language with this code, in any case.
    pub(super) fn named(code: &str) -> Option<Self> {
        all().find(|language| language.code.eq_ignore_ascii_case(code))
    }

    /// Guesses the language of a text without a code: English if the first of these lines opens a
    /// feature in English, else the language that opens a feature there and knows most of the
    /// lines.
    pub(super) fn guess<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> Option<Self> {
        let first = lines.clone().next()?;
        let opens = |language: &Self| matches!(language.title(first), Some((Title::Feature, ..)));
        let known = |language: &Self| {
            let lines = lines.clone().take(LINES_TO_GUESS_BY);
            lines
                .filter(|line| language.title(line).is_some() || language.is_step(line))
                .count()
        };
        let english = Some(Self::english()).filter(opens);
        english.or_else(|| {
            all()
                .filter(opens)
                .min_by_key(|language| Reverse(known(language)))
        })
    }

    /// Returns the title that a line opens, its keyword, and the name after the colon.
    pub(super) fn title<'a>(&self, line: &'a str) -> Option<(Title, &'static str, &'a str)> {
        TITLES.iter().zip(self.titles).find_map(|(title, words)| {
            words.split('|').find_map(|word| {
                let name = line.strip_prefix(word)?.strip_prefix(':')?;
                Some((*title, word, name.trim()))
            })
        })
    }

    /// Returns whether a line is a step.
    pub(super) fn is_step(&self, line: &str) -> bool {
        let mut words = self
            .steps
            .iter()
            .flat_map(|words| words.split_terminator('|'));
        line.starts_with("* ") || words.any(|word| line.starts_with(word))
    }
}

fn all() -> impl Iterator<Item = KeywordLanguage> {
    TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let code = columns.next()?;
            let mut titles = [""; 6];
            for title in &mut titles {
                *title = columns.next()?;
            }
            let mut steps = [""; 4];
            for step in &mut steps {
                *step = columns.next()?;
            }
            Some(KeywordLanguage {
                code,
                titles,
                steps,
            })
        })
}
