//! What a delivery changes in the agreed spec, in `status`, `spec agreed` and the export.

use super::{Place, list};

#[test]
fn a_removed_criterion_stays_where_it_stood() {
    let place = Place::new();
    let mut repo = place.builder();
    let agreed = "# Spec\n\n## Acceptance criteria\n\n- [ ] AC-1: Alpha opens the gate\n- [ ] AC-2: Beta closes the \
        window\n- [ ] AC-3: Gamma counts the sheep\n- [ ] AC-4: Delta feeds the horses\n- [ ] AC-5: Epsilon waters \
        the plants\n\n## Acceptance criteria of the cellar\n\n- [ ] CE-1: Zeta lights the lamp\n- [ ] CE-2: Eta \
        sweeps the floor\n- [ ] CE-3: Theta locks the door\n";
    repo.write("SPEC.md", agreed).unwrap();
    repo.commit("Agree").unwrap();
    repo.branch("work").unwrap();
    let delivered: String = agreed
        .lines()
        .filter(|line| !["AC-2", "AC-3", "CE-1"].iter().any(|id| line.contains(id)))
        .flat_map(|line| match line.contains("AC-5") {
            true => vec![
                line.to_owned(),
                "- [ ] AC-6: Iota rings the bell".to_owned(),
            ],
            false => vec![line.to_owned()],
        })
        .map(|line| line.replace("of the cellar", "of the basement") + "\n")
        .collect();
    repo.write("SPEC.md", delivered).unwrap();
    repo.write("src/gate.rs", "fn open() {}\n").unwrap();
    repo.commit("Deliver").unwrap();
    place.check_out("work");
    let status = place.json(&["status"]);
    let ids: Vec<&str> = list(&status["criteria"])
        .iter()
        .map(|found| found["id"].as_str().unwrap())
        .collect();
    assert_eq!(
        ids,
        [
            "AC-1", "AC-2", "AC-3", "AC-4", "AC-5", "AC-6", "CE-1", "CE-2", "CE-3"
        ]
    );
    let amended: Vec<&str> = list(&status["amendments"])
        .iter()
        .map(|found| found["criterion"].as_str().unwrap())
        .collect();
    assert_eq!(amended, ["AC-2", "AC-3", "AC-6", "CE-1"]);
}

#[test]
fn the_words_that_a_delivery_changes_are_marked() {
    let place = Place::new();
    let mut repo = place.builder();
    let spec = |days: &str| {
        format!(
            "# Spec\n\n## Acceptance criteria\n\n- [ ] AC-1: A refund is paid out {days}, to the account that the \
             charge was taken from, and the merchant is told of it by mail on the same day\n"
        )
    };
    repo.write("SPEC.md", spec("within 3 days")).unwrap();
    repo.commit("Agree").unwrap();
    repo.branch("work").unwrap();
    repo.write("SPEC.md", spec("within 30 *working* days"))
        .unwrap();
    repo.commit("Deliver").unwrap();
    place.check_out("work");
    for arguments in [&["status"][..], &["spec", "agreed"]] {
        let text = place.ok(arguments);
        assert!(
            text.contains("agreed:    A refund is paid out within [-3-] days"),
            "{text}"
        );
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            words.contains("paid out within {+30 *working*+} days"),
            "{text}"
        );
        assert!(
            words.contains("by mail on the same day"),
            "all of it is shown: {text}"
        );
    }
    let exported = place.ok(&["export"]);
    assert!(
        exported.contains("> A refund is paid out within ~~3~~ days"),
        "{exported}"
    );
    assert!(
        exported.contains("> A refund is paid out within **30 \\*working\\*** days"),
        "{exported}"
    );
    let mail = place.ok(&["export", "--format", "text"]);
    assert!(
        mail.contains("within [-3-] days") && mail.contains("{+30 *working*+}"),
        "{mail}"
    );
}
