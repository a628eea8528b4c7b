//! The layers, held: who may name whom, which library lives where, how long a file may be.

mod circles;
mod state;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// What each layer may name of the others. `main` is the crate's user; `cli` may name all.
const LAYERS: &[(&str, &[&str])] = &[
    ("lib", &[]),
    ("main", &[]),
    ("model", &[]),
    ("digest", &["model"]),
    ("safe", &["model"]),
    ("git", &["model", "safe", "digest"]),
    ("spec", &["model", "safe", "digest"]),
    ("diff", &["model", "safe", "digest"]),
    ("syntax", &["model"]),
    ("lineage", &["model", "digest"]),
    ("trace", &["model", "safe", "digest"]),
    ("record", &["model", "safe", "digest"]),
    ("sync", &["git", "record", "model", "safe", "digest"]),
    ("config", &["model", "safe", "digest"]),
    ("rounds", &["git", "diff", "model", "safe", "digest"]),
    ("export", &["model", "safe", "digest"]),
    (
        "engagement",
        &[
            "git", "spec", "lineage", "diff", "trace", "record", "config", "model", "safe",
            "digest",
        ],
    ),
    ("app", &["diff", "trace", "model", "safe", "digest"]),
    ("ui", &["app", "model", "safe", "digest"]),
    (
        "runtime",
        &[
            "ui",
            "app",
            "engagement",
            "syntax",
            "sync",
            "git",
            "record",
            "config",
            "export",
            "model",
            "safe",
            "digest",
        ],
    ),
    (
        "demo",
        &[
            "engagement",
            "git",
            "spec",
            "diff",
            "trace",
            "record",
            "model",
            "safe",
            "digest",
        ],
    ),
    (
        "cli",
        &[
            "runtime",
            "ui",
            "app",
            "demo",
            "engagement",
            "rounds",
            "export",
            "sync",
            "git",
            "spec",
            "diff",
            "trace",
            "record",
            "config",
            "model",
            "safe",
            "digest",
        ],
    ),
];

/// Where a library may be named: a layer, or a file where one file is enough.
const LIBRARIES: &[(&str, &[&str])] = &[
    (
        "anyhow",
        &[
            "git",
            "spec",
            "record",
            "sync",
            "config",
            "engagement",
            "rounds",
            "export",
            "runtime",
            "cli",
            "demo",
        ],
    ),
    ("base64", &["sync/mail.rs"]),
    ("clap", &["cli"]),
    ("crossterm", &["runtime"]),
    ("csv", &["spec/dialects/sheet/rows.rs"]),
    (
        "directories",
        &["git/store.rs", "record/project.rs", "config", "runtime"],
    ),
    ("encoding_rs", &["git/encoding.rs"]),
    ("flate2", &["git/loose.rs", "git/pack", "record/parcel.rs"]),
    ("getrandom", &["record/identity.rs"]),
    ("git2", &["git"]),
    ("gix_imara_diff", &["diff/lines.rs"]),
    ("html5gum", &["spec/dialects/markup/html/tokens.rs"]),
    (
        "jiff",
        &[
            "git/increments/grouped.rs",
            "record/codec",
            "export",
            "cli",
            "demo",
        ],
    ),
    ("json_event_parser", &["spec/dialects/data/json.rs"]),
    ("pulldown_cmark", &["spec", "safe/prose/parse.rs"]),
    ("quick_xml", &["spec/dialects/reqif/content.rs"]),
    ("ratatui", &["ui", "runtime"]),
    ("regex", &["app/search/expression.rs"]),
    ("regex_syntax", &["app/search/expression.rs"]),
    ("rust_stemmers", &["trace/suggest/terms.rs"]),
    ("rustix", &["runtime", "record/files.rs", "sync/process"]),
    (
        "saphyr_parser",
        &["spec/dialects/doorstop", "spec/dialects/data/yaml.rs"],
    ),
    ("serde", &["spec", "record", "config", "export", "cli"]),
    ("serde_json", &["export", "cli", "record"]),
    ("sha2", &["digest.rs"]),
    ("signal_hook", &["runtime"]),
    ("similar", &["diff/words/prose.rs"]),
    ("strsim", &["git/resolve.rs", "cli"]),
    (
        "syntect",
        &["syntax/grammars.rs", "syntax/scopes.rs", "syntax/state.rs"],
    ),
    (
        "tempfile",
        &[
            "record/files.rs",
            "sync/store.rs",
            "sync/file.rs",
            "runtime",
            "cli",
        ],
    ),
    ("toml", &["spec", "record", "config"]),
    ("two_face", &["syntax/grammars.rs"]),
    ("unicode_segmentation", &["safe"]),
    ("unicode_security", &["safe"]),
    ("unicode_width", &["safe"]),
];

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

