//! The suggestions of one increment: for each criterion its hunks and commits, for each hunk its criteria,
//! best first, kept in step with what reviewers say.
//!
//! Owns which of the likely ones are suggested, and how sure each is.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::Arc;

use super::feedback::Answers;
use super::index::{Entry, Index};
use super::query::Queries;
use super::strength::Strength;
use crate::model::id::{Digest, ObjectId};
use crate::model::link::{LinkKind, LinkTarget};
use crate::model::spec::CriterionKey;
use crate::model::text::RepoPath;
use crate::trace::bearing::{Bearing, GroupKey};

/// Hunks that are kept for each criterion, best first.
const MAX_KEPT: usize = 64;

/// Hunks that are suggested for a criterion at most, and the part of the best one's score that they need.
const MAX_SUGGESTED: usize = 8;
const NEAR: f32 = 0.8;

/// A link that a reviewer may want to confirm. It counts for nothing.
#[derive(Clone, PartialEq, Debug)]
pub struct Suggestion {
    /// The criterion.
    pub criterion: CriterionKey,
    /// The hunk, or the commit.
    pub target: LinkTarget,
    /// The commits that made it, as far as is known.
    pub commits: Vec<ObjectId>,
    /// From 0 to 1: which part of the best score the criterion could attain. For ordering; says nothing by
    /// itself.
    pub score: f32,
    /// How sure it is.
    pub strength: Strength,
}

/// Hunks that are linked or rejected already.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
struct Settled {
    /// By themselves, as numbers, ascending.
    own: Vec<u32>,
    /// With all hunks of files that the same commits change, by the number that these share.
    alike: Vec<u32>,
}

impl Settled {
    fn has(&self, hunk: u32, alike: &[Option<u32>]) -> bool {
        let by_commit = alike.get(hunk as usize).copied().flatten();
        self.own.binary_search(&hunk).is_ok()
            || by_commit.is_some_and(|group| self.alike.binary_search(&group).is_ok())
    }
}

/// What is likely for one criterion.
#[derive(Clone, Default, Debug)]
struct Ranked {
    answers: Answers,
    settled: Settled,
    /// Hunks, best first, those settled aside.
    hunks: Vec<(u32, f32)>,
    /// Commits, best first.
    commits: Vec<(u32, f32)>,
    margin: f32,
    /// The best hunk, settled or not.
    best: Option<(u32, f32)>,
    /// The best score in any other increment.
    elsewhere: f32,
}

impl Ranked {
    /// How sure the best hunk is: by the nearest of another commit, in whichever increment that is.
    fn strength(&self) -> Strength {
        let best = self.best.map_or(0.0, |(_, score)| score);
        Strength::of_margin(self.margin.min(best - self.elsewhere))
    }

    /// Whether a hunk comes near the best.
    fn is_near(&self, (_, score): &(u32, f32)) -> bool {
        *score > 0.0 && self.best.is_some_and(|(_, best)| *score >= NEAR * best)
    }
}

/// The suggestions of one increment.
#[derive(Clone)]
pub struct Suggestions {
    index: Arc<Index>,
    queries: Arc<Queries>,
    /// By the number of the criterion.
    ranked: Vec<Ranked>,
    by_target: Arc<HashMap<(RepoPath, Digest), u32>>,
    /// By hunk, the number that files share which the same commits change.
    alike: Vec<Option<u32>>,
}

impl fmt::Debug for Suggestions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Suggestions").field("hunks", &self.index.len()).finish_non_exhaustive()
    }
}

impl Suggestions {
    /// Ranks everything, nothing answered yet.
    pub fn new(index: Arc<Index>, queries: Arc<Queries>) -> Self {
        let by_target = (0..)
            .zip(&index.hunks)
            .map(|(number, entry)| ((index.files[entry.file as usize].clone(), entry.digest), number));
        let by_target = Arc::new(by_target.collect());
        let mut suggestions = Self { index, queries, ranked: Vec::new(), by_target, alike: Vec::new() };
        let ranked = |number| suggestions.rank(number, Answers::default(), Settled::default());
        suggestions.ranked = (0..suggestions.queries.len()).map(ranked).collect();
        suggestions
    }

