//! Which files changed, and what is in them.

use std::collections::BTreeMap;

use proptest::prelude::*;
use snaglist::git::builder::RawKind;
use snaglist::git::{FileContent, Sides};
use snaglist::model::change::{ChangeKind, FileChange, FileEntry};
use snaglist::model::content::Media;
use snaglist::model::id::ObjectId;
use snaglist::model::text::RepoPath;

use super::folders::{commit_of, tree};
use super::{fresh, open, range};

const TEXT: Media = Media {
    format: "text",
    pixels: None,
};

/// `M path`, `R old -> new` and so on.
fn summary(files: &[FileChange]) -> Vec<String> {
    let line = |change: &FileChange| {
        let path = change.path().lossy().into_owned();
        match change.kind() {
            ChangeKind::Added => format!("A {path}"),
            ChangeKind::Deleted => format!("D {path}"),
            ChangeKind::Modified => format!("M {path}"),
            ChangeKind::ModeChanged => format!("X {path}"),
            ChangeKind::Renamed => {
                format!("R {} -> {path}", change.old.as_ref().unwrap().path.lossy())
            }
            ChangeKind::Copied => {
                format!("C {} -> {path}", change.old.as_ref().unwrap().path.lossy())
            }
        }
    };
    files.iter().map(line).collect()
}

#[test]
fn every_kind_of_change_is_listed_by_path() {
    let (dir, mut builder) = fresh();
    for path in [
        "same",
        "changed",
        "gone",
        "dir/moved.rs",
        "mode",
        "was-file",
        "deep/a/b/c",
        "x.rs",
        "x/y",
    ] {
        builder.write(path, format!("{path}\n")).unwrap();
    }
    let old = builder.commit("old").unwrap();
    builder
        .write("changed", "now\n")
        .unwrap()
        .write("added", "new\n")
        .unwrap()
        .remove("gone");
    builder
        .rename("dir/moved.rs", "other/moved.rs")
        .executable("mode", true);
    builder
        .remove("was-file")
        .write("was-file/now-folder", "x\n")
        .unwrap();
    builder.write("deep/a/b/c", "deep\n").unwrap();
    let new = builder.commit("new").unwrap();
    let changes = open(&dir).changes(&range(Some(old), new)).unwrap();
    assert_eq!(
        summary(&changes.files),
        [
            "A added",
            "M changed",
            "M deep/a/b/c",
            "D gone",
            "X mode",
            "R dir/moved.rs -> other/moved.rs",
            "D was-file",
            "A was-file/now-folder",
        ]
    );
    assert_eq!((changes.cut, changes.remarks), (None, Vec::new()));
}

#[test]
fn from_nothing_everything_is_added() {
    let (dir, mut builder) = fresh();
    builder.write("a/b", "1").unwrap().write("c", "1").unwrap();
    let head = builder.commit("first").unwrap();
    let changes = open(&dir).changes(&range(None, head)).unwrap();
    assert_eq!(summary(&changes.files), ["A a/b", "A c"]);
}

#[test]
fn both_sides_are_loaded_as_what_they_are() {
    let (dir, mut builder) = fresh();
    builder
        .write("text", "a\nb\n")
        .unwrap()
        .write("binary", b"a\0b")
        .unwrap();
    builder
        .write("large", "x".repeat(2_000))
        .unwrap()
        .link("link", "text")
        .unwrap();
    builder
        .write("gone", "bye\n")
        .unwrap()
        .write("late-nul", [vec![b'x'; 900], vec![0]].concat())
        .unwrap();
    let old = builder.commit("old").unwrap();
    builder
        .write("text", "a\nc\n")
        .unwrap()
        .write("binary", "text now")
        .unwrap();
    builder
        .write("large", "x".repeat(3_000))
        .unwrap()
        .link("link", "elsewhere")
        .unwrap()
        .remove("gone");
    builder.rename("late-nul", "moved");
    let new = builder.commit("new").unwrap();
    let repository = open(&dir);
    let files = repository.changes(&range(Some(old), new)).unwrap().files;
    let sides = |path: &str| {
        let change = files
            .iter()
            .find(|change| change.path() == &RepoPath::from(path))
            .unwrap();
        repository.load(change, 1_000)
    };
    let Sides::Text { old, new } = sides("text") else {
        panic!()
    };
    assert_eq!((old.line(1), new.line(1)), (&b"b"[..], &b"c"[..]));
    let Sides::Text { old, new } = sides("link") else {
        panic!()
    };
    assert_eq!(
        (old.line(0), new.line(0)),
        (&b"text"[..], &b"elsewhere"[..])
    );
    let Sides::Text { old, new } = sides("gone") else {
        panic!()
    };
    assert_eq!((old.len(), new.len()), (1, 0));
    assert_eq!(
        sides("binary"),
        Sides::Binary {
            old: Some(3),
            new: Some(8),
            what: [None, Some(TEXT)]
        }
    );
    assert_eq!(
        sides("moved"),
        Sides::Binary {
            old: Some(901),
            new: Some(901),
            what: [None; 2]
        }
    );
    assert_eq!(
        sides("large"),
        Sides::TooLarge {
            old: Some(2_000),
            new: Some(3_000)
        }
    );
}

