//! How each file opens, and how long it may be.

use std::fs;
use std::path::Path;

use super::{check, files_in, sources};

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
