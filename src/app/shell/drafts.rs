//! Offers the stored drafts, and opens one again.

use crate::app::input::keymap::Action;
use crate::app::overlays::menu::{Choice, Menu, item};
use crate::app::{Message, Model};
use crate::model::draft::Draft;
use crate::model::id::DraftId;
use crate::safe;

/// The most cells of a draft's text in the menu.
const FIRST_WORDS: usize = 40;

impl Model {
    /// Takes over the drafts stored by an earlier session, and tells the user.
    pub fn offer_drafts(&mut self, drafts: Vec<Draft>) {
        let words = match drafts.len() {
            0 => return,
            1 => "there is a draft".to_owned(),
            count => format!("there are {count} drafts"),
        };
        let how = self
            .facts
            .key(Action::Drafts)
            .unwrap_or_else(|| "the command `drafts`".to_owned());
        self.message = Some(Message::info(format!("{words}; {how} opens it")));
        self.drafts = drafts
            .into_iter()
            .map(|draft| (draft.id.clone(), draft))
            .collect();
    }

    /// Returns the menu of stored drafts, the newest first; `None` when there are none.
    pub fn drafts_menu(&self) -> Option<Menu> {
        let mut drafts: Vec<&Draft> = self.drafts.values().collect();
        drafts.sort_by_key(|draft| std::cmp::Reverse(draft.saved));
        let items: Vec<_> = drafts
            .into_iter()
            .zip(1..)
            .map(|(draft, number)| {
                let title = self.facts.title_of(&draft.on);
                let words = safe::fit(&safe::inline(&draft.text), FIRST_WORDS);
                let text = format!("{title}: {words} ({})", draft.saved.ago(self.facts.now));
                item(
                    char::from_digit(number, 10),
                    text,
                    Choice::Draft(draft.id.clone()),
                )
            })
            .collect();
        (!items.is_empty()).then(|| Menu::new("Continue a draft", items))
    }

    /// Opens a draft again, wherever the reviewer is now.
    pub fn resume_draft(&mut self, id: &DraftId) {
        if let Some(draft) = self.drafts.get(id).cloned() {
            self.open_composer(draft, None);
        }
    }
}
