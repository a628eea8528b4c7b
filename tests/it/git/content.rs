//! Changed files without lines to show: what they are, and how that is said.

use std::fs;

use proptest::prelude::*;
use snaglist::engagement::diff_of;
use snaglist::git::builder::{RawKind, RepoBuilder};
use snaglist::model::change::{FileChange, FileDiff, FileEntry, FileText};
use snaglist::model::content_words::{mode_said, said};
use snaglist::model::id::ObjectId;
use tempfile::TempDir;

use super::{fresh, open, range};

/// What is said of a file with these two contents; empty for none.
fn said_of(old: &[u8], new: &[u8]) -> Option<String> {
    let (dir, mut builder) = fresh();
    builder.write("other", "x").unwrap();
    if !old.is_empty() {
        builder.write("file", old).unwrap();
    }
    let base = builder.commit("old").unwrap();
    builder.remove("file");
    if !new.is_empty() {
        builder.write("file", new).unwrap();
    }
    let head = builder.commit("new").unwrap();
    let repository = open(&dir);
    let files = repository.changes(&range(Some(base), head)).unwrap().files;
    said(&diff_of(&repository, &files[0], 1 << 20))
}

fn png(wide: u32, high: u32) -> Vec<u8> {
    let (wide, high) = (wide.to_be_bytes(), high.to_be_bytes());
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        &wide[..],
        &high,
        b"\x08\x06\0\0\0",
    ]
    .concat()
}

fn pointer(digit: &str, size: &str) -> Vec<u8> {
    format!(
        "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize {size}\n",
        digit.repeat(64)
    )
    .into_bytes()
}

#[test]
fn binary_files_are_told_by_their_first_bytes() {
    let table: &[(&[u8], &str)] = &[
        (
            &png(640, 480),
            "PNG image: nothing before, 640 × 480, 29 bytes now",
        ),
        (
            b"GIF89a\x0a\0\x14\0\0",
            "GIF image: nothing before, 10 × 20, 11 bytes now",
        ),
        (
            b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc2\0\x0b\x08\x01\0\x02\0\x03",
            "JPEG image: nothing before, 512 × 256, 19 bytes now",
        ),
        (
            b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x09\0\0\x13\0\0",
            "WebP image: nothing before, 10 × 20, 30 bytes now",
        ),
        (
            b"RIFF\0\0\0\0WEBPVP8L\x0a\0\0\0\x2f\x09\xc0\x04\0\0",
            "WebP image: nothing before, 10 × 20, 26 bytes now",
        ),
        (
            b"%PDF-1.7\n\0",
            "PDF document: nothing before, 10 bytes now",
        ),
        (
            b"PK\x03\x04\0\0",
            "zip archive: nothing before, 6 bytes now",
        ),
        (
            b"\x1f\x8b\x08\0\0",
            "gzip archive: nothing before, 5 bytes now",
        ),
        (b"\x7fELF\x02\0", "ELF program: nothing before, 6 bytes now"),
        (
            b"\0asm\x01\0\0\0",
            "WebAssembly module: nothing before, 8 bytes now",
        ),
        (
            b"SQLite format 3\0",
            "SQLite database: nothing before, 16 bytes now",
        ),
        (b"wOF2\0\x01\0\0", "WOFF2 font: nothing before, 8 bytes now"),
        (
            b"\xca\xfe\xba\xbe\0\0\0\x34",
            "Java class: nothing before, 8 bytes now",
        ),
        (b"\xff\xfea\0", "UTF-16 text: nothing before, 4 bytes now"),
        (
            b"\xff\xfe\0\0a\0\0\0",
            "UTF-32 text: nothing before, 8 bytes now",
        ),
        (b"\0", "binary: nothing before, 1 byte now"),
    ];
    for (bytes, expected) in table {
        assert_eq!(said_of(b"", bytes).as_deref(), Some(*expected));
    }
    let both = said_of(&png(1, 2), &png(3, 4)).unwrap();
    assert_eq!(
        both,
        "PNG image: 1 × 2, 29 bytes before, 3 × 4, 29 bytes now"
    );
    assert_eq!(
        said_of(b"text\n", b"%PDF-\0").unwrap(),
        "binary: text, 5 bytes before, PDF document, 6 bytes now"
    );
    assert_eq!(
        said_of(b"%PDF-\0", b"").unwrap(),
        "PDF document: 6 bytes before, nothing now"
    );
    assert_eq!(said_of(b"a\n", b"b\n"), None);
}

