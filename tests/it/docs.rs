//! The documents that the program writes about itself are the ones it writes now.
//!
//! `SNAGLIST_BLESS=1 cargo test --test it docs` writes them anew.

use std::fs;
use std::path::Path;
use std::process::Command;

fn is_what_it_writes(file: &str, arguments: &[&str]) {
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_snaglist"))
        .args(arguments)
        .env_clear()
        .env("HOME", home.path())
        .env("XDG_CONFIG_HOME", home.path())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs")
        .join(file);
    if std::env::var_os("SNAGLIST_BLESS").is_some() {
        fs::write(&path, &output.stdout).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written.as_bytes() == output.stdout,
        "docs/{file} is not what `snaglist {}` writes; SNAGLIST_BLESS=1 writes it anew",
        arguments.join(" ")
    );
}

#[test]
fn commands() {
    is_what_it_writes("commands.md", &["docs"]);
}

#[test]
fn keys() {
    is_what_it_writes("keys.md", &["keys", "--markdown"]);
}
