//! Adds to a statement its subject: the round, the spec and the evidence.

use crate::app::facts::Facts;
use crate::app::screens::review::{Review, Shown};
use crate::model::event::{Body, Statement};
use crate::model::index::CriterionIndex;
use crate::model::statement;

impl Review {
    /// Returns a statement with the round and the spec it is about; a verdict also gets its
    /// evidence.
    pub(in crate::app) fn with_context(
        &self,
        facts: &Facts,
        mut said: Statement,
        criterion: Option<CriterionIndex>,
    ) -> Statement {
        let listing = self.listing.as_ref().filter(|_| self.shown == Shown::Whole);
        let tree = listing.and_then(|listing| listing.tree);
        let tree = tree.or_else(|| self.trace(facts).and_then(|trace| trace.tree));
        let evidence = match (&said.body, criterion) {
            (Body::Verdict { .. }, Some(criterion)) => self.evidence(facts, criterion),
            _ => Vec::new(),
        };
        said.subject = self
            .increment(facts)
            .map(|increment| statement::subject(increment, tree, evidence));
        said.spec = criterion.and_then(|criterion| facts.spec_ref(criterion));
        said
    }
}
