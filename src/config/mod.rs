//! Reads the user's settings, once.
//!
//! They come from the user's own directory or a path the user gave. A reviewed repository can set none.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::model::settings::{Glyphs, Layout, Settings, ThemeChoice};
use crate::model::text::Untrusted;

/// All keys, for the error that lists them.
const KEYS: [&str; 9] =
    ["theme", "glyphs", "layout", "syntax_colours", "tab_width", "editor", "name", "email", "keys"];

/// Maximum size of a settings file, in bytes.
const MAX_BYTES: u64 = 256 << 10;

/// Returns the default path of the settings: `snaglist/config.toml` in the platform's directory for settings.
/// `None` when the user has no home directory.
pub fn default_path() -> Option<PathBuf> {
    directories::BaseDirs::new().map(|dirs| dirs.config_dir().join("snaglist").join("config.toml"))
}

/// Reads the settings from the given path, else from [`default_path`], where a missing file means defaults.
///
/// # Errors
/// When a requested file does not exist, and when a file cannot be read or has an invalid setting: the
/// message names the line.
pub fn load(given: Option<&Path>) -> Result<Settings> {
    let Some(path) = given.map(Path::to_owned).or_else(default_path) else { return Ok(Settings::default()) };
    let doing = || format!("reading the settings in {}", path.display());
    let file = match File::open(&path) {
        Err(error) if given.is_none() && error.kind() == ErrorKind::NotFound => {
            return Ok(Settings::default());
        }
        file => file.with_context(doing)?,
    };
    let mut text = String::new();
    file.take(MAX_BYTES + 1).read_to_string(&mut text).with_context(doing)?;
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
    let table = DeTable::parse(text).map_err(|error| {
        anyhow!(
            "line {}: {}",
            error.span().map_or(1, |span| line(text, span.start)),
            error.message().escape_debug()
        )
    })?;
    let mut settings = Settings::default();
    for (key, value) in table.get_ref() {
        let at = Setting { text, key: key.get_ref(), value };
        match at.key {
            "theme" => settings.theme = at.one_of(&ThemeChoice::ALL, ThemeChoice::name)?,
            "glyphs" => settings.glyphs = at.one_of(&Glyphs::ALL, Glyphs::name)?,
            "layout" => settings.layout = at.one_of(&Layout::ALL, Layout::name)?,
            "syntax_colours" => settings.syntax_colours = at.is_true()?,
            "tab_width" => settings.tab_width = at.tab_width()?,
            "editor" => settings.editor = Some(at.string()?.to_owned()).filter(|editor| !editor.is_empty()),
            "name" => settings.name = Some(Untrusted::from(at.string()?)),
            "email" => settings.email = Some(Untrusted::from(at.string()?)),
            "keys" => settings.keys = at.keys()?,
            _ => {
                let line = line(text, key.span().start);
                bail!(
                    "line {line}: there is no setting `{}`; there are {}",
                    at.key.escape_debug(),
                    KEYS.join(", ")
                );
            }
        }
    }
    Ok(settings)
}

/// A key with its value, and the text that contains them.
struct Setting<'a> {
    text: &'a str,
    key: &'a str,
    value: &'a Spanned<DeValue<'a>>,
}

impl<'a> Setting<'a> {
    fn wrong(&self, wanted: &str) -> anyhow::Error {
        let line = line(self.text, self.value.span().start);
        anyhow!("line {line}: `{}` must be {wanted}", self.key.escape_debug())
    }

    fn string(&self) -> Result<&'a str> {
        match self.value.get_ref() {
            DeValue::String(text) => Ok(text),
            _ => Err(self.wrong("text in quotes")),
        }
    }

    fn one_of<T: Copy>(&self, all: &[T], name: fn(T) -> &'static str) -> Result<T> {
        let names: Vec<String> = all.iter().map(|choice| format!("\"{}\"", name(*choice))).collect();
        let wrong = || self.wrong(&format!("one of {}", names.join(", ")));
        let wanted = self.string().map_err(|_| wrong())?;
        all.iter().copied().find(|choice| name(*choice) == wanted).ok_or_else(wrong)
    }

    fn is_true(&self) -> Result<bool> {
        match self.value.get_ref() {
            DeValue::Boolean(set) => Ok(*set),
            _ => Err(self.wrong("true or false")),
        }
    }

    fn tab_width(&self) -> Result<u8> {
        let width = match self.value.get_ref() {
            DeValue::Integer(number) => u8::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        width.filter(|width| (1..=16).contains(width)).ok_or_else(|| self.wrong("a number from 1 to 16"))
    }

    fn keys(&self) -> Result<std::collections::BTreeMap<String, Vec<String>>> {
        let DeValue::Table(table) = self.value.get_ref() else {
            return Err(self.wrong("a table of actions, each with a list of keys"));
        };
        let list = |(action, value): (&Spanned<_>, &'a Spanned<DeValue<'a>>)| {
            let action: &std::borrow::Cow<'_, str> = action.get_ref();
            let at = Setting { text: self.text, key: action, value };
            let wrong = || at.wrong("a list of keys, each in quotes, as in [\"n\", \"ctrl-n\"]");
            let DeValue::Array(keys) = value.get_ref() else { return Err(wrong()) };
            let key = |key: &Spanned<DeValue<'_>>| match key.get_ref() {
                DeValue::String(key) => Ok(key.to_string()),
                _ => Err(wrong()),
            };
            Ok((action.to_string(), keys.iter().map(key).collect::<Result<_>>()?))
        };
        table.iter().map(list).collect()
    }
}

/// Returns the line, from 1, of a byte offset.
fn line(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}
