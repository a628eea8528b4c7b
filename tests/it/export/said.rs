//! What an export says.

use std::fs;
use std::path::Path;

use snaglist::export::{json, markdown, text};
use snaglist::model::note::{Label, ThreadState};
use snaglist::model::record::Role;
use snaglist::model::summary::Summary;
use snaglist::model::verdict::{CriterionState, Verdict};
use snaglist::safe::str_cells;

use super::review::{About, Review, full};

/// Compares with a file beside this one; with `BLESS` set, writes it.
fn golden(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/export").join(name);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, found).unwrap();
    }
    let wanted = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let differs = wanted.lines().zip(found.lines()).position(|(wanted, found)| wanted != found);
    assert_eq!(wanted, found, "{name} differs from line {differs:?}; BLESS=1 writes it anew");
}

#[test]
fn a_review_reads_as_in_the_golden_files() {
    let summary = full().summary();
    golden("review.md", &markdown(&summary));
    golden("review.txt", &text(&summary));
    golden("review.json", &json(&summary));
}
