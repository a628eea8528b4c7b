//! Tells what is in the scope under review: title, overview, criteria and snags show nothing else.

use crate::app::facts::Facts;
use crate::app::facts::engagement::Scope;
use crate::model::note::Thread;
use crate::model::resume::Resume;
use crate::model::spec::{CriterionKey, Spec, SpecGroup};
use crate::safe;

impl Facts {
    /// Returns the scope of an earlier session, if it still exists, else all specs.
    pub(in crate::app) fn scope_of(&self, resume: &Resume) -> Scope {
        resume
            .spec
            .as_ref()
            .and_then(|path| self.engagement.scope_of(path))
            .unwrap_or_default()
    }

    /// Tells whether a thread is in scope: it is about no criterion, about one in scope, or about
    /// one of a spec that no longer exists.
    pub(in crate::app) fn is_in_scope(&self, thread: &Thread) -> bool {
        thread
            .place
            .criterion
            .as_ref()
            .is_none_or(|key| self.is_key_in_scope(key))
    }

    /// Tells whether a criterion is in scope, or its spec no longer exists.
    pub(in crate::app) fn is_key_in_scope(&self, key: &CriterionKey) -> bool {
        if self.scope == Scope::All {
            return true;
        }
        let files = self.engagement.files(self.scope);
        let mut specs = self.engagement.specs.iter().enumerate();
        specs
            .find(|(_, spec)| spec.path == key.spec)
            .is_none_or(|(index, _)| files.contains(&index))
    }

    /// Returns a spec's path to show, made safe: relative to its group's folder when that group is
    /// the scope.
    pub(in crate::app) fn path_in_scope(&self, spec: &Spec) -> String {
        let path = match self.scope {
            Scope::Group(group) => self
                .engagement
                .groups
                .get(group)
                .and_then(|group| within(group, spec)),
            _ => None,
        };
        safe::path_part(path.unwrap_or(spec.path.as_bytes())).into_string()
    }
}

/// Returns a spec's path below its group's folder.
pub(in crate::app) fn within<'a>(group: &SpecGroup, spec: &'a Spec) -> Option<&'a [u8]> {
    spec.path
        .as_bytes()
        .strip_prefix(group.path.as_bytes())?
        .strip_prefix(b"/")
}
