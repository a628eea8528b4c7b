//! Recognises a note's text that is a single command word and was meant for the program.
//!
//! A user who types `note list` wants a list, and not a note that says "list" and blocks
//! acceptance.

use anyhow::Result;
use clap::CommandFactory as _;

use super::args::Arguments;
use super::usage;
use crate::safe;

/// Command words, each with what to type instead.
const NOTE_VERBS: &[(&[&str], &str)] = &[
    (
        &[
            "list", "ls", "show", "view", "print", "cat", "search", "find", "grep", "log",
        ],
        "`snaglist note --list` lists the notes",
    ),
    (
        &["help", "usage", "?", "man"],
        "`snaglist note --help` says what can be typed",
    ),
    (
        &["version"],
        "`snaglist --version` says which version this is",
    ),
    (
        &[
            "add", "new", "create", "write", "post", "make", "set", "put",
        ],
        "`snaglist note 'WHAT TO SAY'` writes a note, and `snaglist note` opens your editor",
    ),
    (
        &["reply", "answer", "respond"],
        "`snaglist note --reply ID 'WHAT TO SAY'` replies to a note",
    ),
    (
        &["address"],
        "`snaglist note --reply ID --addressed COMMIT` says that it was fixed; `snaglist note --list` has \
         the ids",
    ),
    (
        &["resolve", "close", "verify", "approve"],
        "`snaglist note --reply ID --state verified` says that it was fixed; `snaglist note --list` has the \
         ids",
    ),
    (
        &["reopen"],
        "`snaglist note --reply ID --state reopened` opens a note again",
    ),
    (
        &[
            "delete", "del", "remove", "rm", "withdraw", "retract", "drop", "undo",
        ],
        "`snaglist note --reply ID --state withdrawn` takes a note back; `snaglist note --list` has the ids",
    ),
    (
        &["edit", "change", "update", "amend"],
        "the words of a note are changed on the screen: `snaglist`",
    ),
    (
        &["mv"],
        "`snaglist note --move ID --on PATH:LINE` puts a note on other lines",
    ),
];

/// Refuses a single word that is a command, an option, or a common name for one.
///
/// # Errors
/// When it is one; says what to type instead, and how to write the word anyway.
pub(super) fn refuse_as_note(text: &str) -> Result<()> {
    let word = text.trim().trim_start_matches('-').to_lowercase();
    let root = Arguments::command();
    let known = NOTE_VERBS
        .iter()
        .find(|(words, _)| words.contains(&word.as_str()));
    let option = || {
        let note = root.find_subcommand("note")?;
        let found = note
            .get_arguments()
            .find(|option| option.get_long() == Some(word.as_str()))?;
        let value = found
            .get_value_names()
            .filter(|_| found.get_action().takes_values());
        let value = value
            .map(|names| format!(" {}", names.join(" ")))
            .unwrap_or_default();
        Some(format!(
            "`{word}` is an option: `snaglist note --{word}{value}`"
        ))
    };
    let command = || {
        let found = root
            .get_subcommands()
            .find(|command| command.get_name() == word && !command.is_hide_set())?;
        Some(format!(
            "`snaglist {}` is a command of its own",
            found.get_name()
        ))
    };
    let instead = known
        .map(|(_, instead)| (*instead).to_owned())
        .or_else(option)
        .or_else(command);
    match instead {
        Some(instead) => {
            let word = safe::inline(text.trim());
            Err(usage(format!(
                "no note was written: `{word}` alone looks like a command. {instead}. A note of just that \
                 word: \
                 `snaglist note --text {word}`"
            )))
        }
        None => Ok(()),
    }
}
