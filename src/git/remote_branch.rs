//! Finds the remote-tracking branch of a branch: where `git fetch` puts what the branch's remote has
//! under its name.

use anyhow::Result;

use super::Repository;
use super::open::read_config;
use super::refs::is_valid_name;
use crate::model::id::ObjectId;
use crate::model::text::Untrusted;

/// The remote whose branch of the same name counts for a branch that tracks none.
const USUAL: &[u8] = b"origin";

impl Repository {
    /// Returns the full name of a branch's remote-tracking branch, and its commit; `None` when this
    /// clone has none. It is the one that the branch tracks, by the clone's configuration, read as
    /// data; else the branch of the same name on `origin`.
    ///
    /// # Errors
    /// When refs or the configuration cannot be read.
    pub fn remote_branch_of(&self, branch: &Untrusted) -> Result<Option<(Untrusted, ObjectId)>> {
        let config = read_config(&self.location.refs.common_dir)?;
        let value = |key: &[u8]| {
            let key = [branch.as_bytes(), key].concat();
            let found = config.under("branch").filter(|(name, _)| *name == key);
            found.last().map(|(_, value)| value.to_vec())
        };
        let tracked = value(b".remote").zip(value(b".merge"));
        let (remote, name) = match &tracked {
            Some((remote, merge)) if remote != b"." => (
                remote.as_slice(),
                merge.strip_prefix(b"refs/heads/").unwrap_or(merge),
            ),
            _ => (USUAL, branch.as_bytes()),
        };
        let full = [b"refs/remotes/", remote, &b"/"[..], name].concat();
        if !is_valid_name(&full) {
            return Ok(None);
        }
        let Some(id) = self.location.refs.resolve(&full)? else {
            return Ok(None);
        };
        Ok(Some((Untrusted::new(full), self.to_commit(id)?)))
    }

    /// Whether this clone has a branch of that name at that commit.
    pub fn is_local_branch(&self, branch: &Untrusted, id: ObjectId) -> bool {
        let full = [b"refs/heads/", branch.as_bytes()].concat();
        let found = self.location.refs.resolve(&full);
        found.is_ok_and(|found| found == Some(id))
    }

    /// Resolves the user's words for a head to its commit and, where they name a branch of this
    /// clone or of a remote, to the branch's name without the remote. The remote-tracking branch of
    /// the checked-out branch has that branch's name.
    ///
    /// # Errors
    /// When they name no commit.
    pub fn head_named(&self, text: &str) -> Result<(ObjectId, Option<Untrusted>)> {
        let text = text.trim();
        if ["HEAD", "@"].contains(&text)
            && let Some((id, branch)) = self.head()?
        {
            return Ok((self.to_commit(id)?, branch));
        }
        let full = self.full_name(text)?.map(|(full, _)| full);
        if let Some((_, Some(here))) = self.head()?
            && let Some((remote, id)) = self.remote_branch_of(&here)?
            && full.as_deref().map(str::as_bytes) == Some(remote.as_bytes())
        {
            return Ok((id, Some(here)));
        }
        let branch = full.as_deref().and_then(|full| {
            let remote = full.strip_prefix("refs/remotes/");
            let of_remote = remote.and_then(|rest| Some(rest.split_once('/')?.1));
            full.strip_prefix("refs/heads/").or(of_remote)
        });
        Ok((self.resolve_typed(text)?, branch.map(Untrusted::from)))
    }
}
