//! Real increments as they lie in a folder: commits, hunks, criteria, and which names which.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use regex::Regex;
use serde_json::Value;
use snaglist::digest;
use snaglist::model::change::{Change, FileText, Hunk, TextDiff};
use snaglist::model::id::{Digest, ObjectId};
use snaglist::model::spec::{Criterion, CriterionKind, LineRange, Spec, TickClaim};
use snaglist::model::text::{RepoPath, Untrusted};

/// A commit as it lies in the folder.
pub(super) struct Commit {
    pub message: Untrusted,
    pub hunks: Vec<Lines>,
}

/// A hunk: its file, and the lines with their marks.
pub(super) struct Lines {
    pub path: RepoPath,
    pub heading: String,
    pub lines: Vec<String>,
}

pub(super) fn repositories(dir: &Path) -> Vec<PathBuf> {
    let is_one = |path: &PathBuf| path.join("increments.json").is_file();
    let own = dir.to_path_buf();
    if is_one(&own) {
        return vec![own];
    }
    let entries = fs::read_dir(dir)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    let mut found: Vec<PathBuf> = entries.filter(is_one).collect();
    found.sort();
    found
}

pub(super) fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

pub(super) fn read_commits(dir: &Path) -> Option<BTreeMap<u64, Commit>> {
    let all = fs::read_to_string(dir.join("commits.jsonl")).ok()?;
    let commit = |line: &str| {
        let value: Value = serde_json::from_str(line).ok()?;
        let hunks = value.get("hunks")?.as_array()?.iter().map(|hunk| Lines {
            path: text(hunk, "path").into(),
            heading: text(hunk, "ctx").to_owned(),
            lines: hunk
                .get("lines")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(|line| line.as_str().map(str::to_owned))
                .collect(),
        });
        let hunks = hunks.collect();
        Some((
            value.get("n")?.as_u64()?,
            Commit {
                message: text(&value, "msg_stripped").into(),
                hunks,
            },
        ))
    };
    Some(all.lines().filter_map(commit).collect())
}

/// The criteria as a spec, and their names in order.
pub(super) fn read_spec(dir: &Path) -> Option<(Spec, Vec<String>)> {
    let all = fs::read_to_string(dir.join("criteria.jsonl")).ok()?;
    let mut criteria = Vec::new();
    let mut names = Vec::new();
    for line in all.lines() {
        let Ok(value) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        if text(&value, "kind") == "task" {
            continue;
        }
        let id = format!("C{:04}", criteria.len());
        criteria.push(Criterion {
            id: id.parse().ok()?,
            is_made_up: false,
            kind: CriterionKind::Criterion,
            text: text(&value, "text_stripped").into(),
            section: [].into(),
            lines: LineRange { first: 1, last: 1 },
            claim: TickClaim::None,
            paths: Vec::new(),
            rule: "",
            requirement: None,
            names: Vec::new(),
            digest: digest::of_bytes(id.as_bytes()),
        });
        names.push(text(&value, "id").to_owned());
    }
    let spec = Spec::of_criteria("spec.md".into(), digest::of_bytes(b""), criteria);
    Some((spec, names))
}

/// What finds lines that name one of the criteria: ids with a number, however their marks are
/// written.
pub(super) fn naming(names: &[String]) -> Option<Regex> {
    let ids: HashSet<String> = names
        .iter()
        .filter_map(|name| name.rsplit(':').next())
        .filter(|id| {
            id.len() <= 20 && id.contains(|c: char| c.is_ascii_digit()) && !id.contains(' ')
        })
        .map(|id| {
            let parts = id.split(['-', '_', '.']).map(regex::escape);
            parts.collect::<Vec<_>>().join("[-_. ]?")
        })
        .collect();
    let mut ids: Vec<String> = ids.into_iter().collect();
    ids.sort();
    (!ids.is_empty()).then(|| {
        Regex::new(&format!(
            r"(?i)(?:^|[^a-z0-9])(?:{})(?:$|[^0-9])",
            ids.join("|")
        ))
        .ok()
    })?
}

/// A hunk as differences of a file that has nothing else.
pub(super) fn diff_of(hunk: &Lines, left_out: Option<&Regex>) -> TextDiff {
    let (mut old, mut new) = (String::new(), String::new());
    let (mut old_len, mut new_len) = (0, 0);
    let mut changes: Vec<Change> = Vec::new();
    for line in &hunk.lines {
        let mark = line.chars().next().unwrap_or(' ');
        let rest = line.get(mark.len_utf8()..).unwrap_or_default();
        if mark == '+' && left_out.is_some_and(|ids| ids.is_match(rest)) {
            continue;
        }
        if mark == '+' || mark == '-' {
            match changes.last_mut() {
                Some(last) if last.old.end == old_len && last.new.end == new_len => {}
                _ => changes.push(Change {
                    old: old_len..old_len,
                    new: new_len..new_len,
                }),
            }
        }
        if mark != '+' {
            old.push_str(rest);
            old.push('\n');
            old_len += 1;
        }
        if mark != '-' {
            new.push_str(rest);
            new.push('\n');
            new_len += 1;
        }
        if let Some(last) = changes.last_mut().filter(|_| mark == '+' || mark == '-') {
            (last.old.end, last.new.end) = (old_len, new_len);
        }
    }
    let whole = Hunk {
        changes: 0..changes.len() as u32,
        old: 0..old_len,
        new: 0..new_len,
        digest: Digest([0; 32]),
    };
    let file = |text: String| Arc::new(FileText::new(text.into_bytes()));
    TextDiff {
        old: file(old),
        new: file(new),
        changes,
        hunks: vec![whole],
        ignored: Vec::new(),
    }
}

pub(super) fn object(n: u64) -> ObjectId {
    let digest = digest::of_bytes(&n.to_le_bytes());
    ObjectId::from_bytes(&digest.0).expect("a digest has the length of an id")
}
