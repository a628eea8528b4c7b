//! `snaglist record`: locates, checks and moves the record.

use std::env;
use std::time::Duration;

use anyhow::{Result, bail};
use serde::Serialize;

use super::args::RecordCommand;
use super::output::{BAD, GOOD, STRONG, count};
use super::sync::BadJson;
use super::{CommandContext, large, said};
use crate::model::id::WriterId;
use crate::model::person::entries;
use crate::model::record::Damaged;
use crate::model::signature::Signature;
use crate::model::text::Untrusted;
use crate::record::{Coming, DataDir, Journal, PrivateOf};
use crate::runtime::Interrupt;
use crate::safe;
use crate::sync::{self, Checked, Control, Surroundings};

/// Time limit for git to check signatures.
const LIMIT: Duration = Duration::from_secs(300);

#[derive(Serialize)]
struct CheckedJson {
    version: u8,
    events: usize,
    writers: usize,
    digest: String,
    newer: usize,
    restored: Vec<String>,
    damaged: Vec<BadJson>,
    quarantine: Vec<BadJson>,
    held: Vec<HeldJson>,
    signatures: Vec<SignedJson>,
    remarks: Vec<String>,
}

/// Held entries of a writer, in JSON.
#[derive(Serialize)]
pub(super) struct HeldJson {
    writer: String,
    entries: usize,
}

impl HeldJson {
    pub(super) fn new(writer: &WriterId, entries: usize) -> Self {
        Self {
            writer: writer.to_string(),
            entries,
        }
    }
}

#[derive(Serialize)]
struct SignedJson {
    writer: String,
    name: String,
    good: usize,
    unsigned: usize,
    unknown: usize,
    bad: usize,
    by: Vec<String>,
}

pub(super) fn run(context: &CommandContext, asked: &RecordCommand) -> Result<()> {
    let (_, mut journal) = context.record()?;
    match asked {
        RecordCommand::Verify(asked) if asked.digest => {
            let digest = journal.digest();
            if context.out.json {
                return context
                    .out
                    .json(&serde_json::json!({"version": 1, "digest": digest.to_string()}));
            }
            context.out.text(&format!("{digest}\n"))
        }
        RecordCommand::Verify(_) => verify(context, &mut journal),
        RecordCommand::Path => {
            let path = safe::inline(journal.project().path().as_os_str().as_encoded_bytes());
            if context.out.json {
                return context
                    .out
                    .json(&serde_json::json!({"version": 1, "path": path.as_str()}));
            }
            context.out.text(&format!("{path}\n"))
        }
        RecordCommand::Export(asked) => {
            let events = journal.project().export(&asked.file)?;
            if context.out.json {
                return context
                    .out
                    .json(&serde_json::json!({"version": 1, "events": events}));
            }
            context.out.text(&format!(
                "{} written, with drafts and known remotes\n",
                entries(events)
            ))
        }
        RecordCommand::Import(asked) => {
            if asked.mine {
                journal.take_own()?;
            }
            import(context, &mut journal, asked)
        }
    }
}

fn import(
    context: &CommandContext,
    journal: &mut Journal,
    asked: &super::args::RecordImport,
) -> Result<()> {
    let interrupt = Interrupt::listen()?;
    let control = Control {
        cancelled: &|| interrupt.came(),
        tell: &|_| {},
        limit: LIMIT,
    };
    let around = Surroundings::new(env::vars_os(), false);
    let allow = |coming: &Coming| large::allow(coming, asked.large);
    let has_written = journal
        .events()
        .iter()
        .any(|event| event.writer == *journal.writer());
    let private = match (asked.go_on_as_its_writer, asked.mine) {
        (true, _) if !has_written => PrivateOf::ItsWriter,
        (_, true) => PrivateOf::ThisWriter,
        _ => PrivateOf::Nobody,
    };
    let imported = sync::file::import(journal, &asked.file, private, &around, &control, &allow)?;
    let mut text = format!(
        "{} and {} are new here\n",
        entries(imported.events),
        count(imported.drafts, "draft")
    );
    let bad = imported.bad.len() + imported.more_bad;
    if bad > 0 {
        text.push_str(&format!(
            "{} in it {} not taken in:\n",
            count(bad, "file"),
            if bad == 1 { "was" } else { "were" }
        ));
        text.push_str(&said::not_taken_in(&imported.bad));
        if imported.more_bad > 0 {
            text.push_str(&format!("  and {} more\n", imported.more_bad));
        }
    }
    if imported.left_out > 0 {
        text.push_str(&format!(
            "{} left out: they are taken in only as your own, with `--mine` under your id here, or with \
             `--go-on-as-its-writer`\n",
            match imported.left_out {
                1 => "1 private note or draft in it was".to_owned(),
                more => format!("{more} private notes and drafts in it were"),
            }
        ));
    }
    if let Some(identity) = imported
        .identity
        .filter(|identity| identity.writer != *journal.writer())
    {
        let (name, writer) = (safe::inline(&identity.name), &identity.writer);
        if asked.go_on_as_its_writer {
            if has_written {
                bail!(
                    "everything is in, but you wrote here as {} already, and a second writer cannot become the \
                     first; leave `--go-on-as-its-writer` out",
                    journal.writer()
                );
            }
            DataDir::from(context.data_dir())?.set_identity(&identity)?;
            text.push_str(&format!(
                "you continue as {name} ({writer}); write no more on the other \
                                    machine\n"
            ));
        } else {
            text.push_str(&format!(
                "it was written by {name} ({writer}); if that is you, and the other machine is given up, import \
                 again with `--go-on-as-its-writer`\n"
            ));
        }
    }
    if context.out.json {
        let (events, drafts, remotes) = (imported.events, imported.drafts, imported.remotes);
        return context.out.json(
            &serde_json::json!({"version": 1, "events": events, "drafts": drafts, "unconfirmed_remotes": remotes,
                "unusable": bad, "left_out": imported.left_out}),
        );
    }
    // A user who continues as another writer has another record to look at.
    if let Some(pending) = said::pending(journal.record()).filter(|_| !asked.go_on_as_its_writer) {
        text.push_str(&format!("note: {pending}\n"));
    }
    if !imported.remotes.is_empty() {
        text.push_str(&format!(
            "{}\n",
            sync::unconfirmed(&journal.project().unconfirmed_remotes()?)
        ));
    }
    context.out.text(&text)
}

