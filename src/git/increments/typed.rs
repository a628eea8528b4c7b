//! Finds the one increment that the user typed: a range, a branch, a tag or a commit.
//!
//! Knows nothing of the other rules.

use anyhow::{Context as _, Result, bail, ensure};

use crate::git::Repository;
use crate::model::id::{IncrementId, ObjectId};
use crate::model::increment::{CommitRange, Increment, IncrementSource};
use crate::model::text::Untrusted;

use super::base::{Left, WorkStart, left};
use super::ground::Ground;
use super::tags::Tags;
use super::{FoundIncrements, IncrementSearch, base, chain, names, upstream};

/// Maximum number of commits searched for the tag before a tag.
const MAX_STEPS: usize = 20_000;

/// The typed words, resolved to commits.
struct TypedRange {
    range: CommitRange,
    /// How they were understood, in our own words.
    how: String,
    /// The commit that merged it into the branch that it left.
    merged_in: Option<ObjectId>,
    /// Its names: branches and tags.
    names: Vec<String>,
}

/// Finds the increment, with the recorded name when a reviewer has defined exactly this range.
pub(super) fn find(
    repository: &Repository,
    text: &str,
    request: &IncrementSearch<'_>,
) -> Result<FoundIncrements> {
    let text = text.trim();
    let typed = match split(text) {
        Some(ends) => {
            ensure!(
                request.base.is_none(),
                "`--base` and a range say the same thing twice; give one of them"
            );
            range(repository, text, ends, request.exact)?
        }
        None => single(repository, text, request)?,
    };
    let TypedRange {
        range,
        how,
        merged_in,
        names,
    } = typed;
    ensure!(
        range.base != Some(range.head),
        "`{}` holds no commit; give an older start",
        text.escape_debug()
    );
    let recorded = request
        .recorded
        .iter()
        .find(|(_, recorded)| recorded.range == range);
    let (mut found, source) = match recorded {
        Some((id, defined)) => (
            Increment::new(
                id.clone(),
                defined.title.clone(),
                range,
                IncrementSource::Record,
            ),
            IncrementSource::Record,
        ),
        None => {
            // `HEAD` and `~2` mean something else tomorrow.
            let name = if moves(text) {
                range.short()
            } else {
                text.to_owned()
            };
            let id = names::id(name.as_bytes(), range.head);
            (
                Increment::new(
                    id,
                    Untrusted::from(text),
                    range,
                    IncrementSource::CommandLine,
                ),
                IncrementSource::CommandLine,
            )
        }
    };
    found.merged_in = merged_in;
    let text = Some(text.to_owned()).filter(|text| !moves(text));
    let names = text.into_iter().chain(names).chain([range.short()]);
    names
        .filter_map(|name| name.parse::<IncrementId>().ok())
        .for_each(|name| found.add_name(name));
    let because = format!("{}: {how}", IncrementSource::CommandLine.reason());
    Ok(FoundIncrements {
        increments: vec![found],
        source,
        base: range.base,
        head: range.head,
        because,
        more: false,
        left_out: others_merges(repository, range)?,
        warnings: Vec::new(),
    })
}

/// Whether the words mean another commit after the next commit.
fn moves(text: &str) -> bool {
    text.contains(['~', '^', '@'])
        || text.contains("HEAD")
        || text.starts_with('.')
        || text.ends_with('.')
}

/// Lists the merges in a range that brought others' work.
fn others_merges(
    repository: &Repository,
    range: CommitRange,
) -> Result<Vec<crate::model::increment::LeftOutHistory>> {
    let Some(base) = range.base else {
        return Ok(Vec::new());
    };
    let upstream = upstream::of(repository, range.head, None)?;
    let start = WorkStart {
        base: Some(base),
        since: String::new(),
        merged_in: None,
        upstream,
    };
    let ground = Ground::from(repository, range.head, None, start, true)?;
    ground.others_merges(&chain::walk(&ground, &Tags::default())?)
}

/// Resolves a range of two names. Where the first has commits that the second lacks, the range
/// starts at the merge base: a direct comparison would show others' work on the first as removed by
/// the second.
fn range(
    repository: &Repository,
    text: &str,
    (old_name, new_name, dots): (&str, &str, usize),
    exact: bool,
) -> Result<TypedRange> {
    let (old, new) = (
        repository.resolve_typed(old_name)?,
        repository.resolve_typed(new_name)?,
    );
    ensure!(
        old != new,
        "`{}` holds no commit; give an older start",
        text.escape_debug()
    );
    let mut merged_in = None;
    let (base, how) = match left(repository, old, new)? {
        Left::GoesOn => (old, "a range".to_owned()),
        Left::Shared(_) if exact && dots == 2 => (
            old,
            "a range, its ends compared as they stand though neither has all of the other"
                .to_owned(),
        ),
        Left::Shared(shared) if dots == 3 => (
            shared,
            format!(
                "a range, since the merge base of its ends ({})",
                shared.short(7)
            ),
        ),
        Left::Shared(shared) => {
            let since = shared.short(7);
            (
                shared,
                format!(
                    "a range, since the merge base of its ends ({since}); `--exact` compares the ends"
                ),
            )
        }
        Left::MergedIn { merge, base } => {
            merged_in = Some(merge);
            let (since, merge) = (base.short(7), merge.short(7));
            (
                base,
                format!(
                    "a range, since its second end left the first ({since}), which merged it in {merge}"
                ),
            )
        }
        Left::Behind => {
            let dots = &"..."[..dots];
            let swapped = format!("{}{dots}{}", named(new_name), named(old_name));
            bail!(
                "`{}` runs backwards: all that its second end has, its first has too, so it holds no commit; did \
                 you mean `{}`?",
                text.escape_debug(),
                swapped.escape_debug()
            )
        }
        Left::Apart if dots == 3 => {
            bail!("the two ends share no history; use `A..B` to compare them")
        }
        Left::Apart => (
            old,
            "a range; its ends share no history and are compared as they stand".to_owned(),
        ),
    };
    let names = names_of(repository, new_name)?;
    Ok(TypedRange {
        range: CommitRange {
            base: Some(base),
            head: new,
        },
        how,
        merged_in,
        names,
    })
}

