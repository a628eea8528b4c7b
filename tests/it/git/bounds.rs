//! Clones that take more than they are worth: what is read of them is counted, and bounded.

use std::fs;

use snaglist::git::FileContent;
use snaglist::git::builder::RawKind;
use snaglist::model::id::ObjectId;
use snaglist::model::text::RepoPath;

use super::folders::{commit_of, paths, tree};
use super::{fresh, loose_path, open, range};

#[test]
fn a_loose_object_whose_packed_bytes_yield_nothing_is_given_up() {
    let (dir, builder) = fresh();
    let packed = |empty_blocks: usize| {
        let object = b"blob 2\0hi";
        let mut bytes = b"\x78\x01".to_vec();
        bytes.extend([0, object.len() as u8, 0, !(object.len() as u8), 0xff]);
        bytes.extend_from_slice(object);
        // Stored blocks of no bytes, of which none is the last.
        bytes.extend(b"\0\0\0\xff\xff".repeat(empty_blocks));
        let sum = object.iter().fold((1_u32, 0_u32), |(a, b), byte| {
            let a = (a + u32::from(*byte)) % 65_521;
            (a, (a + b) % 65_521)
        });
        bytes.extend(b"\x01\0\0\xff\xff");
        bytes.extend((sum.1 << 16 | sum.0).to_be_bytes());
        bytes
    };
    let id = builder.raw(RawKind::Blob, "hi").unwrap();
    let path = loose_path(&dir, id);
    fs::remove_file(&path).unwrap();
    fs::write(&path, packed(1_000)).unwrap();
    assert_eq!(
        open(&dir).read(id, 100).unwrap(),
        FileContent::Bytes(b"hi".to_vec())
    );
    // What is right at its end is never come to.
    fs::write(&path, packed(100_000)).unwrap();
    let error = format!("{:#}", open(&dir).read(id, 100).unwrap_err());
    assert!(
        error.contains(&id.to_string()) && error.contains("cannot be unpacked"),
        "{error}"
    );
    // The same where it is the header that never comes.
    fs::write(
        &path,
        [&b"\x78\x01"[..], &b"\0\0\0\xff\xff".repeat(100_000)].concat(),
    )
    .unwrap();
    assert!(open(&dir).read(id, 100).is_err());
}

#[test]
fn a_folder_too_large_to_list_is_left_out_and_said_also_at_the_top() {
    let (dir, builder) = fresh();
    let file = builder.raw(RawKind::Blob, "x").unwrap();
    let names: Vec<String> = (0..400_000).map(|at| format!("{at:020}")).collect();
    let entries: Vec<_> = names
        .iter()
        .map(|name| ("100644", name.as_bytes(), file))
        .collect();
    let large = tree(&builder, &entries);
    let top = commit_of(&builder, large);
    let below = commit_of(
        &builder,
        tree(&builder, &[("100644", b"a", file), ("40000", b"d", large)]),
    );
    let repository = open(&dir);
    for (head, listed) in [(top, vec![]), (below, vec!["a"])] {
        let changes = repository.changes(&range(None, head)).unwrap();
        assert_eq!(paths(&changes.files), listed);
        assert!(changes.cut.unwrap().contains("too large to list"));
        assert!(
            repository
                .changes_near(&range(None, head), None)
                .unwrap()
                .cut
                .is_some()
        );
        assert!(
            repository
                .files(head, &mut |_, _| false)
                .unwrap()
                .is_empty()
        );
    }
    assert_eq!(repository.commit(top).unwrap().message.as_bytes(), b"m");
}

