//! `deny.toml`, which `cargo deny` reads, and the oldest supported Rust, held without other
//! programs.

use std::fs;

use toml::{Table, Value};

use super::packages::{self, Package};
use super::terms::satisfied;

fn read(file: &str) -> Table {
    fs::read_to_string(packages::root().join(file))
        .unwrap()
        .parse()
        .unwrap()
}

fn strings(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|value| value.as_str().unwrap())
        .collect()
}

/// Returns every package, or says that there is nothing to look at.
fn all() -> Vec<Package> {
    packages::all().unwrap_or_else(|| {
        eprintln!("skipped: the sources of packages are not at hand");
        Vec::new()
    })
}

#[test]
fn every_licence_is_allowed_and_every_allowed_one_used() {
    let deny = read("deny.toml");
    let allowed = strings(&deny["licenses"]["allow"]);
    let exceptions = deny["licenses"]["exceptions"].as_array().unwrap();
    let excepted = |package: &Package, name: &str| {
        let own = exceptions
            .iter()
            .filter(|exception| exception["crate"].as_str() == Some(&package.name));
        own.flat_map(|exception| strings(&exception["allow"]))
            .any(|allowed| allowed == name)
    };
    let packages = all();
    let holds = |without: &str| {
        let fails = |package: &&Package| {
            let known = |name: &str| {
                name != without && (allowed.contains(&name) || excepted(package, name))
            };
            !satisfied(&package.licence, &known)
        };
        packages
            .iter()
            .filter(fails)
            .map(|package| format!("{}: {}", package.label(), package.licence))
            .collect::<Vec<_>>()
    };
    assert_eq!(holds(""), Vec::<String>::new(), "not allowed by deny.toml");
    for name in &allowed {
        assert!(
            packages.is_empty() || !holds(name).is_empty(),
            "deny.toml allows {name}, and nothing needs it"
        );
    }
}

#[test]
fn every_package_comes_from_the_registry() {
    let deny = read("deny.toml");
    assert_eq!(deny["sources"]["unknown-registry"].as_str(), Some("deny"));
    assert_eq!(deny["sources"]["unknown-git"].as_str(), Some("deny"));
    let lock = read("Cargo.lock");
    for package in lock["package"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        match package.get("source").and_then(Value::as_str) {
            None => assert_eq!(name, "snaglist", "{name} is a folder on a disk"),
            Some(source) => {
                assert!(
                    source.starts_with("registry+"),
                    "{name} comes from {source}"
                );
                assert!(package.get("checksum").is_some(), "{name} has no checksum");
            }
        }
    }
}

#[test]
fn an_ignored_advisory_has_a_reason_and_a_package() {
    let deny = read("deny.toml");
    let ignored = deny["advisories"]["ignore"].as_array().unwrap();
    for advisory in ignored {
        let id = advisory["id"].as_str().unwrap();
        assert!(id.starts_with("RUSTSEC-"), "{id}");
        assert!(
            advisory["reason"]
                .as_str()
                .is_some_and(|reason| reason.len() > 20),
            "{id} has no reason"
        );
    }
    // Once syntect has left it, there is nothing to ignore, and the decision on it is history.
    let has_bincode = packages::locked().contains("bincode 1.3.3");
    let ignores = ignored
        .iter()
        .any(|advisory| advisory["id"].as_str() == Some("RUSTSEC-2025-0141"));
    assert_eq!(has_bincode, ignores, "RUSTSEC-2025-0141 is about bincode");
}

/// Returns `1.91` as numbers that compare.
fn release(version: &str) -> Vec<u32> {
    let mut numbers: Vec<u32> = version
        .split('.')
        .map(|part| part.parse().unwrap())
        .collect();
    numbers.resize(3, 0);
    numbers
}

#[test]
fn no_package_needs_a_newer_rust_than_the_program() {
    let manifest = read("Cargo.toml");
    let oldest = release(manifest["package"]["rust-version"].as_str().unwrap());
    for package in all() {
        if let Some(needs) = &package.rust_version {
            assert!(
                release(needs) <= oldest,
                "{} needs Rust {needs}",
                package.label()
            );
        }
    }
    assert!(release("1.91") < release("1.91.1") && release("1.100") > release("1.91"));
}
