//! `snaglist export --since`: only what is new since an earlier round.

use super::{CODE, Place, list};

/// Two rounds of `refunds`, with a note and a verdict in the first, and a reply and a note in the
/// second.
fn delivered_again() -> Place {
    let (place, mut repo) = Place::delivered();
    place.ok(&[
        "note",
        "--increment",
        "refunds",
        "--label",
        "issue",
        "An old one that nobody touched",
    ]);
    place.ok(&[
        "note",
        "--increment",
        "refunds",
        "--label",
        "issue",
        "An old one that was answered",
    ]);
    place.ok(&["mark", "AC-1", "met", "--at", "charges"]);
    repo.write("src/refund.rs", CODE.replace("three\n", "3\n"))
        .unwrap();
    repo.commit("Log refunds\n\nCriterion: AC-2\n").unwrap();
    repo.tag("refunds-r2").unwrap();
    place.ok(&[
        "note",
        "--increment",
        "refunds",
        "--label",
        "question",
        "A new one",
    ]);
    let notes = place.json(&["note", "--list"]);
    let answered = list(&notes["notes"])
        .iter()
        .find(|note| note["text"] == "An old one that was answered")
        .unwrap();
    place.ok(&[
        "note",
        "--reply",
        answered["id"].as_str().unwrap(),
        "Will do",
    ]);
    place.ok(&["mark", "AC-2", "met", "--at", "refunds"]);
    place
}

#[test]
fn only_what_was_written_since_and_what_changed_is_listed() {
    let place = delivered_again();
    for typed in ["1", "refunds:1"] {
        let text = place.ok(&["export", "--since", typed]);
        for words in [
            "# Review of repo",
            "## New since round 1 of refunds",
            "src/refund.rs +1 −1",
            "Evidence of AC-2 changed",
            "A new one",
            "An old one that was answered",
            "Will do",
            "`AC-2`",
            "Left out, as not new: 1 note and 2 criteria.",
        ] {
            assert!(text.contains(words), "{words:?}: {text}");
        }
        assert!(!text.contains("nobody touched"), "{text}");
        assert!(!text.contains("`AC-1`"), "{text}");
    }
}

#[test]
fn the_json_names_what_is_new_and_has_the_rest_too() {
    let place = delivered_again();
    let found = place.json(&["export", "--since", "1"]);
    let new = &found["new_since"];
    assert_eq!(
        (&new["increment"], &new["round"]),
        (&"refunds".into(), &1.into())
    );
    assert_eq!(list(&new["notes"]).len(), 2, "{new:#}");
    assert_eq!(list(&new["criteria"]).len(), 1, "{new:#}");
    assert_eq!(list(&found["notes"]).len(), 3);
    assert!(
        list(&new["changes"])
            .iter()
            .any(|line| { line.as_str().unwrap().contains("1 commit added") })
    );
    assert!(place.json(&["export"])["new_since"].is_null());
}

#[test]
fn the_whole_summary_says_what_changed_since_the_round_before() {
    let place = delivered_again();
    let text = place.ok(&["export"]);
    assert!(
        text.contains("Increment 2, round 2 since round 1:"),
        "{text}"
    );
    assert!(text.contains("0 of 2 blocking notes addressed"), "{text}");
    let status = place.ok(&["status"]);
    assert!(status.contains("Evidence of AC-2 changed"), "{status}");
    let json = place.json(&["status"]);
    let increments = list(&json["increments"]);
    assert_eq!(list(&increments[0]["since_previous"]).len(), 0);
    assert_eq!(list(&increments[1]["since_previous"]).len(), 3, "{json:#}");
}

#[test]
fn a_round_that_is_not_there_is_refused_with_what_to_type() {
    let place = delivered_again();
    for (typed, words) in [
        ("2", "refunds has no earlier round 2; it is in round 2"),
        ("0", "no earlier round 0"),
        (
            "charges:1",
            "charges has no earlier round 1; it is in round 1",
        ),
        ("refund:1", "did you mean `refunds`"),
        ("last", "names no round; type its number"),
    ] {
        let said = place.fails(1, &["export", "--since", typed]);
        assert!(said.contains(words), "{typed}: {said}");
    }
    let (once, _repo) = Place::delivered();
    let said = once.fails(1, &["export", "--since", "1"]);
    assert!(
        said.contains("no increment was delivered more than once"),
        "{said}"
    );
}

#[test]
fn a_summary_of_what_is_new_is_replaced_like_a_whole_one() {
    let place = delivered_again();
    for ending in ["md", "txt", "json"] {
        let file = place.root.path().join(format!("new.{ending}"));
        let path = file.to_str().unwrap();
        place.ok(&["export", "--since", "1", "-o", path]);
        place.ok(&["export", "-o", path]);
        place.ok(&["export", "--since", "1", "-o", path]);
    }
}
