//! Where files, the clock, threads, the environment and other programs may be named.

use super::{after, check, covers, sources};

/// Where the world outside may be named.
const WORLD: &[(&str, &[&str])] = &[
    // What the engagement reads is a spec that the user named; what the demo writes, its own
    // directory.
    (
        "std::fs",
        &[
            "git",
            "record",
            "config",
            "engagement/specs/disk.rs",
            "demo/mod.rs",
            "runtime/editor.rs",
            "runtime/signals.rs",
            "runtime/summary.rs",
            // Repositories of our own, and files that the user named.
            "sync/store.rs",
            "sync/process",
            "sync/file.rs",
            "cli/demo.rs",
            "cli/export.rs",
            "cli/sync.rs",
            "cli/spec/new.rs",
        ],
    ),
    (
        "std::io",
        &[
            "git",
            "record",
            "sync",
            "config",
            "engagement/specs/disk.rs",
            "demo/mod.rs",
            "runtime",
            "cli",
        ],
    ),
    ("std::env", &["runtime", "cli"]),
    // The record reads its files on two threads; what git says is read while it is waited for.
    (
        "std::thread",
        &[
            "runtime",
            "record/archive.rs",
            "sync/process",
            "sync/store.rs",
        ],
    ),
    ("std::process", &["runtime", "sync", "cli", "main.rs"]),
    // What starts programs: an editor of the user's, another process of ours, and git on
    // repositories of ours.
    (
        "Command::new",
        &[
            "runtime/editor.rs",
            "runtime/painting/process.rs",
            "sync/command.rs",
        ],
    ),
    ("std::net", &[]),
    ("SystemTime", &["runtime/clock.rs"]),
    (
        "Instant",
        &[
            "runtime/recorder/writer.rs",
            "runtime/frames.rs",
            "runtime/painting/serve.rs",
            "sync/process",
        ],
    ),
    ("Timestamp::now", &["cli/said.rs"]),
    ("Clock::now", &["cli/said.rs"]),
    ("std::sync::mpsc", &["runtime"]),
];

#[test]
fn files_clock_threads_and_environment_are_named_at_the_edge_only() {
    let sources = sources();
    let mut faults = Vec::new();
    for (name, places) in WORLD {
        let (prefix, item) = name.rsplit_once("::").unwrap_or(("", name));
        for source in &sources {
            let direct = after(&source.code, name).next().is_some();
            // `use std::{fs, io};`
            let grouped = !prefix.is_empty()
                && source
                    .code
                    .match_indices(&format!("{prefix}::{{"))
                    .any(|(at, start)| {
                        let group = source.code[at + start.len()..]
                            .split('}')
                            .next()
                            .unwrap_or_default();
                        group.split(',').any(|named| named.trim() == item)
                    });
            if (direct || grouped) && !places.iter().any(|place| covers(place, &source.path)) {
                faults.push(format!("{} names {name}", source.path));
            }
        }
    }
    check(&faults);
}
