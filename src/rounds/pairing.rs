//! Pairs the commits of two rounds: by what they change, then by what they say, then by the least
//! difference of their differences.
//!
//! As `git range-diff` does, a pair that differs by more than 60 % of both commits together is
//! none, and the cheapest pairs are found for all commits at once. Knows nothing of bases.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::assign::{Gain, MAX_EXACT, assign};
use super::commits::RoundCommits;
use super::patch::Patch;
use crate::model::id::ObjectId;
use crate::model::increment::Commit;

/// The part of both commits' lines, in percent, in which a pair differs at most: git's
/// `RANGE_DIFF_CREATION_FACTOR_DEFAULT`.
const CREATION_FACTOR: i64 = 60;
/// The part of a commit's lines, in percent, that another commit has to have to be named as the one
/// that it went into or came from.
const HELD: u32 = 80;
/// Maximum number of steps in which lines are counted that two commits have in common.
const MAX_STEPS: usize = 40_000_000;
/// The weight of a line beside the distance of two commits in their rounds, which only decides
/// between equals.
const LINE: i64 = 4_096;

/// What became of a commit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PairState {
    /// The same change with the same message.
    Same,
    /// Another change, or another message.
    Changed,
    /// Only in the old round.
    Gone,
    /// Only in the new round.
    New,
}

impl PairState {
    /// Returns the sign that `git range-diff` uses.
    pub fn sign(self) -> char {
        match self {
            Self::Same => '=',
            Self::Changed => '!',
            Self::Gone => '<',
            Self::New => '>',
        }
    }

    /// Returns the name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Changed => "changed",
            Self::Gone => "gone",
            Self::New => "new",
        }
    }
}

/// Why two commits are a pair.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PairedBy {
    /// They are one commit.
    Id,
    /// They change the same lines of the same files.
    Patch,
    /// They have one `Change-Id`, which no other commit of theirs has.
    ChangeId,
    /// They have one author and message, which no other commit of theirs has, and a file in common
    /// unless one of them changes nothing.
    Message,
    /// Of all commits left, these differ least.
    Likeness,
}

impl PairedBy {
    /// Returns the name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Patch => "patch",
            Self::ChangeId => "change-id",
            Self::Message => "message",
            Self::Likeness => "likeness",
        }
    }
}

/// A commit of the old round with its counterpart in the new one; at least one is there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CommitPair {
    pub old: Option<Commit>,
    pub new: Option<Commit>,
    pub state: PairState,
    /// Why they are a pair; `None` for a commit alone.
    pub by: Option<PairedBy>,
    /// Whether both change the same lines: then only the message differs, if anything.
    pub same_patch: bool,
    /// For a commit alone: the commit of the other round that has most of its lines.
    pub held_by: Option<ObjectId>,
}

/// The commits of two rounds, paired.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct CommitPairs {
    /// In the order of the new round; a commit that is gone comes where those before it have
    /// passed.
    pub pairs: Vec<CommitPair>,
    /// What was left out, in our own words.
    pub left_out: Vec<String>,
}

impl CommitPairs {
    /// Counts the pairs in a state.
    pub fn count(&self, state: PairState) -> usize {
        let of_state = |pair: &&CommitPair| pair.state == state;
        self.pairs.iter().filter(of_state).count()
    }

    /// Counts the commits of the old and of the new round.
    pub fn sizes(&self) -> (usize, usize) {
        let old = self.pairs.iter().filter(|pair| pair.old.is_some()).count();
        let new = self.pairs.iter().filter(|pair| pair.new.is_some()).count();
        (old, new)
    }
}

/// Pairs the commits of the old and the new round.
pub fn pair([old, new]: &[RoundCommits; 2]) -> CommitPairs {
    let mut pairing = Pairing {
        old,
        new,
        of_old: vec![None; old.commits.len()],
        of_new: vec![None; new.commits.len()],
    };
    let any = |_: &Patch, _: &Patch| true;
    pairing.by_key(PairedBy::Id, |round, at| Some(round.commits[at].id), any);
    pairing.by_patch();
    pairing.by_key(
        PairedBy::ChangeId,
        |round, at| change_id(&round.commits[at]),
        any,
    );
    pairing.by_message();
    let mut left_out: Vec<String> = old.left_out.iter().chain(&new.left_out).cloned().collect();
    left_out.dedup();
    left_out.extend(pairing.by_likeness());
    CommitPairs {
        pairs: pairing.in_order(),
        left_out,
    }
}

struct Pairing<'c> {
    old: &'c RoundCommits,
    new: &'c RoundCommits,
    /// By commit: its counterpart, and why.
    of_old: Vec<Option<(usize, PairedBy)>>,
    of_new: Vec<Option<(usize, PairedBy)>>,
}