    /// Takes in what other increments suggest: where one of them has a better or nearly as good a hunk for a
    /// criterion, nothing here is more than weak.
    pub fn compare<'a>(&mut self, others: impl IntoIterator<Item = &'a Self>) {
        let mut elsewhere = vec![0.0_f32; self.ranked.len()];
        for other in others {
            for (best, ranked) in elsewhere.iter_mut().zip(&other.ranked) {
                *best = best.max(ranked.best.map_or(0.0, |(_, score)| score));
            }
        }
        for (ranked, elsewhere) in self.ranked.iter_mut().zip(elsewhere) {
            ranked.elsewhere = elsewhere;
        }
    }

    /// Takes in what is linked and rejected now, and ranks anew what that changes: one criterion after
    /// one answer.
    pub fn learn(&mut self, bearing: &Bearing) {
        let mut answers: Vec<Answers> = vec![Answers::default(); self.queries.len()];
        let mut settled: Vec<Settled> = vec![Settled::default(); self.queries.len()];
        let index = self.index.clone();
        let path = |entry: &Entry| &index.files[entry.file as usize];
        let alike: Vec<Option<u32>> =
            self.index.hunks.iter().map(|entry| bearing.group_key(path(entry)).map(shared)).collect();
        let mut sizes: HashMap<u32, usize> = HashMap::new();
        for (number, entry) in (0..).zip(&self.index.hunks) {
            let own = bearing.own(path(entry), Some(entry.digest));
            for index in own.links {
                let link = bearing.link(index);
                let Some(criterion) = self.queries.number(&link.criterion) else { continue };
                settled[criterion].own.push(number);
                // What links a whole file says less about each hunk, and too much in all.
                let is_own = matches!(link.target, LinkTarget::Hunk { .. });
                if is_own || matches!(link.kind, LinkKind::Confirmed(_)) {
                    answers[criterion].confirmed.push(number);
                }
            }
            for criterion in bearing.rejected_on(path(entry), entry.digest) {
                let Some(criterion) = self.queries.number(criterion) else { continue };
                settled[criterion].own.push(number);
                answers[criterion].rejected.push(number);
            }
            if let Some(key) = bearing.group_key(path(entry)) {
                let seen = sizes.entry(shared(key)).or_default();
                *seen += 1;
                if *seen == 1 {
                    self.settle_group(bearing, key, &mut settled);
                }
                self.confirm(bearing, key, number, &own.settled, &mut answers);
            }
        }
        let is_regrouped = self.alike != alike;
        self.alike = alike;
        for (criterion, (answers, mut settled)) in answers.into_iter().zip(settled).enumerate() {
            settled.own.dedup();
            settled.alike.sort_unstable();
            let known = &self.ranked[criterion];
            if known.answers != answers {
                self.ranked[criterion] = self.rank(criterion, answers, settled);
            } else if known.settled != settled || (is_regrouped && !settled.alike.is_empty()) {
                self.set_aside(criterion, settled, &sizes);
            }
        }
    }

    /// Puts down a group of hunks for all criteria that its commits link.
    fn settle_group(&self, bearing: &Bearing, key: GroupKey, settled: &mut [Settled]) {
        for index in bearing.group_links(key) {
            if let Some(criterion) = self.queries.number(&bearing.link(*index).criterion) {
                settled[criterion].alike.push(shared(key));
            }
        }
    }

    /// Takes a hunk as an answer on the criteria that a reviewer confirmed for a commit of it. What a commit
    /// claims says less about each of its hunks, and too much in all.
    fn confirm(
        &self,
        bearing: &Bearing,
        key: GroupKey,
        hunk: u32,
        settled: &BTreeSet<u32>,
        answers: &mut [Answers],
    ) {
        for index in bearing
            .group_confirmed(key)
            .iter()
            .filter(|index| !settled.contains(&bearing.criterion_of(**index)))
        {
            if let Some(criterion) = self.queries.number(&bearing.link(*index).criterion) {
                answers[criterion].confirmed.push(hunk);
            }
        }
    }

    /// Takes other hunks out of those that may be suggested for a criterion: what was learnt about it stays.
    fn set_aside(&mut self, criterion: usize, settled: Settled, sizes: &HashMap<u32, usize>) {
        let known = &mut self.ranked[criterion];
        let all: usize = settled.alike.iter().filter_map(|group| sizes.get(group)).sum();
        if all == self.index.hunks.len() {
            known.hunks.clear();
            known.settled = settled;
            return;
        }
        let answers = known.answers.clone();
        self.ranked[criterion] = self.rank(criterion, answers, settled);
    }

    fn rank(&self, criterion: usize, answers: Answers, settled: Settled) -> Ranked {
        let Some(query) = self.queries.query(criterion) else { return Ranked::default() };
        let scores = self.index.scores_after(query, &answers);
        let commits = best(&scores.commits, scores.commits.len(), |_| true);
        let first = best(&scores.hunks, 1, |_| true).first().copied();
        let margin = first.map_or(0.0, |first| self.margin(&scores.hunks, first));
        let hunks = best(&scores.hunks, MAX_KEPT, |hunk| !settled.has(hunk, &self.alike));
        let elsewhere = self.ranked.get(criterion).map_or(0.0, |known| known.elsewhere);
        Ranked { answers, settled, hunks, commits, margin, best: first, elsewhere }
    }

    /// How far the best hunk is from the best of another commit; of another file where all are of one
    /// commit.
    fn margin(&self, scores: &[f32], (first, score): (u32, f32)) -> f32 {
        let commits = self.index.commits_of(first);
        let file = self.index.hunks[first as usize].file;
        let mut elsewhere = (0.0_f32, 0.0_f32);
        for (hunk, score) in (0..).zip(scores) {
            if !self.index.commits_of(hunk).iter().any(|commit| commits.contains(commit)) {
                elsewhere.0 = elsewhere.0.max(*score);
            }
            if self.index.hunks[hunk as usize].file != file {
                elsewhere.1 = elsewhere.1.max(*score);
            }
        }
        score - if self.index.commits.len() > 1 { elsewhere.0 } else { elsewhere.1 }
    }

    /// What is suggested for a criterion: hunks, best first; none that is linked or rejected already.
    pub fn of_criterion(&self, criterion: &CriterionKey) -> Vec<Suggestion> {
        let Some(ranked) = self.ranked(criterion) else { return Vec::new() };
        let near = ranked.hunks.iter().take(MAX_SUGGESTED).filter(|hunk| ranked.is_near(hunk));
        near.map(|hunk| self.suggestion(criterion, ranked, *hunk)).collect()
    }

    /// The likeliest hunks for a criterion, those linked or rejected aside: for choosing one. More than are
    /// suggested; those beyond are weak.
    pub fn hunks_for(&self, criterion: &CriterionKey) -> Vec<Suggestion> {
        let Some(ranked) = self.ranked(criterion) else { return Vec::new() };
        let likely = ranked.hunks.iter().filter(|(_, score)| *score > 0.0);
        likely.map(|hunk| self.suggestion(criterion, ranked, *hunk)).collect()
    }

    fn suggestion(&self, criterion: &CriterionKey, ranked: &Ranked, (hunk, score): (u32, f32)) -> Suggestion {
        let commits = self.index.commits_of(hunk).iter();
        Suggestion {
            criterion: criterion.clone(),
            target: self.target(hunk),
            commits: commits.map(|commit| self.index.commits[*commit as usize]).collect(),
            score: score / self.index.recipe.attainable(),
            strength: self.strength(ranked, (hunk, score)),
        }
    }

    /// What is suggested for a hunk: criteria, best first.
    pub fn of_hunk(&self, path: &RepoPath, digest: Digest) -> Vec<Suggestion> {
        let Some(hunk) = self.by_target.get(&(path.clone(), digest)).copied() else { return Vec::new() };
        let mut found = Vec::new();
        for (criterion, ranked) in self.queries.keys().iter().zip(&self.ranked) {
            let mut near = ranked.hunks.iter().take(MAX_SUGGESTED).filter(|hunk| ranked.is_near(hunk));
            if let Some(near) = near.find(|(near, _)| *near == hunk) {
                found.push(self.suggestion(criterion, ranked, *near));
            }
        }
        found.sort_by(|a, b| b.strength.cmp(&a.strength).then(b.score.total_cmp(&a.score)));
        found
    }

    /// All criteria for a hunk, the likeliest first: for choosing one. Scores every criterion that the hunk
    /// is not kept for.
    pub fn criteria_for(&self, path: &RepoPath, digest: Digest) -> Vec<(CriterionKey, f32)> {
        let Some(hunk) = self.by_target.get(&(path.clone(), digest)).copied() else { return Vec::new() };
        let score = |(number, ranked): (usize, &Ranked)| {
            let kept = ranked.hunks.iter().find(|(kept, _)| *kept == hunk).map(|(_, score)| *score);
            let anew = || {
                let query = self.queries.query(number)?;
                self.index.scores_after(query, &ranked.answers).hunks.get(hunk as usize).copied()
            };
            kept.or_else(anew).unwrap_or_default()
        };
        let scores: Vec<f32> = self.ranked.iter().enumerate().map(score).collect();
        let order = best(&scores, scores.len(), |_| true);
        order
            .into_iter()
            .map(|(number, score)| (self.queries.keys()[number as usize].clone(), score))
            .collect()
    }

    /// The commits of the increment for a criterion, the likeliest first.
    pub fn commits_for(&self, criterion: &CriterionKey) -> Vec<(ObjectId, f32)> {
        let ranked = self.ranked(criterion);
        let commits = ranked.map_or(&[][..], |ranked| &ranked.commits);
        commits.iter().map(|(commit, score)| (self.index.commits[*commit as usize], *score)).collect()
    }

    /// How sure the best suggestion for a criterion is, and its score; `None` when there is none.
    pub fn best(&self, criterion: &CriterionKey) -> Option<(Strength, f32)> {
        let ranked = self.ranked(criterion)?;
        let (_, score) = ranked.best.filter(|(_, score)| *score > 0.0)?;
        Some((ranked.strength(), score / self.index.recipe.attainable()))
    }

    fn ranked(&self, criterion: &CriterionKey) -> Option<&Ranked> {
        self.ranked.get(self.queries.number(criterion)?)
    }

    /// Hunks of another commit than the best one's, and those far behind it, are never more than weak.
    fn strength(&self, ranked: &Ranked, hunk: (u32, f32)) -> Strength {
        let Some((first, _)) = ranked.best.filter(|_| ranked.is_near(&hunk)) else { return Strength::Weak };
        let commits = self.index.commits_of(first);
        let beside = hunk.0 == first || self.index.commits_of(hunk.0).iter().any(|own| commits.contains(own));
        if beside { ranked.strength() } else { Strength::Weak }
    }

    fn target(&self, hunk: u32) -> LinkTarget {
        let entry = &self.index.hunks[hunk as usize];
        LinkTarget::Hunk { path: self.index.files[entry.file as usize].clone(), digest: entry.digest }
    }
}

/// The number that files of a group share.
fn shared((group, spared): GroupKey) -> u32 {
    2 * group + u32::from(spared)
}

/// The best of some scores, in order; of the same score, the first.
fn best(scores: &[f32], count: usize, wanted: impl Fn(u32) -> bool) -> Vec<(u32, f32)> {
    let mut order: Vec<(u32, f32)> = (0..).zip(scores.iter().copied()).filter(|(n, _)| wanted(*n)).collect();
    let by_score = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    if count < order.len() {
        order.select_nth_unstable_by(count, by_score);
        order.truncate(count);
    }
    order.sort_unstable_by(by_score);
    order
}
