//! Defines commands, options and the words of their help. Knows nothing of what they do.

mod record;
mod said;
mod spec;

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::examples;
use crate::runtime::painting;

pub(super) use record::{RecordCommand, RecordImport, Sync};
pub(super) use said::{DecideOutcome, MarkArgs, Note, PeopleArgs};
pub(super) use spec::{SpecAgreed, SpecCommand, SpecFollow, SpecNew, SpecShow};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Cyan.on_default().bold())
    .usage(AnsiColor::Cyan.on_default().bold())
    .literal(AnsiColor::Green.on_default());

/// Check contractors' deliverables against the acceptance criteria of a spec, in a terminal.
///
/// Without a command, opens the reviewer: the increments that a contractor delivered in this
/// repository, beside the criteria of its specs.
#[derive(Parser, Debug)]
#[command(name = "snaglist", version, styles = STYLES, after_long_help = examples::REVIEW)]
#[command(override_usage = "snaglist [OPTIONS] [RANGE]\n       snaglist [OPTIONS] <COMMAND>")]
pub(super) struct Arguments {
    /// What to review: `A..B`, `A...B`, a branch, a tag or a commit; all increments found when left
    /// out
    pub range: Option<String>,
    /// Print the licences and notices of everything that is part of this program
    #[arg(long, alias = "licenses", exclusive = true)]
    pub licences: bool,
    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
    /// The command; the reviewer when none.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options of every command.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Global options")]
pub(super) struct Global {
    /// Look for the repository here instead of in the current directory
    #[arg(
        short = 'C',
        long,
        global = true,
        value_name = "DIR",
        default_value = ".",
        hide_default_value = true
    )]
    pub repo: PathBuf,
    /// Review against this spec, or the specs in this folder, which may be outside the repository;
    /// can be given several times. The reviewer remembers the choice for the project; `auto`
    /// detects the specs again
    #[arg(short, long, global = true, value_name = "FILE")]
    pub spec: Vec<PathBuf>,
    /// Read the specs at this branch, tag or commit instead of at the head under review; `worktree`
    /// reads the files as they lie in the work tree
    #[arg(long, global = true, value_name = "REV")]
    pub spec_at: Option<String>,
    /// Where the engagement starts: a branch, tag or commit
    #[arg(long, global = true, value_name = "REV")]
    pub base: Option<String>,
    /// Review this branch, tag or commit instead of what is checked out; increments are found from
    /// it as usual
    #[arg(long, global = true, value_name = "REV")]
    pub head: Option<String>,
    /// Compare the two ends of `A..B`, or the base and the head, as they are, like `git diff A..B`;
    /// by default the comparison starts at their merge base, which leaves out what A has and B has
    /// not
    #[arg(long, global = true)]
    pub exact: bool,
    /// Show and count only files in this folder, relative to the top of the repository; can be
    /// given several times
    #[arg(long, global = true, value_name = "DIR")]
    pub path: Vec<PathBuf>,
    /// Keep the record here [env: SNAGLIST_DATA_DIR; default: the platform's data directory]
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Read the settings from here [env: SNAGLIST_CONFIG; default: the platform's config directory]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Write JSON, for other programs
    #[arg(long, global = true)]
    pub json: bool,
    /// When to use colours; `auto` follows the terminal and NO_COLOR
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = When::Auto)]
    pub color: When,
}

/// When to use colours.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum When {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    Always,
    Never,
}

/// The commands.
#[derive(Subcommand, Debug)]
pub(super) enum Command {
    /// Make a small engagement to try the reviewer on, and open it
    #[command(after_long_help = examples::DEMO)]
    Demo(Demo),
    /// Show the state of each criterion and increment, and whose turn it is
    #[command(after_long_help = examples::STATUS)]
    Status,
    /// List the increments, and say how they were detected
    #[command(after_long_help = examples::INCREMENTS)]
    Increments,
    /// List the rounds of increments, and what changed from each to the next
    #[command(after_long_help = examples::ROUNDS)]
    Rounds(RoundsArgs),
    /// Read specs
    #[command(subcommand, arg_required_else_help = true)]
    Spec(SpecCommand),
    /// Show which changes bear on which criteria, and what bears on none
    #[command(after_long_help = examples::TRACE)]
    Trace(Trace),
    /// Give a verdict on a criterion
    #[command(after_long_help = examples::MARK)]
    Mark(MarkArgs),
    /// Decide about an increment, or show the decisions
    #[command(after_long_help = examples::OUTCOME)]
    Outcome(DecideOutcome),
    /// Write a note, reply to one, say that one was fixed, or list them
    #[command(after_long_help = examples::NOTE)]
    Note(Box<Note>),
    /// Show who is who in this project, or set a role
    #[command(after_long_help = examples::PEOPLE)]
    People(PeopleArgs),
    /// Write the review summary
    #[command(after_long_help = examples::EXPORT)]
    Export(ExportArgs),
    /// Exchange the record with the others, through a git remote or a file
    #[command(after_long_help = examples::SYNC)]
    Sync(Sync),
    /// Check the record, repair it, move it
    #[command(subcommand, arg_required_else_help = true)]
    Record(RecordCommand),
    /// List the reviewer's keys, as your settings have them
    #[command(after_long_help = examples::KEYS)]
    Keys(Keys),
    /// Write this reference as Markdown
    #[command(hide = true)]
    Docs,
    /// Classify pieces of source text for another process of this program
    #[command(hide = true, name = painting::COMMAND)]
    PaintLines,
}

/// `snaglist demo`
#[derive(Args, Debug)]
pub(super) struct Demo {
    /// Create it here, in a directory that is empty or does not exist yet; in a new temporary one
    /// when left out
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// Only create it
    #[arg(long)]
    pub no_open: bool,
}

/// `snaglist rounds`
#[derive(Args, Debug)]
pub(super) struct RoundsArgs {
    /// The increment to look at; all increments when left out
    #[arg(value_name = "INCREMENT")]
    pub increment: Option<String>,
}

/// `snaglist trace`
#[derive(Args, Debug)]
pub(super) struct Trace {
    /// The increment to look at, or a range, branch, tag or commit such as `main..HEAD`; all
    /// increments when left out
    #[arg(value_name = "INCREMENT")]
    pub increment: Option<String>,
}

/// `snaglist export`
#[derive(Args, Debug)]
pub(super) struct ExportArgs {
    /// The format [default: by the extension of FILE, else markdown]
    #[arg(long, value_name = "FORMAT", value_enum, conflicts_with = "json")]
    pub format: Option<SummaryFormat>,
    /// Write to this file, replacing an earlier summary, instead of to standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write only what is new since an earlier round: its number, or INCREMENT:NUMBER
    #[arg(long, value_name = "ROUND")]
    pub since: Option<String>,
    /// Replace FILE even if it is not an earlier summary, or a link to a file
    #[arg(long, requires = "output")]
    pub replace: bool,
}

/// The formats of a summary.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SummaryFormat {
    /// For a pull request or a mail.
    Markdown,
    /// For a mail in plain text.
    Text,
    /// For other programs.
    Json,
}

/// `snaglist keys`
#[derive(Args, Debug)]
pub(super) struct Keys {
    /// Write Markdown
    #[arg(long, conflicts_with = "json")]
    pub markdown: bool,
}
