//! Looks up the user's own statements, and makes new ones.

use crate::app::facts::Facts;
use crate::app::msg::Effect;
use crate::model::amendment::{Amendment, TextChange};
use crate::model::event::{Body, Statement};
use crate::model::id::{Digest, EventId, IncrementId, ObjectId};
use crate::model::index::{CriterionIndex, IncrementIndex};
use crate::model::record::Given;
use crate::model::spec::CriterionKey;
use crate::model::statement;
use crate::model::verdict::Verdict;

impl Facts {
    /// Records a decision on an amendment. Returns the change and the user's earlier decisions on
    /// it, for undo.
    pub(in crate::app) fn decide(
        &self,
        amendment: &Amendment,
        agreed: bool,
        effects: &mut Vec<Effect>,
    ) -> (TextChange, Vec<EventId>) {
        let before = self.my_decisions(&amendment.change);
        let body = Body::Amendment {
            criterion: amendment.criterion.clone(),
            change: amendment.change,
            agreed,
            text: amendment.after.clone(),
        };
        effects.push(Effect::Record(Box::new(statement::say(
            &self.record,
            &self.engagement.me,
            body,
        ))));
        (amendment.change, before)
    }

    pub(in crate::app) fn my_decisions(&self, change: &TextChange) -> Vec<EventId> {
        self.mine(
            self.record
                .amendments
                .get(change)
                .map_or(&[][..], Vec::as_slice),
        )
    }

    pub(in crate::app) fn mine<T>(&self, given: &[Given<T>]) -> Vec<EventId> {
        given
            .iter()
            .filter(|given| given.by == self.engagement.me)
            .map(|given| given.id)
            .collect()
    }

    pub(in crate::app) fn retract(
        &self,
        mine: Vec<EventId>,
        before: &[EventId],
        effects: &mut Vec<Effect>,
    ) {
        for of in mine.into_iter().filter(|given| !before.contains(given)) {
            let said = statement::say(&self.record, &self.engagement.me, Body::Retract { of });
            effects.push(Effect::Record(Box::new(said)));
        }
    }

    /// Returns the user's events that stand on a criterion, including one that took a verdict back.
    pub(in crate::app) fn my_verdicts(&self, key: &CriterionKey) -> Vec<EventId> {
        let given = self.record.verdicts.get(key).into_iter().flatten();
        given
            .filter(|given| given.by == self.engagement.me)
            .map(|given| given.id)
            .collect()
    }

    /// Returns the user's decisions that stand on an increment.
    pub(in crate::app) fn my_outcomes(&self, increment: &IncrementId) -> Vec<EventId> {
        let given = self
            .record
            .outcomes_of(increment)
            .map(|decision| &decision.given);
        given
            .filter(|given| given.by == self.engagement.me)
            .map(|given| given.id)
            .collect()
    }

    /// Returns the effect that records a statement; a statement on a private note stays on this
    /// machine, as the note does.
    pub(in crate::app) fn saying(&self, said: Statement) -> Effect {
        let of = match &said.body {
            Body::Edit { of, .. } | Body::Retract { of } => Some(*of),
            Body::Reply { thread, .. }
            | Body::Claim { thread, .. }
            | Body::Verify { thread, .. } => Some(*thread),
            _ => None,
        };
        if of.is_some_and(|of| self.record.is_private(of)) {
            Effect::RecordPrivately(Box::new(said))
        } else {
            Effect::Record(Box::new(said))
        }
    }

    /// Returns the user's verdict on a criterion, if it stands.
    pub fn my_verdict(&self, criterion: CriterionIndex) -> Option<Verdict> {
        let key = self.engagement.key(criterion)?;
        let mine = self
            .record
            .verdicts_on(key)
            .filter(|given| given.by == self.engagement.me)
            .last();
        mine.and_then(|given| given.value.verdict)
    }

    /// Tells whether the user marked content as viewed.
    pub fn is_viewed(&self, content: &Digest) -> bool {
        self.record.has_viewed(&self.engagement.me, content)
    }

    /// Returns the increment of the last verdict on a criterion; else the newest increment that
    /// bears on it.
    pub(in crate::app) fn judged_in(&self, criterion: CriterionIndex) -> Option<IncrementIndex> {
        let last = self
            .record
            .verdicts_on(self.engagement.key(criterion)?)
            .last();
        let judged = last.and_then(|given| given.increment());
        let newest = || {
            self.engagement
                .increments
                .indexes()
                .rfind(|at| self.bears_on(*at, criterion))
        };
        judged
            .and_then(|id| self.engagement.increment_of(id))
            .or_else(newest)
    }

    /// Retracts the user's definitions of increments, so that what was defined before holds again.
    pub(in crate::app) fn undefine(&self, defined: Vec<IncrementId>, effects: &mut Vec<Effect>) {
        let me = &self.engagement.me;
        // In reverse, so that the increment that existed before, which comes first, is restored
        // after its parts.
        for id in defined.into_iter().rev() {
            if let Some(mine) = self
                .record
                .increments
                .get(&id)
                .filter(|given| given.by == *me)
            {
                let said = statement::say(&self.record, me, Body::Retract { of: mine.id });
                effects.push(Effect::Record(Box::new(said)));
            }
        }
    }

    /// Returns a free increment id: `like` with a number, else the commit's.
    pub(in crate::app) fn new_id(
        &self,
        like: &IncrementId,
        commit: ObjectId,
    ) -> Option<IncrementId> {
        let is_free = |id: &IncrementId| {
            self.engagement.increment_of(id).is_none() && !self.record.increments.contains_key(id)
        };
        let like = (2..1000).map(|number| format!("{like}-{number}").parse::<IncrementId>());
        let own = std::iter::once(commit.to_string().parse::<IncrementId>());
        like.chain(own).flatten().find(is_free)
    }
}
