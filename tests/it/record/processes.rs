//! Other processes: killed while they write, or writing at the same time.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use snaglist::model::note::Label;
use snaglist::model::record::Record;
use snaglist::model::time::Timestamp;
use snaglist::record::Journal;

use super::journal::{identity, open};
use super::sample::note;

const DIRECTORY: &str = "SNAGLIST_TEST_RECORD";
const COUNT: &str = "SNAGLIST_TEST_COUNT";

/// The body of the other process: writes notes and says after each that it is saved.
#[test]
#[ignore = "run by the tests below, in a process of its own"]
fn another_process() {
    let (Some(root), Ok(count)) = (std::env::var_os(DIRECTORY), std::env::var(COUNT)) else {
        return;
    };
    let (_, project) = open(Path::new(&root));
    let mut journal = Journal::open(&project, &identity(0)).expect("it opens");
    for i in 0..count.parse::<u32>().expect("a number") {
        let text = format!("{i} by {}", std::process::id());
        let event = journal
            .append(Timestamp(0), note(Label::Issue, &text))
            .expect("saved");
        writeln!(std::io::stdout().lock(), "\nsaved {}", event.id).expect("the parent reads");
    }
}

fn start(root: &Path, count: u32) -> Child {
    Command::new(std::env::current_exe().expect("this test"))
        .args([
            "--exact",
            "record::processes::another_process",
            "--ignored",
            "--nocapture",
        ])
        .env(DIRECTORY, root)
        .env(COUNT, count.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts")
}

fn saved(child: &mut Child) -> impl Iterator<Item = String> + use<> {
    let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
    lines
        .map_while(Result::ok)
        .filter_map(|line| line.strip_prefix("saved ").map(str::to_owned))
}

fn record(root: &Path) -> Record {
    let journal = Journal::open(&open(root).1, &identity(0)).expect("it opens");
    Record::clone(journal.record())
}

#[test]
fn what_was_said_to_be_saved_is_there_after_a_kill() {
    let temp = tempfile::tempdir().expect("a temporary directory");
    let mut acknowledged = Vec::new();
    for kill_after in [1, 3, 2, 5, 1, 4, 7, 2] {
        let mut child = start(temp.path(), 1_000);
        let mut lines = saved(&mut child);
        acknowledged.extend(lines.by_ref().take(kill_after));
        child.kill().expect("killed");
        child.wait().expect("gone");
        acknowledged.extend(lines);

        let record = record(temp.path());
        assert!(record.damaged.is_empty(), "{:?}", record.damaged);
        let there: Vec<String> = record
            .threads
            .iter()
            .map(|thread| thread.id.to_string())
            .collect();
        assert!(acknowledged.iter().all(|id| there.contains(id)));
        assert!(there.len() >= acknowledged.len());
    }
}

#[test]
fn two_processes_of_one_writer_lose_nothing() {
    let temp = tempfile::tempdir().expect("a temporary directory");
    let mut children = [start(temp.path(), 60), start(temp.path(), 60)];
    for child in &mut children {
        assert_eq!(saved(child).count(), 60);
        assert!(child.wait().expect("gone").success());
    }
    let record = record(temp.path());
    assert_eq!(record.threads.len(), 120);
    assert!(record.damaged.is_empty(), "{:?}", record.damaged);
}
