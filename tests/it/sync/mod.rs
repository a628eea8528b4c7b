//! The record travels: through remotes that help, refuse, lose and lie, and as files.

mod address;
mod admission;
mod engagement;
mod exchange;
pub(crate) mod files;
mod hostile;
mod imported;
mod killed;
mod many;
mod repair;
mod replacing;
mod signed;
mod speed;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::cli::Place;

/// A bare repository in the middle.
pub(crate) struct Hub {
    root: TempDir,
}

impl Hub {
    pub(crate) fn new() -> Self {
        Self::with(&[])
    }

    pub(crate) fn with(options: &[&str]) -> Self {
        let hub = Self {
            root: tempfile::tempdir().unwrap(),
        };
        let path = hub.path();
        let init = [
            &["init", "-q", "--bare"],
            options,
            &[path.to_str().unwrap()],
        ]
        .concat();
        assert!(git(&hub.root.path().join("."), &init).0, "{init:?}");
        hub
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.root.path().join("hub.git")
    }

    pub(crate) fn url(&self) -> String {
        self.path().to_str().unwrap().to_owned()
    }

    /// What git says there; it works.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let (ok, said) = git(&self.path(), arguments);
        assert!(ok, "{arguments:?}: {said}");
        said
    }

    /// The names of all refs.
    pub(crate) fn refs(&self) -> Vec<String> {
        self.git(&["for-each-ref", "--format=%(refname)"])
            .lines()
            .map(str::to_owned)
            .collect()
    }

    /// Has every push looked at by a shell script, which gets each ref's name as `$1`.
    pub(crate) fn hook(&self, name: &str, script: &str) {
        let path = self.path().join("hooks").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        #[cfg(unix)]
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    }
}

/// Runs git, with nothing of this machine's configuration.
pub(crate) fn git(dir: &Path, arguments: &[&str]) -> (bool, String) {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(dir)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", dir)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .envs([
            ("GIT_AUTHOR_NAME", "x"),
            ("GIT_AUTHOR_EMAIL", "x@y"),
            ("GIT_AUTHOR_DATE", "@1 +0000"),
        ])
        .envs([
            ("GIT_COMMITTER_NAME", "x"),
            ("GIT_COMMITTER_EMAIL", "x@y"),
            ("GIT_COMMITTER_DATE", "@1 +0000"),
        ])
        .stdin(Stdio::null())
        .output()
        .expect("git is there");
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    (output.status.success(), said)
}

/// Somebody with a clone, a home and a record of their own.
pub(crate) fn person(name: &str) -> Place {
    let (place, _) = Place::delivered();
    let config = format!("[user]\nname = {name}\nemail = {name}@example.org\n");
    fs::write(place.root.path().join("home/.gitconfig"), config).unwrap();
    place
}

impl Place {
    /// Exchanges the record; it works.
    pub(crate) fn sync(&self, hub: &Hub) -> Value {
        self.json(&["sync", &hub.url()])
    }

    /// Admits whoever is pending, as what they say they are.
    pub(crate) fn admit_all(&self) {
        for pending in crate::cli::list(&self.json(&["status"])["pending"]) {
            self.ok(&["people", pending["writer"].as_str().unwrap(), "--admit"]);
        }
    }

    pub(crate) fn digest(&self) -> String {
        self.ok(&["record", "verify", "--digest"])
    }

    /// Where the project's record is.
    pub(crate) fn record(&self) -> PathBuf {
        PathBuf::from(self.ok(&["record", "path"]).trim_end())
    }

    /// Files of events, sorted.
    pub(crate) fn events(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for writer in fs::read_dir(self.record().join("events"))
            .into_iter()
            .flatten()
        {
            let files = fs::read_dir(writer.unwrap().path()).unwrap();
            let is_being_written =
                |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with('.');
            found.extend(
                files
                    .map(|file| file.unwrap().path())
                    .filter(|path| !is_being_written(path)),
            );
        }
        found.sort();
        found
    }

    /// Who writes here.
    pub(crate) fn writer(&self) -> String {
        let identity = fs::read_to_string(self.data().join("identity.toml")).unwrap();
        identity
            .lines()
            .find_map(|line| line.strip_prefix("writer = "))
            .unwrap()
            .trim_matches('"')
            .to_owned()
    }
}

/// What is asked of an exchange.
pub(crate) fn counts(report: &Value) -> (u64, u64, u64) {
    let number = |name: &str| report[name].as_u64().unwrap();
    (number("received"), number("sent"), number("unsent"))
}
