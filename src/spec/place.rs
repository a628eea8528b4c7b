//! Interprets a spec's path: its parts, and the role of the file. Knows nothing of its content.

use crate::model::text::RepoPath;

/// A path split into its parts, in lower case except for one copy of its name.
pub(super) struct SplitPath {
    dirs: Vec<String>,
    base: String,
    /// The file's name as written.
    name: String,
}

/// One of the folders around a file.
pub(super) struct Folder {
    /// The number of the path's parts up to the folder, at least 1.
    pub(super) depth: usize,
    /// A description of the folder, as a fixed text: in the singular, or for what is in it.
    pub(super) what: &'static str,
}

/// The kind of list in a file, by the file's name: the same box means different things in each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ListRole {
    /// Any other file: criteria and perhaps tasks, under headings that say which.
    Spec,
    /// Boxes are work to be done.
    Tasks,
    /// Boxes are there for a reviewer to tick, whatever their subject.
    Checklist,
    /// Lists are criteria without a heading that says so.
    Criteria,
    /// Numbered lists under numbered headings are criteria, in any language.
    Requirements,
    /// A requirements document: the features of its product are requirements as well.
    Document,
    /// A story: criteria are under a heading that says so, the rest is tasks and their results.
    Story,
}

/// Endings of Markdown files.
pub(super) const MARKDOWN: [&str; 4] = ["md", "markdown", "mdown", "mkd"];

/// Words in the names of documents of requirements, in several languages.
const NAMES: [&str; 31] = [
    "requirement",
    "requirements",
    "reqs",
    "srs",
    "urs",
    "prd",
    "brd",
    "frd",
    "frs",
    "fsd",
    "acceptance",
    "criteria",
    "userstories",
    "stories",
    "lastenheft",
    "pflichtenheft",
    "anforderungen",
    "abnahmekriterien",
    "akzeptanzkriterien",
    "exigences",
    "requisitos",
    "requerimientos",
    "requisiti",
    "eisen",
    "wymagania",
    "požadavky",
    "требования",
    "тз",
    "вимоги",
    "krav",
    "vaatimukset",
];
/// Names of documents of requirements in scripts without spaces between words.
const GLUED_NAMES: [&str; 8] = [
    "要件",
    "要求",
    "仕様",
    "受入",
    "需求",
    "规格",
    "規格",
    "요구사항",
];
/// Words in the names of specifications, not only of requirements.
const SPECIFICATIONS: [&str; 9] = [
    "spec",
    "specs",
    "specification",
    "specifications",
    "especificación",
    "especificacion",
    "especificação",
    "especificacao",
    "specifiche",
];

/// The amount by which a file in an archive ranks later.
const ARCHIVED: u32 = 1000;

/// Folders of third-party files, build results, test data and templates.
const VENDORED: [&str; 22] = [
    "node_modules",
    "bower_components",
    "vendor",
    "third_party",
    "third-party",
    "site-packages",
    "venv",
    ".venv",
    "target",
    ".git",
    "dist",
    "fixtures",
    "__fixtures__",
    "testdata",
    "test-data",
    "test_data",
    "golden",
    "goldens",
    "__snapshots__",
    "templates",
    "template",
    ".tox",
];

/// Folders of a project's documents.
const DOCUMENTS: [&str; 17] = [
    "docs",
    "doc",
    "documentation",
    "documents",
    "planning",
    ".planning",
    "plan",
    "design",
    "product",
    "project",
    "specification",
    "specifications",
    ".taskmaster",
    "memory-bank",
    "dokumentation",
    "文档",
    "ドキュメント",
];
/// Folders that hold only requirements.
const REQUIREMENTS: [&str; 9] = [
    "requirements",
    "reqs",
    "acceptance-criteria",
    "acceptance",
    "user-stories",
    "userstories",
    "srs",
    "anforderungen",
    "exigences",
];
/// Names of files that describe a folder.
const ABOUT_FOLDERS: [&str; 7] = [
    "readme",
    "index",
    "contributing",
    "changelog",
    "license",
    "template",
    "glossary",
];
/// Words that may accompany one of [`NAMES`] in any folder.
const BESIDE_NAMES: [&str; 13] = [
    "software",
    "system",
    "product",
    "project",
    "functional",
    "business",
    "user",
    "document",
    "specification",
    "of",
    "definition",
    "criteria",
    "the",
];

impl SplitPath {
    /// Splits a path at its slashes.
    pub(super) fn new(path: &RepoPath) -> Self {
        let path = path.lossy();
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        let lower = path.to_lowercase();
        let mut parts: Vec<String> = lower
            .split('/')
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect();
        let base = parts.pop().unwrap_or_default();
        Self {
            dirs: parts,
            base,
            name,
        }
    }

    /// Returns the file's name as written.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Returns the file's name, in lower case.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// Returns the file's name without its ending, if the ending is one of those given.
    pub(super) fn stem(&self, endings: &[&str]) -> Option<&str> {
        let (stem, ending) = self.base.rsplit_once('.')?;
        endings.contains(&ending).then_some(stem)
    }

    /// Returns whether one of the folders has this name.
    pub(super) fn is_under(&self, dir: &str) -> bool {
        self.dirs.iter().any(|part| part == dir)
    }

