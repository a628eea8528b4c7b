//! One pass over the blocks of a document, from headings and paragraphs to criteria.
//! List items are read next door. Knows nothing of Markdown's syntax.

use std::ops::Range;

use crate::model::spec::{Claim, CriterionKind, Requirement};
use crate::model::text::Untrusted;
use crate::spec::draft::{self, Draft, Found, MAX_LABEL_CHARS, clip};
use crate::spec::ids::Name;
use crate::spec::markdown::body::unindent;
use crate::spec::markdown::heading::{Heading, Object};
use crate::spec::markdown::outline::{Block, Kind, Outline};
use crate::spec::markdown::steps::{self, Step};
use crate::spec::markdown::words::{self, Class};
use crate::spec::markdown::written::{Families, Shape};
use crate::spec::place::Role;
use crate::spec::source::Source;

use super::items::Items;
use super::names::names;
use super::scope::{Pending, Scope, Scopes, Statement};
use super::tables::Tables;

/// The longest paragraph that is a label, in bytes.
const MAX_LABEL: usize = 200;
/// The longest one that is not in bold, in bytes: a longer one is a sentence.
const MAX_PLAIN_LABEL: usize = 60;

/// The most characters of a requirement's own text that are kept.
const MAX_STATEMENT: usize = 4000;

/// What gave a criterion, for saying why a file was read as it was.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Evidence {
    Box,
    List,
    Id,
    Scenario,
    Requirement,
    Binding,
    Row,
    Loose,
}

/// How many kinds of evidence there are.
const EVIDENCE: usize = 8;

impl Evidence {
    /// Why an item is a criterion, or a task.
    fn rule(self, kind: CriterionKind) -> &'static str {
        match (self, kind) {
            (_, CriterionKind::Task) => "box in a list of tasks",
            (Self::Box, _) => "box",
            (Self::List, _) => "list item under a heading of criteria",
            (Self::Id, _) => "item with an id",
            (Self::Scenario, _) => "scenario, or a condition and what follows from it",
            (Self::Requirement, _) => "requirement in a heading",
            (Self::Binding, _) => "item of a list of sentences with MUST, SHALL or MAY",
            (Self::Row, _) => "row of a table with ids",
            (Self::Loose, _) => "sentence with `must` or an id, as nothing else looked like criteria",
        }
    }
}

/// The state of the pass.
pub(super) struct Walk<'a> {
    pub(super) source: &'a Source,
    pub(super) outline: &'a Outline,
    pub(super) role: Role,
    pub(super) families: Families,
    pub(super) scopes: Scopes,
    pub(super) draft: Draft,
    pub(super) items: Items,
    pub(super) tables: Tables,
    /// Whether sentences that bind are criteria wherever they stand.
    pub(super) lenient: bool,
    /// The offset up to which everything is part of a criterion.
    pub(super) absorbed: usize,
    counts: [u32; EVIDENCE],
    has_title: bool,
}

impl<'a> Walk<'a> {
    /// Looks the blocks over for what only the whole document tells.
    pub(super) fn new(source: &'a Source, outline: &'a Outline, role: Role) -> Self {
        let mut families = Families::default();
        for block in &outline.blocks {
            families.see(start_of(source, block));
        }
        let tables = Tables::new(source, outline, &mut families);
        let document = if role == Role::Criteria { Class::Throughout } else { Class::Neutral };
        Self {
            items: Items::new(source, outline, &families),
            tables,
            source,
            outline,
            role,
            families,
            scopes: Scopes::new(document),
            draft: Draft::default(),
            lenient: false,
            absorbed: 0,
            counts: [0; EVIDENCE],
            has_title: false,
        }
    }

    /// For a document in which a first pass found nothing.
    pub(super) fn lenient(self) -> Self {
        Self { lenient: true, ..self }
    }

