//! Tracks the position of the pass in a document: open headings and labels, the class of lists
//! there, and the names of items. Knows nothing of items.

use std::ops::Range;
use std::sync::Arc;

use crate::model::text::Untrusted;
use crate::spec::draft::{self, MAX_LABEL_CHARS, clip};
use crate::spec::ids::{FALLBACK_STEM, Name, initials};
use crate::spec::markdown::heading::{Heading, Number, Object};
use crate::spec::markdown::modal;
use crate::spec::markdown::outline::Block;
use crate::spec::markdown::words::{self, Class, Told};
use crate::spec::markdown::written::Families;
use crate::spec::place::ListRole;

use super::pass::counts;

/// An open heading, a label in bold, or a list item that only names the items under it.
pub(super) struct OpenHeading {
    /// The level, 1 to 6 for headings.
    pub(super) level: u8,
    /// The text as shown.
    pub(super) label: String,
    /// The class of lists right under it.
    pub(super) class: Class,
    /// Whether it names acceptance criteria and nothing vaguer.
    names_acceptance: bool,
    /// Whether it states an obligation itself, so that the text below it is details.
    states: bool,
    /// Whether it is over references to requirements rather than requirements.
    refers: bool,
    /// The number with which the numbers of its items are composed.
    pub(super) number: Option<Number>,
    /// The letters for the names of items without a number above them.
    stem: String,
    /// The id it is written with, if any.
    pub(super) id: Option<String>,
    /// The kind of single thing that it is, if it is one.
    pub(super) object: Option<Object>,
    /// The requirement it is, as long as no criterion was found under it.
    pub(super) requirement: Option<PendingHeading>,
    /// Its statement before its first criterion, if criteria detail it.
    pub(super) statement: Option<OwnStatement>,
}

/// The statement of a requirement or a story.
pub(super) struct OwnStatement {
    /// The heading as shown.
    pub(super) label: String,
    /// The heading's bytes.
    pub(super) heading: Range<usize>,
    /// The bytes after the heading; the end is unknown until something else begins.
    pub(super) body: Range<usize>,
    /// Its index in the draft's requirements, once it is one.
    pub(super) index: Option<u32>,
}

impl OwnStatement {
    /// Creates the statement of a scope that opens at a heading's bytes; `None` when criteria do
    /// not detail it.
    pub(super) fn new(scope: &OpenHeading, heading: &Range<usize>) -> Option<Self> {
        let states = scope.object == Some(Object::Requirement)
            || (scope.object.is_none() && scope.number.is_some() && scope.class != Class::Tasks);
        let body = heading.end..usize::MAX;
        states.then(|| Self {
            label: scope.label.clone(),
            heading: heading.clone(),
            body,
            index: None,
        })
    }
}

/// A heading that is a criterion if none is found under it.
pub(super) struct PendingHeading {
    /// The index of the heading's block.
    pub(super) block: usize,
    /// The number of criteria found before it.
    pub(super) found_before: usize,
    /// The offset at which text begins that is not part of it.
    pub(super) end: usize,
}

/// Returns whether a label begins with words, ignoring their case.
fn begins(label: &str, words: &str) -> bool {
    label
        .get(..words.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(words))
}

impl OpenHeading {
    /// Creates a scope within one whose lists are of class `outer`.
    pub(super) fn new(
        text: &str,
        level: u8,
        outer: Class,
        role: ListRole,
        families: &Families,
    ) -> Self {
        Self::told(text, words::told(text), level, outer, role, families)
    }

    /// Creates the scope of a block.
    pub(super) fn of(
        block: &Block,
        level: u8,
        outer: Class,
        role: ListRole,
        families: &Families,
    ) -> Self {
        Self::told(&block.text, block.told(), level, outer, role, families)
    }

    fn told(
        text: &str,
        told: Told,
        level: u8,
        outer: Class,
        role: ListRole,
        families: &Families,
    ) -> Self {
        let heading = Heading::new(text, families);
        let is_own = || {
            heading
                .id
                .as_ref()
                .is_some_and(|id| families.is_own(id) && !families.is_of_story(id))
        };
        let object = heading
            .object
            .or_else(|| is_own().then_some(Object::Requirement));
        let id = heading.id;
        // The text below a numbered story details it, although stories as such are background.
        let is_story = heading
            .number
            .as_ref()
            .is_some_and(|number| is_of_story(&number.bare_stem, families));
        let class = class_within(outer, text, told, object, role);
        Self {
            level,
            label: clip(text.trim().trim_end_matches([':', '：']), MAX_LABEL_CHARS)
                .replace('\n', " "),
            // Independent of its title, since a story may be about change logs.
            class: if is_story && !outer.is_never() && !counts(class) {
                Class::Neutral
            } else {
                class
            },
            names_acceptance: class == Class::Criteria && told.names_acceptance(),
            states: id.is_some() && modal::says_must(heading.title),
            refers: told.refers(),
            number: heading.number,
            id,
            stem: if object.is_some() {
                initials(heading.title)
            } else {
                initials(text)
            },
            object,
            requirement: None,
            statement: None,
        }
    }
}

