//! The review summary, written to the file the user named.
//!
//! Owns what is asked before: what is there and no summary, and a link, which may have come with the delivery. The screen
//! and `export` write in the same way.

use std::fs::{self, File, Permissions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::engagement::summary::summarise;
use crate::engagement::{Engagement, Wanted};
use crate::export::{self, Form};
use crate::git::Location;
use crate::model::text::Untrusted;
use crate::safe;

/// The rights of a new summary, as far as the user's mask leaves them: everybody may read what is to be sent.
const MODE: u32 = 0o644;

/// What became of a summary.
pub enum Written {
    /// It is in the file of that path, made safe.
    To(String),
    /// Nothing is written before the user agrees, because of this.
    Asks(String),
}

/// Where the summary is offered to be written: beside the repository, since nothing is written
/// inside it unasked.
pub fn default_path(location: &Location, name: &Untrusted) -> String {
    let dir = location.work_dir.as_deref().unwrap_or(&location.git_dir);
    let beside = dir.parent().unwrap_or(dir);
    let name: String =
        name.lossy().chars().filter(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c)).collect();
    beside.join(format!("{name}-review.md")).to_string_lossy().into_owned()
}

/// Writes the summary in the form that the file's name ends in, where the user `agreed` to what would be asked about or
/// nothing is.
///
/// # Errors
/// When the repository cannot be read or the file not be written.
pub fn write(wanted: &Wanted, path: &str, agreed: bool) -> Result<Written> {
    let path = home(path);
    // What is asked about is said before a long summary is made.
    if let Some(why) = why_asked(&path)?.filter(|_| !agreed) {
        return Ok(Written::Asks(why));
    }
    let mut opened = Engagement::open(wanted)?;
    put(&path, &Form::of_name(&path).write(&summarise(&mut opened)?), agreed)
}

/// Puts a text where the user named, where they `agreed` to what would be asked about or nothing is. It is written beside
/// and renamed, so that a summary of before is never half replaced. Through a link, the file that it leads to is
/// replaced, and the link stays.
///
/// # Errors
/// When it cannot be written.
pub fn put(path: &Path, text: &str, agreed: bool) -> Result<Written> {
    if let Some(why) = why_asked(path)?.filter(|_| !agreed) {
        return Ok(Written::Asks(why));
    }
    let shown = shown(path);
    let doing = || format!("writing {shown}");
    let is_link = fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink());
    let to = if is_link { path.canonicalize().with_context(doing)? } else { path.to_owned() };
    let there = fs::metadata(&to).ok();
    if there.as_ref().is_some_and(|there| !there.is_file()) {
        bail!("{shown} is no file that can be replaced; name another one");
    }
    let dir = to.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut beside = tempfile::Builder::new();
    beside.prefix(".snaglist-");
    let permissions = permissions();
    if let Some(permissions) = &permissions {
        beside.permissions(permissions.clone());
    }
    let mut file = beside
        .tempfile_in(dir)
        .with_context(|| format!("writing {shown}; name a directory that is there, and another file"))?;
    file.write_all(text.as_bytes()).with_context(doing)?;
    if let Some(there) = there {
        file.as_file().set_permissions(there.permissions()).with_context(doing)?;
    }
    file.as_file().sync_all().with_context(doing)?;
    file.persist(&to).with_context(|| format!("writing {shown}; name another file"))?;
    Ok(Written::To(shown))
}

/// Why nothing is written there unasked; `None` where there is nothing yet, or a summary of before.
fn why_asked(path: &Path) -> Result<Option<String>> {
    let shown = shown(path);
    let doing = || format!("writing {shown}");
    let found = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        found => found.with_context(|| format!("writing {shown}; name another file"))?,
    };
    if found.is_symlink() {
        return Ok(Some(format!("{shown} is a symbolic link, and what it leads to would be replaced")));
    }
    if !found.is_file() {
        bail!("{shown} is no file that can be replaced; name another one");
    }
    let mut start = Vec::new();
    File::open(path).with_context(doing)?.take(export::START).read_to_end(&mut start).with_context(doing)?;
    let is_ours = start.is_empty() || export::is_summary(&start);
    Ok((!is_ours).then(|| format!("{shown} is there and is no summary of a review")))
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

/// `~/` as the shell has it.
fn home(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), directories::BaseDirs::new()) {
        (Some(rest), Some(dirs)) => dirs.home_dir().join(rest),
        _ => PathBuf::from(path),
    }
}
