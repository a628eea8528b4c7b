//! `snaglist note`: writes a note or a reply, sets a note's state, or moves it to other lines.

use std::io::Read as _;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use serde::Serialize;

use super::args::Note;
use super::place::TypedPlace;
use super::{CommandContext, editor, people, pick, place, said, verbs};
use crate::engagement::Engagement;
use crate::model::event::{Body, Statement, VerifiedAs};
use crate::model::note::{Label, NoteBody};
use crate::model::person::Role;
use crate::model::record::Record;
use crate::model::statement;
use crate::model::text::Untrusted;

/// Maximum number of bytes read from standard input; the text box of the screen has the same limit.
const MAX_BYTES: u64 = 256 << 10;

#[derive(Serialize)]
struct NewNoteJson {
    version: u8,
    id: String,
}

/// A statement without its words.
struct Begun {
    statement: Statement,
    /// Its kind and subject, in a line; safe.
    title: String,
    /// The lines it is about, for the writer's reference.
    lines: Untrusted,
    /// Whether it never leaves this machine.
    private: bool,
}

pub(super) fn run(context: &CommandContext, note: &Note) -> Result<()> {
    if let Some(text) = &note.text {
        verbs::refuse_as_note(text)?;
    }
    let mut engagement = context.open()?;
    let record = engagement.record();
    let begun = match (&note.reply, &note.moved) {
        (Some(digits), _) => reply(&engagement, &record, digits, note)?,
        (None, Some(digits)) => moved(&engagement, &record, digits, note)?,
        (None, None) => new(&engagement, &record, note)?,
    };
    let wordless = matches!(
        begun.statement.body,
        Body::Claim { .. } | Body::Verify { .. } | Body::Edit { .. }
    );
    let text = match note.text.as_deref().or(note.verbatim.as_deref()) {
        Some("-") if note.verbatim.is_none() => read_input()?,
        Some(text) => text.to_owned(),
        None if wordless => String::new(),
        None => editor::write(
            context.settings.editor.as_deref(),
            &begun.title,
            begun.lines.as_bytes(),
        )?,
    };
    let text = text.trim_end();
    if text.trim().is_empty() && !wordless {
        bail!("nothing was written, so nothing is kept");
    }
    let mut say = |statement: Statement| {
        let said = match begun.private {
            true => said::say_privately(&mut engagement, statement),
            false => said::say(&mut engagement, statement),
        };
        said.map_err(|error| match editor::keep(text) {
            Ok(kept) if !text.is_empty() => error.context(kept),
            _ => error,
        })
    };
    if let Body::Verify { thread, .. } = &begun.statement.body
        && !text.is_empty()
    {
        // Write the words first, so that they precede the decision in the record.
        let body = Body::Reply {
            thread: *thread,
            text: Untrusted::from(text),
        };
        say(Statement {
            subject: begun.statement.subject.clone(),
            ..Statement::new(body)
        })?;
    }
    let event = say(with_words(begun.statement, text))?;
    if context.out.json {
        return context.out.json(&NewNoteJson {
            version: 1,
            id: event.id.to_string(),
        });
    }
    context
        .out
        .text(&format!("{}  {}\n", event.id.short(), begun.title))
}

fn reply(engagement: &Engagement, record: &Record, digits: &str, note: &Note) -> Result<Begun> {
    let thread = pick::thread(record, digits)?;
    let (me, role) = (
        &engagement.identity.writer,
        people::role(engagement, record),
    );
    let what = format!("{} {}", thread.body.label.name(), thread.id.short());
    let (title, body) = match (&note.addressed, note.state) {
        (Some(_), _) if role == Role::Observer => {
            bail!("only the contractor can say that it was fixed; you are an observer here")
        }
        (Some(_), _) if thread.private => {
            bail!("a private note is only yours, so nobody else can fix it")
        }
        (Some(commit), _) => {
            let commit = engagement.repository.resolve_typed(commit)?;
            let text = Untrusted::default();
            let title = format!("{what} fixed in {}", commit.short(7));
            (
                title,
                Body::Claim {
                    thread: thread.id,
                    commit: Some(commit),
                    text,
                },
            )
        }
        (None, Some(state)) => {
            let own = state == VerifiedAs::Withdrawn && thread.author == *me;
            if role != Role::Reviewer && !own {
                bail!(
                    "only a reviewer can say whether it was fixed; you are {} here. Reply, or give \
                     `--addressed COMMIT`",
                    role.with_article()
                );
            }
            (
                format!("{what} {}", state.name()),
                Body::Verify {
                    thread: thread.id,
                    state,
                },
            )
        }
        (None, None) => {
            let body = Body::Reply {
                thread: thread.id,
                text: Untrusted::default(),
            };
            (format!("reply to {what}"), body)
        }
    };
    let mut statement = statement::say(record, me, body);
    statement.subject.clone_from(&thread.subject);
    Ok(Begun {
        statement,
        title,
        lines: thread.body.text.clone(),
        private: thread.private,
    })
}

