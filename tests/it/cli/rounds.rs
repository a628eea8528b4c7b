//! `snaglist rounds`: what changed from one delivery of an increment to the next.

use std::fs;

use serde_json::Value;

use super::{CODE, Place, SPEC, fields, list};

/// The rounds of one increment.
fn rounds(place: &Place, increment: &str) -> Vec<Value> {
    let found = place.json(&["rounds", increment]);
    let [of] = list(&found["increments"]) else {
        panic!("{found:#}");
    };
    list(&of["rounds"]).to_vec()
}

#[test]
fn a_first_round_has_nothing_to_compare_with() {
    let (place, _repo) = Place::delivered();
    let all = place.json(&["rounds"]);
    assert_eq!(list(&all["increments"]).len(), 2);
    let rounds = rounds(&place, "refunds");
    assert_eq!(rounds.len(), 1);
    assert_eq!(
        fields(&rounds[0]),
        [
            "base",
            "delivered",
            "error",
            "head",
            "kept",
            "missing",
            "outcome",
            "outcome_at",
            "outcome_by",
            "round",
            "seen_at",
            "since_previous"
        ]
    );
    assert_eq!(rounds[0]["since_previous"], Value::Null);
    let text = place.ok(&["rounds", "refunds"]);
    assert!(text.starts_with("refunds  1 round\n  round 1  "), "{text}");
}

