//! A spec and its acceptance criteria, as read from one file.
//!
//! Owns the shape every reader produces. Knows nothing of Markdown or TOML.

use std::ops::Range;
use std::sync::Arc;

use super::id::{CriterionId, Digest, ObjectId};
use super::text::{RepoPath, Untrusted};

/// One spec file as read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spec {
    /// Where it is: inside the repository, or as the user typed it when it is outside.
    pub path: RepoPath,
    /// Its first heading or `title`, else empty.
    pub title: Untrusted,
    /// Which reader recognised it.
    pub dialect: Dialect,
    /// Why that reader, in a few plain words ("checkbox list under `Acceptance criteria`").
    pub because: String,
    /// The blob it was read from; `None` when it came from outside the repository.
    pub blob: Option<ObjectId>,
    /// SHA-256 of its bytes.
    pub digest: Digest,
    /// The whole text, so that it can be shown at a criterion's line.
    pub source: Untrusted,
    /// Criteria and tasks in the order of their lines.
    pub criteria: Vec<Criterion>,
    /// What several criteria detail; [`Criterion::requirement`] is an index into it.
    pub requirements: Vec<Requirement>,
    /// Increments the spec itself names.
    pub increments: Vec<DeclaredIncrement>,
    /// What was odd, beside what was read.
    pub warnings: Vec<SpecWarning>,
    /// The lines at which headings start, 1-based, in order.
    pub headings: Vec<u32>,
    /// What looks like a criterion and was not read as one, in order of its lines; no line of a criterion or a task
    /// is in it.
    pub left_out: Vec<LeftOut>,
}

impl Spec {
    /// Makes a spec of nothing but its criteria, as it was known some other way than by reading a file.
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

    /// What a line, 1-based, was left out for; `None` where it was not.
    pub fn left_out_at(&self, line: u32) -> Option<&LeftOut> {
        let end = self.left_out.partition_point(|left_out| left_out.lines.first <= line);
        self.left_out.get(..end)?.last().filter(|left_out| left_out.lines.contains(line))
    }

    /// How many criteria it has, tasks aside.
    pub fn criteria_count(&self) -> usize {
        self.criteria.iter().filter(|item| item.kind == CriterionKind::Criterion).count()
    }

    /// Whether the texts of its criteria are Markdown.
    pub fn is_markdown(&self) -> bool {
        self.dialect.is_markdown(&self.path)
    }
}

/// A file that may be meant as the spec, though neither its name nor its content says so for certain.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LikelySpec {
    /// Where it is, inside the repository.
    pub path: RepoPath,
    /// What it would be read as.
    pub dialect: Dialect,
    /// How many criteria it would give; at least one.
    pub criteria: usize,
    /// The text of the first of them.
    pub first: Untrusted,
}

/// Specs that belong together and are reviewed together: a feature's spec with its tasks and
/// checklists, a change's deltas, a folder of stories.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SpecGroup {
    /// The folder they lie in.
    pub path: RepoPath,
    /// What it is, in our words ("OpenSpec change", "stories").
    pub what: &'static str,
    /// Indices into the specs, which stand in an order that has each group's together.
    pub specs: Range<usize>,
}

