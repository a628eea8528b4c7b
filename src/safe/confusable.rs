//! Finds words that may not be the word they look like (UTS #39).
//!
//! Owns the rule for suspicious words. Knows nothing of lines or of how words are shown.

use std::ops::Range;

use unicode_security::mixed_script::AugmentedScriptSet;
use unicode_security::{
    GeneralSecurityProfile, MixedScript, RestrictionLevel, RestrictionLevelDetection, skeleton,
};

use super::unit::UnitDisplay;

/// Maximum length of a word in bytes; the rest of a longer one counts as another word.
const MAX_WORD: usize = 256;

/// Maximum number of successive lookalikes that wait for a neighbour to vouch for them.
const MAX_WAITING: usize = 16;

/// Finds suspicious words in shown units and reports their places.
///
/// A word is suspicious if it mixes more scripts than Latin with Chinese, Japanese or Korean (UTS
/// #39 section 5.2, "highly restrictive"), or if each of its foreign letters passes for ASCII
/// (section 4). Since prose in Cyrillic or Greek is full of the latter ("он", "а"), such a word is
/// acquitted when a neighbour, separated by blanks only, is of the same script and does not pass
/// for ASCII.
pub(super) struct ConfusableFinder<F: FnMut(Range<usize>)> {
    found: F,
    word: String,
    /// The start of the current word.
    start: usize,
    waiting: Vec<(Range<usize>, AugmentedScriptSet)>,
    /// The script of the preceding word, if it vouches for its neighbours.
    before: Option<AugmentedScriptSet>,
}

/// The classification of one word.
enum WordClass {
    /// ASCII, or a common mix of scripts.
    Usual,
    /// Other letters of one script, some of which look like nothing else.
    Clean(AugmentedScriptSet),
    /// Letters of one script that all pass for ASCII.
    Lookalike(AugmentedScriptSet),
    /// Scripts that do not go together.
    Mixed,
}

impl<F: FnMut(Range<usize>)> ConfusableFinder<F> {
    pub(super) fn new(found: F) -> Self {
        Self {
            found,
            word: String::new(),
            start: 0,
            waiting: Vec::new(),
            before: None,
        }
    }

    /// Reads the next unit. `at` is its byte offset in the text that reported places refer to.
    pub(super) fn read(&mut self, shown: &UnitDisplay, at: usize) {
        match *shown {
            UnitDisplay::Ascii(text) => self.ascii(text, at),
            UnitDisplay::Cluster(text, _) if text.starts_with(is_word) => self.letters(text, at),
            UnitDisplay::Tab => self.end_word(),
            _ => self.gap(),
        }
    }

    /// Ends the text.
    pub(super) fn finish(&mut self) {
        self.gap();
    }

    fn ascii(&mut self, text: &str, at: usize) {
        let other = |c: char| !is_word(c);
        let Some(head) = text.find(other) else {
            return self.letters(text, at);
        };
        self.letters(&text[..head], at);
        self.end_word();
        let tail = text.rfind(other).map_or(head, |last| last + 1);
        // The words inside are pure ASCII; they only separate their neighbours.
        if text[head..tail].bytes().any(|byte| byte != b' ') {
            self.gap();
        }
        self.letters(&text[tail..], at + tail);
    }

    fn letters(&mut self, text: &str, at: usize) {
        if self.word.len() + text.len() > MAX_WORD {
            self.end_word();
        }
        if self.word.is_empty() {
            self.start = at;
        }
        // Only ASCII runs are that long; a tail is enough to judge what follows.
        let skipped = text.len().saturating_sub(MAX_WORD);
        self.start += skipped;
        self.word += &text[skipped..];
    }

    fn end_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let range = self.start..self.start + self.word.len();
        let verdict = judge(&self.word);
        self.word.clear();
        match verdict {
            WordClass::Lookalike(scripts) if self.vouched(scripts) => {}
            WordClass::Lookalike(scripts) => {
                self.before = None;
                self.waiting.push((range, scripts));
                if self.waiting.len() > MAX_WAITING {
                    self.report();
                }
            }
            WordClass::Clean(scripts) => {
                self.waiting.retain(|(_, waiting)| !meet(*waiting, scripts));
                self.report();
                self.before = Some(scripts);
            }
            WordClass::Usual => {
                self.report();
                self.before = None;
            }
            WordClass::Mixed => {
                self.report();
                self.before = None;
                (self.found)(range);
            }
        }
    }

    fn vouched(&self, scripts: AugmentedScriptSet) -> bool {
        self.before.is_some_and(|before| meet(before, scripts))
    }

    /// Handles a unit that is neither part of a word nor a blank.
    fn gap(&mut self) {
        self.end_word();
        self.report();
        self.before = None;
    }

    fn report(&mut self) {
        for (range, _) in self.waiting.drain(..) {
            (self.found)(range);
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn meet(mut one: AugmentedScriptSet, other: AugmentedScriptSet) -> bool {
    one.intersect_with(other);
    !one.is_empty()
}

fn judge(word: &str) -> WordClass {
    if word.is_ascii() {
        return WordClass::Usual;
    }
    let scripts = word.resolve_script_set();
    if scripts.is_empty() {
        return match word.detect_restriction_level() <= RestrictionLevel::HighlyRestrictive {
            true => WordClass::Usual,
            false => WordClass::Mixed,
        };
    }
    let has_letter = word.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
    match has_letter && word.chars().all(|c| c.is_ascii() || passes_for_ascii(c)) {
        true => WordClass::Lookalike(scripts),
        false => WordClass::Clean(scripts),
    }
}

/// Whether a letter's prototype (UTS #39 section 4) is ASCII. Letters of living orthographies that
/// look like two (æ, œ) do not count.
fn passes_for_ascii(c: char) -> bool {
    let mut buffer = [0; 4];
    let letter = c.encode_utf8(&mut buffer);
    let mut length = 0;
    let ascii = skeleton(letter)
        .inspect(|_| length += 1)
        .all(|c| c.is_ascii_alphanumeric() || c == '_');
    ascii && (length == 1 || !c.identifier_allowed())
}
