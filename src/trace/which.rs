//! Which spec is meant where several have the id that somebody wrote.

use std::collections::{HashMap, HashSet};

use super::glob;
use crate::model::increment::{Increment, Source};
use crate::model::spec::{CriterionKey, Spec};
use crate::model::text::{RepoPath, Untrusted};

/// The shortest name of a folder that says which spec is meant: `001-refunds`, not `a`.
const SHORTEST: usize = 4;

/// Files that are looked at for the spec they are near to.
const MAX_PATHS: usize = 2_000;

/// What is looked up in specs, of those that have it: most have neither.
pub(super) struct Specs<'a> {
    /// The titles of the increments in their tables.
    tables: HashMap<&'a RepoPath, Vec<&'a Untrusted>>,
    /// The patterns of files that their criteria claim.
    patterns: HashMap<&'a RepoPath, Vec<&'a Untrusted>>,
}

impl<'a> Specs<'a> {
    pub fn new(specs: &'a [Spec]) -> Self {
        let mut found = Self { tables: HashMap::new(), patterns: HashMap::new() };
        for spec in specs {
            if !spec.increments.is_empty() {
                let titles = spec.increments.iter().map(|table| &table.title);
                found.tables.entry(&spec.path).or_default().extend(titles);
            }
            let patterns: Vec<_> = spec.criteria.iter().flat_map(|item| &item.paths).collect();
            if !patterns.is_empty() {
                found.patterns.entry(&spec.path).or_default().extend(patterns);
            }
        }
        found
    }
}

/// What stands around an id.
pub(super) struct Around<'a> {
    pub increment: &'a Increment,
    pub specs: &'a Specs<'a>,
    /// The files that were changed together with where the id stands, or the one it stands in.
    paths: HashSet<&'a RepoPath>,
    /// The folders above them, each ending with `/`.
    folders: HashSet<&'a [u8]>,
    /// The specs of other ids that stand there, and that only those have.
    pub named: Vec<&'a RepoPath>,
}

impl<'a> Around<'a> {
    /// Looks at no more files than say anything: a commit of thousands is about no one folder.
    pub fn new(
        increment: &'a Increment,
        specs: &'a Specs<'a>,
        paths: impl Iterator<Item = &'a RepoPath>,
        named: Vec<&'a RepoPath>,
    ) -> Self {
        let paths: HashSet<&RepoPath> = paths.take(MAX_PATHS).collect();
        let folders = paths.iter().flat_map(|path: &&'a RepoPath| {
            let path = path.as_bytes();
            (0..path.len()).filter(|at| path[*at] == b'/').map(|at| &path[..=at])
        });
        Self { increment, specs, folders: folders.collect(), paths, named }
    }

    /// The one that is meant of criteria with the same id; `None` when nothing tells.
    ///
    /// In this order: the spec whose table made the increment; the spec whose folder or name the increment's own
    /// name holds; the spec nearest above the changed files; the only spec with other ids there.
    pub fn choose<'k>(&self, keys: &[&'k CriterionKey]) -> Option<&'k CriterionKey> {
        let tests: [&dyn Fn(&CriterionKey) -> usize; 4] = [
            &|key| usize::from(self.has_table(&key.spec)),
            &|key| usize::from(self.is_called(&key.spec)),
            &|key| self.nearness(&key.spec),
            &|key| usize::from(self.named.contains(&&key.spec)),
        ];
        tests.iter().find_map(|test| {
            let best = keys.iter().map(|key| test(key)).max().filter(|best| *best > 0)?;
            let mut found = keys.iter().filter(|key| test(key) == best);
            found.next().filter(|_| found.next().is_none()).copied()
        })
    }

    fn has_table(&self, spec: &RepoPath) -> bool {
        let mut own = self.specs.tables.get(spec).into_iter().flatten();
        self.increment.source == Source::Spec && own.any(|title| **title == self.increment.title)
    }

    fn is_called(&self, spec: &RepoPath) -> bool {
        let mut parts = spec.as_bytes().rsplit(|byte| *byte == b'/');
        parts.next();
        let folder = parts.next().unwrap_or_default();
        let name = |id: &str| id.as_bytes().windows(folder.len().max(1)).any(|window| window == folder);
        folder.len() >= SHORTEST && self.increment.names.iter().any(|id| name(id.as_str()))
    }

    /// How deep the spec's folder is above a changed file; more than any folder for the spec itself.
    fn nearness(&self, spec: &RepoPath) -> usize {
        let spec_path = spec.as_bytes();
        let folder = &spec_path[..spec_path.len() - spec.base_name().len()];
        let near = if self.paths.contains(spec) {
            usize::MAX
        } else if !folder.is_empty() && self.folders.contains(folder) {
            folder.iter().filter(|byte| **byte == b'/').count()
        } else {
            0
        };
        let claims = |path: &&RepoPath| self.claims(spec, path);
        near + usize::from(near < usize::MAX && self.paths.iter().any(claims))
    }

    /// Whether a criterion of a spec has the file among its `paths`.
    fn claims(&self, spec: &RepoPath, path: &RepoPath) -> bool {
        let mut patterns = self.specs.patterns.get(spec).into_iter().flatten();
        patterns.any(|pattern| glob::matches(pattern.as_bytes(), path.as_bytes()))
    }
}
