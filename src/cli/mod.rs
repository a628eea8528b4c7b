//! The command line: parses it, runs commands, reports errors.
//!
//! One file per command. Commands use the same layers as the screen. Exit codes: 0 done, 1 failed,
//! 2 not understood.

mod amended;
mod args;
mod demo;
mod docs;
mod editor;
mod examples;
mod export;
mod increments;
mod keys;
mod large;
mod licences;
mod mark;
mod note;
mod notes;
mod outcome;
mod output;
mod people;
mod pick;
mod place;
mod record;
mod review;
mod rounds;
mod said;
mod spec;
mod status;
mod sync;
mod trace;
mod verbs;

use std::io::{self, Write as _};
use std::panic;
use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, fmt};

use anyhow::{Result, anyhow};
use clap::Parser as _;

use crate::app::input::keymap::Keymap;
use crate::config;
use crate::engagement::{Engagement, OpenRequest};
use crate::git::Repository;
use crate::model::settings::Settings;
use crate::record::{Identity, Journal};
use crate::runtime::painting;
use crate::safe;
use args::{Arguments, Command, Global};
use output::{Output, ReaderGone};

/// Parses the command line and runs the command.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return not_understood(error),
    };
    panic::set_hook(Box::new(broken_down));
    let done = panic::catch_unwind(panic::AssertUnwindSafe(|| carry_out(arguments)));
    // The hook has reported why.
    let Ok(done) = done else {
        return ExitCode::from(1);
    };
    let Err(error) = done else {
        return ExitCode::SUCCESS;
    };
    if error.is::<ReaderGone>() {
        return ExitCode::SUCCESS;
    }
    output::to_stderr(&format!(
        "snaglist: {}\n",
        safe::block(format!("{error:#}"))
    ));
    ExitCode::from(if error.is::<Usage>() { 2 } else { 1 })
}

