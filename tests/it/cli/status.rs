//! `status`: where everything stands, and whose turn it is.

use std::fs;

use serde_json::{Value, json};
use snaglist::model::event::{Body, Statement};
use snaglist::model::id::ObjectId;
use snaglist::model::person::Role;
use snaglist::model::time::Timestamp;
use snaglist::record::{DataDir, Identity, Journal, project_id};

use super::{Place, fields, list};

#[test]
fn before_any_review_everything_waits_for_the_reviewers() {
    let (place, repo) = Place::delivered();
    let status = place.json(&["status"]);
    assert_eq!(
        fields(&status),
        [
            "amendments",
            "criteria",
            "former",
            "increments",
            "left_out",
            "pending",
            "remote_branch",
            "snags",
            "specs",
            "sync",
            "turn",
            "unread",
            "version"
        ]
    );
    let criteria = list(&status["criteria"]);
    assert_eq!(criteria.len(), 3);
    assert_eq!(
        criteria[0],
        json!({"id": "AC-1", "spec": "SPEC.md", "state": "unreviewed", "verdicts": []})
    );
    let refunds = &status["increments"][1];
    assert_eq!(
        fields(refunds),
        [
            "base",
            "check_again",
            "earlier",
            "head",
            "id",
            "merged_in",
            "names",
            "outcome",
            "outcome_before",
            "round",
            "since_previous",
            "snags",
            "source",
            "title",
            "turn",
            "unpaired"
        ]
    );
    assert_eq!(
        (&refunds["outcome"], &refunds["snags"]),
        (&"in-review".into(), &0.into())
    );
    assert_eq!(refunds["head"], repo.tip("main").unwrap().to_string());
    assert_eq!(status["turn"]["contractor"], Value::Null);
    let reviewers = &status["turn"]["reviewers"];
    assert_eq!(
        *reviewers,
        json!({"since": "2023-11-15T00:13:20.000Z", "addressed": 0, "stale": 0, "unreviewed": 3, "disputed": 0}),
        "since the delivery"
    );
    let text = place.ok(&["status"]);
    assert!(
        text.starts_with("repo  0 of 3 criteria met or waived, 0 snags\n"),
        "{text}"
    );
    assert!(
        text.contains("○ not reviewed  AC-3  A refund of an unknown charge"),
        "{text}"
    );
    assert!(
        text.contains("reviewers   3 criteria not reviewed (since "),
        "{text}"
    );
    super::reading::assert_narrow(&text);
}

#[test]
fn verdicts_are_given_with_who_and_on_what() {
    let (place, repo) = Place::delivered();
    place.ok(&["mark", "AC-2", "not-met", "--reason", "Twice"]);
    let status = place.json(&["status"]);
    let verdict = &status["criteria"][1]["verdicts"][0];
    assert_eq!(
        fields(verdict),
        [
            "at",
            "by",
            "comment",
            "head",
            "increment",
            "restored",
            "stale",
            "verdict",
            "writer"
        ]
    );
    assert_eq!(
        (&verdict["verdict"], &verdict["by"]),
        (&"not-met".into(), &"Ana".into())
    );
    assert_eq!(
        (&verdict["comment"], &verdict["stale"]),
        (&"Twice".into(), &false.into())
    );
    assert_eq!(verdict["increment"], "refunds");
    assert_eq!(verdict["head"], repo.tip("main").unwrap().to_string());
    assert_eq!(
        status["snags"],
        json!([{"kind": "criterion", "id": "AC-2", "spec": "SPEC.md", "state": "not-met"}])
    );
}

