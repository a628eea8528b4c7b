//! `--spec` and `--spec-at`: specs that are read where the user says, and nowhere else.

use std::fs;

use serde_json::Value;

use super::specs::{TASKS, criteria, paths};
use super::{Place, SPEC, list};

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
