//! Renames and copies on made-up deliveries: what anybody would call the same file, and git's pairs
//! where git has no reason of its own for others.

use std::collections::BTreeSet;
use std::process::Command;

use proptest::prelude::*;
use snaglist::git::builder::RepoBuilder;
use snaglist::git::{Repository, Sides, Similar, SimilarityBudget};
use snaglist::model::change::{ChangeKind, FileChange};
use snaglist::model::increment::CommitRange;
use tempfile::TempDir;

use super::{fresh, git, open, range};

pub(super) type Pairs = BTreeSet<(String, String)>;

fn git_is_here() -> bool {
    Command::new("git")
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success())
}

/// That many lines, numbered from `from`.
pub(super) fn lines(from: u32, count: u32) -> String {
    (from..from + count)
        .map(|line| format!("line {line:03} of the file\n"))
        .collect()
}

/// A delivery: what is there before, and what happens to it.
type Step = fn(&mut RepoBuilder) -> anyhow::Result<()>;

pub(super) fn delivery(before: Step, after: Step) -> (TempDir, CommitRange) {
    let (dir, mut builder) = fresh();
    before(&mut builder).unwrap();
    let base = builder.commit("before").unwrap();
    after(&mut builder).unwrap();
    let head = builder.commit("after").unwrap();
    (dir, range(Some(base), head))
}

fn renamed(files: &[FileChange]) -> Pairs {
    let pair = |file: &FileChange| {
        let old = file
            .old
            .as_ref()
            .filter(|_| file.kind() == ChangeKind::Renamed)?;
        Some((
            old.path.lossy().into_owned(),
            file.path().lossy().into_owned(),
        ))
    };
    files.iter().filter_map(pair).collect()
}

fn search(repository: &Repository, range: &CommitRange) -> (Vec<FileChange>, Similar) {
    let mut files = repository.changes(range).unwrap().files;
    let similar = repository
        .find_renames(&mut files, SimilarityBudget::default(), &|| false)
        .unwrap();
    (files, similar)
}

pub(super) fn found(dir: &TempDir, range: &CommitRange, copies: bool) -> Pairs {
    let repository = open(dir);
    let (files, _) = search(&repository, range);
    let mut pairs = renamed(&files);
    if copies {
        let copies = repository
            .find_copies(&files, SimilarityBudget::default(), &|| false)
            .unwrap();
        pairs.extend(copies.copied.iter().map(|copy| {
            (
                copy.from.path.lossy().into_owned(),
                files[copy.at].path().lossy().into_owned(),
            )
        }));
    }
    pairs
}