#[test]
fn alternates_that_name_each_other_are_looked_into_once_each() {
    let (dir, mut builder) = fresh();
    builder.write("f", "1\n").unwrap();
    let head = builder.commit("first").unwrap();
    let own = dir.path().join(".git/objects");
    let borrowed: Vec<_> = (0..40)
        .map(|number| dir.path().join(format!("{number}/objects")))
        .collect();
    for folder in &borrowed {
        fs::create_dir_all(folder.join("info")).unwrap();
    }
    let [first, second] = [&borrowed[0], &borrowed[1]];
    let spelled = "../objects\n./././.\n../objects/../objects\n\n# none\n";
    fs::write(
        own.join("info/alternates"),
        format!("{spelled}{}\n", first.display()),
    )
    .unwrap();
    fs::write(
        first.join("info/alternates"),
        format!("{spelled}../../1/objects\n{}\n", own.display()),
    )
    .unwrap();
    fs::write(
        second.join("info/alternates"),
        "../../0/objects\n../../1/../0/objects\n",
    )
    .unwrap();
    let remarks = open(&dir).location().remarks.clone();
    assert_eq!(remarks.len(), 2, "{remarks:?}");
    assert!(
        remarks[0].contains("0/objects") && remarks[1].contains("1/objects"),
        "{remarks:?}"
    );
    // Of too many the first are looked into.
    let all: String = borrowed
        .iter()
        .map(|folder| format!("{}\n", folder.display()))
        .collect();
    fs::write(own.join("info/alternates"), all).unwrap();
    let repository = open(&dir);
    let remarks = &repository.location().remarks;
    assert_eq!(
        remarks
            .iter()
            .filter(|remark| remark.starts_with("some objects come from"))
            .count(),
        31
    );
    assert!(
        remarks
            .iter()
            .any(|remark| remark.contains("more than 31 other repositories")),
        "{remarks:?}"
    );
    fs::write(own.join("info/alternates"), "nothing\n".repeat(2_000)).unwrap();
    assert!(open(&dir).location().remarks[0].contains("more lines than the 1,000"));
    // Of a list that is too long, the whole lines at its start; up to 64 KiB all of it.
    let long = |bytes: usize| {
        let first = format!("{}\n#", first.display());
        let rest = "x".repeat(bytes - first.len() - 1);
        fs::write(own.join("info/alternates"), format!("{first}{rest}\n")).unwrap();
        let remarks = open(&dir).location().remarks.clone();
        assert!(
            remarks.iter().any(|remark| remark.contains("0/objects")),
            "{remarks:?}"
        );
        remarks
            .iter()
            .any(|remark| remark.contains("longer than 64 KiB; the lines beyond are not followed"))
    };
    assert_eq!([long(64 << 10), long((64 << 10) + 1)], [false, true]);
    assert_eq!(
        repository.commit(head).unwrap().message.as_bytes(),
        b"first"
    );
}

#[test]
fn walks_read_each_commit_once_however_many_parents_it_has() {
    let (dir, builder) = fresh();
    let empty = tree(&builder, &[]);
    let make = |parents: &[ObjectId], at: usize| {
        let parents: String = parents
            .iter()
            .map(|parent| format!("parent {parent}\n"))
            .collect();
        let who = format!("A <a@example.org> {} +0000", 1_700_000_000 + at);
        let commit =
            format!("tree {empty}\n{parents}author {who}\ncommitter {who}\n\nmerge {at}\n");
        builder.raw(RawKind::Commit, commit).unwrap()
    };
    let mut line = vec![make(&[], 0)];
    for at in 1..120 {
        // Each has all that came before it as parents, the newest first.
        let parents: Vec<ObjectId> = line.iter().rev().copied().collect();
        line.push(make(&parents, at));
    }
    let head = line[119];
    fs::write(dir.path().join(".git/refs/heads/main"), format!("{head}\n")).unwrap();
    fs::write(dir.path().join(".git/HEAD"), "ref: refs/heads/main\n").unwrap();
    let repository = open(&dir);
    for base in line.iter().step_by(10) {
        let ids = repository
            .range_ids(&range(Some(*base), head), 1_000)
            .unwrap()
            .0;
        assert_eq!(
            ids.len(),
            119 - line.iter().position(|id| id == base).unwrap()
        );
        assert_eq!(repository.merge_base(*base, head).unwrap(), Some(*base));
        assert_eq!(repository.parents_of(line[1]).unwrap(), [line[0]]);
    }
    assert!(
        repository.commits_read() <= 120,
        "{}",
        repository.commits_read()
    );
}

#[test]
fn a_large_folder_is_read_once_for_the_commits_on_both_sides_of_it() {
    let (dir, builder) = fresh();
    let file = builder.raw(RawKind::Blob, "x").unwrap();
    let names: Vec<String> = (0..5_000).map(|at| format!("{at:08}")).collect();
    let who = "A <a@example.org> 1700000000 +0000";
    let mut line: Vec<ObjectId> = Vec::new();
    let mut bytes = 0;
    for at in 0..20 {
        let other = builder.raw(RawKind::Blob, format!("{at}")).unwrap();
        let entries: Vec<_> = (names.iter().enumerate())
            .map(|(number, name)| {
                (
                    "100644",
                    name.as_bytes(),
                    if number == at * 7 { other } else { file },
                )
            })
            .collect();
        let root = tree(&builder, &[("40000", b"d", tree(&builder, &entries))]);
        bytes += entries.len() * (7 + 8 + 1 + 20) + 6 + 1 + 1 + 20;
        let parent = line
            .last()
            .map(|parent| format!("parent {parent}\n"))
            .unwrap_or_default();
        let commit = format!("tree {root}\n{parent}author {who}\ncommitter {who}\n\n{at}");
        line.push(builder.raw(RawKind::Commit, commit).unwrap());
    }
    let repository = open(&dir);
    for pair in line.windows(2).rev() {
        assert_eq!(
            repository
                .changes(&range(Some(pair[0]), pair[1]))
                .unwrap()
                .files
                .len(),
            2
        );
        assert!(repository.has_path(pair[0], &RepoPath::from("d/00000000")));
    }
    // Small folders are read as often as they are asked for.
    let most = bytes as u64 + 20 * 10 * 30;
    assert!(
        repository.folder_bytes_read() <= most,
        "{} of {most}",
        repository.folder_bytes_read()
    );
}
