//! `note` on a note that is there: replying, putting right, verifying, moving.

use super::{Place, list};

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
