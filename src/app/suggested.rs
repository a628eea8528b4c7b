//! What increments suggest: taken in as the background finds it, and kept in step with what is linked.

use std::sync::Arc;

use super::Model;
use crate::trace::suggest::Suggestions;

/// How far the suggestions of one increment are.
#[derive(Clone, Default, Debug)]
pub enum Suggested {
    /// Nobody has looked yet.
    #[default]
    Waiting,
    /// Files read so far, and files in all.
    Reading(usize, usize),
    /// Here they are.
    Found(Arc<Suggestions>),
}

impl Suggested {
    /// The suggestions, once they are there.
    pub fn found(&self) -> Option<&Suggestions> {
        match self {
            Self::Found(suggestions) => Some(suggestions),
            Self::Waiting | Self::Reading(..) => None,
        }
    }
}

impl Model {
    /// What the increment on the review screen suggests.
    pub fn suggestions(&self) -> Option<&Suggestions> {
        self.suggested.get(self.review.increment)?.found()
    }

    pub(super) fn take_indexing(&mut self, increment: usize, files: (usize, usize)) {
        if let Some(slot) = self.suggested.get_mut(increment).filter(|slot| slot.found().is_none()) {
            *slot = Suggested::Reading(files.0, files.1);
        }
    }

    pub(super) fn take_suggestions(&mut self, increment: usize, suggestions: Arc<Suggestions>) {
        if let Some(slot) = self.suggested.get_mut(increment) {
            *slot = Suggested::Found(suggestions);
        }
        self.compare();
        if increment == self.review.increment {
            self.learn();
        }
    }

    /// Holds what each increment suggests against the others.
    fn compare(&mut self) {
        let all = self.suggested.clone();
        for (index, suggested) in self.suggested.iter_mut().enumerate() {
            if let Suggested::Found(suggestions) = suggested {
                let others = all.iter().enumerate().filter(|(other, _)| *other != index);
                Arc::make_mut(suggestions).compare(others.filter_map(|(_, other)| other.found()));
            }
        }
    }

    /// Ranks anew what the links of the increment on the review screen changed.
    pub(super) fn learn(&mut self) {
        if let Some(Suggested::Found(suggestions)) = self.suggested.get_mut(self.review.increment) {
            Arc::make_mut(suggestions).learn(&self.review.bearing);
        }
    }
}
