//! `spec show` and `spec new`, `--spec` and `--spec-at`: which specs are read, where, and in which
//! order.

use std::fs;

use serde_json::Value;
use snaglist::engagement::{Engagement, OpenRequest};

use super::{Place, SPEC, list};

const TASKS: &str = "# Tasks\n\n- [ ] 1.1 Build it\n  - _Requirements: 1.1_\n";

fn criteria(text: &str) -> String {
    format!("# Spec\n\n## Acceptance criteria\n\n- [ ] AC-1: {text}\n")
}

fn paths(shown: &Value) -> Vec<&str> {
    list(&shown["specs"])
        .iter()
        .map(|spec| spec["path"].as_str().unwrap())
        .collect()
}

/// A repository with a spec-kit feature, OpenSpec specs and changes, stories and one spec of its
/// own.
fn many() -> Place {
    let place = Place::new();
    let mut repo = place.builder();
    let spec = criteria("It works");
    for path in [
        "openspec/changes/archive/2025-01-01-old/specs/login/spec.md",
        "openspec/changes/archive/2025-02-01-newer/specs/login/spec.md",
        "openspec/changes/archive/2025-02-01-newer/tasks.md",
        "openspec/changes/add-refunds/tasks.md",
        "openspec/changes/add-refunds/specs/refunds/spec.md",
        "openspec/specs/login/spec.md",
        "openspec/specs/audit/spec.md",
        "specs/001-login/tasks.md",
        "specs/001-login/checklists/security.md",
        "specs/001-login/spec.md",
        "docs/stories/1.2.md",
        "docs/stories/1.1.md",
        "SPEC.md",
    ] {
        let is_tasks = path.ends_with("tasks.md");
        repo.write(path, if is_tasks { TASKS } else { &spec })
            .unwrap();
    }
    repo.commit("Agree").unwrap();
    place
}

#[test]
fn specs_that_belong_together_stand_together() {
    let place = many();
    assert_eq!(
        paths(&place.json(&["spec", "show"])),
        [
            "specs/001-login/spec.md",
            "specs/001-login/tasks.md",
            "openspec/specs/audit/spec.md",
            "openspec/specs/login/spec.md",
            "openspec/changes/add-refunds/specs/refunds/spec.md",
            "openspec/changes/add-refunds/tasks.md",
            "docs/stories/1.1.md",
            "docs/stories/1.2.md",
            "SPEC.md",
            "openspec/changes/archive/2025-02-01-newer/specs/login/spec.md",
            "openspec/changes/archive/2025-02-01-newer/tasks.md",
            "openspec/changes/archive/2025-01-01-old/specs/login/spec.md",
        ]
    );
    let wanted = OpenRequest {
        dir: place.repo(),
        data_dir: Some(place.data()),
        ..OpenRequest::default()
    };
    let opened = Engagement::open(&wanted).unwrap();
    let groups: Vec<_> = opened
        .groups
        .iter()
        .map(|group| (group.path.lossy(), group.what, group.specs.clone()))
        .collect();
    assert_eq!(
        groups,
        [
            ("specs/001-login".into(), "spec-kit feature", 0..2),
            ("openspec/specs".into(), "OpenSpec specs", 2..4),
            (
                "openspec/changes/add-refunds".into(),
                "OpenSpec change",
                4..6
            ),
            ("docs/stories".into(), "stories", 6..8),
            (
                "openspec/changes/archive/2025-02-01-newer".into(),
                "archived OpenSpec change",
                9..11
            ),
            (
                "openspec/changes/archive/2025-01-01-old".into(),
                "archived OpenSpec change",
                11..12
            ),
        ]
    );
    let text = place.ok(&["spec", "show"]);
    assert_eq!(
        text.matches("spec-kit feature: specs/001-login\n").count(),
        1,
        "{text}"
    );
}

