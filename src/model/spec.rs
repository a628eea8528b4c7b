//! A spec and its acceptance criteria, as read from one file.
//!
//! Owns the shape that every reader produces. Knows nothing of Markdown or TOML.

use std::ops::Range;
use std::sync::Arc;

use super::id::{CriterionId, Digest, ObjectId};
use super::text::{RepoPath, Untrusted};
use super::unmarked;

/// A parsed spec file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spec {
    /// The path: inside the repository, or as typed by the user for a file outside.
    pub path: RepoPath,
    /// Its first heading or `title`, else empty.
    pub title: Untrusted,
    /// The reader that recognised it.
    pub dialect: Dialect,
    /// Why that reader was chosen, in a few plain words ("checkbox list under `Acceptance
    /// criteria`").
    pub because: String,
    /// The blob it was read from; `None` when it came from outside the repository.
    pub blob: Option<ObjectId>,
    /// SHA-256 of its bytes.
    pub digest: Digest,
    /// The whole text, so that it can be shown at a criterion's line.
    pub source: Untrusted,
    /// Criteria and tasks in the order of their lines.
    pub criteria: Vec<Criterion>,
    /// Requirements that group criteria; [`Criterion::requirement`] is an index into this list.
    pub requirements: Vec<Requirement>,
    /// Increments declared in the spec.
    pub increments: Vec<DeclaredIncrement>,
    /// Oddities of the file.
    pub warnings: Vec<SpecWarning>,
    /// The lines at which headings start, 1-based, in order.
    pub headings: Vec<u32>,
    /// Lines that look like a criterion but were not read as one, in order; they never overlap a
    /// criterion or a task.
    pub left_out: Vec<LeftOutLines>,
}

impl Spec {
    /// Makes a spec from criteria alone, when they are known in another way than by reading a file.
    pub fn of_criteria(path: RepoPath, digest: Digest, criteria: Vec<Criterion>) -> Self {
        Self {
            path,
            title: Untrusted::default(),
            dialect: Dialect::Markdown,
            because: String::new(),
            blob: None,
            digest,
            source: Untrusted::default(),
            criteria,
            requirements: Vec::new(),
            increments: Vec::new(),
            warnings: Vec::new(),
            headings: Vec::new(),
            left_out: Vec::new(),
        }
    }

    /// Finds why a line (1-based) was left out; `None` if it was not.
    pub fn left_out_at(&self, line: u32) -> Option<&LeftOutLines> {
        let end = self
            .left_out
            .partition_point(|left_out| left_out.lines.first <= line);
        self.left_out
            .get(..end)?
            .last()
            .filter(|left_out| left_out.lines.contains(line))
    }

    /// Counts the criteria, without tasks.
    pub fn criteria_count(&self) -> usize {
        self.criteria
            .iter()
            .filter(|item| item.kind == CriterionKind::Criterion)
            .count()
    }

    /// Whether the texts of its criteria are Markdown.
    pub fn is_markdown(&self) -> bool {
        self.dialect.is_markdown(&self.path)
    }
}

/// A file that may be a spec, though neither its name nor its content says so for certain.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LikelySpec {
    /// The path inside the repository.
    pub path: RepoPath,
    /// The dialect it would be read as.
    pub dialect: Dialect,
    /// The number of criteria it would give; at least one.
    pub criteria: usize,
    /// The text of the first of them.
    pub first: Untrusted,
}

/// Specs that are reviewed together: a feature's spec with its tasks and checklists, a change's
/// deltas, a folder of stories.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SpecGroup {
    /// The folder of the specs.
    pub path: RepoPath,
    /// The kind of group, in our words ("OpenSpec change", "stories").
    pub what: &'static str,
    /// Indexes into the list of specs, which is sorted so that each group is contiguous.
    pub specs: Range<usize>,
}

