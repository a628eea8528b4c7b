//! Searches a file for a piece of text. Gives no place rather than a doubtful one.

use std::collections::HashMap;
use std::ops::Range;

use super::around::surroundings;
use super::likeness::{self, Original};
use crate::model::change::FileText;
use crate::model::id::Digest;

/// Minimum likeness of a changed piece, by Dice's coefficient. An edit to a line in ten lines
/// passes, and so does a renamed word in a long line; another statement of the same shape does not.
const ALIKE: f64 = 0.85;

/// Maximum distance, in lines up and down, from the expected place of a changed piece.
const REACH: u32 = 400;

/// Minimum number of byte pairs for a piece to be compared.
const MIN_PAIRS: u32 = 8;

/// Minimum number of letters and digits for a text to be recognised without the lines around it
/// (unlike `}`, `else {`, an empty line).
const TELLING: usize = 8;

/// Minimum number of letters and digits for a text found between other lines to count as unique
/// when the rest of the old text is unknown: `Ok(value)`, `}` or an empty line may have occurred
/// more than once.
const UNMISTAKABLE: usize = 24;

/// Maximum number of equal places whose surroundings are compared.
const MAX_EQUAL: usize = 10_000;

/// Maximum number of line comparisons in a search for the same text.
const MAX_COMPARED: usize = 20_000_000;

/// The text to find. Line numbers are 0-based.
pub(super) struct Sought<'a> {
    /// Its lines; at most a few thousand bytes.
    pub text: &'a FileText,
    /// Digests of the lines before and after; `None` at the start or end of the file.
    pub around: [Option<Digest>; 2],
    /// The line where it is expected.
    pub near: u32,
    /// Whether similar text is accepted.
    pub alike: bool,
}

/// The place found. Line numbers are 0-based, ends excluded.
pub(super) enum SearchHit {
    /// Has the same text.
    Same(Range<u32>),
    /// Has similar text.
    Alike(Range<u32>),
}

/// Searches the `eligible` places for the text.
pub(super) fn find(
    sought: &Sought,
    now: &FileText,
    eligible: impl Fn(&Range<u32>) -> bool,
) -> Option<SearchHit> {
    if sought.text.is_empty() {
        return None;
    }
    let mut equal = equal_places(sought.text, now)?;
    equal.retain(&eligible);
    if equal.is_empty() && !sought.alike {
        return None;
    }
    if equal.is_empty() {
        return alike(sought, now, eligible).map(SearchHit::Alike);
    }
    sought.tell_apart(&equal, now).map(SearchHit::Same)
}

/// Counts how many of the two surroundings are equal there: 0 to 2.
pub(super) fn same_around(
    around: &[Option<Digest>; 2],
    now: &FileText,
    place: &Range<u32>,
) -> usize {
    surroundings(now, place)
        .iter()
        .zip(around)
        .filter(|(now, then)| now == then)
        .count()
}

/// Whether lines say enough to be recognised by themselves.
pub(super) fn is_telling<'a>(lines: impl Iterator<Item = &'a [u8]>) -> bool {
    says(lines, TELLING)
}

/// Whether lines say so much that they probably occurred only once.
pub(super) fn is_unmistakable<'a>(lines: impl Iterator<Item = &'a [u8]>) -> bool {
    says(lines, UNMISTAKABLE)
}

fn says<'a>(lines: impl Iterator<Item = &'a [u8]>, enough: usize) -> bool {
    let said = |byte: &&u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
    lines
        .flat_map(|line| line.iter().filter(said))
        .nth(enough - 1)
        .is_some()
}

/// Whether `whole` has more than one piece with the words of `lines` of `text`, as far as can be
/// said.
pub(super) fn repeats(text: &FileText, lines: &Range<u32>, whole: &FileText) -> bool {
    let piece: Vec<u8> = lines
        .clone()
        .flat_map(|line| text.raw_line(line))
        .copied()
        .collect();
    equal_places(&FileText::new(piece), whole).is_none_or(|places| places.len() > 1)
}

