//! Where there is nothing to open, nobody to look, or nobody who reads on.

use std::fs;
use std::process::Stdio;

use super::{Place, SPEC};

#[test]
fn without_a_terminal_the_reviewer_is_refused_and_the_commands_named() {
    let (place, _) = Place::delivered();
    for arguments in [&[][..], &["charges..refunds"], &["demo"]] {
        let said = place.fails(1, arguments);
        assert!(said.contains("terminal"), "{said}");
    }
    let said = place.fails(1, &[]);
    assert!(
        said.contains("snaglist status") && said.contains("--json"),
        "{said}"
    );
    assert!(place.fails(1, &["stauts"]).contains("`snaglist status`"));
    assert!(
        place
            .fails(2, &["--json"])
            .contains("snaglist status --json")
    );
    assert!(
        fs::read_dir(place.root.path().join("tmp"))
            .unwrap()
            .next()
            .is_none(),
        "no demo was left"
    );
}

#[test]
fn a_demo_takes_no_directory_that_is_in_use() {
    let (place, repo) = Place::delivered();
    repo.finish().unwrap();
    let said = place.fails(1, &["demo", "--no-open", "--dir", "."]);
    assert!(said.contains("not empty"), "{said}");
    assert!(place.fails(2, &["demo", "--json"]).contains("--no-open"));
}

#[test]
fn outside_a_repository_it_says_so() {
    let place = Place::new();
    for arguments in [
        &["status"][..],
        &["increments"],
        &["spec", "show"],
        &["note", "hello"],
    ] {
        assert!(
            place.fails(1, arguments).contains("no git repository"),
            "{arguments:?}"
        );
    }
    assert!(
        place
            .fails(1, &["-C", "/nowhere/at/all", "status"])
            .contains("/nowhere/at/all")
    );
}

#[test]
fn an_empty_repository_has_nothing_to_review() {
    let place = Place::new();
    place.builder();
    assert!(place.fails(1, &["status"]).contains("no commit yet"));
}

#[test]
fn without_a_spec_it_says_where_it_looked() {
    let place = Place::new();
    place
        .builder()
        .write("src/lib.rs", "\n")
        .unwrap()
        .commit("Begin")
        .unwrap();
    let said = place.fails(1, &["status"]);
    assert!(
        said.contains("no spec found") && said.contains("SPEC.md") && said.contains("-s FILE"),
        "{said}"
    );
    fs::write(place.repo().join("SPEC.md"), SPEC).unwrap();
    let said = place.fails(1, &["status"]);
    assert!(
        said.contains("In the work tree lies SPEC.md: `--spec-at worktree` reads it"),
        "{said}"
    );
    assert!(
        place
            .ok(&["--spec-at", "worktree", "status"])
            .contains("AC-2")
    );
    fs::remove_file(place.repo().join("SPEC.md")).unwrap();
    fs::write(place.root.path().join("agreed.md"), SPEC).unwrap();
    assert!(place.ok(&["-s", "../agreed.md", "status"]).contains("AC-2"));
    assert!(
        place
            .fails(1, &["-s", "../agred.md", "status"])
            .contains("../agred.md")
    );
}

#[test]
fn a_bare_repository_is_as_good() {
    let (place, repo) = Place::delivered();
    repo.finish().unwrap();
    let bare = place.root.path().join("bare.git");
    fs::rename(place.repo().join(".git"), &bare).unwrap();
    let bare = bare.to_str().unwrap().to_owned();
    let found = place.json(&["-C", &bare, "increments"]);
    assert_eq!(found["increments"][1]["id"], "refunds");
    place.ok(&["-C", &bare, "mark", "AC-1", "met"]);
    assert!(place.ok(&["-C", &bare, "status"]).contains("✓ met"));
}

#[test]
fn what_makes_no_sense_is_a_usage_error() {
    let (place, _) = Place::delivered();
    place.fails(2, &["--nonsense"]);
    place.fails(2, &["mark", "AC-1"]);
    place.fails(2, &["mark", "AC-1", "splendid"]);
    place.fails(2, &["note", "--blocking", "--not-blocking", "x"]);
    place.fails(2, &["note", "--list", "x"]);
    place.fails(2, &["note", "--side", "old", "x"]);
    assert!(place.fails(2, &["main..x", "status"]).contains("main..x"));
    assert!(place.run(&["help"]).out.contains("status"));
    assert_eq!(place.run(&["--help"]).code, Some(0));
    assert_eq!(place.run(&["--version"]).code, Some(0));
}

#[test]
fn settings_that_make_no_sense_are_a_usage_error() {
    let (place, _) = Place::delivered();
    let settings = place.root.path().join("config.toml");
    fs::write(&settings, "theme = \"dark\"\nfont = 3\n").unwrap();
    let settings = settings.to_str().unwrap();
    let said = place.fails(2, &["--config", settings, "status"]);
    assert!(said.contains("line 2") && said.contains("font"), "{said}");
    assert!(
        place
            .fails(2, &["--config", "/nowhere.toml", "status"])
            .contains("/nowhere.toml")
    );

    fs::write(settings, "[keys]\nmet = [\"m\"]\nnot-met = [\"m\"]\n").unwrap();
    let run = place.run(&["--config", settings, "keys"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.err.contains("met") && run.err.contains("not-met"),
        "{}",
        run.err
    );
    assert!(
        run.out.contains("next-hunk"),
        "the names that there are, all the same"
    );
}

#[test]
fn a_reader_who_goes_away_is_no_failure() {
    let (place, _) = Place::delivered();
    for arguments in [
        &["status"][..],
        &["spec", "show", "--json"],
        &["keys"],
        &["--help"],
    ] {
        let mut command = place.command(arguments);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    }
}

#[test]
fn colours_only_where_they_are_wanted() {
    let (place, _) = Place::delivered();
    assert!(!place.ok(&["status"]).contains('\x1b'));
    assert!(place.ok(&["status", "--color", "always"]).contains("\x1b["));
    assert!(
        !place
            .ok(&["status", "--color", "always", "--json"])
            .contains('\x1b')
    );
    assert!(!place.ok(&["status", "--color", "never"]).contains('\x1b'));
}

#[test]
fn reading_writes_nothing_into_the_repository() {
    let (place, repo) = Place::delivered();
    repo.finish().unwrap();
    let before = files(&place);
    place.ok(&["status"]);
    place.ok(&["mark", "AC-1", "met"]);
    place.ok(&["note", "--on", "src/refund.rs:3", "Why three?"]);
    assert_eq!(files(&place), before);
}

/// All files of the repository with their lengths.
fn files(place: &Place) -> Vec<(std::path::PathBuf, u64)> {
    let mut found = Vec::new();
    let mut todo = vec![place.repo()];
    while let Some(dir) = todo.pop() {
        for entry in fs::read_dir(dir).unwrap().map(Result::unwrap) {
            match entry.metadata().unwrap() {
                metadata if metadata.is_dir() => todo.push(entry.path()),
                metadata => found.push((entry.path(), metadata.len())),
            }
        }
    }
    found.sort();
    found
}

#[test]
fn an_error_that_nobody_reads_is_still_an_error_and_no_breakdown() {
    let place = Place::new();
    for (arguments, code) in [
        (&["status"][..], 1),
        (&["--no-such-option"], 2),
        (&["--licences", "status"], 2),
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = place.command(arguments);
        let status = command
            .stdout(Stdio::null())
            .stderr(writer)
            .status()
            .unwrap();
        assert_eq!(status.code(), Some(code), "{arguments:?}");
    }
}
