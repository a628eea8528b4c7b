//! What can be typed after `sync` and `record`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::cli::examples;

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
    /// Take in much from a mail without being asked
    #[arg(long, requires = "from")]
    pub large: bool,
    /// Take in entries under your own id that this machine did not write; only when another machine of yours did
    #[arg(long, conflicts_with = "to")]
    pub mine: bool,
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
    /// Take in much without being asked
    #[arg(long)]
    pub large: bool,
    /// Be the writer who exported it from now on, to edit what you wrote; only when you give up the other
    /// machine
    #[arg(long)]
    pub go_on_as_its_writer: bool,
    /// Take in entries under your own id that this machine did not write; only when another machine of yours did
    #[arg(long)]
    pub mine: bool,
}
