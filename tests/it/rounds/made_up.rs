//! Made-up deliveries, rewritten on a moving base, with every edit known: all lines have numbers of
//! their own, and what base and contractor do is done to these numbers. `cargo bench --bench
//! rounds_eval` makes 300 of them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use snaglist::git::Repository;
use snaglist::git::builder::RepoBuilder;
use snaglist::model::change::FileDiff;
use snaglist::model::id::ObjectId;
use snaglist::model::increment::{Commit, CommitRange};
use snaglist::rounds::{
    Basis, RoundAllowance, RoundCommits, RoundKind, RoundPair, compare, list, pair, summarise,
};

/// Numbers by chance, always the same.
pub(crate) struct Chance(pub u64);

impl Chance {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// What the contractor does between the rounds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Rewriting {
    /// Nothing but a rebase.
    Rebase,
    /// A rebase, with edits in a commit of their own.
    Append,
    /// A rebase, with edits in the commits there are.
    Amend,
    /// The same, with commits joined.
    Squash,
    /// The same, with commits divided.
    Split,
    /// The same, in another order.
    Reorder,
}

pub(crate) const REWRITINGS: [Rewriting; 6] = [
    Rewriting::Rebase,
    Rewriting::Append,
    Rewriting::Amend,
    Rewriting::Squash,
    Rewriting::Split,
    Rewriting::Reorder,
];

#[derive(Clone, PartialEq, Eq, Debug)]
struct Line {
    number: usize,
    text: String,
}

/// Something done to a line, which is known by its number.
#[derive(Clone, Debug)]
enum Edit {
    Replace(usize, Vec<Line>),
    After(usize, Vec<Line>),
}

impl Edit {
    fn of(&self) -> usize {
        let (Self::Replace(of, _) | Self::After(of, _)) = self;
        *of
    }

    fn lines(&self) -> &[Line] {
        let (Self::Replace(_, lines) | Self::After(_, lines)) = self;
        lines
    }
}

/// Files by number: the path and the lines.
type Tree = BTreeMap<usize, (String, Vec<Line>)>;

/// A commit's edits and message.
type MadeCommit = (Vec<Edit>, String);

fn apply(tree: &mut Tree, edits: &[Edit]) {
    for edit in edits {
        for (_, lines) in tree.values_mut() {
            let Some(at) = lines.iter().position(|line| line.number == edit.of()) else {
                continue;
            };
            match edit {
                Edit::Replace(_, new) => drop(lines.splice(at..=at, new.iter().cloned())),
                Edit::After(_, new) => drop(lines.splice(at + 1..at + 1, new.iter().cloned())),
            }
        }
    }
}

/// A delivery in two rounds.
pub(crate) struct MadeUp {
    pub old: CommitRange,
    pub new: CommitRange,
    /// The old round on the new base, with nothing else changed.
    pub rebased: CommitRange,
    /// How many lines the base added and removed.
    pub base_lines: usize,
    /// The texts of lines that the contractor added and removed between the rounds.
    added: Vec<String>,
    removed: Vec<String>,
    /// Which commit of the old round became which of the new one, where that is one.
    pub pairs: Vec<(ObjectId, ObjectId)>,
}

struct Maker<'c> {
    chance: &'c mut Chance,
    made: usize,
}

const WORDS: [&str; 8] = [
    "charge", "refund", "audit", "receipt", "balance", "limit", "retry", "ledger",
];

