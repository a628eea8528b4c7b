//! Titles drafts.

use crate::app::facts::{Facts, threads};
use crate::model::draft::DraftOn;
use crate::model::id::{EventId, IncrementId};
use crate::model::note::Place;
use crate::model::verdict::Verdict;
use crate::safe;

impl Facts {
    /// Returns what a draft is about, in a few words; made safe.
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
                let commit = commit
                    .map(|commit| format!(" in {}", commit.short(7)))
                    .unwrap_or_default();
                format!("{}: fixed{commit}, how", thread(of))
            }
            DraftOn::Verdict { criterion, verdict } => {
                let what = if *verdict == Verdict::Waived {
                    "reason"
                } else {
                    "comment"
                };
                format!("{}: {}, {what}", criterion.id, verdict.words())
            }
            DraftOn::Outcome { increment, outcome } => {
                let title = self.title_of_increment(Some(increment));
                format!("{title}: {}, comment", outcome.words())
            }
        }
    }

    pub(in crate::app) fn title_of_place(&self, place: &Place) -> String {
        let Some(anchor) = &place.anchor else {
            return match &place.criterion {
                Some(criterion) => format!("criterion {}", criterion.id),
                None => format!(
                    "increment {}",
                    self.title_of_increment(place.increment.as_ref())
                ),
            };
        };
        threads::path_and_lines(anchor)
    }

    pub(in crate::app) fn title_of_increment(&self, id: Option<&IncrementId>) -> String {
        let found = id.and_then(|id| self.engagement.increment_of(id));
        let increment = found.and_then(|index| self.engagement.increments.get(index));
        match (increment, id) {
            (Some(increment), _) => safe::inline(&increment.title).into_string(),
            (None, Some(id)) => safe::inline(id.to_string()).into_string(),
            (None, None) => "as a whole".to_owned(),
        }
    }
}
