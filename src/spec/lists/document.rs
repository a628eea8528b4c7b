//! Interprets headings in the light of the whole document: groups of quality requirements, features
//! in a requirements document, headings that are criteria themselves.
//!
//! Owns what headings and labels tell of a document. Of items it only knows their position, and
//! whether they state an obligation.

use crate::spec::markdown::heading::Heading;
use crate::spec::markdown::modal;
use crate::spec::markdown::outline::{Block, Kind, Outline};
use crate::spec::markdown::words::{self, Class};
use crate::spec::place::ListRole;

use super::pass::{ListPass, counts};
use super::prose;
use super::scope::OpenHeading;

/// A level deeper than that of any heading.
pub(super) const BELOW_ALL: u8 = 7;
/// The most words of a heading that names a topic and states nothing.
const MAX_TOPIC: usize = 5;

/// The properties of a whole document.
#[derive(Clone, Copy, Default)]
pub(super) struct DocumentKind {
    /// Whether a heading or a label in bold names acceptance criteria.
    has_acceptance: bool,
    /// A heading below its title names requirements.
    has_requirements: bool,
    /// Its title or its name says that it is one of requirements.
    pub(super) is_of_requirements: bool,
    /// Whether it has several headings of the first level.
    has_parts: bool,
    /// Whether only its title says that its lists are requirements.
    pub(super) is_named_by_title: bool,
}

impl DocumentKind {
    /// Determines the properties by the headings and labels of a document.
    pub(super) fn of(outline: &Outline, role: ListRole) -> Self {
        let mut document = Self {
            is_of_requirements: matches!(role, ListRole::Requirements | ListRole::Document),
            ..Self::default()
        };
        let mut title: Option<&str> = outline.front_title.as_deref();
        let mut first: Option<&str> = None;
        let mut has_others = false;
        let mut is_told = false;
        for block in &outline.blocks {
            let is_heading = matches!(block.kind, Kind::Heading { .. });
            let is_label = || {
                block.bold && matches!(block.kind, Kind::Paragraph { item: None } | Kind::Item(_))
            };
            if block.kind == (Kind::Heading { level: 1 }) && first.is_none() {
                first = Some(&block.text);
                title = title.or(first);
                continue;
            }
            let is_item_or_text = matches!(block.kind, Kind::Item(_) | Kind::Paragraph { .. });
            // The prerequisites of a program are called requirements as well.
            is_told = is_told
                || is_item_or_text
                    && (is_label() && block.text.ends_with(':') || modal::says_must(&block.text));
            document.has_parts |= block.kind == (Kind::Heading { level: 1 });
            if is_heading || is_label() {
                document.has_acceptance =
                    document.has_acceptance || block.told().names_acceptance();
                document.has_requirements |= is_heading
                    && block.told().class() == Class::Criteria
                    && !words::names_checking(&block.text);
                has_others |= is_heading;
            }
        }
        document.is_of_requirements |= title.is_some_and(words::is_of_requirements);
        let is_named = first.is_some_and(|title| words::classify(title) == Class::Criteria);
        document.is_named_by_title = is_named && is_told && !has_others && role != ListRole::Tasks;
        document
    }
}