impl Maker<'_> {
    fn line(&mut self, text: impl Into<String>) -> Line {
        self.made += 1;
        let text = text.into();
        Line {
            number: self.made,
            text,
        }
    }

    /// A line of source; some are alike, as braces and empty ones are.
    fn source(&mut self) -> Line {
        let word = WORDS[self.chance.below(WORDS.len())];
        let number = self.made;
        match self.chance.below(8) {
            0 => self.line("    }"),
            1 => self.line(""),
            2 => self.line("        return None"),
            _ => self.line(format!("        self.{word}({number})")),
        }
    }

    fn file(&mut self) -> Vec<Line> {
        (0..60 + self.chance.below(140))
            .map(|_| self.source())
            .collect()
    }

    /// Edits of so many lines that nobody else changes; where they are not `near`, nor a line beside
    /// them.
    fn edits(
        &mut self,
        tree: &Tree,
        (taken, near): (&mut HashSet<usize>, bool),
        count: usize,
        who: &str,
    ) -> Vec<Edit> {
        let mut edits = Vec::new();
        for _ in 0..count {
            let files: Vec<usize> = tree.keys().copied().collect();
            let lines = &tree[&files[self.chance.below(files.len())]].1;
            let at = 1 + self.chance.below(lines.len().max(3) - 2);
            let around = if near { at..at + 1 } else { at - 1..at + 2 };
            let Some(around) = lines.get(around) else {
                continue;
            };
            if around.iter().any(|line| taken.contains(&line.number)) {
                continue;
            }
            let line = lines[at].number;
            taken.insert(line);
            let new: Vec<Line> = (0..self.chance.below(4))
                .map(|_| {
                    let text = format!("        {who}({})", self.made);
                    self.line(text)
                })
                .collect();
            edits.push(match self.chance.below(2) {
                0 if !new.is_empty() => Edit::After(line, new),
                _ => Edit::Replace(line, new),
            });
        }
        edits
    }
}

fn commit(repo: &mut RepoBuilder, before: &Tree, tree: &Tree, message: &str) -> ObjectId {
    for (path, _) in before.values() {
        repo.remove(path);
    }
    for (path, lines) in tree.values() {
        let text: String = lines
            .iter()
            .flat_map(|line| [line.text.as_str(), "\n"])
            .collect();
        repo.write(path, text).unwrap();
    }
    repo.commit(message).unwrap()
}

/// Makes a delivery in a new repository in `dir`.
pub(crate) fn make(dir: &Path, rewriting: Rewriting, chance: &mut Chance) -> MadeUp {
    let mut repo = RepoBuilder::init(dir).unwrap();
    let mut maker = Maker { chance, made: 0 };
    let mut start = Tree::new();
    for number in 0..5 {
        let path = format!("src/part_{number}.py");
        start.insert(number, (path, maker.file()));
    }
    let mut taken = HashSet::new();
    // Some change lines right beside each other's; git calls that a conflict.
    let near = maker.chance.below(3) == 0;
    let count = 4 + maker.chance.below(12);
    let theirs = maker.edits(&start, (&mut taken, false), count, "theirs");
    let mut new_base = start.clone();
    apply(&mut new_base, &theirs);
    let count = 3 + maker.chance.below(3);
    let mut commits: Vec<Vec<Edit>> = Vec::new();
    for number in 0..count {
        let many = 2 + maker.chance.below(5);
        commits.push(maker.edits(&start, (&mut taken, near), many, &format!("mine_{number}")));
    }
    // A file of the base, or of the contractor, moves.
    let moves = |tree: &mut Tree, file: usize| {
        if let Some((path, _)) = tree.get_mut(&file) {
            *path = format!("lib/moved_{file}.py");
        }
    };
    let base_moves = (maker.chance.below(4) == 0).then_some(1);
    let round_moves = (maker.chance.below(4) == 0).then_some(2);

    let first = commit(&mut repo, &Tree::new(), &start, "Begin");
    repo.branch("one").unwrap();
    let mut at = start.clone();
    let mut olds = Vec::new();
    for (number, edits) in commits.iter().enumerate() {
        let before = at.clone();
        apply(&mut at, edits);
        if let (0, Some(file)) = (number, round_moves) {
            moves(&mut at, file);
        }
        olds.push(commit(&mut repo, &before, &at, &format!("Part {number}")));
    }

    // What was expected of the old round on the new base, and what it became.
    let mut expected = new_base.clone();
    commits.iter().for_each(|edits| apply(&mut expected, edits));
    let edits = if rewriting == Rewriting::Rebase {
        Vec::new()
    } else {
        let count = 1 + maker.chance.below(6);
        maker.edits(&expected, (&mut HashSet::new(), true), count, "since")
    };
    let (rounds, of) = rewrite(rewriting, &commits, &edits, maker.chance);

    if let Some(file) = base_moves {
        moves(&mut new_base, file);
    }
    repo.checkout("main").unwrap();
    let onto = commit(&mut repo, &start, &new_base, "Theirs");
    let mut deliver = |branch: &str, rounds: &[MadeCommit]| {
        repo.checkout("main").unwrap();
        repo.branch(branch).unwrap();
        let mut at = new_base.clone();
        let mut made = Vec::new();
        for (number, (edits, message)) in rounds.iter().enumerate() {
            let before = at.clone();
            apply(&mut at, edits);
            if let (0, Some(file)) = (number, round_moves) {
                moves(&mut at, file);
            }
            made.push(commit(&mut repo, &before, &at, message));
        }
        made
    };
    let news = deliver("two", &rounds);
    let (same, _) = rewrite(Rewriting::Rebase, &commits, &[], &mut Chance(0));
    let rebased = deliver("three", &same);
    let texts = |edits: &[Edit]| {
        let lines = edits.iter().flat_map(|edit| edit.lines().to_vec());
        lines.map(|line| line.text).collect::<Vec<String>>()
    };
    let gone = edits.iter().filter_map(|edit| match edit {
        Edit::Replace(of, _) => Some(*of),
        Edit::After(..) => None,
    });
    let gone: HashSet<usize> = gone.collect();
    let removed = expected.values().flat_map(|(_, lines)| lines);
    let removed = removed.filter(|line| gone.contains(&line.number));
    let removed = removed.map(|line| line.text.clone()).collect();
    let base_lines = theirs.iter().map(|edit| match edit {
        Edit::Replace(_, new) => 1 + new.len(),
        Edit::After(_, new) => new.len(),
    });
    MadeUp {
        old: CommitRange {
            base: Some(first),
            head: *olds.last().unwrap(),
        },
        new: CommitRange {
            base: Some(onto),
            head: *news.last().unwrap(),
        },
        rebased: CommitRange {
            base: Some(onto),
            head: *rebased.last().unwrap(),
        },
        base_lines: base_lines.sum(),
        added: texts(&edits),
        removed,
        pairs: of
            .into_iter()
            .map(|(old, new)| (olds[old], news[new]))
            .collect(),
    }
}