/// What specs are written in. The name is what `spec show --json` gives as `dialect`.
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
    /// HTML.
    Html,
    /// The markup of Jira and Confluence, and Textile, which it comes from.
    Jira,
    /// Plain text with numbered sections.
    Text,
    /// Our own format: `[[criteria]]`.
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
    /// Whether the text of such a spec at a path is Markdown.
    pub fn is_markdown(self, path: &RepoPath) -> bool {
        match self {
            Self::SpecKit | Self::OpenSpec | Self::Kiro | Self::Story | Self::Markdown | Self::Tracey => true,
            Self::Rst | Self::AsciiDoc | Self::Org | Self::Html | Self::Jira | Self::Text => true,
            Self::StrictDoc | Self::OpenFastTrace | Self::Gherkin => path.as_bytes().ends_with(b".md"),
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
    /// Unique within its spec.
    pub id: CriterionId,
    /// Whether the id was made up by the reader, from initials and a count, so that nobody is likely to mean
    /// it where it happens to stand.
    pub is_made_up: bool,
    /// Criterion or task.
    pub kind: CriterionKind,
    /// The full text, markers and id taken off, line breaks kept.
    pub text: Untrusted,
    /// The headings it stands under, outermost first, without the document's title. Neighbours share them.
    pub section: Arc<[Untrusted]>,
    /// Where it stands in the source.
    pub lines: LineRange,
    /// The contractor's own tick.
    pub claim: Claim,
    /// Paths the spec says it concerns, as globs.
    pub paths: Vec<Untrusted>,
    /// What of the spec's rules made it one, in our words ("scenario", "box under a heading of tasks").
    pub rule: &'static str,
    /// The requirement it details, as an index into [`Spec::requirements`].
    pub requirement: Option<u32>,
    /// The criteria that a task says it carries out, as ids: whole (`1.2`), or what several begin
    /// with before a dot (`US1`). They may be another file's.
    pub names: Vec<Untrusted>,
    /// SHA-256 of the normalised text: white space, emphasis, wrapping and the tick do not count.
    pub digest: Digest,
}

impl Criterion {
    /// The text without the marks of emphasis and the targets of links, for showing it on one line. Code stays
    /// as it is.
    pub fn plain(&self) -> Untrusted {
        Untrusted::from(plain(&self.text.lossy()).as_str())
    }
}

/// What is longer is no link, whoever means to keep us looking for its end.
const LINK: usize = 2_048;

/// `**See** [the plan](docs/plan.md)` as `See the plan`.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    // Where brackets were opened in it and not closed.
    let mut open: Vec<usize> = Vec::new();
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        if let Some((code, after)) = rest.strip_prefix('`').and_then(|after| after.split_once('`')) {
            plain.extend(["`", code, "`"]);
            rest = after;
            continue;
        }
        if let Some(after) = rest.strip_prefix("**").or_else(|| rest.strip_prefix("__")) {
            rest = after;
            continue;
        }
        let opened = if char == ']' { open.pop().filter(|start| plain.len() - start < LINK) } else { None };
        if let (Some(start), Some(after)) = (opened, after_target(rest)) {
            let is_picture = plain[..start].ends_with('!');
            plain.replace_range(start - usize::from(is_picture)..=start, "");
            rest = after;
            continue;
        }
        if char == '[' {
            open.push(plain.len());
        }
        plain.push(char);
        rest = &rest[char.len_utf8()..];
    }
    plain
}

/// What follows on `](target)`.
fn after_target(rest: &str) -> Option<&str> {
    let target = rest.strip_prefix("](")?;
    let end = target.bytes().take(LINK).position(|byte| b") \n".contains(&byte))?;
    target[end..].strip_prefix(')')
}

/// What several criteria detail: a requirement with its scenarios, a story with its criteria.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Requirement {
    /// Its heading, without marks.
    pub title: Untrusted,
    /// What it says itself, up to the first of its criteria; may be empty.
    pub text: Untrusted,
    /// Where that stands in the source.
    pub lines: LineRange,
}

/// What an item of a spec is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CriterionKind {
    /// Something a reviewer accepts.
    Criterion,
    /// Work to be done; "done" does not mean accepted.
    Task,
}

impl CriterionKind {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Criterion => "criterion",
            Self::Task => "task",
        }
    }
}

/// The contractor's tick in the spec: a claim, never a verdict.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Claim {
    /// `[x]`
    Ticked,
    /// `[ ]`
    Unticked,
    /// No box.
    None,
}

impl Claim {
    /// The name in JSON.
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
    /// The two ends in whichever order they come.
    pub fn new(a: u32, b: u32) -> Self {
        Self { first: a.min(b), last: a.max(b) }
    }

    /// Whether the line lies inside.
    pub fn contains(&self, line: u32) -> bool {
        (self.first..=self.last).contains(&line)
    }
}

/// An `[[increment]]` table of a spec. Names only: the git layer resolves them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeclaredIncrement {
    /// What to call it.
    pub title: Untrusted,
    /// A ref or id; none means "where the one before ended".
    pub base: Option<Untrusted>,
    /// A branch, tag or id.
    pub head: Untrusted,
    /// The criteria it says it carries out.
    pub criteria: Vec<CriterionId>,
    /// The line the table starts at, 1-based.
    pub line: u32,
}

/// Something a reader had to say about a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SpecWarning {
    /// 1-based.
    pub line: u32,
    /// Our words, with what was found as untrusted text after them.
    pub message: String,
    /// The text it is about, if any.
    pub about: Untrusted,
}

/// Lines that look like a criterion and were not read as one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// Where they stand in the source.
    pub lines: LineRange,
    /// Why they were left out, in our words, to be read after "left out: ".
    pub why: &'static str,
}

/// `24 lines look like criteria and were left out`; `None` where none were.
pub fn left_out_words(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("1 line looks like a criterion and was left out".to_owned()),
        _ => Some(format!("{count} lines look like criteria and were left out")),
    }
}

/// A criterion named across specs: the spec's path and the id within it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CriterionKey {
    /// The spec.
    pub spec: RepoPath,
    /// The criterion.
    pub id: CriterionId,
}