/// What ends the program, where it cannot happen.
const SURE: &[(&str, &str)] = &[
    (
        "model/change.rs",
        "unreachable!(\"a change has at least one side\")",
    ),
    (
        "git/increments/names.rs",
        "unreachable!(\"hex digits make an id\")",
    ),
];

/// Bytes from outside that screens and commands look at without showing them, or that are no
/// outside bytes.
const LOOKED_AT: &[(&str, &str, &str)] = &[
    (
        "ui/overlays/composer.rs",
        "safe::line(part.as_bytes(), 4)",
        "made safe on the spot",
    ),
    (
        "ui/who.rs",
        "commit.author.lossy()",
        "cut at the address, then made safe",
    ),
    (
        "cli/output.rs",
        "write_all(text.as_bytes())",
        "the one place that prints; its callers hand it safe text",
    ),
    (
        "cli/pick.rs",
        "as_bytes()",
        "compared with what the user typed",
    ),
    (
        "cli/place.rs",
        "&target.path.lossy()",
        "what the user typed, quoted by what makes it safe",
    ),
    (
        "cli/editor.rs",
        "write_all(text.as_bytes())",
        "the user's own words, for their editor",
    ),
    (
        "cli/note.rs",
        "begun.lines.as_bytes()",
        "the user's own words, for their editor",
    ),
    (
        "cli/spec/new.rs",
        "write_all(TEMPLATE.as_bytes())",
        "our own words",
    ),
    (
        "cli/demo.rs",
        "path.to_string_lossy().into_owned()",
        "JSON, which escapes",
    ),
];

struct Source {
    /// Below `src`.
    path: String,
    layer: String,
    text: String,
    /// Without lines that are comments.
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    for path in files_in(&root) {
        let text = fs::read_to_string(&path).unwrap();
        let path = path
            .strip_prefix(&root)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        let layer = path.split(['/', '.']).next().unwrap().to_owned();
        let code: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        sources.push(Source {
            path,
            layer,
            code: code.join("\n"),
            text,
        });
    }
    assert!(sources.len() > 100, "the sources are there");
    sources
}

