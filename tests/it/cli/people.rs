//! `people`: who is who, and what is not somebody's to do.

use std::fs;

use super::{Place, copy_events, list};

/// Ben's data directory and settings.
fn ben(place: &Place) -> (String, String) {
    let settings = place.root.path().join("ben.toml");
    fs::write(&settings, "name = \"Ben\"\n").unwrap();
    let data = place.root.path().join("other");
    (
        data.to_str().unwrap().to_owned(),
        settings.to_str().unwrap().to_owned(),
    )
}

#[test]
fn everybody_is_a_reviewer_until_something_else_is_said() {
    let (place, _) = Place::delivered();
    let text = place.ok(&["people"]);
    assert!(
        text.starts_with("Ana  reviewer") && text.contains("(you)"),
        "{text}"
    );
    place.ok(&["people", "--role", "contractor"]);
    let people = place.json(&["people"]);
    let me = &list(&people["people"])[0];
    assert_eq!(
        (&me["name"], &me["role"], &me["you"]),
        (&"Ana".into(), &"contractor".into(), &true.into())
    );
    place.ok(&["note", "Is that so?"]);
    assert_eq!(
        place.json(&["people"])["people"][0]["role"],
        "contractor",
        "what was said holds"
    );
}

#[test]
fn a_contractor_is_told_what_is_a_reviewers() {
    let (place, _) = Place::delivered();
    place.ok(&["people", "--role", "contractor"]);
    let said = place.fails(1, &["mark", "AC-1", "met"]);
    assert!(
        said.contains("only a reviewer can give a verdict; you are the contractor here"),
        "{said}"
    );
    let id = place.json(&["note", "Is that so?"])["id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        place.json(&["note", "--list"])["notes"][0]["blocking"],
        false
    );
    assert!(
        place
            .fails(1, &["note", "--blocking", "x"])
            .contains("only reviewers' notes can block")
    );
    assert!(
        place
            .fails(1, &["note", "--reply", &id, "--state", "verified"])
            .contains("only a reviewer can say")
    );
    place.ok(&["note", "--reply", &id, "--state", "withdrawn"]);
    place.ok(&["people", "--role", "observer"]);
    let said = place.fails(1, &["note", "--reply", &id, "--addressed", "HEAD"]);
    assert!(said.contains("only the contractor can say"), "{said}");
}

#[test]
fn a_reviewer_says_who_somebody_else_is() {
    let (place, _) = Place::delivered();
    let (data, settings) = ben(&place);
    let as_ben = ["--data-dir", &data, "--config", &settings];
    place.ok(&[&as_ben[..], &["mark", "AC-1", "met"]].concat());
    copy_events(data.as_ref(), &place.data());
    assert_eq!(place.state("AC-1"), "met");
    place.ok(&["people", "ben", "--role", "contractor"]);
    assert_eq!(
        place.state("AC-1"),
        "unreviewed",
        "a contractor's verdict does not count"
    );
    copy_events(&place.data(), data.as_ref());
    let said = place.fails(
        1,
        &[&as_ben[..], &["people", "--role", "reviewer"]].concat(),
    );
    assert!(
        said.contains("a reviewer gave you the role contractor"),
        "{said}"
    );
    let said = place.fails(
        1,
        &[&as_ben[..], &["people", "Ana", "--role", "observer"]].concat(),
    );
    assert!(said.contains("only a reviewer can"), "{said}");
    assert!(
        place
            .fails(1, &["people", "Bem", "--role", "observer"])
            .contains("did you mean `Ben`")
    );
}

#[test]
fn always_holds_for_projects_to_come() {
    let (place, _) = Place::delivered();
    place.ok(&["people", "--role", "contractor", "--always"]);
    let identity = fs::read_to_string(place.data().join("identity.toml")).unwrap();
    assert!(identity.contains("role = \"contractor\""), "{identity}");
    place.fails(2, &["people", "Ana", "--role", "observer", "--always"]);
    place.fails(2, &["people", "Ana"]);
}
