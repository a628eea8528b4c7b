//! Pairs criteria with changed texts: like enough with the same id or place, or with a text that no
//! other comes near.
//!
//! Candidates come from rare words that both sides share, from ids and from places. Where all texts
//! differ, the cost is about that of looking up rare words (`nearby`), for each criterion.

use std::collections::HashMap;
use std::ops::Range;

use super::gaps::ItemGaps;
use super::item::{IdOrigin, LineageItem, Pairs, SpecVersion, homes};
use super::language::translated;
use super::likeness::{Likeness, UnpairedTexts};
use super::nearby::Nearby;
use super::sections::{Course, Together, VersionSections};
use super::settle::{LEAST, LEAST_DOUBTFUL, MARGIN, settle};
use crate::model::id::CriterionId;
use crate::model::lineage::Sureness;

/// Maximum number of candidates by words for one criterion.
const CANDIDATES: usize = 12;
/// Maximum number of unpaired criteria between two neighbours for their positions to mean anything.
const IN_PLACE: usize = 24;
/// Maximum number of candidates kept per criterion that can only compete with a pair.
const IN_THE_WAY: u32 = 4;
/// Maximum number of passes over the unpaired rest: each pair says more about where the others
/// stand.
const ROUNDS: usize = 8;

/// Two criteria that may be the same.
pub(super) struct PairCandidate {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) likeness: Likeness,
    pub(super) context: PairEvidence,
    pub(super) total: f32,
}

impl PairCandidate {
    /// Whether it can be a pair, or compete with one.
    fn counts(&self) -> bool {
        self.may_be_a_pair() || self.total >= LEAST - MARGIN
    }

    fn may_be_a_pair(&self) -> bool {
        self.context.translated || self.likeness.score() >= LEAST_DOUBTFUL
    }
}

/// Evidence, besides the words, that two criteria are the same.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct PairEvidence {
    /// The same name from the source, in the old spec's successor.
    pub(super) same_name: bool,
    /// The same number, in the old spec's successor.
    pub(super) same_number: bool,
    /// The same written id in another spec.
    same_id_elsewhere: bool,
    /// Between the same neighbours.
    in_gap: bool,
    /// The only unpaired item between them.
    only_one: bool,
    /// Equally many are unpaired there on both sides, and both have the same position.
    pub(super) in_step: bool,
    /// Their numbers differ by as much as those of the neighbouring pairs.
    same_shift: bool,
    /// Under the same heading.
    same_place: bool,
    /// Of the same requirement, or of its successor.
    same_title: bool,
    /// The same number within the section, under another number of the section.
    same_ordinal: bool,
    /// In the old spec's successor.
    at_home: bool,
    /// The successor is in another language.
    pub(super) translated: bool,
}

impl PairEvidence {
    /// Returns the addition to the likeness when candidates are compared.
    fn bonus(self) -> f32 {
        let of = |is: bool, bonus: f32| if is { bonus } else { 0.0 };
        of(self.same_name, 0.26)
            + of(self.same_number, 0.22)
            + of(self.same_ordinal, 0.16)
            + of(self.same_id_elsewhere, 0.08)
            + of(self.in_gap, 0.08)
            + of(self.only_one || self.in_step, 0.06)
            + of(self.same_title, 0.08)
            + of(self.same_place, 0.04)
            + of(self.at_home, 0.03)
    }

    /// Returns how alike the words have to be for statements to carry over.
    pub(super) fn threshold(self) -> f32 {
        let of = |is: bool, less: f32| if is { less } else { 0.0 };
        0.60 - of(self.same_name, 0.30)
            - of(self.same_number, 0.22)
            - of(self.same_ordinal, 0.16)
            - of(self.same_id_elsewhere, 0.05)
            - of(self.in_gap, 0.06)
            - of(self.only_one || self.in_step, 0.06)
            - of(self.same_title, 0.04)
            - match (self.same_shift, self.same_name || self.same_number) {
                (true, true) => 0.04,
                (true, false) => 0.08,
                _ => 0.0,
            }
    }
}