#[test]
fn a_folder_stands_for_the_specs_in_it() {
    let place = many();
    let change = [
        "openspec/changes/add-refunds/specs/refunds/spec.md",
        "openspec/changes/add-refunds/tasks.md",
    ];
    for folder in [
        "openspec/changes/add-refunds",
        "openspec/changes/add-refunds/",
    ] {
        assert_eq!(paths(&place.json(&["-s", folder, "spec", "show"])), change);
    }
    let said = place.fails(1, &["-s", "openspec/changes/nothing", "status"]);
    assert!(
        said.contains("openspec/changes/nothing") && said.contains("from the top"),
        "{said}"
    );

    let outside = place.root.path().join("agreed/specs/001-login");
    fs::create_dir_all(outside.join("checklists")).unwrap();
    fs::write(outside.join("spec.md"), criteria("a")).unwrap();
    fs::write(outside.join("tasks.md"), TASKS).unwrap();
    fs::write(outside.join("README.md"), "# Nothing\n").unwrap();
    let here = "../agreed/specs/001-login";
    let expected = [format!("{here}/spec.md"), format!("{here}/tasks.md")];
    assert_eq!(paths(&place.json(&["spec", "show", here])), expected);
    assert_eq!(paths(&place.json(&["-s", here, "spec", "show"])), expected);
    let mut command = place.command(&["spec", "show", ".", "--json"]);
    let run = super::Run::of(command.current_dir(&outside).output().unwrap());
    let shown: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        paths(&shown),
        ["spec.md", "tasks.md"],
        "its own folders say what they are"
    );
    assert_eq!(shown["specs"][1]["criteria"][0]["kind"], "task");
}

#[test]
fn checklists_about_a_spec_are_told_of_and_read_when_named() {
    let place = many();
    let path = "specs/001-login/checklists/security.md";
    let run = place.run(&["spec", "show"]);
    assert!(
        run.err.contains(path) && run.err.contains("not counted as criteria"),
        "{}",
        run.err
    );
    assert_eq!(paths(&place.json(&["-s", path, "spec", "show"])), [path]);
    assert_eq!(
        paths(&place.json(&["-s", "specs/001-login/checklists", "spec", "show"])),
        [path]
    );
}

#[test]
fn a_spec_in_a_format_that_is_not_read_is_told_of() {
    let place = Place::new();
    let mut repo = place.builder();
    repo.write("SPEC.md", criteria("It works")).unwrap();
    repo.write(
        "docs/requirements.docx",
        "PK\u{3}\u{4} word/document.xml - [ ] a box",
    )
    .unwrap();
    repo.commit("Agree").unwrap();
    let run = place.run(&["spec", "show"]);
    assert!(
        run.err
            .contains("docs/requirements.docx: a Word document is not read"),
        "{}",
        run.err
    );
    let said = place.fails(1, &["-s", "docs/requirements.docx", "status"]);
    assert!(said.contains("pandoc in.docx -t gfm -o in.md"), "{said}");
    let said = place.fails(1, &["-s", "docs", "status"]);
    assert!(
        said.contains("no spec in this folder") && said.contains("a Word document is not read"),
        "{said}"
    );
}

#[test]
fn dialects_are_found_by_what_stands_in_files_of_any_name() {
    for (path, text) in [
        (
            "docs/design/refunds.md",
            "# Refunds\n\n### Once\n`req~refund-once~1`\n\nIt refunds once.\n\nNeeds: dsn\n",
        ),
        (
            "docs/refunds.rst",
            "Refunds\n=======\n\n.. req:: Refund once\n   :id: REQ_1\n",
        ),
    ] {
        let place = Place::new();
        place
            .builder()
            .write(path, text)
            .unwrap()
            .commit("Agree")
            .unwrap();
        assert_eq!(paths(&place.json(&["spec", "show"])), [path]);
    }
}