/// The format of a spec; [`name`](Self::name) is the value of `dialect` in `spec show --json`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    /// GitHub spec-kit: user stories with scenarios, `FR-001`, `SC-001`.
    SpecKit,
    /// OpenSpec: requirements with scenarios in headings, and deltas of them.
    OpenSpec,
    /// AWS Kiro and cc-sdd: numbered requirements with numbered criteria.
    Kiro,
    /// Agile stories and requirement documents, as BMAD writes them.
    Story,
    /// Any other Markdown: checkbox lists, lists under a heading of criteria, tables with ids.
    Markdown,
    /// Gherkin features.
    Gherkin,
    /// Doorstop: one file for each item.
    Doorstop,
    /// StrictDoc, in its own format or in Markdown.
    StrictDoc,
    /// OpenFastTrace.
    OpenFastTrace,
    /// tracey: `r[some.id]` before a rule.
    Tracey,
    /// sphinx-needs directives in reStructuredText.
    SphinxNeeds,
    /// reStructuredText without needs.
    Rst,
    /// AsciiDoc.
    AsciiDoc,
    /// Emacs Org mode.
    Org,
    Html,
    /// The markup of Jira and Confluence, and Textile, which it comes from.
    Jira,
    /// Plain text with numbered sections.
    Text,
    /// snaglist's own format: `[[criteria]]`.
    Toml,
    /// Rows with columns of ids and requirements, divided by commas, semicolons or tabs.
    Csv,
    /// Lists of requirements in a YAML file.
    Yaml,
    /// Lists of requirements in a JSON file.
    Json,
    /// ReqIF: objects with attributes, in XML.
    ReqIf,
}

impl Dialect {
    /// Whether the text of a spec in this dialect at a path is Markdown.
    pub fn is_markdown(self, path: &RepoPath) -> bool {
        match self {
            Self::SpecKit
            | Self::OpenSpec
            | Self::Kiro
            | Self::Story
            | Self::Markdown
            | Self::Tracey => true,
            Self::Rst | Self::AsciiDoc | Self::Org | Self::Html | Self::Jira | Self::Text => true,
            Self::StrictDoc | Self::OpenFastTrace | Self::Gherkin => {
                path.as_bytes().ends_with(b".md")
            }
            Self::Doorstop | Self::SphinxNeeds | Self::Toml => false,
            Self::Csv | Self::Yaml | Self::Json | Self::ReqIf => false,
        }
    }

    /// The name in JSON and on screens.
    pub fn name(self) -> &'static str {
        match self {
            Self::SpecKit => "spec-kit",
            Self::OpenSpec => "openspec",
            Self::Kiro => "kiro",
            Self::Story => "story",
            Self::Markdown => "markdown",
            Self::Gherkin => "gherkin",
            Self::Doorstop => "doorstop",
            Self::StrictDoc => "strictdoc",
            Self::OpenFastTrace => "openfasttrace",
            Self::Tracey => "tracey",
            Self::SphinxNeeds => "sphinx-needs",
            Self::Rst => "rst",
            Self::AsciiDoc => "asciidoc",
            Self::Org => "org",
            Self::Html => "html",
            Self::Jira => "jira",
            Self::Text => "text",
            Self::Toml => "toml",
            Self::Csv => "csv",
            Self::Yaml => "yaml",
            Self::Json => "json",
            Self::ReqIf => "reqif",
        }
    }
}

/// One acceptance criterion, or a task listed apart from the criteria.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Criterion {
    /// The id, unique within its spec.
    pub id: CriterionId,
    /// Whether the reader made up the id from initials and a count, so that a match elsewhere is
    /// probably accidental.
    pub is_made_up: bool,
    /// Criterion or task.
    pub kind: CriterionKind,
    /// The full text without markers and id; line breaks are kept.
    pub text: Untrusted,
    /// The headings above it, outermost first, without the document's title. Neighbours share them.
    pub section: Arc<[Untrusted]>,
    /// Its place in the source.
    pub lines: LineRange,
    /// The contractor's own tick.
    pub claim: TickClaim,
    /// Globs of the paths that it concerns, according to the spec.
    pub paths: Vec<Untrusted>,
    /// The rule that made it a criterion, in our words ("scenario", "box under a heading of
    /// tasks").
    pub rule: &'static str,
    /// The requirement it belongs to, as an index into [`Spec::requirements`].
    pub requirement: Option<u32>,
    /// The criteria that a task says it carries out: whole ids (`1.2`), or the common part before a
    /// dot (`US1`). They may be in another file.
    pub names: Vec<Untrusted>,
    /// SHA-256 of the normalised text, which leaves out white space, emphasis, wrapping and the
    /// tick.
    pub digest: Digest,
}

