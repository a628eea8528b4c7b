//! Criteria whose text changed: with the same id or in the same place and like enough, or with a text that
//! nothing else comes near.
//!
//! Candidates come from rare words that both sides share, from ids and from places. Where everything differs,
//! the cost is about [`WORDS`] × [`POSTINGS`] steps for each criterion.

use std::collections::HashMap;

use super::gaps::Gaps;
use super::item::{Naming, Pairs, Side, homes};
use super::language::translated;
use super::likeness::{Bag, Likeness, Texts};
use crate::model::id::CriterionId;
use crate::model::lineage::Sureness;

/// So many of a criterion's words, the rarest first, are looked up in the other version.
const WORDS: usize = 16;
/// A word that more criteria without a pair have is not looked up.
const POSTINGS: usize = 64;
/// The most candidates of one criterion by its words.
const CANDIDATES: usize = 12;
/// The most candidates of one criterion by its place.
const IN_PLACE: usize = 24;
/// How often the search goes over what is left: each pair says more of where the others stand.
const ROUNDS: usize = 8;

/// Two criteria that may be one.
struct Candidate {
    old: usize,
    new: usize,
    likeness: Likeness,
    context: Context,
    total: f32,
}

/// What speaks for two criteria being one beside their words.
#[derive(Clone, Copy, Default, Debug)]
struct Context {
    /// The same name, which the spec itself gives it, in the spec that the old one went on as.
    same_name: bool,
    /// The same number there.
    same_number: bool,
    /// The same written id in another spec.
    same_id_elsewhere: bool,
    /// Between the same neighbours.
    in_gap: bool,
    /// And nothing else is there.
    only_one: bool,
    /// As many are there as were, and it has its place among them.
    in_step: bool,
    /// Their numbers differ as those of the pairs before and after it do.
    same_shift: bool,
    /// Under the same heading.
    same_place: bool,
    /// Of the same requirement.
    same_title: bool,
    /// In the spec that the old one went on as.
    at_home: bool,
    /// Which is in another language.
    translated: bool,
}

impl Context {
    /// What it adds to the likeness when candidates are compared.
    fn bonus(self) -> f32 {
        let of = |is: bool, bonus: f32| if is { bonus } else { 0.0 };
        of(self.same_name, 0.26)
            + of(self.same_number, 0.22)
            + of(self.same_id_elsewhere, 0.08)
            + of(self.in_gap, 0.08)
            + of(self.only_one || self.in_step, 0.06)
            + of(self.same_title, 0.08)
            + of(self.same_place, 0.04)
            + of(self.at_home, 0.03)
    }

