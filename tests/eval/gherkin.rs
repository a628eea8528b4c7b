//! Whether the Gherkin reader finds the scenarios that Gherkin's own parser finds.
//!
//! `cargo bench --bench gherkin_eval -- DIR` reads the folder `testdata` of Gherkin's own
//! repository: in `good` each feature stands beside what its parser made of it (`….ast.ndjson`), in
//! `bad` are those it refuses. Without a folder it has nothing to do.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;
use snaglist::model::text::RepoPath;
use snaglist::spec::ReadError;

fn main() {
    let Some(dir) = env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"))
    else {
        println!("gherkin_eval: no folder of features given; nothing was read");
        return;
    };
    let dir = Path::new(&dir);
    let (mut read, mut agreed, mut scenarios) = (0, 0, 0);
    for path in features(&dir.join("good")) {
        let Some(wanted) = wanted(&path) else {
            continue;
        };
        read += 1;
        scenarios += wanted.len();
        let found = match found(&path) {
            Ok((found, warnings)) => {
                warnings
                    .iter()
                    .for_each(|warning| println!("{}: {warning}", path.display()));
                found
            }
            // A file without scenarios is read as well.
            Err(ReadError::NoCriteria { .. }) => BTreeSet::new(),
            Err(error) => {
                println!("{}: {error}", path.display());
                continue;
            }
        };
        if found == wanted {
            agreed += 1;
        } else {
            println!(
                "{}: scenarios at {found:?}, its own parser has {wanted:?}",
                path.display()
            );
        }
    }
    println!("good: {agreed} of {read} files agree, with {scenarios} scenarios");
    let (mut refused, mut told) = (0, 0);
    for path in features(&dir.join("bad")) {
        refused += 1;
        let (says, is_told) = match found(&path) {
            Ok((found, warnings)) => (
                format!("{} scenarios; {}", found.len(), warnings.join("; ")),
                !warnings.is_empty(),
            ),
            Err(error) => (error.to_string(), true),
        };
        told += usize::from(is_told);
        println!("{}: {says}", path.display());
    }
    println!("bad: {told} of {refused} files give a warning or an error");
}

fn features(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = entries
        .filter(|path| {
            path.to_string_lossy().ends_with(".feature")
                || path.to_string_lossy().ends_with(".feature.md")
        })
        .collect();
    paths.sort();
    paths
}

/// The lines of the scenarios, and the warnings.
fn found(path: &Path) -> Result<(BTreeSet<u32>, Vec<String>), ReadError> {
    let bytes = fs::read(path).unwrap_or_default();
    let spec = snaglist::spec::read(
        &RepoPath::new(path.to_string_lossy().as_bytes()),
        &bytes,
        None,
    )?;
    let warnings = spec
        .warnings
        .iter()
        .map(|warning| format!("line {}: {}", warning.line, warning.message));
    Ok((
        spec.criteria
            .iter()
            .map(|criterion| criterion.lines.first)
            .collect(),
        warnings.collect(),
    ))
}

/// The lines at which Gherkin's own parser found scenarios, those in rules included.
fn wanted(path: &Path) -> Option<BTreeSet<u32>> {
    let tree = fs::read_to_string(format!("{}.ast.ndjson", path.display())).ok()?;
    let mut lines = BTreeSet::new();
    for document in tree
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
    {
        let children = |node: &Value| node["children"].as_array().cloned().unwrap_or_default();
        let mut open = children(&document["gherkinDocument"]["feature"]);
        while let Some(child) = open.pop() {
            open.extend(children(&child["rule"]));
            lines.extend(
                child["scenario"]["location"]["line"]
                    .as_u64()
                    .map(|line| line as u32),
            );
        }
    }
    Some(lines)
}
