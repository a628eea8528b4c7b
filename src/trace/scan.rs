//! Scans a line of text for runs that may name a criterion, quickly.

use std::collections::BTreeSet;
use std::ops::Range;

use super::ids::{CriterionIds, is_joint};
use crate::model::spec::CriterionKey;

/// Maximum number of bytes of a line that are scanned. Nobody declares anything beyond, and
/// minified files stay cheap.
const MAX_LINE: usize = 16 * 1024;

/// A bit for each pair of bytes that ids can start with.
pub(super) struct Starts(Box<[u64; 1 << 10]>);

impl Default for Starts {
    fn default() -> Self {
        Self(Box::new([0; 1 << 10]))
    }
}

impl Starts {
    /// Adds an id as written.
    pub(super) fn add(&mut self, id: &str) {
        if let [first, second, ..] = id.as_bytes() {
            let pair = usize::from(u16::from_be_bytes([*first, *second]));
            self.0[pair >> 6] |= 1 << (pair & 63);
        }
    }

    /// Adds an id in upper case, lower case and with other marks between its pieces.
    pub(super) fn add_spellings(&mut self, id: &str, pieces: &[Range<usize>]) {
        let Some(first) = pieces.first().map(|piece| &id[piece.clone()]) else {
            return;
        };
        let next = pieces
            .get(1)
            .and_then(|piece| id[piece.clone()].chars().next());
        let mut chars = first.chars();
        let Some(head) = chars.next() else { return };
        let seconds: Vec<char> = match chars.next() {
            Some(second) => vec![second],
            None => ['-', '_', '.'].into_iter().chain(next).collect(),
        };
        for second in seconds {
            for head in [
                head.to_lowercase().to_string(),
                head.to_uppercase().to_string(),
            ] {
                self.add(&format!("{head}{}", second.to_lowercase()));
                self.add(&format!("{head}{}", second.to_uppercase()));
            }
        }
    }

    /// Finds the next place from `at` on where an id can start.
    fn next(&self, line: &[u8], at: usize) -> Option<usize> {
        let starts = |pair: &[u8]| {
            let pair = usize::from(pair[0]) << 8 | usize::from(pair[1]);
            self.0[pair >> 6] >> (pair & 63) & 1 == 1
        };
        line.get(at..)?
            .windows(2)
            .position(starts)
            .map(|found| at + found)
    }
}

/// Finds the criteria that a line names, each once.
pub(super) fn keys(ids: &CriterionIds, text: &[u8]) -> BTreeSet<CriterionKey> {
    let mut found = BTreeSet::new();
    line(ids, text, &mut |number| {
        found.insert(ids.key(number).clone());
    });
    found
}

/// Finds the ids named in a line, except in web addresses, as numbers of their criteria: a delivery
/// may name criteria millions of times.
pub(super) fn line(ids: &CriterionIds, line: &[u8], found: &mut impl FnMut(u32)) {
    let line = shortened(line);
    let mut address = AddressScan::default();
    let mut at = 0;
    while let Some(next) = ids.starts.next(line, at) {
        at = next;
        if !may_start(line, at) {
            at += 1;
            continue;
        }
        let run = run_around(line, at);
        let end = run.end.max(at + 1);
        if !address.covers(line, at) {
            let text = &line[run];
            // An address that starts within the run ends it.
            let text = find_scheme(text).map_or(text, |scheme| &text[..scheme]);
            ids_in(ids, text, found);
        }
        at = end;
    }
}

fn ids_in(ids: &CriterionIds, run: &[u8], found: &mut impl FnMut(u32)) {
    let text = String::from_utf8_lossy(run);
    for run in text.split(|c: char| !c.is_alphanumeric() && !is_joint(c)) {
        if !run.is_empty() {
            ids.in_run(run, found);
        }
    }
}

/// Whether a word may start here; `pieces` makes the final decision.
fn may_start(line: &[u8], at: usize) -> bool {
    let Some(previous) = at.checked_sub(1).map(|at| line[at]) else {
        return true;
    };
    if !previous.is_ascii_alphanumeric() {
        return true;
    }
    let before_lower = line.get(at + 1).is_some_and(u8::is_ascii_lowercase);
    line[at].is_ascii_uppercase() && (previous.is_ascii_lowercase() || before_lower)
        || !line[at].is_ascii()
}

fn run_around(line: &[u8], at: usize) -> Range<usize> {
    let before = line[..at]
        .iter()
        .rev()
        .take_while(|byte| in_run(**byte))
        .count();
    let after = line[at..].iter().take_while(|byte| in_run(**byte)).count();
    at - before..at + after
}

fn in_run(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii() || is_joint(char::from(byte))
}

/// Cuts a long line, but not within a run: half an id may be another id.
pub(super) fn shortened(line: &[u8]) -> &[u8] {
    let Some(start) = line.get(..MAX_LINE) else {
        return line;
    };
    &line[..start.iter().rposition(|byte| !in_run(*byte)).unwrap_or(0)]
}

fn find_scheme(text: &[u8]) -> Option<usize> {
    text.windows(3).position(|three| three == b"://")
}

/// Tells, for ascending places, whether they are inside a web address.
#[derive(Default)]
struct AddressScan {
    seen: usize,
    inside: bool,
}

impl AddressScan {
    fn covers(&mut self, line: &[u8], at: usize) -> bool {
        while self.seen < at {
            match line[self.seen] {
                b' ' | b'\t' | b'<' | b'>' | b'"' | b'\'' | b'`' => self.inside = false,
                b':' if line[self.seen..].starts_with(b"://") => self.inside = true,
                _ => {}
            }
            self.seen += 1;
        }
        self.inside
    }
}
