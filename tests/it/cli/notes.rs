//! `note`: writing, replying, listing.

use std::fs;

use serde_json::Value;

use super::{Place, copy_events, fields, list};

#[test]
fn one_word_that_reads_as_something_to_do_is_no_note() {
    let (place, _) = Place::delivered();
    for (word, instead) in [
        ("list", "`snaglist note --list`"),
        ("Show", "`snaglist note --list`"),
        (" help ", "`snaglist note --help`"),
        ("add", "`snaglist note 'WHAT TO SAY'`"),
        ("delete", "--state withdrawn"),
        ("status", "`snaglist status` is a command of its own"),
        ("private", "`snaglist note --private`"),
        ("criterion", "`snaglist note --criterion ID`"),
    ] {
        for rest in [&[][..], &["--on", "src/refund.rs:4"]] {
            let said = place.fails(2, &[&["note", word], rest].concat());
            assert!(said.contains(instead), "{word}: {said}");
            assert!(
                said.contains(&format!("snaglist note --text {}", word.trim())),
                "{word}: {said}"
            );
        }
    }
    assert!(
        !place.data().exists(),
        "nothing is written, nobody is introduced"
    );
    assert_eq!(list(&place.json(&["note", "--list"])["notes"]).len(), 0);
    // What is meant is written all the same, and words that are no commands are.
    place.ok(&["note", "--text", "list"]);
    place.ok(&["note", "typo"]);
    assert_eq!(place.with_input(&["note", "-"], b"help\n").code, Some(0));
    place.ok(&["note", "list all of them"]);
    let notes = place.json(&["note", "--list"]);
    let texts: Vec<&str> = list(&notes["notes"])
        .iter()
        .map(|note| note["text"].as_str().unwrap())
        .collect();
    for text in ["list", "typo", "help", "list all of them"] {
        assert!(texts.contains(&text), "{texts:?}");
    }
    assert_eq!(place.run(&["note", "--list", "--text", "x"]).code, Some(2));
}

#[test]
fn a_note_on_lines_is_listed_with_them() {
    let (place, _) = Place::delivered();
    let said = place.ok(&[
        "note",
        "--on",
        "src/refund.rs:4-6",
        "--criterion",
        "AC-2",
        "Both calls can pass this.",
    ]);
    let id = said.split_whitespace().next().unwrap().to_owned();
    assert_eq!(id.len(), 7);
    assert_eq!(
        said,
        format!("{id}  issue (blocking) on refunds, AC-2, src/refund.rs:4-6\n")
    );

    let notes = place.json(&["note", "--list"]);
    let note = &notes["notes"][0];
    assert_eq!(
        fields(note),
        [
            "at",
            "author",
            "blocking",
            "commit",
            "criterion",
            "id",
            "increment",
            "label",
            "lines",
            "now",
            "path",
            "private",
            "replies",
            "side",
            "since",
            "spec",
            "standing",
            "state",
            "text",
            "written_on"
        ]
    );
    assert!(note["id"].as_str().unwrap().starts_with(&id));
    assert_eq!(
        (&note["label"], &note["blocking"], &note["state"]),
        (&"issue".into(), &true.into(), &"open".into())
    );
    assert_eq!(
        (&note["criterion"], &note["increment"]),
        (&"AC-2".into(), &"refunds".into())
    );
    assert_eq!(
        (&note["path"], &note["side"]),
        (&"src/refund.rs".into(), &"new".into())
    );
    assert_eq!(note["lines"], serde_json::json!({"first": 4, "last": 6}));
    assert_eq!(
        (&note["text"], &note["author"]),
        (&"Both calls can pass this.".into(), &"Ana".into())
    );
    let at = note["at"].as_str().unwrap();
    assert!(
        at.len() == 24 && at.ends_with('Z') && at.contains('T'),
        "{at}"
    );
    let text = place.ok(&["note", "--list"]);
    assert!(
        text.contains("issue (blocking), open  AC-2 · refunds · src/refund.rs:4-6"),
        "{text}"
    );
    super::reading::assert_narrow(&text);
}

