//! Agrees to all amendments, and pins the specs.
//!
//! Both are statements in the record; once they are there, everything is read again.

use crate::app::input::keymap::Action;
use crate::app::msg::Effect;
use crate::app::overlays::Overlay;
use crate::app::overlays::menu::{Choice, Menu, item};
use crate::app::undo::Undo;
use crate::app::{Message, Model, Screen};
use crate::model::amendment::{Amendment, TextChange};
use crate::model::event::Body;
use crate::model::id::{EventId, ObjectId};
use crate::model::statement;

impl Model {
    /// Opens the amendments screen at the chosen criterion's amendment; goes back when it is open
    /// already.
    pub(in crate::app) fn toggle_amendments(&mut self, effects: &mut Vec<Effect>) {
        let at = self.facts.chosen.and_then(|chosen| {
            let key = self.facts.engagement.key(chosen)?;
            self.facts
                .engagement
                .agreed
                .amendments
                .iter()
                .position(|amendment| amendment.criterion == *key)
        });
        self.show(Screen::Amendments);
        if let Some(at) = at.filter(|_| self.screens.active == Screen::Amendments) {
            let asks = self.screens.amendments.go(&self.facts, at);
            self.answer(asks, effects);
        }
    }

    /// Opens the amendments screen so that the user chooses the amendment to decide on.
    pub(in crate::app) fn choose_amendment_first(&mut self, effects: &mut Vec<Effect>) {
        self.toggle_amendments(effects);
        self.message = Some(Message::info("first choose the change here"));
    }

    /// Asks whether to agree to all open amendments.
    pub(in crate::app) fn ask_agree_all(&mut self, effects: &mut Vec<Effect>) {
        if self.screens.active != Screen::Amendments {
            self.toggle_amendments(effects);
        }
        let counted = self.facts.amended_words();
        if counted.is_empty() {
            self.message = Some(Message::info("no change of the spec awaits a decision"));
            return;
        }
        let text = format!("agree to {counted}; verdicts on reworded criteria lapse");
        let menu = Menu::new(
            "Agree to every open change of the spec",
            vec![item('y', text, Choice::AgreeAll)],
        );
        self.overlay = Some(Overlay::Menu(menu));
    }

    /// Agrees to all open amendments; one undo takes all of it back.
    pub(in crate::app) fn agree_all(&mut self, effects: &mut Vec<Effect>) {
        let open: Vec<Amendment> = self.facts.engagement.agreed.open().cloned().collect();
        let undone = open
            .iter()
            .map(|amendment| self.facts.decide(amendment, true, effects))
            .collect();
        self.undo.push(Undo::Amendments(undone));
        let changes = if open.len() == 1 { "change" } else { "changes" };
        let words = format!(
            "agreed to {} {changes}; verdicts on reworded criteria lapse",
            open.len()
        );
        self.message = Some(Message::info(
            self.facts.with_keys(words, &[(Action::Undo, "undoes it")]),
        ));
    }

    /// Asks whether to pin the specs at the head under review, and says which open or refused
    /// amendments that includes.
    pub(in crate::app) fn ask_pin(&mut self) {
        let Some(head) = self.facts.engagement.head else {
            self.message = Some(Message::info("the commit under review is unknown"));
            return;
        };
        let all = &self.facts.engagement.agreed.amendments;
        let refused = all.len() - self.facts.engagement.agreed.open().count();
        let refused = (refused > 0).then(|| format!("{refused} that {} refused", was(refused)));
        let counted = Some(self.facts.amended_words()).filter(|words| !words.is_empty());
        let changes: Vec<String> = counted.into_iter().chain(refused).collect();
        let text = match changes.is_empty() {
            true => "they are agreed as they stand there".to_owned(),
            false => format!(
                "pin them as they are at this commit: {}",
                changes.join(", and ")
            ),
        };
        let title = format!("Pin the specs at {}", head.short(7));
        self.overlay = Some(Overlay::Menu(Menu::new(
            title,
            vec![item('y', text, Choice::Pin(head))],
        )));
    }

    /// Records that the specs are agreed as they stand at a commit.
    pub(in crate::app) fn pin(&mut self, commit: ObjectId, effects: &mut Vec<Effect>) {
        let before = self.facts.mine(&self.facts.record.pins);
        let said = statement::say(
            &self.facts.record,
            &self.facts.engagement.me,
            Body::Pin { commit },
        );
        effects.push(Effect::Record(Box::new(said)));
        self.undo.push(Undo::Pin(before));
        let words = format!("the specs are pinned at {}", commit.short(7));
        self.message = Some(Message::info(
            self.facts.with_keys(words, &[(Action::Undo, "undoes it")]),
        ));
    }

    /// Takes decisions on amendments back; the user's earlier decisions stand again.
    pub(in crate::app) fn undo_amendments(
        &mut self,
        decided: Vec<(TextChange, Vec<EventId>)>,
        effects: &mut Vec<Effect>,
    ) {
        for (change, before) in decided {
            let mine = self.facts.my_decisions(&change);
            self.facts.retract(mine, &before, effects);
        }
        self.message = Some(Message::info("decision undone"));
    }

    /// Takes a pin back; the user's earlier pins stand again.
    pub(in crate::app) fn undo_pin(&mut self, before: &[EventId], effects: &mut Vec<Effect>) {
        let mine = self.facts.mine(&self.facts.record.pins);
        self.facts.retract(mine, before, effects);
        self.message = Some(Message::info("pin undone"));
    }
}

fn was(count: usize) -> &'static str {
    if count == 1 { "was" } else { "were" }
}
