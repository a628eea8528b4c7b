//! Defines the arguments of `spec`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::cli::examples;

/// `snaglist spec`
#[derive(Subcommand, Debug)]
pub(crate) enum SpecCommand {
    /// Show the criteria as they were read
    #[command(after_long_help = examples::SPEC_SHOW)]
    Show(SpecShow),
    /// Show the fate of each criterion between two commits
    #[command(after_long_help = examples::SPEC_FOLLOW)]
    Follow(SpecFollow),
    /// Show changes of the agreed spec; agree to one, refuse it, or say what was agreed
    #[command(after_long_help = examples::SPEC_AGREED)]
    Agreed(SpecAgreed),
    /// Begin a spec in TOML, with a comment on every field
    #[command(after_long_help = examples::SPEC_NEW)]
    New(SpecNew),
}

/// `snaglist spec show`
#[derive(Args, Debug)]
pub(crate) struct SpecShow {
    /// Files to read, or folders of specs, or `-` for standard input; the specs of the repository
    /// when left out
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Read FILE as if it had this name: names and folders tell what a file is
    #[arg(long = "as", value_name = "PATH", requires = "files")]
    pub taken_for: Option<PathBuf>,
    /// Say how each file was recognised, and which rule made each criterion one
    #[arg(long, conflicts_with = "json")]
    pub explain: bool,
}

/// `snaglist spec follow`
#[derive(Args, Debug)]
pub(crate) struct SpecFollow {
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
pub(crate) struct SpecAgreed {
    /// Agree to the delivery's change of a criterion
    #[arg(long, value_name = "CRITERION")]
    pub agree: Vec<String>,
    /// Refuse it: the agreed text is still judged
    #[arg(long, value_name = "CRITERION")]
    pub refuse: Vec<String>,
    /// Agree to all changes that nobody has decided about
    #[arg(long, conflicts_with_all = ["agree", "refuse"])]
    pub all: bool,
    /// Say that the specs are agreed as of this commit
    #[arg(long, value_name = "REV")]
    pub pin: Option<String>,
    /// Take back what you pinned
    #[arg(long, conflicts_with = "pin")]
    pub unpin: bool,
}

/// `snaglist spec new`
#[derive(Args, Debug)]
pub(crate) struct SpecNew {
    /// The file to write; `-` writes to standard output
    #[arg(value_name = "FILE", default_value = "spec.toml")]
    pub file: PathBuf,
    /// Replace the file if it exists
    #[arg(long)]
    pub force: bool,
}
