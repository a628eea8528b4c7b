//! `snaglist note`: writes a note, or a reply to one.

use std::io::Read as _;

use anyhow::{Context as _, Result, bail};
use serde::Serialize;

use super::args::Note;
use super::place::Target;
use super::{Context, editor, pick, place, said};
use crate::engagement::Engagement;
use crate::model::event::{Body, Statement};
use crate::model::note::{Label, NoteBody};
use crate::model::record::Record;
use crate::model::statement;
use crate::model::text::Untrusted;

/// The most bytes that are read from standard input; the text box of the screen takes as many.
const MAX_BYTES: u64 = 256 << 10;

#[derive(Serialize)]
struct Written {
    version: u8,
    id: String,
}

/// What is about to be written, but for its words.
struct Begun {
    statement: Statement,
    /// What it is and what it is about, in a line; safe.
    title: String,
    /// The lines it is about, for the writer to look at.
    lines: Untrusted,
}

pub(super) fn run(context: &Context, note: &Note) -> Result<()> {
    let mut engagement = context.open()?;
    let record = engagement.record();
    let begun = match &note.reply {
        Some(digits) => reply(&record, digits)?,
        None => new(&engagement, &record, note)?,
    };
    let text = match note.text.as_deref() {
        Some("-") => read_input()?,
        Some(text) => text.to_owned(),
        None => editor::write(context.settings.editor.as_deref(), &begun.title, begun.lines.as_bytes())?,
    };
    let text = text.trim_end();
    if text.trim().is_empty() {
        bail!("nothing was written, so nothing is kept");
    }
    let event =
        said::say(&mut engagement, with_words(begun.statement, text)).map_err(|error| match editor::keep(
            text,
        ) {
            Ok(kept) => error.context(kept),
            Err(_) => error,
        })?;
    if context.out.json {
        return context.out.json(&Written { version: 1, id: event.id.to_string() });
    }
    context.out.text(&format!("{}  {}\n", event.id.short(), begun.title))
}

fn reply(record: &Record, digits: &str) -> Result<Begun> {
    let thread = pick::thread(record, digits)?;
    let title = format!("reply to {} {}", thread.body.label.name(), thread.id.short());
    let body = Body::Reply { thread: thread.id, text: Untrusted::default() };
    let statement = Statement { subject: thread.subject.clone(), ..Statement::new(body) };
    Ok(Begun { statement, title, lines: thread.body.text.clone() })
}

fn new(engagement: &Engagement, record: &Record, note: &Note) -> Result<Begun> {
    let picked =
        note.criterion.as_deref().map(|name| pick::criterion(&engagement.specs, name)).transpose()?;
    let target = note.on.as_deref().map(|on| Target::parse(on, note.side));
    let increment = place::increment(engagement, record, note, target.as_ref(), picked)?;
    let anchor = target.map(|target| place::anchor(engagement, &increment, &target)).transpose()?;

    let label = note.label.unwrap_or(Label::Issue);
    let blocking = (note.blocking || note.not_blocking).then_some(note.blocking);
    let body = NoteBody { label, blocking, text: Untrusted::default() };
    let mut title = label.name().to_owned();
    if body.blocks() {
        title.push_str(" (blocking)");
    }
    title.push_str(&format!(" on {}", increment.id));
    if let Some(picked) = picked {
        title.push_str(&format!(", {}", picked.criterion.id));
    }
    if let Some(anchor) = &anchor {
        title.push_str(&format!(", {}", place::spell(anchor)));
    }
    let tree = engagement.tree_of(increment.range.head);
    let lines = anchor.as_ref().map(|anchor| anchor.text.clone()).unwrap_or_default();
    let statement = Statement {
        subject: Some(statement::subject(&increment, tree, Vec::new())),
        spec: picked.map(|picked| statement::spec_ref(picked.spec, Some(picked.criterion))),
        anchor,
        ..Statement::new(Body::Note { criterion: picked.map(|picked| picked.key()), note: body })
    };
    Ok(Begun { statement, title, lines })
}

fn with_words(mut statement: Statement, words: &str) -> Statement {
    match &mut statement.body {
        Body::Note { note, .. } => note.text = Untrusted::from(words),
        Body::Reply { text, .. } => *text = Untrusted::from(words),
        _ => {}
    }
    statement
}

fn read_input() -> Result<String> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut bytes);
    read.context("reading the text from standard input")?;
    if bytes.len() as u64 > MAX_BYTES {
        bail!("the text is longer than {} KiB; shorten it, or split it in two", MAX_BYTES >> 10);
    }
    String::from_utf8(bytes).ok().context("the text on standard input is not UTF-8; convert it first")
}
