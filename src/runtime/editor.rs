//! `$EDITOR` on a draft.

use std::io::Write as _;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

/// Lets the user edit a text, in a file of their own outside the reviewed repository.
///
/// # Errors
/// When there is no editor, it fails, or its file cannot be read back. The text is then as it was.
pub fn edit(editor: Option<&str>, text: &str) -> Result<String> {
    let set = |name| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let command = editor.map(str::to_owned).or_else(|| set("VISUAL")).or_else(|| set("EDITOR"));
    let command = command.unwrap_or_else(|| "vi".to_owned());
    let mut words = command.split_whitespace();
    let program = words.next().context("the editor's name is empty; set $EDITOR")?;
    let mut file = tempfile::Builder::new()
        .prefix("snaglist-")
        .suffix(".md")
        .tempfile()
        .context("making a file for the draft")?;
    file.write_all(text.as_bytes()).and_then(|()| file.flush()).context("writing the draft to a file")?;
    let status = Command::new(program)
        .args(words)
        .arg(file.path())
        .status()
        .with_context(|| format!("starting {program:?}; set $EDITOR to an editor that is there"))?;
    ensure!(status.success(), "{program:?} ended with {status}; the draft is as it was");
    // Editors may put another file in its place, so it is opened by its name.
    let edited = std::fs::read(file.path()).context("reading the draft back")?;
    Ok(String::from_utf8_lossy(&edited).into_owned())
}
