//! Maintains the suggestions of one increment: for each criterion its hunks and commits, for each
//! hunk its criteria, best first, updated after reviewers' answers.
//!
//! Owns which of the likely ones are suggested, and how certain each is.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::Arc;

use super::elsewhere::BestScores;
use super::feedback::Answers;
use super::index::{HunkIndex, IndexedHunk};
use super::query::Queries;
use super::strength::Strength;
use crate::model::id::{Digest, ObjectId};
use crate::model::link::{LinkKind, LinkTarget};
use crate::model::spec::CriterionKey;
use crate::model::text::RepoPath;
use crate::trace::bearing::{Bearing, GroupKey};

/// Maximum number of hunks kept for each criterion, best first.
const MAX_KEPT: usize = 64;

/// Maximum number of hunks suggested for a criterion, and the fraction of the best one's score that
/// they need.
const MAX_SUGGESTED: usize = 8;
const NEAR: f32 = 0.8;

/// A link that a reviewer may want to confirm. It does not count.
#[derive(Clone, PartialEq, Debug)]
pub struct Suggestion {
    pub criterion: CriterionKey,
    /// The hunk, or the commit.
    pub target: LinkTarget,
    /// The commits that made it, as far as known.
    pub commits: Vec<ObjectId>,
    /// The fraction of the criterion's attainable score, from 0 to 1. For sorting; means nothing by
    /// itself.
    pub score: f32,
    /// How certain it is.
    pub strength: Strength,
}

/// Hunks that are linked or rejected already.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
struct Settled {
    /// Hunk numbers, ascending.
    own: Vec<u32>,
    /// Numbers of groups whose hunks are all settled.
    alike: Vec<u32>,
}

impl Settled {
    fn has(&self, hunk: u32, alike: &[Option<u32>]) -> bool {
        let by_commit = alike.get(hunk as usize).copied().flatten();
        self.own.binary_search(&hunk).is_ok()
            || by_commit.is_some_and(|group| self.alike.binary_search(&group).is_ok())
    }
}

/// The candidates of one criterion.
#[derive(Clone, Default, Debug)]
struct Ranked {
    answers: Answers,
    settled: Settled,
    /// Hunks with a score above 0, best first, without settled ones; [`MAX_KEPT`] at most.
    hunks: Vec<(u32, f32)>,
    margin: f32,
    /// The best hunk, settled or not.
    best: Option<(u32, f32)>,
    /// The best score in any other increment.
    elsewhere: f32,
}

impl Ranked {
    /// Rates the best hunk by its distance from the nearest of another commit, in any increment.
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
    index: Arc<HunkIndex>,
    queries: Arc<Queries>,
    /// By criterion number.
    ranked: Vec<Ranked>,
    by_target: Arc<HashMap<(RepoPath, Digest), u32>>,
    /// By hunk: the number of its group of files that the same commits change.
    alike: Vec<Option<u32>>,
}

impl fmt::Debug for Suggestions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Suggestions")
            .field("hunks", &self.index.hunk_count())
            .finish_non_exhaustive()
    }
}

impl Suggestions {
    /// Ranks everything, without answers.
    pub fn new(index: Arc<HunkIndex>, queries: Arc<Queries>) -> Self {
        let by_target = (0..).zip(&index.hunks).map(|(number, entry)| {
            (
                (index.files[entry.file as usize].clone(), entry.digest),
                number,
            )
        });
        let by_target = Arc::new(by_target.collect());
        let mut suggestions = Self {
            index,
            queries,
            ranked: Vec::new(),
            by_target,
            alike: Vec::new(),
        };
        let ranked = |number| suggestions.rank(number, Answers::default(), Settled::default());
        suggestions.ranked = (0..suggestions.queries.criterion_count())
            .map(ranked)
            .collect();
        suggestions
    }

    /// Lists the score of each criterion's best hunk; 0 without any.
    pub(super) fn best_scores(&self) -> impl Iterator<Item = f32> {
        let ranked = self.ranked.iter();
        ranked.map(|ranked| ranked.best.map_or(0.0, |(_, score)| score))
    }