/// The commits of the new round: edits and message; and which commit became which.
fn rewrite(
    rewriting: Rewriting,
    commits: &[Vec<Edit>],
    edits: &[Edit],
    chance: &mut Chance,
) -> (Vec<MadeCommit>, Vec<(usize, usize)>) {
    let mut order: Vec<usize> = (0..commits.len()).collect();
    if rewriting == Rewriting::Reorder {
        for at in (1..order.len()).rev() {
            order.swap(at, chance.below(at + 1));
        }
    }
    let mut rounds: Vec<MadeCommit> = order
        .iter()
        .map(|number| (commits[*number].clone(), format!("Part {number}")))
        .collect();
    let mut pairs: Vec<(usize, usize)> = order.iter().copied().zip(0..).collect();
    match rewriting {
        Rewriting::Squash => {
            let (second, _) = rounds.remove(1);
            rounds[0].0.extend(second);
            pairs = pairs
                .into_iter()
                .filter(|(old, _)| *old > 1)
                .map(|(old, new)| (old, new - 1))
                .collect();
        }
        Rewriting::Split => {
            let half = rounds[1].0.len() / 2;
            let second = rounds[1].0.split_off(half);
            rounds.insert(2, (second, "Another part".to_owned()));
            pairs = pairs
                .into_iter()
                .filter(|(old, _)| *old != 1)
                .map(|(old, new)| (old, if new > 1 { new + 1 } else { new }))
                .collect();
        }
        _ => {}
    }
    if rewriting == Rewriting::Append {
        rounds.push((edits.to_vec(), "Since".to_owned()));
    } else {
        // Where the line is made that an edit is of, or later.
        let last = rounds.len() - 1;
        for edit in edits {
            let made = rounds.iter().position(|(edits, _)| {
                edits
                    .iter()
                    .any(|other| other.lines().iter().any(|line| line.number == edit.of()))
            });
            let least = made.unwrap_or(0);
            let at = least + chance.below(last + 1 - least);
            rounds[at].0.push(edit.clone());
        }
    }
    (rounds, pairs)
}

