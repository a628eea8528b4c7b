//! Compares what a lapsed verdict rested on with what is there now: the criterion's text, the lines
//! of files, and the commits that changed them.

use std::collections::HashMap;
use std::sync::Arc;

use super::files::UNASKED;
use super::fix_candidates::text;
use super::specs;
use super::stale::stands;
use crate::diff::{self, LineMap};
use crate::git::increments::FoundIncrements;
use crate::git::{FileContent, Repository, SimilarityBudget};
use crate::model::change::BySide;
use crate::model::ground::{Ground, GroundCommit, GroundFile, GroundState};
use crate::model::id::{Digest, ObjectId};
use crate::model::increment::{Commit, CommitRange};
use crate::model::record::{Evidence, Given, Judgement, SpecRef};
use crate::model::spec::{LineRange, Spec};
use crate::model::text::{RepoPath, Untrusted};
use crate::spec;

/// Maximum number of a verdict's files that are compared.
const MAX_FILES: usize = 40;

/// Maximum number of commits since a verdict that are looked at.
const MAX_LOOKED_AT: usize = 300;

/// Maximum number of commits that are listed.
const MAX_COMMITS: usize = 12;

/// Compares the ground of a verdict then with the head under review. `agreed` is the commit at which
/// the specs are as agreed, where the judged text may be found.
pub fn ground(
    repository: &Repository,
    found: &FoundIncrements,
    verdict: &Given<Judgement>,
    agreed: Option<ObjectId>,
) -> Ground {
    let mut ground = Ground::default();
    let judged = verdict.subject.as_ref().map(|subject| subject.range.head);
    if let Some(spec) = &verdict.spec {
        ground.text = judged_text(repository, spec, [judged, agreed, found.base]);
    }
    let evidence = verdict
        .subject
        .as_ref()
        .map_or(&[][..], |subject| &subject.evidence);
    ground.more_files = evidence.len().saturating_sub(MAX_FILES);
    let evidence = evidence.get(..MAX_FILES).unwrap_or(evidence);
    let renamed = renamed(repository, evidence, judged, found.head);
    ground.files = evidence
        .iter()
        .map(|file| compared(repository, file, &renamed, found.head))
        .collect();
    ground.files.sort_by_key(|file| file.state);
    let Some(judged) = judged.filter(|judged| *judged != found.head) else {
        return ground;
    };
    let range = CommitRange {
        base: Some(judged),
        head: found.head,
    };
    match repository.commits(&range, MAX_LOOKED_AT) {
        Ok(since) => {
            if since.more {
                ground.remarks.push(format!(
                    "only the last {MAX_LOOKED_AT} commits were looked at for those that changed it"
                ));
            }
            let spec = verdict.spec.as_ref().map(|spec| &spec.path);
            let mut commits = changing(repository, &since.commits, evidence, spec);
            ground.more_commits = commits.len().saturating_sub(MAX_COMMITS);
            // The first one that made a difference is kept, however many came after it.
            let first = commits.iter().position(|commit| commit.is_first);
            if let Some(first) = first.filter(|first| *first >= MAX_COMMITS) {
                commits.swap(MAX_COMMITS - 1, first);
            }
            commits.truncate(MAX_COMMITS);
            ground.commits = commits;
        }
        Err(_) => ground.remarks.push(format!(
            "{}, which was judged, is not in this clone: the commits since are not known",
            judged.short(7)
        )),
    }
    ground
}

/// Finds where files went that the verdict rested on and that are no longer at their paths.
fn renamed(
    repository: &Repository,
    evidence: &[Evidence],
    judged: Option<ObjectId>,
    head: ObjectId,
) -> HashMap<RepoPath, RepoPath> {
    let is_gone = |file: &&Evidence| {
        file.blob.is_some() && matches!(repository.entry(head, &file.path), Ok(None))
    };
    let gone: Vec<&RepoPath> = evidence
        .iter()
        .filter(is_gone)
        .map(|file| &file.path)
        .collect();
    if gone.is_empty() || judged.is_none() {
        return HashMap::new();
    }
    let range = CommitRange { base: judged, head };
    let Ok(mut changes) = repository.changes(&range) else {
        return HashMap::new();
    };
    repository.find_similar(&mut changes.files, SimilarityBudget::default());
    let moved = changes.files.into_iter().filter_map(|change| {
        let (old, new) = (change.old?, change.new?);
        (!change.copied && gone.contains(&&old.path)).then_some((old.path, new.path))
    });
    moved.collect()
}