/// Share of a text that has to be kept for it to count as grown; its total then rises by
/// [`OF_GROWN`].
const GROWN: f32 = 0.95;
const OF_GROWN: f32 = 0.1;
/// Pairs what is still unpaired. `far`: the two versions have an unknown history between them.
pub(super) fn pair(
    old: &SpecVersion<'_>,
    new: &SpecVersion<'_>,
    texts: &UnpairedTexts,
    pairs: &mut Pairs,
    far: bool,
) {
    let sides = (old, new);
    let homes = homes(old, new, pairs);
    let translated = translated((old, &pairs.open()), (new, &pairs.free()), &homes);
    let sections = VersionSections::new(old, new, &homes);
    let mut known = VersionFacts {
        texts,
        translated,
        sections,
        nearby: Nearby::new(texts, pairs),
    };
    for _ in 0..ROUNDS {
        if known.nearby.is_stale(pairs) {
            known.nearby = Nearby::new(texts, pairs);
        }
        let found = candidates(sides, &known, pairs);
        // Guesses come last, because certain pairs show where the others stand.
        if !settle(&found, pairs, far, Sureness::Likely)
            && !settle(&found, pairs, far, Sureness::Unsure)
        {
            break;
        }
    }
}

/// Lists all possible pairs, best first.
fn candidates(
    (old, new): (&SpecVersion<'_>, &SpecVersion<'_>),
    known: &VersionFacts<'_>,
    pairs: &Pairs,
) -> Vec<PairCandidate> {
    let homes = homes(old, new, pairs);
    let gaps = ItemGaps::new(old, new, pairs, &homes);
    let course = known.sections.course(pairs);
    LikenessSearch {
        old,
        new,
        known,
        pairs,
        gaps,
        homes,
        course,
    }
    .candidates()
}

/// Facts about two versions that do not depend on the pairs so far.
struct VersionFacts<'a> {
    texts: &'a UnpairedTexts,
    /// By old spec: whether its successor is in another language.
    translated: Vec<bool>,
    sections: VersionSections,
    nearby: Nearby,
}

struct LikenessSearch<'a, 's> {
    old: &'a SpecVersion<'s>,
    new: &'a SpecVersion<'s>,
    known: &'a VersionFacts<'a>,
    pairs: &'a Pairs,
    gaps: ItemGaps,
    homes: Vec<Option<usize>>,
    course: Course,
}

impl LikenessSearch<'_, '_> {
    fn candidates(&self) -> Vec<PairCandidate> {
        let mut free = self.pairs.free();
        free.retain(|at| self.known.texts.new.contains_key(at));
        let mut by_id: HashMap<&CriterionId, Vec<usize>> = HashMap::new();
        for at in free.iter().copied() {
            if let Some(item) = self.new.items.get(at).filter(|item| item.is_written()) {
                by_id.entry(&item.criterion.id).or_default().push(at);
            }
        }
        let mut found = Vec::new();
        for old in self.pairs.open() {
            let by_words = self
                .known
                .nearby
                .of(old)
                .filter(|new| self.pairs.is_free(*new));
            let mut near: Vec<usize> = by_words.take(CANDIDATES).collect();
            if let Some(item) = self.old.items.get(old) {
                near.extend(
                    by_id
                        .get(&item.criterion.id)
                        .into_iter()
                        .flatten()
                        .take(CANDIDATES),
                );
                near.extend(
                    self.gaps
                        .of(old, item.spec)
                        .map_or(&[][..], |gap| in_place(&free, &gap)),
                );
            }
            near.sort_unstable();
            near.dedup();
            let candidates = near.into_iter().filter_map(|new| self.candidate(old, new));
            found.extend(candidates.filter(PairCandidate::counts));
        }
        found.sort_unstable_by(|a, b| {
            b.total
                .total_cmp(&a.total)
                .then((a.old, a.new).cmp(&(b.old, b.new)))
        });
        self.keep_some_in_the_way(&mut found);
        found
    }

