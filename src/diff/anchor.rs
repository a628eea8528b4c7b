//! Anchors: the text kept of lines that a note is about, and relocating them in later versions.

use std::ops::Range;

use super::around::{SURROUNDINGS, surroundings};
use super::map::{LineFate, LineMap};
use super::search::{self, SearchHit, Sought};
use crate::model::change::FileText;
use crate::model::id::{Digest, ObjectId};
use crate::model::note::{Anchor, Standing};
use crate::model::spec::LineRange;
use crate::model::text::Untrusted;

/// Maximum size of the text that an anchor keeps, in bytes.
const MAX_TEXT_BYTES: usize = 4_096;

/// The result of relocating an anchor. Lines are 1-based, both ends included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Relocation {
    /// The same lines with the same numbers.
    Exact(LineRange),
    /// The same lines elsewhere in the file.
    Moved(LineRange),
    /// The rest of the lines, or lines much like them.
    Edited(LineRange),
    /// Not found beyond doubt.
    Gone,
}

impl Relocation {
    /// Returns the lines, if found.
    pub fn lines(self) -> Option<LineRange> {
        match self {
            Self::Exact(lines) | Self::Moved(lines) | Self::Edited(lines) => Some(lines),
            Self::Gone => None,
        }
    }

    /// Converts it to the state that is shown.
    pub fn standing(self) -> Standing {
        match self {
            Self::Exact(_) => Standing::Exact,
            Self::Moved(_) => Standing::Moved,
            Self::Edited(_) => Standing::Edited,
            Self::Gone => Standing::Gone,
        }
    }

    fn same(now: Range<u32>, then: LineRange) -> Self {
        let now = one_based(&now);
        if now == then {
            Self::Exact(now)
        } else {
            Self::Moved(now)
        }
    }
}

/// Relocates an anchor in `now`, the content of `now_blob`. `old_blob` is the content that the
/// anchor was made on, when available.
///
/// Tries in turn: equal contents; the old content's lines as far as they still exist; the same text
/// elsewhere, told apart by the lines around; text at least .85 alike nearby. Gives no place where
/// more than one qualifies; gives `Edited` where one does but the lines around it differ. An anchor
/// without lines stands for the whole file: `Exact` unless empty.
pub fn relocate(
    anchor: &Anchor,
    old_blob: Option<&FileText>,
    now: &FileText,
    now_blob: ObjectId,
) -> Relocation {
    let is_compared = anchor.lines.is_some() && anchor.blob != Some(now_blob);
    let map = old_blob
        .filter(|_| is_compared)
        .map(|old| LineMap::new(old, now));
    relocate_by(anchor, old_blob.zip(map.as_ref()), now, now_blob)
}

/// Relocates an anchor with a comparison of the old and current contents that was made before: many
/// anchors share one.
pub fn relocate_by(
    anchor: &Anchor,
    old_blob: Option<(&FileText, &LineMap)>,
    now: &FileText,
    now_blob: ObjectId,
) -> Relocation {
    let Some(then) = anchor.lines else {
        let whole = LineRange {
            first: 1,
            last: now.len(),
        };
        return if now.is_empty() {
            Relocation::Gone
        } else {
            Relocation::Exact(whole)
        };
    };
    if anchor.blob == Some(now_blob) {
        return zero_based(then, now).map_or(Relocation::Gone, |_| Relocation::Exact(then));
    }
    let old = old_blob.and_then(|(old, map)| Some((old, map, zero_based(then, old)?)));
    let around = [anchor.before, anchor.after];
    let found = match &old {
        Some((old, map, range)) => relocate_by_lines(old, map, range, now),
        None => {
            let sought = (&anchor.text, around, then.first.saturating_sub(1), true);
            relocate_by_text(sought, then, now, |_| true)
        }
    };
    let old = old.map(|(old, _, range)| (old, range));
    match found {
        Relocation::Exact(here) | Relocation::Moved(here)
            if is_doubtful(old.as_ref(), around, now, here) =>
        {
            Relocation::Edited(here)
        }
        found => found,
    }
}

/// Relocates an anchor in another file: `now`, which did not have the lines `before`, according to
/// a comparison with its earlier version. Accepts the same text between the same lines, or beside
/// one of them if it says enough; text at least .85 alike where the file is `likely`.
pub fn relocate_elsewhere(
    anchor: &Anchor,
    before: Option<&LineMap>,
    now: &FileText,
    likely: bool,
) -> Relocation {
    let Some(then) = anchor.lines else {
        return Relocation::Gone;
    };
    let is_new = |place: &Range<u32>| before.is_none_or(|map| map.mostly_added(place));
    let around = [anchor.before, anchor.after];
    let sought = (&anchor.text, around, then.first.saturating_sub(1), likely);
    match relocate_by_text(sought, then, now, is_new) {
        Relocation::Exact(here) | Relocation::Moved(here) => {
            let place = here.first - 1..here.last;
            let same = search::same_around(&around, now, &place);
            let says_enough = search::is_unmistakable(place.map(|line| now.line(line)));
            if same == 2 || same == 1 && says_enough {
                Relocation::Moved(here)
            } else {
                Relocation::Gone
            }
        }
        found => found,
    }
}

