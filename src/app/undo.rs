//! Taking back the last thing said: by saying its opposite, since nothing said is ever removed.

use super::msg::Effect;
use super::{Message, Model};
use crate::model::event::{Body, Statement};
use crate::model::id::{Digest, EventId};
use crate::model::link::LinkTarget;
use crate::model::spec::CriterionKey;
use crate::model::statement;

/// Something that can be taken back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Undo {
    /// A note was deleted.
    Deleted(EventId),
    /// A verdict was given where another stood, or none.
    Verdict {
        /// On which criterion.
        criterion: CriterionKey,
        /// What of mine stood before.
        before: Vec<EventId>,
    },
    /// A word was said on where a thread stands.
    State {
        /// Which.
        thread: EventId,
        /// What stood before.
        before: Vec<EventId>,
    },
    /// Content was marked as viewed, or no longer.
    Viewed {
        /// Which.
        contents: Vec<Digest>,
        /// Which of the two.
        viewed: bool,
    },
    /// A link was made or rejected.
    Link {
        /// Of which criterion.
        criterion: CriterionKey,
        /// To what.
        target: LinkTarget,
        /// Which of the two.
        holds: bool,
    },
}

impl Model {
    /// Takes the last deletion, verdict, word on a note's state, mark or link back.
    pub fn take_back(&mut self, effects: &mut Vec<Effect>) {
        let Some(last) = self.undo.pop() else {
            self.message = Some(Message::info("nothing to undo"));
            return;
        };
        let me = self.engagement.me.clone();
        let mut say = |statement: Statement| effects.push(self.saying(statement));
        let text = match last {
            Undo::Deleted(id) => {
                let Some(thread) = self.record.thread(id) else { return };
                say(statement::say(&self.record, &me, Body::Edit { of: id, note: thread.body.clone() }));
                "the note is back"
            }
            // As if it had not been said: what it took the place of stands again, others' words among it.
            Undo::Verdict { criterion, before } => {
                self.my_verdicts(&criterion)
                    .into_iter()
                    .filter(|given| !before.contains(given))
                    .for_each(|of| say(statement::say(&self.record, &me, Body::Retract { of })));
                "the verdict is as it was"
            }
            Undo::State { thread, before } => {
                let heads = self.record.thread(thread).map(|thread| thread.state_heads.as_slice());
                heads
                    .unwrap_or_default()
                    .iter()
                    .filter(|head| !before.contains(head))
                    .for_each(|of| say(statement::say(&self.record, &me, Body::Retract { of: *of })));
                "the note stands as it did"
            }
            Undo::Viewed { contents, viewed } => {
                for content in contents {
                    say(statement::say(&self.record, &me, Body::Viewed { content, viewed: !viewed }));
                }
                "the viewed mark is as it was"
            }
            Undo::Link { criterion, target, holds } => {
                let body =
                    if holds { Body::Unlink { criterion, target } } else { Body::Link { criterion, target } };
                say(self.with_context(statement::say(&self.record, &me, body), None));
                "the link is as it was"
            }
        };
        self.message = Some(Message::info(text));
    }
}
