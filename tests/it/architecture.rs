//! The layer rule of `docs/architecture.md`, the size of files, and what each layer may not touch.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Which layers each layer may name. Every folder of `src/` has its row.
const LAYERS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("digest", &["model"]),
    ("safe", &["model"]),
    ("git", &["model", "safe", "digest"]),
    ("spec", &["model", "safe", "digest"]),
    ("diff", &["model", "safe", "digest"]),
    ("trace", &["model", "safe", "digest"]),
    ("record", &["model", "safe", "digest"]),
    ("config", &["model", "safe", "digest"]),
    ("export", &["model", "safe", "digest"]),
    ("engagement", &["model", "safe", "digest", "git", "spec", "diff", "trace", "record", "config"]),
    ("demo", &["model", "safe", "digest", "git", "spec", "diff", "trace", "record", "engagement"]),
    ("app", &["model", "safe", "digest", "diff", "trace"]),
    ("ui", &["model", "safe", "app"]),
    ("runtime", &["model", "safe", "digest", "git", "record", "config", "export", "engagement", "app", "ui"]),
    (
        "cli",
        &[
            "model",
            "safe",
            "digest",
            "git",
            "spec",
            "diff",
            "trace",
            "record",
            "config",
            "export",
            "engagement",
            "demo",
            "app",
            "ui",
            "runtime",
        ],
    ),
];

/// Libraries, and what of the standard library reaches outside, with the layers that may name them.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("git2::", &["git"]),
    ("flate2::", &["git"]),
    ("gix_imara_diff", &["diff"]),
    ("sha2::", &["digest"]),
    ("toml::", &["spec", "record", "config"]),
    ("pulldown_cmark", &["spec"]),
    ("crossterm::", &["runtime"]),
    ("ratatui::", &["ui", "runtime"]),
    ("unicode_width", &["safe"]),
    ("unicode_segmentation", &["safe"]),
    ("unicode_security", &["safe"]),
    ("clap::", &["cli"]),
    ("signal_hook", &["runtime"]),
    ("serde_json", &["cli", "export"]),
    ("std::thread", &["runtime", "record"]),
    ("SystemTime", &["runtime", "cli"]),
    ("Instant::now", &["runtime"]),
    ("std::net", &[]),
    ("std::process::Command", &["runtime"]),
];

/// Layers without any I/O: what they are given is all they know.
const PURE: &[&str] = &["model", "digest", "safe", "spec", "diff", "trace", "export", "app", "ui"];

/// No source file is longer than this.
const LONGEST: usize = 500;

/// Files longer than this are the exception.
const LONG: usize = 300;

struct Source {
    path: PathBuf,
    layer: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inside = path.strip_prefix(&root).unwrap();
                let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
                let layer = first.trim_end_matches(".rs").to_owned();
                found.push(Source {
                    layer,
                    text: fs::read_to_string(&path).unwrap(),
                    path: inside.to_owned(),
                });
            }
        }
    }
    assert!(found.len() > 100, "the sources were not found");
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

impl Source {
    /// The lines of code, comments left out, with their numbers.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().map(|(at, line)| (at + 1, line));
        lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

#[test]
fn each_layer_names_only_those_it_may() {
    let allowed: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    let mut wrong = Vec::new();
    for source in sources() {
        // The crate's root and the program tie everything together.
        if matches!(source.layer.as_str(), "lib" | "main") {
            continue;
        }
        let may = allowed.get(source.layer.as_str());
        let may = may.unwrap_or_else(|| panic!("{} is in no layer", source.path.display()));
        for (number, line) in source.code() {
            for named in line.split("crate::").skip(1) {
                let end = named.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(named.len());
                let named = &named[..end];
                if named != source.layer && allowed.contains_key(named) && !may.contains(&named) {
                    wrong.push(format!("{}:{number} names {named}", source.path.display()));
                }
            }
            assert!(
                !line.contains("use crate::{"),
                "{}:{number}: name layers one by one, so that this test sees them",
                source.path.display()
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn layers_do_not_go_round_in_circles() {
    let allowed: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    let mut below: BTreeSet<&str> = BTreeSet::new();
    while below.len() < allowed.len() {
        let next = allowed
            .iter()
            .find(|(layer, names)| !below.contains(**layer) && names.iter().all(|name| below.contains(name)));
        below.insert(next.expect("a layer that only names layers below it").0);
    }
}

#[test]
fn libraries_and_the_outside_are_named_only_where_they_belong() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (number, line) in source.code() {
            for (what, where_) in OUTSIDE {
                let begins_word = |at: usize| {
                    line[..at]
                        .chars()
                        .next_back()
                        .is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':')
                        || what.starts_with("Instant")
                };
                if line.find(what).is_some_and(begins_word) && !where_.contains(&source.layer.as_str()) {
                    wrong.push(format!("{}:{number} names {what}", source.path.display()));
                }
            }
            let io = ["std::fs", "std::env", "std::io::Read", "std::io::stdin", "std::io::stdout"];
            if PURE.contains(&source.layer.as_str()) && io.iter().any(|name| line.contains(name)) {
                wrong.push(format!("{}:{number} reaches outside: {}", source.path.display(), line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_model_names_no_library() {
    for source in sources().iter().filter(|source| source.layer == "model") {
        for (number, line) in source.code() {
            let Some(named) = line.trim().strip_prefix("use ") else { continue };
            let own = ["super::", "std::", "crate::model::"].iter().any(|prefix| named.starts_with(prefix));
            assert!(own, "{}:{number}: {line}", source.path.display());
        }
    }
}

#[test]
fn files_are_small_and_say_what_they_own() {
    let sources = sources();
    let lines = |source: &Source| source.text.lines().count();
    for source in &sources {
        assert!(source.text.starts_with("//! "), "{} does not say what it owns", source.path.display());
        assert!(lines(source) <= LONGEST, "{} has {} lines", source.path.display(), lines(source));
    }
    let long = sources.iter().filter(|source| lines(source) > LONG).count();
    assert!(long * 8 <= sources.len(), "{long} of {} files have over {LONG} lines", sources.len());
}

#[test]
fn nothing_gives_up_on_outside_data() {
    let given_up = [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!(", "dbg!("];
    let mut wrong = Vec::new();
    for source in sources() {
        for (number, line) in source.code() {
            if given_up.iter().any(|word| line.contains(word)) {
                wrong.push(format!("{}:{number}: {}", source.path.display(), line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Outside text is looked into where it is drawn or printed only to be handed on to `safe`, or to be
/// compared. Each place that does is listed, with what it does.
#[test]
fn what_is_shown_has_been_made_safe() {
    let known: &[(&str, &str)] = &[
        ("ui/cover.rs", "commit.author.lossy()"), // cut before the address, then made safe
    ];
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| source.layer == "ui") {
        for (number, line) in source.code() {
            let path = source.path.display().to_string();
            let listed = known.iter().any(|(file, text)| path == *file && line.contains(text));
            if (line.contains(".lossy()") || line.contains(".as_bytes()"))
                && !listed
                && !line.contains("safe::")
            {
                wrong.push(format!("{path}:{number}: {}", line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
