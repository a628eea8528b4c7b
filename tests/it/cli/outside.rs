//! Specs outside the repository: what was said of a criterion is found again by the words that the
//! record keeps.

use std::fs;

use super::{CODE, Place, list};

/// A spec beside the repository, of which nothing is committed.
fn outside(items: &[&str]) -> String {
    format!(
        "# Refunds\n\n## Acceptance criteria\n\n- [ ] {}\n",
        items.join("\n- [ ] ")
    )
}

fn place() -> Place {
    let place = Place::new();
    let mut repo = place.builder();
    repo.write("src/one.rs", "fn one() {}\n").unwrap();
    repo.commit("Start").unwrap();
    repo.branch("work").unwrap();
    repo.write("src/refund.rs", CODE).unwrap();
    repo.commit("Refund\n\nCriterion: AC-2\n").unwrap();
    place.check_out("work");
    place
}

const AGREED: [&str; 3] = [
    "AC-1: A charge is created once for each idempotency key",
    "AC-2: A refund in part never exceeds what is left of the charge",
    "AC-3: A webhook is tried five times, with more time between tries",
];

#[test]
fn a_reworded_criterion_keeps_what_was_said_and_a_new_one_gets_nothing() {
    let place = place();
    let spec = place.root.path().join("spec.md");
    fs::write(&spec, outside(&AGREED)).unwrap();
    let with: [&str; 2] = ["-s", spec.to_str().unwrap()];
    let run = |arguments: &[&str]| place.json(&[&with, arguments].concat());
    run(&["mark", "AC-1", "met"]);
    run(&["mark", "AC-2", "met"]);
    run(&["mark", "AC-3", "not-met"]);
    run(&["note", "--criterion", "AC-2", "What of currencies?"]);

    // The first is moved and numbered anew, the second reworded, and the third's id stands on
    // something else.
    fs::write(
        &spec,
        outside(&[
            "AC-3: Numbers of customers are masked in every log",
            "AC-2: A refund in part never exceeds what is left of the charge and its fees",
            "AC-4: A charge is created once for each idempotency key",
        ]),
    )
    .unwrap();
    let status = run(&["status"]);
    let state = |id: &str| {
        let found = list(&status["criteria"])
            .iter()
            .find(|found| found["id"] == id)
            .unwrap();
        (
            found["state"].as_str().unwrap().to_owned(),
            list(&found["verdicts"]).len(),
        )
    };
    assert_eq!(state("AC-4"), ("met".to_owned(), 1), "the same words");
    assert_eq!(
        state("AC-2"),
        ("stale".to_owned(), 1),
        "other words: to be looked at again"
    );
    assert_eq!(
        state("AC-3"),
        ("unreviewed".to_owned(), 0),
        "nothing was said of it"
    );
    assert_eq!(run(&["note", "--list"])["notes"][0]["criterion"], "AC-2");
    let former = &status["former"][0];
    assert_eq!(list(&status["former"]).len(), 1, "{status:#}");
    assert_eq!(
        former["text"],
        "A webhook is tried five times, with more time between tries"
    );
    assert_eq!(
        (&former["verdicts"][0]["verdict"], &former["id_reused"]),
        (&"not-met".into(), &true.into())
    );
}

#[cfg(unix)]
#[test]
fn a_data_directory_inside_what_is_reviewed_is_refused_however_it_is_reached() {
    use std::os::unix::fs::symlink;

    let (place, _repo) = Place::delivered();
    let (repo, root) = (place.repo(), place.root.path());
    let inside = repo.join("kept");
    fs::create_dir(&inside).unwrap();
    fs::create_dir(root.join("elsewhere")).unwrap();
    symlink(&inside, root.join("leads-in")).unwrap();
    symlink(root.join("elsewhere"), repo.join("leads-out")).unwrap();
    symlink(&repo, root.join("way")).unwrap();
    let refused = [
        "kept",
        ".review",
        ".",
        ".git/review",
        "leads-out",
        "leads-out/../elsewhere",
        "../leads-in",
        "../way/new",
        "../elsewhere/../repo/new",
    ];
    for dir in refused {
        for command in [&["note", "x"][..], &["status"], &["record", "path"]] {
            let said = place.fails(1, &[&["--data-dir", dir], command].concat());
            assert!(
                said.contains("which is reviewed here") && said.contains("--data-dir"),
                "{dir}: {said}"
            );
        }
    }
    let run = super::Run::of(
        place
            .command(&["note", "x"])
            .env("SNAGLIST_DATA_DIR", &inside)
            .output()
            .unwrap(),
    );
    assert!(
        run.code == Some(1) && run.err.contains("which is reviewed here"),
        "{run:?}"
    );
    assert_eq!(
        fs::read_dir(&inside).unwrap().count(),
        0,
        "nothing is written there"
    );
    // Beside it, and by a name that only begins alike.
    for dir in [
        "../elsewhere",
        "../repo-data",
        "../way/../beside",
        "kept/../../new",
    ] {
        place.ok(&["--data-dir", dir, "note", "x"]);
    }
}
