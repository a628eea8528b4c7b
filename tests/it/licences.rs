//! Licences and sources of everything that is part of the program: the page that `snaglist
//! --licences` prints is true, and `deny.toml` and the oldest supported Rust hold for what is
//! really used.

mod packages;
mod page;
mod rules;
mod terms;
mod texts;

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Output};
use std::sync::OnceLock;

/// Returns the page, written anew before any test reads it where that is asked for.
fn page() -> &'static str {
    static PAGE: OnceLock<String> = OnceLock::new();
    PAGE.get_or_init(|| {
        let path = packages::root().join("docs/licences.md");
        if std::env::var_os("SNAGLIST_BLESS").is_some()
            && let Some(composed) = page::composed()
        {
            fs::write(&path, composed).unwrap();
        }
        fs::read_to_string(path).unwrap()
    })
}

/// Runs the program with a settings file that cannot be read as one.
fn run(arguments: &[&str]) -> Output {
    let home = tempfile::tempdir().unwrap();
    let settings = home.path().join("faulty.toml");
    fs::write(&settings, "[").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_snaglist"));
    command
        .args(arguments)
        .env_clear()
        .env("HOME", home.path())
        .env("SNAGLIST_CONFIG", &settings);
    command.output().unwrap()
}

#[test]
fn the_page_is_what_the_packages_say() {
    let Some(composed) = page::composed() else {
        eprintln!(
            "skipped: the sources of packages are not at hand, so the texts were not compared"
        );
        return;
    };
    let page = page();
    let first = page
        .lines()
        .zip(composed.lines())
        .find(|(is, should)| is != should);
    assert!(
        page == composed,
        "docs/licences.md is out of date, first at {first:?}; SNAGLIST_BLESS=1 writes it anew"
    );
}

#[test]
fn the_page_lists_packages_of_the_lock_file() {
    let page = page();
    let list = page.split("\n## ").nth(1).unwrap();
    let list = list
        .lines()
        .filter_map(|line| line.strip_prefix("- ")?.split_once(": "));
    let listed: BTreeSet<String> = list.map(|(label, _)| label.to_owned()).collect();
    assert!(listed.len() > 50, "{}", listed.len());
    let locked = packages::locked();
    let gone: Vec<&String> = listed.difference(&locked).collect();
    assert!(gone.is_empty(), "not in Cargo.lock: {gone:?}");
    let manifest: toml::Table = fs::read_to_string(packages::root().join("Cargo.toml"))
        .unwrap()
        .parse()
        .unwrap();
    for name in manifest["dependencies"].as_table().unwrap().keys() {
        assert!(
            listed
                .iter()
                .any(|label| label.split(' ').next() == Some(name)),
            "{name} is not listed"
        );
    }
}

#[test]
fn what_has_to_be_said_is_on_the_page() {
    let page = page();
    let words = page.split_whitespace().collect::<Vec<_>>().join(" ");
    for wanted in [
        "the authors give you unlimited permission to link the compiled version",
        "Oniguruma LICENSE",
        "Mozilla Public License Version 2.0",
        "UNICODE LICENSE V3",
        "grammar 01_Packages/",
        "Permission is hereby granted, free of charge",
        "TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION",
    ] {
        assert!(words.contains(wanted), "{wanted}");
    }
    assert!(
        page.len() < 300_000,
        "{} bytes are much for a part of the program",
        page.len()
    );
    let control = page.chars().find(|c| c.is_control() && *c != '\n');
    assert_eq!(control, None, "nothing acts on a terminal");
}

#[test]
fn the_program_prints_the_page() {
    if std::env::var_os("SNAGLIST_BLESS").is_some() {
        eprintln!("skipped: the page may be newer than the program that was just built");
        return;
    }
    for spelled in ["--licences", "--licenses"] {
        let output = run(&[spelled]);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(
            output.stdout == page().as_bytes(),
            "{spelled} prints another page"
        );
    }
    let help = String::from_utf8(run(&["--help"]).stdout).unwrap();
    assert!(help.contains("--licences"), "{help}");
}

#[test]
fn the_option_stands_alone() {
    for more in [
        &["--licences", "status"][..],
        &["--licences", "main..work"],
        &["--licences", "--json"],
    ] {
        let output = run(more);
        assert_eq!(output.status.code(), Some(2), "{more:?}");
        assert!(output.stdout.is_empty(), "{more:?}");
        assert!(
            String::from_utf8_lossy(&output.stderr).contains("--licences"),
            "{more:?}"
        );
    }
}