#[test]
fn pointers_to_lfs_are_told_from_files_that_only_look_so() {
    let (a, b) = ("aaaaaaaaaaaa", "bbbbbbbbbbbb");
    assert_eq!(
        said_of(&pointer("a", "12"), &pointer("b", "3456")).unwrap(),
        format!(
            "kept in Git LFS, not in this repository: 12 bytes ({a}) before, 3456 bytes ({b}) now"
        )
    );
    assert_eq!(
        said_of(b"", &pointer("a", "1")).unwrap(),
        format!("kept in Git LFS, not in this repository: nothing before, 1 byte ({a}) now")
    );
    // Any other line would be hidden, so these are shown as the text they are.
    for odd in [
        [&pointer("a", "12")[..], b"rm -rf\n"].concat(),
        pointer("a", "-1"),
        pointer("g", "1"),
        pointer("a", "99999999999999999999999"),
        pointer("a", "12")[..120].to_vec(),
    ] {
        assert_eq!(said_of(b"", &odd), None, "{}", odd.escape_ascii());
    }
    assert_eq!(said_of(b"now in LFS\n", &pointer("a", "12")), None);
    assert!(
        said_of(&png(1, 1), &pointer("a", "12"))
            .unwrap()
            .contains("Git LFS pointer, 1")
    );
}

#[test]
fn modes_types_and_links_have_words() {
    let entry = |mode, id: &str| {
        Some(FileEntry {
            path: "f".into(),
            id: id.repeat(20).parse().unwrap(),
            mode,
        })
    };
    let said = |old, new| {
        mode_said(&FileChange {
            old,
            new,
            copied: false,
        })
        .unwrap_or_default()
    };
    let (file, link, sub) = (0o100_644, 0o120_000, 0o160_000);
    assert_eq!(said(entry(file, "aa"), entry(file, "bb")), "");
    assert_eq!(said(None, entry(0o100_755, "bb")), "");
    assert_eq!(
        said(entry(file, "aa"), entry(0o100_755, "aa")),
        "executable now, mode 100644 → 100755"
    );
    assert_eq!(
        said(entry(file, "aa"), entry(link, "aa")),
        "a file before, a symbolic link now"
    );
    assert_eq!(
        said(entry(sub, "aa"), entry(file, "aa")),
        "a submodule before, a file now"
    );
    assert_eq!(
        said(entry(link, "aa"), entry(link, "bb")),
        "symbolic link, leads elsewhere now"
    );
}

/// A clone whose submodule `libs/parser` has commits one, two, three of its own, kept in `at`.
fn with_submodule(at: &str) -> (TempDir, Vec<ObjectId>) {
    let (dir, builder) = fresh();
    drop(builder);
    let inner = tempfile::tempdir().unwrap();
    let mut module = RepoBuilder::init(inner.path()).unwrap();
    let commits = ["one", "two", "three"].map(|name| {
        module
            .write("f", name)
            .unwrap()
            .commit(format!("Parser {name}"))
            .unwrap()
    });
    let there = dir.path().join(at);
    fs::create_dir_all(there.parent().unwrap()).unwrap();
    fs::rename(module.git_dir(), &there).unwrap();
    (dir, commits.to_vec())
}

fn bump(old: ObjectId, new: ObjectId) -> FileChange {
    let entry = |id| {
        Some(FileEntry {
            path: "libs/parser".into(),
            id,
            mode: 0o160_000,
        })
    };
    FileChange {
        old: entry(old),
        new: entry(new),
        copied: false,
    }
}

#[test]
fn a_submodules_commits_in_between_are_told_when_they_are_here() {
    for at in [
        ".git/modules/libs/parser",
        ".git/modules/another-name",
        "libs/parser/.git",
    ] {
        let (dir, commits) = with_submodule(at);
        let repository = open(&dir);
        let diff = diff_of(&repository, &bump(commits[0], commits[2]), 1_000);
        let (from, to) = (commits[0].short(12), commits[2].short(12));
        assert_eq!(
            said(&diff).unwrap(),
            format!("submodule: {from} before, {to} now; 2 commits added"),
            "{at}"
        );
        let FileDiff::Submodule { log: Some(log), .. } = &diff else {
            panic!("{at}")
        };
        let subjects: Vec<_> = log
            .added
            .iter()
            .map(|commit| commit.subject().lossy().into_owned())
            .collect();
        assert_eq!(subjects, ["Parser three", "Parser two"]);
        let back = said(&diff_of(&repository, &bump(commits[1], commits[0]), 1_000)).unwrap();
        assert!(back.ends_with("; 1 commit removed"), "{back}");
    }
}

