//! Splits, joins and renames increments. Each is a statement in the record; once it is there,
//! everything is read again.

use crate::app::input::keymap::Action;
use crate::app::msg::Effect;
use crate::app::overlays::menu::{Choice, Menu, MenuItem, item};
use crate::app::overlays::{Overlay, Purpose};
use crate::app::undo::Undo;
use crate::app::{Message, Model, Screen};
use crate::model::event::Body;
use crate::model::id::{IncrementId, ObjectId};
use crate::model::increment::{Commit, CommitRange, Definition, Increment, IncrementSource};
use crate::model::index::IncrementIndex;
use crate::model::statement;
use crate::model::text::Untrusted;
use crate::model::verdict::Outcome;
use crate::safe;

impl Model {
    /// Returns the increment to act on: the one under the overview's cursor, else the
    /// one under review.
    fn increment_in_hand(&self) -> IncrementIndex {
        if self.screens.active == Screen::Overview {
            self.screens.overview.column
        } else {
            self.screens.review.increment
        }
    }

    /// Tells whether an increment can be redefined, and tells the user when not: a range named on
    /// the command line is fixed.
    fn may_define(&mut self, increment: IncrementIndex) -> bool {
        let found = self.facts.engagement.increments.get(increment);
        let typed = found.is_some_and(|found| found.source == IncrementSource::CommandLine);
        if typed {
            let words =
                "this range was named on the command line; start without it to change increments";
            self.message = Some(Message::info(words));
        }
        !typed && found.is_some()
    }

    /// Asks after which of its commits to split an increment.
    pub(in crate::app) fn ask_split(&mut self) {
        let increment = self.increment_in_hand();
        if !self.may_define(increment) {
            return;
        }
        let Some(trace) = self.facts.trace(increment) else {
            self.message = Some(Message::info("the increment is still being read"));
            return;
        };
        let Some(found) = self.facts.engagement.increments.get(increment) else {
            return;
        };
        let commits = own_line(&trace.commits, found.range.head);
        // Nothing comes after the newest commit.
        let items = commits.iter().skip(1).map(|commit| {
            let text = format!(
                "{} {}",
                commit.id.short(7),
                safe::fit(&safe::inline(commit.subject()), 60)
            );
            let kind = commit.at.ago(self.facts.now);
            MenuItem {
                kind,
                ..MenuItem::new(text, Choice::SplitBehind(increment, commit.id))
            }
        });
        let items: Vec<MenuItem> = items.collect();
        if items.is_empty() {
            self.message = Some(Message::info("an increment of one commit cannot be split"));
            return;
        }
        let title = format!(
            "Split {} after which commit?",
            safe::fit(&safe::inline(&found.title), 40)
        );
        self.overlay = Some(Overlay::Menu(Menu::picker(title, items)));
    }

    /// Asks whether to split an increment after a commit, and says what happens to its outcome,
    /// notes and verdicts.
    pub(in crate::app) fn ask_split_behind(&mut self, increment: IncrementIndex, commit: ObjectId) {
        let Some(found) = self.facts.engagement.increments.get(increment) else {
            return;
        };
        let outcome = self.facts.record.standing(found).outcome.words();
        let title = format!(
            "Split {} after {}",
            safe::fit(&safe::inline(&found.title), 40),
            commit.short(7)
        );
        let text = format!("split it; both parts are {outcome}, notes and verdicts stay");
        let items = vec![item('y', text, Choice::Split(increment, commit))];
        self.overlay = Some(Overlay::Menu(Menu::new(title, items)));
    }

    /// Splits an increment after one of its commits.
    pub(in crate::app) fn split(
        &mut self,
        increment: IncrementIndex,
        commit: ObjectId,
        effects: &mut Vec<Effect>,
    ) {
        let Some(found) = self.facts.engagement.increments.get(increment).cloned() else {
            return;
        };
        let Some(id) = self.facts.new_id(&found.id, commit) else {
            return;
        };
        let title = |part: &str| Untrusted::new([found.title.as_bytes(), part.as_bytes()].concat());
        let criteria = || found.criteria.clone();
        let first = CommitRange {
            base: found.range.base,
            head: commit,
        };
        let second = CommitRange {
            base: Some(commit),
            head: found.range.head,
        };
        self.define(
            vec![
                (
                    found.id.clone(),
                    Definition {
                        title: title(" (1)"),
                        range: first,
                        criteria: criteria(),
                    },
                ),
                (
                    id,
                    Definition {
                        title: title(" (2)"),
                        range: second,
                        criteria: criteria(),
                    },
                ),
            ],
            effects,
        );
        self.message = Some(Message::info(self.facts.with_keys(
            "split in two",
            &[
                (Action::Rename, "renames them"),
                (Action::Undo, "undoes it"),
            ],
        )));
    }

