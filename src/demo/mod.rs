//! The made-up engagement that `snaglist demo` opens.

use std::path::Path;

use anyhow::Result;

use crate::record::DataDir;

/// Makes the engagement: a repository in `dir`, and the record of an earlier review in `data`.
///
/// # Errors
/// When something cannot be written.
pub fn build(_dir: &Path, _data: &DataDir) -> Result<()> {
    anyhow::bail!("not yet")
}
