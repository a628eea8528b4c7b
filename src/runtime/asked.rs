//! Answers occasional questions to the repository, each on a thread of its own: commits, a
//! note's lines beside their current state, and what a lapsed verdict rested on.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;

use super::{Inbox, InboxEvent};
use crate::app::msg::Msg;
use crate::engagement::{self, Later, Lineages, Then};
use crate::git::increments::FoundIncrements;
use crate::git::{Location, Repository};
use crate::model::amendment::Agreed;
use crate::model::id::{EventId, ObjectId};
use crate::model::increment::CommitRange;
use crate::model::index::IncrementIndex;
use crate::model::note::Thread;
use crate::model::record::{Given, Judgement, Record};
use crate::model::round_evidence::RoundEvidence;
use crate::model::spec::Spec;
use crate::runtime::worker;
use crate::safe;

/// The repository to ask, and the inbox for answers.
#[derive(Clone)]
pub(super) struct RepositoryAsker {
    pub location: Location,
    pub found: Arc<FoundIncrements>,
    pub specs: Arc<AskedSpecs>,
    pub inbox: Inbox,
}

/// The specs under review, for questions about criteria.
pub(super) struct AskedSpecs {
    specs: Vec<Spec>,
    agreed: Agreed,
    /// Each question makes its own of it.
    lineages: Mutex<Lineages>,
}

impl AskedSpecs {
    pub(super) fn new(specs: &[Spec], agreed: &Agreed, lineages: &Lineages) -> Arc<Self> {
        Arc::new(Self {
            specs: specs.to_vec(),
            agreed: agreed.clone(),
            lineages: Mutex::new(lineages.clone()),
        })
    }

    fn then(&self) -> Then {
        let lineages = self.lineages.lock().unwrap_or_else(PoisonError::into_inner);
        Then::new(&lineages, &self.agreed)
    }
}

impl RepositoryAsker {
    /// Finds the commits that may have fixed a note.
    pub(super) fn candidates(&self, thread: Thread) {
        self.answer("looking for commits", move |repository, found| {
            Msg::CommitsFound {
                thread: thread.id,
                found: engagement::candidates(repository, found, &thread)
                    .map_err(|error| format!("{error:#}")),
            }
        });
    }

    /// Resolves a commit that the user typed.
    pub(super) fn commit(&self, thread: EventId, typed: String) {
        self.answer("looking for a commit", move |repository, _| {
            let found = repository.resolve_typed(typed.trim());
            let found = found.map_err(|error| safe::inline(format!("{error:#}")).into_string());
            Msg::CommitFound { thread, found }
        });
    }

    /// Compares a note's lines with their current state.
    pub(super) fn compare(&self, thread: Thread, fix: Option<ObjectId>) {
        self.answer("comparing", move |repository, found| {
            let comparison = Arc::new(engagement::compare(repository, found, &thread, fix));
            Msg::Compared {
                thread: thread.id,
                comparison,
            }
        });
    }

    /// Compares the evidence of criteria in an earlier round of an increment with that in the newest
    /// one.
    pub(super) fn evidence(
        &self,
        request: u64,
        increment: IncrementIndex,
        old: CommitRange,
        record: Arc<Record>,
    ) {
        let specs = Arc::clone(&self.specs);
        self.answer("comparing rounds", move |repository, found| {
            let increment = found.increments.get(increment.get());
            let evidence = increment.map_or(Ok(RoundEvidence::default()), |increment| {
                let rounds = (increment, [old, increment.range]);
                let then = specs.then();
                let later = Later::of(repository, &found.increments);
                let known = (&*record, specs.specs.as_slice(), (&then, &later));
                engagement::evidence_of_rounds(repository, known, rounds)
            });
            let evidence =
                evidence.map_err(|error| safe::inline(format!("{error:#}")).into_string());
            Msg::EvidenceCompared { request, evidence }
        });
    }

    /// Compares what a lapsed verdict rested on with what is there now.
    pub(super) fn ground(&self, verdict: Given<Judgement>, agreed: Option<ObjectId>) {
        self.answer("comparing", move |repository, found| Msg::GroundCompared {
            verdict: verdict.id,
            ground: Arc::new(engagement::ground(repository, found, &verdict, agreed)),
        });
    }

    fn answer(
        &self,
        doing: &'static str,
        find: impl FnOnce(&Repository, &FoundIncrements) -> Msg + Send + 'static,
    ) {
        let Self {
            location,
            found,
            inbox,
            specs: _,
        } = self.clone();
        worker::start(doing, inbox.clone(), move || -> Result<()> {
            let repository = Repository::reopen(&location)?;
            let _ = inbox.send(InboxEvent::Msg(find(&repository, &found)));
            Ok(())
        });
    }
}
