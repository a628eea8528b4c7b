//! Lets the user write a note in their editor, and keeps the words when they cannot be saved.

use std::env;
use std::io::{IsTerminal as _, Write as _, stdin};

use anyhow::{Context as _, Result, bail};

use crate::runtime::editor;
use crate::safe;

/// Separator: everything below it in the file is for the writer only.
const CUT: &str = "------------------------ >8 ------------------------";

/// Opens the editor on an empty text; below it are the purpose, and some lines for reference.
///
/// # Errors
/// When there is no editor, or it fails.
pub(super) fn write(set: Option<&str>, title: &str, lines: &[u8]) -> Result<String> {
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    if set.is_none() && !is_set("VISUAL") && !is_set("EDITOR") && !stdin().is_terminal() {
        bail!("give the text, or set EDITOR to the editor to write it in");
    }
    let below = format!(
        "{CUT}\nWrite above this line. {title}\n\n{}",
        safe::block(lines)
    );
    let text = editor::edit(set, &format!("\n\n{below}"))?;
    let above: String = text
        .split_inclusive('\n')
        .take_while(|line| line.trim() != CUT)
        .collect();
    Ok(above.trim().to_owned())
}

/// Saves the words in a file where they can be found again, and says where.
///
/// # Errors
/// When that cannot be done either.
pub(super) fn keep(text: &str) -> Result<String> {
    let mut file = tempfile::Builder::new()
        .prefix("snaglist-")
        .suffix(".md")
        .tempfile()?;
    file.write_all(text.as_bytes())?;
    let (_, path) = file.keep().context("keeping what you wrote")?;
    Ok(format!("what you wrote is in {}", path.display()))
}