fn files_in(dir: &Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_in(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// What follows each occurrence of a path as a whole.
fn after<'a>(code: &'a str, path: &'a str) -> impl Iterator<Item = &'a str> {
    code.match_indices(path).filter_map(move |(at, _)| {
        let rest = &code[at + path.len()..];
        let starts = !code[..at].ends_with(|c: char| is_word(c) || c == ':');
        let ends = path.ends_with(':') || !rest.starts_with(is_word);
        (starts && ends).then_some(rest)
    })
}

/// The names of the crate's own modules that a file spells out: `crate::git`, `crate::{git, diff}`.
fn named(code: &str) -> BTreeSet<String> {
    let word = |text: &str| {
        text.trim_start()
            .chars()
            .take_while(|c| is_word(*c))
            .collect::<String>()
    };
    let mut names = BTreeSet::new();
    for rest in after(code, "crate::").chain(after(code, "snaglist::")) {
        let Some(group) = rest.strip_prefix('{') else {
            names.insert(word(rest));
            continue;
        };
        let mut depth = 0;
        for part in group.split_inclusive(['{', '}', ',']) {
            if depth == 0 {
                names.insert(word(part));
            }
            depth += i32::from(part.ends_with('{')) - i32::from(part.ends_with('}'));
            if depth < 0 {
                break;
            }
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Whether a place of the tables, a layer or a file or a folder, covers a file.
fn covers(place: &str, path: &str) -> bool {
    path == place
        || path
            .strip_prefix(place)
            .is_some_and(|rest| rest.starts_with('/') || rest == ".rs")
}

fn check(faults: &[String]) {
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn uses_are_found_however_they_are_written() {
    let names = |code: &str| named(code).into_iter().collect::<Vec<_>>().join(" ");
    assert_eq!(names("use crate::git::Repository;"), "git");
    assert_eq!(
        names("use crate::{model::{id::X, text}, git, diff::{self, a}};"),
        "diff git model"
    );
    assert_eq!(
        names("fn f(x: &crate::record::Journal) -> snaglist::ui::Y"),
        "record ui"
    );
    assert_eq!(names("pub(crate) fn mycrate::git()"), "");
    assert!(
        covers("git", "git/open.rs")
            && covers("git/open.rs", "git/open.rs")
            && covers("digest", "digest.rs")
    );
    assert!(!covers("git", "github/open.rs"));
}

#[test]
fn the_left_may_name_the_right_and_never_back() {
    let table: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    let mut faults = Vec::new();
    let mut seen = 0;
    for source in sources() {
        let Some(allowed) = table.get(source.layer.as_str()) else {
            faults.push(format!("{}: a layer that is in no table", source.path));
            continue;
        };
        for name in named(&source.code) {
            // What is no layer is an item at the crate's root, of which there is none.
            seen += 1;
            let own = name == source.layer || (source.layer == "main" && name == "cli");
            if !own && !allowed.contains(&name.as_str()) {
                faults.push(format!("{} names {name}", source.path));
            }
        }
        // `super` from the top of a layer would lead out of it unseen.
        let depth = source.path.trim_end_matches("/mod.rs").split('/').count();
        if source.code.contains(&"super::".repeat(depth)) && source.path != "lib.rs" {
            faults.push(format!("{} leaves its layer by `super`", source.path));
        }
    }
    assert!(seen > 300, "uses are found: {seen}");
    check(&faults);
}

#[test]
fn the_table_of_layers_has_no_way_back() {
    let table: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    let mut below: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    fn reach<'a>(
        layer: &'a str,
        table: &BTreeMap<&'a str, &'a [&'a str]>,
        path: &mut Vec<&'a str>,
        below: &mut BTreeMap<&'a str, BTreeSet<&'a str>>,
    ) {
        assert!(!path.contains(&layer), "{path:?} comes back to {layer}");
        path.push(layer);
        for next in table[layer] {
            below.entry(layer).or_default().insert(next);
            reach(next, table, path, below);
        }
        path.pop();
    }
    for (layer, _) in LAYERS {
        reach(layer, &table, &mut Vec::new(), &mut below);
    }
}

#[test]
fn each_library_lives_where_it_belongs() {
    let manifest =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let dependencies = manifest
        .split("[dependencies]")
        .nth(1)
        .unwrap()
        .split("\n[")
        .next()
        .unwrap();
    let dependencies = dependencies.lines().filter_map(|line| {
        line.split_once(" =")
            .map(|(name, _)| name.replace('-', "_"))
    });
    let table: BTreeMap<&str, &[&str]> = LIBRARIES.iter().copied().collect();
    let sources = sources();
    let mut faults = Vec::new();
    for library in dependencies {
        let Some(places) = table.get(library.as_str()) else {
            faults.push(format!("{library} is in no table"));
            continue;
        };
        let mut uses = 0;
        for source in &sources {
            let by_path = after(&source.code, &library).any(|rest| rest.starts_with("::"));
            let by_use = after(&source.code, &library).any(|rest| rest.starts_with(';'))
                && source.code.contains(&format!("use {library};"));
            if by_path || by_use {
                uses += 1;
                if !places.iter().any(|place| covers(place, &source.path)) {
                    faults.push(format!("{} names {library}", source.path));
                }
            }
        }
        if uses == 0 {
            faults.push(format!("nothing names {library}"));
        }
    }
    check(&faults);
}

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

#[test]
fn the_model_names_no_library() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| source.layer == "model") {
        let uses = source
            .code
            .lines()
            .filter_map(|line| line.trim().strip_prefix("use "));
        let others = uses.filter(|named| {
            !["super::", "std::"]
                .iter()
                .any(|own| named.starts_with(own))
        });
        faults.extend(others.map(|named| format!("{} names {named}", source.path)));
    }
    check(&faults);
}

#[test]
fn nothing_ends_the_program_on_what_it_reads() {
    let ends = [
        ".unwrap()",
        ".expect(",
        "panic!(",
        "todo!(",
        "unimplemented!(",
        "unreachable!(",
        "dbg!(",
    ];
    let mut faults = Vec::new();
    let mut sure: BTreeSet<(&str, &str)> = SURE.iter().copied().collect();
    for source in sources() {
        for line in source
            .code
            .lines()
            .filter(|line| ends.iter().any(|end| line.contains(end)))
        {
            let known = SURE
                .iter()
                .find(|(path, text)| source.path == *path && line.contains(text));
            match known {
                Some(known) => drop(sure.remove(known)),
                None => faults.push(format!("{}: {}", source.path, line.trim())),
            }
        }
        if source.code.contains("cfg(test)") {
            faults.push(format!("{}: tests stand in tests/it", source.path));
        }
    }
    faults.extend(
        sure.iter()
            .map(|(path, text)| format!("{path} no longer has {text}")),
    );
    check(&faults);
}

/// Joins calls that the formatter broke over lines: the arguments after an open bracket, and the
/// methods of a chain.
fn calls(code: &str) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for line in code.lines().map(str::trim) {
        match joined.last_mut() {
            Some(last) if line.starts_with('.') || last.ends_with('(') => last.push_str(line),
            _ => joined.push(line.to_owned()),
        }
    }
    joined
}

#[test]
fn bytes_from_outside_are_made_safe_before_they_are_shown() {
    let mut faults = Vec::new();
    let mut unused: Vec<_> = LOOKED_AT.to_vec();
    for source in sources()
        .into_iter()
        .filter(|source| ["ui", "cli"].contains(&source.layer.as_str()))
    {
        for line in calls(&source.code) {
            let raw = [
                ".lossy()",
                ".as_bytes()",
                "from_utf8_lossy",
                "to_string_lossy",
            ];
            if !raw.iter().any(|raw| line.contains(raw)) {
                continue;
            }
            // A field of what becomes JSON, which is escaped as a whole.
            let field = line
                .split_once(": ")
                .is_some_and(|(name, _)| name.chars().all(is_word));
            let json = source.layer == "cli" && field && line.contains(".lossy().into_owned()");
            let made_safe = [
                "output::paragraph(",
                "safe::inline(",
                "safe::line(",
                "safe::wrap(",
            ];
            if json || (source.layer == "cli" && made_safe.iter().any(|safe| line.contains(safe))) {
                continue;
            }
            match LOOKED_AT
                .iter()
                .find(|(path, text, _)| source.path == *path && line.contains(text))
            {
                Some(known) => unused.retain(|other| other != known),
                None => faults.push(format!("{}: {line}", source.path)),
            }
        }
        // The types from outside have no `Display`; `{:?}` would show them all the same.
        let shows = source.code.lines().filter(|line| line.contains(":?}"));
        faults.extend(shows.map(|line| format!("{}: {}", source.path, line.trim())));
    }
    faults.extend(
        unused
            .iter()
            .map(|(path, text, _)| format!("{path} no longer has {text}")),
    );
    check(&faults);
}

#[test]
fn every_file_says_what_it_owns_and_stays_short() {
    let mut faults = Vec::new();
    let sources = sources();
    let tests = files_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"));
    let tests = tests.iter().map(|path| {
        (
            path.display().to_string(),
            fs::read_to_string(path).unwrap(),
        )
    });
    let own = sources
        .iter()
        .map(|source| (source.path.clone(), source.text.clone()));
    for (path, text) in own.chain(tests) {
        if !text.starts_with("//! ") {
            faults.push(format!("{path} does not open with what it owns"));
        }
        let lines = text.lines().count();
        if lines > 500 {
            faults.push(format!("{path} has {lines} lines"));
        }
    }
    let long: Vec<_> = sources
        .iter()
        .filter(|source| source.text.lines().count() > 300)
        .collect();
    if long.len() * 100 > sources.len() * 15 {
        faults.push(format!(
            "{} of {} files have more than 300 lines",
            long.len(),
            sources.len()
        ));
    }
    check(&faults);
}
