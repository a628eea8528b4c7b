//! Where to go when the user names a remote, and when they name none.

use std::path::Path;

use anyhow::{Context as _, Result, anyhow, bail};

use super::url::{Address, Source};
use crate::model::text::Untrusted;
use crate::record::Project;
use crate::safe;

/// An address, and why this one.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// Where to.
    pub address: Address,
    /// How it came about: empty, or words to follow the address.
    pub because: String,
}

/// What was asked for: the name of one of the clone's `remotes`, a directory or an address; with nothing,
/// the remote used last, else the clone's `origin` or only one.
///
/// # Errors
/// When there is none, or it is not gone to.
pub fn choose(remotes: &[(Untrusted, Untrusted)], project: &Project, asked: Option<&str>) -> Result<Chosen> {
    let remembered = project.remotes()?;
    let checked = |url: &Untrusted, source: Source, because: String| {
        let is_known = remembered.iter().any(|known| Untrusted::from(known.url.as_str()) == *url);
        let source = if is_known { Source::User } else { source };
        let address =
            Address::of(url, source).map_err(|why| anyhow!("{} is not gone to: {why}", safe::inline(url)))?;
        Ok(Chosen { address, because })
    };
    let of_clone = |(name, url): &(Untrusted, Untrusted)| {
        checked(url, Source::Clone, format!(", which this clone calls {}", safe::inline(name)))
    };
    let called = |name: &str| remotes.iter().find(|(known, _)| *known == Untrusted::from(name));
    let Some(typed) = asked else {
        if let Some(last) = remembered.first() {
            let url = Untrusted::from(last.url.as_str());
            return checked(&url, Source::User, ", as the last time".to_owned());
        }
        let only = || if let [only] = remotes { Some(only) } else { None };
        return of_clone(called("origin").or_else(only).context(
            "this clone has no remote `origin`; name a remote, an address or a directory: `snaglist sync REMOTE`",
        )?);
    };
    if let Some(remote) = called(typed) {
        return of_clone(remote);
    }
    let path = Path::new(typed);
    if !typed.contains([':', '/']) && !path.exists() {
        let known: Vec<String> = remotes.iter().map(|(name, _)| safe::inline(name).into_string()).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        bail!(
            "this clone has no remote `{}` (it has: {known}), and there is no such directory; give an address",
            safe::inline(typed)
        );
    }
    let found = path.canonicalize().ok().filter(|path| path.is_dir());
    let url = found.as_deref().and_then(Path::to_str).unwrap_or(typed);
    checked(&Untrusted::from(url), Source::User, String::new())
}
