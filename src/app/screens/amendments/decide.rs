//! Agrees to or refuses one amendment.
//!
//! Both are statements in the record; once they are there, everything is read again.

use crate::app::facts::Facts;
use crate::app::input::keymap::Action;
use crate::app::screens::amendments::Amendments;
use crate::app::screens::ask::Ask;
use crate::app::undo::Undo;
use crate::model::amendment::{AmendmentKind, AmendmentState};

impl Amendments {
    /// Agrees to or refuses the chosen amendment, and says what follows from it.
    pub(super) fn decide(&self, facts: &Facts, agreed: bool) -> Vec<Ask> {
        let Some(amendment) = self.chosen(facts) else {
            return vec![Ask::info("there is no change of the spec to decide on")];
        };
        let id = &amendment.criterion.id;
        let mine = |state: &AmendmentState| matches!(state, AmendmentState::Refused { by } if *by == facts.engagement.me);
        if !agreed && mine(&amendment.state) {
            return vec![Ask::info(format!("{id}: you already refused this"))];
        }
        let mut effects = Vec::new();
        let undone = facts.decide(amendment, agreed, &mut effects);
        let words = match (agreed, amendment.kind) {
            (true, AmendmentKind::Added) => "agreed; it is now a criterion",
            (true, AmendmentKind::Removed) => "removal agreed; it is now a former criterion",
            (true, AmendmentKind::Reworded) => "change agreed; verdicts on the old text lapse",
            (false, AmendmentKind::Added) => "refused; it stays listed, marked as not agreed",
            (false, AmendmentKind::Removed) => "removal refused; it is still to be judged",
            (false, AmendmentKind::Reworded) => "change refused; the agreed text is judged",
        };
        let mut asks: Vec<Ask> = effects.into_iter().map(Ask::Do).collect();
        asks.push(Ask::Undo(Undo::Amendments(vec![undone])));
        asks.push(Ask::info(facts.with_keys(
            format!("{id}: {words}"),
            &[(Action::Undo, "undoes it")],
        )));
        asks
    }
}
