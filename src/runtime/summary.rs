//! The review summary, written to the file the user named.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::engagement::summary::summarise;
use crate::engagement::{Engagement, Wanted};
use crate::export;
use crate::git::Location;
use crate::model::text::Untrusted;
use crate::safe;

/// Where the summary is offered to be written: beside the repository, since nothing is written
/// inside it unasked.
pub fn default_path(location: &Location, name: &Untrusted) -> String {
    let dir = location.work_dir.as_deref().unwrap_or(&location.git_dir);
    let beside = dir.parent().unwrap_or(dir);
    let name: String =
        name.lossy().chars().filter(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c)).collect();
    beside.join(format!("{name}-review.md")).to_string_lossy().into_owned()
}

/// Writes the summary as Markdown; gives the path for the screen, made safe.
pub fn write(wanted: &Wanted, path: &str) -> Result<String> {
    let mut opened = Engagement::open(wanted)?;
    let text = export::markdown(&summarise(&mut opened)?);
    let path = home(path);
    let shown = safe::inline(path.as_os_str().as_encoded_bytes()).into_string();
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !may_be_replaced(&path).with_context(|| format!("writing {shown}"))? {
        bail!("{shown} is there and is no summary of a review; name another file");
    }
    // Written beside and renamed, so that a summary of before is never half replaced.
    let mut file = tempfile::NamedTempFile::new_in(dir)
        .with_context(|| format!("writing {shown}; name a directory that is there"))?;
    file.write_all(text.as_bytes()).with_context(|| format!("writing {shown}"))?;
    file.persist(&path).with_context(|| format!("writing {shown}"))?;
    Ok(shown)
}

/// Whether there is nothing, or a summary of before. A link may have come with the delivery, and is none.
fn may_be_replaced(path: &Path) -> std::io::Result<bool> {
    let is_file = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(true),
        found => found?.is_file(),
    };
    let mut start = Vec::new();
    if is_file {
        File::open(path)?.take(64).read_to_end(&mut start)?;
    }
    Ok(export::is_markdown(&start))
}

/// `~/` as the shell has it.
fn home(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), directories::BaseDirs::new()) {
        (Some(rest), Some(dirs)) => dirs.home_dir().join(rest),
        _ => PathBuf::from(path),
    }
}
