//! `mark`: verdicts, what they rest on, and when they lapse.

use super::{CODE, Place, SPEC, copy_events, fields, list};

#[test]
fn a_verdict_stands_in_the_status() {
    let (place, repo) = Place::delivered();
    let marked = place.json(&["mark", "AC-2", "met"]);
    assert_eq!(
        fields(&marked),
        [
            "criterion",
            "evidence",
            "head",
            "id",
            "increment",
            "spec",
            "state",
            "verdict",
            "version"
        ]
    );
    assert_eq!(
        (&marked["criterion"], &marked["spec"]),
        (&"AC-2".into(), &"SPEC.md".into())
    );
    assert_eq!(
        (&marked["verdict"], &marked["state"]),
        (&"met".into(), &"met".into())
    );
    assert_eq!(marked["increment"], "refunds");
    assert_eq!(marked["head"], repo.tip("main").unwrap().to_string());
    assert_eq!(
        marked["evidence"],
        serde_json::json!([{"path": "src/refund.rs", "lines": [{"first": 1, "last": 20}]}])
    );
    assert_eq!(place.state("AC-2"), "met");
    let text = place.ok(&["status"]);
    assert!(text.contains("✓ met           AC-2"), "{text}");
    assert!(text.contains("Ana: met, now"), "{text}");
}

#[test]
fn it_is_said_of_the_increment_that_bears_on_it() {
    let (place, _) = Place::delivered();
    assert_eq!(place.json(&["mark", "AC-1", "met"])["increment"], "charges");
    // Nothing bears on this one.
    let marked = place.json(&["mark", "AC-3", "unclear"]);
    assert_eq!(
        (&marked["increment"], list(&marked["evidence"]).len()),
        (&"refunds".into(), 0)
    );
    assert_eq!(
        place.json(&["mark", "AC-1", "met", "--increment", "refunds"])["increment"],
        "refunds"
    );
    let said = place.fails(1, &["mark", "AC-1", "met", "--increment", "refund"]);
    assert!(said.contains("`refunds`"), "{said}");
}

#[test]
fn it_can_be_said_of_an_older_commit() {
    let (place, mut repo) = Place::delivered();
    let older = repo.tip("main").unwrap();
    repo.write("src/refund.rs", CODE.to_uppercase()).unwrap();
    repo.commit("AC-2 in capitals").unwrap();
    repo.tag("refunds-r2").unwrap();
    let marked = place.json(&["mark", "AC-2", "not-met", "--at", "refunds"]);
    assert_eq!(
        (&marked["increment"], &marked["head"]),
        (&"refunds".into(), &older.to_string().into())
    );
    assert_eq!(marked["state"], "stale", "it rests on lines that are gone");
    assert_eq!(place.json(&["mark", "AC-2", "met"])["state"], "met");
    repo.branch("aside").unwrap().commit("Elsewhere").unwrap();
    repo.checkout("main").unwrap();
    let said = place.fails(1, &["mark", "AC-2", "met", "--at", "aside"]);
    assert!(said.contains("in none of the increments"), "{said}");
}

#[test]
fn a_waiver_needs_its_reason() {
    let (place, _) = Place::delivered();
    place.fails(2, &["mark", "AC-1", "waived"]);
    place.fails(2, &["mark", "AC-1", "waived", "--reason", " "]);
    place.ok(&["mark", "AC-1", "waived", "--reason", "Agreed on 2 May"]);
    assert_eq!(
        place.json(&["status"])["criteria"][0]["verdicts"][0]["comment"],
        "Agreed on 2 May"
    );
}

#[test]
fn a_verdict_can_be_taken_back() {
    let (place, _) = Place::delivered();
    assert!(
        place
            .fails(1, &["mark", "AC-1", "none"])
            .contains("no verdict on AC-1")
    );
    place.ok(&["mark", "AC-1", "met"]);
    assert_eq!(
        place.json(&["mark", "AC-1", "none"])["verdict"],
        serde_json::Value::Null
    );
    assert_eq!(place.state("AC-1"), "unreviewed");
}

#[test]
fn one_reviewer_changes_their_mind() {
    let (place, _) = Place::delivered();
    place.ok(&["mark", "AC-1", "met"]);
    assert!(!place.ok(&["mark", "AC-1", "partial"]).contains("Disputed"));
    assert_eq!(place.state("AC-1"), "partial");
}

#[test]
fn what_is_not_there_is_answered_with_what_is_close() {
    let (place, _) = Place::delivered();
    assert!(place.fails(1, &["mark", "AC-9", "met"]).contains("`AC-1`"));
    assert!(
        place
            .fails(1, &["mark", "zebra", "met"])
            .contains("snaglist spec show")
    );
    place.ok(&["mark", "ac-1", "met"]);
    place.ok(&["mark", "SPEC.md#AC-1", "met"]);
}