/// Returns whether the stem of a heading's numbers is that of a story, an epic or a feature:
/// `US1.`, `S2.3.`
fn is_of_story(stem: &str, families: &Families) -> bool {
    let letters = stem.trim_end_matches(|c: char| !c.is_alphabetic());
    matches!(letters, "S" | "E" | "F") || families.is_of_story(letters)
}

/// Returns the class of lists under a heading, given the class above it.
fn class_within(
    outer: Class,
    text: &str,
    told: Told,
    object: Option<Object>,
    role: ListRole,
) -> Class {
    let own = match told.class() {
        // In a checklist, boxes about documents are its purpose.
        Class::Meta | Class::Record | Class::OutOfScope | Class::History
            if role == ListRole::Checklist =>
        {
            Class::Neutral
        }
        // A story's section on tests says how the work is tested.
        Class::Neutral | Class::Criteria
            if role == ListRole::Story && words::is_of_tests(text) && !told.names_acceptance() =>
        {
            Class::Record
        }
        own => own,
    };
    match (outer, own) {
        _ if outer.is_never() => outer,
        // Phases and parts of tasks are still tasks, whatever their titles.
        (Class::Tasks, Class::Aside | Class::Phase) => outer,
        // Work on requirements is still work: `Phase 1: Requirements`.
        (Class::Tasks, Class::Criteria) if !told.names_acceptance() => outer,
        // A program that keeps notes or a history has requirements for them.
        (Class::Criteria, Class::Remark | Class::History) => Class::Aside,
        // Details of one requirement are not criteria of their own.
        _ if object.is_some() => Class::Neutral,
        (_, Class::Neutral) => outer,
        // Criteria may be grouped by the order of work on them.
        (Class::Criteria | Class::Throughout, Class::Phase) => outer,
        // A program that keeps tasks has requirements for them.
        (Class::Criteria, Class::Tasks) => Class::Phase,
        _ => own,
    }
}

/// The open headings, and the labels under the innermost one.
pub(super) struct OpenHeadings {
    headings: Vec<OpenHeading>,
    /// At most two: one with a number, and one without under it.
    labels: Vec<OpenHeading>,
    /// Labels that were replaced by others, until they are settled.
    closed: Vec<OpenHeading>,
    /// The class of lists under no heading.
    document: Class,
    /// The labels of all open scopes, until one opens or closes.
    section: Option<Arc<[Untrusted]>>,
}

impl OpenHeadings {
    /// Creates the state before the first heading.
    pub(super) fn new(document: Class) -> Self {
        Self {
            headings: Vec::new(),
            labels: Vec::new(),
            closed: Vec::new(),
            document,
            section: None,
        }
    }

    /// Sets the class of lists under no heading.
    pub(super) fn set_document(&mut self, class: Class) {
        self.document = class;
    }

    /// Closes all labels.
    pub(super) fn close_labels(&mut self) {
        if !self.labels.is_empty() {
            self.section = None;
        }
        self.closed.append(&mut self.labels);
    }

    /// Returns whether a label with an id is open, which does not apply to blocks with an id of
    /// their own.
    pub(super) fn has_label_with_id(&self) -> bool {
        self.labels.iter().any(|scope| scope.id.is_some())
    }

    /// Returns whether the innermost heading is over names that change (`## RENAMED Requirements`).
    pub(super) fn is_of_renamed(&self) -> bool {
        self.headings
            .last()
            .is_some_and(|scope| begins(&scope.label, "renamed "))
    }

    /// Returns whether a heading is over requirements that no longer hold (`## REMOVED
    /// Requirements`).
    pub(super) fn is_of_removed(&self) -> bool {
        self.headings
            .iter()
            .any(|scope| begins(&scope.label, "removed requirement"))
    }

    /// Returns the requirement that the innermost heading is, as long as no criterion was found
    /// under it.
    pub(super) fn pending(&mut self) -> Option<&mut PendingHeading> {
        self.headings
            .last_mut()
            .and_then(|scope| scope.requirement.as_mut())
    }

    /// Returns the labels closed since the last call.
    pub(super) fn take_closed(&mut self) -> Vec<OpenHeading> {
        std::mem::take(&mut self.closed)
    }

    /// Closes the innermost heading if it is of this level or deeper.
    pub(super) fn close(&mut self, level: u8) -> Option<OpenHeading> {
        let closed = self.headings.pop_if(|scope| scope.level >= level);
        if closed.is_some() {
            self.section = None;
        }
        closed
    }

    /// Opens a heading under those that are open.
    pub(super) fn open(&mut self, scope: OpenHeading) {
        self.section = None;
        self.headings.push(scope);
    }

    /// Returns the class of lists here by headings alone.
    pub(super) fn heading_class(&self) -> Class {
        self.headings
            .last()
            .map_or(self.document, |scope| scope.class)
    }

    /// Returns the class of lists here.
    pub(super) fn class(&self) -> Class {
        self.labels
            .last()
            .map_or_else(|| self.heading_class(), |scope| scope.class)
    }

