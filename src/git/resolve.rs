//! Resolves a name to a commit: one that the user typed, or one from a spec.
//!
//! Git's own `revparse` is never called: `:/text` and `^{/text}` run a regular expression over all
//! of history. Knows nothing of ranges.

use anyhow::{Context as _, Result, bail, ensure};

use crate::model::id::{IncrementId, ObjectId};
use crate::model::text::Untrusted;

use super::Repository;
use super::commit::{MAX_START, tag_message, tag_target};
use super::refs::is_valid_name;
use super::store::ObjectKind;

/// Minimum number of digits of an abbreviation, as in git (`MINIMUM_ABBREV`).
const MIN_DIGITS: usize = 4;
/// Maximum number of tags of tags followed; git itself has no limit.
const MAX_TAGS: usize = 8;
/// Maximum size of a tag's first line, which has its target.
const MAX_FIRST_LINE: u64 = 4 << 10;
/// Maximum number of steps back: `~1000000`.
const MAX_STEPS: usize = 1_000_000;
/// Maximum number of close names in an error.
const MAX_CLOSE: usize = 5;

/// Prefixes that complete a short name, in this order. As git's `ref_rev_parse_rules`, except that
/// a branch known only from `origin` is found as well, as in `git switch`.
const SHORT_NAMES: [&str; 6] = [
    "",
    "refs/",
    "refs/tags/",
    "refs/heads/",
    "refs/remotes/",
    "refs/remotes/origin/",
];

impl Repository {
    /// Resolves the user's words to a commit: a branch, a tag, `HEAD`, the first digits of an id,
    /// each with any of `~2` and `^2` after it. An error lists close names when there are some.
    pub fn resolve_typed(&self, text: &str) -> Result<ObjectId> {
        let text = text.trim();
        let base_end = text.find(['~', '^']).unwrap_or(text.len());
        let (base, mut steps) = text.split_at(base_end);
        let refused = || {
            format!(
                "`{}` is not understood as a commit; give a branch, a tag, an id, or one of these with `~2` or `^2`",
                text.escape_debug()
            )
        };
        ensure!(!text.contains(':') && !text.contains("@{"), refused());
        let mut id = self.typed_base(base)?;
        while let Some(kind) = steps.chars().next() {
            ensure!(kind == '~' || kind == '^', refused());
            steps = &steps[1..];
            if let Some(rest) = steps
                .strip_prefix("{commit}")
                .or_else(|| steps.strip_prefix("{}"))
            {
                ensure!(kind == '^', refused());
                steps = rest;
                continue;
            }
            let digits = steps
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(steps.len());
            let count = if digits == 0 {
                Some(1)
            } else {
                steps[..digits].parse().ok()
            };
            let count = count
                .filter(|count| *count <= MAX_STEPS)
                .with_context(refused)?;
            steps = &steps[digits..];
            id = if kind == '~' {
                self.ancestor(id, count)?
            } else {
                self.parent(id, count)?
            };
        }
        Ok(id)
    }

    fn typed_base(&self, name: &str) -> Result<ObjectId> {
        if name.is_empty() || name == "@" || name == "HEAD" {
            let head = self.location.refs.resolve(b"HEAD")?;
            let head =
                head.context("there is no commit yet; commit something, or name another branch")?;
            return self.to_commit(head);
        }
        if let Some(id) = self.named(name)? {
            return self.to_commit(id);
        }
        // `ORIG_HEAD` and similar names.
        if is_valid_name(name.as_bytes())
            && let Some(id) = self.location.refs.resolve(name.as_bytes())?
        {
            return self.to_commit(id);
        }
        if is_hex(name) {
            match self.store.complete(name) {
                Ok(Some(id)) => return self.to_commit(id),
                Ok(None) => {}
                Err(_) => bail!("`{name}` is the start of several ids; give more digits"),
            }
        }
        let close = self.close_names(name)?;
        let hint = if close.is_empty() {
            "`git branch -a` and `git tag` list those there are".to_owned()
        } else {
            format!("did you mean {}?", close.join(", "))
        };
        bail!(
            "no branch, tag or commit is called `{}`; {hint}",
            name.escape_debug()
        )
    }

    /// Resolves a name from a spec to a commit: a branch, a tag, or an id of at least four digits;
    /// `None` when there is none here.
    pub fn resolve_named(&self, name: &Untrusted) -> Result<Option<ObjectId>> {
        let Ok(name) = std::str::from_utf8(name.as_bytes().trim_ascii()) else {
            return Ok(None);
        };
        let mut found = self.named(name)?;
        if found.is_none() && is_hex(name) {
            found = self.store.complete(name).ok().flatten();
        }
        // A tag may be on a file; then it names no commit.
        Ok(found.and_then(|id| self.to_commit(id).ok()))
    }

