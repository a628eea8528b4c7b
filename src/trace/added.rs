//! Finds criteria named in added lines: in comments, in the names of tests.

use std::collections::{BTreeMap, BTreeSet};

use super::ids::CriterionIds;
use super::{denial, message, scan};
use crate::model::change::{FileText, TextDiff};
use crate::model::spec::CriterionKey;

/// A criterion named in a hunk.
pub(super) struct NamedCriterion {
    /// The hunk's index.
    pub hunk: usize,
    pub criterion: CriterionKey,
    /// The first line that names it, 1-based, on the new side.
    pub line: u32,
    /// Whether every line that names it says that it is still to do, or is in a test that does not
    /// run.
    pub denied: bool,
}

/// Markers of code that does not run or does nothing yet.
const IDLE: [&str; 26] = [
    "#[ignore]",
    "#[cfg(any())]",
    "@ignore",
    "@skip",
    "@disabled",
    "@pending",
    "@wip",
    "@todo",
    "it.skip(",
    "test.skip(",
    "describe.skip(",
    "it.todo(",
    "test.todo(",
    "mark.skip",
    "unittest.skip",
    "t.skip(",
    "t.skipnow(",
    "xit(",
    "xtest(",
    "xdescribe(",
    "[ignore]",
    "todo!",
    "unimplemented!",
    "notimplemented",
    "not implemented",
    "not_implemented",
];

/// By byte: whether any of [`IDLE`] begins with it.
const BEGINS_IDLE: [bool; 256] = {
    let (mut begins, mut at) = ([false; 256], 0);
    while at < IDLE.len() {
        begins[IDLE[at].as_bytes()[0] as usize] = true;
        at += 1;
    }
    begins
};

/// A test that runs on request only, and reasons for which a test cannot run; that it takes long is
/// no such reason.
const ON_REQUEST: &str = "#[ignore =";
const CANNOT: [&str; 9] = [
    "later",
    "todo",
    "wip",
    "broken",
    "fail",
    "not ",
    "fix",
    "pending",
    "unfinished",
];

/// Number of lines below one that names a criterion that belong to it: the body of a test that is
/// to be written.
const BODY: u32 = 2;

/// Maximum number of bytes of a line searched for such markers.
const MAX_IDLE: usize = 400;

/// Number of lines above or below that belong to it: attributes, comments.
const BESIDE: u32 = 4;

/// Charges for a line with weighed words: as so many mentions, and one more for each so many bytes.
const WEIGHED: usize = 50;
const WEIGHED_BYTES: usize = 4;

/// Finds the criteria that the added lines of each hunk name: pairs of hunk index and criterion, in
/// that order, without duplicates. Web addresses name nothing; an id that is an ordinary number or
/// word, or that the reader made up, counts only in a comment of its own (`// Criterion: 1.2`).
/// Work still to do and tests that do not run name nothing (`// TODO AC-1`, `#[ignore]`).
///
/// The caller leaves out files that name criteria without carrying them out: specs, documents, lock
/// files.
#[allow(dead_code, reason = "only tests use it")]
pub fn in_diff(ids: &CriterionIds, diff: &TextDiff) -> Vec<(usize, CriterionKey)> {
    let found = places_in_diff(ids, diff, &mut usize::MAX.clone())
        .places
        .into_iter();
    found
        .filter(|named| !named.denied)
        .map(|named| (named.hunk, named.criterion))
        .collect()
}

/// The criteria that the hunks of a file name.
pub(super) struct NamedPlaces {
    pub places: Vec<NamedCriterion>,
    /// Whether a limit left some out.
    pub is_cut: bool,
}

/// Finds criteria like [`in_diff`], with their places, including those that do not count. Charges
/// the cost to `room`, and ends when none is left.
pub(super) fn places_in_diff(ids: &CriterionIds, diff: &TextDiff, room: &mut usize) -> NamedPlaces {
    let mut named = Vec::new();
    for (hunk, lines) in diff.hunks.iter().enumerate() {
        let mut first = First::default();
        let changes = diff
            .changes
            .get(lines.changes.start as usize..lines.changes.end as usize);
        for number in changes
            .into_iter()
            .flatten()
            .flat_map(|change| change.new.clone())
        {
            if *room == 0 {
                named.extend(first.named(hunk));
                return NamedPlaces {
                    places: named,
                    is_cut: true,
                };
            }
            in_line(ids, diff, number, &mut first, room);
        }
        named.extend(first.named(hunk));
    }
    NamedPlaces {
        places: named,
        is_cut: false,
    }
}

/// The first mentions in a hunk.
#[derive(Default)]
struct First {
    /// By criterion: the line, and whether all mentions deny it.
    lines: BTreeMap<CriterionKey, (u32, bool)>,
    /// By criterion number: whether a line names it without denying it, so that further mentions
    /// change nothing.
    settled: Vec<bool>,
}

impl First {
    fn add(&mut self, criterion: CriterionKey, line: u32, denied: bool) {
        let found = self.lines.entry(criterion).or_insert((line, denied));
        if found.1 && !denied {
            *found = (line, false);
        }
    }

    fn is_settled(&self, number: u32) -> bool {
        self.settled
            .get(number as usize)
            .copied()
            .unwrap_or_default()
    }

    /// Marks settled ones among some criteria.
    fn settle(&mut self, ids: &CriterionIds, numbers: &[u32]) {
        for number in numbers {
            if self
                .lines
                .get(ids.key(*number))
                .is_some_and(|(_, denied)| !denied)
            {
                self.settled
                    .resize(self.settled.len().max(*number as usize + 1), false);
                self.settled[*number as usize] = true;
            }
        }
    }

