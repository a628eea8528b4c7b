//! Criteria that were divided, or put together: what was said goes with the nearest part, and is to
//! be looked at again.

use super::{CODE, Place, list};

const WHOLE: &str = "AC-5: Reports are exported as text, and a preview with page numbers, margins and a header of the \
                     customer is shown before anything is printed";

fn spec(items: &[&str]) -> String {
    format!(
        "# Reports\n\n## Acceptance criteria\n\n- [ ] {}\n",
        items.join("\n- [ ] ")
    )
}

/// A delivery in which AC-5 is divided, judged and noted on before.
fn divided() -> Place {
    let place = Place::new();
    let mut repo = place.builder();
    repo.write("SPEC.md", spec(&[WHOLE, "AC-6: Lists are sorted by name"]))
        .unwrap();
    repo.commit("Agree").unwrap();
    repo.branch("work").unwrap();
    repo.write("src/report.rs", CODE).unwrap();
    repo.commit("Report\n\nCriterion: AC-5\n").unwrap();
    place.check_out("work");
    place.ok(&["mark", "AC-5", "met"]);
    place.ok(&["note", "--criterion", "AC-5", "The margins are narrow."]);
    let parts = [
        "AC-5: Reports are exported as text",
        "AC-6: Lists are sorted by name",
        "AC-7: A preview with page numbers, margins and a header of the customer is shown before anything is printed",
    ];
    repo.write("SPEC.md", spec(&parts)).unwrap();
    repo.commit("Divide a criterion").unwrap();
    place.check_out("work");
    place
}

#[test]
fn what_was_said_of_a_divided_criterion_goes_with_the_nearest_part() {
    let place = divided();
    assert_eq!(
        place.json(&["note", "--list"])["notes"][0]["criterion"],
        "AC-7"
    );
    let status = place.json(&["status"]);
    assert_eq!(list(&status["former"]).len(), 0, "{status:#}");
    let amended: Vec<_> = list(&status["amendments"])
        .iter()
        .map(|one| (&one["criterion"], &one["kind"]))
        .collect();
    assert_eq!(
        amended,
        [(&"AC-7".into(), &"reworded".into())],
        "the words of before are judged"
    );
    assert_eq!(
        place.state("AC-7"),
        "met",
        "until somebody agrees to the change"
    );
    place.ok(&["spec", "agreed", "--agree", "AC-7"]);
    assert_eq!(
        (place.state("AC-7"), place.state("AC-5")),
        ("stale".to_owned(), "unreviewed".to_owned())
    );
}
