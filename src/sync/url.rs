//! Checks remote addresses: which ones snaglist connects to, and which parts of them are kept and
//! shown.
//!
//! An address may come from the configuration of a hostile clone. None of those may run anything:
//! no remote helper (`ext::…`), no host or path that reads as an option, no directory where a push
//! would run hooks. Pure.

use std::path::PathBuf;

use crate::digest;
use crate::model::text::Untrusted;
use crate::record::AddressParts;

/// Maximum length of an address, in bytes.
const MAX_URL: usize = 2_048;

/// The origin of an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AddressSource {
    /// The user, on the command line, now or once before.
    User,
    /// The reviewed clone's configuration.
    Clone,
}

/// An address that git may use.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GitAddress {
    url: String,
    protocol: &'static str,
}

impl GitAddress {
    /// Checks an address.
    ///
    /// # Errors
    /// When snaglist does not connect to it; the message says what to do.
    pub fn new(text: &str, source: AddressSource) -> Result<Self, String> {
        let url = text.trim();
        if url.is_empty()
            || url.len() > MAX_URL
            || url.chars().any(|c| c.is_control() || c == '\u{fffd}')
        {
            return Err("it is empty, too long, or has characters that no address has".to_owned());
        }
        if url.starts_with('-') {
            return Err("it begins with `-`, as an option does".to_owned());
        }
        refuse_helper(url)?;
        let protocol = match AddressParts::of(url.as_bytes()) {
            AddressParts::Path => "file",
            AddressParts::Host {
                scheme,
                user,
                host,
                path,
            } => {
                let protocol = protocol_of(scheme, host, path)?;
                let odd = |part: &[u8]| {
                    part.starts_with(b"-") || part.iter().any(u8::is_ascii_whitespace)
                };
                let is_named =
                    !host.is_empty() && url.is_ascii() && ![user, host, path].into_iter().any(odd);
                if protocol != "file" && !is_named {
                    return Err("no host has such a name".to_owned());
                }
                protocol
            }
        };
        match (protocol, source) {
            ("https" | "ssh", _) | (_, AddressSource::User) => Ok(Self { url: url.to_owned(), protocol }),
            ("file", AddressSource::Clone) => Err(
                "it is a directory of this machine, and a push there runs its hooks as you; if you know it, \
                 name the directory itself"
                    .to_owned(),
            ),
            (_, AddressSource::Clone) => Err(
                "it is neither encrypted nor authenticated; if that is all right, name the address itself"
                    .to_owned(),
            ),
        }
    }

    /// Checks an address that came from outside.
    ///
    /// # Errors
    /// As [`new`](Self::new), and when it is not UTF-8.
    pub fn of(url: &Untrusted, source: AddressSource) -> Result<Self, String> {
        Self::new(&url.lossy(), source)
    }

    /// Returns the address for git.
    pub(super) fn as_str(&self) -> &str {
        &self.url
    }

    /// Returns git's name of the protocol, for `GIT_ALLOW_PROTOCOL`.
    pub fn protocol(&self) -> &'static str {
        self.protocol
    }

    /// Returns the directory that it names, as git interprets it; `None` where it is no directory
    /// of this machine.
    pub fn directory(&self) -> Option<PathBuf> {
        if self.protocol != "file" {
            return None;
        }
        let url = self.url.split_once("://").map(|(_, path)| decoded(path));
        Some(path_of(
            url.unwrap_or_else(|| self.url.clone().into_bytes()),
        ))
    }

    /// Returns the address for showing and keeping: without user and password, where those may be a
    /// secret.
    pub fn plain(&self) -> String {
        let secret = matches!(self.protocol, "https" | "http");
        match self.url.split_once("://") {
            Some((scheme, rest)) if secret => {
                let end = rest.find('/').unwrap_or(rest.len());
                let host = rest[..end].rsplit('@').next().unwrap_or_default();
                format!("{scheme}://{host}{}", &rest[end..])
            }
            _ => self.url.clone(),
        }
    }

    /// Removes the parts of the address that may be a secret from somebody else's words.
    pub fn redact(&self, said: &str) -> String {
        let secret = || {
            let (_, rest) = self
                .url
                .split_once("://")
                .filter(|_| self.plain() != self.url)?;
            rest[..rest.find('/').unwrap_or(rest.len())].rsplit_once('@')
        };
        secret().map_or_else(
            || said.to_owned(),
            |(user, _)| said.replace(&format!("{user}@"), ""),
        )
    }

    /// Returns a short name for refs.
    pub fn key(&self) -> String {
        digest::of_bytes(self.plain().as_bytes()).short(16)
    }
}

/// Decodes `%XX` in an address, as `url_decode` of git does.
fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let code = digits.filter(|hex| hex.bytes().all(|digit| digit.is_ascii_hexdigit()));
        match code
            .and_then(|hex| u8::from_str_radix(hex, 16).ok())
            .filter(|code| byte == b'%' && *code > 0)
        {
            Some(code) => {
                bytes.push(code);
                rest = &after[2..];
            }
            None => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    bytes
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    PathBuf::from(<std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(&bytes).into_owned())
}

/// Returns git's name of the protocol that an address asks for.
///
/// # Errors
/// When snaglist does not speak it; the message says what to use.
fn protocol_of(scheme: &[u8], host: &[u8], path: &[u8]) -> Result<&'static str, String> {
    Ok(match scheme.to_ascii_lowercase().as_slice() {
        b"https" => "https",
        b"http" => "http",
        b"" | b"ssh" | b"git+ssh" | b"ssh+git" => "ssh",
        b"git" => "git",
        b"file" if host.is_empty() && path.starts_with(b"/") => "file",
        _ => return Err("use https://, ssh://, git:// or a directory".to_owned()),
    })
}

/// Refuses `helper::address`, which asks git to start another program.
fn refuse_helper(url: &str) -> Result<(), String> {
    let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    match url
        .split_once("::")
        .filter(|(helper, _)| helper.chars().all(named))
    {
        Some((helper, _)) => Err(format!(
            "`{helper}::` asks for another program to make the connection"
        )),
        None => Ok(()),
    }
}