#[test]
fn an_id_in_two_specs_needs_its_path() {
    let (place, mut repo) = Place::delivered();
    repo.write("docs/spec-two.md", SPEC).unwrap();
    repo.commit("A second spec").unwrap();
    let said = place.fails(1, &["mark", "AC-1", "met"]);
    assert!(
        said.contains("`SPEC.md#AC-1`") && said.contains("`docs/spec-two.md#AC-1`"),
        "{said}"
    );
    assert_eq!(
        place.json(&["mark", "docs/spec-two.md#AC-1", "met"])["spec"],
        "docs/spec-two.md"
    );
}

#[test]
fn a_verdict_lapses_when_its_lines_change_and_only_then() {
    let (place, mut repo) = Place::delivered();
    place.ok(&["mark", "AC-2", "met"]);
    repo.write("src/other.rs", "fn other() {}\n").unwrap();
    repo.commit("Something else").unwrap();
    assert_eq!(place.state("AC-2"), "met");
    repo.write("src/refund.rs", CODE.replace("ten", "TEN"))
        .unwrap();
    repo.commit("Change a line").unwrap();
    assert_eq!(place.state("AC-2"), "stale");
    let text = place.ok(&["status"]);
    assert!(
        text.contains("↻ check again   AC-2") && text.contains("met, lapsed"),
        "{text}"
    );
    let marked = place.json(&["mark", "AC-2", "met"]);
    assert_eq!(marked["state"], "met", "judged as it is now");
    assert_eq!(marked["head"], repo.tip("main").unwrap().to_string());
    assert_eq!(
        marked["evidence"],
        serde_json::json!([{"path": "src/refund.rs", "lines": []}])
    );
    let said = place.ok(&["mark", "AC-2", "met", "--increment", "refunds"]);
    assert!(said.contains("lapsed already"), "{said}");
}

#[test]
fn a_verdict_holds_again_when_its_lines_are_as_they_were() {
    let (place, mut repo) = Place::delivered();
    place.ok(&["mark", "AC-2", "met"]);
    place.ok(&["outcome", "refunds", "accepted"]);
    let verdict = |place: &Place| place.json(&["status"])["criteria"][1]["verdicts"][0].clone();
    assert_eq!(verdict(&place)["restored"], false);
    repo.write("src/refund.rs", CODE.replace("ten", "TEN"))
        .unwrap();
    repo.commit("Change a line").unwrap();
    repo.tag("louder").unwrap();
    assert_eq!(place.state("AC-2"), "stale");
    let text = place.ok(&["status"]);
    assert!(
        text.contains("accepted; AC-2 is to be checked again"),
        "{text}"
    );
    let refunds = |place: &Place| {
        let status = place.json(&["status"]);
        let mut increments = list(&status["increments"]).iter();
        increments
            .find(|found| found["id"] == "refunds")
            .unwrap()
            .clone()
    };
    assert_eq!(refunds(&place)["check_again"], serde_json::json!(["AC-2"]));
    repo.write("src/refund.rs", CODE).unwrap();
    repo.commit("Change it back").unwrap();
    repo.tag("quieter").unwrap();
    assert_eq!(place.state("AC-2"), "met");
    assert_eq!(verdict(&place)["restored"], true);
    assert_eq!(refunds(&place)["check_again"], serde_json::json!([]));
    let text = place.ok(&["status"]);
    assert!(text.contains("met, again as judged on "), "{text}");
    assert!(!text.contains("to be checked again"), "{text}");
    let review = place.ok(&["export"]);
    assert!(
        review.contains("what it rests on changed since, and is again as judged on "),
        "{review}"
    );
}

#[test]
fn a_verdict_lapses_when_the_criterion_changes() {
    let (place, mut repo) = Place::delivered();
    place.ok(&["mark", "AC-3", "met"]);
    repo.write("SPEC.md", SPEC.replace("- [ ] AC-3", "* [x] AC-3"))
        .unwrap();
    repo.commit("Tick it").unwrap();
    assert_eq!(place.state("AC-1"), "unreviewed");
    repo.write("SPEC.md", SPEC.replace("404", "410")).unwrap();
    repo.commit("Change what was agreed").unwrap();
    assert_eq!(
        place.state("AC-3"),
        "met",
        "the agreed words are judged until somebody agrees to others"
    );
    place.ok(&["spec", "agreed", "--agree", "AC-3"]);
    assert_eq!(place.state("AC-3"), "stale");
}

