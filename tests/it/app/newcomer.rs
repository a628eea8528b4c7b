//! The demo's engagement, as somebody meets it who has never seen the program.

use snaglist::app::Screen;
use snaglist::app::input::geometry::TerminalSize;
use snaglist::app::msg::MouseKind;
use snaglist::demo;
use snaglist::record::DataDir;
use tempfile::TempDir;

use super::people::ana;
use super::session::Session;

fn open() -> (TempDir, Session) {
    let root = tempfile::tempdir().unwrap();
    let (dir, data) = (root.path().join("payments-api"), root.path().join("record"));
    demo::build(&dir, &DataDir::from(Some(data.clone())).unwrap()).unwrap();
    let session = Session::open_as(
        &dir,
        &data,
        &ana(),
        TerminalSize {
            cols: 120,
            rows: 40,
        },
    );
    (root, session)
}

#[test]
fn the_first_screen_says_what_waits_for_whom() {
    let (_root, mut session) = open();
    assert!(session.on_screen(Screen::Overview));
    session
        .sees("4 increments: tags on the branch")
        .sees("AC-12");
    session.sees("1 addressed note to verify (Y) · 6 criteria to judge (2 to check again)");
    assert!(
        session.title().ends_with("2/12 met · 1 waived · 4 snags"),
        "{}",
        session.title()
    );
}

#[test]
fn the_fix_is_looked_at_and_the_note_verified() {
    let (_root, mut session) = open();
    session
        .press("s G")
        .sees("addressed in b158672")
        .press("enter");
    assert!(session.title().contains("◂ 2/4"), "{}", session.title());
    assert!(
        session.cursor_line().contains("issue (blocking) · AC-5"),
        "{}",
        session.cursor_line()
    );
    session.sees("Only settled refunds count");
    session.press("t v").sees("verified by Ana");
    assert!(
        session.title().ends_with("2/12 met · 1 waived · 3 snags"),
        "{}",
        session.title()
    );
    // The criterion it was about is next: a snag of its own.
    session
        .sees("▸✗ AC-5")
        .sees("Refunds on their way do not count.");
}

#[test]
fn the_last_increment_is_reviewed_from_one_end_to_the_other() {
    let (_root, mut session) = open();
    session.press("> > > enter").sees("0/");
    for _ in 0..100 {
        session.press("n");
        if session.footer().contains("needs a verdict") {
            break;
        }
        session.press("space");
    }
    let files = session.model.screens.review.files.len();
    session
        .sees(&format!("{files}/{files} files viewed"))
        .sees("this criterion needs a verdict");
    let before = session.model.facts.waiting().to_judge;
    session.press("m");
    assert_eq!(session.model.facts.waiting().to_judge, before - 1);
}

#[test]
fn all_there_is_to_say_on_opening_can_be_read() {
    let (_root, mut session) = open();
    let left_out = "1351 files look like specs; 351 are left out, from features/ship/stack.feature on; -s reads a file or a folder of them";
    session.model.facts.engagement.remarks = vec![
        "partial clone: some contents".to_owned(),
        left_out.to_owned(),
    ];
    session.model.tell_remarks();
    assert!(
        session
            .footer()
            .contains("? shows one more remark · partial clone"),
        "{}",
        session.footer()
    );
    session
        .press("?")
        .sees("Remarks")
        .sees("- partial clone")
        .sees("351 are left out")
        .sees("folder of them");
}

#[test]
fn help_ends_with_its_last_line() {
    let (_root, mut session) = open();
    session.press("?");
    for _ in 0..100 {
        session.mouse(MouseKind::WheelDown, 60, 20);
    }
    session
        .sees("search the diff, or the names of files")
        .sees("Lines being typed");
}
