//! Recognises deliveries: finds today's increment and round for a statement, whatever name and
//! range it was written under.
//!
//! The one place where rounds are counted and where an increment gets its id. An increment is what
//! was delivered: the same range, else the same commits, else the same change is the same
//! increment, under whatever name. Only what no content tells goes by the name.

use std::collections::{HashMap, HashSet};

use super::chains::Chains;
use super::sameness::{RangeContent, is_within};
use crate::git::Repository;
use crate::model::event::Event;
use crate::model::id::{IncrementId, ObjectId};
use crate::model::increment::{CommitRange, Increment};
use crate::model::names::{Round, RoundMention};

/// Today's place of something that statements use.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Present {
    /// The newest round of an increment.
    Newest(usize),
    /// An earlier round of an increment.
    Earlier(usize),
    /// Split since: all of these increments.
    Whole(Vec<usize>),
    /// A part of an increment that was joined since.
    Part(usize),
}

/// The deliveries, as record and repository know them together.
#[derive(Default)]
pub struct Deliveries {
    content: RangeContent,
    places: HashMap<Round, Present>,
}

impl Deliveries {
    /// Assigns each increment the id that reviewers know it by, and its rounds. `written` has the
    /// names and ranges in statements, in the order of the record. Returns a line for the user if a
    /// limit left some of them out.
    pub fn recognise(
        &mut self,
        repository: &Repository,
        increments: &mut [Increment],
        written: &[RoundMention],
    ) -> Option<String> {
        let left_out = self.place_by_content(repository, increments, written);
        take_names(increments, written, &self.places);
        self.place_by_name(increments, written);
        self.count_rounds(increments, written);
        self.add_unchanged(repository, increments, written);
        (left_out > 0).then(|| {
            format!(
                "the record names more ranges of commits than are looked into; what was said of {left_out} of them goes by \
                 the name of its increment"
            )
        })
    }

    /// Finds the place of everything in `written`, without renaming the increments.
    pub fn place(
        &mut self,
        repository: &Repository,
        increments: &[Increment],
        written: &[RoundMention],
    ) {
        self.place_by_content(repository, increments, written);
        self.place_by_name(increments, written);
    }

    /// Returns how many were left out.
    fn place_by_content(
        &mut self,
        repository: &Repository,
        increments: &[Increment],
        written: &[RoundMention],
    ) -> usize {
        self.places.clear();
        let known = RoundIndex::new(increments, written);
        let mut left_out = 0;
        for RoundMention { round: of, .. } in written {
            let place = match known.place(of.range) {
                Some(place) => Some(place),
                None if self.content.has_room(repository) => {
                    self.by_content(repository, increments, &known, of)
                }
                None => {
                    left_out += 1;
                    None
                }
            };
            self.places.extend(place.map(|place| (of.clone(), place)));
        }
        left_out
    }

    /// Treats a range that no content matches as an earlier round of the increment with that name.
    fn place_by_name(&mut self, increments: &[Increment], written: &[RoundMention]) {
        let named = by_name(increments);
        for RoundMention { round: of, .. } in written {
            if let (false, Some(at)) = (self.places.contains_key(of), named.get(&of.increment)) {
                self.places.insert(of.clone(), Present::Earlier(*at));
            }
        }
    }

    /// Returns the rounds that an event is about, where they differ from its own words. A note goes
    /// to the part that changes its file.
    pub fn rounds_of(
        &mut self,
        repository: &Repository,
        increments: &[Increment],
        event: &Event,
    ) -> Vec<Round> {
        let Some(written) = Round::written(event) else {
            return Vec::new();
        };
        let Some(place) = self.places.get(&written) else {
            return Vec::new();
        };
        let mut parts = Vec::new();
        match place {
            Present::Newest(at) => parts.push((*at, None)),
            Present::Earlier(at) | Present::Part(at) => parts.push((*at, Some(written.range))),
            Present::Whole(all) => parts.extend(all.iter().map(|at| (*at, None))),
        }
        if let (true, Some(anchor)) = (parts.len() > 1, &event.statement.anchor) {
            let changes = |part: &(usize, Option<CommitRange>)| {
                let range = increments.get(part.0).map(|found| found.range);
                range.is_some_and(|range| {
                    self.content.paths(repository, range).contains(&anchor.path)
                })
            };
            if let Some(holds) = parts.iter().rposition(changes) {
                parts[..=holds].rotate_right(1);
            }
        }
        let round = |(at, range): (usize, Option<CommitRange>)| {
            let found = increments.get(at)?;
            Some(Round {
                increment: found.id.clone(),
                range: range.unwrap_or(found.range),
            })
        };
        let rounds: Vec<Round> = parts.into_iter().filter_map(round).collect();
        match rounds.as_slice() {
            [only] if *only == written => Vec::new(),
            _ => rounds,
        }
    }

    /// Finds the place of a written range by its content, where the range alone does not tell.
    fn by_content(
        &mut self,
        repository: &Repository,
        increments: &[Increment],
        known: &RoundIndex,
        of: &Round,
    ) -> Option<Present> {
        let is_part = |at: &usize| {
            known.parts[*at].contains(&of.range)
                || is_within(repository, of.range, &increments[*at])
        };
        if let Some(at) = (0..increments.len()).find(is_part) {
            return Some(Present::Part(at));
        }
        let named = known.named.get(&of.increment).copied();
        let others = (0..increments.len()).filter(|at| Some(*at) != named);
        let mut order = named.into_iter().chain(others);
        order
            .find(|at| {
                self.content
                    .is_same(repository, of.range, increments[*at].range)
            })
            .map(Present::Newest)
    }

