//! Collects what must be known of all list items before the first is read: boxes, numbers, ids, and
//! nesting. Knows nothing of headings.

use crate::spec::markdown::body::take_box;
use crate::spec::markdown::modal;
use crate::spec::markdown::outline::{Block, Item, Kind, Outline};
use crate::spec::markdown::written::{Families, Shape};
use crate::spec::place::ListRole;
use crate::spec::source::SpecText;

use super::scope::OpenHeading;

/// The fewest items of a list of binding sentences.
const MIN_BINDING: u64 = 3;

/// The fewest bullets of a list that counts where other items are numbered.
const MIN_BULLETS: u64 = 3;

/// The facts about each item, by its block.
pub(super) struct ItemFacts {
    pub(super) facts: Vec<ItemFact>,
    /// The facts about each list, by its number.
    pub(super) lists: Vec<ListFacts>,
    pub(super) has_boxes: bool,
    /// For each heading, whether there are numbered items below it before the next one; the first
    /// entry is for the text before any heading.
    has_ordinals: Vec<bool>,
    /// For each heading, whether there are boxes below it before the next one.
    section_has_boxes: Vec<bool>,
    /// Whether there are any numbered items.
    any_ordinal: bool,
}

#[derive(Default)]
pub(super) struct ItemFact {
    /// The number of headings before it.
    section: usize,
    /// The offset of the first nested item that is a criterion of its own.
    pub(super) first_inner: Option<usize>,
    /// Its position in its list, from 1.
    position: u64,
    /// Whether it is part of a criterion.
    pub(super) claimed: bool,
    /// The block of the innermost item above it, or of itself, that is a label.
    pub(super) label: Option<usize>,
    /// The meaning of the item, if it is a label.
    pub(super) scope: Option<Box<OpenHeading>>,
}

#[derive(Clone, Default)]
pub(super) struct ListFacts {
    items: u64,
    first: Option<u64>,
    /// Whether its items have different numbers.
    varies: bool,
    /// The number of its items with a binding word.
    binding: u64,
}

impl ItemFacts {
    /// Examines all items for boxes, ids and numbers.
    pub(super) fn new(source: &SpecText, outline: &Outline, families: &Families) -> Self {
        let mut items = Self {
            facts: Vec::with_capacity(outline.blocks.len()),
            lists: Vec::new(),
            has_boxes: false,
            has_ordinals: vec![false],
            section_has_boxes: vec![false],
            any_ordinal: false,
        };
        for block in &outline.blocks {
            if matches!(block.kind, Kind::Heading { .. }) {
                items.has_ordinals.push(false);
                items.section_has_boxes.push(false);
            }
            items.facts.push(ItemFact {
                section: items.has_ordinals.len() - 1,
                ..ItemFact::default()
            });
            let Some(item) = block.item() else { continue };
            items.number(item);
            let content = source
                .text()
                .get(item.content..block.span.end)
                .unwrap_or_default();
            let has_id = || match families.shape_of(content, item.is_line) {
                Some(Shape::Criterion) => true,
                Some(shape) => item.is_line && shape == Shape::Dotted,
                None => false,
            };
            let is_box = take_box(content).is_some();
            if item.parent.is_none()
                && modal::is_binding(content)
                && let Some(list) = items.lists.get_mut(item.list as usize)
            {
                list.binding += 1;
            }
            items.has_boxes |= is_box;
            if let Some(has_boxes) = items.section_has_boxes.last_mut() {
                *has_boxes |= is_box;
            }
            let is_numbered = item.ordinal.is_some() && item.parent.is_none();
            items.any_ordinal |= is_numbered;
            if let Some(has_ordinals) = items.has_ordinals.last_mut() {
                *has_ordinals |= is_numbered;
            }
            if is_box || has_id() {
                items.mark_outer(outline, item.parent, block.span.start);
            }
        }
        items
    }

    fn number(&mut self, item: &Item) {
        let index = item.list as usize;
        if self.lists.len() <= index {
            self.lists.resize(index + 1, ListFacts::default());
        }
        let (Some(list), Some(fact)) = (self.lists.get_mut(index), self.facts.last_mut()) else {
            return;
        };
        list.items += 1;
        fact.position = list.items;
        list.varies |= list.items > 1 && list.first != item.ordinal;
        list.first = item.ordinal;
    }

    /// Marks the items around an item. Stops at one that is already marked, which keeps this
    /// linear.
    fn mark_outer(&mut self, outline: &Outline, mut parent: Option<usize>, start: usize) {
        while let Some(at) = parent {
            match self.facts.get_mut(at) {
                Some(fact) if fact.first_inner.is_none() => fact.first_inner = Some(start),
                _ => return,
            }
            parent = outline
                .blocks
                .get(at)
                .and_then(Block::item)
                .and_then(|item| item.parent);
        }
    }

    /// Returns the number for the name of an item: the source's own, unless all items of the list
    /// have the same.
    pub(super) fn ordinal(&self, at: usize, item: &Item) -> Option<u64> {
        let list = self.lists.get(item.list as usize)?;
        let position = self.facts.get(at)?.position;
        item.ordinal.map(|ordinal| {
            if list.varies || list.items < 2 {
                ordinal
            } else {
                position
            }
        })
    }

    /// Returns whether an item is of a list of binding sentences, as in a standard.
    pub(super) fn is_of_binding_list(&self, item: &Item) -> bool {
        let list = self.lists.get(item.list as usize);
        item.parent.is_none()
            && list
                .is_some_and(|list| list.items >= MIN_BINDING && list.binding * 3 >= list.items * 2)
    }

    /// Returns whether a file is a checklist by its name and has boxes: then nothing else in it
    /// counts.
    pub(super) fn are_boxes(&self, role: ListRole) -> bool {
        role == ListRole::Checklist && self.has_boxes
    }

    /// Returns whether an item has the form of a criterion in a document that consists of criteria:
    /// boxes count before numbers and, under the same heading, numbers before bullets.
    pub(super) fn is_of_main_shape(&self, at: usize, item: &Item, role: ListRole) -> bool {
        let section = self.facts.get(at).map_or(0, |fact| fact.section);
        let has_ordinals = self.has_ordinals.get(section).copied().unwrap_or_default();
        let is_list = || {
            self.lists
                .get(item.list as usize)
                .is_some_and(|list| list.items >= MIN_BULLETS)
        };
        let has_boxes = self
            .section_has_boxes
            .get(section)
            .copied()
            .unwrap_or_default();
        if self.has_boxes {
            return role == ListRole::Criteria && !has_boxes && item.ordinal.is_some() && is_list();
        }
        item.ordinal.is_some() || !self.any_ordinal || (!has_ordinals && is_list())
    }

    pub(super) fn label_of(&self, parent: Option<usize>) -> Option<usize> {
        parent
            .and_then(|at| self.facts.get(at))
            .and_then(|fact| fact.label)
    }

    pub(super) fn scope_of(&self, label: Option<usize>) -> Option<&OpenHeading> {
        label
            .and_then(|at| self.facts.get(at))
            .and_then(|fact| fact.scope.as_deref())
    }

    pub(super) fn is_claimed(&self, parent: Option<usize>) -> bool {
        parent
            .and_then(|at| self.facts.get(at))
            .is_some_and(|fact| fact.claimed)
    }
}
