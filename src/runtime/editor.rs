//! Runs `$EDITOR` on a draft.

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};

use crate::safe;

/// A shell's exit status for an unknown command.
const NOT_FOUND: i32 = 127;

/// Builds the command for an editor, which may be configured with options; the caller adds the name
/// of the file.
///
/// A shell parses the text, as for git, so that the same configurations work: quotes, `~`,
/// variables. A full path with spaces needs no quotes; a shorter name never refers to a file of the
/// current directory, which may be the reviewed repository.
pub(crate) fn command(editor: &str) -> Command {
    let path = Path::new(editor);
    if cfg!(unix) && !(path.is_absolute() && path.is_file()) {
        let mut command = Command::new("sh");
        command
            .arg("-c")
            .arg(format!("{editor} \"$@\""))
            .arg(editor);
        return command;
    }
    Command::new(editor)
}

/// Maximum number of bytes by which a text may grow: many times the size of a note, so that a text
/// that is too long for a note can be cut in the text box.
const MAX_EDITED: u64 = 16 << 20;

/// Lets the user edit a text. The file is alone in a directory of its own, which the editor runs
/// in, so that editor settings in the reviewed repository are not read.
///
/// # Errors
/// When there is no editor, when it fails or writes too much, or when its file cannot be read back.
/// The text then stays as it was.
pub(crate) fn edit(editor: Option<&str>, text: &str) -> Result<String> {
    let set = |name| {
        std::env::var(name)
            .ok()
            .filter(|value| !value.trim().is_empty())
    };
    let editor = editor
        .map(str::to_owned)
        .or_else(|| set("VISUAL"))
        .or_else(|| set("EDITOR"));
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
    let most = MAX_EDITED + text.len() as u64;
    let edited = read_back(&file, most);
    if !status.success() {
        let why = match status.code() {
            Some(NOT_FOUND) => {
                format!("`{shown}` was not found; set EDITOR to an installed editor")
            }
            _ => format!("`{shown}` ended with {status}; the draft is unchanged"),
        };
        if edited.is_ok_and(|edited| edited != text.as_bytes()) {
            bail!(
                "{why}; your text is in {}",
                dir.keep().join("draft.md").display()
            );
        }
        bail!(why);
    }
    let edited =
        edited.with_context(|| format!("`{shown}` is done, and the draft is unchanged"))?;
    if edited.len() as u64 > most {
        let kept = dir.keep().join("draft.md");
        bail!(
            "`{shown}` wrote more than {} MiB, but a note can have 256 KiB. The draft is unchanged; the text is in \
             {}",
            most >> 20,
            kept.display()
        );
    }
    Ok(String::from_utf8_lossy(&edited).into_owned())
}

/// Reads the file that an editor left, up to one byte more than `most`. Opens it by its name again,
/// because many editors replace the old file by another; but no link, pipe or device, which may
/// never end.
fn read_back(path: &Path, most: u64) -> Result<Vec<u8>> {
    let mut options = fs::File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY).bits() as i32);
    }
    let is_regular = fs::symlink_metadata(path)
        .context("reading the draft back")?
        .is_file();
    ensure!(is_regular, "it left no regular file to read back");
    let file = options.open(path).context("reading the draft back")?;
    ensure!(
        file.metadata()?.is_file(),
        "it left no regular file to read back"
    );
    let mut bytes = Vec::new();
    file.take(most.saturating_add(1))
        .read_to_end(&mut bytes)
        .context("reading the draft back")?;
    Ok(bytes)
}