fn of_git(dir: &TempDir, range: &CommitRange, how: &str) -> Pairs {
    let base = range.base.unwrap().to_string();
    let listed = git(
        dir.path(),
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
        .filter(|it| !it.is_empty())
    {
        let old = parts.next().unwrap().to_owned();
        if state.starts_with(['R', 'C']) {
            pairs.insert((old, parts.next().unwrap().to_owned()));
        }
    }
    pairs
}

#[test]
fn everyday_renames_are_found_and_are_those_of_git() {
    let table: [(&str, usize, Step, Step); 12] = [
        (
            "half is kept",
            1,
            |old| old.write("a", lines(0, 40)).map(drop),
            |new| {
                new.remove("a")
                    .write("b", lines(0, 20) + &lines(900, 20))
                    .map(drop)
            },
        ),
        (
            "less than half is kept",
            0,
            |old| old.write("a", lines(0, 40)).map(drop),
            |new| {
                new.remove("a")
                    .write("b", lines(0, 19) + &lines(900, 25))
                    .map(drop)
            },
        ),
        (
            "the most alike wins",
            1,
            |old| {
                old.write("a", lines(0, 100))?
                    .write("b", lines(40, 100))
                    .map(drop)
            },
            |new| {
                new.remove("a")
                    .remove("b")
                    .write("c", lines(35, 100))
                    .map(drop)
            },
        ),
        (
            "a name of its own comes before a better match",
            1,
            |old| old.write("x/mod.rs", lines(0, 40)).map(drop),
            |new| {
                new.remove("x/mod.rs")
                    .write("y/mod.rs", lines(0, 32) + &lines(500, 8))?;
                new.write("y/other.rs", lines(0, 39)).map(drop)
            },
        ),
        (
            "equal files: the same name, then the first",
            3,
            |old| {
                old.write("o/1", "same\n")?
                    .write("o/2", "same\n")?
                    .write("o/3", "same\n")
                    .map(drop)
            },
            |new| {
                new.remove("o/1").remove("o/2").remove("o/3");
                new.write("n/0", "same\n")?
                    .write("n/2", "same\n")?
                    .write("n/4", "same\n")
                    .map(drop)
            },
        ),
        (
            "empty files",
            1,
            |old| old.write("a/__init__.py", "").map(drop),
            |new| {
                new.remove("a/__init__.py")
                    .write("b/__init__.py", "")
                    .map(drop)
            },
        ),
        (
            "line ends",
            1,
            |old| old.write("a", lines(0, 40)).map(drop),
            |new| {
                new.remove("a")
                    .write("b", lines(0, 40).replace('\n', "\r\n"))
                    .map(drop)
            },
        ),
        (
            "one long line",
            1,
            |old| old.write("a", "abcdefgh".repeat(100)).map(drop),
            |new| {
                new.remove("a")
                    .write("b", "abcdefgh".repeat(100) + "tail")
                    .map(drop)
            },
        ),
        (
            "not text",
            1,
            |old| {
                old.write("a", [&b"\0\r\n"[..], lines(0, 30).as_bytes()].concat())
                    .map(drop)
            },
            |new| {
                new.remove("a")
                    .write("b", [&b"\0\r\n!"[..], lines(0, 30).as_bytes()].concat())
                    .map(drop)
            },
        ),
        (
            "links only when they are equal",
            1,
            |old| {
                old.link("a", "some/where/else")?
                    .link("b", "there")
                    .map(drop)
            },
            |new| {
                new.remove("a")
                    .remove("b")
                    .link("c", "some/where/else2")?
                    .link("d", "there")
                    .map(drop)
            },
        ),
        (
            "a file and a link are two",
            0,
            |old| old.write("a", "there").map(drop),
            |new| new.remove("a").link("b", "there").map(drop),
        ),
        (
            "executable now",
            1,
            |old| old.write("a", lines(0, 9)).map(drop),
            |new| {
                new.rename("a", "b").executable("b", true);
                Ok(())
            },
        ),
    ];
    for (name, count, before, after) in table {
        let (dir, range) = delivery(before, after);
        let ours = found(&dir, &range, false);
        assert_eq!(ours.len(), count, "{name}: {ours:?}");
        if git_is_here() {
            assert_eq!(ours, of_git(&dir, &range, "-M"), "{name}");
        }
    }
}

#[test]
fn copies_of_changed_files_are_those_of_git_and_leave_the_list_alone() {
    let (dir, range) = delivery(
        |old| {
            old.write("a.rs", lines(0, 40))?
                .write("b.rs", lines(100, 40))?
                .write("c.rs", lines(200, 40))
                .map(drop)
        },
        |new| {
            new.write("a.rs", lines(0, 41))?
                .write("x/a.rs", lines(0, 40))?
                .write("a2.rs", lines(0, 30))?;
            new.rename("b.rs", "moved.rs")
                .write("b3.rs", lines(100, 39))?;
            // Nothing of the range touches `c.rs`, so git does not look there.
            new.write("c2.rs", lines(200, 40)).map(drop)
        },
    );
    let repository = open(&dir);
    let (files, _) = search(&repository, &range);
    let copies = repository
        .find_copies(&files, SimilarityBudget::default(), &|| false)
        .unwrap();
    let told: Vec<(String, String, u8)> = copies
        .copied
        .iter()
        .map(|copy| {
            let of = files[copy.at].path().lossy().into_owned();
            (copy.from.path.lossy().into_owned(), of, copy.percent)
        })
        .collect();
    let pair = |from: &str, to: &str, percent| (from.to_owned(), to.to_owned(), percent);
    assert_eq!(
        told,
        [
            pair("a.rs", "a2.rs", 75),
            pair("b.rs", "b3.rs", 97),
            pair("a.rs", "x/a.rs", 100)
        ]
    );
    if git_is_here() {
        assert_eq!(found(&dir, &range, true), of_git(&dir, &range, "-C"));
    }
}

#[test]
fn a_stopped_search_changes_nothing_and_a_limited_one_says_so() {
    let (dir, range) = delivery(
        |old| {
            old.write("a", lines(0, 40))?
                .write("b", lines(100, 40))
                .map(drop)
        },
        |new| {
            new.remove("a").remove("b");
            new.write("c", lines(0, 39))?
                .write("d", lines(100, 39))
                .map(drop)
        },
    );
    let repository = open(&dir);
    let before = repository.changes(&range).unwrap().files;
    let mut files = before.clone();
    assert_eq!(
        repository.find_renames(&mut files, SimilarityBudget::default(), &|| true),
        None
    );
    assert_eq!(files, before);
    for tight in [
        SimilarityBudget {
            steps: 3,
            ..SimilarityBudget::default()
        },
        SimilarityBudget {
            bytes: 100,
            ..SimilarityBudget::default()
        },
        SimilarityBudget {
            file: 100,
            ..SimilarityBudget::default()
        },
    ] {
        let similar = repository
            .find_renames(&mut files, tight, &|| false)
            .unwrap();
        assert!(similar.limited && similar.renamed.is_empty(), "{tight:?}");
    }
    let (files, similar) = search(&repository, &range);
    assert!(!similar.limited);
    let told: Vec<_> = similar
        .renamed
        .iter()
        .map(|one| (files[one.at].path().lossy(), one.percent))
        .collect();
    assert_eq!(told, [("c".into(), 97), ("d".into(), 97)]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// A name that is kept may count for a quarter of the content, and for no more.
    #[test]
    fn no_two_files_are_left_that_belong_together_and_none_is_used_twice(
        old in prop::collection::vec((0u32..6, 0u32..120, 10u32..60), 1..14),
        new in prop::collection::vec((0u32..6, 0u32..120, 10u32..60), 1..14),
    ) {
        let (dir, mut builder) = fresh();
        let path = |folder: &str, at: usize, name: u32| format!("{folder}/{at}/{name}.rs");
        let put = |builder: &mut RepoBuilder, folder: &str, files: &[(u32, u32, u32)]| {
            for (at, (name, from, count)) in files.iter().enumerate() {
                builder.write(&path(folder, at, *name), lines(*from, *count)).unwrap();
            }
        };
        put(&mut builder, "old", &old);
        let base = builder.commit("before").unwrap();
        for (at, (name, ..)) in old.iter().enumerate() {
            builder.remove(&path("old", at, *name));
        }
        put(&mut builder, "new", &new);
        let head = builder.commit("after").unwrap();
        let pairs = found(&dir, &range(Some(base), head), false);
        // Lines in common, in thousandths of the longer file: all lines have the same length.
        let alike = |old: &(u32, u32, u32), new: &(u32, u32, u32)| {
            let common = (old.1 + old.2).min(new.1 + new.2).saturating_sub(old.1.max(new.1));
            common * 1_000 / old.2.max(new.2)
        };
        let mut of_old = vec![None; old.len()];
        let mut of_new = vec![None; new.len()];
        let mut taken = 0;
        for (i, one) in old.iter().enumerate() {
            for (j, other) in new.iter().enumerate() {
                if pairs.contains(&(path("old", i, one.0), path("new", j, other.0))) {
                    prop_assert!(alike(one, other) >= 500);
                    prop_assert!(of_old[i].is_none() && of_new[j].is_none());
                    of_old[i] = Some(alike(one, other));
                    of_new[j] = Some(alike(one, other));
                    taken += 1;
                }
            }
        }
        prop_assert_eq!(taken, pairs.len());
        for (i, one) in old.iter().enumerate() {
            for (j, other) in new.iter().enumerate().filter(|(_, other)| alike(one, other) >= 500) {
                let best = of_old[i].max(of_new[j]);
                prop_assert!(best.is_some_and(|best| best + 250 >= alike(one, other)), "{} and {}", i, j);
            }
        }
    }
}

#[test]
fn differences_of_renamed_files_are_the_same_however_often_they_are_read() {
    let (dir, range) = delivery(
        |builder| builder.write("a.rs", lines(0, 50)).map(drop),
        |builder| builder.remove("a.rs").write("b.rs", lines(1, 50)).map(drop),
    );
    let repository = open(&dir);
    for limit in [10, 1 << 20] {
        let (files, _) = search(&repository, &range);
        let [file] = &files[..] else {
            panic!("{files:?}")
        };
        assert_eq!(file.kind(), ChangeKind::Renamed);
        let read = || match repository.load(file, limit) {
            Sides::Text { old, new } => Some([old.bytes().to_vec(), new.bytes().to_vec()]),
            Sides::TooLarge { .. } => None,
            _ => panic!("neither text nor too large"),
        };
        let whole = [lines(0, 50).into_bytes(), lines(1, 50).into_bytes()];
        let expected = (limit > 10).then_some(whole);
        assert_eq!([read(), read()], [expected.clone(), expected]);
    }
}
