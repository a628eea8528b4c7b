//! How well two rounds of a delivery are compared, on made-up deliveries whose edits are known.
//!
//! `cargo bench --bench rounds_eval -- [DELIVERIES]` makes 300 of them: rebased, amended, squashed,
//! split, reordered, on a base that moves and changes the same files. Counts edited lines that are
//! not shown, and lines shown that nobody edited. Where `git` is there, pairs of commits are
//! compared with those of `git range-diff`, and merged files with those of `git merge-tree`.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use snaglist::git::Repository;
use snaglist::model::id::ObjectId;
use snaglist::rounds::{Basis, RoundCommits, RoundPair, compare, list, pair};

#[allow(dead_code, reason = "the test in it is for the test binary")]
#[path = "../it/rounds/made_up.rs"]
mod made_up;

use made_up::{Chance, MadeUp, REWRITINGS, Tally, count, make};

/// Pairs of commits, by id.
type Pairs = BTreeSet<(ObjectId, ObjectId)>;

#[derive(Default)]
struct PairTally {
    ours: usize,
    ours_wrong: usize,
    git: usize,
    git_wrong: usize,
    /// Pairs of git whose commits have no counterpart here.
    git_alone: usize,
    /// Deliveries in which both pair the same commits.
    alike: usize,
    compared: usize,
    /// Files that git merges cleanly, and of these that were expected just so.
    merged: usize,
    merged_alike: usize,
    merged_not: usize,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let deliveries = arguments.find_map(|argument| argument.parse().ok());
    let deliveries: usize = deliveries.unwrap_or(300);
    let has_git = Command::new("git").arg("--version").output().is_ok();
    let mut chance = Chance(7);
    let (mut tally, mut pairs) = (Tally::default(), PairTally::default());
    let mut took = Duration::ZERO;
    for at in 0..deliveries {
        let dir = tempfile::tempdir().expect("a directory");
        let rewriting = REWRITINGS[at % REWRITINGS.len()];
        let made = make(dir.path(), rewriting, &mut chance);
        let repository = Repository::discover(dir.path()).expect("a repository");
        let begun = Instant::now();
        count(&repository, &made, &mut tally);
        took += begun.elapsed();
        count_pairs(dir.path(), &repository, &made, has_git, &mut pairs);
        if has_git {
            count_merged(dir.path(), &repository, &made, &mut pairs);
        }
    }
    println!(
        "{} deliveries, {} ms to compare",
        tally.deliveries,
        took.as_millis()
    );
    println!(
        "lines that the base changed           {:6}",
        tally.base_lines
    );
    println!("lines that the contractor edited      {:6}", tally.edited);
    println!("  not shown                           {:6}", tally.missed);
    println!("lines shown that nobody edited        {:6}", tally.shown);
    println!(
        "files shown whole, for a conflict     {:6}",
        tally.conflicts
    );
    println!(
        "pure rebases that show nothing        {:6} of {}",
        tally.pure_quiet, tally.deliveries
    );
    println!("pairs of commits, known               {:6}", tally.pairs);
    println!(
        "  found here; wrong                   {:6} {:6}",
        pairs.ours, pairs.ours_wrong
    );
    if has_git {
        println!(
            "  found by git range-diff; wrong      {:6} {:6}",
            pairs.git, pairs.git_wrong
        );
        println!(
            "  of git's, alone here                {:6}",
            pairs.git_alone
        );
        println!(
            "deliveries paired alike               {:6} of {}",
            pairs.alike, pairs.compared
        );
        println!(
            "files merged as git merges them       {:6} of {}; {} a conflict here",
            pairs.merged_alike, pairs.merged, pairs.merged_not
        );
    } else {
        println!("git is not there: nothing was compared with it");
    }
}

