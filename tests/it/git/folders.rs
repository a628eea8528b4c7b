//! Folders made to mislead or to use everything up: nested, huge, damaged, oddly named.

use snaglist::git::builder::{RawKind, RepoBuilder};
use snaglist::model::id::ObjectId;
use snaglist::model::text::RepoPath;

use super::{fresh, open, range};

/// A tree object of these entries, as they are.
pub(super) fn tree(builder: &RepoBuilder, entries: &[(&str, &[u8], ObjectId)]) -> ObjectId {
    let mut object = Vec::new();
    for (mode, name, id) in entries {
        object.extend_from_slice(&[mode.as_bytes(), b" ", name, b"\0", id.as_bytes()].concat());
    }
    builder.raw(RawKind::Tree, object).unwrap()
}

pub(super) fn commit_of(builder: &RepoBuilder, tree: ObjectId) -> ObjectId {
    let who = "A <a@example.org> 1700000000 +0000";
    builder
        .raw(
            RawKind::Commit,
            format!("tree {tree}\nauthor {who}\ncommitter {who}\n\nm"),
        )
        .unwrap()
}

pub(super) fn paths(files: &[snaglist::model::change::FileChange]) -> Vec<String> {
    files
        .iter()
        .map(|change| change.path().lossy().into_owned())
        .collect()
}

#[test]
fn nested_trees_that_hold_ten_thousand_million_files_are_cut() {
    let (dir, builder) = fresh();
    let file = builder.raw(RawKind::Blob, "boom\n").unwrap();
    let names: Vec<String> = (0..10).map(|at| format!("d{at}")).collect();
    let mut id = tree(
        &builder,
        &names
            .iter()
            .map(|name| ("100644", name.as_bytes(), file))
            .collect::<Vec<_>>(),
    );
    for _ in 0..9 {
        id = tree(
            &builder,
            &names
                .iter()
                .map(|name| ("40000", name.as_bytes(), id))
                .collect::<Vec<_>>(),
        );
    }
    let head = commit_of(&builder, id);
    let repository = open(&dir);
    let changes = repository.changes(&range(None, head)).unwrap();
    assert!(changes.cut.unwrap().contains("more than 200000 files"));
    assert_eq!(changes.files.len(), 200_000);
    // Against itself nothing of it is read.
    assert!(
        repository
            .changes(&range(Some(head), head))
            .unwrap()
            .files
            .is_empty()
    );
    let asked = repository.files(head, &mut |_, _| false).unwrap();
    assert!(asked.is_empty());
}

#[test]
fn folders_nested_without_end_are_left_out() {
    let (dir, builder) = fresh();
    let mut id = tree(
        &builder,
        &[("100644", b"f", builder.raw(RawKind::Blob, "x").unwrap())],
    );
    for _ in 0..300 {
        id = tree(&builder, &[("40000", b"d", id)]);
    }
    let beside = builder.raw(RawKind::Blob, "y").unwrap();
    let head = commit_of(
        &builder,
        tree(
            &builder,
            &[("40000", b"deep", id), ("100644", b"file", beside)],
        ),
    );
    let repository = open(&dir);
    let changes = repository.changes(&range(None, head)).unwrap();
    assert_eq!(paths(&changes.files), ["file"]);
    assert!(changes.remarks[0].contains("deep"), "{:?}", changes.remarks);
    assert_eq!(repository.files(head, &mut |_, _| true).unwrap().len(), 1);
    assert_eq!(
        repository
            .entry(head, &RepoPath::new(format!("deep/{}f", "d/".repeat(300))))
            .unwrap(),
        None
    );
}

#[test]
fn a_folder_of_a_hundred_thousand_files_is_listed() {
    let (dir, builder) = fresh();
    let file = builder.raw(RawKind::Blob, "x\n").unwrap();
    let names: Vec<String> = (0..100_000).map(|at| format!("{at:06}")).collect();
    let entries: Vec<_> = names
        .iter()
        .map(|name| ("100644", name.as_bytes(), file))
        .collect();
    let head = commit_of(&builder, tree(&builder, &entries));
    let changes = open(&dir).changes(&range(None, head)).unwrap();
    assert_eq!((changes.files.len(), changes.cut), (100_000, None));
}

#[test]
fn names_that_git_would_refuse_are_shown_and_said() {
    let (dir, builder) = fresh();
    let file = |text: &str| builder.raw(RawKind::Blob, text).unwrap();
    let hook = tree(
        &builder,
        &[("100755", b"post-checkout", file("#!/bin/sh\n"))],
    );
    let root = tree(
        &builder,
        &[
            ("100644", b"z", file("1")),
            ("40000", b".git", hook),
            ("100644", b"..", file("2")),
            ("100644", b"", file("3")),
            ("100644", b"a", file("4")),
            ("100644", b"a", file("5")),
            ("100644", b"/etc/passwd", file("6")),
            ("100664", b"old-mode", file("7")),
        ],
    );
    let head = commit_of(&builder, root);
    let repository = open(&dir);
    let changes = repository.changes(&range(None, head)).unwrap();
    assert_eq!(
        paths(&changes.files),
        [
            "",
            "..",
            ".git/post-checkout",
            "/etc/passwd",
            "a",
            "a",
            "old-mode",
            "z"
        ]
    );
    assert!(changes.remarks[0].contains("names that git would refuse"));
    assert_eq!(
        repository
            .entry(head, &"old-mode".into())
            .unwrap()
            .unwrap()
            .mode,
        0o100_644
    );
    // The same entries in another order are no change.
    let sorted = tree(
        &builder,
        &[("100644", b"a", file("4")), ("100644", b"z", file("1"))],
    );
    let unsorted = tree(
        &builder,
        &[("100644", b"z", file("1")), ("100644", b"a", file("4"))],
    );
    let both = range(
        Some(commit_of(&builder, sorted)),
        commit_of(&builder, unsorted),
    );
    assert!(repository.changes(&both).unwrap().files.is_empty());
}

#[test]
fn damaged_folders_are_named_and_the_others_compared() {
    let (dir, builder) = fresh();
    let file = builder.raw(RawKind::Blob, "x").unwrap();
    let absent: ObjectId = "1234567890123456789012345678901234567890".parse().unwrap();
    let good = tree(&builder, &[("100644", b"f", file)]);
    let damaged: Vec<ObjectId> = ["100644 x", "100644 x\0short", "9 x\0", " x\0", "x"]
        .into_iter()
        .map(|bytes| builder.raw(RawKind::Tree, bytes).unwrap())
        .chain([absent, file])
        .collect();
    for bad in damaged {
        let root = tree(
            &builder,
            &[("40000", b"bad", bad), ("40000", b"good", good)],
        );
        let head = commit_of(&builder, root);
        let repository = open(&dir);
        let changes = repository.changes(&range(None, head)).unwrap();
        assert_eq!(paths(&changes.files), ["good/f"], "{bad}");
        assert!(
            changes.remarks[0].contains(&bad.short(12)),
            "{:?}",
            changes.remarks
        );
        assert_eq!(repository.files(head, &mut |_, _| true).unwrap().len(), 1);
        let broken = commit_of(&builder, bad);
        let listed = repository.changes(&range(None, broken));
        assert!(
            listed.is_err() || listed.is_ok_and(|changes| !changes.remarks.is_empty()),
            "{bad}"
        );
    }
}