    /// Makes the pass.
    pub(super) fn run(mut self) -> Draft {
        let outline = self.outline;
        for (at, block) in outline.blocks.iter().enumerate() {
            if self.draft.is_full() {
                break;
            }
            match block.kind {
                Kind::Heading { level } => self.heading(at, block, level),
                _ if block.span.start < self.absorbed => {}
                Kind::Paragraph { item: None } => self.paragraph(at, block),
                Kind::Paragraph { item: Some(_) } => {}
                Kind::Item(item) => self.item(at, block, item),
                Kind::Table { first, end } => self.table(first, end),
                Kind::Quote => {}
            }
        }
        self.close(1, self.source.text().len());
        self.draft.because = because(self.counts);
        if self.draft.title.is_empty() && !self.has_title && outline.front_title.is_none() {
            let first = outline.blocks.iter().find(|block| matches!(block.kind, Kind::Heading { .. }));
            self.draft.title = first.map(|block| one_line(&block.text)).unwrap_or_default();
        }
        self.draft
    }

    fn heading(&mut self, at: usize, block: &Block, level: u8) {
        self.draft.headings.push(self.source.line(block.span.start));
        self.close(level, block.span.start);
        if level == 1 && !self.has_title {
            self.has_title = true;
            self.draft.title = one_line(&block.text);
            if words::names_acceptance(&block.text) {
                self.scopes.set_document(Class::Throughout);
            }
            return;
        }
        let outer = self.scopes.heading_class();
        self.scopes.end_statement(block.span.start);
        let mut scope = Scope::new(&block.text, level, outer, self.role, &self.families);
        scope.statement = Statement::new(&scope, &block.span);
        if scope.object.is_none() && self.is_scenario_by_steps(at, level) {
            scope.object = Some(Object::Scenario);
        }
        if block.span.start >= self.absorbed && counts(outer) && self.role != Role::Tasks {
            match scope.object {
                Some(Object::Scenario) => {
                    let end = self.section_end(at, level);
                    self.heading_criterion(block, end, Evidence::Scenario);
                    self.absorbed = end;
                }
                Some(Object::Requirement) => {
                    let found_before = self.draft.found.len();
                    scope.requirement = Some(Pending { block: at, found_before });
                }
                None => {}
            }
        }
        self.scopes.open(scope);
    }

    /// Whether a heading right below one requirement's has steps and nothing else first: it is a
    /// scenario, whatever it is called.
    fn is_scenario_by_steps(&self, at: usize, level: u8) -> bool {
        let next = self.outline.blocks.get(at + 1);
        let steps = next.is_some_and(|next| {
            !matches!(next.kind, Kind::Heading { .. })
                && next.item().is_none_or(|item| item.ordinal.is_none())
                && matches!(steps::step(&next.text), Some(Step::Given | Step::When))
        });
        steps && self.scopes.is_below_requirement(level)
    }

    /// Closes headings of this level or deeper; those that are requirements with nothing under them
    /// are criteria, up to the offset `end`.
    fn close(&mut self, level: u8, end: usize) {
        while let Some(scope) = self.scopes.close(level) {
            let Some(requirement) = scope.requirement else { continue };
            let Some(block) = self.outline.blocks.get(requirement.block) else { continue };
            if self.draft.found.len() == requirement.found_before {
                self.heading_criterion(block, end, Evidence::Requirement);
            }
        }
    }

    /// The offset of the next heading of this level or a higher one.
    fn section_end(&self, at: usize, level: u8) -> usize {
        let after = self.outline.blocks.get(at + 1..).unwrap_or_default();
        let next =
            after.iter().find(|block| matches!(block.kind, Kind::Heading { level: other } if other <= level));
        next.map_or(self.source.text().len(), |block| block.span.start)
    }

    fn heading_criterion(&mut self, block: &Block, end: usize, evidence: Evidence) {
        let heading = Heading::new(&block.text, &self.families);
        let name = match heading.id {
            Some(id) => Name::Written(id),
            None => self.scopes.name(None, None),
        };
        let after = self.text_at(&(block.span.end.min(end)..end));
        let text =
            format!("{}\n{}", heading.title.trim(), unindent(&format!("\n{}", after.trim()), 0).trim());
        self.add(
            name,
            CriterionKind::Criterion,
            text,
            Claim::None,
            block.span.start..end,
            Vec::new(),
            evidence,
        );
    }

