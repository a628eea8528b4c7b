//! Given, When, Then: recognising steps of a scenario in the languages of Gherkin. Knows nothing of blocks.
//!
//! Words that begin sentences of any prose (`Wenn`, `Quand`) are steps all the same: what makes a scenario is that
//! the same language's word for `Then` follows. Words that are another language's, such as `A` and `Data`, are
//! steps only after a step of theirs.

use std::borrow::Cow;

use crate::spec::draft::clip;
use crate::spec::keywords::{self, Tongues};

use super::{cut, ears, story};

pub(in crate::spec) use crate::spec::keywords::Step;

/// How far into a text the rest of a scenario is looked for, in bytes.
const REACH: usize = 4000;

/// What tells of a wish in a user story.
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
    "A", "I", "O", "E", "Y", "En", "An", "Un", "Ma", "Mas", "Men", "Na", "Ha", "Ac", "Da", "Do", "Data",
    "Date", "Dati", "Dan", "Bet", "Pan",
];

/// The step a text starts with. List markers and emphasis before the word do not matter; the word
/// itself is capitalised or all in capitals, as steps are written.
pub(in crate::spec) fn step(text: &str) -> Option<Step> {
    let (word, _) = keywords::words_at_start(inner(text)).next()?;
    let is_shared = || {
        !word.tongues.have_english() && SHARED.iter().any(|shared| shared.eq_ignore_ascii_case(&word.text))
    };
    (!is_shared()).then_some(word.step)
}

/// The step a text starts with, coming after a scenario's `first` step, whose languages say which words count.
pub(in crate::spec) fn step_after(text: &str, first: &str) -> Option<Step> {
    let tongues = tongues_of(first)?;
    let word = keywords::words_at_start(inner(text))
        .map(|(word, _)| word)
        .find(|word| word.tongues.share(tongues))?;
    Some(word.step)
}

/// Whether a step goes on with a scenario that has reached another: a second `Given` or `When`
/// starts a new one.
pub(in crate::spec) fn follows(step: Step, reached: Step) -> bool {
    step > reached || step == Step::Then
}

/// Whether a text is a whole scenario or EARS requirement by itself: it starts with a condition and
/// goes on to what follows from it.
pub(in crate::spec) fn is_behaviour(text: &str) -> bool {
    let (word, rest) = first_word(text);
    let opens = matches!(word, "Given" | "GIVEN" | "When" | "WHEN" | "IF" | "WHILE" | "WHERE" | "THE");
    let rest = reach(rest);
    if opens {
        return has_word(rest, "Then") || has_word(rest, "THEN") || has_word(rest, "SHALL");
    }
    let text = reach(inner(text));
    ears::is_requirement(text) || (begins_scenario(text) && has_then_of(text, Case::AsWritten))
}

/// Whether a text is a user story: who wants what, which its criteria make exact.
pub(in crate::spec) fn is_user_story(text: &str) -> bool {
    let plain = plain_start(reach(text), 300);
    let (word, rest) = first_word(&plain);
    let opens = matches!(word, "As" | "AS") && rest.trim_start().starts_with(['a', 'A', 't', 'T']);
    // `In order to pay, as a user, I want …`
    let is_turned = || word == "In" && (rest.contains(" as a ") || rest.contains(" as an "));
    ((opens || is_turned()) && WISHES.iter().any(|wish| rest.contains(wish)))
        || story::is_story(inner(&plain))
}

/// At most so many characters of a text, without emphasis.
fn plain_start(text: &str, chars: usize) -> Cow<'_, str> {
    let start = clip(text, chars);
    if start.contains(['*', '_']) {
        text.chars().filter(|c| !matches!(c, '*' | '_')).take(chars).collect()
    } else {
        Cow::Borrowed(start)
    }
}

/// Whether a text names the step `Then`, whatever its case; in other languages than English, at the start of a line
/// or as a step is written, in the language that the text begins in.
pub(in crate::spec) fn has_then(text: &str) -> bool {
    let text = reach(text);
    let without_emphasis = || text.replace(['*', '_'], "");
    ["Then", "THEN", "then"].iter().any(|word| has_word(text, word))
        || has_then_of(text, Case::Any)
        || (text.contains(['*', '_']) && has_then_of(&without_emphasis(), Case::Any))
}

/// The step on a line that is a bullet with one: `- **WHEN** …`.
pub(in crate::spec) fn step_of_bullet(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix(['-', '*', '+'])?;
    let text = rest.trim_start();
    (text.len() < rest.len() && step(text).is_some()).then_some(text)
}

/// How a word is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    /// As the table writes it, or in capitals.
    AsWritten,
    /// Also in small letters.
    Any,
}

fn begins_scenario(text: &str) -> bool {
    keywords::words_at_start(text).next().is_some_and(|(word, _)| word.step <= Step::When)
}

/// Whether `Then` in a language that the text begins in stands somewhere after.
fn has_then_of(text: &str, case: Case) -> bool {
    let Some((first, rest)) = keywords::words_at_start(inner(text)).next() else { return false };
    if first.step >= Step::Then || first.tongues.have_english() {
        return first.step == Step::Then;
    }
    keywords::thens(first.tongues).any(|word| {
        has_whole(rest, word)
            || has_whole(rest, &word.to_uppercase())
            || (case == Case::Any && !is_short(word) && has_whole(rest, &word.to_lowercase()))
    })
}

/// Words of two letters are others in small letters: `to`, `så`, `то`.
fn is_short(word: &str) -> bool {
    word.chars().count() < 3 && word.chars().all(|c| c.is_lowercase() || c.is_uppercase())
}

/// The languages of the step that a text starts with.
fn tongues_of(text: &str) -> Option<Tongues> {
    keywords::words_at_start(inner(text)).next().map(|(word, _)| word.tongues)
}

/// A text without list markers and emphasis before its first word.
fn inner(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '-' | '+'))
}

fn first_word(text: &str) -> (&str, &str) {
    let text = inner(text);
    let end = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    text.split_at(end)
}

/// Words of other scripts may stand right beside it: `押すTHEN システムは`.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = at.checked_sub(1).and_then(|at| text.as_bytes().get(at));
        let after = text.as_bytes().get(at + word.len());
        !before.is_some_and(u8::is_ascii_alphanumeric) && !after.is_some_and(u8::is_ascii_alphanumeric)
    })
}

/// Whether a word stands in a text, between others where its script has spaces.
pub(super) fn has_whole(text: &str, word: &str) -> bool {
    let is_spaced = word.chars().next().is_some_and(|c| !matches!(c, '\u{3041}'..='\u{9fff}'));
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
        !is_spaced || !(before.is_some_and(char::is_alphanumeric) || after.is_some_and(char::is_alphanumeric))
    })
}

fn reach(text: &str) -> &str {
    let mut end = text.len().min(REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    cut(text, end).0
}
