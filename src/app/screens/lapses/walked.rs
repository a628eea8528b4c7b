//! A lapsed verdict of the walk, and what became of it.

use crate::app::facts::Facts;
use crate::app::msg::Effect;
use crate::model::id::EventId;
use crate::model::lapse::Lapse;
use crate::model::record::{Given, Judgement};
use crate::model::spec::CriterionKey;
use crate::model::verdict::Verdict;

/// A lapsed verdict of the walk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Walked {
    /// The criterion.
    pub criterion: CriterionKey,
    /// The user's verdict.
    pub given: Given<Judgement>,
    /// Why it lapsed.
    pub lapse: Lapse,
    /// What became of it; `None` while it is still to be checked.
    pub answer: Option<Answer>,
    /// Whether what it rested on was shown to its end.
    pub is_seen: bool,
}

/// What became of a lapsed verdict.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// The user affirmed it.
    Stands,
    /// Another verdict stands in its place, or none.
    Otherwise,
    /// It holds again, since what it rested on is again what was judged.
    HoldsAgain,
}

impl Walked {
    pub(super) fn new(criterion: &CriterionKey, given: &Given<Judgement>, lapse: &Lapse) -> Self {
        Self {
            criterion: criterion.clone(),
            given: given.clone(),
            lapse: lapse.clone(),
            answer: None,
            is_seen: false,
        }
    }

    /// Affirms the verdict; returns what undo needs, and the effect.
    pub(super) fn affirm(&mut self, facts: &Facts) -> ((CriterionKey, Vec<EventId>), Effect) {
        self.answer = Some(Answer::Stands);
        let before = facts.my_verdicts(&self.criterion);
        let said = facts.affirming(&self.criterion, &self.given, &self.lapse);
        let effect = Effect::Record(Box::new(said));
        ((self.criterion.clone(), before), effect)
    }

    /// Finds out from the record what became of the verdict.
    pub(super) fn follow(&mut self, facts: &Facts) {
        let record = &facts.record;
        let mut given = record.verdicts_on(&self.criterion);
        if given.any(|given| given.id == self.given.id) {
            let lapse = record.stale.get(&self.given.id);
            if let Some(lapse) = lapse {
                self.lapse = lapse.clone();
            }
            self.answer = lapse.is_none().then_some(Answer::HoldsAgain);
            return;
        }
        let mine = record
            .verdicts_on(&self.criterion)
            .filter(|given| given.by == facts.engagement.me);
        let same = mine
            .last()
            .is_some_and(|mine| mine.value.verdict == self.given.value.verdict);
        self.answer = Some(if same {
            Answer::Stands
        } else {
            Answer::Otherwise
        });
    }

    /// Returns the words of the verdict: `met`.
    pub(super) fn verdict_words(&self) -> &'static str {
        self.given.value.verdict.map_or("judged", Verdict::words)
    }

    /// Says what became of the verdict; empty while it is still to be checked.
    pub(super) fn answer_words(&self, facts: &Facts) -> String {
        let id = &self.criterion.id;
        match self.answer {
            None => String::new(),
            Some(Answer::Stands) => format!("{id}: you affirmed it, {}", self.verdict_words()),
            Some(Answer::Otherwise) => format!(
                "{id}: now {}",
                facts.record.state_of(&self.criterion).words()
            ),
            Some(Answer::HoldsAgain) => format!(
                "{id}: it holds again, as you judged it on {}",
                self.given.at.day(facts.now)
            ),
        }
    }
}
