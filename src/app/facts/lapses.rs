//! Explains in words why a verdict lapsed.

use crate::app::facts::Facts;
use crate::model::id::IncrementId;
use crate::model::lapse::{Lapse, Reason};
use crate::model::record::{Given, Judgement};
use crate::model::spec::{CriterionKey, LineRange};
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
        Some(format!("check again: {why}; the same key affirms it"))
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
