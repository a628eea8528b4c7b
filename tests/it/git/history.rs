//! Commits, ranges, merge bases.

use std::collections::{BTreeSet, HashMap};

use proptest::prelude::*;
use snaglist::git::Repository;
use snaglist::git::builder::{RawKind, RepoBuilder};
use snaglist::model::id::ObjectId;

use super::{fresh, open, range};

fn raw_commit(builder: &RepoBuilder, parents: &[ObjectId], time: i64, rest: &[u8]) -> ObjectId {
    let tree = builder.raw(RawKind::Tree, "").unwrap();
    let mut object = format!("tree {tree}\n");
    for parent in parents {
        object.push_str(&format!("parent {parent}\n"));
    }
    let who = format!("A <a@example.org> {time} +0000");
    object.push_str(&format!("author {who}\ncommitter {who}\n\n"));
    builder
        .raw(RawKind::Commit, [object.as_bytes(), rest].concat())
        .unwrap()
}

#[test]
fn a_message_is_whole_also_behind_a_nul_and_outside_utf8() {
    let (dir, builder) = fresh();
    let id = raw_commit(&builder, &[], 5, b"Fix\0 and rm -rf \xe9\n");
    let commit = open(&dir).commit(id).unwrap();
    assert_eq!(commit.message.as_bytes(), b"Fix\0 and rm -rf \xe9\n");
    assert_eq!(commit.subject().as_bytes(), b"Fix\0 and rm -rf \xe9");
    assert_eq!(commit.at.0, 5_000);
}

#[test]
fn a_history_whose_clock_ran_backwards_is_walked_in_short_steps_in_the_end() {
    let (dir, builder) = fresh();
    let mut commits: Vec<ObjectId> = Vec::new();
    for number in 0..2_000 {
        let parents: Vec<ObjectId> = commits.last().copied().into_iter().collect();
        commits.push(raw_commit(
            &builder,
            &parents,
            1_000_000 - number,
            format!("{number}\n").as_bytes(),
        ));
    }
    let repository = open(&dir);
    let last = range(Some(commits[1_989]), commits[1_999]);
    let walk = || {
        let before = repository.work();
        let found = repository.range_ids(&last, 100).unwrap();
        assert_eq!(
            repository
                .merge_base(commits[1_989], commits[1_999])
                .unwrap(),
            Some(commits[1_989])
        );
        (repository.work() - before, found)
    };
    let (_, first) = walk();
    let expected: Vec<ObjectId> = commits[1_990..].iter().rev().copied().collect();
    assert_eq!(first, (expected, false));
    let astray = walk().0;
    for _ in 0..250 {
        assert_eq!(walk().1, first);
    }
    let corrected = walk().0;
    assert!(corrected * 10 < astray, "{corrected} after {astray}");
}

#[test]
fn what_a_commit_says_is_read_in_the_encoding_that_it_names() {
    let (dir, builder) = fresh();
    let tree = builder.raw(RawKind::Tree, "").unwrap();
    let repository = open(&dir);
    let commit = |encoding: &[u8], text: &[u8]| {
        let head = format!("tree {tree}\nauthor ");
        let object = [
            head.as_bytes(),
            text,
            b" <a@b> 7 +0000\ncommitter x\n",
            encoding,
            b"\n",
            text,
            b"\n",
        ];
        let commit = repository
            .commit(builder.raw(RawKind::Commit, object.concat()).unwrap())
            .unwrap();
        let author = commit
            .author
            .as_bytes()
            .strip_suffix(b" <a@b>")
            .unwrap()
            .to_vec();
        assert_eq!(
            [&author[..], b"\n"].concat(),
            commit.message.as_bytes(),
            "both in the same way"
        );
        author
    };
    let read =
        |encoding: &str, text: &[u8]| commit(format!("encoding {encoding}\n").as_bytes(), text);
    assert_eq!(
        read("ISO-8859-1", b"Gr\xfc\xdfe AC-1"),
        "Grüße AC-1".as_bytes()
    );
    assert_eq!(read("latin1", b"plain"), b"plain");
    assert_eq!(read("Shift_JIS", b"\x93\xfa\x96\x7b"), "日本".as_bytes());
    assert_eq!(read("koi8-r", b"\xd4\xc5\xd3\xd4"), "тест".as_bytes());
    // Nothing is made up: not known, not in it, or none named.
    assert_eq!(read("klingon", b"caf\xe9"), b"caf\xe9");
    assert_eq!(read("UTF-16", b"caf\xe9"), b"caf\xe9");
    assert_eq!(read("EUC-JP", b"caf\xff\xff"), b"caf\xff\xff");
    assert_eq!(read("UTF-8", "Grüße".as_bytes()), "Grüße".as_bytes());
    assert_eq!(commit(b"", b"caf\xe9"), b"caf\xe9");
    // Cut in the middle of a character, it is still read.
    let long = b"\x93\xfa".repeat(40_000);
    let object = [
        format!("tree {tree}\nauthor a\nencoding Shift_JIS\n\n.").as_bytes(),
        &long,
    ]
    .concat();
    let message = repository
        .commit(builder.raw(RawKind::Commit, object).unwrap())
        .unwrap()
        .message;
    assert!(
        message.lossy().starts_with(".日日")
            && message.lossy().contains("more bytes of this message")
    );
}

