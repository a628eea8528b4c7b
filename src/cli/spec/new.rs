//! `snaglist spec new`: begins a spec from a template with every field.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde::Serialize;

use super::STANDARD_INPUT;
use crate::cli::args::SpecNew;
use crate::cli::{CommandContext, usage};
use crate::safe;
use crate::spec::TEMPLATE;

#[derive(Serialize)]
struct NewSpecJson {
    version: u8,
    path: String,
}

pub(super) fn run(context: &CommandContext, asked: &SpecNew) -> Result<()> {
    let file = asked.file.as_path();
    let name = safe::inline(file.as_os_str().as_encoded_bytes());
    if file.as_os_str() == STANDARD_INPUT {
        if context.out.json {
            return Err(usage(
                "the template is TOML; leave out `--json` to have it on standard output",
            ));
        }
        return context.out.text(TEMPLATE);
    }
    if file.extension().is_none_or(|ending| ending != "toml") {
        return Err(usage(format!(
            "the spec is written in TOML; name a file that ends in .toml, not {name}"
        )));
    }
    let mut written = open(file, asked.force).with_context(|| format!("writing {name}"))?;
    written
        .write_all(TEMPLATE.as_bytes())
        .with_context(|| format!("writing {name}"))?;
    if context.out.json {
        return context.out.json(&NewSpecJson {
            version: 1,
            path: name.into_string(),
        });
    }
    context.out.text(&format!(
        "{name} is written. Put your criteria in it; `snaglist spec show {name}` shows them as they are read.\n"
    ))
}

/// Opens a file that does not exist yet, or, if it may be replaced, is a plain one.
fn open(file: &Path, replace: bool) -> Result<File> {
    let opened = OpenOptions::new().write(true).create_new(true).open(file);
    match opened {
        Err(error) if error.kind() == ErrorKind::AlreadyExists && replace => {
            // Never write through a link that a delivery may have put there.
            let is_plain = fs::symlink_metadata(file)
                .context("looking at what is there")?
                .is_file();
            if !is_plain {
                bail!("what is there is no plain file, and is left as it is; name another");
            }
            Ok(OpenOptions::new().write(true).truncate(true).open(file)?)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!("it is there already; name another file, or replace it with `--force`")
        }
        opened => Ok(opened?),
    }
}
