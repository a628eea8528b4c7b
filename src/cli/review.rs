//! `snaglist [RANGE]`: opens the reviewer.

use std::io::{IsTerminal as _, stdin, stdout};

use anyhow::{Error, Result, bail};
use clap::CommandFactory as _;

use super::args::Arguments;
use super::{CommandContext, open, said, usage};
use crate::engagement::{Engagement, NoSpec, OpenFailure, OpenRequest};
use crate::runtime;

/// Minimum likeness of a range and a command's name for a typing error, from 0 to 1.
const SLIP: f64 = 0.9;

pub(super) fn run(context: &CommandContext, range: Option<String>) -> Result<()> {
    let hint = range.as_deref().and_then(meant_command);
    let outcome = on_terminal(context).and_then(|()| open_on(context, context.wanted(range)));
    match hint {
        Some(hint) => outcome.map_err(|error| error.context(hint)),
        None => outcome,
    }
}

/// Opens the reviewer on `wanted`.
pub(super) fn open_on(context: &CommandContext, wanted: OpenRequest) -> Result<()> {
    context.keymap()?;
    let (mut engagement, wanted) = match open(&wanted, &context.settings) {
        Ok(engagement) => (engagement, wanted),
        Err(error) => open_by_choice(context, wanted, error)?,
    };
    if let Some(statement) = engagement.remember(&wanted)? {
        said::say(&mut engagement, statement)?;
    }
    let wanted = engagement.wanted.clone();
    runtime::review(engagement, wanted, context.settings.clone())
}

/// Lets the user choose a likely spec, where only the spec is missing, and opens it. The choice
/// counts as named on the command line, so the next start uses it as well.
///
/// # Errors
/// The given error, when nothing can be chosen or nothing was.
fn open_by_choice(
    context: &CommandContext,
    mut wanted: OpenRequest,
    error: Error,
) -> Result<(Engagement, OpenRequest)> {
    let Some(OpenFailure::NoSpec(NoSpec { name, likely, .. })) = error.downcast_ref() else {
        return Err(error);
    };
    let chosen = runtime::choose_spec(name.clone(), likely.clone(), &context.settings)?;
    let Some(path) = chosen else {
        return Err(error);
    };
    wanted.specs = vec![path];
    let engagement = open(&wanted, &context.settings)?;
    Ok((engagement, wanted))
}

/// Refuses to open the reviewer without a terminal to draw on and type at.
///
/// # Errors
/// When standard input or output is no terminal.
pub(super) fn on_terminal(context: &CommandContext) -> Result<()> {
    if context.global.json {
        return Err(usage(
            "the reviewer writes no JSON; `snaglist status --json` says where everything stands",
        ));
    }
    for (is_terminal, which) in [
        (stdout().is_terminal(), "output"),
        (stdin().is_terminal(), "input"),
    ] {
        if !is_terminal {
            bail!(
                "the reviewer needs a terminal, and standard {which} is none. For scripts there are \
                 `snaglist status`, `increments`, `spec show`, `mark`, `note`, `note --list` and `export`, each with `--json`"
            );
        }
    }
    Ok(())
}

/// Words a hint when a range may be a mistyped command.
fn meant_command(range: &str) -> Option<String> {
    let command = Arguments::command();
    let names = command
        .get_subcommands()
        .filter(|command| !command.is_hide_set());
    let close = names
        .map(|command| command.get_name())
        .find(|name| strsim::jaro_winkler(name, range) > SLIP);
    close.map(|name| format!("did you mean `snaglist {name}`?"))
}
