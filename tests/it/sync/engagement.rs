//! A whole engagement of three people who meet only in git: two reviewers and a contractor, each
//! with a clone and a home of their own.

use std::process::{Child, Command, Stdio};

use super::{Hub, counts, git, person};
use crate::cli::{Place, list};

const PEOPLE: [&str; 3] = ["Ana", "Bo", "Cem"];

/// Everybody exchanges until nobody has anything new.
fn meet(people: &[Place], url: &str) {
    for _ in 0..2 {
        for who in people {
            who.ok(&["sync", url]);
        }
    }
    for who in people {
        assert_eq!(counts(&who.json(&["sync", url])), (0, 0, 0));
        assert_eq!(
            who.digest(),
            people[0].digest(),
            "the record is the same on all three"
        );
        assert!(
            who.ok(&["record", "verify"])
                .contains("everything is intact")
        );
    }
}

/// Goes through it, with a remote that is reached at `url`.
fn go_through(hub: &Hub, url: &str) {
    let people = PEOPLE.map(person);
    let [ana, bo, cem] = &people;
    // Round one: both reviewers look, and do not agree.
    ana.ok(&[
        "note",
        "--on",
        "src/refund.rs:3",
        "--criterion",
        "AC-2",
        "Three is one too many.",
    ]);
    ana.ok(&["mark", "AC-2", "not-met", "--reason", "See the note"]);
    ana.ok(&["mark", "AC-1", "met"]);
    bo.ok(&["mark", "AC-2", "met"]);
    bo.ok(&[
        "note",
        "--label",
        "praise",
        "--on",
        "src/charge.rs",
        "Short and clear.",
    ]);
    meet(&people, url);
    // Cem is heard of when he says whom he admits.
    for _ in 0..2 {
        people.iter().for_each(Place::admit_all);
        meet(&people, url);
    }
    for who in &people {
        assert_eq!(who.state("AC-2"), "disputed");
        assert_eq!(list(&who.json(&["note", "--list"])["notes"]).len(), 2);
    }
    // The contractor answers from another time zone.
    let notes = cem.json(&["note", "--list", "--criterion", "AC-2"]);
    let thread = notes["notes"][0]["id"].as_str().unwrap().to_owned();
    cem.ok(&["note", "--reply", &thread, "It says three in the spec."]);
    cem.ok(&["sync"]);
    // Somebody forces the remote to what it was, somebody else deletes a ref, while all write on.
    let refs = hub.refs();
    let first = hub
        .git(&["rev-list", "--max-parents=0", &refs[0]])
        .lines()
        .next()
        .unwrap()
        .to_owned();
    hub.git(&["update-ref", &refs[0], &first]);
    let tree = hub.git(&["mktree"]).trim().to_owned();
    let forced = hub
        .git(&["commit-tree", "-m", "forced", &tree])
        .trim()
        .to_owned();
    hub.git(&["update-ref", &refs[1], &forced]);
    hub.git(&["update-ref", "-d", &refs[2]]);
    ana.ok(&["note", "--reply", &thread, "Then the spec is wrong."]);
    meet(&people, url);
    // A week offline: Bo writes a lot, the others exchange meanwhile.
    for day in 1..=7 {
        bo.ok(&[
            "note",
            "--on",
            "src/refund.rs",
            &format!("Day {day}, on the train."),
        ]);
        if day % 3 == 0 {
            cem.ok(&[
                "note",
                "--reply",
                &thread,
                &format!("Still waiting, day {day}."),
            ]);
            ana.ok(&["mark", "AC-3", if day == 3 { "unclear" } else { "not-met" }]);
            [ana, cem]
                .iter()
                .for_each(|who| drop(who.ok(&["sync", url])));
        }
    }
    bo.ok(&["mark", "AC-2", "partial", "--resolve"]);
    meet(&people, url);
    for who in &people {
        assert_eq!(who.state("AC-3"), "not-met");
        let notes = who.json(&["note", "--list"]);
        assert_eq!(list(&notes["notes"]).len(), 9);
        let answered = list(&notes["notes"])
            .iter()
            .find(|note| note["id"] == *thread)
            .unwrap();
        assert_eq!(list(&answered["replies"]).len(), 4);
        // Bo settled what Bo knew of; nobody said anything else of it meanwhile.
        assert_eq!(who.state("AC-2"), "partial");
    }
    // The same record gives the same summary, to the byte, wherever it is written.
    let summaries: Vec<String> = people.iter().map(|who| who.ok(&["export"])).collect();
    for summary in &summaries {
        let differs = summary
            .lines()
            .zip(summaries[0].lines())
            .find(|(one, other)| one != other);
        assert_eq!(differs, None);
        assert_eq!(*summary, summaries[0]);
    }
    hub.git(&["fsck", "--strict"]);
}

#[test]
fn three_people_end_with_one_record_over_a_directory() {
    let hub = Hub::new();
    go_through(&hub, &hub.url());
}

/// `git daemon` on this machine alone; ended when dropped.
struct Daemon {
    child: Child,
    port: u16,
}

impl Daemon {
    /// `None` where git has no daemon.
    fn start(hub: &Hub) -> Option<Self> {
        if !git(&hub.path(), &["daemon", "-h"])
            .1
            .contains("usage: git daemon")
        {
            return None;
        }
        // A port that was free a moment ago.
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let base = hub.path().parent().unwrap().to_owned();
        let mut child = Command::new("git")
            .args([
                "daemon",
                "--export-all",
                "--enable=receive-pack",
                "--reuseaddr",
                "--listen=127.0.0.1",
            ])
            .args([
                &format!("--port={port}"),
                &format!("--base-path={}", base.display()),
                "--verbose",
            ])
            .arg(&base)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // It says so when it listens.
        let said = child.stderr.take().unwrap();
        let mut lines = std::io::BufRead::lines(std::io::BufReader::new(said));
        let ready = lines.any(|line| line.is_ok_and(|line| line.contains("Ready to rumble")));
        std::thread::spawn(move || lines.for_each(drop));
        assert!(ready, "git daemon does not listen");
        Some(Self { child, port })
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn three_people_end_with_one_record_over_the_network() {
    let hub = Hub::new();
    let Some(daemon) = Daemon::start(&hub) else {
        return;
    };
    go_through(&hub, &format!("git://127.0.0.1:{}/hub.git", daemon.port));
}
