//! Recognises steps of a scenario (Given, When, Then) in the languages of Gherkin. Knows nothing of
//! blocks.
//!
//! Words that also begin ordinary sentences (`Wenn`, `Quand`) count as steps: a scenario is
//! recognised by the word for `Then` in the same language. Words that are ordinary words of other
//! languages, such as `A` and `Data`, are steps only after a step of their own language.

use std::borrow::Cow;

use crate::spec::draft::clip;
use crate::spec::keywords::{self, Tongues};

use super::{cut, ears, story};

pub(in crate::spec) use crate::spec::keywords::Step;

/// The part of a text that is searched for the rest of a scenario, in bytes.
const REACH: usize = 4000;

/// Phrases of a wish in a user story.
const WISHES: [&str; 15] = [
    "I want",
    "I can",
    "I need",
    "we want",
    "we need",
    "I would like",
    "I'd like",
    "I’d like",
    "I should",
    "I must",
    "I wish",
    "I may",
    "I expect",
    "we would like",
    "we can",
];

/// Words of one language that begin lines in others.
const SHARED: [&str; 22] = [
    "A", "I", "O", "E", "Y", "En", "An", "Un", "Ma", "Mas", "Men", "Na", "Ha", "Ac", "Da", "Do",
    "Data", "Date", "Dati", "Dan", "Bet", "Pan",
];

/// Returns the step that a text starts with. List markers and emphasis before the word are ignored;
/// the word is capitalised or all in capitals.
pub(in crate::spec) fn step(text: &str) -> Option<Step> {
    let (word, _) = keywords::words_at_start(inner(text)).next()?;
    let is_shared = || {
        !word.tongues.have_english()
            && SHARED
                .iter()
                .any(|shared| shared.eq_ignore_ascii_case(&word.text))
    };
    (!is_shared()).then_some(word.step)
}

/// Returns the step that a text starts with after a scenario's `first` step, whose languages decide
/// which words count.
pub(in crate::spec) fn step_after(text: &str, first: &str) -> Option<Step> {
    let tongues = tongues_of(first)?;
    let word = keywords::words_at_start(inner(text))
        .map(|(word, _)| word)
        .find(|word| word.tongues.share(tongues))?;
    Some(word.step)
}

/// Returns whether a step continues a scenario that has reached another step: a second `Given` or
/// `When` starts a new one.
pub(in crate::spec) fn follows(step: Step, reached: Step) -> bool {
    step > reached || step == Step::Then
}

/// Returns whether a text is a complete scenario or EARS requirement by itself: a condition and its
/// consequence.
pub(in crate::spec) fn is_behaviour(text: &str) -> bool {
    let (word, rest) = first_word(text);
    let opens = matches!(
        word,
        "Given" | "GIVEN" | "When" | "WHEN" | "IF" | "WHILE" | "WHERE" | "THE"
    );
    let rest = reach(rest);
    if opens {
        return has_word(rest, "Then") || has_word(rest, "THEN") || has_word(rest, "SHALL");
    }
    let text = reach(inner(text));
    ears::is_requirement(text) || (begins_scenario(text) && has_then_of(text, Case::AsWritten))
}

/// Returns whether a text is a user story, which says who wants what; its criteria make that exact.
pub(in crate::spec) fn is_user_story(text: &str) -> bool {
    let plain = plain_start(reach(text), 300);
    let (word, rest) = first_word(&plain);
    let opens = matches!(word, "As" | "AS") && rest.trim_start().starts_with(['a', 'A', 't', 'T']);
    // An example: `In order to pay, as a user, I want …`.
    let is_turned = || word == "In" && (rest.contains(" as a ") || rest.contains(" as an "));
    ((opens || is_turned()) && WISHES.iter().any(|wish| rest.contains(wish)))
        || story::is_story(inner(&plain))
}

/// Returns at most `chars` characters of a text, without emphasis.
fn plain_start(text: &str, chars: usize) -> Cow<'_, str> {
    let start = clip(text, chars);
    if start.contains(['*', '_']) {
        text.chars()
            .filter(|c| !matches!(c, '*' | '_'))
            .take(chars)
            .collect()
    } else {
        Cow::Borrowed(start)
    }
}

/// Returns whether a text has the step `Then`: in English anywhere, in other languages only if the
/// text begins with a step of the same language.
pub(in crate::spec) fn has_then(text: &str) -> bool {
    let text = reach(text);
    let without_emphasis = || text.replace(['*', '_'], "");
    ["Then", "THEN", "then"]
        .iter()
        .any(|word| has_word(text, word))
        || has_then_of(text, Case::Any)
        || (text.contains(['*', '_']) && has_then_of(&without_emphasis(), Case::Any))
}

/// Returns the step on a line that is a bullet with one: `- **WHEN** …`.
pub(in crate::spec) fn step_of_bullet(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix(['-', '*', '+'])?;
    let text = rest.trim_start();
    (text.len() < rest.len() && step(text).is_some()).then_some(text)
}

/// The spelling in which a word is searched.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    /// As the table writes it, or in capitals.
    AsWritten,
    /// As the table writes it, in capitals or in small letters.
    Any,
}

fn begins_scenario(text: &str) -> bool {
    keywords::words_at_start(text)
        .next()
        .is_some_and(|(word, _)| word.step <= Step::When)
}

/// Returns whether a text has the word for `Then` after a step in the same language.
fn has_then_of(text: &str, case: Case) -> bool {
    let Some((first, rest)) = keywords::words_at_start(inner(text)).next() else {
        return false;
    };
    if first.step >= Step::Then || first.tongues.have_english() {
        return first.step == Step::Then;
    }
    keywords::thens(first.tongues).any(|word| {
        has_whole(rest, word)
            || has_whole(rest, &word.to_uppercase())
            || (case == Case::Any && !is_short(word) && has_whole(rest, &word.to_lowercase()))
    })
}

/// Returns whether a word is too short for small letters, where it is another word: `to`, `så`,
/// `то`.
fn is_short(word: &str) -> bool {
    word.chars().count() < 3 && word.chars().all(|c| c.is_lowercase() || c.is_uppercase())
}

/// Returns the languages of the step that a text starts with.
fn tongues_of(text: &str) -> Option<Tongues> {
    keywords::words_at_start(inner(text))
        .next()
        .map(|(word, _)| word.tongues)
}

/// Returns a text without list markers and emphasis before its first word.
fn inner(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '-' | '+'))
}

fn first_word(text: &str) -> (&str, &str) {
    let text = inner(text);
    let end = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    text.split_at(end)
}

/// Returns whether a text has a word of ASCII letters; words of other scripts may stand right
/// beside it: `押すTHEN システムは`.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = at.checked_sub(1).and_then(|at| text.as_bytes().get(at));
        let after = text.as_bytes().get(at + word.len());
        !before.is_some_and(u8::is_ascii_alphanumeric)
            && !after.is_some_and(u8::is_ascii_alphanumeric)
    })
}

/// Returns whether a text has a word; in scripts with spaces, only as a whole word.
pub(super) fn has_whole(text: &str, word: &str) -> bool {
    let is_spaced = word
        .chars()
        .next()
        .is_some_and(|c| !matches!(c, '\u{3041}'..='\u{9fff}'));
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text
            .get(at + word.len()..)
            .and_then(|after| after.chars().next());
        !is_spaced
            || !(before.is_some_and(char::is_alphanumeric)
                || after.is_some_and(char::is_alphanumeric))
    })
}

fn reach(text: &str) -> &str {
    let mut end = text.len().min(REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    cut(text, end).0
}
