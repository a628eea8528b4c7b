//! Recognises deliveries: finds today's increment and round for a statement, whatever name and range it was
//! written under.
//!
//! The one place where rounds are counted and where an increment gets its id. An increment is what was
//! delivered: the same range, else the same commits, else the same change is the same increment, under
//! whatever name. Only what no content tells goes by the name.

use std::collections::{BTreeSet, HashMap};

use super::content::content_of;
use crate::git::Repository;
use crate::model::event::Event;
use crate::model::id::{Digest, IncrementId, ObjectId};
use crate::model::increment::{CommitRange, Increment, Source};
use crate::model::names::{Round, Written};
use crate::model::text::RepoPath;

/// What of a range tells it apart, read once.
#[derive(Default)]
struct Content {
    commits: HashMap<CommitRange, Option<BTreeSet<ObjectId>>>,
    digests: HashMap<CommitRange, Option<Digest>>,
    paths: HashMap<CommitRange, BTreeSet<RepoPath>>,
}

/// Where something that was written belongs today.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Place {
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
    content: Content,
    places: HashMap<Round, Place>,
}

impl Deliveries {
    /// Gives each increment the id that reviewers know it by, and its rounds. `written` has what
    /// statements were written under, in the order of the record.
    pub fn recognise(&mut self, repository: &Repository, increments: &mut [Increment], written: &[Written]) {
        self.place_by_content(repository, increments, written);
        take_names(increments, written, &self.places);
        self.place_by_name(increments, written);
        self.count_rounds(increments, written);
    }

    /// Finds the place of everything in `written`, without renaming the increments.
    pub fn place(&mut self, repository: &Repository, increments: &[Increment], written: &[Written]) {
        self.place_by_content(repository, increments, written);
        self.place_by_name(increments, written);
    }

    fn place_by_content(&mut self, repository: &Repository, increments: &[Increment], written: &[Written]) {
        self.places.clear();
        for Written { round: of, .. } in written {
            if let Some(place) = self.by_content(repository, increments, written, of) {
                self.places.insert(of.clone(), place);
            }
        }
    }

    /// What no content tells is an earlier round of the increment of that name.
    fn place_by_name(&mut self, increments: &[Increment], written: &[Written]) {
        for Written { round: of, .. } in written {
            if !self.places.contains_key(of)
                && let Some(at) = by_name(increments, &of.increment)
            {
                self.places.insert(of.clone(), Place::Earlier(at));
            }
        }
    }

    /// Returns the rounds that an event is about, where they differ from its own words. A note goes to the
    /// part that changes its file.
    pub fn rounds_of(
        &mut self,
        repository: &Repository,
        increments: &[Increment],
        event: &Event,
    ) -> Vec<Round> {
        let Some(written) = Round::written(event) else { return Vec::new() };
        let Some(place) = self.places.get(&written) else { return Vec::new() };
        let mut parts = Vec::new();
        match place {
            Place::Newest(at) => parts.push((*at, None)),
            Place::Earlier(at) | Place::Part(at) => parts.push((*at, Some(written.range))),
            Place::Whole(all) => parts.extend(all.iter().map(|at| (*at, None))),
        }
        if let (true, Some(anchor)) = (parts.len() > 1, &event.statement.anchor) {
            let changes = |part: &(usize, Option<CommitRange>)| {
                let range = increments.get(part.0).map(|found| found.range);
                range.is_some_and(|range| self.content.paths(repository, range).contains(&anchor.path))
            };
            if let Some(holds) = parts.iter().rposition(changes) {
                parts[..=holds].rotate_right(1);
            }
        }
        let round = |(at, range): (usize, Option<CommitRange>)| {
            let found = increments.get(at)?;
            Some(Round { increment: found.id.clone(), range: range.unwrap_or(found.range) })
        };
        let rounds: Vec<Round> = parts.into_iter().filter_map(round).collect();
        match rounds.as_slice() {
            [only] if *only == written => Vec::new(),
            _ => rounds,
        }
    }

    /// Where something that was written belongs by what it holds.
    fn by_content(
        &mut self,
        repository: &Repository,
        increments: &[Increment],
        written: &[Written],
        of: &Round,
    ) -> Option<Place> {
        let own = |range: &CommitRange| *range == of.range;
        if let Some(at) = increments.iter().position(|found| own(&found.range)) {
            return Some(Place::Newest(at));
        }
        if let Some(at) = increments.iter().position(|found| found.earlier.iter().any(own)) {
            return Some(Place::Earlier(at));
        }
        let ranges: Vec<CommitRange> = increments.iter().map(|found| found.range).collect();
        if let Some(parts) = chain(&ranges, of.range) {
            return Some(Place::Whole(parts));
        }
        let ranges_written: Vec<CommitRange> = written.iter().map(|of| of.round.range).collect();
        let is_part = |found: &Increment| {
            let is_link = |at: &usize| ranges_written.get(*at).is_some_and(own);
            chain(&ranges_written, found.range).is_some_and(|parts| parts.iter().any(is_link))
                || is_within(repository, of.range, found)
        };
        if let Some(at) = increments.iter().position(is_part) {
            return Some(Place::Part(at));
        }
        let named = by_name(increments, &of.increment);
        let others = (0..increments.len()).filter(|at| Some(*at) != named);
        let mut order = named.into_iter().chain(others);
        order.find(|at| self.content.is_same(repository, of.range, increments[*at].range)).map(Place::Newest)
    }

