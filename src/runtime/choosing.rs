//! Lets the user choose the spec on the terminal, before there is anything to review.

use std::path::{Path, PathBuf};
use std::sync::mpsc;

use anyhow::{Result, bail};
use signal_hook::consts::{SIGTSTP, SIGWINCH};

use super::input::Input;
use super::signals::Listener;
use super::terminal::{self, Terminal};
use super::{InboxEvent, look};
use crate::app::choosing::{ChoiceStep, Choosing};
use crate::git::path_from;
use crate::model::settings::Settings;
use crate::model::spec::LikelySpec;
use crate::model::text::Untrusted;
use crate::ui;

/// Offers the files and returns the path of the chosen one, `None` when the user left.
///
/// A signal that ends the process does so here, with the terminal restored.
///
/// # Errors
/// When the terminal cannot be used, or goes away.
pub fn choose_spec(
    name: Untrusted,
    files: Vec<LikelySpec>,
    settings: &Settings,
) -> Result<Option<PathBuf>> {
    let Some(mut choosing) = Choosing::new(name, files, terminal::size()?) else {
        return Ok(None);
    };
    let theme = look::theme(settings, None);
    let (inbox, events) = mpsc::channel();
    let _signals = Listener::start(inbox.clone())?;
    let mut terminal = Terminal::take(choosing.size)?;
    let input = Input::start(false, inbox)?;
    let chosen = loop {
        terminal.draw(|frame| ui::choosing::draw(&choosing, &theme, frame))?;
        match events.recv()? {
            InboxEvent::Key { key, .. } => match choosing.take(key) {
                ChoiceStep::Open => {}
                ChoiceStep::Left => break None,
                ChoiceStep::File(path) => break path_from(path.as_bytes()).map(Path::to_owned),
            },
            // Ignored: the program can be suspended during the review only.
            InboxEvent::Signal(SIGTSTP) => {}
            InboxEvent::Signal(SIGWINCH) => {
                choosing.size = terminal::size()?;
                terminal.forget(choosing.size)?;
            }
            InboxEvent::Signal(number) => {
                drop(terminal);
                std::process::exit(128 + number);
            }
            InboxEvent::HangUp => bail!("the terminal is gone"),
            _ => {}
        }
    };
    // The review reads the keyboard next.
    input.pause();
    Ok(chosen)
}