#[test]
fn likely_files_are_named_when_none_is_certain() {
    let place = Place::new();
    let mut repo = place.builder();
    repo.write(
        "notes/scope of work.md",
        "# Scope\n\n- [ ] It refunds\n- [ ] It records\n",
    )
    .unwrap();
    repo.write("notes/other.md", "# Other\n\nNothing in it.\n")
        .unwrap();
    repo.write("node_modules/a/plan.md", "- [ ] Not ours\n")
        .unwrap();
    repo.commit("Begin").unwrap();
    let said = place.fails(1, &["status"]);
    assert!(
        said.contains("snaglist -s 'notes/scope of work.md'  (2 criteria)"),
        "{said}"
    );
    assert!(
        !said.contains("other.md") && !said.contains("plan.md"),
        "{said}"
    );
}

#[test]
fn what_is_left_out_is_said() {
    let place = Place::new();
    let mut repo = place.builder();
    for number in 0..1002 {
        repo.write(&format!("docs/stories/{number:04}.md"), SPEC)
            .unwrap();
    }
    repo.commit("Agree").unwrap();
    let run = place.run(&["spec", "show", "--json"]);
    assert_eq!(paths(&serde_json::from_str(&run.out).unwrap()).len(), 1000);
    let said = "1002 files look like specs; 2 are left out, from docs/stories/1000.md on";
    assert!(run.err.contains(said), "{}", run.err);
}

#[test]
fn specs_are_read_where_the_user_says() {
    let place = Place::new();
    let mut repo = place.builder();
    repo.write("SPEC.md", criteria("First"))
        .unwrap()
        .commit("Agree")
        .unwrap();
    repo.tag("v1").unwrap();
    repo.write("SPEC.md", criteria("Second"))
        .unwrap()
        .commit("Change")
        .unwrap();
    repo.finish().unwrap();
    fs::write(place.repo().join("SPEC.md"), criteria("Third")).unwrap();
    let text_at = |arguments: &[&str]| {
        let run = place.run(&[arguments, &["spec", "show", "--json"]].concat());
        let shown: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{run:?}"));
        (
            shown["specs"][0]["criteria"][0]["text"]
                .as_str()
                .unwrap()
                .to_owned(),
            run.err,
        )
    };
    for named in [&[][..], &["-s", "SPEC.md"]] {
        let with = |at: &'static str| [named, &["--spec-at", at]].concat();
        let (text, said) = text_at(named);
        assert_eq!(text, "Second");
        assert!(
            said.contains("the judged version of SPEC.md is that at the head under review"),
            "{said}"
        );
        assert!(
            said.contains("in the work tree it differs; `--spec-at worktree`"),
            "{said}"
        );
        let (text, said) = text_at(&with("v1"));
        assert_eq!(text, "First");
        assert!(
            said.contains("at `v1`") && said.contains("at the head under review"),
            "{said}"
        );
        let (text, said) = text_at(&with("worktree"));
        assert_eq!(text, "Third");
        assert!(
            said.contains(
                "the judged version of SPEC.md is that in the work tree; at the head under review"
            ),
            "{said}"
        );
    }
    let shown = place.json(&["spec", "show", "SPEC.md", "--spec-at", "v1"]);
    assert_eq!(shown["specs"][0]["criteria"][0]["text"], "First");
    assert!(
        place
            .fails(1, &["status", "--spec-at", "v9"])
            .contains("no branch, tag or commit is called `v9`")
    );

    fs::write(
        place.repo().join("SPEC.md"),
        criteria("Second").replace('\n', "\r\n"),
    )
    .unwrap();
    assert_eq!(text_at(&[]).1, "", "line ends are git's business");
}

#[test]
fn a_verdict_lapses_by_the_text_that_is_read() {
    let place = Place::new();
    let mut repo = place.builder();
    repo.write("SPEC.md", criteria("First"))
        .unwrap()
        .commit("Agree")
        .unwrap();
    repo.finish().unwrap();
    fs::write(place.repo().join("SPEC.md"), criteria("Second")).unwrap();
    let state = |at: &str| {
        let status = place.json(&["status", "--spec-at", at]);
        status["criteria"][0]["state"].as_str().unwrap().to_owned()
    };
    place.ok(&["mark", "AC-1", "met", "--spec-at", "worktree"]);
    // The words that were judged are in no version of the repository, so nobody knows what became
    // of them.
    assert_eq!(
        (state("worktree"), state("HEAD")),
        ("met".to_owned(), "unreviewed".to_owned())
    );
    let status = place.json(&["status", "--spec-at", "HEAD"]);
    let former = &status["former"][0];
    assert_eq!(
        (&former["maybe"], &former["verdicts"][0]["verdict"]),
        (&"AC-1".into(), &"met".into()),
        "{status:#}"
    );
    place.ok(&["mark", "AC-1", "not-met", "--spec-at", "HEAD"]);
    assert_eq!(state("HEAD"), "not-met");
}

