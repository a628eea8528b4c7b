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
    command.env("GIT_SSH_COMMAND", format!("touch {}; sleep 1000; :", asked.display()));
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
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
        let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let run = Run::of(child.wait_with_output().unwrap());
        assert_eq!(run.code, Some(1));
        assert!(run.err.contains("called off"), "{}", run.err);
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

/// Real system calls of a real exchange, made to fail one after the other by `strace`.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "long, and needs strace"]
fn every_system_call_of_an_exchange_may_fail() {
    let (hub, ana, bo) = (Hub::new(), person("Ana"), person("Bo"));
    ana.sync(&hub);
    let mut faults = 0;
    for call in ["fsync", "rename", "renameat2", "openat", "write", "mkdir", "unlink", "flock", "syncfs"] {
        for fault in ["error=ENOSPC", "error=EIO", "signal=KILL"] {
            for number in (1..300).step_by(3) {
                ana.ok(&["note", "mine"]);
                bo.ok(&["note", "theirs"]);
                bo.sync(&hub);
                let run = traced::run(&ana, &["sync", &hub.url()], call, fault, number);
                ana.sync(&hub);
                bo.sync(&hub);
                assert_eq!(ana.digest(), bo.digest(), "{call} {fault} {number}: {run:?}");
                let verified = ana.run(&["record", "verify", "--json"]);
                assert!(
                    verified.out.contains("\"damaged\": []"),
                    "{call} {fault} {number}: {}",
                    verified.out
                );
                if run.is_none() {
                    break;
                }
                faults += 1;
            }
        }
        println!("{call}: {faults} faults so far");
    }
    assert!(faults > 50, "{faults}");
}
