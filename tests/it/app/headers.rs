//! What a file's header says at any width, and on which version a note in one commit's view stands.

use snaglist::git::builder::RepoBuilder;
use snaglist::model::note::WrittenOn;
use tempfile::TempDir;

use super::session::Session;
use crate::cli::SPEC;

/// A repository with a base under a tag, then what `delivered` makes, under another.
fn open(
    base: impl FnOnce(&mut RepoBuilder),
    delivered: impl FnOnce(&mut RepoBuilder),
) -> (TempDir, Session) {
    let root = tempfile::tempdir().unwrap();
    let mut repo = RepoBuilder::init(&root.path().join("repo")).unwrap();
    repo.write("SPEC.md", SPEC).unwrap();
    base(&mut repo);
    repo.commit("Begin").unwrap();
    repo.tag("v0").unwrap();
    delivered(&mut repo);
    repo.tag("v1").unwrap();
    let mut session = Session::open(&root.path().join("repo"), &root.path().join("data"));
    for _ in 1..session.model.facts.engagement.increments.len() {
        session.press(">");
    }
    session.press("enter");
    assert_eq!(
        session.model.screens.review.increment.number(),
        session.model.facts.engagement.increments.len()
    );
    (root, session)
}

const DEPLOY: &str =
    "services/payments/scripts/of/the/operators/deploy-to-production-in-all-regions.sh";

#[test]
fn what_was_done_to_a_file_is_said_before_its_path_at_any_width() {
    let moved = "services/payments/tools/of/the/operators/deploy-to-production-in-all-regions.sh";
    let (_root, mut session) = open(
        |repo| {
            repo.write(DEPLOY, "#!/bin/sh\nexit 1\n").unwrap();
            repo.write(
                "lib/a/very/long/way/down/to/the/one/file/that/is/renamed/old-name.txt",
                "one\ntwo\nthree\n",
            )
            .unwrap();
        },
        |repo| {
            repo.executable(DEPLOY, true);
            repo.write(".gitattributes", "*.gen linguist-generated\n")
                .unwrap();
            repo.write(
                "out/of/a/program/that/writes/very/long/paths/for/everything/it/makes.gen",
                "x\n",
            )
            .unwrap();
            repo.write(
                "assets/of/the/web/page/with/a/very/long/path/to/it/picture.bin",
                b"\0\x01\x02\0",
            )
            .unwrap();
            repo.write(
                "data/of/last/year/with/a/very/long/path/to/it/that/says/all/big.csv",
                "1,2\n".repeat(600_000),
            )
            .unwrap();
            repo.rename(
                "lib/a/very/long/way/down/to/the/one/file/that/is/renamed/old-name.txt",
                moved,
            );
            repo.executable(moved, true);
            repo.commit("Deliver").unwrap();
        },
    );
    for cols in [80, 90, 100, 110, 120, 130, 160, 200] {
        session.resize(cols, 40);
        for (path, facts) in [
            ("regions.sh", &["executable now"][..]),
            ("makes.gen", &["new", "generated", ".gitattributes"]),
            ("picture.bin", &["new", "binary"]),
            ("big.csv", &["new"]),
        ] {
            let header = session.go_to(path).cursor_line();
            for fact in facts {
                assert!(
                    header.contains(fact),
                    "{cols} columns: {path} without {fact:?}: {header}"
                );
            }
        }
    }
}

#[test]
fn files_not_read_are_said_wherever_lines_are_counted() {
    let (_root, mut session) = open(
        |_| {},
        |repo| {
            repo.write("big.csv", "1,2\n".repeat(5_000_000)).unwrap();
            repo.write("x", "x\n").unwrap();
            repo.commit("Deliver").unwrap();
        },
    );
    session
        .press("tab g")
        .sees("1 file not read")
        .sees("not read");
    assert!(
        session.go_to("big.csv").cursor_line().contains("not read"),
        "{}",
        session.cursor_line()
    );
}

#[test]
fn a_note_on_one_commit_names_it_where_the_head_has_other_lines() {
    let lines: Vec<String> = (1..=20).map(|number| format!("line {number}\n")).collect();
    let one = lines.concat().replace("line 10\n", "line ten\n");
    let mut first = None;
    let (root, mut session) = open(
        |repo| {
            repo.write("a.txt", lines.concat()).unwrap();
        },
        |repo| {
            repo.write("a.txt", &one).unwrap();
            first = Some(repo.commit("One").unwrap());
            repo.write("a.txt", format!("A\nB\nC\nD\n{one}")).unwrap();
            repo.commit("Two").unwrap();
        },
    );
    let first = first.unwrap();
    session.press("tab g b").sees("commit 1 of 2");
    session
        .go_to("line ten")
        .press("c")
        .type_text("why?")
        .press("ctrl-s");
    let thread = session.model.facts.record.threads[0].clone();
    assert_eq!(
        session.model.facts.record.written_on(&thread),
        WrittenOn::Commit(first)
    );
    session.misses("written on commit");
    // Of the whole increment, it stands below the line of the head.
    session.press("b").misses("oldest first");
    session
        .go_to("why?")
        .sees(&format!("written on commit {}", first.short(7)));
    assert!(
        session.screen().contains("14 + line ten"),
        "{}",
        session.screen()
    );
    let place = crate::cli::Place { root };
    let said = place.ok(&["note", "--list"]);
    assert!(
        said.contains(&format!("written on commit {}, ", first.short(7))),
        "{said}"
    );
    assert!(said.contains("moved to line 14"), "{said}");
    let note = place.json(&["note", "--list"])["notes"][0].clone();
    assert_eq!(note["written_on"], first.to_string());
    for form in ["markdown", "text"] {
        let summary = place.ok(&["export", "--format", form]);
        assert!(
            summary.contains("a.txt:10") && summary.contains(&first.short(7)),
            "{form}: {summary}"
        );
        let line = summary
            .lines()
            .find(|line| line.contains("a.txt:10"))
            .unwrap();
        assert!(line.contains(&first.short(7)), "{form}: {line}");
    }
    let summary = place.json(&["export"]);
    assert_eq!(summary["notes"][0]["written_on"], first.to_string());
    // One on the head names nothing.
    session
        .go_to("line ten")
        .press("c")
        .type_text("here")
        .press("ctrl-s");
    let thread = session.model.facts.record.threads[1].clone();
    assert_eq!(
        session.model.facts.record.written_on(&thread),
        WrittenOn::Round
    );
}

#[test]
fn rules_of_the_delivery_that_are_left_out_are_told_of() {
    let rules = |count: usize| {
        (0..count)
            .map(|n| format!("{n}.gen linguist-generated\n"))
            .collect::<String>()
    };
    for (count, told) in [(4_000, false), (4_001, true)] {
        let (_root, session) = open(
            |_| {},
            |repo| {
                repo.write(".gitattributes", rules(count)).unwrap();
                repo.commit("Deliver").unwrap();
            },
        );
        let screen = session.screen();
        assert_eq!(
            screen.contains("their rules are ignored"),
            told,
            "{count} rules: {screen}"
        );
    }
}
