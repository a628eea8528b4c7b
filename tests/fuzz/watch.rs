//! Ends the run when one execution does not end: nothing else can tell which input hangs.

use std::process;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// When an execution is taken for hung.
const HANG: Duration = Duration::from_secs(20);

struct Execution {
    since: Instant,
    path: &'static str,
    input: Vec<u8>,
}

/// The execution that is under way, looked at from a thread of its own.
pub(crate) struct Watch(Arc<Mutex<Option<Execution>>>);

impl Watch {
    pub(crate) fn start() -> Self {
        let watch = Self(Arc::default());
        let current = Arc::clone(&watch.0);
        thread::spawn(move || {
            loop {
                thread::sleep(Duration::from_secs(1));
                let current = current.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some(execution) = current
                    .as_ref()
                    .filter(|execution| execution.since.elapsed() > HANG)
                {
                    let input = execution.input.escape_ascii();
                    println!("hangs:\n    ({:?}, b\"{input}\")", execution.path);
                    process::exit(1);
                }
            }
        });
        watch
    }

    pub(crate) fn begin(&self, path: &'static str, input: &[u8]) {
        self.set(Some(Execution {
            since: Instant::now(),
            path,
            input: input.to_vec(),
        }));
    }

    pub(crate) fn end(&self) {
        self.set(None);
    }

    fn set(&self, execution: Option<Execution>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = execution;
    }
}
