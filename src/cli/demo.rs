//! `snaglist demo`: creates a small engagement and opens it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde::Serialize;

use super::args::Demo;
use super::{CommandContext, review, usage};
use crate::demo;
use crate::engagement::OpenRequest;
use crate::record::DataDir;
use crate::safe;

/// The demo's repository, within the demo's directory.
const REPOSITORY: &str = "payments-api";

/// The demo's own record, beside it.
const RECORD: &str = "record";

#[derive(Serialize)]
struct DemoJson {
    version: u8,
    repository: String,
    data_dir: String,
}

pub(super) fn run(context: &CommandContext, demo: &Demo) -> Result<()> {
    if !demo.no_open {
        if context.global.json {
            return Err(usage(
                "the reviewer writes no JSON; `snaglist demo --no-open --json` only makes it",
            ));
        }
        review::on_terminal(context).context("`snaglist demo --no-open` only makes it")?;
    }
    let (root, fresh) = place(demo.dir.as_deref())?;
    let dir = root.join(REPOSITORY);
    // A data directory from the environment is the user's own, and stays as it is.
    let data = DataDir::from(Some(
        context
            .global
            .data_dir
            .clone()
            .unwrap_or_else(|| root.join(RECORD)),
    ))?;
    demo::build(&dir, &data).with_context(|| format!("making the demo in {}", root.display()))?;
    if let Some(fresh) = fresh {
        // From here on the user decides when to remove it.
        let _ = fresh.keep();
    }
    say(context, &dir, data.path())?;
    if demo.no_open {
        return Ok(());
    }
    let wanted = OpenRequest {
        dir,
        data_dir: Some(data.path().to_owned()),
        ..OpenRequest::default()
    };
    review::open_on(context, wanted)
}

/// Chooses where to create it; a temporary directory is removed again unless everything succeeds.
fn place(dir: Option<&Path>) -> Result<(PathBuf, Option<tempfile::TempDir>)> {
    let Some(dir) = dir else {
        let fresh = tempfile::Builder::new().prefix("snaglist-demo-").tempdir();
        let fresh =
            fresh.context("making a temporary directory; name another place with `--dir`")?;
        return Ok((fresh.path().to_owned(), Some(fresh)));
    };
    let doing = || format!("looking at {}", dir.display());
    if fs::exists(dir).with_context(doing)?
        && fs::read_dir(dir).with_context(doing)?.next().is_some()
    {
        bail!(
            "{} is not empty; name a directory that is empty or not there yet",
            dir.display()
        );
    }
    Ok((std::path::absolute(dir).with_context(doing)?, None))
}

fn say(context: &CommandContext, dir: &Path, data: &Path) -> Result<()> {
    if context.out.json {
        let text = |path: &Path| path.to_string_lossy().into_owned();
        return context.out.json(&DemoJson {
            version: 1,
            repository: text(dir),
            data_dir: text(data),
        });
    }
    let quoted = |path: &Path| {
        let path = safe::inline(path.as_os_str().as_encoded_bytes());
        if path.contains([' ', '\'', '"', '$', '`', '\\']) {
            format!("'{}'", path.replace('\'', "'\\''"))
        } else {
            path.into_string()
        }
    };
    context.out.text(&format!(
        "A made-up engagement, in {}\nTo open it again:\n  snaglist -C {} --data-dir {}\n",
        quoted(dir),
        quoted(dir),
        quoted(data)
    ))
}
