//! What the session asks of the repository now and then, answered at once.

use std::sync::Arc;

use snaglist::app::msg::{Effect, Msg};
use snaglist::engagement::{self, Engagement};

/// The answer to a question about commits or a note's lines.
pub(super) fn answer(opened: &Engagement, asked: Effect) -> Option<Msg> {
    let Engagement {
        repository, found, ..
    } = opened;
    Some(match asked {
        Effect::FindCommits(thread) => {
            let commits = engagement::candidates(repository, found, &thread);
            let found = commits.map_err(|error| format!("{error:#}"));
            Msg::CommitsFound {
                thread: thread.id,
                found,
            }
        }
        Effect::FindCommit { thread, typed } => {
            let found = repository
                .resolve_typed(&typed)
                .map_err(|error| format!("{error:#}"));
            Msg::CommitFound { thread, found }
        }
        Effect::Compare { thread, fix } => {
            let comparison = Arc::new(engagement::compare(repository, found, &thread, fix));
            Msg::Compared {
                thread: thread.id,
                comparison,
            }
        }
        Effect::CompareEvidence {
            request,
            increment,
            old,
        } => {
            let record = &**opened.journal.record();
            let increment = &found.increments[increment.get()];
            let known = (record, &opened.specs[..], (&opened.then, opened.later()));
            let rounds = (increment, [old, increment.range]);
            let evidence = engagement::evidence_of_rounds(repository, known, rounds);
            let evidence = evidence.map_err(|error| format!("{error:#}"));
            Msg::EvidenceCompared { request, evidence }
        }
        Effect::CompareGround { verdict, agreed } => Msg::GroundCompared {
            verdict: verdict.id,
            ground: Arc::new(engagement::ground(repository, found, &verdict, agreed)),
        },
        _ => return None,
    })
}
