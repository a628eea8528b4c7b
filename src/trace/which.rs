//! Decides which spec is meant where several have an id.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{HashMap, HashSet};

use crate::model::increment::{Increment, IncrementSource};
use crate::model::pattern::CoveringPattern;
use crate::model::spec::{CriterionKey, Spec};
use crate::model::text::{RepoPath, Untrusted};

/// Minimum length of a folder's name to identify a spec: `001-refunds`, not `a`.
const SHORTEST: usize = 4;

/// Maximum number of files compared with specs by nearness.
const MAX_PATHS: usize = 2_000;

/// Lookups in the specs that have the data: most have neither.
pub(super) struct Specs<'a> {
    all: &'a [Spec],
    /// The titles of the increments in their tables.
    tables: HashMap<&'a RepoPath, Vec<&'a Untrusted>>,
    /// The file patterns in their criteria, once they are needed, each once.
    patterns: OnceCell<HashMap<&'a RepoPath, Vec<CoveringPattern>>>,
    /// Whether a spec has a pattern for a file, as far as that was asked for.
    known: RefCell<HashMap<&'a RepoPath, HashMap<RepoPath, bool>>>,
    /// The remaining budget for matching; `None` when it did not suffice.
    steps: Cell<Option<u64>>,
}

impl<'a> Specs<'a> {
    /// Looks specs up; matching files with their patterns takes so many steps at most.
    pub(super) fn new(specs: &'a [Spec], steps: u64) -> Self {
        let mut tables: HashMap<_, Vec<_>> = HashMap::new();
        for spec in specs.iter().filter(|spec| !spec.increments.is_empty()) {
            tables
                .entry(&spec.path)
                .or_default()
                .extend(spec.increments.iter().map(|table| &table.title));
        }
        let (patterns, known) = Default::default();
        Self {
            all: specs,
            tables,
            patterns,
            known,
            steps: Cell::new(Some(steps)),
        }
    }

    /// Returns how many steps are left, and whether they did not suffice.
    pub(super) fn left(&self) -> (u64, bool) {
        (
            self.steps.get().unwrap_or_default(),
            self.steps.get().is_none(),
        )
    }

    /// Takes steps from the budget. Returns false when there are too few.
    fn spend(&self, steps: u64) -> bool {
        self.steps
            .set(self.steps.get().and_then(|left| left.checked_sub(steps)));
        self.steps.get().is_some()
    }

    /// Whether a criterion of a spec has the file among its `paths`. Not, when the budget is spent.
    fn claim(&self, spec: &RepoPath, path: &RepoPath) -> bool {
        let patterns = self.patterns.get_or_init(|| self.parsed());
        let Some((spec, patterns)) = patterns.get_key_value(spec) else {
            return false;
        };
        let mut known = self.known.borrow_mut();
        let known = known.entry(*spec).or_default();
        if let Some(known) = known.get(path) {
            return *known;
        }
        let covers = patterns.iter().any(|pattern| {
            let mut steps = 0;
            self.steps.get().is_some()
                && pattern.covers(path.as_bytes(), &mut steps) & self.spend(steps)
        });
        known.insert(path.clone(), covers);
        covers
    }

    fn parsed(&self) -> HashMap<&'a RepoPath, Vec<CoveringPattern>> {
        let mut parsed: HashMap<_, Vec<_>> = HashMap::new();
        for spec in self.all {
            let mut seen = HashSet::new();
            for text in spec.criteria.iter().flat_map(|item| &item.paths) {
                let is_new = seen.insert(text);
                if !self.spend(
                    1 + if is_new {
                        text.as_bytes().len() as u64
                    } else {
                        0
                    },
                ) {
                    return parsed;
                }
                let pattern = is_new
                    .then(|| CoveringPattern::parse(text.as_bytes()))
                    .flatten();
                parsed.entry(&spec.path).or_default().extend(pattern);
            }
        }
        parsed
    }
}

/// The surroundings of an id.
pub(super) struct Around<'a, 's> {
    pub increment: &'a Increment,
    pub specs: &'a Specs<'s>,
    /// The files that were changed together with the id's place, or the file it is in.
    paths: HashSet<&'a RepoPath>,
    /// The folders above them, each ending with `/`.
    folders: HashSet<&'a [u8]>,
    /// The specs of other, unambiguous ids there.
    pub named: Vec<&'a RepoPath>,
}

impl<'a, 's> Around<'a, 's> {
    /// Collects surroundings, up to a limit of files: a commit of thousands belongs to no single
    /// folder.
    pub(super) fn new(
        increment: &'a Increment,
        specs: &'a Specs<'s>,
        paths: impl Iterator<Item = &'a RepoPath>,
        named: Vec<&'a RepoPath>,
    ) -> Self {
        let paths: HashSet<&RepoPath> = paths.take(MAX_PATHS).collect();
        let folders = paths.iter().flat_map(|path: &&'a RepoPath| {
            let path = path.as_bytes();
            (0..path.len())
                .filter(|at| path[*at] == b'/')
                .map(|at| &path[..=at])
        });
        Self {
            increment,
            specs,
            folders: folders.collect(),
            paths,
            named,
        }
    }

    /// Chooses among criteria with the same id; `None` when nothing tells.
    ///
    /// In this order: the spec whose table declared the increment; the spec whose folder or name is
    /// part of the increment's name; the spec nearest above the changed files; the only spec with
    /// other ids there.
    pub(super) fn choose<'k>(&self, keys: &[&'k CriterionKey]) -> Option<&'k CriterionKey> {
        let tests: [&dyn Fn(&CriterionKey) -> usize; 4] = [
            &|key| usize::from(self.has_table(&key.spec)),
            &|key| usize::from(self.is_called(&key.spec)),
            &|key| self.nearness(&key.spec),
            &|key| usize::from(self.named.contains(&&key.spec)),
        ];
        tests.iter().find_map(|test| {
            let best = keys
                .iter()
                .map(|key| test(key))
                .max()
                .filter(|best| *best > 0)?;
            let mut found = keys.iter().filter(|key| test(key) == best);
            found.next().filter(|_| found.next().is_none()).copied()
        })
    }

    fn has_table(&self, spec: &RepoPath) -> bool {
        let mut own = self.specs.tables.get(spec).into_iter().flatten();
        self.increment.source == IncrementSource::Spec
            && own.any(|title| **title == self.increment.title)
    }

    fn is_called(&self, spec: &RepoPath) -> bool {
        let mut parts = spec.as_bytes().rsplit(|byte| *byte == b'/');
        parts.next();
        let folder = parts.next().unwrap_or_default();
        let name = |id: &str| {
            id.as_bytes()
                .windows(folder.len().max(1))
                .any(|window| window == folder)
        };
        folder.len() >= SHORTEST && self.increment.names.iter().any(|id| name(id.as_str()))
    }

    /// Returns the depth of the spec's folder above a changed file; more than any folder for the
    /// spec itself.
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
        let claims = |path: &&RepoPath| self.specs.claim(spec, path);
        near + usize::from(near < usize::MAX && self.paths.iter().any(claims))
    }
}
