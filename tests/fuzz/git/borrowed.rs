//! Clones that borrow their objects: each object lies in a folder of its own, so that which folders
//! are found shows in what can be read.

use std::fs;

use super::clone::Clone;
use super::mutate::changed;
use super::random::Random;

/// Folders to borrow from: more than the 31 that are looked into. The first of them have one object
/// each.
const FOLDERS: usize = 36;

const PATHS: &[&[u8]] = &[
    b"/",
    b".",
    b"..",
    b"../",
    b"./",
    b"objects",
    b"\n",
    b"#",
    b"\0",
    b"../objects\n",
    b"../../b1/objects\n",
    b"../../../b0/loop/loop/objects\n",
    b"info/alternates\n",
    b"\"",
];

/// The line by which the clone borrows from a folder.
fn line(at: usize) -> String {
    format!("../../../b{at}/objects\n")
}

/// Lists of one folder, of all, of many names for one, in a chain, longer than what is read.
pub(crate) fn seeds(clone: &Clone) -> Vec<Vec<u8>> {
    let first = clone.outside().join("b0/objects");
    let all: String = (0..FOLDERS).rev().map(line).collect();
    vec![
        format!("{}\n", first.display()).into(),
        [
            line(1),
            line(3),
            line(5),
            "# a remark\n".to_owned(),
            line(7),
        ]
        .concat()
        .into(),
        all.clone().into(),
        (0..5)
            .map(|deep| format!("../../../b2/{}objects\n", "loop/".repeat(deep)))
            .collect::<String>()
            .into(),
        b"../objects\n.\n../../../b4/objects\n".to_vec(),
        ["\0\n".to_owned(), line(6)].concat().into(),
        ["x\n".repeat(999), line(0), line(1)].concat().into(),
        ["#\n".repeat(40_000), all].concat().into(),
    ]
}

/// A list, changed; its words are whole lines as often as parts of them.
pub(crate) fn make(random: &mut Random, pool: &[Vec<u8>], _: &Clone) -> Vec<u8> {
    let lines: Vec<String> = (0..FOLDERS).map(line).collect();
    let mut words = PATHS.to_vec();
    words.extend(lines.iter().take(12).map(String::as_bytes));
    changed(random, pool, &words)
}

/// Writes the list, in the clone and in every second folder; the others lead to the next one.
pub(crate) fn put(clone: &Clone, input: &[u8]) {
    let outside = clone.outside();
    if !outside.join("b0").exists() {
        set_out(clone);
    }
    clone.write("objects/info/alternates", input);
    for at in (0..FOLDERS).step_by(6) {
        let path = outside.join(format!("b{at}/objects/info/alternates"));
        fs::write(&path, input).unwrap_or_else(|error| panic!("{path:?} was not written: {error}"));
    }
}

/// Makes the folders and moves one of the clone's objects into each of the first.
fn set_out(clone: &Clone) {
    let outside = clone.outside();
    let done = (0..FOLDERS).try_for_each(|at| {
        let folder = outside.join(format!("b{at}"));
        fs::create_dir_all(folder.join("objects/info"))?;
        #[cfg(unix)]
        std::os::unix::fs::symlink(".", folder.join("loop"))?;
        if let Some((_, id, _)) = clone.objects.get(at) {
            let name = clone.loose(*id);
            let to = folder.join(&name);
            to.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::rename(clone.git_dir().join(&name), to)?;
        }
        fs::write(
            folder.join("objects/info/alternates"),
            format!("../../b{}/objects\n", at + 1),
        )
    });
    done.unwrap_or_else(|error| panic!("no folders to borrow from: {error}"));
}