    fn named(self, hunk: usize) -> impl Iterator<Item = NamedCriterion> {
        let lines = self.lines.into_iter();
        lines.map(move |(criterion, (line, denied))| NamedCriterion {
            hunk,
            criterion,
            line,
            denied,
        })
    }
}

/// Adds the criteria that a line names, and whether it denies them. A line that names only criteria
/// which earlier lines of the hunk name without denying is skipped: there may be a million such
/// lines.
fn in_line(ids: &CriterionIds, diff: &TextDiff, number: u32, first: &mut First, room: &mut usize) {
    let line = diff.new.line(number);
    let mut found = Vec::new();
    let mut says_new = false;
    scan::line(ids, line, &mut |number| {
        says_new |= !first.is_settled(number);
        found.push(number);
    });
    *room = room.saturating_sub(found.len());
    let mut all = BTreeMap::new();
    if says_new {
        let text = scan::shortened(line);
        *room = room.saturating_sub(WEIGHED + text.len() / WEIGHED_BYTES);
        let idle = is_idle(&diff.new, number);
        // `if not ac_3():` denies nothing.
        let mentions = match has_comment(line) {
            true => denial::mentions(ids, [(number, String::from_utf8_lossy(text).as_ref())]),
            false => Vec::new(),
        };
        all.extend(
            mentions
                .into_iter()
                .map(|mention| (mention.criterion, mention.denied || idle)),
        );
        // Only the whole line shows this.
        for number in &found {
            all.entry(ids.key(*number).clone()).or_insert(idle);
        }
    }
    if ids.has_plain
        && let Some(words) = comment(line)
    {
        let mut plain = BTreeSet::new();
        message::trailer(ids, words, &mut plain);
        for criterion in plain {
            all.entry(criterion).or_insert(false);
        }
    }
    all.into_iter()
        .for_each(|(criterion, denied)| first.add(criterion, number + 1, denied));
    if says_new {
        first.settle(ids, &found);
    }
}

/// Whether a line contains some words, and not only as the end of a longer one.
fn has_words(line: &[u8], words: &[u8]) -> bool {
    (0..line.len()).any(|at| line[at] == words[0] && stands_at(line, at, words))
}

/// Whether a line contains any of [`IDLE`], in one pass: a delivery may name criteria in each of a
/// million lines.
fn has_idle(line: &[u8]) -> bool {
    let stands = |at: usize| {
        IDLE.iter()
            .any(|words| stands_at(line, at, words.as_bytes()))
    };
    (0..line.len()).any(|at| BEGINS_IDLE[usize::from(line[at])] && stands(at))
}

/// Whether some words are at an offset of a line, and not only as the end of a longer one.
fn stands_at(line: &[u8], at: usize, words: &[u8]) -> bool {
    let starts =
        at == 0 || !line[at - 1].is_ascii_alphanumeric() || !words[0].is_ascii_alphanumeric();
    starts && line[at..].starts_with(words)
}

/// Whether a line has a comment, possibly after code.
fn has_comment(line: &[u8]) -> bool {
    let marks = ["//", "# ", "-- ", "/*", "<!--"];
    comment(line).is_some() || marks.iter().any(|mark| has_words(line, mark.as_bytes()))
}

/// Whether a line, the attributes and comments around it or the start of the body below say that
/// its code does not run.
fn is_idle(file: &FileText, number: u32) -> bool {
    let says = |number: &u32| {
        let line = &file.line(*number);
        let line = line[..line.len().min(MAX_IDLE)].to_ascii_lowercase();
        let has = |words: &&str| has_words(&line, words.as_bytes());
        has_idle(&line) || has(&ON_REQUEST) && CANNOT.iter().any(has)
    };
    let goes_along = |number: &u32| {
        let line = file.line(*number).trim_ascii();
        [&b"#"[..], b"@", b"//", b"/*", b"*", b"[", b"--"]
            .iter()
            .any(|sign| line.starts_with(sign))
    };
    let is_open = |number: &u32| {
        let line = file.line(*number).trim_ascii();
        !line.is_empty() && !line.starts_with(b"}")
    };
    let above = (number.saturating_sub(BESIDE)..number).rev();
    let below = number + 1..file.len().min(number + 1 + BESIDE);
    let after_comments = below
        .clone()
        .find(|number| !goes_along(number))
        .unwrap_or(below.end);
    let body = after_comments..file.len().min(after_comments + BODY);
    says(&number)
        || above.take_while(goes_along).any(|number| says(&number))
        || below.take_while(goes_along).any(|number| says(&number))
        || body.take_while(is_open).any(|number| says(&number))
}

/// Returns the words of a line that is a comment in one of the usual notations, or emphasised.
fn comment(line: &[u8]) -> Option<&[u8]> {
    let line = line.trim_ascii();
    let marks = line
        .iter()
        .take_while(|byte| byte.is_ascii_punctuation() || **byte == b' ')
        .count();
    let (opening, words) = line.split_at(marks);
    let opens = opening.starts_with(b"--") || opening.iter().any(|byte| b"/*#;%<_".contains(byte));
    let closing = |byte: &u8| b"*/->_ ".contains(byte);
    let end = words.len() - words.iter().rev().take_while(|byte| closing(byte)).count();
    opens.then(|| &words[..end])
}