impl ListPass<'_> {
    /// Returns whether the first heading of level 1 is the title: if there are others of that
    /// level, it may be one like them.
    pub(super) fn is_title(&self, block: &Block) -> bool {
        let is_like_others = || {
            Heading::new(&block.text, &self.families).object.is_some()
                || (block.told().class() != Class::Neutral && !block.told().names_acceptance())
        };
        !(self.document.has_parts && is_like_others())
    }

    /// Corrects the meaning of a heading in the light of the whole document.
    pub(super) fn reconsider(&self, scope: &mut OpenHeading, at: usize, outer: Class) {
        let Some(block) = self.outline.blocks.get(at) else {
            return;
        };
        if scope.class == Class::Neutral
            && scope.object.is_none()
            && self.document.is_of_requirements
            && words::names_features(&block.text)
        {
            scope.class = Class::Criteria;
        } else if scope.class == Class::Criteria && scope.level == 1 && self.is_name_of_document(at)
        {
            scope.class = outer;
        } else if scope.class == Class::Record
            && !outer.is_never()
            && !self.document.has_acceptance
            && words::names_what_was_met(&block.text)
        {
            // Only the ticks tell what there was to accept, and only boxes count there.
            scope.class = Class::Neutral;
        } else if scope.class == Class::Criteria
            && (self.document.has_acceptance || self.document.has_requirements)
            && words::names_checking(&block.text)
        {
            // The document gives its criteria elsewhere; boxes are still there to be ticked.
            scope.class = Class::Neutral;
        } else if scope.class == Class::Aside
            && self.role == ListRole::Story
            && words::is_of_coverage(&block.text)
        {
            // The ids belong to another document.
            scope.class = Class::Record;
        } else if self.is_group(scope, at) && counts(outer) {
            scope.object = None;
            scope.class = Class::Criteria;
        }
    }

    /// Whether a heading of the first level says what the document is, and others stand right below
    /// it.
    fn is_name_of_document(&self, at: usize) -> bool {
        let is_heading = |block: &Block| matches!(block.kind, Kind::Heading { .. });
        let name = self
            .outline
            .blocks
            .get(at)
            .map_or("", |block| block.text.trim());
        let below = self.outline.blocks.get(at + 1).is_some_and(is_heading);
        below && self.document.has_parts && words::names_document(name)
    }

    /// Whether a heading with an id only groups the items right below it: `NFR-2: Security`.
    fn is_group(&self, scope: &OpenHeading, at: usize) -> bool {
        let Some(block) = self.outline.blocks.get(at) else {
            return false;
        };
        let is_topic = block.text.split_whitespace().count() <= MAX_TOPIC + 1
            && !modal::says_must(&block.text);
        let is_of_quality = scope
            .id
            .as_ref()
            .is_some_and(|id| self.families.is_of_quality(id));
        if !(is_topic && is_of_quality) {
            return false;
        }
        let below = self.outline.blocks.get(at + 1..).unwrap_or_default();
        let mut below = below
            .iter()
            .take_while(|block| !matches!(block.kind, Kind::Heading { .. }));
        let mut items = 0;
        let only_items = below.all(|block| {
            items += usize::from(block.item().is_some_and(|item| item.parent.is_none()));
            matches!(
                block.kind,
                Kind::Item(_) | Kind::Paragraph { item: Some(_) }
            )
        });
        only_items && items > 1
    }

    /// Returns whether a heading below one of criteria is itself a criterion, unless criteria are
    /// found below it: it has a number or an id, or is a sentence.
    pub(super) fn stands_alone(&self, scope: &OpenHeading, block: &Block, outer: Class) -> bool {
        let is_of_criteria =
            matches!(outer, Class::Criteria | Class::Throughout) && scope.class == outer;
        if !is_of_criteria || block.told().class() != Class::Neutral {
            return false;
        }
        let has_id = scope
            .id
            .as_ref()
            .is_some_and(|id| self.families.is_believed(id) && !id.starts_with('T'));
        let is_sentence = || {
            modal::says_must(&block.text)
                || (prose::is_sentence(&block.text) && !is_title(&block.text))
        };
        // In a document that consists of criteria, headings with numbers are its sections.
        let is_under_heading = outer == Class::Criteria && self.scopes.names_acceptance();
        has_id || (is_under_heading && (numbered(&block.text).0.is_some() || is_sentence()))
    }
}

/// Whether a heading is written as titles are: most of its words begin with a capital.
pub(super) fn is_title(text: &str) -> bool {
    let small = text
        .split_whitespace()
        .filter(|word| word.starts_with(char::is_lowercase))
        .count();
    let large = text
        .split_whitespace()
        .filter(|word| word.starts_with(char::is_uppercase))
        .count();
    large > small
}

/// Splits the number before a title off.
pub(super) fn numbered(title: &str) -> (Option<u64>, &str) {
    let digits = title.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let (number, rest) = title.split_at_checked(digits).unwrap_or(("", title));
    let after = rest.strip_prefix(['.', ')', '、']).map(str::trim_start);
    match after
        .filter(|after| !after.is_empty() && !after.starts_with(|c: char| c.is_ascii_digit()))
    {
        Some(after) => (number.parse().ok(), after),
        None => (None, title),
    }
}
