//! Objects that are truncated, missing, huge, or not what their ids say; and random bytes in them.

use std::fs;

use proptest::prelude::*;
use snaglist::git::builder::RawKind;
use snaglist::git::increments::{IncrementSearch, discover};
use snaglist::git::{FileContent, Repository, Sides};
use snaglist::model::id::ObjectId;

use super::folders::commit_of;
use super::{fresh, git, loose_path, open, range};

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
