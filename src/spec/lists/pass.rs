//! Makes one pass over the blocks of a document, from headings to criteria. Paragraphs, list items,
//! tables and code are read in modules of their own. Knows nothing of Markdown's syntax.

use std::ops::Range;

use crate::model::spec::{CriterionKind, Requirement, TickClaim};
use crate::model::text::Untrusted;
use crate::spec::draft::{DraftCriterion, MAX_LABEL_CHARS, SpecDraft, clip};
use crate::spec::ids::Name;
use crate::spec::markdown::body::{take_box, unindent};
use crate::spec::markdown::heading::{Heading, Object};
use crate::spec::markdown::outline::{Block, Kind, Outline};
use crate::spec::markdown::steps::{self, Step};
use crate::spec::markdown::words::Class;
use crate::spec::markdown::written::Families;
use crate::spec::place::ListRole;
use crate::spec::source::SpecText;

use super::document::{BELOW_ALL, DocumentKind, numbered};
use super::facts::ItemFacts;
use super::names::names;
use super::reading_reason::{ReadingReason, ReasonCounts, because};
use super::repeats::{self, CriterionSite};
use super::scope::{OpenHeading, OpenHeadings, OwnStatement, PendingHeading};
use super::tables::DocumentTables;
use super::{prose, reasons, template};

/// The most characters of a requirement's own text that are kept.
const MAX_STATEMENT: usize = 4000;

/// The state of the pass.
pub(super) struct ListPass<'a> {
    pub(super) source: &'a SpecText,
    pub(super) outline: &'a Outline,
    pub(super) role: ListRole,
    pub(super) families: Families,
    pub(super) scopes: OpenHeadings,
    pub(super) draft: SpecDraft,
    pub(super) items: ItemFacts,
    pub(super) tables: DocumentTables<'a>,
    /// Whether binding sentences are criteria anywhere.
    pub(super) lenient: bool,
    /// The offset up to which all text is part of a criterion.
    pub(super) absorbed: usize,
    /// Whether there are only paragraphs up to the next heading or label.
    pub(super) prose: bool,
    counts: ReasonCounts,
    /// How many criteria were left out because nobody has written them yet.
    unfilled: usize,
    /// Where each of the draft's criteria was found.
    standings: Vec<CriterionSite>,
    has_title: bool,
    /// The properties of the whole document.
    pub(super) document: DocumentKind,
}

impl<'a> ListPass<'a> {
    /// Prepares a pass: examines all blocks for what only the whole document tells.
    pub(super) fn new(source: &'a SpecText, outline: &'a Outline, role: ListRole) -> Self {
        let mut families = Families::default();
        for block in &outline.blocks {
            families.see(start_of(source, block));
        }
        let tables = DocumentTables::new(source, outline, &mut families);
        let document = if role == ListRole::Criteria {
            Class::Throughout
        } else {
            Class::Neutral
        };
        Self {
            items: ItemFacts::new(source, outline, &families),
            tables,
            source,
            outline,
            role,
            families,
            scopes: OpenHeadings::new(document),
            draft: SpecDraft::default(),
            lenient: false,
            absorbed: 0,
            prose: false,
            counts: ReasonCounts::default(),
            unfilled: 0,
            standings: Vec::new(),
            has_title: false,
            document: DocumentKind::of(outline, role),
        }
    }

    /// Makes the pass accept looser signs, for a document in which a first pass found nothing.
    pub(super) fn lenient(self) -> Self {
        Self {
            lenient: true,
            ..self
        }
    }