#[test]
fn submodules_are_told_from_files() {
    let (dir, builder) = fresh();
    let file = builder.raw(RawKind::Blob, "text\n").unwrap();
    let there = "1234567890123456789012345678901234567890".parse().unwrap();
    let entry = |id, mode| {
        Some(FileEntry {
            path: "lib".into(),
            id,
            mode,
        })
    };
    let repository = open(&dir);
    let added = FileChange {
        old: None,
        new: entry(there, 0o160_000),
        copied: false,
    };
    assert_eq!(
        repository.load(&added, 10),
        Sides::Submodule {
            old: None,
            new: Some(there),
            log: None
        }
    );
    let turned = FileChange {
        old: entry(file, 0o100_644),
        new: entry(there, 0o160_000),
        copied: false,
    };
    let Sides::Text { new, .. } = repository.load(&turned, 10) else {
        panic!()
    };
    assert_eq!(
        new.line(0),
        b"Subproject commit 1234567890123456789012345678901234567890"
    );
}

#[test]
fn single_files_are_found_by_path() {
    let (dir, mut builder) = fresh();
    builder
        .write("docs/spec.md", "# Spec\n")
        .unwrap()
        .write("src/a/b.rs", "")
        .unwrap();
    builder.write("web/node_modules/x/readme.md", "x").unwrap();
    let head = builder.commit("first").unwrap();
    let repository = open(&dir);
    let entry = repository
        .entry(head, &"docs/spec.md".into())
        .unwrap()
        .unwrap();
    assert_eq!(
        repository.read(entry.id, 100).unwrap(),
        FileContent::Bytes(b"# Spec\n".to_vec())
    );
    assert_eq!(
        repository.read(entry.id, 6).unwrap(),
        FileContent::TooLarge(7)
    );
    for path in [
        "docs",
        "docs/",
        "docs/spec.md/x",
        "nope",
        "",
        "/docs/spec.md",
        "../docs/spec.md",
    ] {
        assert_eq!(
            repository.entry(head, &path.into()).unwrap(),
            None,
            "{path}"
        );
    }
    let mut asked = Vec::new();
    let found = repository.files(head, &mut |path, depth| {
        asked.push((path.lossy().into_owned(), depth));
        path.lossy().ends_with(".md")
    });
    assert_eq!(
        found
            .unwrap()
            .iter()
            .map(|file| file.path.lossy().into_owned())
            .collect::<Vec<_>>(),
        ["docs/spec.md"]
    );
    assert_eq!(
        asked,
        [("docs/spec.md".to_owned(), 1), ("src/a/b.rs".to_owned(), 2)]
    );
}

