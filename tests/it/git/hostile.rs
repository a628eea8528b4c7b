//! Clones made to mislead, to block, or to use everything up.

use std::fs;

use proptest::prelude::*;
use snaglist::git::builder::{RawKind, RepoBuilder};
use snaglist::git::increments::{IncrementSearch, discover};
use snaglist::git::{FileContent, OpenError, Repository, Sides};
use snaglist::model::id::ObjectId;
use snaglist::model::text::RepoPath;

use super::{fresh, git, loose_path, open, range};

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

#[test]
fn a_truncated_object_ends_in_an_error_that_names_it() {
    let (dir, mut builder) = fresh();
    builder
        .write(
            "f",
            (0..5_000)
                .map(|line| format!("{line}\n"))
                .collect::<String>(),
        )
        .unwrap();
    let head = builder.commit("first").unwrap();
    let repository = open(&dir);
    let root = repository.tree_of(head).unwrap();
    let change = repository
        .changes(&range(None, head))
        .unwrap()
        .files
        .remove(0);
    let blob = change.new.as_ref().unwrap().id;
    let cut = |id: ObjectId, keep: usize| {
        let path = loose_path(&dir, id);
        let bytes = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        fs::write(&path, &bytes[..bytes.len().min(keep)]).unwrap();
    };
    for keep in [3_000, 200, 20, 5, 1, 0] {
        cut(blob, keep);
        let Sides::Unreadable(reason) = repository.load(&change, 1 << 20) else {
            panic!("{keep}")
        };
        assert!(
            reason.contains(&blob.to_string()) && reason.contains("git fsck"),
            "{reason}"
        );
    }
    cut(root, 10);
    assert!(
        format!("{:#}", repository.changes(&range(None, head)).unwrap_err())
            .contains(&root.to_string())
    );
    cut(head, 30);
    assert!(format!("{:#}", repository.commit(head).unwrap_err()).contains(&head.to_string()));
    assert!(discover(&repository, &IncrementSearch::default()).is_err());
}

#[test]
fn an_object_that_is_not_what_its_id_says_is_refused() {
    let (dir, builder) = fresh();
    let said = builder.raw(RawKind::Blob, "harmless\n").unwrap();
    let other = builder.raw(RawKind::Blob, "harmful\n").unwrap();
    fs::remove_file(loose_path(&dir, said)).unwrap();
    fs::copy(loose_path(&dir, other), loose_path(&dir, said)).unwrap();
    let error = open(&dir).read(said, 100).unwrap_err();
    assert!(
        format!("{error:#}").contains("not what its id says"),
        "{error:#}"
    );
}

#[test]
fn a_missing_file_says_how_to_get_it() {
    let (dir, mut builder) = fresh();
    builder.write("f", "gone\n").unwrap();
    let head = builder.commit("first").unwrap();
    let repository = open(&dir);
    let change = repository
        .changes(&range(None, head))
        .unwrap()
        .files
        .remove(0);
    let blob = change.new.as_ref().unwrap().id;
    fs::remove_file(loose_path(&dir, blob)).unwrap();
    assert_eq!(repository.read(blob, 10).unwrap(), FileContent::Missing);
    let Sides::Unreadable(reason) = repository.load(&change, 10) else {
        panic!()
    };
    assert!(reason.contains("git fsck"), "{reason}");
    fs::write(
        dir.path().join(".git/config"),
        "[remote \"origin\"]\npromisor = true\n",
    )
    .unwrap();
    let repository = open(&dir);
    let Sides::Unreadable(reason) = repository.load(&change, 10) else {
        panic!()
    };
    assert!(
        reason.contains("not downloaded") && reason.contains("git fetch --refetch"),
        "{reason}"
    );
    assert!(
        repository
            .location()
            .remarks
            .iter()
            .any(|remark| remark.contains("partial clone"))
    );
}

#[test]
fn a_huge_file_is_sized_and_not_read() {
    let (dir, builder) = fresh();
    let blob = builder.raw(RawKind::Blob, vec![b'x'; 50 << 20]).unwrap();
    assert_eq!(
        open(&dir).read(blob, 10 << 20).unwrap(),
        FileContent::TooLarge(50 << 20)
    );
}

