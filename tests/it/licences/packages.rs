//! What Cargo knows of the packages: all that a build needs, and those that end up in the program.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The platform that the page is written for: the list differs a little on others.
pub(super) const PLATFORM: &str = "x86_64-unknown-linux-gnu";

/// A package and what it says of itself.
#[derive(Clone, Debug)]
pub(super) struct Package {
    pub name: String,
    pub version: String,
    /// An SPDX expression; older packages put `/` for `OR`.
    pub licence: String,
    /// The repository, else the authors.
    pub from: String,
    pub rust_version: Option<String>,
    /// Where Cargo fetches it; none for the program itself.
    pub source: Option<String>,
    pub dir: PathBuf,
}

impl Package {
    /// Returns `name version`.
    pub(super) fn label(&self) -> String {
        format!("{} {}", self.name, self.version)
    }
}

pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs Cargo without the network. `None` when the sources of a package are not at hand.
fn cargo(arguments: &[&str]) -> Option<String> {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let run = Command::new(program)
        .args(arguments)
        .args(["--offline", "--locked"])
        .current_dir(root())
        .output();
    let run = run.ok().filter(|run| run.status.success())?;
    Some(String::from_utf8(run.stdout).unwrap())
}

/// Returns every package that a build with its tests needs; `None` when sources are not at hand.
pub(super) fn all() -> Option<Vec<Package>> {
    let text = cargo(&[
        "metadata",
        "--format-version",
        "1",
        "--filter-platform",
        PLATFORM,
    ])?;
    let value: Value = serde_json::from_str(&text).unwrap();
    let needed = value["resolve"]["nodes"].as_array().unwrap().iter();
    let needed: BTreeSet<&str> = needed.filter_map(|node| node["id"].as_str()).collect();
    let packages = value["packages"].as_array().unwrap().iter();
    let packages =
        packages.filter(|package| package["id"].as_str().is_some_and(|id| needed.contains(id)));
    Some(packages.map(read).collect())
}

fn read(package: &Value) -> Package {
    let text = |field: &str| package[field].as_str().map(str::to_owned);
    let authors = package["authors"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    let authors: Vec<&str> = authors.collect();
    Package {
        name: text("name").unwrap(),
        version: text("version").unwrap(),
        licence: text("license").unwrap_or_default(),
        from: text("repository").unwrap_or_else(|| authors.join(", ")),
        rust_version: text("rust_version"),
        source: text("source"),
        dir: Path::new(package["manifest_path"].as_str().unwrap())
            .parent()
            .unwrap()
            .to_owned(),
    }
}

/// Returns the packages that are linked into the program, by name: no build scripts, no macros, no
/// tests. `cargo tree` resolves features as the build does; `cargo metadata` adds what only tests
/// or macros turn on.
pub(super) fn linked() -> Option<Vec<Package>> {
    let tree = cargo(&[
        "tree",
        "-e",
        "normal,no-proc-macro",
        "--target",
        PLATFORM,
        "--prefix",
        "none",
    ])?;
    let words = tree.lines().filter_map(|line| {
        let mut words = line.split(' ');
        Some(format!(
            "{} {}",
            words.next()?,
            words.next()?.strip_prefix('v')?
        ))
    });
    let linked: BTreeSet<String> = words.collect();
    let mut packages = all()?;
    packages.retain(|package| linked.contains(&package.label()));
    packages.sort_by_key(Package::label);
    assert_eq!(
        packages.len(),
        linked.len(),
        "each package of the tree is in the metadata"
    );
    Some(packages)
}

/// Returns `name version` of each package in Cargo.lock, which is always at hand.
pub(super) fn locked() -> BTreeSet<String> {
    let lock: toml::Table = fs::read_to_string(root().join("Cargo.lock"))
        .unwrap()
        .parse()
        .unwrap();
    let packages = lock["package"].as_array().unwrap().iter();
    packages
        .map(|package| {
            format!(
                "{} {}",
                package["name"].as_str().unwrap(),
                package["version"].as_str().unwrap()
            )
        })
        .collect()
}
