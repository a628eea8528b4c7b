//! How much is suggested, and how certain a suggestion is said to be.

use snaglist::trace::suggest::Strength;

use super::key;
use super::suggest::{Delivered, HEALTH, REFUND, agreed, criteria, first, suggestions};

const COPY: &str = "/// A refund is made once per idempotency key.\n\
    pub fn refund_again(charge: ChargeId, key: IdempotencyKey) -> Result<Refund> {\n\
    \x20   if let Some(known) = store.find_refund(&key)? {\n        return Ok(known);\n    }\n}\n";

#[test]
fn of_one_commit_the_other_files_make_a_suggestion_uncertain() {
    let strength = |delivered: &[Delivered]| first(&suggestions(&agreed(), delivered), "AC-1").1;
    let alone: [Delivered; 1] = [("Work", &[("a.rs", REFUND), ("health.rs", HEALTH)])];
    assert_eq!(strength(&alone), Strength::Strong);
    let twice: [Delivered; 1] = [(
        "Work",
        &[("a.rs", REFUND), ("b.rs", COPY), ("health.rs", HEALTH)],
    )];
    assert_eq!(strength(&twice), Strength::Weak);
    let commits: [Delivered; 2] = [
        ("Work", &[("a.rs", REFUND), ("health.rs", HEALTH)]),
        ("Work", &[("b.rs", COPY)]),
    ];
    assert_eq!(strength(&commits), Strength::Weak, "of another commit");
    let commits: [Delivered; 2] = [
        ("Work", &[("a.rs", REFUND), ("b.rs", COPY)]),
        ("Work", &[("health.rs", HEALTH)]),
    ];
    assert_eq!(strength(&commits), Strength::Strong, "of its own commit");
}

#[test]
fn a_margin_of_a_tenth_is_strong_and_of_a_twenty_fifth_fair() {
    for (margin, strength) in [
        (0.0, Strength::Weak),
        (0.039, Strength::Weak),
        (0.04, Strength::Fair),
        (0.099, Strength::Fair),
        (0.10, Strength::Strong),
    ] {
        assert_eq!(Strength::of_margin(margin), strength, "{margin}");
    }
}

#[test]
fn at_most_eight_hunks_are_suggested_and_those_near_the_best() {
    let specs = criteria(&[("AC-1", "The giraffe eats."), ("AC-2", "The zebra sleeps.")]);
    let texts: Vec<(String, String)> = (0..12)
        .map(|n| (format!("f{n}.py"), format!("giraffe_eats(x{n})\n")))
        .collect();
    let files: Vec<(&str, &str)> = texts
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .chain([("zebra.py", "zebra\n")])
        .collect();
    let found = suggestions(&specs, &[("Animals", &files)]);
    assert_eq!(found.of_criterion(&key("AC-1")).len(), 8);
    assert!(found.hunks_for(&key("AC-1")).len() >= 12);
    assert_eq!(found.of_criterion(&key("AC-2")).len(), 1);
}
