//! The keyboard and the mouse, as messages.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

use super::{Event, Inbox};
use crate::app::geometry::Size;
use crate::app::key::{Key, KeyCode};
use crate::app::msg::{Mouse, MouseKind, Msg};

/// How long it takes at most until the keyboard is let go for `$EDITOR`.
const LET_GO: Duration = Duration::from_millis(50);

/// The thread that reads the keyboard, which can be made to let go of it.
pub struct Input {
    wanted: Arc<AtomicBool>,
    reading: Arc<AtomicBool>,
}

impl Input {
    /// Starts reading.
    pub fn start(inbox: Inbox) -> Self {
        let wanted = Arc::new(AtomicBool::new(true));
        let reading = Arc::new(AtomicBool::new(true));
        let input = Self { wanted: wanted.clone(), reading: reading.clone() };
        thread::spawn(move || {
            loop {
                if !wanted.load(Ordering::Acquire) {
                    reading.store(false, Ordering::Release);
                    thread::park_timeout(LET_GO);
                    continue;
                }
                reading.store(true, Ordering::Release);
                let event = match event::poll(LET_GO) {
                    Ok(false) => continue,
                    Ok(true) => event::read(),
                    Err(error) => Err(error),
                };
                let sent = match event {
                    Ok(event) => message(event).map_or(Ok(()), |msg| inbox.send(Event::Msg(msg))),
                    Err(_) => {
                        let _ = inbox.send(Event::HangUp);
                        return;
                    }
                };
                if sent.is_err() {
                    return;
                }
            }
        });
        input
    }

    /// Lets go of the keyboard; comes back once nothing reads it any more.
    pub fn pause(&self) {
        self.wanted.store(false, Ordering::Release);
        while self.reading.load(Ordering::Acquire) {
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Reads again.
    pub fn resume(&self) {
        self.wanted.store(true, Ordering::Release);
    }
}

fn message(event: event::Event) -> Option<Msg> {
    match event {
        event::Event::Key(key) if key.kind != KeyEventKind::Release => self::key(key).map(Msg::Key),
        event::Event::Paste(text) => Some(Msg::Paste(text)),
        event::Event::Resize(cols, rows) => Some(Msg::Resize(Size { cols, rows })),
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
