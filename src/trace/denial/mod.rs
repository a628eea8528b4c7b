//! Detects words that say that a criterion is *not* carried out: "AC-1 is not done yet", "without
//! AC-2", "TODO AC-3".
//!
//! Looks at the clause that names the id, and there only at the words next to the id: "AC-1: never
//! refund twice" says what was done, "does not implement AC-1" that it was not. When in doubt, an
//! id counts.

mod words;

use std::collections::BTreeSet;

use super::ids::CriterionIds;
use super::scan;
use crate::model::spec::CriterionKey;
use words::{
    BEFORE, CLAUSES, DONE, FILLERS, LINKS, NEAR, NOT, OPEN, RESOLVING, TODO, UNSPACED, WRAPPED,
};

/// One word of a text, classified for detecting denials.
enum DenialWord {
    /// A word that names criteria.
    Id {
        keys: BTreeSet<CriterionKey>,
        line: u32,
        denied: bool,
    },
    /// Any other word, in lower case.
    Word(String),
    /// `TODO`, `WIP`: everything in its clause is still to do.
    Todo,
    /// The mark between an id or a heading and the words about it.
    Colon,
    Comma,
    /// The end of a clause.
    Break,
}

/// A criterion that a text names.
pub(super) struct Mention {
    pub criterion: CriterionKey,
    /// The line's number, as given by the caller.
    pub line: u32,
    /// Whether the words say that it is not carried out.
    pub denied: bool,
}

/// Finds the criteria that lines of prose name, in order, and whether they are denied. The lines
/// belong to one text: a clause may continue on the next line.
pub(super) fn mentions<'a>(
    ids: &CriterionIds,
    lines: impl IntoIterator<Item = (u32, &'a str)>,
) -> Vec<Mention> {
    let mut tokens = Vec::new();
    // A list under "Not in this change:".
    let mut under_denial = false;
    let mut length = 0;
    for (number, line) in lines {
        let is_item = is_item(line);
        let goes_on = length >= WRAPPED && !is_item && !line.trim().is_empty();
        length = line.len();
        if !goes_on {
            tokens.push(DenialWord::Break);
        }
        let first = tokens.len();
        read(ids, line, number, &mut tokens);
        let unticked = line
            .trim_start()
            .get(1..)
            .is_some_and(|rest| is_item && rest.trim_start().starts_with("[ ]"));
        if is_item && (under_denial || unticked) {
            tokens[first..].iter_mut().for_each(deny);
        } else if !is_item && !line.trim().is_empty() {
            under_denial = is_heading_of_open(&tokens[first..]);
        }
    }
    settle_commas(&mut tokens);
    for clause in tokens.split_mut(|token| matches!(token, DenialWord::Break)) {
        judge(clause);
    }
    let mention = |token| match token {
        DenialWord::Id { keys, line, denied } => keys
            .into_iter()
            .map(move |criterion| Mention {
                criterion,
                line,
                denied,
            })
            .collect(),
        _ => Vec::new(),
    };
    tokens.into_iter().flat_map(mention).collect()
}

fn deny(token: &mut DenialWord) {
    if let DenialWord::Id { denied, .. } = token {
        *denied = true;
    }
}

fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with(['-', '*', '+', '•']) && line.chars().nth(1).is_some_and(char::is_whitespace)
        || numbered.len() < line.len()
            && numbered.starts_with([')', '.'])
            && numbered[1..].starts_with(' ')
}

/// Whether a line such as "Still open:" introduces a list.
fn is_heading_of_open(tokens: &[DenialWord]) -> bool {
    let [words @ .., DenialWord::Colon] = tokens else {
        return false;
    };
    let mut not = false;
    // "Not in this change:"
    let opens =
        matches!(words.first(), Some(DenialWord::Word(word)) if is_not(word) || word == "without");
    opens
        || words.iter().any(|token| match token {
            DenialWord::Todo => true,
            DenialWord::Word(word) => {
                not |= is_not(word);
                OPEN.contains(&word.as_str())
                    || not && (DONE.contains(&word.as_str()) || word == "yet")
            }
            _ => false,
        })
}

fn read(ids: &CriterionIds, line: &str, number: u32, tokens: &mut Vec<DenialWord>) {
    for written in line.split_whitespace() {
        let keys = scan::keys(ids, written.as_bytes());
        let unspaced = UNSPACED.iter().any(|words| written.contains(words));
        let closing = written.trim_end_matches(['"', '\'', '`', ')', ']', '*', '_']);
        if !keys.is_empty() && TODO.iter().any(|todo| starts_with_word(written, todo)) {
            tokens.push(DenialWord::Todo);
        }
        if !keys.is_empty() {
            tokens.push(DenialWord::Id {
                keys,
                line: number,
                denied: unspaced,
            });
        } else if unspaced {
            let clause = tokens.iter_mut().rev().take(NEAR);
            clause
                .take_while(|token| !matches!(token, DenialWord::Break))
                .for_each(deny);
        } else if let Some(word) = word(written) {
            tokens.push(word);
        }
        match closing.chars().next_back() {
            Some(',' | '、') => tokens.push(DenialWord::Comma),
            Some(':') => tokens.push(DenialWord::Colon),
            Some('.' | ';' | '!' | '?' | '。') => tokens.push(DenialWord::Break),
            _ => {}
        }
    }
}

