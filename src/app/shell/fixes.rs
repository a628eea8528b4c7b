//! Claims that a note was fixed: lists candidate commits, lets the user pick one and describe the
//! fix.

use crate::app::msg::Effect;
use crate::app::overlays::composer::no_words;
use crate::app::overlays::{Overlay, Purpose};
use crate::app::{Message, Model};
use crate::model::comparison::FixCandidates;
use crate::model::draft::DraftOn;
use crate::model::id::{EventId, ObjectId};
use crate::model::note::{Label, Thread};

impl Model {
    /// Looks for the commits that may have fixed the note under the cursor.
    pub(in crate::app) fn begin_claim(&mut self, effects: &mut Vec<Effect>) {
        let Some(thread) = self.found_thread() else {
            return;
        };
        if thread.private {
            self.message = Some(Message::info(
                "a private note is visible to its writer only, so nobody else can mark it as fixed",
            ));
            return;
        }
        self.message = Some(Message::info("looking for commits …"));
        effects.push(Effect::FindCommits(Box::new(thread)));
    }

    /// Returns the thread that keys act on; tells the user when there is none.
    pub(in crate::app) fn found_thread(&mut self) -> Option<Thread> {
        let found = self
            .thread_in_focus()
            .and_then(|thread| self.facts.record.threads.get(thread as usize));
        let found = found.cloned();
        if found.is_none() {
            self.message = Some(Message::info(
                "no note under the cursor; ) goes to the next one",
            ));
        }
        found
    }

    /// Opens the menu of candidate commits. Does nothing when another overlay was opened meanwhile.
    pub(in crate::app) fn take_candidates(
        &mut self,
        thread: EventId,
        found: Result<FixCandidates, String>,
    ) {
        match found {
            Err(why) => self.message = Some(Message::error(why)),
            Ok(_) if self.overlay.is_some() => {}
            Ok(found) => {
                self.message = None;
                self.overlay = Some(Overlay::Menu(self.facts.commit_menu(thread, &found)));
            }
        }
    }

    /// Asks for a commit by its name or id.
    pub(in crate::app) fn ask_for_commit(&mut self, thread: EventId) {
        self.overlay = Some(Overlay::Prompt {
            purpose: Purpose::Commit(thread),
            text: String::new(),
        });
    }

    /// Takes the commit that was looked up for a typed name. Does nothing when another overlay was
    /// opened meanwhile.
    pub(in crate::app) fn take_commit(&mut self, thread: EventId, found: Result<ObjectId, String>) {
        match found {
            Ok(commit) if self.overlay.is_none() => self.compose_claim(thread, Some(commit)),
            Ok(_) => {}
            Err(why) => self.message = Some(Message::error(why)),
        }
    }

    /// Opens a text box for how the note was fixed; the text may stay empty.
    pub(in crate::app) fn compose_claim(&mut self, thread: EventId, commit: Option<ObjectId>) {
        let below = self.below_thread();
        self.compose(
            DraftOn::Claim { thread, commit },
            no_words(Label::Note),
            below,
        );
    }
}
