//! How the renames and copies found compare with git's own, on the releases of a real repository.
//!
//! `cargo bench --bench rename_eval -- DIR [RANGES]`: takes each two neighbouring tags of the
//! newest RANGES (50), lists what `git diff -M` and `git diff -C` pair between them, and counts the
//! pairs that are the same here. `--misses` lists the others. Runs `git` with the configuration of
//! that repository, so give it one of your own. Without a DIR nothing is compared.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, str};

use snaglist::git::{Repository, SimilarityBudget};
use snaglist::model::change::ChangeKind;
use snaglist::model::id::ObjectId;
use snaglist::model::increment::CommitRange;

/// Old and new path, as text to print.
type Pairs = BTreeSet<(String, String)>;

#[derive(Default)]
struct Tally {
    git: usize,
    ours: usize,
    same: usize,
    ranges_equal: usize,
    limited: usize,
    took: Duration,
    slowest: Duration,
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let misses = arguments.iter().any(|argument| argument == "--misses");
    let mut plain = arguments
        .iter()
        .filter(|argument| !argument.starts_with("--"));
    let Some(dir) = plain.next() else {
        println!("rename_eval: no repository given; nothing was compared");
        return;
    };
    let dir = Path::new(dir);
    let ranges = plain
        .next()
        .and_then(|count| count.parse().ok())
        .unwrap_or(50);
    let repository = Repository::discover(dir).expect("a repository");
    let tags = git(
        dir,
        &[
            "for-each-ref",
            "--sort=creatordate",
            "--format=%(refname)",
            "refs/tags",
        ],
    );
    let tags: Vec<&str> = tags.lines().filter(|tag| is_commit(dir, tag)).collect();
    let newest = &tags[tags.len().saturating_sub(ranges + 1)..];
    let (mut renames, mut copies) = (Tally::default(), Tally::default());
    for pair in newest.windows(2) {
        let range = CommitRange {
            base: Some(commit(dir, pair[0])),
            head: commit(dir, pair[1]),
        };
        compare(dir, &repository, range, false, misses, &mut renames);
        compare(dir, &repository, range, true, misses, &mut copies);
    }
    println!("        ranges  equal   git  ours  same  limited  ms in all  slowest");
    for (name, tally) in [("git -M", &renames), ("git -C", &copies)] {
        println!(
            "{name}  {:6}  {:5}  {:4}  {:4}  {:4}  {:7}  {:9}  {:7}",
            newest.len().saturating_sub(1),
            tally.ranges_equal,
            tally.git,
            tally.ours,
            tally.same,
            tally.limited,
            tally.took.as_millis(),
            tally.slowest.as_millis(),
        );
    }
}

fn compare(
    dir: &Path,
    repository: &Repository,
    range: CommitRange,
    with_copies: bool,
    misses: bool,
    tally: &mut Tally,
) {
    let theirs = pairs_of_git(dir, range, if with_copies { "-C" } else { "-M" });
    let begun = Instant::now();
    let (ours, limited) = pairs_of_ours(repository, range, with_copies);
    let took = begun.elapsed();
    tally.git += theirs.len();
    tally.ours += ours.len();
    tally.same += ours.intersection(&theirs).count();
    tally.ranges_equal += usize::from(ours == theirs);
    tally.limited += usize::from(limited);
    tally.took += took;
    tally.slowest = tally.slowest.max(took);
    if misses {
        for (old, new) in theirs.difference(&ours) {
            println!(
                "{} copies {with_copies}: only git: {old} -> {new}",
                range.short()
            );
        }
        for (old, new) in ours.difference(&theirs) {
            println!(
                "{} copies {with_copies}: only here: {old} -> {new}",
                range.short()
            );
        }
    }
}

fn pairs_of_ours(repository: &Repository, range: CommitRange, with_copies: bool) -> (Pairs, bool) {
    let budget = SimilarityBudget::default();
    let mut files = repository.changes(&range).expect("a readable range").files;
    let similar = repository
        .find_renames(&mut files, budget, &|| false)
        .unwrap_or_default();
    let mut limited = similar.limited;
    let mut pairs: Pairs = files
        .iter()
        .filter(|file| file.kind() == ChangeKind::Renamed)
        .filter_map(|file| {
            Some((
                text(file.old.as_ref()?.path.as_bytes()),
                text(file.path().as_bytes()),
            ))
        })
        .collect();
    if with_copies {
        let copies = repository
            .find_copies(&files, budget, &|| false)
            .unwrap_or_default();
        limited |= copies.limited;
        let of = |at: usize| text(files[at].path().as_bytes());
        pairs.extend(
            copies
                .copied
                .iter()
                .map(|copy| (text(copy.from.path.as_bytes()), of(copy.at))),
        );
    }
    (pairs, limited)
}

/// `:mode mode id id R086 NUL old NUL new NUL`, and the same with one path for other states.
fn pairs_of_git(dir: &Path, range: CommitRange, how: &str) -> Pairs {
    let base = range.base.map(|base| base.to_string()).unwrap_or_default();
    let listed = git(
        dir,
        &[
            "diff-tree",
            "-r",
            "-z",
            "--raw",
            how,
            &base,
            &range.head.to_string(),
        ],
    );
    let mut parts = listed.split('\0');
    let mut pairs = Pairs::new();
    while let Some(state) = parts
        .next()
        .and_then(|meta| meta.rsplit(' ').next())
        .filter(|state| !state.is_empty())
    {
        let old = parts.next().unwrap_or_default();
        if state.starts_with(['R', 'C']) {
            let new = parts.next().unwrap_or_default();
            pairs.insert((old.to_owned(), new.to_owned()));
        }
    }
    pairs
}

fn text(path: &[u8]) -> String {
    String::from_utf8_lossy(path).into_owned()
}

fn is_commit(dir: &Path, tag: &str) -> bool {
    git(dir, &["cat-file", "-t", &format!("{tag}^{{}}")]).trim() == "commit"
}

fn commit(dir: &Path, tag: &str) -> ObjectId {
    let id = git(dir, &["rev-parse", &format!("{tag}^{{commit}}")]);
    id.trim().parse().expect("an id")
}

fn git(dir: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(dir)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .args(["--no-replace-objects"])
        .args(arguments)
        .output()
        .expect("git is there");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
