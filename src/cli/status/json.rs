//! The status of everything, in JSON.

use serde::Serialize;

use super::{CriterionStatus, IncrementFacts, snags_on};
use crate::cli::amended::{AmendmentJson, FormerJson};
use crate::cli::increments::{IncrementJson, LeftOutHistoryJson};
use crate::cli::notes::NoteJson;
use crate::cli::outcome::BeforeJson;
use crate::cli::record::HeldJson;
use crate::cli::said;
use crate::engagement::Engagement;
use crate::model::id::WriterId;
use crate::model::increment::Increment;
use crate::model::news::RemoteBranch;
use crate::model::person::Person;
use crate::model::record::{Given, Judgement, Record};
use crate::model::spec::Spec;
use crate::model::text::Untrusted;
use crate::model::turn::Turn;
use crate::model::unread::{UnreadItem, UnreadPlace};
use crate::model::verdict::Verdict;
use crate::sync;

#[derive(Serialize)]
pub(super) struct StatusJson {
    version: u8,
    specs: Vec<SpecStatusJson>,
    criteria: Vec<CriterionStatusJson>,
    increments: Vec<StandingJson>,
    former: Vec<FormerJson>,
    amendments: Vec<AmendmentJson>,
    left_out: Vec<LeftOutHistoryJson>,
    remote_branch: Option<RemoteBranchJson>,
    unread: Vec<UnreadJson>,
    snags: Vec<SnagJson>,
    turn: TurnJson,
    pending: Vec<PendingJson>,
    sync: SyncJson,
}

/// A person whose words do not count, since nobody admitted them on this machine.
#[derive(Serialize)]
struct PendingJson {
    writer: String,
    name: String,
    email: String,
    says: &'static str,
    entries: usize,
}

impl PendingJson {
    fn new((writer, person): (&WriterId, &Person)) -> Self {
        Self {
            writer: writer.to_string(),
            name: person.name.lossy().into_owned(),
            email: person.email.lossy().into_owned(),
            says: person.pending.unwrap_or_default().name(),
            entries: person.entries,
        }
    }
}

/// A statement of others that the reviewer on this machine has not had on the screen.
#[derive(Serialize)]
struct UnreadJson {
    entry: String,
    kind: &'static str,
    by: String,
    writer: String,
    note: Option<String>,
    criterion: Option<String>,
    increment: Option<String>,
}

impl UnreadJson {
    fn new(record: &Record, item: &UnreadItem) -> Self {
        let (note, criterion, increment) = match &item.place {
            UnreadPlace::Thread(id) => (Some(id.to_string()), None, None),
            UnreadPlace::Criterion(key) => (None, Some(key.id.to_string()), None),
            UnreadPlace::Amendment(_) => (None, None, None),
            UnreadPlace::Increment(id) => (None, None, Some(id.to_string())),
        };
        Self {
            entry: item.id.to_string(),
            kind: item.kind.name(),
            by: record.name_of(&item.by).lossy().into_owned(),
            writer: item.by.to_string(),
            note,
            criterion,
            increment,
        }
    }
}

/// The remote-tracking branch of the reviewed branch, where it has other commits.
#[derive(Serialize)]
struct RemoteBranchJson {
    name: String,
    local: String,
    reviewed: bool,
    ahead: usize,
    behind: usize,
    /// Whether there are more commits than were counted.
    more: bool,
}

impl RemoteBranchJson {
    fn new(found: &RemoteBranch) -> Self {
        Self {
            name: Untrusted::from(found.short()).lossy().into_owned(),
            local: found.local.lossy().into_owned(),
            reviewed: found.is_reviewed,
            ahead: found.ahead.count,
            behind: found.behind.count,
            more: found.ahead.more || found.behind.more,
        }
    }
}

/// How much was read of a spec.
#[derive(Serialize)]
struct SpecStatusJson {
    path: String,
    criteria: usize,
    tasks: usize,
    left_out: usize,
}

impl SpecStatusJson {
    fn new(spec: &Spec) -> Self {
        let criteria = spec.criteria_count();
        Self {
            path: spec.path.lossy().into_owned(),
            criteria,
            tasks: spec.criteria.len() - criteria,
            left_out: spec.left_out.len(),
        }
    }
}

#[derive(Serialize)]
struct SyncJson {
    with: Option<String>,
    last: Option<String>,
    unsent: usize,
    /// Entries that may not come from their stated writer, and do not count.
    held: Vec<HeldJson>,
}

#[derive(Serialize)]
struct CriterionStatusJson {
    id: String,
    spec: String,
    state: &'static str,
    verdicts: Vec<VerdictJson>,
}

#[derive(Serialize)]
struct VerdictJson {
    verdict: Option<&'static str>,
    by: String,
    writer: String,
    at: String,
    comment: String,
    increment: Option<String>,
    head: Option<String>,
    stale: bool,
    restored: bool,
}

#[derive(Serialize)]
struct StandingJson {
    #[serde(flatten)]
    increment: IncrementJson,
    outcome: &'static str,
    outcome_before: Option<BeforeJson>,
    check_again: Vec<String>,
    snags: usize,
    unpaired: bool,
    since_previous: Vec<String>,
    turn: Option<IncrementTurnJson>,
}

