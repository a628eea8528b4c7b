//! `snaglist export`: writes the review summary.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use super::Context;
use super::args::{Export, Format};
use crate::engagement::summary::summarise;
use crate::export;
use crate::safe;

pub(super) fn run(context: &Context, asked: &Export) -> Result<()> {
    let mut engagement = context.open()?;
    let summary = summarise(&mut engagement)?;
    let text = match format(context, asked) {
        Format::Markdown => export::markdown(&summary),
        Format::Text => export::text(&summary),
        Format::Json => export::json(&summary),
    };
    match asked.output.as_deref().filter(|file| *file != Path::new("-")) {
        Some(file) => {
            let shown = safe::inline(file.as_os_str().as_encoded_bytes());
            // Nothing is written through a link that a delivery may have put there; `/dev/stdout` is one, too.
            let is_link = fs::symlink_metadata(file).is_ok_and(|found| found.is_symlink());
            if is_link && !fs::metadata(file).is_ok_and(|leads_to| !leads_to.is_file()) {
                bail!("{shown} is a symbolic link, and nothing is written through one; name the file itself");
            }
            fs::write(file, text).with_context(|| format!("writing {shown}; name another file"))
        }
        None => context.out.text(&text),
    }
}

/// The format asked for, else the one that the file's name ends in.
fn format(context: &Context, asked: &Export) -> Format {
    let ending = asked.output.as_deref().and_then(Path::extension).unwrap_or_default();
    match asked.format {
        Some(format) => format,
        None if context.out.json || ending == "json" => Format::Json,
        None if ending == "txt" => Format::Text,
        None => Format::Markdown,
    }
}