    /// Keeps only the best competing candidates of each criterion: no other is ever looked at.
    fn keep_some_in_the_way(&self, found: &mut Vec<PairCandidate>) {
        let (mut of_old, mut of_new) =
            (vec![0; self.old.items.len()], vec![0; self.new.items.len()]);
        found.retain(|candidate| {
            if candidate.may_be_a_pair() {
                return true;
            }
            let (Some(old), Some(new)) =
                (of_old.get_mut(candidate.old), of_new.get_mut(candidate.new))
            else {
                return false;
            };
            (*old, *new) = (*old + 1, *new + 1);
            *old <= IN_THE_WAY && *new <= IN_THE_WAY
        });
    }

    /// Whether the numbers in two ids differ by as much as those of the pairs around them.
    fn is_shifted(&self, old: usize, new: usize) -> bool {
        let shift = |(old, new): (usize, usize)| {
            let (from, to) = (self.old.items.get(old)?, self.new.items.get(new)?);
            let (before, old) = from.numbered()?;
            let (after, new) = to.numbered()?;
            Some((before, after, new - old))
        };
        let here = shift((old, new));
        let Some(around) = self.gaps.neighbours(old) else {
            return false;
        };
        here.is_some() && around.into_iter().all(|pair| shift(pair) == here)
    }

    fn candidate(&self, old: usize, new: usize) -> Option<PairCandidate> {
        let mut likeness = self.known.texts.compare(old, new)?;
        let (from, to) = (self.old.items.get(old)?, self.new.items.get(new)?);
        let at_home = self.homes.get(from.spec).copied().flatten() == Some(to.spec);
        let naming = from.naming.min(to.naming);
        let same = naming != IdOrigin::Counted && from.criterion.id == to.criterion.id;
        let gap = self
            .gaps
            .of(old, from.spec)
            .filter(|gap| gap.contains(&new));
        let together = self.known.sections.together(&self.course, old, new);
        let in_section = at_home && together == Together::Same;
        let is_numbered = naming == IdOrigin::Numbered;
        // Several criteria refer to one name in code; the same place tells which.
        likeness.code = likeness.code.filter(|_| in_section || (same && at_home));
        // Words were only added. A number on a text that is half as like is weaker evidence.
        let grown = likeness.of_first >= GROWN && self.known.texts.is_long(old);
        let context = PairEvidence {
            same_name: same && at_home && naming == IdOrigin::Named,
            // Where a section has another number, so has each of its criteria.
            same_number: same && at_home && is_numbered && together != Together::Other,
            same_ordinal: !same && is_numbered && in_section && has_same_ordinal(from, to),
            same_id_elsewhere: same && !at_home,
            only_one: gap.as_ref().is_some_and(|gap| self.gaps.is_only(old, gap)),
            in_step: gap
                .as_ref()
                .is_some_and(|gap| self.gaps.is_in_step(old, new, gap)),
            in_gap: gap.is_some(),
            same_shift: gap.is_some() && self.is_shifted(old, new),
            same_place: from.place == to.place,
            same_title: (from.title != 0 && from.title == to.title)
                || (in_section && from.place != to.place),
            at_home,
            translated: at_home
                && self
                    .known
                    .translated
                    .get(from.spec)
                    .copied()
                    .unwrap_or(false),
        };
        let total = likeness.score() + context.bonus() + if grown { OF_GROWN } else { 0.0 };
        Some(PairCandidate {
            old,
            new,
            likeness,
            context,
            total,
        })
    }
}

/// Selects the unpaired items in a gap, unless there are too many; `free` is sorted.
fn in_place<'f>(free: &'f [usize], gap: &Range<usize>) -> &'f [usize] {
    let place = |end: usize| free.partition_point(|at| *at < end);
    free.get(place(gap.start)..place(gap.end))
        .filter(|some| some.len() <= IN_PLACE)
        .unwrap_or_default()
}

/// Whether two ids end in the same number, after the section's number.
fn has_same_ordinal(from: &LineageItem<'_>, to: &LineageItem<'_>) -> bool {
    let (from, to) = (from.numbered(), to.numbered());
    let is_part = |before: &str| before.ends_with(['.', '-']);
    from.zip(to)
        .is_some_and(|(from, to)| from.1 == to.1 && is_part(from.0) && is_part(to.0))
}
