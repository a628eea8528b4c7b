//! `snaglist increments`: the increments found, and how.

use anyhow::Result;
use serde::Serialize;

use super::Context;
use super::output::{self, BAD, DIM, GOOD, Output, STRONG, WARN, count};
use crate::engagement::{Engagement, trace};
use crate::model::increment::Increment;
use crate::safe;
use crate::trace::IncrementTrace;

#[derive(Serialize)]
struct Listing {
    version: u8,
    because: String,
    increments: Vec<Counted>,
}

/// An increment as other programs read it.
#[derive(Serialize)]
pub(super) struct IncrementJson {
    id: String,
    title: String,
    base: Option<String>,
    head: String,
    source: &'static str,
    round: u32,
}

#[derive(Serialize)]
struct Counted {
    #[serde(flatten)]
    increment: IncrementJson,
    commits: Option<usize>,
    files: Option<usize>,
    insertions: Option<u32>,
    deletions: Option<u32>,
}

impl IncrementJson {
    pub fn new(increment: &Increment) -> Self {
        Self {
            id: increment.id.to_string(),
            title: increment.title.lossy().into_owned(),
            base: increment.range.base.map(|base| base.to_string()),
            head: increment.range.head.to_string(),
            source: increment.source.name(),
            round: increment.round,
        }
    }
}

pub(super) fn run(context: &Context) -> Result<()> {
    let engagement = context.open()?;
    let increments = &engagement.found.increments;
    let read = increments.iter().map(|increment| (increment, read(&engagement, increment)));
    let because = safe::inline(&engagement.found.because);
    if context.out.json {
        let increments = read.map(|(increment, found)| counted(increment, found.as_ref().ok())).collect();
        return context.out.json(&Listing { version: 1, because: because.into_string(), increments });
    }
    let mut text = output::paragraph(
        format!("{}: {because}", count(increments.len(), "increment")).as_bytes(),
        0,
        false,
    );
    for (increment, found) in read {
        text.push('\n');
        text.push_str(&told(&context.out, increment, &found));
    }
    context.out.text(&text)
}

/// Reads an increment through, specs aside: what bears on which criterion does not matter here.
fn read(engagement: &Engagement, increment: &Increment) -> Result<IncrementTrace> {
    Ok(trace(&engagement.repository, increment, &[], &|| false)?.unwrap_or_default())
}

fn counted(increment: &Increment, found: Option<&IncrementTrace>) -> Counted {
    Counted {
        increment: IncrementJson::new(increment),
        commits: found.map(|found| found.commits.len()),
        files: found.map(|found| found.files.len()),
        insertions: found.map(|found| found.lines().0),
        deletions: found.map(|found| found.lines().1),
    }
}

fn told(out: &Output, increment: &Increment, found: &Result<IncrementTrace>) -> String {
    let dot = out.dot();
    let mut text = format!("{}\n", out.paint(STRONG, increment.id.as_str()));
    let title = safe::inline(&increment.title);
    if title.as_str() != increment.id.as_str() {
        text.push_str(&output::paragraph(increment.title.as_bytes(), 2, false));
    }
    let mut facts = format!("{}  {}", increment.range.short(), increment.source.reason());
    if increment.round > 1 {
        facts = format!("{facts} {dot} round {}", increment.round);
    }
    text.push_str(&format!("  {}\n", out.paint(DIM, &facts)));
    match found {
        Err(error) => {
            let why = format!("cannot be read: {error:#}");
            text.push_str(&output::paragraph(why.as_bytes(), 2, false));
        }
        Ok(found) => {
            let (plus, minus) = found.lines();
            let more = if found.more_commits { "more than " } else { "" };
            text.push_str(&format!(
                "  {more}{} {dot} {} {dot} {} {}\n",
                count(found.commits.len(), "commit"),
                count(found.files.len(), "file"),
                out.paint(GOOD, &format!("+{plus}")),
                out.paint(BAD, &format!("-{minus}")),
            ));
            if found.unpaired {
                let said = "too large to look for all renamed and copied files: some may be listed as deleted and added";
                text.push_str(&output::paragraph(said.as_bytes(), 2, false));
            }
            if !found.hidden.is_empty() {
                let hidden = format!("hidden in it: {}", found.hidden.words());
                text.push_str(&format!("  {}\n", out.paint(WARN, &hidden)));
            }
        }
    }
    text
}
