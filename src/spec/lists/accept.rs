//! Decides by the id before a text, and records texts that are left out.
//!
//! Owns the rule that ids count more than words. Knows nothing of the blocks around the texts.

use std::ops::Range;

use crate::spec::markdown::modal;
use crate::spec::markdown::steps::{self, Step};
use crate::spec::markdown::words::Class;
use crate::spec::markdown::written::{Shape, Written};

use super::pass::{ListPass, counts};

impl ListPass<'_> {
    /// Returns the id that a text begins with. `boxed` says that the text follows a box, or is a
    /// line with a number.
    pub(super) fn written<'t>(
        &self,
        text: &'t str,
        class: Class,
        boxed: bool,
    ) -> Option<Written<'t>> {
        let known = self.families.id_of(text, boxed);
        let is_of_criteria = matches!(class, Class::Criteria | Class::Throughout);
        known.or_else(|| self.families.lone(text).filter(|_| is_of_criteria))
    }

    /// Returns whether a text with this id is a criterion because of the id alone.
    pub(super) fn is_accepted(&self, found: &Written<'_>, class: Class) -> bool {
        let is_of_criteria = matches!(class, Class::Criteria | Class::Throughout);
        match found.shape {
            Shape::Criterion => counts(class) || class == Class::Aside,
            Shape::Other if self.families.is_own(&found.id) => {
                counts(class) || class == Class::Aside
            }
            Shape::Other => {
                is_of_criteria
                    || (self.lenient && counts(class))
                    || self.is_lone_story(found.rest, class)
            }
            Shape::Dotted => is_of_criteria || (counts(class) && modal::obliges(found.rest)),
            Shape::Task | Shape::Number => false,
        }
    }

    /// Records that a span is not a criterion, with the reason.
    pub(super) fn leave_out(&mut self, span: &Range<usize>, why: &'static str) {
        self.draft.leave_out(self.source.lines(span), why);
    }

    /// Leaves out a text that looks like a criterion, if its heading says that there are none.
    pub(super) fn leave_out_by_class(&mut self, text: &str, class: Class, span: &Range<usize>) {
        if counts(class) {
            return;
        }
        let is_scenario = || steps::step(text) == Some(Step::Given) && steps::has_then(text);
        if self.families.names_something(text) || modal::says_must(text) || is_scenario() {
            self.leave_out_as(class, span);
        }
    }

    /// Leaves out a span that certainly looks like a criterion, if its heading says that there are
    /// none.
    pub(super) fn leave_out_as(&mut self, class: Class, span: &Range<usize>) {
        if let Some(why) = class.why_left_out() {
            self.leave_out(span, why);
        }
    }
}
