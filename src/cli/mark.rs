//! `snaglist mark`: gives a verdict on a criterion.

use anyhow::{Result, bail};
use serde::Serialize;

use super::args::MarkArgs;
use super::notes::LineRangeJson;
use super::{CommandContext, people, pick, said};
use crate::engagement::{Engagement, overtaken};
use crate::model::id::ObjectId;
use crate::model::increment::{CommitRange, Increment};
use crate::model::person::Role;
use crate::model::record::{Evidence, Record};
use crate::model::spec::CriterionKey;
use crate::model::statement;
use crate::model::text::Untrusted;
use crate::model::verdict::{CriterionState, Verdict};
use crate::safe;

/// Maximum number of an increment's commits searched for one.
const MAX_COMMITS: usize = 20_000;

#[derive(Serialize)]
struct MarkJson {
    version: u8,
    id: String,
    spec: String,
    criterion: String,
    verdict: Option<&'static str>,
    increment: String,
    head: String,
    state: &'static str,
    evidence: Vec<EvidenceJson>,
}

#[derive(Serialize)]
struct EvidenceJson {
    path: String,
    lines: Vec<LineRangeJson>,
}

pub(super) fn run(context: &CommandContext, mark: &MarkArgs) -> Result<()> {
    let mut engagement = context.open()?;
    let record = engagement.record();
    let me = engagement.identity.writer.clone();
    let role = people::role(&engagement, &record);
    if role != Role::Reviewer {
        bail!(
            "only a reviewer can give a verdict; you are {} here. `snaglist note --criterion {} TEXT` \
             comments on it",
            role.with_article(),
            safe::inline(&mark.criterion)
        );
    }
    let picked = pick::criterion(&engagement.specs, &mark.criterion)?;
    let key = picked.key();
    let reference = statement::spec_ref(picked.spec, Some(picked.criterion));
    if mark.verdict.0.is_none() && !record.verdicts_on(&key).any(|given| given.by == me) {
        bail!(
            "you have given no verdict on {}, so there is none to take back",
            key.id
        );
    }
    if mark.verdict.0 == Some(Verdict::Waived)
        && mark
            .reason
            .as_ref()
            .is_none_or(|text| text.trim().is_empty())
    {
        return Err(super::usage("a waiver needs its reason: `--reason TEXT`"));
    }
    let (increment, evidence) = judged(&engagement, &record, &key, mark)?;
    let comment = Untrusted::from(mark.reason.clone().unwrap_or_default());
    let tree = engagement.tree_of(increment.range.head);
    let mut statement = statement::verdict(
        &record,
        &me,
        key.clone(),
        mark.verdict.0,
        comment,
        mark.resolve,
    );
    statement.subject = Some(statement::subject(&increment, tree, evidence.clone()));
    statement.spec = Some(reference);
    let event = said::say(&mut engagement, statement)?;

    let record = engagement.record();
    let state = record.state_of(&key);
    if context.out.json {
        return context.out.json(&MarkJson {
            version: 1,
            id: event.id.to_string(),
            spec: key.spec.lossy().into_owned(),
            criterion: key.id.to_string(),
            verdict: mark.verdict.0.map(Verdict::name),
            increment: increment.id.to_string(),
            head: increment.range.head.to_string(),
            state: state.name(),
            evidence: evidence.iter().map(lines).collect(),
        });
    }
    let what = mark
        .verdict
        .0
        .map_or("your verdict is taken back", Verdict::words);
    let mut text = format!(
        "{}: {what}, on {} ({})\n",
        key.id,
        increment.id,
        increment.range.short()
    );
    text.push_str(&rests_on(&evidence));
    if record.stale.contains_key(&event.id) {
        text.push_str("What it rests on has changed since, so it has lapsed already.\n");
    }
    if state == CriterionState::Disputed {
        let given = record
            .verdicts_on(&key)
            .filter(|given| !record.stale.contains_key(&given.id));
        let given = given.filter_map(|given| {
            Some(format!(
                "{} says {}",
                said::name(&record, &given.by),
                given.value.verdict?.words()
            ))
        });
        let given = given.collect::<Vec<_>>().join(", ");
        let again = mark.verdict.0.map_or("VERDICT", Verdict::name);
        text.push_str(&format!(
            "Disputed: {given}.\nBoth stand until one settles it: `snaglist mark {} {again} --resolve`\n",
            key.id
        ));
    }
    context.out.text(&text)
}

fn lines(evidence: &Evidence) -> EvidenceJson {
    EvidenceJson {
        path: evidence.path.lossy().into_owned(),
        lines: evidence
            .lines
            .iter()
            .copied()
            .map(LineRangeJson::new)
            .collect(),
    }
}

/// Describes in a line what the verdict rests on.
fn rests_on(evidence: &[Evidence]) -> String {
    if evidence.is_empty() {
        return "Nothing of it is linked with the criterion: the verdict lapses with its next round.\n"
            .to_owned();
    }
    let files = super::output::count(evidence.len(), "file");
    let lines: u32 = evidence
        .iter()
        .flat_map(|file| &file.lines)
        .map(|lines| lines.last - lines.first + 1)
        .sum();
    match lines {
        0 => format!("It rests on {files}.\n"),
        _ => format!(
            "It rests on {} in {files}.\n",
            super::output::count(lines as usize, "line")
        ),
    }
}

/// Finds the round that is judged, and its lines that bear on the criterion.
fn judged(
    engagement: &Engagement,
    record: &Record,
    key: &CriterionKey,
    mark: &MarkArgs,
) -> Result<(Increment, Vec<Evidence>)> {
    let all = &engagement.found.increments;
    let among: &[Increment] = match &mark.increment {
        Some(name) => std::slice::from_ref(pick::increment(all, name)?),
        None => all,
    };
    let Some(at) = &mark.at else {
        let (increment, evidence) = pick::newest(engagement, record, among, key)?;
        let now = overtaken(&engagement.repository, &evidence, engagement.found.head);
        return Ok(match (now, all.last()) {
            // A user who names no increment looked at the current lines.
            (Some(now), Some(newest)) if mark.increment.is_none() => (newest.clone(), now),
            _ => (increment, evidence),
        });
    };
    let commit = engagement.repository.resolve_typed(at)?;
    let rounds: Vec<Increment> = among
        .iter()
        .filter_map(|increment| round_at(engagement, increment, commit).transpose())
        .collect::<Result<_>>()?;
    if rounds.is_empty() {
        bail!(
            "{} is in none of the increments{}; `snaglist increments` lists them",
            commit.short(7),
            if mark.increment.is_some() {
                " you named"
            } else {
                ""
            }
        );
    }
    pick::newest(engagement, record, &rounds, key)
}

/// Cuts an increment at one of its commits; `None` when it does not have the commit.
fn round_at(
    engagement: &Engagement,
    increment: &Increment,
    commit: ObjectId,
) -> Result<Option<Increment>> {
    let rounds = || increment.earlier.iter().chain([&increment.range]).rev();
    let round = |range: CommitRange| {
        Ok(Some(Increment {
            range,
            ..increment.clone()
        }))
    };
    if let Some(range) = rounds().find(|range| range.head == commit) {
        return round(*range);
    }
    for range in rounds() {
        let commits = engagement.repository.commits(range, MAX_COMMITS)?.commits;
        if commits.iter().any(|found| found.id == commit) {
            return round(CommitRange {
                base: range.base,
                head: commit,
            });
        }
    }
    Ok(None)
}