#[test]
fn a_spec_that_is_not_delivered_yet_is_read_from_the_work_tree() {
    let (place, repo) = Place::delivered();
    repo.finish().unwrap();
    fs::write(place.repo().join("later.md"), criteria("Later")).unwrap();
    let run = place.run(&["-s", "later.md", "status"]);
    assert!(
        run.err.contains("later.md is not at the head under review"),
        "{run:?}"
    );
    assert!(run.out.contains("AC-1"), "{run:?}");
}

#[cfg(unix)]
#[test]
fn nothing_is_followed_out_of_the_work_tree() {
    use std::os::unix::fs::symlink;
    let (place, repo) = Place::delivered();
    repo.finish().unwrap();
    let secret = place.root.path().join("secret.md");
    fs::write(&secret, criteria("Secret")).unwrap();
    let repo = place.repo();
    symlink(&secret, repo.join("spec.md")).unwrap();
    symlink(place.root.path(), repo.join("specs")).unwrap();
    let pipe = std::process::Command::new("mkfifo")
        .arg(repo.join("acceptance.md"))
        .status()
        .unwrap();
    assert!(pipe.success());
    fs::write(repo.join("SPEC.md"), SPEC).unwrap();
    let run = place.run(&["--spec-at", "worktree", "spec", "show"]);
    assert!(
        run.out.contains("AC-2") && !run.out.contains("Secret"),
        "{run:?}"
    );
    assert!(
        run.err.contains("not followed, as they are links: spec.md"),
        "{run:?}"
    );
    for named in [
        &["-s", "spec.md", "status"][..],
        &["-s", "specs/secret.md", "status"],
    ] {
        let said = place.fails(1, named);
        assert!(said.contains("leads out of the repository"), "{said}");
    }
    let at_work_tree = ["-s", "acceptance.md", "--spec-at", "worktree", "status"];
    assert!(place.fails(1, &at_work_tree).contains("not a plain file"));
    assert!(
        place
            .fails(1, &["spec", "show", "acceptance.md"])
            .contains("not a plain file")
    );
    fs::write(
        repo.join("SPEC.md"),
        vec![b'a'; snaglist::spec::MAX_BYTES + 1],
    )
    .unwrap();
    assert!(
        place
            .fails(1, &["spec", "show", "SPEC.md"])
            .contains("more than the limit for a spec")
    );
}

#[test]
fn standard_input_is_read_as_what_it_is_called() {
    let place = Place::new();
    let run = place.with_input(&["spec", "show", "-", "--json"], SPEC.as_bytes());
    let shown: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        (paths(&shown), list(&shown["specs"][0]["criteria"]).len()),
        (vec!["-"], 3)
    );
    let as_tasks = [
        "spec",
        "show",
        "-",
        "--as",
        ".kiro/specs/a/tasks.md",
        "--json",
    ];
    let shown: Value =
        serde_json::from_str(&place.with_input(&as_tasks, TASKS.as_bytes()).out).unwrap();
    assert_eq!(shown["specs"][0]["dialect"], "kiro");
    assert_eq!(shown["specs"][0]["criteria"][0]["kind"], "task");
    assert_eq!(place.with_input(&["spec", "show", "-"], b"").code, Some(1));
    place.fails(2, &["spec", "show", "-", "-"]);
    place.fails(2, &["spec", "show", "a.md", "b.md", "--as", "tasks.md"]);
    place.fails(2, &["spec", "show", "-", "--spec-at", "main"]);
}

