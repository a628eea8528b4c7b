//! Defines the arguments of commands that write statements: verdicts, outcomes, notes, roles.

use std::ffi::OsString;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};

use crate::model::change::Side;
use crate::model::event::VerifiedAs;
use crate::model::note::Label;
use crate::model::person::Role;
use crate::model::verdict::{Outcome, Verdict};

/// `snaglist mark`
#[derive(Args, Debug)]
pub(crate) struct MarkArgs {
    /// The criterion's id; `path#id` when several specs have it
    #[arg(value_name = "CRITERION")]
    pub criterion: String,
    /// Your verdict; `none` takes it back
    #[arg(value_name = "VERDICT", value_parser = verdicts())]
    pub verdict: TypedVerdict,
    /// The commit you looked at; the newest of the increment when left out
    #[arg(long, value_name = "REV")]
    pub at: Option<String>,
    /// The increment you looked at; when left out, the newest that bears on the criterion
    #[arg(long, value_name = "ID")]
    pub increment: Option<String>,
    /// A comment; needed for `waived`
    #[arg(
        long,
        visible_alias = "comment",
        value_name = "TEXT",
        required_if_eq("verdict", "waived")
    )]
    pub reason: Option<String>,
    /// Replace other reviewers' verdicts too, to settle a dispute
    #[arg(long)]
    pub resolve: bool,
}

/// `snaglist outcome`
#[derive(Args, Debug)]
pub(crate) struct DecideOutcome {
    /// The increment, by any of its names
    #[arg(value_name = "INCREMENT")]
    pub increment: String,
    /// Your decision about its newest round; `none` takes it back; when left out, the decisions are
    /// shown
    #[arg(value_name = "OUTCOME", value_parser = outcomes())]
    pub outcome: Option<Decided>,
    /// Why, or on what conditions
    #[arg(
        long,
        visible_alias = "comment",
        value_name = "TEXT",
        requires = "outcome"
    )]
    pub reason: Option<String>,
}

/// An outcome as typed: `None` takes the writer's own back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Decided(pub Option<Outcome>);

/// A verdict as typed: `None` takes the writer's own back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct TypedVerdict(pub Option<Verdict>);

/// `snaglist note`
#[derive(Args, Debug)]
pub(crate) struct Note {
    /// The words; `-` reads them from standard input; when left out, your editor opens
    #[arg(value_name = "TEXT")]
    pub text: Option<String>,
    /// The words, even if they are a single word that looks like a command, such as `list` or
    /// `help`
    #[arg(
        long = "text",
        value_name = "TEXT",
        conflicts_with = "text",
        allow_hyphen_values = true
    )]
    pub verbatim: Option<String>,
    /// The file or lines it is about; the path is relative to the top of the repository
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
    /// It blocks acceptance, whatever its label
    #[arg(long, conflicts_with = "not_blocking")]
    pub blocking: bool,
    /// It does not block acceptance, whatever its label
    #[arg(long)]
    pub not_blocking: bool,
    /// Only for you: it never leaves this machine, does not block, and is in no summary
    #[arg(long, conflicts_with = "blocking")]
    pub private: bool,
    /// Reply to the note with this id, or the first digits of it
    #[arg(long, value_name = "ID", conflicts_with_all = ABOUT)]
    pub reply: Option<String>,
    /// With `--reply`: it was fixed in this commit; TEXT says how and may be left out
    #[arg(long, value_name = "COMMIT", requires = "reply")]
    pub addressed: Option<String>,
    /// With `--reply`: the note's new state, set by a reviewer; TEXT may be left out
    #[arg(long, value_name = "STATE", requires = "reply", conflicts_with = "addressed", value_parser = states())]
    pub state: Option<VerifiedAs>,
    /// Move the note with this id to the file or lines of `--on`
    #[arg(long = "move", value_name = "ID", requires = "on", conflicts_with_all = MOVED)]
    pub moved: Option<String>,
    /// List the notes
    #[arg(long, conflicts_with_all = LISTED)]
    pub list: bool,
}

/// Options that a reply cannot have, because it has the subject of its note.
const ABOUT: [&str; 8] = [
    "on",
    "side",
    "criterion",
    "increment",
    "label",
    "blocking",
    "not_blocking",
    "private",
];

/// Options that a moved note cannot have, because it keeps them.
const MOVED: [&str; 8] = [
    "text",
    "verbatim",
    "criterion",
    "label",
    "blocking",
    "not_blocking",
    "private",
    "reply",
];

/// Options without a meaning for a list.
const LISTED: [&str; 9] = [
    "text",
    "verbatim",
    "on",
    "side",
    "blocking",
    "not_blocking",
    "private",
    "reply",
    "moved",
];

/// `snaglist people`
#[derive(Args, Debug)]
pub(crate) struct PeopleArgs {
    /// Who: a name, or the start of a writer's id; yourself when left out
    #[arg(value_name = "WHO", requires = "what")]
    pub who: Option<String>,
    /// Their role in this project; only reviewers set the role of others
    #[arg(long, value_name = "ROLE", value_parser = roles(), group = "what")]
    pub role: Option<Role>,
    /// Let the words of somebody new count from now on, with the role that they state
    #[arg(long, group = "what", requires = "who")]
    pub admit: bool,
    /// Ignore somebody's words on this machine, whoever else admits them
    #[arg(long, group = "what", requires = "who")]
    pub refuse: bool,
    /// With `--role`, for yourself: also in future projects
    #[arg(long, requires = "role", conflicts_with = "who")]
    pub always: bool,
}

fn verdicts() -> impl clap::builder::TypedValueParser<Value = TypedVerdict> {
    let names = Verdict::ALL.into_iter().map(Verdict::name).chain(["none"]);
    PossibleValuesParser::new(names).map(|name| TypedVerdict(Verdict::from_name(&name)))
}

fn outcomes() -> impl clap::builder::TypedValueParser<Value = Decided> {
    let names = Outcome::ALL.into_iter().map(Outcome::name).chain(["none"]);
    PossibleValuesParser::new(names).map(|name| Decided(Outcome::from_name(&name)))
}

fn labels() -> impl clap::builder::TypedValueParser<Value = Label> {
    // The parser accepts no other name.
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
    PossibleValuesParser::new(["new", "old"])
        .map(|name| Side::from_name(&name).unwrap_or(Side::New))
}
