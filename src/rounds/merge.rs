//! Merges two changes of one text, in memory: what the base made of it, and what the old round did.
//!
//! Goes by the same line differences that are shown, so that a line is merged as the reviewer sees
//! it change; their bounds hold here too. Where both changed the same lines the merged text has the
//! lines of both, so that whatever a resolution leaves out shows as removed. Knows nothing of
//! files.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diff;
use crate::model::change::{Change, FileText};

/// Two changes of one text, merged.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Merged {
    pub text: FileText,
    /// Lines of `text`, 0-based, in the place of lines that both changed in different ways. Lines
    /// that both only inserted at one place are no conflict: the text has all of them.
    pub conflicts: Vec<Range<u32>>,
}

/// Merges what `ours` (the new base) and `theirs` (the old round) made of `ancestor` (the old
/// base). `hint`, the new round's text, tells which lines come first where both inserted some at
/// one place; without an answer those of `ours` do.
pub fn merge(
    ancestor: &Arc<FileText>,
    ours: &Arc<FileText>,
    theirs: &Arc<FileText>,
    hint: &FileText,
) -> Merged {
    let [mut ours, mut theirs] = [ours, theirs].map(|text| MergeSide {
        text,
        changes: diff::without_hunks(Arc::clone(ancestor), Arc::clone(text)).changes,
        next: 0,
    });
    let mut places = HintPlaces::new(hint);
    let mut merged = MergedText::default();
    let mut at = 0;
    while let Some(mut region) = [ours.next_place(), theirs.next_place()]
        .into_iter()
        .flatten()
        .min_by_key(|place| (place.start, place.end))
    {
        let (mut mine, mut others) = (Vec::new(), Vec::new());
        while ours.take_into(&mut region, &mut mine) || theirs.take_into(&mut region, &mut others) {
        }
        merged.add(ancestor, at..region.start);
        at = region.end;
        match (&mine[..], &others[..]) {
            (mine, []) => merged.add(ours.text, lines_of(mine)),
            ([], others) => merged.add(theirs.text, lines_of(others)),
            (mine, others) => merged.add_both(
                [
                    (ours.text, &lines_of(mine)),
                    (theirs.text, &lines_of(others)),
                ],
                region.is_empty(),
                &mut places,
            ),
        }
    }
    merged.add(ancestor, at..ancestor.len());
    Merged {
        text: FileText::new(merged.bytes),
        conflicts: merged.conflicts,
    }
}

/// Lists the lines that changes bring, in order.
fn lines_of(taken: &[Change]) -> Vec<u32> {
    taken.iter().flat_map(|change| change.new.clone()).collect()
}

/// One side's changes of the ancestor, taken from the first to the last.
struct MergeSide<'t> {
    text: &'t Arc<FileText>,
    changes: Vec<Change>,
    /// How many changes were taken.
    next: usize,
}

impl MergeSide<'_> {
    /// Returns the ancestor's lines that the next change replaces.
    fn next_place(&self) -> Option<Range<u32>> {
        Some(self.changes.get(self.next)?.old.clone())
    }

    /// Takes the next change if it shares lines with the region, or inserts at the place at which
    /// the region only inserts, and extends the region by it. Changes that only touch stay apart,
    /// with inserted lines before the replaced ones.
    fn take_into(&mut self, region: &mut Range<u32>, taken: &mut Vec<Change>) -> bool {
        let Some(change) = self.changes.get(self.next) else {
            return false;
        };
        if change.old.start >= region.end && change.old != *region {
            return false;
        }
        region.end = region.end.max(change.old.end);
        taken.push(change.clone());
        self.next += 1;
        true
    }
}

/// The merged text under construction.
#[derive(Default)]
struct MergedText {
    bytes: Vec<u8>,
    /// How many lines it has.
    lines: u32,
    conflicts: Vec<Range<u32>>,
}

impl MergedText {
    fn add(&mut self, text: &FileText, lines: impl IntoIterator<Item = u32>) {
        for line in lines {
            // A last line without its end ends where another follows.
            if self.bytes.last().is_some_and(|last| *last != b'\n') {
                self.bytes.push(b'\n');
            }
            self.bytes.extend_from_slice(text.raw_line(line));
            self.lines += 1;
        }
    }

    /// Adds the lines of both sides; those that both begin or end with, once. Ancestor's lines of
    /// the region are gone: one side or the other replaced each.
    fn add_both(
        &mut self,
        [(ours, mine), (theirs, others)]: [(&FileText, &[u32]); 2],
        only_inserted: bool,
        places: &mut HintPlaces<'_>,
    ) {
        let equal = |(a, b): &(&u32, &u32)| ours.raw_line(**a) == theirs.raw_line(**b);
        let head = mine.iter().zip(others).take_while(equal).count();
        let (shared, mine) = mine.split_at(head);
        self.add(ours, shared.iter().copied());
        let others = &others[head..];
        let ends = mine.iter().rev().zip(others.iter().rev());
        let tail = ends.take_while(equal).count();
        let (mine, shared) = mine.split_at(mine.len() - tail);
        let others = &others[..others.len() - tail];
        let before = self.lines;
        let mut sides = [(ours, mine), (theirs, others)];
        if places.comes_first(sides[1], sides[0]) {
            sides.reverse();
        }
        for (text, lines) in sides {
            self.add(text, lines.iter().copied());
        }
        if !only_inserted && self.lines > before {
            self.conflicts.push(before..self.lines);
        }
        self.add(ours, shared.iter().copied());
    }
}

/// Where lines stand in the new round's text, indexed when first asked for.
struct HintPlaces<'t> {
    hint: &'t FileText,
    /// By line: its place; `None` where it occurs more than once.
    places: Option<HashMap<&'t [u8], Option<u32>>>,
}

impl<'t> HintPlaces<'t> {
    fn new(hint: &'t FileText) -> Self {
        Self { hint, places: None }
    }

    /// Whether the first of two runs of lines stands before the second, by the first line of each
    /// that occurs once; false where that does not tell.
    fn comes_first(&mut self, one: (&FileText, &[u32]), other: (&FileText, &[u32])) -> bool {
        let hint = self.hint;
        let places = self.places.get_or_insert_with(|| {
            let mut places: HashMap<&[u8], Option<u32>> = HashMap::new();
            for at in 0..hint.len() {
                let place = places.entry(hint.raw_line(at));
                place.and_modify(|known| *known = None).or_insert(Some(at));
            }
            places
        });
        let place = |(text, lines): (&FileText, &[u32])| {
            let mut places = lines.iter().map(|line| places.get(text.raw_line(*line)));
            places.find_map(|place| place.copied().flatten())
        };
        matches!((place(one), place(other)), (Some(one), Some(other)) if one < other)
    }
}
