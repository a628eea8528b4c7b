//! Chooses the remote for an exchange, from the user's words or without any.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};

use super::url::{AddressSource, GitAddress};
use crate::git::{Repository, folders};
use crate::model::text::Untrusted;
use crate::record::{Project, Remote};
use crate::safe;

/// A chosen address, and why it was chosen.
#[derive(Clone, Debug)]
pub struct ChosenAddress {
    /// The address.
    pub address: GitAddress,
    /// The reason: empty, or words to follow the address.
    pub because: String,
}

/// Chooses a remote: by the name of one of the clone's remotes, a directory or an address; without
/// `asked`, the remote used last, else the clone's `origin` or only one. Never one that only an
/// imported record named.
///
/// # Errors
/// When there is none, or snaglist refuses to connect to it.
pub fn choose(
    repository: &Repository,
    project: &Project,
    asked: Option<&str>,
) -> Result<ChosenAddress> {
    let remotes = repository.remotes();
    let remembered = project.remotes()?;
    let checked = |url: &Untrusted, source: AddressSource, because: String| {
        let is_known = remembered
            .iter()
            .any(|known| Untrusted::from(known.url.as_str()) == *url);
        let source = if is_known {
            AddressSource::User
        } else {
            source
        };
        let refused =
            |why: String| anyhow!("snaglist does not connect to {}: {why}", safe::inline(url));
        let address = GitAddress::of(url, source).map_err(refused)?;
        if let Some(dir) = address.directory() {
            refuse_reviewed(repository, project, &dir).map_err(refused)?;
        }
        Ok(ChosenAddress { address, because })
    };
    let of_clone = |(name, url): &(Untrusted, Untrusted)| {
        checked(
            url,
            AddressSource::Clone,
            format!(", which this clone calls {}", safe::inline(name)),
        )
    };
    let called = |name: &str| {
        remotes
            .iter()
            .find(|(known, _)| *known == Untrusted::from(name))
    };
    let Some(typed) = asked else {
        if let Some(last) = remembered.first() {
            let url = Untrusted::from(last.url.as_str());
            return checked(&url, AddressSource::User, ", as the last time".to_owned());
        }
        let imported = project.unconfirmed_remotes()?;
        if !imported.is_empty() {
            bail!(
                "no remote was named on this machine; {}",
                unconfirmed(&imported)
            );
        }
        let only = || {
            if let [only] = &*remotes {
                Some(only)
            } else {
                None
            }
        };
        return of_clone(called("origin").or_else(only).context(
            "this clone has no remote `origin`; name a remote, an address or a directory: `snaglist sync REMOTE`",
        )?);
    };
    let path = Path::new(typed);
    // A clone can give a remote the name of an address or of a directory: these are what was typed.
    let is_place = typed.contains(':') || (typed.contains('/') && path.exists());
    if let Some(remote) = called(typed).filter(|_| !is_place) {
        return of_clone(remote);
    }
    if !typed.contains([':', '/']) && !path.exists() {
        let known: Vec<String> = remotes
            .iter()
            .map(|(name, _)| safe::inline(name).into_string())
            .collect();
        let known = if known.is_empty() {
            "none".to_owned()
        } else {
            known.join(", ")
        };
        bail!(
            "this clone has no remote `{}` (it has: {known}), and there is no such directory; give an address",
            safe::inline(typed)
        );
    }
    let found = path.canonicalize().ok().filter(|path| path.is_dir());
    let url = found.as_deref().and_then(Path::to_str).unwrap_or(typed);
    checked(&Untrusted::from(url), AddressSource::User, String::new())
}

/// Words what to do with remotes that only an imported record named.
pub fn unconfirmed(imported: &[Remote]) -> String {
    let named: Vec<String> = imported
        .iter()
        .map(
            |remote| match GitAddress::new(&remote.url, AddressSource::User) {
                Ok(_) => format!("\n  snaglist sync {}", quoted(&remote.url)),
                Err(why) => format!("\n  {}: {why}", safe::inline(&remote.url)),
            },
        )
        .collect();
    format!(
        "an imported record names remotes that you have not confirmed, and snaglist connects to none of \
         them by itself. To exchange the record with one of them, check its address and type it:{}",
        named.concat()
    )
}

/// Quotes words for a shell, whatever they contain: they come from outside, and the user is to type
/// them.
fn quoted(words: &str) -> String {
    format!("'{}'", safe::inline(words).replace('\'', "'\\''"))
}

/// A directory inside the reviewed repository came with the delivery, and a push there would run
/// its hooks.
fn refuse_reviewed(repository: &Repository, project: &Project, dir: &Path) -> Result<(), String> {
    // `git` runs in a directory of ours, and would resolve a relative path there.
    if !dir.is_absolute() {
        return Err("there is no such directory".to_owned());
    }
    let entered = folders::entered(dir);
    if entered.is_empty() {
        return Err("there is no such directory".to_owned());
    }
    let location = repository.location();
    let mut git_dirs = vec![location.git_dir.clone()];
    git_dirs.extend(
        project
            .known_clones()
            .map_err(|error| format!("{error:#}"))?,
    );
    let mut reviewed: Vec<PathBuf> = git_dirs
        .iter()
        .flat_map(|dir| folders::of_repository(dir))
        .collect();
    reviewed.extend(
        location
            .work_dir
            .as_deref()
            .and_then(|dir| dir.canonicalize().ok()),
    );
    let within = |folder: &&PathBuf| entered.iter().any(|dir| dir.starts_with(folder));
    match reviewed.iter().find(within) {
        Some(folder) => Err(format!(
            "it lies in {}, which is reviewed here, and an exchange with it would run what the delivery has put \
             there; name a directory outside",
            safe::inline(folder.as_os_str().as_encoded_bytes())
        )),
        None => Ok(()),
    }
}