    /// Creates a label from a block, and closes those that it replaces.
    pub(super) fn label(
        &mut self,
        block: &Block,
        role: ListRole,
        families: &Families,
    ) -> OpenHeading {
        self.section = None;
        if self.labels.len() > 1 {
            self.closed.extend(self.labels.pop());
        }
        if self
            .labels
            .last()
            .is_some_and(|scope| scope.number.is_none())
        {
            self.close_labels();
        }
        let scope = OpenHeading::of(block, u8::MAX, self.class(), role, families);
        if scope.number.is_none() || self.labels.is_empty() {
            return scope;
        }
        self.close_labels();
        OpenHeading::of(block, u8::MAX, self.heading_class(), role, families)
    }

    /// Opens a label over the text that follows.
    pub(super) fn open_label(&mut self, scope: OpenHeading) {
        self.section = None;
        self.labels.push(scope);
    }

    /// Returns whether a heading or label here, or the document, names acceptance criteria.
    pub(super) fn names_acceptance(&self) -> bool {
        let mut scopes = self.headings.iter().chain(&self.labels);
        self.document == Class::Throughout || scopes.any(|scope| scope.names_acceptance)
    }

    /// Returns whether a heading here names acceptance criteria.
    pub(super) fn heading_names_acceptance(&self) -> bool {
        self.headings.iter().any(|scope| scope.names_acceptance)
    }

    /// Returns whether the innermost heading with an id states an obligation itself.
    pub(super) fn states(&self) -> bool {
        self.headings
            .iter()
            .rev()
            .find(|scope| scope.id.is_some())
            .is_some_and(|scope| scope.states)
    }

    /// Returns whether a heading or label here is over references to requirements.
    pub(super) fn refer(&self) -> bool {
        self.headings
            .iter()
            .chain(&self.labels)
            .any(|scope| scope.refers)
    }

    /// Ends the innermost statement at an offset, where text begins that is not part of it.
    pub(super) fn end_statement(&mut self, offset: usize) {
        if let Some(statement) = self.statement() {
            statement.body.end = statement.body.end.min(offset);
        }
    }

    /// Returns the statement of the innermost requirement or story.
    pub(super) fn statement(&mut self) -> Option<&mut OwnStatement> {
        let scopes = self
            .labels
            .iter_mut()
            .rev()
            .chain(self.headings.iter_mut().rev());
        scopes.filter_map(|scope| scope.statement.as_mut()).next()
    }

    /// Returns whether a heading or label here has a number.
    pub(super) fn is_numbered(&self) -> bool {
        self.innermost_number().is_some()
    }

    /// Returns whether a heading here is one requirement or scenario, so that lists give its
    /// details.
    pub(super) fn is_in_object(&self) -> bool {
        self.headings.iter().any(|scope| scope.object.is_some())
    }

    /// Returns whether a heading of that level is directly below a requirement's.
    pub(super) fn is_below_requirement(&self, level: u8) -> bool {
        let outer = self.headings.last();
        outer.is_some_and(|scope| {
            scope.level + 1 == level && scope.object == Some(Object::Requirement)
        })
    }

    /// Returns the section of something here: the open headings and labels, outermost first, then
    /// the `inner` ones.
    pub(super) fn section(&mut self, inner: Vec<String>) -> Arc<[Untrusted]> {
        let open = || {
            self.headings
                .iter()
                .chain(&self.labels)
                .map(|scope| scope.label.clone())
        };
        if !inner.is_empty() {
            return draft::section(open().chain(inner));
        }
        let section = self
            .section
            .take()
            .unwrap_or_else(|| draft::section(open()));
        Arc::clone(self.section.insert(section))
    }

    /// Returns the name of something here without an id of its own; `ordinal` is the number that
    /// the source gives it, `inner` a number nearer to it than any heading's.
    pub(super) fn name(&self, ordinal: Option<u64>, inner: Option<&Number>) -> Name {
        match (ordinal, inner.or_else(|| self.innermost_number())) {
            (Some(ordinal), Some(number)) => Name::Ordinal {
                stem: number.ordinal_stem.clone(),
                ordinal: ordinal.to_string(),
            },
            (None, Some(number)) => Name::Next {
                stem: number.bare_stem.clone(),
            },
            (Some(ordinal), None) => Name::Ordinal {
                stem: self.stem().to_owned(),
                ordinal: ordinal.to_string(),
            },
            (None, None) => Name::Next {
                stem: self.stem().to_owned(),
            },
        }
    }

    fn innermost_number(&self) -> Option<&Number> {
        let labels = self
            .labels
            .iter()
            .rev()
            .filter_map(|scope| scope.number.as_ref());
        labels
            .chain(
                self.headings
                    .iter()
                    .rev()
                    .filter_map(|scope| scope.number.as_ref()),
            )
            .next()
    }

    /// Returns the letters for names here. A document that consists of criteria has them numbered
    /// throughout.
    fn stem(&self) -> &str {
        match self.headings.last() {
            Some(scope) if self.document != Class::Throughout => &scope.stem,
            _ => FALLBACK_STEM,
        }
    }
}
