//! `snaglist keys`: the table of keys; as Markdown, it is `docs/keys.md`.

use anyhow::Result;
use serde::Serialize;

use super::CommandContext;
use super::args::Keys;
use super::output::{self, DIM, Output, STRONG};
use crate::app::input::binding::{Binding, KeyContext as Where};
use crate::app::input::key::Key;
use crate::app::input::keymap::{BINDINGS, Keymap};
use crate::app::input::overlay_keys::OVERLAY_BINDINGS;
use crate::safe;

/// The contexts in the order in which they are listed.
const CONTEXTS: [Where; 12] = [
    Where::Everywhere,
    Where::Review,
    Where::Overview,
    Where::Snags,
    Where::Gaps,
    Where::Amendments,
    Where::Verify,
    Where::Lapses,
    Where::Spec,
    Where::TextBox,
    Where::Menu,
    Where::Prompt,
];

/// Cells of the column of keys; more keys have a line of their own.
const KEYS_WIDTH: usize = 12;

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

/// One action with its keys in force.
struct Listed {
    name: &'static str,
    keys: Vec<String>,
    help: &'static str,
}

/// Lists the actions of a context, of screens and of what opens above them alike.
fn of(keymap: &Keymap, context: Where) -> Vec<Listed> {
    fn listed<A>(binding: &Binding<A>, keys: &[Key]) -> Listed {
        Listed {
            name: binding.name,
            keys: keys.iter().map(ToString::to_string).collect(),
            help: binding.help,
        }
    }
    let screens = BINDINGS.iter().filter(|binding| binding.context == context);
    let above = OVERLAY_BINDINGS
        .iter()
        .filter(|binding| binding.context == context);
    let screens = screens.map(|binding| listed(binding, keymap.keys(binding.action)));
    screens
        .chain(above.map(|binding| listed(binding, keymap.overlay_keys(binding.action))))
        .collect()
}

fn json(keymap: &Keymap) -> KeysJson {
    let key = |context: Where, action: Listed| KeyJson {
        context: context.title(),
        action: action.name,
        keys: action.keys,
        help: action.help,
    };
    let keys = CONTEXTS.into_iter().flat_map(|context| {
        of(keymap, context)
            .into_iter()
            .map(move |action| key(context, action))
    });
    KeysJson {
        version: 1,
        keys: keys.collect(),
    }
}

fn text(out: &Output, keymap: &Keymap) -> String {
    let mut text = String::new();
    for (context, actions) in CONTEXTS.map(|context| (context, of(keymap, context))) {
        if actions.is_empty() {
            continue;
        }
        text.push_str(&format!("{}\n", out.paint(STRONG, context.title())));
        for action in actions {
            let mut keys = output::pad(&action.keys.join(" "), KEYS_WIDTH);
            if safe::str_cells(&keys) > KEYS_WIDTH {
                keys.push_str(&format!("\n  {}", " ".repeat(KEYS_WIDTH)));
            }
            let name = output::pad(action.name, 19);
            text.push_str(&format!("  {keys} {} ", out.paint(DIM, &name)));
            text.push_str(&output::paragraph(action.help.as_bytes(), 35, true));
        }
        text.push('\n');
    }
    text.pop();
    text
}

fn markdown(keymap: &Keymap) -> String {
    let mut text = "# Keys\n\n\
        Written by `snaglist keys --markdown`. To give an action other keys, name it in the settings:\n\n\
        ```toml\n[keys]\nnext-hunk = [\"]\", \"ctrl-n\"]\n```\n\n\
        The mouse works too: the wheel scrolls what is under it, a click goes there.\n"
        .to_owned();
    for (context, actions) in CONTEXTS.map(|context| (context, of(keymap, context))) {
        if actions.is_empty() {
            continue;
        }
        text.push_str(&format!(
            "\n## {}\n\n| keys | action | what it does |\n|---|---|---|\n",
            context.title()
        ));
        for action in actions {
            let keys: Vec<String> = action.keys.iter().map(|key| code(key)).collect();
            let help = action.help.replace('|', "\\|");
            text.push_str(&format!(
                "| {} | `{}` | {help} |\n",
                keys.join(" "),
                action.name
            ));
        }
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