    /// Returns the name of the folder around the file; empty at the top.
    pub(super) fn parent(&self) -> &str {
        self.dirs.last().map_or("", String::as_str)
    }

    /// Returns the names of the folders below the last one with that name, outermost first.
    pub(super) fn after(&self, dir: &str) -> &[String] {
        let from = self
            .dirs
            .iter()
            .rposition(|part| part == dir)
            .map_or(self.dirs.len(), |at| at + 1);
        self.dirs.get(from..).unwrap_or_default()
    }

    /// Returns the folder `levels` below the last one with that name; `None` when the file is not
    /// that deep.
    pub(super) fn below(&self, dir: &str, levels: usize, what: &'static str) -> Option<Folder> {
        let depth = self.dirs.iter().rposition(|part| part == dir)? + 1 + levels;
        (depth <= self.dirs.len()).then_some(Folder { depth, what })
    }

    /// Returns the folder around the file; `None` at the top.
    pub(super) fn own_folder(&self, what: &'static str) -> Option<Folder> {
        let depth = self.dirs.len();
        (depth > 0).then_some(Folder { depth, what })
    }

    /// Returns the number of folders around the file, at most 9.
    pub(super) fn depth(&self) -> u32 {
        self.dirs.len().min(9) as u32
    }

    /// Returns the amount that is added to the rank of a file in an archive.
    pub(super) fn archived(&self) -> u32 {
        if self.is_under("archive") {
            ARCHIVED
        } else {
            0
        }
    }

    /// Returns whether the file's name, whatever its ending, is typical of requirements documents:
    /// `requirements`, `payments-SRS`, `acceptance-criteria`.
    pub(super) fn is_named_for_requirements(&self) -> bool {
        self.has_word(&NAMES) || GLUED_NAMES.iter().any(|name| self.base.contains(name))
    }

    /// Returns whether the file's name is that of a specification of any kind.
    pub(super) fn is_named_specification(&self) -> bool {
        self.has_word(&SPECIFICATIONS)
    }

    /// Ranks a document by its likelihood to be a spec, going by its name and folders alone, the
    /// smaller the better: for formats that are used for all kinds of documents. `None` when they
    /// say nothing.
    pub(super) fn document_rank(&self) -> Option<u32> {
        let stem = self
            .base
            .rsplit_once('.')
            .map_or(self.base.as_str(), |(stem, _)| stem);
        let is_in = |folders: &[&str]| folders.iter().any(|folder| self.is_under(folder));
        let words = || {
            stem.split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
        };
        let is_plain = words().all(|word| {
            NAMES.contains(&word)
                || BESIDE_NAMES.contains(&word)
                || word.bytes().all(|byte| byte.is_ascii_digit())
        });
        let is_near = self.dirs.is_empty() || is_in(&DOCUMENTS);
        let class = if matches!(stem, "spec" | "specification") {
            200
        } else if ABOUT_FOLDERS.contains(&stem) {
            return None;
        } else if self.is_named_for_requirements() && is_plain {
            220
        } else if is_in(&REQUIREMENTS) || self.is_in_specifications() {
            260
        } else if self.is_under("docs") && stem.starts_with("spec") {
            300
        } else if (self.is_named_for_requirements() || self.is_named_specification()) && is_near {
            320
        } else if stem == "sdd" {
            340
        } else if stem.starts_with("acceptance") {
            400
        } else {
            return None;
        };
        Some(class + self.archived() + self.depth())
    }

    /// Returns whether the file is directly in a folder of specifications. A folder named `spec`
    /// counts only among documents: elsewhere it holds tests.
    fn is_in_specifications(&self) -> bool {
        let is_among_documents = self
            .dirs
            .iter()
            .rev()
            .skip(1)
            .any(|dir| DOCUMENTS.contains(&dir.as_str()));
        match self.parent() {
            "specs" | "specifications" => true,
            "spec" | "prd" | "prds" | "stories" => is_among_documents,
            _ => false,
        }
    }

    fn has_word(&self, words: &[&str]) -> bool {
        let stem = self
            .base
            .rsplit_once('.')
            .map_or(self.base.as_str(), |(stem, _)| stem);
        stem.split(|c: char| !c.is_alphanumeric())
            .any(|word| words.contains(&word))
    }

    /// Returns whether the file is in a folder of third-party files, or another folder that is not
    /// the project's own text.
    pub(super) fn is_vendored(&self) -> bool {
        VENDORED.iter().any(|dir| self.is_under(dir))
    }

    /// Returns the role of the file by its name.
    pub(super) fn role(&self) -> ListRole {
        let stem = self
            .base
            .rsplit_once('.')
            .map_or(self.base.as_str(), |(stem, _)| stem);
        if self.parent() == "checklists" || stem.contains("checklist") {
            ListRole::Checklist
        } else if matches!(stem, "tasks" | "todo") {
            ListRole::Tasks
        } else if stem.contains("acceptance")
            || stem.contains("criteria")
            || stem.contains("definition-of-done")
        {
            ListRole::Criteria
        } else if stem == "requirements" {
            ListRole::Requirements
        } else if self.is_named_for_requirements() {
            ListRole::Document
        } else {
            ListRole::Spec
        }
    }
}
