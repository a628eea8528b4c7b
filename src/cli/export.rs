//! `snaglist export`: writes the review summary.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use super::args::{ExportArgs, SummaryFormat};
use super::{CommandContext, pick};
use crate::engagement::summary::{limit_to, summarise};
use crate::export::Form;
use crate::runtime::summary::{SummaryOutcome, put};
use crate::safe;

pub(super) fn run(context: &CommandContext, asked: &ExportArgs) -> Result<()> {
    let mut engagement = context.open()?;
    let since = asked.since.as_deref();
    let since = since.map(|typed| pick::round(&engagement.found.increments, typed));
    let since = since.transpose()?;
    let mut summary = summarise(&mut engagement)?;
    if let Some(round) = since {
        limit_to(&mut engagement, &mut summary, round)?;
    }
    let text = form(context, asked).write(&summary);
    let Some(file) = asked
        .output
        .as_deref()
        .filter(|file| *file != Path::new("-"))
    else {
        return context.out.text(&text);
    };
    if is_open_end(file) {
        let shown = safe::inline(file.as_os_str().as_encoded_bytes());
        return fs::write(file, text)
            .with_context(|| format!("writing {shown}; name another file"));
    }
    match put(file, &text, asked.replace)? {
        SummaryOutcome::To(_) => Ok(()),
        SummaryOutcome::Asks(why) => {
            bail!("{why}; name another file, or give `--replace` if that is what you want")
        }
    }
}

/// Whether a file is a pipe or a device, such as `/dev/stdout`: there is nothing that could be
/// replaced.
fn is_open_end(file: &Path) -> bool {
    fs::metadata(file).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

/// Returns the requested format, else the one by the file's extension.
fn form(context: &CommandContext, asked: &ExportArgs) -> Form {
    match asked.format {
        Some(SummaryFormat::Markdown) => Form::Markdown,
        Some(SummaryFormat::Text) => Form::Text,
        Some(SummaryFormat::Json) => Form::Json,
        None if context.out.json => Form::Json,
        None => Form::of_name(asked.output.as_deref().unwrap_or(Path::new(""))),
    }
}
