//! Has the user write text in an editor of their own, in a file that outlives what goes wrong.

use std::env;
use std::fs;
use std::io::Write as _;

use anyhow::{Context as _, Result, bail};
use tempfile::NamedTempFile;

use crate::runtime::editor::command;
use crate::safe;

/// From here on, what is in the file is for the writer only.
const CUT: &str = "------------------------ >8 ------------------------";

/// What was written, with its file, which goes with it.
pub(super) struct Draft {
    /// The words.
    pub text: String,
    file: NamedTempFile,
}

impl Draft {
    /// Leaves the file where it is, and says where.
    pub fn keep(self) -> String {
        match self.file.keep() {
            Ok((_, path)) => format!("what you wrote is in {}", path.display()),
            Err(error) => format!("what you wrote is lost ({error}):\n{}\n", self.text),
        }
    }
}

/// Opens the editor on an empty text; below it stand what it is for, and some lines to look at.
///
/// # Errors
/// When there is no editor, or it fails; then the message says where the text is.
pub(super) fn write(set: Option<&str>, title: &str, lines: &[u8]) -> Result<Draft> {
    let from_environment = ["VISUAL", "EDITOR"].into_iter().find_map(|name| env::var(name).ok());
    let editor = set.map(str::to_owned).or(from_environment).filter(|editor| !editor.trim().is_empty());
    let editor = editor.context("give the text, or set EDITOR to the editor to write it in")?;
    // In the system's directory for such files, never in the reviewed repository.
    let mut file = tempfile::Builder::new()
        .prefix("snaglist-")
        .suffix(".md")
        .tempfile()
        .context("making a file to write in")?;
    let below = format!("{CUT}\nWrite above this line. {title}\n\n{}", safe::block(lines));
    write!(file, "\n\n{below}").and_then(|()| file.flush()).context("making a file to write in")?;
    let status = command(&editor).arg(file.path()).status();
    let status = status.with_context(|| format!("starting the editor `{}`", safe::inline(&editor)))?;
    let draft = Draft { text: read(&file)?, file };
    if !status.success() {
        let failed = format!("the editor `{}` ended with {status}; nothing is kept", safe::inline(&editor));
        if draft.text.trim().is_empty() {
            bail!(failed);
        }
        bail!("{failed} in the record, but {}", draft.keep());
    }
    Ok(draft)
}

fn read(file: &NamedTempFile) -> Result<String> {
    // By its path: many editors put a new file in the place of the old one.
    let bytes = fs::read(file.path()).context("reading what you wrote")?;
    let text = String::from_utf8_lossy(&bytes);
    let above: String = text.split_inclusive('\n').take_while(|line| line.trim() != CUT).collect();
    Ok(above.trim().to_owned())
}
