//! `increments`, `spec show`, `keys`: what was found, and how.

use std::fs;

use super::{Place, SPEC, fields, list};

#[test]
fn increments_are_listed_with_their_sizes() {
    let (place, repo) = Place::delivered();
    let found = place.json(&["increments"]);
    let increments = list(&found["increments"]);
    assert_eq!(increments.len(), 2);
    for increment in increments {
        assert_eq!(
            fields(increment),
            [
                "base",
                "commits",
                "deletions",
                "earlier",
                "files",
                "head",
                "id",
                "insertions",
                "merged_in",
                "names",
                "outside",
                "round",
                "source",
                "title",
                "unread_files"
            ]
        );
    }
    assert_eq!(found["left_out"], serde_json::json!([]));
    let refunds = &increments[1];
    assert_eq!(refunds["id"], "refunds");
    assert_eq!(refunds["head"], repo.tip("main").unwrap().to_string());
    assert_eq!(refunds["base"], increments[0]["head"]);
    assert_eq!(refunds["source"], "tag");
    assert_eq!(
        (&refunds["round"], &refunds["commits"]),
        (&1.into(), &1.into())
    );
    assert_eq!(
        (&refunds["files"], &refunds["insertions"]),
        (&1.into(), &20.into())
    );
    assert_eq!(refunds["deletions"], 0);

    let text = place.ok(&["increments"]);
    assert!(
        text.starts_with("2 increments: tags on the branch"),
        "{text}"
    );
    assert!(text.contains("1 commit · 1 file · +20 -0"), "{text}");
    assert_narrow(&text);
}

#[test]
fn files_not_read_are_no_files_without_lines() {
    let (place, mut repo) = Place::delivered();
    repo.write("big.csv", "1,2,3\n".repeat(400_000)).unwrap();
    repo.write("x", "x\n").unwrap();
    repo.commit("Deliver data").unwrap();
    repo.tag("data").unwrap();
    let increment = list(&place.json(&["increments"])["increments"])[2].clone();
    assert_eq!(
        (&increment["insertions"], &increment["unread_files"]),
        (&1.into(), &1.into())
    );
    let text = place.ok(&["increments"]);
    assert!(text.contains("2 files · +1 -0 · 1 file not read"), "{text}");
    let summary = place.json(&["export"]);
    let increments = list(&summary["increments"]);
    assert!(
        increments[2]["unread"]
            .as_str()
            .unwrap()
            .starts_with("1 file not read"),
        "{summary}"
    );
    assert_eq!(
        (
            &increments[2]["unread_files"],
            &increments[1]["unread_files"]
        ),
        (&1.into(), &0.into())
    );
    assert!(increments[1]["unread"].is_null());
    for form in ["markdown", "text"] {
        let summary = place.ok(&["export", "--format", form]);
        let words = summary.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("1 file not read"), "{form}: {summary}");
    }
}

#[test]
fn paths_that_differ_in_blanks_look_different() {
    let (place, mut repo) = Place::delivered();
    for path in ["foo", "foo\n", "foo ", " foo", "f\too"] {
        repo.write(path, format!("{path}\n")).unwrap();
    }
    repo.commit("Names").unwrap();
    repo.tag("names").unwrap();
    let traced = place.ok(&["trace", "names"]);
    for shown in ["foo", "foo␊", "foo␠", "␠foo", "f␉oo"] {
        let lines = traced.lines().filter(|line| {
            line.split_whitespace()
                .any(|word| word.split(':').next() == Some(shown))
        });
        assert_eq!(lines.count(), 1, "{shown}: {traced}");
    }
}

#[test]
fn an_increment_from_nothing_has_no_base() {
    let place = Place::new();
    place
        .builder()
        .write("SPEC.md", SPEC)
        .unwrap()
        .commit("Begin")
        .unwrap();
    let found = place.json(&["increments"]);
    assert_eq!(found["increments"][0]["base"], serde_json::Value::Null);
    assert_eq!(found["increments"][0]["source"], "grouped");
}

#[test]
fn an_older_base_can_be_given() {
    let (place, _) = Place::delivered();
    let found = place.json(&["--base", "charges", "increments"]);
    assert_eq!(list(&found["increments"]).len(), 1);
    let said = place.fails(1, &["--base", "chargse", "increments"]);
    assert!(said.contains("did you mean charges?"), "{said}");
}

