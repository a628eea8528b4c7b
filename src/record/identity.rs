//! The identity that this machine's events carry.

use anyhow::{Context as _, Result, anyhow};
use serde::Deserialize;

use super::codec::read::{self, Fault};
use super::codec::values::{ByName, Spelled, Text};
use super::codec::write::Toml;
use super::project::{DataDir, MAX_SMALL_FILE};
use super::{durable, files};
use crate::model::id::WriterId;
use crate::model::person::Role;
use crate::model::text::Untrusted;

/// A person on one machine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Identity {
    /// The writer id: random, made once, and part of the person's events for ever.
    pub writer: WriterId,
    /// The name to show, possibly empty.
    pub name: Untrusted,
    /// The email address, possibly empty.
    pub email: Untrusted,
    /// The usual role; a project's record may give another.
    pub role: Role,
}

impl DataDir {
    /// Reads the identity, or makes one with a random writer id, the given name and address, and
    /// the role of a reviewer. Two processes that do so at once get the same one.
    ///
    /// # Errors
    /// When `identity.toml` exists and cannot be read, as a new identity would make a second person
    /// of the user; or when it does not exist and cannot be written.
    pub fn identity(&self, fallback: Option<(Untrusted, Untrusted)>) -> Result<Identity> {
        if let Some(identity) = self.read_identity()? {
            return Ok(identity);
        }
        let (name, email) = fallback.unwrap_or_default();
        let fresh = Identity {
            writer: random_id()?,
            name,
            email,
            role: Role::Reviewer,
        };
        let path = self.path().join("identity.toml");
        let doing = || {
            format!(
                "writing {}; choose another directory with --data-dir",
                path.display()
            )
        };
        durable::private_dir(self.path(), self.path()).with_context(doing)?;
        match durable::publish(&path, write(&fresh).as_bytes()) {
            Ok(()) => Ok(fresh),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                self.read_identity()?.ok_or(error).with_context(doing)
            }
            Err(error) => Err(error).with_context(doing),
        }
    }

    /// Replaces the identity.
    ///
    /// # Errors
    /// When `identity.toml` cannot be written.
    pub fn set_identity(&self, identity: &Identity) -> Result<()> {
        let path = self.path().join("identity.toml");
        let doing = || {
            format!(
                "writing {}; free some space or choose --data-dir",
                path.display()
            )
        };
        durable::private_dir(self.path(), self.path()).with_context(doing)?;
        durable::replace(&path, write(identity).as_bytes(), true).with_context(doing)
    }

    fn read_identity(&self) -> Result<Option<Identity>> {
        let path = self.path().join("identity.toml");
        let doing = || {
            format!(
                "reading {}; repair it, or remove it to go on as another writer (what you wrote stays)",
                path.display()
            )
        };
        files::check_dir(self.path(), self.path())?;
        let bytes = durable::read_if_there(&path, MAX_SMALL_FILE).with_context(doing)?;
        bytes
            .map(|bytes| parse(&bytes).with_context(doing))
            .transpose()
    }
}

/// `identity.toml`.
#[derive(Deserialize)]
struct IdentityFile {
    writer: Spelled<WriterId>,
    #[serde(default)]
    name: Text,
    #[serde(default)]
    email: Text,
    role: ByName<Role>,
}

pub(super) fn parse(bytes: &[u8]) -> Result<Identity, Fault> {
    let IdentityFile {
        writer,
        name,
        email,
        role,
    } = read::document(bytes)?;
    Ok(Identity {
        writer: writer.0,
        name: name.0,
        email: email.0,
        role: role.0,
    })
}

fn write(identity: &Identity) -> String {
    let mut out = Toml::default();
    out.plain("version", 1);
    out.id("writer", &identity.writer);
    out.text("name", &identity.name);
    out.text("email", &identity.email);
    out.id("role", identity.role.name());
    out.finish()
}

/// Makes a random id of ten characters `a-z2-7`: 50 bits.
///
/// # Errors
/// When the system gives no random bytes.
pub fn random_id<T: std::str::FromStr>() -> Result<T> {
    const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let mut bytes = [0_u8; 10];
    getrandom::fill(&mut bytes)
        .map_err(|error| anyhow!("the system gave no random bytes: {error}"))?;
    let text: String = bytes
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
        .collect();
    text.parse()
        .map_err(|_| anyhow!("a random id is ten characters of a-z2-7"))
}