fn count_pairs(
    dir: &Path,
    repository: &Repository,
    made: &MadeUp,
    has_git: bool,
    tally: &mut PairTally,
) {
    let known: Pairs = made.pairs.iter().copied().collect();
    let rounds = RoundPair::new(repository, made.old, made.new).expect("two rounds");
    let commits = RoundCommits::read(repository, &rounds, &mut (64 << 20)).expect("their commits");
    let found = pair(&commits).pairs.into_iter();
    let ours: Pairs = found
        .filter_map(|pair| Some((pair.old?.id, pair.new?.id)))
        .collect();
    // Pairs of a commit that was joined or divided have no right answer.
    let wrong = |pairs: &Pairs| {
        let contradicts = |(old, new): &&(ObjectId, ObjectId)| {
            !known.contains(&(*old, *new)) && known.iter().any(|(a, b)| a == old || b == new)
        };
        pairs.iter().filter(contradicts).count()
    };
    tally.ours += ours.intersection(&known).count();
    tally.ours_wrong += wrong(&ours);
    if !has_git {
        return;
    }
    let git = range_diff(dir, made);
    tally.git += git.intersection(&known).count();
    tally.git_wrong += wrong(&git);
    let is_alone =
        |(old, new): &&(ObjectId, ObjectId)| !ours.iter().any(|(a, b)| a == old || b == new);
    tally.git_alone += git.iter().filter(is_alone).count();
    tally.compared += 1;
    tally.alike += usize::from(git == ours);
}

/// The pairs of `git range-diff`.
fn range_diff(dir: &Path, made: &MadeUp) -> Pairs {
    let range = |range: snaglist::model::increment::CommitRange| {
        let base = range.base.map(|base| base.to_string());
        format!("{}..{}", base.unwrap_or_default(), range.head)
    };
    let told = git(
        dir,
        &[
            "range-diff",
            "-s",
            "--no-color",
            "--abbrev=40",
            &range(made.old),
            &range(made.new),
        ],
    );
    // `1:  <id> ! 2:  <id> subject`, with dashes for none.
    let line = |line: &str| {
        let mut words = line.split_whitespace();
        let (_, old, _, _, new) = (
            words.next()?,
            words.next()?,
            words.next()?,
            words.next()?,
            words.next()?,
        );
        Some((old.parse().ok()?, new.parse().ok()?))
    };
    told.lines().filter_map(line).collect()
}

/// Compares each file that needs a merge with what git makes of it.
fn count_merged(dir: &Path, repository: &Repository, made: &MadeUp, tally: &mut PairTally) {
    let base = made.old.base.expect("a base").to_string();
    let onto = made.new.base.expect("a base").to_string();
    let merged = Command::new("git")
        .current_dir(dir)
        .args(["merge-tree", "--write-tree", "--name-only"])
        .arg(format!("--merge-base={base}"))
        .args([onto, made.old.head.to_string()])
        .output()
        .expect("git runs");
    let told = String::from_utf8_lossy(&merged.stdout).into_owned();
    let mut lines = told.lines();
    let Some(tree) = lines.next() else { return };
    // The files with a conflict come first, then an empty line.
    let conflicts: BTreeSet<&str> = lines.take_while(|line| !line.is_empty()).collect();
    let rounds = RoundPair::new(repository, made.old, made.new).expect("two rounds");
    let found = list(repository, &rounds, &|| false)
        .expect("files")
        .expect("not stopped");
    for file in &found.files {
        let compared = compare(repository, file, 2 << 20);
        let Some(path) = compared
            .change
            .old
            .as_ref()
            .map(|old| old.path.lossy().into_owned())
        else {
            continue;
        };
        if conflicts.contains(&path[..]) {
            continue;
        }
        tally.merged += 1;
        if compared.basis != Basis::Expected {
            tally.merged_not += 1;
            continue;
        }
        let theirs = git(dir, &["show", &format!("{tree}:{path}")]);
        let ours = compared
            .diff
            .as_text()
            .map(|text| text.old.bytes().to_vec());
        tally.merged_alike += usize::from(ours.as_deref() == Some(theirs.as_bytes()));
    }
}

fn git(dir: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(dir)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .args(arguments)
        .output()
        .expect("git runs");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
