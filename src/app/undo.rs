//! Taking back the last thing said: by saying its opposite, since nothing said is ever removed.

use super::msg::Effect;
use super::{Message, Model};
use crate::model::event::{Body, Statement};
use crate::model::id::{Digest, EventId, IncrementId};
use crate::model::increment::Definition;
use crate::model::link::LinkTarget;
use crate::model::spec::CriterionKey;
use crate::model::statement;
use crate::model::text::Untrusted;
use crate::model::verdict::Verdict;

/// Something that can be taken back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Undo {
    /// A note was deleted.
    Deleted(EventId),
    /// A verdict was given where another stood, or none.
    Verdict {
        /// On which criterion.
        criterion: CriterionKey,
        /// What I had said before.
        before: Option<(Verdict, Untrusted)>,
    },
    /// Content was marked as viewed, or no longer.
    Viewed {
        /// Which.
        contents: Vec<Digest>,
        /// Which of the two.
        viewed: bool,
    },
    /// Increments were defined; what stood before of each.
    Increments(Vec<(IncrementId, Option<Definition>)>),
    /// A link was made or rejected.
    Link {
        /// Of which criterion.
        criterion: CriterionKey,
        /// To what.
        target: LinkTarget,
        /// What was said of it before, if anything was.
        before: Option<bool>,
    },
}

impl Model {
    /// Takes the last deletion, verdict, mark or link back.
    pub fn take_back(&mut self, effects: &mut Vec<Effect>) {
        let Some(last) = self.undo.pop() else {
            self.message = Some(Message::info("nothing to undo"));
            return;
        };
        if let Undo::Increments(before) = last {
            self.undefine(before, effects);
            self.message = Some(Message::info("the increments are as they were"));
            return;
        }
        let me = self.engagement.me.clone();
        let mut say = |statement: Statement| effects.push(Effect::Record(Box::new(statement)));
        let text = match last {
            Undo::Deleted(id) => {
                let Some(thread) = self.record.thread(id) else { return };
                say(statement::say(&self.record, &me, Body::Edit { of: id, note: thread.body.clone() }));
                "the note is back"
            }
            Undo::Verdict { criterion, before } => {
                let (verdict, comment) = match before {
                    Some((verdict, comment)) => (Some(verdict), comment),
                    None => (None, Untrusted::default()),
                };
                let number = self.engagement.number_of(&criterion);
                let statement = statement::verdict(&self.record, &me, criterion, verdict, comment, false);
                say(match number {
                    Some(number) => self.with_context(statement, Some(number)),
                    None => statement,
                });
                "the verdict is as it was"
            }
            Undo::Viewed { contents, viewed } => {
                for content in contents {
                    say(statement::say(&self.record, &me, Body::Viewed { content, viewed: !viewed }));
                }
                "the viewed mark is as it was"
            }
            Undo::Increments(_) => return,
            Undo::Link { criterion, target, before } => {
                let on = (criterion.clone(), target.clone());
                let mut given = self.record.links.get(&on).into_iter().flatten();
                let mine = given.rfind(|given| given.by == me);
                let body = match (before, mine) {
                    (Some(true), _) => Some(Body::Link { criterion, target }),
                    (Some(false), _) => Some(Body::Unlink { criterion, target }),
                    (None, Some(mine)) => Some(Body::Retract { of: mine.id }),
                    (None, None) => None,
                };
                if let Some(body) = body {
                    say(self.with_context(statement::say(&self.record, &me, body), None));
                }
                "the link is as it was"
            }
        };
        self.message = Some(Message::info(text));
    }
}
