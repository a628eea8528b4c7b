//! Explains in words why a verdict lapsed, and makes the statement that affirms it.

use std::sync::Arc;

use crate::app::facts::Facts;
use crate::app::input::keymap::Action;
use crate::model::event::Statement;
use crate::model::id::IncrementId;
use crate::model::index::CriterionIndex;
use crate::model::lapse::{Lapse, Reason};
use crate::model::record::{Given, Judgement, SpecRef};
use crate::model::spec::{CriterionKey, LineRange};
use crate::model::statement;
use crate::model::verdict::{CriterionState, Verdict};
use crate::safe;

impl Facts {
    /// Returns the reason of a lapse, to stand after a verdict or criterion: "refunds changed
    /// src/refund.rs:61-70 since".
    pub fn lapse_words(&self, lapse: &Lapse) -> String {
        match &lapse.reason {
            Reason::Reworded => "the criterion's text changed since".to_owned(),
            Reason::Redelivered => "the increment was delivered again since".to_owned(),
            Reason::Changed { by, path, lines } => {
                let who = by
                    .as_ref()
                    .map_or("a later change".to_owned(), ToString::to_string);
                format!(
                    "{who} changed {} since",
                    place(&safe::path(path).into_string(), lines)
                )
            }
        }
    }

    /// Returns the last verdict on a criterion that holds only as of an increment, because a later
    /// increment changed the lines under it; with that lapse.
    pub(in crate::app) fn overtaken_after(
        &self,
        key: &CriterionKey,
        increment: &IncrementId,
    ) -> Option<(&Given<Judgement>, &Lapse)> {
        let given = self.record.overtaken_by_later(key, increment).last()?;
        Some((given, self.record.stale.get(&given.id)?))
    }

    /// Returns why the verdicts on a criterion lapsed and which key renews them; `None` unless the
    /// criterion is stale. `here` is the increment under review, where the screen shows one.
    pub(in crate::app) fn lapse_hint(
        &self,
        key: &CriterionKey,
        here: Option<&IncrementId>,
    ) -> Option<String> {
        if self.record.state_of(key) != CriterionState::Stale {
            return None;
        }
        if let Some((given, lapse)) = here.and_then(|here| self.overtaken_after(key, here)) {
            let verdict = given.value.verdict.map_or("judged", Verdict::words);
            let why = self.lapse_words(lapse);
            return Some(format!(
                "{verdict} as of this increment; {why}: check there, or the same key affirms with it"
            ));
        }
        let lapses = self
            .record
            .verdicts_on(key)
            .filter_map(|given| self.record.stale.get(&given.id));
        let why = self.lapse_words(lapses.last()?);
        let words = format!("check again: {why}; the same key affirms it");
        let mine = self
            .record
            .verdicts_on(key)
            .any(|given| given.by == self.engagement.me);
        let walk: &[_] = if mine {
            &[(Action::CheckAgain, "shows then and now")]
        } else {
            &[]
        };
        Some(self.with_keys(words, walk))
    }

    /// Tells that a verdict lapsed for a while and holds again by itself; `None` where it did not.
    pub(in crate::app) fn restored_words(&self, given: &Given<Judgement>) -> Option<String> {
        let who = if given.by == self.engagement.me {
            "you".to_owned()
        } else {
            self.name_of(&given.by)
        };
        let is_restored = self.record.restored.contains(&given.id);
        is_restored.then(|| {
            let day = given.at.day(self.now);
            format!("as {who} judged it on {day}: what it rests on changed since, and changed back")
        })
    }

    /// Lists the criteria in scope whose verdicts all lapsed and that the user judged: each with the
    /// user's last verdict and its lapse, in the order of the specs.
    pub fn my_lapsed(&self) -> impl Iterator<Item = (&CriterionKey, &Given<Judgement>, &Lapse)> {
        let criteria = self.engagement.criteria_in(self.scope);
        let keys = criteria.filter_map(|criterion| self.engagement.key(criterion));
        let stale = keys.filter(|key| self.record.state_of(key) == CriterionState::Stale);
        stale.filter_map(|key| {
            let mine = self
                .record
                .verdicts_on(key)
                .filter(|given| given.by == self.engagement.me);
            let given = mine.last()?;
            Some((key, given, self.record.stale.get(&given.id)?))
        })
    }

    /// Returns the statement that affirms a lapsed verdict, with its comment, on what is there now.
    pub(in crate::app) fn affirming(
        &self,
        key: &CriterionKey,
        given: &Given<Judgement>,
        lapse: &Lapse,
    ) -> Statement {
        let said = statement::verdict(
            &self.record,
            &self.engagement.me,
            key.clone(),
            given.value.verdict,
            given.value.comment.clone(),
            false,
        );
        self.on_ground_now(said, key, given, lapse)
    }

    /// Adds to a statement about a lapsed verdict the round, the spec and the evidence as they are
    /// now. A verdict whose lines changed rests on the newest increment from then on, any other on
    /// its own.
    pub(in crate::app) fn on_ground_now(
        &self,
        mut said: Statement,
        key: &CriterionKey,
        given: &Given<Judgement>,
        lapse: &Lapse,
    ) -> Statement {
        let increments = &self.engagement.increments;
        let newest = || increments.last();
        let own = given
            .increment()
            .and_then(|id| self.engagement.increment_of(id))
            .and_then(|at| increments.get(at));
        let on = match lapse.reason {
            Reason::Changed { .. } => newest(),
            Reason::Reworded | Reason::Redelivered => own.or_else(newest),
        };
        said.subject = on.map(|on| statement::subject(on, None, lapse.now.clone()));
        said.spec = self
            .engagement
            .criterion_of(key)
            .and_then(|criterion| self.spec_ref(criterion));
        said
    }

    /// Returns the reference to a criterion and its spec as they are now.
    pub(in crate::app) fn spec_ref(&self, criterion: CriterionIndex) -> Option<Arc<SpecRef>> {
        let found = self.engagement.criteria().get(criterion)?;
        let spec = self.engagement.specs.get(found.spec)?;
        Some(statement::spec_ref(spec, spec.criteria.get(found.index)))
    }
}

/// Returns `src/refund.rs:61-70`, or with several ranges `src/refund.rs:61-70, 80`.
pub(in crate::app) fn place(path: &str, lines: &[LineRange]) -> String {
    /// The number of ranges shown; the rest are counted.
    const SHOWN: usize = 3;
    let range = |lines: &LineRange| match lines.first == lines.last {
        true => lines.first.to_string(),
        false => format!("{}-{}", lines.first, lines.last),
    };
    let shown: Vec<String> = lines.iter().take(SHOWN).map(range).collect();
    match (shown.is_empty(), lines.len().saturating_sub(SHOWN)) {
        (true, _) => path.to_owned(),
        (false, 0) => format!("{path}:{}", shown.join(", ")),
        (false, more) => format!("{path}:{} and {more} more", shown.join(", ")),
    }
}
