//! An exchange of the record that is called off at the terminal.

use std::process::Stdio;

use super::*;

/// A host that does not answer, reached by an `ssh` that heeds no signal; its number stands in the
/// file.
fn deaf_ssh(place: &Place, number: &Path) -> PathBuf {
    let begun = number.with_extension("begun");
    let text = format!(
        "trap '' INT TERM HUP\necho $$ > '{}'\nmv '{}' '{}'\nwhile :; do sleep 1; done",
        begun.display(),
        begun.display(),
        number.display()
    );
    script(place, "ssh.sh", &text)
}

/// Whether a process still runs. One that has ended may wait to be counted out.
fn runs(number: &str) -> bool {
    let told = fs::read_to_string(format!("/proc/{}/stat", number.trim())).unwrap_or_default();
    let state = told
        .rsplit(')')
        .next()
        .and_then(|rest| rest.split_whitespace().next());
    !matches!(state, None | Some("Z" | "X"))
}

#[cfg(target_os = "linux")]
#[test]
fn an_exchange_called_off_leaves_no_ssh_behind_and_harms_nobody_beside_it() {
    let (place, _repo) = Place::delivered();
    place.ok(&["note", "x"]);
    let (number, beside) = (
        place.root.path().join("number"),
        place.root.path().join("beside"),
    );
    let ssh = deaf_ssh(&place, &number);
    let program = env!("CARGO_BIN_EXE_snaglist");
    // A shell that runs a script has all of it in one process group. It stays, for its end would
    // end the others.
    let words = format!(
        "sleep 1000 & echo $! > '{}'; '{program}' sync ssh://nowhere.invalid/x; echo \"ended $?\"; read answer",
        beside.display()
    );
    let shell = script(&place, "shell.sh", &format!("trap 'true' INT\n{words}"));
    let env = [
        ("GIT_SSH_VARIANT", "ssh"),
        ("GIT_SSH_COMMAND", ssh.to_str().unwrap()),
    ];
    let mut terminal = Terminal::open(&place, &[shell.to_str().unwrap()], &env);
    let deadline = Instant::now() + DEADLINE;
    while !number.exists() {
        assert!(
            Instant::now() < deadline,
            "ssh was never called:\n{}",
            terminal.text()
        );
        terminal.listen(Instant::now() + LISTEN);
    }
    let (ssh, beside) = (
        fs::read_to_string(number).unwrap(),
        fs::read_to_string(beside).unwrap(),
    );
    assert!(runs(&ssh) && runs(&beside));
    terminal.press("\x03");
    terminal.wait_for("ended 1");
    let left = runs(&ssh);
    let others = runs(&beside);
    Command::new("kill")
        .args(["-KILL", ssh.trim(), beside.trim()])
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(terminal.text().contains("cancelled"), "{}", terminal.text());
    assert!(!left, "the ssh that heeds no signal is left behind");
    assert!(others, "what runs beside the exchange was ended with it");
}
