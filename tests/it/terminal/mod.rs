//! The reviewer in a real terminal: what a person at the keyboard would see, also when it goes
//! wrong.
//!
//! Everything waits for what is on the screen, with a deadline; nothing waits for time to pass.

mod asking;
mod called_off;
mod choosing;
mod drafts;
mod editor;
mod ending;
mod flood;
mod flows;

use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::cli::Place;

/// How long anything may take before the test gives up.
const DEADLINE: Duration = Duration::from_secs(30);

/// While waiting for a file, the terminal is listened to for this long at a time.
const LISTEN: Duration = Duration::from_millis(20);

const ENTER: &str = "\r";
const ESC: &str = "\x1b";
const CTRL_E: &str = "\x05";
const CTRL_L: &str = "\x0c";
const CTRL_O: &str = "\x0f";
const CTRL_S: &str = "\x13";
const CTRL_Z: &str = "\x1a";

/// A terminal with a program in it.
struct Terminal {
    master: Box<dyn MasterPty>,
    keyboard: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    /// Whether the thread that reads the output is to end at the next of it.
    deaf: Arc<AtomicBool>,
    program: Program,
    emulator: vt100::Parser,
    /// Everything the program wrote.
    written: Vec<u8>,
}

/// A running program; killed when a test that failed leaves it.
struct Program(Box<dyn Child + Send + Sync>);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
    }
}

/// The reviewer on two increments, in a terminal of 120 × 40; see [`Place::delivered`].
fn reviewer(place: &Place) -> Terminal {
    Terminal::open(place, &[env!("CARGO_BIN_EXE_snaglist")], &[])
}

/// The reviewer on the diff of the second increment, the cursor on a line of its only file.
fn on_a_line(place: &Place) -> Terminal {
    let mut terminal = Terminal::open(
        place,
        &[env!("CARGO_BIN_EXE_snaglist"), "charges..refunds"],
        &[],
    );
    to_a_line(&mut terminal);
    terminal
}

fn to_a_line(terminal: &mut Terminal) {
    terminal.wait_for("twenty");
    // What the file bears on is read in the background, after what is on the screen.
    terminal.wait_for("(AC-2)");
    terminal.press("\t]");
    terminal.wait_for("hunk 1/1");
}