/// Compares the lines of one file that a verdict rested on with the file now.
fn compared(
    repository: &Repository,
    then: &Evidence,
    renamed: &HashMap<RepoPath, RepoPath>,
    head: ObjectId,
) -> GroundFile {
    let path = renamed.get(&then.path).unwrap_or(&then.path);
    let entry = repository.entry(head, path).ok().flatten();
    let mut file = GroundFile {
        path: then.path.clone(),
        now: entry.as_ref().map(|entry| entry.path.clone()),
        state: GroundState::Same,
        lines: BySide {
            old: then.lines.clone(),
            new: Vec::new(),
        },
        diff: None,
        elsewhere: 0,
    };
    if stands(repository, then, head) {
        return file;
    }
    let (blob, now) = match (then.blob, entry) {
        (Some(blob), Some(entry)) => (blob, entry.id),
        (None, _) => {
            file.state = GroundState::Back;
            return file;
        }
        (Some(_), None) => {
            file.state = GroundState::Gone;
            return file;
        }
    };
    let texts = text(repository, blob, UNASKED).zip(text(repository, now, UNASKED));
    let Some((old, new)) = texts.filter(|_| blob != now) else {
        file.state = if blob == now {
            GroundState::Moved
        } else {
            GroundState::Unread
        };
        return file;
    };
    if !then.lines.is_empty() && diff::unchanged(&old, &new, &then.lines) {
        file.state = GroundState::Moved;
        return file;
    }
    file.state = GroundState::Changed;
    file.lines.new = LineMap::new(&old, &new).changed(&then.lines);
    let diff = diff::text(path, Arc::new(old), Arc::new(new));
    file.elsewhere = diff
        .changes
        .iter()
        .filter(|change| {
            let end = change.old.end.max(change.old.start + 1);
            let touches = |lines: &LineRange| change.old.start < lines.last && end >= lines.first;
            !then.lines.is_empty() && !then.lines.iter().any(touches)
        })
        .count();
    file.diff = Some(Arc::new(diff));
    file
}

/// Finds the commits, of some that are listed newest first, that changed the files or the spec of a
/// verdict. A merge is left out: what it merged in is listed itself.
fn changing(
    repository: &Repository,
    since: &[Commit],
    evidence: &[Evidence],
    spec: Option<&RepoPath>,
) -> Vec<GroundCommit> {
    let mut known: HashMap<(ObjectId, &RepoPath), Option<ObjectId>> = HashMap::new();
    let mut blob = |commit: ObjectId, path| {
        *known.entry((commit, path)).or_insert_with(|| {
            let entry = repository.entry(commit, path).ok().flatten();
            entry.map(|entry| entry.id)
        })
    };
    let paths = evidence.iter().map(|file| &file.path).chain(spec);
    let paths: Vec<&RepoPath> = paths.collect();
    let mut commits: Vec<GroundCommit> = Vec::new();
    for commit in since {
        let &[parent] = &commit.parents[..] else {
            continue;
        };
        let changed = paths
            .iter()
            .filter(|path| blob(commit.id, path) != blob(parent, path));
        let files: Vec<RepoPath> = changed.map(|path| RepoPath::clone(path)).collect();
        if !files.is_empty() {
            commits.push(GroundCommit {
                commit: commit.clone(),
                files,
                is_first: false,
            });
        }
    }
    let differs = |id: ObjectId| evidence.iter().any(|file| !stands(repository, file, id));
    let first = commits.iter_mut().rev().find(|found| {
        let parent = found.commit.parents.first();
        differs(found.commit.id) && !parent.is_some_and(|parent| differs(*parent))
    });
    if let Some(first) = first {
        first.is_first = true;
    }
    commits
}

/// Finds a criterion's text as it was judged: in the statement itself, in the spec that the statement
/// names, else in the spec at some commits.
fn judged_text(
    repository: &Repository,
    said: &SpecRef,
    commits: [Option<ObjectId>; 3],
) -> Option<Untrusted> {
    let digest = said.criterion?;
    if let Some(text) = &said.text {
        return Some(text.clone());
    }
    let at = |commit: ObjectId| Some(repository.entry(commit, &said.path).ok()??.id);
    let in_blob = said
        .blob
        .and_then(|blob| in_spec(&read(repository, &said.path, blob)?, digest));
    in_blob.or_else(|| {
        let mut commits = commits.into_iter().flatten();
        commits.find_map(|commit| in_spec(&read(repository, &said.path, at(commit)?)?, digest))
    })
}

fn read(repository: &Repository, path: &RepoPath, blob: ObjectId) -> Option<Spec> {
    match repository.read(blob, spec::MAX_BYTES as u64) {
        Ok(FileContent::Bytes(bytes)) => spec::read(path, &bytes, Some(blob)).ok(),
        _ => specs::folder_at(repository, blob, path),
    }
}

fn in_spec(spec: &Spec, digest: Digest) -> Option<Untrusted> {
    let found = spec.criteria.iter().find(|found| found.digest == digest)?;
    Some(found.text.clone())
}
