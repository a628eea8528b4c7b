//! Which layer may name which.

use std::collections::{BTreeMap, BTreeSet};

use super::{after, check, covers, is_word, sources};

/// What each layer may name of the others. `main` is the crate's user; `cli` may name all.
pub(super) const LAYERS: &[(&str, &[&str])] = &[
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
            "git", "rounds", "spec", "lineage", "diff", "trace", "record", "config", "model",
            "safe", "digest",
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
            "rounds",
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
