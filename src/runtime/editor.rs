//! Runs `$EDITOR` on a draft.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::safe;

/// A shell's exit status for an unknown command.
const NOT_FOUND: i32 = 127;

/// Builds the command for an editor, which may be configured with options; the caller adds the name of the
/// file.
///
/// A shell parses the text, as for git, so that the same configurations work: quotes, `~`, variables. A full
/// path with spaces needs no quotes; a shorter name never refers to a file of the current directory, which
/// may be the reviewed repository.
pub(crate) fn command(editor: &str) -> Command {
    let path = Path::new(editor);
    if cfg!(unix) && !(path.is_absolute() && path.is_file()) {
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("{editor} \"$@\"")).arg(editor);
        return command;
    }
    Command::new(editor)
}

/// Maximum number of bytes by which a text may grow: many times the size of a note, so that a text that is
/// too long for a note can be cut in the text box.
const MAX_EDITED: u64 = 16 << 20;

/// Lets the user edit a text. The file is alone in a directory of its own, which the editor runs in, so that
/// editor settings in the reviewed repository are not read.
///
/// # Errors
/// When there is no editor, when it fails or writes too much, or when its file cannot be read back. The text
/// then stays as it was.
pub(crate) fn edit(editor: Option<&str>, text: &str) -> Result<String> {
    let set = |name| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let editor = editor.map(str::to_owned).or_else(|| set("VISUAL")).or_else(|| set("EDITOR"));
    let editor = editor.unwrap_or_else(|| "vi".to_owned());
    let shown = safe::inline(&editor);
    let dir = tempfile::Builder::new()
        .prefix("snaglist-")
        .tempdir()
        .context("creating a directory for the draft")?;
    let file = dir.path().join("draft.md");
    fs::write(&file, text).context("writing the draft to a file")?;
    let status = command(&editor)
        .arg(&file)
        .current_dir(dir.path())
        .status()
        .with_context(|| format!("starting `{shown}`; set EDITOR to an installed editor"))?;
    let edited = || fs::read(&file).context("reading the draft back");
    if !status.success() {
        let why = match status.code() {
            Some(NOT_FOUND) => format!("`{shown}` was not found; set EDITOR to an installed editor"),
            _ => format!("`{shown}` ended with {status}; the draft is unchanged"),
        };
        if edited().is_ok_and(|edited| edited != text.as_bytes()) {
            bail!("{why}; your text is in {}", dir.keep().join("draft.md").display());
        }
        bail!(why);
    }
    // Open the file by its name again: many editors replace the old file by another.
    let size = fs::metadata(&file).context("reading the draft back")?.len();
    if size > MAX_EDITED + text.len() as u64 {
        let kept = dir.keep().join("draft.md");
        bail!(
            "`{shown}` wrote {} MiB, but a note can have 256 KiB. The draft is unchanged; the text is in {}",
            size >> 20,
            kept.display()
        );
    }
    Ok(String::from_utf8_lossy(&edited()?).into_owned())
}
