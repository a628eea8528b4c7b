//! Shows and renews verdicts that lapsed.
//!
//! A reviewer goes through increments in order while later ones already exist. A verdict given on
//! one of them holds as of that increment, even where a later one changed the lines under it: the
//! screen names that increment and the lines, and the same key pressed again affirms the verdict
//! with that change.

use crate::app::facts::lapses::place;
use crate::app::msg::Effect;
use crate::app::undo::Undo;
use crate::app::{Message, Model, Screen};
use crate::model::id::IncrementId;
use crate::model::lapse::Reason;
use crate::model::record::{Given, Judgement};
use crate::model::spec::CriterionKey;
use crate::model::text::Untrusted;
use crate::model::verdict::Verdict;
use crate::safe;

impl Model {
    /// Returns the increment on the review screen, while that screen is shown.
    fn increment_here(&self) -> Option<&IncrementId> {
        let shown = self
            .increment()
            .filter(|_| self.screens.active == Screen::Review)?;
        Some(&shown.id)
    }

    /// Affirms the user's verdict with the changes of later increments, if the user gave the same
    /// one on the increment shown and it was overtaken. Returns whether it did.
    pub(in crate::app) fn affirm_with_later_changes(
        &mut self,
        key: &CriterionKey,
        verdict: Verdict,
        effects: &mut Vec<Effect>,
    ) -> bool {
        let overtaken = self
            .increment_here()
            .and_then(|here| self.facts.overtaken_after(key, here));
        let Some((given, lapse)) = overtaken else {
            return false;
        };
        if given.by != self.facts.engagement.me || given.value.verdict != Some(verdict) {
            return false;
        }
        let (given, lapse) = (given.clone(), lapse.clone());
        let said = self.facts.affirming(key, &given, &lapse);
        self.undo.push(Undo::Verdict {
            before: self.facts.my_verdicts(key),
            criterion: key.clone(),
        });
        let mut words = format!("{}: {}", key.id, verdict.words());
        if let Reason::Changed { by, path, lines } = &lapse.reason {
            let who = by
                .as_ref()
                .map_or("a later change".to_owned(), ToString::to_string);
            let place = place(&safe::path(path).into_string(), lines);
            words.push_str(&format!(", also with {place} as {who} left it"));
        }
        self.message = Some(Message::info(words));
        effects.push(Effect::Record(Box::new(said)));
        true
    }

    /// Tells whether the user already gave this verdict on a later increment and it holds, and
    /// tells the user so: giving it again here would replace what was judged there.
    pub(in crate::app) fn holds_already(&mut self, key: &CriterionKey, verdict: Verdict) -> bool {
        let index = |given: &Given<Judgement>| {
            let id = given.increment()?;
            self.facts.engagement.increment_of(id)
        };
        let holds = self.facts.record.verdicts_on(key).find(|given| {
            given.by == self.facts.engagement.me
                && given.value.verdict == Some(verdict)
                && !self.facts.record.stale.contains_key(&given.id)
        });
        let later = holds
            .and_then(index)
            .filter(|at| *at > self.screens.review.increment);
        let Some(later) = later.and_then(|at| self.facts.engagement.increments.get(at)) else {
            return false;
        };
        let title = safe::inline(&later.title).into_string();
        let words = format!("{}: {} already, as of {title}", key.id, verdict.words());
        self.message = Some(Message::info(words));
        true
    }

    /// Tells the user when a verdict is overtaken by a later increment and has to be given there
    /// too; without a message it would look as if the key had done nothing.
    pub(in crate::app) fn say_when_overtaken(&mut self, criterion: &CriterionKey) {
        if let Some(hint) = self.facts.lapse_hint(criterion, self.increment_here()) {
            self.message = Some(Message::info(format!("{}: {hint}", criterion.id)));
        }
    }

    /// Gives a verdict without a comment; asks first when it contradicts another reviewer's.
    pub(in crate::app) fn judge(&mut self, verdict: Verdict, effects: &mut Vec<Effect>) {
        let Some(key) = self
            .facts
            .chosen
            .and_then(|chosen| self.facts.engagement.key(chosen))
            .cloned()
        else {
            return;
        };
        if let Some(menu) = self.facts.dispute_menu(&key, verdict, None) {
            self.overlay = Some(crate::app::overlays::Overlay::Menu(menu));
        } else if !self.affirm_with_later_changes(&key, verdict, effects)
            && !self.holds_already(&key, verdict)
        {
            self.give_verdict(key, Some(verdict), Untrusted::default(), false, effects);
        }
    }
}
