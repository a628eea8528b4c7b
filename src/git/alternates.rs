//! Finds the object folders of a clone: its own, and those that it borrows from ("alternates").
//!
//! Such folders may refer to each other in a cycle, and one folder may have a thousand spellings.
//! Knows nothing of objects.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::small_file;

const MAX_LIST_BYTES: u64 = 64 << 10;
/// Maximum depth of alternates of alternates, as in git and libgit2.
const MAX_DEPTH: usize = 5;
/// Maximum number of folders, including the clone's own: each is searched for a missing object.
const MAX_FOLDERS: usize = 32;
/// Maximum number of lines read in all lists together: each costs a file system access.
const MAX_LINES: usize = 1_000;

/// Lists the folders, the clone's own first, each once however it is spelled. Adds remarks on
/// borrowed folders and on alternates that are not followed.
///
/// # Errors
/// When a list exists and cannot be read.
pub(super) fn folders(common_dir: &Path, remarks: &mut Vec<String>) -> Result<Vec<PathBuf>> {
    let own = common_dir.join("objects");
    let mut known = HashSet::from([fs::canonicalize(&own).unwrap_or_else(|_| own.clone())]);
    let mut folders = vec![own];
    let (mut lines, mut level) = (0, 0..1);
    for _ in 0..=MAX_DEPTH {
        for at in level.clone() {
            let folder = folders[at].clone();
            for line in list(&folder, remarks)?.split(|&byte| byte == b'\n') {
                if line.is_empty() || line[0] == b'#' {
                    continue;
                }
                lines += 1;
                if lines > MAX_LINES {
                    let words =
                        "`info/alternates` has more lines than the 1,000 that are looked at";
                    remarks.push(words.to_owned());
                    return Ok(folders);
                }
                let Some(path) = small_file::path_from(line) else {
                    let words = "`info/alternates` names a path that no file can have (it holds a NUL); not followed";
                    say_once(remarks, words);
                    continue;
                };
                let borrowed = folder.join(path);
                let Ok(whole) = fs::canonicalize(&borrowed) else {
                    continue;
                };
                if !whole.is_dir() || known.contains(&whole) {
                    continue;
                }
                if folders.len() == MAX_FOLDERS {
                    let words = "it borrows objects from more than 31 other repositories; the others are not looked into";
                    remarks.push(words.to_owned());
                    return Ok(folders);
                }
                remarks.push(format!(
                    "some objects come from another repository: {borrowed:?}"
                ));
                known.insert(whole);
                folders.push(borrowed);
            }
        }
        level = level.end..folders.len();
    }
    Ok(folders)
}

/// Reads the lines of a list; of one that is too long, the complete lines in the part that is read.
/// A clone that borrows from too many folders can still be reviewed: objects in the folders left
/// out are missing.
fn list(folder: &Path, remarks: &mut Vec<String>) -> Result<Vec<u8>> {
    let path = folder.join("info/alternates");
    let list =
        small_file::start(&path, MAX_LIST_BYTES).with_context(|| format!("reading {path:?}"))?;
    let Some((mut lines, is_whole)) = list else {
        return Ok(Vec::new());
    };
    if !is_whole {
        lines.truncate(
            lines
                .iter()
                .rposition(|byte| *byte == b'\n')
                .map_or(0, |end| end + 1),
        );
        say_once(
            remarks,
            "`info/alternates` is longer than 64 KiB; the lines beyond are not followed",
        );
    }
    Ok(lines)
}

fn say_once(remarks: &mut Vec<String>, words: &str) {
    if !remarks.iter().any(|known| known == words) {
        remarks.push(words.to_owned());
    }
}
