//! `snaglist outcome`: decides about an increment's newest round, or shows its decisions.

use anyhow::{Result, bail};
use serde::Serialize;

use super::args::DecideOutcome;
use super::output::DIM;
use super::{CommandContext, people, pick, said};
use crate::engagement::Engagement;
use crate::model::decision::{Decision, EarlierDecision};
use crate::model::event::{Body, Statement};
use crate::model::id::EventId;
use crate::model::increment::Increment;
use crate::model::person::Role;
use crate::model::record::Record;
use crate::model::statement;
use crate::model::text::Untrusted;
use crate::model::verdict::Outcome;
use crate::safe;

#[derive(Serialize)]
struct OutcomeJson {
    version: u8,
    increment: String,
    round: u32,
    head: String,
    outcome: &'static str,
    outcome_before: Option<BeforeJson>,
    check_again: Vec<String>,
    history: Vec<DecisionJson>,
}

/// A decision about an earlier round, in JSON.
#[derive(Serialize)]
pub(super) struct BeforeJson {
    round: Option<u32>,
    outcome: &'static str,
    head: String,
}

#[derive(Serialize)]
struct DecisionJson {
    id: String,
    outcome: &'static str,
    by: String,
    writer: String,
    at: String,
    base: Option<String>,
    head: Option<String>,
    comment: String,
    stands: bool,
    taken_back: bool,
}

impl BeforeJson {
    pub(super) fn new(before: EarlierDecision) -> Self {
        Self {
            round: before.round,
            outcome: before.outcome.name(),
            head: before.head.to_string(),
        }
    }
}

pub(super) fn run(context: &CommandContext, asked: &DecideOutcome) -> Result<()> {
    let mut engagement = context.open()?;
    let increment = pick::increment(&engagement.found.increments, &asked.increment)?.clone();
    if let Some(decided) = asked.outcome {
        decide(
            &mut engagement,
            &increment,
            decided.0,
            asked.reason.as_deref(),
        )?;
    }
    let record = engagement.record();
    if context.out.json {
        return context.out.json(&in_json(&record, &increment));
    }
    context.out.text(&in_words(context, &record, &increment))
}

fn decide(
    engagement: &mut Engagement,
    increment: &Increment,
    outcome: Option<Outcome>,
    reason: Option<&str>,
) -> Result<()> {
    let record = engagement.record();
    let role = people::role(engagement, &record);
    if role != Role::Reviewer {
        bail!(
            "only a reviewer can decide an outcome; you are {} here. `snaglist note --increment {} TEXT` \
             says \
             what you think of it",
            role.with_article(),
            increment.id
        );
    }
    let me = engagement.identity.writer.clone();
    let Some(outcome) = outcome else {
        for of in mine(engagement, &record, increment) {
            let said = Statement {
                replaces: vec![of],
                ..Statement::new(Body::Retract { of })
            };
            said::say(engagement, said)?;
        }
        return Ok(());
    };
    let comment = Untrusted::from(reason.unwrap_or_default());
    let body = Body::Outcome {
        increment: increment.id.clone(),
        outcome,
        comment,
    };
    let mut said = statement::say(&record, &me, body);
    let tree = engagement.tree_of(increment.range.head);
    said.subject = Some(statement::subject(increment, tree, Vec::new()));
    said::say(engagement, said)?;
    Ok(())
}

/// Finds this writer's decisions about the newest round that were not taken back.
fn mine(engagement: &Engagement, record: &Record, increment: &Increment) -> Vec<EventId> {
    let of_this = |decision: &&Decision| {
        decision.given.by == engagement.identity.writer
            && decision
                .range()
                .is_none_or(|range| range == increment.range)
    };
    record
        .outcomes_of(&increment.id)
        .filter(of_this)
        .map(|decision| decision.given.id)
        .collect()
}

fn in_json(record: &Record, increment: &Increment) -> OutcomeJson {
    let standing = record.standing(increment);
    let decision = |decision: &Decision| {
        let given = &decision.given;
        DecisionJson {
            id: given.id.to_string(),
            outcome: given.value.0.name(),
            by: record.name_of(&given.by).lossy().into_owned(),
            writer: given.by.to_string(),
            at: said::time(given.at),
            base: decision
                .range()
                .and_then(|range| range.base)
                .map(|base| base.to_string()),
            head: decision.range().map(|range| range.head.to_string()),
            comment: given.value.1.lossy().into_owned(),
            stands: decision.stands,
            taken_back: decision.is_taken_back,
        }
    };
    OutcomeJson {
        version: 1,
        increment: increment.id.to_string(),
        round: increment.round,
        head: increment.range.head.to_string(),
        outcome: standing.outcome.name(),
        outcome_before: standing.before.map(BeforeJson::new),
        check_again: standing
            .to_check
            .iter()
            .map(|key| key.id.to_string())
            .collect(),
        history: record
            .decisions
            .get(&increment.id)
            .into_iter()
            .flatten()
            .map(decision)
            .collect(),
    }
}

fn in_words(context: &CommandContext, record: &Record, increment: &Increment) -> String {
    let range = increment.range.short();
    let round = if increment.round > 1 {
        format!(", round {}", increment.round)
    } else {
        String::new()
    };
    let mut text = format!(
        "{} ({range}{round}): {}\n",
        increment.id,
        record.standing(increment).words()
    );
    let now = said::now();
    for decision in record.decisions.get(&increment.id).into_iter().flatten() {
        let given = &decision.given;
        let of = decision
            .range()
            .map_or(String::new(), |range| format!(" of {}", range.short()));
        let then = match (decision.is_taken_back, decision.stands) {
            (true, _) => ", taken back",
            (false, false) => ", replaced",
            (false, true) => "",
        };
        let comment = safe::inline(&given.value.1);
        let comment = if comment.is_empty() {
            String::new()
        } else {
            format!(": {comment}")
        };
        let line = format!(
            "{}{of}, by {}, {}{then}{comment}",
            given.value.0.words(),
            said::name(record, &given.by),
            given.at.ago(now)
        );
        let line = super::output::paragraph(line.as_bytes(), 2, false);
        text.push_str(&context.out.paint(DIM, line.trim_end_matches('\n')));
        text.push('\n');
    }
    text
}
