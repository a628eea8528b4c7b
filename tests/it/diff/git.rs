//! What git itself says of two directories. None of the user's settings have a say.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A changed line as git shows it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Shown {
    /// Its file.
    pub path: String,
    /// Whether it is on the new side.
    pub added: bool,
    /// 0-based.
    pub line: u32,
    /// Whether git shows it as moved.
    pub moved: bool,
}

/// The changed lines between two sets of files, with flags for `git diff`; `None` where there is no
/// git.
pub(super) fn changed(
    old: &[(&str, &str)],
    new: &[(&str, &str)],
    flags: &[&str],
) -> Option<BTreeSet<Shown>> {
    let place = tempfile::tempdir().unwrap();
    for (side, files) in [("old", old), ("new", new)] {
        fs::create_dir(place.path().join(side)).unwrap();
        for (path, content) in files {
            fs::write(place.path().join(side).join(path), content).unwrap();
        }
    }
    let output = git(place.path())
        .args(flags)
        .args(["old", "new"])
        .output()
        .ok()?;
    assert!(
        output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(parse(&String::from_utf8(output.stdout).unwrap()))
}

fn git(place: &Path) -> Command {
    let mut git = Command::new("git");
    for (name, _) in
        std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_"))
    {
        git.env_remove(name);
    }
    git.current_dir(place)
        .env("HOME", place)
        .env("XDG_CONFIG_HOME", place);
    git.env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null");
    git.env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CEILING_DIRECTORIES", place.parent().unwrap());
    for setting in [
        "color.diff.old=red",
        "color.diff.new=green",
        "color.diff.oldMoved=magenta",
        "color.diff.oldMovedAlternative=magenta",
        "color.diff.newMoved=cyan",
        "color.diff.newMovedAlternative=cyan",
        "color.diff.meta=normal",
        "color.diff.frag=normal",
        "color.diff.func=normal",
        "color.diff.whitespace=normal",
    ] {
        git.args(["-c", setting]);
    }
    git.args([
        "diff",
        "--no-index",
        "--no-renames",
        "--histogram",
        "--color=always",
        "--no-color-moved",
    ]);
    git
}

fn parse(output: &str) -> BTreeSet<Shown> {
    const COLOURS: [(&str, bool, bool); 4] = [
        ("\x1b[31m", false, false),
        ("\x1b[32m", true, false),
        ("\x1b[35m", false, true),
        ("\x1b[36m", true, true),
    ];
    let mut shown = BTreeSet::new();
    let mut path = String::new();
    let (mut old, mut new) = (0, 0);
    for line in output.lines() {
        let plain = line.trim_start_matches("\x1b[m");
        if let Some(paths) = plain.strip_prefix("diff --git ") {
            path = paths
                .trim_end_matches("\x1b[m")
                .rsplit('/')
                .next()
                .unwrap()
                .to_owned();
            (old, new) = (0, 0);
        } else if let Some(places) = plain.strip_prefix("@@ -") {
            let start = |text: &str| -> u32 {
                let mut numbers = text.split(|c: char| !c.is_ascii_digit());
                let first: u32 = numbers.next().unwrap().parse().unwrap();
                let count = text
                    .split([' ', '\x1b'])
                    .next()
                    .unwrap()
                    .split_once(',')
                    .map_or("1", |(_, count)| count);
                if count == "0" { first } else { first - 1 }
            };
            old = start(places);
            new = start(places.split_once(" +").unwrap().1);
        } else if let Some((_, added, moved)) =
            COLOURS.iter().find(|(colour, ..)| line.starts_with(colour))
        {
            let at = if *added { &mut new } else { &mut old };
            shown.insert(Shown {
                path: path.clone(),
                added: *added,
                line: *at,
                moved: *moved,
            });
            *at += 1;
        } else if plain.starts_with(' ') {
            (old, new) = (old + 1, new + 1);
        }
    }
    shown
}