#[test]
fn submodules_share_what_may_be_searched_and_it_is_told_when_that_is_spent() {
    for (others, is_searched) in [(127, true), (128, false)] {
        let (dir, commits) = with_submodule("libs/parser/.git");
        let repository = open(&dir);
        for other in 0..others {
            let module = dir.path().join(format!(".git/modules/other-{other}"));
            for folder in ["objects", "refs"] {
                fs::create_dir_all(module.join(folder)).unwrap();
            }
            fs::write(module.join("HEAD"), "ref: refs/heads/main\n").unwrap();
        }
        for other in 0..others {
            let mut change = bump(commits[0], commits[2]);
            for side in [&mut change.old, &mut change.new] {
                side.as_mut().unwrap().path = format!("other-{other}").as_str().into();
            }
            let FileDiff::Submodule { log, .. } = diff_of(&repository, &change, 1_000) else {
                panic!()
            };
            assert_eq!(log, None);
        }
        let words = said(&diff_of(&repository, &bump(commits[0], commits[2]), 1_000)).unwrap();
        let end = if is_searched {
            "; 2 commits added"
        } else {
            "too much was read for other submodules"
        };
        assert!(words.ends_with(end), "{words}");
    }
}

#[test]
fn a_submodules_path_leads_nowhere_else() {
    let (dir, commits) = with_submodule("elsewhere.git");
    let repository = open(&dir);
    let plain = |change: &FileChange| {
        matches!(
            diff_of(&repository, change, 1_000),
            FileDiff::Submodule { log: None, .. }
        )
    };
    assert!(plain(&bump(commits[0], commits[2])));
    for path in [
        "../../elsewhere.git",
        "..",
        "",
        ".git/../elsewhere.git",
        "/",
        "a//b",
        "\0",
    ] {
        let mut change = bump(commits[0], commits[2]);
        for side in [&mut change.old, &mut change.new] {
            side.as_mut().unwrap().path = path.into();
        }
        assert!(plain(&change), "{path:?}");
    }
    #[cfg(unix)]
    {
        fs::create_dir_all(dir.path().join(".git/modules/libs")).unwrap();
        fs::create_dir_all(dir.path().join("libs/parser")).unwrap();
        for link in [".git/modules/libs/parser", "libs/parser/.git"] {
            std::os::unix::fs::symlink(dir.path().join("elsewhere.git"), dir.path().join(link))
                .unwrap();
        }
        assert!(plain(&bump(commits[0], commits[2])));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_behind_a_known_beginning_are_read(
        files in prop::collection::vec((prop::sample::select(vec![
            &b"\x89PNG\r\n\x1a\n"[..], b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xd8\xff", b"\xff\xd8\xff\xc0",
            b"GIF89a", b"RIFF\0\0\0\0WEBPVP8 ", b"RIFF\0\0\0\0WEBPVP8X", b"RIFF\0\0\0\0WEBPVP8L", b"BM",
            b"\xca\xfe\xba\xbe", b"version https://git-lfs.github.com/spec/v1\n", b"",
        ]), prop::collection::vec(any::<u8>(), 0..80)), 40),
    ) {
        let (dir, builder) = fresh();
        let repository = open(&dir);
        for (start, rest) in files {
            let id = builder.raw(RawKind::Blob, [start, &rest].concat()).unwrap();
            let new = FileEntry { path: "f".into(), id, mode: 0o100_644 };
            said(&diff_of(&repository, &FileChange { old: None, new: Some(new), copied: false }, 1_000));
        }
    }
}

#[test]
fn what_a_newer_increment_was_made_of_is_not_unpacked_again() {
    let (dir, mut builder) = fresh();
    let mut heads = Vec::new();
    for round in 0..4 {
        for file in 0..5 {
            builder
                .write(&format!("f{file}"), format!("{round} {file}\n").repeat(400))
                .unwrap();
        }
        heads.push(builder.commit("more").unwrap());
    }
    // Newest first, as commands read them: what is shown, and the bytes of files that had to be
    // read for it.
    let read = |keep: bool| {
        let repository = open(&dir);
        let ranges: Vec<_> = heads
            .windows(2)
            .rev()
            .map(|two| range(Some(two[0]), two[1]))
            .collect();
        let files: Vec<_> = ranges
            .iter()
            .flat_map(|range| repository.changes(range).unwrap().files)
            .collect();
        let before = repository.work();
        repository.keep_contents(keep);
        let sides: Vec<_> = files
            .iter()
            .map(|change| repository.load(change, 1 << 20))
            .collect();
        repository.keep_contents(false);
        (sides, repository.work() - before)
    };
    let ((kept, less), (anew, all)) = (read(true), read(false));
    assert_eq!(kept, anew);
    // Of three increments with two versions each, two versions are met twice.
    assert_eq!(less * 6, all * 4);
}

proptest! {
    #[test]
    fn lines_end_at_each_newline(bytes in prop::collection::vec(prop::sample::select(b"\n\n\r\x0b\x8a\0ab".to_vec()), 0..70)) {
        let text = FileText::new(bytes.clone());
        let lines: Vec<&[u8]> = bytes.split_inclusive(|&byte| byte == b'\n').collect();
        prop_assert_eq!((0..text.len()).map(|line| text.raw_line(line)).collect::<Vec<_>>(), lines);
    }
}
