//! `snaglist trace`: links between changes and criteria, and the gaps on both sides.

mod json;
mod strongest;
mod text;

use std::sync::Arc;

use anyhow::{Context as _, Result};

use super::args::Trace;
use super::{CommandContext, pick, remark};
use crate::engagement::{Allowance, Engagement, LinedUp, Suggesting, outside_words};
use crate::model::increment::Increment;
use crate::model::record::Record;
use crate::model::spec::{Criterion, CriterionKey, CriterionKind};
use crate::trace::suggest::{BestScores, Suggestions};

/// One increment with its links.
struct TracedIncrement<'a> {
    increment: &'a Increment,
    lined_up: LinedUp,
    suggestions: Option<Arc<Suggestions>>,
}

/// All data for the output.
struct Tracing<'a> {
    /// The requested increment; `None` for all of them.
    asked: Option<&'a Increment>,
    /// The increments, oldest first.
    increments: Vec<TracedIncrement<'a>>,
    /// The criteria of all specs, in order.
    criteria: Vec<(CriterionKey, &'a Criterion)>,
    record: &'a Record,
    /// Which files are not looked at, in our own words.
    outside: Option<String>,
}

impl Tracing<'_> {
    /// Whether any change that was looked at is linked to a criterion.
    fn is_linked(&self, criterion: &CriterionKey) -> bool {
        self.increments
            .iter()
            .any(|traced| traced.lined_up.coverage.evidence(criterion).is_some())
    }

    fn uncovered(&self) -> impl Iterator<Item = &(CriterionKey, &Criterion)> {
        self.criteria
            .iter()
            .filter(|(criterion, _)| !self.is_linked(criterion))
    }
}

pub(super) fn run(context: &CommandContext, asked: &Trace) -> Result<()> {
    let (mut engagement, name) = open(context, asked.increment.as_deref())?;
    let record = engagement.record();
    let all = &engagement.found.increments;
    let asked = name
        .as_deref()
        .map(|name| pick::increment(all, name))
        .transpose()?;
    let suggesting = Suggesting::new(&engagement.specs);
    let wanted = all
        .iter()
        .filter(|found| asked.is_none_or(|one| one.id == found.id));
    let traced =
        Allowance::default().share(&engagement.repository, wanted, |increment, allowance| {
            let traced = read(&engagement, &record, &suggesting, increment, allowance);
            traced.with_context(|| format!("reading the increment {}", increment.id))
        });
    let mut increments = traced.into_iter().collect::<Result<Vec<_>>>()?;
    compare(&mut increments);
    let criteria = engagement.specs.iter().flat_map(|spec| {
        let items = spec
            .criteria
            .iter()
            .filter(|item| item.kind == CriterionKind::Criterion);
        items.map(|item| {
            (
                CriterionKey {
                    spec: spec.path.clone(),
                    id: item.id.clone(),
                },
                item,
            )
        })
    });
    let outside = outside_words(&engagement.repository);
    let tracing = Tracing {
        asked,
        increments,
        criteria: criteria.collect(),
        record: &record,
        outside,
    };
    if context.out.json {
        return context.out.json(&json::of(&tracing));
    }
    context.out.text(&text::of(&context.out, &tracing))
}

/// Opens everything, and resolves a name. A name that is not an increment's is opened as a range,
/// as the reviewer does: `main..HEAD`, a branch, a commit.
fn open(context: &CommandContext, name: Option<&str>) -> Result<(Engagement, Option<String>)> {
    let Some(name) = name else {
        return Ok((context.open()?, None));
    };
    let found = context.open_quietly(None);
    if let Ok(engagement) = found
        && pick::called(&engagement.found.increments, name).is_some()
    {
        remark(&engagement);
        return Ok((engagement, Some(name.to_owned())));
    }
    let engagement =
        context
            .open_quietly(Some(name))
            .map_err(|error| match context.open_quietly(None) {
                // It was meant as a name, and there are similar ones.
                Ok(found) if !name.contains("..") => pick::increment(&found.found.increments, name)
                    .err()
                    .unwrap_or(error),
                _ => error,
            })?;
    remark(&engagement);
    let opened = engagement
        .found
        .increments
        .first()
        .map(|found| found.id.to_string());
    Ok((engagement, opened))
}

fn read<'a>(
    engagement: &Engagement,
    record: &Record,
    suggesting: &Suggesting,
    increment: &'a Increment,
    allowance: &mut Allowance,
) -> Result<TracedIncrement<'a>> {
    let repository = &engagement.repository;
    let known = (&engagement.then, engagement.later());
    let lined_up = LinedUp::read(
        repository,
        increment,
        &engagement.specs,
        record,
        known,
        allowance,
    )?;
    let mut suggestions = suggesting.suggest_within(
        repository,
        increment,
        &lined_up.trace,
        allowance,
        (&|| false, &mut |_, _| {}),
    )?;
    if let Some(suggestions) = &mut suggestions {
        suggestions.learn(&lined_up.bearing);
    }
    Ok(TracedIncrement {
        increment,
        lined_up,
        suggestions: suggestions.map(Arc::new),
    })
}

/// Compares the suggestions of all increments with each other.
fn compare(increments: &mut [TracedIncrement<'_>]) {
    let found = increments.iter().enumerate();
    let best =
        BestScores::of(found.filter_map(|(at, one)| Some((at, &**one.suggestions.as_ref()?))));
    for (at, traced) in increments.iter_mut().enumerate() {
        if let Some(suggestions) = &mut traced.suggestions {
            Suggestions::compare(suggestions, at, &best);
        }
    }
}
