//! Given, When, Then: recognising steps of a scenario, and requirements in the EARS style
//! (<https://alistairmavin.com/ears/>). Knows nothing of blocks.

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

/// Whether a text is a whole scenario or EARS requirement by itself: it starts with a condition and
/// goes on to what follows from it.
pub(in crate::spec) fn is_behaviour(text: &str) -> bool {
    let (word, rest) = first_word(text);
    let opens = matches!(word, "Given" | "GIVEN" | "When" | "WHEN" | "IF" | "WHILE" | "WHERE" | "THE");
    let rest = reach(rest);
    opens && (has_word(rest, "Then") || has_word(rest, "THEN") || has_word(rest, "SHALL"))
}

/// Whether a text names the step `Then`, whatever its case.
pub(in crate::spec) fn has_then(text: &str) -> bool {
    ["Then", "THEN", "then"].iter().any(|word| has_word(reach(text), word))
}

/// Whether a line is a bullet that is a step: `- **WHEN** …`.
pub(in crate::spec) fn is_step_bullet(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(['-', '*', '+']) && line[1..].starts_with([' ', '\t']) && step(&line[1..]).is_some()
}

fn first_word(text: &str) -> (&str, &str) {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '-' | '+'));
    let end = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    text.split_at(end)
}

/// Words of other scripts may stand right beside it: `押すTHEN システムは`.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.as_bytes()[..at].last();
        let after = text.as_bytes().get(at + word.len());
        !before.is_some_and(u8::is_ascii_alphanumeric) && !after.is_some_and(u8::is_ascii_alphanumeric)
    })
}

fn reach(text: &str) -> &str {
    let mut end = text.len().min(REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
