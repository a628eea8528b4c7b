//! Starts the painting process, and talks to it.

use std::io;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::Sender;
use std::thread;

use super::{COMMAND, frames};
use crate::app::msg::Unpainted;
use crate::syntax::wire::{Answer, MAX_ANSWER, PaintRequest};

/// An event for the worker.
pub(super) enum ProcessEvent {
    /// A request of the session.
    Wanted {
        request: u64,
        wanted: Vec<Unpainted>,
    },
    /// An answer of a process.
    Answer { generation: u64, answer: Answer },
    /// The process of that generation ended, or sent something invalid.
    Ended { generation: u64 },
    /// The session ends.
    Stop,
}

/// A painting process. Killed when dropped.
pub(super) struct PaintingProcess {
    child: Child,
    requests: ChildStdin,
}

impl PaintingProcess {
    /// Starts the process. Its messages come as events with this `generation`; the last one says
    /// that it ended.
    pub(super) fn start(
        program: &Path,
        generation: u64,
        events: Sender<ProcessEvent>,
    ) -> io::Result<Self> {
        let mut command = Command::new(program);
        command
            .arg(COMMAND)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .current_dir("/");
        // Keep the reviewer's screen clean of messages from a C library.
        command.stderr(Stdio::null());
        // An interrupt typed at an editor that has the terminal must not reach the process.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn()?;
        let (requests, answers) = child
            .stdin
            .take()
            .zip(child.stdout.take())
            .ok_or(io::ErrorKind::Other)?;
        thread::spawn(move || listen(answers, generation, &events));
        Ok(Self { child, requests })
    }

    /// Sends a request. If that fails, the process is killed. Its last event comes in any case.
    pub(super) fn say(&mut self, request: &PaintRequest) {
        if frames::write(&mut self.requests, &request.encode()).is_err() {
            self.end();
        }
    }

    /// Kills the process.
    pub(super) fn end(&mut self) {
        let _ = self.child.kill();
    }
}

impl Drop for PaintingProcess {
    fn drop(&mut self) {
        self.end();
        let _ = self.child.wait();
    }
}

fn listen(mut answers: ChildStdout, generation: u64, events: &Sender<ProcessEvent>) {
    while let Ok(frame) = frames::read(&mut answers, MAX_ANSWER) {
        let Ok(answer) = Answer::decode(&frame) else {
            break;
        };
        if events
            .send(ProcessEvent::Answer { generation, answer })
            .is_err()
        {
            return;
        }
    }
    let _ = events.send(ProcessEvent::Ended { generation });
}
