//! The rules that hold the layers together; each stands in a file with its table.

mod circles;
mod ends;
mod files;
mod layers;
mod libraries;
mod shown;
mod state;
mod world;

use std::fs;
use std::path::Path;

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
