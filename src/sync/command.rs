//! Runs `git` for exchanges: only ever on a repository of our own, in an environment of our own.
//!
//! The user's own configuration applies, because their credentials and signing keys have to work;
//! nothing of the reviewed clone does. Hooks are off, and no protocol is allowed but the one that
//! was asked for.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::store;

/// Environment variables passed to git: those that find programs, home, credentials, agents,
/// proxies and certificates. No others are, and so no `GIT_DIR`, `GIT_CONFIG_COUNT`, `GIT_TRACE`.
const PASSED: &[&str] = &[
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "XDG_CONFIG_HOME",
    "XDG_RUNTIME_DIR",
    "TMPDIR",
    "SSH_AUTH_SOCK",
    "SSH_AGENT_PID",
    "SSH_ASKPASS",
    "GIT_SSH",
    "GIT_SSH_COMMAND",
    "GIT_SSH_VARIANT",
    "GIT_ASKPASS",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
    "GNUPGHOME",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "DBUS_SESSION_BUS_ADDRESS",
    "KRB5CCNAME",
    "http_proxy",
    "https_proxy",
    "HTTPS_PROXY",
    "all_proxy",
    "ALL_PROXY",
    "no_proxy",
    "NO_PROXY",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "GIT_SSL_CAINFO",
    "GIT_SSL_CAPATH",
    "CURL_CA_BUNDLE",
    // Windows.
    "SYSTEMROOT",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "PATHEXT",
    "TEMP",
];

/// A git directory that has nothing in it, and that nobody can put anything into.
const NO_REPOSITORY: &str = "/dev/null";

/// Settings that override everybody's configuration. What runs programs and is the user's to choose
/// (signing, credentials, ssh) is not among them: no configuration but theirs is in force.
const SETTINGS: &[&str] = &[
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.alternateRefsCommand=true",
    "core.pager=cat",
    "log.showSignature=false",
    "core.fsync=all",
    // Larger objects, which are no entries, are never held in memory.
    "core.bigFileThreshold=4m",
    "gc.auto=0",
    "maintenance.auto=false",
    "color.ui=false",
    "protocol.version=2",
    "transfer.fsckObjects=true",
    // Always keep packs: a pack is one file to sync, however much is in it.
    "fetch.unpackLimit=1",
    "fetch.writeCommitGraph=false",
    "fetch.recurseSubmodules=no",
    "push.recurseSubmodules=no",
    "push.gpgSign=false",
    "push.followTags=false",
    "submodule.recurse=false",
    "http.lowSpeedLimit=100",
    "http.lowSpeedTime=30",
];

/// The environment for git, and whether there is a terminal to ask at.
#[derive(Clone, Debug)]
pub struct Surroundings {
    variables: BTreeMap<OsString, OsString>,
    can_ask: bool,
    signs: bool,
    /// Whether the user has configured their own ssh command.
    own_ssh: bool,
}

impl Surroundings {
    /// Selects from the given variables; `can_ask` is whether ssh and gpg may ask for a passphrase
    /// at the terminal.
    pub fn new(variables: impl IntoIterator<Item = (OsString, OsString)>, can_ask: bool) -> Self {
        let passed = |name: &OsString| {
            name.to_str()
                .is_some_and(|name| PASSED.contains(&name) || can_ask && name == "GPG_TTY")
        };
        let variables: BTreeMap<OsString, OsString> = variables
            .into_iter()
            .filter(|(name, _)| passed(name))
            .collect();
        let set = |name: &str| variables.contains_key(std::ffi::OsStr::new(name));
        let own_ssh = set("GIT_SSH_COMMAND") || set("GIT_SSH");
        Self {
            variables,
            can_ask,
            signs: true,
            own_ssh,
        }
    }

    /// Returns these surroundings with signing off.
    pub fn without_signing(self) -> Self {
        Self {
            signs: false,
            ..self
        }
    }

    /// Returns these surroundings with ssh called as the user's git configuration says.
    pub(super) fn with_own_ssh(self) -> Self {
        Self {
            own_ssh: true,
            ..self
        }
    }

    /// Whether batches may be signed.
    pub(super) fn signs(&self) -> bool {
        self.signs
    }

    /// Whether git may ask at the terminal, and so has to share our process group.
    pub(super) fn can_ask(&self) -> bool {
        self.can_ask
    }

    /// Builds a `git` command in a repository of ours; `protocol` is the only one it may use.
    ///
    /// # Errors
    /// When its configuration is not ours.
    pub(super) fn git(&self, dir: &Path, protocol: &str) -> Result<Command> {
        store::check_config(dir)?;
        Ok(self.git_at(dir, dir, protocol))
    }

    /// Builds a `git` command in no repository at all, which only the user's own configuration
    /// applies to.
    pub(super) fn git_without_repository(&self, dir: &Path) -> Command {
        self.git_at(Path::new(NO_REPOSITORY), dir, "none")
    }

    fn git_at(&self, repository: &Path, dir: &Path, protocol: &str) -> Command {
        let mut command = Command::new("git");
        command.env_clear().envs(&self.variables);
        command
            .env("GIT_ALLOW_PROTOCOL", protocol)
            .env("GIT_TERMINAL_PROMPT", "0");
        // We search its output for errors, so it has to be in English.
        command
            .env("LC_ALL", "C")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_CONFIG_COUNT", "0");
        command
            .env("GIT_NO_REPLACE_OBJECTS", "1")
            .env("GIT_ATTR_NOSYSTEM", "1")
            .env("GCM_INTERACTIVE", "never");
        if !self.can_ask && !self.own_ssh {
            // The terminal belongs to the screen.
            command.env(
                "GIT_SSH_COMMAND",
                "ssh -o BatchMode=yes -o ConnectTimeout=30",
            );
        }
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        command.arg("--git-dir").arg(repository).current_dir(dir);
        command
    }
}
