//! What comes from a delivery never acts on the terminal.

use std::fs;
use std::process::Stdio;

use snaglist::git::builder::RawKind;

use super::{Place, list};

/// ESC, a carriage return, a right-to-left override, C1, a zero-width space.
const EVIL: &str = "\x1b]0;owned\x07\r\u{202e}evil\u{9b}31m\u{200b}";

fn evil() -> Place {
    let place = Place::new();
    let mut repo = place.builder();
    let spec = format!(
        "# Spec {EVIL}\n\n## Acceptance criteria {EVIL}\n\n- [ ] AC-1: Do it {EVIL} well\n- [ ] AC-2: Twice\n"
    );
    repo.write("SPEC.md", spec).unwrap();
    repo.commit("Begin").unwrap();
    repo.author(
        &format!("Mallory {}", EVIL.replace(['\r', '\n'], "")),
        "m@example.com",
    );
    repo.write(
        &format!("src/{EVIL}.rs"),
        format!("// AC-1 {EVIL}\n").repeat(3),
    )
    .unwrap();
    repo.commit(format!("Deliver AC-1 {EVIL}\n\nmore {EVIL}\n"))
        .unwrap();
    // A branch name with what git lets through.
    repo.branch("work\u{202e}\u{200b}").unwrap();
    repo.finish().unwrap();
    place
}

/// Nothing but printable characters and line ends.
fn assert_tame(arguments: &[&str], text: &str) {
    for c in text.chars() {
        let hides = matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert!(
            c == '\n' || !(c.is_control() || hides),
            "{arguments:?}: {c:?} in {text:?}"
        );
    }
}

#[test]
fn no_command_lets_it_through() {
    let place = evil();
    let path = format!("src/{EVIL}.rs");
    place.ok(&["mark", "AC-1", "not-met", "--reason", EVIL]);
    place.ok(&[
        "note",
        "--on",
        &format!("{path}:1-2"),
        "--criterion",
        "AC-1",
        &format!("words {EVIL}\nmore {EVIL}"),
    ]);
    let notes = place.json(&["note", "--list"]);
    let id = notes["notes"][0]["id"].as_str().unwrap();
    place.ok(&["note", "--reply", id, EVIL]);
    let commands: &[&[&str]] = &[
        &["status"],
        &["increments"],
        &["spec", "show"],
        &["spec", "show", "--explain"],
        &["note", "--list"],
        &["export"],
        &["mark", "AC-1", "partial", "--reason", EVIL],
        &["note", "--on", &path, EVIL],
    ];
    for arguments in commands {
        for more in [&[][..], &["--json"]] {
            let arguments = [*arguments, more].concat();
            if arguments.contains(&"--explain") && arguments.contains(&"--json") {
                continue;
            }
            let run = place.run(&arguments);
            assert_eq!(run.code, Some(0), "{run:?}");
            assert_tame(&arguments, &run.out);
            assert_tame(&arguments, &run.err);
        }
    }
    for arguments in [
        &["mark", EVIL, "met"][..],
        &["mark", "AC-1", "met", "--at", EVIL],
        &["mark", "AC-1", "met", "--increment", EVIL],
        &["note", "--on", EVIL, "x"],
        &["note", "--on", &format!("{path}:99"), "x"],
        &["note", "--reply", EVIL, "x"],
        &["spec", "show", EVIL],
        &["-C", EVIL, "status"],
        &["-s", EVIL, "status"],
        &["--base", EVIL, "status"],
        &["--spec-at", EVIL, "status"],
        &["spec", "show", "-", "--as", EVIL],
        &["spec", "new", EVIL],
        &["--config", EVIL, "status"],
        &[EVIL, "status"],
    ] {
        let run = place.run(arguments);
        assert!(matches!(run.code, Some(1 | 2)), "{arguments:?}: {run:?}");
        assert_tame(arguments, &run.err);
    }
}