fn word(written: &str) -> Option<DenialWord> {
    let bare = written.trim_matches(|c: char| !c.is_alphanumeric() && c != '&' && c != '+');
    if TODO.contains(&bare) {
        return Some(DenialWord::Todo);
    }
    let word = bare.to_lowercase().replace('’', "'");
    match word.as_str() {
        "" => None,
        word if CLAUSES.contains(&word) => Some(DenialWord::Break),
        _ => Some(DenialWord::Word(word)),
    }
}

/// Whether text starts with a word as in `TODO(AC-1)`.
fn starts_with_word(written: &str, word: &str) -> bool {
    let bare = written.trim_start_matches(|c: char| !c.is_alphanumeric());
    bare.strip_prefix(word)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

fn is_not(word: &str) -> bool {
    NOT.contains(&word) || word.ends_with("n't")
}

/// Classifies commas: one between ids joins them; any other ends a clause.
fn settle_commas(tokens: &mut [DenialWord]) {
    for at in 0..tokens.len() {
        if !matches!(tokens[at], DenialWord::Comma) {
            continue;
        }
        let follows = tokens.get(at + 1..).and_then(|rest| {
            rest.iter().take(2).find(
                |token| !matches!(token, DenialWord::Word(word) if word == "and" || word == "or"),
            )
        });
        let listed = at > 0
            && matches!(tokens[at - 1], DenialWord::Id { .. })
            && matches!(follows, Some(DenialWord::Id { .. }));
        tokens[at] = if listed {
            DenialWord::Word("and".to_owned())
        } else {
            DenialWord::Break
        };
    }
}

fn judge(clause: &mut [DenialWord]) {
    for at in 0..clause.len() {
        let (before, after) = (
            &clause[at.saturating_sub(NEAR)..at],
            &clause[at + 1..clause.len().min(at + NEAR)],
        );
        if matches!(clause[at], DenialWord::Id { .. })
            && (denied_before(before) || denied_after(after))
        {
            deny(&mut clause[at]);
        }
    }
}

/// Whether the words before an id in its clause deny it.
fn denied_before(before: &[DenialWord]) -> bool {
    let is_resolving = |token: &DenialWord| matches!(token, DenialWord::Word(word) if RESOLVING.contains(&word.as_str()));
    let todo = before
        .iter()
        .position(|token| matches!(token, DenialWord::Todo));
    if todo.is_some_and(|at| !before[..at].iter().any(is_resolving)) {
        return true;
    }
    let mut behind_colon = false;
    for token in before.iter().rev() {
        match token {
            DenialWord::Colon => behind_colon = true,
            DenialWord::Word(word) => {
                let word = word.as_str();
                if is_not(word) || BEFORE.contains(&word) || behind_colon && OPEN.contains(&word) {
                    return true;
                }
                if !FILLERS.contains(&word) && !DONE.contains(&word) {
                    return false;
                }
            }
            DenialWord::Id { .. } | DenialWord::Todo | DenialWord::Comma | DenialWord::Break => {}
        }
    }
    false
}

/// Whether the words after an id in its clause deny it.
fn denied_after(after: &[DenialWord]) -> bool {
    let (mut not, mut linked, mut colon, mut fillers) = (false, false, false, 0);
    for (at, token) in after.iter().enumerate() {
        let word = match token {
            DenialWord::Todo => return true,
            DenialWord::Colon => {
                colon = true;
                continue;
            }
            DenialWord::Word(word) => word.as_str(),
            DenialWord::Id { .. } | DenialWord::Comma | DenialWord::Break => continue,
        };
        let ends = || {
            after[at + 1..].iter().all(
                |token| matches!(token, DenialWord::Word(word) if FILLERS.contains(&word.as_str())),
            )
        };
        not |= is_not(word);
        linked |= LINKS.contains(&word);
        if is_not(word) || LINKS.contains(&word) {
            continue;
        }
        if DONE.contains(&word) {
            return not && (linked || !colon || ends());
        }
        if OPEN.contains(&word) {
            return !not && (linked || ends());
        }
        if !FILLERS.contains(&word) {
            return false;
        }
        fillers += usize::from(matches!(word, "for" | "with" | "in" | "of"));
    }
    // "AC-3 not yet".
    not && fillers == 0
}