/// What was counted.
#[derive(Clone, Default, Debug)]
pub(crate) struct Tally {
    pub deliveries: usize,
    pub base_lines: usize,
    pub edited: usize,
    /// Edited lines that are not shown.
    pub missed: usize,
    /// Lines that are shown and that nobody edited.
    pub shown: usize,
    pub conflicts: usize,
    /// Pairs of commits with a right answer, and those found.
    pub pairs: usize,
    pub paired: usize,
    /// Pure rebases that show no line, one of each delivery.
    pub pure_quiet: usize,
}

/// Compares the rounds, and counts what is shown.
pub(crate) fn count(repository: &Repository, made: &MadeUp, tally: &mut Tally) {
    let rounds = RoundPair::new(repository, made.old, made.new).unwrap();
    let found = list(repository, &rounds, &|| false).unwrap().unwrap();
    let (mut added, mut removed) = (HashMap::new(), HashMap::new());
    let mut shown = 0;
    for file in &found.files {
        let compared = compare(repository, file, 2 << 20);
        tally.conflicts += usize::from(compared.basis != Basis::Expected);
        let FileDiff::Text(diff) = &compared.diff else {
            continue;
        };
        for change in &diff.changes {
            for (side, text, lines) in [
                (&mut removed, &diff.old, &change.old),
                (&mut added, &diff.new, &change.new),
            ] {
                for line in lines.clone() {
                    let line = String::from_utf8_lossy(text.line(line)).into_owned();
                    *side.entry(line).or_insert(0) += 1;
                    shown += 1;
                }
            }
        }
    }
    tally.deliveries += 1;
    tally.base_lines += made.base_lines;
    let mut known = 0;
    for (lines, side) in [(&made.added, &mut added), (&made.removed, &mut removed)] {
        for line in lines {
            tally.edited += 1;
            match side.get_mut(line) {
                Some(left) if *left > 0 => {
                    *left -= 1;
                    known += 1;
                }
                _ => tally.missed += 1,
            }
        }
    }
    tally.shown += shown - known;
    let commits = pair(&RoundCommits::read(repository, &rounds, &mut (64 << 20)).unwrap());
    let paired = |(old, new): &&(ObjectId, ObjectId)| {
        commits.pairs.iter().any(|pair| {
            let id = |commit: &Option<Commit>| commit.as_ref().map(|commit| commit.id);
            (id(&pair.old), id(&pair.new)) == (Some(*old), Some(*new))
        })
    };
    tally.pairs += made.pairs.len();
    tally.paired += made.pairs.iter().filter(paired).count();
    let pair = RoundPair::new(repository, made.old, made.rebased).unwrap();
    let found = summarise(
        repository,
        &pair,
        (2 << 20, &mut RoundAllowance::default()),
        &|| false,
    )
    .unwrap();
    let onto = made.rebased.base;
    let is_quiet = found.is_some_and(|found| found.kind == RoundKind::RebasedOnly { onto });
    tally.pure_quiet += usize::from(is_quiet);
}

#[test]
fn every_edit_is_shown_and_next_to_nothing_else() {
    let mut chance = Chance(11);
    let mut tally = Tally::default();
    for at in 0..24 {
        let dir = tempfile::tempdir().unwrap();
        let made = make(dir.path(), REWRITINGS[at % REWRITINGS.len()], &mut chance);
        let repository = Repository::discover(dir.path()).unwrap();
        count(&repository, &made, &mut tally);
    }
    assert_eq!(tally.missed, 0, "{tally:?}");
    assert!(tally.edited > 50 && tally.base_lines > 300, "{tally:?}");
    assert!(tally.shown * 100 <= tally.base_lines, "{tally:?}");
    assert_eq!(tally.paired, tally.pairs, "{tally:?}");
    assert_eq!(tally.pure_quiet, tally.deliveries, "{tally:?}");
}
