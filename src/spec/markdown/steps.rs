//! Given, When, Then: recognising steps of a scenario, and requirements in the EARS style
//! (<https://alistairmavin.com/ears/>). Knows nothing of blocks.

use super::cut;

/// How far into a text the rest of a scenario is looked for, in bytes.
const REACH: usize = 4000;

/// A step's word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::spec) enum Step {
    Given,
    When,
    Then,
    /// `And`, `But`: goes on with the step before.
    More,
}

/// The step a text starts with. List markers and emphasis before the word do not matter; the word
/// itself is capitalised or all in capitals, as steps are written.
pub(in crate::spec) fn step(text: &str) -> Option<Step> {
    let (word, rest) = first_word(text);
    let step = match word {
        "Given" | "GIVEN" => Step::Given,
        "When" | "WHEN" => Step::When,
        "Then" | "THEN" => Step::Then,
        "And" | "AND" | "But" | "BUT" => Step::More,
        _ => return None,
    };
    (!rest.starts_with(char::is_alphanumeric)).then_some(step)
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
    opens && (has_word(rest, "Then") || has_word(rest, "THEN") || has_word(rest, "SHALL"))
}

/// Whether a text is a user story: who wants what, which its criteria make exact.
pub(in crate::spec) fn is_user_story(text: &str) -> bool {
    let plain: String = reach(text).chars().filter(|c| !matches!(c, '*' | '_')).take(300).collect();
    let (word, rest) = first_word(&plain);
    let opens = matches!(word, "As" | "AS") && rest.trim_start().starts_with(['a', 'A', 't', 'T']);
    opens && ["I want", "I can", "I need", "we want", "we need"].iter().any(|wish| rest.contains(wish))
}

/// Whether a text names the step `Then`, whatever its case.
pub(in crate::spec) fn has_then(text: &str) -> bool {
    ["Then", "THEN", "then"].iter().any(|word| has_word(reach(text), word))
}

/// The step on a line that is a bullet with one: `- **WHEN** …`.
pub(in crate::spec) fn step_of_bullet(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix(['-', '*', '+'])?;
    let text = rest.trim_start();
    (text.len() < rest.len() && step(text).is_some()).then_some(text)
}

fn first_word(text: &str) -> (&str, &str) {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '-' | '+'));
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

fn reach(text: &str) -> &str {
    let mut end = text.len().min(REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    cut(text, end).0
}