#[derive(Serialize)]
struct IncrementTurnJson {
    whose: &'static str,
    since: Option<String>,
    why: String,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum SnagJson {
    Note(Box<NoteJson>),
    Criterion {
        id: String,
        spec: String,
        state: &'static str,
    },
}

#[derive(Serialize)]
struct TurnJson {
    contractor: Option<ContractorJson>,
    reviewers: Option<ReviewersJson>,
}

#[derive(Serialize)]
struct ContractorJson {
    since: Option<String>,
    notes: usize,
    criteria: usize,
}

#[derive(Serialize)]
struct ReviewersJson {
    since: Option<String>,
    addressed: usize,
    stale: usize,
    unreviewed: usize,
    disputed: usize,
}

pub(super) fn json(
    engagement: &Engagement,
    record: &Record,
    standings: &[CriterionStatus<'_>],
    (turn, turns): (&Turn, &[Turn]),
    facts: &[IncrementFacts],
    travel: &sync::Unsent,
) -> StatusJson {
    let verdict = |given: &Given<Judgement>| VerdictJson {
        verdict: given.value.verdict.map(Verdict::name),
        by: record.name_of(&given.by).lossy().into_owned(),
        writer: given.by.to_string(),
        at: said::time(given.at),
        comment: given.value.comment.lossy().into_owned(),
        increment: given
            .subject
            .as_ref()
            .and_then(|on| on.increment.as_ref())
            .map(ToString::to_string),
        head: given.subject.as_ref().map(|on| on.range.head.to_string()),
        stale: record.stale.contains_key(&given.id),
        restored: record.restored.contains(&given.id),
    };
    let criterion = |found: &CriterionStatus<'_>| CriterionStatusJson {
        id: found.key.id.to_string(),
        spec: found.key.spec.lossy().into_owned(),
        state: found.state.name(),
        verdicts: record.verdicts_on(&found.key).map(verdict).collect(),
    };
    let snag = |found: &CriterionStatus<'_>| SnagJson::Criterion {
        id: found.key.id.to_string(),
        spec: found.key.spec.lossy().into_owned(),
        state: found.state.name(),
    };
    let standing = |((increment, turn), facts): ((&Increment, &Turn), &IncrementFacts)| {
        let standing = record.standing(increment);
        StandingJson {
            increment: IncrementJson::new(increment),
            outcome: standing.outcome.name(),
            outcome_before: standing.before.map(BeforeJson::new),
            check_again: standing
                .to_check
                .iter()
                .map(|key| key.id.to_string())
                .collect(),
            snags: snags_on(record, increment).count(),
            unpaired: facts.unpaired,
            since_previous: facts.since_previous.clone(),
            turn: turn.whose.map(|whose| IncrementTurnJson {
                whose: whose.name(),
                since: turn.since().map(said::time),
                why: turn.words(),
            }),
        }
    };
    let unmet = standings.iter().filter(|found| found.is_snag()).map(snag);
    let threads = record.threads.iter().filter(|thread| thread.is_snag());
    let notes = threads.map(|thread| SnagJson::Note(Box::new(NoteJson::new(record, thread))));
    let Turn {
        contractor,
        reviewers,
        ..
    } = turn;
    StatusJson {
        version: 1,
        specs: engagement.specs.iter().map(SpecStatusJson::new).collect(),
        criteria: standings.iter().map(criterion).collect(),
        increments: engagement
            .found
            .increments
            .iter()
            .zip(turns)
            .zip(facts)
            .map(standing)
            .collect(),
        former: record
            .former
            .values()
            .map(|former| FormerJson::new(record, former))
            .collect(),
        amendments: engagement
            .agreed
            .amendments
            .iter()
            .map(AmendmentJson::new)
            .collect(),
        left_out: LeftOutHistoryJson::all(&engagement.found.left_out),
        remote_branch: engagement.remote_branch.as_ref().map(RemoteBranchJson::new),
        unread: record
            .unread_items()
            .iter()
            .map(|item| UnreadJson::new(record, item))
            .collect(),
        snags: unmet.chain(notes).collect(),
        pending: record.pending().map(PendingJson::new).collect(),
        sync: SyncJson {
            with: travel.with.clone(),
            last: travel.last.map(said::time),
            unsent: travel.unsent,
            held: travel
                .held
                .iter()
                .map(|(writer, entries)| HeldJson::new(writer, *entries))
                .collect(),
        },
        turn: TurnJson {
            contractor: (!contractor.is_idle()).then(|| ContractorJson {
                since: contractor.since.map(said::time),
                notes: contractor.notes,
                criteria: contractor.criteria,
            }),
            reviewers: (!reviewers.is_idle()).then(|| ReviewersJson {
                since: reviewers.since.map(said::time),
                addressed: reviewers.addressed,
                stale: reviewers.stale,
                unreviewed: reviewers.unreviewed,
                disputed: reviewers.disputed,
            }),
        },
    }
}
