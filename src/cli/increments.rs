//! `snaglist increments`: the increments, and how they were detected.

use anyhow::Result;
use serde::Serialize;

use super::CommandContext;
use super::output::{self, BAD, DIM, GOOD, Output, STRONG, WARN, count};
use crate::engagement::{Allowance, Engagement, measure, outside_words};
use crate::model::increment::{CommitRange, Increment, LeftOutHistory};
use crate::model::summary::{UNPAIRED, unread_said};
use crate::safe;
use crate::trace::IncrementTrace;

/// Maximum number of names listed of what is in no increment.
const NAMED: usize = 12;

#[derive(Serialize)]
struct IncrementsJson {
    version: u8,
    because: String,
    increments: Vec<CountedIncrementJson>,
    left_out: Vec<LeftOutHistoryJson>,
}

/// A part of the history that is in no increment, in JSON.
#[derive(Serialize)]
pub(super) struct LeftOutHistoryJson {
    count: usize,
    why: String,
    some: Vec<String>,
}

impl LeftOutHistoryJson {
    pub(super) fn all(left_out: &[LeftOutHistory]) -> Vec<Self> {
        let one = |left: &LeftOutHistory| Self {
            count: left.count,
            why: left.why.clone(),
            some: left
                .some
                .iter()
                .map(|name| name.lossy().into_owned())
                .collect(),
        };
        left_out.iter().map(one).collect()
    }
}

/// Describes what is in no increment, one paragraph each; empty if everything is in one.
pub(super) fn left_out(out: &Output, left_out: &[LeftOutHistory]) -> String {
    let mut text = String::new();
    for (at, left) in left_out.iter().enumerate() {
        if at == 0 {
            text.push_str(&format!("\n{}\n", out.paint(STRONG, "In no increment")));
        }
        let names: Vec<String> = left
            .some
            .iter()
            .take(NAMED)
            .map(|name| safe::inline(name).into_string())
            .collect();
        let more = if left.some.len() > NAMED || left.count > left.some.len() {
            ", …"
        } else {
            ""
        };
        let names = if names.is_empty() {
            String::new()
        } else {
            format!(" ({}{more})", names.join(", "))
        };
        let line = format!("{}{names}", left.words());
        text.push_str(&format!(
            "  {}",
            output::paragraph(line.as_bytes(), 2, true)
        ));
    }
    text
}

/// An increment, in JSON.
#[derive(Serialize)]
pub(super) struct IncrementJson {
    id: String,
    title: String,
    base: Option<String>,
    head: String,
    source: &'static str,
    round: u32,
    names: Vec<String>,
    earlier: Vec<RangeJson>,
    merged_in: Option<String>,
}

#[derive(Serialize)]
struct RangeJson {
    base: Option<String>,
    head: String,
}

impl RangeJson {
    fn new(range: &CommitRange) -> Self {
        Self {
            base: range.base.map(|base| base.to_string()),
            head: range.head.to_string(),
        }
    }
}

#[derive(Serialize)]
struct CountedIncrementJson {
    #[serde(flatten)]
    increment: IncrementJson,
    commits: Option<usize>,
    files: Option<usize>,
    outside: Option<usize>,
    insertions: Option<u32>,
    deletions: Option<u32>,
    unread_files: Option<usize>,
}

impl IncrementJson {
    pub(super) fn new(increment: &Increment) -> Self {
        Self {
            id: increment.id.to_string(),
            title: increment.title.lossy().into_owned(),
            base: increment.range.base.map(|base| base.to_string()),
            head: increment.range.head.to_string(),
            source: increment.source.name(),
            round: increment.round,
            names: increment.names.iter().map(ToString::to_string).collect(),
            earlier: increment.earlier.iter().map(RangeJson::new).collect(),
            merged_in: increment.merged_in.map(|commit| commit.to_string()),
        }
    }
}

pub(super) fn run(context: &CommandContext) -> Result<()> {
    let engagement = context.open()?;
    let increments = &engagement.found.increments;
    let read = Allowance::of_counting().share(
        &engagement.repository,
        increments.iter(),
        |increment, allowance| {
            (
                increment,
                measure(&engagement.repository, increment, allowance),
            )
        },
    );
    let read = read.into_iter();
    let because = safe::inline(&engagement.found.because);
    if context.out.json {
        let increments = read
            .map(|(increment, found)| counted(increment, found.as_ref().ok()))
            .collect();
        return context.out.json(&IncrementsJson {
            version: 1,
            because: because.into_string(),
            increments,
            left_out: LeftOutHistoryJson::all(&engagement.found.left_out),
        });
    }
    let mut text = output::paragraph(
        format!("{}: {because}", count(increments.len(), "increment")).as_bytes(),
        0,
        false,
    );
    for (increment, found) in read {
        text.push('\n');
        text.push_str(&told(&context.out, &engagement, increment, &found));
    }
    text.push_str(&left_out(&context.out, &engagement.found.left_out));
    context.out.text(&text)
}

fn counted(increment: &Increment, found: Option<&IncrementTrace>) -> CountedIncrementJson {
    CountedIncrementJson {
        increment: IncrementJson::new(increment),
        commits: found.map(|found| found.commits.len()),
        files: found.map(|found| found.files.len()),
        outside: found.map(|found| found.outside),
        insertions: found.map(|found| found.lines().0),
        deletions: found.map(|found| found.lines().1),
        unread_files: found.map(IncrementTrace::unread),
    }
}

fn told(
    out: &Output,
    engagement: &Engagement,
    increment: &Increment,
    found: &Result<IncrementTrace>,
) -> String {
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
    if let Some(merge) = increment.merged_in {
        facts = format!("{facts} {dot} merged in {}", merge.short(7));
    }
    text.push_str(&format!("  {}\n", out.paint(DIM, &facts)));
    let names: Vec<&str> = increment
        .names
        .iter()
        .filter(|name| **name != increment.id)
        .map(|name| name.as_str())
        .collect();
    if !names.is_empty() {
        let line = format!("also {}", names.join(", "));
        text.push_str(&output::paragraph(line.as_bytes(), 2, false));
    }
    match found {
        Err(error) => {
            let why = format!("cannot be read: {error:#}");
            text.push_str(&output::paragraph(why.as_bytes(), 2, false));
        }
        Ok(found) => {
            let (plus, minus) = found.lines();
            let more = if found.more_commits { "more than " } else { "" };
            let unread = unread_said(found.unread());
            let unread = unread
                .map(|said| format!(" {dot} {}", out.paint(WARN, &said)))
                .unwrap_or_default();
            text.push_str(&format!(
                "  {more}{} {dot} {} {dot} {} {}{unread}\n",
                count(found.commits.len(), "commit"),
                count(found.files.len(), "file"),
                out.paint(GOOD, &format!("+{plus}")),
                out.paint(BAD, &format!("-{minus}")),
            ));
            if found.unpaired {
                text.push_str(&output::paragraph(UNPAIRED.as_bytes(), 2, false));
            }
            if let Some(words) = outside_words(&engagement.repository).filter(|_| found.outside > 0)
            {
                let line = format!("{} {words} not shown", count(found.outside, "file"));
                text.push_str(&output::paragraph(line.as_bytes(), 2, false));
            }
            if !found.hidden.is_empty() {
                let hidden = format!("hidden in it: {}", found.hidden.words());
                text.push_str(&format!("  {}\n", out.paint(WARN, &hidden)));
            }
        }
    }
    text
}
