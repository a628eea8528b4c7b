//! Words what changed from one round to the next, for screens, commands and exports alike.

use crate::safe;

use super::pairing::{CommitPair, CommitPairs, PairState};
use super::summary::{FileRound, RoundChange, RoundKind};

/// How many changed files are named.
const NAMED: usize = 8;

/// Words a change of rounds in one or more sentences, safe to show: "Rewritten (2 commits → 1). Of
/// 52 hunks 50 are as you saw them; changed: docker_runner.py +2 −1."
pub fn words(change: &RoundChange) -> String {
    let mut sentences = Vec::new();
    sentences.extend(commit_words(&change.commits));
    let nothing = if sentences.is_empty() {
        "nothing changed"
    } else {
        "nothing else changed"
    };
    match change.kind {
        RoundKind::Nothing => sentences.push(capital(nothing)),
        RoundKind::RebasedOnly { onto } => {
            let onto = onto.map_or("another base".to_owned(), |onto| onto.short(7));
            sentences.push(format!("Rebased onto {onto}, nothing else changed"));
        }
        RoundKind::NotComparable => {
            sentences.push("What changed cannot be told".to_owned());
        }
        RoundKind::Changed => sentences.push(file_words(change)),
    }
    if !change.rebase.is_zero() {
        sentences.push(format!(
            "Due to the rebase: +{} −{}",
            change.rebase.added, change.rebase.removed
        ));
    }
    let whole = change.files.iter().filter(|file| file.whole.is_some());
    match whole.count() {
        0 => {}
        1 => sentences.push("1 file is shown whole, with the rebase in it".to_owned()),
        count => sentences.push(format!(
            "{count} files are shown whole, with the rebase in them"
        )),
    }
    sentences.extend(change.not_comparable.iter().map(|why| capital(why)));
    sentences
        .iter()
        .map(|sentence| format!("{sentence}."))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Words how a commit became another: "same change, another message", "its lines are in 4f0b983
/// now"; empty for one that stayed as it was, or simply changed.
pub fn pair_words(pair: &CommitPair) -> String {
    match (pair.state, pair.held_by) {
        (PairState::Changed, _) if pair.same_patch => "only the message changed".to_owned(),
        (PairState::Gone, Some(by)) => format!("its lines are in {} now", by.short(7)),
        (PairState::Gone, None) => "gone".to_owned(),
        (PairState::New, Some(by)) => format!("split off {}", by.short(7)),
        (PairState::New, None) => "new".to_owned(),
        _ => String::new(),
    }
}

/// Words what became of the commits; `None` where each is as it was.
fn commit_words(commits: &CommitPairs) -> Option<String> {
    let (old, new) = commits.sizes();
    let count = |state| commits.count(state);
    let changed = count(PairState::Changed);
    let (gone, come) = (count(PairState::Gone), count(PairState::New));
    match (changed, gone, come) {
        (0, 0, 0) => None,
        (0, 0, come) => Some(format!("{} added", counted(come, "commit"))),
        (0, gone, 0) => Some(format!("{} dropped", counted(gone, "commit"))),
        _ if old == new && gone == 0 => Some(format!(
            "{} of {} rewritten",
            changed,
            counted(old, "commit")
        )),
        _ => Some(format!("Rewritten ({} → {new})", counted(old, "commit"))),
    }
}

fn file_words(change: &RoundChange) -> String {
    let hunks = change.hunks;
    let total = hunks.unchanged + hunks.changed;
    let seen = match hunks.unchanged {
        0 => String::new(),
        1 => format!(
            "Of {} 1 is as you saw it; ",
            counted(total as usize, "hunk")
        ),
        same => format!("Of {total} hunks {same} are as you saw them; "),
    };
    let named: Vec<String> = change.files.iter().take(NAMED).map(file_word).collect();
    let more = change.files.len().saturating_sub(NAMED);
    let more = match more {
        0 => String::new(),
        more => format!(" and {}", counted(more, "more file")),
    };
    let words = format!("{seen}changed: {}{more}", named.join(", "));
    if seen.is_empty() {
        capital(&words)
    } else {
        words
    }
}

fn file_word(file: &FileRound) -> String {
    let path = safe::path(&file.path);
    let was = file
        .was
        .as_ref()
        .map(|was| format!(" (was {})", safe::path(was)))
        .unwrap_or_default();
    let lines = if !file.is_counted {
        String::new()
    } else if file.own.is_zero() && file.whole.is_none() {
        " (no lines)".to_owned()
    } else {
        format!(" +{} −{}", file.own.added, file.own.removed)
    };
    format!("{path}{was}{lines}")
}

/// Counts something: `1 commit`, `2 commits`.
fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}
