//! Defines the arguments of `sync` and `record`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::cli::examples;

/// `snaglist sync`
#[derive(Args, Debug)]
pub(crate) struct Sync {
    /// A remote of the clone by its name, an address, or a directory; when left out, the one used
    /// last, else the clone's `origin` or only remote
    #[arg(value_name = "REMOTE")]
    pub remote: Option<String>,
    /// Write the whole record to a file to send: a git bundle when it ends in `.bundle`, else text
    /// that survives a mail; `-` writes the text to standard output
    #[arg(long, value_name = "FILE", conflicts_with = "remote")]
    pub to: Option<PathBuf>,
    /// Read what somebody sent: a git bundle, or a mail with a record in it; `-` reads standard
    /// input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["remote", "to"])]
    pub from: Option<PathBuf>,
    /// Accept a large amount from a mail without being asked, or many new people from a remote
    #[arg(long, conflicts_with = "to")]
    pub large: bool,
    /// Accept entries under your own id that this machine did not write; only if another machine of
    /// yours did
    #[arg(long, conflicts_with = "to")]
    pub mine: bool,
    /// Time limit for each call of git, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    pub timeout: u64,
    /// Do not sign, even if your git signs commits
    #[arg(long)]
    pub no_sign: bool,
}

/// `snaglist record`
#[derive(Subcommand, Debug)]
pub(crate) enum RecordCommand {
    /// Check every entry, restore missing ones, report damage
    #[command(after_long_help = examples::RECORD_VERIFY)]
    Verify(RecordVerify),
    /// Show where the record of this project is
    Path,
    /// Write the whole record to a file, drafts included, to move it to another machine
    #[command(after_long_help = examples::RECORD_EXPORT)]
    Export(RecordExport),
    /// Add everything in such a file to the record; nothing is replaced
    Import(RecordImport),
}

/// `snaglist record verify`
#[derive(Args, Debug)]
pub(crate) struct RecordVerify {
    /// Only write one digest of all entries: equal for everybody who has the same entries
    #[arg(long)]
    pub digest: bool,
}

/// `snaglist record export`
#[derive(Args, Debug)]
pub(crate) struct RecordExport {
    /// The file to write; an earlier export is replaced
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// `snaglist record import`
#[derive(Args, Debug)]
pub(crate) struct RecordImport {
    /// The file that `snaglist record export` wrote
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Accept a large amount without being asked
    #[arg(long)]
    pub large: bool,
    /// Continue as the writer who exported it, to edit what you wrote, with their private notes and
    /// drafts; only if you give up the other machine
    #[arg(long)]
    pub go_on_as_its_writer: bool,
    /// Accept entries and private notes under your own id that this machine did not write, and
    /// drafts; only if another machine of yours wrote them
    #[arg(long)]
    pub mine: bool,
}