#[test]
fn a_file_that_gives_nothing_does_not_hide_the_others() {
    let place = Place::new();
    fs::write(place.repo().join("a.md"), SPEC).unwrap();
    fs::write(place.repo().join("b.md"), "# Nothing here\n").unwrap();
    for more in [&[][..], &["--json"]] {
        let run = place.run(&[&["spec", "show", "b.md", "a.md", "gone.md"], more].concat());
        assert_eq!(run.code, Some(1));
        assert!(run.out.contains("AC-3"), "{run:?}");
        assert!(
            run.err.contains("b.md") && run.err.contains("looked for"),
            "{run:?}"
        );
        assert!(run.err.contains("gone.md"), "{run:?}");
    }
    assert!(
        place
            .fails(1, &["spec", "show", "b.md"])
            .contains("docs/spec-format.md")
    );
}

#[test]
fn tasks_stand_apart_with_what_they_are_for() {
    let place = Place::new();
    let story = "# Story 1.1: Log in\n\n## Acceptance Criteria\n\n1. It works\n2. It is fast\n\n\
                 ## Tasks / Subtasks\n\n- [ ] Task 1: Build it (AC: 1, 2)\n";
    fs::write(place.repo().join("1.1.story.md"), story).unwrap();
    let shown = place.json(&["spec", "show", "1.1.story.md"]);
    let items = list(&shown["specs"][0]["criteria"]);
    let task = items.iter().find(|item| item["kind"] == "task").unwrap();
    let names: Vec<&str> = list(&task["names"])
        .iter()
        .map(|name| name.as_str().unwrap())
        .collect();
    assert_eq!(names.len(), 2, "{task}");
    let text = place.ok(&["spec", "show", "1.1.story.md"]);
    let (criteria, tasks) = text
        .split_once("\nTasks\n")
        .unwrap_or_else(|| panic!("{text}"));
    assert!(
        criteria.contains("It is fast") && !criteria.contains("Build it"),
        "{text}"
    );
    assert!(
        tasks.contains("Build it") && tasks.contains(&format!("for {}", names.join(", "))),
        "{text}"
    );
    let text = place.ok(&["spec", "show", "1.1.story.md", "--explain"]);
    let rule = items[0]["rule"].as_str().unwrap();
    assert!(
        text.contains(&format!("line 5, criterion: {rule}")),
        "{text}"
    );
    super::reading::assert_narrow(&text);
}

#[test]
fn a_spec_is_begun_and_never_overwritten() {
    let place = Place::new();
    let template = place.ok(&["spec", "new", "-"]);
    let said = place.ok(&["spec", "new"]);
    assert!(said.contains("snaglist spec show spec.toml"), "{said}");
    let file = place.repo().join("spec.toml");
    assert_eq!(fs::read_to_string(&file).unwrap(), template);
    assert_eq!(
        place.json(&["spec", "show", "spec.toml"])["specs"][0]["warnings"],
        serde_json::json!([])
    );

    fs::write(&file, "mine").unwrap();
    assert!(place.fails(1, &["spec", "new"]).contains("--force"));
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    assert_eq!(place.json(&["spec", "new", "--force"])["path"], "spec.toml");
    assert_eq!(fs::read_to_string(&file).unwrap(), template);
    assert!(
        place
            .fails(2, &["spec", "new", "spec.md"])
            .contains(".toml")
    );
    assert!(
        place
            .fails(1, &["spec", "new", "nowhere/spec.toml"])
            .contains("nowhere/spec.toml")
    );
    #[cfg(unix)]
    {
        let other = place.root.path().join("other");
        fs::write(&other, "theirs").unwrap();
        std::os::unix::fs::symlink(&other, place.repo().join("link.toml")).unwrap();
        place.fails(1, &["spec", "new", "link.toml", "--force"]);
        assert_eq!(fs::read_to_string(&other).unwrap(), "theirs");
    }
}
