//! `trace`: what bears on each criterion, and what on none.

use serde_json::{Value, json};
use snaglist::git::builder::RepoBuilder;

use super::{CODE, Place, fields, list};

fn criteria(value: &Value) -> Vec<&str> {
    list(value).iter().map(|id| id.as_str().unwrap()).collect()
}

#[test]
fn links_say_what_they_rest_on_and_both_gaps_are_shown() {
    let (place, mut repo) = Place::delivered();
    repo.write("src/other.rs", "fn nobody_asked() {}\n")
        .unwrap();
    repo.write("Cargo.lock", "# by a program\n").unwrap();
    let stray = repo.commit("More").unwrap();
    repo.tag("more").unwrap();
    let trace = place.json(&["trace"]);
    let all = [
        "ambiguous",
        "by_commit_only",
        "folded",
        "hunks",
        "increment",
        "left_out",
        "links",
        "more_suggestions",
        "outside",
        "suggestions",
        "unclaimed",
        "uncovered",
        "version",
    ];
    assert_eq!(fields(&trace), all);
    assert_eq!(trace["increment"], Value::Null);
    let links = list(&trace["links"]);
    assert_eq!(links.len(), 2, "{links:#?}");
    assert_eq!(
        fields(&links[0]),
        [
            "by",
            "criterion",
            "increment",
            "kind",
            "place",
            "spec",
            "target"
        ]
    );
    assert_eq!(
        (&links[0]["criterion"], &links[0]["kind"]),
        (&"AC-1".into(), &"declared".into())
    );
    assert_eq!(
        links[0]["place"],
        json!({"path": "src/charge.rs", "line": 2})
    );
    let target = &links[0]["target"];
    assert_eq!(fields(target), ["hunk", "lines", "path", "side"]);
    assert_eq!(target["lines"], json!({"first": 1, "last": 2}));
    let refund = repo.tip("refunds").map(|id| id.to_string());
    assert_eq!(
        links[1]["target"],
        json!({"commit": refund.clone().or(links[1]["target"]["commit"].as_str().map(str::to_owned))})
    );
    assert_eq!(links[1]["place"]["line"], 3);
    assert_eq!(criteria(&trace["uncovered"]), ["AC-3"]);
    let unclaimed = list(&trace["unclaimed"]);
    assert_eq!(unclaimed.len(), 1, "{unclaimed:#?}");
    assert_eq!(unclaimed[0]["path"], "src/other.rs");
    let folded = json!([{"why": "in specs", "hunks": 1}, {"why": "in lock files", "hunks": 1}]);
    assert_eq!(trace["folded"], folded);
    assert_eq!(trace["hunks"], json!({"all": 3, "claimed": 2}));

    let one = place.json(&["trace", "more"]);
    assert_eq!(one["increment"], "more");
    assert_eq!(criteria(&one["uncovered"]), ["AC-1", "AC-2", "AC-3"]);
    let commits: Vec<&Value> = list(&one["suggestions"])
        .iter()
        .map(|found| &found["target"]["commit"])
        .collect();
    assert!(
        commits.iter().all(|commit| **commit == stray.to_string()),
        "{commits:?}"
    );

    let text = place.ok(&["trace"]);
    assert!(
        text.starts_with(
            "3 increments · 2 of 3 criteria linked (66 %) · 2 of 3 hunks claimed (66 %)\n"
        ),
        "{text}"
    );
    assert!(text.contains("named in a commit's trailer"), "{text}");
    assert!(
        text.contains("\nUnclaimed: 1 hunk\n  src/other.rs:1\n"),
        "{text}"
    );
    assert!(
        text.contains("\nNot counted: 1 in specs, 1 in lock files\n"),
        "{text}"
    );
    super::reading::assert_narrow(&text);
    let error = place.fails(1, &["trace", "refund"]);
    assert!(error.contains("did you mean `refunds`"), "{error}");
}

