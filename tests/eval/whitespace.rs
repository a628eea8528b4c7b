//! How the differences without white space compare with git's own, on the releases of a real
//! repository.
//!
//! `cargo bench --bench whitespace_eval -- DIR [RANGES]`: takes each two neighbouring tags of the
//! newest RANGES (50) and the files that differ between them, and counts in each mode the changed
//! lines that `git diff --histogram` shows, those shown here, and those that both show. `--misses`
//! lists files that are not shown alike. Runs `git` with the configuration of that repository, so
//! give it one of your own. Without a DIR nothing is compared.

use std::collections::{HashMap, HashSet};
use std::env;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use snaglist::diff::{self, DiffOptions, Whitespace};
use snaglist::git::{Repository, Sides};
use snaglist::model::change::{ChangeKind, TextDiff};
use snaglist::model::id::ObjectId;
use snaglist::model::increment::CommitRange;

/// Changed lines: whether on the new side, and the number from 0.
type Lines = HashSet<(bool, u32)>;

/// What git shows of each file; `None` of one that it does not take for text.
type Patch = HashMap<Vec<u8>, Option<Lines>>;

const MODES: [(&str, Whitespace, Option<&str>); 4] = [
    ("exact", Whitespace::Exact, None),
    (
        "--ignore-space-at-eol",
        Whitespace::IgnoreAtEol,
        Some("--ignore-space-at-eol"),
    ),
    ("-b", Whitespace::IgnoreAmount, Some("-b")),
    ("-w", Whitespace::IgnoreAll, Some("-w")),
];

const LARGEST: u64 = 8 << 20;