impl Pairing<'_> {
    fn join(&mut self, old: usize, new: usize, by: PairedBy) {
        self.of_old[old] = Some((new, by));
        self.of_new[new] = Some((old, by));
    }

    /// Lists the commits of each round without a counterpart.
    fn alone(&self) -> [Vec<usize>; 2] {
        [&self.of_old, &self.of_new].map(|side| {
            let alone = side.iter().enumerate().filter(|(_, of)| of.is_none());
            alone.map(|(at, _)| at).collect()
        })
    }

    /// Pairs commits with one key, where no other commit has it and their changes agree.
    fn by_key<K: Hash + Eq>(
        &mut self,
        by: PairedBy,
        key: impl Fn(&RoundCommits, usize) -> Option<K>,
        agree: impl Fn(&Patch, &Patch) -> bool,
    ) {
        let [olds, news] = self.alone();
        let mut places: HashMap<K, [Vec<usize>; 2]> = HashMap::new();
        for (side, (round, alone)) in [(self.old, olds), (self.new, news)].into_iter().enumerate() {
            for at in alone {
                if let Some(key) = key(round, at) {
                    places.entry(key).or_default()[side].push(at);
                }
            }
        }
        for [olds, news] in places.into_values() {
            if let ([old], [new]) = (&olds[..], &news[..])
                && agree(&self.old.patches[*old], &self.new.patches[*new])
            {
                self.join(*old, *new, by);
            }
        }
    }

    /// Pairs commits that change the same lines; of several those with one message first, then in
    /// order. Commits that change nothing are told apart by their messages alone.
    fn by_patch(&mut self) {
        for with_message in [true, false] {
            let [olds, news] = self.alone();
            let mut places: HashMap<_, Vec<usize>> = HashMap::new();
            let key = |round: &RoundCommits, at: usize| {
                let (patch, commit): (&Patch, &Commit) = (&round.patches[at], &round.commits[at]);
                let message = with_message.then(|| commit.message.clone());
                let is_telling = patch.is_whole && (with_message || !patch.is_empty());
                is_telling.then_some((patch.digest, message))
            };
            for old in olds.into_iter().rev() {
                if let Some(key) = key(self.old, old) {
                    places.entry(key).or_default().push(old);
                }
            }
            for new in news {
                let key = key(self.new, new);
                let old = key.and_then(|key| places.get_mut(&key)?.pop());
                if let Some(old) = old {
                    self.join(old, new, PairedBy::Patch);
                }
            }
        }
    }

    /// Pairs commits with one author and message that have a file in common, or of which one changes
    /// nothing: a message such as "fix" says little alone.
    fn by_message(&mut self) {
        let key = |round: &RoundCommits, at: usize| {
            let commit = &round.commits[at];
            Some((commit.author.clone(), commit.message.clone()))
        };
        self.by_key(PairedBy::Message, key, |then, now| {
            let shares = then.paths.iter().any(|path| now.paths.contains(path));
            shares || then.is_empty() || now.is_empty()
        });
    }

    /// Pairs what is left at the least cost. Returns what was left out.
    fn by_likeness(&mut self) -> Vec<String> {
        let [olds, news] = self.alone();
        let mut left_out = Vec::new();
        let old: Vec<_> = olds.iter().map(|at| whole_lines(self.old, *at)).collect();
        let new: Vec<_> = news.iter().map(|at| whole_lines(self.new, *at)).collect();
        let (common, cut) = in_common(
            &old.iter().collect::<Vec<_>>(),
            &new.iter().collect::<Vec<_>>(),
        );
        if cut {
            left_out.push(
                "too many lines to compare all commits with all; pairs may be missing".to_owned(),
            );
        }
        let size = |lines: &HashMap<u64, u32>| i64::from(lines.values().sum::<u32>());
        let gain = |(&(a, b), &common): (&(usize, usize), &u32)| {
            let both = size(&old[a]) + size(&new[b]);
            let cost = both - 2 * i64::from(common);
            let gain = both * CREATION_FACTOR - cost * 100;
            let apart = olds[a].abs_diff(news[b]) as i64;
            let gain = gain * LINE - apart.min(LINE - 1);
            (gain > 0).then_some(Gain {
                old: olds[a],
                new: news[b],
                gain,
            })
        };
        let mut gains: Vec<Gain> = common.iter().filter_map(gain).collect();
        gains.sort_unstable_by_key(|gain| (gain.new, gain.old));
        let (chosen, cut) = assign(&gains);
        if cut {
            left_out.push(format!(
                "more than {MAX_EXACT} commits are alike; these are paired the most alike first, not at the least cost"
            ));
        }
        for gain in chosen {
            self.join(gain.old, gain.new, PairedBy::Likeness);
        }
        left_out
    }

    /// Finds for each commit without a counterpart the one of the other round that has most of its
    /// lines: it was squashed into it, or split off it.
    fn held(&self) -> [HashMap<usize, ObjectId>; 2] {
        let [olds, news] = self.alone();
        let sides = [(self.old, &olds, self.new), (self.new, &news, self.old)];
        sides.map(|(round, alone, other)| {
            let own: Vec<_> = alone.iter().map(|at| &round.patches[*at].lines).collect();
            let others: Vec<_> = other.patches.iter().map(|patch| &patch.lines).collect();
            let (common, _) = in_common(&own, &others);
            let mut held: HashMap<usize, (u32, usize)> = HashMap::new();
            for ((own, other), common) in common {
                let at = alone[own];
                if common * 100 >= round.patches[at].size * HELD {
                    let best = held.entry(at).or_insert((common, other));
                    if (common, std::cmp::Reverse(other)) > (best.0, std::cmp::Reverse(best.1)) {
                        *best = (common, other);
                    }
                }
            }
            let id = |(at, (_, by)): (usize, (u32, usize))| (at, other.commits[by].id);
            held.into_iter().map(id).collect()
        })
    }

    /// Lists the pairs in the order of `git range-diff`.
    fn in_order(&self) -> Vec<CommitPair> {
        let [held_old, held_new] = self.held();
        let mut shown = vec![false; self.of_old.len()];
        let mut pairs = Vec::new();
        let (mut i, mut j) = (0, 0);
        while i < self.of_old.len() || j < self.of_new.len() {
            if i < self.of_old.len() && shown[i] {
                i += 1;
            } else if i < self.of_old.len() && self.of_old[i].is_none() {
                pairs.push(CommitPair {
                    old: Some(self.old.commits[i].clone()),
                    new: None,
                    state: PairState::Gone,
                    by: None,
                    same_patch: false,
                    held_by: held_old.get(&i).copied(),
                });
                i += 1;
            } else if let Some(of) = self.of_new.get(j) {
                match of {
                    None => pairs.push(CommitPair {
                        old: None,
                        new: Some(self.new.commits[j].clone()),
                        state: PairState::New,
                        by: None,
                        same_patch: false,
                        held_by: held_new.get(&j).copied(),
                    }),
                    Some((old, by)) => {
                        shown[*old] = true;
                        pairs.push(self.joined(*old, j, *by));
                    }
                }
                j += 1;
            } else {
                i += 1;
            }
        }
        pairs
    }

    fn joined(&self, old: usize, new: usize, by: PairedBy) -> CommitPair {
        let (then, now) = (&self.old.commits[old], &self.new.commits[new]);
        let same_patch =
            by == PairedBy::Id || self.old.patches[old].is_same(&self.new.patches[new]);
        let is_same = same_patch && then.message == now.message;
        CommitPair {
            old: Some(then.clone()),
            new: Some(now.clone()),
            state: if is_same {
                PairState::Same
            } else {
                PairState::Changed
            },
            by: Some(by),
            same_patch,
            held_by: None,
        }
    }
}

