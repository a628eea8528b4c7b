//! The made-up engagement that `snaglist demo` opens: a small payments service, delivered in four
//! increments; one and a half of them are reviewed.
//!
//! Owns the story: what was delivered when, and what was said about it. Needs no network and no
//! clock: people, times and contents are fixed, and so are all ids. Knows no terminal.

mod delivered;
mod history;
mod pen;
mod people;
mod review;
mod steps;

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use jiff::Timestamp;

use crate::record::DataDir;

/// Creates the engagement: a repository in `dir`, and the record of the review so far in `data`.
///
/// An existing record of it stays as it is. The viewer's identity is not decided here: the identity
/// in `data` is neither read nor made.
///
/// # Errors
/// When `dir` exists and is not an empty directory; nothing is written then. When something cannot
/// be written.
pub fn build(dir: &Path, data: &DataDir) -> Result<()> {
    refuse_what_is_there(dir)?;
    let made = history::build(dir).context("making the demo's repository")?;
    review::write(dir, data, &made).context("writing the demo's record")
}

fn refuse_what_is_there(dir: &Path) -> Result<()> {
    match fs::read_dir(dir).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(()),
        Ok(false) => bail!(
            "{} is not empty; name a directory that is empty or not there yet",
            dir.display()
        ),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error).with_context(|| format!("looking at {}", dir.display())),
    }
}

/// Parses a time of the story, `2026-05-12T10:20-05:00`.
fn time(text: &str) -> Result<Timestamp> {
    text.parse().with_context(|| format!("{text} is no time"))
}
