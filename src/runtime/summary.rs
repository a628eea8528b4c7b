//! Writes the review summary to the file that the user named.
//!
//! Asks the user first if the file exists and is no summary, or is a link, which may have come with
//! the delivery. The screen and `export` write in the same way.

use std::fs::{self, Permissions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::engagement::summary::summarise;
use crate::engagement::{Engagement, OpenRequest};
use crate::export::{self, Form};
use crate::git::Location;
use crate::model::text::Untrusted;
use crate::safe;
use crate::sync::file::ends_of;

/// The permissions of a new summary, before the user's mask: everybody may read what is meant for
/// sending.
const MODE: u32 = 0o644;

/// The result of writing a summary.
pub(crate) enum SummaryOutcome {
    /// Written to the file with that path, made safe.
    To(String),
    /// Not written until the user agrees, for this reason.
    Asks(String),
}

/// Returns the default path of the summary: beside the repository, since nothing is written inside
/// it unasked.
pub(crate) fn default_path(location: &Location, name: &Untrusted) -> String {
    let dir = location.work_dir.as_deref().unwrap_or(&location.git_dir);
    let beside = dir.parent().unwrap_or(dir);
    let name: String = name
        .lossy()
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c))
        .collect();
    beside
        .join(format!("{name}-review.md"))
        .to_string_lossy()
        .into_owned()
}

/// Writes the summary in the format of the file's extension, if the user `agreed` or there is
/// nothing to ask.
///
/// # Errors
/// When the repository cannot be read or the file cannot be written.
pub(crate) fn write(wanted: &OpenRequest, path: &str, agreed: bool) -> Result<SummaryOutcome> {
    let path = home(path);
    // Ask before making a long summary.
    if let Some(why) = why_asked(&path)?.filter(|_| !agreed) {
        return Ok(SummaryOutcome::Asks(why));
    }
    let mut opened = Engagement::open(wanted)?;
    put(
        &path,
        &Form::of_name(&path).write(&summarise(&mut opened)?),
        agreed,
    )
}

/// Writes a text to the file that the user named, if they `agreed` or there is nothing to ask. It
/// is written beside the file and renamed, so that an earlier summary is never half replaced. A
/// link is followed: its target is replaced, and the link stays.
///
/// # Errors
/// When the file cannot be written.
pub(crate) fn put(path: &Path, text: &str, agreed: bool) -> Result<SummaryOutcome> {
    if let Some(why) = why_asked(path)?.filter(|_| !agreed) {
        return Ok(SummaryOutcome::Asks(why));
    }
    let shown = shown(path);
    let doing = || format!("writing {shown}");
    let is_link = fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink());
    let to = if is_link {
        path.canonicalize().with_context(doing)?
    } else {
        path.to_owned()
    };
    let there = fs::metadata(&to).ok();
    if there.as_ref().is_some_and(|there| !there.is_file()) {
        bail!("{shown} is not a file that can be replaced; name another one");
    }
    let dir = to
        .parent()
        .filter(|dir| !dir.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut beside = tempfile::Builder::new();
    beside.prefix(".snaglist-");
    let permissions = permissions();
    if let Some(permissions) = &permissions {
        beside.permissions(permissions.clone());
    }
    let mut file = beside
        .tempfile_in(dir)
        .with_context(|| format!("writing {shown}; name a file in an existing directory"))?;
    file.write_all(text.as_bytes()).with_context(doing)?;
    if let Some(there) = there {
        file.as_file()
            .set_permissions(there.permissions())
            .with_context(doing)?;
    }
    file.as_file().sync_all().with_context(doing)?;
    file.persist(&to)
        .with_context(|| format!("writing {shown}; name another file"))?;
    Ok(SummaryOutcome::To(shown))
}

/// Tells why the user must be asked before the file is written; `None` if there is no file yet, or
/// an empty one, or an earlier summary.
fn why_asked(path: &Path) -> Result<Option<String>> {
    let shown = shown(path);
    let doing = || format!("writing {shown}");
    let found = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        found => found.with_context(|| format!("writing {shown}; name another file"))?,
    };
    if found.is_symlink() {
        return Ok(Some(format!(
            "{shown} is a symbolic link, and its target would be replaced"
        )));
    }
    if !found.is_file() {
        bail!("{shown} is not a file that can be replaced; name another one");
    }
    let (start, end) = ends_of(path, found.len()).with_context(doing)?;
    let is_ours = start.is_empty() || export::is_summary(&start, &end);
    Ok((!is_ours).then(|| format!("{shown} exists and is not a review summary")))
}

fn shown(path: &Path) -> String {
    safe::inline(path.as_os_str().as_encoded_bytes()).into_string()
}

#[cfg(unix)]
fn permissions() -> Option<Permissions> {
    Some(std::os::unix::fs::PermissionsExt::from_mode(MODE))
}

#[cfg(not(unix))]
fn permissions() -> Option<Permissions> {
    let _ = MODE;
    None
}

/// Expands `~/` like the shell.
fn home(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), directories::BaseDirs::new()) {
        (Some(rest), Some(dirs)) => dirs.home_dir().join(rest),
        _ => PathBuf::from(path),
    }
}
