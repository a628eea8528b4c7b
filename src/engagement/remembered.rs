//! Remembers the scope of a review, for starts without one on the command line.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::{Engagement, OpenRequest};
use crate::git::Repository;
use crate::model::event::{Body, Statement};
use crate::model::id::WriterId;
use crate::model::record::Record;
use crate::model::text::{RepoPath, Untrusted};
use crate::record::{Project, SpecPaths};
use crate::safe;

/// The value of `--spec` that detects the specs again.
const FOUND: &str = "auto";

/// Completes a request without specs and folders by the remembered ones; returns lines for the user
/// about that.
pub(super) fn recall(
    wanted: &OpenRequest,
    project: &Project,
    record: &Record,
    me: &WriterId,
) -> (OpenRequest, Vec<String>) {
    let mut wanted = wanted.clone();
    if wanted.is_auto() {
        wanted.specs.clear();
        return (wanted, Vec::new());
    }
    if !wanted.specs.is_empty() || !wanted.paths.is_empty() {
        return (wanted, Vec::new());
    }
    match SpecPaths::load(project) {
        Ok(scope) if scope.is_empty() => (wanted, offers(record, me)),
        Ok(scope) => {
            let gone: Vec<&PathBuf> = scope
                .specs
                .iter()
                .filter(|spec| spec.is_absolute() && !spec.exists())
                .collect();
            let mut remarks = Vec::new();
            if let Some(gone) = gone.first() {
                remarks.push(format!(
                    "{} was reviewed before and no longer exists",
                    shown(gone)
                ));
            }
            let specs: Vec<PathBuf> = scope
                .specs
                .iter()
                .filter(|spec| !spec.is_absolute() || spec.exists())
                .cloned()
                .collect();
            let named: Vec<String> = specs
                .iter()
                .chain(&scope.paths)
                .map(|path| shown(path))
                .collect();
            if !named.is_empty() {
                remarks.push(format!(
                    "reviewing {}, as before; `--spec {FOUND}` detects the specs again",
                    named.join(", ")
                ));
            }
            (wanted.specs, wanted.paths) = (specs, scope.paths);
            (wanted, remarks)
        }
        Err(error) => {
            let remarks = vec![format!("{error:#}")];
            (wanted, remarks)
        }
    }
}

/// Words which scopes others use, where nothing was chosen here.
fn offers(record: &Record, me: &WriterId) -> Vec<String> {
    let theirs = record.scopes.iter().filter(|given| given.by != *me);
    let offer = |given: &crate::model::record::Given<(Vec<Untrusted>, Vec<RepoPath>)>| {
        let (specs, paths) = &given.value;
        let specs = specs
            .iter()
            .map(|spec| format!("--spec {}", safe::inline(spec)));
        let paths = paths
            .iter()
            .map(|path| format!("--path {}", safe::path(path)));
        let options: Vec<String> = specs.chain(paths).collect();
        let who = safe::inline(record.name_of(&given.by));
        (!options.is_empty()).then(|| format!("{who} reviews this with `{}`", options.join(" ")))
    };
    theirs.filter_map(offer).collect()
}

fn shown(path: &Path) -> String {
    safe::inline(path.as_os_str().as_encoded_bytes()).into_string()
}

impl OpenRequest {
    /// Whether to detect the specs again, whatever was reviewed before.
    pub fn is_auto(&self) -> bool {
        matches!(self.specs.as_slice(), [only] if only.as_os_str() == FOUND)
    }
}

impl Engagement {
    /// Saves what the user named for the next start. Returns the statement that informs the others,
    /// where it is new and everything is in the repository.
    ///
    /// # Errors
    /// When it cannot be saved.
    pub fn remember(&self, typed: &OpenRequest) -> Result<Option<Statement>> {
        if typed.specs.is_empty() && typed.paths.is_empty() {
            return Ok(None);
        }
        let specs = if typed.is_auto() {
            Vec::new()
        } else {
            typed.specs.clone()
        };
        let absolute = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
        let is_there = |path: &PathBuf| path.exists();
        let kept = specs.iter().map(|spec| {
            if is_there(spec) {
                absolute(spec)
            } else {
                spec.clone()
            }
        });
        let scope = SpecPaths {
            specs: kept.collect(),
            paths: typed.paths.clone(),
        };
        if scope == SpecPaths::load(&self.project).unwrap_or_default() {
            return Ok(None);
        }
        scope.save(&self.project)?;
        let Some(specs) = inside(&self.repository, &scope.specs) else {
            return Ok(None);
        };
        let paths = typed
            .paths
            .iter()
            .map(|path| RepoPath::new(path.as_os_str().as_encoded_bytes()));
        let body = Body::Scope {
            specs,
            paths: paths.collect(),
        };
        let me = &self.identity.writer;
        Ok(Some(crate::model::statement::say(
            self.journal.record(),
            me,
            body,
        )))
    }
}

/// Returns the specs by their paths from the top of the repository; `None` where one is outside.
fn inside(repository: &Repository, specs: &[PathBuf]) -> Option<Vec<Untrusted>> {
    let top = repository
        .location()
        .work_dir
        .as_ref()?
        .canonicalize()
        .ok()?;
    let own = |spec: &PathBuf| {
        let path = if spec.is_absolute() {
            spec.canonicalize().ok()?
        } else {
            top.join(spec)
        };
        Some(Untrusted::new(
            path.strip_prefix(&top).ok()?.as_os_str().as_encoded_bytes(),
        ))
    };
    specs.iter().map(own).collect()
}
