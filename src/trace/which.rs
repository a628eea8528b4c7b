//! Decides which spec is meant where several have an id.

use std::collections::{HashMap, HashSet};

use crate::model::increment::{Increment, IncrementSource};
use crate::model::pattern;
use crate::model::spec::{CriterionKey, Spec};
use crate::model::text::{RepoPath, Untrusted};

/// Minimum length of a folder's name to identify a spec: `001-refunds`, not `a`.
const SHORTEST: usize = 4;

/// Maximum number of files compared with specs by nearness.
const MAX_PATHS: usize = 2_000;

/// Lookups in the specs that have the data: most have neither.
pub(super) struct Specs<'a> {
    /// The titles of the increments in their tables.
    tables: HashMap<&'a RepoPath, Vec<&'a Untrusted>>,
    /// The file patterns in their criteria.
    patterns: HashMap<&'a RepoPath, Vec<&'a Untrusted>>,
}

impl<'a> Specs<'a> {
    pub(super) fn new(specs: &'a [Spec]) -> Self {
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

/// The surroundings of an id.
pub(super) struct Around<'a> {
    pub increment: &'a Increment,
    pub specs: &'a Specs<'a>,
    /// The files that were changed together with the id's place, or the file it is in.
    paths: HashSet<&'a RepoPath>,
    /// The folders above them, each ending with `/`.
    folders: HashSet<&'a [u8]>,
    /// The specs of other, unambiguous ids there.
    pub named: Vec<&'a RepoPath>,
}

impl<'a> Around<'a> {
    /// Collects surroundings, up to a limit of files: a commit of thousands belongs to no single folder.
    pub(super) fn new(
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

    /// Chooses among criteria with the same id; `None` when nothing tells.
    ///
    /// In this order: the spec whose table declared the increment; the spec whose folder or name is part of
    /// the increment's name; the spec nearest above the changed files; the only spec with other ids there.
    pub(super) fn choose<'k>(&self, keys: &[&'k CriterionKey]) -> Option<&'k CriterionKey> {
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
        self.increment.source == IncrementSource::Spec && own.any(|title| **title == self.increment.title)
    }

    fn is_called(&self, spec: &RepoPath) -> bool {
        let mut parts = spec.as_bytes().rsplit(|byte| *byte == b'/');
        parts.next();
        let folder = parts.next().unwrap_or_default();
        let name = |id: &str| id.as_bytes().windows(folder.len().max(1)).any(|window| window == folder);
        folder.len() >= SHORTEST && self.increment.names.iter().any(|id| name(id.as_str()))
    }

    /// Returns the depth of the spec's folder above a changed file; more than any folder for the spec itself.
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
        patterns.any(|glob| pattern::covers(glob.as_bytes(), path.as_bytes()))
    }
}
