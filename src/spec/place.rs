//! What a spec's path says: its parts, and the role that file plays. Knows no contents.

use crate::model::text::RepoPath;

/// A path taken apart, in lower case but for one copy of its name.
pub(super) struct SplitPath {
    dirs: Vec<String>,
    base: String,
    /// The file's name as it is written.
    name: String,
}

/// One of the folders that a file lies in.
pub(super) struct Folder {
    /// How many parts of the path lead to it, at least 1.
    pub(super) depth: usize,
    /// What the folder is: fixed words, in the singular or for what is in it.
    pub(super) what: &'static str,
}

/// What kind of list a file is by its name: the same box means different things in each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ListRole {
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
    /// A document of requirements: what its product can do is required as well.
    Document,
    /// Criteria stand under a heading that says so, tasks and what became of them in the rest.
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
/// The same in scripts that put no space between words.
const GLUED_NAMES: [&str; 8] = ["要件", "要求", "仕様", "受入", "需求", "规格", "規格", "요구사항"];
/// Words in the names of specifications, which others than those of requirements may be.
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

/// How much later than others a file in an archive ranks.
const ARCHIVED: u32 = 1000;

/// Folders of other people's files, of what was built, of what tests are fed with and of what is copied to begin with.
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
/// Folders of nothing but requirements.
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
/// Names of files that say what is in a folder.
const ABOUT_FOLDERS: [&str; 7] =
    ["readme", "index", "contributing", "changelog", "license", "template", "glossary"];
/// Words that may stand beside one of [`NAMES`] wherever the file lies.
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
    /// Takes a path apart at its slashes.
    pub(super) fn new(path: &RepoPath) -> Self {
        let path = path.lossy();
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        let lower = path.to_lowercase();
        let mut parts: Vec<String> =
            lower.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        let base = parts.pop().unwrap_or_default();
        Self { dirs: parts, base, name }
    }

    /// The file's name as it is written.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The file's name, in lower case.
    pub(super) fn base(&self) -> &str {
        &self.base
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

    /// The names of the folders after the last one of that name, outermost first.
    pub(super) fn after(&self, dir: &str) -> &[String] {
        let from = self.dirs.iter().rposition(|part| part == dir).map_or(self.dirs.len(), |at| at + 1);
        self.dirs.get(from..).unwrap_or_default()
    }

    /// The folder `levels` below the last one of that name; `None` when the file does not lie so deep.
    pub(super) fn below(&self, dir: &str, levels: usize, what: &'static str) -> Option<Folder> {
        let depth = self.dirs.iter().rposition(|part| part == dir)? + 1 + levels;
        (depth <= self.dirs.len()).then_some(Folder { depth, what })
    }

    /// The folder the file lies in; `None` at the top.
    pub(super) fn own_folder(&self, what: &'static str) -> Option<Folder> {
        let depth = self.dirs.len();
        (depth > 0).then_some(Folder { depth, what })
    }

    /// How many folders deep it lies, at most 9.
    pub(super) fn depth(&self) -> u32 {
        self.dirs.len().min(9) as u32
    }

    /// What is put on the rank of a file whose work was finished and put away.
    pub(super) fn archived(&self) -> u32 {
        if self.is_under("archive") { ARCHIVED } else { 0 }
    }

    /// Whether its name, whatever its ending, is one that documents of requirements are given: `requirements`,
    /// `payments-SRS`, `acceptance-criteria`.
    pub(super) fn is_named_for_requirements(&self) -> bool {
        self.has_word(&NAMES) || GLUED_NAMES.iter().any(|name| self.base.contains(name))
    }

    /// Whether its name is one of specifications, of whatever.
    pub(super) fn is_named_specification(&self) -> bool {
        self.has_word(&SPECIFICATIONS)
    }

    /// How likely a document is to be a spec, going by its name and folders alone, the smaller the better: for formats in
    /// which all kinds of documents are written. `None` when they say nothing.
    pub(super) fn document_rank(&self) -> Option<u32> {
        let stem = self.base.rsplit_once('.').map_or(self.base.as_str(), |(stem, _)| stem);
        let is_in = |folders: &[&str]| folders.iter().any(|folder| self.is_under(folder));
        let words = || stem.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
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

    /// Whether it lies right in a folder of specifications. One named `spec` is so among documents only: elsewhere it
    /// holds tests.
    fn is_in_specifications(&self) -> bool {
        let is_among_documents = self.dirs.iter().rev().skip(1).any(|dir| DOCUMENTS.contains(&dir.as_str()));
        match self.parent() {
            "specs" | "specifications" => true,
            "spec" | "prd" | "prds" | "stories" => is_among_documents,
            _ => false,
        }
    }

    fn has_word(&self, words: &[&str]) -> bool {
        let stem = self.base.rsplit_once('.').map_or(self.base.as_str(), |(stem, _)| stem);
        stem.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word))
    }

    /// Whether it lies in a folder of other people's files.
    pub(super) fn is_vendored(&self) -> bool {
        VENDORED.iter().any(|dir| self.is_under(dir))
    }

    /// The role its name gives it.
    pub(super) fn role(&self) -> ListRole {
        let stem = self.base.rsplit_once('.').map_or(self.base.as_str(), |(stem, _)| stem);
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