#[test]
fn snags_are_the_contractors_turn() {
    let (place, _) = Place::delivered();
    for id in ["AC-1", "AC-2", "AC-3"] {
        place.ok(&["mark", id, "met"]);
    }
    let text = place.ok(&["status"]);
    assert!(
        text.contains("Whose turn\n  nobody's: nothing waits\n"),
        "{text}"
    );
    assert!(
        text.ends_with("Sync\n  4 entries, never exchanged; `snaglist sync` does\n"),
        "{text}"
    );
    let sync = place.json(&["status"])["sync"].clone();
    assert_eq!(
        sync,
        json!({"with": null, "last": null, "unsent": 4, "held": []})
    );
    let turn = place.json(&["status"])["turn"].clone();
    assert_eq!(turn, json!({"contractor": null, "reviewers": null}));

    place.ok(&["mark", "AC-2", "partial"]);
    place.ok(&["note", "--on", "src/refund.rs:4", "Both can pass"]);
    place.ok(&["note", "--label", "thought", "Later, perhaps"]);
    let status = place.json(&["status"]);
    let contractor = &status["turn"]["contractor"];
    assert_eq!(
        (&contractor["notes"], &contractor["criteria"]),
        (&1.into(), &1.into())
    );
    assert!(contractor["since"].as_str().unwrap() > "2024");
    assert_eq!(status["turn"]["reviewers"], Value::Null);
    let snags = list(&status["snags"]);
    assert_eq!((snags.len(), &snags[1]["kind"]), (2, &"note".into()));
    assert_eq!(
        (&snags[1]["text"], &snags[1]["lines"]),
        (&"Both can pass".into(), &json!({"first": 4, "last": 4}))
    );
    assert_eq!(status["increments"][1]["snags"], 1);
    let text = place.ok(&["status"]);
    assert!(
        text.contains("2 of 3 criteria met or waived, 2 snags"),
        "{text}"
    );
    assert!(
        text.contains("contractor  1 blocking note, 1 criterion not met"),
        "{text}"
    );
    assert!(text.contains("◐ partial       AC-2"), "{text}");
}