fn relocate_by_lines(
    old: &FileText,
    map: &LineMap,
    range: &Range<u32>,
    now: &FileText,
) -> Relocation {
    let then = one_based(range);
    let (left, near) = match map.fate(range) {
        LineFate::Whole(first) => return Relocation::same(first..first + range.len() as u32, then),
        // The first and last of the remaining lines existed before.
        LineFate::Parts(left) => {
            let ends = [now.line(left.start), now.line(left.end - 1)];
            if search::is_telling(ends.into_iter()) {
                return Relocation::Edited(one_based(&left));
            }
            (Some(one_based(&left)), left.start)
        }
        LineFate::Replaced(now) => (None, now.start),
    };
    let (text, before, after) = anchor_text(old, then);
    // Text that existed before is another piece with the same words.
    let elsewhere = |place: &Range<u32>| map.mostly_added(place);
    match (
        relocate_by_text((&text, [before, after], near, true), then, now, elsewhere),
        left,
    ) {
        (Relocation::Gone, Some(left)) => Relocation::Edited(left),
        (relocation, _) => relocation,
    }
}

/// Whether lines with the right text may be other lines. A diff pairs one brace with any other, and
/// a copy may be all that is left. So a place between different lines has to say enough by itself
/// and to be unique; a place with the same neighbour on one side has to be the only one beside
/// such.
fn is_doubtful(
    old: Option<&(&FileText, Range<u32>)>,
    around: [Option<Digest>; 2],
    now: &FileText,
    here: LineRange,
) -> bool {
    let here = here.first - 1..here.last;
    let around = old.map_or(around, |(old, range)| surroundings(old, range));
    let [before, after] = surroundings(now, &here);
    let repeats = |lines: Range<u32>| {
        let old = old.map(|(old, _)| *old);
        old.into_iter()
            .chain([now])
            .any(|text| search::repeats(now, &lines, text))
    };
    match [before == around[0], after == around[1]] {
        [true, true] => false,
        [true, false] => repeats(here.start.saturating_sub(SURROUNDINGS)..here.end),
        [false, true] => repeats(here.start..(here.end + SURROUNDINGS).min(now.len())),
        [false, false] => {
            let says_enough = search::is_unmistakable(here.clone().map(|line| now.line(line)));
            old.is_none() || !says_enough || repeats(here)
        }
    }
}

/// Whether an anchor's lines, found at `here`, have other neighbours than those it was made
/// between.
pub fn is_between_others(anchor: &Anchor, now: &FileText, here: LineRange) -> bool {
    zero_based(here, now)
        .is_none_or(|here| search::same_around(&[anchor.before, anchor.after], now, &here) == 0)
}

fn relocate_by_text(
    (text, around, near, alike): (&Untrusted, [Option<Digest>; 2], u32, bool),
    then: LineRange,
    now: &FileText,
    eligible: impl Fn(&Range<u32>) -> bool,
) -> Relocation {
    let bytes = text.as_bytes();
    let text = FileText::new(bytes[..bytes.len().min(MAX_TEXT_BYTES)].to_vec());
    let is_whole = then.last.checked_sub(then.first) == text.len().checked_sub(1);
    // The lines after a cut text are not its surroundings.
    let around = [around[0], if is_whole { around[1] } else { None }];
    match search::find(
        &Sought {
            text: &text,
            around,
            near,
            alike,
        },
        now,
        eligible,
    ) {
        Some(SearchHit::Same(place)) if is_whole => Relocation::same(place, then),
        Some(SearchHit::Same(place) | SearchHit::Alike(place)) => {
            Relocation::Edited(one_based(&place))
        }
        None => Relocation::Gone,
    }
}

/// Returns what an anchor keeps of `lines` (1-based): their text with line ends, at most 4 KiB,
/// whole lines only; and digests of up to three lines before and after, `None` where the file
/// starts or ends.
pub fn anchor_text(
    text: &FileText,
    lines: LineRange,
) -> (Untrusted, Option<Digest>, Option<Digest>) {
    let Some(range) = zero_based(lines, text) else {
        return (Untrusted::default(), None, None);
    };
    let mut kept = Vec::new();
    for line in range.clone() {
        let line = text.raw_line(line);
        if kept.len() + line.len() > MAX_TEXT_BYTES {
            break;
        }
        kept.extend_from_slice(line);
    }
    let [before, after] = surroundings(text, &range);
    (Untrusted::new(kept), before, after)
}

/// Whether `lines` (1-based) of `then` are in `now` unchanged and contiguous; the whole text when
/// `lines` is empty. Lines that `then` does not have count as changed.
pub fn unchanged(then: &FileText, now: &FileText, lines: &[LineRange]) -> bool {
    if then.bytes() == now.bytes() {
        return lines.iter().all(|lines| zero_based(*lines, then).is_some());
    }
    let map = LineMap::new(then, now);
    let stands = |lines: &LineRange| {
        zero_based(*lines, then).is_some_and(|range| matches!(map.fate(&range), LineFate::Whole(_)))
    };
    !lines.is_empty() && lines.iter().all(stands)
}

/// Converts lines to a 0-based range, end excluded; `None` unless the text has them all.
fn zero_based(lines: LineRange, text: &FileText) -> Option<Range<u32>> {
    let inside = 1 <= lines.first && lines.first <= lines.last && lines.last <= text.len();
    inside.then(|| lines.first - 1..lines.last)
}

/// Converts a range that is not empty to 1-based lines, last included.
fn one_based(range: &Range<u32>) -> LineRange {
    LineRange {
        first: range.start + 1,
        last: range.end,
    }
}
