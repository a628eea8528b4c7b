//! The configuration of a repository of our own: always one of two texts.
//!
//! Git obeys the configuration of the repository that it works in, and many keys name programs to
//! run. So a file with anything else in it is never in force. Owns the texts; who writes them
//! decides when.

use std::path::Path;

use anyhow::Result;

use crate::git::config::RawConfig;
use crate::git::small_file;

/// Maximum size of a configuration that is read, in bytes.
const MAX_BYTES: u64 = 64 << 10;

/// What both have. Git syncs its files before anything names them; libgit2 knows only the older
/// setting, which git complains about: its files are synced by hand. Entries of a record hardly
/// resemble one another: looking for likeness takes longer than all the rest. A walk over data that
/// another process is writing would otherwise begin to pack it.
const COMMON: &str = "\
	bare = true
	filemode = true
	fsync = all
	sharedRepository = 0600
[pack]
	windowMemory = 1
[gc]
	auto = 0
";

/// Returns the configuration for ids of SHA-1 or SHA-256.
pub fn text(sha256: bool) -> String {
    let (version, format) = if sha256 {
        (1, "[extensions]\n\tobjectformat = sha256\n")
    } else {
        (0, "")
    };
    format!("[core]\n\trepositoryformatversion = {version}\n{COMMON}{format}")
}

/// Returns the text to put in the place of a repository's configuration; `None` where it is one of
/// ours.
///
/// # Errors
/// When it is no regular file or cannot be read.
pub fn mended(dir: &Path) -> Result<Option<String>> {
    let (found, is_whole) = small_file::start(&dir.join("config"), MAX_BYTES)?.unwrap_or_default();
    if is_whole
        && [false, true]
            .iter()
            .any(|sha256| text(*sha256).as_bytes() == found)
    {
        return Ok(None);
    }
    let config = RawConfig::parse(&found);
    let format = config.get("extensions.objectformat");
    Ok(Some(text(
        format.is_some_and(|name| name.eq_ignore_ascii_case(b"sha256")),
    )))
}