fn named(end: &str) -> &str {
    if end.is_empty() { "HEAD" } else { end }
}

/// Returns the short and full names of the branch or tag at the end of a range; for `HEAD`, the
/// checked-out branch.
fn names_of(repository: &Repository, end: &str) -> Result<Vec<String>> {
    if ["", "@", "HEAD"].contains(&end) {
        let branch = repository.head()?.and_then(|(_, branch)| branch);
        return Ok(branch
            .map(|branch| branch.lossy().into_owned())
            .into_iter()
            .collect());
    }
    let Some((full, _)) = repository.full_name(end)? else {
        return Ok(Vec::new());
    };
    let short = ["refs/heads/", "refs/tags/"]
        .iter()
        .find_map(|start| full.strip_prefix(start));
    let remote = full.strip_prefix("refs/remotes/");
    let branch = remote
        .and_then(|remote| remote.split_once('/'))
        .map(|(_, branch)| branch);
    Ok(short
        .into_iter()
        .chain(remote)
        .chain(branch)
        .map(str::to_owned)
        .collect())
}

/// Splits `A..B` or `A...B` into its ends and the number of dots.
fn split(text: &str) -> Option<(&str, &str, usize)> {
    let (old, new) = text.split_once("..")?;
    Some(match new.strip_prefix('.') {
        Some(new) => (old, new, 3),
        None => (old, new, 2),
    })
}

/// Resolves the delivery of one name, and describes it.
fn single(
    repository: &Repository,
    text: &str,
    request: &IncrementSearch<'_>,
) -> Result<TypedRange> {
    let head = repository.resolve_typed(text)?;
    let names = names_of(repository, text)?;
    let from = |base| CommitRange { base, head };
    if let Some(given) = request.base.as_deref() {
        let WorkStart {
            base,
            since,
            merged_in,
            ..
        } = base::find(repository, head, None, Some(given), request.exact)?;
        return Ok(TypedRange {
            range: from(base),
            how: since,
            merged_in,
            names,
        });
    }
    let full = match repository.full_name(text)? {
        None if ["", "@", "HEAD"].contains(&text) => repository
            .head()?
            .and_then(|(_, branch)| branch)
            .map(|branch| [b"refs/heads/", branch.as_bytes()].concat()),
        found => found.map(|(full, _)| full.into_bytes()),
    };
    let Some(full) = full else {
        let links = repository
            .links(head)?
            .with_context(|| repository.not_here(head))?;
        let range = from(links.parents.first().copied());
        return Ok(TypedRange {
            range,
            how: "one commit".to_owned(),
            merged_in: None,
            names,
        });
    };
    if full.starts_with(b"refs/tags/") {
        return tag(repository, head, names);
    }
    let remote = full.strip_prefix(b"refs/remotes/");
    let remote =
        remote.and_then(|rest| Some(&rest[rest.iter().position(|&byte| byte == b'/')? + 1..]));
    let branch = full
        .strip_prefix(b"refs/heads/")
        .or(remote)
        .map(Untrusted::from);
    let WorkStart {
        base,
        since,
        merged_in,
        ..
    } = base::find(repository, head, branch.as_ref(), None, false)?;
    Ok(TypedRange {
        range: from(base),
        how: format!("a branch, {since}"),
        merged_in,
        names,
    })
}

/// Resolves the delivery of a tag: the commits since the tag before it, or since it left the
/// default branch.
fn tag(repository: &Repository, head: ObjectId, mut names: Vec<String>) -> Result<TypedRange> {
    let tags = Tags::read(repository)?;
    let start = base::find(repository, head, None, None, false)?;
    let ground = Ground::from(repository, head, None, start, false)?;
    let line = chain::line(&ground, MAX_STEPS)?;
    let before = line
        .steps
        .iter()
        .skip(1)
        .find(|step| !tags.on(step.id).is_empty());
    names.extend(
        tags.on(head)
            .iter()
            .map(|tag| String::from_utf8_lossy(&tag.name).into_owned()),
    );
    let (base, how) = match (before, ground.base) {
        (None, Some(base)) => (Some(base), format!("a tag, {}", ground.since)),
        (before, _) => (
            before.map(|step| step.id),
            "a tag, since the one before it".to_owned(),
        ),
    };
    Ok(TypedRange {
        range: CommitRange { base, head },
        how,
        merged_in: None,
        names,
    })
}
