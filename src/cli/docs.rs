//! `snaglist docs`, hidden: writes `docs/commands.md` from the argument definitions.

use anyhow::Result;
use clap::builder::StyledStr;
use clap::{Arg, Command, CommandFactory as _};

use super::CommandContext;
use super::args::Arguments;

const HEAD: &str = "\
# Commands

Written by `snaglist docs`. The screen is the product; the commands are for scripts, for continuous
integration, and for people who would rather type. Each has the same by `snaglist COMMAND --help`.

What other programs read is JSON with `\"version\": 1`: names that are there stay and keep their meaning, new
ones may come. Texts of a delivery stand in it as they are, with everything that would act on a terminal written
as `\\uXXXX`.
";

pub(super) fn run(context: &CommandContext) -> Result<()> {
    let mut root = Arguments::command().term_width(0);
    root.build();
    let mut text = HEAD.to_owned();
    let (global, own): (Vec<&Arg>, Vec<&Arg>) = shown(&root).partition(|arg| arg.is_global_set());
    text.push_str(&format!("\n## snaglist\n\n{}", about(&root)));
    text.push_str(&usage(&root));
    text.push_str(&list(&own));
    text.push_str(&format!(
        "\n**Options of every command**\n\n{}",
        list(&global).trim_start()
    ));
    text.push_str(&after(&root));
    root.get_subcommands()
        .for_each(|command| of_command(command, "snaglist", &mut text));
    context.out.text(&text)
}

fn of_command(command: &Command, parent: &str, text: &mut String) {
    if command.is_hide_set() || command.get_name() == "help" {
        return;
    }
    let name = format!("{parent} {}", command.get_name());
    if command.has_subcommands() {
        return command
            .get_subcommands()
            .for_each(|command| of_command(command, &name, text));
    }
    text.push_str(&format!("\n## {name}\n\n{}", about(command)));
    text.push_str(&usage(command));
    let own: Vec<&Arg> = shown(command).filter(|arg| !arg.is_global_set()).collect();
    text.push_str(&list(&own));
    text.push_str(&after(command));
}

fn shown(command: &Command) -> impl Iterator<Item = &Arg> {
    let usual = ["help", "version"];
    command
        .get_arguments()
        .filter(move |arg| !arg.is_hide_set() && !usual.contains(&arg.get_id().as_str()))
}

fn about(command: &Command) -> String {
    let about = command
        .get_long_about()
        .or(command.get_about())
        .map(StyledStr::to_string)
        .unwrap_or_default();
    format!("{}.\n", about.trim_end_matches('.'))
}

fn usage(command: &Command) -> String {
    let usage = command.clone().render_usage().to_string();
    format!(
        "\n```text\n{}\n```\n",
        usage
            .trim_start_matches("Usage:")
            .trim()
            .replace("\n       ", "\n")
    )
}

fn list(args: &[&Arg]) -> String {
    let mut text = String::new();
    for arg in args {
        let names: Vec<&str> = arg
            .get_value_names()
            .into_iter()
            .flatten()
            .map(|name| name.as_str())
            .collect();
        let value = names.join(" ");
        let short = arg
            .get_short()
            .map(|short| format!("-{short}, "))
            .unwrap_or_default();
        let spelled = match arg.get_long() {
            Some(long) if arg.get_action().takes_values() => format!("{short}--{long} {value}"),
            Some(long) => format!("{short}--{long}"),
            None => value,
        };
        let help = arg.get_help().map(StyledStr::to_string).unwrap_or_default();
        text.push_str(&format!("- `{spelled}`: {help}"));
        let choices = arg.get_possible_values();
        if arg.get_action().takes_values() && !choices.is_empty() {
            let choices: Vec<String> = choices
                .iter()
                .map(|choice| format!("`{}`", choice.get_name()))
                .collect();
            text.push_str(&format!(" ({})", choices.join(", ")));
        }
        text.push('\n');
    }
    if text.is_empty() {
        text
    } else {
        format!("\n{text}")
    }
}

/// Converts the text after the help: prose, with indented lines as code.
fn after(command: &Command) -> String {
    let after = command
        .get_after_long_help()
        .map(StyledStr::to_string)
        .unwrap_or_default();
    let mut text = String::new();
    let mut in_code = false;
    for line in after.lines() {
        let is_code = line.starts_with("  ");
        if is_code != in_code {
            text.push_str(if is_code { "\n```text\n" } else { "```\n" });
            in_code = is_code;
        }
        text.push_str(line.strip_prefix("  ").unwrap_or(line));
        text.push('\n');
    }
    if in_code {
        text.push_str("```\n");
    }
    if text.is_empty() {
        text
    } else {
        format!("\n{text}")
    }
}