#[test]
fn authors_come_as_written() {
    let (dir, builder) = fresh();
    let tree = builder.raw(RawKind::Tree, "").unwrap();
    let cases: [(&[u8], &[u8], i64); 5] = [
        (
            b"Jos\xe9 <j@example.org> 1700000000 +0200",
            b"Jos\xe9 <j@example.org>",
            1_700_000_000_000,
        ),
        (
            b"A> <b <a@example.org> 7 -0000",
            b"A> <b <a@example.org>",
            7_000,
        ),
        (b"nobody", b"nobody", 0),
        (b"A <a> 99999999999999999999 +0000", b"A <a>", 0),
        (b"A <a> 9223372036854775807 +9999", b"A <a>", i64::MAX),
    ];
    let repository = open(&dir);
    for (line, author, at) in cases {
        let object = [
            format!("tree {tree}\nauthor ").as_bytes(),
            line,
            b"\ncommitter x\n\nm",
        ]
        .concat();
        let commit = repository
            .commit(builder.raw(RawKind::Commit, object).unwrap())
            .unwrap();
        assert_eq!((commit.author.as_bytes(), commit.at.0), (author, at));
    }
}

#[test]
fn a_huge_message_is_cut_and_says_so() {
    let (dir, builder) = fresh();
    let id = raw_commit(&builder, &[], 5, &vec![b'x'; 1 << 20]);
    let commit = open(&dir).commit(id).unwrap();
    assert!(commit.message.as_bytes().len() < 70_000);
    assert!(
        commit
            .message
            .lossy()
            .ends_with("[983040 more bytes of this message are not shown]")
    );
}

#[test]
fn a_merged_branch_stays_together_and_the_limit_tells_of_more() {
    let (dir, mut builder) = fresh();
    builder.write("a", "1").unwrap();
    let first = builder.commit("first").unwrap();
    builder.branch("side").unwrap().write("s", "1").unwrap();
    builder.commit("side 1").unwrap();
    builder.checkout("main").unwrap().write("a", "2").unwrap();
    builder.commit("main 1").unwrap();
    builder.checkout("side").unwrap().write("s", "2").unwrap();
    builder.commit("side 2").unwrap();
    builder.checkout("main").unwrap();
    let merge = builder.merge("side", "merge").unwrap();
    let repository = open(&dir);
    let subjects = |limit| -> (Vec<String>, bool) {
        let found = repository
            .commits(&range(Some(first), merge), limit)
            .unwrap();
        (
            found
                .commits
                .iter()
                .map(|commit| commit.subject().lossy().into_owned())
                .collect(),
            found.more,
        )
    };
    assert_eq!(subjects(10).0, ["merge", "side 2", "side 1", "main 1"]);
    assert!(!subjects(4).1);
    assert_eq!(
        subjects(2),
        (vec!["merge".to_owned(), "side 2".to_owned()], true)
    );
}

#[test]
fn a_base_that_is_not_here_is_an_error_with_a_way_out() {
    let (dir, mut builder) = fresh();
    builder.write("a", "1").unwrap();
    let head = builder.commit("first").unwrap();
    let absent = "1234567890123456789012345678901234567890".parse().unwrap();
    let error = open(&dir)
        .commits(&range(Some(absent), head), 5)
        .unwrap_err()
        .to_string();
    assert!(error.contains("git fetch"), "{error}");
    assert!(open(&dir).commits(&range(None, absent), 5).is_err());
}