    /// Counts the rounds of each increment: those that its tags or the spec tell, then the ranges that
    /// statements were made of, in the order of the record. What ends where the newest round or an earlier
    /// one ends is no round of its own.
    fn count_rounds(&self, increments: &mut [Increment], written: &[Written]) {
        for Written { round: of, .. } in written {
            let Some(Place::Earlier(at)) = self.places.get(of) else { continue };
            let Some(found) = increments.get_mut(*at) else { continue };
            let ends = |range: &CommitRange| range.head == of.range.head;
            if !ends(&found.range) && !found.earlier.iter().any(ends) {
                found.earlier.push(of.range);
            }
        }
        for found in increments {
            let known = u32::try_from(found.earlier.len()).unwrap_or(u32::MAX);
            found.round = found.round.max(known.saturating_add(1));
        }
    }
}

/// The increment of that id; else the one that goes by that name.
fn by_name(increments: &[Increment], name: &IncrementId) -> Option<usize> {
    let of_id = increments.iter().position(|found| found.id == *name);
    of_id.or_else(|| increments.iter().position(|found| found.names.contains(name)))
}

/// Gives each increment the first name that was used for its content, and adds the others to its names. An
/// increment with an id that belongs to another by content gets a new id.
fn take_names(increments: &mut [Increment], written: &[Written], places: &HashMap<Round, Place>) {
    let mut owner: HashMap<IncrementId, usize> = HashMap::new();
    let mut first: HashMap<usize, IncrementId> = HashMap::new();
    // Reviewers' names first.
    let (by_reviewers, by_others): (Vec<&Written>, Vec<&Written>) =
        written.iter().partition(|of| of.by_reviewer);
    for Written { round: of, .. } in by_reviewers.into_iter().chain(by_others) {
        let Some(Place::Newest(at)) = places.get(of) else { continue };
        let at = *at;
        if *owner.entry(of.increment.clone()).or_insert(at) == at {
            first.entry(at).or_insert_with(|| of.increment.clone());
            let names = &mut increments[at].names;
            if !names.contains(&of.increment) {
                names.push(of.increment.clone());
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

/// The ranges, two or more, that follow on one another from the base to the head of another one; as
/// indices, from the base on. The fewest where there are several ways.
fn chain(ranges: &[CommitRange], whole: CommitRange) -> Option<Vec<usize>> {
    // By the commit at which a way ends: the last range of the way, and where that range begins.
    let mut ways: HashMap<ObjectId, (usize, Option<ObjectId>)> = HashMap::new();
    let mut ends = vec![whole.base];
    while let Some(end) = ends.pop() {
        for (at, range) in ranges.iter().enumerate() {
            let goes_on = range.base == end && !range.is_empty() && *range != whole;
            if goes_on && Some(range.head) != whole.base && !ways.contains_key(&range.head) {
                ways.insert(range.head, (at, range.base));
                ends.insert(0, Some(range.head));
            }
        }
    }
    let mut parts = Vec::new();
    let mut at = Some(whole.head);
    while at != whole.base {
        let (part, before) = ways.get(&at?)?;
        parts.push(*part);
        at = *before;
    }
    parts.reverse();
    (parts.len() > 1).then_some(parts)
}

/// Whether a range lies within an increment that somebody put together: a reviewer, or whoever typed it.
fn is_within(repository: &Repository, range: CommitRange, found: &Increment) -> bool {
    if !matches!(found.source, Source::Record | Source::CommandLine) {
        return false;
    }
    let is_before = |a: ObjectId, b: ObjectId| {
        a == b || matches!(repository.merge_base(a, b), Ok(Some(shared)) if shared == a)
    };
    let begins_within = match (found.range.base, range.base) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(whole), Some(part)) => is_before(whole, part),
    };
    begins_within && is_before(range.head, found.range.head)
}

impl Content {
    /// Whether two ranges hold the same: the same commits, else the same change. What cannot be read is
    /// the same as nothing.
    fn is_same(&mut self, repository: &Repository, a: CommitRange, b: CommitRange) -> bool {
        if self.commits(repository, a).is_some_and(|commits| !commits.is_empty())
            && self.commits(repository, a).cloned() == self.commits(repository, b).cloned()
        {
            return true;
        }
        // Whoever changes other files changes something else; reading lines is dear.
        let paths = self.paths(repository, a).clone();
        !paths.is_disjoint(self.paths(repository, b))
            && self.digest(repository, a).is_some_and(|digest| self.digest(repository, b) == Some(digest))
    }

    fn commits(&mut self, repository: &Repository, of: CommitRange) -> Option<&BTreeSet<ObjectId>> {
        let read = || repository.own_commits(&of).ok().flatten();
        self.commits.entry(of).or_insert_with(read).as_ref()
    }

    fn paths(&mut self, repository: &Repository, of: CommitRange) -> &BTreeSet<RepoPath> {
        self.paths.entry(of).or_insert_with(|| {
            let files = repository.changes(&of).map(|changes| changes.files).unwrap_or_default();
            files.iter().map(|change| change.path().clone()).collect()
        })
    }

    fn digest(&mut self, repository: &Repository, of: CommitRange) -> Option<Digest> {
        *self.digests.entry(of).or_insert_with(|| content_of(repository, &of).ok().flatten())
    }
}
