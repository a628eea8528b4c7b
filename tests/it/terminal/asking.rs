//! What is asked on a terminal before much comes in, or the summary goes over somebody's file.

use super::*;
use crate::sync::files::with_drafts;

#[test]
fn a_large_record_comes_in_only_after_a_yes() {
    let (place, _repo) = Place::delivered();
    place.ok(&["note", "x"]);
    let file = place.root.path().join("sent.snaglist");
    fs::write(&file, with_drafts(&place, 150)).unwrap();
    let command = [
        env!("CARGO_BIN_EXE_snaglist"),
        "record",
        "import",
        file.to_str().unwrap(),
        "--mine",
    ];
    for answer in ["\r", "n\r", "maybe\r"] {
        let mut terminal = Terminal::open(&place, &command, &[]);
        terminal.wait_for("0 entries and 150 drafts that are not here (1 MiB). Take it in? [y/N]");
        terminal.press(answer);
        terminal.wait_for("nothing was taken in");
        assert_eq!(terminal.end(), 1);
        assert!(!place.record().join("drafts").exists());
    }
    let mut terminal = Terminal::open(&place, &command, &[]);
    terminal.wait_for("Take it in? [y/N]");
    terminal.press("y\r");
    terminal.wait_for("0 entries and 150 drafts are new here");
    assert_eq!(terminal.end(), 0);
    assert_eq!(
        fs::read_dir(place.record().join("drafts")).unwrap().count(),
        150
    );
}

#[test]
fn the_summary_goes_over_somebodys_file_only_after_a_yes_in_the_form_of_its_ending() {
    let (place, _repo) = Place::delivered();
    let file = place.root.path().join("mine.json");
    fs::write(&file, "mine").unwrap();
    let mut terminal = on_a_line(&place);
    let mut ask = |answer: &str, then: &str| {
        terminal.press(&format!("e\x15{}\r", file.display()));
        terminal.wait_for("exists and is not a review summary. Write there? [y/N]");
        terminal.press(answer);
        terminal.wait_for(then);
    };
    ask("\r", "nothing was written");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    ask("y\r", "summary written to");
    assert!(fs::read_to_string(&file).unwrap().starts_with("{\n"));
}
