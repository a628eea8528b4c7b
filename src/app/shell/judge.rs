//! Gives verdicts by key, and takes them back.

use crate::app::msg::Effect;
use crate::app::overlays::menu::Contested;
use crate::app::undo::Undo;
use crate::app::{Message, Model, Screen};
use crate::model::spec::CriterionKey;
use crate::model::statement;
use crate::model::text::Untrusted;
use crate::model::verdict::Verdict;

impl Model {
    /// Takes the user's verdict on the chosen criterion back.
    pub(in crate::app) fn take_verdict_back(&mut self, effects: &mut Vec<Effect>) {
        let Some(key) = self
            .facts
            .chosen
            .and_then(|chosen| self.facts.engagement.key(chosen))
            .cloned()
        else {
            return;
        };
        self.give_verdict(key, None, Untrusted::default(), false, effects);
    }

    /// Gives a verdict that differs from another reviewer's, after the user chose what happens to
    /// the other one.
    pub(in crate::app) fn give_contested(&mut self, on: Contested, effects: &mut Vec<Effect>) {
        let words = on
            .draft
            .as_ref()
            .and_then(|id| self.drafts.remove(id))
            .map(|draft| draft.text);
        self.give_verdict(
            on.criterion,
            Some(on.verdict),
            words.unwrap_or_default(),
            on.for_all,
            effects,
        );
        effects.extend(on.draft.map(Effect::DropDraft));
    }

    /// Gives a verdict on a criterion, or with `None` takes the user's own back. `for_all` also
    /// replaces the verdicts of others.
    pub(in crate::app) fn give_verdict(
        &mut self,
        key: CriterionKey,
        verdict: Option<Verdict>,
        words: Untrusted,
        for_all: bool,
        effects: &mut Vec<Effect>,
    ) {
        let criterion = self.facts.engagement.criterion_of(&key);
        self.undo.push(Undo::Verdict {
            before: self.facts.my_verdicts(&key),
            criterion: key.clone(),
        });
        let said = verdict.map_or("your verdict was withdrawn", Verdict::words);
        self.message = Some(Message::info(format!("{}: {said}", key.id)));
        let me = self.facts.engagement.me.clone();
        let said = statement::verdict(
            &self.facts.record,
            &me,
            key.clone(),
            verdict,
            words,
            for_all,
        );
        // On the walk through lapsed verdicts, what is judged is on that screen.
        let walked = (self.screens.active == Screen::Lapses)
            .then(|| self.screens.lapses.walked(&key))
            .flatten();
        let said = match walked {
            Some(walked) => self
                .facts
                .on_ground_now(said, &key, &walked.given, &walked.lapse),
            None => self
                .screens
                .review
                .with_context(&self.facts, said, criterion),
        };
        effects.push(Effect::Record(Box::new(said)));
    }
}
