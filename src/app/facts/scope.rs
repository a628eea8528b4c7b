//! Which of the specs are reviewed: all, those of a group, or one; and the menu that asks.
//!
//! Owns what is in view everywhere: title, overview, criteria, snags. Knows nothing of drawing.

use std::ops::Range;

use crate::app::facts::Facts;
use crate::app::facts::engagement::Engagement;
use crate::model::note::Thread;
use crate::model::resume::Resume;
use crate::model::spec::{CriterionKey, Spec, SpecGroup};
use crate::model::text::RepoPath;
use crate::safe;

/// Which of the specs are reviewed.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Scope {
    /// All of them together.
    #[default]
    All,
    /// Those of a group, by its index.
    Group(usize),
    /// One, by its index.
    File(usize),
}

impl Engagement {
    /// The specs in a scope, by index.
    pub fn files(&self, scope: Scope) -> Range<usize> {
        let all = 0..self.specs.len();
        match scope {
            Scope::All => all,
            Scope::Group(group) => self.groups.get(group).map_or(all, |group| group.specs.clone()),
            Scope::File(file) if file < self.specs.len() => file..file + 1,
            Scope::File(_) => all,
        }
    }

    /// The path of a scope: the folder of a group, or a file; `None` for all.
    pub fn path_of(&self, scope: Scope) -> Option<&RepoPath> {
        match scope {
            Scope::All => None,
            Scope::Group(group) => self.groups.get(group).map(|group| &group.path),
            Scope::File(file) => self.specs.get(file).map(|spec| &spec.path),
        }
    }

    /// The scope with that path.
    fn scope_of(&self, path: &RepoPath) -> Option<Scope> {
        let group = self.groups.iter().position(|group| group.path == *path).map(Scope::Group);
        group.or_else(|| self.specs.iter().position(|spec| spec.path == *path).map(Scope::File))
    }

    /// Whether there is something to choose from: one group that holds everything is no choice.
    pub fn has_choice_of_specs(&self) -> bool {
        let whole = self.groups.iter().any(|group| group.specs.len() == self.specs.len());
        self.specs.len() > 1 && !whole
    }
}

impl Facts {
    /// The scope that was left, if it is still there.
    pub(in crate::app) fn scope_of(&self, resume: &Resume) -> Scope {
        resume.spec.as_ref().and_then(|path| self.engagement.scope_of(path)).unwrap_or_default()
    }

    /// Whether a thread is about what is reviewed: about no criterion, about one in scope, or about one that
    /// is in none of the specs any more.
    pub(in crate::app) fn is_in_scope(&self, thread: &Thread) -> bool {
        thread.place.criterion.as_ref().is_none_or(|key| self.is_key_in_scope(key))
    }

    /// Whether a criterion is reviewed, or is in none of the specs any more.
    pub(in crate::app) fn is_key_in_scope(&self, key: &CriterionKey) -> bool {
        if self.scope == Scope::All {
            return true;
        }
        let files = self.engagement.files(self.scope);
        let mut specs = self.engagement.specs.iter().enumerate();
        specs.find(|(_, spec)| spec.path == key.spec).is_none_or(|(index, _)| files.contains(&index))
    }

    /// A spec's path as shown where its group is shown already, made safe.
    pub(in crate::app) fn path_in_scope(&self, spec: &Spec) -> String {
        let path = match self.scope {
            Scope::Group(group) => self.engagement.groups.get(group).and_then(|group| within(group, spec)),
            _ => None,
        };
        safe::path_part(path.unwrap_or(spec.path.as_bytes())).into_string()
    }
}

/// A spec's path below its group's folder.
pub(in crate::app) fn within<'a>(group: &SpecGroup, spec: &'a Spec) -> Option<&'a [u8]> {
    spec.path.as_bytes().strip_prefix(group.path.as_bytes())?.strip_prefix(b"/")
}