/// Returns the last `Change-Id` trailer of a commit, as Gerrit writes it.
fn change_id(commit: &Commit) -> Option<Vec<u8>> {
    let mut lines = commit.message.as_bytes().rsplit(|byte| *byte == b'\n');
    let id = lines.find_map(|line| line.strip_prefix(b"Change-Id:"))?;
    let id = id.trim_ascii();
    let digits = id.strip_prefix(b"I")?;
    let is_id = digits.len() >= 8 && digits.iter().all(u8::is_ascii_hexdigit);
    is_id.then(|| id.to_vec())
}

/// Counts the lines of a commit's change and of its message.
fn whole_lines(round: &RoundCommits, at: usize) -> HashMap<u64, u32> {
    let mut lines = round.patches[at].lines.clone();
    let message = round.commits[at].message.as_bytes();
    for line in message.split(|byte| *byte == b'\n') {
        if !line.trim_ascii().is_empty() {
            let mut hasher = DefaultHasher::new();
            (&b"message"[..], line).hash(&mut hasher);
            *lines.entry(hasher.finish()).or_default() += 1;
        }
    }
    lines
}

/// How many lines two commits, given by their indexes, have in common.
type CommonLines = HashMap<(usize, usize), u32>;

/// Counts the lines that each two commits have in common, the rarest lines first; and tells whether
/// that had to end early.
fn in_common(olds: &[&HashMap<u64, u32>], news: &[&HashMap<u64, u32>]) -> (CommonLines, bool) {
    let mut places: HashMap<u64, [Vec<(usize, u32)>; 2]> = HashMap::new();
    for (side, commits) in [olds, news].into_iter().enumerate() {
        for (at, lines) in commits.iter().enumerate() {
            for (line, count) in *lines {
                places.entry(*line).or_default()[side].push((at, *count));
            }
        }
    }
    let steps = |[olds, news]: &[Vec<(usize, u32)>; 2]| olds.len() * news.len();
    let mut lines: Vec<_> = places
        .into_values()
        .filter(|line| steps(line) > 0)
        .collect();
    lines.sort_by_key(steps);
    let mut common = CommonLines::new();
    let mut left = MAX_STEPS;
    for line in lines {
        let Some(rest) = left.checked_sub(steps(&line)) else {
            return (common, true);
        };
        left = rest;
        let [olds, news] = line;
        for (old, count) in olds {
            for (new, other) in &news {
                *common.entry((old, *new)).or_default() += count.min(*other);
            }
        }
    }
    (common, false)
}
