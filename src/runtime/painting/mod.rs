//! Paints source text in a process of its own.
//!
//! The text was written by others, and the grammars' regular expressions run in a C library: a line
//! can keep it busy for ever, and nothing can stop a thread. So the program starts itself once
//! more, with a hidden command, the first time colours are wanted. That process ([`serve`]) holds
//! grammars and texts; its watchdog ends it when a line takes too long, and it ends when its pipes
//! close. The text it was painting stays plain from that line on, and another process continues
//! with the rest.
//!
//! [`Painting`] is the session's end. Frames are those of [`wire`](crate::syntax::wire).

mod frames;
mod process;
mod serve;
mod texts;
mod worker;

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{self, Sender};
use std::thread;

use crate::app::msg::{Msg, Unpainted};
use process::ProcessEvent;
use worker::Worker;

pub use serve::{GARBLED, STUCK, serve};

/// The hidden command that starts the painting process.
pub const COMMAND: &str = "paint-lines";

/// The worker that requests painted lines; ends, and its process with it, when dropped.
pub struct Painting {
    events: Sender<ProcessEvent>,
}

impl Painting {
    /// Starts the worker, but no process yet. `program` is the executable to start, with
    /// [`COMMAND`]; `tell` receives the answers: [`Msg::Painted`], and [`Msg::PaintingEnded`] at
    /// most once.
    pub fn start(program: io::Result<PathBuf>, tell: impl Fn(Msg) + Send + 'static) -> Self {
        let (events, queue) = mpsc::channel();
        let worker = Worker::new(program, events.clone(), tell);
        thread::spawn(move || worker.work(&queue));
        Self { events }
    }

    /// Requests painted lines, in this order, and cancels earlier requests. Each is answered, with
    /// plain lines where there are no colours, unless a later request comes first.
    pub fn want(&self, request: u64, wanted: Vec<Unpainted>) {
        let _ = self.events.send(ProcessEvent::Wanted { request, wanted });
    }
}

impl Drop for Painting {
    fn drop(&mut self) {
        let _ = self.events.send(ProcessEvent::Stop);
    }
}
