//! Exchanges that are called off or killed on the way.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::{Hub, counts, person};
use crate::cli::{Place, Run};
#[cfg(target_os = "linux")]
use crate::record::traced;

/// An exchange with a host that does not answer; `asked` is there once ssh was called.
fn start(who: &Place, arguments: &[&str], asked: &Path) -> Child {
    let mut command = who.command(arguments);
    command.env("GIT_SSH_VARIANT", "ssh");
    command.env(
        "GIT_SSH_COMMAND",
        format!("touch {}; sleep 1000; :", asked.display()),
    );
    command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Waits until a file is there, or the process has ended.
fn until(path: &Path, child: &mut Child) {
    while !path.exists() && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_exchange_ends_with_all_that_it_started() {
    let ana = person("Ana");
    ana.ok(&["note", "x"]);
    for signal in ["-INT", "-TERM", "-HUP"] {
        let asked = ana.root.path().join(format!("asked{signal}"));
        let mut child = start(&ana, &["sync", "ssh://nowhere.invalid/x"], &asked);
        until(&asked, &mut child);
        let sent = Command::new("kill")
            .args([signal, &child.id().to_string()])
            .status()
            .unwrap();
        assert!(sent.success());
        let run = Run::of(child.wait_with_output().unwrap());
        assert_eq!(run.code, Some(1));
        assert!(run.err.contains("cancelled"), "{}", run.err);
    }
    // Nobody holds the lock any more.
    ana.ok(&["record", "verify"]);
    assert_eq!(counts(&ana.sync(&Hub::new())), (0, 2, 0));
}

#[test]
fn a_kill_at_any_stage_costs_nothing() {
    for stage in [
        "store.lock",
        "store.git",
        "store.git/refs/snaglist/v1/kept",
        "store.git/refs/snaglist/v1/in",
        "store.git/refs/snaglist/v1/w",
        "remotes.toml",
    ] {
        let (hub, ana, bo) = (Hub::new(), person("Ana"), person("Bo"));
        bo.ok(&["note", "from Bo"]);
        bo.sync(&hub);
        ana.ok(&["note", "from Ana"]);
        let place = ana.record().join(stage);
        let mut child = start(&ana, &["sync", &hub.url()], Path::new("/nowhere/asked"));
        until(&place, &mut child);
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(ana.sync(&hub)["unsent"], 0, "{stage}");
        bo.sync(&hub);
        assert_eq!(ana.digest(), bo.digest(), "{stage}");
        assert_eq!(ana.events().len(), 4, "{stage}");
        ana.ok(&["record", "verify"]);
    }
}

/// Every call of that name of an exchange in which both sides have something new, in every way; how
/// many there were.
#[cfg(target_os = "linux")]
fn fail_each(call: &str) -> usize {
    let (hub, ana, bo) = (Hub::new(), person("Ana"), person("Bo"));
    ana.sync(&hub);
    bo.ok(&["note", "theirs"]);
    bo.sync(&hub);
    ana.ok(&["note", "mine"]);
    let asides = [
        (ana.data(), ana.root.path().join("aside")),
        (hub.path(), ana.root.path().join("hub")),
    ];
    asides
        .iter()
        .for_each(|(from, to)| traced::restore(from, to));
    ana.sync(&hub);
    bo.sync(&hub);
    let digest = ana.digest();
    assert_eq!(bo.digest(), digest);
    let mut faults = 0;
    for fault in traced::FAULTS {
        for number in 1.. {
            asides
                .iter()
                .for_each(|(place, aside)| traced::restore(aside, place));
            let Some(run) = traced::run(&ana, &["sync", &hub.url()], call, fault, number) else {
                break;
            };
            faults += 1;
            let what = format!("{call} {fault} {number}: {run:?}");
            // Nothing is lost, and the next exchange ends as one that was never disturbed.
            let before = ana.run(&["record", "verify", "--json"]);
            assert!(
                before.out.contains("\"damaged\": []"),
                "{what}: {}",
                before.out
            );
            let again = ana.sync(&hub);
            assert_eq!(
                (&again["unsent"], ana.digest()),
                (&0.into(), digest.clone()),
                "{what}"
            );
            assert_eq!(
                (bo.sync(&hub)["received"].as_u64(), bo.digest()),
                (Some(0), digest.clone()),
                "{what}"
            );
        }
    }
    println!("{call}: {faults} faults");
    faults
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "long, and needs strace"]
fn every_system_call_of_an_exchange_may_fail() {
    let calls = [
        "openat",
        "write",
        "fsync",
        "syncfs",
        "rename",
        "renameat2",
        "mkdir",
        "unlink",
        "flock",
    ];
    let faults = traced::each(&calls, fail_each);
    assert!(faults > 500, "{faults}");
}