#[test]
fn suggestions_are_ranked_and_never_called_a_lack() {
    let (place, mut repo) = Place::delivered();
    repo.write(
        "src/status.rs",
        "/// Answers 404 for a refund of an unknown charge.\nfn unknown_charge() -> Status { Status(404) }\n",
    )
    .unwrap();
    repo.commit("Answer 404").unwrap();
    repo.tag("answers").unwrap();
    let trace = place.json(&["trace"]);
    let found = list(&trace["suggestions"]);
    let of_three: Vec<&Value> = found
        .iter()
        .filter(|found| found["criterion"] == "AC-3")
        .collect();
    assert_eq!(of_three[0]["target"]["path"], "src/status.rs");
    assert_eq!(
        (&of_three[0]["strength"], &of_three[0]["increment"]),
        (&"strong".into(), &"answers".into())
    );
    let scores: Vec<f64> = found
        .iter()
        .map(|found| found["score"].as_f64().unwrap())
        .collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
    assert!(scores.iter().all(|score| (0.0..=1.0).contains(score)));
    assert_eq!(
        criteria(&trace["uncovered"]),
        ["AC-3"],
        "a suggestion counts for nothing"
    );
    let text = place.ok(&["trace"]);
    assert!(
        text.contains("suggested (strong): src/status.rs:1-2"),
        "{text}"
    );
    for word in ["missing", "not implemented", "absent"] {
        assert!(!text.contains(word), "{text}");
    }
}

#[test]
fn suggestions_beyond_twenty_of_a_criterion_are_counted() {
    let (place, mut repo) = Place::delivered();
    let of_three = |place: &Place| {
        let trace = place.json(&["trace", "answers"]);
        let listed = list(&trace["suggestions"])
            .iter()
            .filter(|found| found["criterion"] == "AC-3")
            .count();
        (listed, trace["more_suggestions"].as_u64().unwrap())
    };
    let answer = |n: u32| {
        format!(
            "/// Answers 404 for a refund of an unknown charge.\nfn answer_{n}() -> u32 {{ {n} }}\n"
        )
    };
    for n in 0..20 {
        repo.write(&format!("src/answer_{n}.rs"), answer(n))
            .unwrap();
    }
    repo.commit("Answer 404").unwrap();
    repo.tag("answers").unwrap();
    assert_eq!(of_three(&place), (20, 0));
    repo.write("src/answer_20.rs", answer(20)).unwrap();
    repo.commit("Answer once more").unwrap();
    repo.tag("answers-r2").unwrap();
    // All three criteria share words with the answers, so each has one that is not listed.
    assert_eq!(of_three(&place), (20, 3));
}

#[test]
fn moved_and_reformatted_lines_are_not_looked_for() {
    let (place, mut repo) = Place::delivered();
    let block: String = (1..=12)
        .map(|number| format!("    charge.step_{number}(amount, currency);\n"))
        .collect();
    repo.write("src/a.rs", format!("fn a() {{\n{block}}}\n"))
        .unwrap();
    repo.write("src/b.rs", "fn b() {\n    other();\n}\n")
        .unwrap();
    repo.write("src/c.rs", "fn c(a: u8, b: u8) -> u8 {\n    a + b\n}\n")
        .unwrap();
    repo.write("c.py", "if a:\n    b()\n").unwrap();
    repo.commit("Before").unwrap();
    repo.tag("before").unwrap();
    repo.write("src/a.rs", "fn a() {\n}\n").unwrap();
    repo.write("src/b.rs", format!("fn b() {{\n    other();\n{block}}}\n"))
        .unwrap();
    repo.write(
        "src/c.rs",
        "fn c(\n    a: u8,\n    b: u8\n) -> u8 {\n    a+b\n}\n",
    )
    .unwrap();
    repo.write("c.py", "if a:\n        b()\n").unwrap();
    repo.commit("After").unwrap();
    repo.tag("after").unwrap();
    let trace = place.json(&["trace", "after"]);
    let folded = json!([{"why": "moved", "hunks": 2}, {"why": "formatting only", "hunks": 1}]);
    assert_eq!(trace["folded"], folded);
    let unclaimed: Vec<&Value> = list(&trace["unclaimed"])
        .iter()
        .map(|piece| &piece["path"])
        .collect();
    assert_eq!(unclaimed, ["c.py"], "indentation means something there");
}

/// On `work`: own work, and a merge of `main` with somebody else's that names AC-3.
fn merged(repo: &mut RepoBuilder) {
    repo.checkout("main").unwrap();
    repo.branch("work").unwrap();
    repo.write("own.rs", "one\n").unwrap();
    repo.commit("Own").unwrap();
    repo.tag("start").unwrap();
    repo.checkout("main").unwrap();
    repo.write("theirs.rs", "// AC-3\n").unwrap();
    repo.commit("Theirs, for AC-3").unwrap();
    repo.checkout("work").unwrap();
    repo.write("theirs.rs", "// AC-3\n").unwrap();
    repo.merge("main", "Merge main").unwrap();
    repo.write("own.rs", "one\ntwo\n").unwrap();
    repo.commit("Own again").unwrap();
    repo.tag("end").unwrap();
}

