//! A review of some folders of a repository, and when things were delivered.

use crate::cli::Place;

fn monorepo() -> Place {
    let place = Place::new();
    let mut repo = place.builder();
    repo.write("SPEC.md", crate::cli::SPEC).unwrap();
    repo.write("services/pay/old.rs", "x\n")
        .unwrap()
        .commit("start")
        .unwrap();
    repo.branch("delivery").unwrap();
    repo.write("services/pay/a.rs", "a\n")
        .unwrap()
        .write("services/payroll/b.rs", "b\n")
        .unwrap();
    repo.write("docs/c.md", "c\n")
        .unwrap()
        .commit("AC-1: deliver")
        .unwrap();
    repo.finish().unwrap();
    place
}

#[test]
fn what_lies_outside_the_folders_is_counted_and_not_listed() {
    let place = monorepo();
    let found = place.json(&["increments", "--path", "services/pay/"]);
    assert_eq!(
        (
            &found["increments"][0]["files"],
            &found["increments"][0]["outside"]
        ),
        (&1.into(), &2.into())
    );
    assert_eq!(found["left_out"][0]["count"], 2);
    assert!(
        found["left_out"][0]["why"]
            .as_str()
            .unwrap()
            .contains("outside `services/pay` are not shown")
    );
    let two = place.json(&["increments", "--path", "services/pay", "--path", "docs"]);
    assert_eq!(
        (
            &two["increments"][0]["files"],
            &two["increments"][0]["outside"]
        ),
        (&2.into(), &1.into())
    );
    for command in ["status", "increments", "trace", "export"] {
        let said = place.ok(&[command, "--path", "services/pay"]);
        assert!(said.contains("2 files outside"), "{command}: {said}");
        assert!(!said.contains("payroll"), "{command}: {said}");
    }
    let all = place.json(&["increments", "--path", "."]);
    assert_eq!(
        (
            &all["increments"][0]["files"],
            &all["increments"][0]["outside"]
        ),
        (&3.into(), &0.into())
    );
}

#[test]
fn a_path_that_is_in_no_version_is_refused() {
    let place = monorepo();
    for path in ["services/pai", "../elsewhere", "/etc"] {
        let run = place.run(&["status", "--path", path]);
        assert_eq!(run.code, Some(1), "{path}");
        assert!(
            run.err.contains("--path") && run.err.contains(path),
            "{}",
            run.err
        );
    }
}
