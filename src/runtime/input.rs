//! Reads the keyboard and the mouse, and sends messages.

use std::io::{self, PipeReader, PipeWriter, Read as _, Write as _};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::backdrop::{Backdrop, TakenKey};
use super::decoder::{CHUNK, Decoder};
use super::typed::KeyCounts;
use super::{Inbox, InboxEvent, clock};
use crate::app::input::key::Key;
use crate::app::msg::Msg;

/// Time that the reader has to notice that it must stop.
const NOTICE: Duration = Duration::from_secs(2);

/// A pause longer than this, in milliseconds, never occurs within a terminal's answer.
const REST: i64 = 100;

/// The thread that reads the keyboard, which can be paused. It sleeps until there is something to
/// read.
pub(super) struct Input {
    gate: Arc<InputGate>,
    /// Ends the reader's wait.
    wake: PipeWriter,
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
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        state.waiting = false;
    }
}

impl Input {
    /// Starts reading. `asked` tells whether the terminal was asked for its background colour.
    ///
    /// # Errors
    /// When the system gives no pipe.
    pub(super) fn start(asked: bool, inbox: Inbox) -> Result<Self> {
        let (woken, wake) = io::pipe().context("listening to the keyboard")?;
        let gate = Arc::new(InputGate::default());
        let typed = Arc::new(KeyCounts::default());
        let reader = KeyReader {
            gate: gate.clone(),
            woken,
            backdrop: Backdrop::new(asked),
            decoder: Decoder::default(),
            typed: typed.clone(),
            inbox,
        };
        thread::spawn(move || reader.run());
        Ok(Self { gate, wake, typed })
    }

    /// Pauses reading; returns once nothing reads the keyboard any more.
    pub(super) fn pause(&self) {
        let mut state = self.gate.state();
        state.closed = true;
        // A reader that is gone hears nothing.
        let _ = (&self.wake).write_all(b"!");
        if !state.waiting {
            let waited = self
                .gate
                .changed
                .wait_timeout_while(state, NOTICE, |state| !state.waiting);
            drop(waited.unwrap_or_else(PoisonError::into_inner));
        }
    }

    /// Resumes reading.
    pub(super) fn resume(&self) {
        self.gate.state().closed = false;
        self.gate.changed.notify_all();
    }
}

/// The reading end, in its thread.
struct KeyReader {
    gate: Arc<InputGate>,
    /// Becomes readable when the reader has to look at the gate.
    woken: PipeReader,
    backdrop: Backdrop,
    decoder: Decoder,
    typed: Arc<KeyCounts>,
    inbox: Inbox,
}

impl KeyReader {
    fn run(mut self) {
        let mut last = clock::now();
        let mut bytes = [0; CHUNK];
        loop {
            self.gate.pass();
            let Ok(count) = self.wait(&mut bytes) else {
                self.gate.state().waiting = true;
                let _ = self.inbox.send(InboxEvent::HangUp);
                return;
            };
            let now = clock::now();
            if now.0 - last.0 > REST {
                self.backdrop.rest();
            }
            let messages = match count {
                Some(count) => {
                    last = now;
                    self.decoder
                        .take(bytes.get(..count).unwrap_or_default(), now)
                }
                None => self.decoder.rest(now),
            };
            if !messages.into_iter().all(|msg| self.send(msg)) {
                return;
            }
        }
    }

    /// Waits for bytes, and returns how many came; `None` when the wait ended without any.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn wait(&mut self, bytes: &mut [u8]) -> io::Result<Option<usize>> {
        let stdin = io::stdin();
        let patience = self.decoder.patience();
        let patience =
            patience.and_then(|wait| Timespec::try_from(Duration::from_millis(wait as u64)).ok());
        let mut waits = [
            PollFd::new(&stdin, PollFlags::IN),
            PollFd::new(&self.woken, PollFlags::IN),
        ];
        match poll(&mut waits, patience.as_ref()) {
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => return Ok(None),
            Err(error) => return Err(error.into()),
        }
        let [typed, woken] = waits.map(|wait| !wait.revents().is_empty());
        if woken {
            // What is typed now is for another program.
            self.woken.read_exact(&mut [0])?;
            return Ok(None);
        }
        if !typed {
            return Ok(None);
        }
        match rustix::io::read(&stdin, bytes) {
            Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => Ok(Some(count)),
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Sends a message on. Returns false if the inbox is gone.
    fn send(&mut self, msg: Msg) -> bool {
        let Msg::Key(key) = msg else {
            return self.inbox.send(InboxEvent::Msg(msg)).is_ok();
        };
        match self.backdrop.take(key) {
            TakenKey::IsLight(light) => self.inbox.send(InboxEvent::Background { light }).is_ok(),
            TakenKey::Keys(keys) => self.send_keys(keys),
        }
    }

    /// Sends keys on, up to the maximum that may wait. Returns false if the inbox is gone.
    fn send_keys(&self, keys: Vec<Key>) -> bool {
        let mut numbered = keys
            .into_iter()
            .filter_map(|key| Some((self.typed.send(key)?, key)));
        numbered.all(|(number, key)| self.inbox.send(InboxEvent::Key { number, key }).is_ok())
    }
}