fn verify(context: &CommandContext, journal: &mut Journal) -> Result<()> {
    let interrupt = Interrupt::listen()?;
    let control = Control {
        cancelled: &|| interrupt.came(),
        tell: &|_| {},
        limit: LIMIT,
    };
    let checked = sync::verify(journal, &Surroundings::new(env::vars_os(), false), &control)?;
    if context.out.json {
        context.out.json(&json(journal, &checked))?;
    } else {
        context.out.text(&text(context, journal, &checked))?;
    }
    if !checked.damaged.is_empty() {
        bail!(
            "{} damaged; everything else is intact. A colleague's `snaglist sync`, or their file, brings \
             back what is missing",
            count(checked.damaged.len(), "file")
        );
    }
    Ok(())
}

/// Describes held entries, and what to do about them.
fn held(context: &CommandContext, journal: &Journal, checked: &Checked) -> String {
    let mut text = String::new();
    for (writer, number) in &checked.held {
        let who = safe::inline(journal.record().name_of(writer));
        text.push_str(&format!(
            "  {who}: {}; {}\n",
            entries(*number),
            said::held(writer, journal.writer())
        ));
    }
    if text.is_empty() {
        return text;
    }
    format!(
        "\n{}\n{text}",
        context.out.paint(
            STRONG,
            "Held back: may not come from their stated writer, and do not count"
        )
    )
}

fn bad(damaged: &[Damaged]) -> Vec<BadJson> {
    damaged
        .iter()
        .map(|bad| BadJson {
            file: bad.file.clone(),
            why: bad.why.clone(),
        })
        .collect()
}

fn json(journal: &Journal, checked: &Checked) -> CheckedJson {
    let signed = checked
        .signatures
        .iter()
        .map(|(writer, signed)| SignedJson {
            writer: writer.to_string(),
            name: Untrusted::from(journal.record().bare_name_of(writer))
                .lossy()
                .into_owned(),
            good: signed.count(Signature::Good),
            unsigned: signed.count(Signature::None),
            unknown: signed.count(Signature::Unknown),
            bad: signed.count(Signature::Bad),
            by: signed
                .by()
                .into_iter()
                .map(|who| who.lossy().into_owned())
                .collect(),
        });
    CheckedJson {
        version: 1,
        events: checked.events,
        writers: checked.writers,
        digest: checked.digest.to_string(),
        newer: checked.newer,
        restored: checked.restored.clone(),
        damaged: bad(&checked.damaged),
        quarantine: bad(&checked.aside),
        held: checked
            .held
            .iter()
            .map(|(writer, entries)| HeldJson::new(writer, *entries))
            .collect(),
        signatures: signed.collect(),
        remarks: checked.remarks.clone(),
    }
}

fn text(context: &CommandContext, journal: &Journal, checked: &Checked) -> String {
    let people = if checked.writers == 1 {
        "person"
    } else {
        "people"
    };
    let mut text = format!(
        "{} by {} {people}\n",
        entries(checked.events),
        checked.writers
    );
    text.push_str(&format!("digest {}\n", checked.digest));
    if checked.newer > 0 {
        text.push_str(&format!(
            "{} written by a newer version: kept, and not understood\n",
            entries(checked.newer)
        ));
    }
    for remark in &checked.remarks {
        text.push_str(&format!("note: {remark}\n"));
    }
    let list = |text: &mut String, title: &str, files: &[Damaged]| {
        if !files.is_empty() {
            text.push_str(&format!("\n{}\n", context.out.paint(STRONG, title)));
        }
        for file in files {
            text.push_str(&format!("  {}\n    {}\n", file.file, file.why));
        }
    };
    if !checked.restored.is_empty() {
        text.push_str(&format!(
            "\n{}\n",
            context.out.paint(STRONG, "Brought back from the copy")
        ));
        checked
            .restored
            .iter()
            .for_each(|name| text.push_str(&format!("  {name}\n")));
    }
    if !checked.signatures.is_empty() {
        text.push_str(&format!(
            "\n{}\n",
            context.out.paint(STRONG, "Signatures of exchanged entries")
        ));
        for (writer, signed) in &checked.signatures {
            let who = safe::inline(journal.record().name_of(writer));
            text.push_str(&format!("  {who}: {}\n", sync::signature_words(signed)));
        }
    }
    text.push_str(&held(context, journal, checked));
    list(
        &mut text,
        "Set aside: sent by others, but not valid entries",
        &checked.aside,
    );
    list(&mut text, "Damaged", &checked.damaged);
    text.push_str(&match checked.damaged.is_empty() {
        true => format!("\n{}\n", context.out.paint(GOOD, "everything is intact")),
        false => format!("\n{}\n", context.out.paint(BAD, "not everything is intact")),
    });
    text
}