/// A work tree: names that sort differently as files and as folders.
fn trees() -> impl Strategy<Value = BTreeMap<String, u8>> {
    let name = prop::sample::select(vec![
        "a", "a.b", "a/b", "a/b.c", "a/b/c", "a-b/c", "ab", "d/e/f/g", "d/e/x", "z",
    ]);
    prop::collection::btree_map(name.prop_map(str::to_owned), 0u8..4, 0..8).prop_map(|mut tree| {
        // A path cannot be a file and a folder at once.
        let paths: Vec<String> = tree.keys().cloned().collect();
        for path in &paths {
            if paths
                .iter()
                .any(|other| other.starts_with(&format!("{path}/")))
            {
                tree.remove(path);
            }
        }
        tree
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_changes_turn_the_old_files_into_the_new_ones(old in trees(), new in trees()) {
        let (dir, mut builder) = fresh();
        for (path, content) in &old {
            builder.write(path, [*content]).unwrap();
        }
        let base = builder.commit("old").unwrap();
        for path in old.keys() {
            builder.remove(path);
        }
        for (path, content) in &new {
            builder.write(path, [*content]).unwrap();
        }
        let head = builder.commit("new").unwrap();
        let repository = open(&dir);
        let changes = repository.changes(&range(Some(base), head)).unwrap();
        let listed = |commit| -> BTreeMap<String, FileEntry> {
            let files = repository.files(commit, &mut |_, _| true).unwrap();
            files.into_iter().map(|file| (file.path.lossy().into_owned(), file)).collect()
        };
        let (mut files, expected) = (listed(base), listed(head));
        prop_assert!(files.keys().eq(old.keys()) && expected.keys().eq(new.keys()));
        prop_assert!(changes.files.is_sorted_by(|a, b| a.path() <= b.path()));
        for change in &changes.files {
            prop_assert!(change.old != change.new);
            if let Some(entry) = &change.old {
                let removed = files.remove(&*entry.path.lossy());
                prop_assert_eq!(removed.as_ref(), Some(entry));
            }
        }
        for entry in changes.files.iter().filter_map(|change| change.new.as_ref()) {
            files.insert(entry.path.lossy().into_owned(), entry.clone());
        }
        prop_assert_eq!(files, expected);
    }
}

#[test]
fn folders_in_any_order_are_compared_by_their_names() {
    let (dir, builder) = fresh();
    let [one, two] = ["1\n", "2\n"].map(|text| builder.raw(RawKind::Blob, text).unwrap());
    let of = |entries: &[(&str, &[u8], ObjectId)]| commit_of(&builder, tree(&builder, entries));
    let plain = "100644";
    let old = of(&[
        (plain, b"z", one),
        (plain, b"m", one),
        (plain, b"a", one),
        (plain, b"c", one),
    ]);
    let new = of(&[
        (plain, b"a", one),
        (plain, b".gitattributes", one),
        (plain, b"z", two),
        (plain, b"m", one),
    ]);
    let changes = open(&dir).changes(&range(Some(old), new)).unwrap();
    assert_eq!(summary(&changes.files), ["R c -> .gitattributes", "M z"]);
    assert_eq!(changes.attributes.len(), 1);
    // One that stays is among the attributes as well.
    let attributes = (plain, &b".gitattributes"[..], one);
    let (old, new) = (
        of(&[attributes, (plain, b"a", one)]),
        of(&[attributes, (plain, b"a", two)]),
    );
    let changes = open(&dir).changes(&range(Some(old), new)).unwrap();
    assert_eq!(
        (summary(&changes.files), changes.attributes.len()),
        (vec!["M a".to_owned()], 1)
    );
}

#[test]
fn a_folder_that_is_cut_short_hides_no_other() {
    let (dir, builder) = fresh();
    let [one, two] = ["1\n", "2\n"].map(|text| builder.raw(RawKind::Blob, text).unwrap());
    let inner = tree(&builder, &[("100644", b"f", one), ("100644", b"g", one)]);
    let cut = builder.raw(
        RawKind::Tree,
        [
            b"100644 f\0",
            one.as_bytes(),
            b"100644 g\0",
            &one.as_bytes()[1..],
        ]
        .concat(),
    );
    let of = |inner, file| {
        commit_of(
            &builder,
            tree(&builder, &[("100644", b"a", file), ("40000", b"d", inner)]),
        )
    };
    let (old, new) = (of(inner, one), of(cut.unwrap(), two));
    let changes = open(&dir).changes(&range(Some(old), new)).unwrap();
    assert_eq!(summary(&changes.files), ["M a"]);
    assert!(
        changes
            .remarks
            .iter()
            .any(|remark| remark.contains("is damaged")),
        "{:?}",
        changes.remarks
    );
}
