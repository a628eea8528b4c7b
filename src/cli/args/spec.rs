//! What can be typed after `spec`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::cli::examples;

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
