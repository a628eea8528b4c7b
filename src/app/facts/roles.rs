//! Tells who may do what, and who is who.
//!
//! Owns the sentences that bar an action. What counts is decided where the record is folded; this
//! only keeps users from saying things that would not count.

use crate::app::facts::Facts;
use crate::app::input::keymap::Action;
use crate::model::id::WriterId;
use crate::model::person::Role;

/// The roles with the keys that give them.
pub(in crate::app) const ROLE_KEYS: [(Role, char); 3] = [
    (Role::Reviewer, 'r'),
    (Role::Contractor, 'c'),
    (Role::Observer, 'o'),
];

impl Facts {
    /// Returns the user's role in this project.
    pub fn role(&self) -> Role {
        let me = self.record.people.get(&self.engagement.me);
        me.map_or(self.engagement.who.role, |person| person.role)
    }

    /// Tells whether a writer's statements count for nothing, since nobody admitted the writer or
    /// this machine refused them.
    pub(in crate::app) fn is_pending(&self, writer: &WriterId) -> bool {
        self.record
            .people
            .get(writer)
            .is_some_and(|person| person.pending.is_some())
    }

    /// Tells whether the user's statements count on criteria, notes' states and outcomes.
    pub fn is_reviewer(&self) -> bool {
        self.role() == Role::Reviewer
    }

    /// Returns why the user may not carry out an action; `None` when they may.
    pub fn barred(&self, action: Action) -> Option<String> {
        use Action as A;
        let what = match action {
            A::Met
            | A::NotMet
            | A::Partial
            | A::Waive
            | A::Unclear
            | A::VerdictMenu
            | A::StillStands
            | A::NoLonger
            | A::AllStand => "only a reviewer can give a verdict",
            A::Agree | A::Refuse | A::AgreeAll | A::PinSpecs => {
                "only a reviewer can agree to changes of the spec"
            }
            A::Outcome => "only a reviewer can decide the outcome",
            A::Link | A::Unlink => "only a reviewer can confirm links",
            A::Verify | A::Reopen => "only a reviewer can verify or reopen a note",
            A::ClaimFix if self.role() == Role::Observer => {
                "only the contractor or a reviewer can mark it as fixed"
            }
            _ => return None,
        };
        let instead = match self.role() {
            Role::Reviewer => return None,
            Role::Contractor => [(A::Reply, "replies"), (A::ClaimFix, "marks it as fixed")],
            Role::Observer => [(A::Reply, "replies"), (A::NewNote, "writes a comment")],
        };
        let instead: Vec<_> = instead
            .into_iter()
            .filter(|(instead, _)| *instead != action)
            .collect();
        let instead = self.keys_do(&instead);
        Some(format!(
            "{what}; you are {} here ({instead})",
            self.role().with_article()
        ))
    }
}