#[derive(Default)]
struct Tally {
    files: usize,
    files_equal: usize,
    git: usize,
    ours: usize,
    same: usize,
    took: Duration,
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let misses = arguments.iter().any(|argument| argument == "--misses");
    let mut plain = arguments
        .iter()
        .filter(|argument| !argument.starts_with("--"));
    let Some(dir) = plain.next() else {
        println!("whitespace_eval: no repository given; nothing was compared");
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
    let tags = String::from_utf8(tags).expect("names of tags in UTF-8");
    let commits: Vec<ObjectId> = tags.lines().filter_map(|tag| commit(dir, tag)).collect();
    let newest = &commits[commits.len().saturating_sub(ranges + 1)..];
    let mut tallies: [Tally; 2 * MODES.len()] = Default::default();
    for pair in newest.windows(2) {
        compare(dir, &repository, pair[0], pair[1], misses, &mut tallies);
    }
    println!(
        "                                             files   equal      git     ours     same   ms"
    );
    for (at, tally) in tallies.iter().enumerate() {
        let (mode, blank) = (
            MODES[at / 2].0,
            if at % 2 == 1 {
                " --ignore-blank-lines"
            } else {
                ""
            },
        );
        println!(
            "{:43}  {:5}  {:6}  {:7}  {:7}  {:7}  {:5}",
            format!("{mode}{blank}"),
            tally.files,
            tally.files_equal,
            tally.git,
            tally.ours,
            tally.same,
            tally.took.as_millis(),
        );
    }
}

fn compare(
    dir: &Path,
    repository: &Repository,
    base: ObjectId,
    head: ObjectId,
    misses: bool,
    tallies: &mut [Tally],
) {
    let changes = repository
        .changes(&CommitRange {
            base: Some(base),
            head,
        })
        .expect("a readable range");
    let modified = changes
        .files
        .iter()
        .filter(|file| file.kind() == ChangeKind::Modified);
    let diffs: Vec<(&[u8], TextDiff)> = modified
        .filter_map(|file| match repository.load(file, LARGEST) {
            Sides::Text { old, new } => {
                Some((file.path().as_bytes(), diff::text(file.path(), old, new)))
            }
            _ => None,
        })
        .collect();
    for (at, tally) in tallies.iter_mut().enumerate() {
        let (mode, whitespace, flag) = MODES[at / 2];
        let options = DiffOptions {
            whitespace,
            ignore_blank_lines: at % 2 == 1,
        };
        let theirs = patch(dir, base, head, flag, options.ignore_blank_lines);
        for (path, exact) in &diffs {
            let none = Some(Lines::new());
            let Some(theirs) = theirs.get(*path).unwrap_or(&none) else {
                continue;
            };
            let begun = Instant::now();
            let found = diff::ignoring(exact, options);
            tally.took += begun.elapsed();
            let ours = shown(&found);
            tally.files += 1;
            tally.files_equal += usize::from(ours == *theirs);
            tally.git += theirs.len();
            tally.ours += ours.len();
            tally.same += ours.intersection(theirs).count();
            if misses && ours != *theirs {
                let (git, here) = (
                    theirs.difference(&ours).count(),
                    ours.difference(theirs).count(),
                );
                let blank = options.ignore_blank_lines;
                let path = String::from_utf8_lossy(path);
                println!(
                    "{}..{} {mode} {blank}: only git {git}, only here {here}: {path}",
                    base.short(9),
                    head.short(9)
                );
            }
        }
    }
}

fn shown(diff: &TextDiff) -> Lines {
    let changes = (0..)
        .zip(&diff.changes)
        .filter(|(at, _)| !diff.is_ignored(*at));
    changes
        .flat_map(|(_, change)| {
            let removed = change.old.clone().map(|line| (false, line));
            removed.chain(change.new.clone().map(|line| (true, line)))
        })
        .collect()
}

fn patch(dir: &Path, base: ObjectId, head: ObjectId, flag: Option<&str>, blank: bool) -> Patch {
    let (base, head) = (base.to_string(), head.to_string());
    let mut arguments = vec![
        "-c",
        "core.quotePath=false",
        "diff-tree",
        "-r",
        "-p",
        "--histogram",
    ];
    arguments.extend([
        "--no-renames",
        "--no-ext-diff",
        "--no-textconv",
        "--src-prefix=a/",
        "--dst-prefix=b/",
    ]);
    arguments.extend(flag);
    arguments.extend(blank.then_some("--ignore-blank-lines"));
    arguments.extend([base.as_str(), head.as_str()]);
    let output = git(dir, &arguments);
    let mut patch = Patch::new();
    let mut path = Vec::new();
    // Lines to come of the hunk, and the next ones, of both sides.
    let (mut left, mut next) = ([0_u32; 2], [0_u32; 2]);
    for line in output.split(|&byte| byte == b'\n') {
        let step = |side: usize, left: &mut [u32; 2], next: &mut [u32; 2]| {
            left[side] = left[side].saturating_sub(1);
            next[side] += 1;
        };
        if left != [0, 0] {
            let lines = patch
                .get_mut(&path)
                .and_then(Option::as_mut)
                .expect("a file before its lines");
            match line.first() {
                Some(b'-') => {
                    lines.insert((false, next[0]));
                    step(0, &mut left, &mut next);
                }
                Some(b'+') => {
                    lines.insert((true, next[1]));
                    step(1, &mut left, &mut next);
                }
                Some(b'\\') => {}
                _ => {
                    step(0, &mut left, &mut next);
                    step(1, &mut left, &mut next);
                }
            }
        } else if let Some(name) = line
            .strip_prefix(b"+++ b/")
            .or_else(|| line.strip_prefix(b"--- a/"))
        {
            // A name with blanks has a tab after it.
            path = name.strip_suffix(b"\t").unwrap_or(name).to_vec();
            patch
                .entry(path.clone())
                .or_insert_with(|| Some(Lines::new()));
        } else if line.starts_with(b"Binary files ") {
            let text = String::from_utf8_lossy(line).into_owned();
            let name = text
                .strip_suffix(" differ")
                .and_then(|names| names.rsplit_once(" and b/"));
            if let Some((_, name)) = name {
                patch.insert(name.as_bytes().to_vec(), None);
            }
        } else if let Some(places) = line.strip_prefix(b"@@ -") {
            let places = String::from_utf8_lossy(places).into_owned();
            let mut sides = places.split(' ');
            for side in 0..2 {
                let (start, count) = place(sides.next().unwrap_or_default());
                (next[side], left[side]) = (start, count);
            }
        }
    }
    patch
}

/// `3,4`, `+3,4` or `3`: the first line from 0, and how many.
fn place(text: &str) -> (u32, u32) {
    let text = text.trim_start_matches('+');
    let (start, count) = text.split_once(',').unwrap_or((text, "1"));
    let (start, count): (u32, u32) = (start.parse().unwrap_or(0), count.parse().unwrap_or(0));
    (if count == 0 { start } else { start - 1 }, count)
}

fn commit(dir: &Path, tag: &str) -> Option<ObjectId> {
    let id = git(
        dir,
        &[
            "rev-parse",
            "--verify",
            "--quiet",
            &format!("{tag}^{{commit}}"),
        ],
    );
    String::from_utf8(id).ok()?.trim().parse().ok()
}

fn git(dir: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new("git")
        .current_dir(dir)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .args(["--no-replace-objects"])
        .args(arguments)
        .output()
        .expect("git is there");
    output.stdout
}
