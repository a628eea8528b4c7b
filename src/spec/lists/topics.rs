//! Tells items that only name the items nested in them from items that are criteria themselves.

use crate::spec::markdown::modal;
use crate::spec::markdown::outline::{Block, Item};
use crate::spec::markdown::words::{self, Class};
use crate::spec::place::ListRole;

use super::document::is_title;
use super::inline::begins_inline;
use super::pass::ListPass;
use super::prose;

/// The most words of an item that names a topic and states nothing.
const MAX_TOPIC: usize = 8;

impl ListPass<'_> {
    /// Returns whether an item only names the items nested in it.
    pub(super) fn is_item_label(&self, at: usize, block: &Block, item: Item, class: Class) -> bool {
        let over_criteria = || {
            self.items
                .facts
                .get(at)
                .is_some_and(|fact| fact.first_inner.is_some())
        };
        let names_class = || {
            block.text.trim_end().ends_with([':', '：'])
                && words::classify(&block.text) != Class::Neutral
        };
        let leads_on = || {
            class == Class::Criteria
                && block.text.trim_end().ends_with([':', '：'])
                && words::speaks_of_acceptance(&block.text)
        };
        // Tasks refer to `1. **Refunds**` with details below it by its number.
        let is_numbered =
            item.ordinal.is_some() && item.parent.is_none() && class == Class::Criteria;
        let keeps_details = self.role == ListRole::Story && self.scopes.names_acceptance();
        let keeps_number = || block.bold && !over_criteria() && !self.has_numbered_items(at);
        if is_numbered && (keeps_details || (keeps_number() && !self.is_topic(at, block))) {
            return false;
        }
        let is_inline = || begins_inline(&block.text);
        item.has_items
            && (block.bold
                || over_criteria()
                || names_class()
                || leads_on()
                || is_inline()
                || self.is_title_over_items(block, class)
                || self.is_over_sentences(at, block, class))
    }

    /// Whether a numbered item in bold of a document of requirements is a topic over several
    /// requirements, each in an item of its own: acceptance criteria are called by their number
    /// instead.
    fn is_topic(&self, at: usize, block: &Block) -> bool {
        if self.scopes.names_acceptance() || !self.document.is_of_requirements {
            return false;
        }
        let inner = self.outline.blocks.get(at + 1..).unwrap_or_default().iter();
        let mut inner = inner.take_while(|inner| inner.span.start < block.span.end);
        inner.all(|inner| {
            inner
                .item()
                .is_some_and(|item| item.parent == Some(at) && item.ordinal.is_none())
        }) && !modal::is_binding_in_any_case(&block.text)
    }

    /// Whether an item is written as titles are and leads on to others: `Required Elements:`.
    fn is_title_over_items(&self, block: &Block, class: Class) -> bool {
        let text = block.text.trim_end();
        class == Class::Criteria
            && text.ends_with([':', '：'])
            && (2..=MAX_TOPIC).contains(&text.split_whitespace().count())
            && is_title(text)
    }

    /// Whether an item only says what those nested in it are about, each of which says by itself
    /// what must be.
    pub(super) fn is_over_sentences(&self, at: usize, block: &Block, class: Class) -> bool {
        let own = block.text.trim_end();
        let is_topic = own.ends_with([':', '：']) || own.split_whitespace().count() <= MAX_TOPIC;
        if class != Class::Criteria || !is_topic || modal::is_binding_in_any_case(own) {
            return false;
        }
        let inner = self.outline.blocks.get(at + 1..).unwrap_or_default().iter();
        let inner = inner.take_while(|inner| inner.span.start < block.span.end);
        let mut items = inner.filter_map(|inner| inner.item().map(|item| (inner, item)));
        // Topics may be divided into subtopics.
        items.all(|(inner, item)| {
            let text = inner.text.trim_end();
            if item.has_items {
                text.split_whitespace().count() <= MAX_TOPIC && !modal::is_binding_in_any_case(text)
            } else {
                prose::is_sentence(text) && modal::binds_or_foretells(text)
            }
        })
    }

    /// Returns whether numbered items are nested in an item.
    fn has_numbered_items(&self, at: usize) -> bool {
        let inner = self
            .outline
            .blocks
            .get(at + 1..)
            .unwrap_or_default()
            .iter()
            .map_while(Block::item);
        inner
            .take_while(|item| item.parent.is_some())
            .any(|item| item.parent == Some(at) && item.ordinal.is_some())
    }
}
