//! Killed at every step, on disks that are full or read-only, under clocks that jump; and the long
//! runs, `cargo test --release --test it record::crashes -- --ignored --nocapture`.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use snaglist::model::note::Label;
use snaglist::model::time::Timestamp;
use snaglist::record::Journal;
use snaglist::record::faults::{self, FaultPoint};

use super::journal::{identity, open};
use super::sample::note;

const ROOT: &str = "SNAGLIST_TEST_RECORD";
const STEP: &str = "SNAGLIST_TEST_STEP";
const COUNT: &str = "SNAGLIST_TEST_COUNT";

/// The body of the other process: dies at a step, or writes until it is killed.
#[test]
#[ignore = "run by the tests below, in a process of its own"]
fn a_process_to_be_killed() {
    let Some(root) = std::env::var_os(ROOT) else {
        return;
    };
    let number = |name| {
        std::env::var(name)
            .ok()
            .and_then(|value| value.parse::<u32>().ok())
    };
    let (_, project) = open(Path::new(&root));
    if let Some(last) = number(STEP) {
        let mut count = 0;
        faults::set(Some(Box::new(move |step| {
            // Of reading there is more each time.
            count += u32::from(step != FaultPoint::Read);
            if count == last {
                std::process::abort()
            } else {
                Ok(())
            }
        })));
    }
    let mut journal = Journal::open(&project, &identity(0)).expect("it opens");
    for i in 0..number(COUNT).unwrap_or(1) {
        let text = format!("{i} by {}", std::process::id());
        let event = journal
            .append(Timestamp(0), note(Label::Issue, &text))
            .expect("saved");
        writeln!(std::io::stdout().lock(), "\nsaved {}", event.id).expect("the parent reads");
    }
}

fn start(root: &Path, variables: &[(&str, String)]) -> Child {
    Command::new(std::env::current_exe().expect("this test"))
        .args([
            "--exact",
            "record::crashes::a_process_to_be_killed",
            "--ignored",
            "--nocapture",
        ])
        .env(ROOT, root)
        .envs(variables.iter().map(|(name, value)| (*name, value)))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts")
}

fn saved(child: &mut Child) -> impl Iterator<Item = String> + use<> {
    let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
    lines
        .map_while(Result::ok)
        .filter_map(|line| line.strip_prefix("saved ").map(str::to_owned))
}

/// All acknowledged are there, none is torn.
fn check(root: &Path, acknowledged: &[String]) -> usize {
    let journal = Journal::open(&open(root).1, &identity(0)).expect("it opens");
    assert!(
        journal.record().damaged.is_empty(),
        "{:?}",
        journal.record().damaged
    );
    let there: std::collections::HashSet<String> = journal
        .events()
        .iter()
        .map(|event| event.id.to_string())
        .collect();
    let lost = acknowledged
        .iter()
        .filter(|id| !there.contains(*id))
        .count();
    assert_eq!(lost, 0);
    there.len()
}

#[test]
fn a_process_may_die_at_any_step() {
    let temp = tempfile::tempdir().unwrap();
    let mut acknowledged = Vec::new();
    for step in 1.. {
        let mut child = start(
            temp.path(),
            &[(STEP, step.to_string()), (COUNT, "2".to_owned())],
        );
        acknowledged.extend(saved(&mut child));
        let done = child.wait().unwrap().success();
        check(temp.path(), &acknowledged);
        if done {
            assert!(step > 10, "there are more steps than {step}");
            break;
        }
    }
}

#[test]
fn a_clock_that_jumps_changes_no_order() {
    let temp = tempfile::tempdir().unwrap();
    let (_, project) = open(temp.path());
    let mut journal = Journal::open(&project, &identity(0)).unwrap();
    let times = [
        1_760_000_000_000,
        0,
        i64::MAX,
        -1,
        i64::MIN,
        1_759_999_999_999,
    ];
    for (number, at) in times.into_iter().enumerate() {
        journal
            .append(Timestamp(at), note(Label::Note, &number.to_string()))
            .unwrap();
    }
    let mut other = Journal::open(&project, &identity(1)).unwrap();
    other.append(Timestamp(1), note(Label::Note, "6")).unwrap();
    let record = Journal::open(&project, &identity(2))
        .unwrap()
        .record()
        .clone();
    let texts: Vec<_> = record
        .threads
        .iter()
        .map(|thread| thread.body.text.lossy().into_owned())
        .collect();
    assert_eq!(texts, ["0", "1", "2", "3", "4", "5", "6"]);
    assert!(record.damaged.is_empty());
    snaglist::sync::keep_copy(&other).expect("the copy has no clock either");
}