/// Builds the statement that moves a note to other lines.
fn moved(engagement: &Engagement, record: &Record, digits: &str, note: &Note) -> Result<Begun> {
    let thread = pick::thread(record, digits)?;
    let me = &engagement.identity.writer;
    if thread.author != *me && people::role(engagement, record) != Role::Reviewer {
        bail!("that note is somebody else's; its writer or a reviewer can move it");
    }
    let target = note
        .on
        .as_deref()
        .map(|on| TypedPlace::parse(on, note.side));
    let target = target.context("say where it belongs: `--on PATH:LINE`")?;
    let increment = place::increment(engagement, record, note, Some(&target), None)?;
    let anchor = place::anchor(engagement, &increment, &target)?;
    let label = thread.body.label.name();
    let title = format!(
        "{label} {} on {}, {}",
        thread.id.short(),
        increment.id,
        place::spell(&anchor)
    );
    let body = Body::Edit {
        of: thread.id,
        note: thread.body.clone(),
    };
    let tree = engagement.tree_of(increment.range.head);
    let statement = Statement {
        subject: Some(statement::subject(&increment, tree, Vec::new())),
        anchor: Some(anchor.into()),
        ..statement::say(record, me, body)
    };
    Ok(Begun {
        statement,
        title,
        lines: Untrusted::default(),
        private: thread.private,
    })
}

fn new(engagement: &Engagement, record: &Record, note: &Note) -> Result<Begun> {
    let picked = note
        .criterion
        .as_deref()
        .map(|name| pick::criterion(&engagement.specs, name))
        .transpose()?;
    let target = note
        .on
        .as_deref()
        .map(|on| TypedPlace::parse(on, note.side));
    let increment = place::increment(engagement, record, note, target.as_ref(), picked)?;
    let anchor = target
        .map(|target| place::anchor(engagement, &increment, &target))
        .transpose()?;

    let label = note.label.unwrap_or(Label::Issue);
    let reviews = people::role(engagement, record) == Role::Reviewer;
    if note.blocking && !reviews {
        bail!("only reviewers' notes can block acceptance; leave `--blocking` out");
    }
    let free = note.not_blocking || note.private || !reviews;
    let blocking = (note.blocking || free).then_some(note.blocking);
    let body = NoteBody {
        label,
        blocking,
        text: Untrusted::default(),
    };
    let mut title = label.name().to_owned();
    if note.private {
        title.push_str(" (private)");
    } else if body.blocks() {
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
    let lines = anchor
        .as_ref()
        .map(|anchor| anchor.text.clone())
        .unwrap_or_default();
    let statement = Statement {
        subject: Some(statement::subject(&increment, tree, Vec::new())),
        spec: picked.map(|picked| statement::spec_ref(picked.spec, Some(picked.criterion))),
        anchor: anchor.map(Arc::new),
        ..Statement::new(Body::Note {
            criterion: picked.map(|picked| picked.key()),
            note: body,
        })
    };
    Ok(Begun {
        statement,
        title,
        lines,
        private: note.private,
    })
}

fn with_words(mut statement: Statement, words: &str) -> Statement {
    match &mut statement.body {
        Body::Note { note, .. } => note.text = Untrusted::from(words),
        Body::Reply { text, .. } | Body::Claim { text, .. } => *text = Untrusted::from(words),
        _ => {}
    }
    statement
}

fn read_input() -> Result<String> {
    let mut bytes = Vec::new();
    let read = std::io::stdin()
        .lock()
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes);
    read.context("reading the text from standard input")?;
    if bytes.len() as u64 > MAX_BYTES {
        bail!(
            "the text is longer than {} KiB; shorten it, or split it in two",
            MAX_BYTES >> 10
        );
    }
    String::from_utf8(bytes)
        .ok()
        .context("the text on standard input is not UTF-8; convert it first")
}
