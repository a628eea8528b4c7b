//! What a spec's path says: its parts, and the role that file plays. Knows no contents.

use crate::model::text::RepoPath;

/// A path taken apart, in lower case.
pub(super) struct Place {
    dirs: Vec<String>,
    base: String,
    /// The file's name in the case it has.
    as_written: String,
}

/// What kind of list a file is by its name: the same box means different things in each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// Anything else: criteria and perhaps tasks, under headings that say which.
    Spec,
    /// Boxes are work to be done.
    Tasks,
    /// Boxes are there for a reviewer to tick, whatever they are about.
    Checklist,
    /// Lists are criteria without a heading that says so.
    Criteria,
    /// Numbered lists under numbered headings are criteria, in whatever language.
    Requirements,
}

/// Folders of other people's files.
const VENDORED: [&str; 6] = ["node_modules", "vendor", "third_party", "target", ".git", "dist"];

impl Place {
    /// Takes a path apart at its slashes.
    pub(super) fn new(path: &RepoPath) -> Self {
        let as_written = String::from_utf8_lossy(path.base_name()).into_owned();
        let lower = path.lossy().to_lowercase();
        let mut parts: Vec<String> =
            lower.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        let base = parts.pop().unwrap_or_default();
        Self { dirs: parts, base, as_written }
    }

    /// The file's name.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// The file's name in the case it has.
    pub(super) fn as_written(&self) -> &str {
        &self.as_written
    }

    /// The file's name without its ending, if the ending is one of those given.
    pub(super) fn stem(&self, endings: &[&str]) -> Option<&str> {
        let (stem, ending) = self.base.rsplit_once('.')?;
        endings.contains(&ending).then_some(stem)
    }

    /// Whether one of the folders has this name.
    pub(super) fn is_under(&self, dir: &str) -> bool {
        self.dirs.iter().any(|part| part == dir)
    }

    /// The name of the folder the file lies in; empty at the top.
    pub(super) fn parent(&self) -> &str {
        self.dirs.last().map_or("", String::as_str)
    }

    /// How many folders deep it lies, at most 9.
    pub(super) fn depth(&self) -> u32 {
        self.dirs.len().min(9) as u32
    }

    /// Whether it lies in a folder of other people's files.
    pub(super) fn is_vendored(&self) -> bool {
        VENDORED.iter().any(|dir| self.is_under(dir))
    }

    /// The role its name gives it.
    pub(super) fn role(&self) -> Role {
        let stem = self.base.rsplit_once('.').map_or(self.base.as_str(), |(stem, _)| stem);
        if self.parent() == "checklists" || stem.contains("checklist") {
            Role::Checklist
        } else if matches!(stem, "tasks" | "todo") {
            Role::Tasks
        } else if stem.contains("acceptance")
            || stem.contains("criteria")
            || stem.contains("definition-of-done")
        {
            Role::Criteria
        } else if stem == "requirements" {
            Role::Requirements
        } else {
            Role::Spec
        }
    }
}