    /// Compares increment `own` with all others: where one of them has a better or nearly as good a
    /// hunk for a criterion, nothing here is more than weak. False if that changes nothing.
    pub fn compare(this: &mut Arc<Self>, own: usize, all: &BestScores) -> bool {
        let mut ranked = this.ranked.iter().enumerate();
        let changes = ranked.any(|(at, known)| known.elsewhere != all.elsewhere(own, at));
        if changes {
            for (at, known) in Arc::make_mut(this).ranked.iter_mut().enumerate() {
                known.elsewhere = all.elsewhere(own, at);
            }
        }
        changes
    }

    /// Applies the current links and rejections, and reranks the affected criteria: one criterion
    /// after one answer.
    pub fn learn(&mut self, bearing: &Bearing) {
        let mut answers: Vec<Answers> = vec![Answers::default(); self.queries.criterion_count()];
        let mut settled: Vec<Settled> = vec![Settled::default(); self.queries.criterion_count()];
        let index = self.index.clone();
        let path = |entry: &IndexedHunk| &index.files[entry.file as usize];
        let alike: Vec<Option<u32>> = self
            .index
            .hunks
            .iter()
            .map(|entry| bearing.group_key(path(entry)).map(shared))
            .collect();
        let mut sizes: HashMap<u32, usize> = HashMap::new();
        for (number, entry) in (0..).zip(&self.index.hunks) {
            let own = bearing.own(path(entry), Some(entry.digest));
            for index in own.links {
                let link = bearing.link(index);
                let Some(criterion) = self.queries.number(&link.criterion) else {
                    continue;
                };
                settled[criterion].own.push(number);
                // A link to a whole file says less about each hunk, and would add too much in all.
                let is_own = matches!(link.target, LinkTarget::Hunk { .. });
                if is_own || matches!(link.kind, LinkKind::Confirmed(_)) {
                    answers[criterion].confirmed.push(number);
                }
            }
            for criterion in bearing.rejected_on(path(entry), entry.digest) {
                let Some(criterion) = self.queries.number(criterion) else {
                    continue;
                };
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

    /// Marks a group of hunks as settled for all criteria that its commits link.
    fn settle_group(&self, bearing: &Bearing, key: GroupKey, settled: &mut [Settled]) {
        for index in bearing.group_links(key) {
            if let Some(criterion) = self.queries.number(&bearing.link(*index).criterion) {
                settled[criterion].alike.push(shared(key));
            }
        }
    }

    /// Counts a hunk as an answer on the criteria that a reviewer confirmed for a commit of it. A
    /// commit's claims say less about each of its hunks, and would add too much in all.
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

    /// Replaces the settled hunks of a criterion; what was learned about it stays.
    fn set_aside(&mut self, criterion: usize, settled: Settled, sizes: &HashMap<u32, usize>) {
        let known = &mut self.ranked[criterion];
        let all: usize = settled
            .alike
            .iter()
            .filter_map(|group| sizes.get(group))
            .sum();
        if all == self.index.hunks.len() {
            known.hunks.clear();
            known.settled = settled;
            return;
        }
        let answers = known.answers.clone();
        self.ranked[criterion] = self.rank(criterion, answers, settled);
    }

    fn rank(&self, criterion: usize, answers: Answers, settled: Settled) -> Ranked {
        let Some(query) = self.queries.query(criterion) else {
            return Ranked::default();
        };
        let scores = self.index.hunk_scores(query, &answers);
        let first = first(&scores);
        let margin = first.map_or(0.0, |first| self.margin(&scores, first));
        let hunks = best(&scores, MAX_KEPT, |hunk, score| {
            score > 0.0 && !settled.has(hunk, &self.alike)
        });
        let elsewhere = self
            .ranked
            .get(criterion)
            .map_or(0.0, |known| known.elsewhere);
        Ranked {
            answers,
            settled,
            hunks,
            margin,
            best: first,
            elsewhere,
        }
    }

    /// Computes the distance of the best hunk from the best of another commit; of another file
    /// where all belong to one commit.
    fn margin(&self, scores: &[f32], (first, score): (u32, f32)) -> f32 {
        let commits = self.index.commits_of(first);
        let file = self.index.hunks[first as usize].file;
        let mut elsewhere = (0.0_f32, 0.0_f32);
        for (hunk, score) in (0..).zip(scores) {
            if !self
                .index
                .commits_of(hunk)
                .iter()
                .any(|commit| commits.contains(commit))
            {
                elsewhere.0 = elsewhere.0.max(*score);
            }
            if self.index.hunks[hunk as usize].file != file {
                elsewhere.1 = elsewhere.1.max(*score);
            }
        }
        score
            - if self.index.commits.len() > 1 {
                elsewhere.0
            } else {
                elsewhere.1
            }
    }

    /// Returns the suggestions for a criterion: hunks, best first, without those linked or rejected
    /// already.
    pub fn of_criterion(&self, criterion: &CriterionKey) -> Vec<Suggestion> {
        let Some(ranked) = self.ranked(criterion) else {
            return Vec::new();
        };
        let near = ranked
            .hunks
            .iter()
            .take(MAX_SUGGESTED)
            .filter(|hunk| ranked.is_near(hunk));
        near.map(|hunk| self.suggestion(criterion, ranked, *hunk))
            .collect()
    }

    /// Returns the likeliest hunks for a criterion, without those linked or rejected, to choose
    /// from. Includes weak ones beyond the suggested ones.
    pub fn hunks_for(&self, criterion: &CriterionKey) -> Vec<Suggestion> {
        self.best_hunks_for(criterion, MAX_KEPT).0
    }

    /// Returns as many of these hunks as `most`, likeliest first, and how many more there are.
    pub fn best_hunks_for(
        &self,
        criterion: &CriterionKey,
        most: usize,
    ) -> (Vec<Suggestion>, usize) {
        let Some(ranked) = self.ranked(criterion) else {
            return (Vec::new(), 0);
        };
        let best = ranked.hunks.iter().take(most);
        let best = best.map(|hunk| self.suggestion(criterion, ranked, *hunk));
        (best.collect(), ranked.hunks.len().saturating_sub(most))
    }

    fn suggestion(
        &self,
        criterion: &CriterionKey,
        ranked: &Ranked,
        (hunk, score): (u32, f32),
    ) -> Suggestion {
        let commits = self.index.commits_of(hunk).iter();
        Suggestion {
            criterion: criterion.clone(),
            target: self.target(hunk),
            commits: commits
                .map(|commit| self.index.commits[*commit as usize])
                .collect(),
            score: score / self.index.recipe.attainable(),
            strength: self.strength(ranked, (hunk, score)),
        }
    }

    /// Returns the suggestions for a hunk: criteria, best first.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn of_hunk(&self, path: &RepoPath, digest: Digest) -> Vec<Suggestion> {
        let Some(hunk) = self.by_target.get(&(path.clone(), digest)).copied() else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (criterion, ranked) in self.queries.keys().iter().zip(&self.ranked) {
            let mut near = ranked
                .hunks
                .iter()
                .take(MAX_SUGGESTED)
                .filter(|hunk| ranked.is_near(hunk));
            if let Some(near) = near.find(|(near, _)| *near == hunk) {
                found.push(self.suggestion(criterion, ranked, *near));
            }
        }
        found.sort_by(|a, b| {
            b.strength
                .cmp(&a.strength)
                .then(b.score.total_cmp(&a.score))
        });
        found
    }

    /// Returns all criteria for a hunk, likeliest first, to choose from. Scores anew the criteria
    /// that may not have kept the hunk although its score is above 0.
    pub fn criteria_for(&self, path: &RepoPath, digest: Digest) -> Vec<(CriterionKey, f32)> {
        let Some(hunk) = self.by_target.get(&(path.clone(), digest)).copied() else {
            return Vec::new();
        };
        let score = |(number, ranked): (usize, &Ranked)| {
            let kept = ranked
                .hunks
                .iter()
                .find(|(kept, _)| *kept == hunk)
                .map(|(_, score)| *score);
            let anew = || {
                if ranked.hunks.len() < MAX_KEPT && !ranked.settled.has(hunk, &self.alike) {
                    return None;
                }
                let query = self.queries.query(number)?;
                self.index
                    .hunk_scores(query, &ranked.answers)
                    .get(hunk as usize)
                    .copied()
            };
            kept.or_else(anew).unwrap_or_default()
        };
        let scores: Vec<f32> = self.ranked.iter().enumerate().map(score).collect();
        let order = best(&scores, scores.len(), |_, _| true);
        order
            .into_iter()
            .map(|(number, score)| (self.queries.keys()[number as usize].clone(), score))
            .collect()
    }

    /// Returns the commits of the increment for a criterion, likeliest first.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn commits_for(&self, criterion: &CriterionKey) -> Vec<(ObjectId, f32)> {
        let number = self.queries.number(criterion);
        let query = number.and_then(|number| self.queries.query(number));
        let Some((query, ranked)) = query.zip(self.ranked(criterion)) else {
            return Vec::new();
        };
        let scores = self.index.commit_scores(query, &ranked.answers);
        let order = best(&scores, scores.len(), |_, _| true);
        order
            .into_iter()
            .map(|(commit, score)| (self.index.commits[commit as usize], score))
            .collect()
    }

    /// Returns how certain the best suggestion for a criterion is, and its score; `None` when there
    /// is none.
    pub fn best(&self, criterion: &CriterionKey) -> Option<(Strength, f32)> {
        let ranked = self.ranked(criterion)?;
        let (_, score) = ranked.best.filter(|(_, score)| *score > 0.0)?;
        Some((ranked.strength(), score / self.index.recipe.attainable()))
    }

    fn ranked(&self, criterion: &CriterionKey) -> Option<&Ranked> {
        self.ranked.get(self.queries.number(criterion)?)
    }

    /// Hunks of another commit than the best one's, and those far behind it, are never more than
    /// weak.
    fn strength(&self, ranked: &Ranked, hunk: (u32, f32)) -> Strength {
        let Some((first, _)) = ranked.best.filter(|_| ranked.is_near(&hunk)) else {
            return Strength::Weak;
        };
        let commits = self.index.commits_of(first);
        let beside = hunk.0 == first
            || self
                .index
                .commits_of(hunk.0)
                .iter()
                .any(|own| commits.contains(own));
        if beside {
            ranked.strength()
        } else {
            Strength::Weak
        }
    }

    fn target(&self, hunk: u32) -> LinkTarget {
        let entry = &self.index.hunks[hunk as usize];
        LinkTarget::Hunk {
            path: self.index.files[entry.file as usize].clone(),
            digest: entry.digest,
        }
    }
}

/// Returns the number of a group of files.
fn shared((group, spared): GroupKey) -> u32 {
    2 * group + u32::from(spared)
}

/// Returns the best of some scores, in order; of equal scores, the first.
fn best(scores: &[f32], count: usize, wanted: impl Fn(u32, f32) -> bool) -> Vec<(u32, f32)> {
    let mut order: Vec<(u32, f32)> = (0..)
        .zip(scores.iter().copied())
        .filter(|(n, score)| wanted(*n, *score))
        .collect();
    let by_score = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    if count < order.len() {
        order.select_nth_unstable_by(count, by_score);
        order.truncate(count);
    }
    order.sort_unstable_by(by_score);
    // There may be a hundred thousand of these lists.
    order.shrink_to_fit();
    order
}

/// Returns the best score; of equal scores, the first.
fn first(scores: &[f32]) -> Option<(u32, f32)> {
    let scores = (0..).zip(scores.iter().copied());
    scores.reduce(|best, next| if next.1 > best.1 { next } else { best })
}
