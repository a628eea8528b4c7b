//! Tells that the clone changed, and takes in the repository and the specs when they were read
//! again.

use crate::app::facts::apply::Fact;
use crate::app::input::keymap::Action;
use crate::app::msg::{Effect, RefsChange, Reread};
use crate::app::shell::update::READING_AGAIN;
use crate::app::{Message, Model};
use crate::model::unread::UnreadItem;

impl Model {
    /// Takes in that the clone's refs changed, and says so; nothing is read again unasked.
    pub(super) fn take_refs(&mut self, change: RefsChange) {
        let words = match change {
            RefsChange::Changed if self.facts.refs_changed => return,
            RefsChange::Changed => {
                self.learn(Fact::RefsChanged);
                self.facts.refs_changed_words().map(|said| said.sentence())
            }
            RefsChange::Unwatched { most } => {
                let words = format!(
                    "changes in more than {most} folders of branches and tags are not noticed by themselves"
                );
                let reads = [(Action::Reload, "reads everything again")];
                Some(self.facts.with_keys(words, &reads))
            }
        };
        if let Some(words) = words {
            self.tell_later(Message::info(words));
        }
    }

    /// Shows news in the message line, once no other message is there.
    pub(super) fn tell_later(&mut self, news: Message) {
        self.unsaid.push(news);
        self.tell_unsaid();
    }

    /// Shows the oldest news that were not shown yet, unless another message or an overlay has its
    /// place.
    pub(super) fn tell_unsaid(&mut self) {
        if self.message.is_none() && self.overlay.is_none() && !self.unsaid.is_empty() {
            self.message = Some(self.unsaid.remove(0));
        }
    }

    /// Says how the reviewed branch and its remote-tracking branch differ, unless it is known.
    pub fn tell_remote_branch(&mut self) {
        if let Some(said) = self.facts.remote_branch_words() {
            self.tell_later(Message::info(said.sentence()));
        }
    }

    /// Reviews the remote-tracking branch in the place of the local one, or the local one again.
    pub(super) fn change_branch(&mut self, effects: &mut Vec<Effect>) {
        let words = match &self.facts.engagement.remote_branch {
            None => "no remote branch has commits that are not reviewed here",
            Some(found) if found.is_typed => {
                "what is reviewed was named on the command line; name the remote branch there instead"
            }
            Some(found) => {
                let remote = (!found.is_reviewed).then(|| found.clone());
                effects.push(Effect::ReviewRemote(remote));
                READING_AGAIN
            }
        };
        self.message = Some(Message::info(words));
    }

    /// Takes in everything read again, and returns the reviewer to where they were: to the same
    /// line, with the same part of the increment shown and the same files folded.
    pub(super) fn take_reread(&mut self, read: Reread, effects: &mut Vec<Effect>) {
        let Reread {
            engagement,
            delivered,
        } = read;
        // What they say is known once everything is read again.
        let known = self.facts.refs_changed_words();
        let known = known.map(|said| said.sentence());
        self.unsaid
            .retain(|news| Some(&news.text) != known.as_ref());
        let remote_branch = self.facts.engagement.remote_branch.clone();
        let resume = self.resume();
        let view = self.screens.review.view_choices(&self.facts);
        let column = self
            .facts
            .engagement
            .increments
            .get(self.screens.overview.column)
            .map(|found| found.id.clone());
        self.learn(Fact::Reopened(Box::new(engagement)));
        self.come_back(&resume, effects);
        self.act_on_review(
            |review, facts, asks| review.restore_view(facts, view, asks),
            effects,
        );
        if let Some(column) = column.and_then(|id| self.facts.engagement.increment_of(&id)) {
            self.screens.overview.column = column;
        }
        // A message about changed increments stays.
        let is_asked = self
            .message
            .as_ref()
            .is_none_or(|message| message.text == READING_AGAIN);
        let moved = self.facts.engagement.remote_branch != remote_branch;
        if is_asked {
            let mut came = delivered.words();
            came.extend(self.unreported());
            // What the remote branch has is said in the place of nothing.
            self.message = if !came.is_empty() {
                Some(Message::info(format!("read again: {}", came.join(", "))))
            } else if moved && self.facts.engagement.remote_branch.is_some() {
                None
            } else {
                Some(Message::info("read again: nothing new"))
            };
        }
        if moved {
            self.tell_remote_branch();
        }
    }

    /// Counts what others said since the start or the last reading that counted it.
    fn unreported(&mut self) -> Option<String> {
        let items = self.facts.unread.items().iter();
        let new = items.filter(|item| !self.reported.contains(&item.id));
        let new: Vec<UnreadItem> = new.cloned().collect();
        self.reported.extend(new.iter().map(|item| item.id));
        self.facts.name_unread(&new)
    }
}