#[test]
fn a_merge_of_the_default_branch_drags_no_ones_work_in() {
    let (place, mut repo) = Place::delivered();
    merged(&mut repo);
    repo.finish().unwrap();
    let trace = place.json(&["trace", "end"]);
    assert_eq!(list(&trace["links"]), &Vec::<Value>::new());
    assert_eq!(
        trace["folded"],
        json!([{"why": "merged in from the default branch", "hunks": 1}])
    );
    let unclaimed: Vec<&Value> = list(&trace["unclaimed"])
        .iter()
        .map(|piece| &piece["path"])
        .collect();
    assert_eq!(unclaimed, ["own.rs"]);
    let theirs = |found: &&Value| found["target"]["path"] == "theirs.rs";
    assert_eq!(list(&trace["suggestions"]).iter().filter(theirs).count(), 0);
}

#[test]
fn boxes_that_a_commit_ticks_claim_it() {
    let (place, mut repo) = Place::delivered();
    let spec = super::SPEC.replace("- [ ] AC-3", "- [x] AC-3");
    repo.write("SPEC.md", spec)
        .unwrap()
        .write("src/refund.rs", CODE.replace("two\n", "2\n"))
        .unwrap();
    let done = repo.commit("Done").unwrap().to_string();
    repo.tag("done").unwrap();
    let trace = place.json(&["trace", "done"]);
    let link = &list(&trace["links"])[0];
    assert_eq!(
        (&link["criterion"], &link["by"]),
        (&"AC-3".into(), &"ticked in a commit".into())
    );
    assert_eq!(
        link["place"],
        json!({"commit": done, "path": "SPEC.md", "line": 7})
    );
    assert_eq!(trace["hunks"], json!({"all": 1, "claimed": 1}));
}

/// Why each thing that names criteria does not count, by what it is.
fn left_out(trace: &Value) -> Vec<(String, Vec<&str>, &str)> {
    let found = list(&trace["left_out"]).iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    found
        .map(|left| {
            (
                text(&left["path"]),
                criteria(&left["criteria"]),
                left["why"].as_str().unwrap(),
            )
        })
        .collect()
}

#[test]
fn prose_lock_files_and_copies_of_the_spec_claim_nothing() {
    let (place, mut repo) = Place::delivered();
    let names = "- [x] AC-1 done\n- [x] AC-2 done\n- [x] AC-3 done\n";
    for path in [
        "docs/plan.md",
        "TODO.md",
        "CHANGELOG.md",
        "trace.csv",
        "status.yaml",
    ] {
        repo.write(path, names).unwrap();
    }
    repo.write("docs/minutes.md", super::SPEC).unwrap();
    repo.write("old/spec.feature", super::SPEC).unwrap();
    repo.write("Cargo.lock", "# AC-3\n").unwrap();
    repo.write("vendor/x/y.js", "// AC-3\n").unwrap();
    repo.commit("AC-3: plan and lock").unwrap();
    repo.tag("prose").unwrap();
    let trace = place.json(&["trace", "prose"]);
    assert_eq!(
        criteria(&trace["uncovered"]),
        ["AC-1", "AC-2", "AC-3"],
        "{trace:#}"
    );
    let told = left_out(&trace);
    for path in [
        "docs/plan.md",
        "trace.csv",
        "status.yaml",
        "docs/minutes.md",
        "Cargo.lock",
        "vendor/x/y.js",
    ] {
        assert!(
            told.iter().any(|(what, ..)| what == path),
            "{path}: {told:#?}"
        );
    }
    let text = place.ok(&["trace", "prose"]);
    assert!(
        text.contains("\nNames criteria and does not count: "),
        "{text}"
    );
    assert!(
        text.contains("  docs/plan.md: AC-1, AC-2, AC-3\n    a spec, or a copy or list"),
        "{text}"
    );
    super::reading::assert_narrow(&text);
}