    fn paragraph(&mut self, at: usize, block: &Block) {
        let raw = self.text_at(&block.span);
        let counted = counts(self.scopes.class()) && self.role != Role::Tasks;
        let counts_as = |shape| shape == Shape::Criterion || (self.lenient && shape == Shape::Other);
        let written = self.families.id_of(raw, false).filter(|found| counts_as(found.shape));
        if let Some(found) = written.filter(|_| counted) {
            let name = Name::Written(found.id);
            let end = if block.bold { self.label_end(at) } else { block.span.end };
            let rest = format!("{}{}", found.open, found.rest.trim_end());
            let more = self.text_at(&(block.span.end..end.max(block.span.end)));
            let text = unindent(&format!("{rest}\n{}", more.trim_start_matches(['\r', '\n'])), 0);
            let span = block.span.start..end;
            self.add(name, CriterionKind::Criterion, text, Claim::None, span, Vec::new(), Evidence::Id);
            self.absorbed = end;
        } else if self.is_label(at, block) {
            let (role, families) = (self.role, &self.families);
            self.scopes.end_statement(block.span.start);
            self.scopes.set_label(block, role, families);
        } else if counted && matches!(steps::step(&block.text), Some(Step::Given | Step::When)) {
            let end = self.steps_end(at);
            let span = block.span.start..end;
            let text = unindent(self.text_at(&span), 0);
            if steps::has_then(&text) {
                let name = self.scopes.name(None, None);
                self.add(
                    name,
                    CriterionKind::Criterion,
                    text,
                    Claim::None,
                    span,
                    Vec::new(),
                    Evidence::Scenario,
                );
                self.absorbed = end;
            }
        }
    }

    /// Whether a paragraph only names what follows: all in bold, or ending in a colon before a list.
    fn is_label(&self, at: usize, block: &Block) -> bool {
        let text = block.text.trim();
        let before_list = || self.outline.blocks.get(at + 1).is_some_and(|next| next.item().is_some());
        let plain = text.len() <= MAX_PLAIN_LABEL && text.ends_with([':', '：']);
        !text.is_empty()
            && text.len() <= MAX_LABEL
            && !text.contains('\n')
            && (block.bold || (plain && before_list()))
    }

    /// Where what a paragraph in bold names ends: at the next heading or paragraph in bold.
    fn label_end(&self, at: usize) -> usize {
        let after = self.outline.blocks.get(at + 1..).unwrap_or_default();
        let next = after.iter().find(|block| match block.kind {
            Kind::Heading { .. } => true,
            Kind::Paragraph { item: None } => {
                block.bold || self.families.id_of(start_of(self.source, block), false).is_some()
            }
            _ => false,
        });
        next.map_or(self.source.text().len(), |block| block.span.start)
    }

    /// Where the paragraphs of a scenario that starts here end.
    fn steps_end(&self, at: usize) -> usize {
        let after = self.outline.blocks.get(at..).unwrap_or_default();
        let mut end = after.first().map_or(0, |block| block.span.end);
        let first = after.first().map_or("", |block| block.text.as_str());
        let mut reached = last_step(first, first);
        for block in after.iter().skip(1) {
            let Some(step) = steps::step_after(&block.text, first)
                .filter(|_| block.kind == Kind::Paragraph { item: None })
            else {
                break;
            };
            if !steps::follows(step, reached) {
                break;
            }
            reached = if step == Step::More { reached } else { last_step(&block.text, first) };
            end = block.span.end;
        }
        end
    }

