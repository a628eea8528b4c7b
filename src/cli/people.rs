//! `snaglist people`: who is who in this project.

use anyhow::{Context as _, Result, bail};
use serde::Serialize;

use super::args::PeopleArgs;
use super::output::{self, DIM, STRONG, count};
use super::{CommandContext, pick, said};
use crate::engagement::Engagement;
use crate::model::event::Body;
use crate::model::id::WriterId;
use crate::model::person::{Person, Role};
use crate::model::record::Record;
use crate::model::statement;
use crate::record::{DataDir, Identity};
use crate::safe;

/// Minimum number of characters of a writer's id that name them.
const MIN_CHARS: usize = 4;

/// Maximum width of the column of names.
const NAMES: usize = 32;

#[derive(Serialize)]
struct PeopleJson {
    version: u8,
    people: Vec<PersonJson>,
}

#[derive(Serialize)]
struct PersonJson {
    writer: String,
    name: String,
    email: String,
    role: &'static str,
    you: bool,
    pending: bool,
    refused: bool,
}

pub(super) fn run(context: &CommandContext, asked: &PeopleArgs) -> Result<()> {
    let mut engagement = context.open()?;
    if asked.admit || asked.refuse {
        decide(&mut engagement, asked)?;
    }
    if let Some(role) = asked.role {
        place(context, &mut engagement, asked, role)?;
    }
    let record = engagement.record();
    let me = &engagement.identity.writer;
    let mut people = record.people.clone();
    people
        .entry(me.clone())
        .or_insert_with(|| as_known(&engagement.identity));
    if context.out.json {
        let person = |(writer, person): (&WriterId, &Person)| PersonJson {
            writer: writer.to_string(),
            name: person.name.lossy().into_owned(),
            email: person.email.lossy().into_owned(),
            role: person.pending.unwrap_or(person.role).name(),
            you: writer == me,
            pending: person.pending.is_some() && !person.is_refused,
            refused: person.is_refused,
        };
        return context.out.json(&PeopleJson {
            version: 1,
            people: people.iter().map(person).collect(),
        });
    }
    let name = |writer: &WriterId, person: &Person| {
        let name = match person.name.is_blank() {
            true => safe::inline(writer.as_str()),
            false => safe::inline(&person.name),
        };
        safe::fit(&name, NAMES)
    };
    let named: Vec<_> = people
        .iter()
        .map(|(writer, person)| (name(writer, person), writer, person))
        .collect();
    let width = output::column(named.iter().map(|(name, ..)| name.as_str()), NAMES);
    let mut text = String::new();
    for (name, writer, person) in named {
        let threads = record
            .live_threads()
            .filter(|thread| thread.author == *writer && !thread.private)
            .count();
        let given = record
            .verdicts
            .values()
            .flatten()
            .filter(|given| given.by == *writer)
            .count();
        let wrote = format!("{}, {}", count(threads, "note"), count(given, "verdict"));
        let you = match person.pending {
            Some(_) if person.is_refused => {
                " · their words do not count here; `--admit` changes that".to_owned()
            }
            Some(says) => {
                format!(
                    " · {}, claims to be {}",
                    safe::inline(&person.email),
                    says.with_article()
                )
            }
            None if writer == me => " (you)".to_owned(),
            None => String::new(),
        };
        text.push_str(&format!(
            "{}  {:<10}  {}  {}{you}\n",
            context.out.paint(STRONG, &output::pad(&name, width)),
            person.standing(),
            context.out.paint(DIM, writer.as_str()),
            context.out.paint(DIM, &wrote),
        ));
    }
    if record.pending().next().is_some() {
        text.push_str(&format!(
            "The words of pending people do not count: {}\n",
            said::how_to_decide("WHO")
        ));
    }
    context.out.text(&text)
}

/// Admits somebody on this machine with the role that they state, or refuses them.
fn decide(engagement: &mut Engagement, asked: &PeopleArgs) -> Result<()> {
    let record = engagement.record();
    let who = find(&record, asked.who.as_deref().unwrap_or_default())?;
    if asked.refuse {
        if who == engagement.identity.writer {
            bail!("your own words count on this machine");
        }
        return engagement.journal.refuse(&who);
    }
    engagement.journal.admit(&who, None)?;
    let me = engagement.identity.writer.clone();
    let record = engagement.record();
    if role(engagement, &record) != Role::Reviewer || who == me {
        return Ok(());
    }
    // Also written to the record, so that it applies for everybody who accepts my words.
    let Person {
        name, email, role, ..
    } = record.people.get(&who).cloned().unwrap_or_default();
    let body = Body::Role {
        writer: who,
        name,
        email,
        role,
    };
    said::say(engagement, statement::say(&record, &me, body)).map(drop)
}

/// Returns the user's role in this project.
pub(super) fn role(engagement: &Engagement, record: &Record) -> Role {
    let known = record.people.get(&engagement.identity.writer);
    known.map_or(engagement.identity.role, |person| person.role)
}

fn as_known(identity: &Identity) -> Person {
    let Identity {
        name, email, role, ..
    } = identity.clone();
    Person {
        name,
        email,
        role,
        ..Person::default()
    }
}

/// Sets somebody's role in this project.
fn place(
    context: &CommandContext,
    engagement: &mut Engagement,
    asked: &PeopleArgs,
    to: Role,
) -> Result<()> {
    let record = engagement.record();
    let me = engagement.identity.writer.clone();
    let who = match &asked.who {
        Some(who) => find(&record, who)?,
        None => me.clone(),
    };
    let mine = role(engagement, &record);
    if who != me && mine != Role::Reviewer {
        bail!(
            "only a reviewer can set somebody else's role; you are {} here",
            mine.with_article()
        );
    }
    if who != me {
        engagement.journal.admit(&who, Some(to))?;
    }
    let mut known = record.people.get(&who).cloned().unwrap_or_default();
    if who == me && known.name.is_blank() {
        known = as_known(&engagement.identity);
    }
    let body = Body::Role {
        writer: who.clone(),
        name: known.name,
        email: known.email,
        role: to,
    };
    said::say(engagement, statement::say(&record, &me, body))?;
    if asked.always {
        engagement.identity.role = to;
        let data = DataDir::from(context.data_dir())?;
        data.set_identity(&engagement.identity)
            .context("saving your usual role")?;
    }
    let now = engagement.record();
    if now.role_of(&who) != to {
        bail!(
            "saved, but a reviewer gave you the role {} in this project, which takes precedence; ask them \
             to change it, or ignore their words on this machine with `snaglist people WHO --refuse`",
            now.role_of(&who).name()
        );
    }
    Ok(())
}

/// Finds a person by name, or by the start of their writer id.
fn find(record: &Record, who: &str) -> Result<WriterId> {
    let named = |person: &Person| safe::inline(&person.name).eq_ignore_ascii_case(who.trim());
    let begins = |writer: &WriterId| who.len() >= MIN_CHARS && writer.as_str().starts_with(who);
    let found: Vec<&WriterId> = record
        .people
        .iter()
        .filter(|(writer, person)| named(person) || begins(writer))
        .map(|(writer, _)| writer)
        .collect();
    match found[..] {
        [one] => Ok(one.clone()),
        [] => {
            let names: Vec<String> = record
                .people
                .values()
                .map(|person| safe::inline(&person.name).into_string())
                .collect();
            let names = names.iter().map(String::as_str);
            Err(pick::unknown(
                "person",
                who,
                names,
                "`snaglist people` lists those who wrote in the record",
            ))
        }
        _ => bail!(
            "several people are called {}; name one by the id that `snaglist people` shows",
            safe::inline(who)
        ),
    }
}
