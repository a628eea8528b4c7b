//! `snaglist sync`: exchanges the record with the others.

use std::io::{IsTerminal as _, Read as _};
use std::path::Path;
use std::time::Duration;
use std::{env, fs};

use anyhow::{Context as _, Result, bail};
use serde::Serialize;

use super::args::Sync;
use super::output::{self, count};
use super::{CommandContext, large, said};
use crate::model::id::WriterId;
use crate::model::person::entries;
use crate::model::signature::Signatures;
use crate::record::{Coming, Journal};
use crate::runtime::Interrupt;
use crate::safe;
use crate::sync::{self, ChosenAddress, Control, LADDER, Newcomers, Report, Surroundings, file};

#[derive(Serialize)]
struct ReportJson {
    version: u8,
    with: String,
    via: String,
    received: usize,
    sent: usize,
    unsent: usize,
    bad: Vec<BadJson>,
    remarks: Vec<String>,
    /// Remotes that only an imported record named: snaglist does not connect to them.
    unconfirmed: Vec<String>,
}

/// A faulty file, in JSON.
#[derive(Serialize)]
pub(super) struct BadJson {
    pub file: String,
    pub why: String,
}

pub(super) fn run(context: &CommandContext, asked: &Sync) -> Result<()> {
    let (repository, mut journal) = context.record()?;
    let can_ask = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let around = Surroundings::new(env::vars_os(), can_ask);
    let interrupt = Interrupt::listen()?;
    let on_terminal = std::io::stderr().is_terminal() && !context.out.json;
    let tell = |what: &str| {
        if on_terminal {
            // Overwrite the preceding line: progress is of no use afterwards.
            output::to_stderr(&format!("\r\x1b[K{what}"));
        }
    };
    let control = Control {
        cancelled: &|| interrupt.came(),
        tell: &tell,
        limit: Duration::from_secs(asked.timeout.max(1)),
    };
    let taken_own = if asked.mine { journal.take_own()? } else { 0 };
    let around = if asked.no_sign {
        around.without_signing()
    } else {
        around
    };
    let allow = |coming: &Coming| large::allow(coming, asked.large);
    let report = if let Some(to) = &asked.to {
        return send(context, &journal, to, &around, &control);
    } else if let Some(from) = &asked.from {
        if from.as_os_str() == "-" {
            let mut text = Vec::new();
            std::io::stdin()
                .lock()
                .take(file::MAX_TEXT + 1)
                .read_to_end(&mut text)
                .context("reading standard input")?;
            file::take_text(
                &mut journal,
                &text,
                "standard input",
                &around,
                &control,
                &allow,
            )
        } else {
            file::take(&mut journal, from, &around, said::now(), &control, &allow)
        }
    } else {
        let ChosenAddress { address, because } =
            sync::choose(&repository, journal.project(), asked.remote.as_deref())?;
        if !context.out.json {
            output::to_stderr(&format!(
                "snaglist: with {}{because}\n",
                safe::inline(address.plain())
            ));
        }
        let newcomers = if asked.large {
            Newcomers::All
        } else {
            Newcomers::Few
        };
        sync::with_remote(
            &mut journal,
            &address,
            newcomers,
            &around,
            said::now(),
            &control,
        )
    };
    if on_terminal {
        output::to_stderr("\r\x1b[K");
    }
    let mut report = report?;
    report.received += taken_own;
    tell_of(context, &journal, &report)
}

/// Writes a file for sending.
fn send(
    context: &CommandContext,
    journal: &Journal,
    to: &Path,
    around: &Surroundings,
    control: &Control<'_>,
) -> Result<()> {
    if to.as_os_str() == "-" {
        return context.out.text(&file::text(journal)?);
    }
    if fs::symlink_metadata(to).is_ok() && !file::is_ours(to) {
        bail!(
            "{} exists and is not a record; give another name",
            to.display()
        );
    }
    let written = if to.extension().is_some_and(|end| end == "bundle") {
        file::bundle(journal, to, around, said::now(), control)?
    } else {
        fs::write(to, file::text(journal)?).with_context(|| format!("writing {}", to.display()))?;
        journal.events().len()
    };
    if context.out.json {
        return context
            .out
            .json(&serde_json::json!({"version": 1, "written": written}));
    }
    context.out.text(&format!(
        "{} written to {}\n",
        entries(written),
        safe::inline(to.as_os_str().as_encoded_bytes())
    ))
}

fn tell_of(context: &CommandContext, journal: &Journal, report: &Report) -> Result<()> {
    let unconfirmed = journal.project().unconfirmed_remotes()?;
    if context.out.json {
        return context.out.json(&ReportJson {
            version: 1,
            with: report.with.clone(),
            via: report.via.clone(),
            received: report.received,
            sent: report.sent,
            unsent: report.unsent,
            bad: report
                .bad
                .iter()
                .map(|bad| BadJson {
                    file: bad.file.clone(),
                    why: bad.why.clone(),
                })
                .collect(),
            remarks: report.remarks.clone(),
            unconfirmed: unconfirmed
                .iter()
                .map(|remote| remote.url.clone())
                .collect(),
        });
    }
    let mut text = format!("{} received", entries(report.received));
    if !report.via.is_empty() {
        text.push_str(&format!(", {} sent; ", report.sent));
        text.push_str(&match report.unsent {
            0 => "nothing is left to send".to_owned(),
            left => format!("{} not there yet", entries(left)),
        });
    }
    text.push('\n');
    if report.via.starts_with("refs/") && report.via != LADDER[0] {
        text.push_str(&format!(
            "the remote accepts the record only below {}\n",
            report.via
        ));
    }
    let record = journal.record();
    let doubtful = |(writer, signed): &(&WriterId, &Signatures)| {
        signed.worst(record.email_of(writer)).is_some()
    };
    for (writer, signed) in report.signatures.iter().filter(doubtful) {
        text.push_str(&format!(
            "{}: {}\n",
            said::name(record, writer),
            sync::signature_words(signed)
        ));
    }
    for remark in &report.remarks {
        text.push_str(&format!("note: {remark}\n"));
    }
    if !unconfirmed.is_empty() {
        text.push_str(&format!("note: {}\n", sync::unconfirmed(&unconfirmed)));
    }
    if !report.bad.is_empty() {
        text.push_str(&format!(
            "{} not taken in:\n",
            count(report.bad.len(), "file")
        ));
        text.push_str(&said::not_taken_in(&report.bad));
    }
    if let Some(pending) = said::pending(record).filter(|_| report.received > 0) {
        text.push_str(&format!("note: {pending}\n"));
    }
    context.out.text(&text)
}
