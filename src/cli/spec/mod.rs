//! `snaglist spec`: shows specs as they are read, and begins new ones.

mod agreed;
mod follow;
mod json;
mod lines;
mod new;
mod told;

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use super::args::{SpecCommand as Command, SpecShow};
use super::{CommandContext, open, output, usage};
use crate::engagement::{OpenRequest, read_loose};
use crate::model::spec::Spec;
use crate::model::text::RepoPath;
use crate::{safe, spec};

/// The file name that stands for standard input.
const STANDARD_INPUT: &str = "-";

/// The default name for standard input: Markdown without a special role.
const TAKEN_FOR: &str = "standard-input.md";

pub(super) fn run(context: &CommandContext, command: &Command) -> Result<()> {
    match command {
        Command::Show(asked) => show(context, asked),
        Command::Agreed(asked) => agreed::run(context, asked),
        Command::Follow(asked) => follow::run(context, asked),
        Command::New(asked) => new::run(context, asked),
    }
}

/// The result of reading several files.
#[derive(Default)]
struct ReadSpecs {
    specs: Vec<Spec>,
    /// Why files gave nothing.
    failed: Vec<String>,
}

fn show(context: &CommandContext, asked: &SpecShow) -> Result<()> {
    let ReadSpecs { specs, failed } = read_all(context, asked)?;
    // Whatever could be read is shown, even if other files failed.
    if !specs.is_empty() {
        if context.out.json {
            context.out.json(&json::listing(&specs))?;
        } else {
            context
                .out
                .text(&told::listing(&context.out, &specs, asked.explain))?;
        }
    }
    if failed.is_empty() {
        Ok(())
    } else {
        bail!(failed.join("\n"))
    }
}

fn read_all(context: &CommandContext, asked: &SpecShow) -> Result<ReadSpecs> {
    if asked.files.is_empty() {
        return Ok(ReadSpecs {
            specs: context.open()?.specs,
            failed: Vec::new(),
        });
    }
    let from_input = asked.files.iter().filter(|file| is_input(file)).count();
    if from_input > 1 {
        return Err(usage("standard input, `-`, can be read only once"));
    }
    if context.global.spec_at.is_some() {
        if from_input > 0 {
            return Err(usage(
                "standard input is at no revision; leave out `--spec-at`",
            ));
        }
        return at_revision(context, &asked.files);
    }
    if asked.taken_for.is_some() && asked.files.len() > 1 {
        return Err(usage(
            "`--as` says what one file is; name one, or leave it out",
        ));
    }
    let mut shown = ReadSpecs::default();
    for file in &asked.files {
        let name = safe::inline(file.as_os_str().as_encoded_bytes());
        match read(file, asked.taken_for.as_deref()) {
            Ok(specs) => shown.specs.extend(specs),
            Err(error) => shown.failed.push(format!("reading {name}: {error:#}")),
        }
    }
    Ok(shown)
}

/// Reads files of the repository at a revision, or in the work tree.
fn at_revision(context: &CommandContext, files: &[PathBuf]) -> Result<ReadSpecs> {
    let wanted = OpenRequest {
        specs: files.to_vec(),
        ..context.wanted(None)
    };
    Ok(ReadSpecs {
        specs: open(&wanted, &context.settings)?.specs,
        failed: Vec::new(),
    })
}

fn is_input(file: &Path) -> bool {
    file.as_os_str() == STANDARD_INPUT
}

fn read(file: &Path, taken_for: Option<&Path>) -> Result<Vec<Spec>> {
    if !is_input(file) && taken_for.is_none() {
        let loose = read_loose(file)?;
        for remark in &loose.remarks {
            output::to_stderr(&format!("snaglist: note: {}\n", safe::inline(remark)));
        }
        return Ok(loose.specs);
    }
    let name = file.as_os_str().as_encoded_bytes();
    let mut bytes = Vec::new();
    if is_input(file) {
        // One byte over the limit is enough to see that it is exceeded.
        let limit = spec::MAX_BYTES as u64 + 1;
        std::io::stdin()
            .lock()
            .take(limit)
            .read_to_end(&mut bytes)
            .context("reading standard input")?;
    } else {
        bytes = crate::engagement::read_file(file)?;
    }
    let taken_for = taken_for
        .unwrap_or(Path::new(TAKEN_FOR))
        .as_os_str()
        .as_encoded_bytes();
    let spec = spec::read(&RepoPath::new(taken_for), &bytes, None)?;
    Ok(vec![Spec {
        path: RepoPath::new(name),
        ..spec
    }])
}
