//! Reads the keyboard and the mouse, and sends messages.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};
use signal_hook::consts::SIGWINCH;
use signal_hook::low_level::raise;

use super::backdrop::{Backdrop, TakenKey};
use super::typed::KeyCounts;
use super::{Inbox, InboxEvent, clock};
use crate::app::input::key::{Key, KeyCode};
use crate::app::msg::{Mouse, MouseKind, Msg};

/// Time that the reader has to notice that it must stop, before it is told again.
const NOTICE: Duration = Duration::from_millis(10);

/// A pause longer than this, in milliseconds, never occurs within a terminal's answer.
const REST: i64 = 100;

/// Maximum number of times that the reader is told to stop. A reader on a terminal that is gone notices
/// nothing.
const TRIES: usize = 200;

/// The thread that reads the keyboard, which can be paused. It sleeps until there is something to read.
pub(super) struct Input {
    gate: Arc<InputGate>,
    /// The keys on their way to the session.
    pub typed: Arc<KeyCounts>,
}

#[derive(Default)]
struct InputGate {
    state: Mutex<InputState>,
    changed: Condvar,
}

#[derive(Default)]
struct InputState {
    /// Whether another program needs the keyboard.
    closed: bool,
    /// Whether the thread is paused or gone.
    waiting: bool,
}

impl InputGate {
    fn state(&self) -> MutexGuard<'_, InputState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits while another program needs the keyboard.
    fn pass(&self) {
        let mut state = self.state();
        while state.closed {
            state.waiting = true;
            self.changed.notify_all();
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.waiting = false;
    }
}

impl Input {
    /// Starts reading. `asked` tells whether the terminal was asked for its background colour.
    pub(super) fn start(asked: bool, inbox: Inbox) -> Self {
        let mut backdrop = Backdrop::new(asked);
        let gate = Arc::new(InputGate::default());
        let typed = Arc::new(KeyCounts::default());
        let input = Self { gate: gate.clone(), typed: typed.clone() };
        thread::spawn(move || {
            let mut last = clock::now();
            loop {
                gate.pass();
                let read = event::read();
                let now = clock::now();
                if now.0 - last.0 > REST {
                    backdrop.rest();
                }
                last = now;
                let sent = match read {
                    Ok(event) => match message(event) {
                        Some(Msg::Key(key)) => match backdrop.take(key) {
                            TakenKey::IsLight(light) => inbox.send(InboxEvent::Background { light }).is_ok(),
                            TakenKey::Keys(keys) => send_all(&typed, keys, &inbox),
                        },
                        msg => msg.is_none_or(|msg| inbox.send(InboxEvent::Msg(msg)).is_ok()),
                    },
                    Err(_) => {
                        gate.state().waiting = true;
                        let _ = inbox.send(InboxEvent::HangUp);
                        return;
                    }
                };
                if !sent {
                    return;
                }
            }
        });
        input
    }

    /// Pauses reading; returns once nothing reads the keyboard any more.
    pub(super) fn pause(&self) {
        let mut state = self.gate.state();
        state.closed = true;
        for _ in 0..TRIES {
            if state.waiting {
                return;
            }
            // Only a key or a new size ends a read, so raise the signal for a new size.
            let _ = raise(SIGWINCH);
            let waited = self.gate.changed.wait_timeout(state, NOTICE);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Resumes reading.
    pub(super) fn resume(&self) {
        self.gate.state().closed = false;
        self.gate.changed.notify_all();
    }
}

/// Sends keys on, up to the maximum that may wait. Returns false if the inbox is gone.
fn send_all(typed: &KeyCounts, keys: Vec<Key>, inbox: &Inbox) -> bool {
    let numbered = keys.into_iter().filter_map(|key| Some((typed.send(key)?, key)));
    numbered.into_iter().all(|(number, key)| inbox.send(InboxEvent::Key { number, key }).is_ok())
}

fn message(event: event::Event) -> Option<Msg> {
    match event {
        event::Event::Key(key) if key.kind != KeyEventKind::Release => self::key(key).map(Msg::Key),
        event::Event::Paste(text) => Some(Msg::Paste(text)),
        event::Event::FocusLost => Some(Msg::FocusLost),
        event::Event::Mouse(mouse) => {
            let kind = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => MouseKind::Click,
                MouseEventKind::Drag(MouseButton::Left) => MouseKind::Drag,
                MouseEventKind::ScrollUp => MouseKind::WheelUp,
                MouseEventKind::ScrollDown => MouseKind::WheelDown,
                _ => return None,
            };
            Some(Msg::Mouse(Mouse { kind, x: mouse.column, y: mouse.row }))
        }
        // A new size is reported by its signal.
        _ => None,
    }
}

fn key(event: event::KeyEvent) -> Option<Key> {
    let mut shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let code = match event.code {
        event::KeyCode::Char(c) => {
            // The character itself says whether Shift was down.
            shift = false;
            KeyCode::Char(c)
        }
        event::KeyCode::Enter => KeyCode::Enter,
        event::KeyCode::Esc => KeyCode::Esc,
        event::KeyCode::Tab => KeyCode::Tab,
        event::KeyCode::BackTab => {
            shift = true;
            KeyCode::Tab
        }
        event::KeyCode::Backspace => KeyCode::Backspace,
        event::KeyCode::Delete => KeyCode::Delete,
        event::KeyCode::Up => KeyCode::Up,
        event::KeyCode::Down => KeyCode::Down,
        event::KeyCode::Left => KeyCode::Left,
        event::KeyCode::Right => KeyCode::Right,
        event::KeyCode::PageUp => KeyCode::PageUp,
        event::KeyCode::PageDown => KeyCode::PageDown,
        event::KeyCode::Home => KeyCode::Home,
        event::KeyCode::End => KeyCode::End,
        event::KeyCode::F(number) => KeyCode::F(number),
        _ => return None,
    };
    let has = |modifier| event.modifiers.contains(modifier);
    Some(Key { code, ctrl: has(KeyModifiers::CONTROL), alt: has(KeyModifiers::ALT), shift })
}