    /// Counts deliveries of the newest change under other commits as rounds: it was rebased or
    /// squashed since. A merge is no delivery.
    fn add_unchanged(
        &mut self,
        repository: &Repository,
        increments: &mut [Increment],
        written: &[RoundMention],
    ) {
        for RoundMention { round: of, .. } in written {
            let Some(Present::Newest(at)) = self.places.get(of) else {
                continue;
            };
            let Some(found) = increments.get_mut(*at) else {
                continue;
            };
            let is_known = of.range.head == found.range.head || found.earlier.contains(&of.range);
            if is_known || found.merged_in.is_some() {
                continue;
            }
            if self.content.is_rewritten(repository, of.range, found.range) {
                found.earlier.push(of.range);
                found.unchanged.push(of.range);
                found.round += 1;
            }
        }
    }

    /// Counts the rounds of each increment: those from its tags or the spec, then the ranges in
    /// statements, in the order of the record. A range with the same end as the newest or an
    /// earlier round is not another round.
    fn count_rounds(&self, increments: &mut [Increment], written: &[RoundMention]) {
        let ends = |found: &Increment| {
            let earlier = found.earlier.iter().map(|range| range.head);
            earlier
                .chain([found.range.head])
                .collect::<HashSet<ObjectId>>()
        };
        let mut ended: Vec<HashSet<ObjectId>> = increments.iter().map(ends).collect();
        for RoundMention { round: of, .. } in written {
            let Some(Present::Earlier(at)) = self.places.get(of) else {
                continue;
            };
            let Some(found) = increments.get_mut(*at) else {
                continue;
            };
            if ended[*at].insert(of.range.head) {
                found.earlier.push(of.range);
            }
        }
        for found in increments {
            let known = u32::try_from(found.earlier.len()).unwrap_or(u32::MAX);
            found.round = found.round.max(known.saturating_add(1));
        }
    }
}

/// Facts that ranges and names alone tell, computed once for everything in `written`.
struct RoundIndex {
    /// The place of each range.
    places: HashMap<CommitRange, Present>,
    /// The increments, indexed by their bases.
    chains: Chains,
    /// By increment: the written ranges that make it up together.
    parts: Vec<HashSet<CommitRange>>,
    named: HashMap<IncrementId, usize>,
}

impl RoundIndex {
    fn new(increments: &[Increment], written: &[RoundMention]) -> Self {
        let mut places = HashMap::new();
        for (at, found) in increments.iter().enumerate() {
            places.entry(found.range).or_insert(Present::Newest(at));
        }
        for (at, found) in increments.iter().enumerate() {
            for range in &found.earlier {
                let place = if found.unchanged.contains(range) {
                    Present::Newest(at)
                } else {
                    Present::Earlier(at)
                };
                places.entry(*range).or_insert(place);
            }
        }
        let ranges = Chains::new(written.iter().map(|of| of.round.range));
        let parts = |found: &Increment| {
            let chain = ranges.chain(found.range).unwrap_or_default();
            chain.into_iter().map(|at| ranges.range(at)).collect()
        };
        Self {
            places,
            chains: Chains::new(increments.iter().map(|found| found.range)),
            parts: increments.iter().map(parts).collect(),
            named: by_name(increments),
        }
    }

    /// Finds the place of a range that belongs to an increment, or consists of several.
    fn place(&self, range: CommitRange) -> Option<Present> {
        let known = self.places.get(&range).cloned();
        known.or_else(|| self.chains.chain(range).map(Present::Whole))
    }
}

/// By name: the increment with that id; else one with that name.
fn by_name(increments: &[Increment]) -> HashMap<IncrementId, usize> {
    let mut named = HashMap::new();
    for (at, found) in increments.iter().enumerate() {
        named.entry(found.id.clone()).or_insert(at);
    }
    for (at, found) in increments.iter().enumerate() {
        for name in &found.names {
            named.entry(name.clone()).or_insert(at);
        }
    }
    named
}

/// Gives each increment the first name that was used for its content, and adds the others to its
/// names. An increment with an id that belongs to another by content gets a new id.
fn take_names(
    increments: &mut [Increment],
    written: &[RoundMention],
    places: &HashMap<Round, Present>,
) {
    let mut owner: HashMap<IncrementId, usize> = HashMap::new();
    let mut first: HashMap<usize, IncrementId> = HashMap::new();
    let names = increments
        .iter()
        .map(|found| found.names.iter().cloned().collect());
    let mut known: Vec<HashSet<IncrementId>> = names.collect();
    // Reviewers' names first.
    let (by_reviewers, by_others): (Vec<&RoundMention>, Vec<&RoundMention>) =
        written.iter().partition(|of| of.by_reviewer);
    for RoundMention { round: of, .. } in by_reviewers.into_iter().chain(by_others) {
        let Some(Present::Newest(at)) = places.get(of) else {
            continue;
        };
        let at = *at;
        if *owner.entry(of.increment.clone()).or_insert(at) == at {
            first.entry(at).or_insert_with(|| of.increment.clone());
            if known[at].insert(of.increment.clone()) {
                increments[at].names.push(of.increment.clone());
            }
        }
    }
    for (at, found) in increments.iter_mut().enumerate() {
        if let Some(name) = first.get(&at) {
            found.id = name.clone();
        }
        let is_taken = |name: &IncrementId| owner.get(name).is_some_and(|by| *by != at);
        found.names.retain(|name| !is_taken(name));
        if is_taken(&found.id) {
            let apart = format!("{}~{}", found.id, found.range.head.short(7));
            found.id = apart.parse().unwrap_or_else(|_| found.id.clone());
        }
        found.names.retain(|name| *name != found.id);
        found.names.insert(0, found.id.clone());
    }
}
