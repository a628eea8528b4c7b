//! Reads criteria in code outside lists: scenarios in Gherkin, and lists of criteria in YAML and in
//! front matter.
//!
//! Owns which code is read. Knows nothing of YAML's syntax.

use std::ops::Range;

use crate::model::spec::CriterionKind;
use crate::spec::ids::Name;
use crate::spec::markdown::body::unindent;
use crate::spec::markdown::heading::{Heading, Object};
use crate::spec::markdown::outline::{Block, Language};
use crate::spec::markdown::steps::{self, Step};
use crate::spec::markdown::words::Class;
use crate::spec::markdown::written::Shape;

use super::pass::{ListPass, counts};
use super::reading_reason::ReadingReason;
use super::{reasons, yaml};

impl ListPass<'_> {
    /// Reads code that holds criteria; skips any other.
    pub(super) fn code(&mut self, block: &Block, language: Language) {
        let class = self.scopes.class();
        if self.is_among_tasks() || !counts(class) {
            return;
        }
        if matches!(class, Class::Criteria | Class::Throughout) && self.is_indented_list(block) {
            return self.leave_out(&block.span, reasons::INDENTED);
        }
        let span = self.inside(&block.span);
        match language {
            Language::Gherkin if self.holds_scenarios(class) => self.gherkin(span),
            Language::Unsaid
                if class == Class::Criteria && begins_with_a_step(self.text_at(&span)) =>
            {
                self.gherkin(span);
            }
            Language::Yaml | Language::Unsaid if self.object(&block.span, &span, class) => {}
            Language::Yaml | Language::FrontMatter => self.yaml(&span),
            _ => {}
        }
    }

    /// Returns whether a block is code only because of its indentation, and begins like a list.
    fn is_indented_list(&self, block: &Block) -> bool {
        let text = self.text_at(&block.span).trim_start();
        let after_number = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_numbered = after_number.len() < text.len() && after_number.starts_with([')', '.']);
        let rest = if is_numbered { after_number } else { text };
        let is_item = is_numbered || rest.starts_with(['-', '*', '+']);
        is_item && rest.get(1..).is_some_and(|rest| rest.starts_with(' '))
    }

    /// Returns whether scenarios in code are criteria here; elsewhere they are examples of the
    /// language.
    fn holds_scenarios(&self, class: Class) -> bool {
        matches!(class, Class::Criteria | Class::Throughout)
            || self.scopes.is_in_object()
            || self.scopes.is_numbered()
            || self.lenient
    }

    /// Returns the bytes of the code between its fences.
    fn inside(&self, span: &Range<usize>) -> Range<usize> {
        let text = self.text_at(span);
        let first = text.find('\n').map_or(text.len(), |at| at + 1);
        let body = text.trim_end();
        let last = body.rfind('\n').map_or(0, |at| at + 1);
        let is_fence = |line: &str| {
            let line = line.trim();
            line.len() >= 3
                && line
                    .bytes()
                    .all(|byte| matches!(byte, b'`' | b'~' | b'-' | b'.'))
        };
        let end = if body.get(last..).is_some_and(is_fence) {
            last
        } else {
            text.len()
        };
        span.start + first..span.start + end.max(first)
    }

    fn gherkin(&mut self, span: Range<usize>) {
        for scenario in self.scenarios(span) {
            let own = self.text_at(&scenario.span);
            let title = own.lines().next().unwrap_or_default().trim();
            let heading = Heading::new(title, &self.families);
            let in_title = self
                .families
                .id_of(heading.title, false)
                .map(|found| found.id);
            let id = scenario
                .tag
                .or(heading.id)
                .or(in_title.filter(|_| scenario.is_titled));
            let name = id.map_or_else(|| self.scopes.name(None, None), Name::Written);
            let indent = own.len() - own.trim_start().len();
            let text = unindent(&format!("\n{own}"), indent);
            let span = scenario.span.clone();
            self.add_criterion(name, text, span, ReadingReason::Scenario);
        }
    }

    /// Takes code that is one requirement with its id and its text; returns whether it is. It is
    /// left out as a possible example unless a heading says that criteria are listed.
    fn object(&mut self, block: &Range<usize>, span: &Range<usize>, class: Class) -> bool {
        let Some(entry) = yaml::object(self.text_at(span)) else {
            return false;
        };
        let Some(id) = entry.id.filter(|id| self.is_whole_id(id)) else {
            return false;
        };
        if matches!(class, Class::Criteria | Class::Throughout) {
            let kind = CriterionKind::Criterion;
            let at = span.start..block.end;
            self.add(
                Name::Written(id),
                kind,
                entry.text,
                entry.claim,
                at,
                Vec::new(),
                ReadingReason::Data,
            );
        } else {
            self.leave_out(block, reasons::OBJECT);
        }
        true
    }

    /// Returns whether a text is an id with letters, and nothing else.
    fn is_whole_id(&self, text: &str) -> bool {
        let text = format!("{text}:");
        let found = self
            .families
            .id_of(&text, false)
            .or_else(|| self.families.lone(&text));
        found.is_some_and(|found| {
            found.rest.is_empty() && matches!(found.shape, Shape::Criterion | Shape::Other)
        })
    }

    fn yaml(&mut self, span: &Range<usize>) {
        for entry in yaml::criteria(self.text_at(span)) {
            let name = entry
                .id
                .map_or_else(|| self.scopes.name(None, None), Name::Written);
            let at = span.start + entry.span.start..span.start + entry.span.end;
            self.add(
                name,
                CriterionKind::Criterion,
                entry.text,
                entry.claim,
                at,
                Vec::new(),
                ReadingReason::Data,
            );
        }
    }
}

/// Returns whether a text begins like a scenario.
fn begins_with_a_step(text: &str) -> bool {
    let first = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .unwrap_or_default();
    let heading = Heading::new(first, &Default::default());
    matches!(steps::step(first), Some(Step::Given | Step::When))
        || heading.object == Some(Object::Scenario)
        || first.starts_with("Feature:")
        || first.starts_with('@')
}
