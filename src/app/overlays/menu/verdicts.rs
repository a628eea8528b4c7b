//! The menus about verdicts.

use crate::app::facts::Facts;
use crate::app::input::keymap::Action;
use crate::app::overlays::menu::{Choice, Contested, Menu, MenuItem, item};
use crate::model::id::DraftId;
use crate::model::spec::CriterionKey;
use crate::model::verdict::{CriterionState, Verdict};

impl Facts {
    /// Verdicts on the chosen criterion, each with a comment; and taking one's own back.
    pub fn verdict_menu(&self) -> Option<Menu> {
        let chosen = self.chosen?;
        let id = &self.engagement.key(chosen)?.id;
        let with_comment = |verdict: Verdict| {
            item(
                self.verdict_key(verdict),
                verdict.words(),
                Choice::VerdictWithComment(verdict),
            )
        };
        let mut items: Vec<MenuItem> = Verdict::ALL.into_iter().map(with_comment).collect();
        if self.my_verdict(chosen).is_some() {
            items.push(item('b', "take my verdict back", Choice::TakeVerdictBack));
        }
        Some(Menu::new(format!("Verdict on {id}, with a comment"), items))
    }

    /// Asked when another reviewer's live verdict differs from the one just given; the words beside
    /// it are those of the draft.
    pub fn dispute_menu(
        &self,
        key: &CriterionKey,
        verdict: Verdict,
        draft: Option<&DraftId>,
    ) -> Option<Menu> {
        let differs = self.record.verdicts_on(key).any(|given| {
            given.by != self.engagement.me
                && !self.record.stale.contains_key(&given.id)
                && given.value.verdict != Some(verdict)
        });
        if !differs {
            return None;
        }
        let title = match self.record.state_of(key) {
            CriterionState::Disputed => format!("{} is disputed", key.id),
            state => format!("{} is judged {}", key.id, state.words()),
        };
        let words = verdict.words();
        let beside = format!("my verdict is {words}; the other verdicts stay");
        let for_all = format!("settle it as {words} for everybody");
        let contested = |for_all| {
            Choice::Verdict(Contested {
                criterion: key.clone(),
                verdict,
                for_all,
                draft: draft.cloned(),
            })
        };
        Some(Menu::new(
            title,
            vec![
                item('1', beside, contested(false)),
                item('2', for_all, contested(true)),
            ],
        ))
    }
}

impl Facts {
    /// Returns the character that gives a verdict outside the menu, so that one key means one
    /// verdict; none where the user gave it only keys that type nothing.
    fn verdict_key(&self, verdict: Verdict) -> Option<char> {
        let action = match verdict {
            Verdict::Met => Action::Met,
            Verdict::NotMet => Action::NotMet,
            Verdict::Partial => Action::Partial,
            Verdict::Waived => Action::Waive,
            Verdict::Unclear => Action::Unclear,
        };
        self.keymap.keys(action).iter().find_map(|key| key.typed())
    }
}