#[test]
fn what_a_usage_error_repeats_is_made_safe() {
    let place = evil();
    for arguments in [
        &["status", EVIL][..],
        &[&format!("--{EVIL}"), "status"],
        &["mark", "AC-1", EVIL],
        &["--color", EVIL, "status"],
        &["spec", EVIL],
        &["mark", "AC-1", "met", "--reason"],
        &["note", "--on"],
    ] {
        let run = place.run(arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}: {run:?}");
        assert_tame(arguments, &run.out);
        assert_tame(arguments, &run.err);
        if arguments.contains(&EVIL) {
            assert!(
                run.err.contains("owned") && run.err.contains("<RLO U+202E>"),
                "{run:?}"
            );
        }
    }
}

#[test]
fn json_keeps_the_text_to_the_byte() {
    let place = evil();
    place.ok(&["note", EVIL]);
    assert_eq!(place.json(&["note", "--list"])["notes"][0]["text"], EVIL);
    let shown = place.json(&["spec", "show"]);
    let text = shown["specs"][0]["criteria"][0]["text"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(text.contains("\u{202e}evil"), "{text:?}");
}

#[test]
fn hidden_characters_are_counted_in_the_increments() {
    let place = evil();
    let text = place.ok(&["increments"]);
    assert!(
        text.contains("hidden in it: ") && text.contains("bidi control"),
        "{text}"
    );
}

#[test]
fn paths_that_are_no_utf_8_do_not_stop_it() {
    let (place, mut repo) = Place::delivered();
    let blob = repo.raw(RawKind::Blob, "AC-3\n").unwrap();
    let spec = repo.raw(RawKind::Blob, super::SPEC).unwrap();
    let entry = |name: &[u8], id: snaglist::model::id::ObjectId| {
        [b"100644 ", name, b"\0", id.as_bytes()].concat()
    };
    let tree = [entry(b"SPEC.md", spec), entry(b"caf\xe9", blob)].concat();
    let tree = repo.raw(RawKind::Tree, tree).unwrap();
    let parent = repo.tip("main").unwrap();
    let who = "Caf\u{e9} <c@example.com> 1700100000 +0000";
    let commit =
        format!("tree {tree}\nparent {parent}\nauthor {who}\ncommitter {who}\n\nOdd names\n");
    let commit = repo.raw(RawKind::Commit, commit).unwrap();
    repo.point("main", commit).unwrap();
    let marked = place.json(&["mark", "AC-3", "met"]);
    assert_eq!(list(&marked["evidence"])[0]["path"], "caf\u{fffd}");
    place.ok(&["status"]);

    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        let mut command = place.command(&["note", "x", "--on"]);
        command
            .arg(std::ffi::OsStr::from_bytes(b"caf\xe9:1"))
            .stdin(Stdio::null());
        assert_eq!(super::Run::of(command.output().unwrap()).code, Some(0));
        assert!(place.ok(&["note", "--list"]).contains("caf<\\xE9>:1"));
    }
}

#[test]
fn a_history_with_a_damaged_commit_is_not_called_a_shallow_clone() {
    let place = Place::new();
    let mut repo = place.builder();
    repo.write(
        "SPEC.md",
        "# S\n\n## Acceptance criteria\n\n- [ ] AC-1: it works\n",
    )
    .unwrap();
    let first = repo.commit("First").unwrap().to_string();
    repo.write("a.rs", "fn a() {}\n").unwrap();
    repo.commit("Second").unwrap();
    repo.finish().unwrap();
    let object = place
        .repo()
        .join(".git/objects")
        .join(&first[..2])
        .join(&first[2..]);
    let content = fs::read(&object).unwrap();
    fs::remove_file(&object).unwrap();
    fs::write(&object, &content[..content.len() / 2]).unwrap();
    let output = place.command(&["status"]).output().unwrap();
    let words = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert!(
        words.contains(&first) && words.contains("cannot be read"),
        "{words}"
    );
    assert!(!words.contains("shallow"), "{words}");
}
