//! Where each library may be named.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::{after, check, covers, sources};

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
