//! Long messages of commits: what is read of one, and of a range's together.

use std::fs;

use snaglist::git::builder::{RawKind, RepoBuilder};
use snaglist::model::id::ObjectId;

use super::{fresh, git, open, range};

#[test]
fn a_long_subject_is_cut_between_characters() {
    let (dir, mut builder) = fresh();
    let commit = |builder: &mut RepoBuilder, message: &str| {
        builder.write("f", message).unwrap();
        builder.commit(message).unwrap()
    };
    let short = commit(&mut builder, &"é".repeat(256));
    let long = commit(&mut builder, &format!("x{}\n\nBody", "é".repeat(300)));
    let subject = |id| {
        open(&dir)
            .commit(id)
            .unwrap()
            .subject()
            .lossy()
            .into_owned()
    };
    assert_eq!(subject(short), "é".repeat(256));
    assert_eq!(subject(long), format!("x{}…", "é".repeat(255)));
}

#[test]
fn of_a_huge_message_the_start_is_read_and_the_rest_counted() {
    let (dir, builder) = fresh();
    let who = "A <a@example.org> 1700000000 +0000";
    let tree = builder.raw(RawKind::Tree, b"").unwrap();
    let words = "word ".repeat(1 << 20);
    let commit = |parent: Option<ObjectId>, message: &str| {
        let parent = parent
            .map(|parent| format!("parent {parent}\n"))
            .unwrap_or_default();
        let text = format!("tree {tree}\n{parent}author {who}\ncommitter {who}\n\n{message}");
        builder.raw(RawKind::Commit, text).unwrap()
    };
    let first = commit(None, "small");
    let second = commit(Some(first), &format!("AC-1 {words}"));
    let third = commit(Some(second), &format!("AC-2 {words}"));
    let tag = format!("object {third}\ntype commit\ntag v1\ntagger {who}\n\nall {words}");
    let tag = builder.raw(RawKind::Tag, tag).unwrap();
    fs::write(
        dir.path().join(".git/refs/heads/main"),
        format!("{third}\n"),
    )
    .unwrap();
    fs::write(dir.path().join(".git/refs/tags/v1"), format!("{tag}\n")).unwrap();
    let check = || {
        let repository = open(&dir);
        let found = repository.commits(&range(None, third), 10).unwrap();
        let ids: Vec<ObjectId> = found.commits.iter().map(|commit| commit.id).collect();
        assert_eq!(ids, [third, second, first]);
        let message = found.commits[1].message.lossy().into_owned();
        assert!(
            message.starts_with("AC-1 word word") && message.len() < 70_000,
            "{}",
            message.len()
        );
        let left = words.len() + 5 - (64 << 10);
        assert!(message.ends_with(&format!(
            "\n[{left} more bytes of this message are not shown]"
        )));
        assert_eq!(repository.resolve_typed("v1").unwrap(), third);
    };
    check();
    // As differences to each other.
    git(dir.path(), &["repack", "-adfq"]);
    check();
}

#[test]
fn the_messages_of_a_range_are_cut_when_they_are_too_much_together() {
    let (dir, builder) = fresh();
    let who = "A <a@example.org> 1700000000 +0000";
    let tree = builder.raw(RawKind::Tree, b"").unwrap();
    let mut head = None;
    for number in 0..200 {
        let parent = head
            .map(|parent| format!("parent {parent}\n"))
            .unwrap_or_default();
        let words = "words ".repeat(10_000);
        let text =
            format!("tree {tree}\n{parent}author {who}\ncommitter {who}\n\n{number}: {words}");
        head = Some(builder.raw(RawKind::Commit, text).unwrap());
    }
    let found = open(&dir)
        .commits(&range(None, head.unwrap()), 1_000)
        .unwrap();
    assert_eq!(found.commits.len(), 200);
    let kept: usize = found
        .commits
        .iter()
        .map(|commit| commit.message.as_bytes().len())
        .sum();
    assert!(kept < 5 << 20, "{kept}");
    let oldest = found.commits[199].message.lossy();
    assert!(oldest.starts_with("0: words") && oldest.contains("more bytes of this message"));
}