/// Reports a faulty command line, or shows the requested help. The message quotes arguments, which
/// may be pasted from outside: they are made safe and parsed once more, so that only safe ones are
/// quoted.
fn not_understood(error: clap::Error) -> ExitCode {
    let shown =
        env::args_os().map(|argument| safe::inline(argument.as_encoded_bytes()).into_string());
    match Arguments::try_parse_from(shown) {
        // If the reader of the help has gone, that is no failure, and there is no other place to
        // report it.
        Err(shown) => drop(shown.print()),
        Ok(_) => output::to_stderr(safe::block(error.render().to_string()).as_ref()),
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// Reports that the program broke down, and where, made safe: a panic's words may quote its input.
fn broken_down(panic: &panic::PanicHookInfo<'_>) {
    let place = panic
        .location()
        .map(|at| format!(" at {}:{}", at.file(), at.line()))
        .unwrap_or_default();
    let words = safe::block(panic.payload_as_str().unwrap_or("no words"));
    let _ = writeln!(
        io::stderr(),
        "snaglist: broke down{place}: {words}\nThis is a fault of the program; nothing that was said is lost. Please report it."
    );
}

fn carry_out(arguments: Arguments) -> Result<()> {
    let Arguments {
        range,
        global,
        licences,
        command,
    } = arguments;
    if licences {
        return match command {
            None => licences::run(),
            Some(_) => Err(usage("`--licences` stands alone, without a command")),
        };
    }
    if let (Some(range), Some(_)) = (&range, &command) {
        let range = safe::inline(range);
        return Err(usage(format!(
            "only the reviewer takes a range, and `{range}` came before a command"
        )));
    }
    let context = CommandContext::new(global)?;
    match command {
        None => review::run(&context, range),
        Some(Command::Demo(demo)) => demo::run(&context, &demo),
        Some(Command::Status) => status::run(&context),
        Some(Command::Increments) => increments::run(&context),
        Some(Command::Rounds(asked)) => rounds::run(&context, &asked),
        Some(Command::Spec(asked)) => spec::run(&context, &asked),
        Some(Command::Trace(asked)) => trace::run(&context, &asked),
        Some(Command::Mark(mark)) => mark::run(&context, &mark),
        Some(Command::Outcome(asked)) => outcome::run(&context, &asked),
        Some(Command::Note(note)) if note.list => notes::run(&context, &note),
        Some(Command::Note(note)) => note::run(&context, &note),
        Some(Command::People(asked)) => people::run(&context, &asked),
        Some(Command::Export(asked)) => export::run(&context, &asked),
        Some(Command::Sync(asked)) => sync::run(&context, &asked),
        Some(Command::Record(asked)) => record::run(&context, &asked),
        Some(Command::Keys(keys)) => keys::run(&context, &keys),
        Some(Command::Docs) => docs::run(&context),
        Some(Command::PaintLines) => painting::serve(),
    }
}

/// The settings and options of a command.
struct CommandContext {
    global: Global,
    settings: Settings,
    out: Output,
}

impl CommandContext {
    fn new(mut global: Global) -> Result<Self> {
        let named = |name| {
            env::var_os(name)
                .filter(|value| !value.is_empty())
                .map(PathBuf::from)
        };
        let config = global.config.take().or_else(|| named("SNAGLIST_CONFIG"));
        let settings =
            config::load(config.as_deref()).map_err(|error| usage(format!("{error:#}")))?;
        let out = Output::new(global.json, global.color, &settings);
        Ok(Self {
            global,
            settings,
            out,
        })
    }

    /// Returns the record's directory: from the command line, else from the environment.
    fn data_dir(&self) -> Option<PathBuf> {
        let from_environment =
            || env::var_os("SNAGLIST_DATA_DIR").filter(|value| !value.is_empty());
        self.global
            .data_dir
            .clone()
            .or_else(|| from_environment().map(PathBuf::from))
    }

    fn wanted(&self, range: Option<String>) -> OpenRequest {
        OpenRequest {
            dir: self.global.repo.clone(),
            range,
            base: self.global.base.clone(),
            head: self.global.head.clone(),
            exact: self.global.exact,
            paths: self.global.path.clone(),
            specs: self.global.spec.clone(),
            spec_at: self.global.spec_at.clone(),
            data_dir: self.data_dir(),
        }
    }

    /// Opens everything; reports oddities on standard error.
    fn open(&self) -> Result<Engagement> {
        let engagement = self.open_quietly(None)?;
        remark(&engagement);
        Ok(engagement)
    }

    /// Opens everything, with all increments or one typed range, branch, tag or commit; reports
    /// nothing.
    fn open_quietly(&self, range: Option<&str>) -> Result<Engagement> {
        open(&self.wanted(range.map(str::to_owned)), &self.settings)
    }

    /// Opens only the record; there may be nothing to review.
    fn record(&self) -> Result<(Repository, Journal)> {
        let wanted = self.wanted(None);
        let (repository, project, identity) =
            Engagement::locate(&wanted).map_err(|failure| anyhow!(failure))?;
        let journal = Journal::open(&project, &named(&identity, &self.settings))?;
        Ok((repository, journal))
    }

    /// Returns the active key bindings.
    fn keymap(&self) -> Result<Keymap> {
        Keymap::with_changes(&self.settings.keys)
            .map_err(|error| usage(format!("in the settings: {error}")))
    }
}

/// Reports on standard error what was odd about what was opened.
fn remark(engagement: &Engagement) {
    for remark in &engagement.remarks {
        output::to_stderr(&format!("snaglist: note: {}\n", safe::inline(remark)));
    }
}

/// Opens everything for writing, under the name in the settings.
fn open(wanted: &OpenRequest, settings: &Settings) -> Result<Engagement> {
    let mut engagement = Engagement::open(wanted).map_err(|failure| anyhow!(failure))?;
    let identity = named(&engagement.identity, settings);
    if identity != engagement.identity {
        engagement.journal.introduce_as(identity.clone());
        engagement.private.introduce_as(identity.clone());
        engagement.identity = identity;
    }
    Ok(engagement)
}

/// Returns the identity, with the name in the settings.
fn named(identity: &Identity, settings: &Settings) -> Identity {
    Identity {
        name: settings
            .name
            .clone()
            .unwrap_or_else(|| identity.name.clone()),
        email: settings
            .email
            .clone()
            .unwrap_or_else(|| identity.email.clone()),
        ..identity.clone()
    }
}

/// The error for faulty arguments or settings.
#[derive(Debug)]
struct Usage(String);

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

fn usage(message: impl Into<String>) -> anyhow::Error {
    anyhow!(Usage(message.into()))
}