impl Criterion {
    /// Returns the text without emphasis marks and link targets, for one line. Code stays
    /// unchanged.
    pub fn plain(&self) -> Untrusted {
        unmarked::whole(&self.text)
    }

    /// Returns as much of [`plain`](Self::plain) as one line of a screen can show: a criterion may
    /// have 15 MB.
    pub fn one_line(&self) -> Untrusted {
        unmarked::start(&self.text)
    }
}

/// A requirement with its scenarios, or a story with its criteria.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Requirement {
    /// Its heading, without marks.
    pub title: Untrusted,
    /// Its own text up to the first criterion; may be empty.
    pub text: Untrusted,
    /// The place of that text in the source.
    pub lines: LineRange,
}

/// Whether an item of a spec is a criterion or a task.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CriterionKind {
    /// Something a reviewer accepts.
    Criterion,
    /// Work to be done; "done" does not mean accepted.
    Task,
}

impl CriterionKind {
    /// Returns the name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Criterion => "criterion",
            Self::Task => "task",
        }
    }
}

/// The contractor's tick in the spec: a claim, never a verdict.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TickClaim {
    /// `[x]`
    Ticked,
    /// `[ ]`
    Unticked,
    /// No box.
    None,
}

impl TickClaim {
    /// Returns the name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ticked => "ticked",
            Self::Unticked => "unticked",
            Self::None => "none",
        }
    }
}

/// Lines of a text, 1-based, both ends included; `first <= last`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LineRange {
    /// The first line.
    pub first: u32,
    /// The last line.
    pub last: u32,
}

impl LineRange {
    /// Makes a range from its two ends in any order.
    pub fn new(a: u32, b: u32) -> Self {
        Self {
            first: a.min(b),
            last: a.max(b),
        }
    }

    /// Whether a line is inside.
    pub fn contains(&self, line: u32) -> bool {
        (self.first..=self.last).contains(&line)
    }
}

/// An `[[increment]]` table of a spec. Has names only, which the git layer resolves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeclaredIncrement {
    /// The title to show.
    pub title: Untrusted,
    /// A ref or object id; `None` for the end of the preceding increment.
    pub base: Option<Untrusted>,
    /// A branch, tag or object id.
    pub head: Untrusted,
    /// The criteria that it is meant to meet.
    pub criteria: Vec<CriterionId>,
    /// The line at which the table starts, 1-based.
    pub line: u32,
}

/// A reader's warning about a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SpecWarning {
    /// The line, 1-based.
    pub line: u32,
    /// The warning in our words; `about` follows them.
    pub message: String,
    /// The text it is about; may be empty.
    pub about: Untrusted,
}

/// Lines that look like a criterion but were not read as one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOutLines {
    /// Their place in the source.
    pub lines: LineRange,
    /// The reason in our words, to follow "left out: ".
    pub why: &'static str,
}

/// Words a count: `24 lines look like criteria and were left out`; `None` for zero.
pub fn left_out_words(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("1 line looks like a criterion and was left out".to_owned()),
        _ => Some(format!(
            "{count} lines look like criteria and were left out"
        )),
    }
}

/// A criterion's key across specs: the spec's path and the id within it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CriterionKey {
    pub spec: RepoPath,
    /// The criterion.
    pub id: CriterionId,
}