    /// The source of a span.
    pub(super) fn text_at(&self, span: &Range<usize>) -> &'a str {
        self.source.text().get(span.clone()).unwrap_or_default()
    }

    /// The requirement that what starts at an offset details; taken into the draft with its first.
    fn requirement(&mut self, start: usize) -> Option<u32> {
        let statement = self.scopes.statement()?;
        if statement.index.is_none() {
            let body = statement.body.start..statement.body.end.min(start);
            let text = self.source.text().get(body.clone()).unwrap_or_default();
            let text = clip(unindent(text.trim(), 0).trim(), MAX_STATEMENT).to_owned();
            let end = if text.is_empty() { statement.heading.end } else { body.end };
            let lines = self.source.lines(&(statement.heading.start..end));
            let title = Untrusted::from(statement.label.clone());
            statement.index = u32::try_from(self.draft.requirements.len()).ok();
            self.draft.requirements.push(Requirement { title, text: Untrusted::from(text), lines });
        }
        statement.index
    }

    /// Takes a criterion into the draft, under the headings that are open and the `inner` labels.
    #[expect(clippy::too_many_arguments, reason = "each is one field of what is found")]
    pub(super) fn add(
        &mut self,
        name: Name,
        kind: CriterionKind,
        text: String,
        claim: Claim,
        span: Range<usize>,
        inner: Vec<String>,
        evidence: Evidence,
    ) {
        let text = text.trim();
        let text = match &name {
            Name::Written(id) if text.is_empty() => id.clone(),
            _ if text.is_empty() => return,
            _ => text.to_owned(),
        };
        self.counts[evidence as usize] += 1;
        let mut section = self.scopes.path();
        section.extend(inner);
        let lines = self.source.lines(&span);
        let rule = evidence.rule(kind);
        let (names, requirement) = match kind {
            CriterionKind::Task => (names(&text), None),
            CriterionKind::Criterion => (Vec::new(), self.requirement(span.start)),
        };
        let found = Found::new(name, text, lines, rule);
        let section = draft::section(section);
        self.draft.add(Found { kind, section, claim, names, requirement, ..found });
    }
}

/// Whether lists of this class may hold criteria.
pub(super) fn counts(class: Class) -> bool {
    matches!(class, Class::Neutral | Class::Criteria | Class::Throughout | Class::Phase)
}

/// The source of a block from where its own content starts, its box taken off.
pub(super) fn start_of<'a>(source: &'a Source, block: &Block) -> &'a str {
    let start = block.item().map_or(block.span.start, |item| item.content);
    let text = source.text().get(start..block.span.end.max(start)).unwrap_or_default();
    if matches!(block.kind, Kind::Heading { .. }) {
        return text.trim_start_matches('#').trim_start();
    }
    crate::spec::markdown::body::take_box(text).map_or(text, |(_, rest)| rest)
}

/// The furthest step on the lines of a text, in a scenario with that first line.
fn last_step(text: &str, first: &str) -> Step {
    let steps =
        text.lines().filter_map(|line| steps::step_after(line, first)).filter(|step| *step != Step::More);
    steps.max().unwrap_or(Step::Given)
}

fn one_line(text: &str) -> String {
    clip(text.trim(), MAX_LABEL_CHARS).replace('\n', " ")
}

fn because(counts: [u32; EVIDENCE]) -> String {
    let names = [
        (Evidence::Box, "box", "boxes"),
        (Evidence::List, "list item under a heading of criteria", "list items under headings of criteria"),
        (Evidence::Id, "item with an id", "items with ids"),
        (Evidence::Scenario, "scenario", "scenarios"),
        (Evidence::Requirement, "requirement in a heading", "requirements in headings"),
        (Evidence::Binding, "item with MUST, SHALL or MAY", "items with MUST, SHALL or MAY"),
        (Evidence::Row, "row of a table with ids", "rows of tables with ids"),
        (Evidence::Loose, "sentence with `must` or an id", "sentences with `must` or an id"),
    ];
    let parts = names.into_iter().map(|(evidence, one, many)| match counts[evidence as usize] {
        0 => String::new(),
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    });
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
