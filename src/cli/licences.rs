//! `snaglist --licences`: prints the notices of everything that is linked into the program.
//!
//! A test writes the page and checks it (`tests/it/licences.rs`).

use anyhow::Result;

use super::args::When;
use super::output::Output;
use crate::model::settings::Settings;

/// Packages, their licences, and one copy of each text. Holds no control characters but line ends.
const PAGE: &str = include_str!("../../docs/licences.md");

/// Prints the page. Reads no settings: a faulty settings file is no reason to hold back a notice.
pub(super) fn run() -> Result<()> {
    Output::new(false, When::Never, &Settings::default()).text(PAGE)
}