#[test]
fn two_reviewers_who_differ_stand_side_by_side_until_one_settles_it() {
    let (place, _) = Place::delivered();
    let other = place.root.path().join("other");
    let other_dir = other.to_str().unwrap();
    let settings = place.root.path().join("ben.toml");
    std::fs::write(&settings, "name = \"Ben\"\n").unwrap();
    let ben = [
        "--data-dir",
        other_dir,
        "--config",
        settings.to_str().unwrap(),
    ];
    place.ok(&["mark", "AC-1", "met"]);
    place.ok(&[
        &ben[..],
        &["mark", "AC-1", "not-met", "--reason", "It charges twice"],
    ]
    .concat());
    copy_events(&other, &place.data());
    copy_events(&place.data(), &other);

    assert_eq!(place.state("AC-1"), "disputed");
    let text = place.ok(&["status"]);
    assert!(text.contains("≠ disputed"), "{text}");
    assert!(
        text.contains("Ana: met") && text.contains("Ben: not met, now: It charges twice"),
        "{text}"
    );
    assert_eq!(place.json(&["status"])["turn"]["reviewers"]["disputed"], 1);

    let said = place.ok(&["mark", "AC-1", "met"]);
    assert!(
        said.contains("Disputed: ") && said.contains("Ben says not met"),
        "{said}"
    );
    assert!(said.contains("snaglist mark AC-1 met --resolve"), "{said}");
    assert_eq!(
        place.json(&["mark", "AC-1", "met", "--resolve"])["state"],
        "met"
    );
    copy_events(&place.data(), &other);
    let status = place.json(&[&ben[..], &["status"]].concat());
    assert_eq!(status["criteria"][0]["state"], "met");
    assert_eq!(list(&status["criteria"][0]["verdicts"]).len(), 1);
}

#[test]
fn nothing_rests_on_what_a_later_increment_takes_back() {
    let (place, mut repo) = Place::delivered();
    let refund = repo.tip("main").unwrap();
    repo.remove("src/refund.rs");
    let undo = repo
        .commit(format!("Undo\n\nThis reverts commit {refund}.\n"))
        .unwrap();
    repo.tag("undone").unwrap();
    let marked = place.json(&["mark", "AC-2", "not-met"]);
    assert_eq!(
        (&marked["increment"], list(&marked["evidence"]).len()),
        (&"undone".into(), 0)
    );
    let asked = place.json(&["mark", "AC-2", "not-met", "--increment", "refunds"]);
    assert_eq!(list(&asked["evidence"]).len(), 0, "{asked}");
    place.ok(&["note", "--criterion", "AC-2", "Where did it go?"]);
    assert_eq!(
        place.json(&["note", "--list"])["notes"][0]["increment"],
        "undone"
    );

    // What is put back in a third one counts again.
    repo.write("src/refund.rs", CODE).unwrap();
    repo.commit(format!("Put it back\n\nThis reverts commit {undo}.\n"))
        .unwrap();
    repo.tag("again").unwrap();
    let marked = place.json(&["mark", "AC-2", "met"]);
    assert_eq!(
        (&marked["increment"], list(&marked["evidence"]).len()),
        (&"refunds".into(), 1),
        "{marked}"
    );
    let uncovered = place.json(&["trace"]);
    assert!(
        !list(&uncovered["uncovered"]).contains(&"AC-2".into()),
        "{uncovered:#}"
    );
}

#[test]
fn lines_that_a_later_increment_takes_back_are_no_evidence() {
    let (place, mut repo) = Place::delivered();
    repo.write("src/status.rs", "// AC-3\nfn answer() {}\n")
        .unwrap();
    let answer = repo.commit("Answer").unwrap();
    repo.tag("answers").unwrap();
    assert_eq!(place.json(&["mark", "AC-3", "met"])["increment"], "answers");
    repo.remove("src/status.rs");
    repo.commit(format!(
        "Revert \"Answer\"\n\nThis reverts commit {answer}.\n"
    ))
    .unwrap();
    repo.tag("undone").unwrap();
    let marked = place.json(&["mark", "AC-3", "not-met"]);
    assert_eq!(
        (&marked["increment"], list(&marked["evidence"]).len()),
        (&"undone".into(), 0)
    );
    assert!(list(&place.json(&["trace"])["uncovered"]).contains(&"AC-3".into()));
}

#[test]
fn a_squash_merge_goes_by_the_number_of_its_pull_request_and_stays_one_increment() {
    let place = Place::new();
    let mut repo = place.builder();
    repo.write("SPEC.md", SPEC).unwrap();
    let agreed = repo.commit("Agree on the spec").unwrap();
    repo.write("src/refund.rs", CODE).unwrap();
    let squash = repo
        .commit("Refund in part (#12)\n\nCriterion: AC-2\n")
        .unwrap();
    repo.write("README.md", "# Refunds\n").unwrap();
    repo.commit("Say what it is").unwrap();
    place.ok(&["outcome", "#12", "accepted"]);
    assert_eq!(place.json(&["outcome", "pr-12"])["outcome"], "accepted");
    // Under tags, the same commits are the same increment with one more name.
    let tags = place.repo().join(".git/refs/tags");
    for (tag, commit) in [("agreed", agreed), ("refunds", squash)] {
        std::fs::create_dir_all(&tags).unwrap();
        std::fs::write(tags.join(tag), format!("{commit}\n")).unwrap();
    }
    let outcome = place.json(&["outcome", "refunds"]);
    assert_eq!(
        (&outcome["increment"], &outcome["outcome"]),
        (&"pr-12".into(), &"accepted".into())
    );
}