#[test]
fn criteria_are_shown_as_read() {
    let (place, _) = Place::delivered();
    let shown = place.json(&["spec", "show"]);
    let spec = &shown["specs"][0];
    assert_eq!(
        fields(spec),
        [
            "because",
            "criteria",
            "dialect",
            "group",
            "left_out",
            "path",
            "requirements",
            "title",
            "warnings"
        ]
    );
    assert_eq!(
        (&spec["path"], &spec["dialect"]),
        (&"SPEC.md".into(), &"markdown".into())
    );
    assert_eq!(spec["title"], "Refunds");
    let criteria = list(&spec["criteria"]);
    assert_eq!(criteria.len(), 3);
    assert_eq!(
        criteria[0],
        serde_json::json!({
            "id": "AC-1", "kind": "criterion", "line": 5, "end_line": 5, "section": ["Acceptance criteria"],
            "text": "A charge is created once per key", "claim": "ticked",
            "rule": criteria[0]["rule"], "requirement": null, "names": [], "paths": []
        })
    );
    assert_eq!(criteria[1]["claim"], "unticked");
    let text = place.ok(&["spec", "show"]);
    assert!(
        text.contains("[x] AC-1  A charge is created once per key"),
        "{text}"
    );
    let text = place.ok(&["spec", "show", "--explain"]);
    assert!(
        text.contains("Read as markdown") && text.contains("line 5, criterion"),
        "{text}"
    );
    assert_narrow(&text);
}

#[test]
fn a_named_spec_needs_no_repository() {
    let place = Place::new();
    let file = place.repo().join("agreed.toml");
    fs::write(
        &file,
        "title = \"Agreed\"\n[[criteria]]\nid = \"A-1\"\ntext = \"It works\"\n",
    )
    .unwrap();
    let shown = place.json(&["spec", "show", "agreed.toml"]);
    assert_eq!(shown["specs"][0]["dialect"], "toml");
    assert_eq!(shown["specs"][0]["criteria"][0]["claim"], "none");
    assert!(!place.data().exists(), "nothing was written");

    fs::write(&file, "title = \"Agreed\"\n[[criteria]]\nid = = \"A-1\"\n").unwrap();
    let said = place.fails(1, &["spec", "show", "agreed.toml"]);
    assert!(
        said.contains("agreed.toml") && said.contains("line 3, column 6"),
        "{said}"
    );
    assert!(
        place
            .fails(1, &["spec", "show", "nothing.md"])
            .contains("nothing.md")
    );
    assert!(
        place
            .fails(1, &["spec", "show", "."])
            .contains("no spec in this folder")
    );
}

#[test]
fn a_broken_spec_in_the_delivery_is_named_with_its_line() {
    let place = Place::new();
    place
        .builder()
        .write("spec.toml", "[[criteria]]\nid = \n")
        .unwrap()
        .commit("Begin")
        .unwrap();
    let said = place.fails(1, &["status"]);
    assert!(said.contains("spec.toml: line 2"), "{said}");
    assert!(
        place
            .fails(1, &["-s", "spec.toml", "status"])
            .contains("line 2")
    );
}

#[test]
fn keys_are_listed_as_the_settings_have_them() {
    let place = Place::new();
    let settings = place.root.path().join("config.toml");
    fs::write(&settings, "[keys]\nnext-hunk = [\"ctrl-n\"]\n").unwrap();
    let listed = place.json(&["keys", "--config", settings.to_str().unwrap()]);
    let key = list(&listed["keys"])
        .iter()
        .find(|key| key["action"] == "next-hunk")
        .unwrap();
    assert_eq!(
        *key,
        serde_json::json!({"context": "Review", "action": "next-hunk", "keys": ["Ctrl-N"], "help": "next hunk"})
    );
    assert_narrow(&place.ok(&["keys"]));
}

#[test]
fn the_summary_goes_where_it_is_wanted() {
    let (place, _) = Place::delivered();
    place.ok(&["mark", "AC-2", "not-met"]);
    place.ok(&["note", "Both can pass"]);
    let markdown = place.ok(&["export"]);
    assert!(
        markdown.contains("AC-2") && markdown.contains("Both can pass"),
        "{markdown}"
    );
    assert_eq!(
        place.ok(&["export"]),
        markdown,
        "the same record gives the same summary"
    );
    assert_narrow(&place.ok(&["export", "--format", "text"]));
    let summary = place.json(&["export"]);
    assert_eq!(
        (&summary["counts"]["not-met"], &summary["counts"]["notes"]),
        (&1.into(), &1.into())
    );

    let beside = place.root.path();
    for (name, format) in [
        ("a.md", "markdown"),
        ("a.txt", "text"),
        ("a.json", "json"),
        ("a", "markdown"),
    ] {
        let file = beside.join(name);
        assert_eq!(place.ok(&["export", "-o", file.to_str().unwrap()]), "");
        assert_eq!(
            fs::read_to_string(file).unwrap(),
            place.ok(&["export", "--format", format])
        );
    }
    let said = place.fails(1, &["export", "-o", "/nowhere/a.md"]);
    assert!(said.contains("/nowhere/a.md"), "{said}");
    place.fails(2, &["export", "--format", "text", "--json"]);
}

/// What people read fits a narrow terminal.
pub(super) fn assert_narrow(text: &str) {
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

#[test]
fn what_is_odd_about_the_clone_is_said_once() {
    let (place, repo) = Place::delivered();
    let grafts = repo.git_dir().join("info/grafts");
    fs::create_dir_all(grafts.parent().unwrap()).unwrap();
    fs::write(&grafts, "").unwrap();
    let text = place.ok(&["export"]);
    assert_eq!(
        text.matches("would change the history").count(),
        1,
        "{text}"
    );
}
