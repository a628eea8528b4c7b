//! Starting, writing, resizing, leaving.

use super::*;

#[test]
fn the_first_start_opens_the_overview_and_leaving_restores_the_terminal() {
    let (place, _repo) = Place::delivered();
    let mut terminal = reviewer(&place);
    terminal.wait_for("AC-3");
    terminal.wait_for("Overview");
    assert!(terminal.emulator.screen().alternate_screen());
    terminal.press(ENTER);
    terminal.wait_for("src/charge.rs");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    terminal.assert_given_back();
}

#[test]
fn a_note_called_saved_survives_being_killed() {
    let (place, _repo) = Place::delivered();
    let mut terminal = on_a_line(&place);
    terminal.press("c");
    terminal.wait_for("post");
    terminal.press("Check the sum before inserting");
    terminal.press(CTRL_S);
    terminal.wait_for("saved");
    terminal.kill();

    let mut terminal = on_a_line(&place);
    terminal.wait_for("Check the sum before inserting");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_note_of_one_instance_appears_in_the_other() {
    let (place, _repo) = Place::delivered();
    let mut one = on_a_line(&place);
    let mut other = on_a_line(&place);
    one.press("cSeen from elsewhere");
    one.press(CTRL_S);
    one.wait_for("saved");
    other.wait_for("Seen from elsewhere");
    other.press("cAnd answered");
    other.press(CTRL_S);
    one.wait_for("And answered");
}

#[test]
fn another_size_keeps_what_is_being_written_and_where() {
    let (place, _repo) = Place::delivered();
    let mut terminal = on_a_line(&place);
    terminal.press("c");
    terminal.wait_for("post");
    terminal.press("first second");
    terminal.press("\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D");
    terminal.resize(80, 24);
    terminal.wait_until("the smaller screen", |screen| {
        screen.contents().contains("first second") && screen.cursor_position().0 < 24
    });
    terminal.press("and ");
    terminal.wait_for("first and second");
    terminal.resize(140, 50);
    terminal.press("then ");
    terminal.wait_for("first and then second");
}

#[test]
fn suspending_gives_the_terminal_to_the_shell_until_it_continues_us() {
    let (place, _repo) = Place::delivered();
    let mut terminal = Terminal::open(&place, &["sh", "-i"], &[("PS1", "shell> ")]);
    terminal.wait_for("shell>");
    terminal.press(&format!(
        "{} charges..refunds\r",
        env!("CARGO_BIN_EXE_snaglist")
    ));
    to_a_line(&mut terminal);
    terminal.press(CTRL_Z);
    terminal.wait_for("Stopped");
    terminal.assert_given_back();
    terminal.press("fg\r");
    terminal.wait_for("twenty");
    assert!(terminal.emulator.screen().alternate_screen());
    // The keyboard is ours again too.
    terminal.press("q");
    terminal.wait_until("the shell", |screen| {
        screen.contents().trim_end().ends_with("shell>")
    });
    terminal.press("echo ended with $?\r");
    terminal.wait_for("ended with 0");
}

#[test]
fn drawing_anew_repairs_a_screen_that_was_written_over() {
    let (place, _repo) = Place::delivered();
    let mut terminal = on_a_line(&place);
    terminal
        .emulator
        .process(b"\x1b[10;10Hsomething else wrote here");
    terminal.press(CTRL_L);
    terminal.wait_without("something else");
    terminal.wait_for("twenty");
}

#[test]
fn source_text_gets_its_colours_and_a_line_that_never_ends_costs_nothing_but_them() {
    let (place, mut repo) = Place::delivered();
    repo.write(
        "endless.svelte",
        "<p class=\"before\">\n{a /* b\n<p class=\"behind\">\n",
    )
    .unwrap();
    repo.write("words.rs", "fn words() {}\n").unwrap();
    repo.commit("Add a page").unwrap();
    repo.tag("page").unwrap();
    let mut terminal = Terminal::open(
        &place,
        &[env!("CARGO_BIN_EXE_snaglist"), "refunds..page"],
        &[],
    );
    terminal.wait_for("fn words");
    let coloured = |screen: &vt100::Screen, text: &str| {
        screen.rows(0, 120).zip(0..).any(|(line, y)| {
            let at = line.find(text).map(|at| line[..at].chars().count() as u16);
            let cell = at.and_then(|x| screen.cell(y, x));
            cell.is_some_and(|cell| cell.fgcolor() != vt100::Color::Default)
        })
    };
    terminal.wait_until("colours behind the endless line", |screen| {
        coloured(screen, "fn words")
    });
    assert!(coloured(terminal.emulator.screen(), "\"before\""));
    assert!(!coloured(terminal.emulator.screen(), "\"behind\""));
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
}