    /// Makes the pass; returns the findings.
    pub(super) fn run(mut self) -> SpecDraft {
        let outline = self.outline;
        self.prose = self.is_prose_from(0);
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
                Kind::Code { language } => self.code(block, language),
                Kind::Quote => {}
            }
        }
        self.close(1, outline.read_end(self.source));
        repeats::leave_out(&mut self.draft, &self.standings);
        self.draft.because = because(self.counts);
        if self.draft.title.is_empty() && !self.has_title && outline.front_title.is_none() {
            let first = outline
                .blocks
                .iter()
                .find(|block| matches!(block.kind, Kind::Heading { .. }));
            self.draft.title = first.map(|block| one_line(&block.text)).unwrap_or_default();
        }
        self.draft
    }

    fn heading(&mut self, at: usize, block: &Block, level: u8) {
        self.draft.headings.push(self.source.line(block.span.start));
        self.close(level, block.span.start);
        self.prose = self.is_prose_from(at + 1);
        if level == 1 && !self.has_title && self.is_title(block) {
            self.has_title = true;
            self.draft.title = one_line(&block.text);
            if block.told().names_acceptance() {
                self.scopes.set_document(Class::Throughout);
            } else if self.document.is_named_by_title {
                // The title applies to the text right below it, up to the next heading.
                self.scopes.open(OpenHeading::of(
                    block,
                    BELOW_ALL,
                    Class::Neutral,
                    self.role,
                    &self.families,
                ));
            }
            return;
        }
        let outer = self.scopes.heading_class();
        self.scopes.end_statement(block.span.start);
        let mut scope = OpenHeading::of(block, level, outer, self.role, &self.families);
        self.reconsider(&mut scope, at, outer);
        scope.statement = OwnStatement::new(&scope, &block.span);
        if scope.object.is_none() && self.is_scenario_by_steps(at, level) {
            scope.object = Some(Object::Scenario);
        }
        let is_expected = counts(outer) || (outer == Class::Aside && scope.id.is_some());
        if block.span.start >= self.absorbed && is_expected && !self.is_among_tasks() {
            let is_story = scope
                .id
                .as_ref()
                .is_some_and(|id| self.families.is_of_story(id));
            match scope.object {
                Some(Object::Scenario) if self.scopes.is_of_removed() => {
                    let end = self.section_end(at, level);
                    self.leave_out(&(block.span.start..end), reasons::REMOVED);
                    if let Some(pending) = self.scopes.pending() {
                        pending.end = pending.end.min(block.span.start);
                    }
                    self.absorbed = end;
                }
                Some(Object::Scenario)
                    if !(scope.id.is_some() && self.has_boxes_below(at, level)) =>
                {
                    let end = self.section_end(at, level);
                    self.heading_scenario(block, scope.id.clone(), end);
                    self.absorbed = end;
                }
                None if !is_story && !self.stands_alone(&scope, block, outer) => {}
                Some(_) | None => {
                    let found_before = self.seen();
                    scope.requirement = Some(PendingHeading {
                        block: at,
                        found_before,
                        end: usize::MAX,
                    });
                }
            }
        }
        if !is_expected && scope.object == Some(Object::Scenario) && !self.is_among_tasks() {
            self.leave_out_as(outer, &(block.span.start..self.section_end(at, level)));
        }
        self.scopes.open(scope);
    }

    /// Returns whether there are boxes under a heading, each of which is ticked by itself.
    fn has_boxes_below(&self, at: usize, level: u8) -> bool {
        let end = self.section_end(at, level);
        let after = self.outline.blocks.get(at + 1..).unwrap_or_default();
        after
            .iter()
            .take_while(|block| block.span.start < end)
            .any(|block| {
                let content = block
                    .item()
                    .map(|item| self.text_at(&(item.content..block.span.end)));
                content.is_some_and(|content| take_box(content).is_some())
            })
    }

    /// Returns whether a heading one level below a requirement's is followed directly by steps:
    /// then it is a scenario, whatever its title.
    fn is_scenario_by_steps(&self, at: usize, level: u8) -> bool {
        let next = self.outline.blocks.get(at + 1);
        let steps = next.is_some_and(|next| {
            !matches!(next.kind, Kind::Heading { .. })
                && next.item().is_none_or(|item| item.ordinal.is_none())
                && matches!(steps::step(&next.text), Some(Step::Given | Step::When))
        });
        steps && self.scopes.is_below_requirement(level)
    }

    /// Closes headings of this level or deeper; requirements without criteria under them become
    /// criteria, up to the offset `end`.
    fn close(&mut self, level: u8, end: usize) {
        self.scopes.close_labels();
        self.settle(end);
        while let Some(scope) = self.scopes.close(level) {
            self.settle_one(&scope, end);
        }
    }

    /// Settles labels that were replaced by others: requirements without criteria under them become
    /// criteria.
    pub(super) fn settle(&mut self, end: usize) {
        for scope in self.scopes.take_closed() {
            self.settle_one(&scope, end);
        }
    }

    fn settle_one(&mut self, scope: &OpenHeading, end: usize) {
        let Some(requirement) = &scope.requirement else {
            return;
        };
        let Some(block) = self.outline.blocks.get(requirement.block) else {
            return;
        };
        if self.seen() == requirement.found_before {
            self.heading_criterion(block, end.min(requirement.end), ReadingReason::Requirement);
        }
    }

    /// Takes the content under a heading that is one scenario; if the heading has an id and several
    /// complete scenarios under it, takes these.
    fn heading_scenario(&mut self, block: &Block, id: Option<String>, end: usize) {
        let several = if id.is_some() {
            self.scenarios(block.span.end.min(end)..end)
        } else {
            Vec::new()
        };
        if several.len() < 2 {
            self.heading_criterion(block, end, ReadingReason::Scenario);
            return;
        }
        let title = Heading::new(&block.text, &self.families)
            .title
            .trim()
            .to_owned();
        let lines = self.source.lines(&block.span);
        let requirement = u32::try_from(self.draft.requirements.len()).ok();
        let label = Untrusted::from(one_line(&block.text));
        self.draft.requirements.push(Requirement {
            title: label,
            text: Untrusted::default(),
            lines,
        });
        let before = self.draft.found.len();
        self.add_scenarios(id, &title, &several, 0);
        for found in self.draft.found.get_mut(before..).unwrap_or_default() {
            found.requirement = requirement;
        }
    }

    /// Returns the offset of the next heading of this level or a higher one.
    fn section_end(&self, at: usize, level: u8) -> usize {
        let after = self.outline.blocks.get(at + 1..).unwrap_or_default();
        let next = after
            .iter()
            .find(|block| matches!(block.kind, Kind::Heading { level: other } if other <= level));
        next.map_or(self.outline.read_end(self.source), |block| block.span.start)
    }

    fn heading_criterion(&mut self, block: &Block, end: usize, evidence: ReadingReason) {
        let heading = Heading::new(&block.text, &self.families);
        let (number, title) = numbered(heading.title.trim());
        let name = match heading.id {
            Some(id) => Name::Written(id),
            None => self.scopes.name(number, None),
        };
        let after = self.text_at(&(block.span.end.min(end)..end));
        let text = format!(
            "{title}\n{}",
            unindent(&format!("\n{}", after.trim()), 0).trim()
        );
        self.add_criterion(name, text, block.span.start..end, evidence);
    }

    /// How many criteria there were so far, those included that nobody has written yet.
    pub(super) fn seen(&self) -> usize {
        self.draft.found.len() + self.unfilled
    }

    /// Whether what stands here is a task, as the file is a list of these; a section of acceptance
    /// criteria is none.
    pub(super) fn is_among_tasks(&self) -> bool {
        self.role == ListRole::Tasks && !self.scopes.heading_names_acceptance()
    }

    /// Returns the source of a span.
    pub(super) fn text_at(&self, span: &Range<usize>) -> &'a str {
        self.source.text().get(span.clone()).unwrap_or_default()
    }

    /// Returns the index of the requirement that a criterion at an offset details; adds it to the
    /// draft with its first criterion.
    fn requirement(&mut self, start: usize) -> Option<u32> {
        let statement = self.scopes.statement()?;
        if statement.index.is_none() {
            let body = statement.body.start..statement.body.end.min(start);
            let text = self.source.text().get(body.clone()).unwrap_or_default();
            let text = clip(unindent(text.trim(), 0).trim(), MAX_STATEMENT).to_owned();
            let end = if text.is_empty() {
                statement.heading.end
            } else {
                body.end
            };
            let lines = self.source.lines(&(statement.heading.start..end));
            let title = Untrusted::from(statement.label.clone());
            statement.index = u32::try_from(self.draft.requirements.len()).ok();
            self.draft.requirements.push(Requirement {
                title,
                text: Untrusted::from(text),
                lines,
            });
        }
        statement.index
    }

    /// Adds a criterion that has neither a box nor labels within.
    pub(super) fn add_criterion(
        &mut self,
        name: Name,
        text: String,
        span: Range<usize>,
        why: ReadingReason,
    ) {
        self.add(
            name,
            CriterionKind::Criterion,
            text,
            TickClaim::None,
            span,
            Vec::new(),
            why,
        );
    }

    /// Adds a criterion to the draft, under the open headings and the `inner` labels.
    #[expect(
        clippy::too_many_arguments,
        reason = "each is one field of what is found"
    )]
    pub(super) fn add(
        &mut self,
        name: Name,
        kind: CriterionKind,
        text: String,
        claim: TickClaim,
        span: Range<usize>,
        inner: Vec<String>,
        evidence: ReadingReason,
    ) {
        let bare = text.trim();
        if let Some(why) = why_unwritten(bare, kind) {
            self.unfilled += 1;
            return self.leave_out(&span, why);
        }
        let text = match &name {
            Name::Written(id) if bare.is_empty() => id.clone(),
            _ if bare.is_empty() => return,
            _ if bare.len() == text.len() => text,
            _ => bare.to_owned(),
        };
        self.counts[evidence as usize] += 1;
        let class = self.scopes.class();
        let section = self.scopes.section(inner);
        let lines = self.source.lines(&span);
        let rule = evidence.rule(kind);
        let (names, requirement) = match kind {
            CriterionKind::Task => (names(&text), None),
            CriterionKind::Criterion => (Vec::new(), self.requirement(span.start)),
        };
        let found = DraftCriterion::new(name, text, lines, rule);
        self.draft.add(DraftCriterion {
            kind,
            section,
            claim,
            names,
            requirement,
            ..found
        });
        let names_acceptance = self.scopes.names_acceptance();
        let refers = self.scopes.refer();
        self.standings.push(CriterionSite {
            class,
            evidence,
            names_acceptance,
            refers,
        });
    }
}

/// Why the text of a criterion is none yet, if so; an id alone may be one.
fn why_unwritten(text: &str, kind: CriterionKind) -> Option<&'static str> {
    if kind == CriterionKind::Task || text.is_empty() {
        None
    } else if prose::is_unwritten(text) {
        Some(reasons::UNWRITTEN)
    } else {
        template::is_unfilled(text).then_some(reasons::UNFILLED)
    }
}

/// Whether lists of this class may hold criteria.
pub(super) fn counts(class: Class) -> bool {
    matches!(
        class,
        Class::Neutral | Class::Criteria | Class::Throughout | Class::Phase
    )
}

/// Returns the source of a block from the start of its content, without its box.
pub(super) fn start_of<'a>(source: &'a SpecText, block: &Block) -> &'a str {
    let start = block.item().map_or(block.span.start, |item| item.content);
    let text = source
        .text()
        .get(start..block.span.end.max(start))
        .unwrap_or_default();
    if matches!(block.kind, Kind::Heading { .. }) {
        return text.trim_start_matches('#').trim_start();
    }
    take_box(text).map_or(text, |(_, rest)| rest)
}

fn one_line(text: &str) -> String {
    clip(text.trim(), MAX_LABEL_CHARS).replace('\n', " ")
}
