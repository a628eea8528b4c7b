//! The program as it is run: by scripts, by people who would rather type, and in the wrong place.

mod agreed;
mod divided;
mod export_since;
#[cfg(unix)]
mod exporting;
mod follow;
mod hostile;
mod identity;
mod kept_rounds;
mod marks;
mod note_editor;
mod note_threads;
mod notes;
mod opening;
mod outside;
mod people;
mod reading;
mod rounds;
mod spec_places;
mod specs;
mod status;
mod trace;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use snaglist::git::builder::RepoBuilder;
use tempfile::TempDir;

/// Three criteria, one of them ticked.
pub(crate) const SPEC: &str = "# Refunds\n\n## Acceptance criteria\n\n\
    - [x] AC-1: A charge is created once per key\n\
    - [ ] AC-2: Partial refunds never exceed the charge\n\
    - [ ] AC-3: A refund of an unknown charge is answered with 404\n";

/// Twenty lines, of which one names a criterion.
pub(crate) const CODE: &str = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\n\
    eleven\ntwelve\nthirteen\nfourteen\nfifteen\nsixteen\nseventeen\neighteen\nnineteen\ntwenty\n";

/// A repository, a home and a data directory of their own.
pub(crate) struct Place {
    pub root: TempDir,
}

/// What a run gave.
#[derive(Debug)]
pub(crate) struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Place {
    pub(crate) fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        for dir in ["home", "repo", "tmp"] {
            fs::create_dir(root.path().join(dir)).unwrap();
        }
        fs::write(
            root.path().join("home/.gitconfig"),
            "[user]\nname = Ana\nemail = ana@example.org\n",
        )
        .unwrap();
        Self { root }
    }

    pub(crate) fn repo(&self) -> PathBuf {
        self.root.path().join("repo")
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.root.path().join("data")
    }

    /// Makes a branch the one that is checked out.
    pub(crate) fn check_out(&self, branch: &str) {
        fs::write(
            self.repo().join(".git/HEAD"),
            format!("ref: refs/heads/{branch}\n"),
        )
        .unwrap();
    }

    pub(crate) fn builder(&self) -> RepoBuilder {
        RepoBuilder::init(&self.repo()).unwrap()
    }

    /// Two tagged increments: the spec and what names AC-1 in a line; then what names AC-2 in its
    /// message.
    pub(crate) fn delivered() -> (Self, RepoBuilder) {
        let place = Self::new();
        let mut repo = place.builder();
        repo.write("SPEC.md", SPEC).unwrap();
        repo.commit("Agree on the spec").unwrap();
        repo.author("Cem Contractor", "cem@example.com");
        repo.write("src/charge.rs", "fn charge() {}\n// AC-1\n")
            .unwrap();
        repo.commit("Create charges").unwrap();
        repo.tag("charges").unwrap();
        repo.write("src/refund.rs", CODE).unwrap();
        repo.commit("Refund in part\n\nCriterion: AC-2\n").unwrap();
        repo.tag("refunds").unwrap();
        (place, repo)
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_snaglist"));
        command
            .args(arguments)
            .current_dir(self.repo())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.root.path().join("home"))
            .env("XDG_CONFIG_HOME", self.root.path().join("home/config"))
            .env("XDG_DATA_HOME", self.root.path().join("home/share"))
            .env("TMPDIR", self.root.path().join("tmp"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("SNAGLIST_DATA_DIR", self.data())
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().unwrap())
    }

    /// Runs it, and it is done.
    pub(crate) fn ok(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.code, Some(0), "{arguments:?}: {run:?}");
        run.out
    }

    /// Runs it with `--json`.
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        let value: Value =
            serde_json::from_str(&self.ok(&[arguments, &["--json"]].concat())).unwrap();
        assert_eq!(value["version"], 1);
        value
    }

    /// Runs it, and it fails with that code; gives what it says on standard error.
    pub(crate) fn fails(&self, code: i32, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.code, Some(code), "{arguments:?}: {run:?}");
        assert_eq!(run.out, "", "{arguments:?}");
        assert!(!run.err.contains('\x1b'), "{:?}", run.err);
        run.err
    }

    /// Runs it with words on standard input.
    pub(crate) fn with_input(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut command = self.command(arguments);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        Run::of(child.wait_with_output().unwrap())
    }

    /// The state of a criterion, as `status` has it.
    pub(crate) fn state(&self, id: &str) -> String {
        let status = self.json(&["status"]);
        let found = list(&status["criteria"])
            .iter()
            .find(|found| found["id"] == id)
            .unwrap();
        found["state"].as_str().unwrap().to_owned()
    }
}

impl Run {
    pub(crate) fn of(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

/// The names of an object's fields, sorted.
pub(crate) fn fields(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

/// Puts one data directory's events beside another's.
pub(crate) fn copy_events(from: &Path, to: &Path) {
    for project in fs::read_dir(from.join("projects")).unwrap() {
        let project = project.unwrap();
        let events = project.path().join("events");
        for writer in fs::read_dir(&events).unwrap() {
            let writer = writer.unwrap();
            let target = to
                .join("projects")
                .join(project.file_name())
                .join("events")
                .join(writer.file_name());
            fs::create_dir_all(&target).unwrap();
            for event in fs::read_dir(writer.path()).unwrap() {
                let event = event.unwrap();
                fs::copy(event.path(), target.join(event.file_name())).unwrap();
            }
        }
    }
}
