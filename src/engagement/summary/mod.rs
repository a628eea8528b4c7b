//! Gathers the review as it stands: the record with specs and increments.
//!
//! Owns the content of a summary and its order. Knows nothing of output formats.

mod links;
mod notes;
mod people;
mod since;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, anyhow};

use super::{Allowance, Engagement, LinedUp, since_previous, standing, wording};
use crate::digest;
use crate::model::event::Event;
use crate::model::id::{Digest, EventId, WriterId};
use crate::model::increment::Increment;
use crate::model::news::RemoteBranch;
use crate::model::record::Record;
use crate::model::spec::{Criterion, CriterionKey, CriterionKind, Spec};
use crate::model::summary::{
    ClaimedShare, CriterionSummary, Discounted, HiddenIn, HiddenPlace, IncrementSize,
    IncrementSummary, RecordSummary, SpecSummary, Summary,
};
use crate::model::text::Untrusted;
use crate::model::time::Timestamp;
use crate::safe::{self, Hidden};
use crate::trace::{Claimant, IncrementTrace};

use links::LinksSummary;

pub use since::limit_to;

/// Maximum number of places with hidden characters listed for an increment; the total counts all.
const MAX_HIDDEN_IN: usize = 200;

/// Gathers the summary.
///
/// An unreadable increment, as in a shallow clone, is marked as such.
///
/// # Errors
/// When no increment at all can be read: there would be nothing to sign off.
pub fn summarise(engagement: &mut Engagement) -> Result<Summary> {
    let record = engagement.shared_record();
    let events = events(engagement);
    let specs = distinct(&engagement.specs);
    let mut evidence = LinksSummary::default();
    let mut increments = Vec::new();
    let since_previous = since_previous(engagement, &record, None);
    for ((found, lined_up), since_previous) in engagement
        .found
        .increments
        .iter()
        .zip(lined_up(engagement, &record))
        .zip(since_previous)
    {
        let increment = found.clone();
        if let Ok(lined_up) = &lined_up {
            evidence.add(increments.len(), lined_up);
        }
        increments.push(IncrementSummary {
            since_previous,
            ..increment_summary(increment, lined_up, &record)
        });
    }
    if increments.iter().all(|increment| increment.size.is_err())
        && let Some(Err(why)) = increments.first().map(|increment| &increment.size)
    {
        return Err(anyhow!(
            "no increment can be read, so there is nothing to sum up: {why}"
        ));
    }
    evidence.add_the_rest(&record);

    let threads: Vec<_> = record.live_threads().cloned().collect();
    let criteria = criteria(
        &specs,
        &record,
        &mut evidence,
        &notes::by_criterion(&threads),
    );
    let ids = increments
        .iter()
        .map(|summary| summary.increment.id.clone());
    Ok(Summary {
        repository: engagement.name.clone(),
        period: period(&events),
        people: people::participants(&record, events.values().map(|event| &event.writer)),
        specs: specs.iter().map(|spec| spec_summary(spec)).collect(),
        because: engagement.found.because.clone(),
        left_out: engagement.found.left_out.clone(),
        snags: notes::snags(&criteria, &threads),
        others: notes::others(&threads, ids),
        increments,
        criteria,
        unclaimed: evidence.unclaimed,
        sign_offs: record.sign_offs.clone(),
        new_since: None,
        remarks: remarks(engagement),
        record: RecordSummary {
            events: record.events,
            digest: digest_of(&events),
            unknown: record.newer.len() as u32,
            damaged: record.damaged.clone(),
            retracted: record.threads.len() - threads.len(),
        },
        versions: standing::written_on(&engagement.repository, &record, &engagement.found),
        threads,
        wording: engagement.agreed.amendments.iter().map(wording).collect(),
        agreed: engagement.agreed.clone(),
        former: record.former.into_values().collect(),
        stale: record.stale,
        restored: record.restored,
    })
}

/// Returns what is odd about the engagement, and which branch is reviewed where a remote one has
/// other commits.
fn remarks(engagement: &Engagement) -> Vec<String> {
    let words = |branch: &RemoteBranch| branch.words(|name| safe::inline(name).into_string());
    let branch = engagement.remote_branch.as_ref().map(words);
    engagement.remarks.iter().cloned().chain(branch).collect()
}

/// Reads all increments; returns them in their order, or why one cannot be read.
fn lined_up(engagement: &Engagement, record: &Record) -> Vec<Result<LinedUp, String>> {
    let (repository, specs) = (&engagement.repository, &engagement.specs);
    let known = (&engagement.then, engagement.later());
    Allowance::default().share(
        repository,
        engagement.found.increments.iter(),
        |increment, allowance| {
            let lined_up = LinedUp::read(repository, increment, specs, record, known, allowance);
            lined_up.map_err(|error| format!("{error:#}"))
        },
    )
}

/// The parts of an event that the summary reads itself.
struct EventOrigin {
    writer: WriterId,
    at: Timestamp,
}

/// Collects all events, each once.
fn events(engagement: &Engagement) -> BTreeMap<EventId, EventOrigin> {
    let all = engagement
        .journal
        .events()
        .iter()
        .chain(engagement.journal.staged());
    all.map(|event: &Event| {
        (
            event.id,
            EventOrigin {
                writer: event.writer.clone(),
                at: event.at,
            },
        )
    })
    .collect()
}

fn period(events: &BTreeMap<EventId, EventOrigin>) -> Option<(Timestamp, Timestamp)> {
    let times = || events.values().map(|event| event.at);
    Some((times().min()?, times().max()?))
}