#[test]
fn what_the_contractor_put_right_is_the_reviewers_turn() {
    let (place, repo) = Place::delivered();
    for id in ["AC-1", "AC-2", "AC-3"] {
        place.ok(&["mark", id, "met"]);
    }
    let note = place.json(&["note", "Put it right"])["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let head = repo.tip("main").unwrap();
    let root = root(&place);
    let data = DataDir::from(Some(place.data())).unwrap();
    let cem = Identity {
        writer: "contractor".parse().unwrap(),
        name: "Cem".into(),
        email: "".into(),
        role: Role::Contractor,
    };
    let mut journal =
        Journal::open(&data.project(&project_id(Some(root), None).unwrap()), &cem).unwrap();
    let introduction = journal.introduction().unwrap();
    journal.append(Timestamp(0), introduction).unwrap();
    let thread = note.parse().unwrap();
    let claim = Body::Claim {
        thread,
        commit: Some(head),
        text: "Done".into(),
    };
    journal
        .append(Timestamp(1_800_000_000_000), Statement::new(claim))
        .unwrap();

    let status = place.json(&["status"]);
    assert_eq!(status["turn"]["contractor"], Value::Null);
    assert_eq!(status["turn"]["reviewers"]["addressed"], 1);
    assert_eq!(
        status["turn"]["reviewers"]["since"],
        "2027-01-15T08:00:00.000Z"
    );
    assert_eq!(status["snags"][0]["state"], "addressed");
    assert_eq!(status["snags"][0]["replies"][0]["author"], "Cem");
    assert!(place.ok(&["status"]).contains("1 addressed note to verify"));
}

/// The first commit, as the data directory names it.
fn root(place: &Place) -> ObjectId {
    let project = fs::read_dir(place.data().join("projects"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    project
        .file_name()
        .to_str()
        .unwrap()
        .strip_prefix("root-")
        .unwrap()
        .parse()
        .unwrap()
}

#[test]
fn ascii_is_served() {
    let (place, _) = Place::delivered();
    let settings = place.root.path().join("config.toml");
    fs::write(&settings, "glyphs = \"ascii\"\n").unwrap();
    place.ok(&["mark", "AC-1", "met"]);
    let text = place.ok(&["status", "--config", settings.to_str().unwrap()]);
    assert!(text.is_ascii(), "{text}");
    assert!(text.contains("v met"), "{text}");
}

#[test]
fn where_files_are_too_large_to_look_for_renames_it_says_so_and_so_does_the_export() {
    let said = "too large to look for all renamed and copied files";
    let large = "the same line all over again, for more than eight megabytes\n".repeat(150_000);
    let unpaired = |text: &str| {
        let place = Place::new();
        let mut repo = place.builder();
        repo.write("SPEC.md", super::SPEC)
            .unwrap()
            .write("a.txt", text)
            .unwrap()
            .commit("Start")
            .unwrap();
        repo.branch("work").unwrap().remove("a.txt");
        repo.write("b.txt", format!("{text}one more\n"))
            .unwrap()
            .commit("Move")
            .unwrap();
        place.check_out("work");
        let (text, status, export) = (
            place.ok(&["status"]),
            place.json(&["status"]),
            place.ok(&["export"]),
        );
        let all = |text: &str| {
            text.split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .contains(said)
        };
        (
            all(&text),
            status["increments"][0]["unpaired"] == true,
            all(&export),
        )
    };
    assert_eq!(unpaired(&large), (true, true, true));
    assert_eq!(
        unpaired("a line\nand another\nand a third\n"),
        (false, false, false)
    );
}

#[test]
fn a_remote_branch_with_other_commits_is_said_and_reviewed_when_it_is_named() {
    let (place, mut repo) = Place::delivered();
    assert_eq!(place.json(&["status"])["remote_branch"], Value::Null);
    repo.branch("pushed").unwrap();
    repo.write("src/more.rs", "fn more() {}\n").unwrap();
    let pushed = repo.commit("More").unwrap();
    repo.tag("more").unwrap();
    let folder = repo.git_dir().join("refs/remotes/theirs/sub");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("delivered"), format!("{pushed}\n")).unwrap();
    // The branch tracks another name on another remote.
    let config = repo.git_dir().join("config");
    let tracks = "[branch \"main\"]\n\tremote = theirs\n\tmerge = refs/heads/sub/delivered\n";
    fs::write(&config, fs::read_to_string(&config).unwrap() + tracks).unwrap();
    let found = &place.json(&["status"])["remote_branch"];
    let expected = json!({"name": "theirs/sub/delivered", "local": "main", "reviewed": false, "ahead": 1, "behind": 0, "more": false});
    assert_eq!(*found, expected);
    let text = place.ok(&["status"]);
    let said = "theirs/sub/delivered has 1 commit that is not reviewed here: `--head theirs/sub/delivered` reviews what is there";
    assert!(text.contains(said), "{text}");
    let export = place.ok(&["export"]);
    assert!(
        export.contains("1 commit that is not reviewed here"),
        "{export}"
    );
    let increments = place.json(&["increments", "--head", "theirs/sub/delivered"]);
    let ids: Vec<&Value> = list(&increments["increments"])
        .iter()
        .map(|found| &found["id"])
        .collect();
    assert_eq!(ids, ["charges", "refunds", "more"]);
    let wrong = place.fails(1, &["increments", "--head", "nowhere"]);
    assert!(wrong.contains("looking for what `--head` names"), "{wrong}");
}

#[test]
fn what_others_said_is_counted_as_new_and_commands_read_nothing() {
    let (place, _repo) = Place::delivered();
    place.ok(&["note", "--criterion", "AC-2", "This races."]);
    let note = place.json(&["note", "--list"])["notes"][0]["id"].clone();
    assert_eq!(place.json(&["status"])["unread"], json!([]));
    // Somebody else answers.
    let data = DataDir::from(Some(place.data())).unwrap();
    let project = fs::read_dir(place.data().join("projects")).unwrap();
    let project = project.flatten().next().unwrap().file_name();
    let project = data.project(&project.to_str().unwrap().parse().unwrap());
    let cleo = Identity {
        writer: "cleocleocl".parse().unwrap(),
        name: "Cleo".into(),
        email: "cleo@example.com".into(),
        role: Role::Contractor,
    };
    let mut journal = Journal::open(&project, &cleo).unwrap();
    let introduction = journal.introduction().unwrap();
    journal.append(Timestamp(0), introduction).unwrap();
    let thread = note.as_str().unwrap().parse().unwrap();
    let text = "Locked now.".into();
    let reply = Statement::new(Body::Reply { thread, text });
    journal.append(Timestamp(0), reply).unwrap();
    for _ in 0..2 {
        let unread = &place.json(&["status"])["unread"];
        assert_eq!(list(unread).len(), 1);
        assert_eq!(
            (&unread[0]["kind"], &unread[0]["note"]),
            (&"reply".into(), &note)
        );
        let text = place.ok(&["status"]);
        assert!(
            text.contains("1 new since you last looked: 1 reply of Cleo"),
            "{text}"
        );
    }
}
