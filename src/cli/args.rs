//! What can be typed: commands, options, and the words of their help. Knows nothing of what they do.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::examples;
use crate::model::change::Side;
use crate::model::event::VerifiedAs;
use crate::model::note::Label;
use crate::model::record::Role;
use crate::model::verdict::{Outcome, Verdict};
use crate::runtime::painting;

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
pub struct Arguments {
    /// What to review: `A..B`, `A...B`, a branch, a tag or a commit; all increments found when left out
    pub range: Option<String>,
    /// For every command.
    #[command(flatten)]
    pub global: Global,
    /// Which command; the reviewer when none.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options of every command.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Global options")]
pub struct Global {
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
    /// Review against this spec, or the specs in this folder, which may be outside the repository; can be
    /// given several times. The reviewer keeps the choice for the project; `auto` has the specs found again
    #[arg(short, long, global = true, value_name = "FILE")]
    pub spec: Vec<PathBuf>,
    /// Read the specs at this branch, tag or commit instead of at the head under review; `worktree` reads
    /// the files as they lie in the work tree
    #[arg(long, global = true, value_name = "REV")]
    pub spec_at: Option<String>,
    /// Where the engagement starts: a branch, tag or commit
    #[arg(long, global = true, value_name = "REV")]
    pub base: Option<String>,
    /// Compare the two ends of `A..B`, or the base and the head, as they stand, as `git diff A..B` does;
    /// without it, what A has and B has not is left out by starting at their merge base
    #[arg(long, global = true)]
    pub exact: bool,
    /// Show and count only files in this folder, from the top of the repository; can be given several times
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
pub enum When {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Make a small engagement to try the reviewer on, and open it
    #[command(after_long_help = examples::DEMO)]
    Demo(Demo),
    /// Show where each criterion and increment stands, and whose turn it is
    #[command(after_long_help = examples::STATUS)]
    Status,
    /// List the increments, and say how they were found
    #[command(after_long_help = examples::INCREMENTS)]
    Increments,
    /// Read specs
    #[command(subcommand, arg_required_else_help = true)]
    Spec(Spec),
    /// Show which changes bear on which criteria, and what bears on none
    #[command(after_long_help = examples::TRACE)]
    Trace(Trace),
    /// Give a verdict on a criterion
    #[command(after_long_help = examples::MARK)]
    Mark(Mark),
    /// Decide about an increment, or show what was decided
    #[command(after_long_help = examples::OUTCOME)]
    Outcome(DecideOutcome),
    /// Write a note, reply to one, say that one was put right, or list them
    #[command(after_long_help = examples::NOTE)]
    Note(Box<Note>),
    /// Show who is who in this project, or say it
    #[command(after_long_help = examples::PEOPLE)]
    People(People),
    /// Write the review summary
    #[command(after_long_help = examples::EXPORT)]
    Export(Export),
    /// Exchange the record with the others, through a git remote or a file
    #[command(after_long_help = examples::SYNC)]
    Sync(Sync),
    /// Check the record, repair it, move it
    #[command(subcommand, arg_required_else_help = true)]
    Record(Record),
    /// List the reviewer's keys, as your settings have them
    #[command(after_long_help = examples::KEYS)]
    Keys(Keys),
    /// Write this reference as Markdown
    #[command(hide = true)]
    Docs,
    /// Find out for another process of this program what pieces of source text are
    #[command(hide = true, name = painting::COMMAND)]
    PaintLines,
}

/// `snaglist demo`
#[derive(Args, Debug)]
pub struct Demo {
    /// Make it here, in a directory that is empty or not there yet; a fresh temporary one when left out
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// Only make it
    #[arg(long)]
    pub no_open: bool,
}

/// `snaglist spec`
#[derive(Subcommand, Debug)]
pub enum Spec {
    /// Show the criteria as they were read
    #[command(after_long_help = examples::SPEC_SHOW)]
    Show(SpecShow),
    /// Show what became of each criterion between two commits
    #[command(after_long_help = examples::SPEC_FOLLOW)]
    Follow(SpecFollow),
    /// Show what of the spec is not agreed; agree to a change, refuse it, or say what was agreed
    #[command(after_long_help = examples::SPEC_AGREED)]
    Agreed(SpecAgreed),
    /// Begin a spec in TOML, with a comment on everything that can stand in one
    #[command(after_long_help = examples::SPEC_NEW)]
    New(SpecNew),
}

/// `snaglist spec show`
#[derive(Args, Debug)]
pub struct SpecShow {
    /// Files to read, or folders of specs, or `-` for standard input; the specs of the repository when left
    /// out
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Read FILE as if it was called this: names and folders say what a file is
    #[arg(long = "as", value_name = "PATH", requires = "files")]
    pub taken_for: Option<PathBuf>,
    /// Say how each file was recognised, and what made each criterion one
    #[arg(long, conflicts_with = "json")]
    pub explain: bool,
}

/// `snaglist spec follow`
#[derive(Args, Debug)]
pub struct SpecFollow {
    /// The older version: a branch, tag or commit
    #[arg(long, value_name = "REV")]
    pub from: String,
    /// The newer version: a branch, tag or commit
    #[arg(long, value_name = "REV")]
    pub to: String,
    /// Only the criteria of these specs, or folders of them, as they are at the older version
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// `snaglist spec agreed`
#[derive(Args, Debug)]
pub struct SpecAgreed {
    /// Agree to what the delivery does to a criterion
    #[arg(long, value_name = "CRITERION")]
    pub agree: Vec<String>,
    /// Refuse it: the agreed text goes on being judged
    #[arg(long, value_name = "CRITERION")]
    pub refuse: Vec<String>,
    /// Agree to all changes that nobody has agreed to or refused
    #[arg(long, conflicts_with_all = ["agree", "refuse"])]
    pub all: bool,
    /// Say that the specs were agreed as they stand at this commit
    #[arg(long, value_name = "REV")]
    pub pin: Option<String>,
    /// Take back what you pinned
    #[arg(long, conflicts_with = "pin")]
    pub unpin: bool,
}

/// `snaglist spec new`
#[derive(Args, Debug)]
pub struct SpecNew {
    /// The file to write; `-` writes to standard output
    #[arg(value_name = "FILE", default_value = "spec.toml")]
    pub file: PathBuf,
    /// Replace the file if it is there
    #[arg(long)]
    pub force: bool,
}

/// `snaglist trace`
#[derive(Args, Debug)]
pub struct Trace {
    /// The increment to look at, or a range, branch, tag or commit such as `main..HEAD`; all increments when left out
    #[arg(value_name = "INCREMENT")]
    pub increment: Option<String>,
}

/// `snaglist mark`
#[derive(Args, Debug)]
pub struct Mark {
    /// The criterion's id; `path#id` when several specs have it
    #[arg(value_name = "CRITERION")]
    pub criterion: String,
    /// What you find; `none` takes your verdict back
    #[arg(value_name = "VERDICT", value_parser = verdicts())]
    pub verdict: Given,
    /// The commit you looked at; the newest of the increment when left out
    #[arg(long, value_name = "REV")]
    pub at: Option<String>,
    /// The increment you looked at; when left out, the newest that bears on the criterion
    #[arg(long, value_name = "ID")]
    pub increment: Option<String>,
    /// A comment; needed for `waived`
    #[arg(long, visible_alias = "comment", value_name = "TEXT", required_if_eq("verdict", "waived"))]
    pub reason: Option<String>,
    /// Take the place of other reviewers' verdicts too, to settle a dispute
    #[arg(long)]
    pub resolve: bool,
}

/// `snaglist outcome`
#[derive(Args, Debug)]
pub struct DecideOutcome {
    /// The increment, by any of its names
    #[arg(value_name = "INCREMENT")]
    pub increment: String,
    /// What you decide about its newest round; `none` takes your decision back; left out, what was decided is shown
    #[arg(value_name = "OUTCOME", value_parser = outcomes())]
    pub outcome: Option<Decided>,
    /// Why, or on what conditions
    #[arg(long, visible_alias = "comment", value_name = "TEXT", requires = "outcome")]
    pub reason: Option<String>,
}

/// An outcome as typed: `None` takes one's own back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Decided(pub Option<Outcome>);

/// A verdict as typed: `None` takes one's own back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Given(pub Option<Verdict>);

/// `snaglist note`
#[derive(Args, Debug)]
pub struct Note {
    /// What to say; `-` reads it from standard input, and left out, your editor opens
    #[arg(value_name = "TEXT")]
    pub text: Option<String>,
    /// The same, also when it is one word that reads as something to do, as `list` and `help` are
    #[arg(long = "text", value_name = "TEXT", conflicts_with = "text", allow_hyphen_values = true)]
    pub verbatim: Option<String>,
    /// The file or lines it is about, by the path from the top of the repository
    #[arg(long, value_name = "PATH[:LINE[-LINE]]")]
    pub on: Option<OsString>,
    /// Which side of the increment the lines are on
    #[arg(long, value_name = "SIDE", requires = "on", value_parser = sides())]
    pub side: Option<Side>,
    /// The criterion it is about; with `--list`, only notes on it
    #[arg(long, value_name = "ID")]
    pub criterion: Option<String>,
    /// The increment it is about; with `--list`, only notes on it
    #[arg(long, value_name = "ID")]
    pub increment: Option<String>,
    /// What kind of note it is [default: issue]; with `--list`, only notes of that kind
    #[arg(long, value_name = "LABEL", value_parser = labels())]
    pub label: Option<Label>,
    /// It stands between the delivery and acceptance, whatever its label
    #[arg(long, conflicts_with = "not_blocking")]
    pub blocking: bool,
    /// It does not, whatever its label
    #[arg(long)]
    pub not_blocking: bool,
    /// For yourself alone: it never leaves this machine, blocks nothing, and stands in no summary
    #[arg(long, conflicts_with = "blocking")]
    pub private: bool,
    /// Reply to the note with this id, or the first digits of it
    #[arg(long, value_name = "ID", conflicts_with_all = ABOUT)]
    pub reply: Option<String>,
    /// With `--reply`: it was put right in this commit; TEXT says how and may be left out
    #[arg(long, value_name = "COMMIT", requires = "reply")]
    pub addressed: Option<String>,
    /// With `--reply`: where the note stands now, in a reviewer's word; TEXT may be left out
    #[arg(long, value_name = "STATE", requires = "reply", conflicts_with = "addressed", value_parser = states())]
    pub state: Option<VerifiedAs>,
    /// Put the note with this id on the file or lines of `--on`
    #[arg(long = "move", value_name = "ID", requires = "on", conflicts_with_all = MOVED)]
    pub moved: Option<String>,
    /// List the notes
    #[arg(long, conflicts_with_all = LISTED)]
    pub list: bool,
}

/// What a reply does not have: it is about what its note is about.
const ABOUT: [&str; 8] =
    ["on", "side", "criterion", "increment", "label", "blocking", "not_blocking", "private"];

/// What a note that is moved keeps.
const MOVED: [&str; 8] =
    ["text", "verbatim", "criterion", "label", "blocking", "not_blocking", "private", "reply"];

/// What has no meaning for a list.
const LISTED: [&str; 9] =
    ["text", "verbatim", "on", "side", "blocking", "not_blocking", "private", "reply", "moved"];

/// `snaglist people`
#[derive(Args, Debug)]
pub struct People {
    /// Who: a name, or the start of a writer's id; yourself when left out
    #[arg(value_name = "WHO", requires = "role")]
    pub who: Option<String>,
    /// What they are in this project; only reviewers say it of others
    #[arg(long, value_name = "ROLE", value_parser = roles())]
    pub role: Option<Role>,
    /// With `--role`, of yourself: in projects to come too
    #[arg(long, requires = "role", conflicts_with = "who")]
    pub always: bool,
}

/// `snaglist export`
#[derive(Args, Debug)]
pub struct Export {
    /// In which form [default: what FILE ends in, else markdown]
    #[arg(long, value_name = "FORMAT", value_enum, conflicts_with = "json")]
    pub format: Option<Format>,
    /// Write to this file, in the place of what is there, instead of to standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// The forms of a summary.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// For a pull request or a mail.
    Markdown,
    /// For a mail in plain text.
    Text,
    /// For other programs.
    Json,
}

/// `snaglist sync`
#[derive(Args, Debug)]
pub struct Sync {
    /// A remote of the clone by its name, an address, or a directory; when left out, the one used last, else
    /// the clone's `origin` or only one
    #[arg(value_name = "REMOTE")]
    pub remote: Option<String>,
    /// Write the whole record to a file to send: a git bundle when it ends in `.bundle`, else text that
    /// survives a mail; `-` writes the text to standard output
    #[arg(long, value_name = "FILE", conflicts_with = "remote")]
    pub to: Option<PathBuf>,
    /// Take in what somebody sent: a git bundle, or a mail with a record in it; `-` reads standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["remote", "to"])]
    pub from: Option<PathBuf>,
    /// How long git may take at most, each time it is needed
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    pub timeout: u64,
    /// Sign nothing, though your git signs commits
    #[arg(long)]
    pub no_sign: bool,
}

/// `snaglist record`
#[derive(Subcommand, Debug)]
pub enum Record {
    /// Check every entry, bring back what is missing, say what is damaged
    #[command(after_long_help = examples::RECORD_VERIFY)]
    Verify(RecordVerify),
    /// Say where the record of this project is
    Path,
    /// Write the whole record to a file, drafts included, to move it to another machine
    #[command(after_long_help = examples::RECORD_EXPORT)]
    Export(RecordExport),
    /// Add everything in such a file to the record; nothing is replaced
    Import(RecordImport),
}

/// `snaglist record verify`
#[derive(Args, Debug)]
pub struct RecordVerify {
    /// Only write one digest of all entries: the same for everybody who has the same
    #[arg(long)]
    pub digest: bool,
}

/// `snaglist record export`
#[derive(Args, Debug)]
pub struct RecordExport {
    /// The file to write, in the place of what is there
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// `snaglist record import`
#[derive(Args, Debug)]
pub struct RecordImport {
    /// The file that `snaglist record export` wrote
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Be the writer who exported it from now on, to edit what you wrote; only when you give up the other
    /// machine
    #[arg(long)]
    pub go_on_as_its_writer: bool,
}

/// `snaglist keys`
#[derive(Args, Debug)]
pub struct Keys {
    /// Write Markdown
    #[arg(long, conflicts_with = "json")]
    pub markdown: bool,
}

fn verdicts() -> impl clap::builder::TypedValueParser<Value = Given> {
    let names = Verdict::ALL.into_iter().map(Verdict::name).chain(["none"]);
    PossibleValuesParser::new(names).map(|name| Given(Verdict::from_name(&name)))
}

fn outcomes() -> impl clap::builder::TypedValueParser<Value = Decided> {
    let names = Outcome::ALL.into_iter().map(Outcome::name).chain(["none"]);
    PossibleValuesParser::new(names).map(|name| Decided(Outcome::from_name(&name)))
}

fn labels() -> impl clap::builder::TypedValueParser<Value = Label> {
    // The parser lets no other name through.
    PossibleValuesParser::new(Label::ALL.into_iter().map(Label::name))
        .map(|name| Label::from_name(&name).unwrap_or(Label::Issue))
}

fn states() -> impl clap::builder::TypedValueParser<Value = VerifiedAs> {
    PossibleValuesParser::new(["verified", "reopened", "withdrawn"])
        .map(|name| VerifiedAs::from_name(&name).unwrap_or(VerifiedAs::Reopened))
}

fn roles() -> impl clap::builder::TypedValueParser<Value = Role> {
    PossibleValuesParser::new(["reviewer", "contractor", "observer"])
        .map(|name| Role::from_name(&name).unwrap_or_default())
}

fn sides() -> impl clap::builder::TypedValueParser<Value = Side> {
    PossibleValuesParser::new(["new", "old"]).map(|name| Side::from_name(&name).unwrap_or(Side::New))
}