/// Runs a shell script as root of a namespace of its own, where it may mount; `None` where that is
/// not let.
#[cfg(target_os = "linux")]
fn in_namespace(script: &str) -> Option<(bool, String)> {
    let run = |script: &str| {
        Command::new("unshare")
            .args(["-rm", "sh", "-c", script])
            .stdin(Stdio::null())
            .output()
            .ok()
    };
    run("mount -t tmpfs none /mnt").filter(|output| output.status.success())?;
    let output = run(script)?;
    Some((
        output.status.success(),
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned(),
    ))
}

#[cfg(target_os = "linux")]
#[test]
fn full_and_read_only_disks_say_so_and_lose_nothing() {
    let (place, _) = crate::cli::Place::delivered();
    let snaglist = env!("CARGO_BIN_EXE_snaglist");
    let (home, repo) = (place.root.path().join("home"), place.repo());
    let prefix = format!(
        "set -e; mount -t tmpfs -o size=64k none /mnt; export HOME={} XDG_CONFIG_HOME=/nowhere GIT_CONFIG_NOSYSTEM=1 \
         SNAGLIST_DATA_DIR=/mnt/data; cd {}; note() {{ {snaglist} note \"$@\"; }}; ",
        home.display(),
        repo.display()
    );
    // Full: what was saved stays, what was not says so, and space makes it work again.
    let script = prefix.clone()
        + "note before >/dev/null; dd if=/dev/zero of=/mnt/fill bs=1k count=64 2>/dev/null || true; \
           note during && exit 7; {SNAG} note --list | grep -q before; {SNAG} record verify --digest >/dev/null; \
           rm /mnt/fill; note after >/dev/null; {SNAG} note --list | grep -q after; \
           {SNAG} note --list | grep -q during && exit 8; exit 0";
    let Some((ok, said)) = in_namespace(&script.replace("{SNAG}", snaglist)) else {
        return;
    };
    assert!(ok, "{said}");
    assert!(
        said.contains("not saved yet") && said.contains("--data-dir"),
        "{said}"
    );
    // Read-only: everything can be read.
    let script = prefix
        + "note before >/dev/null; mount -o remount,ro /mnt; note during && exit 7; \
           {SNAG} note --list | grep -q before; {SNAG} status >/dev/null; {SNAG} record verify && exit 8; exit 0";
    let (ok, said) = in_namespace(&script.replace("{SNAG}", snaglist)).unwrap();
    assert!(ok, "{said}");
    assert!(said.contains("not saved yet"), "{said}");
}

/// Kills processes that write, at a time that is different each time.
fn kill(root: &Path, kills: u32) -> usize {
    let mut acknowledged = Vec::new();
    for number in 0..kills {
        let mut child = start(root, &[(COUNT, "1000".to_owned())]);
        let mut lines = saved(&mut child);
        let mut own: Vec<String> = lines.by_ref().take(1 + (number % 3) as usize).collect();
        // Somewhere within the next write.
        (0..number.wrapping_mul(7_919) % 60_000).for_each(|turn| _ = std::hint::black_box(turn));
        child.kill().unwrap();
        child.wait().unwrap();
        own.extend(lines);
        acknowledged.extend(own);
        if number % 500 == 499 || number + 1 == kills {
            check(root, &acknowledged);
            println!(
                "{} kills, {} acknowledged, 0 lost",
                number + 1,
                acknowledged.len()
            );
        }
        if number % 2_000 == 1_999 {
            // A journal of tens of thousands makes every start slow.
            fs::remove_dir_all(root.join("data")).unwrap();
            acknowledged.clear();
        }
    }
    acknowledged.len()
}

#[test]
fn kills_lose_nothing() {
    let temp = tempfile::tempdir().unwrap();
    assert!(kill(temp.path(), 12) >= 12);
}

#[test]
#[ignore = "long: ten thousand kills"]
fn ten_thousand_kills_lose_nothing() {
    let temp = tempfile::tempdir().unwrap();
    kill(temp.path(), 10_000);
}

#[test]
#[ignore = "long: two processes, ten thousand appends each"]
fn two_processes_of_ten_thousand_appends_lose_nothing() {
    let temp = tempfile::tempdir().unwrap();
    let mut children = [0, 1].map(|_| start(temp.path(), &[(COUNT, "10000".to_owned())]));
    let acknowledged: Vec<String> = std::thread::scope(|scope| {
        let readers: Vec<_> = children
            .iter_mut()
            .map(|child| scope.spawn(|| saved(child).collect::<Vec<_>>()))
            .collect();
        readers
            .into_iter()
            .flat_map(|reader| reader.join().unwrap())
            .collect()
    });
    assert_eq!(acknowledged.len(), 20_000);
    assert_eq!(check(temp.path(), &acknowledged), 20_000);
}