    /// How alike the words have to be for a statement to be taken along.
    fn threshold(self) -> f32 {
        let of = |is: bool, less: f32| if is { less } else { 0.0 };
        0.60 - of(self.same_name, 0.30)
            - of(self.same_number, 0.22)
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

/// Below the threshold by less than this, a person is asked.
const DOUBT: f32 = 0.14;
/// What two texts of one subject have in common by chance stays below this, whatever else speaks for them: at 0.18, one
/// statement in 11,700 of random histories went to another text with a reused id. A person is asked above the second.
const LEAST: f32 = 0.22;
const LEAST_DOUBTFUL: f32 = 0.11;
/// A candidate is better than the next by this at least, or a person is asked.
const MARGIN: f32 = 0.06;
/// How much more is asked of two versions with an unknown history between them.
const FAR: f32 = 0.08;

/// Pairs what has no pair yet. `far`: the two versions have an unknown history between them.
pub(super) fn pair(old: &Side<'_>, new: &Side<'_>, texts: &Texts, pairs: &mut Pairs, far: bool) {
    let sides = (old, new);
    let homes = homes(old, new, pairs);
    let translated = translated((old, &pairs.open()), (new, &pairs.free()), &homes);
    for _ in 0..ROUNDS {
        // Guesses last: what is sure says where the others stand.
        if !round(sides, texts, &translated, pairs, far, Sureness::Likely)
            && !round(sides, texts, &translated, pairs, far, Sureness::Unsure)
        {
            break;
        }
    }
}

/// Pairs what is at least so sure; whether there was any.
fn round(
    (old, new): (&Side<'_>, &Side<'_>),
    texts: &Texts,
    translated: &[bool],
    pairs: &mut Pairs,
    far: bool,
    least: Sureness,
) -> bool {
    let homes = homes(old, new, pairs);
    let gaps = Gaps::new(old, new, pairs, &homes);
    let found = Search { old, new, texts, pairs, gaps, homes, translated }.candidates();
    settle(&found, pairs, far, least)
}

struct Search<'a, 's> {
    old: &'a Side<'s>,
    new: &'a Side<'s>,
    texts: &'a Texts,
    pairs: &'a Pairs,
    gaps: Gaps,
    homes: Vec<Option<usize>>,
    /// For each old spec, whether it went on in another language.
    translated: &'a [bool],
}

impl Search<'_, '_> {
    fn candidates(&self) -> Vec<Candidate> {
        let free = self.pairs.free().into_iter().filter(|at| self.texts.new.contains_key(at));
        let mut postings: HashMap<u32, Vec<usize>> = HashMap::new();
        let mut by_id: HashMap<&CriterionId, Vec<usize>> = HashMap::new();
        for at in free {
            for (word, _) in self.texts.new.get(&at).map_or(&[][..], |bag| &bag.words) {
                postings.entry(*word).or_default().push(at);
            }
            if let Some(item) = self.new.items.get(at).filter(|item| item.is_written()) {
                by_id.entry(&item.criterion.id).or_default().push(at);
            }
        }
        let mut found = Vec::new();
        for old in self.pairs.open() {
            let Some(bag) = self.texts.old.get(&old) else { continue };
            let mut near = self.by_words(bag, &postings);
            if let Some(item) = self.old.items.get(old) {
                near.extend(by_id.get(&item.criterion.id).into_iter().flatten().take(CANDIDATES));
                let gap = self.gaps.of(old, item.spec).into_iter().flatten();
                near.extend(gap.filter(|new| self.pairs.is_free(*new)).take(IN_PLACE));
            }
            near.sort_unstable();
            near.dedup();
            found.extend(near.into_iter().filter_map(|new| self.candidate(old, new)));
        }
        found.sort_by(|a, b| b.total.total_cmp(&a.total).then((a.old, a.new).cmp(&(b.old, b.new))));
        found
    }

    /// Whether the numbers in two ids differ as those of the pairs around them do.
    fn is_shifted(&self, old: usize, new: usize) -> bool {
        let shift = |(old, new): (usize, usize)| {
            let (from, to) = (self.old.items.get(old)?, self.new.items.get(new)?);
            let (before, old) = from.numbered()?;
            let (after, new) = to.numbered()?;
            Some((before, after, new - old))
        };
        let here = shift((old, new));
        let Some(around) = self.gaps.neighbours(old) else { return false };
        here.is_some() && around.into_iter().all(|pair| shift(pair) == here)
    }

    /// Those that share the most of a criterion's rare words.
    fn by_words(&self, bag: &Bag, postings: &HashMap<u32, Vec<usize>>) -> Vec<usize> {
        let lexicon = &self.texts.lexicon;
        let mut rare: Vec<u32> = bag.words.iter().map(|(word, _)| *word).collect();
        rare.sort_by_key(|word| (lexicon.standing(*word), *word));
        let mut sums: HashMap<usize, f32> = HashMap::new();
        let lists = rare.iter().filter_map(|word| Some((*word, postings.get(word)?)));
        for (word, list) in lists.filter(|(_, list)| list.len() <= POSTINGS).take(WORDS) {
            for at in list {
                *sums.entry(*at).or_default() += lexicon.worth(word);
            }
        }
        let mut best: Vec<(usize, f32)> = sums.into_iter().collect();
        best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        best.into_iter().take(CANDIDATES).map(|(at, _)| at).collect()
    }

    fn candidate(&self, old: usize, new: usize) -> Option<Candidate> {
        let likeness = self.texts.compare(old, new)?;
        let (from, to) = (self.old.items.get(old)?, self.new.items.get(new)?);
        let at_home = self.homes.get(from.spec).copied().flatten() == Some(to.spec);
        let naming = from.naming.min(to.naming);
        let same = naming != Naming::Counted && from.criterion.id == to.criterion.id;
        let gap = self.gaps.of(old, from.spec).filter(|gap| gap.contains(&new));
        let context = Context {
            same_name: same && at_home && naming == Naming::Named,
            same_number: same && at_home && naming == Naming::Numbered,
            same_id_elsewhere: same && !at_home,
            only_one: gap.as_ref().is_some_and(|gap| self.gaps.is_only(old, gap)),
            in_step: gap.as_ref().is_some_and(|gap| self.gaps.is_in_step(old, new, gap)),
            in_gap: gap.is_some(),
            same_shift: gap.is_some() && self.is_shifted(old, new),
            same_place: from.place == to.place,
            same_title: from.title != 0 && from.title == to.title,
            at_home,
            translated: at_home && self.translated.get(from.spec).copied().unwrap_or(false),
        };
        let total = likeness.score() + context.bonus();
        Some(Candidate { old, new, likeness, context, total })
    }
}

/// Pairs the best first; whether there was any.
fn settle(found: &[Candidate], pairs: &mut Pairs, far: bool, least: Sureness) -> bool {
    let mut of_old: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut of_new: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, candidate) in found.iter().enumerate() {
        of_old.entry(candidate.old).or_default().push(at);
        of_new.entry(candidate.new).or_default().push(at);
    }
    let mut any = false;
    for (at, candidate) in found.iter().enumerate() {
        if !pairs.is_open(candidate.old) || !pairs.is_free(candidate.new) {
            continue;
        }
        let next = |list: Option<&Vec<usize>>| {
            let others = list.into_iter().flatten().filter(|other| **other != at);
            let mut others = others.filter_map(|other| found.get(*other));
            let other = others.find(|other| pairs.is_open(other.old) && pairs.is_free(other.new));
            other.map_or(0.0, |other| other.total)
        };
        let next = next(of_old.get(&candidate.old)).max(next(of_new.get(&candidate.new)));
        if let Some(sure) = sureness(candidate, candidate.total - next, far).filter(|sure| *sure >= least) {
            any |= pairs.pair(candidate.old, candidate.new, sure);
        }
    }
    any
}

/// How sure it is that two criteria are one, `margin` being what the next candidate is behind; `None` when they
/// are not.
fn sureness(candidate: &Candidate, margin: f32, far: bool) -> Option<Sureness> {
    let Candidate { likeness, context, .. } = candidate;
    let score = likeness.score();
    // In another language, order and ids have to do instead of words.
    if context.translated && context.in_step && (context.same_name || context.same_number) && !far {
        return Some(Sureness::Likely);
    }
    let threshold = context.threshold() + if far { FAR } else { 0.0 };
    let threshold = threshold.max(LEAST);
    if score < (threshold - DOUBT).max(LEAST_DOUBTFUL) {
        return None;
    }
    if score < threshold || margin < MARGIN {
        return Some(Sureness::Unsure);
    }
    // Words that only came or only went: nothing was put in the place of anything.
    let grown = likeness.of_first.max(likeness.of_second) >= 0.9 && likeness.shared >= 0.5;
    let is_certain =
        (context.same_name || context.same_number) && margin >= 0.2 && (score >= 0.8 || grown) && !far;
    Some(if is_certain { Sureness::Certain } else { Sureness::Likely })
}
