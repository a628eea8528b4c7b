//! Reads paragraphs outside lists: labels, statements with an id, scenarios, and sentences under a
//! heading of criteria.
//!
//! Owns which paragraphs are criteria, and which blocks below one belong to it. Of list items it
//! knows only as much as that takes.

use std::ops::Range;

use crate::spec::ids::Name;
use crate::spec::markdown::body::{take_box, unindent};
use crate::spec::markdown::modal;
use crate::spec::markdown::outline::{Block, Kind};
use crate::spec::markdown::steps::{self, Step};
use crate::spec::markdown::words::Class;
use crate::spec::markdown::written::Shape;

use super::pass::{ListPass, counts, start_of};
use super::reading_reason::ReadingReason;
use super::scenarios::{self, Scenario};
use super::scope::{OwnStatement, PendingHeading};
use super::{prose, reasons, tellings, template};

/// The longest paragraph that is a label, in bytes.
const MAX_LABEL: usize = 200;
/// The longest label that is not in bold, in bytes: a longer one is a sentence.
const MAX_PLAIN_LABEL: usize = 60;

impl ListPass<'_> {
    pub(super) fn paragraph(&mut self, at: usize, block: &Block) {
        let raw = self.text_at(&block.span);
        let class = self.scopes.class();
        if self.inline_in_paragraph(at, block, class) {
            return;
        }
        let written = self
            .written(raw, class, false)
            .filter(|_| !self.is_among_tasks());
        if let Some(found) = written.filter(|found| self.is_accepted(found, class)) {
            let (id, rest) = (found.id, format!("{}{}", found.open, found.rest.trim_end()));
            if self.families.is_of_story(&id) && self.is_followed_by_detail(at) {
                self.label(at, block);
            } else {
                self.paragraph_with_id(at, block, id, &rest);
            }
        } else if self.is_label(at, block) {
            self.label(at, block);
        } else if self.is_lone_story(raw, class) {
            let (end, _) = self.detail_end(at);
            self.add_paragraph(block.span.start..end, ReadingReason::Story);
        } else if !counts(class) || self.is_among_tasks() {
            self.leave_out_by_class(raw, class, &block.span);
        } else if matches!(steps::step(&block.text), Some(Step::Given | Step::When)) {
            self.scenario(at);
        } else if self.is_statement(at, block, class) {
            let (end, _) = self.detail_end(at);
            self.add_paragraph(block.span.start..end, ReadingReason::Paragraph);
        } else if class == Class::Criteria && raw.trim_end().ends_with(['?', '？']) {
            self.leave_out(&block.span, reasons::QUESTION);
        } else if steps::is_user_story(raw) {
            self.leave_out(&block.span, reasons::STORY);
        } else if self.lenient && modal::obliges(raw) {
            let (end, _) = self.detail_end(at);
            self.add_paragraph(block.span.start..end, ReadingReason::Loose);
        } else if class == Class::Criteria && !self.scopes.is_in_object() && self.may_be_meant(raw)
        {
            let is_unfilled = template::is_unfilled(raw.trim());
            self.leave_out(
                &block.span,
                if is_unfilled {
                    reasons::UNFILLED
                } else {
                    reasons::UNSAID_TEXT
                },
            );
        }
    }

    /// Whether a paragraph under a heading of criteria may be meant as one: it says what must be,
    /// or is a sentence where there are only such.
    fn may_be_meant(&self, text: &str) -> bool {
        modal::says_must(text) || (self.prose && prose::is_sentence(text))
    }

    /// Takes paragraphs as they stand for a criterion without an id.
    fn add_paragraph(&mut self, span: Range<usize>, evidence: ReadingReason) {
        let text = prose::without_definition_marks(&unindent(self.text_at(&span), 0));
        let name = self.scopes.name(None, None);
        self.absorbed = span.end;
        self.add_criterion(name, text, span, evidence);
    }

    fn paragraph_with_id(&mut self, at: usize, block: &Block, id: String, rest: &str) {
        if self.scopes.has_label_with_id() {
            self.scopes.close_labels();
            self.settle(block.span.start);
        }
        let end = if block.bold {
            self.label_end(at)
        } else {
            self.with_steps_end(at)
        };
        let span = block.span.start..end.max(block.span.end);
        let several = self.scenarios(block.span.end..span.end);
        self.absorbed = span.end;
        if several.len() > 1 {
            self.add_scenarios(Some(id), rest, &several, 0);
            return;
        }
        let more = self.text_at(&(block.span.end..span.end));
        let text = unindent(
            &format!("{rest}\n{}", more.trim_start_matches(['\r', '\n'])),
            0,
        );
        let text = prose::without_definition_marks(&text);
        let name = Name::Written(id);
        self.add_criterion(name, text, span, ReadingReason::Id);
    }

    /// Returns the complete scenarios in a span of the source, with their positions in the source.
    pub(super) fn scenarios(&self, span: Range<usize>) -> Vec<Scenario> {
        let mut scenarios = scenarios::split(self.text_at(&span));
        for scenario in &mut scenarios {
            scenario.span = scenario.span.start + span.start..scenario.span.end + span.start;
        }
        scenarios
    }

    /// Takes scenarios under one title. The first has the id, if there is one, and the others a
    /// number after it.
    pub(super) fn add_scenarios(
        &mut self,
        id: Option<String>,
        title: &str,
        all: &[Scenario],
        indent: usize,
    ) {
        for (nth, scenario) in all.iter().enumerate() {
            let own = unindent(&format!("\n{}", self.text_at(&scenario.span)), indent)
                .trim()
                .to_owned();
            let text = if title.trim().is_empty() {
                own
            } else {
                format!("{}\n{own}", title.trim())
            };
            let name = match (&id, nth) {
                (Some(id), 0) => Name::Written(id.clone()),
                (Some(id), _) => Name::Ordinal {
                    stem: format!("{id}-"),
                    ordinal: (nth + 1).to_string(),
                },
                (None, _) => self.scopes.name(None, None),
            };
            let span = scenario.span.clone();
            self.add_criterion(name, text, span, ReadingReason::Scenario);
        }
    }

    /// Opens a label: a paragraph that only names what follows, or states what the criteria below
    /// it detail.
    pub(super) fn label(&mut self, at: usize, block: &Block) {
        self.scopes.end_statement(block.span.start);
        let mut scope = self.scopes.label(block, self.role, &self.families);
        if scope.class == Class::Neutral && self.leads_to_demands(block) {
            scope.class = Class::Criteria;
        }
        self.settle(block.span.start);
        let is_story = scope
            .id
            .as_ref()
            .is_some_and(|id| self.families.is_of_story(id));
        if is_story
            && !self.is_among_tasks()
            && (counts(scope.class) || scope.class == Class::Aside)
        {
            scope.requirement = Some(PendingHeading {
                block: at,
                found_before: self.seen(),
                end: usize::MAX,
            });
        }
        scope.statement = OwnStatement::new(&scope, &block.span);
        self.scopes.open_label(scope);
        self.prose = self.is_prose_from(at + 1);
    }

    /// Returns whether a paragraph only names what follows: it is all in bold, or ends in a colon
    /// before a list.
    fn is_label(&self, at: usize, block: &Block) -> bool {
        let text = block.text.trim();
        let next = self.outline.blocks.get(at + 1);
        let before_list = || next.is_some_and(|next| next.item().is_some());
        let is_short = || text.len() <= MAX_PLAIN_LABEL || self.leads_to_demands(block);
        let plain = text.ends_with([':', '：']) && is_short() && !self.is_lead_in(at, block);
        let length = if block.bold {
            text.len()
        } else {
            last_sentence(text).len()
        };
        !text.is_empty()
            && length <= MAX_LABEL
            && !text.contains('\n')
            && (block.bold || (plain && before_list()))
    }

    /// Returns whether a paragraph is the beginning of sentences that its list completes, each of
    /// which states an obligation, or announces requirements: `Each rule should be:`, `These
    /// requirements are to be met:`. Only in a document of requirements.
    fn leads_to_demands(&self, block: &Block) -> bool {
        let text = block.text.trim_end();
        let is_start = !block.bold && text.ends_with([':', '：']);
        if !is_start || !self.document.is_of_requirements {
            return false;
        }
        let last = last_sentence(text);
        modal::obliges(&last.to_uppercase()) || tellings::names_requirements(last)
    }

    /// Returns whether a paragraph states an obligation and leads on to a list of its details, in a
    /// section whose lists are not criteria.
    fn is_lead_in(&self, at: usize, block: &Block) -> bool {
        let leads_on = block.text.trim_end().ends_with([':', '：']) && !block.bold;
        leads_on
            && self.scopes.class() == Class::Neutral
            && !self.scopes.is_in_object()
            && modal::obliges(&block.text)
            && self.detail_end(at).0 > block.span.end
    }

    /// Returns whether a paragraph states a criterion by itself.
    fn is_statement(&self, at: usize, block: &Block, class: Class) -> bool {
        if self.is_lead_in(at, block) {
            return true;
        }
        let is_expected = match class {
            Class::Criteria => self.prose,
            // A paragraph before the lists or tables of such a document introduces them.
            Class::Throughout => self.prose && !self.has_lists() && self.outline.rows.is_empty(),
            _ => false,
        };
        if !is_expected || self.scopes.is_in_object() {
            return false;
        }
        let raw = self.text_at(&block.span);
        prose::is_definition(raw)
            || (prose::is_sentence(raw)
                && (self.scopes.names_acceptance() || modal::is_binding_in_any_case(raw)))
    }

    /// Returns whether there is neither a list nor a table from this block on, up to the next
    /// heading or label, so that there are only paragraphs.
    pub(super) fn is_prose_from(&self, at: usize) -> bool {
        let section = self.outline.blocks.get(at..).unwrap_or_default().iter();
        let mut section = section.take_while(|block| match block.kind {
            Kind::Heading { .. } => false,
            Kind::Paragraph { item: None } => {
                !block.bold && !block.text.trim_end().ends_with([':', '：'])
            }
            _ => true,
        });
        section.all(|block| !matches!(block.kind, Kind::Item(_) | Kind::Table { .. }))
    }

    /// Returns whether a list, a table or a label follows right below a paragraph.
    fn is_followed_by_detail(&self, at: usize) -> bool {
        self.outline
            .blocks
            .get(at + 1)
            .is_some_and(|next| match next.kind {
                Kind::Item(_) | Kind::Table { .. } => true,
                Kind::Paragraph { item: None } => {
                    let names = |text: &str| {
                        crate::spec::markdown::words::classify(text) == Class::Criteria
                    };
                    next.text.trim_end().ends_with([':', '：']) || (next.bold && names(&next.text))
                }
                _ => false,
            })
    }

    /// Returns the end of the content that a paragraph in bold names: the next heading, paragraph
    /// in bold, or id.
    fn label_end(&self, at: usize) -> usize {
        let after = self.outline.blocks.get(at + 1..).unwrap_or_default();
        let next = after.iter().find(|block| match block.kind {
            Kind::Heading { .. } => true,
            Kind::Paragraph { item: None } => {
                block.bold
                    || self
                        .families
                        .shape_of(start_of(self.source, block), false)
                        .is_some()
            }
            Kind::Item(item) => {
                let content = self.text_at(&(item.content..block.span.end));
                item.parent.is_none() && self.has_criterion_id(content)
            }
            _ => false,
        });
        next.map_or(self.outline.read_end(self.source), |block| block.span.start)
    }

    fn has_criterion_id(&self, text: &str) -> bool {
        self.families.shape_of(text, false) == Some(Shape::Criterion)
    }

    /// Takes the scenario whose steps begin in this paragraph, if it is complete.
    fn scenario(&mut self, at: usize) {
        let Some(block) = self.outline.blocks.get(at) else {
            return;
        };
        let end = self.steps_end(at);
        let span = block.span.start..end;
        if steps::has_then(self.text_at(&span)) {
            self.add_paragraph(span, ReadingReason::Scenario);
        }
    }

    /// Returns the end of the paragraphs of a scenario that starts here, including the blocks that
    /// belong to each.
    fn steps_end(&self, at: usize) -> usize {
        let (mut end, mut next) = self.detail_end(at);
        let first = self
            .outline
            .blocks
            .get(at)
            .map_or("", |block| block.text.as_str());
        let mut reached = last_step(first, first);
        while let Some(block) = self.outline.blocks.get(next) {
            let is_paragraph = block.kind == Kind::Paragraph { item: None };
            let Some(step) = steps::step_after(&block.text, first).filter(|_| is_paragraph) else {
                break;
            };
            if !steps::follows(step, reached) {
                break;
            }
            reached = if step == Step::More {
                reached
            } else {
                last_step(&block.text, first)
            };
            (end, next) = self.detail_end(next);
        }
        end
    }

    /// Returns the end of a paragraph with an id, including the scenarios that follow it.
    fn with_steps_end(&self, at: usize) -> usize {
        let (mut end, mut next) = self.detail_end(at);
        while let Some(block) = self.outline.blocks.get(next) {
            let is_paragraph = block.kind == Kind::Paragraph { item: None };
            if !is_paragraph || steps::step(&block.text).is_none() {
                break;
            }
            (end, next) = self.detail_end(next);
        }
        end
    }

    /// Returns the end of the blocks that belong to a paragraph, and the index of the block after
    /// them: code and lists that it introduces with a colon, or that follow without a blank line.
    pub(super) fn detail_end(&self, at: usize) -> (usize, usize) {
        let Some(block) = self.outline.blocks.get(at) else {
            return (0, at + 1);
        };
        let mut end = block.span.end;
        let mut leads_on = self.text_at(&block.span).trim_end().ends_with([':', '：']);
        let mut list = None;
        let mut next = at + 1;
        while let Some(block) = self.outline.blocks.get(next) {
            let near = leads_on || self.is_adjacent(end, block.span.start);
            let belongs = match block.kind {
                Kind::Heading { .. } | Kind::Paragraph { item: None } => false,
                Kind::Paragraph { item: Some(_) } => list.is_some(),
                Kind::Item(item) if item.parent.is_some() => list.is_some(),
                Kind::Item(item) => {
                    (list == Some(item.list) || (list.is_none() && near)) && !self.is_own(block)
                }
                Kind::Code { .. } | Kind::Quote | Kind::Table { .. } => near,
            };
            if !belongs {
                break;
            }
            match block.kind {
                Kind::Item(item) if item.parent.is_none() => list = Some(item.list),
                Kind::Code { .. } | Kind::Quote | Kind::Table { .. } => leads_on = false,
                _ => {}
            }
            end = end.max(block.span.end);
            next += 1;
        }
        (end, next)
    }

    /// Returns whether there is no blank line between two offsets, the first being the end of a
    /// block.
    fn is_adjacent(&self, end: usize, start: usize) -> bool {
        let before = self.text_at(&(end.saturating_sub(2)..start));
        let blank = before.trim_start_matches(|c: char| !c.is_whitespace());
        blank.bytes().filter(|byte| *byte == b'\n').count() <= 1
    }

    /// Returns whether an item is a criterion of its own: it has a box or a criterion's id.
    fn is_own(&self, block: &Block) -> bool {
        let Some(item) = block.item() else {
            return false;
        };
        let content = self.text_at(&(item.content..block.span.end));
        take_box(content).is_some() || self.has_criterion_id(content)
    }
}

/// The last sentence of a text.
fn last_sentence(text: &str) -> &str {
    text.rsplit_once(". ").map_or(text, |(_, last)| last)
}

/// The furthest step on the lines of a text, in a scenario with that first line.
fn last_step(text: &str, first: &str) -> Step {
    let steps = text
        .lines()
        .filter_map(|line| steps::step_after(line, first))
        .filter(|step| *step != Step::More);
    steps.max().unwrap_or(Step::Given)
}
