//! Drafts that were kept: what each is on, and going on with one.

use crate::app::facts::Facts;
use crate::app::facts::threads;
use crate::app::input::keymap::Action;
use crate::app::overlays::menu::{Choice, Menu, item};
use crate::app::{Message, Model};
use crate::model::draft::{Draft, DraftOn};
use crate::model::id::{DraftId, EventId, IncrementId};
use crate::model::note::Place;
use crate::model::verdict::Verdict;
use crate::safe;

/// Cells of a draft's words that the menu shows.
const FIRST_WORDS: usize = 40;

impl Facts {
    /// What a draft is on, in a few words; made safe.
    pub(in crate::app) fn title_of(&self, on: &DraftOn) -> String {
        let thread = |id: &EventId| match self.record.thread(*id) {
            Some(thread) => format!("{} {}", thread.body.label.name(), id.short()),
            None => format!("note {}", id.short()),
        };
        match on {
            DraftOn::Note(place) => self.title_of_place(place),
            DraftOn::Edit(of) => format!("edit {}", thread(of)),
            DraftOn::Reply(to) => format!("reply to {}", thread(to)),
            DraftOn::Claim { thread: of, commit } => {
                let commit = commit.map(|commit| format!(" in {}", commit.short(7))).unwrap_or_default();
                format!("{}: put right{commit}, how", thread(of))
            }
            DraftOn::Verdict { criterion, verdict } => {
                let what = if *verdict == Verdict::Waived { "reason" } else { "comment" };
                format!("{}: {}, {what}", criterion.id, verdict.words())
            }
            DraftOn::Outcome { increment, outcome } => {
                let title = self.title_of_increment(Some(increment));
                format!("{title}: {}, comment", outcome.words())
            }
        }
    }

    fn title_of_place(&self, place: &Place) -> String {
        let Some(anchor) = &place.anchor else {
            return match &place.criterion {
                Some(criterion) => format!("criterion {}", criterion.id),
                None => format!("increment {}", self.title_of_increment(place.increment.as_ref())),
            };
        };
        threads::path_and_lines(anchor)
    }

    fn title_of_increment(&self, id: Option<&IncrementId>) -> String {
        let found = id.and_then(|id| self.engagement.increment_of(id));
        let increment = found.and_then(|index| self.engagement.increments.get(index));
        match (increment, id) {
            (Some(increment), _) => safe::inline(&increment.title).into_string(),
            (None, Some(id)) => safe::inline(id.to_string()).into_string(),
            (None, None) => "as a whole".to_owned(),
        }
    }
}

impl Model {
    /// Takes the drafts that were kept from before, and says so.
    pub fn offer_drafts(&mut self, drafts: Vec<Draft>) {
        let words = match drafts.len() {
            0 => return,
            1 => "a draft was kept".to_owned(),
            count => format!("{count} drafts were kept"),
        };
        let key = self.facts.keymap.keys(Action::Drafts).first();
        let how = key.map_or("the command `drafts`".to_owned(), ToString::to_string);
        self.message = Some(Message::info(format!("{words}; {how} goes on with it")));
        self.drafts = drafts.into_iter().map(|draft| (draft.id.clone(), draft)).collect();
    }

    /// The drafts that were kept, the newest first; `None` when there are none.
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
                item(char::from_digit(number, 10), text, Choice::Draft(draft.id.clone()))
            })
            .collect();
        (!items.is_empty()).then(|| Menu::new("Go on with a draft", items))
    }

    /// Goes on with a draft, wherever the reviewer is now.
    pub fn resume_draft(&mut self, id: &DraftId) {
        if let Some(draft) = self.drafts.get(id).cloned() {
            self.open_composer(draft, None);
        }
    }
}