#[test]
fn odd_refs_are_passed_over() {
    let (dir, mut builder) = fresh();
    builder.write("f", "x").unwrap();
    let head = builder.commit("first").unwrap();
    let refs = builder.git_dir().join("refs/tags");
    let good = format!("{head}\n");
    for name in [
        "ok",
        ".hidden",
        "a..b",
        "x.lock",
        "with space",
        "q?",
        "tail.",
    ] {
        fs::write(refs.join(name), &good).unwrap();
    }
    fs::write(refs.join("garbage"), b"\xff\x00not an id").unwrap();
    fs::write(refs.join("loop"), "ref: refs/tags/loop\n").unwrap();
    fs::write(refs.join("out"), "ref: ../../../../etc/passwd\n").unwrap();
    fs::write(
        builder.git_dir().join("packed-refs"),
        format!("# x\n^junk\n{head} refs/tags/../up\n{head}\nzz refs/tags/b\n"),
    )
    .unwrap();
    builder.finish().unwrap();
    let repository = open(&dir);
    let found = discover(&repository, &IncrementSearch::default()).unwrap();
    assert_eq!(found.increments.len(), 1);
    assert_eq!(found.increments[0].id.as_str(), "ok");
    for name in ["garbage", "loop", "out", "a..b"] {
        assert!(repository.resolve_typed(name).is_err(), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn links_that_go_round_in_circles_end() {
    use std::os::unix::fs::symlink;
    let (dir, mut builder) = fresh();
    builder.write("f", "x").unwrap();
    builder.commit("first").unwrap();
    builder.tag("v1").unwrap();
    let git_dir = builder.git_dir().to_owned();
    builder.finish().unwrap();
    for name in ["a", "b", "c"] {
        symlink(".", git_dir.join("refs/tags").join(name)).unwrap();
    }
    symlink("self", git_dir.join("refs/tags/self")).unwrap();
    let repository = open(&dir);
    assert_eq!(
        discover(&repository, &IncrementSearch::default())
            .unwrap()
            .increments
            .len(),
        1
    );
    assert!(repository.resolve_typed("nope").is_err());

    let round = tempfile::tempdir().unwrap();
    symlink(".git", round.path().join(".git")).unwrap();
    assert!(matches!(
        Repository::discover(round.path()),
        Err(OpenError::Other(_))
    ));
    let linked = tempfile::tempdir().unwrap();
    symlink(&git_dir, linked.path().join(".git")).unwrap();
    let repository = Repository::discover(linked.path()).unwrap();
    assert!(repository.location().remarks[0].contains("symbolic link"));
}

#[cfg(unix)]
#[test]
fn nothing_that_would_block_is_opened() {
    let (dir, mut builder) = fresh();
    builder.write("f", "x").unwrap();
    let head = builder.commit("first").unwrap();
    let git_dir = builder.git_dir().to_owned();
    builder.finish().unwrap();
    let blob = loose_path(
        &dir,
        "587be6b4c3f93f93c489c0111bba5596147a26cb".parse().unwrap(),
    );
    fs::create_dir_all(git_dir.join("objects/pack")).unwrap();
    let places = [
        git_dir.join("HEAD"),
        git_dir.join("config"),
        git_dir.join("packed-refs"),
        git_dir.join("shallow"),
        git_dir.join("refs/heads/main"),
        git_dir.join("objects/info/alternates"),
        git_dir.join("objects/pack/pack-1234567890123456789012345678901234567890.idx"),
        blob,
        loose_path(&dir, head),
    ];
    for place in places {
        let kept = fs::read(&place).ok();
        let _ = fs::remove_file(&place);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        assert!(
            std::process::Command::new("mkfifo")
                .arg(&place)
                .status()
                .unwrap()
                .success()
        );
        if let Ok(repository) = Repository::discover(dir.path()) {
            let _ = discover(&repository, &IncrementSearch::default());
            let _ = repository.resolve_typed("main");
            if let Ok(changes) = repository.changes(&range(None, head)) {
                for change in &changes.files {
                    let _ = repository.load(change, 10);
                }
            }
        }
        fs::remove_file(&place).unwrap();
        if let Some(kept) = kept {
            fs::write(&place, kept).unwrap();
        }
    }
    assert_eq!(open(&dir).head().unwrap().unwrap().0, head);
}

#[test]
fn a_damaged_pack_is_an_error() {
    let (dir, mut builder) = fresh();
    for at in 0..20 {
        builder.write("f", format!("{at}\n").repeat(500)).unwrap();
        builder.commit(format!("commit {at}")).unwrap();
    }
    let head = builder.tip("main").unwrap();
    builder.finish().unwrap();
    git(dir.path(), &["gc", "-q"]);
    let packs = dir.path().join(".git/objects/pack");
    let pack = fs::read_dir(&packs)
        .unwrap()
        .flatten()
        .find(|entry| entry.path().extension().is_some_and(|e| e == "pack"));
    let pack = pack.unwrap().path();
    let whole = fs::read(&pack).unwrap();
    fs::remove_file(&pack).unwrap();
    for keep in (0..whole.len()).step_by(whole.len() / 12) {
        for garble in [false, true] {
            let mut bytes = whole.clone();
            if garble {
                let end = (keep + 60).min(whole.len());
                bytes[keep..end].fill(0xa5);
            } else {
                bytes.truncate(keep);
            }
            fs::write(&pack, bytes).unwrap();
            let repository = open(&dir);
            if let Ok(found) = repository.commits(&range(None, head), 100) {
                let _ = repository.changes(&range(None, head));
                assert!(found.commits.len() <= 20);
            }
        }
    }
}

/// Bytes that come near to being objects and files of git.
fn garbage() -> impl Strategy<Value = Vec<u8>> {
    let id = "1234567890123456789012345678901234567890";
    let words = [
        "tree ",
        "parent ",
        "object ",
        "author ",
        "committer ",
        id,
        "\n",
        "\n\n",
        "A <a@b> 1 +0000",
        "40000 ",
        "100644 ",
        "\0",
        "[core]",
        "[remote \"origin\"]",
        "url = ",
        "\"",
        "\\",
        "#",
        "=",
        "x",
        "ref: refs/heads/",
        "^",
        " ",
        "refs/tags/x",
        "extensions",
        "[extensions]\nobjectformat = sha256\n",
        "refs/heads/main",
    ];
    let word = prop_oneof![
        8 => prop::sample::select(words.to_vec()).prop_map(|word| word.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..24),
    ];
    prop::collection::vec(word, 0..24).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn garbage_is_read_or_refused(bytes in garbage(), file in 0usize..6) {
        let (dir, mut builder) = fresh();
        builder.write("f", "x").unwrap();
        let good = builder.commit("first").unwrap();
        let ids = [RawKind::Commit, RawKind::Tree, RawKind::Tag].map(|kind| builder.raw(kind, &bytes).unwrap());
        let heads = [ids[0], ids[2], commit_of(&builder, ids[1]), good];
        let files = ["HEAD", "config", "packed-refs", "shallow", "objects/info/alternates", "refs/heads/main"];
        fs::create_dir_all(builder.git_dir().join("objects/info")).unwrap();
        fs::write(builder.git_dir().join(files[file]), &bytes).unwrap();
        if let Ok(repository) = Repository::discover(dir.path()) {
            let _ = discover(&repository, &IncrementSearch::default());
            let _ = repository.remote_url();
            for head in heads {
                let _ = repository.commit(head);
                let _ = repository.commits(&range(None, head), 10);
                let _ = repository.changes(&range(Some(good), head));
                let _ = repository.resolve_typed(&head.to_string());
                let _ = repository.entry(head, &"x/f".into());
            }
        }
    }
}

#[test]
fn refs_that_lead_nowhere_beside_many_packed_ones_are_passed_over() {
    let (dir, mut builder) = fresh();
    builder.write("f", "1\n").unwrap();
    let head = builder.commit("first").unwrap();
    // Not in the order of their names, one of them twice, and one hidden by a broken loose one.
    let mut packed = format!(
        "{head} refs/tags/twice\n{}0 refs/tags/twice\n",
        &head.to_string()[..39]
    );
    for number in (0..2_000).rev() {
        packed.push_str(&format!("{head} refs/tags/r{number:04}\n^{head}\n"));
    }
    fs::write(dir.path().join(".git/packed-refs"), &packed).unwrap();
    fs::create_dir_all(dir.path().join(".git/refs/tags")).unwrap();
    for number in 0..500 {
        let loose = dir.path().join(format!(".git/refs/tags/s{number}"));
        fs::write(loose, format!("ref: refs/heads/nowhere{number}\n")).unwrap();
    }
    fs::write(
        dir.path().join(".git/refs/tags/r0007"),
        "ref: refs/heads/gone\n",
    )
    .unwrap();
    let repository = open(&dir);
    assert_eq!(repository.resolve_typed("r0000").unwrap(), head);
    assert_eq!(repository.resolve_typed("r1999").unwrap(), head);
    assert_eq!(repository.resolve_typed("twice").unwrap(), head);
    assert!(repository.resolve_typed("s1").is_err() && repository.resolve_typed("r0007").is_err());
    assert!(
        !discover(&repository, &IncrementSearch::default())
            .unwrap()
            .increments
            .is_empty()
    );
    // What changes is read anew.
    fs::write(
        dir.path().join(".git/packed-refs"),
        format!("{packed}{head} refs/tags/late\n"),
    )
    .unwrap();
    assert_eq!(repository.resolve_typed("late").unwrap(), head);
}

#[test]
fn a_path_that_no_file_can_have_among_the_alternates_is_passed_over_and_said() {
    let (dir, mut builder) = fresh();
    builder.write("f", "1\n").unwrap();
    let head = builder.commit("first").unwrap();
    fs::write(
        dir.path().join(".git/objects/info/alternates"),
        b"/tmp/a\0b\n",
    )
    .unwrap();
    let repository = open(&dir);
    assert!(
        repository
            .location()
            .remarks
            .iter()
            .any(|remark| remark.contains("it holds a NUL"))
    );
    assert_eq!(
        repository.commit(head).unwrap().message.as_bytes(),
        b"first"
    );
}
