//! Undoes the last statement by another one, since nothing is ever removed from the record.

use crate::app::msg::Effect;
use crate::app::undo::Undo;
use crate::app::{Message, Model};
use crate::model::event::{Body, Statement};
use crate::model::id::EventId;
use crate::model::spec::CriterionKey;
use crate::model::statement;

impl Model {
    /// Undoes the last deletion, verdict, outcome, state of a note, mark, link, definition or
    /// decision.
    pub fn take_back(&mut self, effects: &mut Vec<Effect>) {
        let Some(last) = self.undo.pop() else {
            self.message = Some(Message::info("nothing to undo"));
            return;
        };
        match last {
            Undo::Increments(defined) => {
                self.facts.undefine(defined, effects);
                self.message = Some(Message::info("change of increments undone"));
            }
            Undo::Amendments(decided) => self.undo_amendments(decided, effects),
            Undo::Pin(before) => self.undo_pin(&before, effects),
            last => self.take_statement_back(last, effects),
        }
    }

    /// Returns the retractions of the user's verdicts on a criterion that were given after some
    /// earlier ones.
    fn verdicts_since(&self, criterion: &CriterionKey, before: &[EventId]) -> Vec<Statement> {
        let mine = self.facts.my_verdicts(criterion).into_iter();
        let since = mine.filter(|given| !before.contains(given));
        let retract = |of| {
            let body = Body::Retract { of };
            statement::say(&self.facts.record, &self.facts.engagement.me, body)
        };
        since.map(retract).collect()
    }

    /// Undoes a statement after which nothing has to be read again.
    fn take_statement_back(&mut self, last: Undo, effects: &mut Vec<Effect>) {
        let me = self.facts.engagement.me.clone();
        let mut say = |statement: Statement| effects.push(self.facts.saying(statement));
        let text = match last {
            Undo::Deleted(id) => {
                let Some(thread) = self.facts.record.thread(id) else {
                    return;
                };
                say(statement::say(
                    &self.facts.record,
                    &me,
                    Body::Edit {
                        of: id,
                        note: thread.body.clone(),
                    },
                ));
                "note restored"
            }
            // Retracted, as if it had never been given: what it replaced stands again, including
            // others' verdicts.
            Undo::Verdict { criterion, before } => {
                self.verdicts_since(&criterion, &before)
                    .into_iter()
                    .for_each(say);
                "verdict undone"
            }
            Undo::Verdicts(all) => {
                for (criterion, before) in all {
                    self.verdicts_since(&criterion, &before)
                        .into_iter()
                        .for_each(&mut say);
                }
                "verdicts undone"
            }
            Undo::Outcome { increment, before } => {
                let mine: Vec<EventId> = self.facts.my_outcomes(&increment);
                mine.into_iter()
                    .filter(|given| !before.contains(given))
                    .for_each(|of| {
                        say(statement::say(
                            &self.facts.record,
                            &me,
                            Body::Retract { of },
                        ))
                    });
                "outcome undone"
            }
            Undo::State { thread, before } => {
                let heads = self
                    .facts
                    .record
                    .thread(thread)
                    .map(|thread| thread.state_heads.as_slice());
                heads
                    .unwrap_or_default()
                    .iter()
                    .filter(|head| !before.contains(head))
                    .for_each(|of| {
                        say(statement::say(
                            &self.facts.record,
                            &me,
                            Body::Retract { of: *of },
                        ))
                    });
                "state of the note undone"
            }
            Undo::Viewed { contents, viewed } => {
                for content in contents {
                    say(statement::say(
                        &self.facts.record,
                        &me,
                        Body::Viewed {
                            content,
                            viewed: !viewed,
                        },
                    ));
                }
                "viewed mark undone"
            }
            Undo::Increments(_) | Undo::Amendments(_) | Undo::Pin(_) => return,
            Undo::Link { criterion, target } => {
                // Retracted, since the opposite would also be a statement about the link.
                let mut given = self
                    .facts
                    .record
                    .links
                    .get(&(criterion, target))
                    .into_iter()
                    .flatten();
                if let Some(mine) = given.rfind(|given| given.by == me) {
                    say(statement::say(
                        &self.facts.record,
                        &me,
                        Body::Retract { of: mine.id },
                    ));
                }
                "link undone"
            }
        };
        self.message = Some(Message::info(text));
    }
}