#[test]
fn it_keeps_what_finds_the_lines_again() {
    let (place, _) = Place::delivered();
    place.ok(&["note", "--on", "./src/refund.rs:10", "Why ten?"]);
    let project = fs::read_dir(place.data().join("projects"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let writer = fs::read_dir(project.join("events"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let mut events: Vec<_> = fs::read_dir(writer)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    events.sort();
    let texts: Vec<String> = events
        .iter()
        .map(|event| fs::read_to_string(event).unwrap())
        .collect();
    assert!(
        texts[0].contains("kind = \"role\"") && texts[0].contains("\"Ana\""),
        "others see a name first"
    );
    assert!(texts[1].contains("ten"), "{}", texts[1]);
    assert!(
        texts[1].contains("before") && texts[1].contains("after"),
        "{}",
        texts[1]
    );
    let project = fs::read_to_string(project.join("project.toml")).unwrap();
    assert!(project.contains("repo/.git"), "{project}");
}

#[test]
fn labels_say_whether_it_blocks_unless_told_otherwise() {
    let (place, _) = Place::delivered();
    for (arguments, label, blocks) in [
        (&[][..], "issue", true),
        (&["--not-blocking"], "issue", false),
        (&["--label", "praise"], "praise", false),
        (&["--label", "question", "--blocking"], "question", true),
    ] {
        let id = place.json(&[&["note", "words"], arguments].concat())["id"].clone();
        let notes = place.json(&["note", "--list"]);
        let note = list(&notes["notes"])
            .iter()
            .find(|note| note["id"] == id)
            .unwrap();
        assert_eq!(
            (&note["label"], &note["blocking"]),
            (&label.into(), &blocks.into())
        );
        assert_eq!(note["path"], Value::Null);
    }
    assert_eq!(
        list(&place.json(&["note", "--list", "--label", "praise"])["notes"]).len(),
        1
    );
    assert_eq!(list(&place.json(&["status"])["snags"]).len(), 2);
}

#[test]
fn the_old_side_is_the_one_before_the_increment() {
    let (place, mut repo) = Place::delivered();
    repo.write("src/refund.rs", "only\n").unwrap();
    repo.commit("Shorten").unwrap();
    repo.tag("shorter").unwrap();
    place.ok(&[
        "note",
        "--on",
        "src/refund.rs:20",
        "--side",
        "old",
        "This was needed.",
    ]);
    let said = place.fails(
        1,
        &["note", "--on", "src/refund.rs:20", "This is not there."],
    );
    assert!(said.contains("src/refund.rs has 1 line"), "{said}");
    let notes = place.json(&["note", "--list"]);
    assert_eq!(
        (&notes["notes"][0]["side"], &notes["notes"][0]["increment"]),
        (&"old".into(), &"shorter".into())
    );
}

#[test]
fn a_file_that_is_not_there_is_answered_with_one_that_is() {
    let (place, _) = Place::delivered();
    let said = place.fails(1, &["note", "--on", "src/refunds.rs:1", "x"]);
    assert!(said.contains("`src/refund.rs`"), "{said}");
    assert!(
        place
            .fails(1, &["note", "--on", "zzz", "x"])
            .contains("top of the repository")
    );
    assert!(
        place
            .fails(1, &["note", "--criterion", "AC-7", "x"])
            .contains("AC-1")
    );
    assert_eq!(list(&place.json(&["note", "--list"])["notes"]).len(), 0);
}

#[test]
fn a_file_whose_name_ends_in_a_number_can_be_meant() {
    let (place, mut repo) = Place::delivered();
    repo.write("logs:7", "one line\n").unwrap();
    repo.commit("Odd name").unwrap();
    place.ok(&["note", "--on", "logs:7", "Rename it"]);
    let note = &place.json(&["note", "--list"])["notes"][0];
    assert_eq!(
        (&note["path"], &note["lines"]),
        (&"logs:7".into(), &Value::Null)
    );
}

#[test]
fn it_can_be_replied_to_by_the_start_of_its_id() {
    let (place, _) = Place::delivered();
    let id = place.json(&["note", "Which one?"])["id"]
        .as_str()
        .unwrap()
        .to_owned();
    place.ok(&["note", "--reply", &id[..7], "The second."]);
    let notes = place.json(&["note", "--list"]);
    assert_eq!(list(&notes["notes"]).len(), 1);
    assert_eq!(notes["notes"][0]["replies"][0]["text"], "The second.");
    assert!(place.ok(&["note", "--list"]).contains("The second."));
    place.ok(&["note", "--reply", &format!("S-{}", &id[..7]), "Indeed."]);
    assert!(
        place
            .fails(1, &["note", "--reply", "12", "x"])
            .contains("at least 4")
    );
    assert!(
        place
            .fails(1, &["note", "--reply", "0000000000", "x"])
            .contains("--list")
    );
    place.fails(2, &["note", "--reply", &id, "--label", "issue", "x"]);
}

#[test]
fn words_come_from_standard_input_too() {
    let (place, _) = Place::delivered();
    let run = place.with_input(&["note", "-"], b"Two lines\nof words\n\n");
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(
        place.json(&["note", "--list"])["notes"][0]["text"],
        "Two lines\nof words"
    );
    assert_eq!(place.with_input(&["note", "-"], b" \n").code, Some(1));
    assert_eq!(place.with_input(&["note", "-"], b"caf\xe9").code, Some(1));
}

/// What the user's editor writes, as a script.
fn editor(place: &Place, script: &str) -> String {
    let path = place.root.path().join("editor.sh");
    fs::write(&path, script).unwrap();
    format!("sh {}", path.display())
}

#[cfg(unix)]
#[test]
fn without_words_the_editor_opens_outside_the_repository() {
    let (place, repo) = Place::delivered();
    repo.finish().unwrap();
    let seen = place.root.path().join("seen");
    let script = format!(
        "cp \"$1\" '{0}'; echo \"$1\" > '{0}.path'; sed -i '1s/^/Written by hand/' \"$1\"",
        seen.display()
    );
    let editor = editor(&place, &script);
    let run = super::Run::of(
        place
            .command(&["note", "--on", "src/refund.rs:4"])
            .env("EDITOR", editor)
            .output()
            .unwrap(),
    );
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(
        place.json(&["note", "--list"])["notes"][0]["text"],
        "Written by hand"
    );
    let seen_text = fs::read_to_string(&seen).unwrap();
    assert!(
        seen_text.contains("src/refund.rs:4") && seen_text.contains("four"),
        "{seen_text}"
    );
    let path = fs::read_to_string(seen.with_extension("path")).unwrap();
    assert!(!path.starts_with(place.repo().to_str().unwrap()), "{path}");
    assert!(
        !std::path::Path::new(path.trim()).exists(),
        "the file goes when it is kept in the record"
    );
}

#[cfg(unix)]
#[test]
fn an_editor_that_fails_or_writes_nothing_keeps_nothing() {
    let (place, _) = Place::delivered();
    let with = |script: &str| {
        let editor = editor(&place, script);
        super::Run::of(
            place
                .command(&["note"])
                .env("VISUAL", editor)
                .output()
                .unwrap(),
        )
    };
    let nothing = with("true");
    assert!(
        nothing.code == Some(1) && nothing.err.contains("nothing was written"),
        "{nothing:?}"
    );
    let failed = with("sed -i '1s/^/Better not/' \"$1\"; exit 3");
    assert!(
        failed.code == Some(1) && failed.err.contains("ended with"),
        "{failed:?}"
    );
    assert!(place.run(&["note"]).err.contains("EDITOR"));
    assert_eq!(list(&place.json(&["note", "--list"])["notes"]).len(), 0);
}

#[cfg(unix)]
#[test]
fn an_editor_that_leaves_no_regular_file_keeps_nobody_waiting() {
    let (place, _) = Place::delivered();
    for script in [
        "rm \"$1\"; mkfifo \"$1\"",
        "ln -sf /dev/zero \"$1\"",
        "echo words > \"$1.other\"; ln -sf \"$1.other\" \"$1\"",
        "rm \"$1\"; mkdir \"$1\"",
        "mkfifo \"$1.pipe\"; mv \"$1.pipe\" \"$1\"; exit 3",
    ] {
        let run = super::Run::of(
            place
                .command(&["note"])
                .env("EDITOR", editor(&place, script))
                .output()
                .unwrap(),
        );
        assert_eq!(run.code, Some(1), "{script}: {run:?}");
        assert!(
            run.err.contains("no regular file") || run.err.contains("ended with"),
            "{script}: {run:?}"
        );
    }
    assert_eq!(list(&place.json(&["note", "--list"])["notes"]).len(), 0);
}

#[cfg(unix)]
#[test]
fn an_editor_may_leave_sixteen_mebibytes_more_than_it_found() {
    let (place, _) = Place::delivered();
    let with = |more: usize| {
        let script = format!(
            "count=$(wc -c < \"$1\"); head -c $(({} + count)) /dev/zero | tr '\\000' x > \"$1.new\"; mv \"$1.new\" \"$1\"",
            (16 << 20) + more
        );
        super::Run::of(
            place
                .command(&["note"])
                .env("EDITOR", editor(&place, &script))
                .output()
                .unwrap(),
        )
    };
    let (fits, is_more) = (with(0), with(1));
    assert!(
        fits.code == Some(1) && !fits.err.contains("wrote more than"),
        "{fits:?}"
    );
    assert!(
        is_more
            .err
            .contains("wrote more than 16 MiB, but a note can have 256 KiB"),
        "{is_more:?}"
    );
}

#[test]
fn notes_of_others_are_listed_with_their_names() {
    let (place, _) = Place::delivered();
    let other = place.root.path().join("other");
    let settings = place.root.path().join("ben.toml");
    fs::write(&settings, "name = \"Ben\"\n").unwrap();
    place.ok(&[
        "--data-dir",
        other.to_str().unwrap(),
        "--config",
        settings.to_str().unwrap(),
        "note",
        "--increment",
        "charges",
        "Hello",
    ]);
    place.ok(&["note", "--increment", "refunds", "Good day"]);
    copy_events(&other, &place.data());
    let notes = place.json(&["note", "--list", "--increment", "charges"]);
    assert_eq!(list(&notes["notes"]).len(), 1);
    assert_eq!(notes["notes"][0]["author"], "Ben");
}

#[cfg(unix)]
#[test]
fn words_that_cannot_be_saved_are_kept_elsewhere() {
    let (place, _) = Place::delivered();
    place.ok(&["note", "Short"]);
    let project = fs::read_dir(place.data().join("projects"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    fs::remove_file(project.join("lock")).unwrap();
    fs::create_dir(project.join("lock")).unwrap();
    let run = place.with_input(&["note", "-"], b"Long thoughts");
    assert_eq!(run.code, Some(1), "{run:?}");
    let kept = run
        .err
        .split("what you wrote is in ")
        .nth(1)
        .unwrap()
        .split(": ")
        .next()
        .unwrap();
    assert_eq!(fs::read_to_string(kept).unwrap(), "Long thoughts");
}

#[test]
fn one_is_said_to_be_put_right_and_verified() {
    let (place, repo) = Place::delivered();
    let id = place.json(&["note", "--on", "src/refund.rs:4", "Put it right"])["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let said = place.ok(&[
        "note",
        "--reply",
        &id[..7],
        "--addressed",
        "refunds",
        "One lock now.",
    ]);
    let head = repo.tip("main").unwrap().to_string();
    assert!(
        said.contains(&format!("issue {} fixed in {}", &id[..7], &head[..7])),
        "{said}"
    );
    let note = place.json(&["note", "--list"])["notes"][0].clone();
    assert_eq!(
        (&note["state"], &note["commit"]),
        (&"addressed".into(), &head.into())
    );
    assert_eq!(note["replies"][0]["text"], "One lock now.");
    assert!(
        place
            .fails(1, &["note", "--reply", &id, "--addressed", "zzz"])
            .contains("zzz")
    );
    place.ok(&[
        "note",
        "--reply",
        &id,
        "--state",
        "reopened",
        "It still fails.",
    ]);
    let note = place.json(&["note", "--list"])["notes"][0].clone();
    assert_eq!(
        (&note["state"], &note["replies"][1]["text"]),
        (&"open".into(), &"It still fails.".into())
    );
    place.ok(&["note", "--reply", &id, "--addressed", "HEAD"]);
    place.ok(&["note", "--reply", &id, "--state", "verified"]);
    assert_eq!(
        place.json(&["note", "--list"])["notes"][0]["state"],
        "verified"
    );
    place.fails(2, &["note", "--addressed", "HEAD"]);
}

#[test]
fn a_note_can_be_put_on_other_lines() {
    let (place, mut repo) = Place::delivered();
    let id = place.json(&["note", "--on", "src/refund.rs:4-5", "Here"])["id"]
        .as_str()
        .unwrap()
        .to_owned();
    repo.write("src/refund.rs", "all\nis\nnew\n").unwrap();
    repo.commit("Write it anew").unwrap();
    repo.tag("anew").unwrap();
    let note = place.json(&["note", "--list"])["notes"][0].clone();
    assert_eq!(note["standing"], "exact", "in the round it was written on");
    place.ok(&["note", "--move", &id, "--on", "src/refund.rs:2"]);
    let note = place.json(&["note", "--list"])["notes"][0].clone();
    assert_eq!(note["lines"], serde_json::json!({"first": 2, "last": 2}));
    assert_eq!(
        (&note["increment"], &note["text"]),
        (&"anew".into(), &"Here".into())
    );
    place.fails(2, &["note", "--move", &id]);
}

#[test]
fn a_private_note_is_listed_and_nowhere_else() {
    let (place, _) = Place::delivered();
    let said = place.ok(&[
        "note",
        "--private",
        "--on",
        "src/refund.rs:4",
        "Ask Mira first",
    ]);
    assert!(said.contains("issue (private) on refunds"), "{said}");
    let id = place.json(&["note", "--list"])["notes"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    place.ok(&["note", "--reply", &id, "Mira agrees"]);
    assert!(
        place
            .ok(&["note", "--list"])
            .contains("issue (private), open")
    );
    assert_eq!(list(&place.json(&["status"])["snags"]).len(), 0);
    assert!(!place.ok(&["export"]).contains("Mira"));
    let project = fs::read_dir(place.data().join("projects"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    assert!(
        !project.join("events").exists(),
        "nothing that could travel was written"
    );
    place.fails(2, &["note", "--private", "--blocking", "x"]);
}