fn digest_of(events: &BTreeMap<EventId, EventOrigin>) -> Digest {
    digest::of_parts(events.keys().map(|id| &id.0.0[..]))
}

/// Returns the specs without repeated paths: the record could not tell them apart.
fn distinct(specs: &[Spec]) -> Vec<&Spec> {
    let mut paths = BTreeSet::new();
    specs
        .iter()
        .filter(|spec| paths.insert(&spec.path))
        .collect()
}

fn spec_summary(spec: &Spec) -> SpecSummary {
    SpecSummary {
        path: spec.path.clone(),
        title: spec.title.clone(),
        blob: spec.blob,
        digest: spec.digest,
        left_out: spec.left_out.len(),
    }
}

fn increment_summary(
    increment: Increment,
    lined_up: Result<LinedUp, String>,
    record: &Record,
) -> IncrementSummary {
    let (hidden, hidden_in) = lined_up
        .as_ref()
        .map(|lined_up| hidden(&lined_up.trace))
        .unwrap_or_default();
    IncrementSummary {
        since_previous: Vec::new(),
        claims: lined_up.as_ref().map(claims).unwrap_or_default(),
        size: lined_up.map(|lined_up| size(&lined_up.trace)),
        standing: record.standing(&increment),
        decisions: record
            .decisions
            .get(&increment.id)
            .cloned()
            .unwrap_or_default(),
        hidden,
        hidden_in,
        increment,
    }
}

fn claims(lined_up: &LinedUp) -> ClaimedShare {
    let coverage = &lined_up.coverage;
    let folded = coverage
        .asides()
        .into_iter()
        .map(|(aside, count)| (aside.name(), count));
    let left_out = lined_up.trace.left_out.iter().map(|found| {
        let (commit, what) = match &found.what {
            Claimant::Commit(id) => (Some(*id), Untrusted::default()),
            Claimant::File(path) => (None, Untrusted::from(path.as_bytes())),
            Claimant::Increment(name) => (None, name.clone()),
        };
        Discounted {
            commit,
            what,
            criteria: found.criteria.clone(),
            why: found.why.words(),
        }
    });
    ClaimedShare {
        hunks: coverage.claimed.whole,
        claimed: coverage.claimed.part,
        folded: folded.collect(),
        left_out: left_out.collect(),
    }
}

fn size(traced: &IncrementTrace) -> IncrementSize {
    IncrementSize {
        commits: traced.commits.len(),
        more_commits: traced.more_commits,
        unpaired: traced.unpaired,
        files: traced.files.len(),
        insertions: traced
            .files
            .iter()
            .map(|file| u64::from(file.insertions))
            .sum(),
        deletions: traced
            .files
            .iter()
            .map(|file| u64::from(file.deletions))
            .sum(),
        unread: traced.unread(),
    }
}

/// Describes an increment's hidden characters: totals, and places.
fn hidden(traced: &IncrementTrace) -> (String, Vec<HiddenIn>) {
    let commits = traced.commits.iter().map(|commit| {
        let mut hidden = Hidden::of(commit.message.as_bytes());
        hidden.add(&Hidden::of(commit.author.as_bytes()));
        (HiddenPlace::Commit(commit.id), hidden)
    });
    let files = traced
        .files
        .iter()
        .map(|file| (HiddenPlace::File(file.path.clone()), file.hidden.clone()));
    let places = commits
        .chain(files)
        .filter(|(_, hidden)| !hidden.is_empty());
    let places = places.map(|(place, hidden)| HiddenIn {
        place,
        what: hidden.words(),
    });
    (traced.hidden.words(), places.take(MAX_HIDDEN_IN).collect())
}

/// Collects the criteria of the specs in their order, then those without a spec that somebody
/// judged or wrote about.
fn criteria(
    specs: &[&Spec],
    record: &Record,
    evidence: &mut LinksSummary,
    threads: &BTreeMap<CriterionKey, Vec<usize>>,
) -> Vec<CriterionSummary> {
    let mut known = BTreeSet::new();
    let mut criteria = Vec::new();
    let mut add = |key: CriterionKey, item: Option<Criterion>| {
        if known.insert(key.clone()) {
            let (evidence, more_evidence, reach) = evidence.take(&key);
            criteria.push(CriterionSummary {
                item,
                state: record.state_of(&key),
                verdicts: record.verdicts_on(&key).cloned().collect(),
                evidence,
                more_evidence,
                reach,
                threads: threads.get(&key).cloned().unwrap_or_default(),
                key,
            });
        }
    };
    for spec in specs {
        for item in spec
            .criteria
            .iter()
            .filter(|item| item.kind == CriterionKind::Criterion)
        {
            add(key_of(spec, item), Some(item.clone()));
        }
    }
    // A task that somebody wrote about is shown as in its spec.
    let tasks: BTreeMap<CriterionKey, &Criterion> = specs
        .iter()
        .flat_map(|spec| spec.criteria.iter().map(|item| (key_of(spec, item), item)))
        .filter(|(_, item)| item.kind == CriterionKind::Task)
        .collect();
    let judged = record
        .verdicts
        .keys()
        .filter(|key| record.verdicts_on(key).next().is_some());
    for key in judged.chain(threads.keys()).collect::<BTreeSet<_>>() {
        add(key.clone(), tasks.get(key).copied().cloned());
    }
    criteria
}

fn key_of(spec: &Spec, item: &Criterion) -> CriterionKey {
    CriterionKey {
        spec: spec.path.clone(),
        id: item.id.clone(),
    }
}
