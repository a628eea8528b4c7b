//! Ends a program and everything it started, where they share our process group: git and ssh do, so
//! that they can ask at the terminal.
//!
//! The group has other processes in it, such as those in a pipe with us or started by the shell. So
//! only our own descendants are told to end. A descendant that left the group is meant to go on,
//! and does.

use std::process::Child;
use std::time::{Duration, Instant};

/// Interval between checks whether they have ended.
const LOOK: Duration = Duration::from_millis(10);

/// Makes orphans of a program our children when the program itself ends first. Only Linux can do
/// so; elsewhere only the program itself is ended.
pub(super) fn keep() {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{getpid, set_child_subreaper};
        // Where the system refuses, fewer processes are found later; nothing else depends on it.
        let _ = set_child_subreaper(Some(getpid()));
    }
}

/// Ends a program and everything it started in our process group: gently first, because there are
/// locks to remove, and by force after `grace`.
pub(super) fn end(child: &mut Child, grace: Duration) {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::Signal;
        for signal in [Signal::TERM, Signal::KILL] {
            let begun = Instant::now();
            linux::tell(signal);
            while begun.elapsed() < grace {
                let has_ended = matches!(child.try_wait(), Ok(Some(_)));
                if has_ended && linux::relatives().is_empty() {
                    return;
                }
                std::thread::sleep(LOOK);
            }
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (Instant::now(), LOOK, grace);
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(target_os = "linux")]
mod linux {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;

    use rustix::process::{Pid, Signal, getpgrp, getpid, kill_process};

    /// A process as the system describes it.
    struct ListedProcess {
        parent: i32,
        group: i32,
        has_ended: bool,
    }

    pub(super) fn tell(signal: Signal) {
        for process in relatives().into_iter().filter_map(Pid::from_raw) {
            let _ = kill_process(process, signal);
        }
    }

    /// Lists our running descendants in our process group, by number.
    pub(super) fn relatives() -> BTreeSet<i32> {
        let us = getpid().as_raw_pid();
        let group = getpgrp().as_raw_pid();
        let all = processes();
        let descends = |number: &i32| {
            let above = |number: &i32| all.get(number).map(|process| process.parent);
            // Each has one parent; the limit is for a list that changed while it was read.
            std::iter::successors(above(number), above)
                .take(all.len())
                .any(|parent| parent == us)
        };
        let runs = |process: &ListedProcess| process.group == group && !process.has_ended;
        let found = all
            .iter()
            .filter(|(_, process)| runs(process))
            .map(|(number, _)| *number);
        found.filter(descends).collect()
    }

    fn processes() -> BTreeMap<i32, ListedProcess> {
        let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
        let numbers = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
        numbers
            .filter_map(|number| Some((number, process(number)?)))
            .collect()
    }

    fn process(number: i32) -> Option<ListedProcess> {
        let told = fs::read(format!("/proc/{number}/stat")).ok()?;
        // The program chooses the name in brackets; the relevant fields come after the last
        // bracket.
        let end = told.iter().rposition(|byte| *byte == b')')?;
        let rest = std::str::from_utf8(told.get(end + 1..)?).ok()?;
        let mut fields = rest.split_ascii_whitespace();
        let has_ended = matches!(fields.next()?, "Z" | "X");
        Some(ListedProcess {
            parent: fields.next()?.parse().ok()?,
            group: fields.next()?.parse().ok()?,
            has_ended,
        })
    }
}
