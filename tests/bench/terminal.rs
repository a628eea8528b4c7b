//! Times the reviewer in a real terminal, side by side with other programs that show differences.
//!
//! `cargo bench --bench terminal -- DIR BASE HEAD [PROGRAM...]`: opens the range BASE..HEAD of the
//! repository in DIR in a terminal of 200 columns by 50 lines, with this program and with those of
//! `less`, `tig`, `delta` and `tuicr` that are installed (or with the PROGRAMs named). Prints a row
//! each: milliseconds from before the start to the first line of a difference; from a key to the
//! last byte it led to (page, file, hunk: median and slowest); from the key to the end of
//! everything; and the peak of memory, children included. Medians of five runs after one that is
//! not counted. The others are started with the configuration of that repository in force, so give
//! it one of your own. Linux only. Without a DIR nothing is measured.

use std::collections::HashMap;
use std::io::{Read as _, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use regex::Regex;

const RUNS: usize = 5;
const SIZE: PtySize = PtySize {
    rows: 50,
    cols: 200,
    pixel_width: 0,
    pixel_height: 0,
};

/// Nothing comes for so long: what a key led to is all there.
const SILENCE: Duration = Duration::from_millis(6);
/// The same for programs that go on in the background, after the key to the end of everything.
const LONG_SILENCE: Duration = Duration::from_millis(600);
const PATIENCE: Duration = Duration::from_secs(60);

/// What a program may ask its terminal, and the answer, which real terminals give at once: the
/// colours, what it is, where the cursor is, the keyboard's mode.
const ANSWERS: [(&[u8], &[u8]); 5] = [
    (b"\x1b]11;?", b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\"),
    (b"\x1b]10;?", b"\x1b]10;rgb:dddd/dddd/dddd\x1b\\"),
    (b"\x1b[c", b"\x1b[?62;22c"),
    (b"\x1b[6n", b"\x1b[1;1R"),
    (b"\x1b[?u", b"\x1b[?0u"),
];

/// A program: its name, its command in `sh` with `$A` and `$B` for the range, what a screen with a
/// difference has, and its keys for page, file, hunk and end; none where it has no such key.
struct Program {
    name: &'static str,
    command: String,
    first: &'static str,
    keys: [&'static str; 4],
}

fn programs(spec: &Path) -> Vec<Program> {
    let ours = format!(
        "exec {} -s {} $A..$B",
        env!("CARGO_BIN_EXE_snaglist"),
        spec.display()
    );
    let program = |name, command: &str, first, keys| Program {
        name,
        command: command.to_owned(),
        first,
        keys,
    };
    vec![
        program("snaglist", &ours, r"\d +[+−] ", ["\x1b[6~", "}", "]", "G"]),
        program(
            "less",
            "exec git diff --color $A $B",
            "(?m)^diff --git",
            [" ", "", "", "G"],
        ),
        program(
            "tig",
            "git diff $A $B | exec tig",
            "(?m)^diff --git",
            ["\x1b[6~", "", "", "\x1b[F"],
        ),
        program(
            "delta",
            "exec git -c core.pager='delta --side-by-side --line-numbers --dark --paging=always' diff $A $B",
            r"\d+ *│",
            [" ", "", "", "G"],
        ),
        program(
            "tuicr",
            "exec tuicr -r $A..$B --no-update-check",
            "@@ -",
            ["\x1b[6~", "}", "", "G"],
        ),
    ]
}

/// A program in a terminal.
struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keyboard: Arc<Mutex<Box<dyn Write + Send>>>,
    output: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    started: Instant,
}

impl Terminal {
    fn open(dir: &Path, command: &str, range: &[String; 2]) -> Self {
        let pair = native_pty_system().openpty(SIZE).unwrap();
        let mut builder = CommandBuilder::new("sh");
        builder.args(["-c", command]);
        builder.cwd(dir);
        builder.env("A", &range[0]);
        builder.env("B", &range[1]);
        builder.env("TERM", "xterm-256color");
        builder.env("COLORTERM", "truecolor");
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keyboard = Arc::new(Mutex::new(pair.master.take_writer().unwrap()));
        let answering = keyboard.clone();
        let (sender, output) = mpsc::channel();
        let started = Instant::now();
        let child = pair.slave.spawn_command(builder).unwrap();
        drop(pair.slave);
        // Stamped when it arrives, so that what is done with it here is not in the figures.
        thread::spawn(move || {
            let mut bytes = vec![0; 1 << 16];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                for (question, answer) in ANSWERS {
                    if bytes[..count]
                        .windows(question.len())
                        .any(|window| window == question)
                    {
                        let _ = answering.lock().unwrap().write_all(answer);
                    }
                }
                if sender
                    .send((Instant::now(), bytes[..count].to_vec()))
                    .is_err()
                {
                    return;
                }
            }
        });
        let lines = |count| NonZeroU16::new(count).unwrap();
        let screen = vt100::Parser::new(lines(SIZE.rows), lines(SIZE.cols), 0);
        Self {
            child,
            master: pair.master,
            keyboard,
            output,
            screen,
            started,
        }
    }

    /// Milliseconds from the start until the screen has it.
    fn until(&mut self, wanted: &Regex) -> Option<f64> {
        let end = Instant::now() + PATIENCE;
        loop {
            let (at, bytes) = self
                .output
                .recv_timeout(end.saturating_duration_since(Instant::now()))
                .ok()?;
            self.screen.process(&bytes);
            if wanted.is_match(&self.screen.screen().contents()) {
                return Some(millis(at - self.started));
            }
        }
    }

    /// Takes what comes until there is silence.
    fn settle(&mut self, silence: Duration) -> Option<Instant> {
        let mut last = None;
        let mut wait = PATIENCE.min(Duration::from_secs(2));
        loop {
            match self.output.recv_timeout(wait) {
                Ok((at, _)) => (last, wait) = (Some(at), silence),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return last,
            }
        }
    }

    /// Milliseconds from a key to the last byte it led to; `None` when it led to nothing.
    fn press(&mut self, key: &str, silence: Duration) -> Option<f64> {
        let pressed = Instant::now();
        self.keyboard
            .lock()
            .unwrap()
            .write_all(key.as_bytes())
            .ok()?;
        self.settle(silence).map(|last| millis(last - pressed))
    }

    /// The slowest and the median of so many presses.
    fn presses(&mut self, key: &str, count: usize) -> Option<[f64; 2]> {
        if key.is_empty() {
            return None;
        }
        let mut took: Vec<f64> = (0..count).map_while(|_| self.press(key, SILENCE)).collect();
        took.sort_by(f64::total_cmp);
        Some([*took.get(took.len() / 2)?, *took.last()?])
    }

    /// MiB that it and its children had at most.
    fn peak(&self) -> f64 {
        let mut tree = vec![self.child.process_id().unwrap_or_default()];
        let parents = parents();
        let mut at = 0;
        while let Some(parent) = tree.get(at).copied() {
            tree.extend(
                parents
                    .iter()
                    .filter(|(_, of)| **of == parent)
                    .map(|(pid, _)| *pid),
            );
            at += 1;
        }
        let peak = |pid: &u32| {
            let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
            let line = status
                .lines()
                .find_map(|line| line.strip_prefix("VmHWM:"))?;
            line.trim()
                .trim_end_matches("kB")
                .trim()
                .parse::<f64>()
                .ok()
        };
        tree.iter().filter_map(peak).sum::<f64>() / 1_024.0
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if let Some(group) = self.master.process_group_leader() {
            let _ = std::process::Command::new("kill")
                .args(["-TERM", "--", &format!("-{group}")])
                .output();
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn parents() -> HashMap<u32, u32> {
    let pids = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = pids.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let parent = |pid: u32| {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        stat.rsplit(')')
            .next()?
            .split_whitespace()
            .nth(1)?
            .parse()
            .ok()
    };
    pids.filter_map(|pid| Some((pid, parent(pid)?))).collect()
}

fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

/// The figures of one run, in the order of the columns; `None` where there is no such key.
type Figures = [Option<f64>; 9];

fn run(program: &Program, dir: &Path, range: &[String; 2]) -> Figures {
    let mut terminal = Terminal::open(dir, &program.command, range);
    let first = terminal.until(&Regex::new(program.first).unwrap());
    terminal.settle(Duration::from_millis(400));
    let [page, file, hunk, end] = program.keys;
    if program.name == "snaglist" {
        terminal.press("\t", SILENCE);
        terminal.press("g", SILENCE);
    }
    let files = terminal.presses(file, 20);
    let hunks = terminal.presses(hunk, 50);
    let pages = terminal.presses(page, 50);
    let end = terminal.press(end, LONG_SILENCE);
    let peak = terminal.peak();
    let both = |figures: Option<[f64; 2]>| {
        figures.map_or([None; 2], |[median, slowest]| [Some(median), Some(slowest)])
    };
    let ([pages, slow_page], [files, slow_file], [hunks, slow_hunk]) =
        (both(pages), both(files), both(hunks));
    [
        first,
        pages,
        slow_page,
        files,
        slow_file,
        hunks,
        slow_hunk,
        end,
        Some(peak),
    ]
}

fn main() {
    let arguments: Vec<String> = env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let [dir, base, head, only @ ..] = arguments.as_slice() else {
        println!("terminal: no repository and range given; nothing was measured");
        return;
    };
    let (dir, range) = (PathBuf::from(dir), [base.clone(), head.clone()]);
    let home = tempfile::tempdir().unwrap();
    let spec = home.path().join("spec.md");
    fs::write(
        &spec,
        "# Spec\n\n## Acceptance criteria\n\n- [ ] **AC-1** It works.\n",
    )
    .unwrap();
    let data = format!(
        "export SNAGLIST_DATA_DIR={}; ",
        home.path().join("data").display()
    );
    println!("| | first | page | slowest | file | slowest | hunk | slowest | to the end | MiB |");
    println!("|---|---|---|---|---|---|---|---|---|---|");
    for mut program in programs(&spec) {
        let installed = |name: &str| {
            env::split_paths(&env::var_os("PATH").unwrap_or_default())
                .any(|dir| dir.join(name).is_file())
        };
        let wanted = only.is_empty() || only.iter().any(|name| name == program.name);
        if !wanted || (program.name != "snaglist" && !installed(program.name)) {
            continue;
        }
        program.command.insert_str(0, &data);
        let _warm = run(&program, &dir, &range);
        let runs: Vec<Figures> = (0..RUNS).map(|_| run(&program, &dir, &range)).collect();
        let mut row = format!("| {}", program.name);
        for column in 0..runs[0].len() {
            let mut figures: Vec<f64> = runs.iter().filter_map(|run| run[column]).collect();
            figures.sort_by(f64::total_cmp);
            match figures.get(figures.len() / 2) {
                Some(figure) if *figure < 10.0 => row += &format!(" | {figure:.1}"),
                Some(figure) => row += &format!(" | {figure:.0}"),
                None => row += " | –",
            }
        }
        println!("{row} |");
    }
}
