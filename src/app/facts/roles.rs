//! Who may do what, and who is who.
//!
//! Owns the sentences that say what is not somebody's to do. What counts is decided where the record is
//! folded; here nobody is led to say what would not count.

use crate::app::facts::Facts;
use crate::app::input::keymap::Action;
use crate::model::id::WriterId;
use crate::model::person::Role;

/// The roles with the keys that give them.
pub(in crate::app) const ROLE_KEYS: [(Role, char); 3] =
    [(Role::Reviewer, 'r'), (Role::Contractor, 'c'), (Role::Observer, 'o')];

impl Facts {
    /// What I am in this project.
    pub fn role(&self) -> Role {
        let me = self.record.people.get(&self.engagement.me);
        me.map_or(self.engagement.who.role, |person| person.role)
    }

    /// Whether somebody's words count for nothing, since nobody admitted them or they were refused on this machine.
    pub(in crate::app) fn is_pending(&self, writer: &WriterId) -> bool {
        self.record.people.get(writer).is_some_and(|person| person.pending.is_some())
    }

    /// Whether my word counts on criteria, notes' states and outcomes.
    pub fn is_reviewer(&self) -> bool {
        self.role() == Role::Reviewer
    }

    /// Why an action is not mine to carry out; nothing when it is.
    pub fn barred(&self, action: Action) -> Option<String> {
        use Action as A;
        let what = match action {
            A::Met | A::NotMet | A::Partial | A::Waive | A::Unclear | A::VerdictMenu => {
                "a verdict is a reviewer's to give"
            }
            A::Agree | A::Refuse | A::AgreeAll | A::PinSpecs => "what is agreed is a reviewer's to say",
            A::Outcome => "the outcome is a reviewer's to decide",
            A::Link | A::Unlink => "links are a reviewer's to confirm",
            A::Verify | A::Reopen => "whether it was put right is a reviewer's to say",
            A::PutRight if self.role() == Role::Observer => {
                "that it was put right is the contractor's to say"
            }
            _ => return None,
        };
        let instead = match self.role() {
            Role::Reviewer => return None,
            Role::Contractor => [(A::Reply, "replies"), (A::PutRight, "says what was put right")],
            Role::Observer => [(A::Reply, "replies"), (A::NewNote, "writes a comment")],
        };
        let key = |action| self.keymap.keys(action).first().map(ToString::to_string);
        let instead = instead.into_iter().filter(|(instead, _)| *instead != action);
        let instead: Vec<String> =
            instead.filter_map(|(action, words)| Some(format!("{} {words}", key(action)?))).collect();
        Some(format!("{what}; you are {} here ({})", self.role().with_article(), instead.join(", ")))
    }
}
