//! Opening a repository in which no file is certainly the spec.

use super::*;

/// Two files that may be meant, and one increment.
fn unclear() -> Place {
    let place = Place::new();
    let mut repo = place.builder();
    repo.write(
        "notes/scope of work.md",
        "# Scope\n\n- [ ] It refunds\n- [ ] It records\n",
    )
    .unwrap();
    repo.write("notes/plan.md", "# Plan\n\n- [ ] It is quick\n")
        .unwrap();
    repo.commit("Begin").unwrap();
    repo.write("src/refund.rs", "fn refund() {}\n")
        .unwrap()
        .commit("Refund")
        .unwrap();
    repo.finish().unwrap();
    place
}

#[test]
fn one_key_chooses_the_spec_and_the_next_start_goes_by_it() {
    let place = unclear();
    let mut terminal = reviewer(&place);
    terminal.wait_for("which file is the spec?");
    terminal.wait_for("It refunds");
    terminal.press("2");
    // The id it has in the review; its text stood among the choices.
    terminal.wait_for("C1");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);

    let mut terminal = reviewer(&place);
    // The id it has in the review; its text stood among the choices.
    terminal.wait_for("C1");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn leaving_without_a_choice_says_what_was_looked_for() {
    let place = unclear();
    let mut terminal = reviewer(&place);
    terminal.wait_for("which file is the spec?");
    terminal.press(ESC);
    terminal.wait_for("snaglist -s 'notes/scope of work.md'  (2 criteria)");
    assert_eq!(terminal.end(), 1);
    terminal.assert_given_back();
}

#[test]
fn another_size_keeps_the_choice_on_the_screen() {
    let place = unclear();
    let mut terminal = reviewer(&place);
    terminal.wait_for("which file is the spec?");
    terminal.resize(60, 12);
    terminal.wait_until("the smaller screen", |screen| {
        screen.contents().contains("notes/plan.md")
    });
    terminal.press("j\r");
    // The id it has in the review; its text stood among the choices.
    terminal.wait_for("C1");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
}