#[test]
fn each_round_says_what_changed_and_how_the_one_before_was_decided() {
    let (place, mut repo) = Place::delivered();
    place.ok(&[
        "outcome",
        "refunds",
        "changes-requested",
        "--reason",
        "Log it",
    ]);
    let spec = SPEC.replace("never exceed", "must not exceed");
    repo.write("SPEC.md", spec).unwrap();
    repo.write(
        "src/refund.rs",
        CODE.replace("three\n", "three, logged\nat once\n"),
    )
    .unwrap();
    let head = repo.commit("Log refunds").unwrap();
    repo.tag("refunds-r2").unwrap();
    let rounds = rounds(&place, "refunds");
    let [first, second] = &rounds[..] else {
        panic!("{rounds:#?}");
    };
    assert_eq!((&first["round"], &second["round"]), (&1.into(), &2.into()));
    assert_eq!(first["outcome"], "changes-requested");
    assert_eq!(second["outcome"], Value::Null);
    assert_ne!(first["seen_at"], Value::Null);
    assert_eq!(second["head"], head.to_string());
    let change = &second["since_previous"];
    assert_eq!(
        fields(change),
        [
            "commits",
            "criteria",
            "criteria_changed",
            "criteria_unchanged",
            "file_changes",
            "files",
            "hunks_changed",
            "hunks_gone",
            "hunks_unasked",
            "hunks_unchanged",
            "kind",
            "left_out",
            "onto",
            "own",
            "rebase",
            "rebase_only"
        ]
    );
    assert_eq!(change["kind"], "changed");
    assert_eq!(change["own"], serde_json::json!({"added": 3, "removed": 2}));
    assert_eq!(
        change["rebase"],
        serde_json::json!({"added": 0, "removed": 0})
    );
    let states: Vec<_> = list(&change["commits"])
        .iter()
        .map(|pair| pair["state"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["same", "new"]);
    assert_eq!(
        change["criteria"],
        serde_json::json!([{"spec": "SPEC.md", "id": "AC-2", "kind": "reworded"}])
    );
    let text = place.ok(&["rounds", "refunds"]);
    for words in [
        "refunds  2 rounds",
        "changes requested by Ana",
        "1 commit added.",
        "src/refund.rs",
        "+2 -1",
        "------- > ",
        "criterion AC-2 reworded in SPEC.md",
    ] {
        assert!(text.contains(words), "{words:?}: {text}");
    }
}

#[test]
fn each_round_lists_the_criteria_whose_evidence_changed_and_those_whose_did_not() {
    let (place, mut repo) = Place::delivered();
    place.ok(&["outcome", "charges", "changes-requested"]);
    repo.write("src/charge.rs", "fn charge() {}\n// AC-1\n// AC-3: 404\n")
        .unwrap();
    repo.write("src/other.rs", "fn other() {}\n").unwrap();
    repo.write("src/refund.rs", CODE.replace("three\n", "3\n"))
        .unwrap();
    repo.commit("More").unwrap();
    repo.tag("charges-r2").unwrap();
    let rounds = rounds(&place, "charges");
    let change = &rounds[1]["since_previous"];
    assert_eq!(change["rebase_only"], false);
    assert_eq!(
        change["criteria_changed"],
        serde_json::json!(["AC-3"]),
        "{change:#}"
    );
    let same = list(&change["criteria_unchanged"]);
    assert!(same.contains(&"AC-1".into()), "{change:#}");
    let text = place.ok(&["rounds", "charges"]);
    assert!(text.contains("Evidence of AC-3 changed, of AC-1"), "{text}");
    assert!(text.contains("2 new hunks that no criterion"), "{text}");
}

#[test]
fn criteria_are_followed_by_their_texts_and_not_by_their_ids() {
    let (place, mut repo) = Place::delivered();
    place.ok(&["outcome", "refunds", "changes-requested"]);
    let renumbered = SPEC
        .replace("AC-3", "AC-9")
        .replace("AC-2", "AC-3")
        .replace("AC-9", "AC-2");
    repo.write("SPEC.md", renumbered).unwrap();
    repo.commit("Number the criteria anew").unwrap();
    repo.tag("refunds-r2").unwrap();
    let rounds = rounds(&place, "refunds");
    let criterion = |id: &str, now: &str| serde_json::json!({"spec": "SPEC.md", "id": id, "kind": "renumbered", "now": [now]});
    assert_eq!(
        rounds[1]["since_previous"]["criteria"],
        serde_json::json!([criterion("AC-2", "AC-3"), criterion("AC-3", "AC-2")])
    );
    let text = place.ok(&["rounds", "refunds"]);
    let words = "criterion AC-2 renumbered in SPEC.md, now AC-3";
    assert!(text.contains(words), "{text}");
}

#[test]
fn a_round_whose_commits_are_gone_says_so() {
    let (place, mut repo) = Place::delivered();
    let gone = repo.tip("main").unwrap();
    place.ok(&["outcome", "refunds", "changes-requested"]);
    // Made anew on the first delivery; what was reviewed is collected as garbage.
    let before = place.json(&["increments"]);
    let base = before["increments"][1]["base"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    repo.point("main", base).unwrap();
    repo.write("src/refund.rs", "fn refund() {}\n").unwrap();
    repo.commit("Refund all anew\n\nCriterion: AC-2\n").unwrap();
    repo.tag("refunds").unwrap();
    let kept = fs::read_dir(place.data().join("projects")).unwrap();
    for project in kept {
        fs::remove_dir_all(project.unwrap().path().join("rounds")).unwrap();
    }
    let hex = gone.to_string();
    let object = place
        .repo()
        .join(".git/objects")
        .join(&hex[..2])
        .join(&hex[2..]);
    fs::remove_file(object).unwrap();
    let rounds = rounds(&place, "refunds");
    let [first, second] = &rounds[..] else {
        panic!("{rounds:#?}");
    };
    assert!(
        first["missing"].as_str().unwrap().contains("git fetch"),
        "{first:#}"
    );
    assert_eq!(
        (&second["missing"], &second["since_previous"]),
        (&Value::Null, &Value::Null)
    );
    assert!(
        second["error"].as_str().unwrap().contains("cannot be read"),
        "{second:#}"
    );
    let text = place.ok(&["rounds", "refunds"]);
    assert!(text.contains("cannot be compared: "), "{text}");
    assert!(text.contains("what changed is not known"), "{text}");
}

#[test]
fn an_unknown_increment_says_what_to_do_next() {
    let (place, _repo) = Place::delivered();
    let said = place.fails(1, &["rounds", "refund"]);
    assert!(said.contains("did you mean `refunds`?"), "{said}");
    let said = place.fails(1, &["rounds", "billing"]);
    assert!(said.contains("`snaglist increments` lists them"), "{said}");
}

#[test]
fn nothing_of_a_delivery_acts_on_the_terminal() {
    let (place, mut repo) = Place::delivered();
    let evil = "\x1b]0;owned\x07\r\u{202e}evil\u{9b}31m";
    repo.write(&format!("src/{evil}.rs"), "fn evil() {}\n")
        .unwrap();
    repo.commit(format!("Log {evil}")).unwrap();
    repo.tag("refunds-r2").unwrap();
    for arguments in [&["rounds"][..], &["rounds", "--json"]] {
        let text = place.ok(arguments);
        let acts = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        assert!(!text.contains(acts), "{text:?}");
        assert!(text.contains("evil"), "{text}");
    }
}

#[test]
fn a_rebase_is_a_round_that_changes_nothing_and_keeps_what_was_said() {
    let (place, mut repo) = Place::delivered();
    let found = place.json(&["increments"]);
    let base = found["increments"][1]["base"].as_str().unwrap();
    place.ok(&["outcome", "refunds", "accepted"]);
    place.ok(&["mark", "AC-2", "met", "--at", "refunds"]);
    // The same change on a base with another file.
    repo.point("main", base.parse().unwrap()).unwrap();
    repo.write("README.md", "Read me\n").unwrap();
    repo.remove("src/refund.rs");
    let onto = repo.commit("Begin anew").unwrap();
    repo.tag("charges").unwrap();
    repo.write("src/refund.rs", CODE).unwrap();
    repo.commit("Refund in part\n\nCriterion: AC-2\n").unwrap();
    repo.tag("refunds").unwrap();
    let rounds = rounds(&place, "refunds");
    assert_eq!(rounds.len(), 2, "{rounds:#?}");
    let change = &rounds[1]["since_previous"];
    assert_eq!(
        (&change["kind"], &change["rebase_only"]),
        (&"rebased".into(), &true.into())
    );
    assert_eq!(change["onto"], onto.to_string());
    assert_eq!(change["files"], serde_json::json!([]));
    assert_eq!(rounds[1]["outcome"], "accepted", "{rounds:#?}");
    let status = place.json(&["status"]);
    let increments = list(&status["increments"]);
    let refunds = increments.iter().find(|of| of["id"] == "refunds").unwrap();
    assert_eq!(
        (&refunds["round"], &refunds["outcome"]),
        (&2.into(), &"accepted".into())
    );
    assert!(status.to_string().contains("\"met\""), "{status:#}");
}
