//! `snaglist keys`: the table of keys; as Markdown, it is `docs/keys.md`.

use anyhow::Result;
use serde::Serialize;

use super::CommandContext;
use super::args::Keys;
use super::output::{self, DIM, Output, STRONG};
use crate::app::input::keymap::{BINDINGS, Binding, KeyContext as Where, Keymap};
use crate::app::overlays::help::COMPOSER_KEYS;

/// The contexts in the order in which they are listed.
const CONTEXTS: [Where; 7] = [
    Where::Everywhere,
    Where::Review,
    Where::Overview,
    Where::Snags,
    Where::Amendments,
    Where::Verify,
    Where::Spec,
];

/// The heading of the keys that are not actions.
const TEXT_BOX: &str = "Text box";

#[derive(Serialize)]
struct KeysJson {
    version: u8,
    keys: Vec<KeyJson>,
}

#[derive(Serialize)]
struct KeyJson {
    context: &'static str,
    action: &'static str,
    keys: Vec<String>,
    help: &'static str,
}

pub(super) fn run(context: &CommandContext, keys: &Keys) -> Result<()> {
    // The error of a bad table sends people here, so the names are listed anyway.
    let (keymap, error) = match context.keymap() {
        Ok(keymap) => (keymap, None),
        Err(error) => (Keymap::default(), Some(error)),
    };
    if context.out.json {
        context.out.json(&json(&keymap))?;
    } else if keys.markdown {
        context.out.text(&markdown(&keymap))?;
    } else {
        context.out.text(&text(&context.out, &keymap))?;
    }
    error.map_or(Ok(()), Err)
}

fn of(context: Where) -> impl Iterator<Item = &'static Binding> {
    BINDINGS.iter().filter(move |binding| binding.context == context)
}

fn spelled(keymap: &Keymap, binding: &Binding) -> Vec<String> {
    keymap.keys(binding.action).iter().map(ToString::to_string).collect()
}

fn json(keymap: &Keymap) -> KeysJson {
    let key = |binding: &Binding| KeyJson {
        context: binding.context.title(),
        action: binding.name,
        keys: spelled(keymap, binding),
        help: binding.help,
    };
    KeysJson { version: 1, keys: CONTEXTS.into_iter().flat_map(of).map(key).collect() }
}

fn text(out: &Output, keymap: &Keymap) -> String {
    let mut text = String::new();
    for context in CONTEXTS {
        if of(context).next().is_none() {
            continue;
        }
        text.push_str(&format!("{}\n", out.paint(STRONG, context.title())));
        for binding in of(context) {
            let keys = output::pad(&spelled(keymap, binding).join(" "), 12);
            let name = output::pad(binding.name, 19);
            text.push_str(&format!("  {keys} {} ", out.paint(DIM, &name)));
            text.push_str(&output::paragraph(binding.help.as_bytes(), 35, true));
        }
        text.push('\n');
    }
    text.push_str(&format!("{}\n", out.paint(STRONG, TEXT_BOX)));
    for (keys, help) in COMPOSER_KEYS {
        text.push_str(&format!("  {} {help}\n", output::pad(keys, 15)));
    }
    text
}

fn markdown(keymap: &Keymap) -> String {
    let mut text = "# Keys\n\n\
        Written by `snaglist keys --markdown`. To give an action other keys, name it in the settings:\n\n\
        ```toml\n[keys]\nnext-hunk = [\"]\", \"ctrl-n\"]\n```\n\n\
        The mouse works too: the wheel scrolls what is under it, a click goes there.\n"
        .to_owned();
    for context in CONTEXTS {
        if of(context).next().is_none() {
            continue;
        }
        text.push_str(&format!(
            "\n## {}\n\n| keys | action | what it does |\n|---|---|---|\n",
            context.title()
        ));
        for binding in of(context) {
            let keys: Vec<String> = spelled(keymap, binding).iter().map(|key| code(key)).collect();
            let help = binding.help.replace('|', "\\|");
            text.push_str(&format!("| {} | `{}` | {help} |\n", keys.join(" "), binding.name));
        }
    }
    text.push_str(&format!(
        "\n## {TEXT_BOX}\n\nThese stay as they are.\n\n| keys | what they do |\n|---|---|\n"
    ));
    for (keys, help) in COMPOSER_KEYS {
        text.push_str(&format!("| {keys} | {help} |\n"));
    }
    text
}

/// Formats a key as code in a table's cell.
fn code(key: &str) -> String {
    match key {
        "`" => "`` ` ``".to_owned(),
        "|" => "`\\|`".to_owned(),
        _ => format!("`{key}`"),
    }
}