#[test]
fn unrelated_histories_share_nothing() {
    let (dir, builder) = fresh();
    let a = raw_commit(&builder, &[], 1, b"a");
    let b = raw_commit(&builder, &[], 2, b"b");
    assert_eq!(open(&dir).merge_base(a, b).unwrap(), None);
}

/// A history as parents' indexes and times; commit `i` only has parents before it.
fn histories() -> impl Strategy<Value = Vec<(Vec<usize>, i64)>> {
    let commit = (
        prop::collection::vec(any::<prop::sample::Index>(), 0..3),
        0i64..20,
    );
    prop::collection::vec(commit, 1..25).prop_map(|commits| {
        let resolve = |(at, (parents, time)): (usize, (Vec<prop::sample::Index>, i64))| {
            let mut parents: Vec<usize> = if at == 0 {
                Vec::new()
            } else {
                parents.iter().map(|index| index.index(at)).collect()
            };
            parents.dedup();
            (parents, time)
        };
        commits.into_iter().enumerate().map(resolve).collect()
    })
}

struct Made {
    _dir: tempfile::TempDir,
    repository: Repository,
    ids: Vec<ObjectId>,
    ancestors: HashMap<ObjectId, BTreeSet<ObjectId>>,
}

fn make(history: &[(Vec<usize>, i64)]) -> Made {
    let (dir, builder) = fresh();
    let mut ids: Vec<ObjectId> = Vec::new();
    let mut ancestors: HashMap<ObjectId, BTreeSet<ObjectId>> = HashMap::new();
    for (at, (parents, time)) in history.iter().enumerate() {
        let parents: Vec<ObjectId> = parents.iter().map(|parent| ids[*parent]).collect();
        let id = raw_commit(&builder, &parents, *time, format!("commit {at}").as_bytes());
        let mut reach: BTreeSet<ObjectId> = parents
            .iter()
            .flat_map(|parent| ancestors[parent].clone())
            .collect();
        reach.insert(id);
        ancestors.insert(id, reach);
        ids.push(id);
    }
    let repository = open(&dir);
    Made {
        _dir: dir,
        repository,
        ids,
        ancestors,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn a_range_holds_what_the_base_does_not_reach_children_first(
        history in histories(), base in any::<prop::sample::Index>(), head in any::<prop::sample::Index>(),
    ) {
        let made = make(&history);
        let (base, head) = (*base.get(&made.ids), *head.get(&made.ids));
        let found = made.repository.commits(&range(Some(base), head), 1_000).unwrap();
        let ids: BTreeSet<ObjectId> = found.commits.iter().map(|commit| commit.id).collect();
        let expected: BTreeSet<ObjectId> =
            made.ancestors[&head].difference(&made.ancestors[&base]).copied().collect();
        prop_assert_eq!(ids.len(), found.commits.len());
        prop_assert_eq!(&ids, &expected);
        prop_assert!(!found.more);
        for (at, commit) in found.commits.iter().enumerate() {
            let before: Vec<ObjectId> = found.commits[..at].iter().map(|commit| commit.id).collect();
            prop_assert!(commit.parents.iter().all(|parent| !before.contains(parent)));
        }
        for limit in 0..found.commits.len() {
            let part = made.repository.commits(&range(Some(base), head), limit).unwrap();
            prop_assert_eq!(part.commits.len(), limit);
            prop_assert!(part.more);
        }
    }

    #[test]
    fn a_merge_base_is_shared(
        mut history in histories(), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>(),
        clocks_are_right in any::<bool>(),
    ) {
        if clocks_are_right {
            (0..).zip(&mut history).for_each(|(time, commit)| commit.1 = time);
        }
        let made = make(&history);
        let (a, b) = (*a.get(&made.ids), *b.get(&made.ids));
        let shared: BTreeSet<ObjectId> = made.ancestors[&a].intersection(&made.ancestors[&b]).copied().collect();
        let found = made.repository.merge_base(a, b).unwrap();
        prop_assert_eq!(found.is_some(), !shared.is_empty());
        if let Some(found) = found {
            prop_assert!(shared.contains(&found));
            // Nothing that both share leads to it.
            prop_assert!(!clocks_are_right || !shared.iter().any(|other| *other != found && made.ancestors[other].contains(&found)));
        }
    }
}