    /// Finds a full id, or a branch or tag by its full or short name.
    fn named(&self, name: &str) -> Result<Option<ObjectId>> {
        if name.len() == 2 * self.store.id_len()
            && let Ok(id) = name.parse()
        {
            return Ok(Some(id));
        }
        Ok(self.full_name(name)?.map(|(_, id)| id))
    }

    /// Completes the short name of a branch or tag, and returns its target.
    pub(super) fn full_name(&self, name: &str) -> Result<Option<(String, ObjectId)>> {
        for prefix in SHORT_NAMES {
            let full = format!("{prefix}{name}");
            let known = ["refs/tags/", "refs/heads/", "refs/remotes/"];
            if known.iter().any(|known| full.starts_with(known))
                && let Some(id) = self.location.refs.resolve(full.as_bytes())?
            {
                return Ok(Some((full, id)));
            }
        }
        Ok(None)
    }

    /// Returns the commit that an object is or, as a tag, leads to.
    pub(super) fn to_commit(&self, id: ObjectId) -> Result<ObjectId> {
        let mut at = id;
        for _ in 0..MAX_TAGS {
            let start = self
                .store
                .start(at, MAX_FIRST_LINE)?
                .with_context(|| self.not_here(at))?;
            match start.kind {
                ObjectKind::Commit => return Ok(at),
                ObjectKind::Tag => {
                    at = tag_target(&start.data).with_context(|| {
                        format!("tag {} is damaged; `git fsck` says more", at.short(12))
                    })?
                }
                ObjectKind::Tree | ObjectKind::Blob => {
                    bail!("{} is a {}, not a commit", at.short(12), start.kind.name())
                }
            }
        }
        bail!("the tag {} leads to other tags for too long", id.short(12))
    }

    /// Returns the message of a tag object; `None` when it is another kind of object or not here.
    pub(super) fn tag_message(&self, id: ObjectId) -> Result<Option<Untrusted>> {
        let start = self
            .store
            .start(id, MAX_START)?
            .filter(|start| start.kind == ObjectKind::Tag);
        Ok(start.as_ref().map(tag_message))
    }

    fn ancestor(&self, id: ObjectId, steps: usize) -> Result<ObjectId> {
        let mut at = id;
        for _ in 0..steps {
            at = self.parent(at, 1)?;
        }
        Ok(at)
    }

    /// Returns the parent with a number, from 1; 0 is the commit itself.
    fn parent(&self, id: ObjectId, number: usize) -> Result<ObjectId> {
        let Some(index) = number.checked_sub(1) else {
            return Ok(id);
        };
        let links = self.links(id)?.with_context(|| self.not_here(id))?;
        let parent = links.parents.get(index).copied();
        parent.with_context(|| {
            format!(
                "commit {} has {} parents; there is no further one",
                id.short(12),
                links.parents.len()
            )
        })
    }

    /// Lists branches and tags with similar names, in the form to type. Only plain ones, because
    /// they are shown.
    fn close_names(&self, name: &str) -> Result<Vec<String>> {
        let mut close = Vec::new();
        for prefix in ["refs/heads/", "refs/tags/", "refs/remotes/"] {
            for found in self.location.refs.list(prefix)? {
                let Ok(short) = std::str::from_utf8(&found.name[prefix.len()..]) else {
                    continue;
                };
                if short.parse::<IncrementId>().is_ok() {
                    close.extend(closeness(name, short).map(|score| (score, short.to_owned())));
                }
            }
        }
        close.sort();
        close.dedup();
        Ok(close
            .into_iter()
            .take(MAX_CLOSE)
            .map(|(_, short)| short)
            .collect())
    }
}

/// Returns the distance of two names, smaller is closer; `None` when they are unrelated.
fn closeness(typed: &str, name: &str) -> Option<usize> {
    let (typed, name) = (typed.to_lowercase(), name.to_lowercase());
    let distance = strsim::damerau_levenshtein(&typed, &name);
    let near = distance <= (typed.chars().count() / 3).clamp(1, 3);
    let within = typed.len() >= 3 && (name.contains(&typed) || typed.contains(&name));
    (near || within).then_some(distance)
}

/// Whether it can be an id or the start of one: four digits at least, 64 at most.
fn is_hex(text: &str) -> bool {
    (MIN_DIGITS..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