#[test]
fn the_clones_own_copy_of_a_spec_outside_is_no_evidence() {
    let (place, mut repo) = Place::delivered();
    let agreed = place.root.path().join("agreed.md");
    std::fs::write(&agreed, super::SPEC).unwrap();
    repo.write("SPEC.md", super::SPEC.replace("- [ ] AC-3", "- [x] AC-3"))
        .unwrap();
    repo.commit("AC-3: done\n\nCriterion: AC-3\n").unwrap();
    repo.tag("ticked").unwrap();
    let trace = place.json(&["--spec", agreed.to_str().unwrap(), "trace", "ticked"]);
    assert_eq!(
        criteria(&trace["uncovered"]),
        ["AC-1", "AC-2", "AC-3"],
        "{trace:#}"
    );
}

#[test]
fn covered_needs_a_change_and_a_commits_word_alone_is_told_apart() {
    let (place, mut repo) = Place::delivered();
    repo.write(
        "src/status.rs",
        "/// Answers 404 for an unknown charge.\nfn unknown_charge() {}\n",
    )
    .unwrap();
    repo.write("src/bystander.rs", "fn tidy() {}\n").unwrap();
    repo.write("NEWS.md", "Something happened.\n").unwrap();
    repo.commit("AC-3: answer").unwrap();
    repo.tag("answers").unwrap();
    let trace = place.json(&["trace", "answers"]);
    assert_eq!(criteria(&trace["uncovered"]), ["AC-1", "AC-2"]);
    let only: Vec<&Value> = list(&trace["by_commit_only"])
        .iter()
        .map(|piece| &piece["path"])
        .collect();
    assert_eq!(only, ["src/bystander.rs"]);
    assert!(list(&trace["by_commit_only"])[0]["hunk"].is_string());
    let unclaimed: Vec<&Value> = list(&trace["unclaimed"])
        .iter()
        .map(|piece| &piece["path"])
        .collect();
    assert_eq!(unclaimed, ["NEWS.md"], "a mention does not reach documents");
    let text = place.ok(&["trace", "answers"]);
    assert!(
        text.contains("2 hunks, 1 by the commit's word alone"),
        "{text}"
    );
    assert!(
        text.contains("\nBy the commit's word alone: 1 hunk\n  src/bystander.rs:1\n"),
        "{text}"
    );

    let exported = place.ok(&["export"]);
    assert!(
        exported.contains("by the commit's word alone"),
        "{exported}"
    );

    repo.write("MANUAL.md", "How to refund.\n").unwrap();
    repo.commit("Write the manual\n\nCriterion: AC-1\n")
        .unwrap();
    repo.tag("manual").unwrap();
    assert_eq!(
        criteria(&place.json(&["trace", "manual"])["uncovered"]),
        ["AC-2", "AC-3"]
    );
}

#[test]
fn a_later_revert_takes_back_an_earlier_increment() {
    let (place, mut repo) = Place::delivered();
    assert_eq!(criteria(&place.json(&["trace"])["uncovered"]), ["AC-3"]);
    let refund = repo.tip("main").unwrap();
    repo.remove("src/refund.rs");
    repo.write("src/else.rs", "fn more() {}\n").unwrap();
    repo.commit(format!(
        "Revert \"Refund in part\"\n\nThis reverts commit {refund}.\n"
    ))
    .unwrap();
    repo.tag("undone").unwrap();
    for arguments in [&["trace"][..], &["trace", "refunds"]] {
        let trace = place.json(arguments);
        assert!(criteria(&trace["uncovered"]).contains(&"AC-2"), "{trace:#}");
        assert!(
            left_out(&trace)
                .iter()
                .any(|(_, ids, why)| ids == &["AC-2"] && why.contains("reverted"))
        );
    }
    let exported = place.ok(&["export"]);
    assert!(
        exported.contains("reverted by a later commit"),
        "{exported}"
    );
}

#[test]
fn ranges_branches_and_commits_are_traced_as_they_are_typed() {
    let (place, mut repo) = Place::delivered();
    repo.write("src/status.rs", "// AC-3\nfn answer() {}\n")
        .unwrap();
    let head = repo.commit("Answer").unwrap().to_string();
    for typed in ["refunds..HEAD", "refunds...HEAD", "refunds..main", &head] {
        let trace = place.json(&["trace", typed]);
        assert!(
            !criteria(&trace["uncovered"]).contains(&"AC-3"),
            "{typed}: {trace:#}"
        );
        assert!(trace["increment"].is_string(), "{typed}");
    }
    assert_eq!(
        criteria(&place.json(&["trace", "refunds..HEAD"])["uncovered"]),
        ["AC-1", "AC-2"]
    );
    let error = place.fails(1, &["trace", "refunds..nowhere"]);
    assert!(error.contains("nowhere"), "{error}");
}