    /// Asks whether to join an increment with the next one, and says what happens to their
    /// outcomes, notes and verdicts.
    pub(in crate::app) fn ask_join(&mut self) {
        let increment = self.increment_in_hand();
        if !self.may_define(increment) {
            return;
        }
        let (Some(found), Some(next)) = (
            self.facts.engagement.increments.get(increment),
            self.facts.engagement.increments.get(increment.next()),
        ) else {
            self.message = Some(Message::info(self.facts.with_keys(
                "there is no increment after this one",
                &[(Action::Join, "joins one with the next")],
            )));
            return;
        };
        if !follows(found, next) {
            let words = "cannot join: the next increment does not start where this one ends";
            self.message = Some(Message::info(words));
            return;
        }
        let outcomes = [found, next].map(|increment| self.facts.record.standing(increment).outcome);
        let becomes = if outcomes[0] == outcomes[1] {
            outcomes[0]
        } else {
            Outcome::InReview
        };
        let fit =
            |increment: &Increment| safe::fit(&safe::inline(&increment.title), 24).to_string();
        let title = format!("Join {} with {}", fit(found), fit(next));
        let text = format!(
            "join them; the whole is {}, notes and verdicts stay",
            becomes.words()
        );
        self.overlay = Some(Overlay::Menu(Menu::new(
            title,
            vec![item('y', text, Choice::Join(increment))],
        )));
    }

    /// Joins an increment with the next one, which is left with an empty range.
    pub(in crate::app) fn join(&mut self, increment: IncrementIndex, effects: &mut Vec<Effect>) {
        let (Some(found), Some(next)) = (
            self.facts.engagement.increments.get(increment).cloned(),
            self.facts
                .engagement
                .increments
                .get(increment.next())
                .cloned(),
        ) else {
            return;
        };
        let mut criteria = found.criteria.clone();
        criteria.extend(
            next.criteria
                .iter()
                .filter(|id| !found.criteria.contains(id))
                .cloned(),
        );
        let range = CommitRange {
            base: found.range.base,
            head: next.range.head,
        };
        let none = CommitRange {
            base: Some(next.range.head),
            head: next.range.head,
        };
        self.define(
            vec![
                (
                    found.id,
                    Definition {
                        title: found.title,
                        range,
                        criteria,
                    },
                ),
                (
                    next.id,
                    Definition {
                        title: next.title,
                        range: none,
                        criteria: Vec::new(),
                    },
                ),
            ],
            effects,
        );
        self.message = Some(Message::info(self.facts.with_keys(
            "joined with the next increment",
            &[(Action::Undo, "undoes it")],
        )));
    }

    /// Asks for an increment's new title.
    pub(in crate::app) fn ask_rename(&mut self) {
        let increment = self.increment_in_hand();
        if !self.may_define(increment) {
            return;
        }
        if let Some(found) = self.facts.engagement.increments.get(increment) {
            let text = safe::inline(&found.title).into_string();
            self.overlay = Some(Overlay::Prompt {
                purpose: Purpose::Rename(increment),
                text,
            });
        }
    }

    /// Renames an increment, unless the title is blank or unchanged.
    pub(in crate::app) fn rename(
        &mut self,
        increment: IncrementIndex,
        title: &str,
        effects: &mut Vec<Effect>,
    ) {
        let Some(found) = self.facts.engagement.increments.get(increment).cloned() else {
            return;
        };
        let title = Untrusted::from(title.trim());
        if title.is_blank() || title == found.title {
            return;
        }
        self.define(
            vec![(
                found.id,
                Definition {
                    title,
                    range: found.range,
                    criteria: found.criteria,
                },
            )],
            effects,
        );
        self.message = Some(Message::info(
            self.facts
                .with_keys("renamed", &[(Action::Undo, "undoes it")]),
        ));
    }

    /// Records definitions of increments.
    fn define(&mut self, definitions: Vec<(IncrementId, Definition)>, effects: &mut Vec<Effect>) {
        let ids = definitions.iter().map(|(id, _)| id.clone()).collect();
        for (id, defined) in definitions {
            let said = statement::say(
                &self.facts.record,
                &self.facts.engagement.me,
                body(id, defined),
            );
            effects.push(Effect::Record(Box::new(said)));
        }
        self.undo.push(Undo::Increments(ids));
    }
}

fn body(increment: IncrementId, defined: Definition) -> Body {
    let Definition {
        title,
        range,
        criteria,
    } = defined;
    Body::Increment {
        increment,
        title,
        range,
        criteria,
    }
}

/// Tells whether an increment can be joined with another one: it starts where the other ends, or
/// both are found on one line of history.
fn follows(found: &Increment, next: &Increment) -> bool {
    let in_line = |source| {
        matches!(
            source,
            IncrementSource::Tag | IncrementSource::Merge | IncrementSource::Grouped
        )
    };
    next.range.base == Some(found.range.head) || (in_line(found.source) && in_line(next.source))
}

/// Returns the commits on an increment's first-parent line, newest first: those where it can be
/// split.
fn own_line(commits: &[Commit], head: ObjectId) -> Vec<&Commit> {
    let mut line = Vec::new();
    let mut next = Some(head);
    for commit in commits {
        if Some(commit.id) == next {
            next = commit.parents.first().copied();
            line.push(commit);
        }
    }
    line
}
