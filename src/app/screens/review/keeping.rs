//! Keeps what the review shows, and which files are folded, when everything is read again.

use std::collections::HashMap;

use crate::app::facts::Facts;
use crate::app::screens::ask::{Ask, Landing};
use crate::app::screens::review::{File, Review, Shown};
use crate::model::id::{IncrementId, ObjectId};
use crate::model::increment::CommitRange;
use crate::model::text::RepoPath;

/// The reviewer's choices about what is shown of an increment.
#[derive(Clone, Debug)]
pub(in crate::app) struct ViewChoices {
    /// The increment and its range.
    increment: Option<(IncrementId, CommitRange)>,
    shown: Shown,
    /// The increment's commits, while they are stepped through.
    steps: Vec<ObjectId>,
    /// Whether each file was folded.
    folds: HashMap<RepoPath, bool>,
    cover_open: bool,
    /// The place under the cursor.
    place: Option<Landing>,
}

impl Review {
    /// Returns the choices to keep.
    pub(in crate::app) fn view_choices(&self, facts: &Facts) -> ViewChoices {
        let fold = |file: &File| (file.change.path().clone(), file.folded);
        ViewChoices {
            increment: self
                .increment(facts)
                .map(|found| (found.id.clone(), found.range)),
            shown: self.shown,
            steps: self.steps.clone(),
            folds: self.files.iter().map(fold).collect(),
            cover_open: self.cover_open,
            place: self.arrival_here(),
        }
    }

    /// Restores choices after the increment was opened again, as far as they still make sense: one
    /// of its commits is shown alone only while the increment has the same range.
    pub(in crate::app) fn restore_view(
        &mut self,
        facts: &Facts,
        kept: ViewChoices,
        asks: &mut Vec<Ask>,
    ) {
        let now = self.increment(facts).map(|found| (&found.id, found.range));
        let Some((id, range)) = now else { return };
        let is_same = |kept: &(IncrementId, CommitRange)| kept.0 == *id;
        let is_unchanged = kept.increment.as_ref().is_some_and(|kept| kept.1 == range);
        if !kept.increment.as_ref().is_some_and(is_same) {
            return;
        }
        let holds = match kept.shown {
            Shown::Whole => false,
            Shown::Commit(_) => is_unchanged,
            Shown::Since(_) | Shown::Gathered => true,
        };
        if holds {
            self.steps = kept.steps;
            self.open_shown(facts, self.increment, kept.shown, kept.place, asks);
        }
        self.folds = kept.folds;
        self.cover_open = kept.cover_open;
    }
}
