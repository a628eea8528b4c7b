//! Real system calls of the real program, made to fail one after the other by `strace`;
//! `cargo test --release --test it traced -- --ignored --nocapture`.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;

use crate::cli::{Place, Run};

/// What the kernel answers, or does, instead.
pub(crate) const FAULTS: [&str; 6] = [
    "error=ENOSPC",
    "error=EIO",
    "error=EROFS",
    "error=EACCES",
    "error=EINTR",
    "signal=KILL",
];

/// No run comes near as many calls of one name; going on for ever would show nothing.
const MOST: usize = 2_000;

/// Runs the program with one call of that name failing, the one of that number, 1-based; `None`
/// when there were fewer.
pub(crate) fn run(
    place: &Place,
    arguments: &[&str],
    call: &str,
    fault: &str,
    number: usize,
) -> Option<Run> {
    assert!(number < MOST, "{call} is called without end");
    let traced = place.root.path().join(format!("trace-{call}"));
    let like = place.command(arguments);
    let mut command = Command::new("strace");
    command.arg("-o").arg(&traced);
    command.args([
        "-e",
        &format!("trace={call}"),
        "-e",
        &format!("inject={call}:{fault}:when={number}"),
    ]);
    command
        .arg(like.get_program())
        .args(like.get_args())
        .current_dir(place.repo())
        .env_clear();
    command
        .envs(
            like.get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .stdin(Stdio::null());
    let run = Run::of(command.output().expect("strace is there"));
    let trace = fs::read_to_string(&traced).expect("strace wrote");
    let hit = trace.contains("(INJECTED)") || trace.contains("+++ killed by SIGKILL");
    hit.then_some(run)
}

/// Puts a copy of a directory in the place of another.
pub(crate) fn restore(from: &Path, to: &Path) {
    if to.exists() {
        fs::remove_dir_all(to).unwrap();
    }
    let copied = Command::new("cp")
        .arg("-a")
        .args([from, to])
        .status()
        .unwrap();
    assert!(copied.success());
}

/// A record with two entries of a colleague's and three of one's own, kept aside to begin from each
/// time.
fn begun() -> Place {
    let (place, _) = Place::delivered();
    let (own, aside) = (
        place.data().join("identity.toml"),
        place.root.path().join("aside"),
    );
    place.ok(&["note", "a colleague's"]);
    fs::remove_file(&own).unwrap();
    place.ok(&["note", "before"]);
    place.ok(&["note", "and before"]);
    restore(&place.data(), &aside);
    place
}

/// Every call of that name of a note, in every way; how many there were.
fn fail_each(call: &str) -> usize {
    let place = begun();
    let mut faults = 0;
    for fault in FAULTS {
        for number in 1.. {
            restore(&place.root.path().join("aside"), &place.data());
            let before = place.events();
            let Some(run) = run(&place, &["note", "x"], call, fault, number) else {
                break;
            };
            faults += 1;
            let what = format!("{call} {fault} {number}: {run:?}");
            let after = place.events();
            assert!(before.iter().all(|path| after.contains(path)), "{what}");
            if run.code == Some(0) {
                // A name that could not be read is said once more, so that there may be two.
                assert!(after.len() > before.len(), "acknowledged, so there: {what}");
            }
            place.ok(&["note", "next"]);
            let verified = place.run(&["record", "verify", "--json"]);
            assert!(
                verified.out.contains("\"damaged\": []"),
                "{what}: {}",
                verified.out
            );
            let next = place.ok(&["note", "--list"]);
            let count = |text: &str| next.lines().filter(|line| line.ends_with(text)).count();
            assert_eq!(count(" next"), 1, "{what}: {next}");
            assert!(
                count(" x") == usize::from(run.code == Some(0)) || run.code != Some(0),
                "{what}: {next}"
            );
        }
    }
    println!("{call}: {faults} faults");
    faults
}

/// Has the calls failed, some at once; how many faults there were in all.
pub(crate) fn each(calls: &[&str], fail_each: impl Fn(&str) -> usize + Sync) -> usize {
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let left = Mutex::new(calls.to_vec());
    let faults: usize = std::thread::scope(|scope| {
        let work = || {
            let next = || left.lock().unwrap().pop();
            std::iter::from_fn(next).map(&fail_each).sum::<usize>()
        };
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        running
            .into_iter()
            .map(|worker| worker.join().unwrap())
            .sum()
    });
    println!("{faults} faults");
    faults
}

#[test]
#[ignore = "long, and needs strace"]
fn every_system_call_of_a_note_may_fail() {
    // What a kernel or a library does not use counts nothing; what every one does is below.
    let calls = [
        ["openat", "write", "fsync", "close"].as_slice(),
        &[
            "read",
            "renameat2",
            "rename",
            "linkat",
            "unlink",
            "unlinkat",
            "flock",
            "mkdir",
            "ftruncate",
        ],
        &[
            "statx",
            "newfstatat",
            "getdents64",
            "fcntl",
            "pread64",
            "pwrite64",
            "lseek",
            "getrandom",
        ],
    ];
    let faults = each(&calls.concat(), fail_each);
    assert!(faults > 200, "{faults}");
}
