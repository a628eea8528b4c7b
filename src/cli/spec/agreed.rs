//! `snaglist spec agreed`: lists changes of the agreed spec; agrees to them, refuses them, or pins
//! what was agreed.

use anyhow::{Result, bail};
use serde::Serialize;

use super::super::amended::{self, AmendmentJson};
use super::super::args::SpecAgreed;
use super::super::{CommandContext, people, pick, said};
use crate::engagement::Engagement;
use crate::model::amendment::Amendment;
use crate::model::event::{Body, Statement};
use crate::model::person::Role;
use crate::model::record::Record;
use crate::model::statement;

#[derive(Serialize)]
struct AgreedJson {
    version: u8,
    at: Option<String>,
    because: String,
    agreed: usize,
    amendments: Vec<AmendmentJson>,
}

pub(super) fn run(context: &CommandContext, asked: &SpecAgreed) -> Result<()> {
    let mut engagement = context.open()?;
    let says = statements(&mut engagement, asked)?;
    if !says.is_empty() {
        for statement in says {
            said::say(&mut engagement, statement)?;
        }
        engagement = context.open()?;
    }
    let agreed = &engagement.agreed;
    if context.out.json {
        return context.out.json(&AgreedJson {
            version: 1,
            at: agreed.at.map(|commit| commit.to_string()),
            because: agreed.because.clone(),
            agreed: agreed.agreed,
            amendments: agreed.amendments.iter().map(AmendmentJson::new).collect(),
        });
    }
    let text = amended::amendments(&context.out, agreed);
    if text.is_empty() {
        let because = if agreed.because.is_empty() {
            "as they are"
        } else {
            &agreed.because
        };
        return context.out.text(&format!(
            "Nothing in the specs differs from what was agreed ({because}).\n"
        ));
    }
    context.out.text(&text)
}

/// Converts the options to statements.
fn statements(engagement: &mut Engagement, asked: &SpecAgreed) -> Result<Vec<Statement>> {
    let record = engagement.record();
    let is_asking = asked.pin.is_some()
        || asked.unpin
        || asked.all
        || !asked.agree.is_empty()
        || !asked.refuse.is_empty();
    if !is_asking {
        return Ok(Vec::new());
    }
    let role = people::role(engagement, &record);
    if role != Role::Reviewer {
        bail!(
            "only a reviewer can say what was agreed; you are {} here",
            role.with_article()
        );
    }
    let mut says = Vec::new();
    let me = engagement.identity.writer.clone();
    if let Some(at) = &asked.pin {
        let commit = engagement.repository.resolve_typed(at)?;
        says.push(statement::say(&record, &me, Body::Pin { commit }));
    }
    if asked.unpin {
        says.extend(taken_back(&record, engagement)?);
    }
    let open = engagement.agreed.open().filter(|_| asked.all);
    says.extend(open.map(|amendment| decide(&record, engagement, amendment, true)));
    for (names, is_agreed) in [(&asked.agree, true), (&asked.refuse, false)] {
        for name in names {
            let amendment = named(engagement, name)?;
            says.push(decide(&record, engagement, amendment, is_agreed));
        }
    }
    Ok(says)
}

/// Builds the statements that take this writer's pins back.
fn taken_back(record: &Record, engagement: &Engagement) -> Result<Vec<Statement>> {
    let mine = record
        .pins
        .iter()
        .filter(|pin| pin.by == engagement.identity.writer);
    let back = |id| Statement {
        replaces: vec![id],
        ..Statement::new(Body::Retract { of: id })
    };
    let back: Vec<Statement> = mine.map(|pin| back(pin.id)).collect();
    if back.is_empty() {
        bail!("you have pinned nothing, so there is nothing to take back");
    }
    Ok(back)
}

fn decide(
    record: &Record,
    engagement: &Engagement,
    amendment: &Amendment,
    agreed: bool,
) -> Statement {
    let body = Body::Amendment {
        criterion: amendment.criterion.clone(),
        change: amendment.change,
        agreed,
        text: amendment.after.clone(),
    };
    statement::say(record, &engagement.identity.writer, body)
}

/// Finds the amendment of a criterion, by its id.
fn named<'a>(engagement: &'a Engagement, name: &str) -> Result<&'a Amendment> {
    let key = pick::criterion(&engagement.specs, name)?.key();
    let Some(amendment) = engagement.agreed.amendment_of(&key) else {
        bail!(
            "{} is as it was agreed, so there is nothing to agree to",
            key.id
        );
    };
    Ok(amendment)
}