impl Terminal {
    fn open(place: &Place, command: &[&str], env: &[(&str, &str)]) -> Self {
        let size = PtySize {
            rows: 40,
            cols: 120,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let home = place.root.path().join("home");
        let mut builder = CommandBuilder::from_argv(command.iter().map(Into::into).collect());
        builder.env_clear();
        builder.cwd(place.repo());
        builder.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        builder.env("HOME", &home);
        builder.env("XDG_CONFIG_HOME", home.join("config"));
        builder.env("XDG_DATA_HOME", home.join("share"));
        builder.env("TMPDIR", place.root.path().join("tmp"));
        builder.env("SNAGLIST_DATA_DIR", place.data());
        builder.env("TERM", "xterm-256color");
        builder.env("LC_ALL", "C.UTF-8");
        builder.env("EDITOR", "false");
        env.iter()
            .for_each(|(name, value)| builder.env(name, value));
        let program = Program(pair.slave.spawn_command(builder).unwrap());
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (chunks, output) = mpsc::channel();
        let deaf = Arc::new(AtomicBool::new(false));
        let until = deaf.clone();
        thread::spawn(move || {
            let mut chunk = [0; 64 << 10];
            // The end of the output is an error on Linux: the other side is closed.
            while let Ok(1..) = reader.read(&mut chunk).inspect(|count| {
                let _ = chunks.send(chunk[..*count].to_vec());
            }) {
                if until.load(Ordering::SeqCst) {
                    break;
                }
            }
        });
        Self {
            keyboard: pair.master.take_writer().unwrap(),
            master: pair.master,
            output,
            deaf,
            program,
            emulator: vt100::Parser::new(cells(40), cells(120), 0),
            written: Vec::new(),
        }
    }

    fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    fn resize(&mut self, cols: u16, rows: u16) {
        self.emulator
            .screen_mut()
            .set_size(cells(rows), cells(cols));
        self.master
            .resize(PtySize {
                rows,
                cols,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
    }

    fn text(&self) -> String {
        self.emulator.screen().contents()
    }

    /// Listens until something was written, at most until then; false once the program has ended.
    fn listen(&mut self, until: Instant) -> bool {
        match self
            .output
            .recv_timeout(until.saturating_duration_since(Instant::now()))
        {
            Ok(chunk) => {
                self.emulator.process(&chunk);
                self.written.extend(chunk);
                true
            }
            Err(RecvTimeoutError::Timeout) => true,
            Err(RecvTimeoutError::Disconnected) => false,
        }
    }

    /// Listens until the screen is as wanted.
    fn wait_until(&mut self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        while !wanted(self.emulator.screen()) {
            assert!(
                Instant::now() < deadline,
                "still waiting for {what}:\n{}",
                self.text()
            );
            assert!(
                self.listen(deadline),
                "ended while waiting for {what}:\n{}",
                self.text()
            );
        }
    }

    fn wait_for(&mut self, text: &str) {
        self.wait_until(&format!("{text:?}"), |screen| {
            screen.contents().contains(text)
        });
    }

    fn wait_without(&mut self, text: &str) {
        self.wait_until(&format!("{text:?} to go"), |screen| {
            !screen.contents().contains(text)
        });
    }

    /// Waits until a draft with these words is on the disk.
    fn wait_for_draft(&mut self, place: &Place, words: &str) {
        let deadline = Instant::now() + DEADLINE;
        while !kept_drafts(place).iter().any(|draft| draft.contains(words)) {
            assert!(
                Instant::now() < deadline,
                "no draft with {words:?}:\n{}",
                self.text()
            );
            self.listen(Instant::now() + LISTEN);
        }
    }

    /// Waits until the program has ended; gives its exit status.
    fn end(&mut self) -> u32 {
        let deadline = Instant::now() + DEADLINE;
        while self.listen(deadline) {
            assert!(Instant::now() < deadline, "has not ended:\n{}", self.text());
        }
        self.program.0.wait().unwrap().exit_code()
    }

    fn signal(&self, name: &str) {
        let pid = self.program.0.process_id().unwrap().to_string();
        let sent = Command::new("sh")
            .args(["-c", "kill -$0 $1", name, &pid])
            .status()
            .unwrap();
        assert!(sent.success());
    }

    /// Ends the program as a power cut would.
    fn kill(mut self) {
        self.signal("KILL");
        self.end();
    }

    /// Takes the terminal away from under the program; gives its exit status.
    fn hang_up(self) -> u32 {
        let Self {
            master,
            mut keyboard,
            output,
            deaf,
            mut program,
            ..
        } = self;
        deaf.store(true, Ordering::SeqCst);
        // What the key changes on the screen (the label, in the text box) is the last that is read.
        keyboard.write_all(b"\t").unwrap();
        while output.recv_timeout(DEADLINE).is_ok() {}
        drop((keyboard, master));
        let (ended, status) = mpsc::channel();
        thread::spawn(move || ended.send(program.0.wait().unwrap().exit_code()));
        status
            .recv_timeout(DEADLINE)
            .expect("ends when the terminal is gone")
    }

    /// Holds that the terminal is as it was before the program took it over.
    fn assert_given_back(&self) {
        let screen = self.emulator.screen();
        assert!(!screen.alternate_screen(), "the screen of before is back");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "pastes come as they are");
        assert_eq!(
            screen.mouse_protocol_mode(),
            vt100::MouseProtocolMode::None,
            "the mouse is the terminal's"
        );
        let last = |bytes: &[u8]| {
            self.written
                .windows(bytes.len())
                .rposition(|window| window == bytes)
        };
        assert!(
            last(b"\x1b[?1004l") > last(b"\x1b[?1004h"),
            "turning to another window is not reported"
        );
        assert!(
            last(b"\x1b[?2026l") > last(b"\x1b[?2026h"),
            "what is written shows at once"
        );
        // A line typed now is shown and edited by the terminal again.
        #[cfg(unix)]
        if let Some(modes) = self.master.get_termios() {
            let modes = format!("{:?}", modes.local_flags);
            assert!(
                modes.contains("ICANON") && modes.contains("ECHO"),
                "{modes}"
            );
        }
    }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

/// The files in which drafts are kept.
fn kept_drafts(place: &Place) -> Vec<String> {
    let Ok(projects) = fs::read_dir(place.data().join("projects")) else {
        return Vec::new();
    };
    let drafts =
        projects.filter_map(|project| fs::read_dir(project.ok()?.path().join("drafts")).ok());
    drafts
        .flatten()
        .filter_map(|file| fs::read_to_string(file.ok()?.path()).ok())
        .collect()
}

/// A shell script that can be run.
fn script(place: &Place, name: &str, text: &str) -> PathBuf {
    let path = place.root.path().join(name);
    fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
    make_executable(&path);
    path
}

fn make_executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}
