//! Reads the user's settings, once.
//!
//! They come from the user's own directory or a path the user gave. A reviewed repository can set
//! none.

mod written;

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow};
use written::SettingsFile;

use crate::model::settings::Settings;
use crate::safe;

/// Maximum size of a settings file, in bytes.
const MAX_BYTES: u64 = 256 << 10;

/// Cells of a line with a mistake that its message shows.
const SHOWN: usize = 40;

/// Returns the default path of the settings: `snaglist/config.toml` in the platform's directory for
/// settings. `None` when the user has no home directory.
pub fn default_path() -> Option<PathBuf> {
    directories::BaseDirs::new().map(|dirs| dirs.config_dir().join("snaglist").join("config.toml"))
}

/// Reads the settings from the given path, else from [`default_path`], where a missing file means
/// defaults.
///
/// # Errors
/// When a requested file does not exist, and when a file cannot be read or has an invalid setting:
/// the message names the line.
pub fn load(given: Option<&Path>) -> Result<Settings> {
    let Some(path) = given.map(Path::to_owned).or_else(default_path) else {
        return Ok(Settings::default());
    };
    let doing = || format!("reading the settings in {}", path.display());
    let file = match File::open(&path) {
        Err(error) if given.is_none() && error.kind() == ErrorKind::NotFound => {
            return Ok(Settings::default());
        }
        file => file.with_context(doing)?,
    };
    let mut text = String::new();
    file.take(MAX_BYTES + 1)
        .read_to_string(&mut text)
        .with_context(doing)?;
    if text.len() as u64 > MAX_BYTES {
        return Err(anyhow!("it is larger than {} KiB", MAX_BYTES >> 10)).with_context(doing);
    }
    parse(&text).with_context(doing)
}

/// Reads settings from TOML; settings that are missing keep their defaults.
///
/// # Errors
/// As [`load`], without the file's name.
pub fn parse(text: &str) -> Result<Settings> {
    let written: SettingsFile = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start.min(text.len()));
        let line = 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count();
        let source = text.lines().nth(line - 1).unwrap_or_default().trim();
        let source = safe::fit(&safe::inline(source), SHOWN);
        anyhow!("line {line}, `{source}`: {}", safe::inline(error.message()))
    })?;
    Ok(written.into())
}
