//! Classifies list items: criteria, tasks, labels, steps of one scenario, or details of another
//! item. Of headings it only knows the class of the lists below them.

use std::ops::Range;

use crate::model::spec::{CriterionKind, TickClaim};
use crate::spec::ids::Name;
use crate::spec::markdown::body::{columns, take_box, unindent};
use crate::spec::markdown::heading::Number;
use crate::spec::markdown::modal;
use crate::spec::markdown::outline::{Block, Item, Kind};
use crate::spec::markdown::steps::{self, Step};
use crate::spec::markdown::words::Class;
use crate::spec::markdown::written::Shape;
use crate::spec::place::ListRole;

use super::inline::inline_label;
use super::pass::{ListPass, counts, start_of};
use super::reading_reason::ReadingReason;
use super::scope::OpenHeading;
use super::{prose, reasons};

/// The most labels in lists that are kept for one item.
const MAX_LABELS: usize = 4;

impl ListPass<'_> {
    /// Returns whether the document has boxes.
    pub(super) fn has_boxes(&self) -> bool {
        self.items.has_boxes
    }

    /// Returns whether the document has lists.
    pub(super) fn has_lists(&self) -> bool {
        !self.items.lists.is_empty()
    }

    /// Reads one item, after the items above it.
    pub(super) fn item(&mut self, at: usize, block: &Block, item: Item) {
        let label = self.items.label_of(item.parent);
        if let Some(fact) = self.items.facts.get_mut(at) {
            fact.label = label;
        }
        let class = self.class_of(item);
        let content = self.text_at(&(item.content..block.span.end));
        let claimed = if let Some((claim, _)) = take_box(content) {
            self.boxed(at, block, item, class, claim)
        } else if self.is_among_tasks() {
            self.task_without_box(at, block, item, class)
        } else {
            self.plain(at, block, item, class)
        };
        let outer = self.items.is_claimed(item.parent);
        if let Some(fact) = self.items.facts.get_mut(at) {
            fact.claimed = claimed || outer;
        }
    }

    /// Returns the class of an item's list, taking labels in lists above it into account.
    fn class_of(&self, item: Item) -> Class {
        let label = self.items.label_of(item.parent);
        self.items
            .scope_of(label)
            .map_or_else(|| self.scopes.class(), |scope| scope.class)
    }

    fn boxed(
        &mut self,
        at: usize,
        block: &Block,
        item: Item,
        class: Class,
        claim: TickClaim,
    ) -> bool {
        // Boxes in a numbered criterion of a story are its details.
        if self.role == ListRole::Story
            && self.items.is_claimed(item.parent)
            && self.scopes.names_acceptance()
        {
            return true;
        }
        // An item that is put off in a list of tasks is still a task.
        if class.is_never() && !self.is_among_tasks() {
            self.leave_out_as(class, &self.own_span(at, block));
            return false;
        }
        let shape = self.families.shape_of(start_of(self.source, block), true);
        let is_task = self.is_among_tasks()
            || (self.role != ListRole::Checklist
                && (matches!(class, Class::Tasks | Class::Phase) || shape == Some(Shape::Task)));
        let kind = if is_task {
            CriterionKind::Task
        } else {
            CriterionKind::Criterion
        };
        self.add_item(at, block, item, kind, claim, ReadingReason::Box);
        true
    }

    /// Returns the bytes of an item up to the first nested item that is a criterion of its own.
    fn own_span(&self, at: usize, block: &Block) -> Range<usize> {
        let inner = self.items.facts.get(at).and_then(|fact| fact.first_inner);
        block.span.start..inner.unwrap_or(block.span.end)
    }

    /// Takes a task that has an id in place of a box; returns whether it is one.
    fn task_without_box(&mut self, at: usize, block: &Block, item: Item, class: Class) -> bool {
        let content = self.text_at(&(item.content..block.span.end));
        let has_id = || self.families.shape_of(content, false) == Some(Shape::Task);
        let is_task = !self.items.has_boxes && has_id();
        if is_task && !class.is_never() {
            self.add_item(
                at,
                block,
                item,
                CriterionKind::Task,
                TickClaim::None,
                ReadingReason::Id,
            );
        }
        is_task
    }

    /// Takes an item without a box. Returns whether items nested in it belong to a criterion.
    fn plain(&mut self, at: usize, block: &Block, item: Item, class: Class) -> bool {
        let content = self.text_at(&(item.content..block.span.end));
        let written = self.written(content, class, item.is_line);
        let shape = written.as_ref().map(|found| found.shape);
        let over_others = |id: &str| self.families.is_of_story(id) && item.has_items;
        if written.is_some_and(|found| self.is_accepted(&found, class) && !over_others(&found.id)) {
            if !self.add_scenarios_of_item(at, block, item) {
                self.add_unticked(at, block, item, ReadingReason::Id);
            }
            return true;
        }
        if self.items.is_claimed(item.parent) {
            return false;
        }
        if self.scopes.is_of_renamed()
            && (content.starts_with("FROM:") || content.starts_with("TO:"))
        {
            self.leave_out(&block.span, reasons::RENAMED);
            return false;
        }
        if self.inline_in_item(block, item, class) || self.sentences_of_term(at, block, item, class)
        {
            return true;
        }
        if self.is_item_label(at, block, item, class) {
            let text = inline_label(&block.text).unwrap_or(&block.text);
            let mut scope = OpenHeading::new(text, u8::MAX, class, self.role, &self.families);
            if scope.class != Class::OutOfScope && self.is_over_sentences(at, block, class) {
                // What it is called is what the sentences are about: `Progress tracking`.
                scope.class = class;
            }
            if let Some(fact) = self.items.facts.get_mut(at) {
                fact.scope = Some(Box::new(scope));
                fact.label = Some(at);
            }
            return false;
        }
        if self.is_lone_story(content, class) {
            self.add_unticked(at, block, item, ReadingReason::Story);
            return true;
        }
        if !counts(class) {
            if steps::is_user_story(content) && !class.is_never() {
                self.leave_out(&self.own_span(at, block), reasons::STORY);
                return false;
            }
            let span = self.own_span(at, block);
            if self.may_be_moved(&item, class) {
                self.leave_out_as(class, &span);
            } else {
                self.leave_out_by_class(content, class, &span);
            }
            return false;
        }
        if steps::is_user_story(content) && !self.lenient {
            self.leave_out(&self.own_span(at, block), reasons::STORY);
            return false;
        }
        if let Some(end) = self.steps_of_one_scenario(at, block, item) {
            self.add_steps(at, block, item, end);
            self.absorbed = end;
            return true;
        }
        if class == Class::Criteria && prose::points_elsewhere(content) {
            self.leave_out(&self.own_span(at, block), reasons::ELSEWHERE);
            return false;
        }
        if class == Class::Criteria && !self.items.are_boxes(self.role)
            || class == Class::Throughout && self.items.is_of_main_shape(at, &item, self.role)
        {
            self.add_unticked(at, block, item, ReadingReason::List);
            true
        } else if steps::is_behaviour(content) || self.is_numbered_requirement(&item) {
            self.add_unticked(at, block, item, ReadingReason::Scenario);
            true
        } else if self.items.is_of_binding_list(&item) && !self.scopes.is_in_object() {
            self.add_unticked(at, block, item, ReadingReason::Binding);
            true
        } else if self.lenient
            && (shape == Some(Shape::Other) || modal::is_binding_in_any_case(content))
        {
            self.add_unticked(at, block, item, ReadingReason::Loose);
            true
        } else {
            if item.parent.is_none() || self.items.label_of(item.parent).is_some() {
                self.leave_out(&self.own_span(at, block), reasons::UNSAID);
            }
            false
        }
    }

    /// Whether an item under a heading of background may be a requirement all the same: in a
    /// document of requirements, constraints are such, and a heading in between may be lost.
    fn may_be_moved(&self, item: &Item, class: Class) -> bool {
        class == Class::Aside && self.document.is_of_requirements && item.parent.is_none()
    }

    /// Whether a numbered item stands under a numbered heading in a file of requirements: what it
    /// is then needs no words that are known here.
    fn is_numbered_requirement(&self, item: &Item) -> bool {
        self.role == ListRole::Requirements
            && item.ordinal.is_some()
            && self.scopes.is_numbered()
            && !self.scopes.states()
    }

    /// Returns whether a user story counts as a criterion, because nothing else looks like one.
    pub(super) fn is_lone_story(&self, text: &str, class: Class) -> bool {
        self.lenient
            && !self.is_among_tasks()
            && (counts(class) || class == Class::Aside)
            && steps::is_user_story(text)
    }

    /// Returns the end of a scenario whose steps are this bullet and the ones after it in the same
    /// list.
    fn steps_of_one_scenario(&self, at: usize, block: &Block, item: Item) -> Option<usize> {
        let mut reached = steps::step(&block.text)?;
        if item.ordinal.is_some() || reached >= Step::Then || steps::has_then(&block.text) {
            return None;
        }
        let parent = item.parent.and_then(|at| self.outline.blocks.get(at));
        let list_end = parent.map_or(usize::MAX, |parent| parent.span.end);
        let mut end = None;
        for next in self.outline.blocks.get(at + 1..)? {
            let after_list = match next.kind {
                Kind::Heading { .. } | Kind::Quote | Kind::Table { .. } | Kind::Code { .. } => {
                    break;
                }
                Kind::Paragraph { item: within } => within == item.parent,
                Kind::Item(other) if other.list == item.list => false,
                Kind::Item(other) => other.parent == item.parent,
            };
            if after_list || next.span.start >= list_end {
                break;
            }
            if next.item().is_none_or(|other| other.list != item.list) {
                continue;
            }
            let step = steps::step_after(&next.text, &block.text);
            let Some(step) = step.filter(|step| steps::follows(*step, reached)) else {
                break;
            };
            if step != Step::More {
                reached = step;
            }
            if reached == Step::Then {
                end = Some(next.span.end);
            }
        }
        end
    }

    /// Takes the scenarios of an item with an id, if there are several; returns whether there are.
    fn add_scenarios_of_item(&mut self, at: usize, block: &Block, item: Item) -> bool {
        let content = item.content..self.own_span(at, block).end;
        let several = self.scenarios(content.clone());
        if several.len() < 2 {
            return false;
        }
        let before = several
            .first()
            .map_or(content.end, |first| first.span.start);
        let title = self.text_at(&(content.start..before));
        let Some(found) = self.written(title, self.class_of(item), item.is_line) else {
            return false;
        };
        let indent = columns(self.source.before(item.content));
        let title = format!("{}{}", found.open, unindent(found.rest.trim(), indent));
        self.add_scenarios(Some(found.id), &title, &several, indent);
        true
    }

    fn add_steps(&mut self, at: usize, block: &Block, item: Item, end: usize) {
        let first = self.text_at(&(item.content..end));
        let text = unindent(first, columns(self.source.before(block.span.start)));
        let (name, inner) = self.name_and_labels(at, item);
        let span = block.span.start..end;
        self.add(
            name,
            CriterionKind::Criterion,
            text,
            TickClaim::None,
            span,
            inner,
            ReadingReason::Scenario,
        );
    }

    /// Adds an item without a box as a criterion.
    fn add_unticked(&mut self, at: usize, block: &Block, item: Item, why: ReadingReason) {
        self.add_item(
            at,
            block,
            item,
            CriterionKind::Criterion,
            TickClaim::None,
            why,
        );
    }

    fn add_item(
        &mut self,
        at: usize,
        block: &Block,
        item: Item,
        kind: CriterionKind,
        claim: TickClaim,
        evidence: ReadingReason,
    ) {
        let keeps_all = self.role == ListRole::Story
            && item.ordinal.is_some()
            && self.scopes.names_acceptance();
        let inner_start = self
            .items
            .facts
            .get(at)
            .and_then(|fact| fact.first_inner)
            .filter(|_| !keeps_all);
        let end = inner_start.unwrap_or(block.span.end);
        let content = self.text_at(&(item.content..end));
        let content = take_box(content).map_or(content, |(_, rest)| rest);
        let indent = columns(self.source.before(item.content));
        let boxed = evidence == ReadingReason::Box || item.is_line;
        let written = self.written(content, self.class_of(item), boxed);
        let (name, inner) = self.name_and_labels(at, item);
        let (name, text) = match written {
            Some(found) => {
                let text = unindent(found.rest.trim_start(), indent);
                (Name::Written(found.id), format!("{}{text}", found.open))
            }
            None => (name, unindent(content, indent)),
        };
        self.add(
            name,
            kind,
            text,
            claim,
            block.span.start..end,
            inner,
            evidence,
        );
    }

    /// Returns the name of an item without an id, and the labels in lists above it, outermost
    /// first.
    pub(super) fn name_and_labels(&self, at: usize, item: Item) -> (Name, Vec<String>) {
        let mut labels = Vec::new();
        let mut number: Option<Number> = None;
        let mut label = self.items.label_of(item.parent);
        while let Some(scope) = self
            .items
            .scope_of(label)
            .filter(|_| labels.len() < MAX_LABELS)
        {
            labels.push(scope.label.clone());
            if number.is_none() {
                number.clone_from(&scope.number);
            }
            let parent = label
                .and_then(|at| self.outline.blocks.get(at))
                .and_then(Block::item);
            label = self.items.label_of(parent.and_then(|item| item.parent));
        }
        labels.reverse();
        (
            self.scopes
                .name(self.items.ordinal(at, &item), number.as_ref()),
            labels,
        )
    }
}
