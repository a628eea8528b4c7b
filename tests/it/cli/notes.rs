//! `note`: writing notes, and listing them.

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
