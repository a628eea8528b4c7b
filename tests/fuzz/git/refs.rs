//! All refs of a clone at once, made by their structure: names, chains of symbolic refs,
//! `packed-refs` with its header and peeled ids.
//!
//! An input is files, each a name, a TAB and a content, with NULs between them.

use std::fs;
use std::path::Path;

use super::clone::Clone;
use super::mutate::changed;
use super::random::Random;

const NAMES: &[&str] = &[
    "refs/heads/main",
    "refs/heads/side",
    "refs/heads/s0",
    "refs/heads/a/b",
    "refs/heads/a",
    "refs/tags/v1",
    "refs/tags/v1.0.0",
    "refs/remotes/origin/HEAD",
    "refs/remotes/origin/main",
    "refs/replace/x",
    "refs/heads/x.lock",
    "refs/heads/@{1}",
    "refs/heads/-x",
    "refs/heads/\u{1b}[31m",
    "refs/heads/\u{202e}x",
    "refs/heads/HEAD",
    "main",
    "HEAD",
];
const HEADERS: &[&str] = &[
    "# pack-refs with: peeled fully-peeled sorted \n",
    "# pack-refs with: peeled \n",
    "# pack-refs with: sorted \n",
    "# pack-refs with:\n",
    "# other\n",
    "",
];
const ENDS: &[&str] = &["\n", "\n", "\n", "\r\n", "", " \n", "\n\n", "\0\n"];

/// What the files begin with before anything was read in a new way.
pub(crate) fn seeds(clone: &Clone) -> Vec<Vec<u8>> {
    let [old, new] = clone.commits;
    vec![
        format!("HEAD\tref: refs/heads/main\n\0refs/heads/main\t{new}\n\0packed-refs\t{old} refs/tags/v1\n")
            .into(),
    ]
}

/// New files; now and then those that were read in a new way, changed in their bytes.
pub(crate) fn make(random: &mut Random, pool: &[Vec<u8>], clone: &Clone) -> Vec<u8> {
    if random.once_in(5) {
        return changed(
            random,
            pool,
            &[
                b"\t",
                b"\0",
                b"ref: ",
                b"^",
                b"\n",
                b"refs/heads/",
                b"packed-refs\t",
            ],
        );
    }
    let ids = clone.ids();
    let mut files: Vec<String> = (0..random.below(4)).map(|_| file(random, &ids)).collect();
    if random.once_in(2) {
        files.extend(chain(random, &ids));
    }
    if random.once_in(2) {
        files.push(format!("packed-refs\t{}", packed(random, &ids)));
    }
    if !random.once_in(6) {
        files.push(format!("HEAD\tref: {}\n", random.pick(NAMES)));
    }
    files.join("\0").into_bytes()
}

fn file(random: &mut Random, ids: &[String]) -> String {
    let name = *random.pick(NAMES);
    let content = match random.below(3) {
        0 => format!("ref: {}", random.pick(NAMES)),
        _ => id(random, ids),
    };
    format!("{name}\t{content}{}", random.pick(ENDS))
}

/// Mostly an object's id, of whatever kind; otherwise almost one.
fn id(random: &mut Random, ids: &[String]) -> String {
    let id = random.pick(ids).clone();
    match random.below(12) {
        0 => id[..random.below(40)].to_owned(),
        1 => id.to_uppercase(),
        2 => id.replace('a', "g"),
        3 => format!("{id}{id}"),
        4 => "0".repeat(40),
        _ => id,
    }
}

/// Symbolic refs that lead to each other, and at last to a commit, to one of themselves or to
/// nothing.
fn chain(random: &mut Random, ids: &[String]) -> Vec<String> {
    let length = 1 + random.below(9);
    let link = |at: usize| format!("refs/heads/s{at}\tref: refs/heads/s{}\n", at + 1);
    let mut files: Vec<String> = (0..length).map(link).collect();
    let end = match random.below(4) {
        0 => return files,
        1 => format!("ref: refs/heads/s{}", random.below(length)),
        _ => id(random, ids),
    };
    files.push(format!("refs/heads/s{length}\t{end}\n"));
    files
}

fn packed(random: &mut Random, ids: &[String]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for _ in 0..random.below(8) {
        let between = if random.once_in(8) { "\u{9}" } else { " " };
        let mut line = format!("{}{between}{}", id(random, ids), random.pick(NAMES));
        line += *random.pick(ENDS);
        for _ in 0..random.below(4).saturating_sub(1) {
            line += &format!("^{}{}", id(random, ids), random.pick(ENDS));
        }
        lines.push(line);
    }
    if random.once_in(2) {
        // By bytes: an id that was cut short moves the place of a name of several bytes a letter.
        lines.sort_by(|one, other| one.bytes().skip(41).cmp(other.bytes().skip(41)));
    }
    let first = if random.once_in(8) {
        format!("^{}\n", id(random, ids))
    } else {
        String::new()
    };
    format!("{}{first}{}", random.pick(HEADERS), lines.concat())
}

/// Puts the files in the place of all refs.
pub(crate) fn put(clone: &Clone, input: &[u8]) {
    let dir = clone.git_dir();
    let _ = fs::remove_dir_all(dir.join("refs"));
    let _ = fs::remove_file(dir.join("packed-refs"));
    clone.write("HEAD", b"ref: refs/heads/main\n");
    for folder in ["refs/heads", "refs/tags"] {
        fs::create_dir_all(dir.join(folder))
            .unwrap_or_else(|error| panic!("{folder} was not made: {error}"));
    }
    for file in input.split(|byte| *byte == 0) {
        let Some(tab) = file.iter().position(|byte| *byte == b'\t') else {
            continue;
        };
        let Ok(name) = std::str::from_utf8(&file[..tab]) else {
            continue;
        };
        let is_ref = name.starts_with("refs/")
            && !name.split('/').any(|part| matches!(part, "" | "." | ".."));
        if !is_ref && !matches!(name, "HEAD" | "packed-refs") {
            continue;
        }
        let path = dir.join(name);
        // Where a folder stands already, or a file in the place of one, there is no room for it.
        let _ = fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))
            .and_then(|()| fs::write(&path, &file[tab + 1..]));
    }
}