impl Sought<'_> {
    /// Selects the right one of several equal places, if that is beyond doubt.
    fn tell_apart(&self, equal: &[Range<u32>], now: &FileText) -> Option<Range<u32>> {
        if equal.len() > MAX_EQUAL {
            return None;
        }
        let contexts: Vec<usize> = equal
            .iter()
            .map(|place| same_around(&self.around, now, place))
            .collect();
        let best = *contexts.iter().max()?;
        let mut winners = equal
            .iter()
            .zip(&contexts)
            .filter(|(_, context)| **context == best);
        let (place, _) = winners.next()?;
        let only_winner = winners.next().is_none();
        let telling = is_telling(lines(self.text, &(0..self.text.len())));
        let beyond_doubt = best == 2 || telling && (best == 1 || equal.len() == 1);
        (only_winner && beyond_doubt).then(|| place.clone())
    }
}

/// Finds all places with the same lines; `None` when the budget does not suffice.
fn equal_places(text: &FileText, now: &FileText) -> Option<Vec<Range<u32>>> {
    let mut times: HashMap<&[u8], u32> = (0..text.len()).map(|line| (text.line(line), 0)).collect();
    for line in 0..now.len() {
        if let Some(times) = times.get_mut(now.line(line)) {
            *times += 1;
        }
    }
    // The rarest line leaves the fewest places to compare.
    let rarest = (0..text.len()).min_by_key(|line| times[text.line(*line)])?;
    let mut compared = 0;
    let mut places = Vec::new();
    for line in rarest..now.len() {
        let start = line - rarest;
        if now.line(line) != text.line(rarest) || start + text.len() > now.len() {
            continue;
        }
        let same = (0..text.len())
            .take_while(|at| now.line(start + at) == text.line(*at))
            .count() as u32;
        compared += same as usize + 1;
        if compared > MAX_COMPARED {
            return None;
        }
        if same == text.len() {
            places.push(start..start + same);
        }
    }
    Some(places)
}

/// Finds the one place nearby with similar text. Of overlapping places the most alike counts.
fn alike(
    sought: &Sought,
    now: &FileText,
    eligible: impl Fn(&Range<u32>) -> bool,
) -> Option<Range<u32>> {
    let text = sought.text;
    let mut original = Original::new(lines(text, &(0..text.len())));
    if original.size() < MIN_PAIRS {
        return None;
    }
    let near = sought.near.min(now.len());
    let window = near.saturating_sub(REACH)..near.saturating_add(REACH + 1).min(now.len());
    let mut places: Vec<(f64, Range<u32>)> = Vec::new();
    for len in [text.len(), text.len() + 1, text.len() - 1] {
        for start in window.clone() {
            let place = start..start + len;
            if len == 0 || place.end > now.len() {
                break;
            }
            let size = lines(now, &place).map(likeness::size).sum();
            if original.best(size) < ALIKE || !eligible(&place) {
                continue;
            }
            let likeness = original.likeness(lines(now, &place));
            if likeness >= ALIKE {
                places.push((likeness, place));
            }
        }
    }
    only(&places).or_else(|| {
        places.retain(|(_, place)| same_around(&sought.around, now, place) > 0);
        only(&places)
    })
}

/// Returns the most alike place, the first of equals, if all others overlap it.
fn only(places: &[(f64, Range<u32>)]) -> Option<Range<u32>> {
    let (_, best) = places
        .iter()
        .reduce(|best, other| if other.0 > best.0 { other } else { best })?;
    let overlaps = |place: &Range<u32>| place.start < best.end && best.start < place.end;
    places
        .iter()
        .all(|(_, place)| overlaps(place))
        .then(|| best.clone())
}

fn lines<'a>(text: &'a FileText, lines: &Range<u32>) -> impl Iterator<Item = &'a [u8]> + use<'a> {
    lines.clone().map(|line| text.line(line))
}
